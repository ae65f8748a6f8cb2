//! Steps into values: attributes, indexes, splats.

use std::sync::Arc;

use crate::address::{Mode, Reference, Step};
use crate::source::Place;
use crate::syntax::hcl::{ExprId, ExprKind};

use super::convert::convert;
use super::eval::Evaluator;
use super::operators::{definitely_not_null, parts};
use super::origin::{HopKind, Origin};
use super::scope::Dialect;
use super::types::Type;
use super::unify::unify;
use super::unknown::{Element, Presence, Reason, ReasonKind, Unknown};
use super::value::{Entries, Instance, Kind, Value};

impl Evaluator<'_> {
    /// A chain of attribute and index steps, walked with a loop: it may be long.
    pub(super) fn traversal(&mut self, id: ExprId) -> Value {
        let tree = self.tree;
        // The commonest form, `self.x`, needs no list of steps.
        if let ExprKind::Attr { source, name } = &tree.expr(id).kind
            && let ExprKind::Root = tree.expr(*source).kind
        {
            let name = tree.str(*name);
            let (value, used) = match self.begin(*source, &[name], id) {
                Ok(begun) => begun,
                Err(error) => return error,
            };
            if used > 0 {
                return value;
            }
            let place = self.place(id);
            if let Err(error) = self.scope.spend(1) {
                return self.call_error(&error, place, &[]);
            }
            let next = self.attribute(&value, name, place);
            return handed_on(&value, next);
        }
        let mut steps = Vec::new();
        let mut bottom = id;
        while let ExprKind::Attr { source, .. } | ExprKind::Index { source, .. } =
            &tree.expr(bottom).kind
        {
            steps.push(bottom);
            bottom = *source;
        }
        steps.reverse();
        let names: Vec<&str> = steps
            .iter()
            .map_while(|step| match &tree.expr(*step).kind {
                ExprKind::Attr { name, .. } => Some(tree.str(*name)),
                _ => None,
            })
            .collect();
        let named = steps.get(names.len().wrapping_sub(1)).copied();
        let (mut value, used) = match self.begin(bottom, &names, named.unwrap_or(bottom)) {
            Ok(begun) => begun,
            Err(error) => return error,
        };
        for step in steps.into_iter().skip(used) {
            let place = self.place(step);
            if let Err(error) = self.scope.spend(1) {
                return self.call_error(&error, place, &[]);
            }
            let next = match &tree.expr(step).kind {
                ExprKind::Attr { name, .. } => self.attribute(&value, tree.str(*name), place),
                ExprKind::Index { key, .. } => {
                    let key_place = self.place(*key);
                    let key = self.eval(*key);
                    let next = self.index(&value, &key, place, key_place);
                    value = match (&key.kind, &key.origin) {
                        (Kind::String(_), Origin::Via(_)) => {
                            chosen_by(&value, next, &key, key_place)
                        }
                        _ => handed_on(&value, next),
                    };
                    continue;
                }
                _ => continue,
            };
            value = handed_on(&value, next);
        }
        value
    }

    /// The value at the bottom of a traversal that goes on with `names` up to the expression
    /// `named`, and how many of these it stands for.
    fn begin(
        &mut self,
        bottom: ExprId,
        names: &[&str],
        named: ExprId,
    ) -> Result<(Value, usize), Value> {
        let tree = self.tree;
        let value = match &tree.expr(bottom).kind {
            ExprKind::Root => {
                let name = tree.str(self.span(bottom));
                match self.bound.iter().rev().find(|(bound, _)| **bound == *name) {
                    Some((_, value)) => value.clone(),
                    None => {
                        let place = self.place(named);
                        return match self.scope.lookup(name, names, place) {
                            Ok(found) => Ok(found),
                            Err(message) => Err(self.error(place, message)),
                        };
                    }
                }
            }
            ExprKind::SplatItem => match self.splat_items.last() {
                Some(item) => item.clone(),
                None => self.error(self.place(bottom), "a splat item outside of a splat"),
            },
            _ => self.eval(bottom),
        };
        Ok((value, 0))
    }

    /// `value.name`; a name of digits is the legacy form of an index.
    pub(super) fn attribute(&mut self, value: &Value, name: &str, place: Place) -> Value {
        match &value.kind {
            Kind::Instance(instance)
                if self.dialect != Dialect::Rules
                    && instance.names().is_some_and(|all| !all.contains(&name)) =>
            {
                let message = format!("{} has no attribute {name:?}", instance.id().address);
                self.error(place, message)
            }
            Kind::Instance(instance) => instance.attribute(name).marked(value.secrecy),
            Kind::Unknown(unknown) => self.attribute_of_unknown(value, unknown, name, place),
            Kind::Null(_) if self.dialect == Dialect::Rules => Value::null(Type::Dynamic),
            Kind::Null(_) => {
                let message = format!("this is null and has no attribute {name:?}");
                self.error(place, message)
            }
            Kind::Object(_) | Kind::Map(_) => {
                let found = value.as_entries().and_then(|entries| entries.get(name));
                match found {
                    Some(found) => found.clone().marked(value.secrecy),
                    None if self.dialect == Dialect::Rules => Value::null(Type::Dynamic),
                    None => self.missing(value, name, place),
                }
            }
            _ if name.bytes().all(|b| b.is_ascii_digit()) => {
                let key = Value::string(name);
                self.index(value, &key, place, place)
            }
            // A block of a type that no table describes may be an object as well as a list of one.
            Kind::Tuple(items)
                if let [block] = &items[..]
                    && is_open(block) =>
            {
                self.attribute(block, name, place)
            }
            _ => {
                let message = format!(
                    "a {} has no attributes, so there is no {name:?}",
                    value.ty().friendly()
                );
                self.error(place, message)
            }
        }
    }

    fn missing(&mut self, value: &Value, name: &str, place: Place) -> Value {
        if let Some(reason) = value.as_entries().and_then(Entries::more) {
            return Value::unknown_for(Type::Dynamic, reason.clone()).at(value.origin.clone());
        }
        let known: Vec<&str> = value
            .as_entries()
            .map(|entries| entries.iter().take(12).map(|(key, _)| &**key).collect())
            .unwrap_or_default();
        let what = match value.kind {
            Kind::Map(_) => "map has no element",
            _ => "object has no attribute",
        };
        let has = match known.is_empty() || value.secrecy.hides() {
            true => String::new(),
            false => format!("; it has {}", known.join(", ")),
        };
        self.error(place, format!("this {what} {name:?}{has}"))
    }

    fn attribute_of_unknown(
        &mut self,
        value: &Value,
        unknown: &Arc<Unknown>,
        name: &str,
        place: Place,
    ) -> Value {
        let ty = match &unknown.ty {
            Type::Dynamic => Type::Dynamic,
            Type::Map(element) => Type::clone(element),
            Type::Object(_) => match unknown.ty.attribute(name) {
                Some(attribute) => attribute.ty.clone(),
                None if self.dialect == Dialect::Rules => return Value::null(Type::Dynamic),
                None => {
                    let message = format!("this object has no attribute {name:?}");
                    return self.error(place, message);
                }
            },
            _ if name.bytes().all(|b| b.is_ascii_digit()) => {
                let key = Value::string(name);
                return self.index(value, &key, place, place);
            }
            ty => {
                let message = format!("a {} has no attributes", ty.friendly());
                return self.error(place, message);
            }
        };
        let known = unknown
            .elements
            .iter()
            .find(|e| e.is_certain() && e.key.as_deref() == Some(name));
        if self.dialect == Dialect::Rules
            && let Some(element) = known
        {
            return element.value.clone().marked(value.secrecy);
        }
        step_into(unknown, ty, Step::Attr(name.into()))
            .at(value.origin.clone())
            .marked(value.secrecy)
    }

    /// `value[key]`.
    pub(super) fn index(
        &mut self,
        value: &Value,
        key: &Value,
        place: Place,
        key_place: Place,
    ) -> Value {
        let secrecy = value.secrecy | key.secrecy;
        let open_key = key.is_unknown() && key.ty() == Type::Dynamic;
        let found = match &value.kind {
            // To Terraform a key that may be anything finds anything, in whatever.
            _ if open_key && self.dialect != Dialect::Rules && !value.is_null() => {
                match value.as_sequence().is_some() || value.as_entries().is_some() {
                    true => one_of(value, key, Type::Dynamic),
                    false => {
                        let parts = [value.clone(), key.clone()];
                        Value::unknown(self.unknown_of(Type::Dynamic, &parts))
                    }
                }
            }
            Kind::Null(_) if self.dialect == Dialect::Rules => Value::null(Type::Dynamic),
            Kind::Null(_) => self.error(place, "this is null and cannot be indexed"),
            Kind::List(_) | Kind::Tuple(_) => {
                let items = value.as_sequence().unwrap_or_default();
                self.item(items, value, key, place, key_place)
            }
            Kind::Map(_) | Kind::Object(_) => {
                let key = match self.expect(key, &Type::String, key_place) {
                    Ok(key) => key,
                    Err(error) => return error,
                };
                match key.as_str() {
                    Some(text) => {
                        let found = value.as_entries().and_then(|entries| entries.get(text));
                        match found {
                            Some(found) => found.clone(),
                            None if self.dialect == Dialect::Rules => Value::null(Type::Dynamic),
                            None => self.missing(value, text, key_place),
                        }
                    }
                    None => {
                        let ty = match &value.kind {
                            Kind::Map(map) => map.element.clone(),
                            _ => Type::Dynamic,
                        };
                        one_of(value, &key, ty)
                    }
                }
            }
            Kind::Instance(_) if matches!(key.kind, Kind::Number(_)) => self.error(
                place,
                "this is one instance: it has neither count nor for_each",
            ),
            Kind::Instance(instance) => match key.as_str() {
                Some(name) => self.attribute(value, name, place),
                None => {
                    let unknown = Unknown::of_instance(instance.as_ref());
                    let parts = [Value::unknown(unknown), key.clone()];
                    Value::unknown(self.unknown_of(Type::Dynamic, &parts))
                }
            },
            Kind::Unknown(unknown) => self.index_unknown(unknown, key, key_place),
            _ => {
                let message = format!("a {} cannot be indexed", value.ty().friendly());
                self.error(place, message)
            }
        };
        found.marked(secrecy)
    }

    fn item(
        &mut self,
        items: &[Value],
        value: &Value,
        key: &Value,
        place: Place,
        key_place: Place,
    ) -> Value {
        let key = match self.expect(key, &Type::Number, key_place) {
            Ok(key) => key,
            Err(error) => return error,
        };
        let Some(number) = key.as_number() else {
            let ty = match &value.kind {
                Kind::List(list) => list.element.clone(),
                _ => Type::Dynamic,
            };
            return one_of(value, &key, ty);
        };
        let found = number
            .to_i64()
            .and_then(|at| usize::try_from(at).ok())
            .and_then(|at| items.get(at));
        match found {
            Some(found) => found.clone(),
            None => {
                let message = match items.len() {
                    0 => format!("index {number} of an empty list"),
                    1 => format!("index {number} of a list of one element"),
                    n => format!("index {number} of a list of {n} elements"),
                };
                self.error(place, message)
            }
        }
    }

    fn index_unknown(&mut self, unknown: &Arc<Unknown>, key: &Value, key_place: Place) -> Value {
        let (ty, key_ty) = match &unknown.ty {
            Type::List(element) => (Type::clone(element), Type::Number),
            Type::Map(element) => (Type::clone(element), Type::String),
            Type::Tuple(items) => {
                let at = key.as_number().and_then(|n| n.to_i64());
                let item = at
                    .and_then(|at| usize::try_from(at).ok())
                    .map(|at| items.get(at).cloned());
                match item {
                    Some(None) => return self.error(key_place, "index out of range"),
                    Some(Some(ty)) => (ty, Type::Number),
                    None => (Type::Dynamic, Type::Number),
                }
            }
            // Terraform looks for no attribute in an object that it does not know.
            Type::Object(_) if self.dialect != Dialect::Rules => (Type::Dynamic, Type::String),
            Type::Object(_) => match key.as_str().map(|name| unknown.ty.attribute(name)) {
                Some(None) => return self.error(key_place, "this object has no such attribute"),
                Some(Some(attribute)) => (attribute.ty.clone(), Type::String),
                None => (Type::Dynamic, Type::String),
            },
            Type::Dynamic => (Type::Dynamic, Type::Dynamic),
            other => {
                let message = format!("a {} cannot be indexed", other.friendly());
                return self.error(key_place, message);
            }
        };
        let key = match key_ty {
            Type::Dynamic if !key.is_null() => key.clone(),
            _ => match self.expect(key, &key_ty, key_place) {
                Ok(key) => key,
                Err(error) => return error,
            },
        };
        // To Terraform all elements are unknown; which one this is may be known all the same.
        match certain_element(unknown, &key) {
            Some(found) if self.dialect == Dialect::Rules => return found,
            Some(found) => {
                if let Some(found) = forgotten(&found, &ty) {
                    return found;
                }
            }
            None => {}
        }
        let step = match &key.kind {
            Kind::Number(number) => number
                .to_i64()
                .and_then(|at| u64::try_from(at).ok())
                .map(Step::Index),
            Kind::String(text) => Some(Step::Key(text.clone())),
            _ => None,
        };
        match step {
            Some(step) => step_into(unknown, ty, step),
            None => {
                let parts = [Value::from(Kind::Unknown(unknown.clone())), key];
                let mut one = self.unknown_of(ty, &parts);
                // Whichever it is, what the symbolic instance says is what it says. Who is attached to
                // a resource is attached to one of them only.
                if let [only] = unknown.elements.as_slice()
                    && let Kind::Instance(instance) = &only.value.kind
                    && instance.id().address.mode == Mode::Data
                {
                    let instance = whole(instance.as_ref());
                    one.refs = vec![instance.clone()];
                    one.identity = Some(instance);
                }
                Value::unknown(one)
            }
        }
    }

    /// `source[*]…`: null gives nothing, a single value gives a list of itself.
    pub(super) fn splat(&mut self, source: ExprId, each: ExprId, place: Place) -> Value {
        let value = self.eval(source);
        let origin = value.origin.clone();
        let secrecy = value.secrecy;
        let result = match &value.kind {
            Kind::Null(Type::List(_) | Type::Set(_) | Type::Tuple(_))
                if self.dialect != Dialect::Rules =>
            {
                return self.error(
                    self.place(source),
                    "this list is null and cannot be looped over",
                );
            }
            Kind::Null(_) => Value::tuple(Vec::new()),
            Kind::Unknown(unknown) => match value.sole_listed() {
                Some(only) => self.splat_items(std::slice::from_ref(only), each),
                None => self.splat_unknown(unknown, each),
            },
            Kind::List(list) | Kind::Set(list) if list.items.is_empty() => {
                Value::list(self.type_of_each(&list.element, each), Vec::new())
            }
            Kind::List(list) | Kind::Set(list) => self.splat_items(&list.items, each),
            Kind::Tuple(items) => self.splat_tuple(&items.clone(), each, place),
            _ => Value::tuple(vec![self.each(&value, each)]),
        };
        result
            .at(Origin::via(HopKind::Expression, Some(place), [origin]))
            .marked(secrecy)
    }

    /// What is taken of each of `items`, which are those of a list or a set.
    fn splat_items(&mut self, items: &[Value], each: ExprId) -> Value {
        let items: Vec<Value> = items.iter().map(|i| self.each(i, each)).collect();
        let types: Vec<Type> = items.iter().map(Value::ty).collect();
        match unify(&types) {
            Some(element) if element != Type::Dynamic => {
                let items: Result<Vec<Value>, String> =
                    items.iter().map(|i| convert(i, &element)).collect();
                Value::list(element, items.unwrap_or_default())
            }
            _ => Value::tuple(items),
        }
    }

    /// What is taken of each item of a tuple. Where something is wrong with one, Terraform keeps
    /// nothing but the types that unknown items would give (`SplatExpr` of HCL), by which the other
    /// side of a condition is held to them.
    fn splat_tuple(&mut self, items: &[Value], each: ExprId, place: Place) -> Value {
        let said = self.diagnostics.len();
        let taken: Vec<Value> = items.iter().map(|item| self.each(item, each)).collect();
        if self.dialect == Dialect::Rules || self.diagnostics.len() == said {
            return Value::tuple(taken);
        }
        let said = self.diagnostics.len();
        let types = items.iter().map(|item| self.type_of_each(&item.ty(), each));
        let types: Vec<Type> = types.collect();
        self.diagnostics.truncate(said);
        let reason = Reason::new(ReasonKind::Error, "an item of a splat", Some(place));
        Value::unknown_for(Type::Tuple(types.into()), reason)
    }

    /// The type of what is taken of an item. Of an empty list too Terraform looks at it, and says
    /// what no item could have.
    fn type_of_each(&mut self, item: &Type, each: ExprId) -> Type {
        let reason = Reason::new(ReasonKind::Dynamic, "an item of an empty list", None);
        let item = Value::unknown(Unknown::new(item.clone(), reason));
        self.each(&item, each).ty()
    }

    fn each(&mut self, item: &Value, each: ExprId) -> Value {
        self.splat_items.push(item.clone());
        let value = self.eval(each);
        self.splat_items.pop();
        value
    }

    fn splat_unknown(&mut self, unknown: &Arc<Unknown>, each: ExprId) -> Value {
        let source = Value::from(Kind::Unknown(unknown.clone()));
        let single = !matches!(
            unknown.ty,
            Type::Dynamic | Type::List(_) | Type::Set(_) | Type::Tuple(_)
        );
        if single && definitely_not_null(&source) {
            return Value::tuple(vec![self.each(&source, each)]);
        }
        let ty = match &unknown.ty {
            Type::Tuple(items) => {
                let parts = items
                    .iter()
                    .enumerate()
                    .map(|(at, ty)| step_into(unknown, ty.clone(), Step::Index(at as u64)));
                let parts: Vec<Value> = parts.collect();
                return Value::tuple(parts.iter().map(|item| self.each(item, each)).collect());
            }
            Type::List(element) | Type::Set(element) => {
                // The item is looked at for its type alone. What is wrong with it for that is an
                // error to Terraform; in rules it is not said.
                let said = self.diagnostics.len();
                let item = Unknown {
                    ty: Type::clone(element),
                    elements: Vec::new(),
                    keyed: None,
                    ..Unknown::clone(unknown)
                };
                let item = self.each(&Value::unknown(item), each);
                if self.dialect == Dialect::Rules {
                    self.diagnostics.truncate(said);
                }
                Type::list(item.ty())
            }
            Type::Dynamic => Type::Dynamic,
            // It may be null, and then nothing is taken of it; what could not be taken is an error
            // all the same.
            _ => {
                let said = self.diagnostics.len();
                self.each(&source, each);
                if self.dialect == Dialect::Rules {
                    self.diagnostics.truncate(said);
                }
                Type::Dynamic
            }
        };
        let said = self.diagnostics.len();
        let (items, open) = parts(&source);
        let mut elements = Vec::with_capacity(items.len());
        for element in &items {
            let value = self.each(&element.value, each);
            elements.push(Element {
                key: None,
                value,
                presence: element.presence,
            });
        }
        self.diagnostics.truncate(said);
        let mut result = Unknown {
            ty,
            identity: None,
            prefix: None,
            ..Unknown::clone(unknown)
        }
        .with_elements(elements, open);
        let values: Vec<Value> = result.elements.iter().map(|e| e.value.clone()).collect();
        if let Some(inner) = Unknown::from_parts(Type::Dynamic, &values) {
            result.refs.extend(inner.refs);
            result.refs.sort();
            result.refs.dedup();
        }
        Value::unknown(result)
    }
}

