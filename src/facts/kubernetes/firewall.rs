//! The web ACL that an Ingress or a Gateway names for its load balancer.
//!
//! Its value is an ARN, the name of a web ACL of the same region, the id of one of WAF Classic, or
//! `none`, which takes a web ACL away.

use crate::language::{Reason, ReasonKind, Type, Value};

/// What takes a web ACL away.
pub(super) const NONE: &str = "none";

/// The web ACL that the annotations of an Ingress name; `annotation` reads one.
pub(super) fn of_annotations<'o>(annotation: impl Fn(&str) -> Option<&'o Value>) -> Option<Value> {
    let arn = annotation("wafv2-acl-arn").map(arn);
    arn.or_else(|| {
        let others = ["wafv2-acl-name", "waf-acl-id", "web-acl-id"];
        others.into_iter().find_map(annotation).cloned()
    })
}

/// What should be an ARN. A known text that is none is one that something else fills in.
pub(super) fn arn(value: &Value) -> Value {
    match value.as_str() {
        Some(text) if text != NONE && !text.is_empty() && !text.starts_with("arn:") => {
            let place = value.origin.nearest();
            let reason = Reason::new(ReasonKind::Template, text, place);
            Value::unknown_for(Type::String, reason).at(value.origin.clone())
        }
        _ => value.clone(),
    }
}
