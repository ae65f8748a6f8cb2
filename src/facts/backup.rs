//! What AWS Backup keeps of a resource: the rules of the plans whose selections name it.
//!
//! A selection takes what its `resources` match (everything, without any), of that what has one of
//! its `selection_tag`s and meets all of its `condition`s, and leaves out what `not_resources`
//! match (AWS Backup: "resource types are filtered first, then tags further filter"). Plans reach
//! resources of their own region and account.

use std::collections::HashMap;
use std::sync::Arc;

use crate::address::InstanceId;
use crate::language::functions::Error;
use crate::language::{Instance as _, Reason, Type, Value, same};
use crate::source::Place;
use crate::terraform::Instance;

use super::Facts;
use super::answer::{
    Listing, Step, doubts, element_doubts, field, instance_value, is_unset, parts, proof, reasons,
    unknown,
};
use super::join::Named;
use super::region::{account, of_instance, region_of, same_account, same_region};
use super::wildcard::{UNKNOWN, matches, matches_arn};

/// What stands for keeping copies for ever, in days.
const FOR_EVER: i64 = 36_500;
/// Continuous backups reach back so many days at most.
const MOST_CONTINUOUS: i64 = 35;

/// A selection with its plan.
#[derive(Clone, Debug)]
pub(super) struct Selection<'a> {
    instance: &'a Arc<Instance>,
    plan: &'a Arc<Instance>,
    doubts: Vec<Reason>,
}

/// All selections, by what they can select.
#[derive(Debug, Default)]
pub(super) struct Selections<'a> {
    all: Vec<Selection<'a>>,
    /// Those that list nothing but instances of the scan.
    by_target: HashMap<InstanceId, Vec<usize>>,
    /// Those that have to be asked: patterns, tags, unknowns.
    asked: Vec<usize>,
}

impl<'a> Selections<'a> {
    fn add(&mut self, facts: &Facts<'a>, selection: Selection<'a>) {
        let at = self.all.len();
        let listed = selection.instance.written("resources");
        let named = listed.and_then(|list| {
            let items = list.as_sequence().filter(|items| !items.is_empty())?;
            let root = selection.instance.id.root;
            let named = items.iter().map(|item| match facts.named(item, &[], root) {
                Named::One(instance) => Some(instance.id.clone()),
                _ => None,
            });
            named.collect::<Option<Vec<_>>>()
        });
        match named {
            Some(targets) => {
                for target in targets {
                    self.by_target.entry(target).or_default().push(at);
                }
            }
            None => self.asked.push(at),
        }
        self.all.push(selection);
    }

    /// The selections that may select `id`, in order.
    fn of(&self, id: &InstanceId) -> Vec<&Selection<'a>> {
        let named = self
            .by_target
            .get(id)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let mut found: Vec<usize> = named.iter().chain(&self.asked).copied().collect();
        found.sort_unstable();
        found.dedup();
        found.iter().filter_map(|at| self.all.get(*at)).collect()
    }
}

/// An answer that may be open, with what decides it.
type Answer = Result<bool, Vec<Reason>>;

/// `backup_rules(resource)`
pub(super) fn backup_rules(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(resource) = arguments.first() else {
        return Err(Error::refused("backup_rules() takes one argument"));
    };
    let Some(instance) = facts.asked(resource, &[]) else {
        return Ok(unknown(Type::Dynamic, reasons(resource)));
    };
    let mut list = Listing::default();
    let mut steps = vec![Step::of(instance)];
    for selection in facts.selections().of(&instance.id) {
        let mut why = selection.doubts.clone();
        match selects(facts, selection.instance, instance) {
            Ok(true) => {}
            Ok(false) => continue,
            Err(reasons) => why.extend(reasons),
        }
        let place = (
            same_region(selection.plan, instance),
            same_account(selection.plan, instance),
        );
        match place {
            (Some(false), _) | (_, Some(false)) => continue,
            // Two configurations of one root without accounts are those of one account.
            (Some(true), None) if selection.plan.id.root == instance.id.root => {}
            (Some(true), Some(true)) => {}
            _ => why.extend(
                reasons(&of_instance(selection.plan))
                    .into_iter()
                    .chain([undecided_place(selection.plan)]),
            ),
        }
        steps.push(Step::of(selection.instance));
        rules(facts, selection, &why, &mut list);
    }
    list.open(
        facts
            .handed(&instance.id)
            .iter()
            .filter(|r| is_backup(r))
            .cloned(),
    );
    Ok(list.into_value(proof(&steps)))
}

