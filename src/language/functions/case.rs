//! Upper, lower and title case as Go has them: one character for one, whatever stands beside it.

/// The text in capitals. `ß` stays, since its capitals are two.
pub(super) fn upper(text: &str) -> String {
    text.chars().map(upper_char).collect()
}

/// The text in small letters. A sigma at the end of a word is like any other.
pub(super) fn lower(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{130}' => 'i',
            _ => single(c, c.to_lowercase()),
        })
        .collect()
}

/// The text with the first character of every word in title case. Words are parted by what is
/// neither letter nor digit nor, among ASCII, `_`; beyond ASCII only by space.
pub(super) fn title(text: &str) -> String {
    let mut starts = true;
    text.chars()
        .map(|c| {
            let titled = if starts { title_char(c) } else { c };
            starts = match c.is_ascii() {
                true => !c.is_ascii_alphanumeric() && c != '_',
                false => c.is_whitespace(),
            };
            titled
        })
        .collect()
}

fn upper_char(c: char) -> char {
    match u32::from(c) {
        // Greek letters with a subscript iota: their full capitals are two characters, their
        // simple ones these.
        n @ (0x1f80..=0x1f87 | 0x1f90..=0x1f97 | 0x1fa0..=0x1fa7) => shifted(c, n + 8),
        n @ (0x1fb3 | 0x1fc3 | 0x1ff3) => shifted(c, n + 9),
        _ => single(c, c.to_uppercase()),
    }
}

fn title_char(c: char) -> char {
    match u32::from(c) {
        // Digraphs have a title case of their own, Georgian letters have none.
        0x1c4..=0x1c6 => '\u{1c5}',
        0x1c7..=0x1c9 => '\u{1c8}',
        0x1ca..=0x1cc => '\u{1cb}',
        0x1f1..=0x1f3 => '\u{1f2}',
        0x10d0..=0x10fa | 0x10fd..=0x10ff => c,
        _ => upper_char(c),
    }
}

fn shifted(c: char, code: u32) -> char {
    char::from_u32(code).unwrap_or(c)
}

/// The mapping of `c` if it is a single character, else `c` itself.
fn single(c: char, mut mapped: impl Iterator<Item = char>) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(mapped), None) => mapped,
        _ => c,
    }
}
