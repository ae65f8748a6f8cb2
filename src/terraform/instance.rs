//! Instances of resources, as expressions, facts and rules see them.

use std::sync::Arc;

use crate::address::{InstanceId, Mode, Reference, Step};
use crate::language::{
    self, Entries, Kind, Origin, Piece, Reason, ReasonKind, Type, Unknown, Value,
};
use crate::providers::{self, Absent, Attribute, Nesting, Schema};
use crate::source::Place;

use super::evaluation::Existence;
use super::module::{Body, block_kind};
use super::names::attributes_of;

/// One instance of a resource or data source.
#[derive(Clone, Debug)]
pub struct Instance {
    /// Which it is.
    pub id: InstanceId,
    /// The block it comes from.
    pub body: Body,
    /// What the configuration writes, evaluated; blocks are lists of objects.
    pub written: Entries,
    /// What a data source that archlint can read itself gave.
    pub read: Entries,
    /// The provider's table for its type.
    pub schema: Option<&'static Schema>,
    /// The provider configuration it belongs to.
    pub provider: Option<Arc<ProviderInstance>>,
    /// The major version of the provider: what is locked, else the highest that the root and its
    /// module allow; `u64::MAX` where they allow any.
    pub provider_major: u64,
    /// Whether it exists.
    pub existence: Existence,
    /// For an instance of a module outside the repository: the call in the repository.
    pub called_at: Option<Place>,
}

/// An evaluated `provider` block.
#[derive(Clone, Debug)]
pub struct ProviderInstance {
    /// `aws`, `aws.secondary`.
    pub name: Arc<str>,
    /// Its arguments.
    pub written: Entries,
    /// Where it stands; `None` when a module uses a provider that nobody configures.
    pub place: Option<Place>,
}

impl Instance {
    /// The attribute as the configuration writes it; `None` when it is absent or null.
    pub fn written(&self, name: &str) -> Option<&Value> {
        self.written.get(name).filter(|value| !value.is_null())
    }

    /// The region written for it: its own, else that of its provider configuration.
    pub fn region(&self) -> Option<&Value> {
        let provider = || self.provider.as_ref()?.written.get("region");
        self.written("region").or_else(provider)
    }

    /// The place of an attribute, or of a nested block: the attribute's own, else the nearest
    /// enclosing block's header. `path` may hold indexes of blocks.
    pub fn place_of(&self, path: &[Step]) -> Place {
        let Some((Step::Attr(first), rest)) = path.split_first() else {
            return self.header();
        };
        if let Some(call) = self.called_at {
            let argument = self
                .written
                .get(first)
                .and_then(|v| argument(&v.origin, call));
            return argument.unwrap_or(call);
        }
        if let Some((tree, attribute)) = self.body.attribute(first) {
            return tree.place(attribute.span);
        }
        let (index, rest) = match rest.split_first() {
            Some((Step::Index(index), rest)) => (*index as usize, rest),
            _ => (0, rest),
        };
        let value = self.written.get(first).and_then(|all| nth(all, index));
        let blocks = self.body.blocks().into_iter();
        let mut blocks = blocks.filter(|(tree, block)| block_kind(tree, block) == &**first);
        let found = match value.and_then(written_at) {
            Some(at) => blocks.find(|(tree, block)| tree.place(block.header) == at),
            None => blocks.nth(index),
        };
        match found {
            Some((tree, block)) => nested_place(tree, block, value, rest),
            None => self.header(),
        }
    }

    /// The place of `attribute` in the nested block whose header stands at `block`; `block` itself
    /// where the attribute is absent or no such block is known.
    pub fn place_in(&self, block: Place, attribute: &str) -> Place {
        let blocks = self.body.blocks().into_iter();
        let mut here = blocks.filter(|(tree, nested)| tree.place(nested.header) == block);
        match here.next() {
            Some((tree, nested)) => {
                nested_place(tree, nested, None, &[Step::Attr(attribute.into())])
            }
            None => block,
        }
    }

    /// The place of the block's header, or of the call of a module outside the repository.
    pub fn header(&self) -> Place {
        self.called_at.unwrap_or_else(|| self.body.header())
    }

