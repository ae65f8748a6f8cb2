//! Address ranges: which are private.

use std::net::{Ipv4Addr, Ipv6Addr};

/// A range of addresses, IPv4 or IPv6.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::facts) struct Range {
    /// The first address, at the top of 128 bits.
    bits: u128,
    length: u32,
    six: bool,
}

/// Ranges that no internet route carries: RFC 1918, RFC 6598, link-local, loopback, unique local.
const PRIVATE: [(&str, u32); 9] = [
    ("10.0.0.0", 8),
    ("172.16.0.0", 12),
    ("192.168.0.0", 16),
    ("100.64.0.0", 10),
    ("169.254.0.0", 16),
    ("127.0.0.0", 8),
    ("fc00::", 7),
    ("fe80::", 10),
    ("::1", 128),
];

impl Range {
    /// Reads `10.0.0.0/8`, `::/0`.
    pub fn parse(text: &str) -> Option<Range> {
        let (address, length) = text.trim().split_once('/')?;
        Range::new(address, length.parse().ok()?)
    }

    fn new(address: &str, length: u32) -> Option<Range> {
        let (bits, six) = match address.parse::<Ipv4Addr>() {
            Ok(four) => (u128::from(u32::from(four)) << 96, false),
            Err(_) => (u128::from(address.parse::<Ipv6Addr>().ok()?), true),
        };
        let most = if six { 128 } else { 32 };
        (length <= most).then_some(Range { bits, length, six })
    }

    /// Whether every address of `other` lies in this range.
    pub fn contains(self, other: Range) -> bool {
        let shift = 128_u32.saturating_sub(self.length);
        let high = |bits: u128| bits.checked_shr(shift).unwrap_or(0);
        self.six == other.six && self.length <= other.length && high(self.bits) == high(other.bits)
    }

    /// Whether it is more than a network that somebody runs: a block shorter than /8.
    pub fn is_wide(self) -> bool {
        self.length < 8
    }

    /// The largest blocks that `ranges` make together: two halves are one whole.
    pub fn merged(ranges: impl IntoIterator<Item = Range>) -> Vec<Range> {
        let mut sorted: Vec<Range> = ranges.into_iter().map(Range::aligned).collect();
        sorted.sort_by_key(|range| (range.six, range.bits, range.length));
        let mut blocks: Vec<Range> = Vec::with_capacity(sorted.len());
        for range in sorted {
            if blocks.last().is_some_and(|last| last.contains(range)) {
                continue;
            }
            let mut range = range;
            while let Some(whole) = blocks.last().and_then(|last| last.joined(range)) {
                blocks.pop();
                range = whole;
            }
            blocks.push(range);
        }
        blocks
    }

    /// The block of twice the size that this one and the `next` make.
    fn joined(self, next: Range) -> Option<Range> {
        let length = self.length.checked_sub(1)?;
        let whole = Range { length, ..self }.aligned();
        let halves = self.length == next.length && self.bits != next.bits;
        (halves && whole.bits == self.bits && whole.contains(next)).then_some(whole)
    }

    /// The same block, known by its first address.
    fn aligned(self) -> Range {
        let shift = 128_u32.saturating_sub(self.length);
        let bits = self.bits.checked_shr(shift).unwrap_or(0);
        Range {
            bits: bits.checked_shl(shift).unwrap_or(0),
            ..self
        }
    }

    /// Whether it lies within one of the private ranges.
    pub fn is_private(self) -> bool {
        PRIVATE.iter().any(|(address, length)| {
            Range::new(address, *length).is_some_and(|private| private.contains(self))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> Range {
        Range::parse(text).unwrap()
    }

    #[test]
    fn halves_of_the_internet_are_public() {
        for text in [
            "0.0.0.0/0",
            "0.0.0.0/1",
            "128.0.0.0/1",
            "::/0",
            "8.0.0.0/6",
            "2000::/3",
        ] {
            assert!(!range(text).is_private(), "{text}");
        }
        for text in ["10.1.0.0/16", "172.31.0.0/16", "100.64.0.0/10", "fd00::/8"] {
            assert!(range(text).is_private(), "{text}");
        }
        assert!(!range("172.0.0.0/8").is_private());
    }

    #[test]
    fn ranges_contain_ranges_of_their_own_family() {
        assert!(range("0.0.0.0/0").contains(range("1.2.3.4/32")));
        assert!(!range("0.0.0.0/0").contains(range("::/0")));
        assert!(!range("10.0.0.0/16").contains(range("10.1.0.0/16")));
        assert!(range("::/0").contains(range("fe80::1/128")));
    }

    #[test]
    fn halves_make_a_whole() {
        let merged = |texts: &[&str]| {
            let merged = Range::merged(texts.iter().map(|text| range(text)));
            let wanted = merged.iter().any(|range| range.is_wide());
            (merged.len(), wanted)
        };
        assert_eq!(merged(&["0.0.0.0/1", "128.0.0.0/1"]), (1, true));
        assert_eq!(merged(&["2.0.0.0/8", "3.255.0.0/8"]), (1, true));
        assert_eq!(merged(&["3.0.0.0/8", "4.0.0.0/8"]), (2, false));
        assert_eq!(
            merged(&["3.0.0.0/8", "3.1.0.0/16", "3.0.0.0/8"]),
            (1, false)
        );
        assert_eq!(merged(&["::/1", "8000::/1", "0.0.0.0/0"]), (2, true));
        assert_eq!(
            merged(&["1.2.3.4/32", "1.2.3.5/32", "1.2.3.6/31"]),
            (1, false)
        );
        let eighths: Vec<String> = (0..=255).map(|n| format!("{n}.0.0.0/8")).collect();
        let eighths: Vec<&str> = eighths.iter().map(String::as_str).collect();
        assert_eq!(merged(&eighths), (1, true));
        assert_eq!(merged(&[]), (0, false));
    }

    #[test]
    fn what_is_no_range_is_none() {
        for text in ["", "10.0.0.0", "10.0.0.0/33", "::/129", "a/8", "10.0.0/8"] {
            assert_eq!(Range::parse(text), None, "{text}");
        }
    }
}
