//! What an expression of a module can see, and the files its functions may read.

use std::sync::Arc;

use crate::address::InstanceKey;
use crate::language::functions::{Context, Error, ErrorKind};
use crate::language::{
    Dialect, Element, Entries, Evaluator, Kind, Presence, Reason, ReasonKind, Scope, Type, Unknown,
    Value,
};
use crate::source::{FileSetError, Place, ReadError, path};
use crate::syntax::hcl;

use super::doubt::Assumed;
use super::evaluation::Evaluating;
use super::expansion::Repetition;
use super::module_instance::{Children, ModuleId};
use super::names::{Meaning, meaning, undeclared};
use super::terms::{Term, TermKind};

/// The iterator of a `dynamic` block: `name.key`, `name.value`.
#[derive(Clone, Debug)]
pub(super) struct Iterator {
    pub name: Arc<str>,
    pub key: Value,
    pub value: Value,
}

/// The scope of one term.
pub(super) struct TermScope<'s, 'a> {
    pub evaluating: &'s mut Evaluating<'a>,
    pub module: ModuleId,
    pub repetition: &'s Repetition,
    pub iterators: &'s [Iterator],
}

impl Scope for TermScope<'_, '_> {
    fn lookup(
        &mut self,
        name: &str,
        path: &[&str],
        place: Place,
    ) -> Result<(Value, usize), String> {
        if let Some(iterator) = self.iterators.iter().rev().find(|i| *i.name == *name) {
            return match path.first() {
                Some(&"key") => Ok((iterator.key.clone(), 1)),
                Some(&"value") => Ok((iterator.value.clone(), 1)),
                _ => Err(format!("an iterator has {name}.key and {name}.value")),
            };
        }
        let module = self.evaluating.module(self.module);
        match meaning(&module, name, path)? {
            Meaning::Term(TermKind::Call, index, _) => {
                let call = path.first().copied().unwrap_or_default();
                return self.module_value(index, call, path.get(1).copied(), place);
            }
            Meaning::Term(kind, index, used) => return Ok((self.term(kind, index), used)),
            Meaning::Unread(what, used) => {
                // A name that is not declared, where another program adds declarations.
                let what = match module.broken {
                    true => what,
                    false => format!("what Terragrunt adds, {what} among it,"),
                };
                return Ok((unread(what, place), used));
            }
            Meaning::Given => {}
        }
        match (name, path) {
            ("each", [part, ..]) => match (&self.repetition.each, *part) {
                (Some((key, _)), "key") => Ok((key.clone(), 1)),
                (Some((_, value)), "value") => Ok((value.clone(), 1)),
                (Some(_), other) => Err(format!("each has key and value, no {other:?}")),
                (None, _) => Err("each stands only where for_each is set".into()),
            },
            ("count", ["index", ..]) => match &self.repetition.index {
                Some(index) => Ok((index.clone(), 1)),
                None => Err("count.index stands only where count is set".into()),
            },
            ("path", ["module", ..]) => Ok((Value::string(self.module_path()), 1)),
            ("path", ["root", ..]) => Ok((Value::string("."), 1)),
            ("path", ["cwd", ..]) => {
                let reason = Reason::new(ReasonKind::OutsideRoot, WORKING_DIRECTORY, Some(place));
                let cwd = Unknown::new(Type::String, reason).starting("/");
                Ok((Value::unknown(cwd.not_null()), 1))
            }
            ("terraform", ["workspace", ..]) => {
                let workspace = self.evaluating.options.workspace.as_str();
                let value = match self.evaluating.without {
                    Some(Assumed::Workspace) => {
                        let what = "terraform.workspace";
                        let reason = Reason::new(ReasonKind::Variable, what, Some(place));
                        Value::unknown_for(Type::String, reason)
                    }
                    _ => Value::string(workspace),
                };
                Ok((value, 1))
            }
            ("terraform", ["applying", ..]) => Ok((Value::bool(false), 1)),
            ("self", _) => Err("self stands only in provisioners and conditions".into()),
            ("ephemeral", [kind, resource, ..]) => {
                let what = format!("ephemeral.{kind}.{resource}");
                let reason = Reason::new(ReasonKind::DataSource, what, Some(place));
                let value = Value::unknown_for(Type::Dynamic, reason).marked(true);
                Ok((value, 2))
            }
            _ => Err(format!("{name} has no such part")),
        }
    }

