//! Which route table a subnet uses, and which routes a table has.
//!
//! A subnet uses the table that it is explicitly associated with, else the main table of its VPC:
//! the one that an `aws_main_route_table_association` names, else the default one that the VPC
//! comes with (adopted by an `aws_default_route_table`, or implicit). The default table of a VPC
//! of the scan is known by the VPC itself, whoever adopts it.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::address::InstanceId;
use crate::language::{Reason, ReasonKind, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{Step, doubts_given, instance_value, reasons};
use crate::facts::join::{Named, TABLES, is_data};
use crate::facts::network::routes::{Destination, Gateway, Route, Target};
use crate::facts::security_groups::entry::Entry;

/// A route table that a subnet uses, or may use.
#[derive(Clone, Debug)]
pub(in crate::facts) struct Used<'a> {
    /// The table; the VPC for its default table.
    pub table: &'a Arc<Instance>,
    /// How the subnet comes to it, the table included.
    pub steps: Vec<Step>,
    /// The same, in one line.
    pub path: String,
    /// Why the subnet may use another one.
    pub doubts: Vec<Reason>,
}

/// The tables a subnet may use, and why it may use yet another one.
#[derive(Clone, Debug, Default)]
pub(in crate::facts) struct Tables<'a> {
    pub used: Vec<Used<'a>>,
    pub open: Vec<Reason>,
}

impl<'a> Tables<'a> {
    /// This table and no other.
    pub fn of_one(table: &'a Arc<Instance>) -> Tables<'a> {
        let used = Used {
            table,
            steps: Vec::new(),
            path: String::new(),
            doubts: Vec::new(),
        };
        Tables {
            used: vec![used],
            open: Vec::new(),
        }
    }
}

/// The routes of a table that leave private networks, and why it may have more.
#[derive(Clone, Debug, Default)]
pub(in crate::facts) struct Routes<'a> {
    pub routes: Vec<Leaving<'a>>,
    pub open: Vec<Reason>,
}

/// A route that leaves private networks, or may.
#[derive(Clone, Debug)]
pub(in crate::facts) struct Leaving<'a> {
    pub route: Route<'a>,
    pub target: Target,
    pub destination: Destination,
}

/// The tables that `subnet` may use.
pub(in crate::facts) fn of_subnet<'a>(facts: &Facts<'a>, subnet: &'a Arc<Instance>) -> Tables<'a> {
    let start = Step::of(subnet);
    let associations = facts.subnet_associations();
    let mut tables = Tables::default();
    let mut doubts: Vec<Reason> = Vec::new();
    for association in associations.of(&subnet.id) {
        let mut why = doubts_given(association.instance, subnet);
        why.extend(association.doubts.iter().cloned());
        let certain = why.is_empty();
        associated(
            facts,
            &mut tables,
            association.instance,
            &start,
            why.clone(),
        );
        if certain {
            // A subnet has one association; AWS refuses another.
            return tables;
        }
        doubts.extend(why);
    }
    if is_data(subnet) {
        let what = format!("{}: its route table", subnet.id);
        let reason = Reason::new(ReasonKind::DataSource, what, Some(subnet.header()));
        tables.open.push(reason);
        return tables;
    }
    let loose = associations.loose(subnet.id.root);
    doubts.extend(loose.iter().flat_map(|a| a.doubts.iter().cloned()));
    tables
        .open
        .extend(loose.iter().flat_map(|a| a.doubts.iter().cloned()));
    let handed = facts.handed(&subnet.id);
    doubts.extend_from_slice(handed);
    tables.open.extend_from_slice(handed);
    main(facts, &mut tables, subnet, &start, &doubts);
    tables
}

/// The table of an association.
fn associated<'a>(
    facts: &Facts<'a>,
    tables: &mut Tables<'a>,
    association: &'a Arc<Instance>,
    start: &Step,
    doubts: Vec<Reason>,
) {
    let value = association.written("route_table_id");
    let steps = [start.clone(), Step::of(association)];
    let path = format!("{} → {}", start.text, association.id);
    let place = association.header();
    named_table(
        facts,
        tables,
        value,
        association,
        (&steps, &path, place),
        doubts,
    );
}

fn named_table<'a>(
    facts: &Facts<'a>,
    tables: &mut Tables<'a>,
    value: Option<&Value>,
    by: &Instance,
    (steps, path, place): (&[Step], &str, Place),
    doubts: Vec<Reason>,
) {
    let Some(value) = value else {
        return;
    };
    let mut using = |table: &'a Arc<Instance>, doubts: Vec<Reason>| {
        let (step, name) = table_step(facts, table);
        tables.used.push(Used {
            table,
            steps: [steps, &[step]].concat(),
            path: format!("{path} → {name}"),
            doubts,
        });
    };
    match facts.named(value, TABLES, by.id.root) {
        Named::One(table) => using(table, doubts),
        Named::Perhaps(found, reasons) => {
            for table in found {
                using(table, [doubts.as_slice(), &reasons].concat());
            }
            tables.open.extend(reasons);
        }
        Named::Nothing | Named::Elsewhere => {
            tables
                .open
                .extend(elsewhere(value, "the route table", place));
        }
    }
}

