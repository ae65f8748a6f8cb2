//! What a drawing calls things.

use crate::address::Address;
use crate::language::Value;
use crate::terraform::Instance;

/// Attributes that hold what people call a resource, in the order they are looked at.
const NAMES: [&str; 8] = [
    "cluster_identifier",
    "identifier",
    "bucket",
    "domain_name",
    "replication_group_id",
    "cluster_id",
    "function_name",
    "name",
];

/// Names of resources and modules that say nothing.
const EMPTY: [&str; 4] = ["this", "main", "default", "self"];

/// What people call an instance: the name that is written for it, else its address in short.
pub(super) fn title(instance: &Instance) -> String {
    let names = NAMES.iter().filter_map(|name| instance.written(name));
    let known = names
        .filter(|value| !value.secrecy.hides())
        .filter_map(Value::as_str);
    let mut known = known.filter(|name| !name.is_empty());
    match known.next() {
        Some(name) => name.to_owned(),
        None => short(&instance.id.address),
    }
}

/// An address in short, for instances of one resource alike: modules and name, without what says
/// nothing.
pub(super) fn short(address: &Address) -> String {
    let steps = address.module.0.iter().map(|step| &*step.name);
    let mut words: Vec<&str> = steps.collect();
    if words.is_empty() || !EMPTY.contains(&&*address.name) {
        words.push(&address.name);
    }
    words.join(".")
}

/// An address without the keys of instances, of modules too.
pub(super) fn without_keys(address: &Address) -> String {
    let mut text = String::new();
    for step in &address.module.0 {
        text.push_str("module.");
        text.push_str(&step.name);
        text.push('.');
    }
    format!("{text}{}.{}", address.kind, address.name)
}

/// Zones of one region in few words: `eu-west-1a, b, c`.
pub(super) fn zones(names: &[&str]) -> String {
    let Some(first) = names.first() else {
        return String::new();
    };
    let region = first.strip_suffix(|c: char| c.is_ascii_lowercase());
    let mut out = (*first).to_owned();
    for name in names.iter().skip(1) {
        let letter = region.and_then(|region| name.strip_prefix(region));
        out.push_str(", ");
        out.push_str(letter.filter(|rest| rest.len() == 1).unwrap_or(name));
    }
    out
}

/// A number of things: `1 subnet`, `3 subnets`.
pub(super) fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    }
}
