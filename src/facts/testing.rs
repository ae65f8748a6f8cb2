//! Worlds for tests: Terraform files in, expressions of rules evaluated over the facts.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::config::Roles;
use crate::facts::kubernetes::{Clusters, Gaps};
use crate::facts::{Facts, Objects, catalogue};
use crate::finding::Diagnostic;
use crate::graph::Graph;
use crate::kubernetes::{Object, declared, load as load_manifests, made, releases};
use crate::language::functions::{Context, Error};
use crate::language::{Dialect, Evaluator, HopKind, Kind, Origin, Scope, Value};
use crate::source::{Excludes, FileId, Limits, Place, Root, Sources, walk};
use crate::terraform::{Layout, Options, Project, RootRun, load};

/// A configuration that was read and evaluated.
pub(super) struct World {
    pub sources: Sources,
    pub project: Project,
    pub graph: Graph,
    /// Of both worlds.
    objects: Vec<Object>,
}

/// The world of one file.
pub(super) fn world(text: &str) -> World {
    World::of(&[("main.tf", text)])
}

impl World {
    /// The world of several files, by path.
    pub fn of(files: &[(&str, &str)]) -> World {
        let directory = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = directory.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let dirs = files
            .iter()
            .map(|(path, _)| match path.rsplit_once('/') {
                Some((dir, _)) => dir.into(),
                None => ".".into(),
            })
            .collect();
        World::read(directory.path(), dirs)
    }

    /// The world of some directories beneath `root`.
    pub fn read(root: &Path, dirs: BTreeSet<Arc<str>>) -> World {
        let root = Arc::new(Root::at(root).unwrap());
        let mut sources = Sources::default();
        let configuration = load(
            &root,
            &dirs,
            &Layout::default(),
            &mut sources,
            Limits::DEFAULT,
        );
        let project = Project::evaluate(
            &configuration,
            &RootRun::each(&configuration),
            &Options::default(),
        );
        let wrong: Vec<String> = configuration
            .diagnostics
            .iter()
            .chain(project.diagnostics())
            .filter(|d| d.level == crate::finding::Level::Error)
            .map(|d| d.message.clone())
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        let graph = Graph::new(&project);
        let limits = Limits::DEFAULT;
        let inputs = walk(&root, &[".".into()], &Excludes::default(), &limits).inputs;
        let inputs = inputs.into_iter().map(Into::into).collect();
        let mut objects = load_manifests(&root, inputs, &mut sources, limits).objects;
        objects.extend(declared(&project).objects);
        World {
            sources,
            project,
            graph,
            objects,
        }
    }

    /// The facts about it.
    fn facts(&self) -> Facts<'_> {
        let mut all = self.objects.clone();
        let releases = releases(&self.project, &all);
        all.extend(made(&releases, &all));
        let objects = Objects::of(Clusters {
            objects: &all,
            releases: &releases,
            gaps: &Gaps::default(),
            project: &self.project,
            roles: &Roles::default(),
        });
        Facts::new(&self.project, &self.graph).with_objects(objects)
    }

    /// What is odd about it.
    pub fn oddities(&self) -> Vec<Diagnostic> {
        self.facts().oddities()
    }

    /// What `expression` is over the facts. `at("aws_x.y[0]")` is the instance with an address.
    pub fn value(&self, expression: &str) -> Value {
        let file = FileId(u32::MAX);
        let text = format!("value = {expression}\n");
        let (tree, wrong) = crate::syntax::hcl::parse(file, text.as_str().into());
        assert!(wrong.is_empty(), "{wrong:?}");
        let expr = tree.body.attributes[0].expr;
        let mut scope = FactScope {
            facts: self.facts(),
            graph: &self.graph,
        };
        let mut evaluator = Evaluator::new(&tree, &mut scope, Dialect::Rules);
        let value = evaluator.eval(expr);
        let said: Vec<&String> = evaluator.diagnostics.iter().map(|d| &d.message).collect();
        assert!(said.is_empty(), "{said:?}");
        value
    }

    /// The same as text; an unknown is `unknown: ` and what would decide.
    pub fn show(&self, expression: &str) -> String {
        text(&self.value(expression))
    }

    /// The steps that prove a value: texts with `file:line`.
    pub fn proof(&self, expression: &str) -> Vec<String> {
        steps(&self.sources, &self.value(expression))
    }
}

