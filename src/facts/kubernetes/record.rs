//! Records of objects.

use std::sync::Arc;

use crate::kubernetes::Object;
use crate::language::Value;

use super::super::Derived;
use super::super::answer::{Step, proof};

/// The subject that `object` is, called `name`, with these fields beside its name.
pub(super) fn derived(object: &Object, name: &str, fields: Vec<(&str, Value)>) -> Derived {
    let name: Arc<str> = name.into();
    let mut pairs: Vec<(Arc<str>, Value)> = vec![("name".into(), Value::string(name.clone()))];
    let fields = fields.into_iter();
    pairs.extend(fields.map(|(name, value)| (name.into(), value)));
    let step = Step::at(name.clone(), object.place);
    Derived {
        root: object.root.clone(),
        name,
        value: Value::object(pairs).at(proof([&step])),
        existence: object.existence.clone(),
        place: object.place,
    }
}
