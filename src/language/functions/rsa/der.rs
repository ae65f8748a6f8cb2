//! The part of DER (X.690) that keys are written in.

use num_bigint::BigUint;

/// Bytes that are read from the front.
#[derive(Clone, Copy)]
pub(super) struct Der<'t>(pub(super) &'t [u8]);

const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;

impl<'t> Der<'t> {
    /// Nothing is left.
    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// What the sequence here holds.
    pub(super) fn sequence(&mut self) -> Option<Der<'t>> {
        self.element(SEQUENCE).map(Der)
    }

    /// The bytes here.
    pub(super) fn octets(&mut self) -> Option<&'t [u8]> {
        self.element(OCTETS)
    }

    /// The identifier of an object here, as it is encoded.
    pub(super) fn identifier(&mut self) -> Option<&'t [u8]> {
        self.element(IDENTIFIER)
    }

    /// The number here, which is not negative and has no needless zeros.
    pub(super) fn natural(&mut self) -> Option<BigUint> {
        let before = *self;
        let number = match self.element(INTEGER)? {
            [0] => Some(&[0][..]),
            [0, rest @ ..] => Some(rest).filter(|rest| rest.first().is_some_and(|b| *b >= 0x80)),
            bytes => Some(bytes).filter(|bytes| bytes.first().is_some_and(|b| *b < 0x80)),
        };
        if number.is_none() {
            *self = before;
        }
        number.map(BigUint::from_bytes_be)
    }

    /// The content of the element here, if it has the tag; else nothing is read.
    fn element(&mut self, tag: u8) -> Option<&'t [u8]> {
        let rest = self.0.strip_prefix(&[tag])?;
        let (length, rest) = length(rest)?;
        let (content, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some(content)
    }
}

/// A length in its shortest form, and what follows.
fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    if *first < 0x80 {
        return Some((usize::from(*first), rest));
    }
    let count = usize::from(first & 0x7f);
    let (digits, rest) = rest.split_at_checked(count)?;
    if !(1..=4).contains(&count) || digits.first() == Some(&0) {
        return None;
    }
    let join = |length: usize, digit: &u8| length << 8 | usize::from(*digit);
    let length = digits.iter().fold(0, join);
    (length >= 0x80).then_some((length, rest))
}
