//! What Terraform computes beside what archlint computes, in one form.
//!
//! [`truth`] runs Terraform, [`ours`] asks the library, [`verdict`] compares leaf by leaf. Unknown
//! values are `{"$unknown": true}` at the deepest place that is known.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod author;
pub mod configurations;
pub mod expressions;
pub mod ours;
pub mod random;
pub mod shapes;
pub mod truth;
pub mod verdict;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// How Terraform is called for a configuration: its `case.json`, where it has one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Case {
    /// Flags, as `-var=a=b` and `-var-file=F`.
    pub args: Vec<String>,
    /// `TF_VAR_*`, with the prefix.
    pub env: BTreeMap<String, String>,
    /// The directory of the root module.
    pub root: Option<String>,
}

impl Case {
    /// The case in directory `dir`.
    pub fn read(dir: &Path) -> Case {
        match fs::read_to_string(dir.join("case.json")) {
            Ok(text) => serde_json::from_str(&text).unwrap(),
            Err(_) => Case::default(),
        }
    }
}

/// What a configuration comes to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Outcome {
    /// Whether Terraform takes it.
    pub ok: bool,
    /// What is refused, each at its place.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub errors: BTreeSet<Mistake>,
    /// Outputs of the root module.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub outputs: BTreeMap<String, Output>,
    /// Resources by address.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub resources: BTreeMap<String, Resource>,
}

/// An error.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Mistake {
    /// The file, relative to the root of the case; absent where Terraform names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// What is said.
    pub summary: String,
    /// What Terraform says more.
    #[serde(skip)]
    pub detail: String,
}

/// An output.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Output {
    /// Its value.
    pub value: Json,
    /// Its type in `cty`'s form; Terraform tells it of wholly known values only.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ty: Option<Json>,
    /// Whether it is sensitive.
    #[serde(skip_serializing_if = "is_false")]
    pub sensitive: bool,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// An instance of a resource.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Resource {
    /// Its attributes but those that the provider computes.
    pub attrs: BTreeMap<String, Json>,
    /// The places inside it that are sensitive, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<BTreeSet<String>>,
}

/// An unknown value.
pub fn unknown() -> Json {
    json!({ "$unknown": true })
}

/// Whether `value` is unknown itself.
pub fn is_unknown(value: &Json) -> bool {
    value.get("$unknown").is_some()
}

/// The attributes of `terraform_data` and `terraform_remote_state` that providers decide.
pub const COMPUTED: [&str; 2] = ["id", "output"];
