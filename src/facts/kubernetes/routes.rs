//! HTTPRoutes by the Gateway that they are attached to.

use std::collections::BTreeMap;

use crate::kubernetes::Object;
use crate::language::{Reason, Type, Value};

use super::super::answer::{Step, field, parts, proof, reasons, unknown};
use super::index::{Index, doubts, namespace};

/// All routes with one of their parents each, by namespace and name of the parent.
pub(super) struct Routes<'o> {
    by_parent: BTreeMap<(String, String), Vec<Attached<'o>>>,
    /// Why others may be attached to any Gateway.
    open: Vec<Reason>,
}

struct Attached<'o> {
    route: &'o Object,
    parent: &'o Value,
}

impl<'o> Routes<'o> {
    pub fn new(index: &Index<'o>) -> Routes<'o> {
        let mut routes = Routes {
            by_parent: BTreeMap::new(),
            open: Vec::new(),
        };
        for route in index.all("HTTPRoute") {
            let Some(parents) = route.get(&["spec", "parentRefs"]) else {
                continue;
            };
            for parent in parents.as_sequence().unwrap_or_default() {
                let (name, inside) = (field(parent, "name"), field(parent, "namespace"));
                let inside = match inside.is_null() {
                    true => Some(namespace(route)),
                    false => inside.as_str(),
                };
                let Some((name, inside)) = name.as_str().zip(inside) else {
                    routes.open.extend(reasons(parent));
                    continue;
                };
                let key = (inside.to_owned(), name.to_owned());
                let list = routes.by_parent.entry(key).or_default();
                list.push(Attached { route, parent });
            }
            routes.open.extend(reasons(parents));
        }
        routes.open.sort();
        routes.open.dedup();
        routes
    }

    /// Whether a route of `listener`, one of `gateway`, does anything but redirect to HTTPS.
    pub fn pass_plain(&self, gateway: &Object, listener: &Value) -> Value {
        let key = (namespace(gateway).to_owned(), gateway.id.name.to_string());
        let all = self.by_parent.get(&key).map(Vec::as_slice);
        let all = all.unwrap_or_default();
        // Routes of the same set of objects, where there are any.
        let beside = |attached: &&Attached| attached.route.root == gateway.root;
        let elsewhere = !all.iter().any(|attached| beside(&attached));
        let here = all.iter().filter(|a| elsewhere || beside(a));
        let mut undecided = self.open.clone();
        for attached in here.filter(|attached| is_parent(attached.parent, listener)) {
            let step = Step::at(attached.route.name(), attached.route.place);
            match (passes(attached.route), doubts(attached.route)) {
                (Ok(true), []) => return Value::bool(true).at(proof([&step])),
                (Ok(true), doubts) => undecided.extend(doubts.iter().cloned()),
                (Ok(false), _) => {}
                (Err(why), _) => undecided.extend(why),
            }
        }
        match undecided.is_empty() {
            true => Value::bool(false),
            false => unknown(Type::Bool, undecided),
        }
    }
}

/// Whether a parent means this listener: by its name, its port, or all of the Gateway.
fn is_parent(parent: &Value, listener: &Value) -> bool {
    let names = [("sectionName", "name"), ("port", "port")];
    names.iter().all(|(wanted, name)| {
        let wanted = field(parent, wanted);
        wanted.is_null() || crate::language::same(&wanted, &field(listener, name)) != Some(false)
    })
}

/// Whether a rule of `route` lacks a redirect to HTTPS.
fn passes(route: &Object) -> Result<bool, Vec<Reason>> {
    let Some(rules) = route.get(&["spec", "rules"]) else {
        return Ok(false);
    };
    let (rules, mut undecided) = parts(rules);
    for rule in &rules {
        let filters = field(&rule.value, "filters");
        let (filters, open) = parts(&filters);
        let secure = filters.iter().any(|filter| {
            let redirect = field(&filter.value, "requestRedirect");
            field(&redirect, "scheme").as_str() == Some("https")
        });
        match (secure, open.is_empty()) {
            (true, _) => {}
            (false, true) => return Ok(true),
            (false, false) => undecided.extend(open),
        }
    }
    match undecided.is_empty() {
        true => Ok(false),
        false => Err(undecided),
    }
}
