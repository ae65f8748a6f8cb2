//! `archlint explain-value`: a value and the places it came through, for people.

use std::fmt::Write as _;

use serde_json::Value as Json;

use super::{Options, place, sanitise};
use crate::finding::Evidence;
use crate::source::Sources;

/// The text: the value, then each step from its source on.
pub fn text(
    name: &str,
    root: &str,
    value: &Json,
    steps: &[Evidence],
    sources: &Sources,
    options: &Options,
) -> String {
    let mut out = String::new();
    let shown = match value.get("$sensitive") {
        Some(_) => "(sensitive)".to_owned(),
        None => value.to_string(),
    };
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{} = {}", sanitise::line(name), sanitise::line(&shown));
    let _ = writeln!(out, "  in the root module {}", sanitise::line(root));
    let cited: Vec<String> = steps
        .iter()
        .map(|step| match step.place {
            Some(at) => place::cite(at, sources, options),
            None => "(no place)".to_owned(),
        })
        .collect();
    let width = cited.iter().map(String::len).max().unwrap_or(0);
    for (number, (step, cited)) in steps.iter().zip(&cited).enumerate() {
        let message = sanitise::line(&step.message);
        let _ = writeln!(out, "  {:>2} {cited:<width$}  {message}", number + 1);
    }
    if steps.is_empty() {
        out.push_str("     written nowhere: the provider's default, or its own choice\n");
    }
    out
}
