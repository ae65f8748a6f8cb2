//! Addresses that Services take for themselves.

use std::net::IpAddr;

use super::super::network::ranges::Range;

/// Whether an address is one of the internet; `None` when it is none at all.
pub(super) fn is_public(address: &str) -> Option<bool> {
    let parsed: IpAddr = address.trim().parse().ok()?;
    let length = if parsed.is_ipv4() { 32 } else { 128 };
    let range = Range::parse(&format!("{parsed}/{length}"))?;
    Some(!range.is_private())
}
