//! Data sources of the AWS provider that follow from the configuration alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use crate::language::{Entries, Value};

/// What a data source gives beyond what is written in it, when nothing but its arguments (all
/// known) and the region of its provider decide; `None` for any other.
pub fn read(kind: &str, written: &Entries, region: Option<&str>) -> Option<Entries> {
    match kind {
        "aws_iam_policy_document" => policy_document(written),
        "aws_region" => {
            let region = argument(written, "region").or(region)?;
            let name = |name: &str| (Arc::from(name), Value::string(region));
            Some(Entries::new(vec![name("region"), name("name"), name("id")]))
        }
        "aws_partition" => {
            let (partition, suffix) = partition(region?);
            Some(Entries::new(vec![
                ("partition".into(), Value::string(partition)),
                ("id".into(), Value::string(partition)),
                ("dns_suffix".into(), Value::string(suffix)),
            ]))
        }
        _ => None,
    }
}

fn argument<'e>(written: &'e Entries, name: &str) -> Option<&'e str> {
    written.get(name).and_then(Value::as_str)
}

/// The partition of a region and its DNS suffix (AWS General Reference, "Amazon Resource Names").
fn partition(region: &str) -> (&'static str, &'static str) {
    match region {
        r if r.starts_with("cn-") => ("aws-cn", "amazonaws.com.cn"),
        r if r.starts_with("us-gov-") => ("aws-us-gov", "amazonaws.com"),
        r if r.starts_with("us-iso-") => ("aws-iso", "c2s.ic.gov"),
        r if r.starts_with("us-isob-") => ("aws-iso-b", "sc2s.sgov.gov"),
        r if r.starts_with("eusc-") => ("aws-eusc", "amazonaws.eu"),
        _ => ("aws", "amazonaws.com"),
    }
}

/// `json` and `minified_json` of a policy document, as the provider writes them: statements in
/// order, after those of source documents and before those of override documents, a statement with
/// the `sid` of an earlier one taking its place.
fn policy_document(written: &Entries) -> Option<Entries> {
    if !written.values().all(Value::is_wholly_known) {
        return None;
    }
    let mut statements: Vec<Json> = Vec::new();
    let mut version = argument(written, "version").map(str::to_owned);
    let mut id = argument(written, "policy_id").map(str::to_owned);
    for document in documents(written, "source_json", "source_policy_documents")? {
        merge(&mut statements, &document);
        version = version.or_else(|| text(&document, "Version"));
        id = id.or_else(|| text(&document, "Id"));
    }
    for block in blocks(written, "statement") {
        put(&mut statements, statement(block)?);
    }
    for document in documents(written, "override_json", "override_policy_documents")? {
        merge(&mut statements, &document);
        version = text(&document, "Version").or(version);
        id = text(&document, "Id").or(id);
    }
    let mut document = Map::new();
    let version = version.unwrap_or_else(|| "2012-10-17".into());
    document.insert("Version".into(), json!(version));
    if let Some(id) = id {
        document.insert("Id".into(), json!(id));
    }
    if !statements.is_empty() {
        document.insert("Statement".into(), Json::Array(statements));
    }
    let document = Json::Object(document);
    let pretty = serde_json::to_string_pretty(&document).ok()?;
    Some(Entries::new(vec![
        ("json".into(), Value::string(pretty)),
        ("minified_json".into(), Value::string(document.to_string())),
    ]))
}

fn text(document: &Json, name: &str) -> Option<String> {
    document.get(name)?.as_str().map(str::to_owned)
}

/// The documents that two arguments name: one text, and a list of texts.
fn documents(written: &Entries, one: &str, many: &str) -> Option<Vec<Json>> {
    let single = argument(written, one).into_iter();
    let list = written.get(many).and_then(Value::as_sequence);
    let list = list.unwrap_or_default().iter().filter_map(Value::as_str);
    single
        .chain(list)
        .filter(|text| !text.is_empty())
        .map(|text| serde_json::from_str(text).ok())
        .collect()
}

fn merge(statements: &mut Vec<Json>, document: &Json) {
    match document.get("Statement") {
        Some(Json::Array(items)) => items.iter().for_each(|s| put(statements, s.clone())),
        Some(one) => put(statements, one.clone()),
        None => {}
    }
}

/// Adds a statement; it takes the place of an earlier one with its `Sid`.
fn put(statements: &mut Vec<Json>, statement: Json) {
    let sid = text(&statement, "Sid").filter(|sid| !sid.is_empty());
    let same = |old: &&mut Json| sid.is_some() && text(old, "Sid") == sid;
    match statements.iter_mut().find(same) {
        Some(old) => *old = statement,
        None => statements.push(statement),
    }
}

fn blocks<'e>(written: &'e Entries, name: &str) -> impl Iterator<Item = &'e Entries> {
    let list = written.get(name).and_then(Value::as_sequence);
    list.unwrap_or_default()
        .iter()
        .filter_map(Value::as_entries)
}

