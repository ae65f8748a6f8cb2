//! Arguments of resources as their provider's table describes them: what certainly does not fit.
//!
//! Invariants: a table tells the types of what it lists, and not what else there is, so that no
//! name is refused; of blocks it does not tell whether they may be written as an argument, so that
//! only what can be neither is refused.

use crate::language::{Kind, Type, Value, convert};
use crate::providers::Attribute;

/// Why `value` cannot be the argument that `attribute` describes; `None` when it may be.
pub(super) fn mistake(value: &Value, attribute: &Attribute) -> Option<String> {
    if attribute.nesting().is_some() {
        return is_plain(value).then(|| "this holds blocks".into());
    }
    let wrong = convert(value, &attribute.ty.to_type()).err()?;
    let secret = attribute.sensitive || value.all_secrecy().hides();
    Some(if secret {
        "the value has the wrong type".into()
    } else {
        wrong
    })
}

/// Whether an attribute is written with `=` alone.
pub(super) fn is_no_block(attribute: &Attribute) -> bool {
    attribute.nesting().is_none() && attribute.ty.to_type() != Type::Dynamic
}

/// Whether a value is a known text, number or flag.
pub(super) fn is_plain(value: &Value) -> bool {
    matches!(
        value.kind,
        Kind::Bool(_) | Kind::Number(_) | Kind::String(_)
    )
}
