//! Whom roles of AWS trust: service accounts by their token, or by the agent of EKS Pod Identity.

use std::sync::Arc;

use crate::language::functions::Error;
use crate::language::{Piece, Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use super::account_roles::ROLES;
use super::identities::is_of_cluster;
use super::statements::Statement;
use super::wildcard::matches;
use crate::facts::Facts;
use crate::facts::answer::{
    Answer, Listing, Step, all, any, any_of, element_doubts, field, parts, proof, proof_after,
    reasons, told, unknown,
};
use crate::facts::join::is_data;

/// An account, as records tell it.
pub(super) struct Account {
    pub namespace: Value,
    pub name: Value,
    pub step: Step,
}

impl Account {
    pub fn of(record: &Value) -> Account {
        let name = field(record, "name");
        Account {
            namespace: field(record, "namespace"),
            name: field(record, "account"),
            step: Step {
                text: name.as_str().unwrap_or("a service account").into(),
                place: record.origin.nearest(),
            },
        }
    }

    /// What tokens call it; the error is what leaves that open.
    pub fn subject(&self) -> Result<String, Vec<Reason>> {
        match (self.namespace.as_str(), self.name.as_str()) {
            (Some(namespace), Some(name)) => Ok(format!("{PREFIX}{namespace}:{name}")),
            _ => Err([reasons(&self.namespace), reasons(&self.name)].concat()),
        }
    }
}

/// What the subject of every service account begins with.
pub(in crate::facts) const PREFIX: &str = "system:serviceaccount:";

/// By what a role is given to pods.
#[derive(Clone, Copy)]
pub(super) enum Way {
    Annotation,
    Association,
}

/// Whether the trust policy of `role` lets `account` take it.
pub(super) fn trusts(
    facts: &Facts<'_>,
    role: &Arc<Instance>,
    account: &Account,
    way: Way,
) -> Value {
    let trust = match role.written("assume_role_policy") {
        Some(trust) if !is_data(role) => trust,
        _ => {
            let what = format!("the trust policy of {}", role.id);
            let reason = Reason::new(ReasonKind::DataSource, what, Some(role.header()));
            return unknown(Type::Bool, vec![reason]);
        }
    };
    let policy = facts.policy(trust, role);
    let mut step = None;
    let answers: Vec<Answer> = policy
        .statements
        .iter()
        .map(|statement| {
            let answer = match way {
                Way::Annotation => by_token(facts, statement, account),
                Way::Association => by_agent(statement, account),
            };
            if answer == Ok(true) {
                step = step.take().or(statement.place);
            }
            match answer {
                Ok(true) if !statement.doubts.is_empty() => Err(statement.doubts.clone()),
                answer => answer,
            }
        })
        .collect();
    // What denies is not held against accounts one by one.
    let denied = any(policy.statements.iter().map(|statement| {
        let allows = statement.allows()?;
        Ok(!allows)
    }));
    let denied = denied.and_then(|denied| match denied {
        true => {
            let what = format!("what the trust policy of {} denies", role.id);
            Err(vec![Reason::new(
                ReasonKind::Schema,
                what,
                trust.origin.nearest(),
            )])
        }
        false => Ok(false),
    });
    let open = match policy.open.is_empty() {
        true => Ok(false),
        false => Err(policy.open),
    };
    let trusted = any(answers.into_iter().chain([open]));
    let answer = match trusted {
        Ok(false) => Ok(false),
        trusted => all([trusted, denied.map(|denied| !denied)]),
    };
    let steps = [Step::of(role)];
    let place = step.map(|place| Step::at("the statement that lets it in", place));
    told(answer).at(proof_after(proof(&steps), &place))
}

/// Whether a statement lets an account in by its token.
fn by_token(facts: &Facts<'_>, statement: &Statement, account: &Account) -> Answer {
    all([
        allows(statement, "sts:AssumeRoleWithWebIdentity"),
        of_cluster(facts, statement),
        holds(&statement.conditions, |condition| {
            match key(&field(condition, "variable"))? {
                Key::Subject => {
                    let subject = account.subject();
                    is_met(condition, |pattern, wild| match (&subject, wild) {
                        (Ok(subject), true) => Ok(matches(pattern, subject)),
                        (Ok(subject), false) => Ok(pattern == subject),
                        (Err(why), _) => Err(why.clone()),
                    })
                }
                Key::Audience => is_met(condition, |text, _| Ok(text == "sts.amazonaws.com")),
                Key::Other => Err(other_condition(condition)),
            }
        }),
    ])
}

/// Whether a statement lets an account in by the agent of EKS Pod Identity.
fn by_agent(statement: &Statement, account: &Account) -> Answer {
    let ours = any_of(&statement.principals, |principal| {
        let service = field(principal, "type").as_str() == Some("Service");
        any_of(&field(principal, "ids"), |id| match id.as_str() {
            Some(id) => Ok(service && id == "pods.eks.amazonaws.com"),
            None => Err(reasons(id)),
        })
    });
    all([
        allows(statement, "sts:AssumeRole"),
        ours,
        holds(&statement.conditions, |condition| {
            let variable = field(condition, "variable");
            let own = match variable.as_str() {
                Some("aws:RequestTag/kubernetes-namespace") => &account.namespace,
                Some("aws:RequestTag/kubernetes-service-account") => &account.name,
                _ => return Err(other_condition(condition)),
            };
            is_met(condition, |pattern, wild| match (own.as_str(), wild) {
                (Some(own), true) => Ok(matches(pattern, own)),
                (Some(own), false) => Ok(pattern == own),
                (None, _) => Err(reasons(own)),
            })
        }),
    ])
}

/// Whether a statement allows `action`, of STS.
fn allows(statement: &Statement, action: &str) -> Answer {
    let named = any_of(&statement.actions, |written| match written.as_str() {
        Some(pattern) => Ok(matches(
            &pattern.to_ascii_lowercase(),
            &action.to_ascii_lowercase(),
        )),
        None => Err(reasons(written)),
    });
    all([statement.allows(), named])
}

/// Whether a statement is for the identity provider of a cluster.
fn of_cluster(facts: &Facts<'_>, statement: &Statement) -> Answer {
    any_of(&statement.principals, |principal| {
        match field(principal, "type").as_str() {
            Some("Federated") => any_of(&field(principal, "ids"), |id| {
                is_of_cluster(facts, id, statement)
            }),
            Some(_) => Ok(false),
            None => Err(reasons(&field(principal, "type"))),
        }
    })
}

/// Whether all of `conditions` hold.
fn holds(conditions: &Value, mut is_met: impl FnMut(&Value) -> Answer) -> Answer {
    any_of(conditions, |condition| is_met(condition).map(|met| !met)).map(|broken| !broken)
}

/// Whether one of the values of a condition is `met`, which is told whether wildcards count.
fn is_met(condition: &Value, met: impl Fn(&str, bool) -> Answer) -> Answer {
    let Some(wild) = is_wild(condition) else {
        return Err(other_condition(condition));
    };
    any_of(&field(condition, "values"), |value| match value.as_str() {
        Some(text) => met(text, wild),
        None => Err(reasons(value)),
    })
}

/// Whether a condition takes wildcards; `None` of one that asks for something else than equality.
fn is_wild(condition: &Value) -> Option<bool> {
    let test = field(condition, "test");
    let test = test.as_str()?;
    let test = test.strip_prefix("ForAnyValue:").unwrap_or(test);
    match test {
        "StringEquals" => Some(false),
        "StringLike" => Some(true),
        _ => None,
    }
}

fn other_condition(condition: &Value) -> Vec<Reason> {
    let text = |name: &str| field(condition, name).as_str().map(str::to_owned);
    let variable = text("variable").unwrap_or_default();
    let what = format!(
        "the condition {} {variable}",
        text("test").unwrap_or_default()
    );
    let place = field(condition, "values").origin.nearest();
    vec![Reason::new(ReasonKind::Schema, what.trim(), place)]
}

/// What a condition on a token asks about.
enum Key {
    Subject,
    Audience,
    Other,
}

/// The key that `variable` names: `ISSUER:sub`, whatever the issuer is called.
fn key(variable: &Value) -> Result<Key, Vec<Reason>> {
    let end = match (variable.as_str(), variable.as_unknown()) {
        (Some(text), _) => Some(text),
        (None, Some(unknown)) => match unknown.pieces.as_deref().and_then(<[Piece]>::last) {
            Some(Piece::Text(text)) => Some(&**text),
            _ => None,
        },
        (None, None) => None,
    };
    match end.and_then(|text| text.rsplit_once(':')) {
        Some((_, "sub")) => Ok(Key::Subject),
        Some((_, "aud")) => Ok(Key::Audience),
        Some(_) => Ok(Key::Other),
        None => Err(reasons(variable)),
    }
}

/// `trusted_accounts(role)`
pub(in crate::facts) fn trusted_accounts(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(thing) = arguments.first() else {
        return Err(Error::refused("trusted_accounts() takes one argument"));
    };
    let Some(role) = facts.asked(thing, ROLES) else {
        return Ok(unknown(Type::Dynamic, reasons(thing)));
    };
    let mut list = Listing::default();
    let trust = match role.written("assume_role_policy") {
        Some(trust) if !is_data(role) => facts.policy(trust, role),
        _ => {
            let what = format!("the trust policy of {}", role.id);
            list.open([Reason::new(
                ReasonKind::DataSource,
                what,
                Some(role.header()),
            )]);
            return Ok(list.into_value(proof([&Step::of(role)])));
        }
    };
    list.open(trust.open);
    for statement in &trust.statements {
        let ours = all([
            allows(statement, "sts:AssumeRoleWithWebIdentity"),
            of_cluster(facts, statement),
        ]);
        let mut why = statement.doubts.clone();
        match ours {
            Ok(true) => {}
            Ok(false) => continue,
            Err(undecided) => why.extend(undecided),
        }
        subjects(role, statement, &why, &mut list);
    }
    Ok(list.into_value(proof([&Step::of(role)])))
}

/// Adds those whom a statement lets in by the conditions on their subject.
fn subjects(role: &Instance, statement: &Statement, why: &[Reason], list: &mut Listing) {
    let (principals, _) = parts(&statement.principals);
    let provider = principals.iter().find_map(|principal| {
        let (ids, _) = parts(&field(&principal.value, "ids"));
        ids.first().map(|id| id.value.clone())
    });
    let provider = provider.unwrap_or_else(|| Value::null(Type::Dynamic));
    let step = statement
        .place
        .map(|place| Step::at("the statement", place));
    let mut push = |subject: Value, exact: Value, why: &[Reason]| {
        let steps = [Step::of(role)];
        let before = proof(steps.iter().chain(&step));
        let origin = match subject.origin.nearest() {
            Some(place) => proof_after(before, [&Step::at("the subject", place)]),
            None => before,
        };
        let fields = [
            ("subject", subject),
            ("exact", exact),
            ("provider", provider.clone()),
        ];
        let fields = fields.map(|(name, value)| (name.into(), value));
        list.push_if(Value::object(fields.into_iter().collect()).at(origin), why);
    };
    let (conditions, open) = parts(&statement.conditions);
    let mut limited = false;
    let mut unread = open;
    for condition in &conditions {
        match key(&field(&condition.value, "variable")) {
            Ok(Key::Subject) => limited = true,
            Ok(Key::Audience | Key::Other) => continue,
            Err(why) => {
                unread.extend(why);
                continue;
            }
        }
        let mut why = why.to_vec();
        why.extend(element_doubts(&statement.conditions, condition));
        let values = field(&condition.value, "values");
        let (subjects, more) = parts(&values);
        let wild = is_wild(&condition.value);
        for subject in &subjects {
            let exact = match (subject.value.as_str(), wild) {
                (Some(text), Some(wild)) => {
                    Value::bool(text.starts_with(PREFIX) && !(wild && text.contains(['*', '?'])))
                }
                (None, Some(_)) => unknown(Type::Bool, reasons(&subject.value)),
                (_, None) => unknown(Type::Bool, other_condition(&condition.value)),
            };
            why.extend(element_doubts(&values, subject));
            push(subject.value.clone(), exact, &why);
        }
        unread.extend(more);
    }
    if !limited && unread.is_empty() {
        push(Value::string("*"), Value::bool(false), why);
    }
    list.open(unread);
}
