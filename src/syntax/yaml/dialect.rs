//! The two readers of YAML whose understanding matters, and what a scalar is to them.

use std::borrow::Cow;

use super::tree::{Style, Tag};
use super::{kubernetes, terraform};

/// Whose understanding of YAML.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// `sigs.k8s.io/yaml`, which reads YAML 1.1 by go-yaml v2 and turns it into JSON. A duplicate
    /// key is an error here, although the last one counts there too.
    Kubernetes,
    /// `yamldecode`, which is `zclconf/go-cty-yaml`. The last of duplicate keys counts.
    Terraform,
}

/// What a scalar means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resolved<'a> {
    /// Nothing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number in the grammar of JSON. Kubernetes' are rounded as it rounds them (64 bits).
    Number(Cow<'a, str>),
    /// `.inf` and its kin, Terraform's only.
    Infinity {
        /// `-.inf`
        negative: bool,
    },
    /// Characters.
    String(Cow<'a, str>),
}

impl Dialect {
    /// What `characters` mean, or, in one line, why this reader refuses them.
    pub fn resolve(self, characters: &str, style: Style, tag: Tag) -> Result<Resolved<'_>, String> {
        match self {
            Dialect::Kubernetes => kubernetes::resolve(characters, style, tag),
            Dialect::Terraform => terraform::resolve(characters, style, tag),
        }
    }

    /// The characters as the key of a map: Kubernetes turns `yes` into `true` and `010` into `8`.
    /// Numbers of the Terraform dialect are in the grammar of JSON, for the caller to format.
    pub fn key(self, characters: &str, style: Style, tag: Tag) -> Cow<'_, str> {
        match self {
            Dialect::Kubernetes => kubernetes::key(characters, style, tag),
            Dialect::Terraform => terraform::key(characters, style, tag),
        }
    }

    /// Whether a key with these characters merges its value into the mapping.
    pub(super) fn merges(self, characters: &str, style: Style, tag: Tag) -> bool {
        characters == "<<"
            && match self {
                Dialect::Kubernetes => {
                    tag == Tag::Merge || (tag == Tag::None && style == Style::Plain)
                }
                Dialect::Terraform => tag == Tag::None,
            }
    }
}

/// The words that both dialects know, in the three spellings that YAML 1.1 allows.
pub(super) fn word(characters: &str) -> Option<Resolved<'static>> {
    Some(match characters {
        "" | "~" | "null" | "Null" | "NULL" => Resolved::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Resolved::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Resolved::Bool(false)
        }
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => {
            Resolved::Infinity { negative: false }
        }
        "-.inf" | "-.Inf" | "-.INF" => Resolved::Infinity { negative: true },
        _ => return None,
    })
}

/// Whether the characters are YAML's "not a number".
pub(super) fn is_nan(characters: &str) -> bool {
    matches!(characters, ".nan" | ".NaN" | ".NAN")
}
