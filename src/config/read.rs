//! From a checked tree to settings. What the check refused is left out here; paths and globs are
//! looked at for the first time.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::{Glob, GlobBuilder, GlobSetBuilder};

use super::check::{problem, quoted};
use super::environment::RootInstance;
use super::pattern::Pattern;
use super::settings::{
    Allow, Config, Override, ParamValue, Placed, Project, Regions, Role, Roles, Rules,
};
use super::toml::{Kind, Node};
use crate::finding::{Diagnostic, Severity, nearest};
use crate::source::{self, Excludes, Place, ReadError, Root, path};

/// Reads settings from trees, and keeps what is wrong.
pub(super) struct Reader<'a> {
    root: &'a Root,
    /// Directory of the file, inside the root.
    base: &'a str,
    pub problems: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub fn new(root: &'a Root, base: &'a str) -> Reader<'a> {
        Reader {
            root,
            base,
            problems: Vec::new(),
        }
    }

    /// All settings of a file.
    pub fn config(&mut self, file: &Node) -> Config {
        let table = |name: &str| file.get(name);
        Config {
            file: None,
            project: table("project")
                .map(|node| self.project(node))
                .unwrap_or_default(),
            rules: table("rules")
                .map(|node| self.rules(node))
                .unwrap_or_default(),
            params: table("params")
                .map(|node| self.params(node))
                .unwrap_or_default(),
            roles: table("roles").map(roles).unwrap_or_default(),
            modules: table("modules")
                .map(|node| self.modules(node))
                .unwrap_or_default(),
            externals: table("externals").map(externals).unwrap_or_default(),
            regions: table("regions").map(regions).unwrap_or_default(),
            allow: table("allow")
                .map(|node| self.allow(node))
                .unwrap_or_default(),
            overrides: table("override")
                .map(|node| self.overrides(node, table("project")))
                .unwrap_or_default(),
        }
    }

    fn project(&mut self, node: &Node) -> Project {
        let (exclude, roots) = (globs(node, "exclude"), globs(node, "roots"));
        let environments = node
            .get("environments")
            .map(Node::entries)
            .unwrap_or_default();
        Project {
            base: self.base.into(),
            root_globs: self.root_globs(&roots),
            roots: node.get("roots").map(|_| roots),
            excludes: self.excludes("exclude", &exclude),
            exclude,
            baseline: node.get("baseline").and_then(text),
            environments: environments
                .iter()
                .map(|entry| {
                    let value = self.instances(&entry.key, &entry.value);
                    let place = entry.place;
                    (Arc::from(entry.key.as_str()), Placed { value, place })
                })
                .collect(),
        }
    }

    /// A glob with a slash begins at the directory of the file; one without, anywhere.
    fn excludes(&mut self, key: &str, globs: &[Placed<String>]) -> Excludes {
        let anchored: Vec<String> = globs
            .iter()
            .map(
                |glob| match glob.value.trim_end_matches('/').contains('/') {
                    true => self.anchored(&glob.value),
                    false => glob.value.clone(),
                },
            )
            .collect();
        match Excludes::new(&anchored) {
            Ok(excludes) => excludes,
            Err((index, error)) => {
                if let Some(glob) = globs.get(index) {
                    let message = format!("{key}: {}", error.kind());
                    self.problems.push(problem(glob.place, message));
                }
                Excludes::default()
            }
        }
    }

    fn root_globs(&mut self, globs: &[Placed<String>]) -> globset::GlobSet {
        let mut set = GlobSetBuilder::new();
        for glob in globs {
            self.stands_somewhere(glob);
            let anchored = self.anchored(&glob.value);
            let inside = anchored.trim_start_matches('/');
            let inside = if inside.is_empty() {
                path::HERE
            } else {
                inside
            };
            match GlobBuilder::new(inside).literal_separator(true).build() {
                Ok(glob) => {
                    set.add(glob);
                }
                Err(error) => {
                    let message = format!("roots: {}", error.kind());
                    self.problems.push(problem(glob.place, message));
                }
            }
        }
        set.build().unwrap_or_else(|error| {
            if let Some(glob) = globs.first() {
                let message = format!("roots: {}", error.kind());
                self.problems.push(problem(glob.place, message));
            }
            globset::GlobSet::empty()
        })
    }

    /// `glob`, which is relative to the directory of the file, as one of paths inside the root.
    fn anchored(&self, glob: &str) -> String {
        let glob = glob.trim_start_matches("./").trim_matches('/');
        let glob = if glob == path::HERE { "" } else { glob };
        match (self.base, glob) {
            (path::HERE, glob) => format!("/{glob}"),
            (base, "") => format!("/{}", globset::escape(base)),
            (base, glob) => format!("/{}/{glob}", globset::escape(base)),
        }
    }

    /// A plain path among globs names something.
    fn stands_somewhere(&mut self, glob: &Placed<String>) {
        if !glob.value.contains(['*', '?', '[', '{', '\\']) {
            let plain = glob.value.trim_start_matches('/');
            let plain = if plain.is_empty() { path::HERE } else { plain };
            self.directory("roots", plain, glob.place);
        }
    }

    fn instances(&mut self, environment: &str, node: &Node) -> Vec<RootInstance> {
        let mut instances: Vec<RootInstance> = Vec::new();
        for item in node.list() {
            let Some(root) = item.get("root") else {
                continue;
            };
            let Some(dir) = root
                .text()
                .and_then(|t| self.directory("root", t, root.place))
            else {
                continue;
            };
            let instance = RootInstance {
                root: Placed {
                    value: dir,
                    place: root.place,
                },
                var_files: texts(item, "var_files"),
            };
            let files = |i: &RootInstance| -> Vec<String> {
                i.var_files.iter().map(|file| file.value.clone()).collect()
            };
            let twin = instances.iter().find(|other| {
                other.root.value == instance.root.value && files(other) == files(&instance)
            });
            match twin {
                Some(twin) => {
                    let message = format!(
                        "{} stands in the environment {} twice with the same variables files",
                        instance.root.value,
                        quoted(environment)
                    );
                    let twice = problem(root.place, message);
                    self.problems
                        .push(twice.with_related(twin.root.place, "it stands here"));
                }
                None => instances.push(instance),
            }
        }
        if instances.is_empty() && node.list().is_empty() && matches!(node.kind, Kind::List(_)) {
            let message = format!("the environment {} has no root", quoted(environment));
            self.problems.push(problem(node.place, message));
        }
        instances
    }

    fn allow(&mut self, node: &Node) -> Vec<Allow> {
        let mut allow = Vec::new();
        for item in node.list() {
            let until = item.get("until").and_then(|until| match &until.kind {
                Kind::Date(day) | Kind::Text(day) => Some(Placed {
                    value: day.clone(),
                    place: until.place,
                }),
                _ => None,
            });
            let required = |name| item.get(name).and_then(text);
            let (Some(rule), Some(subject), Some(reason)) =
                (required("rule"), required("subject"), required("reason"))
            else {
                continue;
            };
            let root = item.get("root").and_then(text);
            let roots: Vec<Placed<String>> = root.iter().cloned().collect();
            allow.push(Allow {
                place: item.place,
                rule,
                subject: pattern(subject),
                roots: self.excludes("root", &roots),
                root,
                reason: reason.value,
                until,
            });
        }
        allow
    }

    fn overrides(&mut self, node: &Node, project: Option<&Node>) -> Vec<Override> {
        let environments = project.and_then(|project| project.get("environments"));
        let environments = environments.map(Node::entries).unwrap_or_default();
        let mut overrides = Vec::new();
        for item in node.list() {
            let said = |name: &str| item.get(name).is_some();
            if !said("paths") && !said("environments") {
                let message = "[[override]] needs paths or environments: what holds everywhere \
                               stands in [rules]";
                self.problems.push(problem(item.place, message));
            }
            let names = texts(item, "environments");
            for name in &names {
                if environments.iter().all(|entry| entry.key != name.value) {
                    let known = environments.iter().map(|entry| entry.key.as_str());
                    let hint = match nearest(&name.value, known) {
                        Some(near) => format!("did you mean {near}?"),
                        None => "[project.environments] has none of that name".to_owned(),
                    };
                    let message =
                        format!("environments: there is no {}; {hint}", quoted(&name.value));
                    self.problems.push(problem(name.place, message));
                }
            }
            let paths = globs(item, "paths");
            overrides.push(Override {
                path_globs: self.excludes("paths", &paths),
                paths: item.get("paths").map(|_| paths),
                environments: item.get("environments").map(|_| names),
                ignore: texts(item, "ignore"),
                severity: severities(item),
            });
        }
        overrides
    }

    fn rules(&mut self, node: &Node) -> Rules {
        let directories = texts(node, "directories").into_iter().filter_map(|text| {
            let place = text.place;
            let value = self.directory("directories", &text.value, place)?;
            Some(Placed { value, place })
        });
        Rules {
            directories: directories.collect(),
            select: node.get("select").map(|_| texts(node, "select")),
            extend_select: texts(node, "extend_select"),
            ignore: texts(node, "ignore"),
            locked: texts(node, "locked"),
            severity: severities(node),
        }
    }

    fn modules(&mut self, node: &Node) -> BTreeMap<Arc<str>, Placed<Arc<str>>> {
        let entries = node.entries().iter().filter_map(|entry| {
            let place = entry.value.place;
            let value = self.directory(&quoted(&entry.key), entry.value.text()?, place)?;
            Some((entry.key.as_str().into(), Placed { value, place }))
        });
        entries.collect()
    }

    /// The directory (inside the root) that `text` names from that of the file.
    fn directory(&mut self, key: &str, text: &str, place: Place) -> Option<Arc<str>> {
        let message = match self.root.look(self.base, text) {
            Ok(found) if found.kind == source::Kind::Directory => return Some(found.path.into()),
            _ if text.contains("://") => {
                format!("{key} needs a path in the repository, not a URL")
            }
            Ok(_) => format!("{key}: {} is not a directory", quoted(text)),
            Err(ReadError::Missing) => format!("{key}: there is no directory {}", quoted(text)),
            Err(error) => format!("{key}: {}: {error}", quoted(text)),
        };
        self.problems.push(problem(place, message));
        None
    }

    /// Tables are groups: `db.min_days` is written as such, or quoted, or in a table `params.db`.
    fn params(&mut self, node: &Node) -> BTreeMap<String, Placed<ParamValue>> {
        let mut params: BTreeMap<String, Placed<ParamValue>> = BTreeMap::new();
        let mut pending: Vec<(String, &Node)> = vec![(String::new(), node)];
        while let Some((group, node)) = pending.pop() {
            for entry in node.entries() {
                let name = format!("{group}{}", entry.key);
                if let Kind::Table(_) = entry.value.kind {
                    pending.push((format!("{name}."), &entry.value));
                    continue;
                }
                let Some(value) = param(&entry.value) else {
                    continue;
                };
                let place = entry.place;
                match params.get(&name) {
                    Some(other) => {
                        let (first, second) = match other.place < place {
                            true => (other.place, place),
                            false => (place, other.place),
                        };
                        let message = format!("{} is set twice", quoted(&name));
                        let twice = problem(second, message).with_related(first, "first here");
                        self.problems.push(twice);
                    }
                    None => {
                        params.insert(name, Placed { value, place });
                    }
                }
            }
        }
        params
    }
}

