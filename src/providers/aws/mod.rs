//! The tables of the AWS provider, version 6: one file a service.
//!
//! Types, modes and nesting are those of the provider's own schema (6.25), with what rules read of
//! later versions. Defaults are those of
//! its documentation: what the provider, or the service behind it, takes when an argument is
//! absent. A default that depends on other arguments is not in the tables.

mod data;

use crate::address::Mode;

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
        _ if mode == Mode::Data => None,
        ("aws_security_group" | "aws_default_security_group", "id") => Some("sg-"),
        ("aws_subnet" | "aws_default_subnet", "id") => Some("subnet-"),
        ("aws_vpc" | "aws_default_vpc", "id") => Some("vpc-"),
        (_, "arn") if type_name.starts_with("aws_") => Some("arn:"),
        _ => None,
    }
}
