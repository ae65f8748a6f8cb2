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