    /// The origin of attribute `name` for those who take it: a known value that another resource
    /// takes is still a link to this one.
    fn handed_on(&self, name: &str, value: &Value) -> Origin {
        let path = vec![Step::Attr(name.into())];
        let place = self.place_of(&path);
        let reference = Reference {
            instance: self.id.clone(),
            path,
        };
        let hop = language::HopKind::Attribute(Box::new(reference));
        Origin::via(hop, Some(place), [value.origin.clone()])
    }

    fn unwritten(&self, name: &str) -> Value {
        let given = matches!(name, "input" | "output" | "triggers_replace");
        if &*self.id.address.kind == "terraform_data" && given {
            // Terraform's own resource gives back what it is given: null, or something of its type.
            let input = self
                .written
                .get(if name == "output" { "input" } else { name });
            return match input {
                Some(input) if !input.is_null() => {
                    self.unknown(&[], name, ReasonKind::Computed, input.ty(), false)
                }
                Some(null) => null.clone(),
                None => Value::null(Type::Dynamic),
            };
        }
        let attribute = self.schema.and_then(|schema| schema.attribute(name));
        let Some(attribute) = attribute else {
            // What no table tells of a data source, Terraform reads all the same.
            let read = self.schema.is_none() && self.id.address.mode == Mode::Data;
            let kind = match read {
                true => ReasonKind::DataSource,
                false => ReasonKind::Schema,
            };
            return self.unknown(&[], name, kind, Type::Dynamic, false);
        };
        self.absent(&[], attribute)
    }

    /// What an absent attribute stands for; `path` leads to the object that lacks it.
    fn absent(&self, path: &[Step], attribute: &Attribute) -> Value {
        match (attribute.absent(self.provider_major), attribute.nesting()) {
            (Absent::EmptyBlock, _) => {
                let empty = Value::object(Vec::new());
                Value::tuple(vec![self.completed(path, &empty, attribute)])
            }
            (Absent::Computed(ty), None) => {
                let kind = match self.id.address.mode {
                    Mode::Managed => ReasonKind::Computed,
                    Mode::Data => ReasonKind::DataSource,
                };
                self.unknown(path, attribute.name, kind, ty, attribute.identity)
                    .marked(attribute.sensitive)
            }
            (Absent::Computed(_), Some(_)) if attribute.mode == providers::Mode::Computed => {
                let kind = ReasonKind::Computed;
                self.unknown(path, attribute.name, kind, Type::Dynamic, false)
            }
            (_, Some(Nesting::Single)) => Value::null(Type::Dynamic),
            (_, Some(_)) => Value::tuple(Vec::new()),
            (Absent::Value(value), None) if value.is_null() || !path.is_empty() => {
                value.marked(attribute.sensitive)
            }
            (Absent::Value(value), None) => {
                let hop = language::HopKind::Unset(attribute.name);
                let origin = Origin::via(hop, Some(self.header()), Vec::new());
                value.at(origin).marked(attribute.sensitive)
            }
        }
    }

    /// A block as its provider sees it: what is not written in it stands for what the table says.
    fn completed(&self, path: &[Step], value: &Value, attribute: &Attribute) -> Value {
        let kind = match &value.kind {
            Kind::Tuple(items) => {
                let items = items.iter().enumerate().map(|(at, item)| {
                    let path = extend(path, Step::Index(at as u64));
                    self.completed(&path, item, attribute)
                });
                Kind::Tuple(Arc::new(items.collect()))
            }
            Kind::Unknown(unknown) if !unknown.elements.is_empty() => {
                let mut unknown = Unknown::clone(unknown);
                for element in &mut unknown.elements {
                    element.value = self.completed(path, &element.value, attribute);
                }
                Kind::Unknown(Arc::new(unknown))
            }
            Kind::Object(entries) => {
                let mut pairs: Vec<(Arc<str>, Value)> = Vec::with_capacity(entries.len());
                for (name, item) in entries.iter().filter(|(_, item)| !item.is_null()) {
                    let inner = attribute.attributes().iter().find(|a| *a.name == **name);
                    let item = match inner {
                        Some(inner) if inner.nesting().is_some() => {
                            let path = extend(path, Step::Attr(name.clone()));
                            self.completed(&path, item, inner)
                        }
                        _ => item.clone(),
                    };
                    pairs.push((name.clone(), item));
                }
                for inner in attribute.attributes() {
                    let written = entries.get(inner.name);
                    if written.is_none_or(Value::is_null) {
                        pairs.push((inner.name.into(), self.absent(path, inner)));
                    }
                }
                Kind::Object(Arc::new(Entries::new(pairs)))
            }
            _ => return value.clone(),
        };
        Value::from(kind)
            .at(value.origin.clone())
            .marked(value.secrecy)
    }

