//! Text in quotes as Go's `%q` writes it, for messages that quote what they are about.

use std::fmt::Write;

/// `text` in double quotes.
pub(in crate::language) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    text.chars().for_each(|c| push(c, '"', &mut out));
    out.push('"');
    out
}

/// `character` in single quotes.
pub(super) fn quoted_char(character: char) -> String {
    let mut out = String::from("'");
    push(character, '\'', &mut out);
    out.push('\'');
    out
}

fn push(character: char, quote: char, out: &mut String) {
    match character {
        c if c == quote || c == '\\' => out.extend(['\\', c]),
        '\u{7}' => out.push_str("\\a"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{b}' => out.push_str("\\v"),
        // Writing to a string does not fail.
        '\0'..='\u{1f}' | '\u{7f}' => drop(write!(out, "\\x{:02x}", u32::from(character))),
        _ => out.push(character),
    }
}
