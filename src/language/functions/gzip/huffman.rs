//! Prefix codes of bounded length, the shortest for given frequencies.
//!
//! Several sets of lengths are equally short where frequencies are equal or add up to each other;
//! which of them is taken decides the bytes. It follows from two rules: symbols are sorted by
//! frequency, then by number; and a package goes before a single symbol of the same weight.

/// The code of a symbol.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Code {
    /// Its bits, the first one lowest.
    pub(super) bits: u16,
    /// How many; none where the symbol does not occur.
    pub(super) length: u8,
}

/// The codes of symbols that occur as often as `frequencies` say, none longer than `longest` bits.
pub(super) fn codes(frequencies: &[u32], longest: usize) -> Vec<Code> {
    canonical(&lengths(frequencies, longest))
}

/// How many bits a text takes in which the symbols occur so often.
pub(super) fn cost(codes: &[Code], frequencies: &[u32]) -> u64 {
    let both = codes.iter().zip(frequencies);
    both.map(|(code, count)| u64::from(code.length) * u64::from(*count))
        .sum()
}

/// The codes of given lengths (RFC 1951, section 3.2.2): shorter ones first, equally long ones in
/// the order of their symbols.
pub(super) fn canonical(lengths: &[u8]) -> Vec<Code> {
    let mut codes = vec![Code::default(); lengths.len()];
    let mut next: u16 = 0;
    for length in 1..=15u8 {
        next <<= 1;
        for (code, _) in codes.iter_mut().zip(lengths).filter(|(_, l)| **l == length) {
            *code = Code {
                bits: next.reverse_bits() >> (16 - length),
                length,
            };
            next = next.wrapping_add(1);
        }
    }
    codes
}

/// The lengths of the codes, by package-merge: a symbol's length is the number of levels on whose
/// part of the shortest solution it stands.
fn lengths(frequencies: &[u32], longest: usize) -> Vec<u8> {
    let occurring = frequencies.iter().enumerate().filter(|(_, f)| **f > 0);
    let mut sorted: Vec<(u32, usize)> = occurring.map(|(symbol, f)| (*f, symbol)).collect();
    sorted.sort_unstable();
    let mut lengths = vec![0; frequencies.len()];
    let levels = match sorted.len() {
        0..=2 => vec![sorted.len()],
        count => symbols_per_level(&sorted, longest.min(count - 1)),
    };
    for (at, (_, symbol)) in sorted.iter().enumerate() {
        if let Some(length) = lengths.get_mut(*symbol) {
            *length = levels.iter().filter(|symbols| at < **symbols).count() as u8;
        }
    }
    lengths
}

/// Something that is chosen on a level: a symbol, or a package of two things of the level below.
#[derive(Clone, Copy)]
struct Item {
    weight: u64,
    package: bool,
}

/// How many symbols, the rarest first, the shortest solution takes on each of `depth` levels.
/// There are at least three.
fn symbols_per_level(sorted: &[(u32, usize)], depth: usize) -> Vec<usize> {
    let symbols = || {
        sorted.iter().map(|(frequency, _)| Item {
            weight: u64::from(*frequency),
            package: false,
        })
    };
    let mut levels: Vec<Vec<Item>> = vec![symbols().collect()];
    while levels.len() < depth {
        let below = levels.last().map_or(&[][..], |level| level);
        let packages = below.as_chunks().0.iter().map(|[a, b]: &[Item; 2]| Item {
            weight: a.weight + b.weight,
            package: true,
        });
        let mut level: Vec<Item> = packages.chain(symbols()).collect();
        // Stable: packages stay before symbols of their weight.
        level.sort_by_key(|item| item.weight);
        levels.push(level);
    }
    let mut wanted = 2 * sorted.len() - 2;
    let mut taken = Vec::with_capacity(depth);
    for level in levels.iter().rev() {
        let packages = level.iter().take(wanted).filter(|i| i.package).count();
        taken.push(wanted.min(level.len()) - packages);
        wanted = 2 * packages;
    }
    taken
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    use proptest::prelude::*;

    fn lengths_of(frequencies: &[u32], longest: usize) -> Vec<u8> {
        let codes = codes(frequencies, longest);
        codes.iter().map(|code| code.length).collect()
    }

    #[test]
    fn rarer_symbols_have_longer_codes() {
        assert_eq!(lengths_of(&[8, 4, 2, 1, 1], 15), [1, 2, 3, 4, 4]);
        assert_eq!(lengths_of(&[8, 4, 2, 1, 1], 3), [1, 3, 3, 3, 3]);
        assert_eq!(lengths_of(&[0, 0, 7], 15), [0, 0, 1]);
        assert_eq!(lengths_of(&[1, 0, 7], 15), [1, 0, 1]);
        // Of equally frequent symbols the later ones are shorter.
        assert_eq!(lengths_of(&[1, 1, 1], 15), [2, 2, 1]);
    }

    proptest! {
        /// The codes are complete, bounded, and none begins with another.
        #[test]
        fn codes_tell_symbols_apart(frequencies in prop::collection::vec(0u32..5000, 3..286)) {
            let used = frequencies.iter().filter(|f| **f > 0).count();
            prop_assume!(used > 2);
            let codes = codes(&frequencies, 15);
            let whole: u32 = codes
                .iter()
                .filter(|code| code.length > 0)
                .map(|code| 1 << (15 - code.length))
                .sum();
            prop_assert_eq!(whole, 1 << 15);
            let of_length = |length: u8| move |code: &&Code| code.length == length;
            for length in 1..=15 {
                let mut bits: Vec<u16> =
                    codes.iter().filter(of_length(length)).map(|c| c.bits).collect();
                let all = bits.len();
                bits.sort_unstable();
                bits.dedup();
                prop_assert_eq!(bits.len(), all);
            }
        }
    }
}
