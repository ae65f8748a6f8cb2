//! `archlint explain-value`: what an attribute is, or a variable, local or output, and where its
//! value came from.

use std::sync::Arc;

use super::args::ExplainValueArgs;
use super::environments::Environments;
use super::inputs::InputOptions;
use super::progress::Progress;
use super::settings;
use super::status::Status;
use super::terminal::Terminal;
use super::understand::{Evaluated, Understanding, understand};
use crate::address::{Address, InstanceKey, ModulePath};
use crate::language::functions::{Context, Error};
use crate::language::{Dialect, Evaluator, Kind, Scope, Value};
use crate::report::{self, Options};
use crate::rules::{provenance, without_stand_ins};
use crate::source::{FileId, Place, Sources};
use crate::syntax::hcl;
use crate::terraform::NamedValue;

/// The verb.
pub(super) fn run(
    args: &ExplainValueArgs,
    mut inputs: InputOptions,
    view: &Options,
    terminal: &Terminal,
) -> Result<Status, String> {
    let mut sources = Sources::default();
    let otherwise = Environments::Unnamed;
    let home = inputs.root.clone();
    let problems = settings::read(&args.inputs, &mut inputs, &home, otherwise, &mut sources)?;
    if let Some(problem) = problems.first() {
        return Err(settings::in_one_line(problem, &sources));
    }
    inputs.named = true;
    let understood = understand(&inputs, sources, &Progress::default())?;
    // Without --env, and with it too, there is one.
    let Some(evaluated) = understood.evaluated.first() else {
        return Err(unknown_address(&args.value, &[]));
    };
    let addressed = addressed(evaluated);
    let mut text = String::new();
    for (found, path) in meant(&args.value, &addressed) {
        let value = step_into(&found.value, path)?;
        let name = format!("{}{path}", found.address);
        text.push_str(&explain(&name, found.root, &value, args, &understood, view));
    }
    if text.is_empty() {
        return Err(unknown_address(&args.value, &addressed));
    }
    terminal.print_text(&text)?;
    Ok(Status::Clean)
}

/// A value that has an address.
struct Addressed<'a> {
    address: String,
    /// The same without the keys that may be left out, to mean all of them.
    unkeyed: String,
    /// The root module it stands in.
    root: &'a str,
    value: Value,
    /// A part has to be named: of a resource, an attribute.
    in_parts: bool,
}

/// All that has an address in one environment: instances, then names.
fn addressed(evaluated: &Evaluated) -> Vec<Addressed<'_>> {
    let roots = &evaluated.project.roots;
    let instances = evaluated.graph.instances.iter().map(|instance| {
        let resource = Address {
            key: InstanceKey::None,
            ..Address::clone(&instance.id.address)
        };
        let root = roots.get(instance.id.root.0 as usize);
        Addressed {
            address: instance.id.to_string(),
            unkeyed: resource.to_string(),
            root: root.map_or("", |root| &*root.name),
            value: Value::from(Kind::Instance(instance.clone())),
            in_parts: true,
        }
    });
    let names = roots.iter().flat_map(|root| {
        root.named.iter().map(|named| {
            let mut module = ModulePath::clone(&named.module);
            for step in &mut module.0 {
                step.key = InstanceKey::None;
            }
            let unkeyed = NamedValue {
                module,
                ..named.clone()
            };
            Addressed {
                address: named.to_string(),
                unkeyed: unkeyed.to_string(),
                root: &root.name,
                value: named.value.clone(),
                in_parts: false,
            }
        })
    });
    instances.chain(names).collect()
}

