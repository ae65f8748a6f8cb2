//! Groups whose rules are written twice: inside of them, and beside them.
//!
//! The provider takes the blocks of a group for all of its rules (with aws_default_security_group
//! also where there are none), so each apply removes what stands beside them, and the next one
//! adds it again. Facts take the union, which is what is there half of the time.

use std::sync::Arc;

use crate::address::Step as PathStep;
use crate::finding::{Code, Diagnostic, Level};
use crate::language::Value;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{doubts, instance_value, parts};
use crate::facts::join::{Attached, known_by};
use crate::facts::presence::ignores_changes;

const GROUPS: [&str; 2] = ["aws_security_group", "aws_default_security_group"];

/// A warning for each group and each direction.
pub(in crate::facts) fn all(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let groups = GROUPS.iter().flat_map(|kind| facts.graph.managed(kind));
    let groups = groups.filter(|group| doubts(group).is_empty());
    let mut found = Vec::new();
    for group in groups {
        let id = &known_by(facts.graph, group).id;
        let all = [facts.ingress_rules().of(id), facts.egress_rules().of(id)];
        let written = |attached: &&Attached| {
            attached.doubts.is_empty() && doubts(attached.instance).is_empty()
        };
        let beside = all.iter().copied().flatten().filter(written);
        let beside: Vec<&Arc<Instance>> = beside.map(|attached| attached.instance).collect();
        for direction in ["ingress", "egress"] {
            found.extend(conflict(facts, group, direction, &beside));
        }
    }
    found
}

fn conflict(
    facts: &Facts<'_>,
    group: &Arc<Instance>,
    direction: &'static str,
    beside: &[&Arc<Instance>],
) -> Option<Diagnostic> {
    let rule = beside.iter().find(|rule| leads(rule) == Some(direction))?;
    let own = group.written(direction).is_some_and(|blocks| {
        let (blocks, _) = parts(blocks);
        blocks.iter().any(|block| block.is_certain())
    });
    if !own && &*group.id.address.kind == "aws_security_group" {
        return None;
    }
    let arguments = [instance_value(group), Value::string(direction)];
    let ignored = ignores_changes(facts, &arguments, group.header()).ok()?;
    if ignored.as_bool() == Some(true) {
        return None;
    }
    let place = match own {
        true => group.place_of(&[PathStep::Attr(direction.into())]),
        false => group.header(),
    };
    let message = format!(
        "{} has {direction} rules of its own, which each apply makes the only ones, and {} beside them",
        group.id, rule.id
    );
    let warning = Diagnostic::error(Code::Evaluate, place, message).with_level(Level::Warning);
    let warning = warning.with_related(rule.header(), "the rule beside them");
    Some(warning.with_help("write all rules in the group, or all beside it"))
}

/// The direction of a rule that stands by itself.
fn leads(rule: &Instance) -> Option<&str> {
    match &*rule.id.address.kind {
        "aws_vpc_security_group_ingress_rule" => Some("ingress"),
        "aws_vpc_security_group_egress_rule" => Some("egress"),
        _ => rule.written("type")?.as_str(),
    }
}
