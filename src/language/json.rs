//! JSON documents as values: states and plans.

use serde_json::Value as Json;

use super::number::Number;
use super::types::Type;
use super::value::Value;

/// A JSON document as the value that `jsondecode` gives: arrays are tuples, objects are objects.
/// Depth is bounded by the reader of the document.
pub fn from_json(json: &Json) -> Value {
    match json {
        Json::Null => Value::null(Type::Dynamic),
        Json::Bool(value) => Value::bool(*value),
        Json::Number(number) => match Number::parse(&number.to_string()) {
            Some(number) => Value::number(number),
            None => Value::null(Type::Number),
        },
        Json::String(text) => Value::string(text.as_str()),
        Json::Array(items) => Value::tuple(items.iter().map(from_json).collect()),
        Json::Object(entries) => Value::object(
            entries
                .iter()
                .map(|(name, item)| (name.as_str().into(), from_json(item)))
                .collect(),
        ),
    }
}
