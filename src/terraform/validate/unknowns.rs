//! The scope of Terraform's validation: every name has a type, and no value.

use std::sync::Arc;

use crate::finding::{Code, Level};
use crate::language::functions::{Context, Error, ErrorKind};
use crate::language::{
    Dialect, Evaluator, Reason, ReasonKind, Scope, Type, Value, convert, parts, traversals,
};
use crate::source::Place;
use crate::syntax::hcl::{ExprId, Tree};

use super::super::load::{Configuration, ModuleSource};
use super::super::module::{Module, Named, Resource};
use super::super::names::{Meaning, Name, attributes_of, meaning};
use super::super::terms::TermKind;
use super::super::variables::Variable;
use super::sites::{Site, Wanted, Within};
use super::{Refusals, provisioners};

/// All names of a module, unknown.
pub struct Unknowns<'v> {
    module: &'v Module,
    configuration: &'v Configuration,
    /// Locals that have been evaluated, or are being.
    locals: Vec<Option<Value>>,
    within: Within<'v>,
    iterators: Vec<String>,
    fuel: &'v mut u64,
}

fn unknown(ty: Type) -> Value {
    let reason = Reason::new(ReasonKind::Dynamic, "a value that is not known yet", None);
    Value::unknown_for(ty, reason)
}

fn variable(variable: &Variable) -> Value {
    unknown(variable.declared().constraint.ty.clone())
}

impl<'v> Unknowns<'v> {
    pub fn new(module: &'v Module, configuration: &'v Configuration, fuel: &'v mut u64) -> Self {
        Unknowns {
            module,
            configuration,
            locals: vec![None; module.locals.len()],
            within: Within::default(),
            iterators: Vec::new(),
            fuel,
        }
    }

    /// Whether Terraform looks at `site`. What stands in a `dynamic` block over a collection that is
    /// not known, or that holds nothing, it does not evaluate (`unknownBody` of HCL's `dynblock`).
    pub fn looks_at(&mut self, site: &Site<'v>) -> bool {
        self.enter(site);
        let looks = site.over.iter().all(|(tree, over)| {
            self.prepare(tree, *over);
            let collection = self.eval(tree, *over).0;
            let (elements, _) = parts(&collection);
            !collection.is_unknown() && !elements.is_empty()
        });
        self.leave();
        looks
    }

    fn enter(&mut self, site: &Site<'v>) {
        self.within = site.within;
        self.iterators = site.iterators.iter().map(|name| (*name).into()).collect();
    }

    fn leave(&mut self) {
        self.within = Within::default();
        self.iterators.clear();
    }

    /// What is wrong with the expression of `site`, whatever the values.
    pub fn refused(&mut self, site: &Site<'v>) -> Refusals {
        self.enter(site);
        self.prepare(site.tree, site.expr);
        let (value, mut refusals) = self.eval(site.tree, site.expr);
        self.leave();
        let place = site.tree.place(site.tree.expr(site.expr).span);
        match site.wanted {
            _ if !refusals.is_empty() => {}
            Wanted::Any => {}
            Wanted::Condition(kind) => {
                if traversals(site.tree, site.expr).is_empty() {
                    let message = format!("the condition of this {kind} looks at nothing");
                    refusals.push((place, message));
                } else if let Err(message) = convert(&value, &Type::Bool) {
                    refusals.push((place, format!("the condition: {message}")));
                }
            }
            Wanted::Provisioning(kind, name) => {
                let wanted = provisioners::type_of(kind, name).unwrap_or(Type::Dynamic);
                if let Err(message) = convert(&value, &wanted) {
                    refusals.push((place, format!("{name}: {message}")));
                }
            }
            Wanted::Id => match convert(&value, &Type::String) {
                Ok(id) if id.is_null() || id.as_str() == Some("") => {
                    refusals.push((place, "an id says which object is imported".into()));
                }
                Ok(_) => {}
                Err(message) => refusals.push((place, format!("id: {message}"))),
            },
            Wanted::Argument(call, name) => {
                if let Err(message) = self.argument(call, name, &value) {
                    refusals.push((place, format!("var.{name}: {message}")));
                }
            }
        }
        refusals
    }

