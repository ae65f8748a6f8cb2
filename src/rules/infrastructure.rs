//! The world that was read: what a scan's files declare, as rules see it.

use std::sync::Arc;

use globset::GlobSet;

use crate::address::Step;
use crate::config::Config;
use crate::facts::catalogue::FactFunction;
use crate::facts::kubernetes::{Clusters, Gaps};
use crate::facts::{self, Facts, Objects};
use crate::finding::Diagnostic;
use crate::finding::drawing::Drawing;
use crate::graph::Graph;
use crate::kubernetes::{self, Manifests, Object};
use crate::language::functions::Error;
use crate::language::{Kind, Reason, ReasonKind, Value};
use crate::source::Place;
use crate::terraform::{self, Configuration, Instance, ModuleSource, Project};

use super::world::{Existence, Item, Subjects, World};

/// One environment of a scan.
pub struct Infrastructure<'a> {
    environment: Option<&'a Arc<str>>,
    configuration: &'a Configuration,
    project: &'a Project,
    graph: &'a Graph,
    /// Of both worlds.
    objects: Vec<Object>,
    facts: Facts<'a>,
}

impl<'a> Infrastructure<'a> {
    /// The world of what was read, as `settings` have it.
    pub fn new(
        configuration: &'a Configuration,
        project: &'a Project,
        graph: &'a Graph,
        manifests: &'a Manifests,
        settings: &Config,
    ) -> Infrastructure<'a> {
        let mut objects = manifests.objects.clone();
        let declared = kubernetes::declared(project);
        objects.extend(declared.objects);
        let mut open_roots = manifests.open_roots();
        open_roots.extend(declared.open);
        let releases = kubernetes::releases(project, &objects);
        let written = objects.len();
        objects.extend(kubernetes::made(&releases, &objects));
        let derived = Objects::of(Clusters {
            objects: &objects,
            releases: &releases,
            gaps: &Gaps::new(open_roots, manifests.open_files()),
            project,
            roles: &settings.roles,
        });
        // Of what is made not enough is known for rules about objects.
        objects.truncate(written);
        let facts = Facts::new(project, graph).with_objects(derived);
        let facts = facts.with_roles(settings.roles.clone());
        Infrastructure {
            environment: None,
            configuration,
            project,
            graph,
            objects,
            facts: facts.with_regions(settings.regions.clone()),
        }
    }

    /// The same world, of the environment called `name`.
    pub fn of_environment(self, name: &'a Arc<str>) -> Self {
        Infrastructure {
            environment: Some(name),
            facts: self.facts.of_environment(name),
            ..self
        }
    }

    /// The Kubernetes objects of both worlds.
    pub fn objects(&self) -> &[Object] {
        &self.objects
    }

    /// What is odd about it, whatever rules are asked for.
    pub fn oddities(&self) -> Vec<Diagnostic> {
        self.facts.oddities()
    }

    /// It, as a drawing.
    pub fn drawing(&self) -> Drawing {
        facts::drawing::drawing(&self.facts, &self.objects)
    }

    fn root(&self, instance: &Instance) -> Arc<str> {
        let at = instance.id.root.0 as usize;
        match self.project.roots.get(at) {
            Some(root) => root.name.clone(),
            None => crate::source::path::HERE.into(),
        }
    }

    fn instance(&self, instance: &Arc<Instance>) -> Item {
        Item {
            root: self.root(instance),
            name: instance.id.to_string().into(),
            value: Value::from(Kind::Instance(instance.clone())),
            existence: existence(&instance.existence),
            place: instance.header(),
        }
    }
}

fn existence(existence: &terraform::Existence) -> Existence {
    match existence {
        terraform::Existence::Certain => Existence::Certain,
        terraform::Existence::Maybe(reasons) => Existence::Perhaps(reasons.clone()),
    }
}

impl World for Infrastructure<'_> {
    fn environment(&self) -> Option<Arc<str>> {
        self.environment.cloned()
    }

    fn items(&self, subjects: &Subjects) -> Vec<Item> {
        match subjects {
            Subjects::Resources(kinds) => {
                let mut found: Vec<&Arc<Instance>> = kinds
                    .iter()
                    .flat_map(|kind| self.graph.managed(kind))
                    .collect();
                found.sort_by(|a, b| a.id.cmp(&b.id));
                found.into_iter().map(|i| self.instance(i)).collect()
            }
            Subjects::Objects(kinds) => {
                let objects = self.objects.iter();
                let wanted = objects.filter(|object| kinds.contains(&object.id.kind));
                let items = wanted.map(|object| Item {
                    root: object.root.clone(),
                    name: object.name().into(),
                    value: object.value.clone(),
                    existence: existence(&object.existence),
                    place: object.place,
                });
                items.collect()
            }
            Subjects::Derived(record) => {
                let found = self.facts.derived(record).into_iter();
                let items = found.map(|derived| Item {
                    root: derived.root,
                    name: derived.name,
                    value: derived.value,
                    existence: existence(&derived.existence),
                    place: derived.place,
                });
                items.collect()
            }
            Subjects::Project(_) => Vec::new(),
        }
    }

    fn place(&self, of: &Value, path: &[Step]) -> Option<Place> {
        match &of.kind {
            Kind::Instance(instance) => {
                let instance = self.graph.instance(instance.id())?;
                Some(instance.place_of(path))
            }
            _ => None,
        }
    }

    fn call_with(&self, of: &Value, default: Place) -> Option<Place> {
        let Kind::Instance(instance) = &of.kind else {
            return None;
        };
        let call = self.graph.instance(instance.id())?.called_at?;
        let mut modules = self.configuration.modules();
        modules.find_map(|caller| {
            let mut calls = caller.calls.iter();
            let name = &calls.find(|other| other.body.header() == call)?.name;
            match self.configuration.source(caller, name) {
                ModuleSource::Loaded(called, _) => {
                    let mut trees = called.trees.iter();
                    trees.any(|tree| tree.file == default.file).then_some(call)
                }
                ModuleSource::Opaque(_) => None,
            }
        })
    }

    fn hidden(&self, hidden_in: &GlobSet) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for module in self.configuration.modules().filter(|m| m.broken) {
            reasons.push(module.unread());
        }
        for root in &self.project.roots {
            reasons.extend(root.incomplete.clone());
            for call in &root.opaque {
                if hidden_in.is_match(&*call.source) || hidden_in.is_match(&*call.name) {
                    let what = format!("module {}", call.source);
                    reasons.push(Reason::new(ReasonKind::Module, what, Some(call.place)));
                }
            }
        }
        reasons.sort();
        reasons.dedup();
        reasons
    }

    fn fact(
        &self,
        fact: &'static FactFunction,
        arguments: &[Value],
        place: Place,
    ) -> Result<Value, Error> {
        (fact.run)(&self.facts, arguments, place)
    }
}
