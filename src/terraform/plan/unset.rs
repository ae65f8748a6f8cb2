//! Arguments that are written as null, and so are left to their provider as if they were not.
//!
//! A plan has what the provider decides only when it is applied as unknown, as it has what another
//! resource tells; it does not say that an argument was null. But of an argument whose names all
//! lead to what is known, nothing but null can be unknown in a plan, save for a function that
//! differs from run to run, as `uuid` does: those give texts. So a text has to be made of nothing
//! but a variable that is null, or of null itself.

use super::document::Part;
use super::references::{Resolver, Site};
use super::traversal::steps;
use super::unknown::{From, Names};
use super::values::Trees;
use crate::address::{ModulePath, Step};
use crate::providers::{Absent, Attribute, AttributeType, Mode};

/// The version of the provider that a plan is taken to be made with: the latest that is known.
const LATEST: u64 = u64::MAX;

/// Whether an attribute that is unknown was written as null.
pub(super) fn is_unset(trees: Trees, from: &From, attribute: Option<&Attribute>) -> bool {
    let (From::Names(names), Some(attribute)) = (from, attribute) else {
        return false;
    };
    let left_to_provider = attribute.mode == Mode::OptionalComputed && trees.is_unknown();
    left_to_provider
        && match attribute.ty {
            AttributeType::Bool
            | AttributeType::Number
            | AttributeType::List(_)
            | AttributeType::Set(_)
            | AttributeType::Map(_) => names.are_known(),
            AttributeType::String => {
                let chosen = matches!(attribute.absent(LATEST), Absent::Computed(_));
                chosen && names.is_null()
            }
            AttributeType::Any | AttributeType::Nested(_) => false,
        }
}

impl Names {
    /// Whether all names lead to what is known.
    fn are_known(&self) -> bool {
        self.pending.is_empty() && !self.resolved.lost
    }

    /// Whether the only name is that of a variable that is null, or the expression is null.
    fn is_null(&self) -> bool {
        self.null && self.are_known()
    }
}

impl<'a> Resolver<'a, '_> {
    /// Whether `expression` is null, or names one variable alone, which is null.
    pub(super) fn is_null(&self, site: &Site<'a>, expression: Part<'a>) -> bool {
        self.is_null_at(&site.module, expression, &[])
    }

    /// The same of what stands at `path` in it.
    fn is_null_at(&self, module: &ModulePath, expression: Part<'a>, path: &[Step]) -> bool {
        if let Some(constant) = expression.get("constant_value") {
            return ends_in_null(constant, path);
        }
        let names = expression.get("references").into_iter();
        let mut names = names.flat_map(Part::items).filter_map(Part::str);
        let Some(first) = names.next() else {
            return false;
        };
        // `var.a.b` is followed by its beginnings.
        let begins = |name: &str| {
            let rest = first.strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with(['.', '[']))
        };
        if !names.all(begins) {
            return false;
        }
        let Some(steps) = steps(first) else {
            return false;
        };
        match steps.as_slice() {
            [Step::Attr(var), Step::Attr(name), rest @ ..] if &**var == "var" => {
                self.variable_is_null(module, name, &[rest, path].concat())
            }
            _ => false,
        }
    }

    fn variable_is_null(&self, module: &ModulePath, name: &str, path: &[Step]) -> bool {
        let Some((_, parents)) = module.0.split_last() else {
            let value = self.variables.get(name).and_then(|v| v.get("value"));
            return value.is_some_and(|value| ends_in_null(value, path));
        };
        let call = self.configuration.call(module);
        let argument = call.and_then(|call| call.arguments.get(name).copied());
        match argument {
            Some(argument) => {
                // What is handed down comes from further up, so that this ends.
                self.is_null_at(&ModulePath(parents.to_vec()), argument, path)
            }
            None => {
                let declared = call.and_then(|call| call.module.variables.get(name));
                let default = declared.and_then(|variable| variable.get("default"));
                default.is_some_and(|default| ends_in_null(default, path))
            }
        }
    }
}

/// Whether the way into `part` ends in a null.
fn ends_in_null(part: Part, path: &[Step]) -> bool {
    let end = path.iter().try_fold(part, |part, step| part.step(step));
    end.is_some_and(Part::is_null)
}