fn statement(block: &Entries) -> Option<Json> {
    let mut statement = Map::new();
    if let Some(sid) = argument(block, "sid").filter(|sid| !sid.is_empty()) {
        statement.insert("Sid".into(), json!(sid));
    }
    let effect = argument(block, "effect").unwrap_or("Allow");
    statement.insert("Effect".into(), json!(effect));
    for (name, member) in [
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ] {
        if let Some(list) = strings(block, name) {
            statement.insert(member.into(), list);
        }
    }
    for (name, member) in [
        ("principals", "Principal"),
        ("not_principals", "NotPrincipal"),
    ] {
        if let Some(principals) = principals(block, name) {
            statement.insert(member.into(), principals);
        }
    }
    let conditions = conditions(block)?;
    if !conditions.is_empty() {
        let conditions: Map<String, Json> = conditions
            .into_iter()
            .map(|(test, variables)| (test, json!(variables)))
            .collect();
        statement.insert("Condition".into(), Json::Object(conditions));
    }
    Some(Json::Object(statement))
}

/// One text as itself, several as a list in falling order; nothing for none.
fn listed(mut texts: Vec<String>) -> Option<Json> {
    texts.sort();
    texts.dedup();
    texts.reverse();
    match texts.as_slice() {
        [] => None,
        [one] => Some(json!(one)),
        many => Some(json!(many)),
    }
}

fn texts(block: &Entries, name: &str) -> Vec<String> {
    let list = block.get(name).and_then(Value::as_sequence);
    let list = list.unwrap_or_default().iter();
    list.filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}

fn strings(block: &Entries, name: &str) -> Option<Json> {
    listed(texts(block, name))
}

fn principals(block: &Entries, name: &str) -> Option<Json> {
    let mut by_type: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for principal in blocks(block, name) {
        let kind = argument(principal, "type").unwrap_or("");
        let into = by_type.entry(kind.to_owned()).or_default();
        into.extend(texts(principal, "identifiers"));
    }
    if by_type.is_empty() {
        return None;
    }
    if by_type.len() == 1 && by_type.get("*").is_some_and(|ids| *ids == ["*"]) {
        return Some(json!("*"));
    }
    let parts: Map<String, Json> = by_type
        .into_iter()
        .filter_map(|(kind, ids)| Some((kind, listed(ids)?)))
        .collect();
    Some(Json::Object(parts))
}

type Conditions = BTreeMap<String, BTreeMap<String, Json>>;

fn conditions(block: &Entries) -> Option<Conditions> {
    let mut all: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for condition in blocks(block, "condition") {
        let test = argument(condition, "test")?;
        let variable = argument(condition, "variable")?;
        let variables = all.entry(test.to_owned()).or_default();
        let values = variables.entry(variable.to_owned()).or_default();
        values.extend(texts(condition, "values"));
    }
    let finished = all.into_iter().map(|(test, variables)| {
        let variables = variables
            .into_iter()
            .map(|(variable, values)| (variable, listed(values).unwrap_or(json!([]))));
        (test, variables.collect())
    });
    Some(finished.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: &[&str]) -> Value {
        Value::tuple(items.iter().map(|item| Value::string(*item)).collect())
    }

    #[test]
    fn a_policy_document_is_written_as_the_provider_writes_it() {
        let statement = Value::object(vec![
            ("sid".into(), Value::string("Read")),
            ("actions".into(), list(&["s3:GetObject", "s3:ListBucket"])),
            ("resources".into(), list(&["arn:aws:s3:::ui/*"])),
            (
                "principals".into(),
                Value::tuple(vec![Value::object(vec![
                    ("type".into(), Value::string("Service")),
                    ("identifiers".into(), list(&["cloudfront.amazonaws.com"])),
                ])]),
            ),
            (
                "condition".into(),
                Value::tuple(vec![Value::object(vec![
                    ("test".into(), Value::string("StringEquals")),
                    ("variable".into(), Value::string("aws:SourceArn")),
                    ("values".into(), list(&["arn:x"])),
                ])]),
            ),
        ]);
        let written = Entries::new(vec![("statement".into(), Value::tuple(vec![statement]))]);
        let read = read("aws_iam_policy_document", &written, None).unwrap();
        let expected = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":["s3:ListBucket","s3:GetObject"],"Resource":"arn:aws:s3:::ui/*","Principal":{"Service":"cloudfront.amazonaws.com"},"Condition":{"StringEquals":{"aws:SourceArn":"arn:x"}}}]}"#;
        assert_eq!(read.get("minified_json").unwrap().as_str(), Some(expected));
    }

    #[test]
    fn the_region_of_the_provider_decides_region_and_partition() {
        let none = Entries::default();
        let region = read("aws_region", &none, Some("eu-west-1")).unwrap();
        assert_eq!(region.get("name").unwrap().as_str(), Some("eu-west-1"));
        assert!(read("aws_region", &none, None).is_none());
        let partition = read("aws_partition", &none, Some("cn-north-1")).unwrap();
        assert_eq!(partition.get("partition").unwrap().as_str(), Some("aws-cn"));
    }
}
