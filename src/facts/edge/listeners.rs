//! What load balancers of Terraform listen on, and whether plain traffic passes.

use std::sync::Arc;

use crate::address::Step as PathStep;
use crate::language::{Instance as _, Origin, Type, Value};
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{
    Answer, Listing, Step, all, any, any_of, doubts_given, element_doubts, field, instance_value,
    parts, proof, reasons, told, unknown,
};
use crate::facts::join::{Table, attached_doubts};

/// One record of the catalogue's `listener`.
pub(in crate::facts) struct Listener {
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
pub(in crate::facts) fn of(facts: &Facts<'_>, balancer: &Arc<Instance>) -> Value {
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
    let mut steps = vec![Step::of(listener)];
    let speaks_http = match protocol.as_str() {
        Some(protocol) => Ok(protocol == "HTTP"),
        None => Err(reasons(protocol)),
    };
    let own = passes(&listener.attribute("default_action"));
    let table = facts.listener_rules();
    let mut answers = vec![own];
    for attached in table.of(&listener.id) {
        let passes = passes(&attached.instance.attribute("action"));
        let doubts = attached_doubts(attached);
        if passes != Ok(false) {
            steps.push(Step::of(attached.instance));
        }
        answers.push(match passes {
            Ok(true) if !doubts.is_empty() => Err(doubts),
            passes => passes,
        });
    }
    let loose = table.loose(listener.id.root).iter();
    answers.extend(loose.map(|attached| Err(attached.doubts.clone())));
    told(all([speaks_http, any(answers)])).at(proof(&steps))
}

/// Whether one of `actions` lets a request pass.
fn passes(actions: &Value) -> Answer {
    any_of(actions, |action| {
        let kind = field(action, "type");
        match kind.as_str() {
            Some("fixed-response") => Ok(false),
            Some("redirect") => stays_plain(&field(action, "redirect")),
            Some(_) => Ok(true),
            None => Err(reasons(&kind)),
        }
    })
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
