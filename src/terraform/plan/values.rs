//! From what a plan knows, and what it does not, to values.
//!
//! Three trees of one shape say what is known, what is unknown (`true` at its leaves) and what is
//! secret; the configuration says which names an unknown part may stand for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::document::Part;
use super::references::{Resolved, Resolver, Site, Target};
use crate::address::{Address, InstanceId, Mode, Reference, RootId, Step};
use crate::language::{Element, Origin, Presence, Reason, ReasonKind, Type, Unknown, Value};
use crate::providers::{self, Attribute, AttributeType, Nesting, Schema};
use crate::source::{FileId, Place};

use crate::terraform::resource::{find, typed};

/// How many references and reasons one unknown keeps.
const KEPT: usize = 64;

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

    fn is_unknown(self) -> bool {
        self.unknown.is_some_and(Part::is_true)
    }

    fn is_sensitive(self) -> bool {
        self.sensitive.into_iter().flatten().any(Part::is_true)
    }
}

/// Where the unknown parts of a value come from.
pub(super) enum From<'a> {
    /// Nothing in the configuration says so.
    Nowhere,
    /// A block, or a list of blocks, whose arguments have their own expressions.
    Blocks(Part<'a>),
    /// One expression.
    Names(Names),
}

/// The names of one expression, handed out to the unknown parts of its value.
pub(super) struct Names {
    resolved: Resolved,
    /// Those that are unknown.
    pending: Vec<Target>,
    /// How many unknown parts there are.
    leaves: usize,
    /// Whether each of them is one of `pending`, in order.
    paired: bool,
    next: usize,
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

    /// Where the unknown parts of a value come from that `expression` makes.
    pub fn from(
        &mut self,
        site: &Site<'a>,
        expression: Option<Part<'a>>,
        unknown: Option<Part<'a>>,
    ) -> From<'a> {
        let Some(expression) = expression else {
            return From::Nowhere;
        };
        let mut members = expression.members();
        let is_expression = expression.is_object()
            && members.all(|(name, _)| matches!(name, "references" | "constant_value"));
        if !is_expression {
            return From::Blocks(expression);
        }
        let (leaves, ordered) = unknown.map_or((0, true), leaves);
        let resolved = match leaves {
            0 => Resolved::default(),
            _ => self.resolver.resolve(site, expression),
        };
        let mut pending = resolved.targets.clone();
        pending.retain(|target| self.is_unknown(target));
        From::Names(Names {
            paired: ordered && pending.len() == leaves && !resolved.lost,
            resolved,
            pending,
            leaves,
            next: 0,
        })
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
        (!value.is_null()).then(|| typed(value, attribute))
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

    /// An unknown part.
    fn unknown(&self, from: &mut From<'a>, ty: &Type, context: Context<'_, 'a>) -> Value {
        let own = Reason::new(
            ReasonKind::Computed,
            context.what.clone(),
            Some(context.header),
        );
        let plain = Unknown::new(ty.clone(), own);
        let unknown = match from {
            From::Nowhere | From::Blocks(_) => plain,
            From::Names(names) => match ty {
                Type::List(_) | Type::Set(_) => self.collection(names, plain),
                _ => self.single(names, plain),
            },
        };
        Value::unknown(unknown).at(Origin::At(context.header))
    }

    /// An unknown that is one value: the attribute that is named, if only one can be meant.
    fn single(&self, names: &mut Names, plain: Unknown) -> Unknown {
        let first = names.pending.first();
        let one = names.pending.iter().all(|target| Some(target) == first);
        let meant = match (names.paired, one && !names.resolved.lost) {
            (true, _) => names.pending.get(names.next),
            (false, true) if names.leaves == 1 => first,
            _ => None,
        };
        names.next += 1;
        match meant {
            Some(target) => self.referring(plain, std::slice::from_ref(target), Some(target)),
            None => self.referring(plain, &names.pending, None),
        }
    }

    /// An unknown list or set: the collection that is named, or one of the attributes that are.
    fn collection(&self, names: &Names, plain: Unknown) -> Unknown {
        let Resolved {
            targets,
            constants,
            lost,
        } = &names.resolved;
        let certain = !constants && !lost;
        if let ([one], true) = (targets.as_slice(), certain)
            && self.is_collection(one)
        {
            return self.referring(plain, targets, Some(one));
        }
        let mut seen = BTreeSet::new();
        let single: Vec<&Target> = targets
            .iter()
            .filter(|target| !self.is_collection(target) && seen.insert(*target))
            .collect();
        let open = !certain || single.is_empty() || seen.len() < single.len();
        let open = open || targets.iter().any(|target| self.is_collection(target));
        let elements = single.into_iter().map(|target| Element {
            key: None,
            value: self.element(target),
            presence: Presence::certain_if(certain),
        });
        let elements: Vec<Element> = elements.collect();
        self.referring(plain, &names.pending, None)
            .with_elements(elements, open)
    }

