//! The certificates of distributions and listeners.

use std::collections::HashSet;
use std::sync::Arc;

use crate::address::Step as PathStep;
use crate::language::functions::Error;
use crate::language::{Instance as _, Kind, Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{
    Answer, Step, any_of, doubts, field, inner, instance_value, is_unset, parts, proof,
    proof_after, reasons, told, unknown,
};
use crate::facts::edge::web_acls::DISTRIBUTIONS;

/// `certificate(distribution)`
pub(in crate::facts) fn certificate(
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

/// `has_acm_certificate(thing)`
pub(in crate::facts) fn has_acm_certificate(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(thing) = arguments.first() else {
        return Err(Error::refused("has_acm_certificate() takes one argument"));
    };
    if let Some(distribution) = facts.asked(thing, &DISTRIBUTIONS) {
        let (blocks, open) = parts(&distribution.attribute("viewer_certificate"));
        let arn = match blocks.first() {
            Some(block) => field(&block.value, "acm_certificate_arn"),
            None if open.is_empty() => Value::null(Type::String),
            None => unknown(Type::String, open),
        };
        let origin = proof_after(arn.origin.clone(), [&Step::of(distribution)]);
        return Ok(told(is_of_acm(facts, &arn)).at(origin));
    }
    if thing.as_entries().is_none() {
        return Ok(unknown(Type::Bool, reasons(thing)));
    }
    let named = field(thing, "certificates");
    let (elements, open) = parts(&named);
    if elements.is_empty() && open.is_empty() {
        return Ok(discovered(facts, &field(thing, "hosts")));
    }
    let other = any_of(&named, |value| is_of_acm(facts, value).map(|acm| !acm));
    Ok(told(other.map(|other| !other)).at(named.origin.clone()))
}

/// Whether a value names a certificate of ACM. IAM has certificates as well.
fn is_of_acm(facts: &Facts<'_>, value: &Value) -> Answer {
    if is_unset(value) {
        return Ok(false);
    }
    if let Some(found) = facts.asked(value, &[]) {
        return Ok(found.id.address.kind.starts_with("aws_acm_certificate"));
    }
    let (text, whole) = match &value.kind {
        Kind::String(text) => (Some(&**text), true),
        Kind::Unknown(unknown) => (unknown.prefix.as_deref(), false),
        _ => (None, true),
    };
    let mut fields = text.unwrap_or_default().split(':');
    match (fields.next(), fields.nth(1), fields.next()) {
        // The name of the service is whole only when something follows.
        (Some("arn"), Some(service), Some(_)) => Ok(service == "acm"),
        _ if whole => Ok(false),
        _ => Err(reasons(value)),
    }
}

/// Whether the controller finds a certificate of ACM for each host: it takes one that covers it.
fn discovered(facts: &Facts<'_>, hosts: &Value) -> Value {
    let (elements, open) = parts(hosts);
    if elements.is_empty() && open.is_empty() {
        return Value::bool(false).at(hosts.origin.clone());
    }
    let missing = any_of(hosts, |host| match host.as_str() {
        Some(name) if facts.covered().covers(name) => Ok(false),
        Some(name) => {
            let what = format!("a certificate for {name}");
            let place = host.origin.nearest();
            Err(vec![Reason::new(ReasonKind::RemoteState, what, place)])
        }
        None => Err(reasons(host)),
    });
    told(missing.map(|missing| !missing)).at(hosts.origin.clone())
}

/// The names that certificates of the scan cover.
#[derive(Debug, Default)]
pub(in crate::facts) struct Covered {
    names: HashSet<Arc<str>>,
}

impl Covered {
    /// Whether a name is one of them, or has one of them with `*` for its first label.
    fn covers(&self, name: &str) -> bool {
        let wildcard = name.split_once('.').map(|(_, rest)| format!("*.{rest}"));
        self.names.contains(name) || wildcard.is_some_and(|w| self.names.contains(&*w))
    }
}

impl Facts<'_> {
    fn covered(&self) -> &Covered {
        self.covered.get_or_init(|| {
            let mut covered = Covered::default();
            let certain = |c: &&Arc<Instance>| doubts(c).is_empty();
            for certificate in self.graph.managed("aws_acm_certificate").filter(certain) {
                let (more, _) = match certificate.written("subject_alternative_names") {
                    Some(names) => parts(names),
                    None => Default::default(),
                };
                let own = certificate.written("domain_name").into_iter().cloned();
                let all = own.chain(more.into_iter().map(|element| element.value));
                let texts = all.filter_map(|name| name.as_str().map(Arc::from));
                covered.names.extend(texts);
            }
            covered
        })
    }
}
