//! Holds a file against its definition: every key that is not defined, every value of a wrong kind
//! and every key that is missing becomes one diagnostic at its place.

use globset::Glob;

use super::definition::{Field, Need, Shape, severities};
use super::toml::{Entry, Kind, Node, is_date};
use crate::finding::{Code, Diagnostic, nearest};
use crate::source::Place;

/// Most problems that are told of one file.
const TOLD: usize = 100;
/// Most characters of a name that a message repeats.
const NAME: usize = 60;

/// All that is wrong with `root` as a table of `fields`.
pub(super) fn check(root: &Node, fields: &[Field]) -> Vec<Diagnostic> {
    let mut checker = Checker {
        problems: Vec::new(),
    };
    checker.table(root, fields, root.place);
    checker.problems.truncate(TOLD);
    checker.problems
}

/// An error of the configuration.
pub(super) fn problem(place: Place, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Config, place, message)
}

/// A name in a message, not longer than is useful.
pub(super) fn quoted(name: &str) -> String {
    match name.char_indices().nth(NAME) {
        Some((end, _)) => format!("{:?}…", name.get(..end).unwrap_or_default()),
        None => format!("{name:?}"),
    }
}

/// `a, b or c`
pub(super) fn alternatives(names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        names => names.join(""),
    }
}

struct Checker {
    problems: Vec<Diagnostic>,
}

impl Checker {
    fn say(&mut self, place: Place, message: impl Into<String>) {
        self.problems.push(problem(place, message));
    }

    /// `name` is the key that holds `node`, for messages.
    fn value(&mut self, name: &str, node: &Node, shape: &Shape) {
        match (shape, &node.kind) {
            (Shape::Text | Shape::Path | Shape::Pattern | Shape::Rule, Kind::Text(text)) => {
                self.not_blank(name, text, node.place);
            }
            (Shape::Glob, Kind::Text(text)) => self.glob(name, text, node.place),
            (Shape::Severity, Kind::Text(text)) => self.severity(name, text, node.place),
            (Shape::Date, Kind::Date(_)) | (Shape::FlagOrReason, Kind::Flag(_)) => {}
            (Shape::Date, Kind::Text(text)) if is_date(text) => {}
            (Shape::Date, Kind::Text(_)) => {
                self.say(
                    node.place,
                    format!("{name} is no date, as 2027-01-31 is one"),
                );
            }
            (Shape::FlagOrReason, Kind::Text(text)) => self.not_blank(name, text, node.place),
            (Shape::List(shape), Kind::List(items)) => {
                for item in items {
                    self.value(name, item, shape);
                }
            }
            (Shape::Table(fields), Kind::Table(_)) => self.table(node, fields, node.place),
            (Shape::Map(_, shape), Kind::Table(entries)) => {
                for entry in entries {
                    self.value(&quoted_if_needed(&entry.key), &entry.value, shape);
                }
            }
            (Shape::Params, Kind::Table(_)) => self.params(name, node),
            (shape, kind) => {
                let (wanted, found) = (shape.name(), kind.name());
                self.say(node.place, format!("{name} needs {wanted}, not {found}"));
            }
        }
    }

    fn table(&mut self, node: &Node, fields: &[Field], place: Place) {
        for Entry { key, place, value } in node.entries() {
            match fields.iter().find(|field| field.name == key) {
                Some(field) => self.value(key, value, &field.shape),
                None => {
                    let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
                    let hint = match nearest(key, names.iter().copied()) {
                        Some(name) => format!("; did you mean {name}?"),
                        None => String::new(),
                    };
                    let (key, names) = (quoted(key), alternatives(&names));
                    self.say(
                        *place,
                        format!("unknown field {key}, expected {names}{hint}"),
                    );
                }
            }
        }
        for field in fields.iter().filter(|field| field.need == Need::Required) {
            if node.get(field.name).is_none() {
                self.say(place, format!("{} is missing here", field.name));
            }
        }
    }

    /// Tables are groups of parameters; lists hold plain values.
    fn params(&mut self, name: &str, node: &Node) {
        for entry in node.entries() {
            let name = match name {
                "params" => entry.key.clone(),
                group => format!("{group}.{}", entry.key),
            };
            match &entry.value.kind {
                Kind::Table(_) => self.params(&name, &entry.value),
                Kind::List(items) => {
                    for item in items {
                        self.plain(&name, item);
                    }
                }
                _ => self.plain(&name, &entry.value),
            }
        }
    }

    fn plain(&mut self, name: &str, node: &Node) {
        if let Kind::Date(_) | Kind::Strange | Kind::List(_) | Kind::Table(_) = node.kind {
            let (name, found) = (quoted_if_needed(name), node.kind.name());
            let wanted = "a number, a boolean, a text or a list of them";
            self.say(node.place, format!("{name} needs {wanted}, not {found}"));
        }
    }

    fn not_blank(&mut self, name: &str, text: &str, place: Place) {
        if text.trim().is_empty() {
            self.say(place, format!("{name} is empty"));
        }
    }

    fn glob(&mut self, name: &str, text: &str, place: Place) {
        self.not_blank(name, text, place);
        if let Err(error) = Glob::new(text) {
            self.say(place, format!("{name} is no glob: {}", error.kind()));
        }
    }

    fn severity(&mut self, name: &str, text: &str, place: Place) {
        if !severities().contains(&text) {
            let words = alternatives(&severities());
            let hint = match nearest(text, severities().into_iter()) {
                Some(near) => format!("; did you mean {near}?"),
                None => String::new(),
            };
            let text = quoted(text);
            self.say(
                place,
                format!("{name}: there is no severity {text}, only {words}{hint}"),
            );
        }
    }
}

/// Keys that users choose, in messages.
fn quoted_if_needed(key: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    match key.chars().all(plain) && key.len() <= NAME {
        true => key.to_owned(),
        false => quoted(key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_people_do() {
        assert_eq!(alternatives(&["a"]), "a");
        assert_eq!(alternatives(&["a", "b", "c"]), "a, b or c");
        assert_eq!(quoted(&"x".repeat(70)), format!("{:?}…", "x".repeat(60)));
    }
}
