//! What statements of policies allow, and to whom.

use std::sync::Arc;

use crate::language::functions::Error;
use crate::language::{Instance as _, Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::access::policies::Policy;
use crate::facts::answer::{
    Answer, Listing, Step, all, any, any_of, element_doubts, field, parts, proof, reasons, told,
    unknown,
};
use crate::facts::edge::web_acls::DISTRIBUTIONS;

/// A statement of a policy.
#[derive(Clone, Debug)]
pub(in crate::facts) struct Statement {
    pub sid: Value,
    pub effect: Value,
    /// Lists of texts.
    pub actions: Value,
    pub not_actions: Value,
    pub resources: Value,
    pub not_resources: Value,
    /// Objects `{type, ids}`.
    pub principals: Value,
    pub not_principals: Value,
    /// Objects `{test, variable, values}`.
    pub conditions: Value,
    /// Where it stands.
    pub place: Option<Place>,
    /// Why it may not be there.
    pub doubts: Vec<Reason>,
}

/// `statements(thing)`
pub(in crate::facts) fn statements(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(thing) = arguments.first() else {
        return Err(Error::refused("statements() takes one argument"));
    };
    let Some(instance) = facts.asked(thing, &[]) else {
        return Ok(unknown(Type::Dynamic, reasons(thing)));
    };
    let mut list = Listing::default();
    for (policy, why) in policies_of(facts, instance) {
        list.open(policy.open);
        for statement in &policy.statements {
            let mut doubts = statement.doubts.clone();
            doubts.extend(why.iter().cloned());
            list.push_if(statement.record(), &doubts);
        }
    }
    Ok(list.into_value(proof([&Step::of(instance)])))
}

/// The policies that stand in `instance`, with why each may not.
fn policies_of(facts: &Facts<'_>, instance: &Arc<Instance>) -> Vec<(Policy, Vec<Reason>)> {
    match &*instance.id.address.kind {
        "aws_iam_role" => {
            let blocks = match instance.written("inline_policy") {
                Some(_) => instance.attribute("inline_policy"),
                None => return Vec::new(),
            };
            let (elements, open) = parts(&blocks);
            let rest = Policy {
                open,
                ..Policy::default()
            };
            let all = elements.iter().map(|element| {
                let policy = facts.policy(&field(&element.value, "policy"), instance);
                (policy, element_doubts(&blocks, element))
            });
            all.chain([(rest, Vec::new())]).collect()
        }
        _ => match instance.written("policy") {
            Some(policy) => vec![(facts.policy(policy, instance), Vec::new())],
            None => Vec::new(),
        },
    }
}

/// Whether a text is one of those that `known` tells. A text known in part is none of them when it
/// begins otherwise, or is what AWS makes, or made of nothing else, an ARN among it.
fn is(value: &Value, known: impl Fn(&str) -> bool) -> Answer {
    if let Some(text) = value.as_str() {
        return Ok(known(text));
    }
    let other = value.as_unknown().is_some_and(|unknown| {
        let prefix = unknown.prefix.as_deref();
        let only = |kinds: &[ReasonKind]| unknown.reasons.iter().all(|r| kinds.contains(&r.kind));
        let of_arn = || unknown.refs.iter().any(|r| r.attribute() == Some("arn"));
        prefix.is_some_and(|prefix| !prefix.starts_with('*'))
            || unknown.identity.is_some() && only(&[ReasonKind::Computed])
            || of_arn() && only(&[ReasonKind::Computed, ReasonKind::DataSource])
    });
    match other {
        true => Ok(false),
        false => Err(reasons(value)),
    }
}

/// Whether a pattern is one of stars alone.
fn is_any(pattern: &str) -> bool {
    !pattern.is_empty() && pattern.chars().all(|c| c == '*')
}

/// Whether something is excluded, and so all the rest meant.
fn all_but(excluded: &Value) -> Answer {
    let (elements, open) = parts(excluded);
    match (elements.is_empty(), open.is_empty()) {
        (false, _) => Ok(true),
        (true, true) => Ok(false),
        (true, false) => Err(open),
    }
}

/// Whether a pattern of resources covers all of them.
fn is_everything(pattern: &str) -> bool {
    is_any(pattern)
        || pattern.strip_prefix("arn:").is_some_and(|rest| {
            rest.split(':')
                .all(|field| matches!(field, "*" | "aws" | ""))
                && rest.contains('*')
        })
}

/// Conditions that keep a statement for everybody to some, in lower case (Amazon S3 User Guide, "The
/// meaning of public").
const LIMITS: [&str; 11] = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
];

