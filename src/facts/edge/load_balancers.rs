//! The load balancers that Terraform makes, as records of the inventory.

use std::sync::Arc;

use crate::address::Step as PathStep;
use crate::graph::references;
use crate::language::functions::Error;
use crate::language::{Instance as _, Reason, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::answer::{
    Listing, Step, field, instance_value, parts, proof, proof_after, reasons, unknown,
};
use crate::facts::edge::listeners;
use crate::facts::join::attached_doubts;
use crate::facts::{Derived, Facts};

/// All of them, by type and address.
pub(in crate::facts) fn of_terraform(facts: &Facts<'_>) -> Vec<Derived> {
    let types = ["aws_lb", "aws_alb", "aws_elb"];
    let all = types.iter().flat_map(|kind| facts.graph.managed(kind));
    all.map(|instance| derived(facts, instance)).collect()
}

fn derived(facts: &Facts<'_>, instance: &Arc<Instance>) -> Derived {
    let kind = kind(instance);
    let name: Arc<str> = instance.id.to_string().into();
    let record = Value::object(vec![
        ("name".into(), Value::string(name.clone())),
        ("scheme".into(), scheme(instance, &kind)),
        ("application".into(), is_application(&kind)),
        ("kind".into(), kind),
        ("listeners".into(), listeners::of(facts, instance)),
        ("before_alb".into(), before_alb(facts, instance)),
        ("web_acl".into(), Value::null(Type::String)),
        ("stack".into(), Value::null(Type::String)),
        ("placement".into(), Value::null(Type::Dynamic)),
        ("resource".into(), instance_value(instance)),
    ]);
    Derived {
        root: facts.root_name(instance.id.root),
        name,
        value: record.at(proof([&Step::of(instance)])),
        existence: instance.existence.clone(),
        place: instance.header(),
    }
}

/// Whether a kind is that of an Application Load Balancer.
pub(in crate::facts) fn is_application(kind: &Value) -> Value {
    match kind.as_str() {
        Some(kind) => Value::bool(kind == "application"),
        None => unknown(Type::Bool, reasons(kind)),
    }
}

fn kind(instance: &Arc<Instance>) -> Value {
    match &*instance.id.address.kind {
        "aws_elb" => Value::string("classic"),
        _ => instance.attribute("load_balancer_type"),
    }
}

/// A gateway load balancer has no address of its own on the internet.
fn scheme(instance: &Arc<Instance>, kind: &Value) -> Value {
    if kind.as_str() == Some("gateway") {
        return Value::string("internal");
    }
    let internal = instance.attribute("internal");
    let place = instance.place_of(&[PathStep::Attr("internal".into())]);
    let step = Step::at(format!("internal of {}", instance.id), place);
    let origin = match instance.written("internal") {
        Some(written) => proof_after(written.origin.clone(), [&step]),
        None => return Value::string("internet-facing"),
    };
    let scheme = match internal.as_bool() {
        Some(true) => Value::string("internal"),
        Some(false) => Value::string("internet-facing"),
        None => unknown(Type::String, reasons(&internal)),
    };
    scheme.at(origin)
}

/// Whether all target groups of all listeners hold load balancers; false without any.
fn before_alb(facts: &Facts<'_>, instance: &Arc<Instance>) -> Value {
    let mut undecided: Vec<Reason> = facts.handed(&instance.id).to_vec();
    let mut groups = Vec::new();
    let mut steps = vec![Step::of(instance)];
    let listeners = facts.listeners();
    for listener in listeners.of(&instance.id) {
        undecided.extend(attached_doubts(listener));
        steps.push(Step::of(listener.instance));
        let actions = listener.instance.attribute("default_action");
        let (actions, open) = parts(&actions);
        undecided.extend(open);
        for action in &actions {
            groups.push(field(&action.value, "target_group_arn"));
            let (forwards, open) = parts(&field(&action.value, "forward"));
            undecided.extend(open);
            for forward in &forwards {
                let (weighted, open) = parts(&field(&forward.value, "target_group"));
                undecided.extend(open);
                groups.extend(weighted.iter().map(|group| field(&group.value, "arn")));
            }
        }
    }
    let loose = listeners.loose(instance.id.root).iter();
    undecided.extend(loose.flat_map(|l| l.doubts.iter().cloned()));
    groups.retain(|group| !group.is_null());
    let kinds = ["aws_lb_target_group", "aws_alb_target_group"];
    for group in &groups {
        let Some(found) = facts.graph.denoted_near(group, &kinds, instance.id.root) else {
            undecided.extend(unread(group));
            continue;
        };
        steps.push(Step::of(found));
        let target = found.attribute("target_type");
        match target.as_str() {
            Some("alb") => {}
            Some(_) => return Value::bool(false).at(proof(&steps)),
            None => undecided.extend(reasons(&target)),
        }
    }
    match undecided.is_empty() {
        true => Value::bool(!groups.is_empty()).at(proof(&steps)),
        false => unknown(Type::Bool, undecided).at(proof(&steps)),
    }
}

fn unread(group: &Value) -> Vec<Reason> {
    match reasons(group) {
        why if why.is_empty() => {
            let names = references(group).first().map(|(r, _)| r.to_string());
            let what = names.or_else(|| group.as_str().map(str::to_owned));
            let kind = crate::language::ReasonKind::RemoteState;
            let what = format!("the target group {}", what.unwrap_or_default());
            vec![Reason::new(kind, what, group.origin.nearest())]
        }
        why => why,
    }
}

/// `vpc_origins(load_balancer)`
pub(in crate::facts) fn vpc_origins(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(balancer) = arguments.first() else {
        return Err(Error::refused("vpc_origins() takes one argument"));
    };
    let mut list = Listing::default();
    let Some(instance) = facts.asked(&field(balancer, "resource"), &[]) else {
        return Ok(list.into_value(balancer.origin.clone()));
    };
    let edges = facts.graph.incoming(&instance.id);
    let mut origins: Vec<&Arc<Instance>> = edges
        .filter(|edge| &*edge.from.address.kind == "aws_cloudfront_vpc_origin")
        .filter_map(|edge| facts.graph.instance(&edge.from))
        .collect();
    origins.dedup_by_key(|origin| &origin.id);
    for origin in origins {
        let proved = instance_value(origin).at(proof([&Step::of(instance), &Step::of(origin)]));
        list.push_instance(origin, proved, &[]);
    }
    Ok(list.into_value(proof([&Step::of(instance)])))
}