/// Whether a module that was not loaded is about backups; any other one that takes a database
/// (an alarm, a dashboard) selects nothing.
fn is_backup(reason: &Reason) -> bool {
    reason.what.to_ascii_lowercase().contains("backup")
}

fn undecided_place(plan: &Instance) -> Reason {
    let what = format!("the account and region of {}", plan.id);
    Reason::new(
        crate::language::ReasonKind::Dynamic,
        what,
        Some(plan.header()),
    )
}

impl<'a> Facts<'a> {
    fn selections(&self) -> &Selections<'a> {
        self.backups.get_or_init(|| {
            let mut all = Selections::default();
            for instance in self.graph.managed("aws_backup_selection") {
                let Some(plan) = instance.written("plan_id") else {
                    continue;
                };
                let root = instance.id.root;
                let (plans, more) = match self.named(plan, &["aws_backup_plan"], root) {
                    Named::One(plan) => (vec![plan], Vec::new()),
                    Named::Perhaps(plans, reasons) => (plans, reasons),
                    Named::Nothing | Named::Elsewhere => continue,
                };
                for plan in plans {
                    let mut why = doubts(instance).to_vec();
                    why.extend_from_slice(doubts(plan));
                    why.extend(more.iter().cloned());
                    let selection = Selection {
                        instance,
                        plan,
                        doubts: why,
                    };
                    all.add(self, selection);
                }
            }
            all
        })
    }
}

/// The rules of a selection's plan, as records.
fn rules(facts: &Facts<'_>, selection: &Selection<'_>, why: &[Reason], list: &mut Listing) {
    let plan = selection.plan;
    let blocks = plan.attribute("rule");
    let (elements, open) = parts(&blocks);
    for element in &elements {
        let rule = &element.value;
        let steps = [
            Step::of(selection.instance),
            Step::of(plan),
            Step {
                text: format!("rule {}", field(rule, "rule_name").as_str().unwrap_or("")).into(),
                place: rule.origin.nearest(),
            },
        ];
        let continuous = field(rule, "enable_continuous_backup");
        let record = Value::object(vec![
            ("plan".into(), instance_value(plan)),
            ("days".into(), days(rule, &continuous)),
            ("continuous".into(), continuous),
            ("daily".into(), daily(&field(rule, "schedule"))),
            ("regions".into(), regions(facts, plan, rule)),
        ]);
        let mut doubts = why.to_vec();
        doubts.extend(element_doubts(&blocks, element));
        list.push_if(record.at(proof(&steps)), &doubts);
    }
    list.open(open);
}

fn days(rule: &Value, continuous: &Value) -> Value {
    let lifecycle = field(rule, "lifecycle");
    let (blocks, open) = parts(&lifecycle);
    let after = match blocks.first() {
        Some(block) => field(&block.value, "delete_after"),
        None if !open.is_empty() => return unknown(Type::Number, open),
        None => Value::null(Type::Number),
    };
    match (after.is_null(), continuous.as_bool()) {
        (false, _) => after,
        (true, Some(true)) => Value::int(MOST_CONTINUOUS),
        (true, Some(false)) => Value::int(FOR_EVER),
        (true, None) => unknown(Type::Number, reasons(continuous)),
    }
}

