//! What load balancers of Terraform listen on, and whether plain traffic passes.

use std::sync::Arc;

use crate::address::Step as PathStep;
use crate::language::{Instance as _, Origin, Reason, Type, Value};
use crate::terraform::Instance;

use super::Facts;
use super::answer::{
    Listing, Step, doubts_given, element_doubts, field, instance_value, parts, proof, reasons,
    unknown,
};
use super::join::{Attached, Table, attached_doubts};

/// One record of the catalogue's `listener`.
pub(super) struct Listener {
    pub protocol: Value,
    pub port: Value,
    pub plain: Value,
    pub certificates: Value,
    pub hosts: Value,
    pub resource: Value,
}

impl Listener {
    pub fn into_value(self, origin: Origin) -> Value {
        let record = Value::object(vec![
            ("protocol".into(), self.protocol),
            ("port".into(), self.port),
            ("plain".into(), self.plain),
            ("certificates".into(), self.certificates),
            ("hosts".into(), self.hosts),
            ("resource".into(), self.resource),
        ]);
        record.at(origin)
    }
}

/// The listeners of `balancer`.
pub(super) fn of(facts: &Facts<'_>, balancer: &Arc<Instance>) -> Value {
    let mut list = Listing::default();
    let steps = [Step::of(balancer)];
    if &*balancer.id.address.kind == "aws_elb" {
        classic(balancer, &mut list);
        return list.into_value(proof(&steps));
    }
    let table = facts.listeners();
    for attached in table.of(&balancer.id) {
        let listener = attached.instance;
        let mut why = doubts_given(listener, balancer);
        why.extend(attached.doubts.iter().cloned());
        list.push_if(of_instance(facts, listener), &why);
    }
    open(table, balancer, &mut list);
    list.open(facts.handed_itself(&balancer.id).iter().cloned());
    list.into_value(proof(&steps))
}

/// What may be attached to any instance of its kind may be attached to `target`.
fn open(table: &Table<'_>, target: &Instance, list: &mut Listing) {
    let loose = table.loose(target.id.root).iter();
    list.open(loose.flat_map(|attached| attached.doubts.iter().cloned()));
}

fn of_instance(facts: &Facts<'_>, listener: &Arc<Instance>) -> Value {
    let header = Step::of(listener);
    let written = listener.written("protocol").cloned();
    let protocol = written.unwrap_or_else(|| Value::string("HTTP"));
    let place = listener.place_of(&[PathStep::Attr("protocol".into())]);
    let line = proof([&Step::at(format!("protocol of {}", listener.id), place)]);
    let record = Listener {
        plain: plain(facts, listener, &protocol),
        protocol: protocol.at(line),
        port: listener.attribute("port"),
        certificates: certificates(facts, listener),
        hosts: Value::tuple(Vec::new()),
        resource: instance_value(listener),
    };
    record.into_value(proof([&header]))
}

/// Its own certificate, and those that are added to it.
fn certificates(facts: &Facts<'_>, listener: &Arc<Instance>) -> Value {
    let mut list = Listing::default();
    if let Some(own) = listener.written("certificate_arn") {
        list.push(own.clone());
    }
    let table = facts.listener_certificates();
    for attached in table.of(&listener.id) {
        if let Some(arn) = attached.instance.written("certificate_arn") {
            list.push_if(arn.clone(), &attached_doubts(attached));
        }
    }
    let place = listener.place_of(&[PathStep::Attr("certificate_arn".into())]);
    let step = Step::at(format!("certificate_arn of {}", listener.id), place);
    list.into_value(proof([&step]))
}

