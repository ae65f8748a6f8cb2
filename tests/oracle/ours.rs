//! Asks the library.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use archlint::cli::Progress;
use archlint::cli::environments::Environments;
use archlint::cli::inputs::{InputOptions, VariableSource};
use archlint::cli::understand::understand;
use archlint::config::Config;
use archlint::finding::Level;
use archlint::language::{Kind, Number, Type, Value};
use archlint::report;
use archlint::source::{Limits, Root, Sources, path};
use archlint::terraform::Evaluation;
use serde_json::{Map, Value as Json, json};

use super::{COMPUTED, Case, Mistake, Outcome, Output, Resource, unknown};

/// What archlint makes of the configuration in `dir`, and what its graph shows of the root module.
pub fn outcome(dir: &Path, case: &Case) -> (Outcome, Json) {
    let here = case.root.as_deref().unwrap_or(path::HERE);
    let options = options(dir, case, here);
    let understood = match understand(&options, Sources::default(), &Progress::default()) {
        Ok(understood) => understood,
        Err(summary) => return (refused(summary), Json::Null),
    };
    let errors = understood
        .diagnostics
        .iter()
        .filter(|d| d.level == Level::Error);
    let errors: BTreeSet<Mistake> = errors
        .map(|diagnostic| {
            let place = diagnostic
                .place
                .and_then(|place| understood.sources.locate(place));
            Mistake {
                file: place.map(|(file, ..)| file.to_owned()),
                line: place.map(|(_, start, _)| u64::from(start.line)),
                summary: diagnostic.message.clone(),
                ..Mistake::default()
            }
        })
        .collect();
    let evaluated = &understood.evaluated[0];
    let graph = report::graph::members(
        &evaluated.project,
        &evaluated.graph,
        &understood.manifests,
        &understood.sources,
        true,
    );
    let roots = graph["roots"].as_array().unwrap();
    let shown = roots.iter().find(|root| root["path"] == json!(here));
    let of_root = |root: &&Evaluation| *root.dir == *here;
    let evaluation = evaluated.project.roots.iter().find(of_root);
    let (outputs, resources) = evaluation.map(values).unwrap_or_default();
    let outcome = Outcome {
        ok: errors.is_empty(),
        errors,
        outputs,
        resources,
    };
    (outcome, shown.cloned().unwrap_or_default())
}

fn options(dir: &Path, case: &Case, here: &str) -> InputOptions {
    let root = Arc::new(Root::at(dir).unwrap());
    let variables = case.args.iter().map(|argument| {
        if let Some(assignment) = argument.strip_prefix("-var=") {
            let (name, value) = assignment.split_once('=').unwrap();
            let (name, value) = (name.to_owned(), value.to_owned());
            return VariableSource::Assignment { name, value };
        }
        let file = argument.strip_prefix("-var-file=").unwrap();
        VariableSource::File(path::join(here, file))
    });
    let environment = case.env.iter().filter_map(|(name, value)| {
        let name = name.strip_prefix("TF_VAR_")?;
        Some((name.to_owned(), value.clone()))
    });
    InputOptions {
        paths: vec![path::HERE.to_owned()],
        stdin: None,
        environment_variables: environment.collect(),
        variables: variables.collect(),
        workspace: "default".into(),
        limits: Limits::DEFAULT,
        config: Config::default(),
        environments: Environments::Unnamed,
        named: false,
        root,
    }
}

/// A command line that is refused names no place.
fn refused(summary: String) -> Outcome {
    let mistake = Mistake {
        summary,
        ..Mistake::default()
    };
    Outcome {
        errors: BTreeSet::from([mistake]),
        ..Outcome::default()
    }
}

type Values = (BTreeMap<String, Output>, BTreeMap<String, Resource>);

fn values(evaluation: &Evaluation) -> Values {
    let outputs = evaluation.outputs.iter().map(|(name, value)| {
        let output = Output {
            value: json_of(value),
            ty: Some(type_of(value)),
            sensitive: value.secrecy.is_sensitive(),
        };
        (name.to_string(), output)
    });
    let resources = evaluation.instances.iter().map(|instance| {
        let written = instance.written.iter().chain(instance.read.iter());
        let written: Vec<_> = written
            .filter(|(name, _)| !COMPUTED.contains(&&**name))
            .collect();
        let sensitive = written
            .iter()
            .map(|(name, value)| (name.to_string(), marks_of(value)));
        let sensitive = Json::Object(sensitive.collect());
        let attrs = written
            .iter()
            .map(|(name, value)| (name.to_string(), json_of(value)));
        let resource = Resource {
            attrs: attrs.collect(),
            sensitive: Some(super::verdict::places(&sensitive)),
        };
        (instance.id.to_string(), resource)
    });
    (outputs.collect(), resources.collect())
}

/// The attributes of the types that these configurations use, for instances as values.
const ATTRIBUTES: [&str; 4] = ["id", "input", "output", "triggers_replace"];

/// A value, [`unknown`] where it is unknown: what Terraform forgets is forgotten here too.
pub fn json_of(value: &Value) -> Json {
    match &value.kind {
        Kind::Null(_) => Json::Null,
        Kind::Bool(value) => json!(value),
        Kind::Number(number) => number_of(number),
        Kind::String(text) => json!(**text),
        Kind::Unknown(value) => match value.listed() {
            Some(elements) => elements.iter().map(|e| json_of(&e.value)).collect(),
            None => unknown(),
        },
        Kind::Instance(instance) => {
            let attributes = ATTRIBUTES.iter();
            let pairs =
                attributes.map(|name| ((*name).to_owned(), json_of(&instance.attribute(name))));
            Json::Object(pairs.collect())
        }
        _ => match (value.as_sequence(), value.as_entries()) {
            (Some(items), _) => items.iter().map(json_of).collect(),
            (_, Some(entries)) => {
                let pairs = entries
                    .iter()
                    .map(|(key, value)| (key.to_string(), json_of(value)));
                Json::Object(pairs.collect())
            }
            _ => unreachable!(),
        },
    }
}

fn number_of(number: &Number) -> Json {
    match number.to_string().parse::<serde_json::Number>() {
        Ok(number) => Json::Number(number),
        Err(_) => json!(number.to_string()),
    }
}

/// `true` where a value is sensitive.
fn marks_of(value: &Value) -> Json {
    if value.secrecy.is_sensitive() {
        return json!(true);
    }
    match (value.as_sequence(), value.as_entries()) {
        (Some(items), _) => items.iter().map(marks_of).collect(),
        (_, Some(entries)) => {
            let pairs = entries
                .iter()
                .map(|(key, value)| (key.to_string(), marks_of(value)));
            Json::Object(pairs.collect())
        }
        _ => json!(false),
    }
}

/// The type of a value, as Terraform writes it in JSON; null for what has an instance in it.
pub fn type_of(value: &Value) -> Json {
    match has_instance(value) {
        true => Json::Null,
        false => cty(&value.ty()),
    }
}

fn has_instance(value: &Value) -> bool {
    match &value.kind {
        Kind::Instance(_) => true,
        _ => match (value.as_sequence(), value.as_entries()) {
            (Some(items), _) => items.iter().any(has_instance),
            (_, Some(entries)) => entries.values().any(has_instance),
            _ => false,
        },
    }
}

/// A type as Terraform writes it in JSON.
pub fn cty(ty: &Type) -> Json {
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
            json!(["object", attributes.collect::<Map<_, _>>()])
        }
    }
}
