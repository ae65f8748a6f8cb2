//! Takes a text apart into literals and references to what stood before.
//!
//! Which references are found decides the bytes, so that the search has Go's bounds: how far back
//! and how often it looks, when it is content, and what it still has in its window of 64 KiB, of
//! which the older half is dropped whenever the text reaches its end.

/// A piece of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// A byte as it is.
    Literal(u8),
    /// As many bytes as stand so far back.
    Match { length: u16, distance: u16 },
}

/// Tokens that are written with the same codes.
pub(super) struct Block<'t> {
    /// At least one, at most [`BLOCK`].
    pub(super) tokens: Vec<Token>,
    /// The text of the tokens.
    pub(super) text: &'t [u8],
    /// Comparisons that were made.
    pub(super) work: u64,
}

/// Most tokens of a block.
const BLOCK: usize = 1 << 14;
/// How far back references reach, and by how much the window moves.
const REACH: usize = 1 << 15;
/// Shortest reference.
const SHORTEST: usize = 4;
/// Longest reference.
const LONGEST: usize = 258;
/// References of [`SHORTEST`] bytes are worth it up to here.
const NEAR: usize = 4096;
/// Candidates that are compared for one place.
const TRIES: usize = 128;
/// A reference as long as this ends the search.
const NICE: usize = 128;
/// After a reference as long as this, the next byte's is not searched for.
const CONTENT: usize = 16;
/// Bits of a hash.
const HASH: u32 = 17;

/// The search through one text.
pub(super) struct Matches<'t> {
    text: &'t [u8],
    /// Where the window begins.
    window: usize,
    /// How far the text has been read into the window.
    read: usize,
    /// The byte that is looked at.
    at: usize,
    /// Where the block begins.
    block: usize,
    /// The byte before `at` belongs to no token yet.
    pending: bool,
    /// What was found for the byte before `at`: a length below [`SHORTEST`] is nothing.
    before: Found,
    /// For each hash the last place of four bytes that have it, from 1.
    last: Vec<u32>,
    /// For each place, by its lowest bits, the one before it of the same hash, from 1.
    previous: Vec<u32>,
    work: u64,
    done: bool,
}

#[derive(Clone, Copy)]
struct Found {
    length: usize,
    distance: usize,
}

const NOTHING: Found = Found {
    length: SHORTEST - 1,
    distance: 0,
};

impl<'t> Matches<'t> {
    /// At the beginning of `text`, which is shorter than 4 GiB.
    pub(super) fn of(text: &'t [u8]) -> Matches<'t> {
        Matches {
            text,
            window: 0,
            read: text.len().min(2 * REACH),
            at: 0,
            block: 0,
            pending: false,
            before: NOTHING,
            last: vec![0; 1 << HASH],
            previous: vec![0; REACH],
            work: 0,
            done: false,
        }
    }

    /// The tokens of the next block; none at the end of the text.
    pub(super) fn next_block(&mut self) -> Option<Block<'t>> {
        let mut tokens = Vec::new();
        while !self.done && tokens.len() < BLOCK {
            let ahead = self.read - self.at;
            if ahead < SHORTEST + LONGEST && self.read < self.text.len() {
                self.window += REACH;
                self.read = self.text.len().min(self.window + 2 * REACH);
            } else if ahead == 0 {
                tokens.extend(self.pending_literal());
                self.done = true;
            } else {
                tokens.extend(self.step(ahead));
            }
        }
        let end = self.at - usize::from(self.pending);
        let block = Block {
            text: self.text.get(self.block..end).unwrap_or_default(),
            work: std::mem::take(&mut self.work),
            tokens,
        };
        self.block = end;
        (!block.tokens.is_empty()).then_some(block)
    }

    /// Looks at one byte, with `ahead` bytes from it on. The token is for the byte before it, for
    /// which a reference is only taken when none found here is longer.
    fn step(&mut self, ahead: usize) -> Option<Token> {
        let candidate = self.enter(self.at);
        let before = self.before;
        self.before = match before.length < CONTENT && ahead > before.length {
            true => self.search(candidate, ahead),
            false => NOTHING,
        };
        self.work += 1;
        if before.length >= SHORTEST && self.before.length <= before.length {
            let end = self.at + before.length - 1;
            for at in self.at + 1..end {
                self.enter(at);
            }
            self.at = end;
            self.pending = false;
            self.before = NOTHING;
            return Some(Token::Match {
                length: before.length as u16,
                distance: before.distance as u16,
            });
        }
        let token = self.pending_literal();
        self.at += 1;
        self.pending = true;
        token
    }

    /// The byte before this one, if it belongs to no token.
    fn pending_literal(&mut self) -> Option<Token> {
        let pending = std::mem::take(&mut self.pending);
        let byte = self.at.checked_sub(1).and_then(|at| self.text.get(at));
        byte.filter(|_| pending).map(|byte| Token::Literal(*byte))
    }

    /// Remembers the four bytes at `at`, if they have been read; gives the last place, from 1, of
    /// bytes with their hash.
    fn enter(&mut self, at: usize) -> u32 {
        let four = self.text.get(at..at + SHORTEST);
        let four = four.filter(|_| at + SHORTEST <= self.read);
        let Some(four) = four.and_then(|four| <[u8; 4]>::try_from(four).ok()) else {
            return 0;
        };
        let hash = u32::from_be_bytes(four).wrapping_mul(0x1e35_a7bd) >> (32 - HASH);
        let place = at as u32 + 1;
        let last = self.last.get_mut(hash as usize);
        let candidate = last.map_or(0, |last| std::mem::replace(last, place));
        if let Some(previous) = self.previous.get_mut(at % REACH) {
            *previous = candidate;
        }
        candidate
    }

    /// The longest reference for the bytes at `self.at`, of equally long ones the nearest, among
    /// the places from `candidate` backwards.
    fn search(&mut self, candidate: u32, ahead: usize) -> Found {
        let mut best = NOTHING;
        let oldest = self.window.max(self.at.saturating_sub(REACH));
        let limit = ahead.min(LONGEST);
        let here = self.text.get(self.at..self.at + limit).unwrap_or_default();
        let mut place = candidate;
        for _ in 0..TRIES {
            let Some(from) = (place as usize).checked_sub(1).filter(|at| *at >= oldest) else {
                break;
            };
            let there = self.text.get(from..from + limit).unwrap_or_default();
            self.work += 1;
            if here.get(best.length) == there.get(best.length) {
                let length = common(here, there);
                let distance = self.at - from;
                self.work += length as u64 / 16;
                if length > best.length && (length > SHORTEST || distance <= NEAR) {
                    best = Found { length, distance };
                    if length >= limit.min(NICE) {
                        break;
                    }
                }
            }
            if from + REACH == self.at {
                // Its entry is this place's by now.
                break;
            }
            place = self.previous.get(from % REACH).copied().unwrap_or_default();
        }
        best
    }
}

/// How many bytes are equal from the beginning.
fn common(a: &[u8], b: &[u8]) -> usize {
    let ((a8, _), (b8, _)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let whole = 8 * a8.iter().zip(b8).take_while(|(a, b)| a == b).count();
    let rest = a.iter().zip(b).skip(whole);
    whole + rest.take_while(|(a, b)| a == b).count()
}
