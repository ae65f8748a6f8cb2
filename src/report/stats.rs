//! `archlint graph --stats`: how much is known, for people.

use std::fmt::Write as _;

use super::sanitise;
use crate::graph::Stats;

/// Causes that are listed.
const CAUSES: usize = 10;

/// The text.
pub fn text(stats: &Stats) -> String {
    let total = stats.total();
    let share = |count: usize| match total {
        0 => 0.0,
        total => 100.0 * count as f64 / total as f64,
    };
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{total} parts of written attributes");
    let mut line = |label: &str, count: usize| {
        let _ = writeln!(out, "  {label:<14} {count:>8}  {:>5.1} %", share(count));
    };
    line("known", stats.known);
    line("references", stats.references);
    for (kind, count) in &stats.unknown {
        line(kind.as_str(), *count);
    }
    let causes = stats.commonest();
    if !causes.is_empty() {
        out.push_str("commonest causes\n");
    }
    for (cause, count) in causes.iter().take(CAUSES) {
        let _ = writeln!(out, "  {count:>8}  {}", sanitise::line(cause));
    }
    out
}