/// The steps that prove `value`: texts with `file:line`.
pub(super) fn steps(sources: &Sources, value: &Value) -> Vec<String> {
    let mut steps = Vec::new();
    tell(&value.origin, &mut |text, place| {
        let at = place.and_then(|place| sources.locate(place));
        let step = match at {
            Some((file, start, _)) => format!("{text} ({file}:{})", start.line),
            None => text.to_owned(),
        };
        // What two values share is told once.
        if !steps.contains(&step) {
            steps.push(step);
        }
    });
    steps
}

/// A value as text; an unknown is `unknown: ` and what would decide.
pub(super) fn text(value: &Value) -> String {
    match (&value.kind, value.as_sequence(), value.as_entries()) {
        (Kind::Unknown(unknown), ..) => {
            let what: Vec<&str> = unknown.reasons.iter().map(|r| &*r.what).collect();
            format!("unknown: {}", what.join(", "))
        }
        (Kind::Instance(instance), ..) => instance.id().to_string(),
        (Kind::Null(_), ..) => "null".into(),
        (Kind::Bool(b), ..) => b.to_string(),
        (Kind::Number(number), ..) => number.to_string(),
        (Kind::String(text), ..) => format!("{text:?}"),
        (_, Some(items), _) => {
            format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(","))
        }
        (_, _, Some(entries)) => {
            let pairs = entries
                .iter()
                .map(|(key, value)| format!("{key}:{}", text(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
        }
        _ => "?".into(),
    }
}

fn tell(origin: &Origin, see: &mut dyn FnMut(&str, Option<Place>)) {
    if let Origin::Via(hop) = origin {
        for from in &hop.from {
            tell(from, see);
        }
        if let HopKind::Evidence(text) = &hop.kind {
            see(text, hop.place);
        }
    }
}

struct FactScope<'a> {
    facts: Facts<'a>,
    graph: &'a Graph,
}

impl Scope for FactScope<'_> {
    fn lookup(&mut self, name: &str, path: &[&str], _: Place) -> Result<(Value, usize), String> {
        let Some(second) = path.first() else {
            return Err(format!("no {name}"));
        };
        let address = format!("{name}.{second}");
        match self.find(&address) {
            Some(value) => Ok((value, 1)),
            None => Err(format!("no {address}")),
        }
    }

    fn call(
        &mut self,
        name: &str,
        arguments: &[Value],
        place: Place,
    ) -> Option<Result<Value, Error>> {
        if name == "at" {
            let address = arguments[0].as_str()?;
            return Some(self.find(address).ok_or_else(|| Error::refused(address)));
        }
        if name == "subjects" {
            let record = catalogue::subject(arguments[0].as_str()?)?;
            let all = self.facts.derived(record).into_iter().map(|d| d.value);
            return Some(Ok(Value::tuple(all.collect())));
        }
        let fact = catalogue::fact(name)?;
        Some((fact.run)(&self.facts, arguments, place))
    }
}

impl FactScope<'_> {
    fn find(&self, address: &str) -> Option<Value> {
        let mut all = self.graph.instances.iter();
        let found = all.find(|i| i.id.to_string() == address)?;
        Some(super::answer::instance_value(found))
    }
}

impl Context for FactScope<'_> {
    fn spend(&mut self, _: u64) -> Result<(), Error> {
        Ok(())
    }

    fn read_file(&mut self, _: &str) -> Result<Arc<[u8]>, Error> {
        Err(Error::refused("no files"))
    }

    fn file_exists(&mut self, _: &str) -> Result<bool, Error> {
        Err(Error::refused("no files"))
    }

    fn file_set(&mut self, _: &str, _: &str) -> Result<Vec<String>, Error> {
        Err(Error::refused("no files"))
    }

    fn render(&mut self, _: &str, _: &str, _: &Value) -> Result<Value, Error> {
        Err(Error::refused("no files"))
    }
}
