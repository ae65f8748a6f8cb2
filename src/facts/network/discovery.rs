//! The subnets that the AWS Load Balancer Controller makes a load balancer in: those that an
//! annotation or a configuration names, else those that it discovers by their tags
//! (`kubernetes.io/role/elb`, of an internal one `kubernetes.io/role/internal-elb`) in the VPC of
//! the cluster.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::address::{InstanceId, Mode};
use crate::graph::references;
use crate::language::{Element, Reason, ReasonKind, Type, Value};
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{Listing, Step, field, instance_value, parts, proof, reasons};
use crate::facts::data::selection::has_tag;
use crate::facts::network::nodes::tags_of;
use crate::facts::network::placement::{SUBNETS, subnets_of};
use crate::facts::network::route_tables::vpc_of;

const INTERNET: &str = "kubernetes.io/role/elb";
const INTERNAL: &str = "kubernetes.io/role/internal-elb";

/// The subnets of a load balancer that a controller makes, of its record.
pub(in crate::facts) fn subnets_of_record(facts: &Facts<'_>, record: &Value) -> Value {
    let name = field(record, "name");
    let step = Step {
        text: name.as_str().unwrap_or("a load balancer").into(),
        place: record.origin.nearest(),
    };
    let mut search = Search {
        facts,
        step: step.clone(),
        list: Listing::default(),
        seen: BTreeSet::new(),
    };
    let placement = field(record, "placement");
    match placement.is_null() {
        true => search.discover(&field(record, "scheme")),
        false => search.named(&placement),
    }
    search.list.into_value(proof([&step]))
}

struct Search<'f, 'a> {
    facts: &'f Facts<'a>,
    step: Step,
    list: Listing,
    seen: BTreeSet<InstanceId>,
}

