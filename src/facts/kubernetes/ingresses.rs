//! Ingresses that the AWS Load Balancer Controller or EKS Auto Mode serves.
//!
//! Members of one IngressGroup share a load balancer; each is told as one, with what any of them
//! settles. What the parameters of their class settle wins over annotations.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::kubernetes::Object;
use crate::language::{Origin, Reason, ReasonKind, Type, Value, same};

use super::super::Derived;
use super::super::answer::{Step, parts, proof, proof_after, reasons, unknown};
use super::index::Index;
use super::record::derived;
use super::sets::meant;
use super::{firewall, listeners};

/// What all annotations of the controller begin with.
const PREFIX: &str = "alb.ingress.kubernetes.io/";

/// All load balancers of Ingresses, in report order.
pub(super) fn all(index: &Index) -> Vec<Derived> {
    let defaults = default_classes(index);
    let served: Vec<Served> = index
        .all("Ingress")
        .iter()
        .filter_map(|i| Served::of(i, index, &defaults))
        .collect();
    let mut groups: BTreeMap<&str, Vec<&Served>> = BTreeMap::new();
    for ingress in &served {
        if let Some(group) = ingress.group.and_then(Value::as_str) {
            groups.entry(group).or_default().push(ingress);
        }
    }
    // What a group settles is looked for once for each set of objects.
    let mut settled: BTreeMap<(&str, &str), Settled> = BTreeMap::new();
    let mut found = Vec::new();
    for ingress in &served {
        let group = ingress.group.and_then(Value::as_str);
        let members = group.and_then(|group| Some((group, groups.get(group)?)));
        match members {
            Some((group, members)) => {
                let settled = settled
                    .entry((&ingress.object.root, group))
                    .or_insert_with(|| of_group(ingress, members, index));
                found.push(ingress.derived(settled));
            }
            None => found.push(ingress.derived(&Settled::by(&[ingress]))),
        }
        found.extend(ingress.front());
    }
    found
}

/// What the members of its group settle for `ingress`: those of its set, and those of others that
/// are applied with it. What a member settles of which nothing tells whether it is, is unknown.
fn of_group<'o>(ingress: &Served<'o>, members: &[&Served<'o>], index: &Index<'o>) -> Settled<'o> {
    let (mut certain, others): (Vec<&Served>, Vec<&Served>) = members
        .iter()
        .take(MAX_MEMBERS)
        .partition(|member| member.object.root == ingress.object.root);
    let mut families: BTreeMap<usize, Vec<&Served>> = BTreeMap::new();
    let mut perhaps: Vec<&Served> = Vec::new();
    let mut doubts = Vec::new();
    for member in others {
        if index.sets.together(ingress.object, member.object) {
            let family = index.sets.family(member.object);
            families.entry(family).or_default().push(member);
        }
    }
    for family in families.into_values() {
        let objects = family.iter().map(|member| member.object).collect();
        let (objects, why) = meant(ingress.object, objects);
        let is_meant = |member: &&&Served| objects.iter().any(|o| std::ptr::eq(*o, member.object));
        let family = family.iter().filter(is_meant).copied();
        match why.is_empty() {
            true => certain.extend(family),
            false => perhaps.extend(family),
        }
        doubts.extend(why);
    }
    let settled = Settled::by(&certain);
    if perhaps.is_empty() {
        return settled;
    }
    certain.extend(perhaps);
    settled.unless(Settled::by(&certain), &doubts)
}

/// Most members of a group that are gone through.
const MAX_MEMBERS: usize = 1_000;

/// What the members of a group settle for all of them.
struct Settled<'o> {
    scheme: Option<Cow<'o, Value>>,
    web_acl: Option<Value>,
    certificates: Option<Value>,
    redirect: Option<Value>,
    placement: Option<Value>,
    /// A listener that speaks HTTPS.
    https: Option<Value>,
}

