//! Attribute tables of providers and their pure data sources.
//!
//! Invariants: data first; here and in `facts` stand the only AWS names. The tables are text in the
//! repository and in the binary (`aws/tables/`, and `common.txt` for the providers beside the
//! cloud's); the build lists their declarations, and one is parsed when its type is asked for.
//!
//! What a table does not list is unknown, and not absent: [`resource`] and [`Schema::attribute`]
//! return `None`, which never means that Terraform would refuse the name.

mod aws;
mod convert;
mod schema;
mod table;

#[cfg(test)]
mod tests;

use crate::address;
use crate::language::{Entries, Value};

pub use convert::Absent;
pub use schema::{Attribute, AttributeType, Literal, Mode, Nested, Nesting, Schema};

/// What a data source of type `kind` gives beyond its arguments `written`, when they and the
/// arguments of its provider configuration decide; `None` when only the provider can tell.
pub fn read_data(kind: &str, written: &Entries, provider: Option<&Entries>) -> Option<Entries> {
    let region = provider.and_then(|p| p.get("region"));
    aws::read(kind, written, region.and_then(Value::as_str))
}

/// What the attribute `name` of a resource in `region` begins with, whatever the provider makes of
/// it: `sg-` the id of an `aws_security_group`. Of a list, what each element begins with.
pub fn prefix<'r>(
    mode: address::Mode,
    type_name: &str,
    name: &str,
    region: Option<&'r str>,
) -> Option<&'r str> {
    aws::prefix(mode, type_name, name, region)
}

/// How many elements the attribute `name`, a list, of a resource with the arguments `written` has
/// at least, whatever the provider makes of it; `None` when nothing tells.
pub fn fewest(mode: address::Mode, type_name: &str, name: &str, written: &Entries) -> Option<i64> {
    aws::fewest(mode, type_name, name, written)
}

/// The argument that the `id` of a resource of this type says again: the `bucket` of an
/// `aws_s3_bucket_policy`.
pub fn repeated(type_name: &str) -> Option<&'static str> {
    aws::repeated(type_name)
}

/// Since which major version of its provider the types in the table of `type_name` hold: they are
/// those of one version, and earlier ones may take an argument otherwise.
pub fn typed_since(type_name: &str) -> u64 {
    aws::typed_since(type_name)
}

/// The table of a managed resource's type (`aws_rds_cluster`), or `None` when there is none.
pub fn resource(type_name: &str) -> Option<&'static Schema> {
    table::resource(type_name)
}

/// The table of a data source's type (`aws_availability_zones`), or `None` when there is none.
pub fn data_source(type_name: &str) -> Option<&'static Schema> {
    table::data_source(type_name)
}
