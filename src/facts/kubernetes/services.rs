//! Services that a load balancer is made of, or that take addresses for themselves.

use crate::kubernetes::Object;
use crate::language::{Reason, ReasonKind, Type, Value};

use super::super::Derived;
use super::super::answer::{Step, parts, proof, proof_after, reasons, unknown};
use super::addresses::is_public;
use super::controller::Controller;
use super::index::Index;
use super::record::derived;

const INTERNAL: &str = "internal";
const PUBLIC: &str = "internet-facing";

/// Annotations of Services, without what they all begin with.
const SCHEME: &str = "aws-load-balancer-scheme";
const LEGACY_INTERNAL: &str = "aws-load-balancer-internal";
const TYPE: &str = "aws-load-balancer-type";

/// All of them, in report order.
pub(super) fn all(index: &Index, controller: &Controller) -> Vec<Derived> {
    let services = index.all("Service").iter();
    services
        .filter_map(|service| one(service, controller))
        .collect()
}

/// A Service is one load balancer: its own, or its addresses where these are on the internet and
/// its own is not.
fn one(service: &Object, controller: &Controller) -> Option<Derived> {
    let own = balancer(service, controller);
    let addresses = external_addresses(service);
    let public = |found: &Found| found.scheme.as_str() == Some(PUBLIC);
    let found = match (own, addresses) {
        (Some(own), Some(addresses)) => match !public(&own) && public(&addresses) {
            true => addresses,
            false => own,
        },
        (own, addresses) => own.or(addresses)?,
    };
    let fields = vec![
        ("kind", found.kind),
        ("scheme", found.scheme),
        ("before_alb", Value::bool(false)),
        ("application", Value::bool(false)),
        ("listeners", Value::tuple(Vec::new())),
        ("web_acl", Value::null(Type::String)),
        ("stack", Value::null(Type::String)),
        ("placement", placement(service)),
        ("resource", service.value.clone()),
    ];
    let mut derived = derived(service, &service.name(), fields);
    derived.existence = derived.existence.unless(found.doubts);
    Some(derived)
}

/// What names the subnets of its load balancer; null without.
fn placement(service: &Object) -> Value {
    let named = annotation(service, "aws-load-balancer-subnets").cloned();
    named.unwrap_or_else(|| Value::null(Type::Dynamic))
}

struct Found {
    kind: Value,
    scheme: Value,
    /// Why it may not be one.
    doubts: Vec<Reason>,
}

fn balancer(service: &Object, controller: &Controller) -> Option<Found> {
    let kind = service.get(&["spec", "type"]);
    let spec = service.get(&["spec"])?;
    let doubts = match kind {
        Some(kind) if kind.is_unknown() => reasons(kind),
        Some(kind) if kind.as_str() == Some("LoadBalancer") => Vec::new(),
        None if spec.is_unknown() => reasons(spec),
        _ => return None,
    };
    let taken = Taken::by(service, controller);
    Some(Found {
        kind: taken.kind(service),
        scheme: taken.scheme(service),
        doubts,
    })
}

/// Who makes the load balancer of a Service.
enum Taken {
    InTree,
    Aws(Vec<Step>),
    /// Another controller, or nobody knows.
    Undecided(Vec<Reason>),
}

impl Taken {
    fn by(service: &Object, controller: &Controller) -> Taken {
        let told = |value: &Value, what: String| {
            let place = value.origin.nearest().unwrap_or(service.place);
            vec![Step::at(what, place)]
        };
        if let Some(class) = service.get(&["spec", "loadBalancerClass"]) {
            return match class.as_str() {
                Some(text @ ("service.k8s.aws/nlb" | "eks.amazonaws.com/nlb")) => {
                    Taken::Aws(told(class, format!("loadBalancerClass {text}")))
                }
                Some(text) => {
                    let what = format!("what load balancers of class {text} do");
                    let place = class.origin.nearest();
                    Taken::Undecided(vec![Reason::new(ReasonKind::Schema, what, place)])
                }
                None => Taken::Undecided(reasons(class)),
            };
        }
        if let Some(kind) = annotation(service, TYPE) {
            match kind.as_str() {
                Some(text @ ("external" | "nlb-ip")) => {
                    return Taken::Aws(told(kind, format!("{TYPE}: {text}")));
                }
                Some(_) => {}
                None => return Taken::Undecided(reasons(kind)),
            }
        }
        match controller {
            Controller::InTree => Taken::InTree,
            Controller::Aws(steps) => Taken::Aws(steps.clone()),
            Controller::Undecided(reasons) => Taken::Undecided(reasons.clone()),
        }
    }

