//! How a database is copied: members of its global cluster, replicas, backups that are replicated.
//!
//! A global cluster is a name of the account. Members may name it by reference, by text or through
//! a data source, in any root, and those of one name belong together.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::address::{InstanceId, RootId};
use crate::language::functions::Error;
use crate::language::{HopKind, Origin, Presence, Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{
    Listing, Step, doubts_given, instance_value, is_symbolic, proof, reasons, unknown,
};
use crate::facts::join::{Attached, Named, is_data};
use crate::facts::network::placement::exported;
use crate::facts::region::{of_instance, same_region};

const DATABASES: [&str; 2] = ["aws_rds_cluster", "aws_db_instance"];
const GLOBAL: &str = "aws_rds_global_cluster";

/// Clusters of one global cluster that are looked at: AWS allows eleven.
const MOST: usize = 32;

/// Words in the source of a module that was not loaded, which may copy a database that it takes.
const COPIERS: [&str; 4] = ["aurora", "database", "rds", "replica"];

/// A global cluster, as its members name it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Global {
    /// One of the scan.
    Declared(InstanceId),
    /// One of this name, which the scan does not declare.
    Named(Arc<str>),
    /// Whatever this expression of a root stands for.
    Symbol(RootId, String),
}

/// Clusters by the global cluster that they are members of.
#[derive(Debug, Default)]
pub(in crate::facts) struct Families<'a> {
    members: BTreeMap<Global, Vec<Attached<'a>>>,
    /// What a cluster is a member of; several, where it is not decided.
    globals: BTreeMap<InstanceId, Vec<(Global, Vec<Reason>)>>,
    /// Clusters that may be members of anything in their root.
    loose: BTreeMap<RootId, Vec<Attached<'a>>>,
    /// Why each of them may be.
    of_loose: BTreeMap<InstanceId, Vec<Reason>>,
}

impl<'a> Families<'a> {
    pub fn of(facts: &Facts<'a>) -> Families<'a> {
        let mut declared: BTreeMap<&str, Vec<&'a Arc<Instance>>> = BTreeMap::new();
        for global in facts.graph.managed(GLOBAL) {
            let name = global.written("global_cluster_identifier");
            if let Some(name) = name.and_then(Value::as_str) {
                declared.entry(name).or_default().push(global);
            }
        }
        let mut families = Families::default();
        for cluster in facts.graph.managed("aws_rds_cluster") {
            if let Some(value) = cluster.written("global_cluster_identifier") {
                families.join(facts, &declared, cluster, value);
            }
        }
        for global in facts.graph.managed(GLOBAL) {
            let Some(source) = global.written("source_db_cluster_identifier") else {
                continue;
            };
            let kinds = ["aws_rds_cluster"];
            if let Named::One(cluster) = facts.named(source, &kinds, global.id.root) {
                families.add(cluster, Global::Declared(global.id.clone()), Vec::new());
            }
        }
        families
    }

    fn join(
        &mut self,
        facts: &Facts<'a>,
        declared: &BTreeMap<&str, Vec<&'a Arc<Instance>>>,
        cluster: &'a Arc<Instance>,
        value: &Value,
    ) {
        match facts.named(value, &[GLOBAL], cluster.id.root) {
            Named::Nothing => {}
            Named::One(global) if !is_data(global) => {
                self.add(cluster, Global::Declared(global.id.clone()), Vec::new());
            }
            Named::Perhaps(globals, why) if globals.is_empty() => {
                let doubts = self.of_loose.entry(cluster.id.clone());
                doubts.or_insert_with(|| why.clone());
                let loose = self.loose.entry(cluster.id.root).or_default();
                loose.push(Attached {
                    instance: cluster,
                    doubts: why,
                });
            }
            Named::Perhaps(globals, why) => {
                for global in globals {
                    self.add(cluster, Global::Declared(global.id.clone()), why.clone());
                }
            }
            Named::One(_) | Named::Elsewhere => {
                let name = name_of(facts, value);
                match name.as_deref().and_then(|name| declared.get(name)) {
                    Some(globals) => {
                        // Of several with one name, in several accounts, it is one.
                        let why = match globals.as_slice() {
                            [_] => Vec::new(),
                            _ => vec![Reason::new(
                                ReasonKind::RemoteState,
                                format!(
                                    "which of the global clusters called so {} names",
                                    cluster.id
                                ),
                                value.origin.nearest(),
                            )],
                        };
                        for global in globals {
                            self.add(cluster, Global::Declared(global.id.clone()), why.clone());
                        }
                    }
                    None => {
                        let symbol = |unknown: &Arc<crate::language::Unknown>| {
                            let identity = unknown.identity.as_ref()?;
                            Some(Global::Symbol(cluster.id.root, identity.to_string()))
                        };
                        let global = match name {
                            Some(name) => Some(Global::Named(name)),
                            None => value.as_unknown().and_then(symbol),
                        };
                        if let Some(global) = global {
                            self.add(cluster, global, Vec::new());
                        }
                    }
                }
            }
        }
    }

    fn add(&mut self, cluster: &'a Arc<Instance>, global: Global, doubts: Vec<Reason>) {
        let known = self.globals.entry(cluster.id.clone()).or_default();
        if known.iter().any(|(other, _)| *other == global) {
            return;
        }
        known.push((global.clone(), doubts.clone()));
        let members = self.members.entry(global).or_default();
        members.push(Attached {
            instance: cluster,
            doubts,
        });
    }

    fn globals(&self, cluster: &InstanceId) -> &[(Global, Vec<Reason>)] {
        let found = self.globals.get(cluster);
        found.map(Vec::as_slice).unwrap_or_default()
    }

    /// The members of `global`: enough of them to see that there are too many.
    fn members_of(&self, global: &Global) -> impl Iterator<Item = &Attached<'a>> {
        let members = self.members.get(global).into_iter().flatten();
        members.take(MOST + 2)
    }

