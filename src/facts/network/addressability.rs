//! Whether what stands in a public subnet has an address that the internet can send to: what is
//! reachable now, and what only one address is missing from.

use std::sync::Arc;

use crate::address::Step as PathStep;
use crate::language::functions::Error;
use crate::language::{Instance as _, Reason, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{Step, element_doubts, field, parts, proof, reasons, unknown};
use crate::facts::join::attached_doubts;
use crate::facts::network::exposure::internet_of;
use crate::facts::security_groups::groups::through;

const SUBNETS: [&str; 2] = ["aws_subnet", "aws_default_subnet"];

/// Types whose network interfaces follow the subnet's setting when they say nothing themselves.
const LAUNCHED: [&str; 6] = [
    "aws_autoscaling_group",
    "aws_batch_compute_environment",
    "aws_eks_node_group",
    "aws_instance",
    "aws_launch_template",
    "aws_spot_instance_request",
];

/// Attributes that ask for a public IPv4 address.
const ASKED: [&str; 2] = ["associate_public_ip_address", "publicly_accessible"];

/// The same inside of blocks.
const ASKED_INSIDE: [(&str, &str); 3] = [
    ("network_interfaces", "associate_public_ip_address"),
    ("network_configuration", "assign_public_ip"),
    ("network_configuration", "associate_public_ip_address"),
];

/// Attributes that ask for addresses of IPv6, of a resource and of a block of it.
const SIX: [&str; 4] = [
    "ipv6_address_count",
    "ipv6_addresses",
    "ipv6_prefix_count",
    "ipv6_prefixes",
];

/// `publicly_addressed(resource, subnet)`
pub(in crate::facts) fn publicly_addressed(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let [resource, subnet] = arguments else {
        return Err(Error::refused("publicly_addressed() takes two arguments"));
    };
    let asked = (facts.asked(resource, &[]), facts.asked(subnet, &SUBNETS));
    let (Some(resource), Some(subnet)) = asked else {
        let why = [reasons(resource), reasons(subnet)].concat();
        return Ok(unknown(Type::Bool, why).at(subnet.origin.clone()));
    };
    let mut search = Search {
        subnet,
        ways: Ways::of(&internet_of(facts, subnet)),
        undecided: Vec::new(),
    };
    let found = search.elastic(facts, resource).or_else(|| {
        let others = through(facts, resource, &mut search.undecided);
        let holders = std::iter::once(resource).chain(others.iter().map(|(other, _)| *other));
        let launched = LAUNCHED.contains(&&*resource.id.address.kind);
        search.addresses(&holders.collect::<Vec<_>>(), launched)
    });
    let steps = [Step::of(resource), Step::of(subnet)];
    Ok(match found {
        Some(step) => Value::bool(true).at(proof(steps.iter().chain([&step]))),
        None if search.undecided.is_empty() => Value::bool(false).at(proof(&steps)),
        None => unknown(Type::Bool, search.undecided).at(proof(&steps)),
    })
}

/// Whether the internet reaches a subnet, by family: certainly, or why it may.
struct Ways {
    four: Result<bool, Vec<Reason>>,
    six: Result<bool, Vec<Reason>>,
}

impl Ways {
    fn of(routes: &Value) -> Ways {
        let (elements, open) = parts(routes);
        let of_family = |six: bool| {
            let mut why = open.clone();
            for element in &elements {
                let destination = field(&element.value, "destination");
                match destination.as_str().map(|text| text.contains(':')) {
                    Some(found) if found != six => continue,
                    Some(_) if element.is_certain() => return Ok(true),
                    _ => why.extend(element_doubts(routes, element)),
                }
                why.extend(reasons(&destination));
            }
            match why.is_empty() {
                true => Ok(false),
                false => Err(why),
            }
        };
        Ways {
            four: of_family(false),
            six: of_family(true),
        }
    }
}

struct Search<'a> {
    subnet: &'a Arc<Instance>,
    ways: Ways,
    /// Why there may be an address after all.
    undecided: Vec<Reason>,
}

impl<'a> Search<'a> {
    /// An elastic IP address of the resource.
    fn elastic(&mut self, facts: &Facts<'a>, resource: &Instance) -> Option<Step> {
        let table = facts.elastic_addresses();
        for attached in table.of(&resource.id) {
            let mut why = attached_doubts(attached);
            match &self.ways.four {
                Ok(false) => return None,
                Ok(true) => {}
                Err(more) => why.extend(more.iter().cloned()),
            }
            match why.is_empty() {
                true => return Some(Step::of(attached.instance)),
                false => self.undecided.extend(why),
            }
        }
        None
    }

