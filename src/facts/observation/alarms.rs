//! Which signals of a tier are watched: by alarms, or at least on a dashboard.
//!
//! A tier is what there is of one kind in one region, for an alarm sees its own region only. What
//! an alarm watches is what its metrics carry, whether it names one, computes with several, looks
//! for anomalies or asks a query; a composite alarm adds nothing to its parts.

use std::collections::HashMap;
use std::sync::Arc;

use crate::language::functions::Error;
use crate::language::{Instance as _, Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::{Existence, Instance};

use crate::facts::answer::{
    Listing, Step, doubts, element_doubts, field, instance_value, is_unset, parts, proof, reasons,
    rest, unknown,
};
use crate::facts::observation::signals::{
    Cell, Signal, Tier, carried, cells, in_promql, in_query, is_global,
};
use crate::facts::region::{RegionKey, of_instance, region_key};
use crate::facts::{Derived, Facts};

const HOME: &str = "us-east-1";
/// Watchers that a proof names because they watch the right thing in the wrong region.
const NAMED: usize = 3;
/// So many doubts about those who watch one signal are kept; more say nothing new.
const MOST_DOUBTS: usize = 256;
/// Reasons that one signal gives.
const MOST_REASONS: usize = 32;

/// An alarm that only a cluster knows.
#[derive(Clone, Debug)]
pub struct Alert {
    /// The expression that it watches.
    pub expression: Value,
    /// The object that holds it.
    pub name: Arc<str>,
    /// Where it stands.
    pub place: Place,
    /// Whether it exists.
    pub existence: Existence,
}

/// Whether a signal is watched.
#[derive(Debug, Default)]
struct Watched {
    /// Somebody certainly does.
    certainly: bool,
    /// Why others may not.
    doubts: Vec<Reason>,
}

/// Who watches what, and where.
#[derive(Debug, Default)]
pub(in crate::facts) struct Watches {
    /// By region. `None` is any: the cluster of an alert may be in each.
    by_region: HashMap<(Cell, Option<RegionKey>), Watched>,
    /// Who watches in a region that is known.
    placed: HashMap<Cell, Vec<(RegionKey, Step)>>,
    /// Who watches in a region that is not.
    unplaced: HashMap<Cell, Vec<(RegionKey, Step)>>,
}

impl Watches {
    /// Alarms of both worlds.
    pub fn alarms(facts: &Facts<'_>) -> Watches {
        let mut watches = Watches::default();
        for alarm in facts.graph.managed("aws_cloudwatch_metric_alarm") {
            watches.alarm(alarm);
        }
        for rules in facts.graph.managed("aws_prometheus_rule_group_namespace") {
            let here = Some(region_key(rules));
            let data = rules.attribute("data");
            watches.promql(&data, &here, &Step::of(rules), doubts(rules));
        }
        for alert in &facts.objects.alerts {
            let doubts = match &alert.existence {
                Existence::Certain => &[],
                Existence::Maybe(reasons) => reasons.as_slice(),
            };
            let step = Step::at(alert.name.clone(), alert.place);
            watches.promql(&alert.expression, &None, &step, doubts);
        }
        watches
    }

    /// Dashboards.
    pub fn dashboards(facts: &Facts<'_>) -> Watches {
        let mut watches = Watches::default();
        for dashboard in facts.graph.managed("aws_cloudwatch_dashboard") {
            watches.dashboard(dashboard);
        }
        watches
    }

    fn add(&mut self, cell: Cell, region: Option<RegionKey>, step: &Step, doubts: &[Reason]) {
        let apart = match &region {
            Some(RegionKey::Known(_)) => Some(&mut self.placed),
            Some(_) => Some(&mut self.unplaced),
            None => None,
        };
        if let (Some(apart), Some(region)) = (apart, &region) {
            let watches = apart.entry(cell).or_default();
            watches.push((region.clone(), step.clone()));
        }
        let here = self.by_region.entry((cell, region)).or_default();
        here.certainly |= doubts.is_empty();
        let room = MOST_DOUBTS.saturating_sub(here.doubts.len());
        here.doubts.extend(doubts.iter().take(room).cloned());
    }

    fn alarm(&mut self, alarm: &Arc<Instance>) {
        let (step, exists) = (Step::of(alarm), doubts(alarm));
        let here = region_key(alarm);
        let metric = |name: &str| alarm.attribute(name);
        self.metric(
            &metric("namespace"),
            &metric("metric_name"),
            &here,
            &step,
            exists,
        );
        let queries = metric("metric_query");
        let (elements, open) = parts(&queries);
        for element in &elements {
            let mut why = exists.to_vec();
            why.extend(element_doubts(&queries, element));
            let blocks = field(&element.value, "metric");
            let (metrics, unknown) = parts(&blocks);
            for metric in &metrics {
                let (namespace, name) = (
                    field(&metric.value, "namespace"),
                    field(&metric.value, "metric_name"),
                );
                self.metric(&namespace, &name, &here, &step, &why);
            }
            self.anything(&unknown, &here, &step, &why);
            self.query(&field(&element.value, "expression"), &here, &step, &why);
        }
        self.anything(&open, &here, &step, exists);
        let criteria = metric("evaluation_criteria");
        let (criteria, unknown) = parts(&criteria);
        self.anything(&unknown, &here, &step, exists);
        for criterion in &criteria {
            let (queries, unknown) = parts(&field(&criterion.value, "promql_criteria"));
            self.anything(&unknown, &here, &step, exists);
            for query in &queries {
                let query = field(&query.value, "query");
                self.promql(&query, &Some(here.clone()), &step, exists);
            }
        }
    }

    /// One metric. Of an unknown name it may be any of its namespace, and of an unknown namespace
    /// anything.
    fn metric(
        &mut self,
        namespace: &Value,
        name: &Value,
        here: &RegionKey,
        step: &Step,
        doubts: &[Reason],
    ) {
        if is_unset(namespace) && is_unset(name) {
            return;
        }
        let mut why = doubts.to_vec();
        why.extend(reasons(name));
        let Some(namespace) = namespace.as_str() else {
            let unknown = reasons(namespace);
            return self.anything(&unknown, here, step, &why);
        };
        for cell in carried(namespace, name.as_str()) {
            self.published(cell, namespace, here, step, &why);
        }
    }

    /// A metric of `namespace`. What is published at home only is seen from there only, and of all
    /// regions.
    fn published(
        &mut self,
        cell: Cell,
        namespace: &str,
        here: &RegionKey,
        step: &Step,
        doubts: &[Reason],
    ) {
        if !is_global(namespace) {
            return self.add(cell, Some(here.clone()), step, doubts);
        }
        match here {
            RegionKey::Known(region) if **region != *HOME => {}
            RegionKey::Known(_) => self.add(cell, None, step, doubts),
            _ => {
                let mut why = doubts.to_vec();
                why.push(Reason::new(
                    ReasonKind::Dynamic,
                    format!("the region of {}", step.text),
                    step.place,
                ));
                self.add(cell, None, step, &why);
            }
        }
    }

    fn query(&mut self, query: &Value, here: &RegionKey, step: &Step, doubts: &[Reason]) {
        match query.as_str() {
            Some(text) => {
                for (namespace, cell) in in_query(text) {
                    self.published(cell, namespace, here, step, doubts);
                }
            }
            None => self.anything(&reasons(query), here, step, doubts),
        }
    }

    fn promql(
        &mut self,
        query: &Value,
        region: &Option<RegionKey>,
        step: &Step,
        doubts: &[Reason],
    ) {
        let mut why = doubts.to_vec();
        why.extend(reasons(query));
        match query.as_str() {
            Some(text) => {
                in_promql(text).for_each(|cell| self.add(cell, region.clone(), step, &why));
            }
            None if why.is_empty() => {}
            None => cells().for_each(|cell| self.add(cell, region.clone(), step, &why)),
        }
    }

    /// What is not known may be anything.
    fn anything(&mut self, why: &[Reason], here: &RegionKey, step: &Step, doubts: &[Reason]) {
        if why.is_empty() {
            return;
        }
        let why = [why, doubts].concat();
        cells().for_each(|cell| self.add(cell, Some(here.clone()), step, &why));
    }

    fn dashboard(&mut self, dashboard: &Arc<Instance>) {
        let (step, exists) = (Step::of(dashboard), doubts(dashboard));
        let here = region_key(dashboard);
        let body = dashboard.attribute("dashboard_body");
        let json = body
            .as_str()
            .and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
        let Some(json) = json else {
            return self.anything(&reasons(&body), &here, &step, exists);
        };
        let widgets = json.get("widgets").and_then(|widgets| widgets.as_array());
        for widget in widgets.into_iter().flatten() {
            let Some(properties) = widget.get("properties") else {
                continue;
            };
            let region = properties.get("region").and_then(|region| region.as_str());
            let there = match region {
                Some(region) => RegionKey::Known(region.into()),
                None => here.clone(),
            };
            let rows = properties.get("metrics").and_then(|rows| rows.as_array());
            let mut before: (&str, &str) = ("", "");
            for row in rows.into_iter().flatten().filter_map(|row| row.as_array()) {
                let text = |at: usize| row.get(at).and_then(|cell| cell.as_str());
                // A dot stands for what the row before has there.
                before = match (text(0), text(1)) {
                    (Some("."), Some(".")) | (Some("..."), _) => before,
                    (Some("."), Some(name)) => (before.0, name),
                    (Some(namespace), Some(name)) => (namespace, name),
                    _ => before,
                };
                for cell in carried(before.0, Some(before.1)) {
                    self.published(cell, before.0, &there, &step, exists);
                }
                let expressions = row.iter().filter_map(|cell| cell.get("expression"));
                for query in expressions.filter_map(|query| query.as_str()) {
                    for (namespace, cell) in in_query(query) {
                        self.published(cell, namespace, &there, &step, exists);
                    }
                }
            }
        }
    }

    /// Those that watch `cell` in `region`, if at all.
    fn here(&self, cell: Cell, region: &RegionKey) -> impl Iterator<Item = &Watched> {
        let of = |region| self.by_region.get(&(cell, region)).into_iter();
        of(Some(region.clone())).chain(of(None))
    }

    /// Why `cell` may be watched in `region`, where nobody does for certain.
    fn perhaps(&self, cell: Cell, region: &RegionKey) -> Vec<Reason> {
        let here = self.here(cell, region);
        let mut why: Vec<Reason> = here.flat_map(|here| here.doubts.clone()).collect();
        let placed = match region {
            RegionKey::Known(_) => None,
            _ => self.placed.get(&cell),
        };
        let apart = self.unplaced.get(&cell).into_iter().chain(placed).flatten();
        let undecided = apart.filter(|(there, _)| there != region);
        why.extend(undecided.take(MOST_REASONS).map(|(_, step)| {
            let what = format!("whether {} is in the same region", step.text);
            Reason::new(ReasonKind::Dynamic, what, step.place)
        }));
        why
    }

    /// Some who watch `cell`, but in another region.
    fn elsewhere(&self, cell: Cell, region: &RegionKey) -> impl Iterator<Item = &Step> {
        // Nothing is known to lie apart from what no file tells.
        let known = matches!(region, RegionKey::Known(_));
        let placed = self.placed.get(&cell).filter(|_| known);
        let placed = placed.into_iter().flatten();
        let apart = placed.filter(move |(there, _)| there.same(region) == Some(false));
        apart.take(NAMED).map(|(_, step)| step)
    }
}

/// A tier in one region.
#[derive(Debug)]
struct Part<'a> {
    tier: Tier,
    /// Its first resource.
    first: &'a Arc<Instance>,
    /// Why none of it may exist.
    doubts: Vec<Reason>,
}

