//! Another value in place of a literal, written as the old one was.

use super::Syntax;
use crate::finding::Scalar;

/// What stands in place of `written`, a value or in YAML an entry `key: value`. It has to be a plain
/// literal of the value `from`, or the `null` that leaves it to a default; else there is nothing.
pub(super) fn replaced(
    written: &str,
    from: &Scalar,
    to: &Scalar,
    syntax: Syntax,
) -> Option<String> {
    if syntax == Syntax::Yaml
        && let Some((key, value)) = written.rsplit_once(": ")
    {
        let space = value.len() - value.trim_start().len();
        let (space, value) = value.split_at_checked(space)?;
        return value_replaced(value, from, to, syntax)
            .map(|value| format!("{key}: {space}{value}"));
    }
    value_replaced(written, from, to, syntax)
}

fn value_replaced(written: &str, from: &Scalar, to: &Scalar, syntax: Syntax) -> Option<String> {
    let quotes: &[char] = match syntax {
        Syntax::Hcl | Syntax::Json => &['"'],
        Syntax::Yaml => &['"', '\''],
    };
    for quote in quotes {
        let inner = written
            .strip_prefix(*quote)
            .and_then(|rest| rest.strip_suffix(*quote));
        if let Some(inner) = inner {
            let same = is_plain(inner) && inner == from.as_str();
            // What becomes of a text is one, but for YAML, where quotes make a number a text.
            let bare = matches!((from, to), (Scalar::Text(_), Scalar::Bare(_)));
            return match (
                same && is_plain(to.as_str()),
                bare && syntax == Syntax::Yaml,
            ) {
                (false, _) => None,
                (true, true) => scalar(to, syntax),
                (true, false) => Some(format!("{quote}{}{quote}", to.as_str())),
            };
        }
    }
    if written != from.as_str() && written != "null" {
        return None;
    }
    scalar(to, syntax)
}

/// How `value` is written where nothing stands yet.
pub(super) fn scalar(value: &Scalar, syntax: Syntax) -> Option<String> {
    match value {
        Scalar::Bare(text) => Some(text.clone()),
        Scalar::Text(text) if !is_plain(text) => None,
        // A word that begins with a letter is a string to YAML too, but for its own words.
        Scalar::Text(text) if syntax == Syntax::Yaml && is_word(text) => Some(text.clone()),
        Scalar::Text(text) => Some(format!("\"{text}\"")),
    }
}

/// Whether a text means itself between quotes, in every syntax.
fn is_plain(text: &str) -> bool {
    let special = |c: char| matches!(c, '"' | '\'' | '\\') || c.is_control();
    !text.contains(special) && !text.contains("${") && !text.contains("%{")
}

fn is_word(text: &str) -> bool {
    let own = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        && !own.iter().any(|word| text.eq_ignore_ascii_case(word))
}
