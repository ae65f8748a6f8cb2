//! Writes a block in the shortest of three ways: with codes of its own, with the fixed codes of
//! RFC 1951, or as it is. Of equally short ways the fixed codes are taken.

use super::bits::Bits;
use super::codes::{DISTANCES, LENGTHS, symbol};
use super::huffman::{Code, canonical, codes, cost};
use super::matches::{Block, Token};

/// The symbol after the last one of a block.
const END: usize = 256;
/// Symbols of literals, the end and lengths.
const LITERALS: usize = END + 1 + LENGTHS.len();
/// Most bytes of a stored block.
const STORED: usize = u16::MAX as usize;
/// The order in which the lengths of the codes of lengths are written.
const ORDER: [usize; 19] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];

/// Codes of literals and lengths, and of distances.
struct Codes {
    literals: Vec<Code>,
    distances: Vec<Code>,
}

/// How often symbols occur.
struct Counts {
    literals: Vec<u32>,
    distances: Vec<u32>,
}

/// Appends `block`, which is not the last one.
pub(super) fn write(out: &mut Bits, block: &Block) {
    let counts = Counts::of(&block.tokens);
    let fixed = Codes::fixed();
    let own = Codes {
        literals: codes(&counts.literals, 15),
        distances: codes(&counts.distances, 15),
    };
    let table = Table::of(&own);
    // Bits that follow lengths and distances, the same in both codes.
    let extra = counts.extra();
    let fixed_size = 3 + fixed.cost(&counts) + extra;
    let own_size = 3 + table.cost() + own.cost(&counts) + extra;
    // Go has dropped the beginning of some blocks longer than half a window, and cannot store them.
    // No text does it matter to: in UTF-8 not every byte is as likely, so that only short blocks,
    // whose table is a large part of them, are shortest as they are.
    let text = block.text;
    if text.len() <= STORED && 8 * (text.len() as u64 + 5) < own_size.min(fixed_size) {
        write_stored(out, text, false);
    } else if own_size < fixed_size {
        out.push(2 << 1, 3);
        table.write(out);
        own.write(out, &block.tokens);
    } else {
        out.push(1 << 1, 3);
        fixed.write(out, &block.tokens);
    }
}

/// Appends a block of at most 65535 bytes as they are.
pub(super) fn write_stored(out: &mut Bits, text: &[u8], last: bool) {
    out.push(u16::from(last), 3);
    out.align();
    let length = text.len() as u16;
    out.extend(&length.to_le_bytes());
    out.extend(&(!length).to_le_bytes());
    out.extend(text);
}

impl Counts {
    fn of(tokens: &[Token]) -> Counts {
        let mut counts = Counts {
            literals: vec![0; LITERALS],
            distances: vec![0; DISTANCES.len()],
        };
        let count = |of: &mut Vec<u32>, symbol| {
            if let Some(count) = of.get_mut(symbol) {
                *count += 1;
            }
        };
        for token in tokens {
            match *token {
                Token::Literal(byte) => count(&mut counts.literals, usize::from(byte)),
                Token::Match { length, distance } => {
                    count(&mut counts.literals, END + 1 + symbol(&LENGTHS, length).0);
                    count(&mut counts.distances, symbol(&DISTANCES, distance).0);
                }
            }
        }
        count(&mut counts.literals, END);
        // A block without references still has one code of a distance, which counts as used.
        if counts.distances.iter().all(|count| *count == 0) {
            count(&mut counts.distances, 0);
        }
        counts
    }

    fn extra(&self) -> u64 {
        let lengths = self.literals.iter().skip(END + 1).zip(LENGTHS);
        let distances = self.distances.iter().zip(DISTANCES);
        lengths
            .chain(distances)
            .map(|(count, range)| u64::from(*count) * u64::from(range.extra))
            .sum()
    }
}

impl Codes {
    /// RFC 1951, section 3.2.6.
    fn fixed() -> Codes {
        let length = |symbol| match symbol {
            0..=143 => 8,
            144..=255 => 9,
            256..=279 => 7,
            _ => 8,
        };
        Codes {
            literals: canonical(&(0..288).map(length).collect::<Vec<u8>>()),
            distances: canonical(&[5; 30]),
        }
    }

    fn cost(&self, counts: &Counts) -> u64 {
        cost(&self.literals, &counts.literals) + cost(&self.distances, &counts.distances)
    }

