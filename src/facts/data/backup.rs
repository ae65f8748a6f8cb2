//! What AWS Backup keeps of a resource: the rules of the plans whose selections take it. Plans
//! reach resources of their own region and account.

use std::sync::Arc;

use crate::language::functions::Error;
use crate::language::{Instance as _, Reason, ReasonKind, Type, Value, same};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{
    Answer, Listing, Step, any_of, element_doubts, field, instance_value, is_unset, parts, proof,
    reasons, told, unknown,
};
use crate::facts::data::selection::{Selection, selects};
use crate::facts::region::{of_instance, region_of, same_account, same_region};

/// What stands for keeping copies for ever, in days.
const FOR_EVER: i64 = 36_500;
/// Continuous backups reach back so many days at most.
const MOST_CONTINUOUS: i64 = 35;

/// `backup_rules(resource)`
pub(in crate::facts) fn backup_rules(
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
    Reason::new(ReasonKind::Dynamic, what, Some(plan.header()))
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
            ("elsewhere".into(), told(elsewhere(facts, plan, rule))),
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

/// Whether a rule keeps a copy in another region than that of the plan, which is that of whatever it
/// selects.
fn elsewhere(facts: &Facts<'_>, plan: &Arc<Instance>, rule: &Value) -> Answer {
    any_of(&field(rule, "copy_action"), |copy| {
        let arn = field(copy, "destination_vault_arn");
        let (there, here) = (region_of(facts, &arn), of_instance(plan));
        let vault = facts.asked(&arn, &[]);
        let alike = vault.and_then(|vault| same_region(vault, plan));
        match alike.or_else(|| same(&there, &here)) {
            Some(alike) => Ok(!alike),
            None => Err([reasons(&there), reasons(&here)].concat()),
        }
    })
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
