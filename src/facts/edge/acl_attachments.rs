//! Who is given which web ACL: one record for each attribute or annotation that names one.

use std::collections::HashSet;
use std::sync::Arc;

use crate::address::Step as PathStep;
use crate::language::{HopKind, Instance as _, Origin, Type, Value};
use crate::source::Place;
use crate::terraform::{Existence, Instance};

use crate::facts::answer::{
    Listing, element_doubts, field, instance_value, parts, reasons, unknown,
};
use crate::facts::edge::web_acls::{
    DISTRIBUTIONS, customized, given_by, of_distribution, of_object,
};
use crate::facts::join::Named;
use crate::facts::region::{of_clusters, of_instance, region_of, same_region};
use crate::facts::{Derived, Facts};

/// All of them.
pub(in crate::facts) fn all(facts: &Facts<'_>) -> Vec<Derived> {
    let mut found = Vec::new();
    for kind in DISTRIBUTIONS {
        for instance in facts.graph.managed(kind) {
            found.extend(of_cloudfront(facts, instance));
        }
    }
    let kinds = [
        "aws_wafv2_web_acl_association",
        "aws_wafregional_web_acl_association",
    ];
    for association in kinds.iter().flat_map(|kind| facts.graph.managed(kind)) {
        found.extend(of_association(facts, association));
    }
    // Members of a group are given the web ACL by one line.
    let mut seen: HashSet<Place> = HashSet::new();
    for balancer in &facts.objects.load_balancers {
        let line = field(&balancer.value, "web_acl").origin.nearest();
        if line.is_some_and(|line| seen.insert(line)) {
            found.extend(of_balancer(facts, balancer));
        }
    }
    found
}

/// What is given a web ACL, by which line.
struct Holder {
    root: Arc<str>,
    name: Arc<str>,
    resource: Value,
    existence: Existence,
    header: Place,
    /// The attribute or annotation.
    by: &'static str,
    line: Place,
    target: &'static str,
    /// The region that the web ACL has to be made in.
    region: Value,
    /// The instance whose region that is.
    regional: Option<Arc<Instance>>,
}

fn of_cloudfront(facts: &Facts<'_>, distribution: &Arc<Instance>) -> Option<Derived> {
    let mut list = Listing::default();
    let by = match &*distribution.id.address.kind {
        "aws_cloudfront_distribution_tenant" => {
            customized(facts, distribution, &mut list, &mut Vec::new());
            "customizations"
        }
        _ => {
            of_distribution(facts, distribution, &mut list);
            "web_acl_id"
        }
    };
    let holder = Holder {
        line: distribution.place_of(&[PathStep::Attr(by.into())]),
        by,
        target: "distribution",
        region: Value::string("us-east-1"),
        regional: None,
        ..Holder::instance(facts, distribution)
    };
    holder.given(facts, &list.into_value(Origin::None))
}

fn of_association(facts: &Facts<'_>, association: &Arc<Instance>) -> Option<Derived> {
    let to = association.attribute("resource_arn");
    let (region, regional) = match facts.named(&to, &[], association.id.root) {
        // CloudFront takes none by association.
        Named::One(one) if DISTRIBUTIONS.contains(&&*one.id.address.kind) => return None,
        Named::One(one) => (of_instance(one), Some(one.clone())),
        _ => (region_of(facts, &to), None),
    };
    let by = match &*association.id.address.kind {
        "aws_wafv2_web_acl_association" => "web_acl_arn",
        _ => "web_acl_id",
    };
    let mut list = Listing::default();
    given_by(facts, association, &[], &mut list);
    let holder = Holder {
        line: association.place_of(&[PathStep::Attr(by.into())]),
        by,
        target: "regional",
        region,
        regional,
        ..Holder::instance(facts, association)
    };
    holder.given(facts, &list.into_value(Origin::None))
}

fn of_balancer(facts: &Facts<'_>, balancer: &Derived) -> Option<Derived> {
    let value = field(&balancer.value, "web_acl");
    let holder = Holder {
        root: balancer.root.clone(),
        name: balancer.name.clone(),
        resource: field(&balancer.value, "resource"),
        existence: balancer.existence.clone(),
        header: balancer.place,
        by: "annotation",
        line: value.origin.nearest()?,
        target: "regional",
        region: of_clusters(facts, &balancer.name, balancer.place),
        regional: None,
    };
    holder.given(facts, &of_object(facts, &balancer.value))
}

impl Holder {
    fn instance(facts: &Facts<'_>, instance: &Arc<Instance>) -> Holder {
        Holder {
            root: facts.root_name(instance.id.root),
            name: instance.id.to_string().into(),
            resource: instance_value(instance),
            existence: instance.existence.clone(),
            header: instance.header(),
            by: "",
            line: instance.header(),
            target: "",
            region: Value::null(Type::String),
            regional: None,
        }
    }

    /// What is given: the one web ACL of `list`, if there may be one.
    fn given(self, facts: &Facts<'_>, list: &Value) -> Option<Derived> {
        let (elements, open) = parts(list);
        let (acl, doubts) = match elements.first() {
            Some(element) => (element.value.clone(), element_doubts(list, element)),
            None if open.is_empty() => return None,
            None => (unknown(Type::Dynamic, open.clone()), Vec::new()),
        };
        let of_acl = |name: &str| match acl.is_unknown() {
            true => unknown(Type::String, open.clone()),
            false => field(&acl, name),
        };
        let (named, region) = (of_acl("acl"), of_acl("region"));
        let record = Value::object(vec![
            ("name".into(), Value::string(self.name.clone())),
            ("resource".into(), self.resource.clone()),
            ("target".into(), Value::string(self.target)),
            (
                "named_by".into(),
                Value::string(self.by).at(Origin::At(self.line)),
            ),
            ("scope".into(), of_acl("scope")),
            (
                "same_region".into(),
                self.same_region(facts, &named, &region),
            ),
            ("acl".into(), named),
            ("region".into(), region),
            ("target_region".into(), self.region),
        ]);
        Some(Derived {
            root: self.root,
            name: self.name,
            value: record.at(acl.origin.clone()),
            existence: self.existence.unless(doubts),
            place: self.header,
        })
    }

    /// Whether the web ACL is made in the region of what it protects.
    fn same_region(&self, facts: &Facts<'_>, acl: &Value, region: &Value) -> Value {
        let acl = facts.asked(acl, &[]);
        let told = match (acl, &self.regional) {
            (Some(acl), Some(other)) => same_region(acl, other),
            _ => None,
        };
        let both = region.as_str().zip(self.region.as_str());
        let from = vec![region.origin.clone(), self.region.origin.clone()];
        let value = match told.or(both.map(|(a, b)| a == b)) {
            Some(same) => Value::bool(same),
            None => unknown(
                Type::Bool,
                [reasons(region), reasons(&self.region)].concat(),
            ),
        };
        value.at(Origin::via(HopKind::Expression, None, from))
    }
}
