//! Address ranges: which are private.

use std::net::{Ipv4Addr, Ipv6Addr};

/// A range of addresses, IPv4 or IPv6.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Range {
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
    fn what_is_no_range_is_none() {
        for text in ["", "10.0.0.0", "10.0.0.0/33", "::/129", "a/8", "10.0.0/8"] {
            assert_eq!(Range::parse(text), None, "{text}");
        }
    }
}