/// Why what `value` names cannot be looked at.
fn elsewhere(value: &Value, what: &str, place: Place) -> Vec<Reason> {
    match reasons(value) {
        found if found.is_empty() => {
            let what = format!("{what} {}", value.as_str().unwrap_or_default());
            vec![Reason::new(ReasonKind::RemoteState, what, Some(place))]
        }
        found => found,
    }
}

/// How a table is called, and where it stands.
fn table_step(facts: &Facts<'_>, table: &Arc<Instance>) -> (Step, String) {
    match &*table.id.address.kind {
        "aws_vpc" | "aws_default_vpc" => match adopted(facts, table) {
            Some(adopted) => (Step::of(adopted), adopted.id.to_string()),
            None => {
                let name = format!("the main table of {}", table.id);
                (Step::at(name.as_str(), table.header()), name)
            }
        },
        _ => (Step::of(table), table.id.to_string()),
    }
}

/// The `aws_default_route_table` of a VPC.
fn adopted<'a>(facts: &Facts<'a>, vpc: &Arc<Instance>) -> Option<&'a Arc<Instance>> {
    let tables = facts.default_tables().of(&vpc.id);
    tables.first().map(|attached| attached.instance)
}

/// The main table of the subnet's VPC, which it uses without an association of its own.
fn main<'a>(
    facts: &Facts<'a>,
    tables: &mut Tables<'a>,
    subnet: &'a Arc<Instance>,
    start: &Step,
    doubts: &[Reason],
) {
    let vpc = match vpc_of(facts, subnet) {
        Ok(vpc) => vpc,
        Err(reasons) => {
            tables.open.extend(reasons);
            return;
        }
    };
    let alone = Step::at("no association, so the main table", subnet.header());
    let path = format!("{} → (no association, main table)", start.text);
    let associations = facts.main_associations();
    let mut doubts = doubts.to_vec();
    for attached in associations.of(&vpc.id) {
        let mut why = doubts_given(attached.instance, subnet);
        why.extend(attached.doubts.iter().cloned());
        let certain = why.is_empty();
        let steps = [start.clone(), alone.clone(), Step::of(attached.instance)];
        let value = attached.instance.written("route_table_id");
        let path = format!("{path} {}", attached.instance.id);
        let place = attached.instance.header();
        let all = [doubts.as_slice(), &why].concat();
        named_table(
            facts,
            tables,
            value,
            attached.instance,
            (&steps, &path, place),
            all,
        );
        if certain {
            return;
        }
        doubts.extend(why);
    }
    for attached in associations.loose(vpc.id.root) {
        doubts.extend(attached.doubts.iter().cloned());
        tables.open.extend(attached.doubts.iter().cloned());
    }
    let (step, name) = table_step(facts, vpc);
    tables.used.push(Used {
        table: vpc,
        steps: vec![start.clone(), alone, step],
        path: format!("{path} {name}"),
        doubts,
    });
}

/// The VPC of a subnet. A default subnet lies in the default VPC, which its root may adopt.
pub(in crate::facts) fn vpc_of<'a>(
    facts: &Facts<'a>,
    subnet: &'a Arc<Instance>,
) -> Result<&'a Arc<Instance>, Vec<Reason>> {
    let what = "the main route table of the VPC";
    if &*subnet.id.address.kind == "aws_default_subnet" {
        let mut vpcs = facts.graph.managed("aws_default_vpc");
        let here = |vpc: &&Arc<Instance>| {
            vpc.id.root == subnet.id.root
                && crate::facts::region::same_region(vpc, subnet) == Some(true)
        };
        // The subnet stands for its VPC when the root does not adopt that: nothing else of the
        // scan can name it.
        return Ok(vpcs.find(here).unwrap_or(subnet));
    }
    let Some(value) = subnet.written("vpc_id") else {
        let reason = Reason::new(ReasonKind::Schema, what, Some(subnet.header()));
        return Err(vec![reason]);
    };
    let kinds = ["aws_vpc", "aws_default_vpc"];
    match facts.named(value, &kinds, subnet.id.root) {
        Named::One(vpc) if !is_data(vpc) => Ok(vpc),
        Named::One(vpc) => {
            let what = format!("{what} {}", vpc.id);
            Err(vec![Reason::new(
                ReasonKind::DataSource,
                what,
                Some(vpc.header()),
            )])
        }
        Named::Perhaps(_, reasons) => Err(reasons),
        Named::Nothing | Named::Elsewhere => Err(elsewhere(value, what, subnet.header())),
    }
}

