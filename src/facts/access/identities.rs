//! Who holds what a policy allows: roles by whom they trust, users and groups.

use std::sync::{Arc, OnceLock};

use crate::address::Reference;
use crate::language::functions::Error;
use crate::language::{Instance as _, Kind, Piece, Reason, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::access::account_roles::is_associated;
use crate::facts::access::policies::Policy;
use crate::facts::access::statements::Statement;
use crate::facts::access::trust::PREFIX;
use crate::facts::answer::{
    Answer, Listing, Step, any, any_of, doubts, element_doubts, field, instance_value, parts,
    proof, reasons, unknown,
};
use crate::facts::join::{Named, is_data};

/// Services whose roles workloads take: those that run what a team writes.
const WORKLOADS: [&str; 6] = [
    "ec2.",
    "ecs-tasks.",
    "eks-fargate-pods.",
    "lambda.",
    "pods.eks.",
    "tasks.apprunner.",
];

/// What stands behind the name of a service.
const DOMAIN: &str = "amazonaws.com";

/// `managed_policies(thing)`
pub(in crate::facts) fn managed_policies(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(thing) = arguments.first() else {
        return Err(Error::refused("managed_policies() takes one argument"));
    };
    let Some(instance) = facts.asked(thing, &[]) else {
        return Ok(unknown(Type::Dynamic, reasons(thing)));
    };
    let mut list = Listing::default();
    for name in ["policy_arn", "managed_policy_arns"] {
        if let Some(value) = instance.written(name) {
            let (arns, open) = texts(value);
            list.open(open);
            for (arn, doubts) in &arns {
                list_managed(facts, arn, doubts, &mut list);
            }
        }
    }
    Ok(list.into_value(proof([&Step::of(instance)])))
}

/// The texts of a list, or the only one, each with why it may not be there; and why there may be
/// others.
fn texts(value: &Value) -> (Vec<(Value, Vec<Reason>)>, Vec<Reason>) {
    let (elements, open) = parts(value);
    if value.is_unknown() && elements.is_empty() {
        return (vec![(value.clone(), Vec::new())], Vec::new());
    }
    let texts = elements.iter().map(|element| {
        let doubts = element_doubts(value, element);
        (element.value.clone(), doubts)
    });
    (texts.collect(), open)
}

/// Adds the name of the policy that an ARN names, if it is one of AWS.
fn list_managed(facts: &Facts<'_>, arn: &Value, doubts: &[Reason], list: &mut Listing) {
    const PATH: &str = ":iam::aws:policy/";
    let named = |text: &str| {
        let (_, path) = text.split_once(PATH)?;
        path.rsplit('/').next().map(str::to_owned)
    };
    match facts.asked(arn, &["aws_iam_policy"]) {
        Some(policy) if is_data(policy) => {
            let name = policy.attribute("name");
            let by_arn = policy
                .written("arn")
                .and_then(Value::as_str)
                .and_then(named);
            let name = by_arn.map_or(name, Value::string);
            list.push_if(name.at(proof([&Step::of(policy)])), doubts);
            return;
        }
        // One of this project.
        Some(_) => return,
        None => {}
    }
    let text = match &arn.kind {
        Kind::String(text) => Some(text.to_string()),
        // The partition may be the only part that is not known.
        Kind::Unknown(unknown) => match unknown.pieces.as_deref().and_then(<[Piece]>::last) {
            Some(Piece::Text(text)) => Some(text.to_string()),
            _ => None,
        },
        _ => None,
    };
    match text {
        Some(text) => {
            if let Some(name) = named(&text) {
                list.push_if(Value::string(name).at(arn.origin.clone()), doubts);
            }
        }
        None => list.open(reasons(arn)),
    }
}

/// `is_boundary(policy)`
pub(in crate::facts) fn is_boundary(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(thing) = arguments.first() else {
        return Err(Error::refused("is_boundary() takes one argument"));
    };
    let Some(instance) = facts.asked(thing, &[]) else {
        return Ok(unknown(Type::Bool, reasons(thing)));
    };
    let mut bounds = false;
    let mut grants = false;
    for edge in facts.graph.incoming(&instance.id) {
        match edge.via.starts_with("permissions_boundary") {
            true => bounds = true,
            false => {
                grants |= edge.via.starts_with("policy_arn")
                    || edge.via.starts_with("managed_policy_arns")
            }
        }
    }
    Ok(Value::bool(bounds && !grants).at(proof([&Step::of(instance)])))
}

/// `holders(thing)`
pub(in crate::facts) fn holders(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(thing) = arguments.first() else {
        return Err(Error::refused("holders() takes one argument"));
    };
    let Some(instance) = facts.asked(thing, &[]) else {
        return Ok(unknown(Type::Dynamic, reasons(thing)));
    };
    let mut list = Listing::default();
    match &*instance.id.address.kind {
        "aws_iam_role" => list.push(of_role(facts, instance)),
        "aws_iam_policy" => {
            let mut last = None;
            for edge in facts.graph.incoming(&instance.id) {
                if edge.via.starts_with("permissions_boundary") || last == Some(&edge.from) {
                    continue;
                }
                last = Some(&edge.from);
                if let Some(from) = facts.graph.instance(&edge.from) {
                    attached_to(facts, from, &mut list);
                }
            }
            list.open(facts.handed_itself(&instance.id).iter().cloned());
        }
        _ => attached_to(facts, instance, &mut list),
    }
    Ok(list.into_value(proof([&Step::of(instance)])))
}

/// Adds those whom `instance` gives a policy.
fn attached_to(facts: &Facts<'_>, instance: &Arc<Instance>, list: &mut Listing) {
    if &*instance.id.address.kind == "aws_iam_role" {
        list.push_if(of_role(facts, instance), doubts(instance));
        return;
    }
    for (name, kind) in [
        ("role", "aws_iam_role"),
        ("roles", "aws_iam_role"),
        ("user", "aws_iam_user"),
        ("users", "aws_iam_user"),
        ("group", "aws_iam_group"),
        ("groups", "aws_iam_group"),
    ] {
        if let Some(value) = instance.written(name) {
            let (names, open) = texts(value);
            list.open(open);
            for (name, mut why) in names {
                why.extend_from_slice(doubts(instance));
                holder(facts, &name, kind, instance, &why, list);
            }
        }
    }
}

fn holder(
    facts: &Facts<'_>,
    value: &Value,
    kind: &str,
    by: &Arc<Instance>,
    why: &[Reason],
    list: &mut Listing,
) {
    if kind != "aws_iam_role" {
        let name = value.clone();
        let record = record(name, Value::string("user"), value.clone());
        list.push_if(record.at(proof([&Step::of(by)])), why);
        return;
    }
    let found = match facts.named(value, &[kind], by.id.root) {
        Named::One(role) if !is_data(role) => of_role(facts, role),
        // Nobody here says whom it trusts.
        _ => {
            let mut unread = reasons(value);
            if unread.is_empty() {
                unread = crate::facts::edge::web_acls::outside(value, "the role");
            }
            record(value.clone(), unknown(Type::String, unread), value.clone())
        }
    };
    list.push_if(found, why);
}

/// Whoever takes a role, read once however many policies it has.
fn of_role(facts: &Facts<'_>, role: &Arc<Instance>) -> Value {
    let all = facts.role_holders.get_or_init(|| {
        let roles = facts.graph.managed("aws_iam_role");
        roles
            .map(|role| (role.id.clone(), OnceLock::new()))
            .collect()
    });
    match all.get(&role.id) {
        Some(slot) => slot.get_or_init(|| taker(facts, role)).clone(),
        None => taker(facts, role),
    }
}

fn taker(facts: &Facts<'_>, role: &Arc<Instance>) -> Value {
    let trusted = match role.written("assume_role_policy") {
        Some(trust) => is_workload(facts, &facts.policy(trust, role)),
        None => Ok(false),
    };
    let kind = match trusted {
        Ok(true) => Value::string("workload"),
        Ok(false) => Value::string("other"),
        Err(_) if is_associated(facts, role) => Value::string("workload"),
        Err(why) => unknown(Type::String, why),
    };
    let address = Value::string(role.id.to_string());
    record(address, kind, instance_value(role)).at(proof([&Step::of(role)]))
}

fn record(name: Value, kind: Value, resource: Value) -> Value {
    Value::object(vec![
        ("name".into(), name),
        ("kind".into(), kind),
        ("resource".into(), resource),
    ])
}

/// Whether a trust policy lets a workload take the role.
fn is_workload(facts: &Facts<'_>, trust: &Policy) -> Answer {
    let statements = trust.statements.iter().map(|statement| {
        let answer = crate::facts::answer::all([
            statement.allows(),
            any_of(&statement.principals, |principal| {
                let kind = field(principal, "type");
                let ids = field(principal, "ids");
                match kind.as_str() {
                    Some("Service") => any_of(&ids, runs_workloads),
                    Some("Federated") => any_of(&ids, |id| is_of_cluster(facts, id, statement)),
                    Some(_) => Ok(false),
                    None => Err(reasons(&kind)),
                }
            }),
        ]);
        match answer {
            Ok(true) if !statement.doubts.is_empty() => Err(statement.doubts.clone()),
            answer => answer,
        }
    });
    let open = match trust.open.is_empty() {
        true => Ok(false),
        false => Err(trust.open.clone()),
    };
    any(statements.chain([open]))
}

/// Whether a service runs workloads. What stands behind its name differs from partition to
/// partition, and is often left to a data source: `ec2.${data.aws_partition.this.dns_suffix}`.
fn runs_workloads(id: &Value) -> Answer {
    let name = |text: &str| text.strip_suffix(DOMAIN).map(str::to_owned);
    match (
        id.as_str(),
        id.as_unknown().and_then(|u| u.prefix.as_deref()),
    ) {
        (Some(text), _) => {
            let text = text.strip_suffix(".cn").unwrap_or(text);
            Ok(name(text).is_some_and(|service| WORKLOADS.contains(&&*service)))
        }
        (None, Some(known)) if WORKLOADS.contains(&known) => Ok(true),
        (None, Some(known)) if !WORKLOADS.iter().any(|s| s.starts_with(known)) => Ok(false),
        _ => Err(reasons(id)),
    }
}

/// Whether an identity provider is that of a cluster.
pub(super) fn is_of_cluster(facts: &Facts<'_>, id: &Value, statement: &Statement) -> Answer {
    let told = |text: &str| text.contains("oidc.eks.") || text.contains("/id/");
    if let Some(text) = id.as_str() {
        return Ok(told(text));
    }
    let parts = id.as_unknown().map(|unknown| unknown.refs.as_slice());
    let of_cluster = |r: &Reference| &*r.instance.address.kind == "aws_eks_cluster";
    if parts.unwrap_or_default().iter().any(of_cluster) {
        return Ok(true);
    }
    // Who is let in is a service account.
    let accounts = any_of(&statement.conditions, |condition| {
        any_of(&field(condition, "values"), |value| {
            let known = value.as_str().or_else(|| {
                let unknown = value.as_unknown()?;
                unknown.prefix.as_deref()
            });
            match known {
                Some(text) => Ok(text.starts_with(PREFIX)),
                None => Err(reasons(value)),
            }
        })
    });
    if accounts == Ok(true) {
        return accounts;
    }
    let kinds = ["aws_iam_openid_connect_provider"];
    match facts.asked(id, &kinds) {
        Some(provider) => {
            let url = provider.attribute("url");
            let cluster = crate::graph::references(&url)
                .into_iter()
                .any(|(reference, _)| &*reference.instance.address.kind == "aws_eks_cluster");
            match url.as_str() {
                Some(text) => Ok(told(text)),
                None if cluster => Ok(true),
                None => Err(reasons(&url)),
            }
        }
        None => Err(reasons(id)),
    }
}