    fn kind(&self, service: &Object) -> Value {
        let kind = annotation(service, TYPE);
        if kind
            .and_then(Value::as_str)
            .is_some_and(|k| k.starts_with("nlb"))
        {
            return Value::string("network");
        }
        match self {
            Taken::InTree => Value::string("classic"),
            Taken::Aws(_) => Value::string("network"),
            Taken::Undecided(reasons) => unknown(Type::String, reasons.clone()),
        }
    }

    fn scheme(&self, service: &Object) -> Value {
        if let Some(written) = annotation(service, SCHEME) {
            return match written.as_str() {
                Some(_) => written.clone(),
                None => unknown(Type::String, reasons(written)).at(written.origin.clone()),
            };
        }
        if let Some(written) = annotation(service, LEGACY_INTERNAL) {
            let text = match (written.as_str(), written.as_bool()) {
                (Some(text), _) => text,
                (_, Some(true)) => "true",
                (_, Some(false)) => "false",
                _ => return unknown(Type::String, reasons(written)).at(written.origin.clone()),
            };
            // The cloud provider takes any text but these two for yes.
            let scheme = match text {
                "false" | "" => PUBLIC,
                _ => INTERNAL,
            };
            return Value::string(scheme).at(written.origin.clone());
        }
        let header = Step::at(service.name(), service.place);
        match self {
            Taken::InTree => {
                let default = "no annotation and no controller: the cloud provider makes it public";
                let steps = [Step::at(
                    format!("{}: {default}", header.text),
                    service.place,
                )];
                Value::string(PUBLIC).at(proof(&steps))
            }
            Taken::Aws(steps) => {
                let steps = steps.iter().chain([&header]);
                Value::string(INTERNAL).at(proof(steps))
            }
            Taken::Undecided(reasons) => {
                let value = unknown(Type::String, reasons.clone());
                value.at(proof([&header]))
            }
        }
    }
}

/// The addresses that a Service takes for itself.
fn external_addresses(service: &Object) -> Option<Found> {
    let addresses = service.get(&["spec", "externalIPs"])?;
    let (elements, rest) = parts(addresses);
    let mut doubts = rest.clone();
    let mut public = None;
    let mut open = rest;
    for element in &elements {
        match element.value.as_str().map(is_public) {
            Some(Some(true)) => public = public.or(Some(&element.value)),
            Some(Some(false)) => {}
            Some(None) | None => open.extend(reasons(&element.value)),
        }
    }
    if elements.is_empty() && doubts.is_empty() {
        return None;
    }
    if !elements.is_empty() {
        doubts.clear();
    }
    let scheme = match (public, open.is_empty()) {
        (Some(address), _) => {
            let place = address.origin.nearest().unwrap_or(service.place);
            let step = Step::at("an address of the internet", place);
            Value::string(PUBLIC).at(proof_after(address.origin.clone(), [&step]))
        }
        (None, true) => Value::string(INTERNAL).at(addresses.origin.clone()),
        (None, false) => unknown(Type::String, open).at(addresses.origin.clone()),
    };
    Some(Found {
        kind: Value::string("external-ip"),
        scheme,
        doubts,
    })
}

fn annotation<'o>(service: &'o Object, name: &str) -> Option<&'o Value> {
    let name = format!("service.beta.kubernetes.io/{name}");
    service.annotation(&name).filter(|value| !value.is_null())
}