/// Whether a schedule runs at least every day. The default one does (05:00 UTC).
fn daily(schedule: &Value) -> Value {
    if is_unset(schedule) {
        return Value::bool(true);
    }
    match schedule.as_str() {
        Some(text) => Value::bool(is_daily(text)).at(schedule.origin.clone()),
        None => unknown(Type::Bool, reasons(schedule)).at(schedule.origin.clone()),
    }
}

/// `cron(minutes hours day-of-month month day-of-week year)` or `rate(value unit)`.
fn is_daily(schedule: &str) -> bool {
    let inside = |name: &str| {
        let rest = schedule.trim().strip_prefix(name)?.trim_start();
        rest.strip_prefix('(')?.strip_suffix(')')
    };
    if let Some(rate) = inside("rate") {
        let mut words = rate.split_whitespace();
        let count: Option<u64> = words.next().and_then(|word| word.parse().ok());
        let unit = words.next().map(|unit| unit.trim_end_matches('s'));
        return match (count, unit) {
            (Some(count), Some("minute")) => count <= 24 * 60,
            (Some(count), Some("hour")) => count <= 24,
            (Some(count), Some("day")) => count <= 1,
            _ => false,
        };
    }
    let Some(cron) = inside("cron") else {
        return false;
    };
    let fields: Vec<&str> = cron.split_whitespace().collect();
    let every = |at: usize, whole: &[&str]| {
        fields
            .get(at)
            .is_some_and(|f| matches!(*f, "*" | "?" | "*/1" | "1/1") || whole.contains(f))
    };
    fields.len() == 6
        && every(2, &["1-31"])
        && every(3, &["1-12", "JAN-DEC"])
        && every(4, &["1-7", "SUN-SAT", "MON-SUN"])
        && every(5, &[])
}

/// The regions that a rule keeps copies in: that of the plan, and those of its copies.
fn regions(facts: &Facts<'_>, plan: &Arc<Instance>, rule: &Value) -> Value {
    let mut list = Listing::default();
    list.push(of_instance(plan));
    let (copies, open) = parts(&field(rule, "copy_action"));
    for copy in &copies {
        let vault = field(&copy.value, "destination_vault_arn");
        let place = region_of(facts, &vault);
        let known = list
            .elements()
            .iter()
            .any(|e| same(&e.value, &place) == Some(true));
        if !known {
            list.push_if(place, &element_doubts(rule, copy));
        }
    }
    list.open(open);
    list.into_value(rule.origin.clone())
}

/// Whether a selection takes `instance`.
fn selects(facts: &Facts<'_>, selection: &Instance, instance: &Arc<Instance>) -> Answer {
    let listed = match selection.written("resources") {
        // An empty list is none.
        Some(resources)
            if resources
                .as_sequence()
                .is_none_or(|items| !items.is_empty()) =>
        {
            any_matches(facts, resources, selection, instance)
        }
        _ => Ok(true),
    };
    let left_out = match selection.written("not_resources") {
        None => Ok(false),
        Some(resources) => any_matches(facts, resources, selection, instance),
    };
    let tags = tags(instance);
    let all = [
        listed,
        left_out.map(|out| !out),
        any_tag(selection, &tags),
        all_conditions(selection, &tags),
    ];
    let mut undecided = Vec::new();
    for answer in all {
        match answer {
            Ok(true) => {}
            Ok(false) => return Ok(false),
            Err(reasons) => undecided.extend(reasons),
        }
    }
    match undecided.is_empty() {
        true => Ok(true),
        false => Err(undecided),
    }
}