    /// Blocks of a type that no table describes: the provider may add what is not written in them.
    fn left_open(&self, value: &Value) -> Value {
        let kind = match &value.kind {
            Kind::Tuple(blocks) if blocks.iter().all(|b| matches!(b.kind, Kind::Object(_))) => {
                Kind::Tuple(Arc::new(blocks.iter().map(|b| self.left_open(b)).collect()))
            }
            Kind::Object(entries) => {
                let pairs = entries.iter().map(|(name, inner)| {
                    let inner = match inner.kind {
                        Kind::Tuple(_) => self.left_open(inner),
                        _ => inner.clone(),
                    };
                    (name.clone(), inner)
                });
                let what = self.id.address.kind.to_string();
                let reason = Reason::new(ReasonKind::Schema, what, Some(self.header()));
                Kind::Object(Arc::new(Entries::new(pairs.collect()).and_more(reason)))
            }
            _ => return value.clone(),
        };
        Value::from(kind)
            .at(value.origin.clone())
            .marked(value.secrecy)
    }

    fn unknown(
        &self,
        path: &[Step],
        name: &str,
        kind: ReasonKind,
        ty: Type,
        not_null: bool,
    ) -> Value {
        let reference = Reference {
            instance: self.id.clone(),
            path: extend(path, Step::Attr(name.into())),
        };
        let reason = Reason::new(kind, reference.to_string(), Some(self.header()));
        let mut unknown = Unknown::reference(ty, reference, reason);
        unknown.not_null = not_null || name == "id";
        if path.is_empty() {
            let address = &self.id.address;
            let region = self.region().and_then(Value::as_str);
            let prefix = providers::prefix(address.mode, &address.kind, name, region);
            unknown.prefix = prefix.map(Into::into);
            let fewest = providers::fewest(address.mode, &address.kind, name, &self.written);
            unknown.bounds = fewest.map(|least| (least, None)).or(unknown.bounds);
            unknown.pieces = self.pieces(name, &unknown.reasons);
        }
        Value::unknown(unknown).at(Origin::At(self.header()))
    }
}

impl Instance {
    /// The parts of a computed text that ends in another attribute.
    fn pieces(&self, name: &str, reasons: &[Reason]) -> Option<Arc<[Piece]>> {
        let attribute = self.schema?.attribute(name)?;
        let end = self.written(attribute.ends_in?)?;
        let end = match end.as_str() {
            Some(text) => Piece::Text(format!("/{text}").into()),
            None => return None,
        };
        let before = Value::unknown_for(Type::String, reasons.first()?.clone());
        Some([Piece::Unknown(before), end].into())
    }
}

impl language::Instance for Instance {
    fn id(&self) -> &InstanceId {
        &self.id
    }

    fn attribute(&self, name: &str) -> Value {
        if let Some(value) = self.read.get(name) {
            return value.clone().at(self.handed_on(name, value));
        }
        let Some(value) = self.written(name) else {
            let absent = self.unwritten(name);
            // A null has come from somewhere, which is why the default counts.
            return match self.written.get(name) {
                Some(null) if !absent.is_unknown() => absent.at(self.handed_on(name, null)),
                _ => absent,
            };
        };
        let path = [Step::Attr(name.into())];
        let origin = self.handed_on(name, value);
        let attribute = self.schema.and_then(|schema| schema.attribute(name));
        let value = match attribute {
            Some(attribute) if attribute.nesting().is_some() => {
                self.completed(&path, value, attribute)
            }
            _ if self.schema.is_none() && matches!(value.kind, Kind::Tuple(_)) => {
                self.left_open(value)
            }
            _ => value.clone(),
        };
        let reference = Reference {
            instance: self.id.clone(),
            path: path.into(),
        };
        standing_for(value, reference).at(origin)
    }