impl<'a> Search<'_, 'a> {
    /// Adds what names say: ids, or Name tags; one text may hold several.
    fn named(&mut self, value: &Value) {
        if let Some(entries) = value.as_entries() {
            for name in ["ids", "identifier"] {
                if let Some(ids) = entries.get(name) {
                    self.named(ids);
                }
            }
            for (key, values) in field(value, "tags")
                .as_entries()
                .into_iter()
                .flat_map(|t| t.iter())
            {
                self.tagged(key, values);
            }
            return;
        }
        if value.as_str().is_none() && !value.is_unknown() {
            let (elements, open) = parts(value);
            self.list.open(open);
            return elements
                .iter()
                .for_each(|element| self.named(&element.value));
        }
        let Some(text) = value.as_str() else {
            return self.referred(value);
        };
        if let Some(subnet) = self.facts.asked(value, SUBNETS) {
            return self.found(subnet, &[], value);
        }
        for name in text
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            let one = Value::string(name).at(value.origin.clone());
            match name.starts_with("subnet-") {
                true => self.list.push(one),
                false => self.tagged("Name", &one),
            }
        }
    }

    /// Adds the subnets whose ids a text is made of.
    fn referred(&mut self, value: &Value) {
        let before = self.list.elements().len();
        for (reference, _) in references(value) {
            let named = self.facts.graph.denoted_by(&reference);
            if let Some(subnet) = named.filter(|s| SUBNETS.contains(&&*s.id.address.kind)) {
                self.found(subnet, &[], value);
            }
        }
        let mut why = reasons(value);
        if self.list.elements().len() > before {
            why.retain(|reason| reason.kind != ReasonKind::Computed);
        }
        self.list.open(why);
    }

    /// Adds the subnets that have a tag with one of `values`.
    fn tagged(&mut self, key: &str, values: &Value) {
        let values = match values.as_str() {
            Some(_) => vec![values.clone()],
            None => parts(values)
                .0
                .into_iter()
                .map(|element: Element| element.value)
                .collect(),
        };
        for subnet in self.all() {
            let tags = tags_of(self.facts, subnet);
            for value in &values {
                match has_tag(&tags, &Value::string(key), value, false) {
                    Ok(true) => self.found(subnet, &[], value),
                    Ok(false) => {}
                    Err(why) => self.found(subnet, &why, value),
                }
            }
        }
        if self.list.elements().is_empty() {
            self.undecided("the subnets of");
        }
    }

    fn discover(&mut self, scheme: &Value) {
        let key = match scheme.as_str() {
            Some("internet-facing") => INTERNET,
            Some(_) => INTERNAL,
            None => return self.list.open(reasons(scheme)),
        };
        let any = Value::string("*");
        let mut found: Vec<(&'a Arc<Instance>, Vec<Reason>)> = Vec::new();
        for subnet in self.all() {
            match has_tag(
                &tags_of(self.facts, subnet),
                &Value::string(key),
                &any,
                true,
            ) {
                Ok(true) => found.push((subnet, Vec::new())),
                Ok(false) => {}
                Err(why) => found.push((subnet, why)),
            }
        }
        // A controller looks in the VPC of its cluster.
        let homes = self.homes();
        if !homes.is_empty() {
            found.retain(|(subnet, _)| {
                vpc_of(self.facts, subnet).map_or(true, |vpc| homes.contains(&vpc.id))
            });
        }
        let vpcs: BTreeSet<Option<&InstanceId>> = found
            .iter()
            .map(|(subnet, _)| vpc_of(self.facts, subnet).ok().map(|vpc| &vpc.id))
            .collect();
        let several = (vpcs.len() > 1).then(|| {
            let what = format!("the VPC of {}", self.step.text);
            Reason::new(ReasonKind::Schema, what, self.step.place)
        });
        for (subnet, mut why) in found {
            why.extend(several.clone());
            self.found(subnet, &why, &Value::null(Type::Dynamic));
        }
        for vpc in vpcs.into_iter().flatten() {
            self.list.open(self.facts.handed(vpc).iter().cloned());
        }
        if self.list.elements().is_empty() {
            self.undecided("which subnets are discovered for");
        }
    }

    /// The VPCs of the clusters of the scan.
    fn homes(&self) -> BTreeSet<InstanceId> {
        let clusters = self.facts.graph.managed("aws_eks_cluster");
        let subnets = clusters.flat_map(|cluster| parts(&subnets_of(self.facts, cluster)).0);
        let vpcs = subnets.filter_map(|element| {
            let subnet = self.facts.asked(&element.value, SUBNETS)?;
            Some(vpc_of(self.facts, subnet).ok()?.id.clone())
        });
        vpcs.collect()
    }

    fn all(&self) -> Vec<&'a Arc<Instance>> {
        let graph = self.facts.graph;
        let all = SUBNETS.iter().flat_map(|kind| graph.managed(kind));
        all.filter(|subnet| subnet.id.address.mode == Mode::Managed)
            .collect()
    }

    fn undecided(&mut self, what: &str) {
        let what = format!("{what} {}", self.step.text);
        self.list
            .open([Reason::new(ReasonKind::Schema, what, self.step.place)]);
    }

    fn found(&mut self, subnet: &Arc<Instance>, why: &[Reason], by: &Value) {
        if !self.seen.insert(subnet.id.clone()) {
            return;
        }
        let line = by
            .origin
            .nearest()
            .map(|place| Step::at("it is named", place));
        let steps = [&self.step].into_iter().chain(&line);
        let step = Step::of(subnet);
        let value = instance_value(subnet).at(proof(steps.chain([&step])));
        self.list.push_instance(subnet, value, why);
    }
}

/// The subnets of `record` where it is one of a load balancer that a controller makes.
pub(in crate::facts) fn of_record(facts: &Facts<'_>, record: &Value) -> Option<Value> {
    let entries = record.as_entries()?;
    entries.get("placement")?;
    match facts.asked(&field(record, "resource"), &[]) {
        Some(instance) => Some(subnets_of(facts, instance)),
        None => Some(subnets_of_record(facts, record)),
    }
}
