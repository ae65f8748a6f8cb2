//! JSON whose bytes are inert while its strings stay exact.
//!
//! What [`sanitise`](super::sanitise) would make visible stands here as JSON's own `\uXXXX`, so
//! that a log, a terminal or a browser shows the document without obeying it, and a reader that
//! decodes it gets the very string.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::sanitise::is_hazardous;

/// `value` as one line of JSON and a line feed.
pub fn to_string(value: &impl Serialize) -> String {
    let mut out = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut out, Inert);
    // Writing to a vector cannot fail, and all that is passed here has string keys.
    let written = value.serialize(&mut serializer);
    debug_assert!(written.is_ok(), "{written:?}");
    out.push(b'\n');
    String::from_utf8(out).unwrap_or_default()
}

struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        let mut written = 0;
        for (at, c) in fragment.char_indices() {
            let command = c == '#' && fragment.get(at..).is_some_and(|f| f.starts_with("##["));
            if !command && !is_hazardous(c) {
                continue;
            }
            writer.write_all(fragment.get(written..at).unwrap_or("").as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            written = at + c.len_utf8();
        }
        writer.write_all(fragment.get(written..).unwrap_or("").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hazards_are_escaped() {
        let text = "##[add-mask]\u{202e}\u{e0041}\u{7f}\n";
        assert_eq!(
            to_string(&text),
            "\"\\u0023#[add-mask]\\u202e\\udb40\\udc41\\u007f\\n\"\n"
        );
    }

    proptest! {
        #[test]
        fn strings_stay_exact_and_bytes_inert(text in any::<String>()) {
            let json = to_string(&text);
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
            let body = json.trim_end_matches('\n');
            prop_assert!(!body.contains(is_hazardous) && !body.contains("##["));
        }
    }
}
