//! The insides of string literals.

use crate::source::Span;

/// A part of a string, with the range that it was written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    /// Characters that stand in the text as they are.
    Verbatim(Span),
    /// One escape sequence, or two of them that name one character.
    Escape(char, Span),
}

/// Why a string cannot be read, at the first byte that is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Malformed {
    pub at: u32,
    pub expected: &'static str,
}

/// The pieces of `contents`, a range of `text` between two quotes.
pub(super) fn pieces(text: &str, contents: Span) -> impl Iterator<Item = Result<Piece, Malformed>> {
    let end = contents.end;
    let mut at = contents.start;
    std::iter::from_fn(move || {
        let rest = Span::new(at, end).text(text);
        if rest.is_empty() {
            return None;
        }
        let start = at;
        let piece = match rest.find('\\') {
            Some(0) => escape(rest, at).map(|(character, length)| {
                at += length;
                Piece::Escape(character, Span::new(start, at))
            }),
            length => {
                at += length.unwrap_or(rest.len()) as u32;
                Ok(Piece::Verbatim(Span::new(start, at)))
            }
        };
        if piece.is_err() {
            at = end;
        }
        Some(piece)
    })
}

/// The character behind the escape that `rest` begins with, and the length of the escape.
fn escape(rest: &str, at: u32) -> Result<(char, u32), Malformed> {
    let simple = match rest.as_bytes().get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(rest, at),
        _ => {
            let expected = "one of \", \\, /, b, f, n, r, t, u after `\\`";
            return Err(Malformed { at, expected });
        }
    };
    Ok((simple, 2))
}

/// `\u00e9`, or a pair of surrogates. A lone surrogate is U+FFFD, as it is to Go's reader.
fn unicode(rest: &str, at: u32) -> Result<(char, u32), Malformed> {
    let expected = "four hexadecimal digits after `\\u`";
    let first = unit(rest).ok_or(Malformed { at, expected })?;
    if let Some(character) = char::from_u32(first) {
        return Ok((character, 6));
    }
    let second = rest.get(6..).and_then(unit);
    if let (0xd800..0xdc00, Some(second @ 0xdc00..0xe000)) = (first, second) {
        let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        return Ok((char::from_u32(code).unwrap_or('\u{fffd}'), 12));
    }
    Ok(('\u{fffd}', 6))
}

/// The number in `\uXXXX` at the start of the text.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    hexadecimal.then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(contents: &str) -> Result<String, Malformed> {
        let mut decoded = String::new();
        for piece in pieces(contents, Span::new(0, contents.len() as u32)) {
            match piece? {
                Piece::Verbatim(span) => decoded.push_str(span.text(contents)),
                Piece::Escape(character, _) => decoded.push(character),
            }
        }
        Ok(decoded)
    }

    #[test]
    fn escapes_are_those_of_rfc_8259() {
        for (contents, expected) in [
            ("", ""),
            ("aé", "aé"),
            (r#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t"),
            (r"a\u00e9b", "aéb"),
            (r"\ud83d\ude00!", "😀!"),
            (r"\uD83D\uDE00", "😀"),
            (r"\ud83dx", "\u{fffd}x"),
            (r"\ude00\ud83d", "\u{fffd}\u{fffd}"),
            (r"\ud83d\u0041", "\u{fffd}A"),
        ] {
            assert_eq!(decoded(contents).as_deref(), Ok(expected), "{contents}");
        }
        for (contents, at) in [
            (r"a\x", 1),
            (r"\u12", 0),
            (r"ab\u12é4", 2),
            ("\\", 0),
            (r"\u+123", 0),
        ] {
            assert_eq!(decoded(contents).unwrap_err().at, at, "{contents}");
        }
    }

    #[test]
    fn pieces_cover_their_string() {
        let text = r#""a\tb\ud83d\ude00""#;
        let spans: Vec<&str> = pieces(text, Span::new(1, text.len() as u32 - 1))
            .map(|piece| match piece.unwrap() {
                Piece::Verbatim(span) | Piece::Escape(_, span) => span.text(text),
            })
            .collect();
        assert_eq!(spans, ["a", r"\t", "b", r"\ud83d\ude00"]);
    }
}