    fn write(&self, out: &mut Bits, tokens: &[Token]) {
        let push = |out: &mut Bits, codes: &[Code], symbol| {
            if let Some(code) = codes.get::<usize>(symbol) {
                out.push(code.bits, code.length);
            }
        };
        for token in tokens {
            match *token {
                Token::Literal(byte) => push(out, &self.literals, usize::from(byte)),
                Token::Match { length, distance } => {
                    let (at, bits, extra) = symbol(&LENGTHS, length);
                    push(out, &self.literals, END + 1 + at);
                    out.push(bits, extra);
                    let (at, bits, extra) = symbol(&DISTANCES, distance);
                    push(out, &self.distances, at);
                    out.push(bits, extra);
                }
            }
        }
        push(out, &self.literals, END);
    }
}

/// The lengths of a block's codes as they are written before it: in runs, which have a code too
/// (RFC 1951, section 3.2.7).
struct Table {
    literals: usize,
    distances: usize,
    runs: Vec<Run>,
    codes: Vec<Code>,
    counts: Vec<u32>,
}

/// A symbol of the table, and the bits after it.
struct Run {
    symbol: usize,
    bits: u16,
    extra: u8,
}

impl Run {
    fn length(length: u8) -> Run {
        Run {
            symbol: usize::from(length),
            bits: 0,
            extra: 0,
        }
    }

    /// The length before once more, `times` times: 3 to 6.
    fn repeat(times: usize) -> Run {
        Run {
            symbol: 16,
            bits: times as u16 - 3,
            extra: 2,
        }
    }

    /// No code for as many symbols: 3 to 138.
    fn zeros(times: usize) -> Run {
        match times {
            ..11 => Run {
                symbol: 17,
                bits: times as u16 - 3,
                extra: 3,
            },
            _ => Run {
                symbol: 18,
                bits: times as u16 - 11,
                extra: 7,
            },
        }
    }
}

impl Table {
    fn of(codes_of_block: &Codes) -> Table {
        let lengths = |codes: &[Code]| -> Vec<u8> {
            let used = codes.iter().rposition(|code| code.length > 0);
            let used = codes.iter().take(used.map_or(0, |last| last + 1));
            used.map(|code| code.length).collect()
        };
        let literals = lengths(&codes_of_block.literals);
        let distances = lengths(&codes_of_block.distances);
        let runs = runs(&[literals.as_slice(), &distances].concat());
        let mut counts = vec![0; ORDER.len()];
        for run in &runs {
            if let Some(count) = counts.get_mut(run.symbol) {
                *count += 1;
            }
        }
        Table {
            literals: literals.len(),
            distances: distances.len(),
            codes: codes(&counts, 7),
            runs,
            counts,
        }
    }

    /// The lengths of the codes of runs, in their order, without those at the end that do not occur.
    fn order(&self) -> impl Iterator<Item = u8> {
        let lengths = ORDER.map(|symbol| self.codes.get(symbol).map_or(0, |code| code.length));
        let used = lengths.iter().rposition(|length| *length > 0);
        lengths
            .into_iter()
            .take(used.map_or(4, |last| (last + 1).max(4)))
    }

    fn cost(&self) -> u64 {
        let extra: u64 = self.runs.iter().map(|run| u64::from(run.extra)).sum();
        let order = 3 * self.order().count() as u64;
        5 + 5 + 4 + order + cost(&self.codes, &self.counts) + extra
    }

    fn write(&self, out: &mut Bits) {
        out.push((self.literals - (END + 1)) as u16, 5);
        out.push(self.distances as u16 - 1, 5);
        out.push(self.order().count() as u16 - 4, 4);
        for length in self.order() {
            out.push(u16::from(length), 3);
        }
        for run in &self.runs {
            if let Some(code) = self.codes.get(run.symbol) {
                out.push(code.bits, code.length);
            }
            out.push(run.bits, run.extra);
        }
    }
}

/// `lengths` in runs, those of literals and distances as one row.
fn runs(lengths: &[u8]) -> Vec<Run> {
    let mut runs = Vec::new();
    for equal in lengths.chunk_by(|a, b| a == b) {
        let Some(length) = equal.first().copied() else {
            continue;
        };
        let mut rest = equal.len();
        if length > 0 {
            runs.push(Run::length(length));
            rest -= 1;
        }
        while rest >= 3 {
            let (times, run) = match length {
                0 => (rest.min(138), Run::zeros(rest.min(138))),
                _ => (rest.min(6), Run::repeat(rest.min(6))),
            };
            runs.push(run);
            rest -= times;
        }
        runs.extend((0..rest).map(|_| Run::length(length)));
    }
    runs
}
