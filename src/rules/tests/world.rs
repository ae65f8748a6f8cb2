//! A world written as HCL: `resource` blocks are instances, `subject` blocks are records; a fact
//! is the attribute of its name on its first argument.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::GlobSet;

use super::super::*;
use crate::address::{Address, InstanceId, InstanceKey, Mode, ModulePath, Reference, RootId, Step};
use crate::facts::catalogue::FactFunction;
use crate::finding::RuleResult;
use crate::language::functions::{Context, Error};
use crate::language::{
    Dialect, Element, Entries, Evaluator, HopKind, Instance, Kind, Origin, Presence, Reason,
    ReasonKind, Scope, Type, Unknown, Value,
};
use crate::source::{Place, Sources};
use crate::syntax::hcl::{self, Body, Tree};

#[derive(Debug)]
struct Made {
    id: InstanceId,
    attributes: Entries,
}

impl Instance for Made {
    fn id(&self) -> &InstanceId {
        &self.id
    }
    fn attribute(&self, name: &str) -> Value {
        let found = self.attributes.get(name).cloned();
        found.unwrap_or_else(|| Value::null(Type::Dynamic))
    }
    fn written(&self) -> &Entries {
        &self.attributes
    }
}

#[derive(Debug, Default)]
pub struct Fake {
    items: BTreeMap<String, Vec<Item>>,
    places: BTreeMap<(String, Vec<Step>), Place>,
    headers: BTreeMap<String, Place>,
    pub hidden: Vec<Reason>,
    pub asked: Asked,
}

/// How often a list of all resources was asked for.
pub type Asked = Arc<std::sync::atomic::AtomicUsize>;

impl Fake {
    pub fn new(sources: &mut Sources, text: &str) -> Fake {
        let file = sources.add("main.tf", text);
        let (tree, problems) = hcl::parse(file, text.into());
        assert!(problems.is_empty(), "{problems:?}");
        let mut fake = Fake::default();
        for block in &tree.body.blocks {
            let labels: Vec<&str> = block.labels.iter().map(|l| tree.chars(&l.text)).collect();
            let (kind, name) = (labels[0], labels[1]);
            let header = tree.place(block.header);
            let attributes = object(&tree, &block.body);
            let root: Arc<str> = match attributes.get("root").and_then(Value::as_str) {
                Some(root) => root.into(),
                None => ".".into(),
            };
            let existence = match attributes.get("count").and_then(|v| v.as_unknown()) {
                Some(unknown) => Existence::Perhaps(unknown.reasons.clone()),
                None => Existence::Certain,
            };
            let full = format!("{kind}.{name}");
            for attribute in &block.body.attributes {
                let step = Step::Attr(tree.str(attribute.name).into());
                let place = tree.place(attribute.span);
                fake.places.insert((full.clone(), vec![step]), place);
            }
            fake.headers.insert(full.clone(), header);
            let value: Value = match tree.str(block.kind) {
                "subject" => Kind::Object(Arc::new(attributes)).into(),
                _ => {
                    let id = id(kind, name);
                    Kind::Instance(Arc::new(Made { id, attributes })).into()
                }
            };
            fake.items.entry(kind.into()).or_default().push(Item {
                root,
                name: full.into(),
                value,
                existence,
                place: header,
            });
        }
        fake
    }
}

fn id(kind: &str, name: &str) -> InstanceId {
    InstanceId {
        root: RootId(0),
        address: Arc::new(Address {
            module: ModulePath::default(),
            mode: Mode::Managed,
            kind: kind.into(),
            name: name.into(),
            key: InstanceKey::None,
        }),
    }
}

fn object(tree: &Tree, body: &Body) -> Entries {
    let mut pairs: Vec<(Arc<str>, Value)> = Vec::new();
    for attribute in &body.attributes {
        let mut scope = Names;
        let mut evaluator = Evaluator::new(tree, &mut scope, Dialect::Terraform);
        let value = evaluator.eval(attribute.expr);
        assert!(
            evaluator.diagnostics.is_empty(),
            "{:?}",
            evaluator.diagnostics
        );
        pairs.push((tree.str(attribute.name).into(), value));
    }
    for block in &body.blocks {
        let inner = Kind::Object(Arc::new(object(tree, &block.body))).into();
        pairs.push((tree.str(block.kind).into(), Value::tuple(vec![inner])));
    }
    Entries::new(pairs)
}