    /// `basename(path.cwd)`, which names things after their directory: where Terraform runs is not
    /// known, but the name of the root module's directory is, unless it is the scan root itself.
    fn call(
        &mut self,
        name: &str,
        arguments: &[Value],
        _place: Place,
    ) -> Option<Result<Value, Error>> {
        let ("basename", [argument]) = (name, arguments) else {
            return None;
        };
        // A text made of it has an origin; it itself has none.
        let itself = matches!(argument.origin, crate::language::Origin::None);
        let reason = argument.as_unknown()?.reason()?;
        let dir = &self.evaluating.root_dir;
        if !itself || &*reason.what != WORKING_DIRECTORY || **dir == *path::HERE {
            return None;
        }
        Some(Ok(Value::string(path::name(dir))))
    }
}

/// The name of the directory that Terraform runs in.
const WORKING_DIRECTORY: &str = "path.cwd";

impl TermScope<'_, '_> {
    fn term(&self, kind: TermKind, index: usize) -> Value {
        self.evaluating.value(Term {
            module: self.module,
            kind,
            index: index as u32,
        })
    }

    /// `module.name`, or `module.name.output` of a call without `count` and `for_each`: only the
    /// outputs that the text names have been evaluated then.
    fn module_value(
        &mut self,
        index: usize,
        name: &str,
        output: Option<&str>,
        place: Place,
    ) -> Result<(Value, usize), String> {
        if let Some(value) = self.evaluating.gathered(self.module, index) {
            return Ok((value, 1));
        }
        let children = match self.evaluating.instance(self.module) {
            Some(instance) => instance.children.get(index).cloned(),
            None => None,
        };
        let children = match children {
            Some(Children::Made(children)) => children,
            Some(Children::Opaque(reason)) => {
                let used = usize::from(output.is_some());
                let what = match output {
                    Some(output) => format!("module.{name}.{output}"),
                    None => format!("module.{name}"),
                };
                let reason = Reason {
                    what: what.into(),
                    ..reason
                };
                return Ok((Value::unknown_for(Type::Dynamic, reason), used));
            }
            _ => {
                let reason = Reason::new(ReasonKind::Error, format!("module.{name}"), Some(place));
                return Ok((Value::unknown_for(Type::Dynamic, reason), 0));
            }
        };
        match children.as_slice() {
            [(InstanceKey::None, child)] => match output {
                Some(output) => match self.evaluating.module(*child).output(output) {
                    Some(index) => Ok((self.output(*child, index), 2)),
                    None if self.evaluating.module(*child).stand_in => {
                        let what = format!("module.{name}.{output}");
                        let reason = Reason::new(ReasonKind::Module, what, Some(place));
                        Ok((Value::unknown_for(Type::Dynamic, reason), 2))
                    }
                    None => {
                        let module = self.evaluating.module(*child);
                        let names = module.outputs.iter().map(|o| &*o.name);
                        let root = format!("module.{name}");
                        match undeclared(&module, &root, output, names)? {
                            Meaning::Unread(what, _) => Ok((unread(what, place), 2)),
                            _ => Ok((unread(root, place), 2)),
                        }
                    }
                },
                None => Ok((self.outputs(*child), 1)),
            },
            _ => {
                let value = self.children(&children, index);
                self.evaluating.gather(self.module, index, &value);
                Ok((value, 1))
            }
        }
    }

