//! Tables from characters to bytes, made from those that decode.

use std::collections::BTreeMap;

use smallvec::SmallVec;

/// Bytes of each character beyond ASCII.
pub(super) struct Inverse(BTreeMap<char, SmallVec<[u8; 3]>>);

/// Which bytes count where several are one character.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefer {
    First,
    Last,
}

impl Inverse {
    /// Of all the `sequences` that are one character.
    pub(super) fn new(
        sequences: impl Iterator<Item = SmallVec<[u8; 3]>>,
        prefer: Prefer,
        character: impl Fn(&[u8]) -> Option<char>,
    ) -> Inverse {
        let mut table = BTreeMap::new();
        for bytes in sequences {
            let Some(character) = character(&bytes) else {
                continue;
            };
            if prefer == Prefer::Last || !table.contains_key(&character) {
                table.insert(character, bytes);
            }
        }
        Inverse(table)
    }

    /// The bytes of a character that is not ASCII.
    pub(super) fn bytes(&self, character: char) -> Option<&[u8]> {
        self.0.get(&character).map(|bytes| bytes.as_slice())
    }

    /// The bytes of `text`, in which ASCII is itself.
    pub(super) fn encode(&self, text: &str) -> Option<Vec<u8>> {
        let mut encoded = Vec::with_capacity(text.len());
        for character in text.chars() {
            match u8::try_from(character).ok().filter(u8::is_ascii) {
                Some(ascii) => encoded.push(ascii),
                None => encoded.extend(self.bytes(character)?),
            }
        }
        Some(encoded)
    }
}

/// All pairs of bytes that are not ASCII in front.
pub(super) fn pairs() -> impl Iterator<Item = SmallVec<[u8; 3]>> {
    (0x80..=u8::MAX).flat_map(|first| (0..=u8::MAX).map(move |second| [first, second][..].into()))
}

/// All single bytes that are not ASCII.
pub(super) fn singles() -> impl Iterator<Item = SmallVec<[u8; 3]>> {
    (0x80..=u8::MAX).map(|byte| [byte][..].into())
}