fn tiers_of<'a>(facts: &Facts<'a>) -> Vec<Part<'a>> {
    let mut found: Vec<Part<'a>> = Vec::new();
    let mut known: HashMap<(Tier, RegionKey), usize> = HashMap::new();
    for tier in Tier::ALL {
        let all = tier
            .types()
            .iter()
            .flat_map(|kind| facts.graph.managed(kind));
        for instance in all.filter(|instance| is_of(tier, instance)) {
            let region = region_key(instance);
            let why = doubts(instance);
            let at = *known.entry((tier, region)).or_insert(found.len());
            match found.get_mut(at) {
                None => found.push(Part {
                    tier,
                    first: instance,
                    doubts: why.to_vec(),
                }),
                // What certainly exists stands for it.
                Some(part) if why.is_empty() && !part.doubts.is_empty() => {
                    part.first = instance;
                    part.doubts = Vec::new();
                }
                Some(_) => {}
            }
        }
    }
    found
}

/// Requests are those of HTTP: other load balancers count connections.
fn is_of(tier: Tier, instance: &Instance) -> bool {
    let kind = instance
        .written("load_balancer_type")
        .and_then(Value::as_str);
    tier != Tier::LoadBalancer || kind.is_none_or(|kind| kind == "application")
}

/// The tiers, as records.
pub(in crate::facts) fn tiers(facts: &Facts<'_>) -> Vec<Derived> {
    let parts = tiers_of(facts);
    let records = parts.into_iter().map(|part| {
        let instance = part.first;
        let name: Arc<str> = instance.id.to_string().into();
        let record = Value::object(vec![
            ("name".into(), Value::string(name.clone())),
            ("kind".into(), Value::string(part.tier.as_str())),
            ("region".into(), of_instance(instance)),
            ("resource".into(), instance_value(instance)),
        ]);
        Derived {
            root: facts.root_name(instance.id.root),
            name,
            value: record.at(proof([&Step::of(instance)])),
            existence: match part.doubts.is_empty() {
                true => Existence::Certain,
                false => Existence::Maybe(part.doubts),
            },
            place: instance.header(),
        }
    });
    records.collect()
}