    fn children(&mut self, children: &[(InstanceKey, ModuleId)], call: usize) -> Value {
        let module = self.evaluating.module(self.module);
        let keyed = module.calls.get(call);
        let by_key = keyed.is_some_and(|c| c.body.attribute("for_each").is_some());
        let mut elements = Vec::with_capacity(children.len());
        let mut maybe = Vec::new();
        for (key, child) in children {
            let existence = self
                .evaluating
                .instance(*child)
                .map(|i| i.existence.clone());
            let perhaps = matches!(&existence, Some(super::evaluation::Existence::Maybe(_)));
            let presence = match key {
                InstanceKey::Any => Presence::Any,
                _ => Presence::certain_if(!perhaps),
            };
            if let Some(super::evaluation::Existence::Maybe(reasons)) = existence {
                maybe.extend(reasons);
            }
            elements.push(Element {
                key: match key {
                    InstanceKey::Str(key) => Some(key.clone()),
                    _ => None,
                },
                value: self.outputs(*child),
                presence,
            });
        }
        if let Some(first) = maybe.first().cloned() {
            let mut unknown = Unknown::new(Type::Dynamic, first).not_null();
            maybe.sort();
            maybe.dedup();
            unknown.reasons = maybe;
            return Value::unknown(unknown.with_elements(elements, false));
        }
        match by_key {
            true => Value::object(
                elements
                    .into_iter()
                    .filter_map(|e| Some((e.key?, e.value)))
                    .collect(),
            ),
            false => Value::tuple(elements.into_iter().map(|e| e.value).collect()),
        }
    }

    fn outputs(&self, child: ModuleId) -> Value {
        let module = self.evaluating.module(child);
        let pairs = module.outputs.iter().enumerate();
        let pairs = pairs.map(|(index, output)| (output.name.clone(), self.output(child, index)));
        let entries = Entries::new(pairs.collect());
        let entries = match module.stand_in {
            true => {
                let path = self.evaluating.instance(child).map(|i| i.path.to_string());
                let path = path.unwrap_or_default();
                entries.and_more(Reason::new(ReasonKind::Module, path, None))
            }
            false => entries,
        };
        Value::from(Kind::Object(Arc::new(entries)))
    }

    fn output(&self, child: ModuleId, index: usize) -> Value {
        self.evaluating.value(Term {
            module: child,
            kind: TermKind::Output,
            index: index as u32,
        })
    }

    /// `path.module`: relative to the root module, which is where Terraform runs.
    fn module_path(&self) -> String {
        let module = self.evaluating.module(self.module);
        relative(&self.evaluating.root_dir, &module.dir)
    }
}

/// `path` as seen from the directory `from`, both relative to the scan root.
pub(super) fn relative(from: &str, path: &str) -> String {
    let parts = |dir: &str| -> Vec<String> {
        dir.split('/')
            .filter(|part| !part.is_empty() && *part != ".")
            .map(str::to_owned)
            .collect()
    };
    let (from, to) = (parts(from), parts(path));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - common);
    let steps: Vec<String> = up.chain(to.into_iter().skip(common)).collect();
    match steps.is_empty() {
        true => ".".into(),
        false => steps.join("/"),
    }
}

fn unread(what: String, place: Place) -> Value {
    Value::unknown_for(
        Type::Dynamic,
        Reason::new(ReasonKind::Parse, what, Some(place)),
    )
}

impl Context for TermScope<'_, '_> {
    fn spend(&mut self, steps: u64) -> Result<(), Error> {
        let left = self.evaluating.fuel.checked_sub(steps);
        self.evaluating.fuel = left.unwrap_or(0);
        match left {
            Some(_) => Ok(()),
            None => Err(Error::limit(format!(
                "evaluation stopped after {} steps",
                self.evaluating.options.limits.fuel
            ))),
        }
    }

    fn read_file(&mut self, path: &str) -> Result<Arc<[u8]>, Error> {
        let base = self.evaluating.root_dir.clone();
        let files = self.evaluating.configuration.files();
        let resolved = files.resolve(&base, path).map_err(read_error)?;
        let bytes = files
            .read(&resolved, self.evaluating.options.limits.source_bytes)
            .map_err(read_error)?;
        Ok(bytes.into())
    }

    /// From the scan root on, as places are cited.
    fn cited(&self, path: &str) -> String {
        let files = self.evaluating.configuration.files();
        let resolved = files.resolve(&self.evaluating.root_dir, path);
        resolved.unwrap_or_else(|_| path.to_owned())
    }

