//! Gateways that the AWS Load Balancer Controller serves.

use crate::kubernetes::Object;
use crate::language::{Reason, ReasonKind, Type, Value};

use super::super::Derived;
use super::super::answer::{Step, field, parts, proof, proof_after, reasons, unknown};
use super::super::edge::load_balancers::is_application;
use super::index::{Index, namespace};
use super::record::derived;
use super::routes::Routes;
use super::{firewall, listeners};

/// All load balancers of Gateways, in report order.
pub(super) fn all<'o>(index: &Index<'o>) -> Vec<Derived> {
    let gateways = index.all("Gateway").iter();
    let gateways = gateways.filter(|gateway| gateway.group() == "gateway.networking.k8s.io");
    let routes = Routes::new(index);
    gateways
        .filter_map(|gateway| one(gateway, index, &routes))
        .collect()
}

fn one<'o>(gateway: &'o Object, index: &Index<'o>, routes: &Routes<'o>) -> Option<Derived> {
    let name = gateway.get(&["spec", "gatewayClassName"])?;
    let class = name
        .as_str()
        .map(|name| index.shared(gateway, "GatewayClass", name));
    let (class, mut doubts) = match class.unwrap_or(Ok(None)) {
        Ok(class) => (class, Vec::new()),
        Err(doubts) => (None, doubts),
    };
    let controller = class.and_then(|class| class.get(&["spec", "controllerName"]));
    let kind = match (controller, controller.and_then(Value::as_str)) {
        (_, Some("gateway.k8s.aws/alb")) => Value::string("application"),
        (_, Some("gateway.k8s.aws/nlb")) => Value::string("network"),
        (_, Some(_)) => return None,
        (Some(unread), None) => {
            doubts = reasons(unread);
            unknown(Type::String, doubts.clone())
        }
        (None, None) if !doubts.is_empty() => unknown(Type::String, doubts.clone()),
        (None, None) => match name.as_str() {
            Some(name) if is_of_others(name) => return None,
            Some(text) => {
                let what = format!("who serves the GatewayClass {text}");
                let place = name.origin.nearest();
                doubts.push(Reason::new(ReasonKind::Schema, what, place));
                unknown(Type::String, doubts.clone())
            }
            None => {
                doubts = reasons(name);
                unknown(Type::String, doubts.clone())
            }
        },
    };
    let (configurations, unread) = configurations(gateway, class, index);
    let fields = vec![
        ("scheme", scheme(gateway, &configurations, &unread)),
        ("before_alb", Value::bool(false)),
        ("application", is_application(&kind)),
        ("kind", kind),
        ("web_acl", web_acl(&configurations, &unread)),
        (
            "listeners",
            listeners::of_gateway(
                gateway,
                |name| certificates(&configurations, name),
                |listener| routes.pass_plain(gateway, listener),
            ),
        ),
        ("stack", Value::string(stack(gateway))),
        ("placement", placement(&configurations, &unread)),
        ("resource", gateway.value.clone()),
    ];
    let mut made = derived(gateway, &gateway.name(), fields);
    made.existence = made.existence.unless(doubts);
    Some(made)
}

/// The scheme that the configuration of the Gateway or of its class settles, `internal` without.
fn scheme(gateway: &Object, configurations: &[&Object], unread: &[Reason]) -> Value {
    let header = Step::at(gateway.name(), gateway.place);
    if !unread.is_empty() {
        return unknown(Type::String, unread.to_vec()).at(proof([&header]));
    }
    let mut written = configurations.iter();
    let found = written.find_map(|config| Some((config, config.get(&["spec", "scheme"])?)));
    match found {
        Some((config, scheme)) => {
            let place = scheme.origin.nearest().unwrap_or(config.place);
            let step = Step::at(format!("the scheme of {}", config.name()), place);
            let value = match scheme.as_str() {
                Some(_) => scheme.clone(),
                None => unknown(Type::String, reasons(scheme)),
            };
            value.at(proof_after(proof([&header]), [&step]))
        }
        None => Value::string("internal").at(proof([&header])),
    }
}

