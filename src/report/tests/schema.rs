//! A checker of JSON Schema (draft 7), as much of it as the schema of SARIF uses.
//!
//! A keyword it does not know fails the check, so that nothing passes unlooked at.

use std::process::Command;

use serde_json::Value;

/// The official schema of SARIF 2.1.0, as the package of our SARIF types ships it.
pub(super) fn sarif() -> Value {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let metadata = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version=1",
            "--offline",
            "--manifest-path",
            manifest,
        ])
        .output()
        .unwrap();
    assert!(
        metadata.status.success(),
        "{}",
        String::from_utf8_lossy(&metadata.stderr)
    );
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages
        .iter()
        .find(|package| package["name"] == "serde-sarif")
        .unwrap();
    let manifest = std::path::Path::new(package["manifest_path"].as_str().unwrap());
    let schema = std::fs::read_to_string(manifest.with_file_name("src").join("schema.json"));
    let schema: Value = serde_json::from_str(&schema.unwrap()).unwrap();
    let id = schema["$id"].as_str().unwrap();
    assert!(
        id.ends_with("oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json"),
        "{id}"
    );
    schema
}

/// What is wrong with `value`, each with the path to it.
pub(super) fn errors(value: &Value, schema: &Value) -> Vec<String> {
    let mut check = Check {
        whole: schema,
        errors: Vec::new(),
    };
    check.value(value, schema, "$");
    check.errors
}

struct Check<'a> {
    whole: &'a Value,
    errors: Vec<String>,
}

impl Check<'_> {
    fn value(&mut self, value: &Value, schema: &Value, path: &str) {
        for (keyword, rule) in schema.as_object().unwrap() {
            if let Some(error) = self.keyword(value, schema, keyword, rule, path) {
                self.errors.push(format!("{path}: {error}"));
            }
        }
    }

    fn keyword(
        &mut self,
        value: &Value,
        schema: &Value,
        keyword: &str,
        rule: &Value,
        path: &str,
    ) -> Option<String> {
        let wrong = match keyword {
            "$schema" | "$id" | "title" | "description" | "default" | "definitions" => false,
            "$ref" => {
                let name = rule
                    .as_str()
                    .unwrap()
                    .strip_prefix("#/definitions/")
                    .unwrap();
                let whole = self.whole;
                self.value(value, &whole["definitions"][name], path);
                false
            }
            "type" => !is(value, rule.as_str().unwrap()),
            "enum" => !rule.as_array().unwrap().contains(value),
            "minimum" => value.as_f64().is_some_and(|n| n < rule.as_f64().unwrap()),
            "maximum" => value.as_f64().is_some_and(|n| n > rule.as_f64().unwrap()),
            "minItems" => value
                .as_array()
                .is_some_and(|a| (a.len() as u64) < rule.as_u64().unwrap()),
            "uniqueItems" => value.as_array().is_some_and(|items| {
                let mut texts: Vec<String> = items.iter().map(Value::to_string).collect();
                texts.sort();
                texts.windows(2).any(|pair| pair[0] == pair[1])
            }),
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.value(item, rule, &format!("{path}[{at}]"));
                }
                false
            }
            "properties" => {
                for (name, inner) in value.as_object().into_iter().flatten() {
                    if let Some(rule) = rule.get(name) {
                        self.value(inner, rule, &format!("{path}.{name}"));
                    }
                }
                false
            }
            "additionalProperties" => {
                for (name, inner) in value.as_object().into_iter().flatten() {
                    let listed = schema
                        .get("properties")
                        .is_some_and(|p| p.get(name).is_some());
                    match rule {
                        Value::Bool(true) => {}
                        _ if listed => {}
                        Value::Bool(false) => return Some(format!("{name} is not allowed")),
                        rule => self.value(inner, rule, &format!("{path}.{name}")),
                    }
                }
                false
            }
            "required" => {
                let missing = |name: &&Value| value.get(name.as_str().unwrap()).is_none();
                return rule
                    .as_array()
                    .unwrap()
                    .iter()
                    .find(missing)
                    .map(|n| format!("no {n}"));
            }
            "anyOf" | "oneOf" => {
                let fits = |rule: &&Value| {
                    let mut inner = Check {
                        whole: self.whole,
                        errors: Vec::new(),
                    };
                    inner.value(value, rule, path);
                    inner.errors.is_empty()
                };
                let fitting = rule.as_array().unwrap().iter().filter(fits).count();
                fitting == 0 || (keyword == "oneOf" && fitting > 1)
            }
            "pattern" => {
                let pattern = regex::Regex::new(rule.as_str().unwrap()).unwrap();
                value.as_str().is_some_and(|text| !pattern.is_match(text))
            }
            "format" => match (rule.as_str().unwrap(), value.as_str()) {
                ("uri", Some(text)) => !text.starts_with("https://") || !is_uri(text),
                ("uri-reference", Some(text)) => !is_uri(text),
                ("date-time", Some(_)) => true,
                (_, None) => false,
                (other, _) => panic!("format {other} is not known"),
            },
            other => panic!("keyword {other} is not known"),
        };
        wrong.then(|| format!("{keyword} {rule}: {value}"))
    }
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => panic!("type {other} is not known"),
    }
}

/// Whether `text` is made of what RFC 3986 allows, with whole percent escapes, and its first
/// segment cannot be taken for a scheme unless it is one.
fn is_uri(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    let escapes = text.split('%').skip(1).all(|after| {
        let digits = after.get(..2).unwrap_or("");
        digits.len() == 2 && digits.chars().all(|c| c.is_ascii_hexdigit())
    });
    let first = text.split('/').next().unwrap_or("");
    text.chars().all(allowed) && escapes && (!first.contains(':') || first == "https:")
}

#[test]
fn the_checker_finds_what_is_wrong() {
    let schema = sarif();
    let wrong = |text: &str| errors(&serde_json::from_str(text).unwrap(), &schema);
    assert_eq!(wrong(r#"{"version": "2.1.0", "runs": []}"#), [""; 0]);
    assert!(wrong(r#"{"runs": []}"#)[0].contains("no \"version\""));
    assert!(wrong(r#"{"version": "2.1.0", "runs": [], "x": 1}"#)[0].contains("not allowed"));
    assert!(wrong(r#"{"version": "2.1", "runs": []}"#)[0].contains("enum"));
    let run = |results: &str| {
        let tool = r#"{"driver": {"name": "x"}}"#;
        wrong(&format!(
            r#"{{"version": "2.1.0", "runs": [{{"tool": {tool}, "results": [{results}]}}]}}"#
        ))
    };
    assert_eq!(run(r#"{"message": {"text": "x"}}"#), [""; 0]);
    assert!(run(r#"{"message": {}}"#)[0].contains("anyOf"));
    assert!(run(r#"{"message": {"text": "x"}, "level": "bad"}"#)[0].contains("enum"));
    assert!(run(r#"{"message": {"text": "x"}, "ruleIndex": -2}"#)[0].contains("minimum"));
}