    fn file_exists(&mut self, path: &str) -> Result<bool, Error> {
        let base = self.evaluating.root_dir.clone();
        let files = self.evaluating.configuration.files();
        match files.resolve(&base, path) {
            Ok(resolved) if files.is_file(&resolved) => Ok(true),
            Ok(resolved) if files.exists(&resolved) => Err(read_error(ReadError::NotRegular)),
            // What lies below a file cannot even be looked for.
            Ok(_) | Err(ReadError::Missing) if files.is_below_file(&base, path) => {
                Err(read_error(ReadError::NotRegular))
            }
            Ok(_) | Err(ReadError::Missing) => Ok(false),
            Err(error) => Err(read_error(error)),
        }
    }

    fn file_set(&mut self, path: &str, pattern: &str) -> Result<Vec<String>, Error> {
        let base = self.evaluating.root_dir.clone();
        let files = self.evaluating.configuration.files();
        let limits = &self.evaluating.options.limits;
        match files.file_set(&base, path, pattern, limits) {
            Ok(set) => {
                self.spend(set.looked_at)?;
                Ok(set.files)
            }
            Err(FileSetError::Read(error)) => Err(read_error(error)),
            Err(FileSetError::BadPattern) => Err(Error::argument(1, "not a glob pattern")),
            Err(FileSetError::TooMany) => Err(Error::limit("fileset() looks at too many files")),
        }
    }

    fn render(&mut self, _: &str, template: &str, variables: &Value) -> Result<Value, Error> {
        let file = crate::source::FileId(u32::MAX);
        let (tree, expr, wrong) = hcl::parse_template(file, template.into());
        match wrong.first() {
            Some(diagnostic) => Err(Error::refused(diagnostic.message.clone())),
            None => {
                let mut scope = TemplateScope {
                    context: self,
                    variables,
                };
                let mut evaluator = Evaluator::new(&tree, &mut scope, Dialect::Terraform);
                let value = evaluator.eval(expr);
                match evaluator.diagnostics.first() {
                    Some(wrong) => Err(Error::refused(wrong.message.clone())),
                    None => Ok(value),
                }
            }
        }
    }
}

/// The scope of a template: its variables, and no other names.
struct TemplateScope<'t, 's, 'a> {
    context: &'t mut TermScope<'s, 'a>,
    variables: &'t Value,
}

impl Scope for TemplateScope<'_, '_, '_> {
    fn lookup(&mut self, name: &str, _: &[&str], _: Place) -> Result<(Value, usize), String> {
        let found = self.variables.as_entries().and_then(|v| v.get(name));
        match found {
            Some(value) => Ok((value.clone(), 0)),
            None => Err(format!(
                "the template uses {name:?}, which is not given to it"
            )),
        }
    }

    fn call(&mut self, _: &str, _: &[Value], _: Place) -> Option<Result<Value, Error>> {
        None
    }
}

impl Context for TemplateScope<'_, '_, '_> {
    fn spend(&mut self, steps: u64) -> Result<(), Error> {
        self.context.spend(steps)
    }

    fn read_file(&mut self, path: &str) -> Result<Arc<[u8]>, Error> {
        self.context.read_file(path)
    }

    fn cited(&self, path: &str) -> String {
        self.context.cited(path)
    }

    fn file_exists(&mut self, path: &str) -> Result<bool, Error> {
        self.context.file_exists(path)
    }

    fn file_set(&mut self, path: &str, pattern: &str) -> Result<Vec<String>, Error> {
        self.context.file_set(path, pattern)
    }

    fn render(&mut self, _: &str, _: &str, _: &Value) -> Result<Value, Error> {
        Err(Error::refused(
            "templatefile cannot call itself, nor any other template",
        ))
    }
}

/// A file that could not be read, as functions say it.
fn read_error(error: ReadError) -> Error {
    let (kind, message) = match error {
        ReadError::Outside => (
            ErrorKind::Outside,
            "file() path is outside the scan root; value unknown".to_owned(),
        ),
        ReadError::Missing => (ErrorKind::Missing, "no such file; value unknown".to_owned()),
        ReadError::NotRegular => (ErrorKind::Refused, error.to_string()),
        other => (ErrorKind::Limit, other.to_string()),
    };
    Error {
        kind,
        argument: None,
        message,
    }
}