impl<'o> Settled<'o> {
    fn by(members: &[&Served<'o>]) -> Settled<'o> {
        let mut settled = Settled {
            scheme: public_first(members).map(Cow::Borrowed),
            web_acl: members.iter().find_map(|member| member.web_acl()),
            certificates: members.iter().find_map(|member| member.certificates()),
            redirect: members.iter().find_map(|member| member.redirect()),
            placement: members.iter().find_map(|member| member.placement()),
            https: None,
        };
        settled.https = members.iter().find_map(|member| {
            let (listeners, _) = parts(&member.listeners(&settled));
            let mut all = listeners.into_iter().map(|element| element.value);
            all.find(listeners::is_https)
        });
        settled
    }

    /// The same, unknown where `other` differs, for `doubts`.
    fn unless(self, other: Settled<'o>, doubts: &[Reason]) -> Settled<'o> {
        let decided = |one: Option<Value>, other: Option<Value>| match (&one, &other) {
            (Some(a), Some(b)) if same(a, b) == Some(true) => one,
            (None, None) => None,
            _ => Some(unknown(Type::Dynamic, doubts.to_vec())),
        };
        let own = |value: Option<Cow<'o, Value>>| value.map(Cow::into_owned);
        Settled {
            scheme: decided(own(self.scheme), own(other.scheme)).map(Cow::Owned),
            web_acl: decided(self.web_acl, other.web_acl),
            certificates: decided(self.certificates, other.certificates),
            redirect: decided(self.redirect, other.redirect),
            placement: decided(self.placement, other.placement),
            https: decided(self.https, other.https),
        }
    }
}

/// The scheme that a member of a group writes: of several that differ the public one.
fn public_first<'o>(members: &[&Served<'o>]) -> Option<&'o Value> {
    let written = members
        .iter()
        .filter_map(|member| member.annotation("scheme"));
    let mut written: Vec<&Value> = written.collect();
    written.sort_by_key(|scheme| scheme.as_str() != Some("internet-facing"));
    written.first().copied()
}

/// An Ingress that an AWS controller serves, or may.
struct Served<'o> {
    object: &'o Object,
    /// The parameters of its class.
    parameters: Option<&'o Object>,
    /// Why they are not known.
    unread: Vec<Reason>,
    group: Option<&'o Value>,
    /// Why it may not be.
    doubts: Vec<Reason>,
}

/// Who serves an Ingress.
enum Class<'o> {
    Aws(Option<&'o Object>),
    Another,
    Undecided(Vec<Reason>),
    /// One of several classes that differ.
    Several(Vec<Reason>),
}

