//! What a security group lets in: its rules in all three forms, read into one.
//!
//! A group has inline `ingress` blocks, and rules that stand by themselves, of the old resource or
//! of the new one. The group that a VPC comes with is known by the VPC; AWS gives it one rule, that
//! its own members reach each other, and adopting it takes that away.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::address::{Reference, RootId};
use crate::language::{Reason, ReasonKind, Value};
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{element_doubts, is_unset, parts, reasons};
use crate::facts::join::{GROUPS, Named, is_data};
use crate::facts::network::ranges::Range;
use crate::facts::security_groups::entry::Entry;
use crate::facts::security_groups::prefix_lists::{self, is_cloudfront, unread};

/// The rules of a group that let something in, and why there may be more.
#[derive(Clone, Debug, Default)]
pub(in crate::facts) struct Rules<'a> {
    pub rules: Vec<Rule<'a>>,
    pub open: Vec<Reason>,
}

/// One rule.
#[derive(Clone, Debug)]
pub(in crate::facts) struct Rule<'a> {
    pub entry: Entry<'a>,
    pub sources: Vec<Source<'a>>,
    /// What it is about; read once, as many things share a group of many rules.
    ports: Option<Ports>,
}

/// TCP ports from one to another, and why the rule may not be about them.
#[derive(Clone, Debug)]
struct Ports {
    from: i64,
    to: i64,
    undecided: Vec<Reason>,
}

/// Something that a rule lets in.
#[derive(Clone, Debug)]
pub(in crate::facts) struct Source<'a> {
    pub from: From<'a>,
    /// As it is written.
    pub value: Value,
    /// The attribute that says so.
    pub attribute: &'static str,
    /// Why the rule may not name it.
    pub doubts: Vec<Reason>,
}

/// What a rule lets in.
#[derive(Clone, Debug)]
pub(in crate::facts) enum From<'a> {
    /// Address ranges, and why there may be others.
    Ranges(Vec<Range>, Vec<Reason>),
    /// The addresses of a VPC or of a subnet, whatever they are.
    Vpc,
    /// CloudFront, as its managed prefix list names it.
    CloudFront,
    /// Members of another group.
    Group(&'a Arc<Instance>),
    /// Members of a group that cannot be looked at.
    Groups,
    /// Members of the same group.
    Itself,
}

/// The rules of `group`, read once a group.
pub(in crate::facts) fn rules_of<'f, 'a>(
    facts: &'f Facts<'a>,
    group: &'a Arc<Instance>,
) -> Cow<'f, Rules<'a>> {
    let slots = facts.group_rules.get_or_init(|| {
        let kinds = [
            "aws_security_group",
            "aws_default_security_group",
            "aws_vpc",
            "aws_default_vpc",
        ];
        let groups = kinds.iter().flat_map(|kind| facts.graph.managed(kind));
        let slots: HashMap<_, _> = groups
            .map(|group| (group.id.clone(), OnceLock::new()))
            .collect();
        slots
    });
    match slots.get(&group.id) {
        Some(slot) => Cow::Borrowed(slot.get_or_init(|| Rules::of(facts, group))),
        None => Cow::Owned(Rules::of(facts, group)),
    }
}

/// The `aws_default_security_group` of a VPC.
pub(in crate::facts) fn adopted<'a>(
    facts: &Facts<'a>,
    vpc: &Arc<Instance>,
) -> Option<&'a Arc<Instance>> {
    let groups = facts.default_groups().of(&vpc.id);
    groups.first().map(|attached| attached.instance)
}

/// So many rules of unknown groups are told one by one; of more only that they exist.
const LOOSE: usize = 16;

impl<'a> Rules<'a> {
    fn of(facts: &Facts<'a>, group: &'a Arc<Instance>) -> Rules<'a> {
        let mut found = Rules::default();
        match &*group.id.address.kind {
            _ if is_data(group) => {
                let what = format!("the rules of {}", group.id);
                let reason = Reason::new(ReasonKind::DataSource, what, Some(group.header()));
                found.open.push(reason);
            }
            // Without an adopter it lets in its own members, whom nobody asks for.
            "aws_vpc" | "aws_default_vpc" => {
                if let Some(adopted) = adopted(facts, group) {
                    found.inline(facts, adopted);
                }
            }
            _ => found.inline(facts, group),
        }
        let separate = facts.ingress_rules();
        let loose = separate.loose(group.id.root);
        let (told, rest) = loose.split_at(loose.len().min(LOOSE));
        for attached in separate.of(&group.id).iter().chain(told) {
            found.add(facts, Entry::resource(attached.instance, &attached.doubts));
        }
        let rest = rest.iter().flat_map(|a| a.doubts.iter().cloned());
        found.open.extend(rest.take(LOOSE));
        found.open.extend_from_slice(facts.handed(&group.id));
        found
    }

    fn inline(&mut self, facts: &Facts<'a>, group: &'a Arc<Instance>) {
        let (rules, open) = Entry::blocks(group, "ingress");
        self.open.extend(open);
        for rule in rules {
            self.add(facts, rule);
        }
    }

    fn add(&mut self, facts: &Facts<'a>, entry: Entry<'a>) {
        let is_egress = |kind: Value| kind.as_str() == Some("egress");
        if entry.get("type").is_some_and(is_egress) {
            return;
        }
        let sources = Sources::of(facts, &entry);
        let ports = Ports::of(&entry);
        self.rules.push(Rule {
            entry,
            sources,
            ports,
        });
    }
}

