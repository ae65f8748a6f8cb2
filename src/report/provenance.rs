//! `archlint explain-value`: a value and the places it came through, for people.

use std::fmt::Write as _;

use serde_json::Value as Json;

use super::{Options, place, sanitise};
use crate::finding::{Evidence, Reason};
use crate::source::Sources;

/// An attribute and what is known of it.
pub struct Told<'a> {
    /// How the user calls it.
    pub name: &'a str,
    /// The root module it stands in.
    pub root: &'a str,
    /// Its value, as the graph's JSON shows it.
    pub value: &'a Json,
    /// How the value came, source first.
    pub steps: &'a [Evidence],
    /// What would decide it where it is unknown.
    pub undecided: &'a [Reason],
}

/// The text: the value, then each step from its source on, and what would decide it.
pub fn text(told: &Told<'_>, sources: &Sources, options: &Options) -> String {
    let Told {
        name,
        root,
        value,
        steps,
        undecided,
    } = *told;
    let mut out = String::new();
    let shown = match (value.get("$sensitive"), value.get("$unknown")) {
        (Some(_), _) => "(sensitive)".to_owned(),
        (None, Some(_)) => "(unknown)".to_owned(),
        (None, None) => value.to_string(),
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
    for reason in undecided {
        let _ = writeln!(out, "  undecided: {}", sanitise::line(&reason.message));
    }
    if steps.is_empty() && undecided.is_empty() {
        out.push_str("     written nowhere: the provider's default, or its own choice\n");
    }
    out
}