/// The unknown that `step` into `unknown` gives: it stands for that part of what `unknown` stands
/// for. An index into the instances of an unknown count stands for the symbolic instance.
pub(super) fn step_into(unknown: &Unknown, ty: Type, step: Step) -> Value {
    let symbolic = match (&step, unknown.elements.as_slice()) {
        (Step::Index(_) | Step::Key(_), [only]) => match &only.value.kind {
            Kind::Instance(instance) => Some(whole(instance.as_ref())),
            Kind::Unknown(inner) => inner.identity.clone(),
            _ => None,
        },
        _ => None,
    };
    let identity = symbolic.or_else(|| unknown.identity.as_ref().map(|r| r.then(step)));
    let mut refs = match &identity {
        Some(identity) => vec![identity.clone()],
        None => unknown.refs.clone(),
    };
    refs.dedup();
    let element = unknown.ty.element() == Some(&Type::String);
    let prefix = unknown.prefix.clone().filter(|_| element);
    Value::unknown(Unknown {
        ty,
        reasons: unknown.reasons.clone(),
        refs,
        identity,
        not_null: false,
        prefix,
        bounds: None,
        elements: Vec::new(),
        open: true,
        keyed: None,
        document: None,
        pieces: None,
    })
}

fn whole(instance: &dyn Instance) -> Reference {
    Reference {
        instance: instance.id().clone(),
        path: Vec::new(),
    }
}

