//! Which environment something belongs to, and which region waits for a disaster.
//!
//! What the configuration says decides. Names and tags are evidence of an environment, never of
//! anything else.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::language::functions::Error;
use crate::language::{Reason, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use super::Facts;
use super::answer::{Step, doubts, instance_value, proof, reasons, unknown};
use super::data::aurora::is_secondary;
use super::data::selection::tags;
use super::region::of_instance;

/// Segments of paths, and tags, that name an environment, with the name that facts give it.
const NAMES: [(&str, &str); 15] = [
    ("dev", "development"),
    ("development", "development"),
    ("integration", "integration"),
    ("int", "integration"),
    ("preview", "preview"),
    ("prod", "production"),
    ("production", "production"),
    ("prd", "production"),
    ("live", "production"),
    ("qa", "test"),
    ("test", "test"),
    ("sandbox", "sandbox"),
    ("stage", "staging"),
    ("staging", "staging"),
    ("stg", "staging"),
];

/// Tags that name an environment.
const TAGS: [&str; 4] = ["Environment", "environment", "Env", "env"];

/// `environment(thing)`
pub(super) fn environment(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(thing) = arguments.first() else {
        return Err(Error::refused("environment() takes one argument"));
    };
    if let Some(checked) = facts.environment {
        return Ok(Value::string(name(checked).unwrap_or(checked)));
    }
    let Some(instance) = facts.asked(thing, &[]) else {
        return Ok(match reasons(thing) {
            why if why.is_empty() => Value::null(Type::String),
            why => unknown(Type::String, why),
        });
    };
    Ok(by_tag(instance).unwrap_or_else(|| by_path(facts, instance)))
}

fn name(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    let found = NAMES.iter().find(|(short, _)| *short == word);
    found.map(|(_, name)| *name)
}

fn by_tag(instance: &Arc<Instance>) -> Option<Value> {
    let (tags, _) = tags(instance);
    let tag = TAGS
        .iter()
        .find_map(|name| tags.iter().find(|(key, _)| key == name))?;
    let word = tag.1.as_str()?;
    let step = Step {
        text: format!("tag {} of {}", tag.0, instance.id).into(),
        place: tag.1.origin.nearest(),
    };
    Some(Value::string(name(word).unwrap_or(word)).at(proof([&step])))
}

fn by_path(facts: &Facts<'_>, instance: &Arc<Instance>) -> Value {
    match of_path(&facts.root_name(instance.id.root)) {
        Some(found) => Value::string(found).at(proof([&Step::of(instance)])),
        None => Value::null(Type::String),
    }
}

/// The environment that a directory of `path` names, the innermost first (`live/staging`), else a
/// word of one.
pub(super) fn of_path(path: &str) -> Option<&'static str> {
    let whole = path.rsplit('/').find_map(name);
    whole.or_else(|| path.split(['/', '-', '_', '.']).find_map(name))
}

/// `recovery_region()`
pub(super) fn recovery_region(facts: &Facts<'_>, _: &[Value], _: Place) -> Result<Value, Error> {
    if let Some(dr) = &facts.regions.dr {
        let step = Step::at("the recovery region of [regions]", dr.place);
        return Ok(Value::string(dr.value.as_str()).at(proof([&step])));
    }
    Ok(facts.followers_region().clone())
}

/// The region of the databases that follow others; null where these are in several, or none is.
pub(super) fn of_followers(facts: &Facts<'_>) -> Value {
    let mut regions: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut steps = Vec::new();
    let mut why: Vec<Reason> = Vec::new();
    for cluster in facts.graph.managed("aws_rds_cluster") {
        let place = cluster.header();
        let Ok(follows) = is_secondary(facts, &[instance_value(cluster)], place) else {
            continue;
        };
        if follows.as_bool() == Some(false) {
            continue;
        }
        let region = of_instance(cluster);
        let before = why.len();
        why.extend(reasons(&follows));
        why.extend_from_slice(doubts(cluster));
        why.extend(reasons(&region));
        if let (Some(region), true) = (region.as_str(), why.len() == before) {
            regions.insert(region.into());
            steps.push(Step::of(cluster));
        }
    }
    let mut regions = regions.into_iter();
    match (regions.next(), regions.next()) {
        (Some(_), Some(_)) => Value::null(Type::String),
        (Some(region), None) if why.is_empty() => Value::string(region).at(proof(&steps)),
        _ if why.is_empty() => Value::null(Type::String),
        _ => unknown(Type::String, why),
    }
}