/// `unalarmed(tier, alarms)`
pub(in crate::facts) fn unalarmed(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    without(facts, arguments, facts.alarms())
}

/// `unseen(tier, dashboards)`
pub(in crate::facts) fn unseen(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    without(facts, arguments, facts.dashboards())
}

/// The signals of a tier that nobody watches. What may watch beside those that are known may watch
/// anything.
fn without(facts: &Facts<'_>, arguments: &[Value], watches: &Watches) -> Result<Value, Error> {
    let [tier, watchers] = arguments else {
        return Err(Error::refused(
            "two arguments are needed: a tier, and who watches",
        ));
    };
    let kind = field(tier, "kind");
    let resource = field(tier, "resource");
    let tier = Tier::ALL
        .into_iter()
        .find(|tier| kind.as_str() == Some(tier.as_str()));
    let (Some(tier), Some(resource)) = (tier, facts.asked(&resource, &[])) else {
        return Ok(unknown(Type::Dynamic, reasons(&resource)));
    };
    let region = region_key(resource);
    let hidden = rest(watchers);
    let mut list = Listing::default();
    let mut steps = vec![Step::of(resource)];
    for signal in Signal::of(tier) {
        let cell = (tier, signal);
        let mut here = watches.here(cell, &region);
        if here.any(|here| here.certainly) {
            continue;
        }
        let mut why = watches.perhaps(cell, &region);
        why.extend(hidden.iter().cloned());
        list.push_if(Value::string(signal.as_str()), &why);
        steps.extend(watches.elsewhere(cell, &region).map(|step| Step {
            text: format!("{} watches {} elsewhere", step.text, signal.as_str()).into(),
            place: step.place,
        }));
    }
    Ok(list.into_value(proof(&steps)))
}
