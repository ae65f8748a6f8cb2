//! The catalogue as a page of the documentation.

use std::fmt::Write as _;

use super::catalogue::{FACTS, FactFunction, Parameter, Record, SUBJECTS, Shape, Takes};

/// `docs/facts.md`. A test holds the file to it.
pub fn markdown() -> String {
    let mut out = String::from(
        "# Facts\n\nWhat rules can ask beyond the attributes of a resource. Made from \
         `src/facts/catalogue/`; [rule-language.md](rule-language.md) tells how to use them.\n\n\
         Every answer carries its evidence, which findings print. A list may be open, and what \
         cannot be decided is unknown: only a closed list proves that there is nothing.\n\n\
         ## Functions\n",
    );
    for fact in FACTS {
        // Writing to a string cannot fail.
        let _ = write!(out, "\n### `{}`\n\n{}\n", signature(fact), fact.doc);
    }
    out.push_str(
        "\n## Derived subjects\n\nWhat `subject = \"…\"` takes; `self` has these fields.\n",
    );
    for record in SUBJECTS {
        table(&mut out, record);
    }
    out.push_str("\n## Records\n\nWhat functions answer with.\n");
    for record in records() {
        table(&mut out, record);
    }
    out
}

fn signature(fact: &FactFunction) -> String {
    let parameter = |parameter: &Parameter| {
        let takes = match &parameter.takes {
            Takes::Value(shape) => words(shape),
            Takes::ResourceType => "\"type\"".into(),
            Takes::Attribute => "\"attribute\"".into(),
        };
        format!("{}: {takes}", parameter.name)
    };
    let parameters: Vec<String> = fact.parameters.iter().map(parameter).collect();
    let returns = words(&fact.returns);
    format!("{}({}) → {returns}", fact.name, parameters.join(", "))
}

fn words(shape: &Shape) -> String {
    match shape {
        Shape::Any => "any".into(),
        Shape::Bool => "bool".into(),
        Shape::Number => "number".into(),
        Shape::Text => "string".into(),
        Shape::List(item) => format!("list of {}", words(item)),
        Shape::Resource([]) => "resource".into(),
        Shape::Resource(types) => types.join(" | "),
        Shape::Written => "object".into(),
        Shape::Record(record) => record.name.into(),
    }
}

fn table(out: &mut String, record: &Record) {
    let _ = write!(out, "\n### `{}`\n\n{}\n\n", record.name, record.doc);
    out.push_str("| field | | |\n|---|---|---|\n");
    for field in record.fields {
        let shape = words(&field.shape).replace('|', "\\|");
        let doc = field.doc.replace('|', "\\|");
        let _ = writeln!(out, "| `{}` | {shape} | {doc} |", field.name);
    }
}

/// The records that facts answer with, by name.
fn records() -> Vec<&'static Record> {
    let mut found: Vec<&'static Record> = FACTS
        .iter()
        .filter_map(|fact| match fact.returns {
            Shape::Record(record) => Some(record),
            Shape::List(Shape::Record(record)) => Some(*record),
            _ => None,
        })
        .collect();
    found.sort_by_key(|record| record.name);
    found.dedup_by_key(|record| record.name);
    found
}
