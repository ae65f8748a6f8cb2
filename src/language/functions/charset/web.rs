//! The character sets of the web as Go has them: the tables of `encoding_rs` without what browsers
//! add to them.

use encoding_rs::Encoding;

/// What `bytes` are in `encoding`.
pub(super) fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(|text| text.into_owned())
}

/// The one character that `bytes` are in `encoding`.
pub(super) fn character(encoding: &'static Encoding, bytes: &[u8]) -> Option<char> {
    let text = decoded(encoding, bytes)?;
    let mut characters = text.chars();
    characters.next().filter(|_| characters.as_str().is_empty())
}

/// `text` in `encoding`.
pub(super) fn encoded(encoding: &'static Encoding, text: &str) -> Option<Vec<u8>> {
    let (bytes, _, unmappable) = encoding.encode(text);
    (!unmappable).then(|| bytes.into_owned())
}

/// For browsers, bytes of a set of one byte a character that stand for nothing are controls.
pub(super) fn is_filler(character: char) -> bool {
    ('\u{80}'..='\u{9f}').contains(&character)
}

/// For private use, where browsers put what has no code.
pub(super) fn is_private(character: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&character)
}