/// The element under a known key, if that is certain: no element before it may be missing.
fn certain_element(unknown: &Unknown, key: &Value) -> Option<Value> {
    match &key.kind {
        Kind::String(text) => unknown
            .elements
            .iter()
            .find(|e| e.is_certain() && e.key.as_deref() == Some(&**text))
            .map(|e| e.value.clone()),
        // Sets have no positions, so a known position is that of a list.
        Kind::Number(number) if !matches!(unknown.ty, Type::Set(_)) && !unknown.open => {
            let at = usize::try_from(number.to_i64()?).ok()?;
            let before = unknown.elements.get(..=at)?;
            let certain = before
                .iter()
                .all(|e| e.presence == Presence::Certain && e.key.is_none());
            certain.then(|| before.last().map(|e| e.value.clone()))?
        }
        _ => None,
    }
}

/// An unknown element without what Terraform does not know of it: it knows `ty`, the type of all of
/// them. `None` for a known one.
fn forgotten(element: &Value, ty: &Type) -> Option<Value> {
    let Kind::Unknown(unknown) = &element.kind else {
        return None;
    };
    let loose = Unknown {
        ty: ty.clone(),
        not_null: false,
        prefix: None,
        bounds: None,
        ..Unknown::clone(unknown)
    };
    let value = Value::unknown(loose).at(element.origin.clone());
    Some(value.marked(element.secrecy))
}