/// `var.x` is unknown, `secret.x` is sensitive, `default.x` comes from the default of a variable,
/// `aws_x.y.z` is a reference, `maybe.x` is a list of one element that is perhaps there.
struct Names;

impl Context for Names {
    fn spend(&mut self, _: u64) -> Result<(), Error> {
        Ok(())
    }
    fn read_file(&mut self, _: &str) -> Result<Arc<[u8]>, Error> {
        Err(Error::refused("no"))
    }
    fn file_exists(&mut self, _: &str) -> Result<bool, Error> {
        Err(Error::refused("no"))
    }
    fn file_set(&mut self, _: &str, _: &str) -> Result<Vec<String>, Error> {
        Err(Error::refused("no"))
    }
    fn render(&mut self, _: &str, _: &str, _: &Value) -> Result<Value, Error> {
        Err(Error::refused("no"))
    }
}

impl Scope for Names {
    fn lookup(
        &mut self,
        name: &str,
        path: &[&str],
        place: Place,
    ) -> Result<(Value, usize), String> {
        let what = format!("{name}.{}", path.join("."));
        let unknown = |kind| Unknown::new(Type::Dynamic, Reason::new(kind, &*what, Some(place)));
        let value = match name {
            "var" => Value::unknown(unknown(ReasonKind::Variable)),
            "secret" => Value::string(path[0]).marked(true),
            "default" => {
                let number = Value::int(path[0].trim_start_matches('n').parse().unwrap());
                let hop = HopKind::Default("retention".into(), Some(path[0][1..].into()));
                number.at(Origin::via(hop, Some(place), [Origin::At(place)]))
            }
            "open" => {
                let element = Element {
                    key: None,
                    value: Value::string(path[0]),
                    presence: Presence::Certain,
                };
                let unknown = unknown(ReasonKind::Module);
                Value::unknown(unknown.with_elements(vec![element], true))
            }
            "maybe" => {
                let element = Element {
                    key: None,
                    value: Value::string(path[0]),
                    presence: Presence::Perhaps,
                };
                let unknown = unknown(ReasonKind::Variable);
                Value::unknown(unknown.with_elements(vec![element], false))
            }
            _ => {
                let reference = Reference {
                    instance: id(name, path[0]),
                    path: path[1..].iter().map(|p| Step::Attr((*p).into())).collect(),
                };
                let reason = Reason::new(ReasonKind::Computed, &*what, Some(place));
                Value::unknown(Unknown::reference(Type::String, reference, reason))
            }
        };
        Ok((value, path.len()))
    }
    fn call(&mut self, _: &str, _: &[Value], _: Place) -> Option<Result<Value, Error>> {
        None
    }
}

impl World for Fake {
    fn environment(&self) -> Option<Arc<str>> {
        None
    }

    fn items(&self, subjects: &Subjects) -> Vec<Item> {
        let names: Vec<Arc<str>> = match subjects {
            Subjects::Resources(names) | Subjects::Objects(names) => names.clone(),
            Subjects::Derived(record) => vec![record.name.into()],
            Subjects::Project(_) => panic!("the engine asks for triggers itself"),
        };
        let found = names.iter().filter_map(|name| self.items.get(&**name));
        found.flatten().cloned().collect()
    }

    fn place(&self, of: &Value, path: &[Step]) -> Option<Place> {
        let Kind::Instance(instance) = &of.kind else {
            return None;
        };
        let name = instance.id().to_string();
        let header = self.headers.get(&name).copied();
        self.places.get(&(name, path.to_vec())).copied().or(header)
    }

    fn call_with(&self, _: &Value, _: Place) -> Option<Place> {
        None
    }

    fn hidden(&self, _: &GlobSet) -> Vec<Reason> {
        self.hidden.clone()
    }