/// The VPC of the scan that the `vpc_id` of `instance` names.
pub(in crate::facts) fn vpc_by_id<'a>(
    facts: &Facts<'a>,
    instance: &Instance,
) -> Option<&'a Arc<Instance>> {
    let value = instance.written("vpc_id")?;
    match facts.named(value, &["aws_vpc", "aws_default_vpc"], instance.id.root) {
        Named::One(vpc) if !is_data(vpc) => Some(vpc),
        _ => None,
    }
}

/// The routes of `table` that leave private networks, each with what it says; found once a table.
pub(in crate::facts) fn routes_of<'f, 'a>(
    facts: &'f Facts<'a>,
    table: &'a Arc<Instance>,
) -> std::borrow::Cow<'f, Routes<'a>> {
    use std::borrow::Cow;
    let slots = facts.routes.get_or_init(|| {
        let kinds = [
            "aws_route_table",
            "aws_default_route_table",
            "aws_vpc",
            "aws_default_vpc",
        ];
        let tables = kinds.iter().flat_map(|kind| facts.graph.managed(kind));
        let slots: HashMap<_, _> = tables
            .map(|table| (table.id.clone(), OnceLock::new()))
            .collect();
        slots
    });
    match slots.get(&table.id) {
        Some(slot) => Cow::Borrowed(slot.get_or_init(|| Routes::of(facts, table))),
        None => Cow::Owned(Routes::of(facts, table)),
    }
}

/// So many routes of unknown tables are told one by one; of more only that they exist.
const LOOSE: usize = 16;

impl<'a> Routes<'a> {
    fn of(facts: &Facts<'a>, table: &'a Arc<Instance>) -> Routes<'a> {
        let mut found = Routes::default();
        match &*table.id.address.kind {
            "aws_vpc" | "aws_default_vpc" => {
                for adopted in facts.default_tables().of(&table.id) {
                    found.inline(facts, adopted.instance);
                }
            }
            // The default VPC, which nothing of the scan adopts.
            "aws_default_subnet" => {}
            _ if is_data(table) => {
                let what = format!("the routes of {}", table.id);
                let reason = Reason::new(ReasonKind::DataSource, what, Some(table.header()));
                found.open.push(reason);
            }
            _ => found.inline(facts, table),
        }
        let separate = facts.table_routes();
        let loose = separate.loose(table.id.root);
        let (told, rest) = loose.split_at(loose.len().min(LOOSE));
        let looked_up = facts.looked_up_tables().routes(facts, table);
        let certain = separate.of(&table.id).iter().chain(&looked_up);
        for attached in certain.chain(told) {
            found.add(
                facts,
                Route(Entry::resource(attached.instance, &attached.doubts)),
            );
        }
        found.open.extend(
            rest.iter()
                .flat_map(|a| a.doubts.iter().cloned())
                .take(LOOSE),
        );
        found.open.extend_from_slice(facts.handed(&table.id));
        found
    }

    fn inline(&mut self, facts: &Facts<'a>, table: &'a Arc<Instance>) {
        let (routes, open) = Entry::blocks(table, "route");
        self.open.extend(open);
        for route in routes {
            self.add(facts, Route(route));
        }
    }

    fn add(&mut self, facts: &Facts<'a>, route: Route<'a>) {
        let target = route.target(facts);
        if target.gateway == Gateway::Private {
            return;
        }
        if let Some(destination) = route.destination(facts) {
            self.routes.push(Leaving {
                route,
                target,
                destination,
            });
        }
    }
}

/// A table as a value; the default table of a VPC that nothing adopts is its attribute.
pub(in crate::facts) fn table_value(facts: &Facts<'_>, table: &Arc<Instance>) -> Value {
    use crate::language::Instance as _;
    match &*table.id.address.kind {
        "aws_vpc" | "aws_default_vpc" => match adopted(facts, table) {
            Some(adopted) => instance_value(adopted),
            None => table.attribute("default_route_table_id"),
        },
        _ => instance_value(table),
    }
}

/// The ids that `of` a VPC's gateways have, as far as the scan tells.
pub(in crate::facts) fn gateways_of<'a>(
    facts: &Facts<'a>,
    vpc: &InstanceId,
) -> Vec<&'a Arc<Instance>> {
    let attached = facts.internet_gateways().of(vpc).iter();
    let gateways = attached.filter_map(|attached| {
        let value = attached.instance.written("internet_gateway_id");
        match value {
            None => Some(attached.instance),
            Some(value) => facts.graph.denoted(value, &["aws_internet_gateway"]),
        }
    });
    gateways.collect()
}
