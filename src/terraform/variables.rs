//! Values of variables: defaults, variable files, the command line, module arguments.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Code, Diagnostic, Level};
use crate::language::{HopKind, Kind, Reason, ReasonKind, Secrecy, Type, Value, convert};
use crate::source::Place;
use crate::syntax::hcl::{ExprId, ExprKind, Tree};

use super::constraint::Constraint;
use super::evaluation::{Evaluating, hop};
use super::module::{Module, Named};
use super::module_instance::ModuleId;
use super::project::VariableSetting;
use super::terms::{Term, TermKind};

/// A value that somebody gave a root variable.
#[derive(Clone, Debug)]
pub(super) enum Setting {
    /// An expression of a variables file (or of a flag, for a variable that is not a plain text).
    Expression(Arc<Tree>, ExprId),
    /// Text of a flag or of the environment.
    Text(Arc<str>),
}

impl Evaluating<'_> {
    /// All values given to the root's variables; of several for one variable, the one that wins:
    /// environment, `terraform.tfvars`, `terraform.tfvars.json`, `*.auto.tfvars` by name, the files
    /// of this evaluation alone, then the command line in its order.
    pub fn root_settings(&mut self, module: &Arc<Module>) -> BTreeMap<Arc<str>, Setting> {
        let mut settings = BTreeMap::new();
        for (name, text) in &self.options.environment {
            if module.variable(name).is_some() {
                let setting = Setting::Text(text.as_str().into());
                settings.insert(Arc::from(name.as_str()), setting);
            }
        }
        let files = self.configuration.automatic_variable_files(&self.root_dir);
        for tree in files.iter().chain(&self.run.variable_files) {
            self.apply_file(module, tree, &mut settings);
        }
        for setting in &self.options.settings {
            match setting {
                VariableSetting::File(tree) => self.apply_file(module, tree, &mut settings),
                VariableSetting::Flag(name, text) => {
                    if module.variable(name).is_some() {
                        let setting = Setting::Text(text.as_str().into());
                        settings.insert(Arc::from(name.as_str()), setting);
                    }
                }
            }
        }
        settings
    }

    fn apply_file(
        &mut self,
        module: &Arc<Module>,
        tree: &Arc<Tree>,
        settings: &mut BTreeMap<Arc<str>, Setting>,
    ) {
        for attribute in &tree.body.attributes {
            let name = tree.str(attribute.name);
            if module.variable(name).is_none() && !module.is_partial() {
                let place = tree.place(attribute.name);
                let message = format!("this module has no variable {name:?}");
                let warning = Diagnostic::error(Code::Evaluate, place, message);
                self.say(vec![warning.with_level(Level::Warning)]);
            }
            let setting = Setting::Expression(tree.clone(), attribute.expr);
            settings.insert(name.into(), setting);
        }
        for block in &tree.body.blocks {
            let message = "a variables file holds name = value only";
            self.refuse(tree.place(block.header), message);
        }
    }

    /// The value of `var.name`, converted to its type.
    pub fn variable_value(&mut self, module: ModuleId, variable: &Named) -> Value {
        let constraint = self.constraint(variable);
        let flag = |this: &mut Self, name: &str| {
            let (tree, attribute) = variable.body.attribute(name)?;
            this.eval(module, tree, attribute.expr).as_bool()
        };
        let sensitive = flag(self, "sensitive") == Some(true);
        let ephemeral = flag(self, "ephemeral") == Some(true);
        let nullable = flag(self, "nullable") != Some(false);
        let given = self.given(module, variable, &constraint);
        let given_at = self.given_at(module, variable);
        let null = given.as_ref().is_some_and(Value::is_null) && !nullable;
        if null && variable.body.attribute("default").is_none() {
            let message = format!("var.{} must not be null", variable.name);
            self.refuse(given_at.unwrap_or(variable.body.header()), message);
        }
        if self.has_ephemeral && !ephemeral {
            let leaks = given
                .as_ref()
                .filter(|value| value.all_secrecy().is_ephemeral());
            if let (Some(_), Some(place)) = (leaks, given_at) {
                let message = format!("var.{} is not ephemeral, but this value is", variable.name);
                self.refuse(place, message);
            }
        }
        let given = given.filter(|_| !null);
        let told_at = match &given {
            // Terraform keeps to itself where a secret stands.
            Some(_) if sensitive => None,
            Some(_) => given_at,
            None => default_at(variable),
        };
        let value = match given {
            Some(value) => value,
            None => match variable.body.attribute("default") {
                Some((tree, attribute)) => {
                    let value = super::constant::evaluate(self, tree, attribute.expr);
                    if value.is_null() && !nullable {
                        let message = format!("var.{} must not be null", variable.name);
                        self.refuse(tree.place(attribute.span), message);
                    }
                    let text = (!sensitive && !ephemeral).then(|| short(&value)).flatten();
                    let kind = HopKind::Default(variable.name.clone(), text);
                    hop(value, kind, tree.place(attribute.span))
                }
                None => self.without_value(module, variable, &constraint.ty),
            },
        };
        let value = constraint.defaults.apply(&value);
        let value = match convert(&value, &constraint.ty) {
            Ok(value) => value,
            Err(message) => {
                let place = told_at.unwrap_or(variable.body.header());
                let message = match value.secrecy.hides() || sensitive {
                    true => format!("var.{}: the value has the wrong type", variable.name),
                    false => format!("var.{}: {message}", variable.name),
                };
                let diagnostic = Diagnostic::error(Code::Evaluate, place, message.as_str())
                    .with_related(variable.body.header(), "declared here");
                self.say(vec![diagnostic]);
                let reason = Reason::new(ReasonKind::Error, message, Some(place));
                Value::unknown_for(constraint.ty.clone(), reason)
            }
        };
        let ephemeral = match ephemeral {
            true => {
                self.has_ephemeral = true;
                Secrecy::EPHEMERAL
            }
            false => Secrecy::NONE,
        };
        value.marked(sensitive).marked(ephemeral)
    }

    /// The value that a caller, a file or a flag gave.
    fn given(
        &mut self,
        module: ModuleId,
        variable: &Named,
        constraint: &Constraint,
    ) -> Option<Value> {
        let (parent, call, repetition) = match self.instance(module) {
            Some(instance) => match instance.parent {
                Some((parent, call)) => (parent, call, instance.repetition.clone()),
                None => return self.given_to_root(variable, constraint),
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
    fn given_at(&self, module: ModuleId, variable: &Named) -> Option<Place> {
        let Some((parent, call)) = self.instance(module)?.parent else {
            return match self.settings.get(&variable.name)? {
                Setting::Expression(tree, expr) => Some(tree.place(tree.expr(*expr).span)),
                Setting::Text(_) => None,
            };
        };
        let caller = self.module(parent);
        let call = caller.calls.get(call as usize)?;
        let (tree, attribute) = call.body.attribute(&variable.name)?;
        Some(tree.place(tree.expr(attribute.expr).span))
    }

    fn given_to_root(&mut self, variable: &Named, constraint: &Constraint) -> Option<Value> {
        let setting = self.settings.get(&variable.name)?.clone();
        match setting {
            Setting::Expression(tree, expr) => {
                let value = super::constant::evaluate(self, &tree, expr);
                let place = tree.place(tree.expr(expr).span);
                Some(hop(value, HopKind::Variable(variable.name.clone()), place))
            }
            Setting::Text(text) => {
                let declared = variable.body.attribute("type").is_some();
                let plain = constraint.ty.is_primitive() || !declared;
                if plain {
                    return Some(Value::string(text));
                }
                let file = crate::source::FileId(u32::MAX);
                let (tree, expr, wrong) = crate::syntax::hcl::parse_expression(file, text);
                if let Some(wrong) = wrong.first() {
                    let message = format!("var.{}: {}", variable.name, wrong.message);
                    self.refuse(variable.body.header(), message);
                    return None;
                }
                let (value, wrong) = super::constant::checked(&tree, expr);
                if let Some(wrong) = wrong.first() {
                    let message = format!("var.{}: {}", variable.name, wrong.message);
                    self.refuse(variable.body.header(), message);
                }
                Some(value.at_nowhere())
            }
        }
    }

    /// A root variable that nobody sets is unknown, never an error.
    fn without_value(&mut self, module: ModuleId, variable: &Named, ty: &Type) -> Value {
        let what = match self.instance(module) {
            Some(instance) if !instance.path.0.is_empty() => {
                format!("{}.var.{}", instance.path, variable.name)
            }
            _ => format!("var.{}", variable.name),
        };
        let place: Place = variable.body.header();
        let reason = Reason::new(ReasonKind::Variable, what, Some(place));
        Value::unknown_for(ty.clone(), reason).at(crate::language::Origin::At(place))
    }

    fn constraint(&mut self, variable: &Named) -> Constraint {
        let Some((tree, attribute)) = variable.body.attribute("type") else {
            return Constraint::any();
        };
        let read = Constraint::read(tree, attribute.expr, &mut |default| {
            super::constant::evaluate(self, tree, default)
        });
        match read {
            Ok(constraint) => {
                if let ExprKind::String(_) = tree.expr(attribute.expr).kind {
                    let message = "types are written without quotes since Terraform 0.12";
                    self.refuse(tree.place(tree.expr(attribute.expr).span), message);
                }
                constraint
            }
            Err((place, message)) => {
                self.refuse(place, message);
                Constraint::any()
            }
        }
    }

    /// What the message of a failed validation says; `None` when it has an error of its own, which
    /// is what Terraform tells then.
    fn error_message(
        &mut self,
        module: ModuleId,
        tree: &Arc<Tree>,
        expr: ExprId,
    ) -> Option<String> {
        let told = self.diagnostics.len();
        let value = self.eval(module, tree, expr);
        if self.diagnostics.len() > told {
            return None;
        }
        let place = tree.place(tree.expr(expr).span);
        if value.secrecy.is_ephemeral() {
            self.refuse(place, "the message shows what is ephemeral");
        } else if convert(&value, &Type::String).is_err() {
            self.refuse(place, "an error message is a text");
        }
        let text = value
            .as_str()
            .filter(|text| !text.is_empty() && !value.secrecy.hides());
        Some(text.unwrap_or("its validation fails").to_owned())
    }

    /// Checks the `validation` blocks of a variable: one that is known to be false is what
    /// Terraform refuses.
    pub fn validate(&mut self, module: ModuleId, index: usize) {
        let declared = self.module(module);
        let Some(variable) = declared.variables.get(index) else {
            return;
        };
        let term = Term {
            module,
            kind: TermKind::Variable,
            index: index as u32,
        };
        if self.value(term).is_unknown() {
            return;
        }
        for (tree, block) in variable.body.blocks_of("validation") {
            let attribute = |name: &str| {
                let mut attributes = block.body.attributes.iter();
                attributes.find(|a| tree.str(a.name) == name)
            };
            let Some(condition) = attribute("condition") else {
                continue;
            };
            let value = self.eval(module, tree, condition.expr);
            let place = tree.place(tree.expr(condition.expr).span);
            let holds = match convert(&value, &Type::Bool) {
                Ok(holds) if holds.is_null() => {
                    self.refuse(place, "the condition is null, neither true nor false");
                    continue;
                }
                Ok(holds) => holds,
                Err(message) => {
                    self.refuse(place, format!("the condition: {message}"));
                    continue;
                }
            };
            if holds.as_bool() != Some(false) {
                continue;
            }
            let Some(message) = attribute("error_message") else {
                continue;
            };
            let Some(detail) = self.error_message(module, tree, message.expr) else {
                continue;
            };
            let message = format!("var.{}: {detail}", variable.name);
            let place = self.given_at(module, variable);
            let place = place.unwrap_or(variable.body.header());
            let diagnostic = Diagnostic::error(Code::Evaluate, place, message)
                .with_related(tree.place(condition.span), "this condition is false");
            self.say(vec![diagnostic]);
        }
    }
}

/// Where Terraform tells that the default of a variable does not fit its type: there, or at the
/// override that set the one without the other.
fn default_at(variable: &Named) -> Option<Place> {
    let (tree, default) = variable.body.attribute("default")?;
    let ty = variable.body.attribute("type");
    let same = ty.is_none_or(|(of, _)| Arc::ptr_eq(of, tree));
    let overriding = variable.body.overrides.iter().rev();
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

/// The literal text of an attribute, if it is one: `source = "./x"`.
pub(super) fn literal(tree: &Tree, expr: ExprId) -> Option<&str> {
    match &tree.expr(expr).kind {
        ExprKind::String(text) => Some(tree.chars(text)),
        _ => None,
    }
}
