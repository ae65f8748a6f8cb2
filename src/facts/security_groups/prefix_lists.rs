//! Prefix lists: the ranges that one stands for.

use crate::address::RootId;
use crate::language::{Reason, ReasonKind, Value};

use crate::facts::Facts;
use crate::facts::answer::{doubts, element_doubts, field, parts, reasons};
use crate::facts::join::{Named, attached_doubts, is_data};
use crate::facts::network::ranges::Range;

/// What a prefix list stands for.
#[derive(Clone, Debug, Default)]
pub(in crate::facts) struct Ranges {
    pub ranges: Vec<Range>,
    /// Whether they are of IPv6.
    pub six: bool,
    /// Why it may stand for more.
    pub open: Vec<Reason>,
}

const LISTS: [&str; 1] = ["aws_ec2_managed_prefix_list"];

/// The ranges of the prefix list that `value`, written in `root`, names: its own entries and those
/// that stand by themselves.
pub(in crate::facts) fn ranges(facts: &Facts<'_>, value: &Value, root: RootId) -> Ranges {
    let mut found = Ranges::default();
    let list = match facts.named(value, &LISTS, root) {
        Named::One(list) if !is_data(list) => list,
        _ => {
            found.open = match reasons(value) {
                why if why.is_empty() => {
                    let what = format!("the prefix list {}", value.as_str().unwrap_or_default());
                    let place = value.origin.nearest();
                    vec![Reason::new(ReasonKind::RemoteState, what, place)]
                }
                why => why,
            };
            return found;
        }
    };
    let family = list.written("address_family").and_then(Value::as_str);
    found.six = family == Some("IPv6");
    let mut all: Vec<(Value, Vec<Reason>)> = Vec::new();
    if let Some(entries) = list.written("entry") {
        let (elements, open) = parts(entries);
        let ranges = elements
            .iter()
            .map(|e| (field(&e.value, "cidr"), element_doubts(entries, e)));
        all.extend(ranges);
        found.open.extend(open);
    }
    let entries = facts.prefix_list_entries();
    for entry in entries
        .of(&list.id)
        .iter()
        .chain(entries.loose(list.id.root))
    {
        let cidr = entry.instance.written("cidr").cloned();
        all.extend(cidr.map(|cidr| (cidr, attached_doubts(entry))));
    }
    for (cidr, doubts) in all {
        found.open.extend(doubts);
        match cidr.as_str().and_then(Range::parse) {
            Some(range) => found.ranges.push(range),
            None => found.open.extend(unread(&cidr, "the range")),
        }
    }
    found.open.extend(doubts(list).iter().cloned());
    found
}

/// Whether `value` names the list of the addresses from which CloudFront asks its origins.
pub(in crate::facts) fn is_cloudfront(facts: &Facts<'_>, value: &Value, root: RootId) -> bool {
    const NAMES: [&str; 2] = [
        "com.amazonaws.global.cloudfront.origin-facing",
        "com.amazonaws.global.ipv6.cloudfront.origin-facing",
    ];
    let kinds = ["aws_ec2_managed_prefix_list", "aws_prefix_list"];
    let Named::One(list) = facts.named(value, &kinds, root) else {
        return false;
    };
    let is_one = |value: &Value| value.as_str().is_some_and(|name| NAMES.contains(&name));
    let filters = list.written("filter").map(parts);
    let filters = filters.map(|(filters, _)| filters).unwrap_or_default();
    let by_filter = filters.iter().any(|filter| {
        let name = field(&filter.value, "name");
        let (values, open) = parts(&field(&filter.value, "values"));
        let by_name = name.as_str() == Some("prefix-list-name");
        by_name && open.is_empty() && !values.is_empty() && values.iter().all(|v| is_one(&v.value))
    });
    is_data(list) && (by_filter || list.written("name").is_some_and(is_one))
}

/// Why `what`, a range, could not be read.
pub(in crate::facts) fn unread(value: &Value, what: &str) -> Vec<Reason> {
    match reasons(value) {
        found if found.is_empty() => {
            let what = format!("{what} {}", value.as_str().unwrap_or_default());
            vec![Reason::new(ReasonKind::Parse, what, value.origin.nearest())]
        }
        found => found,
    }
}