/// One element of a known collection, which one is unknown: it keeps the references of all.
fn one_of(collection: &Value, key: &Value, ty: Type) -> Value {
    let reason_of_key = Unknown::from_parts(ty.clone(), [key]);
    let (elements, _) = parts(collection);
    let mut unknown = match reason_of_key {
        Some(unknown) => unknown,
        None => return Value::null(ty),
    };
    for element in elements.iter().take(1024) {
        element.value.each_unknown(&mut |inner| {
            unknown.refs.extend(inner.refs.iter().cloned());
        });
    }
    unknown.refs.sort();
    unknown.refs.dedup();
    Value::unknown(unknown)
}

/// A part that a key of a long way has chosen keeps that way as well.
fn chosen_by(whole: &Value, part: Value, key: &Value, place: Place) -> Value {
    let key = Origin::via(HopKind::Condition, Some(place), vec![key.origin.clone()]);
    let mut from = vec![part.origin.clone()];
    if let Origin::Via(_) = &whole.origin {
        from.push(whole.origin.clone());
    }
    from.push(key);
    part.at(Origin::via(HopKind::Element, None, from))
}

/// A part keeps the way that its whole came, if that was longer than one place.
fn handed_on(whole: &Value, part: Value) -> Value {
    match (&whole.origin, &part.origin) {
        (Origin::Via(_), Origin::None) => part.at(whole.origin.clone()),
        (Origin::Via(_), _) => {
            let from = vec![part.origin.clone(), whole.origin.clone()];
            part.at(Origin::via(HopKind::Element, None, from))
        }
        _ => part,
    }
}

/// Whether a value is an object that may have more than is written in it.
fn is_open(value: &Value) -> bool {
    value.as_entries().and_then(Entries::more).is_some()
}
