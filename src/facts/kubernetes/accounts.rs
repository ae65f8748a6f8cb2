//! Service accounts, as records of [`SERVICE_ACCOUNT`](super::super::catalogue::SERVICE_ACCOUNT).
//!
//! Every pod has one: that of its template, else the one called `default` that Kubernetes makes in
//! each namespace.

use crate::kubernetes::{Form, Object, UNKNOWN_CHART};
use crate::language::{Reason, ReasonKind, Type, Value};

use super::super::Derived;
use super::super::answer::{Step, proof, reasons, unknown};
use super::gaps::Gaps;
use super::index::{Index, Meant, doubts, namespace};
use super::pods::{Pods, is_outside};
use super::record::derived;

const KIND: &str = "ServiceAccount";

/// What names the role of an account.
const ROLE: &str = "eks.amazonaws.com/role-arn";

/// The account that pods have without a name.
const DEFAULT: &str = "default";

/// All that are written, in report order.
pub(super) fn all(index: &Index) -> Vec<Derived> {
    let all = index.all(KIND).iter();
    all.map(|object| derived(object, &object.name(), fields(object)))
        .collect()
}

fn fields(object: &Object) -> Vec<(&'static str, Value)> {
    let written = |name: &str| object.get(&["metadata", name]).cloned();
    let name = || Value::string(object.id.name.clone());
    vec![
        ("namespace", namespace_of(object)),
        ("account", written("name").unwrap_or_else(name)),
        ("role_arn", role_arn(object)),
        ("object", object.value.clone()),
    ]
}

fn namespace_of(object: &Object) -> Value {
    let written = object.get(&["metadata", "namespace"]).cloned();
    written.unwrap_or_else(|| Value::string(namespace(object)))
}

/// The role that an annotation names; null without one.
fn role_arn(object: &Object) -> Value {
    let annotations = object.get(&["metadata", "annotations"]);
    match (object.annotation(ROLE), annotations) {
        (Some(role), _) => role.clone(),
        (None, Some(all)) if all.is_unknown() => unknown(Type::String, reasons(all)),
        (None, _) => Value::null(Type::String),
    }
}

/// The account of `pods`; null outside of clusters, where there is none.
pub(super) fn of_pods(pods: &Pods, index: &Index, gaps: &Gaps) -> Value {
    let object = pods.object;
    if is_outside(&object.id.kind) {
        return Value::null(Type::Dynamic);
    }
    let names = ["serviceAccountName", "serviceAccount"];
    let written = names.iter().find_map(|name| pods.get(&["spec", name]));
    let written = written.filter(|name| name.as_str() != Some(""));
    let name = match written {
        Some(name) => name.clone(),
        None => match unwritten(pods) {
            unread if unread.is_empty() => Value::string(DEFAULT),
            unread => return unknown(Type::Dynamic, unread),
        },
    };
    let Some(text) = name.as_str() else {
        return record(object, name.clone(), unknown(Type::String, reasons(&name)));
    };
    let Meant {
        objects,
        doubts: apart,
    } = index.meant(object, KIND, namespace(object), text);
    let why = |account: &Object| [doubts(account), &apart].concat();
    match objects.as_slice() {
        [one] if why(one).is_empty() => derived(one, &one.name(), fields(one)).value,
        [] => {
            let mut why = gaps.beside(object);
            // The default one exists by itself, any other one is written somewhere.
            if why.is_empty() && text != DEFAULT {
                let what = format!("{KIND}/{}/{text}", namespace(object));
                why.push(Reason::new(
                    ReasonKind::OutsideRoot,
                    what,
                    name.origin.nearest(),
                ));
            }
            let role = match why.is_empty() {
                true => Value::null(Type::String),
                false => unknown(Type::String, why),
            };
            record(object, name, role)
        }
        several => {
            let why = several.iter().flat_map(|account| why(account));
            record(object, name, unknown(Type::String, why.collect()))
        }
    }
}

/// Why the name of an account that is not written is not that of the default one.
fn unwritten(pods: &Pods) -> Vec<Reason> {
    let object = pods.object;
    let spec = pods.get(&["spec"]).or_else(|| object.get(&["spec"]));
    let unread = spec.filter(|spec| spec.is_unknown()).map(reasons);
    match unread {
        Some(unread) => unread,
        None if matches!(object.form, Form::Made(_)) || &*object.id.kind == UNKNOWN_CHART => {
            let what = format!("the service account of {}", object.name());
            vec![Reason::new(ReasonKind::Template, what, Some(object.place))]
        }
        None => Vec::new(),
    }
}

/// The account called `name` beside `object`, of which no object tells.
fn record(object: &Object, name: Value, role: Value) -> Value {
    let shown = name.as_str().unwrap_or("(unknown)");
    let shown = format!("{KIND}/{}/{shown}", namespace(object));
    let place = name.origin.nearest().unwrap_or(object.place);
    let steps = [
        Step::at(object.name(), object.place),
        Step::at(shown.as_str(), place),
    ];
    let fields = [
        ("name", Value::string(shown.as_str())),
        ("namespace", namespace_of(object)),
        ("account", name),
        ("role_arn", role),
        ("object", Value::null(Type::Dynamic)),
    ];
    let fields = fields.map(|(name, value)| (name.into(), value));
    Value::object(fields.into_iter().collect()).at(proof(&steps))
}
