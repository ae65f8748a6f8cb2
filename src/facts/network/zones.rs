//! Availability Zones, as far as files tell them apart.
//!
//! A zone is a name or an id, or the n-th of a data source. Two of one kind are different when
//! they are written differently; whether `eu-west-1a` is the first of
//! `data.aws_availability_zones.x.names` nobody knows before apply.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::address::{Reference, Step as PathStep};
use crate::language::functions::Error;
use crate::language::{Piece, Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{
    Listing, Step, doubts, element_doubts, is_symbolic, is_unset, parts, proof, reasons, unknown,
};
use crate::facts::data::aurora::{Member, members_of};
use crate::facts::join::{Named, is_data};
use crate::facts::network::placement::{group_name, subnets_of};
use crate::facts::presence::attribute;

/// What tells zones apart.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Token {
    /// `eu-west-1a`
    Name(Arc<str>),
    /// `euw1-az1`
    Id(Arc<str>),
    /// The `a` behind a region that is not known: all subnets of a VPC have the same.
    Letter(Arc<str>),
    /// The n-th of a list whose elements are different zones.
    Nth(Reference, u64),
    /// Some zone.
    Any,
}

/// Zones in the making.
#[derive(Default)]
struct Zones {
    /// Each zone once, in the order they came, with the doubts about it.
    found: Vec<(Token, Value, Vec<Reason>)>,
    seen: BTreeMap<Token, usize>,
    open: Vec<Reason>,
    steps: Vec<Step>,
}

/// `zones(resource)`
pub(in crate::facts) fn zones(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(thing) = arguments.first() else {
        return Err(Error::refused("zones() takes one argument"));
    };
    let mut zones = Zones::default();
    let listed =
        thing.as_sequence().is_some() || thing.as_unknown().is_some_and(|u| !u.elements.is_empty());
    if listed {
        zones.subnets(facts, thing);
        return Ok(zones.into_value());
    }
    let Some(instance) = facts.asked(thing, &[]) else {
        return Ok(unknown(Type::Dynamic, reasons(thing)).at(thing.origin.clone()));
    };
    zones.steps.push(Step::of(instance));
    match &*instance.id.address.kind {
        "aws_subnet" | "aws_default_subnet" => zones.subnet(facts, instance, Vec::new()),
        "aws_rds_cluster" | "aws_db_instance" => zones.database(facts, instance),
        _ => {
            let subnets = subnets_of(facts, instance);
            zones.subnets(facts, &subnets);
        }
    }
    Ok(zones.into_value())
}

impl Zones {
    fn add(&mut self, token: Token, value: Value, doubts: Vec<Reason>) {
        if is_local(&token) {
            return;
        }
        if token == Token::Any {
            self.found.push((token, value, doubts));
            return;
        }
        match self.seen.get(&token).and_then(|at| self.found.get_mut(*at)) {
            // A zone that is certain once is certain.
            Some(known) if doubts.is_empty() => known.2.clear(),
            Some(_) => {}
            None => {
                self.seen.insert(token.clone(), self.found.len());
                self.found.push((token, value, doubts));
            }
        }
    }

    /// The zone that `value` names.
    fn value(&mut self, value: &Value, doubts: Vec<Reason>) {
        self.add(token(value), value.clone(), doubts);
    }

    fn subnets(&mut self, facts: &Facts<'_>, list: &Value) {
        let (elements, open) = parts(list);
        for element in &elements {
            let mut why = element_doubts(list, element);
            match facts.asked(&element.value, &["aws_subnet", "aws_default_subnet"]) {
                Some(subnet) => {
                    why.extend_from_slice(doubts(subnet));
                    self.subnet(facts, subnet, why);
                }
                None => {
                    self.open.extend(reasons(&element.value));
                    self.add(Token::Any, element.value.clone(), why);
                }
            }
        }
        self.open.extend(open);
    }

    fn subnet(&mut self, _: &Facts<'_>, subnet: &Arc<Instance>, doubts: Vec<Reason>) {
        if is_symbolic(subnet) {
            self.open
                .extend_from_slice(crate::facts::answer::doubts(subnet));
        }
        self.steps.push(Step::of(subnet));
        for name in ["availability_zone", "availability_zone_id"] {
            if let Some(value) = subnet.written(name).filter(|value| !is_unset(value)) {
                self.value(value, doubts);
                return;
            }
        }
        self.add(Token::Any, attribute(subnet, "availability_zone"), doubts);
    }

