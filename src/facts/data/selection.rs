//! What an AWS Backup selection takes.
//!
//! A selection takes what its `resources` match (everything, without any), of that what has one of
//! its `selection_tag`s and meets all of its `condition`s, and leaves out what `not_resources`
//! match (AWS Backup: "resource types are filtered first, then tags further filter").

use std::collections::HashMap;
use std::sync::Arc;

use crate::address::InstanceId;
use crate::language::{Reason, ReasonKind, Value, same};
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::access::wildcard::{UNKNOWN, matches, matches_arn};
use crate::facts::answer::{doubts, element_doubts, field, parts, reasons};
use crate::facts::join::Named;
use crate::facts::region::{account, of_instance};

/// A selection with its plan.
#[derive(Clone, Debug)]
pub(in crate::facts) struct Selection<'a> {
    pub instance: &'a Arc<Instance>,
    pub plan: &'a Arc<Instance>,
    /// Why it may not be made.
    pub doubts: Vec<Reason>,
}

/// All selections, by what they can select.
#[derive(Debug, Default)]
pub(in crate::facts) struct Selections<'a> {
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
            let (items, open) = parts(list);
            if items.is_empty() || !open.is_empty() {
                return None;
            }
            let root = selection.instance.id.root;
            let named = items
                .iter()
                .map(|item| match facts.named(&item.value, &[], root) {
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
    pub fn of(&self, id: &InstanceId) -> Vec<&Selection<'a>> {
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

impl<'a> Facts<'a> {
    /// All selections, indexed once.
    pub(in crate::facts) fn selections(&self) -> &Selections<'a> {
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

/// Whether a selection takes `instance`.
pub(in crate::facts) fn selects(
    facts: &Facts<'_>,
    selection: &Instance,
    instance: &Arc<Instance>,
) -> Answer {
    let listed = match selection.written("resources") {
        // An empty list is none.
        Some(resources) if !is_empty(resources) => {
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

fn is_empty(list: &Value) -> bool {
    let (items, open) = parts(list);
    items.is_empty() && open.is_empty()
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
                        ReasonKind::Computed,
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
pub(in crate::facts) fn tags(instance: &Instance) -> (Vec<(String, Value)>, Vec<Reason>) {
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
pub(in crate::facts) fn has_tag(
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
