//! What the load balancers of Ingresses and Gateways listen on.

use serde_json::Value as Json;

use crate::kubernetes::Object;
use crate::language::{Origin, Reason, ReasonKind, Type, Value};

use super::super::answer::{Listing, Step, field, parts, proof, proof_after, reasons, unknown};
use super::super::edge::listeners::Listener;
use super::firewall::arn;

/// What the annotations and the class of an Ingress, and the group that it is in, say.
pub(super) struct Ingress<'o> {
    pub object: &'o Object,
    /// `listen-ports`
    pub ports: Option<&'o Value>,
    /// The certificates that are named for it: by its class, else by `certificate-arn`.
    pub certificates: Option<Value>,
    /// Those that another member of its group names.
    pub of_group: Option<Value>,
    /// What sends plain requests on to HTTPS: `ssl-redirect` of a member of its group.
    pub redirect: Option<Value>,
    /// A listener of a member of its group that speaks HTTPS.
    pub https: Option<Value>,
}

/// Whether a listener speaks HTTPS.
pub(super) fn is_https(listener: &Value) -> bool {
    field(listener, "protocol").as_str() == Some("HTTPS")
}

/// The certificates that `certificate-arn`, or the parameters of a class, name: a list, or texts
/// with commas between them.
pub(super) fn certificates(value: &Value) -> Value {
    let items: Vec<Value> = match (value.as_sequence(), value.as_str()) {
        (Some(items), _) => items.iter().map(arn).collect(),
        (_, Some(text)) => {
            let texts = text.split(',').map(str::trim);
            let texts = texts.filter(|text| !text.is_empty());
            texts
                .map(|text| arn(&Value::string(text).at(value.origin.clone())))
                .collect()
        }
        _ => vec![value.clone()],
    };
    Value::tuple(items).at(value.origin.clone())
}

impl Ingress<'_> {
    /// The listeners, of other members of its group only one that speaks HTTPS.
    pub fn listeners(&self) -> Value {
        let header = Step::at(self.object.name(), self.object.place);
        let mut list = Listing::default();
        let default = || match &self.certificates {
            Some(named) => vec![("HTTPS".to_owned(), 443, named.origin.clone())],
            None => vec![("HTTP".to_owned(), 80, Origin::At(self.object.place))],
        };
        let ports = match self.ports {
            None => default(),
            Some(value) => match value.as_str().map(listen_ports) {
                Some(Some(ports)) => ports
                    .into_iter()
                    .map(|(protocol, port)| (protocol, port, value.origin.clone()))
                    .collect(),
                // The controller refuses what is no JSON: something else fills it in.
                Some(None) => {
                    let what = value.as_str().unwrap_or_default();
                    let place = value.origin.nearest();
                    list.open([Reason::new(ReasonKind::Template, what, place)]);
                    Vec::new()
                }
                None => {
                    list.open(reasons(value));
                    Vec::new()
                }
            },
        };
        for (protocol, port, line) in ports {
            let plain = match &*protocol {
                "HTTP" => self.plain(),
                _ => Value::bool(false),
            };
            let named = self.certificates.clone().or_else(|| self.of_group.clone());
            let record = Listener {
                protocol: Value::string(protocol).at(line.clone()),
                port: Value::int(port),
                plain,
                certificates: named.unwrap_or_else(|| Value::tuple(Vec::new())),
                hosts: hosts(self.object),
                resource: self.object.value.clone(),
            };
            let step = Step {
                text: "what it listens on".into(),
                place: line.nearest(),
            };
            list.push(record.into_value(proof([&header, &step])));
        }
        if !list.elements().iter().any(|e| is_https(&e.value)) {
            self.https.iter().for_each(|https| list.push(https.clone()));
        }
        list.into_value(proof([&header]))
    }

    /// Whether requests pass in plain HTTP: neither the group nor an action of its own redirects.
    fn plain(&self) -> Value {
        if let Some(redirect) = &self.redirect {
            let step = Step {
                text: "ssl-redirect".into(),
                place: redirect.origin.nearest(),
            };
            let value = match redirect.is_unknown() {
                true => unknown(Type::Bool, reasons(redirect)),
                false => Value::bool(false),
            };
            return value.at(proof([&step]));
        }
        let mut undecided = Vec::new();
        let backends = backends(self.object);
        for backend in &backends {
            let Some(action) = action(self.object, backend.value) else {
                return Value::bool(true);
            };
            match action.as_str().map(redirects) {
                // A redirect of everything leaves nothing to what stands behind it.
                Some(Some(Action::Redirect)) if backend.takes_all => return Value::bool(false),
                Some(Some(_)) => {}
                Some(None) => return Value::bool(true),
                None => undecided.extend(reasons(action)),
            }
        }
        match undecided.is_empty() {
            true => Value::bool(false),
            false => unknown(Type::Bool, undecided),
        }
    }
}

/// The ports of `[{"HTTP": 80}, {"HTTPS": 443}]`.
fn listen_ports(text: &str) -> Option<Vec<(String, i64)>> {
    let entries: Vec<serde_json::Map<String, Json>> = serde_json::from_str(text).ok()?;
    let ports = entries.into_iter().flatten();
    let ports = ports.filter_map(|(protocol, port)| Some((protocol, port.as_i64()?)));
    Some(ports.collect())
}

