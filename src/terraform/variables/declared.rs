//! What the block of a variable says by itself, whoever sets it: its type, its flags, its default. It
//! is read once for all instances of the module.

use std::sync::{Arc, OnceLock};

use crate::finding::{Code, Diagnostic};
use crate::language::{HopKind, Kind, Reason, ReasonKind, Secrecy, Value, convert};
use crate::source::Place;
use crate::syntax::hcl::ExprKind;

use super::super::constant;
use super::super::constraint::Constraint;
use super::super::evaluation::hop;
use super::super::module::Body;

/// A `variable` block.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The name.
    pub name: Arc<str>,
    /// The block.
    pub body: Body,
    declared: OnceLock<Declared>,
}

/// What the block says.
#[derive(Clone, Debug)]
pub(in super::super) struct Declared {
    /// Its type; `any` where that could not be read.
    pub constraint: Constraint,
    /// Whether null is a value of it, and does not stand for the default.
    pub nullable: bool,
    /// The marks that its values get.
    pub secrecy: Secrecy,
    /// What is wrong with the type.
    pub wrong: Vec<Diagnostic>,
    /// Its value where nobody sets it.
    pub default: Option<Taken>,
}

/// A value as a variable takes it, and what is wrong with it.
#[derive(Clone, Debug)]
pub(in super::super) struct Taken {
    pub value: Value,
    pub wrong: Vec<Diagnostic>,
}

impl Variable {
    /// The variable `name` of the block `body`.
    pub fn new(name: Arc<str>, body: Body) -> Variable {
        Variable {
            name,
            body,
            declared: OnceLock::new(),
        }
    }

    /// What its block says.
    pub(in super::super) fn declared(&self) -> &Declared {
        self.declared.get_or_init(|| self.read())
    }

    /// `value` as the variable takes it: with the defaults of its type, converted and marked. That
    /// it does not fit is told at `place`, else at the block.
    pub(in super::super) fn take(&self, value: &Value, place: Option<Place>) -> Taken {
        self.declared().take(self, value, place)
    }

    fn read(&self) -> Declared {
        let flag = |name| {
            let (tree, attribute) = self.body.attribute(name)?;
            constant::quietly(tree, attribute.expr)?.as_bool()
        };
        let mark = |name, mark| match flag(name) {
            Some(true) => mark,
            _ => Secrecy::NONE,
        };
        let (constraint, wrong) = self.constraint();
        let mut declared = Declared {
            constraint,
            nullable: flag("nullable") != Some(false),
            secrecy: mark("sensitive", Secrecy::SENSITIVE) | mark("ephemeral", Secrecy::EPHEMERAL),
            wrong,
            default: None,
        };
        declared.default = self.default(&declared);
        declared
    }

    fn constraint(&self) -> (Constraint, Vec<Diagnostic>) {
        let mut wrong = Vec::new();
        let Some((tree, attribute)) = self.body.attribute("type") else {
            return (Constraint::any(), wrong);
        };
        let read = Constraint::read(tree, attribute.expr, &mut |default| {
            let (value, errors) = constant::evaluate(tree, default);
            wrong.extend(errors);
            value
        });
        let mut refuse = |place, message: String| {
            wrong.push(Diagnostic::error(Code::Evaluate, place, message));
        };
        let constraint = match read {
            Ok(constraint) => {
                let expr = tree.expr(attribute.expr);
                if let ExprKind::String(_) = expr.kind {
                    let message = "types are written without quotes since Terraform 0.12";
                    refuse(tree.place(expr.span), message.into());
                }
                constraint
            }
            Err((place, message)) => {
                refuse(place, message);
                Constraint::any()
            }
        };
        (constraint, wrong)
    }

    fn default(&self, declared: &Declared) -> Option<Taken> {
        let (tree, attribute) = self.body.attribute("default")?;
        let place = tree.place(attribute.span);
        let (value, mut wrong) = constant::evaluate(tree, attribute.expr);
        if value.is_null() && !declared.nullable {
            let message = format!("var.{} must not be null", self.name);
            wrong.push(Diagnostic::error(Code::Evaluate, place, message));
        }
        let shown = (!declared.secrecy.hides()).then(|| short(&value)).flatten();
        let value = hop(value, HopKind::Default(self.name.clone(), shown), place);
        let taken = declared.take(self, &value, self.default_at());
        wrong.extend(taken.wrong);
        Some(Taken { wrong, ..taken })
    }

    /// Where Terraform tells that the default of a variable does not fit its type: there, or at the
    /// override that set the one without the other.
    fn default_at(&self) -> Option<Place> {
        let (tree, default) = self.body.attribute("default")?;
        let ty = self.body.attribute("type");
        let same = ty.is_none_or(|(of, _)| Arc::ptr_eq(of, tree));
        let overriding = self.body.overrides.iter().rev();
        let mut overriding = overriding.filter(|part| {
            let sets = |name| {
                let mut attributes = part.block().body.attributes.iter();
                attributes.any(|attribute| part.tree.str(attribute.name) == name)
            };
            sets("default") || sets("type")
        });
        match overriding.next() {
            Some(part) if !same => Some(part.header()),
            _ => Some(tree.place(default.span)),
        }
    }
}

impl Declared {
    fn take(&self, variable: &Variable, value: &Value, place: Option<Place>) -> Taken {
        let value = self.constraint.defaults.apply(value);
        let (value, wrong) = match convert(&value, &self.constraint.ty) {
            Ok(value) => (value, Vec::new()),
            Err(message) => {
                let header = variable.body.header();
                let place = place.unwrap_or(header);
                let message = match value.secrecy.hides() || self.secrecy.is_sensitive() {
                    true => format!("var.{}: the value has the wrong type", variable.name),
                    false => format!("var.{}: {message}", variable.name),
                };
                let wrong = Diagnostic::error(Code::Evaluate, place, message.as_str())
                    .with_related(header, "declared here");
                let reason = Reason::new(ReasonKind::Error, message, Some(place));
                let unknown = Value::unknown_for(self.constraint.ty.clone(), reason);
                (unknown, vec![wrong])
            }
        };
        Taken {
            value: value.marked(self.secrecy),
            wrong,
        }
    }
}

/// A number, a flag or a text as one writes it, where it is short and no secret.
fn short(value: &Value) -> Option<Arc<str>> {
    const LONGEST: usize = 60;
    if value.secrecy.hides() {
        return None;
    }
    let text = match &value.kind {
        Kind::Bool(flag) => flag.to_string(),
        Kind::Number(number) => number.to_text()?,
        Kind::String(text) if text.len() <= LONGEST => crate::address::quote(text),
        Kind::Null(_) => "null".into(),
        _ => return None,
    };
    (text.len() <= LONGEST).then(|| text.into())
}