    fn loose(&self, root: RootId) -> &[Attached<'a>] {
        let found = self.loose.get(&root);
        found.map(Vec::as_slice).unwrap_or_default()
    }
}

/// The name that a value gives a global cluster: a text, or that which a data source looks for.
fn name_of(facts: &Facts<'_>, value: &Value) -> Option<Arc<str>> {
    let text = |value: &Value| value.as_str().map(Arc::from);
    let identity = || value.as_unknown()?.identity.as_ref();
    let looked_for = || {
        let data = facts.graph.instance(&identity()?.instance)?;
        let wanted = is_data(data) && &*data.id.address.kind == GLOBAL;
        wanted.then(|| data.written("identifier").and_then(text))?
    };
    text(value).or_else(looked_for)
}

/// The copies in the making.
struct Copies<'a, 'd> {
    database: &'d Arc<Instance>,
    list: Listing,
    steps: Vec<Step>,
    /// Whether another member of a global cluster is among them.
    others: bool,
    seen: Vec<&'a InstanceId>,
}

impl<'a> Copies<'a, '_> {
    fn add(&mut self, copy: &'a Arc<Instance>, way: &str, doubts: &[Reason]) {
        if copy.id == self.database.id || self.seen.contains(&&copy.id) {
            return;
        }
        if self.seen.len() >= MOST {
            let what = format!("more than {MOST} copies of {}", self.database.id);
            let place = self.database.header();
            self.list
                .open([Reason::new(ReasonKind::Limit, what, Some(place))]);
            return;
        }
        self.seen.push(&copy.id);
        let mut why = doubts_given(copy, self.database);
        why.extend_from_slice(doubts);
        let presence = match is_symbolic(copy) && !is_symbolic(self.database) {
            true => Presence::Any,
            false => Presence::Certain,
        };
        let step = Step::of(copy);
        let record = Value::object(vec![
            ("name".into(), Value::string(copy.id.to_string())),
            ("resource".into(), instance_value(copy)),
            ("way".into(), Value::string(way)),
            ("elsewhere".into(), elsewhere(self.database, copy)),
        ]);
        self.list.push_as(record.at(proof([&step])), presence, &why);
        self.steps.push(step);
    }
}

