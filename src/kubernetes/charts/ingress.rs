//! The Ingress of a chart, as far as the values of its release tell.

use crate::language::{Type, Unknown, Value};

use super::{Made, Object, path, template, truth};

/// The values by which charts name the hosts of their Ingress: one name, or a list of names or of
/// objects with one.
const HOSTS: [&str; 5] = ["host", "hostname", "hosts", "extraHosts", "tls"];

/// What objects in such lists call a name, or names.
const NAMES: [&str; 4] = ["host", "hosts", "hostname", "name"];

impl Made<'_> {
    pub(super) fn ingress(&self, name: &str) -> Option<Object> {
        let enabled = self.setting("enabled")?;
        let doubts = match truth(&enabled) {
            Some(true) => Vec::new(),
            Some(false) => return None,
            None => Unknown::from_parts(Type::Dynamic, [&enabled])?.reasons,
        };
        let backend = self.entries(vec![("name", self.text(name))]);
        let backend = self.entries(vec![("service", backend)]);
        let mut spec = vec![("defaultBackend", backend), ("rules", self.rules())];
        let class = self.setting("ingressClassName");
        let class = class.or_else(|| self.setting("className"));
        spec.extend(class.map(|class| ("ingressClassName", class)));
        let annotations = [&path(self.part.ingress)[..], &["annotations"]].concat();
        let annotations = self.release.map(&annotations);
        let spec = self.entries(spec);
        let mut made = self.object("Ingress", "networking.k8s.io/v1", name, annotations, spec);
        made.existence = made.existence.unless(doubts);
        made.place = enabled.origin.nearest().unwrap_or(made.place);
        Some(made)
    }

    fn setting(&self, name: &str) -> Option<Value> {
        let at = Some(self.part.ingress).filter(|at| !at.is_empty())?;
        self.release.value(&[&path(at)[..], &[name]].concat())
    }

    /// A rule for each host that the values name. Without one the chart has its own, which
    /// rendering tells.
    fn rules(&self) -> Value {
        let mut hosts = Vec::new();
        for value in HOSTS.iter().filter_map(|name| self.setting(name)) {
            named(&value, &mut hosts);
        }
        if hosts.is_empty() {
            hosts.push(template(self.release, "the host of the Ingress"));
        }
        let rules = hosts
            .into_iter()
            .map(|host| self.entries(vec![("host", host)]));
        Value::tuple(rules.collect())
    }
}

/// The names in a value. `tls: true` and empty texts name nothing.
fn named(value: &Value, hosts: &mut Vec<Value>) {
    match (value.as_str(), value.as_sequence(), value.as_entries()) {
        (Some(""), ..) => {}
        (Some(_), ..) => hosts.push(value.clone()),
        (_, Some(items), _) => items.iter().for_each(|item| named(item, hosts)),
        (.., Some(entries)) => NAMES
            .iter()
            .filter_map(|name| entries.get(name))
            .for_each(|part| named(part, hosts)),
        _ if value.is_unknown() => hosts.push(value.clone()),
        _ => {}
    }
}
