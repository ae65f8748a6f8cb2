//! The provider configurations of a plan.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::configuration::Module;
use super::document::Part;
use super::traversal::{module_path, steps};
use crate::address::{ModulePath, Step};
use crate::language::{Entries, Reason, ReasonKind, Type, Value};
use crate::terraform::instance::ProviderInstance;

/// How far modules hand a value on.
const DEPTH: usize = 128;

/// All of them, by the key that resources give.
pub(super) fn read<'a>(
    plan: Part<'a>,
    configuration: &Module<'a>,
) -> BTreeMap<&'a str, Arc<ProviderInstance>> {
    let variables = plan.get("variables").map(Part::index).unwrap_or_default();
    let providers = plan.get("configuration");
    let providers = providers.and_then(|c| c.get("provider_config"));
    let providers = providers.into_iter().flat_map(Part::members);
    let read = providers.map(|(key, provider)| {
        let word = |name: &str| provider.get(name).and_then(Part::str);
        let name = word("name").unwrap_or(key);
        let name: Arc<str> = match word("alias") {
            Some(alias) => format!("{name}.{alias}").into(),
            None => name.into(),
        };
        let constants = Constants {
            configuration,
            variables: &variables,
            module: word("module_address")
                .and_then(module_path)
                .unwrap_or_default(),
        };
        let expressions = provider.get("expressions");
        let written = expressions.into_iter().flat_map(Part::members);
        let written = written.map(|(argument, expression)| {
            let what = format!("provider {name}: {argument}");
            (argument.into(), constants.value(expression, &what))
        });
        let instance = ProviderInstance {
            written: Entries::new(written.collect()),
            name,
            place: Some(provider.start()),
        };
        (key, Arc::new(instance))
    });
    read.collect()
}

/// What a plan says outright, or by one variable.
struct Constants<'a, 'c> {
    configuration: &'c Module<'a>,
    variables: &'c BTreeMap<&'a str, Part<'a>>,
    module: ModulePath,
}

impl<'a> Constants<'a, '_> {
    fn value(&self, expression: Part<'a>, what: &str) -> Value {
        let unknown = || {
            let place = Some(expression.start());
            Value::unknown_for(
                Type::Dynamic,
                Reason::new(ReasonKind::Computed, what, place),
            )
        };
        if expression.is_array() {
            let blocks = expression.items().map(|block| self.value(block, what));
            return Value::tuple(blocks.collect());
        }
        if let Some(value) = expression.get("constant_value") {
            return value.value();
        }
        match expression.get("references") {
            Some(names) => self.named(names).map_or_else(unknown, Part::value),
            None => {
                let members = expression.members();
                let members = members.map(|(name, part)| (name.into(), self.value(part, what)));
                Value::object(members.collect())
            }
        }
    }

    /// The value of the one variable that `names` name, followed through the calls of modules.
    fn named(&self, names: Part<'a>) -> Option<Part<'a>> {
        let mut module = self.module.clone();
        let mut names = names;
        for _ in 0..DEPTH {
            let mut all = names.items().filter_map(Part::str);
            let longest = all.next()?;
            let beginnings = |name: &str| {
                let rest = longest.strip_prefix(name);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            };
            if !all.all(beginnings) {
                return None;
            }
            let steps = steps(longest)?;
            let [Step::Attr(var), Step::Attr(name), path @ ..] = steps.as_slice() else {
                return None;
            };
            if &**var != "var" {
                return None;
            }
            let found = match module.0.is_empty() {
                true => self.variables.get(&**name)?.get("value")?,
                false => {
                    let argument = *self.configuration.call(&module)?.arguments.get(&**name)?;
                    module.0.pop();
                    match (argument.get("constant_value"), argument.get("references")) {
                        (Some(value), _) => value,
                        (None, Some(next)) if path.is_empty() => {
                            names = next;
                            continue;
                        }
                        _ => return None,
                    }
                }
            };
            return path.iter().try_fold(found, |part, step| part.step(step));
        }
        None
    }
}
