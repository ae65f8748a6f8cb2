//! The form Terraform keeps strings and keys in.

use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// `text` in Unicode's normalization form C, in which an accent is one with its letter where it
/// can be: texts that look alike are equal.
pub(super) fn normal(text: Arc<str>) -> Arc<str> {
    match text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        true => text,
        false => text.nfc().collect::<String>().into(),
    }
}
