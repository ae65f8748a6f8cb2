//! What the body of an instance writes: its attributes, and its blocks, `dynamic` ones written out.

use std::sync::Arc;

use crate::finding::{Code, Diagnostic};
use crate::language::{
    Element, HopKind, Kind, Origin, Presence, Reason, ReasonKind, Type, Unknown, Value,
};
use crate::providers::{Attribute, Nesting};
use crate::source::Place;
use crate::syntax::hcl::{self, Block, Tree};

use super::arguments;
use super::evaluation::Evaluating;
use super::expansion::Repetition;
use super::module::block_kind;
use super::module_instance::ModuleId;
use super::scope::{Iterator, TermScope};

/// Evaluates bodies in one instance.
pub(super) struct BodyBuilder<'r> {
    module: ModuleId,
    repetition: &'r Repetition,
    /// Iterators of enclosing `dynamic` blocks, innermost last.
    iterators: Vec<Iterator>,
    /// Whether Terraform refuses values of the wrong type: not where the provider may be older than
    /// its table.
    typed: bool,
}

/// The blocks of one type while they are collected.
#[derive(Default)]
struct Collected {
    elements: Vec<Element>,
    unknown: Vec<Value>,
    open: bool,
    place: Option<Place>,
}

impl<'r> BodyBuilder<'r> {
    /// One for an instance of `module` with the `each` or `count` of `repetition`; whether it is
    /// `typed` says whether Terraform refuses values of the wrong type.
    pub fn new(module: ModuleId, repetition: &'r Repetition, typed: bool) -> BodyBuilder<'r> {
        BodyBuilder {
            module,
            repetition,
            iterators: Vec::new(),
            typed,
        }
    }

    fn eval(&self, evaluating: &mut Evaluating, tree: &Arc<Tree>, expr: hcl::ExprId) -> Value {
        let dialect = evaluating.dialect(self.module);
        let mut scope = TermScope {
            evaluating,
            module: self.module,
            repetition: self.repetition,
            iterators: &self.iterators,
        };
        let mut evaluator = crate::language::Evaluator::new(tree, &mut scope, dialect);
        let value = evaluator.eval(expr);
        let diagnostics = std::mem::take(&mut evaluator.diagnostics);
        evaluating.say(diagnostics);
        value
    }

    /// What `attributes` and `blocks` write, by name; `schema` tells what they are.
    pub fn body(
        &mut self,
        evaluating: &mut Evaluating,
        attributes: &[(&Arc<Tree>, &hcl::Attribute)],
        blocks: &[(&Arc<Tree>, &Block)],
        schema: Option<&[Attribute]>,
    ) -> Vec<(Arc<str>, Value)> {
        let mut pairs: Vec<(Arc<str>, Value)> = Vec::with_capacity(attributes.len() + 4);
        for (tree, attribute) in attributes {
            let name = tree.str(attribute.name);
            let value = self.eval(evaluating, tree, attribute.expr);
            // Write-only arguments are the ones that may be.
            let stays = evaluating.has_ephemeral && !name.ends_with("_wo");
            if stays && value.all_secrecy().is_ephemeral() {
                let place = tree.place(tree.expr(attribute.expr).span);
                evaluating.refuse(place, format!("{name} stays, but its value is ephemeral"));
            }
            let (value, wrong) = arguments::typed(value, find(schema, name));
            if let Some(message) = wrong.filter(|_| self.typed) {
                let place = tree.place(tree.expr(attribute.expr).span);
                evaluating.refuse(place, format!("{name}: {message}"));
            }
            pairs.push((name.into(), value));
        }
        let mut collected: Vec<(&str, Collected)> = Vec::new();
        for (tree, block) in blocks {
            let kind = block_kind(tree, block);
            let at = collected.iter().position(|(name, _)| *name == kind);
            let at = at.unwrap_or_else(|| {
                collected.push((kind, Collected::default()));
                collected.len() - 1
            });
            let described = find(schema, kind);
            if self.typed && described.is_some_and(arguments::is_no_block) {
                // The text alone says so, whether the instance exists or not.
                let message = format!("{kind} is an argument, not a block: {kind} = …");
                let place = tree.place(block.header);
                evaluating.of_existing(true, |evaluating| evaluating.refuse(place, message));
            }
            let inner = described.map(Attribute::attributes);
            let dynamic = tree.str(block.kind) == "dynamic" && !block.labels.is_empty();
            let mut into = match collected.get_mut(at) {
                Some((_, into)) => std::mem::take(into),
                None => continue,
            };
            into.place.get_or_insert(tree.place(block.header));
            match dynamic {
                true => self.dynamic(evaluating, tree, block, inner, &mut into),
                false => {
                    let value = self.nested(evaluating, tree, block, inner);
                    into.elements.push(Element {
                        key: None,
                        value,
                        presence: Presence::Certain,
                    });
                }
            }
            if let Some((_, slot)) = collected.get_mut(at) {
                *slot = into;
            }
        }
        for (kind, blocks) in collected {
            let nesting = find(schema, kind).and_then(Attribute::nesting);
            pairs.push((kind.into(), blocks.into_value(nesting)));
        }
        pairs
    }

    fn nested(
        &mut self,
        evaluating: &mut Evaluating,
        tree: &Arc<Tree>,
        block: &Block,
        schema: Option<&[Attribute]>,
    ) -> Value {
        let attributes: Vec<_> = block.body.attributes.iter().map(|a| (tree, a)).collect();
        let blocks: Vec<_> = block.body.blocks.iter().map(|b| (tree, b)).collect();
        let mut pairs = self.body(evaluating, &attributes, &blocks, schema);
        // What comes from elsewhere came in by its own line here.
        for (attribute, (name, value)) in block.body.attributes.iter().zip(&mut pairs) {
            let line = tree.place(attribute.span);
            let is_here = match value.origin {
                Origin::None => true,
                Origin::At(place) => line.holds(place),
                Origin::Via(_) => false,
            };
            if !is_here {
                let kind = HopKind::InBlock(name.clone());
                let from = vec![std::mem::take(&mut value.origin)];
                value.origin = Origin::via(kind, Some(line), from);
            }
        }
        let place = tree.place(block.header);
        Value::object(pairs).at(Origin::At(place))
    }

    /// `dynamic "kind" { for_each, iterator, content }`
    fn dynamic(
        &mut self,
        evaluating: &mut Evaluating,
        tree: &Arc<Tree>,
        block: &Block,
        schema: Option<&[Attribute]>,
        into: &mut Collected,
    ) {
        let header = tree.place(block.header);
        let attribute = |name: &str| {
            let mut attributes = block.body.attributes.iter();
            attributes.find(|a| tree.str(a.name) == name)
        };
        let content = block
            .body
            .blocks
            .iter()
            .find(|b| tree.str(b.kind) == "content");
        let (Some(for_each), Some(content)) = (attribute("for_each"), content) else {
            evaluating.refuse(header, "a dynamic block needs for_each and a content block");
            return;
        };
        let iterator: Arc<str> = match attribute("iterator") {
            Some(named) => tree.str(tree.expr(named.expr).span).into(),
            None => block_kind(tree, block).into(),
        };
        let place = tree.place(tree.expr(for_each.expr).span);
        let collection = self.eval(evaluating, tree, for_each.expr);
        let rounds: Vec<(Value, Value, Presence)> = match &collection.kind {
            Kind::Null(_) => {
                let message = "for_each of a dynamic block is null";
                evaluating.refuse(place, message);
                into.refused(message.into(), place);
                return;
            }
            Kind::Unknown(unknown) => {
                into.unknown.push(collection.clone());
                into.open |= unknown.open || unknown.elements.is_empty();
                let (elements, _) = crate::language::parts(&collection);
                let rounds = elements.into_iter().map(|element| {
                    let key = match (element.key, &unknown.ty) {
                        (Some(key), _) => Value::string(key),
                        (None, Type::Set(_)) => element.value.clone(),
                        // Where it will stand is not known.
                        (None, _) => place_among(unknown),
                    };
                    (key, element.value, element.presence)
                });
                rounds.collect()
            }
            Kind::Set(set) => {
                let items = set.items.iter();
                items
                    .map(|v| (v.clone(), v.clone(), Presence::Certain))
                    .collect()
            }
            _ => match (collection.as_sequence(), collection.as_entries()) {
                (Some(items), _) => items
                    .iter()
                    .enumerate()
                    .map(|(at, v)| (Value::int(at as i64), v.clone(), Presence::Certain))
                    .collect(),
                (_, Some(entries)) => entries
                    .iter()
                    .map(|(k, v)| (Value::string(k.clone()), v.clone(), Presence::Certain))
                    .collect(),
                _ => {
                    let message = format!("a {} cannot be iterated", collection.ty().friendly());
                    evaluating.refuse(place, message.as_str());
                    into.refused(message, place);
                    return;
                }
            },
        };
        // What is unknown wholly has one block that stands for all.
        let rounds = match rounds.is_empty() && into.open && collection.is_unknown() {
            true => vec![standing_for(&collection)],
            false => rounds,
        };
        if rounds.len() > evaluating.instance_limit() {
            let message = format!("more than {} dynamic blocks", evaluating.instance_limit());
            let diagnostic = Diagnostic::error(Code::Limit, place, message.as_str());
            evaluating.say(vec![diagnostic]);
            let reason = Reason::new(ReasonKind::Limit, message, Some(place));
            into.unknown.push(Value::unknown_for(Type::Dynamic, reason));
            into.open = true;
            return;
        }
        if !rounds.is_empty() {
            evaluating.looked_at.insert(tree.place(content.header));
        }
        for (key, value, presence) in rounds {
            let origin = collection.origin.clone();
            self.iterators.push(Iterator {
                name: iterator.clone(),
                key: key.at(origin),
                value,
            });
            // Terraform does not look into the blocks that an unknown collection makes.
            let looks = !evaluating.perhaps && !collection.is_unknown();
            let value = evaluating.of_existing(looks, |evaluating| {
                self.nested(evaluating, tree, content, schema)
            });
            self.iterators.pop();
            let value = value.at(Origin::At(header));
            into.elements.push(Element {
                key: None,
                value,
                presence,
            });
        }
    }
}

/// The key and the value that stand for all elements of a collection of which nothing is known.
fn standing_for(collection: &Value) -> (Value, Value, Presence) {
    let Kind::Unknown(unknown) = &collection.kind else {
        return (collection.clone(), collection.clone(), Presence::Any);
    };
    let element = unknown.ty.element().cloned().unwrap_or(Type::Dynamic);
    let value = one_of(unknown, element);
    (place_among(unknown), value, Presence::Any)
}

/// Where an element of a collection stands in it, which is not known.
fn place_among(collection: &Unknown) -> Value {
    one_of(collection, Type::Dynamic)
}

/// Something of an unknown collection, of type `ty`.
fn one_of(collection: &Unknown, ty: Type) -> Value {
    let mut one = collection.clone();
    one.ty = ty;
    one.identity = None;
    one.prefix = None;
    one.bounds = None;
    Value::unknown(one.with_elements(Vec::new(), true))
}

impl Collected {
    /// Which blocks there are is not known, since Terraform refuses what would say it.
    fn refused(&mut self, message: String, place: Place) {
        let reason = Reason::new(ReasonKind::Error, message, Some(place));
        self.unknown.push(Value::unknown_for(Type::Dynamic, reason));
        self.open = true;
    }

    fn into_value(self, nesting: Option<Nesting>) -> Value {
        let origin = match self.place {
            Some(place) => Origin::At(place),
            None => Origin::None,
        };
        let placed = |element: &Element| element.presence == Presence::Certain;
        let certain = !self.open && self.elements.iter().all(placed);
        let value = match Unknown::from_parts(Type::Dynamic, &self.unknown) {
            Some(unknown) if !certain => {
                Value::unknown(unknown.not_null().with_elements(self.elements, self.open))
            }
            _ => {
                let mut items: Vec<Value> = self.elements.into_iter().map(|e| e.value).collect();
                match nesting {
                    Some(Nesting::Single) if items.len() == 1 => match items.pop() {
                        Some(item) => item,
                        None => Value::tuple(items),
                    },
                    _ => Value::tuple(items),
                }
            }
        };
        value.at(origin)
    }
}

/// The attribute `name` in a slice ordered by name.
pub(super) fn find<'s>(schema: Option<&'s [Attribute]>, name: &str) -> Option<&'s Attribute> {
    let schema = schema?;
    let at = schema.binary_search_by(|a| a.name.cmp(name)).ok()?;
    schema.get(at)
}
