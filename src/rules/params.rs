//! Parameters: declared in pages and in `rules/params.hcl`, set by `[params]`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Code, Diagnostic, Level, nearest};
use crate::language::{Origin, Type, Value, convert};
use crate::source::Place;
use crate::syntax::hcl::{Block, Tree};

use super::constant;
use super::page::{Param, Rule};
use super::reader::Reader;

/// Values of parameters as users set them: `db.min_days`, `NET-001.include_caches`.
pub type ParamSettings = BTreeMap<String, (Value, Option<Place>)>;

/// Reads `param "name" { default, description }`.
pub(super) fn read(
    tree: &Arc<Tree>,
    block: &Block,
    shared: Shared,
    problems: &mut Vec<Diagnostic>,
) -> Option<Param> {
    let header = tree.place(block.header);
    let mut reader = Reader::new(tree, &block.body, "a parameter", header, problems);
    reader.allow(&["default", "description"], &[]);
    let [label] = block.labels.as_slice() else {
        reader.problem(header, "a parameter has one name");
        return None;
    };
    let name = tree.chars(&label.text);
    let (group, name) = match (shared, name.split_once('.')) {
        (Shared::Yes, Some((group, name))) => (Some(group), name),
        (Shared::No, None) => (None, name),
        (Shared::Yes, None) => {
            reader.problem(
                header,
                "a shared parameter is named GROUP.NAME, as db.min_days",
            );
            return None;
        }
        (Shared::No, Some(_)) => {
            reader.problem(
                header,
                "shared parameters are declared in rules/params.hcl; a rule reads them without declaring them",
            );
            return None;
        }
    };
    let description = reader.needed_text("description")?;
    let default = reader.needed("default")?;
    let default = match constant(tree, default) {
        Ok(value) => as_list(value),
        Err(message) => {
            let place = reader.place(default);
            reader.problem(place, message);
            return None;
        }
    };
    if default.is_null() || !default.is_wholly_known() {
        reader.problem(header, "the default of a parameter is a plain value");
        return None;
    }
    Some(Param {
        group: group.map(Into::into),
        name: name.into(),
        description,
        // That archlint asks for something proves nothing about what is written.
        value: default.clone().at(Origin::None),
        default,
        place: header,
    })
}

/// Whether a declaration stands in `rules/params.hcl`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shared {
    Yes,
    No,
}

/// Lists of parameters are lists of strings, an empty one too.
fn as_list(value: Value) -> Value {
    match value.as_sequence() {
        Some(_) => convert(&value, &Type::list(Type::String)).unwrap_or(value),
        None => value,
    }
}

/// Gives the parameters of `rules` the values that `settings` hold. What it cannot use is an error
/// of the configuration.
pub(super) fn set(
    rules: &mut [Rule],
    shared: &mut [Param],
    settings: &ParamSettings,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (key, (value, place)) in settings {
        let targets = targets(rules, shared, key);
        if targets.is_empty() {
            problems.push(unknown(rules, shared, key, *place));
            continue;
        }
        for param in targets {
            match convert(value, &param.default.ty()) {
                Ok(value) if value.is_wholly_known() && !value.is_null() => {
                    // Evidence names what is built, not how archlint is set up.
                    param.value = value.at(crate::language::Origin::None);
                }
                _ => {
                    let ty = param.default.ty();
                    let message = format!("{key} needs a {}", ty.friendly());
                    problems.push(problem(message, *place));
                    break;
                }
            }
        }
    }
    problems
}

/// All places that hold the parameter `key`: a shared one is copied into each rule that reads it.
fn targets<'a>(rules: &'a mut [Rule], shared: &'a mut [Param], key: &str) -> Vec<&'a mut Param> {
    let own = key.split_once('.');
    let in_rules = rules.iter_mut().flat_map(|rule| {
        let code = rule.code.clone();
        rule.params.iter_mut().filter(move |param| match own {
            Some((first, name)) if *first == *code => param.group.is_none() && *param.name == *name,
            _ => param.group.is_some() && param.key() == key,
        })
    });
    let shared = shared.iter_mut().filter(|param| param.key() == key);
    in_rules.chain(shared).collect()
}

fn unknown(rules: &[Rule], shared: &[Param], key: &str, place: Option<Place>) -> Diagnostic {
    let own = rules.iter().flat_map(|rule| {
        let own = rule.params.iter().filter(|param| param.group.is_none());
        own.map(|param| format!("{}.{}", rule.code, param.name))
    });
    let known: Vec<String> = own.chain(shared.iter().map(Param::key)).collect();
    let hint = match nearest(key, known.iter().map(String::as_str)) {
        Some(near) => format!("; did you mean {near}?"),
        None => String::new(),
    };
    problem(format!("there is no parameter {key}{hint}"), place)
}

fn problem(message: String, place: Option<Place>) -> Diagnostic {
    Diagnostic {
        place,
        level: Level::Error,
        code: Code::Config,
        message,
        related: Vec::new(),
        help: Some("`archlint rules --format json` lists the parameters".into()),
    }
}
