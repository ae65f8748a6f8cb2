//! The web ACLs in force on distributions and load balancers.

use std::sync::Arc;

use crate::address::{RootId, Step as PathStep};
use crate::language::functions::Error;
use crate::language::{Instance as _, Kind, Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{
    Listing, Step, doubts, field, inner, instance_value, is_unset, parts, proof, proof_after,
    reasons, unknown,
};
use crate::facts::join::{Named, attached_doubts};
use crate::facts::region::{of_instance as region_of_instance, region_of};

/// What CloudFront serves by.
pub(in crate::facts) const DISTRIBUTIONS: [&str; 3] = [
    "aws_cloudfront_distribution",
    "aws_cloudfront_distribution_tenant",
    "aws_cloudfront_multitenant_distribution",
];

const ACLS: [&str; 3] = [
    "aws_wafv2_web_acl",
    "aws_waf_web_acl",
    "aws_wafregional_web_acl",
];

/// `web_acl_associations(resource)`
pub(in crate::facts) fn web_acl_associations(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(resource) = arguments.first() else {
        return Err(Error::refused("web_acl_associations() takes one argument"));
    };
    let Some(instance) = facts.asked(resource, &[]) else {
        return Ok(unknown(Type::Dynamic, reasons(resource)));
    };
    let mut list = Listing::default();
    for attached in facts.acl_associations().of(&instance.id) {
        let value = instance_value(attached.instance).at(proof([&Step::of(attached.instance)]));
        list.push_instance(attached.instance, value, &attached.doubts);
    }
    for attached in facts.acl_associations().loose(instance.id.root) {
        list.push_if(
            instance_value(attached.instance),
            &attached_doubts(attached),
        );
    }
    let beyond = facts.acl_associations().beyond(instance.id.root);
    list.open(beyond.iter().cloned());
    Ok(list.into_value(proof([&Step::of(instance)])))
}

/// `web_acls(resource)`
pub(in crate::facts) fn web_acls(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(resource) = arguments.first() else {
        return Err(Error::refused("web_acls() takes one argument"));
    };
    let inside = field(resource, "resource");
    let found = facts.asked(resource, &[]);
    if let Some(instance) = found.or_else(|| facts.asked(&inside, &[])) {
        return Ok(of_instance(facts, instance));
    }
    match resource.as_entries() {
        Some(_) => Ok(of_object(facts, resource)),
        None => Ok(unknown(Type::Dynamic, reasons(resource))),
    }
}

fn of_instance(facts: &Facts<'_>, instance: &Arc<Instance>) -> Value {
    let mut list = Listing::default();
    let mut steps = vec![Step::of(instance)];
    match &*instance.id.address.kind {
        "aws_cloudfront_distribution" | "aws_cloudfront_multitenant_distribution" => {
            of_distribution(facts, instance, &mut list);
        }
        "aws_cloudfront_distribution_tenant" => of_tenant(facts, instance, &mut list, &mut steps),
        _ => associated(facts, instance, &mut list, &mut steps),
    }
    list.into_value(proof(&steps))
}

/// A load balancer that a controller makes has the web ACL that its objects name. Where they name
/// none, the controller leaves it the one that an association gives it; `none` takes it away.
pub(in crate::facts) fn of_object(facts: &Facts<'_>, balancer: &Value) -> Value {
    let mut list = Listing::default();
    let value = field(balancer, "web_acl");
    if is_unset(&value) {
        facts
            .looked_up()
            .associated(facts, &field(balancer, "stack"), &mut list);
        return list.into_value(balancer.origin.clone());
    }
    let place = value.origin.nearest();
    let step = place.map(|place| Step::at("what names the web ACL", place));
    let steps: Vec<Step> = step.into_iter().collect();
    if value.as_str() != Some("none") {
        named(facts, &value, Holder::Object, &steps, &[], &mut list);
    }
    list.into_value(proof_after(balancer.origin.clone(), &steps))
}

/// CloudFront takes its web ACL by `web_acl_id` alone.
pub(in crate::facts) fn of_distribution(
    facts: &Facts<'_>,
    distribution: &Arc<Instance>,
    list: &mut Listing,
) {
    let path = [PathStep::Attr("web_acl_id".into())];
    let step = Step::at(
        format!("web_acl_id of {}", distribution.id),
        distribution.place_of(&path),
    );
    if let Some(value) = distribution.written("web_acl_id") {
        let holder = Holder::Distribution(distribution.id.root);
        named(facts, value, holder, &[step], &[], list);
    }
}

/// A tenant has the web ACL of its customizations, else that of its distribution.
fn of_tenant(facts: &Facts<'_>, tenant: &Arc<Instance>, list: &mut Listing, steps: &mut Vec<Step>) {
    if customized(facts, tenant, list, steps) {
        return;
    }
    let Some(value) = tenant.written("distribution_id") else {
        return;
    };
    match facts.named(value, &DISTRIBUTIONS, tenant.id.root) {
        Named::One(distribution) => {
            steps.push(Step::of(distribution));
            of_distribution(facts, distribution, list);
        }
        Named::Nothing => {}
        Named::Perhaps(..) | Named::Elsewhere => list.open(outside(value, "the distribution")),
    }
}

/// Adds the web ACL that the customizations of a tenant name; whether they settle it.
pub(in crate::facts) fn customized(
    facts: &Facts<'_>,
    tenant: &Arc<Instance>,
    list: &mut Listing,
    steps: &mut Vec<Step>,
) -> bool {
    let own = inner(&tenant.attribute("customizations"), "web_acl");
    let (blocks, open) = parts(&own);
    if let Some(block) = blocks.first() {
        let (action, arn) = (field(&block.value, "action"), field(&block.value, "arn"));
        let place = tenant.place_of(&[PathStep::Attr("customizations".into())]);
        let step = Step::at(format!("customizations of {}", tenant.id), place);
        let holder = Holder::Distribution(tenant.id.root);
        match action.as_str() {
            Some("disable") => {
                steps.push(step);
                return true;
            }
            Some(_) => {
                named(facts, &arn, holder, &[step], &[], list);
                return true;
            }
            None if action.is_null() => {}
            None => named(facts, &arn, holder, &[step], &reasons(&action), list),
        }
    }
    list.open(open);
    false
}

/// Why what `value` names is not known; a literal names something outside of the scan.
pub(in crate::facts) fn outside(value: &Value, what: &str) -> Vec<Reason> {
    match reasons(value) {
        why if why.is_empty() => {
            let what = format!("{what} {}", value.as_str().unwrap_or_default());
            vec![Reason::new(
                ReasonKind::RemoteState,
                what,
                value.origin.nearest(),
            )]
        }
        why => why,
    }
}

/// A load balancer has the web ACLs of its associations.
fn associated(
    facts: &Facts<'_>,
    resource: &Arc<Instance>,
    list: &mut Listing,
    steps: &mut Vec<Step>,
) {
    let table = facts.acl_associations();
    for attached in table.of(&resource.id) {
        let association = attached.instance;
        steps.push(Step::of(association));
        given_by(facts, association, &attached_doubts(attached), list);
    }
    let loose = table.loose(resource.id.root).iter();
    list.open(loose.flat_map(|attached| attached.doubts.iter().cloned()));
    list.open(facts.handed_itself(&resource.id).iter().cloned());
}

/// Adds the web ACL that an association gives, unless one of `why` says otherwise.
pub(in crate::facts) fn given_by(
    facts: &Facts<'_>,
    association: &Arc<Instance>,
    why: &[Reason],
    list: &mut Listing,
) {
    let (name, holder) = match &*association.id.address.kind {
        "aws_wafv2_web_acl_association" => {
            ("web_acl_arn", Holder::Association(association.id.root))
        }
        _ => ("web_acl_id", Holder::Classic(association.id.root)),
    };
    if let Some(value) = association.written(name) {
        named(facts, value, holder, &[Step::of(association)], why, list);
    }
}

/// Who names a web ACL: what a text means that is no ARN depends on it.
#[derive(Clone, Copy)]
enum Holder {
    /// CloudFront takes ids of WAF Classic.
    Distribution(RootId),
    Association(RootId),
    /// An association of WAF Classic takes their ids.
    Classic(RootId),
    /// The controller looks for a name in its own region, and takes ids of WAF Classic.
    Object,
}

/// Adds the web ACL that `value` names.
fn named(
    facts: &Facts<'_>,
    value: &Value,
    holder: Holder,
    steps: &[Step],
    why: &[Reason],
    list: &mut Listing,
) {
    if is_unset(value) {
        return;
    }
    let found = match holder {
        Holder::Distribution(root) | Holder::Association(root) | Holder::Classic(root) => {
            facts.graph.denoted_near(value, &ACLS, root)
        }
        // A cluster knows nothing of roots.
        Holder::Object => facts.graph.denoted(value, &ACLS),
    };
    if let Some(acl) = found {
        let classic = &*acl.id.address.kind != "aws_wafv2_web_acl";
        let scope = match &*acl.id.address.kind {
            "aws_wafv2_web_acl" => acl.attribute("scope"),
            "aws_waf_web_acl" => Value::string("CLOUDFRONT"),
            _ => Value::string("REGIONAL"),
        };
        let steps = [steps, &[Step::of(acl)]].concat();
        let by_id = !classic && names_attribute(value, "id");
        let acl_value = instance_value(acl);
        let record = record(acl_value, classic, scope, region_of_instance(acl), by_id);
        let mut why = why.to_vec();
        why.extend_from_slice(doubts(acl));
        list.push_if(record.at(proof(&steps)), &why);
        return;
    }
    let (text, whole) = match &value.kind {
        Kind::String(text) => (Some(&**text), true),
        Kind::Unknown(unknown) => (unknown.prefix.as_deref(), false),
        _ => (None, false),
    };
    let origin = proof_after(value.origin.clone(), steps);
    let found = match (text, holder) {
        (Some(text), _) if is_acl_arn(text, whole) => {
            let scope = match (text.contains(":global/"), whole) {
                (true, _) => Value::string("CLOUDFRONT"),
                (false, true) => Value::string("REGIONAL"),
                (false, false) => unknown(Type::String, reasons(value)),
            };
            record(value.clone(), false, scope, region_of(facts, value), false)
        }
        (Some(_), Holder::Distribution(_)) if whole => {
            let scope = Value::string("CLOUDFRONT");
            record(
                value.clone(),
                true,
                scope,
                Value::string("us-east-1"),
                false,
            )
        }
        (Some(text), Holder::Classic(_) | Holder::Object) if whole && !text.starts_with("arn:") => {
            let classic = matches!(holder, Holder::Classic(_)) || is_uuid(text);
            let region = unknown(Type::String, outside(value, "the web ACL"));
            record(
                value.clone(),
                classic,
                Value::string("REGIONAL"),
                region,
                false,
            )
        }
        _ => {
            list.open(reasons(value).into_iter().chain(why.iter().cloned()));
            return;
        }
    };
    list.push_if(found.at(origin), why);
}

/// Whether a text has the form of the ids of WAF Classic: `473e64fd-f30b-4765-81a0-62ad96dd167a`.
fn is_uuid(text: &str) -> bool {
    let mut groups = text.split('-');
    let mut of = |length: usize| {
        groups.next().is_some_and(|group| {
            group.len() == length && group.bytes().all(|b| b.is_ascii_hexdigit())
        })
    };
    text.len() == 36 && of(8) && of(4) && of(4) && of(4) && of(12)
}

/// Whether a text is the ARN of a web ACL, or, when it is not whole, can only begin one: a service
/// that has nothing else to attach.
fn is_acl_arn(text: &str, whole: bool) -> bool {
    let mut fields = text.splitn(6, ':');
    let arn = fields.next() == Some("arn");
    let service = fields.nth(1);
    match whole {
        true => arn && text.contains("webacl/"),
        false => arn && service == Some("wafv2"),
    }
}

/// Whether `value` is the attribute `name` of a resource, unchanged.
fn names_attribute(value: &Value, name: &str) -> bool {
    let identity = value.as_unknown().and_then(|u| u.identity.as_ref());
    identity.and_then(|reference| reference.attribute()) == Some(name)
}

fn record(acl: Value, classic: bool, scope: Value, region: Value, by_id: bool) -> Value {
    Value::object(vec![
        ("acl".into(), acl),
        ("by_id".into(), Value::bool(by_id)),
        ("classic".into(), Value::bool(classic)),
        ("scope".into(), scope),
        ("region".into(), region),
    ])
}
