//! Type constraints of variables: `map(object({ port = optional(number, 5432) }))`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::language::{
    Entries, Kind, ObjectAttribute, Type, Unknown, Value, brought_together, convert,
};
use crate::source::Place;
use crate::syntax::hcl::{ExprId, ExprKind, Tree};

/// A type with the defaults of its optional attributes.
#[derive(Clone, Debug)]
pub struct Constraint {
    /// What values convert to.
    pub ty: Type,
    /// The defaults inside.
    pub defaults: Defaults,
}

/// Defaults of optional attributes, nested as the type is.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// Defaults of an object's own attributes.
    values: BTreeMap<Arc<str>, Value>,
    /// Defaults inside attributes, or inside all elements (under the empty name), or inside the
    /// elements of a tuple (under their numbers).
    nested: BTreeMap<Arc<str>, Defaults>,
}

impl Constraint {
    /// `any`
    pub fn any() -> Constraint {
        Constraint {
            ty: Type::Dynamic,
            defaults: Defaults::default(),
        }
    }

    /// Reads a type constraint; `constant` evaluates a default. The error has its place.
    pub fn read(
        tree: &Tree,
        expr: ExprId,
        constant: &mut dyn FnMut(ExprId) -> Value,
    ) -> Result<Constraint, (Place, String)> {
        let (ty, defaults) = read(tree, expr, constant)?;
        Ok(Constraint { ty, defaults })
    }
}

type Read = Result<(Type, Defaults), (Place, String)>;

fn read(tree: &Tree, id: ExprId, constant: &mut dyn FnMut(ExprId) -> Value) -> Read {
    let expr = tree.expr(id);
    let place = tree.place(expr.span);
    let refuse = |message: String| Err((place, message));
    match &expr.kind {
        ExprKind::Paren(inner) => read(tree, *inner, constant),
        ExprKind::Root => match tree.str(expr.span) {
            "any" => Ok((Type::Dynamic, Defaults::default())),
            "bool" => Ok((Type::Bool, Defaults::default())),
            "number" => Ok((Type::Number, Defaults::default())),
            "string" => Ok((Type::String, Defaults::default())),
            "list" => Ok((Type::list(Type::Dynamic), Defaults::default())),
            "set" => Ok((Type::set(Type::Dynamic), Defaults::default())),
            "map" => Ok((Type::map(Type::Dynamic), Defaults::default())),
            other => refuse(format!(
                "{other:?} is no type; types are string, number, bool, any, list(…), set(…), \
                 map(…), object({{…}}) and tuple([…])"
            )),
        },
        // Terraform 0.11 wrote types as strings.
        ExprKind::String(text) => match tree.chars(text) {
            "string" => Ok((Type::String, Defaults::default())),
            "list" => Ok((Type::list(Type::String), Defaults::default())),
            "map" => Ok((Type::map(Type::String), Defaults::default())),
            other => refuse(format!("{other:?} is no type")),
        },
        ExprKind::Call { name, args, .. } => {
            let name = tree.str(*name);
            let [arg] = args.as_slice() else {
                return refuse(format!("{name}(…) takes one argument"));
            };
            match name {
                "list" | "set" | "map" => {
                    let (element, inner) = read(tree, *arg, constant)?;
                    let ty = match name {
                        "list" => Type::list(element),
                        "set" => Type::set(element),
                        _ => Type::map(element),
                    };
                    let mut defaults = Defaults::default();
                    defaults.nest("".into(), inner);
                    Ok((ty, defaults))
                }
                "object" => read_object(tree, *arg, constant),
                "tuple" => read_tuple(tree, *arg, constant),
                _ => refuse(format!("{name}(…) is no type")),
            }
        }
        _ => refuse("a type is expected here".into()),
    }
}

fn read_object(tree: &Tree, id: ExprId, constant: &mut dyn FnMut(ExprId) -> Value) -> Read {
    let expr = tree.expr(id);
    let ExprKind::Object(items) = &expr.kind else {
        return Err((
            tree.place(expr.span),
            "object(…) takes {name = type, …}".into(),
        ));
    };
    let mut attributes = Vec::with_capacity(items.len());
    let mut defaults = Defaults::default();
    for item in items {
        let key = tree.expr(item.key);
        let ExprKind::String(text) = &key.kind else {
            return Err((tree.place(key.span), "an attribute name is expected".into()));
        };
        let name: Arc<str> = tree.chars(text).into();
        let (optional, ty_expr, default) = match &tree.expr(item.value).kind {
            ExprKind::Call { name, args, .. } if tree.str(*name) == "optional" => {
                match args.as_slice() {
                    [ty] => (true, *ty, None),
                    [ty, default] => (true, *ty, Some(*default)),
                    _ => {
                        let place = tree.place(tree.expr(item.value).span);
                        let message = "optional(…) takes a type and perhaps a default";
                        return Err((place, message.into()));
                    }
                }
            }
            _ => (false, item.value, None),
        };
        let (ty, inner) = read(tree, ty_expr, constant)?;
        defaults.nest(name.clone(), inner);
        if let Some(default) = default {
            let value = constant(default);
            if let Err(message) = convert(&value, &ty) {
                return Err((tree.place(tree.expr(default).span), message));
            }
            defaults.values.insert(name.clone(), value);
        }
        attributes.push(ObjectAttribute { name, ty, optional });
    }
    attributes.sort_by(|a, b| a.name.cmp(&b.name));
    attributes.dedup_by(|a, b| a.name == b.name);
    Ok((Type::Object(attributes.into()), defaults))
}

