//! The built-in functions give what Terraform gives.
//!
//! `tests/data/functions/NAME.txt` lists expressions, one a line; `NAME.json` beside it holds what
//! Terraform makes of them. A new expression is a new line, and
//! `cargo test --test functions -- --ignored regenerate` where Terraform is installed.
//! Expressions may use the unknown values of [`UNKNOWNS`] and the files of
//! `tests/data/functions/files`. A line `? EXPRESSION` is one that Terraform knows and archlint
//! leaves unknown.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use archlint::finding::Level;
use archlint::language::functions::{self, Context, Error, ErrorKind};
use archlint::language::{
    Dialect, Kind, Reason, ReasonKind, Scope, Type, Unknown, Value, evaluate,
};
use archlint::source::{FileId, Place, Span};
use archlint::syntax::hcl::{parse_expression, parse_template};
use serde_json::{Value as Json, json};

/// The configuration that the expressions of the tables see.
const UNKNOWNS: &str = r#"
terraform {
  required_providers {
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
  }
}
resource "terraform_data" "u" {}
locals {
  id     = terraform_data.u.id
  out    = jsondecode(terraform_data.u.id)
  text   = tostring(jsondecode(terraform_data.u.id))
  bool   = terraform_data.u.id == "x"
  list   = split(",", terraform_data.u.id)
  set    = toset(split(",", terraform_data.u.id))
  map    = zipmap([terraform_data.u.id], tolist(["x"]))
  number = length(split(",", terraform_data.u.id))
}
"#;

/// The same values here.
fn local(name: &str) -> Option<Value> {
    let strings = || Type::String.into();
    let (ty, not_null) = match name {
        "id" => (Type::String, true),
        "out" => (Type::Dynamic, false),
        "text" => (Type::String, false),
        "bool" => (Type::Bool, true),
        "list" => (Type::List(strings()), true),
        "set" => (Type::Set(strings()), true),
        "map" => (Type::Map(strings()), true),
        "number" => (Type::Number, true),
        _ => return None,
    };
    let reason = Reason::new(ReasonKind::Computed, format!("local.{name}"), None);
    let mut unknown = Unknown::new(ty, reason);
    unknown.not_null = not_null;
    if name == "number" {
        unknown.bounds = Some((0, None));
    }
    Some(Value::unknown(unknown))
}

/// The world of the tables: locals, or the variables of a template.
struct World {
    fuel: u64,
    variables: Option<Value>,
}

impl World {
    fn new() -> World {
        World {
            fuel: 1_000_000,
            variables: None,
        }
    }
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/functions")
}

impl Context for World {
    fn spend(&mut self, steps: u64) -> Result<(), Error> {
        match self.fuel.checked_sub(steps) {
            Some(rest) => {
                self.fuel = rest;
                Ok(())
            }
            None => Err(Error::limit("out of fuel")),
        }
    }

    fn read_file(&mut self, path: &str) -> Result<Arc<[u8]>, Error> {
        fs::read(data().join(path))
            .map(Arc::from)
            .map_err(|_| Error {
                kind: ErrorKind::Missing,
                argument: Some(0),
                message: "no such file".into(),
            })
    }

    fn file_exists(&mut self, path: &str) -> Result<bool, Error> {
        Ok(data().join(path).is_file())
    }

    fn file_set(&mut self, path: &str, pattern: &str) -> Result<Vec<String>, Error> {
        let suffix = pattern.trim_start_matches('*');
        let names = fs::read_dir(data().join(path)).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        Ok(names.filter(|name| name.ends_with(suffix)).collect())
    }

    fn render(&mut self, _: &str, template: &str, variables: &Value) -> Result<Value, Error> {
        let (tree, root, diagnostics) = parse_template(FileId(1), template.into());
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let mut inner = World {
            fuel: self.fuel,
            variables: Some(variables.clone()),
        };
        let (value, diagnostics) = evaluate(&tree, root, &mut inner, Dialect::Terraform);
        match diagnostics.first() {
            None => Ok(value),
            Some(diagnostic) => Err(Error::refused(diagnostic.message.clone())),
        }
    }
}

impl Scope for World {
    fn lookup(&mut self, name: &str, path: &[&str], _: Place) -> Result<(Value, usize), String> {
        if let Some(variables) = &self.variables {
            let found = variables.as_entries().and_then(|entries| entries.get(name));
            return match found {
                Some(value) => Ok((value.clone(), 0)),
                None => Err(format!("no variable {name:?}")),
            };
        }
        let value = match (name, path.first()) {
            ("local", Some(attribute)) => local(attribute),
            _ => None,
        };
        value
            .map(|value| (value, 1))
            .ok_or_else(|| format!("no {name:?}"))
    }

    fn call(&mut self, _: &str, _: &[Value], _: Place) -> Option<Result<Value, Error>> {
        None
    }
}

