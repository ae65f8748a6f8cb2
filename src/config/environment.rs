//! Root modules of an environment, and what reports call them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::settings::Placed;
use crate::source::path;

/// A root module of an environment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RootInstance {
    /// Its directory, inside the root.
    pub root: Placed<Arc<str>>,
    /// Variables files as written, relative to [`super::Project::base`], in the order they apply.
    pub var_files: Vec<Placed<String>>,
}

/// What reports call the `instances` of one environment, in their order: the directory, so that a
/// root has one name in all environments and equal results can merge. Where a directory stands
/// more than once, the variables files that not all of its instances have tell them apart:
/// `live@eu` and `live@us` of `["common.tfvars", "eu.tfvars"]` and `["common.tfvars",
/// "us.tfvars"]`.
pub fn names(instances: &[RootInstance]) -> Vec<Arc<str>> {
    let mut twins: BTreeMap<&str, Vec<&RootInstance>> = BTreeMap::new();
    for instance in instances {
        twins
            .entry(&instance.root.value)
            .or_default()
            .push(instance);
    }
    let name = |instance: &RootInstance| {
        let twins = twins.get(&*instance.root.value);
        label(instance, twins.map(Vec::as_slice).unwrap_or_default())
    };
    instances.iter().map(name).collect()
}

fn label(instance: &RootInstance, twins: &[&RootInstance]) -> Arc<str> {
    let dir = &instance.root.value;
    if twins.len() < 2 {
        return dir.clone();
    }
    let own = |instance: &RootInstance, file: &str| {
        let has = |twin: &&RootInstance| twin.var_files.iter().any(|f| f.value == file);
        instance.var_files.iter().any(|f| f.value == file) && !twins.iter().all(has)
    };
    // Last names are short; whole paths differ; where only the order does, all files tell.
    let labels: [&dyn Fn(&RootInstance) -> String; 3] = [
        &|it| joined(it, |file| own(it, file).then(|| stem(file))),
        &|it| joined(it, |file| own(it, file).then_some(file)),
        &|it| joined(it, Some),
    ];
    let unique = labels.iter().find_map(|label| {
        let mine = label(instance);
        let alike = twins.iter().filter(|twin| label(twin) == mine).count();
        (alike == 1).then_some(mine)
    });
    match unique {
        Some(label) if !label.is_empty() => format!("{dir}@{label}").into(),
        _ => dir.clone(),
    }
}

/// What is shown of the files of an instance.
fn joined<'a>(instance: &'a RootInstance, shown: impl Fn(&'a str) -> Option<&'a str>) -> String {
    let files = instance.var_files.iter();
    let shown: Vec<&str> = files.filter_map(|file| shown(&file.value)).collect();
    shown.join("+")
}

/// `vars/eu.tfvars` is `eu`.
fn stem(file: &str) -> &str {
    let name = path::name(file);
    name.strip_suffix(".json")
        .unwrap_or(name)
        .strip_suffix(".tfvars")
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Place, Span};

    fn named(instances: &[(&str, &[&str])]) -> Vec<String> {
        let place = Place::new(FileId(0), Span::default());
        let placed = |text: &str| Placed {
            value: text.to_owned(),
            place,
        };
        let instances: Vec<RootInstance> = instances
            .iter()
            .map(|(root, files)| RootInstance {
                root: Placed {
                    value: (*root).into(),
                    place,
                },
                var_files: files.iter().map(|file| placed(file)).collect(),
            })
            .collect();
        names(&instances)
            .iter()
            .map(|name| name.to_string())
            .collect()
    }

    #[test]
    fn only_roots_that_stand_twice_are_labelled() {
        assert_eq!(
            named(&[
                ("network", &["eu.tfvars"]),
                ("live", &["common.tfvars", "vars/eu.tfvars"]),
                ("live", &["common.tfvars", "vars/us.tfvars.json", "x"]),
                ("live", &["common.tfvars"]),
            ]),
            ["network", "live@eu", "live@us+x", "live"]
        );
    }

    #[test]
    fn labels_differ() {
        assert_eq!(
            named(&[
                ("a", &["x/v.tfvars"]),
                ("a", &["y/v.tfvars"]),
                ("a", &["w.tfvars"])
            ]),
            ["a@x/v.tfvars", "a@y/v.tfvars", "a@w"]
        );
        assert_eq!(
            named(&[("a", &["v", "w"]), ("a", &["w", "v"])]),
            ["a@v+w", "a@w+v"]
        );
    }
}