    fn argument(&self, call: &Named, name: &str, value: &Value) -> Result<(), String> {
        let ModuleSource::Loaded(called, _) = self.configuration.source(self.module, &call.name)
        else {
            return Ok(());
        };
        let variable = called.variable(name);
        let Some(variable) = variable.and_then(|index| called.variables.get(index)) else {
            return Ok(());
        };
        let constraint = &variable.declared().constraint;
        let value = constraint.defaults.apply(value);
        convert(&value, &constraint.ty).map(|_| ())
    }

    fn eval(&mut self, tree: &Arc<Tree>, expr: ExprId) -> (Value, Refusals) {
        let dialect = self.module.dialect.unwrap_or(Dialect::Terraform);
        let mut evaluator = Evaluator::new(tree, self, dialect);
        let value = evaluator.eval(expr);
        let diagnostics = std::mem::take(&mut evaluator.diagnostics);
        let errors = diagnostics
            .into_iter()
            .filter(|d| d.level == Level::Error && d.code == Code::Evaluate);
        let refusals = errors.filter_map(|d| Some((d.place?, d.message)));
        (value, refusals.collect())
    }

    /// Evaluates the locals that `expr` names, however far, each after those it names itself.
    fn prepare(&mut self, tree: &Arc<Tree>, expr: ExprId) {
        let mut stack: Vec<(usize, bool)> = Vec::new();
        stack.extend(self.locals_in(tree, expr).map(|index| (index, false)));
        while let Some((index, ready)) = stack.pop() {
            let Some(local) = self.module.locals.get(index) else {
                continue;
            };
            let known = self.locals.get(index).is_some_and(Option::is_some);
            let value = match ready {
                true => self.eval(&local.tree, local.attribute.expr).0,
                false if known => continue,
                // What a cycle finds.
                false => unknown(Type::Dynamic),
            };
            if let Some(slot) = self.locals.get_mut(index) {
                *slot = Some(value);
            }
            if !ready {
                stack.push((index, true));
                let needed = self.locals_in(&local.tree, local.attribute.expr);
                stack.extend(needed.map(|index| (index, false)));
            }
        }
    }

    fn locals_in<'t>(
        &self,
        tree: &'t Arc<Tree>,
        expr: ExprId,
    ) -> impl Iterator<Item = usize> + use<'v, 't> {
        let module = self.module;
        let all = traversals(tree, expr).into_iter();
        all.filter_map(move |traversal| {
            let root = tree.str(tree.expr(traversal.root).span);
            let named = Name::read(tree, &traversal);
            match (root, named.path.first()) {
                ("local", Some(name)) if !traversal.bound => module.local(name),
                _ => None,
            }
        })
    }

    /// A resource as validation sees it; of a type that no schema is known of, nothing is claimed.
    fn resource(&self, resource: &Resource) -> Value {
        let Some(one) = one_of(resource) else {
            return unknown(Type::Dynamic);
        };
        unknown(match repeated(&resource.body) {
            Repeated::No => one,
            Repeated::Count => Type::list(one),
            Repeated::ForEach => Type::map(one),
        })
    }

    fn outputs(&self, call: &Named) -> Value {
        let source = self.configuration.source(self.module, &call.name);
        let ModuleSource::Loaded(called, _) = source else {
            return unknown(Type::Dynamic);
        };
        if called.stand_in || called.is_partial() {
            return unknown(Type::Dynamic);
        }
        let outputs = called.outputs.iter();
        let outputs = outputs.map(|output| (output.name.clone(), Type::Dynamic));
        let one = Type::object(outputs);
        unknown(match repeated(&call.body) {
            Repeated::No => one,
            Repeated::Count => Type::list(one),
            Repeated::ForEach => Type::map(one),
        })
    }
}

/// The type of one instance, where it is known.
fn one_of(resource: &Resource) -> Option<Type> {
    let attributes = attributes_of(resource.mode, &resource.kind)?.iter();
    let attributes = attributes.map(|name| {
        let ty = match *name {
            "id" | "backend" | "workspace" => Type::String,
            _ => Type::Dynamic,
        };
        (Arc::from(*name), ty)
    });
    Some(Type::object(attributes))
}

