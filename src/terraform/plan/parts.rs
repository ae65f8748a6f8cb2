//! Which parts of a plan anybody looks at: the others, most of its text, are not kept.

use crate::syntax::json::Upcoming;

/// The outermost members that are looked at.
const READ: [&str; 9] = [
    "complete",
    "configuration",
    "errored",
    "format_version",
    "output_changes",
    "planned_values",
    "prior_state",
    "resource_changes",
    "variables",
];

/// Tells parts apart while a plan is read.
#[derive(Default)]
pub(super) struct Parts {
    /// Whether the values of resources have come, so that changes need not tell them.
    planned: bool,
}

impl Parts {
    /// Whether somebody looks at `member`.
    pub fn wants(&mut self, member: &Upcoming<'_>) -> bool {
        if member.depth == 1 {
            self.planned |= member.key == "planned_values";
            return READ.contains(&member.key);
        }
        match (member.section, member.depth, member.key) {
            // resource_changes[0].change.before
            ("resource_changes", 4, "before" | "before_sensitive" | "importing") => false,
            ("resource_changes", 4, "after") => !self.planned,
            // output_changes.name.before
            ("output_changes", 3, "before" | "before_sensitive") => false,
            // Of what there is already, data sources alone are looked at.
            ("prior_state", _, "values" | "sensitive_values") => {
                member.beside("mode") != Some("managed")
            }
            _ => true,
        }
    }
}
