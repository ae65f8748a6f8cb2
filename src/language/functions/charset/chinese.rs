//! Big5, GBK, GB 18030 and HZ-GB-2312.

use std::sync::OnceLock;

use encoding_rs::{BIG5, GB18030, GBK};

use super::inverse::{Inverse, Prefer, pairs};
use super::web::{character, decoded, encoded, is_private};

/// Browsers write no character of Hong Kong's supplement; Go writes all, each as its last pair.
pub(super) fn big5_encode(text: &str) -> Option<Vec<u8>> {
    static TABLE: OnceLock<Inverse> = OnceLock::new();
    TABLE
        .get_or_init(|| Inverse::new(pairs(), Prefer::Last, |bytes| character(BIG5, bytes)))
        .encode(text)
}

/// What GB 18030 gave two bytes after 2005, or has for private use. Go has four bytes for it.
fn is_late(character: char) -> bool {
    let late = matches!(character, 'ḿ' | '\u{9fb4}'..='\u{9fbb}' | '\u{fe10}'..='\u{fe19}');
    late || is_private(character)
}

pub(super) fn gbk_decode(bytes: &[u8]) -> Option<String> {
    // What the set does not have is in four bytes, of which the second is a digit.
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = match after {
            _ if *first <= 0x80 => after,
            [b'0'..=b'9', ..] => return None,
            [_, after @ ..] => after,
            [] => return None,
        };
    }
    decoded(GBK, bytes).filter(|text| !text.contains(is_late))
}

pub(super) fn gbk_encode(text: &str) -> Option<Vec<u8>> {
    encoded(GBK, text).filter(|_| !text.contains(is_late))
}

pub(super) fn gb18030_decode(mut bytes: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(bytes.len());
    while let Some((first, after)) = bytes.split_first() {
        let length = match (first, after.first()) {
            (..=0x80, _) => 1,
            (_, Some(b'0'..=b'9')) => 4,
            _ => 2,
        };
        let (one, rest) = bytes.split_at_checked(length)?;
        let one = match character(GB18030, one)? {
            late if length == 2 && is_late(late) => return None,
            EXCHANGED => 'ḿ',
            one => one,
        };
        text.push(one);
        bytes = rest;
    }
    Some(text)
}

pub(super) fn gb18030_encode(text: &str) -> Option<Vec<u8>> {
    if !text.contains(is_late) {
        return encoded(GB18030, text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        let code = browsers(character);
        match is_late(character) && (code.len() < 4 || character == EXCHANGED) {
            true => bytes.extend(four_bytes(character)?),
            false => bytes.extend(code),
        }
    }
    Some(bytes)
}

/// What browsers write for `character`.
fn browsers(character: char) -> Vec<u8> {
    encoded(GB18030, character.encode_utf8(&mut [0; 4])).unwrap_or_default()
}

/// The one of four bytes for browsers that for Go is `ḿ`.
const EXCHANGED: char = '\u{e7c7}';

/// Of how many values each of the four bytes is, and the first of them.
const DIGITS: [(u32, u8); 4] = [(126, 0x81), (10, b'0'), (126, 0x81), (10, b'0')];

/// The code that follows those of the characters before: codes of four bytes count all characters
/// that have none of two, and as many go by as code points.
fn four_bytes(character: char) -> Option<[u8; 4]> {
    /// The first character and the number of each run.
    static RUNS: OnceLock<Vec<(u32, u32)>> = OnceLock::new();
    let runs = RUNS.get_or_init(|| {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for character in ('\u{80}'..='\u{ffff}').filter(|c| *c != EXCHANGED) {
            let bytes = browsers(character);
            if let [_, _, _, _] = bytes[..] {
                let digits = bytes.iter().zip(DIGITS);
                let number = digits.fold(0, |number, (byte, (values, first))| {
                    number * values + u32::from(byte.saturating_sub(first))
                });
                let code = u32::from(character);
                let goes_on = |(first, start): &(u32, u32)| start + (code - first) == number;
                if !runs.last().is_some_and(goes_on) {
                    runs.push((code, number));
                }
            }
        }
        runs
    });
    let code = u32::from(character);
    let after = runs.partition_point(|(first, _)| *first <= code);
    let (first, start) = runs.get(after.checked_sub(1)?)?;
    let mut number = start + (code - first);
    let mut bytes = [0; 4];
    for (byte, (values, first)) in bytes.iter_mut().zip(DIGITS).rev() {
        *byte = first + u8::try_from(number % values).ok()?;
        number /= values;
    }
    Some(bytes)
}

/// RFC 1843: between `~{` and `~}`, pairs of GBK without their high bits; `~` itself is `~~`.
pub(super) fn hz_decode(mut bytes: &[u8]) -> Option<String> {
    let mut ascii = true;
    let mut text = String::with_capacity(bytes.len());
    while let [first, rest @ ..] = bytes {
        bytes = match (*first, rest) {
            (0x80.., _) => return None,
            (b'~', [escaped, rest @ ..]) => {
                match escaped {
                    b'{' => ascii = false,
                    b'}' => ascii = true,
                    b'~' => text.push('~'),
                    b'\n' => {}
                    _ => return None,
                }
                rest
            }
            (b'~', []) => return None,
            (byte, _) if ascii => {
                text.push(char::from(byte));
                rest
            }
            (row @ 0x21..=0x7d, [column @ 0x21..=0x7e, rest @ ..]) => {
                let pair = [row | 0x80, column | 0x80];
                text.push(character(GBK, &pair).filter(|c| !is_late(*c))?);
                rest
            }
            _ => return None,
        };
    }
    Some(text)
}

/// As Go writes it: a text that ends within `~{` stays so.
pub(super) fn hz_encode(text: &str) -> Option<Vec<u8>> {
    let mut ascii = true;
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        let plain = u8::try_from(character).ok().filter(u8::is_ascii);
        match plain {
            // What is escaped needs no other state.
            Some(b'~') => bytes.extend(b"~~"),
            Some(byte) => {
                if !ascii {
                    bytes.extend(b"~}");
                    ascii = true;
                }
                bytes.push(byte);
            }
            None => {
                let pair = browsers(Some(character).filter(|c| !is_late(*c))?);
                let [row @ 0xa1..=0xfd, column @ 0xa1..=0xfe] = pair[..] else {
                    return None;
                };
                if ascii {
                    bytes.extend(b"~{");
                    ascii = false;
                }
                bytes.extend([row & 0x7f, column & 0x7f]);
            }
        }
    }
    Some(bytes)
}
