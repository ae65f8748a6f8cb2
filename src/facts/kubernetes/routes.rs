//! HTTPRoutes by the Gateway that they are attached to.

use std::collections::HashMap;

use crate::kubernetes::Object;
use crate::language::{Reason, Type, Value};

use super::super::answer::{Step, field, parts, proof, reasons, unknown};
use super::index::{Index, Meant, doubts, namespace};

/// All routes with one of their parents each, by the Gateway.
pub(super) struct Routes<'o> {
    by_gateway: HashMap<*const Object, Vec<Attached<'o>>>,
    /// Why others may be attached to any Gateway.
    open: Vec<Reason>,
}

struct Attached<'o> {
    route: &'o Object,
    parent: &'o Value,
    /// Why it may be attached to another one.
    doubts: Vec<Reason>,
}

impl<'o> Routes<'o> {
    pub fn new(index: &Index<'o>) -> Routes<'o> {
        let mut routes = Routes {
            by_gateway: HashMap::new(),
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
                let Meant { objects, doubts } = index.meant(route, "Gateway", inside, name);
                for gateway in objects {
                    let list = routes.by_gateway.entry(std::ptr::from_ref(gateway));
                    list.or_default().push(Attached {
                        route,
                        parent,
                        doubts: doubts.clone(),
                    });
                }
            }
            routes.open.extend(reasons(parents));
        }
        routes.open.sort();
        routes.open.dedup();
        routes
    }

    /// Whether a route of `listener`, one of `gateway`, does anything but redirect to HTTPS.
    pub fn pass_plain(&self, gateway: &Object, listener: &Value) -> Value {
        let all = self.by_gateway.get(&std::ptr::from_ref(gateway));
        let all = all.map(Vec::as_slice).unwrap_or_default().iter();
        let mut undecided = self.open.clone();
        for attached in all.filter(|attached| is_parent(attached.parent, listener)) {
            let step = Step::at(attached.route.name(), attached.route.place);
            let doubts = [doubts(attached.route), attached.doubts.as_slice()].concat();
            match (passes(attached.route), doubts.is_empty()) {
                (Ok(true), true) => return Value::bool(true).at(proof([&step])),
                (Ok(true), false) => undecided.extend(doubts),
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
