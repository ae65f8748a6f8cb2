//! `count` and `for_each`: which instances there are.

use std::sync::Arc;

use crate::address::{InstanceKey, ModulePath};
use crate::finding::{Code, Diagnostic};
use crate::language::{Entries, Kind, Reason, Secrecy, Type, Unknown, Value, convert};
use crate::source::Place;

use super::evaluation::{Evaluating, Existence, OpaqueCall};
use super::load::ModuleSource;
use super::module::{Body, Named};
use super::module_instance::{Children, ModuleId, ModuleInstance};
use super::references::references;

/// Arguments of a module call that are Terraform's, not the module's.
const META: [&str; 6] = [
    "source",
    "version",
    "providers",
    "count",
    "for_each",
    "depends_on",
];

/// `each` and `count` inside one instance.
#[derive(Clone, Debug, Default)]
pub(super) struct Repetition {
    /// `count.index`
    pub index: Option<Value>,
    /// `each.key` and `each.value`
    pub each: Option<(Value, Value)>,
}

/// One instance that a `count` or `for_each` makes.
pub(super) struct Made {
    pub key: InstanceKey,
    pub repetition: Repetition,
    pub existence: Existence,
}

/// All instances, and in what form expressions see them.
pub(super) struct Expansion {
    pub instances: Vec<Made>,
    pub form: Form,
}

/// What a reference to the whole resource or module is.
pub(super) enum Form {
    /// The one instance.
    Single,
    /// A tuple in the order of indexes.
    Tuple,
    /// An object by key.
    Object,
    /// Unknown, with the instances as its elements.
    Unknown(Box<Unknown>),
}

