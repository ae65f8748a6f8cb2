//! `archlint explain-value`: what an attribute is, and where its value came from.

use std::sync::Arc;

use super::args::ExplainValueArgs;
use super::environments::Environments;
use super::inputs::InputOptions;
use super::progress::Progress;
use super::settings;
use super::status::Status;
use super::terminal::Terminal;
use super::understand::{Evaluated, Understanding, understand};
use crate::address::{Address, InstanceKey};
use crate::language::functions::{Context, Error};
use crate::language::{Dialect, Evaluator, Kind, Scope, Value};
use crate::report::{self, Options};
use crate::rules::provenance;
use crate::source::{FileId, Place, Sources};
use crate::syntax::hcl;
use crate::terraform::Instance;

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
    let understood = understand(&inputs, sources, &Progress::default())?;
    // Without --env, and with it too, there is one.
    let Some(Evaluated { project, graph, .. }) = understood.evaluated.first() else {
        return Err(unknown_address(&args.value, &[]));
    };
    let tell = |instance: &Arc<Instance>, path: &str| {
        let value = step_into(instance, path)?;
        let root = project.roots.get(instance.id.root.0 as usize);
        let root = root.map_or("", |root| &*root.name);
        let name = format!("{}{path}", instance.id);
        Ok::<_, String>(explain(&name, root, &value, args, &understood, view))
    };
    let mut text = String::new();
    for instance in &graph.instances {
        if let Some(path) = beyond(&args.value, &instance.id.to_string()) {
            text.push_str(&tell(instance, path)?);
        }
    }
    // Without a key, all instances of the resource are meant.
    if text.is_empty() {
        for instance in &graph.instances {
            let resource = Address {
                key: InstanceKey::None,
                ..Address::clone(&instance.id.address)
            };
            let path = beyond(&args.value, &resource.to_string());
            let path = path.map(|path| path.strip_prefix("[*]").unwrap_or(path));
            if let Some(path) = path.filter(|path| path.starts_with('.')) {
                text.push_str(&tell(instance, path)?);
            }
        }
    }
    if text.is_empty() {
        return Err(unknown_address(&args.value, &graph.instances));
    }
    terminal.print_text(&text)?;
    Ok(Status::Clean)
}

/// What follows the address of an instance in `value`: a path into it.
fn beyond<'v>(value: &'v str, address: &str) -> Option<&'v str> {
    let path = value.strip_prefix(address)?;
    path.starts_with(['.', '[']).then_some(path)
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
    let (steps, undecided) = provenance(value);
    let told = report::provenance::Told {
        name,
        root,
        value: &shown,
        steps: &steps,
        undecided: &undecided,
    };
    report::provenance::text(&told, &understood.sources, view)
}

/// The part of an instance that a path like `.tags["Name"]` leads to, as rules would see it.
fn step_into(instance: &Arc<Instance>, path: &str) -> Result<Value, String> {
    let text = format!("self{path}");
    let (tree, expr, wrong) = hcl::parse_expression(FileId(u32::MAX), text.as_str().into());
    if let Some(wrong) = wrong.first() {
        return Err(format!("{path}: {}", wrong.message));
    }
    let mut scope = Only {
        instance: Value::from(Kind::Instance(instance.clone())),
    };
    let mut evaluator = Evaluator::new(&tree, &mut scope, Dialect::Rules);
    let value = evaluator.eval(expr);
    match evaluator.diagnostics.first() {
        Some(wrong) => Err(format!("{path}: {}", wrong.message)),
        None => Ok(value),
    }
}

/// What to try instead.
fn unknown_address(name: &str, instances: &[Arc<Instance>]) -> String {
    let addresses: Vec<String> = instances
        .iter()
        .map(|instance| instance.id.to_string())
        .collect();
    let wanted = match name.rsplit_once('.') {
        Some((address, _)) => address,
        None => name,
    };
    if addresses.iter().any(|address| address == name) {
        return format!("{name}: write one of its attributes behind it: {name}.ATTRIBUTE");
    }
    let nearest = crate::finding::nearest(wanted, addresses.iter().map(String::as_str));
    match nearest {
        Some(other) => format!("{name}: there is no such resource; did you mean {other}?"),
        None => format!(
            "{name}: there is no such resource; write ADDRESS.ATTRIBUTE (`archlint graph` lists all)"
        ),
    }
}

/// The scope that knows one instance, as `self`.
struct Only {
    instance: Value,
}

const NO_FILES: &str = "functions that read files have no place here";

impl Scope for Only {
    fn lookup(&mut self, name: &str, _: &[&str], _: Place) -> Result<(Value, usize), String> {
        match name {
            "self" => Ok((self.instance.clone(), 0)),
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