/// Whether a range of addresses is too wide to be anybody's: S3 takes one broader than /8, of IPv6
/// than /32, for public.
fn is_wide(range: &str) -> bool {
    let Some((address, length)) = range.split_once('/') else {
        return false;
    };
    let least = if address.contains(':') { 32 } else { 8 };
    let numeric = address.parse::<std::net::IpAddr>().is_ok();
    numeric && length.parse::<u8>().is_ok_and(|length| length < least)
}

/// Whether a text that is known in part is none of `names`, whatever their case: what stands behind
/// the unknown part tells, as in `ISSUER:sub`.
fn is_none_of(names: &[&str], text: &Value) -> bool {
    text.as_unknown().is_some_and(|unknown| {
        let lower = |text: Option<&str>| text.unwrap_or_default().to_ascii_lowercase();
        let (begin, end) = (lower(unknown.prefix.as_deref()), lower(unknown.end()));
        let may_be = |name: &&&str| name.starts_with(&begin) && name.ends_with(&end);
        !names.iter().any(|name| may_be(&name))
    })
}

/// Whether a condition keeps a statement to known senders.
fn limits(condition: &Value) -> Answer {
    let (test, variable) = (field(condition, "test"), field(condition, "variable"));
    if is_none_of(&LIMITS, &variable) {
        return Ok(false);
    }
    let (Some(test), Some(variable)) = (test.as_str(), variable.as_str()) else {
        return Err([reasons(&test), reasons(&variable)].concat());
    };
    if !LIMITS.contains(&&*variable.to_ascii_lowercase()) {
        return Ok(false);
    }
    match test.rsplit(':').next().unwrap_or_default() {
        // What is compared as a whole is no pattern.
        "StringEquals" | "StringEqualsIgnoreCase" => Ok(true),
        "ArnEquals" | "ArnLike" | "IpAddress" | "StringLike" => {
            let open = any_of(&field(condition, "values"), |value| {
                is(value, |text| text == "*" || is_wide(text))
            });
            open.map(|open| !open)
        }
        _ => Ok(false),
    }
}

/// Whether a condition holds for requests of CloudFront distributions alone.
fn comes_from_distribution(condition: &Value) -> Answer {
    let variable = field(condition, "variable");
    let of_source = |text: &str| text.eq_ignore_ascii_case("aws:SourceArn");
    match variable.as_str() {
        Some(text) if of_source(text) => {}
        None if variable.is_unknown() && !is_none_of(&["aws:sourcearn"], &variable) => {
            return Err(reasons(&variable));
        }
        _ => return Ok(false),
    }
    let values = field(condition, "values");
    let (listed, open) = parts(&values);
    if listed.is_empty() && open.is_empty() {
        return Ok(false);
    }
    let other = any_of(&values, |value| {
        let refs = value.as_unknown().map(|unknown| unknown.refs.as_slice());
        let mut refs = refs.unwrap_or_default().iter();
        match refs.any(|r| DISTRIBUTIONS.contains(&&*r.instance.address.kind)) {
            true => Ok(false),
            false => is(value, |text| !text.contains(":cloudfront::")),
        }
    });
    all([limits(condition), other.map(|other| !other)])
}