    /// What the resource, or what makes it, asks for; else what the subnet gives.
    fn addresses(&mut self, holders: &[&'a Arc<Instance>], launched: bool) -> Option<Step> {
        let mut said = false;
        for holder in holders {
            for (name, value, place) in asked(holder) {
                said = true;
                let step = Step::at(format!("{name} of {}", holder.id), place);
                if let Some(found) = self.decide(&value, step, Family::Four) {
                    return Some(found);
                }
            }
            for (name, value, place) in six(holder) {
                let step = Step::at(format!("{name} of {}", holder.id), place);
                if let Some(found) = self.decide(&value, step, Family::Six) {
                    return Some(found);
                }
            }
        }
        if !launched {
            return None;
        }
        let flags = [
            ("map_public_ip_on_launch", Family::Four),
            ("assign_ipv6_address_on_creation", Family::Six),
        ];
        for (name, family) in flags
            .into_iter()
            .filter(|flag| !said || flag.1 == Family::Six)
        {
            let place = self.subnet.place_of(&[PathStep::Attr(name.into())]);
            let step = Step::at(format!("{name} of {}", self.subnet.id), place);
            let value = self.subnet.attribute(name);
            if let Some(found) = self.decide(&value, step, family) {
                return Some(found);
            }
        }
        None
    }

    /// Whether `value` asks for an address of a family by which the internet reaches the subnet.
    fn decide(&mut self, value: &Value, step: Step, family: Family) -> Option<Step> {
        let way = match family {
            Family::Four => &self.ways.four,
            Family::Six => &self.ways.six,
        };
        let mut why = match way {
            Ok(false) => return None,
            Ok(true) => Vec::new(),
            Err(why) => why.clone(),
        };
        let asks = match (value.as_bool(), value.as_str(), value.as_sequence()) {
            (Some(asks), ..) => asks,
            (_, Some(text), _) => text == "true",
            (.., Some(list)) => !list.is_empty(),
            _ => match value.as_number().and_then(|number| number.to_i64()) {
                Some(count) => count > 0,
                None => {
                    why.extend(reasons(value));
                    true
                }
            },
        };
        match (asks && !value.is_null(), why.is_empty()) {
            (false, _) => None,
            (true, true) => Some(step),
            (true, false) => {
                self.undecided.extend(why);
                None
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Four,
    Six,
}

/// What a resource says about a public address of its own, with the line.
fn asked(holder: &Instance) -> Vec<(&'static str, Value, Place)> {
    let own = ASKED.iter().filter_map(|name| {
        let value = holder.written(name)?.clone();
        let place = holder.place_of(&[PathStep::Attr((*name).into())]);
        Some((*name, value, place))
    });
    let inside = ASKED_INSIDE.iter().flat_map(|(block, name)| {
        let (blocks, _) = holder.written(block).map(parts).unwrap_or_default();
        let place = holder.place_of(&[
            PathStep::Attr((*block).into()),
            PathStep::Index(0),
            PathStep::Attr((*name).into()),
        ]);
        let values = blocks.into_iter().map(|block| field(&block.value, name));
        let values = values.filter(|value| !value.is_null());
        values
            .map(move |value| (*name, value, place))
            .collect::<Vec<_>>()
    });
    own.chain(inside).collect()
}

/// What a resource says about addresses of IPv6.
fn six(holder: &Instance) -> Vec<(&'static str, Value, Place)> {
    let own = SIX.iter().filter_map(|name| {
        let value = holder.written(name)?.clone();
        let place = holder.place_of(&[PathStep::Attr((*name).into())]);
        Some((*name, value, place))
    });
    let (blocks, _) = holder
        .written("network_interfaces")
        .map(parts)
        .unwrap_or_default();
    let inside = SIX.iter().flat_map(|name| {
        let place = holder.place_of(&[PathStep::Attr("network_interfaces".into())]);
        let values = blocks.iter().map(|block| field(&block.value, name));
        let values = values.filter(|value| !value.is_null());
        values
            .map(move |value| (*name, value, place))
            .collect::<Vec<_>>()
    });
    own.chain(inside).collect()
}

/// `forwards(resource)`
pub(in crate::facts) fn forwards(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(resource) = arguments.first() else {
        return Err(Error::refused("forwards() takes one argument"));
    };
    let Some(instance) = facts.asked(resource, &[]) else {
        return Ok(unknown(Type::Bool, reasons(resource)).at(resource.origin.clone()));
    };
    let place = instance.place_of(&[PathStep::Attr("source_dest_check".into())]);
    let step = Step::at(format!("source_dest_check of {}", instance.id), place);
    Ok(match instance.written("source_dest_check") {
        None => Value::bool(false).at(proof([&Step::of(instance)])),
        Some(value) => match value.as_bool() {
            Some(checked) => Value::bool(!checked),
            None => unknown(Type::Bool, reasons(value)),
        }
        .at(proof([&step])),
    })
}