/// `copies(database)`
pub(in crate::facts) fn copies(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(database) = arguments.first() else {
        return Err(Error::refused("copies() takes one argument"));
    };
    let Some(database) = facts.asked(database, &DATABASES) else {
        return Ok(unknown(Type::Dynamic, reasons(database)));
    };
    let mut copies = Copies {
        database,
        list: Listing::default(),
        steps: vec![Step::of(database)],
        others: false,
        seen: Vec::new(),
    };
    members(facts, &mut copies);
    replicas(facts, &mut copies);
    let may_copy = |reason: &&Reason| {
        let source = reason.what.to_ascii_lowercase();
        COPIERS.iter().any(|word| source.contains(word))
    };
    let handed = facts.handed(&database.id).iter();
    copies.list.open(handed.filter(may_copy).cloned());
    Ok(copies.list.into_value(proof(&copies.steps)))
}

/// The other members of the global clusters that the database is in.
fn members<'a>(facts: &Facts<'a>, copies: &mut Copies<'a, '_>) {
    let database = copies.database;
    let families = facts.families();
    let loose = families.loose(database.id.root);
    if let Some(doubts) = families.of_loose.get(&database.id) {
        copies.list.open(doubts.iter().cloned());
    }
    for (global, why) in families.globals(&database.id) {
        if let Global::Declared(id) = global
            && let Some(global) = facts.graph.instance(id)
        {
            copies.steps.push(Step::of(global));
        }
        for member in families.members_of(global) {
            let mut doubts = why.clone();
            doubts.extend(member.doubts.iter().cloned());
            copies.others |= member.instance.id != database.id;
            copies.add(member.instance, "global", &doubts);
        }
        for member in loose.iter().take(MOST + 2) {
            copies.add(member.instance, "global", &member.doubts);
        }
        match global {
            Global::Declared(id) => {
                copies.list.open(facts.handed(id).iter().cloned());
                let alone = facts.graph.instance(id).filter(|_| !copies.others);
                copies
                    .list
                    .open(alone.into_iter().flat_map(|global| exported(facts, global)));
            }
            Global::Named(name) => copies.list.open([outside(name, database)]),
            Global::Symbol(_, name) => copies.list.open([outside(name, database)]),
        }
    }
}

fn outside(name: &str, database: &Instance) -> Reason {
    let what = format!("the global cluster {name}, and who else is a member of it,");
    Reason::new(ReasonKind::RemoteState, what, Some(database.header()))
}

/// What replicates from the database by itself.
fn replicas<'a>(facts: &Facts<'a>, copies: &mut Copies<'a, '_>) {
    let database = copies.database;
    let (table, backups) = (facts.database_replicas(), facts.replicated_backups());
    for (table, way) in [(table, "replica"), (backups, "backup")] {
        let loose = table.loose(database.id.root);
        for attached in table.of(&database.id).iter().chain(loose).take(MOST + 2) {
            copies.add(attached.instance, way, &attached.doubts);
        }
    }
}

/// Whether a copy stands in another region than its database. Two regions that nobody knows are
/// two only if they turn out to be.
fn elsewhere(database: &Arc<Instance>, copy: &Arc<Instance>) -> Value {
    let regions = [of_instance(database), of_instance(copy)];
    let from = regions.iter().map(|region| region.origin.clone());
    let origin = Origin::via(HopKind::Element, None, from);
    match same_region(database, copy) {
        Some(same) => Value::bool(!same).at(origin),
        None => unknown(Type::Bool, regions.iter().flat_map(reasons).collect()).at(origin),
    }
}
