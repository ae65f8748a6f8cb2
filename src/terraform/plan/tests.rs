//! Damaged plans; whole ones are held to their configurations in `tests/plans.rs`.

use proptest::prelude::*;

use super::*;

const PLAN: &str = include_str!("../../../tests/plans/modules/plan.json");

fn evaluate(text: &str) -> Option<Evaluation> {
    let mut sources = Sources::default();
    let plan = Plan::read("plan.json", text.to_owned(), &mut sources)?;
    Some(plan.evaluate(RootId(0), Limits::DEFAULT))
}

proptest! {
    /// A plan that is cut off says so, and keeps what it has.
    #[test]
    fn a_plan_cut_short_is_told(end in 0usize..PLAN.len() - 2) {
        if let Some(evaluation) = PLAN.get(..end).and_then(evaluate) {
            prop_assert!(!evaluation.diagnostics.is_empty());
            prop_assert!(evaluation.incomplete.is_some());
        }
    }

    /// Nothing that stands in place of a value stops the reading.
    #[test]
    fn any_value_may_stand_anywhere(
        at in 0usize..2000,
        value in prop::sample::select(vec![
            "null", "true", "7", "-1", "\"x\"", "[]", "{}", "[true]", "{\"references\":[\"each.value\"]}",
            "{\"references\":[\"module.network.subnets\",\"var.zones[9]\",\"a[\"]}", "[[[{}]]]",
        ]),
    ) {
        let lines: Vec<&str> = PLAN.lines().collect();
        let line = at % lines.len();
        let changed = lines[line].split_once("\": ").map(|(key, _)| {
            let comma = if lines[line].ends_with(',') { "," } else { "" };
            format!("{key}\": {value}{comma}")
        });
        // A bracket that opens stays where it is.
        if let (Some(changed), false) = (changed, lines[line].ends_with(['{', '['])) {
            let mut lines = lines;
            lines[line] = &changed;
            evaluate(&lines.join("\n"));
        }
    }
}

/// Modules that hand one value to each other without end.
#[test]
fn cycles_end() {
    let call = |from: &str| {
        format!(
            "{{\"expressions\":{{\"v\":{{\"references\":[\"module.{from}.o\"]}}}},\
             \"module\":{{\"outputs\":{{\"o\":{{\"expression\":{{\"references\":[\"var.v\"]}}}}}}}}}}"
        )
    };
    let text = format!(
        "{{\"format_version\":\"1.2\",\"planned_values\":{{\"outputs\":{{\"o\":{{}}}}}},\
         \"output_changes\":{{\"o\":{{\"after_unknown\":true}}}},\
         \"configuration\":{{\"root_module\":{{\
         \"outputs\":{{\"o\":{{\"expression\":{{\"references\":[\"module.a.o\"]}}}}}},\
         \"module_calls\":{{\"a\":{},\"b\":{}}}}}}}}}",
        call("b"),
        call("a")
    );
    let evaluation = evaluate(&text).unwrap();
    let (_, output) = evaluation.outputs.first().unwrap();
    let unknown = output.as_unknown().unwrap();
    assert!(unknown.refs.is_empty() && unknown.identity.is_none());
}

/// What is written as null is left to the provider, as if it were not written. A plan only says
/// that it is unknown.
#[test]
fn arguments_that_are_null_are_not_written() {
    let written = |argument: &str, expression: &str| {
        let text = format!(
            r#"{{"format_version": "1.2",
  "variables": {{"none": {{"value": null}}, "text": {{"value": "a"}}, "o": {{"value": {{"k": null}}}}}},
  "planned_values": {{"root_module": {{"resources": [{{"address": "aws_vpc.a", "mode": "managed",
    "type": "aws_vpc", "name": "a", "values": {{}}}}], "child_modules": [{{"address": "module.m", "resources": [
    {{"address": "module.m.aws_db_instance.a", "mode": "managed", "type": "aws_db_instance",
      "name": "a", "values": {{}}}}]}}]}}}},
  "resource_changes": [{{"address": "aws_vpc.a", "change": {{"actions": ["create"], "after": {{}},
    "after_unknown": {{"id": true}}}}}}, {{"address": "module.m.aws_db_instance.a",
    "change": {{"actions": ["create"], "after": {{}}, "after_unknown": {{"{argument}": true}}}}}}],
  "configuration": {{"root_module": {{"module_calls": {{"m": {{
    "expressions": {{"none": {{"references": ["var.none"]}}, "in": {{"references": ["var.o.k", "var.o"]}},
      "o": {{"references": ["var.o"]}}, "null": {{"constant_value": null}},
      "text": {{"references": ["var.text"]}}, "id": {{"references": ["aws_vpc.a.id", "aws_vpc.a"]}}}},
    "module": {{"variables": {{"unset": {{"default": null}}, "set": {{"default": "a"}}}},
      "resources": [{{"address": "aws_db_instance.a", "mode": "managed",
        "type": "aws_db_instance", "name": "a", "expressions": {{"{argument}": {expression}}}}}]}}}}}}}}}}}}"#
        );
        let evaluation = evaluate(&text).unwrap();
        assert!(evaluation.diagnostics.is_empty(), "{text}");
        let instance = evaluation.instances.last().unwrap();
        instance.written(argument).is_some()
    };
    let names = |names: &str| format!("{{\"references\": [{names}]}}");
    for null in [
        "\"var.none\"",
        "\"var.in\"",
        "\"var.null\"",
        "\"var.unset\"",
        "\"var.o.k\", \"var.o\"",
    ] {
        assert!(!written("kms_key_id", &names(null)), "{null}");
        assert!(!written("multi_az", &names(null)), "{null}");
    }
    let null = "{\"constant_value\": null}";
    assert!(!written("kms_key_id", null) && !written("multi_az", null));
    // A choice between null and something else by what is known.
    for known in ["\"var.text\"", "\"var.text\", \"var.none\""] {
        assert!(!written("multi_az", &names(known)), "{known}");
        // Of a text, a function may make another in every run.
        assert!(written("kms_key_id", &names(known)), "{known}");
    }
    assert!(written("kms_key_id", "{}") && written("identifier", &names("\"var.set\"")));
    // What nobody knows, or what a local holds, may be the reason.
    for unknown in ["\"var.id\"", "\"local.a\"", "\"var.none\", \"var.id\""] {
        assert!(written("multi_az", &names(unknown)), "{unknown}");
        assert!(written("kms_key_id", &names(unknown)), "{unknown}");
    }
    // Only the configuration knows an argument that no provider computes.
    assert!(written("deletion_protection", &names("\"var.none\"")));
}
