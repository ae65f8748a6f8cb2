//! The symbols that lengths and distances are written as (RFC 1951, section 3.2.5).

/// A range of lengths or distances: its first, and how many bits say which of the range it is.
#[derive(Clone, Copy)]
pub(super) struct Range {
    first: u16,
    /// How many bits follow the symbol.
    pub(super) extra: u8,
}

/// Symbols of lengths: these are 257 and the following of the literals' alphabet.
pub(super) const LENGTHS: [Range; 29] = {
    let mut ranges = ranges::<29>(3, 4);
    // The longest has a symbol of its own.
    ranges[28] = Range {
        first: 258,
        extra: 0,
    };
    ranges
};

/// Symbols of distances.
pub(super) const DISTANCES: [Range; 30] = ranges(1, 2);

/// Consecutive ranges from `first` on: two times `group` of one, then `group` of each power of two.
const fn ranges<const N: usize>(first: u16, group: usize) -> [Range; N] {
    let mut ranges = [Range { first, extra: 0 }; N];
    let mut at = 1;
    while at < N {
        let before = ranges[at - 1];
        ranges[at] = Range {
            first: before.first + (1 << before.extra),
            extra: match at / group {
                0 => 0,
                round => (round - 1) as u8,
            },
        };
        at += 1;
    }
    ranges
}

/// The number of the range of `value`, the bits that follow, and how many.
pub(super) fn symbol(ranges: &[Range], value: u16) -> (usize, u16, u8) {
    let at = ranges.partition_point(|range| range.first <= value);
    let at = at.saturating_sub(1);
    let range = ranges.get(at).copied();
    range.map_or((at, 0, 0), |range| (at, value - range.first, range.extra))
}

#[cfg(test)]
mod tests {
    use super::{DISTANCES, LENGTHS, symbol};

    /// Examples from the tables of the standard.
    #[test]
    fn ranges_are_those_of_the_standard() {
        for (length, expected) in [
            (3, (0, 0, 0)),
            (10, (7, 0, 0)),
            (11, (8, 0, 1)),
            (22, (12, 3, 2)),
            (114, (22, 15, 4)),
            (257, (27, 30, 5)),
            (258, (28, 0, 0)),
        ] {
            assert_eq!(symbol(&LENGTHS, length), expected, "{length}");
        }
        for (distance, expected) in [
            (1, (0, 0, 0)),
            (4, (3, 0, 0)),
            (5, (4, 0, 1)),
            (192, (14, 63, 6)),
            (24_577, (29, 0, 13)),
            (32_768, (29, 8191, 13)),
        ] {
            assert_eq!(symbol(&DISTANCES, distance), expected, "{distance}");
        }
    }
}
