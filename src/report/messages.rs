//! Diagnostics as texts show them: errors first, and not more than a person reads.

use crate::finding::{Diagnostic, Level, Report};

/// The diagnostics of a report down to some level.
#[derive(Debug, Default)]
pub(super) struct Messages<'a> {
    /// What is shown, errors first, else in the order of the report.
    pub shown: Vec<&'a Diagnostic>,
    /// How many are not, for being too many.
    pub beyond: usize,
}

impl<'a> Messages<'a> {
    /// Those of `report` that matter at least as much as `least`, at most `limit` of them.
    pub fn new(report: &'a Report, least: Level, limit: usize) -> Messages<'a> {
        let mut shown: Vec<&Diagnostic> = report
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.level <= least)
            .collect();
        shown.sort_by_key(|diagnostic| diagnostic.level);
        let beyond = shown.len().saturating_sub(limit);
        shown.truncate(limit);
        Messages { shown, beyond }
    }
}
