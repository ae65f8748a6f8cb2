//! What stands before a distribution or load balancer: certificates and web ACLs.

use std::sync::Arc;

use crate::address::Step as PathStep;
use crate::language::functions::Error;
use crate::language::{Instance as _, Kind, Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use super::Facts;
use super::answer::{
    Listing, Step, field, instance_value, is_unset, parts, proof, proof_after, reasons, unknown,
};
use super::join::{Named, attached_doubts};
use super::region::{of_instance, region_of};

const DISTRIBUTIONS: [&str; 3] = [
    "aws_cloudfront_distribution",
    "aws_cloudfront_distribution_tenant",
    "aws_cloudfront_multitenant_distribution",
];

const ACLS: [&str; 3] = [
    "aws_wafv2_web_acl",
    "aws_waf_web_acl",
    "aws_wafregional_web_acl",
];

/// `certificate(distribution)`
pub(super) fn certificate(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(distribution) = arguments.first() else {
        return Err(Error::refused("certificate() takes one argument"));
    };
    let Some(instance) = facts.asked(distribution, &DISTRIBUTIONS) else {
        return Ok(unknown(Type::Dynamic, reasons(distribution)));
    };
    let tenant = &*instance.id.address.kind == "aws_cloudfront_distribution_tenant";
    let (block, path) = match tenant {
        true => (
            inner(&instance.attribute("customizations"), "certificate"),
            "arn",
        ),
        false => (
            instance.attribute("viewer_certificate"),
            "acm_certificate_arn",
        ),
    };
    let place = instance.place_of(&match tenant {
        true => vec![PathStep::Attr("customizations".into())],
        false => vec![
            PathStep::Attr("viewer_certificate".into()),
            PathStep::Attr(path.into()),
        ],
    });
    let steps = [
        Step::of(instance),
        Step::at("the certificate that it names", place),
    ];
    let (blocks, open) = parts(&block);
    let Some(first) = blocks.first() else {
        return Ok(match open.is_empty() {
            true => Value::null(Type::String).at(proof(&steps[..1])),
            false => unknown(Type::String, open).at(proof(&steps[..1])),
        });
    };
    let arn = field(&first.value, path);
    if is_unset(&arn) {
        return Ok(Value::null(Type::String).at(proof(&steps)));
    }
    let kinds = ["aws_acm_certificate", "aws_acm_certificate_validation"];
    let Some(found) = facts.graph.denoted_near(&arn, &kinds, instance.id.root) else {
        let origin = proof_after(arn.origin.clone(), &steps);
        return Ok(arn.at(origin));
    };
    Ok(validated(facts, found, &steps))
}

/// The certificate that a validation waits for; the certificate itself otherwise.
fn validated(facts: &Facts<'_>, found: &Arc<Instance>, steps: &[Step]) -> Value {
    let through = [steps, &[Step::of(found)]].concat();
    if &*found.id.address.kind == "aws_acm_certificate" {
        return instance_value(found).at(proof(&through));
    }
    let Some(arn) = found.written("certificate_arn") else {
        return Value::null(Type::String).at(proof(&through));
    };
    match facts
        .graph
        .denoted_near(arn, &["aws_acm_certificate"], found.id.root)
    {
        Some(certificate) => {
            let steps = [through.as_slice(), &[Step::of(certificate)]].concat();
            instance_value(certificate).at(proof(&steps))
        }
        None => arn.clone().at(proof(&through)),
    }
}

/// The blocks `name` inside of the only block of `value`.
fn inner(value: &Value, name: &str) -> Value {
    let (blocks, open) = parts(value);
    match (blocks.first(), open.is_empty()) {
        (Some(block), _) => field(&block.value, name),
        (None, true) => Value::null(Type::Dynamic),
        (None, false) => unknown(Type::Dynamic, open),
    }
}

/// `web_acl_associations(resource)`
pub(super) fn web_acl_associations(
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
    Ok(list.into_value(proof([&Step::of(instance)])))
}

/// `web_acls(resource)`
pub(super) fn web_acls(facts: &Facts<'_>, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let Some(resource) = arguments.first() else {
        return Err(Error::refused("web_acls() takes one argument"));
    };
    let Some(instance) = facts.asked(resource, &[]) else {
        return Ok(unknown(Type::Dynamic, reasons(resource)));
    };
    let mut list = Listing::default();
    let mut steps = vec![Step::of(instance)];
    match &*instance.id.address.kind {
        "aws_cloudfront_distribution" | "aws_cloudfront_multitenant_distribution" => {
            of_distribution(facts, instance, &mut list);
        }
        "aws_cloudfront_distribution_tenant" => of_tenant(facts, instance, &mut list, &mut steps),
        _ => associated(facts, instance, &mut list, &mut steps),
    }
    Ok(list.into_value(proof(&steps)))
}