impl Evaluating<'_> {
    /// Evaluates `count` or `for_each` of a block.
    pub fn expand(&mut self, module: ModuleId, body: &Body) -> Expansion {
        let count = body.attribute("count");
        let for_each = body.attribute("for_each");
        match (count, for_each) {
            (None, None) => Expansion {
                instances: vec![Made {
                    key: InstanceKey::None,
                    repetition: Repetition::default(),
                    existence: Existence::Certain,
                }],
                form: Form::Single,
            },
            (Some((counting, _)), Some((tree, attribute))) if Arc::ptr_eq(counting, tree) => {
                let message = "count and for_each exclude each other";
                self.refuse(tree.place(attribute.span), message);
                self.none()
            }
            // Where an override file adds the other one, Terraform counts.
            (Some((tree, attribute)), _) => {
                let value = self.eval(module, tree, attribute.expr);
                let place = tree.place(tree.expr(attribute.expr).span);
                self.expand_count(&value, place)
            }
            (None, Some((tree, attribute))) => {
                let value = self.eval(module, tree, attribute.expr);
                let place = tree.place(tree.expr(attribute.expr).span);
                self.expand_for_each(&value, place)
            }
        }
    }

    /// Most instances of one resource.
    pub fn instance_limit(&self) -> usize {
        usize::try_from(self.options.limits.resource_instances).unwrap_or(usize::MAX)
    }

    fn none(&self) -> Expansion {
        Expansion {
            instances: Vec::new(),
            form: Form::Tuple,
        }
    }

    fn expand_count(&mut self, value: &Value, place: Place) -> Expansion {
        if value.is_null() {
            self.refuse(place, "count is null");
            return self.none();
        }
        let number = match convert(value, &Type::Number) {
            Ok(number) => number,
            Err(message) => {
                self.refuse(place, format!("count: {message}"));
                return self.none();
            }
        };
        // How many there are gives no secret away, to Terraform.
        self.refuse_ephemeral("count", value.secrecy, place);
        match &number.kind {
            Kind::Number(number) => match number.to_i64().map(u64::try_from) {
                Some(Ok(count)) if count <= self.options.limits.resource_instances => Expansion {
                    instances: counted(count, value),
                    form: Form::Tuple,
                },
                Some(Ok(_)) => {
                    let reason = self.too_many(place);
                    self.symbolic(Unknown::new(Type::Dynamic, reason), Vec::new(), true, true)
                }
                _ => {
                    self.refuse(place, format!("count is {number}, but must be 0, 1, 2, …"));
                    self.none()
                }
            },
            // So many as there are at least: zones of a region, where all of them are counted.
            Kind::Unknown(unknown) => {
                let least = unknown.bounds.map_or(0, |(least, _)| least);
                let least = u64::try_from(least).unwrap_or(0);
                let limit = self.options.limits.resource_instances;
                let made = counted(least.min(limit), value);
                self.symbolic(Unknown::clone(unknown), made, true, true)
            }
            _ => self.none(),
        }
    }

    /// Instances must be known after Terraform has run.
    fn refuse_ephemeral(&mut self, what: &str, secrecy: Secrecy, place: Place) {
        if secrecy.is_ephemeral() {
            self.refuse(place, format!("{what} is ephemeral, but instances stay"));
        }
    }

    fn too_many(&mut self, place: Place) -> Reason {
        let limit = self.options.limits.resource_instances;
        let message = format!("more than {limit} instances of one resource");
        self.say(vec![Diagnostic::error(
            Code::Limit,
            place,
            message.as_str(),
        )]);
        Reason::new(crate::language::ReasonKind::Limit, message, Some(place))
    }

    fn expand_for_each(&mut self, value: &Value, place: Place) -> Expansion {
        match value.secrecy.is_sensitive() {
            true => {
                let message = "for_each is sensitive, but the keys of instances are shown";
                self.refuse(place, message.to_owned());
            }
            false => self.refuse_ephemeral("for_each", value.secrecy, place),
        }
        let certain = |key: &Arc<str>, key_value: Value, item: &Value| Made {
            key: InstanceKey::Str(key.clone()),
            repetition: Repetition {
                index: None,
                each: Some((key_value, item.clone())),
            },
            existence: Existence::Certain,
        };
        let value = &value.clone().opened();
        match &value.kind {
            Kind::Map(_) | Kind::Object(_) => {
                let Some(entries) = value.as_entries() else {
                    return self.none();
                };
                if entries.len() > self.instance_limit() {
                    let reason = self.too_many(place);
                    let unknown = Unknown::new(Type::Dynamic, reason);
                    return self.symbolic(unknown, Vec::new(), true, false);
                }
                let made = entries.iter().map(|(key, item)| {
                    let key_value = Value::string(key.clone()).at(value.origin.clone());
                    let item = item.clone().at(through(value, item));
                    certain(key, key_value, &item)
                });
                Expansion {
                    instances: made.collect(),
                    form: Form::Object,
                }
            }
            Kind::Set(set) => {
                if set.items.len() > self.instance_limit() {
                    let reason = self.too_many(place);
                    let unknown = Unknown::new(Type::Dynamic, reason);
                    return self.symbolic(unknown, Vec::new(), true, false);
                }
                let mut made = Vec::with_capacity(set.items.len());
                for item in &set.items {
                    let Some(key) = item.as_str() else {
                        self.refuse(place, "for_each over a set needs strings");
                        return self.none();
                    };
                    let item = item.clone().at(through(value, item));
                    made.push(certain(&key.into(), item.clone(), &item));
                }
                Expansion {
                    instances: made,
                    form: Form::Object,
                }
            }
            Kind::Unknown(unknown) => self.expand_partly_known(unknown),
            Kind::Instance(instance) => {
                let unknown = Unknown::of_instance(instance.as_ref());
                self.symbolic(unknown, Vec::new(), true, false)
            }
            Kind::Null(_) => {
                self.refuse(place, "for_each is null");
                self.none()
            }
            _ => {
                let message = format!(
                    "for_each takes a map or a set of strings, not a {}; use toset(…) or a for \
                     expression",
                    value.ty().friendly()
                );
                self.refuse(place, message);
                self.none()
            }
        }
    }

    /// Keys that are known although others are not have their instances.
    fn expand_partly_known(&mut self, unknown: &Arc<Unknown>) -> Expansion {
        let mut made: Vec<Made> = Vec::new();
        let mut open = unknown.open;
        for element in unknown.elements.iter().take(self.instance_limit()) {
            let key = match (&element.key, element.value.as_str()) {
                (Some(key), _) => Some(key.clone()),
                (None, Some(text)) => Some(Arc::from(text)),
                _ => None,
            };
            let Some(key) = key else {
                open = true;
                continue;
            };
            if made
                .iter()
                .any(|m| matches!(&m.key, InstanceKey::Str(k) if *k == key))
            {
                continue;
            }
            made.push(Made {
                repetition: Repetition {
                    index: None,
                    each: Some((Value::string(key.clone()), element.value.clone())),
                },
                key: InstanceKey::Str(key),
                existence: match element.is_certain() {
                    true => Existence::Certain,
                    false => Existence::Maybe(unknown.reasons.clone()),
                },
            });
        }
        made.sort_by(|a, b| a.key.cmp(&b.key));
        self.symbolic(Unknown::clone(unknown), made, open, false)
    }

    /// An expansion that is unknown beyond `made`; `open` adds the instance that stands for all
    /// others.
    fn symbolic(
        &mut self,
        unknown: Unknown,
        mut made: Vec<Made>,
        open: bool,
        count: bool,
    ) -> Expansion {
        let whole = Unknown {
            ty: Type::Dynamic,
            identity: None,
            elements: Vec::new(),
            keyed: None,
            prefix: None,
            bounds: None,
            ..unknown
        };
        if open {
            let part = Value::unknown(whole.clone());
            let repetition = match count {
                true => Repetition {
                    index: Some(Value::unknown(Unknown {
                        ty: Type::Number,
                        not_null: true,
                        ..whole.clone()
                    })),
                    each: None,
                },
                false => Repetition {
                    index: None,
                    each: Some((
                        Value::unknown(Unknown {
                            ty: Type::String,
                            not_null: true,
                            ..whole.clone()
                        }),
                        part,
                    )),
                },
            };
            made.push(Made {
                key: InstanceKey::Any,
                repetition,
                existence: Existence::Maybe(whole.reasons.clone()),
            });
        }
        Expansion {
            instances: made,
            form: Form::Unknown(Box::new(whole)),
        }
    }

    /// Makes the instances of a module call.
    pub fn expand_call(&mut self, module: ModuleId, index: u32, call: &Named) {
        let source = self.source_of(module, call);
        let children = match source {
            ModuleSource::Loaded(loaded, inside) => {
                let expansion = self.expand(module, &call.body);
                let mut children = Vec::with_capacity(expansion.instances.len());
                for made in expansion.instances {
                    let key = made.key.clone();
                    match self.child(module, index, call, &loaded, inside, made) {
                        Some(id) => children.push((key, id)),
                        None => break,
                    }
                }
                Children::Made(children)
            }
            ModuleSource::Opaque(reason) => {
                self.opaque.push((module, index, reason.what.clone()));
                Children::Opaque(reason)
            }
        };
        if let Some(instance) = self.instance_mut(module)
            && let Some(slot) = instance.children.get_mut(index as usize)
        {
            *slot = children;
        }
    }

    fn child(
        &mut self,
        module: ModuleId,
        index: u32,
        call: &Named,
        loaded: &Arc<super::module::Module>,
        inside: bool,
        made: Made,
    ) -> Option<ModuleId> {
        let parent = self.instance(module)?;
        let path: ModulePath = parent.path.child(&call.name, made.key);
        let depth = path.0.len();
        let place = call.body.header();
        let limits = self.options.limits;
        let too_deep = depth as u64 > limits.module_depth;
        if too_deep || self.modules.len() as u64 >= limits.module_instances {
            let message = match too_deep {
                true => format!("modules nested deeper than {}", limits.module_depth),
                false => format!("more than {} module instances", limits.module_instances),
            };
            self.say(vec![Diagnostic::error(Code::Limit, place, message)]);
            return None;
        }
        let existence = match (&parent.existence, made.existence) {
            (Existence::Maybe(reasons), _) => Existence::Maybe(reasons.clone()),
            (Existence::Certain, existence) => existence,
        };
        // Reports point into the repository: at the outermost call whose module lies outside.
        let called_at = match (&parent.called_at, inside) {
            (Some(place), _) => Some(*place),
            (None, false) => Some(place),
            (None, true) => None,
        };
        let providers = self.providers_of_child(module, call, loaded);
        let mut child = ModuleInstance::new(path, loaded.clone());
        child.parent = Some((module, index));
        child.repetition = made.repetition;
        child.existence = existence;
        child.called_at = called_at;
        child.providers = providers;
        let certain = child.existence.is_certain();
        let id = self.add_module(child);
        if certain {
            self.looked_at.insert(place);
        }
        Some(id)
    }

    /// The calls of modules that were not loaded, with what they are given. Their arguments are
    /// evaluated last: two such modules may feed each other.
    pub fn opaque_calls(&mut self) -> Vec<OpaqueCall> {
        let mut calls = Vec::new();
        for (module, index, source) in std::mem::take(&mut self.opaque) {
            let declared = self.module(module);
            let Some(call) = declared.calls.get(index as usize) else {
                continue;
            };
            let parent = self.instance(module).map(|m| m.existence.clone());
            for made in self.expand(module, &call.body).instances {
                let mut pairs = Vec::new();
                let mut given = Vec::new();
                for (tree, attribute) in call.body.attributes() {
                    let name = tree.str(attribute.name);
                    if META.contains(&name) {
                        continue;
                    }
                    self.ensure_argument(module, index, name);
                    let value = self.eval_with(module, &made.repetition, tree, attribute.expr);
                    given.extend(references(&value).into_iter().map(|(to, _)| to));
                    if value.as_entries().is_none() && value.as_sequence().is_none() {
                        pairs.push((name.into(), value));
                    }
                }
                given.sort();
                given.dedup();
                calls.push(OpaqueCall {
                    given,
                    name: call.name.clone(),
                    source: source.clone(),
                    place: call.body.header(),
                    arguments: Entries::new(pairs),
                    existence: match &parent {
                        Some(Existence::Maybe(reasons)) => Existence::Maybe(reasons.clone()),
                        _ => made.existence,
                    },
                });
            }
        }
        calls.sort_by(|a, b| (a.place, &a.source).cmp(&(b.place, &b.source)));
        calls
    }
}

/// The first `count` instances of a resource that `value` counts.
fn counted(count: u64, value: &Value) -> Vec<Made> {
    let made = (0..count).map(|index| Made {
        key: InstanceKey::Int(index),
        repetition: Repetition {
            index: Some(Value::int(index as i64).at(value.origin.clone())),
            each: None,
        },
        existence: Existence::Certain,
    });
    made.collect()
}

/// The origin of an element that came as part of a whole.
fn through(whole: &Value, part: &Value) -> crate::language::Origin {
    use crate::language::{HopKind, Origin};
    match (&whole.origin, &part.origin) {
        (Origin::Via(_), _) => {
            let from = vec![part.origin.clone(), whole.origin.clone()];
            Origin::via(HopKind::Element, None, from)
        }
        _ => part.origin.clone(),
    }
}