enum Repeated {
    No,
    Count,
    ForEach,
}

fn repeated(body: &super::super::module::Body) -> Repeated {
    match (body.attribute("count"), body.attribute("for_each")) {
        (Some(_), _) => Repeated::Count,
        (None, Some(_)) => Repeated::ForEach,
        (None, None) => Repeated::No,
    }
}

impl Scope for Unknowns<'_> {
    fn lookup(
        &mut self,
        name: &str,
        path: &[&str],
        _place: Place,
    ) -> Result<(Value, usize), String> {
        if self.iterators.iter().any(|iterator| iterator == name) {
            return match path.first() {
                Some(&("key" | "value")) => Ok((unknown(Type::Dynamic), 1)),
                _ => Err(format!("an iterator has {name}.key and {name}.value")),
            };
        }
        let module = self.module;
        match meaning(module, name, path)? {
            Meaning::Term(kind, index, used) => {
                let value = match kind {
                    TermKind::Variable => module.variables.get(index).map(variable),
                    TermKind::Local => self.locals.get(index).cloned().flatten(),
                    TermKind::Resource => module.resources.get(index).map(|r| self.resource(r)),
                    TermKind::Call => module.calls.get(index).map(|c| self.outputs(c)),
                    TermKind::Output | TermKind::Provider => None,
                };
                return Ok((value.unwrap_or_else(|| unknown(Type::Dynamic)), used));
            }
            Meaning::Unread(_, used) => return Ok((unknown(Type::Dynamic), used)),
            Meaning::Given => {}
        }
        let text = || Ok((unknown(Type::String), 1));
        match (name, path) {
            ("each", ["key", ..]) if self.within.each => text(),
            ("each", ["value", ..]) if self.within.each => Ok((unknown(Type::Dynamic), 1)),
            ("each", [other, ..]) if self.within.each => {
                Err(format!("each has key and value, no {other:?}"))
            }
            ("each", _) => Err("each stands only where for_each is set".into()),
            ("count", ["index", ..]) if self.within.count => Ok((unknown(Type::Number), 1)),
            ("count", ["index", ..]) => Err("count.index stands only where count is set".into()),
            ("path", ["module" | "root" | "cwd", ..]) => text(),
            ("terraform", ["workspace", ..]) => text(),
            ("terraform", ["applying", ..]) => Ok((unknown(Type::Bool), 1)),
            ("self", _) => match self.within.this {
                Some(resource) => Ok((unknown(one_of(resource).unwrap_or(Type::Dynamic)), 0)),
                None => Err("self stands only in provisioners and conditions".into()),
            },
            ("ephemeral", _) => Ok((unknown(Type::Dynamic), path.len().min(2))),
            _ => Err(format!("{name} has no such part")),
        }
    }

    fn call(&mut self, _: &str, _: &[Value], _: Place) -> Option<Result<Value, Error>> {
        None
    }
}

/// What files hold decides nothing here.
impl Context for Unknowns<'_> {
    fn spend(&mut self, steps: u64) -> Result<(), Error> {
        let left = self.fuel.checked_sub(steps);
        *self.fuel = left.unwrap_or(0);
        match left {
            Some(_) => Ok(()),
            None => Err(Error::limit("validation stopped")),
        }
    }

    fn read_file(&mut self, _: &str) -> Result<Arc<[u8]>, Error> {
        Err(unread())
    }

    fn file_exists(&mut self, _: &str) -> Result<bool, Error> {
        Err(unread())
    }

    fn file_set(&mut self, _: &str, _: &str) -> Result<Vec<String>, Error> {
        Err(unread())
    }

    fn render(&mut self, _: &str, _: &str, _: &Value) -> Result<Value, Error> {
        Err(unread())
    }
}

fn unread() -> Error {
    Error {
        kind: ErrorKind::Missing,
        argument: None,
        message: "not read to validate".into(),
    }
}