    fn fact(
        &self,
        fact: &'static FactFunction,
        arguments: &[Value],
        _: Place,
    ) -> Result<Value, Error> {
        let first = &arguments[0];
        match (fact.name, &first.kind) {
            ("address", Kind::String(text)) => Ok(Value::string(text.clone())),
            ("address", Kind::Instance(instance)) => Ok(Value::string(instance.id().to_string())),
            ("resources", Kind::String(ty)) => {
                self.asked
                    .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let items = self.items.get(&**ty).map_or(&[][..], |items| items);
                let certain = items.iter().all(|i| i.existence == Existence::Certain);
                if certain {
                    return Ok(Value::tuple(
                        items.iter().map(|i| i.value.clone()).collect(),
                    ));
                }
                let reason = Reason::new(ReasonKind::Variable, "var.count", None);
                let elements = items.iter().map(|item| Element {
                    key: None,
                    value: item.value.clone(),
                    presence: Presence::certain_if(item.existence == Existence::Certain),
                });
                let unknown = Unknown::new(Type::Dynamic, reason);
                Ok(Value::unknown(
                    unknown.with_elements(elements.collect(), false),
                ))
            }
            (name, Kind::Instance(instance)) => {
                let value = instance.attribute(name);
                let place = value.origin.nearest();
                let hop = HopKind::Evidence(format!("{name} says so").into());
                let origin = Origin::via(hop, place, [value.origin.clone()]);
                Ok(value.at(origin))
            }
            (name, _) => Err(Error::refused(format!("{name}() of something else"))),
        }
    }
}

/// The page of a rule TEST-001 with `body` after its metadata.
pub fn page(body: &str) -> String {
    format!(
        r#"rule "test" {{
  code     = "TEST-001"
  clause   = "1"
  severity = "high"
  title    = "All is well"
  why      = "Because."
  fix      = "Mend it."
  {body}
}}"#
    )
}

/// The outcome of a page on a world.
pub struct Ran {
    pub sources: Sources,
    pub outcome: Outcome,
}

/// Loads a page, which has to be right, and runs it.
pub fn run_page(page: &str, world: &str) -> Ran {
    run_page_in(page, world, |_| {})
}

pub fn run_page_in(page: &str, world: &str, change: impl Fn(&mut Fake)) -> Ran {
    ran(page, world, change, Passes::Told)
}

pub fn run_page_with(page: &str, world: &str, passes: Passes) -> Ran {
    ran(page, world, |_| {}, passes)
}

fn ran(page: &str, world: &str, change: impl Fn(&mut Fake), passes: Passes) -> Ran {
    let mut sources = Sources::default();
    let file = sources.add("rules/TEST-001-test.rule.hcl", page);
    let (library, problems) = Library::load(&mut sources, &[file]);
    assert!(
        problems
            .iter()
            .all(|p| p.level != crate::finding::Level::Error),
        "{problems:#?}"
    );
    let mut fake = Fake::new(&mut sources, world);
    change(&mut fake);
    let rules = [library.find("TEST-001").unwrap()];
    let outcome = run(&library, &rules, &fake, passes);
    Ran { sources, outcome }
}

impl Ran {
    /// The results in one line each: subject, element, verdict, line, message.
    pub fn lines(&self) -> Vec<String> {
        let line = |result: &RuleResult| {
            let subject = result.subject.as_ref().map_or("-", |s| &s.name);
            let element = result
                .element
                .as_deref()
                .map_or(String::new(), |e| format!(" [{e}]"));
            let verdict = result.verdict.as_str();
            let place = result.place.and_then(|place| self.sources.locate(place));
            let at = place.map_or(0, |(_, start, _)| start.line);
            format!("{subject}{element} {verdict} {at}: {}", result.message)
        };
        self.outcome.results.iter().map(line).collect()
    }

    /// What proves the first result.
    pub fn evidence(&self) -> Vec<String> {
        let steps = self.outcome.results[0].evidence.iter();
        steps.map(|step| step.message.clone()).collect()
    }

    /// What would decide the first result.
    pub fn reasons(&self) -> Vec<&'static str> {
        let reasons = self.outcome.results[0].reasons.iter();
        reasons.map(|reason| reason.reason).collect()
    }

    pub fn errors(&self) -> Vec<&str> {
        self.outcome
            .diagnostics
            .iter()
            .map(|d| d.message.as_str())
            .collect()
    }
}