fn read_tuple(tree: &Tree, id: ExprId, constant: &mut dyn FnMut(ExprId) -> Value) -> Read {
    let expr = tree.expr(id);
    let ExprKind::Tuple(items) = &expr.kind else {
        return Err((tree.place(expr.span), "tuple(…) takes [type, …]".into()));
    };
    let mut types = Vec::with_capacity(items.len());
    let mut defaults = Defaults::default();
    for (at, item) in items.iter().enumerate() {
        let (ty, inner) = read(tree, *item, constant)?;
        defaults.nest(at.to_string().into(), inner);
        types.push(ty);
    }
    Ok((Type::Tuple(types.into()), defaults))
}

impl Defaults {
    fn nest(&mut self, name: Arc<str>, inner: Defaults) {
        if !inner.is_empty() {
            self.nested.insert(name, inner);
        }
    }

    fn is_empty(&self) -> bool {
        self.values.is_empty() && self.nested.is_empty()
    }

    /// Puts defaults where optional attributes are absent or null, before the conversion, as
    /// Terraform does (`typeexpr.Defaults.Apply`).
    pub fn apply(&self, value: &Value) -> Value {
        if self.is_empty() {
            return value.clone();
        }
        let applied = match &value.kind {
            Kind::Object(entries) => Value::object(self.apply_to_entries(entries)),
            Kind::Map(map) => {
                let pairs = self.apply_to_entries(&map.items);
                let (names, values): (Vec<Arc<str>>, Vec<Value>) = pairs.into_iter().unzip();
                match brought_together(&values) {
                    _ if values.is_empty() => return value.clone(),
                    Some((element, values)) => {
                        Value::map(element, names.into_iter().zip(values).collect())
                    }
                    None => Value::object(names.into_iter().zip(values).collect()),
                }
            }
            Kind::Tuple(items) => Value::tuple(self.apply_to_items(items)),
            Kind::List(list) | Kind::Set(list) => {
                let items = self.apply_to_items(&list.items);
                match (brought_together(&items), &value.kind) {
                    _ if items.is_empty() => return value.clone(),
                    (Some((element, items)), Kind::Set(_)) => Value::set(element, items),
                    (Some((element, items)), _) => Value::list(element, items),
                    (None, _) => Value::tuple(items),
                }
            }
            // What is known of an unknown collection, or of an object known in part.
            Kind::Unknown(unknown) if !unknown.elements.is_empty() => {
                let mut unknown = Unknown::clone(unknown);
                for element in &mut unknown.elements {
                    element.value = self.apply_to(element.key.as_deref(), &element.value);
                }
                Value::unknown(unknown)
            }
            _ => return value.clone(),
        };
        applied.at(value.origin.clone()).marked(value.secrecy)
    }

    fn apply_to_entries(&self, entries: &Entries) -> Vec<(Arc<str>, Value)> {
        let mut pairs: Vec<(Arc<str>, Value)> = entries
            .iter()
            .map(|(name, item)| (name.clone(), self.apply_to(Some(name), item)))
            .collect();
        for (name, default) in &self.values {
            if entries.get(name).is_none() {
                let inner = self.nested.get(name);
                let item = inner.map_or_else(|| default.clone(), |inner| inner.apply(default));
                pairs.push((name.clone(), item));
            }
        }
        pairs
    }

    fn apply_to_items(&self, items: &[Value]) -> Vec<Value> {
        let every = self.nested.get("");
        let items = items.iter().enumerate().map(|(at, item)| {
            let own = self.nested.get(at.to_string().as_str());
            match every.or(own) {
                Some(inner) => inner.apply(item),
                None => item.clone(),
            }
        });
        items.collect()
    }

    /// The same for an element, or for the attribute `name`.
    fn apply_to(&self, name: Option<&str>, item: &Value) -> Value {
        let every = self.nested.get("");
        let inner = name.and_then(|name| self.nested.get(name)).or(every);
        let default = name.and_then(|name| self.values.get(name));
        let item = match (default, &item.kind) {
            (Some(default), Kind::Null(_)) => default.clone(),
            // Where there is a default, what is not known yet is no null.
            (Some(default), Kind::Unknown(unknown))
                if !default.is_null() && unknown.ty != Type::Dynamic =>
            {
                let unknown = Unknown::clone(unknown).not_null();
                let unknown = match unknown.elements.is_empty() {
                    true => unknown.settled(),
                    false => Value::unknown(unknown),
                };
                unknown.at(item.origin.clone()).marked(item.secrecy)
            }
            _ => item.clone(),
        };
        inner.map_or_else(|| item.clone(), |inner| inner.apply(&item))
    }
}