/// What `value` is the address of, or of a part, and the path to that. The longest address counts:
/// `module.a.local.x` is a local, though an output may be called `local`. Without a key, all are
/// meant.
fn meant<'a, 'v>(value: &'v str, all: &'a [Addressed<'a>]) -> Vec<(&'a Addressed<'a>, &'v str)> {
    let exactly = |one: &'a Addressed<'a>| {
        let path = beyond(value, &one.address, one.in_parts)?;
        Some((one, path))
    };
    let loosely = |one: &'a Addressed<'a>| {
        let path = value.strip_prefix(&one.unkeyed)?;
        let path = path.strip_prefix("[*]").unwrap_or(path);
        let keyed = one.in_parts && path.starts_with('[');
        let path = beyond(path, "", one.in_parts)?;
        (!keyed).then_some((one, path))
    };
    let mut found: Vec<_> = all.iter().filter_map(exactly).collect();
    if found.is_empty() {
        found = all.iter().filter_map(loosely).collect();
    }
    let shortest = found.iter().map(|(_, path)| path.len()).min();
    found.retain(|(_, path)| Some(path.len()) == shortest);
    found
}

/// What follows an address in `value`: a path into what it is the address of.
fn beyond<'v>(value: &'v str, address: &str, in_parts: bool) -> Option<&'v str> {
    let path = value.strip_prefix(address)?;
    let whole = path.is_empty() && !in_parts;
    (whole || path.starts_with(['.', '['])).then_some(path)
}

fn explain(
    name: &str,
    root: &str,
    value: &Value,
    args: &ExplainValueArgs,
    understood: &Understanding,
    view: &Options,
) -> String {
    let shown = report::graph::value_json(value, args.show_sensitive);
    let (mut steps, undecided) = provenance(value);
    without_stand_ins(&mut steps, &understood.sources);
    let told = report::provenance::Told {
        name,
        root,
        value: &shown,
        steps: &steps,
        undecided: &undecided,
    };
    report::provenance::text(&told, &understood.sources, view)
}

/// The part of a value that a path like `.tags["Name"]` leads to, as rules would see it.
fn step_into(whole: &Value, path: &str) -> Result<Value, String> {
    let text = format!("self{path}");
    let (tree, expr, wrong) = hcl::parse_expression(FileId(u32::MAX), text.as_str().into());
    if let Some(wrong) = wrong.first() {
        return Err(format!("{path}: {}", wrong.message));
    }
    let mut scope = Only {
        whole: whole.clone(),
    };
    let mut evaluator = Evaluator::new(&tree, &mut scope, Dialect::Rules);
    let value = evaluator.eval(expr);
    match evaluator.diagnostics.first() {
        Some(wrong) => Err(format!("{path}: {}", wrong.message)),
        None => Ok(value),
    }
}

/// What to try instead.
fn unknown_address(name: &str, all: &[Addressed]) -> String {
    let addresses = || all.iter().map(|one| one.address.as_str());
    if addresses().any(|address| address == name) {
        return format!("{name}: write one of its attributes behind it: {name}.ATTRIBUTE");
    }
    let resource = name.rsplit_once('.').map(|(address, _)| address);
    let tried = [Some(name), resource].into_iter().flatten();
    let nearest = tried
        .filter_map(|name| crate::finding::nearest(name, addresses()))
        .next();
    match nearest {
        Some(other) => format!("{name}: there is no such thing; did you mean {other}?"),
        None => format!(
            "{name}: there is no such thing; write ADDRESS.ATTRIBUTE (`archlint graph` lists all), \
             var.NAME, local.NAME or output.NAME"
        ),
    }
}

/// The scope that knows one value, as `self`.
struct Only {
    whole: Value,
}

const NO_FILES: &str = "functions that read files have no place here";

impl Scope for Only {
    fn lookup(&mut self, name: &str, _: &[&str], _: Place) -> Result<(Value, usize), String> {
        match name {
            "self" => Ok((self.whole.clone(), 0)),
            other => Err(format!("{other:?} has no place in a path")),
        }
    }

    fn call(&mut self, _: &str, _: &[Value], _: Place) -> Option<Result<Value, Error>> {
        None
    }
}

impl Context for Only {
    fn spend(&mut self, _: u64) -> Result<(), Error> {
        // The work is bounded by the length of the path.
        Ok(())
    }

    fn read_file(&mut self, _: &str) -> Result<Arc<[u8]>, Error> {
        Err(Error::refused(NO_FILES))
    }

    fn file_exists(&mut self, _: &str) -> Result<bool, Error> {
        Err(Error::refused(NO_FILES))
    }

    fn file_set(&mut self, _: &str, _: &str) -> Result<Vec<String>, Error> {
        Err(Error::refused(NO_FILES))
    }

    fn render(&mut self, _: &str, _: &str, _: &Value) -> Result<Value, Error> {
        Err(Error::refused(NO_FILES))
    }
}
