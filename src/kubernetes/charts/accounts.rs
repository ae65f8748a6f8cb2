//! Service accounts that a release gives a role.
//!
//! Nearly all charts have the values of their account under `serviceAccount`, at the top or in the
//! part that it is for. One without a role is not made: nothing asks for it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::language::{Type, Unknown, Value};

use super::super::object::{Form, Object};
use super::super::release::Release;
use super::{chart_name, object, truth};

/// What names the role of an account.
const ROLE: &str = "eks.amazonaws.com/role-arn";
/// Where the values of an account stand.
const VALUES: &str = "serviceAccount";
/// Parts within parts that are looked through.
const MAX_DEPTH: usize = 4;
/// Accounts of one release.
const MAX_ACCOUNTS: usize = 64;

/// The accounts with a role that `release` makes.
pub(super) fn of(release: &Release) -> Vec<Object> {
    let mut paths = BTreeSet::new();
    for values in &release.values {
        find(values, &mut Vec::new(), &mut paths);
    }
    let mut paths: Vec<Vec<Arc<str>>> = paths.into_iter().collect();
    paths.truncate(MAX_ACCOUNTS);
    let made = paths.iter().filter_map(|path| one(release, path));
    made.collect()
}

/// Adds the paths to values of accounts beneath `values`, which stand at `path`.
fn find(values: &Value, path: &mut Vec<Arc<str>>, found: &mut BTreeSet<Vec<Arc<str>>>) {
    if path.len() > MAX_DEPTH {
        return;
    }
    for (name, value) in values.as_entries().into_iter().flat_map(|e| e.iter()) {
        path.push(name.clone());
        match &**name {
            VALUES => {
                found.insert(path.clone());
            }
            _ => find(value, path, found),
        }
        path.pop();
    }
}

fn one(release: &Release, path: &[Arc<str>]) -> Option<Object> {
    let at = |name: &'static str| -> Vec<&str> {
        path.iter().map(|part| &**part).chain([name]).collect()
    };
    let annotations = release.map(&at("annotations"));
    annotations.as_entries()?.get(ROLE)?;
    let mut existence = release.existence.clone();
    if let Some(create) = release.value(&at("create")) {
        match truth(&create) {
            Some(true) => {}
            Some(false) => return None,
            None => {
                let unknown = Unknown::from_parts(Type::Dynamic, [&create]);
                existence = existence.unless(unknown.map(|u| u.reasons).unwrap_or_default());
            }
        }
    }
    let called = release
        .value(&at("name"))
        .filter(|name| name.as_str() != Some(""));
    // What a part of a chart calls its account only rendering tells.
    let name = match called {
        Some(name) => name,
        None if path.len() == 1 => Value::string(full_name(release)),
        None => super::template(release, "the name of a service account"),
    };
    let mut metadata = vec![
        ("name".into(), name.clone()),
        ("annotations".into(), annotations),
    ];
    if !release.namespace.is_null() {
        metadata.push(("namespace".into(), release.namespace.clone()));
    }
    let fields = vec![("metadata", Value::object(metadata))];
    let name = name.as_str().unwrap_or("");
    let mut made = object(release, "ServiceAccount", "v1", name, fields);
    if name.is_empty() {
        let shown = format!("{}/{}", release.name, path.join("."));
        made.form = Form::Made(shown.into());
    }
    made.existence = existence;
    Some(made)
}

/// The name that charts give what they make.
fn full_name(release: &Release) -> String {
    let overriding = release.value(&["fullnameOverride"]);
    let called = release.called();
    match (
        overriding.as_ref().and_then(Value::as_str),
        chart_name(release),
    ) {
        (Some(name), _) => name.to_owned(),
        (None, Some(chart)) if !called.contains(chart) => format!("{called}-{chart}"),
        (None, _) => called,
    }
}

/// The account of the pods called `name` that a release makes, of the chart `of` that it installs
/// along; `None` where the values do not tell.
pub(super) fn of_pods(release: &Release, of: &str, name: &str) -> Option<Value> {
    let at = |last: &'static str| -> Vec<&str> {
        let part = Some(of).filter(|of| !of.is_empty());
        part.into_iter().chain([VALUES, last]).collect()
    };
    let called = release.value(&at("name"));
    called.filter(|name| name.as_str() != Some("")).or_else(|| {
        let own = !release.map(&at("annotations")).is_null();
        own.then(|| Value::string(name))
    })
}
