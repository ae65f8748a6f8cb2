//! The certificates of distributions.

use std::sync::Arc;

use crate::address::Step as PathStep;
use crate::language::functions::Error;
use crate::language::{Instance as _, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use super::Facts;
use super::answer::{
    Step, field, inner, instance_value, is_unset, parts, proof, proof_after, reasons, unknown,
};
use super::web_acls::DISTRIBUTIONS;

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
