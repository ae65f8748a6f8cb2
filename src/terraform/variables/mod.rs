//! Values of variables: defaults, variable files, the command line, module arguments.

mod declared;
mod settings;
mod validation;

use std::sync::Arc;

use crate::language::{HopKind, Kind, Origin, Reason, ReasonKind, Value};
use crate::source::Place;
use crate::syntax::hcl::{ExprId, ExprKind, Tree};

use super::constant;
use super::doubt::Assumed;
use super::evaluation::{Evaluating, hop};
use super::module_instance::{ModuleId, ModuleInstance};
use declared::Taken;
pub use declared::Variable;
pub(super) use settings::Setting;

impl Evaluating<'_> {
    /// The value of `var.name`, converted to its type.
    pub fn variable_value(&mut self, module: ModuleId, variable: &Variable) -> Value {
        let declared = variable.declared();
        self.say(declared.wrong.clone());
        // A default has to fit even where it is not used.
        if let Some(default) = &declared.default {
            self.say(default.wrong.clone());
        }
        let given = self.given(module, variable);
        let given_at = self.given_at(module, variable);
        let null = given.as_ref().is_some_and(Value::is_null) && !declared.nullable;
        if null && declared.default.is_none() {
            let message = format!("var.{} must not be null", variable.name);
            self.refuse(given_at.unwrap_or(variable.body.header()), message);
        }
        if self.has_ephemeral && !declared.secrecy.is_ephemeral() {
            let leaks = given
                .as_ref()
                .filter(|value| value.all_secrecy().is_ephemeral());
            if let (Some(_), Some(place)) = (leaks, given_at) {
                let message = format!("var.{} is not ephemeral, but this value is", variable.name);
                self.refuse(place, message);
            }
        }
        self.has_ephemeral |= declared.secrecy.is_ephemeral();
        // Terraform keeps to itself where a secret stands.
        let told_at = given_at.filter(|_| !declared.secrecy.is_sensitive());
        let Taken { value, wrong } = match (given.filter(|_| !null), &declared.default) {
            (Some(value), _) => variable.take(&value, told_at),
            (None, Some(default)) if self.has_default(module) => Taken {
                value: default.value.clone(),
                wrong: Vec::new(),
            },
            (None, _) => variable.take(&self.without_value(module, variable), None),
        };
        self.say(wrong);
        value
    }

    /// Whether the defaults of a module count.
    fn has_default(&self, module: ModuleId) -> bool {
        let is_root = |m: &ModuleInstance| m.parent.is_none();
        self.without != Some(Assumed::Defaults) || !self.instance(module).is_some_and(is_root)
    }

    /// The value that a caller, a file or a flag gave.
    fn given(&mut self, module: ModuleId, variable: &Variable) -> Option<Value> {
        let (parent, call, repetition) = match self.instance(module) {
            Some(instance) => match instance.parent {
                Some((parent, call)) => (parent, call, instance.repetition.clone()),
                None => return self.given_to_root(variable),
            },
            None => return None,
        };
        let caller = self.module(parent);
        let call = caller.calls.get(call as usize)?;
        let (tree, attribute) = call.body.attribute(&variable.name)?;
        let value = self.eval_with(parent, &repetition, tree, attribute.expr);
        let kind = HopKind::Argument(variable.name.clone());
        Some(hop(value, kind, tree.place(attribute.span)))
    }

    /// Where Terraform tells what is wrong with a given value: at the argument, or in the variables
    /// file; what a flag gives stands nowhere.
    fn given_at(&self, module: ModuleId, variable: &Variable) -> Option<Place> {
        let Some((parent, call)) = self.instance(module)?.parent else {
            return match self.settings.get(&variable.name)? {
                Setting::Expression(tree, expr) => Some(tree.place(tree.expr(*expr).span)),
                Setting::Text(_) | Setting::Unread(_) => None,
            };
        };
        let caller = self.module(parent);
        let call = caller.calls.get(call as usize)?;
        let (tree, attribute) = call.body.attribute(&variable.name)?;
        Some(tree.place(tree.expr(attribute.expr).span))
    }

    fn given_to_root(&mut self, variable: &Variable) -> Option<Value> {
        let setting = self.settings.get(&variable.name)?.clone();
        match setting {
            Setting::Expression(tree, expr) => {
                let (value, wrong) = constant::evaluate(&tree, expr);
                self.say(wrong);
                let place = tree.place(tree.expr(expr).span);
                Some(hop(value, HopKind::Variable(variable.name.clone()), place))
            }
            Setting::Text(text) => {
                let declared = variable.body.attribute("type").is_some();
                let plain = variable.declared().constraint.ty.is_primitive() || !declared;
                if plain {
                    return Some(Value::string(text));
                }
                let file = crate::source::FileId(u32::MAX);
                let (tree, expr, wrong) = crate::syntax::hcl::parse_expression(file, text);
                if let Some(wrong) = wrong.first() {
                    let message = format!("var.{}: {}", variable.name, wrong.message);
                    self.refuse(variable.body.header(), message);
                    return Some(unread(variable, None));
                }
                let (value, wrong) = constant::evaluate(&tree, expr);
                if let Some(wrong) = wrong.first() {
                    let message = format!("var.{}: {}", variable.name, wrong.message);
                    self.refuse(variable.body.header(), message);
                }
                Some(value.at_nowhere())
            }
            Setting::Unread(place) => Some(unread(variable, Some(place))),
        }
    }

    /// A root variable that nobody sets is unknown, never an error.
    fn without_value(&self, module: ModuleId, variable: &Variable) -> Value {
        let what = match self.instance(module) {
            Some(instance) if !instance.path.0.is_empty() => {
                format!("{}.var.{}", instance.path, variable.name)
            }
            _ => format!("var.{}", variable.name),
        };
        let place: Place = variable.body.header();
        let reason = Reason::new(ReasonKind::Variable, what, Some(place));
        let ty = variable.declared().constraint.ty.clone();
        Value::unknown_for(ty, reason).at(Origin::At(place))
    }
}

/// What a text that could not be read gives a variable.
fn unread(variable: &Variable, place: Option<Place>) -> Value {
    let what = format!("var.{}", variable.name);
    let reason = Reason::new(ReasonKind::Parse, what, place);
    Value::unknown_for(variable.declared().constraint.ty.clone(), reason)
}

impl Value {
    /// The same value without the places of a text that is in no file.
    fn at_nowhere(self) -> Value {
        let kind = match self.kind {
            Kind::Tuple(items) => {
                let items = items.iter().map(|v| v.clone().at_nowhere()).collect();
                Kind::Tuple(Arc::new(items))
            }
            Kind::Object(entries) => {
                let pairs = entries
                    .iter()
                    .map(|(k, v)| (k.clone(), v.clone().at_nowhere()))
                    .collect();
                return Value::object(pairs).marked(self.secrecy);
            }
            kind => kind,
        };
        Value::from(kind).marked(self.secrecy)
    }
}

/// The literal text of an attribute, if it is one: `source = "./x"`.
pub(super) fn literal(tree: &Tree, expr: ExprId) -> Option<&str> {
    match &tree.expr(expr).kind {
        ExprKind::String(text) => Some(tree.chars(text)),
        _ => None,
    }
}
