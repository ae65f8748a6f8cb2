//! From what a plan knows, and what it does not, to values.
//!
//! Three trees of one shape say what is known, what is unknown (`true` at its leaves) and what is
//! secret; the configuration says which names an unknown part may stand for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::document::Part;
use super::references::{Resolver, Site};
use super::unknown::From;
use super::unset::is_unset;
use crate::address::{Address, Mode, RootId};
use crate::language::{Origin, Type, Value};
use crate::providers::{self, Attribute, Nesting, Schema};
use crate::source::{FileId, Place};

use crate::terraform::arguments::typed;
use crate::terraform::written::find;

/// The trees at one place.
#[derive(Clone, Copy, Default)]
pub(super) struct Trees<'a> {
    /// What is known.
    pub known: Option<Part<'a>>,
    /// `true` where it is unknown.
    pub unknown: Option<Part<'a>>,
    /// `true` where it is secret, twice told.
    pub sensitive: [Option<Part<'a>>; 2],
}

impl Trees<'_> {
    /// Whether nothing is known: null, or no element.
    fn is_empty(self) -> bool {
        self.known
            .is_none_or(|part| part.is_null() || part.is_empty())
    }

    pub fn is_unknown(self) -> bool {
        self.unknown.is_some_and(Part::is_true)
    }

    fn is_sensitive(self) -> bool {
        self.sensitive.into_iter().flatten().any(Part::is_true)
    }
}