/// The names for which the controller looks for certificates where none is named.
fn hosts(object: &Object) -> Value {
    let mut list = Listing::default();
    let all = [("rules", "host"), ("tls", "hosts")];
    for (section, name) in all {
        let Some(section) = object.get(&["spec", section]) else {
            continue;
        };
        let (elements, open) = parts(section);
        list.open(open);
        for element in &elements {
            let Some(named) = element.value.as_entries().and_then(|e| e.get(name)) else {
                continue;
            };
            let (names, open) = parts(named);
            list.open(open);
            match named.is_unknown() && names.is_empty() {
                true => list.push(named.clone()),
                false => names.into_iter().for_each(|name| list.push(name.value)),
            }
        }
    }
    list.into_value(proof([&Step::at(object.name(), object.place)]))
}

/// A backend of an Ingress.
struct Backend<'o> {
    value: &'o Value,
    /// Whether no request gets past it.
    takes_all: bool,
}

/// The backends of an Ingress, in order.
fn backends(object: &Object) -> Vec<Backend<'_>> {
    let mut found = Vec::new();
    let rules = object.get(&["spec", "rules"]);
    for rule in rules.and_then(Value::as_sequence).unwrap_or_default() {
        let every_host = field(rule, "host").is_null();
        let paths = rule.as_entries().and_then(|rule| rule.get("http"));
        let paths = paths.and_then(|http| http.as_entries()?.get("paths")?.as_sequence());
        for path in paths.unwrap_or_default() {
            let exact = field(path, "pathType").as_str() == Some("Exact");
            let every_path = match field(path, "path").as_str() {
                Some(text) => text == "/*" || (text == "/" && !exact),
                None => field(path, "path").is_null(),
            };
            if let Some(value) = path.as_entries().and_then(|path| path.get("backend")) {
                let takes_all = every_host && every_path;
                found.push(Backend { value, takes_all });
            }
        }
    }
    let default = ["defaultBackend", "backend"];
    let default = default
        .iter()
        .filter_map(|name| object.get(&["spec", name]));
    found.extend(default.map(|value| Backend {
        value,
        takes_all: true,
    }));
    found
}

/// The annotation that stands for a backend: its port is `use-annotation`, its name that of an
/// action.
fn action<'o>(object: &'o Object, backend: &Value) -> Option<&'o Value> {
    let backend = backend.as_entries()?;
    let service = backend.get("service").and_then(Value::as_entries);
    let name = match service {
        Some(service) => service.get("name"),
        None => backend.get("serviceName"),
    };
    let name = name.and_then(Value::as_str)?;
    object.annotation(&format!("alb.ingress.kubernetes.io/actions.{name}"))
}

/// What an action does instead of forwarding.
enum Action {
    Redirect,
    Answer,
}

/// What the action does; `None` where it forwards, or keeps to plain HTTP.
fn redirects(text: &str) -> Option<Action> {
    let action: Json = serde_json::from_str(text).ok()?;
    let part = |of: &Json, names: [&str; 2]| names.iter().find_map(|name| of.get(name)).cloned();
    match part(&action, ["type", "Type"])?.as_str()? {
        "fixed-response" => Some(Action::Answer),
        "redirect" => {
            let config = part(&action, ["redirectConfig", "RedirectConfig"])?;
            let protocol = part(&config, ["protocol", "Protocol"])?;
            (protocol.as_str() == Some("HTTPS")).then_some(Action::Redirect)
        }
        _ => None,
    }
}

/// The listeners of a Gateway. `certificates` are those that its configurations name for a
/// `PROTOCOL:PORT`, `plain` says whether a route of the listener called so passes plain requests.
pub(super) fn of_gateway(
    gateway: &Object,
    certificates: impl Fn(&str) -> Option<Value>,
    plain: impl Fn(&Value) -> Value,
) -> Value {
    let header = Step::at(gateway.name(), gateway.place);
    let mut list = Listing::default();
    let Some(all) = gateway.get(&["spec", "listeners"]) else {
        return list.into_value(proof([&header]));
    };
    let (elements, open) = parts(all);
    list.open(open);
    for element in &elements {
        let listener = &element.value;
        let get = |name: &str| listener.as_entries().and_then(|e| e.get(name));
        let or_null = |name: &str| match get(name) {
            Some(value) => value.clone(),
            None => Value::null(Type::Dynamic),
        };
        let (protocol, port) = (or_null("protocol"), or_null("port"));
        let number = port.as_number().map(|port| port.to_string());
        let name = protocol.as_str().zip(number);
        let named = name.and_then(|(protocol, port)| certificates(&format!("{protocol}:{port}")));
        let hosts = get("hostname").cloned();
        let record = Listener {
            plain: match protocol.as_str() {
                Some("HTTP") => plain(listener),
                Some(_) => Value::bool(false),
                None => unknown(Type::Bool, reasons(&protocol)),
            },
            protocol: protocol.clone(),
            port,
            certificates: named.unwrap_or_else(|| Value::tuple(Vec::new())),
            hosts: Value::tuple(hosts.into_iter().collect()),
            resource: gateway.value.clone(),
        };
        let step = Step {
            text: "what it listens on".into(),
            place: listener.origin.nearest(),
        };
        list.push(record.into_value(proof_after(proof([&header]), [&step])));
    }
    list.into_value(proof([&header]))
}