impl<'o> Served<'o> {
    fn of(object: &'o Object, index: &Index<'o>, defaults: &[&'o Object]) -> Option<Served<'o>> {
        let (class, doubts) = match class(object, index, defaults) {
            Class::Aws(class) => (class, Vec::new()),
            Class::Another => return None,
            // Who writes annotations of the controller has it.
            Class::Undecided(_) if has_annotations(object) => (None, Vec::new()),
            Class::Undecided(doubts) => (None, doubts),
            Class::Several(unread) => {
                return Some(Served {
                    object,
                    parameters: None,
                    doubts: match has_annotations(object) {
                        true => Vec::new(),
                        false => unread.clone(),
                    },
                    unread,
                    group: object.annotation(&format!("{PREFIX}group.name")),
                });
            }
        };
        let parameters = class.and_then(|class| {
            let name = class.text(&["spec", "parameters", "name"])?;
            let kind = class.text(&["spec", "parameters", "kind"])?;
            let ours = kind == "IngressClassParams";
            ours.then(|| index.shared(object, "IngressClassParams", name))
        });
        let (parameters, unread) = match parameters.unwrap_or(Ok(None)) {
            Ok(parameters) => (parameters, Vec::new()),
            Err(unread) => (None, unread),
        };
        let of_class = parameters.and_then(|parameters| parameters.get(&["spec", "group", "name"]));
        let own = object.annotation(&format!("{PREFIX}group.name"));
        Some(Served {
            object,
            parameters,
            unread,
            group: of_class.or(own),
            doubts,
        })
    }

    fn annotation(&self, name: &str) -> Option<&'o Value> {
        let found = self.object.annotation(&format!("{PREFIX}{name}"));
        found.filter(|value| !value.is_null())
    }

    fn derived(&self, settled: &Settled) -> Derived {
        let fields = vec![
            ("kind", Value::string("application")),
            ("application", Value::bool(true)),
            ("scheme", self.scheme(settled.scheme.as_deref())),
            ("before_alb", Value::bool(false)),
            ("listeners", self.listeners(settled)),
            ("web_acl", self.settled_acl(settled)),
            ("stack", self.stack()),
            ("placement", self.settled_placement(settled)),
            ("resource", self.object.value.clone()),
        ];
        self.with_doubts(derived(self.object, &self.object.name(), fields))
    }

    fn scheme(&self, of_group: Option<&Value>) -> Value {
        let object = self.object;
        let header = Step::at(object.name(), object.place);
        let parameters = self.parameters.and_then(|p| p.get(&["spec", "scheme"]));
        let own = self.annotation("scheme");
        if !self.unread.is_empty() {
            return unknown(Type::String, self.unread.clone()).at(proof([&header]));
        }
        if let Some(scheme) = parameters {
            return told(scheme, "IngressClassParams", &header);
        }
        if let Some(scheme) =
            own.filter(|own| of_group.is_none_or(|of| of.as_str() == own.as_str()))
        {
            return told(scheme, "", &header);
        }
        if let Some(scheme) = of_group {
            return told(scheme, "a member of its group", &header);
        }
        if let Some(group) = self.group.filter(|group| group.is_unknown()) {
            return unknown(Type::String, reasons(group)).at(proof([&header]));
        }
        Value::string("internal").at(proof([&header]))
    }

    /// The web ACL that it names itself; the parameters of its class win over annotations.
    fn web_acl(&self) -> Option<Value> {
        let of_class = self.parameters.and_then(|parameters| {
            let by_name = || parameters.get(&["spec", "wafv2AclName"]).cloned();
            let by_arn = parameters.get(&["spec", "wafv2AclArn"]);
            by_arn.map(firewall::arn).or_else(by_name)
        });
        of_class.or_else(|| firewall::of_annotations(|name| self.annotation(name)))
    }

    fn listeners(&self, settled: &Settled) -> Value {
        let ingress = listeners::Ingress {
            object: self.object,
            ports: self.annotation("listen-ports"),
            certificates: self.certificates(),
            of_group: settled.certificates.clone(),
            redirect: settled.redirect.clone(),
            https: settled.https.clone(),
        };
        ingress.listeners()
    }

    /// The certificates that are named for it; the parameters of its class win over annotations.
    fn certificates(&self) -> Option<Value> {
        // The AWS Load Balancer Controller and EKS Auto Mode call them differently.
        let names = ["certificateArn", "certificateARNs"];
        let of_class = names
            .iter()
            .find_map(|name| self.parameters?.get(&["spec", name]));
        let named = of_class.or_else(|| self.annotation("certificate-arn"));
        named.map(listeners::certificates)
    }

    /// What sends all plain requests on to HTTPS.
    fn redirect(&self) -> Option<Value> {
        let of_class = self.parameters;
        let of_class = of_class.and_then(|p| p.get(&["spec", "sslRedirectPort"]));
        of_class
            .or_else(|| self.annotation("ssl-redirect"))
            .cloned()
    }

    /// The web ACL of its load balancer; null without one.
    fn settled_acl(&self, settled: &Settled) -> Value {
        let found = self.web_acl().or_else(|| settled.web_acl.clone());
        if !self.unread.is_empty() {
            return unknown(Type::String, self.unread.clone());
        }
        match (found, self.group.filter(|group| group.is_unknown())) {
            (Some(found), _) => found,
            (None, Some(group)) => unknown(Type::String, reasons(group)),
            (None, None) => Value::null(Type::String),
        }
    }

    /// What names its subnets; the parameters of its class win over annotations.
    fn placement(&self) -> Option<Value> {
        let of_class = self.parameters.and_then(|p| p.get(&["spec", "subnets"]));
        of_class.or_else(|| self.annotation("subnets")).cloned()
    }

    /// What names the subnets of its load balancer; null where they are discovered.
    fn settled_placement(&self, settled: &Settled) -> Value {
        if !self.unread.is_empty() {
            return unknown(Type::Dynamic, self.unread.clone());
        }
        let found = self.placement().or_else(|| settled.placement.clone());
        found.unwrap_or_else(|| Value::null(Type::Dynamic))
    }

    /// The same of the network load balancer before it.
    fn front_placement(&self) -> Value {
        let named = self.annotation("frontend-nlb-subnets").cloned();
        named.unwrap_or_else(|| Value::null(Type::Dynamic))
    }

    /// What the controller tags its load balancer with: the group, else the Ingress itself.
    fn stack(&self) -> Value {
        match self.group {
            Some(group) => group.clone(),
            None => {
                let id = &self.object.id;
                let namespace = id.namespace.as_deref().unwrap_or_default();
                Value::string(format!("{namespace}/{}", id.name))
            }
        }
    }

    /// The network load balancer that the controller may put before its own.
    fn front(&self) -> Option<Derived> {
        let enabled = self.annotation("enable-frontend-nlb")?;
        let doubts = match (enabled.as_str(), enabled.is_unknown()) {
            (Some("true"), _) => Vec::new(),
            (_, true) => reasons(enabled),
            _ => return None,
        };
        let scheme = match self.annotation("frontend-nlb-scheme") {
            Some(scheme) => told(scheme, "", &Step::at(self.object.name(), self.object.place)),
            None => Value::string("internal").at(enabled.origin.clone()),
        };
        let name = format!("{}/frontend-nlb", self.object.name());
        let fields = vec![
            ("kind", Value::string("network")),
            ("application", Value::bool(false)),
            ("scheme", scheme),
            ("before_alb", Value::bool(true)),
            ("listeners", Value::tuple(Vec::new())),
            ("web_acl", Value::null(Type::String)),
            ("stack", Value::null(Type::String)),
            ("placement", self.front_placement()),
            ("resource", self.object.value.clone()),
        ];
        let mut made = self.with_doubts(derived(self.object, &name, fields));
        made.existence = made.existence.unless(doubts);
        Some(made)
    }

    fn with_doubts(&self, mut made: Derived) -> Derived {
        made.existence = made.existence.unless(self.doubts.clone());
        made
    }
}

/// A scheme as it is written; `by` says by whom, unless it is the Ingress itself.
fn told(scheme: &Value, by: &str, header: &Step) -> Value {
    let value = match scheme.as_str() {
        Some(_) => scheme.clone(),
        None => unknown(Type::String, reasons(scheme)),
    };
    if by.is_empty() {
        return value.at(scheme.origin.clone());
    }
    let place = scheme.origin.nearest();
    let step = Step {
        text: format!("the scheme of {by}").into(),
        place,
    };
    value.at(proof_after(Origin::None, [header, &step]))
}

fn has_annotations(object: &Object) -> bool {
    let all = object
        .get(&["metadata", "annotations"])
        .and_then(Value::as_entries);
    all.is_some_and(|all| all.iter().any(|(name, _)| name.starts_with(PREFIX)))
}

/// Who serves `ingress`: what its annotation says, else its class, else the default class.
fn class<'o>(ingress: &'o Object, index: &Index<'o>, defaults: &[&'o Object]) -> Class<'o> {
    let annotation = ingress.annotation("kubernetes.io/ingress.class");
    let named = annotation.or_else(|| ingress.get(&["spec", "ingressClassName"]));
    let named = named.filter(|name| name.as_str() != Some(""));
    if let Some(named) = named {
        let Some(name) = named.as_str() else {
            return Class::Undecided(reasons(named));
        };
        match index.shared(ingress, "IngressClass", name) {
            Ok(Some(class)) => return controller(class),
            Ok(None) => {}
            Err(doubts) => return Class::Several(doubts),
        }
        return match name {
            "alb" => Class::Aws(None),
            name if is_of_others(name) => Class::Another,
            name => {
                let what = format!("who serves the IngressClass {name}");
                Class::Undecided(vec![undeclared(what, named)])
            }
        };
    }
    let own = defaults.iter().filter(|class| class.root == ingress.root);
    let own: Vec<&Object> = own.copied().collect();
    let others = || {
        let others = defaults
            .iter()
            .filter(|class| index.sets.together(ingress, class));
        meant(ingress, others.copied().collect())
    };
    let (classes, doubts) = match own.is_empty() {
        true => others(),
        false => (own, Vec::new()),
    };
    match classes.first() {
        Some(class) if doubts.is_empty() => controller(class),
        Some(_) => Class::Several(doubts),
        None => {
            let what = "who serves an Ingress without a class".to_owned();
            Class::Undecided(vec![Reason::new(
                ReasonKind::Schema,
                what,
                Some(ingress.place),
            )])
        }
    }
}

