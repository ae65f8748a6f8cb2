//! The tables of the AWS provider, version 6: one file a service.
//!
//! Types, modes and nesting are those of the provider's own schema (6.25), with what rules read of
//! later versions. Defaults are those of
//! its documentation: what the provider, or the service behind it, takes when an argument is
//! absent. A default that depends on other arguments is not in the tables.

mod data;

use crate::address::Mode;

use crate::language::{Entries, Value};

pub(super) use data::read;

/// What ids and names that AWS makes begin with, and all the zone names of a region.
pub(super) fn prefix<'r>(
    mode: Mode,
    type_name: &str,
    name: &str,
    region: Option<&'r str>,
) -> Option<&'r str> {
    match (type_name, name) {
        // Local Zones have longer names: `us-west-2-lax-1a`.
        ("aws_availability_zones", "names") => region,
        (_, "arn") if type_name.starts_with("aws_") => Some("arn:"),
        _ if mode == Mode::Data => None,
        ("aws_security_group" | "aws_default_security_group", "id") => Some("sg-"),
        ("aws_subnet" | "aws_default_subnet", "id") => Some("subnet-"),
        ("aws_vpc" | "aws_default_vpc", "id") => Some("vpc-"),
        _ => None,
    }
}

/// Version 5 changed types of arguments last; the tables are those of version 6.
pub(super) fn typed_since(type_name: &str) -> u64 {
    match type_name.starts_with("aws_") {
        true => 5,
        false => 0,
    }
}

/// How many zones a region has at least, where nothing narrows down which of them are listed. AWS
/// opens regions with three; in us-west-1 an account sees two.
const ZONES: i64 = 2;

/// How many elements a list has at least, whichever the provider makes of it.
pub(super) fn fewest(mode: Mode, type_name: &str, name: &str, written: &Entries) -> Option<i64> {
    match (mode, type_name, name) {
        (Mode::Data, "aws_availability_zones", "names" | "zone_ids") => {
            let given = |name: &str| written.get(name).filter(|value| !value.is_null());
            let narrow = ["exclude_names", "exclude_zone_ids"];
            let whole = narrow.iter().all(|name| given(name).is_none());
            let filters = given("filter").is_none_or(|filters| {
                let filters = filters.as_sequence();
                filters.is_some_and(|filters| filters.iter().all(keeps_zones))
            });
            (whole && filters).then_some(ZONES)
        }
        _ => None,
    }
}

/// The argument that the `id` of a resource of this type says again.
pub(super) fn repeated(type_name: &str) -> Option<&'static str> {
    match type_name {
        "aws_s3_bucket_policy"
        | "aws_s3_bucket_public_access_block"
        | "aws_s3_bucket_ownership_controls"
        | "aws_s3_bucket_versioning"
        | "aws_s3_bucket_website_configuration"
        | "aws_s3_bucket_server_side_encryption_configuration" => Some("bucket"),
        _ => None,
    }
}

/// Whether a filter leaves the region's own zones in: those that need no opt-in, in contrast to
/// Local and Wavelength Zones.
fn keeps_zones(filter: &Value) -> bool {
    let Some(filter) = filter.as_entries() else {
        return false;
    };
    let own = match filter.get("name").and_then(Value::as_str) {
        Some("opt-in-status") => "opt-in-not-required",
        Some("zone-type") => "availability-zone",
        _ => return false,
    };
    let values = filter.get("values").and_then(Value::as_sequence);
    values.is_some_and(|values| values.iter().any(|value| value.as_str() == Some(own)))
}
