//! Unknown values of a plan: what they may stand for, by the names in their expression.

use std::collections::BTreeSet;

use super::document::Part;
use super::references::{Resolved, Site, Target};
use super::values::{Context, Values, schema_of};
use crate::address::{InstanceId, Mode, Reference, Step};
use crate::language::{Element, Origin, Presence, Reason, ReasonKind, Type, Unknown, Value};
use crate::providers::AttributeType;
use crate::source::Place;

/// How many references and reasons one unknown keeps.
const KEPT: usize = 64;

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
    pub resolved: Resolved,
    /// Those that are unknown.
    pub pending: Vec<Target>,
    /// Whether the expression is null, or that of a variable that is.
    pub null: bool,
    /// How many unknown parts there are.
    leaves: usize,
    /// Whether each of them is one of `pending`, in order.
    paired: bool,
    next: usize,
}

impl<'a> Values<'a, '_> {
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
            null: leaves > 0 && self.resolver.is_null(site, expression),
            resolved,
            pending,
            leaves,
            next: 0,
        })
    }

    /// An unknown part.
    pub fn unknown(&self, from: &mut From<'a>, ty: &Type, context: Context<'_, 'a>) -> Value {
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
