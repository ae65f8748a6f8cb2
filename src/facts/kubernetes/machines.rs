//! Instances of EC2 that run containers by themselves, told as pods are: those whose user data
//! starts some, and those of an image that is made for a database.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::address::{InstanceId, Mode, ObjectId};
use crate::graph::references;
use crate::kubernetes::{Form, Object};
use crate::language::{Origin, Piece, Value};
use crate::terraform::{Instance, Project};

use super::images::{database, is_about_databases};

/// The kind of such an object, and of the resource that it stands for.
pub(super) const KIND: &str = "aws_instance";

/// Most containers that are looked for in one text.
const MAX_CONTAINERS: usize = 64;

/// The instances of all roots that run something.
pub(super) fn all(project: &Project) -> Vec<Object> {
    let mut found = Vec::new();
    for root in &project.roots {
        let of = |mode: Mode, kind: &'static str| {
            root.instances
                .iter()
                .filter(move |i| *i.id.address.kind == *kind && i.id.address.mode == mode)
        };
        let images: BTreeMap<&InstanceId, &Arc<Instance>> = of(Mode::Data, "aws_ami")
            .map(|ami| (&ami.id, ami))
            .collect();
        for machine in of(Mode::Managed, KIND) {
            let mut containers = started(machine);
            containers.extend(made_for(machine, &images));
            if !containers.is_empty() {
                found.push(object(machine, &root.name, containers));
            }
        }
    }
    found
}

fn object(machine: &Arc<Instance>, root: &Arc<str>, images: Vec<Value>) -> Object {
    let origin = || Origin::At(machine.header());
    let object = |entries: Vec<(&str, Value)>| {
        let entries = entries
            .into_iter()
            .map(|(name, value)| (name.into(), value));
        Value::object(entries.collect()).at(origin())
    };
    let containers = images
        .into_iter()
        .map(|image| object(vec![("image", image)]));
    let pods = object(vec![("containers", Value::tuple(containers.collect()))]);
    let template = object(vec![("spec", pods)]);
    Object {
        id: ObjectId {
            kind: KIND.into(),
            namespace: None,
            name: machine.id.address.name.clone(),
            path: None,
        },
        root: root.clone(),
        form: Form::Instance(machine.id.clone()),
        existence: machine.existence.clone(),
        api_version: "".into(),
        value: object(vec![
            ("spec", object(vec![("template", template)])),
            ("resource", super::tasks::resource(machine)),
        ]),
        place: machine.header(),
    }
}

/// The images of the containers that user data starts.
fn started(machine: &Instance) -> Vec<Value> {
    let Some(data) = machine.written("user_data") else {
        return Vec::new();
    };
    let text = match (data.as_str(), data.as_unknown()) {
        (Some(text), _) => text.to_owned(),
        (None, Some(unknown)) => {
            let pieces = unknown.pieces.as_deref().unwrap_or_default();
            let known = pieces.iter().map(|piece| match piece {
                Piece::Text(text) => text,
                // What is not known is a word of its own.
                Piece::Unknown(_) => "\u{fffd}",
            });
            known.collect()
        }
        (None, None) => return Vec::new(),
    };
    let images = text
        .lines()
        .collect::<Vec<_>>()
        .join("\n")
        .replace("\\\n", " ");
    let images = images.lines().flat_map(run_by).take(MAX_CONTAINERS);
    images
        .map(|image| Value::string(image).at(data.origin.clone()))
        .collect()
}

/// Options of `docker run` that take no value.
const FLAGS: &[&str] = &[
    "--detach",
    "--init",
    "--interactive",
    "--no-healthcheck",
    "--oom-kill-disable",
    "--privileged",
    "--publish-all",
    "--quiet",
    "--read-only",
    "--rm",
    "--tty",
];

/// The images that one line of a script runs.
fn run_by(line: &str) -> Vec<String> {
    if line.trim_start().starts_with('#') {
        return Vec::new();
    }
    let mut words = line.split_whitespace().peekable();
    let mut found = Vec::new();
    while let Some(word) = words.next() {
        let engine = word.rsplit('/').next().unwrap_or(word);
        if !matches!(engine, "docker" | "nerdctl" | "podman") {
            continue;
        }
        words.next_if_eq(&"container");
        if words.next_if_eq(&"run").is_none() {
            continue;
        }
        while let Some(word) = words.next() {
            let word = word.trim_matches(['"', '\'']);
            let short = word.strip_prefix('-').filter(|rest| !rest.starts_with('-'));
            let flag = match short {
                Some(letters) => letters.chars().all(|c| "ditP".contains(c)),
                None => FLAGS.contains(&word) || word.contains('='),
            };
            match (word.starts_with('-'), flag) {
                (true, true) => {}
                // Its value follows.
                (true, false) => {
                    words.next();
                }
                (false, _) => {
                    found.push(word.to_owned());
                    break;
                }
            }
        }
    }
    found
}

/// The database that the machine's own image is made for, by the name that it is looked up by.
fn made_for(machine: &Instance, images: &BTreeMap<&InstanceId, &Arc<Instance>>) -> Option<Value> {
    let (reference, _) = references(machine.written("ami")?).into_iter().next()?;
    let image = images.get(&reference.instance)?;
    let names = image.written("name_regex").into_iter().cloned();
    let (filters, _) = image.written("filter").map(super::super::answer::parts)?;
    let filters = filters.into_iter().flat_map(|filter| {
        let field = |name: &str| super::super::answer::field(&filter.value, name);
        let named = field("name").as_str() == Some("name");
        let (values, _) = super::super::answer::parts(&field("values"));
        values
            .into_iter()
            .filter(move |_| named)
            .map(|value| value.value)
    });
    names.chain(filters).find_map(|name| {
        let text = name.as_str()?;
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        let word = words.find(|word| database(word, "").is_some())?;
        (!is_about_databases(text)).then(|| Value::string(word).at(name.origin.clone()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_stand_behind_the_options() {
        for (line, image) in [
            ("docker run postgres:16", "postgres:16"),
            ("docker run -d -p 5432:5432 postgres", "postgres"),
            (
                "sudo /usr/bin/docker run -dit --name db -e A=b postgres:16 -c x=y",
                "postgres:16",
            ),
            ("docker run --restart=always --name postgres app:1", "app:1"),
            (
                "podman run --rm -v /data:/var/lib 'quay.io/a/mysql'",
                "quay.io/a/mysql",
            ),
            ("docker container run -it mongo", "mongo"),
        ] {
            assert_eq!(run_by(line), [image], "{line}");
        }
        for line in [
            "docker ps",
            "# docker run postgres",
            "echo run postgres",
            "docker pull x",
        ] {
            assert!(run_by(line).is_empty(), "{line}");
        }
    }
}
