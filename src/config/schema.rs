//! The JSON Schema of `archlint.toml`, for editors: made from the definition, committed as
//! docs/archlint.schema.json.

use serde_json::{Map, Value, json};

use super::definition::{FILE, Field, Need, Shape, severities};

/// The schema (draft 7, which editors of TOML read), as a text that ends in a newline.
pub fn schema() -> String {
    let mut document = Map::new();
    document.insert(
        "$schema".into(),
        json!("http://json-schema.org/draft-07/schema#"),
    );
    document.insert("title".into(), json!("archlint.toml"));
    document.insert(
        "description".into(),
        json!("Configuration of archlint. Paths are relative to the directory of the file."),
    );
    document.extend(table(FILE));
    // A document of texts and lists can always be written.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn table(fields: &[Field]) -> Map<String, Value> {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| {
            let mut property = Map::new();
            property.insert("description".into(), json!(field.meaning));
            property.extend(shape(&field.shape));
            (field.name.to_owned(), Value::Object(property))
        })
        .collect();
    let required = fields.iter().filter(|field| field.need == Need::Required);
    let required: Vec<&str> = required.map(|field| field.name).collect();
    let mut table = object(json!({"type": "object", "properties": properties}));
    if !required.is_empty() {
        table.insert("required".into(), json!(required));
    }
    table.insert("additionalProperties".into(), json!(false));
    table
}

fn shape(shape: &Shape) -> Map<String, Value> {
    object(match shape {
        Shape::Text | Shape::Path | Shape::Glob | Shape::Pattern | Shape::Rule => {
            json!({"type": "string", "pattern": "\\S"})
        }
        Shape::Severity => json!({"enum": severities()}),
        Shape::Date => json!({"type": "string", "format": "date"}),
        Shape::FlagOrReason => {
            json!({"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": "\\S"}]})
        }
        Shape::List(item) => json!({"type": "array", "items": self::shape(item)}),
        Shape::Table(fields) => return table(fields),
        Shape::Map(key, value) => json!({
            "type": "object",
            "propertyNames": {"description": key},
            "additionalProperties": self::shape(value),
        }),
        Shape::Params => params(),
    })
}

/// Groups nest, so that `db.min_days` may be written with or without quotes.
fn params() -> Value {
    let plain = ["number", "boolean", "string"];
    json!({
        "type": "object",
        "additionalProperties": {"anyOf": [
            {"type": plain},
            {"type": "array", "items": {"type": plain}},
            {"type": "object", "additionalProperties": {"anyOf": [
                {"type": plain},
                {"type": "array", "items": {"type": plain}},
            ]}},
        ]},
    })
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `UPDATE=1 cargo test` writes it anew.
    #[test]
    fn the_committed_schema_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/archlint.schema.json");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, schema()).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            committed == schema(),
            "docs/archlint.schema.json: run the tests with UPDATE=1"
        );
    }
}