    /// The zones written for members of a database; where AWS places one, all of its subnets.
    fn database<'a>(&mut self, facts: &Facts<'a>, database: &'a Arc<Instance>) {
        let members = members_of(facts, database);
        self.open.extend(members.open.iter().cloned());
        let mut unplaced: Option<Vec<Reason>> = None;
        for Member { zone, doubts, .. } in &members.members {
            match is_unset(zone) {
                false => self.value(zone, doubts.clone()),
                true => match &mut unplaced {
                    Some(least) if doubts.is_empty() => least.clear(),
                    Some(_) => {}
                    None => unplaced = Some(doubts.clone()),
                },
            }
        }
        if let Some(doubts) = unplaced {
            self.group(facts, database, &members.members, doubts);
        }
    }

    fn group<'a>(
        &mut self,
        facts: &Facts<'a>,
        database: &'a Arc<Instance>,
        members: &[Member<'a>],
        doubts: Vec<Reason>,
    ) {
        // The instances of a cluster stand in its group, whichever of them names it.
        let holders = std::iter::once(database).chain(members.iter().filter_map(|m| m.instance));
        let group = holders
            .filter_map(|holder| {
                let (types, name) = group_name(holder)?;
                Some((name, facts.named(name, types, holder.id.root)))
            })
            .next();
        match group {
            Some((_, Named::One(group))) if !is_data(group) && !is_empty(facts, group) => {
                self.steps.push(Step::of(group));
                let subnets = subnets_of(facts, group);
                let before = self.found.len();
                self.subnets(facts, &subnets);
                for (_, _, why) in self.found.iter_mut().skip(before) {
                    why.extend(doubts.iter().cloned());
                }
            }
            // One of them may stand in a single zone.
            Some((_, Named::Perhaps(groups, why)))
                if groups.iter().any(|group| !spans_zones(facts, group)) =>
            {
                for group in groups {
                    self.steps.push(Step::of(group));
                    let before = self.found.len();
                    self.subnets(facts, &subnets_of(facts, group));
                    for (_, _, doubts) in self.found.iter_mut().skip(before) {
                        doubts.extend(why.iter().cloned());
                    }
                }
                self.open.extend(why);
            }
            other => {
                // A group covers two zones at least: AWS makes no other.
                let what =
                    other.map_or("the default subnet group".to_owned(), |(name, _)| {
                        match (
                            name.as_str(),
                            name.as_unknown().and_then(|u| u.refs.first()),
                        ) {
                            (Some(text), _) => format!("the subnet group {text}"),
                            (None, Some(reference)) => format!("the subnet group {reference}"),
                            _ => "the subnet group".to_owned(),
                        }
                    });
                let reason = Reason::new(
                    ReasonKind::RemoteState,
                    what.as_str(),
                    Some(database.header()),
                );
                let text = format!("{what} covers two zones at least: AWS makes no other");
                self.steps.push(Step::unwritten(text));
                for at in ["one", "another"] {
                    let zone =
                        Reason::new(reason.kind, format!("{at} zone of {what}"), reason.place);
                    let zone = unknown(Type::String, vec![zone]);
                    let holder = Reference {
                        instance: database.id.clone(),
                        path: vec![PathStep::Attr("db_subnet_group_name".into())],
                    };
                    let nth = u64::from(at != "one");
                    self.add(Token::Nth(holder, nth), zone, doubts.clone());
                }
                self.open.push(reason);
            }
        }
    }

    /// How many zones there are for certain: those of the largest kind whose members can be told
    /// apart, since one of another kind may be one of them.
    fn certain(&self) -> Option<(Class<'_>, usize)> {
        let mut sizes: BTreeMap<Class<'_>, usize> = BTreeMap::new();
        for (token, _, doubts) in &self.found {
            if doubts.is_empty() {
                *sizes.entry(class(token)).or_default() += 1;
            }
        }
        // Zones that nothing tells apart are one for sure.
        if let Some(any) = sizes.get_mut(&Class::Any) {
            *any = 1;
        }
        let mut best: Option<(Class<'_>, usize)> = None;
        for (class, size) in sizes {
            if best.as_ref().is_none_or(|(_, most)| size > *most) {
                best = Some((class, size));
            }
        }
        best
    }

    fn into_value(self) -> Value {
        let best = self.certain();
        let mut left = best.as_ref().map_or(0, |(_, size)| *size);
        let mut list = Listing::default();
        for (token, value, doubts) in &self.found {
            let chosen = best.as_ref().is_some_and(|(best, _)| *best == class(token));
            if chosen && doubts.is_empty() && left > 0 {
                left -= 1;
                list.push(value.clone());
                continue;
            }
            let mut why = doubts.clone();
            if why.is_empty() {
                why = apart(value);
            }
            list.push_if(value.clone(), &why);
        }
        list.open(self.open.clone());
        list.into_value(proof(&self.steps))
    }
}