/// What an expression gives here, in the form of the tables.
fn ours(expression: &str) -> Json {
    let (tree, root, diagnostics) = parse_expression(FileId(0), expression.into());
    assert!(diagnostics.is_empty(), "{expression}: {diagnostics:?}");
    let mut world = World::new();
    let (value, diagnostics) = evaluate(&tree, root, &mut world, Dialect::Terraform);
    if diagnostics.iter().any(|d| d.level != Level::Note) {
        return json!({ "error": true });
    }
    if !value.is_wholly_known() {
        return json!({ "unknown": json_of(&value) });
    }
    let place = Place::new(FileId(0), Span::new(0, 0));
    let encode = functions::lookup("jsonencode").unwrap();
    let ty = cty(&value.ty());
    match functions::call(&mut world, encode, vec![value], place) {
        Ok(text) => json!({ "type": ty, "json": text.as_str().unwrap() }),
        // Infinity has no JSON, here as there.
        Err(_) => json!({ "error": true }),
    }
}

/// A type as Terraform writes it in JSON.
fn cty(ty: &Type) -> Json {
    match ty {
        Type::Dynamic => json!("dynamic"),
        Type::Bool => json!("bool"),
        Type::Number => json!("number"),
        Type::String => json!("string"),
        Type::List(element) => json!(["list", cty(element)]),
        Type::Set(element) => json!(["set", cty(element)]),
        Type::Map(element) => json!(["map", cty(element)]),
        Type::Tuple(items) => json!(["tuple", items.iter().map(cty).collect::<Vec<_>>()]),
        Type::Object(attributes) => {
            let attributes = attributes.iter().map(|a| (a.name.to_string(), cty(&a.ty)));
            json!(["object", attributes.collect::<serde_json::Map<_, _>>()])
        }
    }
}