fn param(node: &Node) -> Option<ParamValue> {
    Some(match &node.kind {
        Kind::Flag(value) => ParamValue::Flag(*value),
        Kind::Integer(value) => ParamValue::Integer(*value),
        Kind::Decimal(text) => ParamValue::Decimal(text.clone()),
        Kind::Text(text) => ParamValue::Text(text.clone()),
        Kind::List(items) => ParamValue::List(items.iter().filter_map(param).collect()),
        Kind::Date(_) | Kind::Strange | Kind::Table(_) => return None,
    })
}

fn severities(node: &Node) -> BTreeMap<String, Placed<Severity>> {
    let entries = node.get("severity").map(Node::entries).unwrap_or_default();
    let severities = entries.iter().filter_map(|entry| {
        let value = Severity::parse(entry.value.text()?)?;
        let place = entry.place;
        Some((entry.key.clone(), Placed { value, place }))
    });
    severities.collect()
}

fn roles(node: &Node) -> Roles {
    let globs = Role::ALL.map(|role| {
        let globs = texts(node, role.as_str()).into_iter().map(pattern);
        (role, globs.collect())
    });
    Roles {
        globs: globs.into(),
    }
}

fn externals(node: &Node) -> BTreeMap<String, Placed<Option<String>>> {
    let entries = node.entries().iter().filter_map(|entry| {
        let value = match &entry.value.kind {
            Kind::Flag(true) => None,
            Kind::Text(reason) => Some(reason.clone()),
            _ => return None,
        };
        let place = entry.place;
        Some((entry.key.clone(), Placed { value, place }))
    });
    entries.collect()
}

fn regions(node: &Node) -> Regions {
    Regions {
        primary: node.get("primary").and_then(text),
        dr: node.get("dr").and_then(text),
    }
}

fn pattern(text: Placed<String>) -> Placed<Pattern> {
    Placed {
        value: Pattern::new(&text.value),
        place: text.place,
    }
}

fn text(node: &Node) -> Option<Placed<String>> {
    Some(Placed {
        value: node.text()?.to_owned(),
        place: node.place,
    })
}

/// The texts at `key` that are globs; the check tells of the others.
fn globs(node: &Node, key: &str) -> Vec<Placed<String>> {
    let mut globs = texts(node, key);
    globs.retain(|glob| Glob::new(&glob.value).is_ok());
    globs
}

fn texts(node: &Node, key: &str) -> Vec<Placed<String>> {
    let items = node.get(key).map(Node::list).unwrap_or_default();
    items.iter().filter_map(text).collect()
}