/// Whether an HTTP listener does anything else than redirect to HTTPS or answer by itself.
fn plain(facts: &Facts<'_>, listener: &Arc<Instance>, protocol: &Value) -> Value {
    let mut undecided = match protocol.as_str() {
        Some("HTTP") => Vec::new(),
        Some(_) => return Value::bool(false).at(proof([&Step::of(listener)])),
        None => reasons(protocol),
    };
    let actions = listener.attribute("default_action");
    let mut steps = vec![Step::of(listener)];
    let mut passes = passes(&actions);
    let table = facts.listener_rules();
    for attached in table.of(&listener.id) {
        match self::passes(&attached.instance.attribute("action")) {
            Ok(false) => {}
            Ok(true) => {
                steps.push(Step::of(attached.instance));
                passes = worse(passes, with_doubts(attached));
            }
            Err(why) => passes = worse(passes, Err(why)),
        }
    }
    let loose = table.loose(listener.id.root).iter();
    let loose: Vec<Reason> = loose.flat_map(|a| a.doubts.iter().cloned()).collect();
    if !loose.is_empty() {
        passes = worse(passes, Err(loose));
    }
    let value = match passes {
        Ok(false) => Value::bool(false),
        Ok(true) if undecided.is_empty() => Value::bool(true),
        Ok(true) => unknown(Type::Bool, undecided),
        Err(why) => {
            undecided.extend(why);
            unknown(Type::Bool, undecided)
        }
    };
    value.at(proof(&steps))
}

/// Whether something passes, or what would decide it.
type Answer = Result<bool, Vec<Reason>>;

/// Of two answers the one that lets more pass.
fn worse(a: Answer, b: Answer) -> Answer {
    match (a, b) {
        (Ok(true), _) | (_, Ok(true)) => Ok(true),
        (Err(mut a), Err(b)) => {
            a.extend(b);
            Err(a)
        }
        (Err(why), _) | (_, Err(why)) => Err(why),
        (Ok(false), Ok(false)) => Ok(false),
    }
}

fn with_doubts(attached: &Attached<'_>) -> Answer {
    match attached_doubts(attached) {
        doubts if doubts.is_empty() => Ok(true),
        doubts => Err(doubts),
    }
}

/// Whether one of `actions` lets a request pass.
fn passes(actions: &Value) -> Answer {
    let (elements, mut undecided) = parts(actions);
    for element in &elements {
        let kind = field(&element.value, "type");
        let answer = match kind.as_str() {
            Some("fixed-response") => Ok(false),
            Some("redirect") => stays_plain(&field(&element.value, "redirect")),
            Some(_) => Ok(true),
            None => Err(reasons(&kind)),
        };
        match answer {
            Ok(true) if element.is_certain() => return Ok(true),
            Ok(true) => undecided.extend(element_doubts(actions, element)),
            Ok(false) => {}
            Err(why) => undecided.extend(why),
        }
    }
    match undecided.is_empty() {
        true => Ok(false),
        false => Err(undecided),
    }
}

/// Whether a redirect leads to anything but HTTPS: without a protocol it keeps that of the request.
fn stays_plain(redirect: &Value) -> Answer {
    let (blocks, open) = parts(redirect);
    let Some(block) = blocks.first() else {
        return match open.is_empty() {
            true => Ok(true),
            false => Err(open),
        };
    };
    let protocol = field(&block.value, "protocol");
    match protocol.as_str() {
        Some(protocol) => Ok(protocol != "HTTPS"),
        None if protocol.is_null() => Ok(true),
        None => Err(reasons(&protocol)),
    }
}

fn classic(balancer: &Arc<Instance>, list: &mut Listing) {
    let blocks = balancer.attribute("listener");
    let (elements, open) = parts(&blocks);
    for element in &elements {
        let value = &element.value;
        let protocol = field(value, "lb_protocol");
        let name = protocol.as_str().map(str::to_ascii_uppercase);
        let certificate = field(value, "ssl_certificate_id");
        let certificates = Some(certificate).filter(|c| !c.is_null());
        let record = Listener {
            plain: match &name {
                Some(name) => Value::bool(name == "HTTP"),
                None => unknown(Type::Bool, reasons(&protocol)),
            },
            protocol: name.map_or_else(|| protocol.clone(), Value::string),
            port: field(value, "lb_port"),
            certificates: Value::tuple(certificates.into_iter().collect()),
            hosts: Value::tuple(Vec::new()),
            resource: instance_value(balancer),
        };
        let record = record.into_value(proof([&Step::of(balancer)]));
        list.push_if(record, &element_doubts(&blocks, element));
    }
    list.open(open);
}