/// A value with `{"$unknown": true}` where it is unknown.
fn json_of(value: &Value) -> Json {
    match &value.kind {
        Kind::Null(_) => Json::Null,
        Kind::Bool(value) => json!(value),
        Kind::Number(number) => serde_json::from_str(&number.to_string()).unwrap(),
        Kind::String(text) => json!(**text),
        Kind::Unknown(_) | Kind::Instance(_) => json!({ "$unknown": true }),
        _ => match (value.as_sequence(), value.as_entries()) {
            (Some(items), _) => items.iter().map(json_of).collect(),
            (_, Some(entries)) => entries
                .iter()
                .map(|(key, value)| (key.to_string(), json_of(value)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            _ => unreachable!(),
        },
    }
}

/// The tables: name, and expressions in order.
fn tables() -> Vec<(String, Vec<String>)> {
    let mut tables = Vec::new();
    for entry in fs::read_dir(data()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let text = fs::read_to_string(&path).unwrap();
            let lines = text
                .lines()
                .filter(|l| !l.starts_with('#') && !l.is_empty());
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            tables.push((name, lines.map(str::to_owned).collect()));
        }
    }
    tables.sort();
    tables
}

fn expected(table: &str) -> BTreeMap<String, Json> {
    let path = data().join(format!("{table}.json"));
    serde_json::from_str(&fs::read_to_string(path).unwrap_or("{}".into())).unwrap()
}

#[test]
fn functions_give_what_terraform_gives() {
    let mut wrong = String::new();
    let mut count = 0;
    for (table, lines) in tables() {
        let expected = expected(&table);
        for line in lines {
            count += 1;
            let left_unknown = line.strip_prefix("? ");
            let expression = left_unknown.unwrap_or(&line);
            let got = ours(expression);
            let Some(expected) = expected.get(expression) else {
                panic!("{table}: {expression} is new: regenerate the tables");
            };
            let agree = match left_unknown {
                Some(_) => got.get("unknown").is_some() && expected.get("unknown").is_none(),
                None => agree(expected, &got),
            };
            if !agree {
                writeln!(
                    wrong,
                    "{table}: {expression}\n  wanted {expected}\n     got {got}"
                )
                .unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(count > 500, "only {count} expressions");
}

/// A set with an unknown part is unknown as a whole here.
fn agree(expected: &Json, got: &Json) -> bool {
    let vague = |json: &Json| json.get("$unknown").is_some();
    match (expected.get("unknown"), got.get("unknown")) {
        (Some(expected), Some(got)) => {
            expected == got || (vague(got) && expected.to_string().contains("$unknown"))
        }
        _ => expected == got,
    }
}

/// Every function of Terraform is here, and none else.
#[test]
fn the_registry_is_terraforms_list() {
    let listed = fs::read_to_string(data().join("names.json")).unwrap();
    let listed: BTreeSet<String> = serde_json::from_str(&listed).unwrap();
    // These two look at expressions rather than values and belong to the evaluator.
    let special = ["can", "try"].map(String::from);
    let here: BTreeSet<String> = functions::all()
        .iter()
        .map(|f| f.name.to_owned())
        .filter(|name| !name.contains("::"))
        .collect();
    let listed: BTreeSet<String> = listed
        .into_iter()
        .filter(|n| !special.contains(n))
        .collect();
    let missing: Vec<_> = listed.difference(&here).collect();
    let extra: Vec<_> = here.difference(&listed).collect();
    assert!(
        missing.is_empty() && extra.is_empty(),
        "missing {missing:?}, extra {extra:?}"
    );
}

#[test]
#[ignore = "runs Terraform and rewrites the tables"]
fn regenerate() {
    let scratch = tempfile::tempdir().unwrap();
    let terraform = |arguments: &[&str]| {
        let output = Command::new("terraform")
            .args(arguments)
            .current_dir(scratch.path())
            .env("TF_CLI_CONFIG_FILE", "/dev/null")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let files = scratch.path().join("files");
    fs::create_dir(&files).unwrap();
    for entry in fs::read_dir(data().join("files")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), files.join(entry.file_name())).unwrap();
    }
    let names: Json =
        serde_json::from_str(&terraform(&["metadata", "functions", "-json"])).unwrap();
    let names: BTreeSet<&String> = names["function_signatures"]
        .as_object()
        .unwrap()
        .keys()
        .filter(|name| !name.contains("::"))
        .collect();
    write_pretty("names", &json!(names));
    fs::write(scratch.path().join("main.tf"), UNKNOWNS).unwrap();
    terraform(&["init"]);
    for (table, lines) in tables() {
        let lines: Vec<&str> = lines
            .iter()
            .map(|l| l.strip_prefix("? ").unwrap_or(l))
            .collect();
        let mut refused: BTreeSet<usize> = BTreeSet::new();
        let outputs = loop {
            let mut text = UNKNOWNS.to_owned();
            let first = text.lines().count();
            for (at, line) in lines.iter().enumerate() {
                // `value` stands alone on line `first + 4 * at + 3`.
                let value = match refused.contains(&at) {
                    true => "null".to_owned(),
                    false => format!("[{line}, jsonencode({line})]"),
                };
                write!(
                    text,
                    "output \"e{at}\" {{\n  sensitive = true\n  value = {value}\n}}\n"
                )
                .unwrap();
            }
            fs::write(scratch.path().join("main.tf"), text).unwrap();
            let log = terraform(&["plan", "-json", "-out=plan"]);
            let mut errors = 0;
            for line in log.lines() {
                let entry: Json = serde_json::from_str(line).unwrap();
                let diagnostic = &entry["diagnostic"];
                if diagnostic["severity"] == "error" {
                    let at = diagnostic["range"]["start"]["line"].as_u64().unwrap() as usize;
                    refused.insert((at - first - 3) / 4);
                    errors += 1;
                }
            }
            if errors == 0 {
                let plan = terraform(&["show", "-json", "plan"]);
                let plan: Json = serde_json::from_str(&plan).unwrap();
                break plan;
            }
        };
        let entry = |at: usize| {
            let name = format!("e{at}");
            if refused.contains(&at) {
                return json!({ "error": true });
            }
            let change = &outputs["output_changes"][&name];
            let unknown = merge(&change["after"][0], &change["after_unknown"][0]);
            match change["after"][1].as_str() {
                Some(text) => {
                    let ty = &outputs["planned_values"]["outputs"][&name]["type"][1][0];
                    json!({ "type": ty, "json": text })
                }
                None => json!({ "unknown": unknown }),
            }
        };
        let entries: serde_json::Map<String, Json> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| ((*line).to_owned(), entry(at)))
            .collect();
        write_pretty(&table, &entries.into());
    }
}

/// One entry a line, so that a change is a line of the diff.
fn write_pretty(name: &str, json: &Json) {
    let mut text = String::new();
    match json {
        Json::Object(entries) => {
            let lines: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("  {}: {value}", json!(key)))
                .collect();
            writeln!(text, "{{\n{}\n}}", lines.join(",\n")).unwrap();
        }
        other => {
            text = serde_json::to_string_pretty(other).unwrap();
            text.push('\n');
        }
    }
    fs::write(data().join(format!("{name}.json")), text).unwrap();
}

/// A planned value with `{"$unknown": true}` where `unknown` says so.
fn merge(value: &Json, unknown: &Json) -> Json {
    match unknown {
        Json::Bool(true) => json!({ "$unknown": true }),
        Json::Array(items) => items
            .iter()
            .enumerate()
            .map(|(at, item)| merge(&value[at], item))
            .collect(),
        Json::Object(entries) => {
            let mut merged = value.as_object().cloned().unwrap_or_default();
            for (key, item) in entries {
                let part = merge(&value[key], item);
                merged.insert(key.clone(), part);
            }
            merged.into()
        }
        _ => value.clone(),
    }
}
