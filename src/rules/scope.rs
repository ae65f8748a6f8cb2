//! The names of a rule's expressions: `self`, `each`, `param`, facts.

use std::sync::Arc;

use crate::facts::catalogue;
use crate::language::functions::{Context, Error};
use crate::language::{Dialect, Evaluator, Kind, Literals, Scope, Unknown, Value, parts};
use crate::source::Place;
use crate::syntax::hcl::{ExprId, Tree};

use super::page::Rule;
use super::world::World;

/// Steps of one rule on one subject. A list of all resources of a large project is walked a few
/// times over; whatever needs more is stopped, and is the same on every machine.
const FUEL: u64 = 1_000_000;

/// What the expressions of one rule see while it judges one subject.
pub(super) struct RuleScope<'a> {
    pub rule: &'a Rule,
    /// What its expressions are, as far as that is known before its subject.
    pub literals: &'a Literals,
    pub world: Option<&'a dyn World>,
    /// `self`; nothing in a project rule.
    pub subject: Option<&'a Value>,
    /// `each.key` and `each.value`.
    pub each: Option<(Value, Value)>,
    fuel: u64,
}

impl<'a> RuleScope<'a> {
    /// The scope of a rule before anything is judged: it sees parameters.
    pub fn of(rule: &'a Rule) -> Self {
        RuleScope {
            rule,
            literals: &rule.literals,
            world: None,
            subject: None,
            each: None,
            fuel: FUEL,
        }
    }

    /// What evaluates the expressions of the rule in this scope.
    pub fn evaluator(&mut self) -> Evaluator<'_> {
        let (tree, literals) = (&self.rule.tree, self.literals);
        Evaluator::new(tree, self, Dialect::Rules).with_literals(literals)
    }
}

impl Context for RuleScope<'_> {
    fn spend(&mut self, steps: u64) -> Result<(), Error> {
        match self.fuel.checked_sub(steps) {
            Some(left) => {
                self.fuel = left;
                Ok(())
            }
            None => {
                self.fuel = 0;
                let code = &self.rule.code;
                Err(Error::limit(format!(
                    "{code} was stopped after {FUEL} steps"
                )))
            }
        }
    }

    fn read_file(&mut self, _: &str) -> Result<Arc<[u8]>, Error> {
        Err(no_files())
    }

    fn file_exists(&mut self, _: &str) -> Result<bool, Error> {
        Err(no_files())
    }

    fn file_set(&mut self, _: &str, _: &str) -> Result<Vec<String>, Error> {
        Err(no_files())
    }

    fn render(&mut self, _: &str, _: &str, _: &Value) -> Result<Value, Error> {
        Err(no_files())
    }
}

fn no_files() -> Error {
    Error::refused("rules read no files")
}

impl Scope for RuleScope<'_> {
    fn lookup(&mut self, name: &str, path: &[&str], _: Place) -> Result<(Value, usize), String> {
        let each = |value: fn(&(Value, Value)) -> &Value| {
            let each = self.each.as_ref();
            each.map(|each| (value(each).clone(), 1))
        };
        let found = match (name, path.first()) {
            ("self", _) => self.subject.map(|subject| (subject.clone(), 0)),
            ("param", _) => {
                let param = self.rule.param(path);
                param.map(|(param, used)| (param.value.clone(), used))
            }
            ("each", Some(&"key")) => each(|each| &each.0),
            ("each", Some(&"value")) => each(|each| &each.1),
            _ => None,
        };
        found.ok_or_else(|| format!("there is no {name:?} here"))
    }

    fn standing(&self, name: &str, attribute: &str) -> Option<&Value> {
        let subject = self.subject.filter(|_| name == "self")?;
        match &subject.kind {
            Kind::Instance(instance) => instance.scalar(attribute),
            _ => None,
        }
    }

    fn call(
        &mut self,
        name: &str,
        arguments: &[Value],
        place: Place,
    ) -> Option<Result<Value, Error>> {
        let fact = catalogue::fact(name)?;
        let world = self.world?;
        if let Some(at) = arguments.iter().position(Value::is_null) {
            let message = format!("{name}() of something that is not set");
            return Some(Err(Error::argument(at, message)));
        }
        if arguments.iter().any(says_nothing) {
            let unknown = Unknown::from_parts(crate::language::Type::Dynamic, arguments)?;
            return Some(Ok(Value::unknown(unknown)));
        }
        let answer = world.fact(fact, arguments, place);
        Some(match name {
            "resources" | "data" => answer.map(|list| self.open(list)),
            _ => answer,
        })
    }
}

impl RuleScope<'_> {
    /// A list of all resources of a type, with what may hide more of them.
    fn open(&self, list: Value) -> Value {
        let hidden = match self.world {
            Some(world) => world.hidden(&self.rule.hidden_in),
            None => Vec::new(),
        };
        let mut reasons = hidden.into_iter();
        let Some(first) = reasons.next() else {
            return list;
        };
        let (elements, _) = parts(&list);
        let mut unknown = Unknown::new(list.ty(), first);
        unknown.reasons.extend(reasons);
        if let Some(known) = list.as_unknown() {
            unknown.reasons.extend(known.reasons.iter().cloned());
        }
        unknown.reasons.sort();
        unknown.reasons.dedup();
        let unknown = unknown.not_null().with_elements(elements, true);
        Value::unknown(unknown).at(list.origin)
    }
}

/// An unknown that stands for nothing in particular: no fact can be told of it.
fn says_nothing(value: &Value) -> bool {
    let unknown = value.as_unknown();
    unknown.is_some_and(|u| u.identity.is_none() && u.elements.is_empty())
}

/// The value of an expression that names nothing.
pub(super) fn constant(tree: &Tree, expr: ExprId) -> Result<Value, String> {
    let mut scope = Nothing { fuel: 10_000 };
    let mut evaluator = Evaluator::new(tree, &mut scope, Dialect::Rules);
    let value = evaluator.eval(expr);
    match evaluator.diagnostics.into_iter().next() {
        Some(problem) => Err(problem.message),
        None => Ok(value),
    }
}

/// A scope without names.
struct Nothing {
    fuel: u64,
}

impl Context for Nothing {
    fn spend(&mut self, steps: u64) -> Result<(), Error> {
        self.fuel = self
            .fuel
            .checked_sub(steps)
            .ok_or_else(|| Error::limit("too long for a constant"))?;
        Ok(())
    }

    fn read_file(&mut self, _: &str) -> Result<Arc<[u8]>, Error> {
        Err(no_files())
    }

    fn file_exists(&mut self, _: &str) -> Result<bool, Error> {
        Err(no_files())
    }

    fn file_set(&mut self, _: &str, _: &str) -> Result<Vec<String>, Error> {
        Err(no_files())
    }

    fn render(&mut self, _: &str, _: &str, _: &Value) -> Result<Value, Error> {
        Err(no_files())
    }
}

impl Scope for Nothing {
    fn lookup(&mut self, _: &str, _: &[&str], _: Place) -> Result<(Value, usize), String> {
        Err("a plain value is needed here".into())
    }

    fn call(&mut self, _: &str, _: &[Value], _: Place) -> Option<Result<Value, Error>> {
        None
    }
}
