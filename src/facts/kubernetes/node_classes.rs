//! What Karpenter and EKS Auto Mode make nodes by.

use super::super::Derived;
use super::index::Index;
use super::record::derived;

/// Kinds that say where nodes are placed, with the groups of their API.
const KINDS: [(&str, &str); 3] = [
    ("AWSNodeTemplate", "karpenter.k8s.aws"),
    ("EC2NodeClass", "karpenter.k8s.aws"),
    ("NodeClass", "eks.amazonaws.com"),
];

/// All of them, each with its specification.
pub(super) fn all(index: &Index) -> Vec<Derived> {
    let objects = KINDS.iter().flat_map(|(kind, group)| {
        let all = index.all(kind).iter();
        all.filter(move |object| object.group() == *group)
    });
    objects
        .map(|object| {
            let kind = crate::language::Value::string(object.id.kind.clone());
            let fields = vec![("kind", kind), ("object", object.value.clone())];
            derived(object, &object.name(), fields)
        })
        .collect()
}