/// Whether one of a list of ARNs and patterns matches `instance`.
fn any_matches(
    facts: &Facts<'_>,
    list: &Value,
    selection: &Instance,
    instance: &Arc<Instance>,
) -> Answer {
    let (elements, open) = parts(list);
    let fields = arn_of(instance);
    let mut undecided = open;
    for element in &elements {
        let value = &element.value;
        let answer = match facts.named(value, &[], selection.id.root) {
            Named::One(found) => Ok(found.id == instance.id),
            Named::Perhaps(found, reasons) => {
                // What is made from ids of others names none but these.
                match found.is_empty() || found.iter().any(|f| f.id == instance.id) {
                    true => Err(reasons),
                    false => Ok(false),
                }
            }
            Named::Nothing => Ok(false),
            Named::Elsewhere => match value.as_str() {
                Some(pattern) => matches_arn(pattern, &fields).ok_or_else(|| {
                    let what = format!("whether {pattern} is {}", instance.id);
                    vec![Reason::new(
                        crate::language::ReasonKind::Computed,
                        what,
                        value.origin.nearest(),
                    )]
                }),
                None => Ok(false),
            },
        };
        match answer {
            Ok(true) if element.is_certain() => return Ok(true),
            Ok(true) => undecided.extend(element_doubts(list, element)),
            Ok(false) => {}
            Err(reasons) => undecided.extend(reasons),
        }
    }
    match undecided.is_empty() {
        true => Ok(false),
        false => Err(undecided),
    }
}

/// The fields of an instance's ARN, as far as they are known.
fn arn_of(instance: &Arc<Instance>) -> [Option<String>; 6] {
    let (service, kind, name) = match &*instance.id.address.kind {
        "aws_rds_cluster" => ("rds", "cluster:", "cluster_identifier"),
        "aws_db_instance" => ("rds", "db:", "identifier"),
        "aws_docdb_cluster" | "aws_neptune_cluster" => ("rds", "cluster:", "cluster_identifier"),
        "aws_dynamodb_table" => ("dynamodb", "table/", "name"),
        "aws_efs_file_system" => ("elasticfilesystem", "file-system/", "id"),
        "aws_s3_bucket" => ("s3", "", "bucket"),
        _ => return [const { None }; 6],
    };
    let region = match service {
        "s3" => Some(String::new()),
        _ => of_instance(instance).as_str().map(str::to_owned),
    };
    let name = instance.written(name).and_then(Value::as_str);
    [
        Some("arn".into()),
        Some(partition(region.as_deref()).into()),
        Some(service.into()),
        region,
        instance.provider.as_ref().and_then(|p| account(p)),
        // The beginning of the last field is known even where the name is not.
        Some(format!("{kind}{}", name.unwrap_or(UNKNOWN))),
    ]
}

