//! Arguments of resources as their provider's table describes them, and what certainly does not fit.
//!
//! Invariants: a table tells the types of what it lists, and not what else there is, so that no
//! name is refused; of blocks it does not tell whether they may be written as an argument, so that
//! only what can be neither is refused.

use crate::language::{Kind, Reason, ReasonKind, Value, convert};
use crate::providers::{Attribute, AttributeType};

/// A written value as its provider takes it, and why it cannot take it: converted to the
/// attribute's type where that is possible, marked where the provider hides it. A text that is no
/// number is no value for those who ask; lists and objects keep what they hold.
pub(super) fn typed(value: Value, attribute: Option<&Attribute>) -> (Value, Option<String>) {
    let Some(attribute) = attribute else {
        return (value, None);
    };
    let plain = matches!(
        value.kind,
        Kind::Bool(_) | Kind::Number(_) | Kind::String(_)
    );
    if attribute.nesting().is_some() {
        // Blocks are typed part by part, as they may be known in part.
        let wrong = plain.then(|| "this holds blocks".into());
        return (value.marked(attribute.sensitive), wrong);
    }
    let ty = attribute.ty.to_type();
    let wrong = match convert(&value, &ty) {
        Ok(converted) => return (converted.marked(attribute.sensitive), None),
        Err(_) if attribute.sensitive || value.all_secrecy().hides() => {
            "the value has the wrong type".to_owned()
        }
        Err(message) => message,
    };
    let value = match plain {
        true => {
            let reason = Reason::new(ReasonKind::Error, attribute.name, value.origin.nearest());
            let unknown = Value::unknown_for(ty, reason);
            unknown.at(value.origin).marked(value.secrecy)
        }
        false => value,
    };
    (value.marked(attribute.sensitive), Some(wrong))
}

/// Whether an attribute is written with `=` alone.
pub(super) fn is_no_block(attribute: &Attribute) -> bool {
    attribute.nesting().is_none() && !matches!(attribute.ty, AttributeType::Any)
}
