//! Alerts of Prometheus: what a PrometheusRule tells people of. Rules that only record tell nobody.

use crate::kubernetes::Object;
use crate::language::Value;

use super::super::Alert;
use super::super::answer::{field, parts};
use super::index::Index;

/// All of them, in the order of their objects.
pub(super) fn all(index: &Index<'_>) -> Vec<Alert> {
    let rules = index.all("PrometheusRule").iter();
    rules.flat_map(|object| of(object)).collect()
}

fn of(object: &Object) -> Vec<Alert> {
    let groups = object.get(&["spec", "groups"]).cloned();
    let groups = groups.map(|groups| parts(&groups).0).unwrap_or_default();
    let rules = groups
        .iter()
        .flat_map(|group| parts(&field(&group.value, "rules")).0);
    let alerts = rules.filter(|rule| !field(&rule.value, "alert").is_null());
    alerts
        .map(|rule| alert(object, &field(&rule.value, "expr")))
        .collect()
}

fn alert(object: &Object, expression: &Value) -> Alert {
    Alert {
        place: expression.origin.nearest().unwrap_or(object.place),
        expression: expression.clone(),
        name: object.name().into(),
        existence: object.existence.clone(),
    }
}