/// The partition of a region; where that is unknown, the one of nearly all accounts.
fn partition(region: Option<&str>) -> &'static str {
    match region {
        Some(region) if region.starts_with("cn-") => "aws-cn",
        Some(region) if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

/// The tags of an instance with those that its provider adds; the reasons where they are unknown.
fn tags(instance: &Instance) -> (Vec<(String, Value)>, Vec<Reason>) {
    let mut tags: Vec<(String, Value)> = Vec::new();
    let mut open = Vec::new();
    let defaults = instance.provider.as_ref().and_then(|provider| {
        let blocks = provider.written.get("default_tags")?.as_sequence()?;
        Some(field(blocks.first()?, "tags"))
    });
    let own = instance.written("tags").cloned();
    for value in defaults.into_iter().chain(own) {
        match (value.as_entries(), value.as_unknown()) {
            (Some(entries), _) => {
                for (key, tag) in entries.iter() {
                    tags.retain(|(known, _)| **known != **key);
                    tags.push((key.to_string(), tag.clone()));
                }
            }
            (None, Some(unknown)) => {
                for element in unknown.elements.iter().filter(|e| e.is_certain()) {
                    if let Some(key) = &element.key {
                        tags.retain(|(known, _)| **known != **key);
                        tags.push((key.to_string(), element.value.clone()));
                    }
                }
                open.extend(unknown.reasons.iter().cloned());
            }
            _ => {}
        }
    }
    (tags, open)
}

/// Whether the tag `key` has `value`, or matches it as a pattern.
fn has_tag(
    (tags, open): &(Vec<(String, Value)>, Vec<Reason>),
    key: &Value,
    value: &Value,
    pattern: bool,
) -> Answer {
    let Some(key) = key.as_str() else {
        return Err(reasons(key));
    };
    let key = key.strip_prefix("aws:ResourceTag/").unwrap_or(key);
    let Some((_, tag)) = tags.iter().find(|(name, _)| name == key) else {
        return match open.is_empty() {
            true => Ok(false),
            false => Err(open.clone()),
        };
    };
    match (tag.as_str(), value.as_str()) {
        (Some(tag), Some(value)) if pattern => Ok(matches(value, tag)),
        (Some(tag), Some(value)) => Ok(tag == value),
        _ if same(tag, value) == Some(true) => Ok(true),
        _ => Err([reasons(tag), reasons(value)].concat()),
    }
}

/// Whether the instance has one of the selection's tags, if it names any.
fn any_tag(selection: &Instance, tags: &(Vec<(String, Value)>, Vec<Reason>)) -> Answer {
    let Some(value) = selection.written("selection_tag") else {
        return Ok(true);
    };
    let (blocks, open) = parts(value);
    if blocks.is_empty() && open.is_empty() {
        return Ok(true);
    }
    let mut undecided = open;
    for block in &blocks {
        let (key, wanted) = (field(&block.value, "key"), field(&block.value, "value"));
        match has_tag(tags, &key, &wanted, false) {
            Ok(true) if block.is_certain() => return Ok(true),
            Ok(true) => undecided.extend(element_doubts(value, block)),
            Ok(false) => {}
            Err(reasons) => undecided.extend(reasons),
        }
    }
    match undecided.is_empty() {
        true => Ok(false),
        false => Err(undecided),
    }
}

/// Whether the instance meets all conditions of the selection.
fn all_conditions(selection: &Instance, tags: &(Vec<(String, Value)>, Vec<Reason>)) -> Answer {
    const TESTS: [(&str, bool, bool); 4] = [
        ("string_equals", false, true),
        ("string_like", true, true),
        ("string_not_equals", false, false),
        ("string_not_like", true, false),
    ];
    let Some(value) = selection.written("condition") else {
        return Ok(true);
    };
    let (blocks, mut undecided) = parts(value);
    for block in &blocks {
        for (name, pattern, wanted) in TESTS {
            let tests = field(&block.value, name);
            let (tests, open) = parts(&tests);
            undecided.extend(open);
            for test in &tests {
                let (key, text) = (field(&test.value, "key"), field(&test.value, "value"));
                match has_tag(tags, &key, &text, pattern) {
                    Ok(has) if has == wanted => {}
                    Ok(_) if block.is_certain() && test.is_certain() => return Ok(false),
                    Ok(_) => undecided.extend(element_doubts(value, block)),
                    Err(reasons) => undecided.extend(reasons),
                }
            }
        }
    }
    match undecided.is_empty() {
        true => Ok(true),
        false => Err(undecided),
    }
}

#[cfg(test)]
mod tests {
    use super::is_daily;

    #[test]
    fn schedules_that_run_every_day() {
        for text in [
            "cron(0 5 ? * * *)",
            "cron(0 4 * * ? *)",
            "cron(0 0/6 1-31 * ? *)",
            "rate(12 hours)",
            "rate(1 day)",
        ] {
            assert!(is_daily(text), "{text}");
        }
        for text in [
            "cron(0 5 ? * 1 *)",
            "cron(0 5 1 * ? *)",
            "cron(0 5 ? * MON-FRI *)",
            "cron(0 5 * 1 ? *)",
            "rate(7 days)",
            "daily",
            "",
        ] {
            assert!(!is_daily(text), "{text}");
        }
    }
}