impl Ports {
    /// The ports that `entry` is about; `None` when it is not about TCP.
    fn of(entry: &Entry<'_>) -> Option<Ports> {
        let mut ports = Ports {
            from: i64::MIN,
            to: i64::MAX,
            undecided: entry.reasons(),
        };
        // `type` of the old resource: ingress or egress.
        let undecided = &mut ports.undecided;
        undecided.extend(entry.get("type").map(|t| reasons(&t)).unwrap_or_default());
        let protocol = ["protocol", "ip_protocol"]
            .iter()
            .find_map(|name| entry.get(name));
        match protocol.as_ref().map(|p| (p.as_str(), p)) {
            // All protocols have all ports.
            Some((Some("-1" | "all"), _)) => return Some(ports),
            Some((Some(name), _)) if name.eq_ignore_ascii_case("tcp") || name == "6" => {}
            Some((Some(_), _)) => return None,
            Some((None, value)) => undecided.extend(reasons(value)),
            None => {}
        }
        // A rule without ports is about all of them.
        for (name, bound) in [("from_port", &mut ports.from), ("to_port", &mut ports.to)] {
            let Some(value) = entry.get(name) else {
                continue;
            };
            match value.as_number().and_then(|number| number.to_i64()) {
                Some(port) => *bound = port,
                None => undecided.extend(reasons(&value)),
            }
        }
        Some(ports)
    }
}

impl Rule<'_> {
    /// Whether the rule is about TCP at `port`; the reasons when that is not decided.
    pub fn covers(&self, port: i64) -> Result<bool, Vec<Reason>> {
        match &self.ports {
            Some(ports) if (ports.from..=ports.to).contains(&port) => {
                match ports.undecided.is_empty() {
                    true => Ok(true),
                    false => Err(ports.undecided.clone()),
                }
            }
            _ => Ok(false),
        }
    }
}

/// The sources of one rule, in the making.
struct Sources<'f, 'e, 'a> {
    facts: &'f Facts<'a>,
    entry: &'e Entry<'a>,
    found: Vec<Source<'a>>,
}

impl<'a> Sources<'_, '_, 'a> {
    fn of(facts: &Facts<'a>, entry: &Entry<'a>) -> Vec<Source<'a>> {
        let mut sources = Sources {
            facts,
            entry,
            found: Vec::new(),
        };
        for name in ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6"] {
            sources.each(name, |_, value, _| range(value));
        }
        for name in ["prefix_list_ids", "prefix_list_id"] {
            sources.each(name, prefix_list);
        }
        let groups = [
            "security_groups",
            "source_security_group_id",
            "referenced_security_group_id",
        ];
        for name in groups {
            sources.each(name, group);
        }
        sources.itself();
        sources.found
    }

    /// Adds what the attribute `name` holds: one value, or a collection.
    fn each(&mut self, name: &'static str, read: fn(&Facts<'a>, &Value, RootId) -> From<'a>) {
        let Some(value) = self.entry.get(name) else {
            return;
        };
        let (facts, root) = (self.facts, self.entry.holder.id.root);
        let mut see = |value: &Value, doubts: Vec<Reason>| {
            if is_unset(value) {
                return;
            }
            self.found.push(Source {
                from: read(facts, value, root),
                value: value.clone(),
                attribute: name,
                doubts,
            });
        };
        let plural = name.ends_with('s');
        if !plural {
            // What may be null may name nothing.
            let unknown = value.as_unknown().filter(|unknown| !unknown.not_null);
            let perhaps = unknown.filter(|unknown| unknown.identity.is_none());
            see(
                &value,
                perhaps.map(|u| u.reasons.clone()).unwrap_or_default(),
            );
            return;
        }
        let (elements, open) = parts(&value);
        for element in &elements {
            see(&element.value, element_doubts(&value, element));
        }
        if !open.is_empty() {
            self.found.push(Source {
                from: From::Ranges(Vec::new(), open.clone()),
                value: value.clone(),
                attribute: name,
                doubts: open,
            });
        }
    }

    fn itself(&mut self) {
        let Some(value) = self.entry.get("self") else {
            return;
        };
        if value.as_bool() == Some(false) {
            return;
        }
        self.found.push(Source {
            from: From::Itself,
            attribute: "self",
            doubts: reasons(&value),
            value,
        });
    }
}

/// What `value` says as a range.
fn range<'a>(value: &Value) -> From<'a> {
    if let Some(range) = value.as_str().and_then(Range::parse) {
        return From::Ranges(vec![range], Vec::new());
    }
    let identity = value.as_unknown().and_then(|u| u.identity.as_ref());
    match identity.is_some_and(is_of_vpc) {
        true => From::Vpc,
        false => From::Ranges(Vec::new(), unread(value, "the range")),
    }
}

/// Whether a reference is to the addresses of a VPC or subnet.
fn is_of_vpc(reference: &Reference) -> bool {
    let kinds = [
        "aws_vpc",
        "aws_default_vpc",
        "aws_subnet",
        "aws_default_subnet",
        "aws_vpc_ipv4_cidr_block_association",
        "aws_vpc_ipv6_cidr_block_association",
    ];
    kinds.contains(&&*reference.instance.address.kind)
        && matches!(
            reference.attribute(),
            Some("cidr_block" | "ipv6_cidr_block")
        )
}

fn prefix_list<'a>(facts: &Facts<'a>, value: &Value, root: RootId) -> From<'a> {
    if is_cloudfront(facts, value, root) {
        return From::CloudFront;
    }
    let found = prefix_lists::ranges(facts, value, root);
    From::Ranges(found.ranges, found.open)
}

fn group<'a>(facts: &Facts<'a>, value: &Value, root: RootId) -> From<'a> {
    match facts.named(value, GROUPS, root) {
        Named::One(group) => From::Group(group),
        _ => From::Groups,
    }
}
