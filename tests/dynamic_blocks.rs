//! `dynamic` blocks are what a loop over the same collection makes.
//!
//! No resource that Terraform plans by itself takes them, so that its plan cannot tell. But what
//! `for` makes of a collection is held to Terraform (`random_expressions`), and a `dynamic` block
//! is the same with other names: it sees a key and a value for each element in turn.
//!
//! `RANDOM_EXPRESSIONS=N` sets how many, and `RANDOM_SEED=S` where they start.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

mod oracle;

use std::env;
use std::fs;

use oracle::expressions::{Name, WORLD, Want, Writer, world};
use oracle::random::Random;
use oracle::{Case, ours};
use serde_json::{Value as Json, json};

/// A type that no table describes: its blocks stay as they are written.
fn configuration(collection: &str, label: &str, inner: &str) -> String {
    // A loop that hands on key and value together.
    let pairs = |of: &str| format!("[for key, value in {of} : {{ key = key, value = value }}]");
    let (outer_loop, inner_loop) = (pairs(collection), pairs(inner));
    format!(
        r#"{WORLD}
resource "thing" "made" {{
  dynamic "part" {{
    for_each = {collection}
    iterator = it
    content {{
      label = {label}
      dynamic "inner" {{
        for_each = {inner}
        content {{
          label = [it.key, inner.key, inner.value]
        }}
      }}
    }}
  }}
}}
output "part" {{
  value = [for it in {outer_loop} : {{
    label = {label}
    inner = [for inner in {inner_loop} : {{ label = [it.key, inner.key, inner.value] }}]
  }}]
}}
"#
    )
}

#[test]
fn dynamic_blocks_are_what_a_loop_makes() {
    let number = |name: &str, default: u64| {
        let set = env::var(name).ok();
        set.map_or(default, |text| text.parse().unwrap())
    };
    let mut random = Random::new(number("RANDOM_SEED", 1));
    let mut inside = world();
    inside.push(Name::new(Want::Any, "it.value"));
    inside.push(Name::new(Want::Any, "it.value.a"));
    inside.push(Name::new(Want::Text, "it.key"));
    let wants = [Want::List, Want::Map, Want::Object, Want::Set, Want::List];
    let mut known = 0;
    for _ in 0..number("RANDOM_EXPRESSIONS", 300) {
        let names = world();
        let want = *random.pick(&wants);
        let collection = Writer::new(&mut random, &names).write(want, 2).text();
        let label = Writer::new(&mut random, &inside).write(Want::Any, 2).text();
        let want = *random.pick(&wants);
        let inner = Writer::new(&mut random, &inside).write(want, 1).text();
        let text = configuration(&collection, &label, &inner);
        let scratch = tempfile::tempdir().unwrap();
        fs::write(scratch.path().join("main.tf"), &text).unwrap();
        let (got, graph) = ours::outcome(scratch.path(), &Case::default());
        if !got.errors.is_empty() {
            continue;
        }
        let blocks = &graph["resources"]["thing.made"]["attrs"]["part"];
        let looped = &graph["outputs"]["part"];
        // Without a block there is no attribute.
        let blocks = without_absent(match blocks {
            Json::Null => json!([]),
            blocks => blocks.clone(),
        });
        let looped = without_absent(looped.clone());
        let shown = format!("{collection}\n{label}\n{inner}\n{blocks}\n{looped}");
        assert!(agree(&looped, &blocks), "{shown}");
        known += usize::from(!is_unknown(&looped));
    }
    println!("{known} of them known");
    assert!(known > 20, "{known}");
}

/// Empty lists of blocks and nulls are not written.
fn without_absent(value: Json) -> Json {
    match value {
        Json::Object(entries) => entries
            .into_iter()
            .map(|(key, value)| (key, without_absent(value)))
            .filter(|(key, value)| key != "inner" || *value != json!([]))
            .collect(),
        Json::Array(items) => items.into_iter().map(without_absent).collect(),
        other => other,
    }
}

fn is_unknown(value: &Json) -> bool {
    value.get("$unknown").is_some()
}

/// Whether both know the same. Of what Terraform knows nothing, either may show its parts.
fn agree(looped: &Json, blocks: &Json) -> bool {
    let open = |value: &Json| is_unknown(value) || has_rest(value);
    match (looped, blocks) {
        (a, b) if open(a) || open(b) => open(a) == open(b) || has_unknown(a) && has_unknown(b),
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, part)| b.get(key).is_some_and(|other| agree(part, other)))
        }
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| agree(a, b))
        }
        (a, b) => a == b,
    }
}

fn has_rest(value: &Json) -> bool {
    let mut items = value.as_array().into_iter().flatten();
    items.any(is_unknown)
}

fn has_unknown(value: &Json) -> bool {
    is_unknown(value)
        || match value {
            Json::Array(items) => items.iter().any(has_unknown),
            Json::Object(entries) => entries.values().any(has_unknown),
            _ => false,
        }
}
