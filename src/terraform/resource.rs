//! Resources and data sources become instances.

use std::sync::Arc;

use crate::address::{Address, InstanceId, InstanceKey, Mode};
use crate::language::{Element, Entries, Kind, Presence, Type, Unknown, Value};
use crate::providers;
use crate::syntax::hcl::{self, Block, Tree};

use super::data_source::{read_later, reads_outside};
use super::evaluation::{Evaluating, Existence};
use super::expansion::{Form, Repetition};
use super::instance::Instance;
use super::module::Resource;
use super::module_instance::ModuleId;
use super::written::BodyBuilder;

/// Arguments that are Terraform's, not the provider's.
const META_ARGUMENTS: [&str; 4] = ["count", "for_each", "provider", "depends_on"];
/// Blocks that are Terraform's, not the provider's.
const META_BLOCKS: [&str; 3] = ["lifecycle", "provisioner", "connection"];

impl<'a> Evaluating<'a> {
    /// Makes the instances of a resource; the value is what `aws_x.y` means.
    pub fn resource_value(&mut self, module: ModuleId, resource: &Resource) -> Value {
        let expansion = self.expand(module, &resource.body);
        let waits = match reads_outside(resource) && !expansion.instances.is_empty() {
            true => self.waits_for(module, resource),
            false => None,
        };
        let mut made = Vec::with_capacity(expansion.instances.len());
        for instance in expansion.instances {
            let key = instance.key.clone();
            let existence = instance.existence;
            let repetition = instance.repetition;
            let key_of = instance.key;
            let waits = waits.as_deref();
            let instance =
                self.instance_of(module, resource, key_of, &repetition, existence, waits);
            made.push((key, instance));
        }
        let value = |instance: Arc<Instance>| Value::from(Kind::Instance(instance));
        match expansion.form {
            Form::Single => match made.pop() {
                Some((_, instance)) => value(instance),
                None => Value::null(Type::Dynamic),
            },
            Form::Tuple => Value::tuple(made.into_iter().map(|(_, i)| value(i)).collect()),
            Form::Object => {
                let pairs = made.into_iter().filter_map(|(key, i)| match key {
                    InstanceKey::Str(key) => Some((key, value(i))),
                    _ => None,
                });
                Value::object(pairs.collect())
            }
            Form::Unknown(unknown) => {
                let elements = made.into_iter().map(|(key, instance)| Element {
                    presence: match key {
                        InstanceKey::Any => Presence::Any,
                        _ => Presence::certain_if(instance.existence == Existence::Certain),
                    },
                    key: match key {
                        InstanceKey::Str(key) => Some(key),
                        _ => None,
                    },
                    value: value(instance),
                });
                let elements: Vec<Element> = elements.collect();
                let values: Vec<Value> = elements.iter().map(|e| e.value.clone()).collect();
                let mut unknown = unknown.not_null();
                if let Some(parts) = Unknown::from_parts(Type::Dynamic, &values) {
                    unknown.refs = parts.refs;
                }
                // The symbolic instance stands for all that are not known by key.
                Value::unknown(unknown.with_elements(elements, false))
            }
        }
    }

    fn instance_of(
        &mut self,
        module: ModuleId,
        resource: &Resource,
        key: InstanceKey,
        repetition: &Repetition,
        existence: Existence,
        waits: Option<&str>,
    ) -> Arc<Instance> {
        let certain = existence.is_certain() && self.is_certain(module);
        if certain {
            self.looked_at.insert(resource.body.header());
        }
        let schema = match resource.mode {
            Mode::Managed => providers::resource(&resource.kind),
            Mode::Data => providers::data_source(&resource.kind),
        };
        let attributes = schema.map(|s| s.attributes.as_slice());
        let provider_major = self.provider_major(module, &resource.kind);
        let typed = provider_major >= providers::typed_since(&resource.kind)
            && !self.module(module).stand_in;
        let mut builder = BodyBuilder::new(module, repetition, typed);
        let parts: Vec<(&Arc<Tree>, &hcl::Attribute)> = resource
            .body
            .attributes()
            .into_iter()
            .filter(|(tree, a)| !META_ARGUMENTS.contains(&tree.str(a.name)))
            .collect();
        let blocks: Vec<(&Arc<Tree>, &Block)> = resource
            .body
            .blocks()
            .into_iter()
            .filter(|(tree, b)| !META_BLOCKS.contains(&tree.str(b.kind)))
            .collect();
        let written = self.of_existing(certain, |this| {
            builder.body(this, &parts, &blocks, attributes)
        });
        let path = match self.instance(module) {
            Some(instance) => instance.path.clone(),
            None => Default::default(),
        };
        let (module_existence, called_at) = match self.instance(module) {
            Some(instance) => (instance.existence.clone(), instance.called_at),
            None => (Existence::Certain, None),
        };
        let address = Address {
            module: path,
            mode: resource.mode,
            kind: resource.kind.clone(),
            name: resource.name.clone(),
            key,
        };
        let id = InstanceId {
            root: self.root,
            address: Arc::new(address),
        };
        let existence = match (existence, module_existence) {
            (Existence::Certain, existence) => existence,
            (maybe, _) => maybe,
        };
        let written = Entries::new(written);
        let provider = self.provider_of(module, resource);
        let read = match (resource.mode, waits) {
            (Mode::Managed, _) => Entries::default(),
            (Mode::Data, Some(made)) => read_later(&id, resource, made),
            (Mode::Data, None) => {
                self.read_data(module, &id, resource, &written, provider.as_deref())
            }
        };
        let instance = Arc::new(Instance {
            id,
            body: resource.body.clone(),
            written,
            read,
            schema,
            provider,
            provider_major,
            existence,
            called_at,
        });
        self.instances.push(instance.clone());
        instance
    }
}