/// Whether the subnets of a group stand in two zones for certain.
fn spans_zones(facts: &Facts<'_>, group: &Arc<Instance>) -> bool {
    let mut zones = Zones::default();
    zones.subnets(facts, &subnets_of(facts, group));
    zones.certain().is_some_and(|(_, count)| count >= 2)
}

/// Whether a subnet group names no subnets, which AWS refuses: they are given elsewhere.
fn is_empty(facts: &Facts<'_>, group: &Arc<Instance>) -> bool {
    let (elements, open) = parts(&subnets_of(facts, group));
    elements.is_empty() && open.is_empty()
}

/// Zones of one class can be told apart.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Class<'t> {
    Name,
    Id,
    Letter,
    List(&'t Reference),
    Any,
}

fn class(token: &Token) -> Class<'_> {
    match token {
        Token::Name(_) => Class::Name,
        Token::Id(_) => Class::Id,
        Token::Letter(_) => Class::Letter,
        Token::Nth(list, _) => Class::List(list),
        Token::Any => Class::Any,
    }
}

/// Why a zone may be one of the others.
fn apart(value: &Value) -> Vec<Reason> {
    match reasons(value) {
        why if why.is_empty() => {
            let what = format!("which zone {} is", value.as_str().unwrap_or("this"));
            vec![Reason::new(
                ReasonKind::Computed,
                what,
                value.origin.nearest(),
            )]
        }
        why => why,
    }
}

fn token(value: &Value) -> Token {
    if let Some(text) = value.as_str() {
        return match text
            .split('-')
            .next_back()
            .is_some_and(|part| part.starts_with("az"))
        {
            true => Token::Id(text.into()),
            false => Token::Name(text.into()),
        };
    }
    let unknown = value.as_unknown();
    let identity = unknown.and_then(|unknown| unknown.identity.as_ref());
    let Some(reference) = identity else {
        return match unknown.and_then(|unknown| unknown.pieces.as_deref()) {
            Some([Piece::Text(before), Piece::Unknown(_), Piece::Text(letter)])
                if before.is_empty() && matches!(letter.as_bytes(), [b'a'..=b'z']) =>
            {
                Token::Letter(letter.clone())
            }
            _ => Token::Any,
        };
    };
    let lists = ["names", "zone_ids"];
    let listed = reference
        .attribute()
        .is_some_and(|name| lists.contains(&name));
    match (listed, reference.path.as_slice()) {
        (true, [list, PathStep::Index(at)]) => {
            let list = Reference {
                instance: reference.instance.clone(),
                path: vec![list.clone()],
            };
            Token::Nth(list, *at)
        }
        // The zone of another resource: equal to itself.
        _ => Token::Any,
    }
}

/// Whether a zone is a local or Wavelength zone: these have more parts than a region and a
/// letter (`us-west-2-lax-1a`), their ids more than two (`usw2-lax1-az1`).
fn is_local(token: &Token) -> bool {
    let has_digit = |part: &str| part.bytes().any(|b| b.is_ascii_digit());
    match token {
        Token::Name(name) => {
            let parts: Vec<&str> = name.split('-').collect();
            let (_, before) = parts.split_last().unwrap_or((&"", &[]));
            before.iter().any(|part| has_digit(part))
        }
        Token::Id(id) => id.split('-').count() > 2,
        _ => false,
    }
}
