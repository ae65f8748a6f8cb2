//! The `validation` blocks of a variable, evaluated.

use std::sync::Arc;

use crate::finding::{Code, Diagnostic};
use crate::language::{Type, convert};
use crate::syntax::hcl::{ExprId, Tree};

use super::super::evaluation::Evaluating;
use super::super::module_instance::ModuleId;
use super::super::terms::{Term, TermKind};

impl Evaluating<'_> {
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