/// CloudFront takes its web ACL by `web_acl_id` alone.
fn of_distribution(facts: &Facts<'_>, distribution: &Arc<Instance>, list: &mut Listing) {
    let path = [PathStep::Attr("web_acl_id".into())];
    let step = Step::at(
        format!("web_acl_id of {}", distribution.id),
        distribution.place_of(&path),
    );
    if let Some(value) = distribution.written("web_acl_id") {
        named(facts, value, distribution, &[step], &[], list);
    }
}

/// A tenant has the web ACL of its customizations, else that of its distribution.
fn of_tenant(facts: &Facts<'_>, tenant: &Arc<Instance>, list: &mut Listing, steps: &mut Vec<Step>) {
    let own = inner(&tenant.attribute("customizations"), "web_acl");
    let (blocks, open) = parts(&own);
    if let Some(block) = blocks.first() {
        let (action, arn) = (field(&block.value, "action"), field(&block.value, "arn"));
        let place = tenant.place_of(&[PathStep::Attr("customizations".into())]);
        let step = Step::at(format!("customizations of {}", tenant.id), place);
        match action.as_str() {
            Some("disable") => {
                steps.push(step);
                return;
            }
            Some(_) => {
                named(facts, &arn, tenant, &[step], &[], list);
                return;
            }
            None if action.is_null() => {}
            None => named(facts, &arn, tenant, &[step], &reasons(&action), list),
        }
    }
    list.open(open);
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

fn outside(value: &Value, what: &str) -> Vec<Reason> {
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
        let name = match &*association.id.address.kind {
            "aws_wafv2_web_acl_association" => "web_acl_arn",
            _ => "web_acl_id",
        };
        steps.push(Step::of(association));
        if let Some(value) = association.written(name) {
            let why = attached_doubts(attached);
            named(
                facts,
                value,
                association,
                &[Step::of(association)],
                &why,
                list,
            );
        }
    }
    let loose = table.loose(resource.id.root).iter();
    list.open(loose.flat_map(|attached| attached.doubts.iter().cloned()));
}

/// Adds the web ACL that `value` names.
fn named(
    facts: &Facts<'_>,
    value: &Value,
    by: &Arc<Instance>,
    steps: &[Step],
    why: &[Reason],
    list: &mut Listing,
) {
    if is_unset(value) {
        return;
    }
    if let Some(acl) = facts.graph.denoted_near(value, &ACLS, by.id.root) {
        let classic = &*acl.id.address.kind != "aws_wafv2_web_acl";
        let scope = match &*acl.id.address.kind {
            "aws_wafv2_web_acl" => acl.attribute("scope"),
            "aws_waf_web_acl" => Value::string("CLOUDFRONT"),
            _ => Value::string("REGIONAL"),
        };
        let steps = [steps, &[Step::of(acl)]].concat();
        let record = record(instance_value(acl), classic, scope, of_instance(acl));
        let mut why = why.to_vec();
        why.extend_from_slice(super::answer::doubts(acl));
        list.push_if(record.at(proof(&steps)), &why);
        return;
    }
    let (text, whole) = match &value.kind {
        Kind::String(text) => (Some(&**text), true),
        Kind::Unknown(unknown) => (unknown.prefix.as_deref(), false),
        _ => (None, false),
    };
    let origin = proof_after(value.origin.clone(), steps);
    match text {
        Some(text) if is_acl_arn(text, whole) => {
            let scope = match (text.contains(":global/"), whole) {
                (true, _) => Value::string("CLOUDFRONT"),
                (false, true) => Value::string("REGIONAL"),
                (false, false) => unknown(Type::String, reasons(value)),
            };
            let region = region_of(facts, value);
            list.push_if(record(value.clone(), false, scope, region).at(origin), why);
        }
        // Ids of WAF Classic are not ARNs.
        Some(_) if whole => {
            let scope = Value::string("CLOUDFRONT");
            let region = Value::string("us-east-1");
            list.push_if(record(value.clone(), true, scope, region).at(origin), why);
        }
        _ => list.open(reasons(value).into_iter().chain(why.iter().cloned())),
    }
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

fn record(acl: Value, classic: bool, scope: Value, region: Value) -> Value {
    Value::object(vec![
        ("acl".into(), acl),
        ("classic".into(), Value::bool(classic)),
        ("scope".into(), scope),
        ("region".into(), region),
    ])
}
