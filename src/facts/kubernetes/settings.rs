//! What containers are told by their environment: values that are written for them, and those of
//! ConfigMaps and Secrets that they take.

use crate::kubernetes::Object;
use crate::language::{Origin, Reason, Value};

use super::super::answer::{Listing, field, parts, reasons};
use super::index::{Index, Meant, doubts, namespace};
use super::pods::Pods;

/// The settings of `pods`, and the names that a Service of type ExternalName puts in their place.
pub(super) fn of_pods(pods: &Pods, index: &Index) -> Value {
    let mut settings = Settings {
        pods,
        index,
        list: Listing::default(),
    };
    for name in ["containers", "initContainers"] {
        let Some(containers) = pods.get(&["spec", name]) else {
            continue;
        };
        let (containers, open) = parts(containers);
        settings.list.open(open);
        for container in &containers {
            settings.container(&container.value);
        }
    }
    let origin = Origin::At(pods.object.place);
    settings.list.into_value(origin)
}

struct Settings<'s, 'o> {
    pods: &'s Pods<'o>,
    index: &'s Index<'o>,
    list: Listing,
}

impl Settings<'_, '_> {
    fn container(&mut self, container: &Value) {
        // Tasks of ECS call it `environment`.
        for name in ["env", "environment"] {
            let (all, open) = parts(&field(container, name));
            self.list.open(open);
            for variable in &all {
                let value = field(&variable.value, "value");
                if !value.is_null() {
                    self.add(value, &[]);
                }
                let from = field(&variable.value, "valueFrom");
                for (name, kind) in [("configMapKeyRef", "ConfigMap"), ("secretKeyRef", "Secret")] {
                    let reference = field(&from, name);
                    let key = field(&reference, "key");
                    self.taken(kind, &field(&reference, "name"), key.as_str());
                }
            }
        }
        let (all, open) = parts(&field(container, "envFrom"));
        self.list.open(open);
        for source in &all {
            for (name, kind) in [("configMapRef", "ConfigMap"), ("secretRef", "Secret")] {
                let reference = field(&source.value, name);
                self.taken(kind, &field(&reference, "name"), None);
            }
        }
    }

    /// Adds what the object called `name` holds: under `key`, or all of it.
    fn taken(&mut self, kind: &str, name: &Value, key: Option<&str>) {
        let object = self.pods.object;
        let Some(name) = name.as_str() else {
            return self.list.open(reasons(name));
        };
        let Meant {
            objects,
            doubts: apart,
        } = self.index.meant(object, kind, namespace(object), name);
        for held in objects {
            let why = [doubts(held), &apart].concat();
            for field in ["data", "stringData"] {
                let Some(data) = held.get(&[field]) else {
                    continue;
                };
                if data.is_unknown() {
                    self.list.open(reasons(data));
                }
                let entries = data.as_entries().into_iter().flat_map(|e| e.iter());
                let wanted = entries.filter(|(name, _)| key.is_none_or(|key| **name == *key));
                for (_, value) in wanted {
                    self.add(value.clone(), &why);
                }
            }
        }
    }

    fn add(&mut self, value: Value, why: &[Reason]) {
        for name in hosts(&value) {
            if let Some((external, why_not)) = self.external(&name) {
                let why = [why, &why_not].concat();
                self.list.push_if(external, &why);
            }
        }
        self.list.push_if(value, why);
    }

    /// What a Service of type ExternalName puts in the place of the name `host`.
    fn external(&self, host: &str) -> Option<(Value, Vec<Reason>)> {
        let object: &Object = self.pods.object;
        let mut labels = host.split('.');
        let name = labels.next()?;
        let inside = labels.next().unwrap_or_else(|| namespace(object));
        let Meant { objects, doubts } = self.index.meant(object, "Service", inside, name);
        let named = objects.first()?.get(&["spec", "externalName"])?;
        Some((named.clone(), doubts))
    }
}

/// The words of a known text that may be names of hosts: few of them.
fn hosts(value: &Value) -> Vec<String> {
    const MAX_HOSTS: usize = 8;
    const MAX_LENGTH: usize = 2_000;
    let text = value.as_str().filter(|text| text.len() <= MAX_LENGTH);
    let words = text
        .unwrap_or_default()
        .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.')));
    let words = words.filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()));
    words.take(MAX_HOSTS).map(str::to_owned).collect()
}
