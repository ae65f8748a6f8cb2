//! Shift JIS, EUC-JP and ISO-2022-JP: three ways to write the characters of JIS X 0208, 0212 and
//! 0201.

use std::sync::OnceLock;

use encoding_rs::{EUC_JP, SHIFT_JIS};

use super::inverse::{Inverse, Prefer, pairs, singles};
use super::web::{character, decoded, is_private};

/// Go has nothing where users may put characters of their own.
pub(super) fn shift_jis_decode(bytes: &[u8]) -> Option<String> {
    decoded(SHIFT_JIS, bytes).filter(|text| !text.contains(is_private))
}

pub(super) fn shift_jis_encode(text: &str) -> Option<Vec<u8>> {
    static TABLE: OnceLock<Inverse> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        // The byte 0x80 is a control that none is written as.
        let sequences = singles().skip(1).chain(pairs());
        Inverse::new(sequences, Prefer::First, |bytes| {
            character(SHIFT_JIS, bytes).filter(|character| !is_private(*character))
        })
    });
    table.encode(text)
}

/// Of JIS X 0208 and of half-width katakana, else of JIS X 0212, behind the byte 0x8f.
pub(super) fn euc_jp_encode(text: &str) -> Option<Vec<u8>> {
    euc_jp().encode(text)
}

fn euc_jp() -> &'static Inverse {
    static TABLE: OnceLock<Inverse> = OnceLock::new();
    TABLE.get_or_init(|| {
        let triples = pairs().map(|pair| [&[0x8f][..], &pair].concat().into());
        Inverse::new(pairs().chain(triples), Prefer::First, |bytes| {
            character(EUC_JP, bytes)
        })
    })
}

/// Which characters bytes of ISO-2022-JP are, from an escape sequence on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Ascii,
    Katakana,
    Jis0208,
    Jis0212,
}

const ESCAPE: u8 = 0x1b;
/// From the bytes of katakana here to those in EUC-JP, and from those of JIS X 0208.
const HIGH: u8 = 0x80;
const KATAKANA: u8 = 0x8e;

pub(super) fn iso_2022_jp_decode(mut bytes: &[u8]) -> Option<String> {
    let mut state = State::Ascii;
    let mut text = String::new();
    while let Some((first, mut rest)) = bytes.split_first() {
        match (state, *first, rest) {
            (_, HIGH.., _) => return None,
            (_, ESCAPE, [b'$', b'@' | b'B', after @ ..]) => {
                (state, rest) = (State::Jis0208, after);
            }
            (_, ESCAPE, [b'$', b'(', b'D', after @ ..]) => {
                (state, rest) = (State::Jis0212, after);
            }
            (_, ESCAPE, [b'(', b'B' | b'J', after @ ..]) => {
                (state, rest) = (State::Ascii, after);
            }
            (_, ESCAPE, [b'(', b'I', after @ ..]) => (state, rest) = (State::Katakana, after),
            (_, ESCAPE, _) => return None,
            (State::Ascii, byte, _) => text.push(char::from(byte)),
            (State::Katakana, byte @ 0x21..0x60, _) => {
                text.push(character(EUC_JP, &[KATAKANA, byte | HIGH])?);
            }
            (State::Katakana, ..) => return None,
            (_, b'\n', _) => {
                state = State::Ascii;
                text.push('\n');
            }
            (_, row, [column, after @ ..]) => {
                text.push(jis(state, row, *column)?);
                rest = after;
            }
            (_, _, []) => return None,
        }
        bytes = rest;
    }
    Some(text)
}

/// The character of a row and a column. As in Go, a column that is none counts on into the rows
/// that follow, after the difference to the first is taken of bytes, which wrap.
fn jis(state: State, row: u8, column: u8) -> Option<char> {
    const FIRST: u8 = 0x21;
    const COLUMNS: usize = 94;
    let at =
        usize::from(row.wrapping_sub(FIRST)) * COLUMNS + usize::from(column.wrapping_sub(FIRST));
    let byte = |number: usize| {
        let number = u8::try_from(number)
            .ok()
            .filter(|n| usize::from(*n) < COLUMNS)?;
        Some(number + FIRST + HIGH)
    };
    let (row, column) = (byte(at / COLUMNS)?, byte(at % COLUMNS)?);
    match state {
        State::Jis0212 => character(EUC_JP, &[0x8f, row, column]),
        _ => character(EUC_JP, &[row, column]),
    }
}

pub(super) fn iso_2022_jp_encode(text: &str) -> Option<Vec<u8>> {
    let mut state = State::Ascii;
    let mut encoded = Vec::with_capacity(text.len());
    let mut turn = |encoded: &mut Vec<u8>, to: State, sequence: [u8; 2]| {
        if state != to {
            encoded.push(ESCAPE);
            encoded.extend(sequence);
            state = to;
        }
    };
    for character in text.chars() {
        if let Some(ascii) = u8::try_from(character).ok().filter(u8::is_ascii) {
            turn(&mut encoded, State::Ascii, *b"(B");
            encoded.push(ascii);
            continue;
        }
        match euc_jp().bytes(character)? {
            [KATAKANA, katakana] => {
                turn(&mut encoded, State::Katakana, *b"(I");
                encoded.push(katakana - HIGH);
            }
            [row, column] => {
                turn(&mut encoded, State::Jis0208, *b"$B");
                encoded.extend([row - HIGH, column - HIGH]);
            }
            // JIS X 0212 is read only.
            _ => return None,
        }
    }
    turn(&mut encoded, State::Ascii, *b"(B");
    Some(encoded)
}