/// The classes that an Ingress without one has, each root's first.
fn default_classes<'o>(index: &Index<'o>) -> Vec<&'o Object> {
    let is_default = |class: &&&Object| {
        let mark = class.annotation("ingressclass.kubernetes.io/is-default-class");
        mark.and_then(Value::as_str) == Some("true")
    };
    let classes = index.all("IngressClass").iter();
    let mut defaults: Vec<&Object> = classes.filter(is_default).copied().collect();
    defaults.dedup_by_key(|class| class.root.clone());
    defaults
}

fn undeclared(what: String, named: &Value) -> Reason {
    Reason::new(ReasonKind::Schema, what, named.origin.nearest())
}

fn controller(class: &Object) -> Class<'_> {
    match class.get(&["spec", "controller"]) {
        Some(name) => match name.as_str() {
            Some("ingress.k8s.aws/alb" | "eks.amazonaws.com/alb") => Class::Aws(Some(class)),
            Some(_) => Class::Another,
            None => Class::Undecided(reasons(name)),
        },
        None => Class::Another,
    }
}

/// Classes that their controllers are commonly installed with.
fn is_of_others(name: &str) -> bool {
    let begin = [
        "apisix",
        "azure",
        "cilium",
        "contour",
        "gce",
        "haproxy",
        "istio",
        "kong",
        "nginx",
        "openshift",
        "traefik",
    ];
    begin.iter().any(|begin| name.starts_with(begin)) || name.ends_with("nginx")
}