impl Statement {
    /// Whether it allows something.
    pub fn allows(&self) -> Answer {
        match self.effect.as_str() {
            Some(effect) => Ok(effect == "Allow"),
            None if self.effect.is_null() => Ok(false),
            None => Err(reasons(&self.effect)),
        }
    }

    fn on_everything(&self) -> Answer {
        any([
            any_of(&self.resources, |pattern| is(pattern, is_everything)),
            all_but(&self.not_resources),
        ])
    }

    /// Whether it allows everything on everything: all actions, or all but some.
    fn everything(&self) -> Answer {
        let all_actions = any_of(&self.actions, |action| {
            is(action, |text| is_any(text) || text == "*:*")
        });
        all([
            self.allows(),
            any([all_actions, all_but(&self.not_actions)]),
            self.on_everything(),
        ])
    }

    /// Whether it allows all actions of a service on everything.
    fn service_wide(&self) -> Answer {
        let whole = any_of(&self.actions, |action| {
            let is_whole = |text: &str| {
                let service = text.strip_suffix(":*");
                service.is_some_and(|s| !s.is_empty() && s != "*")
            };
            match (action.as_str(), action.as_unknown()) {
                (Some(text), _) => Ok(is_whole(text)),
                _ => Err(reasons(action)),
            }
        });
        all([self.allows(), whole, self.on_everything()])
    }

    /// Whether it lets in everybody. One for all but some does; one with a condition that only
    /// known senders meet does not. Whoever asks may write what he likes into a Referer.
    pub fn is_public(&self) -> Answer {
        let everybody = any_of(&self.principals, |principal| {
            let kind = field(principal, "type");
            let among = any_of(&field(principal, "ids"), |id| match id.as_str() {
                Some(id) => Ok(id == "*"),
                None => is(id, |text| text == "*"),
            });
            match kind.as_str() {
                Some("*" | "AWS") => among,
                Some(_) => Ok(false),
                None => Err(reasons(&kind)),
            }
        });
        let limited = any_of(&self.conditions, limits);
        all([
            self.allows(),
            any([everybody, all_but(&self.not_principals)]),
            limited.map(|limited| !limited),
        ])
    }

    /// Whether it is for CloudFront: its service, one of its identities, or whoever asks for one of
    /// its distributions.
    pub fn is_for_cloudfront(&self) -> Answer {
        let ours = any_of(&self.principals, |principal| {
            any_of(&field(principal, "ids"), |id| {
                let identity = |text: &str| {
                    text == "cloudfront.amazonaws.com"
                        || text.contains("user/CloudFront Origin Access Identity")
                };
                let refs = id.as_unknown().map(|unknown| unknown.refs.as_slice());
                let of_identity = refs.unwrap_or_default().iter().any(|reference| {
                    let kind = &*reference.instance.address.kind;
                    kind == "aws_cloudfront_origin_access_identity"
                });
                match id.as_str() {
                    Some(text) => Ok(identity(text)),
                    None if of_identity => Ok(true),
                    None => is(id, identity),
                }
            })
        });
        let asked_for = any_of(&self.conditions, comes_from_distribution);
        all([self.allows(), any([ours, asked_for])])
    }

    /// The record of the catalogue's `statement`.
    pub fn record(&self) -> Value {
        let listed = |value: &Value| {
            let mut list = Listing::default();
            let (elements, open) = parts(value);
            for element in &elements {
                list.push_if(element.value.clone(), &element_doubts(value, element));
            }
            list.open(open);
            list.into_value(value.origin.clone())
        };
        let step = self.place.map(|place| Step::at("the statement", place));
        let record = Value::object(vec![
            ("effect".into(), self.effect.clone()),
            ("actions".into(), listed(&self.actions)),
            ("not_actions".into(), listed(&self.not_actions)),
            ("resources".into(), listed(&self.resources)),
            ("not_resources".into(), listed(&self.not_resources)),
            ("everything".into(), told(self.everything())),
            ("service_wide".into(), told(self.service_wide())),
        ]);
        record.at(proof(&step))
    }
}