/// The web ACL that the configurations settle; null without one.
fn web_acl(configurations: &[&Object], unread: &[Reason]) -> Value {
    if !unread.is_empty() {
        return unknown(Type::String, unread.to_vec());
    }
    let mut written = configurations.iter();
    let found = written.find_map(|config| config.get(&["spec", "wafV2", "webACL"]));
    found.map_or_else(|| Value::null(Type::String), firewall::arn)
}

/// What the configurations name its subnets by; null where they are discovered.
fn placement(configurations: &[&Object], unread: &[Reason]) -> Value {
    if !unread.is_empty() {
        return unknown(Type::Dynamic, unread.to_vec());
    }
    let mut written = configurations.iter();
    let named = written.find_map(|config| {
        let by_tags = || {
            let tags = config.get(&["spec", "loadBalancerSubnetsSelector"])?;
            let origin = tags.origin.clone();
            Some(Value::object(vec![("tags".into(), tags.clone())]).at(origin))
        };
        let listed = config.get(&["spec", "loadBalancerSubnets"]).cloned();
        listed.or_else(by_tags)
    });
    named.unwrap_or_else(|| Value::null(Type::Dynamic))
}

/// The certificates that the configurations name for the listener `PROTOCOL:PORT`.
fn certificates(configurations: &[&Object], name: &str) -> Option<Value> {
    let listeners = configurations.iter().filter_map(|config| {
        config
            .get(&["spec", "listenerConfigurations"])?
            .as_sequence()
    });
    let mut named = listeners
        .flatten()
        .filter(|listener| field(listener, "protocolPort").as_str() == Some(name));
    named.find_map(|listener| {
        let mut all = vec![field(listener, "defaultCertificate")];
        let (more, _) = parts(&field(listener, "certificates"));
        all.extend(more.into_iter().map(|element| element.value));
        all.retain(|certificate| !certificate.is_null());
        let list = Value::tuple(all).at(listener.origin.clone());
        (list.parts() > 1).then(|| listeners::certificates(&list))
    })
}

/// What the controller tags its load balancer with.
fn stack(gateway: &Object) -> String {
    format!("{}/{}", namespace(gateway), gateway.id.name)
}

/// The configurations of a Gateway: its own and that of its class, the one that wins first; and why
/// there may be another one.
fn configurations<'o>(
    gateway: &'o Object,
    class: Option<&'o Object>,
    index: &Index<'o>,
) -> (Vec<&'o Object>, Vec<Reason>) {
    let path = ["spec", "infrastructure", "parametersRef"];
    let own = configuration(gateway, gateway, &path, index);
    let of_class = class.map(|class| {
        let path = ["spec", "parametersRef"];
        configuration(gateway, class, &path, index)
    });
    let of_class = of_class.unwrap_or(Ok(None));
    let (own, of_class) = match (own, of_class) {
        (Ok(own), Ok(of_class)) => (own, of_class),
        (Err(unread), _) | (_, Err(unread)) => return (Vec::new(), unread),
    };
    let mode = of_class.and_then(|config| config.text(&["spec", "mergingMode"]));
    let order = match mode {
        Some("prefer-gateway") => [own, of_class],
        _ => [of_class, own],
    };
    (order.into_iter().flatten().collect(), Vec::new())
}

/// The LoadBalancerConfiguration that `path` of `object` names.
fn configuration<'o>(
    gateway: &'o Object,
    object: &'o Object,
    path: &[&str],
    index: &Index<'o>,
) -> Result<Option<&'o Object>, Vec<Reason>> {
    let at = |name: &str| object.text(&[path, &[name]].concat());
    let name = match (at("kind"), at("name")) {
        (Some("LoadBalancerConfiguration"), Some(name)) => name,
        _ => return Ok(None),
    };
    let inside = at("namespace").unwrap_or_else(|| namespace(gateway));
    index.settled(gateway, "LoadBalancerConfiguration", inside, name)
}

/// Classes that other controllers are commonly installed with.
fn is_of_others(name: &str) -> bool {
    let begin = [
        "cilium", "contour", "eg", "envoy", "gke", "istio", "kong", "nginx", "traefik",
    ];
    begin.iter().any(|begin| name.starts_with(begin))
}