    fn names(&self) -> Option<&'static [&'static str]> {
        attributes_of(self.id.address.mode, &self.id.address.kind)
    }

    fn scalar(&self, name: &str) -> Option<&Value> {
        let value = self.read.get(name).or_else(|| self.written(name))?;
        let kind = &value.kind;
        matches!(kind, Kind::Bool(_) | Kind::Number(_) | Kind::String(_)).then_some(value)
    }

    fn written(&self) -> &Entries {
        &self.written
    }
}

/// The argument of the module call at `call` that a value came through.
fn argument(origin: &Origin, call: Place) -> Option<Place> {
    let mut pending = vec![origin];
    // The chain is as long as modules nest; a wider origin tells nothing more.
    for _ in 0..256 {
        let Origin::Via(hop) = pending.pop()? else {
            continue;
        };
        let here = hop.place.filter(|place| {
            matches!(hop.kind, language::HopKind::Argument(_)) && place.file == call.file
        });
        if let Some(place) = here.filter(|place| place.span.start > call.span.start) {
            return Some(place);
        }
        pending.extend(hop.from.iter().rev());
    }
    None
}

/// An unknown that stands for nothing yet stands for the attribute that it is written to. A
/// collection stands for its elements.
fn standing_for(value: Value, reference: Reference) -> Value {
    match &value.kind {
        Kind::Unknown(unknown) if unknown.identity.is_none() && unknown.elements.is_empty() => {
            let unknown = Unknown {
                identity: Some(reference),
                ..Unknown::clone(unknown)
            };
            Value::unknown(unknown).marked(value.secrecy)
        }
        _ => value,
    }
}

/// The place of what `path` leads to in a nested block, or in the blocks that a `dynamic` one
/// makes; `value` is what the block has become, where that is known.
fn nested_place(
    tree: &crate::syntax::hcl::Tree,
    block: &crate::syntax::hcl::Block,
    value: Option<&Value>,
    path: &[Step],
) -> Place {
    let mut block = block;
    let mut value = value;
    let mut path = path;
    loop {
        let header = tree.place(block.header);
        // The attributes of a dynamic block stand in its content.
        if tree.str(block.kind) == "dynamic"
            && let Some(content) = block
                .body
                .blocks
                .iter()
                .find(|b| tree.str(b.kind) == "content")
        {
            block = content;
        }
        let Some((Step::Attr(name), rest)) = path.split_first() else {
            return header;
        };
        let attributes = &block.body.attributes;
        if let Some(attribute) = attributes.iter().find(|a| *tree.str(a.name) == **name) {
            return tree.place(attribute.span);
        }
        let (index, rest) = match rest.split_first() {
            Some((Step::Index(index), rest)) => (*index as usize, rest),
            _ => (0, rest),
        };
        let inner = value.and_then(|value| value.as_entries()?.get(name));
        value = inner.and_then(|all| nth(all, index));
        let mut of_kind = block
            .body
            .blocks
            .iter()
            .filter(|b| *block_kind(tree, b) == **name);
        let found = match value.and_then(written_at) {
            Some(at) => of_kind.find(|inner| tree.place(inner.header) == at),
            None => of_kind.nth(index),
        };
        match found {
            Some(inner) => {
                block = inner;
                path = rest;
            }
            None => return tree.place(block.header),
        }
    }
}

/// The block at `index` of what the blocks of one type have become.
fn nth(all: &Value, index: usize) -> Option<&Value> {
    match &all.kind {
        Kind::Object(_) => Some(all),
        Kind::Unknown(unknown) => Some(&unknown.elements.get(index)?.value),
        _ => all.as_sequence()?.get(index),
    }
}

/// The header of the block that has become `value`.
fn written_at(value: &Value) -> Option<Place> {
    match value.origin {
        Origin::At(header) => Some(header),
        _ => None,
    }
}

fn extend(path: &[Step], step: Step) -> Vec<Step> {
    let mut path = path.to_vec();
    path.push(step);
    path
}