/// How the parts of a value are typed.
#[derive(Clone, Copy)]
enum Shape<'s> {
    /// As a whole.
    Plain,
    /// Objects described attribute by attribute, in a list or alone.
    Objects(&'s [Attribute]),
    /// Such objects by key.
    Map(&'s [Attribute]),
}

impl<'s> Shape<'s> {
    fn of(attribute: Option<&'s Attribute>) -> Shape<'s> {
        match attribute.map(|a| (a.nesting(), a.attributes())) {
            Some((Some(Nesting::Map), inner)) => Shape::Map(inner),
            Some((Some(_), inner)) => Shape::Objects(inner),
            _ => Shape::Plain,
        }
    }
}

/// What a value belongs to.
#[derive(Clone, Copy)]
pub(super) struct Context<'c, 'a> {
    /// Its name, for reasons.
    pub what: &'c Arc<str>,
    /// Where its instance stands.
    pub header: Place,
    /// Where its expression does.
    pub site: &'c Site<'a>,
}

/// Makes the values of one plan.
pub(super) struct Values<'a, 'p> {
    pub resolver: Resolver<'a, 'p>,
    pub root: RootId,
    pub file: FileId,
}

impl<'a> Values<'a, '_> {
    /// The attributes of an instance that its configuration writes, or that are known. The unknown
    /// ones that nobody writes are left to the provider's table.
    pub fn attributes(
        &mut self,
        site: &Site<'a>,
        at: usize,
        schema: Option<&Schema>,
        expressions: Option<&BTreeMap<&'a str, Part<'a>>>,
    ) -> Vec<(Arc<str>, Value)> {
        let Some(planned) = self.resolver.instances.get(at) else {
            return Vec::new();
        };
        let mut sensitive = planned.sensitive.iter().copied();
        let sensitive = [sensitive.next(), sensitive.next()];
        let sensitive = sensitive.map(|tree| tree.map(Part::index));
        let unknown = planned.unknown.map(Part::index).unwrap_or_default();
        let names: BTreeSet<&str> = planned
            .values
            .keys()
            .chain(unknown.keys())
            .copied()
            .collect();
        let header = Place::new(self.file, planned.header);
        let mut pairs = Vec::with_capacity(names.len());
        for name in names {
            let trees = Trees {
                known: planned.values.get(name).copied(),
                unknown: unknown.get(name).copied(),
                sensitive: [0, 1].map(|at: usize| {
                    let tree = sensitive.get(at)?.as_ref()?;
                    tree.get(name).copied()
                }),
            };
            let attribute = schema.and_then(|schema| find(Some(&schema.attributes), name));
            let expression = expressions.and_then(|all| all.get(name).copied());
            if expression.is_none() && trees.is_empty() {
                continue;
            }
            let mut from = self.from(site, expression, trees.unknown);
            if is_unset(trees, &from, attribute) {
                continue;
            }
            let what: Arc<str> = format!("{}.{name}", planned.address).into();
            let context = Context {
                what: &what,
                header,
                site,
            };
            if let Some(value) = self.value(trees, &mut from, attribute, context) {
                pairs.push((name.into(), value));
            }
        }
        pairs
    }

    /// One attribute; `None` when it is null.
    pub fn value(
        &mut self,
        trees: Trees<'a>,
        from: &mut From<'a>,
        attribute: Option<&Attribute>,
        context: Context<'_, 'a>,
    ) -> Option<Value> {
        let ty = attribute.map_or(Type::Dynamic, |a| a.ty.to_type());
        let shape = Shape::of(attribute);
        let value = self.part(trees, from, shape, &ty, context)?;
        (!value.is_null()).then(|| typed(value, attribute).0)
    }

    fn part(
        &mut self,
        trees: Trees<'a>,
        from: &mut From<'a>,
        shape: Shape,
        ty: &Type,
        context: Context<'_, 'a>,
    ) -> Option<Value> {
        let sensitive = trees.is_sensitive();
        if trees.is_unknown() {
            let value = self.unknown(from, ty, context);
            return Some(value.marked(sensitive));
        }
        let any = |test: fn(Part<'a>) -> bool| {
            [trees.known, trees.unknown].into_iter().flatten().any(test)
        };
        let place = match trees.known {
            Some(known) => known.start(),
            None => context.header,
        };
        let value = match () {
            () if trees.known.is_some_and(Part::is_null) => return None,
            () if any(Part::is_array) => self
                .items(trees, from, shape, context)
                .at(Origin::At(place)),
            () if any(Part::is_object) => self
                .members(trees, from, shape, context)
                .at(Origin::At(place)),
            () => trees.known?.scalar(),
        };
        Some(value.marked(sensitive))
    }

    fn items(
        &mut self,
        trees: Trees<'a>,
        from: &mut From<'a>,
        shape: Shape,
        context: Context<'_, 'a>,
    ) -> Value {
        let list = |part: Option<Part<'a>>| -> Vec<Part<'a>> {
            part.map(|part| part.items().collect()).unwrap_or_default()
        };
        let (known, unknown) = (list(trees.known), list(trees.unknown));
        let sensitive = trees.sensitive.map(list);
        let blocks = match from {
            From::Blocks(part) => list(Some(*part)),
            _ => Vec::new(),
        };
        let count = known.len().max(unknown.len());
        let mut items = Vec::with_capacity(count);
        for at in 0..count {
            let trees = Trees {
                known: known.get(at).copied(),
                unknown: unknown.get(at).copied(),
                sensitive: [0, 1].map(|tree: usize| sensitive.get(tree)?.get(at).copied()),
            };
            // Blocks that `dynamic` makes have no expression each.
            let block = blocks.get(at).filter(|_| blocks.len() == count);
            let mut own = block.map_or(From::Nowhere, |block| From::Blocks(*block));
            let from = match from {
                From::Names(_) => &mut *from,
                _ => &mut own,
            };
            let item = self.part(trees, from, shape, &Type::Dynamic, context);
            items.push(item.unwrap_or_else(|| Value::null(Type::Dynamic)));
        }
        Value::tuple(items)
    }

    fn members(
        &mut self,
        trees: Trees<'a>,
        from: &mut From<'a>,
        shape: Shape,
        context: Context<'_, 'a>,
    ) -> Value {
        let index = |part: Option<Part<'a>>| part.map(Part::index).unwrap_or_default();
        let (known, unknown) = (index(trees.known), index(trees.unknown));
        let sensitive = trees.sensitive.map(index);
        let expressions = match from {
            From::Blocks(part) => index(Some(*part)),
            _ => BTreeMap::new(),
        };
        let names: BTreeSet<&str> = known.keys().chain(unknown.keys()).copied().collect();
        let mut pairs: Vec<(Arc<str>, Value)> = Vec::with_capacity(names.len());
        for name in names {
            let trees = Trees {
                known: known.get(name).copied(),
                unknown: unknown.get(name).copied(),
                sensitive: [0, 1].map(|tree: usize| sensitive.get(tree)?.get(name).copied()),
            };
            let written = expressions.get(name).copied();
            let mut own = From::Nowhere;
            let (from, is_block) = match from {
                From::Names(_) => (&mut *from, false),
                From::Blocks(_) => {
                    own = self.from(context.site, written, trees.unknown);
                    (&mut own, true)
                }
                From::Nowhere => (&mut own, false),
            };
            let value = match shape {
                Shape::Objects(attributes) => {
                    let attribute = find(Some(attributes), name);
                    let computed = attribute.is_some_and(|a| a.mode.is_computed());
                    // What nobody writes is left to the provider's table.
                    match from {
                        From::Nowhere if trees.is_unknown() && computed => None,
                        From::Nowhere if !trees.is_unknown() && trees.is_empty() => None,
                        _ if is_block && is_unset(trees, from, attribute) => None,
                        _ => self.value(trees, from, attribute, context),
                    }
                }
                Shape::Map(attributes) => {
                    let shape = Shape::Objects(attributes);
                    self.part(trees, from, shape, &Type::Dynamic, context)
                }
                Shape::Plain => {
                    let value = self.part(trees, from, shape, &Type::Dynamic, context);
                    match is_block {
                        true => value,
                        false => value.or_else(|| Some(Value::null(Type::Dynamic))),
                    }
                }
            };
            pairs.extend(value.map(|value| (name.into(), value)));
        }
        Value::object(pairs)
    }
}

/// The provider's table for an instance.
pub(super) fn schema_of(address: &Address) -> Option<&'static Schema> {
    match address.mode {
        Mode::Managed => providers::resource(&address.kind),
        Mode::Data => providers::data_source(&address.kind),
    }
}