    fn element(&self, target: &Target) -> Value {
        if let Some(known) = self.known(target) {
            return known.scalar();
        }
        let header = self.header(target);
        let what = self.reference(target).map(|r| r.to_string());
        let own = Reason::new(ReasonKind::Computed, what.unwrap_or_default(), header);
        let unknown = Unknown::new(Type::String, own);
        let unknown = self.referring(unknown, std::slice::from_ref(target), Some(target));
        let origin = header.map_or(Origin::None, Origin::At);
        Value::unknown(unknown).at(origin)
    }

    /// `plain`, made of `targets`; it is `identity`, where that is known.
    fn referring(&self, plain: Unknown, targets: &[Target], identity: Option<&Target>) -> Unknown {
        let mut refs: Vec<Reference> = Vec::new();
        let mut reasons: Vec<Reason> = Vec::new();
        for target in targets.iter().take(KEPT) {
            let Some(reference) = self.reference(target) else {
                continue;
            };
            let kind = match reference.instance.address.mode {
                Mode::Managed => ReasonKind::Computed,
                Mode::Data => ReasonKind::DataSource,
            };
            reasons.push(Reason::new(
                kind,
                reference.to_string(),
                self.header(target),
            ));
            refs.push(reference);
        }
        refs.sort();
        refs.dedup();
        reasons.sort();
        reasons.dedup();
        let identity = identity.and_then(|target| self.reference(target));
        Unknown {
            not_null: identity
                .as_ref()
                .is_some_and(|i| i.attribute() == Some("id")),
            reasons: match reasons.is_empty() {
                true => plain.reasons,
                false => reasons,
            },
            refs,
            identity,
            ..plain
        }
    }

    fn reference(&self, target: &Target) -> Option<Reference> {
        let planned = self.resolver.instances.get(target.instance)?;
        let instance = InstanceId {
            root: self.root,
            address: planned.address.clone(),
        };
        Some(Reference {
            instance,
            path: path(target),
        })
    }

    fn header(&self, target: &Target) -> Option<Place> {
        let planned = self.resolver.instances.get(target.instance)?;
        Some(Place::new(self.file, planned.header))
    }

    /// Whether the attribute holds several values, by the provider's table.
    fn is_collection(&self, target: &Target) -> bool {
        let planned = self.resolver.instances.get(target.instance);
        let (Some(planned), [Step::Attr(name)]) = (planned, target.path.as_slice()) else {
            return false;
        };
        let attribute = schema_of(&planned.address).and_then(|schema| schema.attribute(name));
        attribute.is_some_and(|a| {
            matches!(
                a.ty,
                AttributeType::List(_) | AttributeType::Set(_) | AttributeType::Map(_)
            )
        })
    }

    /// Whether the attribute is unknown until the plan is applied.
    fn is_unknown(&self, target: &Target) -> bool {
        let planned = self.resolver.instances.get(target.instance);
        let mut part = planned.and_then(|planned| planned.unknown);
        for step in path(target) {
            if part.is_none_or(Part::is_true) {
                break;
            }
            part = part.and_then(|part| part.step(&step));
        }
        part.is_some_and(|part| leaves(part).0 > 0)
    }

    fn known(&self, target: &Target) -> Option<Part<'a>> {
        let planned = self.resolver.instances.get(target.instance)?;
        let path = path(target);
        let (Step::Attr(first), rest) = path.split_first()? else {
            return None;
        };
        let first = planned.values.get(&**first).copied()?;
        let found = rest.iter().try_fold(first, |part, step| part.step(step))?;
        (!found.is_null() && !self.is_unknown(target)).then_some(found)
    }
}

/// The way to what a target means as a value: an instance as a whole is meant by its id.
fn path(target: &Target) -> Vec<Step> {
    match target.path.is_empty() {
        true => vec![Step::Attr("id".into())],
        false => target.path.clone(),
    }
}

/// The provider's table for an instance.
pub(super) fn schema_of(address: &Address) -> Option<&'static Schema> {
    match address.mode {
        Mode::Managed => providers::resource(&address.kind),
        Mode::Data => providers::data_source(&address.kind),
    }
}

/// How many unknown parts there are, and whether they stand in an order: the members of an object
/// do not, once there are several.
fn leaves(unknown: Part) -> (usize, bool) {
    if unknown.is_true() {
        return (1, true);
    }
    let (mut count, mut ordered) = (0, true);
    let parts = unknown
        .items()
        .chain(unknown.members().map(|(_, part)| part));
    for part in parts {
        let (more, in_order) = leaves(part);
        count += more;
        ordered &= in_order;
    }
    (count, ordered && (count < 2 || unknown.is_array()))
}
