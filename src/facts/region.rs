//! The region of an instance.
//!
//! Its own `region` argument (provider 6), else that of its provider configuration as modules hand
//! it on. Services without regions have their home in us-east-1: what serves them has to be there.

use std::sync::Arc;

use crate::address::{InstanceId, RootId};
use crate::language::functions::Error;
use crate::language::{HopKind, Kind, Origin, Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::{Instance, ProviderInstance};

use super::Facts;
use super::answer::{Step, field, proof, proof_after, reasons, unknown};

/// Where global services live.
const HOME: &str = "us-east-1";

/// `region(thing)`
pub(super) fn region(facts: &Facts<'_>, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let [thing] = arguments else {
        return Err(Error::refused("region() takes one argument"));
    };
    Ok(region_of(facts, thing))
}

/// The region of what `thing` is: an instance, a reference, a literal ARN, or a record.
pub(super) fn region_of(facts: &Facts<'_>, thing: &Value) -> Value {
    if let Some(instance) = facts.asked(thing, &[]) {
        return of_instance(instance);
    }
    if thing.as_entries().is_some() {
        let resource = field(thing, "resource");
        return match resource.is_null() {
            true => field(thing, "region"),
            false => region_of(facts, &resource),
        };
    }
    let text = match &thing.kind {
        Kind::String(text) => Some((text.clone(), true)),
        Kind::Unknown(unknown) => unknown.prefix.clone().map(|prefix| (prefix, false)),
        _ => None,
    };
    if let Some((text, whole)) = text
        && let Some(region) = of_arn(&text, whole)
    {
        let step = Step {
            text: format!("{text} is in {region}").into(),
            place: thing.origin.nearest(),
        };
        return Value::string(region).at(proof_after(thing.origin.clone(), [&step]));
    }
    let mut why = reasons(thing);
    if why.is_empty() {
        let what = format!("the region of {}", thing.as_str().unwrap_or("this"));
        why.push(Reason::new(
            ReasonKind::RemoteState,
            what,
            thing.origin.nearest(),
        ));
    }
    unknown(Type::String, why).at(thing.origin.clone())
}

/// The region of an instance, with its proof.
pub(super) fn of_instance(instance: &Arc<Instance>) -> Value {
    let itself = Step::of(instance);
    if let Some(own) = own_region(instance) {
        let origin = proof_after(own.origin.clone(), [&itself]);
        return own.clone().at(origin);
    }
    if instance.schema.is_some_and(|schema| schema.is_global()) {
        let home = Step::unwritten(format!("{} lives in {HOME}", instance.id.address.kind));
        return Value::string(HOME).at(proof([&itself, &home]));
    }
    let origin = proof([&itself]);
    let Some(provider) = &instance.provider else {
        return from_the_shell("the default provider", None).at(origin);
    };
    let name = format!("provider.{}", provider.name);
    let Some(written) = written_region(provider) else {
        return from_the_shell(&name, provider.place).at(origin);
    };
    let from = vec![origin, written.origin.clone()];
    let origin = Origin::via(HopKind::Evidence(name.into()), provider.place, from);
    written.clone().at(origin)
}

/// The region of the clusters that the scan knows, where all are in one; else the region of the
/// cluster that `name`, an object at `place`, is applied to is not known.
pub(super) fn of_clusters(facts: &Facts<'_>, name: &str, place: Place) -> Value {
    let mut clusters = facts.graph.managed("aws_eks_cluster").map(of_instance);
    let first = clusters.next();
    let shared = first.filter(|first| {
        first.as_str().is_some() && clusters.all(|other| other.as_str() == first.as_str())
    });
    shared.unwrap_or_else(|| {
        let what = format!("the cluster of {name}");
        let reason = Reason::new(ReasonKind::RemoteState, what, Some(place));
        unknown(Type::String, vec![reason])
    })
}

fn own_region(instance: &Instance) -> Option<&Value> {
    let schema = instance.schema?;
    match schema.is_global() {
        true => None,
        false => instance.written("region"),
    }
}

fn written_region(provider: &ProviderInstance) -> Option<&Value> {
    provider.written.get("region").filter(|v| !v.is_null())
}

fn from_the_shell(provider: &str, place: Option<Place>) -> Value {
    let what = format!("the region of {provider}, which the shell decides,");
    let reason = Reason::new(ReasonKind::Dynamic, what, place);
    unknown(Type::String, vec![reason])
}

/// The region that an ARN names; `whole` when `text` is all of it, not only how it begins.
fn of_arn(text: &str, whole: bool) -> Option<Arc<str>> {
    let mut fields = text.splitn(6, ':');
    let (arn, _, service) = (fields.next()?, fields.next()?, fields.next()?);
    let region = fields.next()?;
    // The region of a beginning is whole only when the account follows.
    if arn != "arn" || (!whole && fields.next().is_none()) {
        return None;
    }
    match (region, service) {
        ("", "iam" | "cloudfront" | "route53" | "budgets" | "globalaccelerator" | "waf") => {
            Some(HOME.into())
        }
        ("" | "*", _) => None,
        (region, _) => Some(region.into()),
    }
}

/// What tells regions apart that are not all known.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum RegionKey {
    /// This one.
    Known(Arc<str>),
    /// That of a provider configuration (by its address in memory, good for comparing only).
    Provider(usize),
    /// That of the default provider of a root, which nothing configures.
    Default(RootId),
    /// One that the instance itself names.
    Own(InstanceId),
}

impl RegionKey {
    /// Whether two are one region; `None` when that is not decided. Those of one provider
    /// configuration are, whatever its region.
    pub fn same(&self, other: &RegionKey) -> Option<bool> {
        match (self, other) {
            (RegionKey::Known(a), RegionKey::Known(b)) => Some(a == b),
            _ => (self == other).then_some(true),
        }
    }
}

/// The region of an instance, as far as it tells it from others.
pub(super) fn region_key(instance: &Arc<Instance>) -> RegionKey {
    if let Some(region) = of_instance(instance).as_str() {
        return RegionKey::Known(region.into());
    }
    match (own_region(instance), &instance.provider) {
        (Some(_), _) => RegionKey::Own(instance.id.clone()),
        (None, Some(provider)) => RegionKey::Provider(Arc::as_ptr(provider).addr()),
        (None, None) => RegionKey::Default(instance.id.root),
    }
}

/// Whether two instances are in one region; `None` when that is not decided.
pub(super) fn same_region(a: &Arc<Instance>, b: &Arc<Instance>) -> Option<bool> {
    region_key(a).same(&region_key(b))
}

/// Whether two instances are of one account; `None` when that is not decided.
pub(super) fn same_account(a: &Instance, b: &Instance) -> Option<bool> {
    let (Some(a), Some(b)) = (&a.provider, &b.provider) else {
        return (a.id.root == b.id.root && a.provider.is_none() && b.provider.is_none())
            .then_some(true);
    };
    if Arc::ptr_eq(a, b) {
        return Some(true);
    }
    if let (Some(a), Some(b)) = (account(a), account(b)) {
        return Some(a == b);
    }
    // One profile is one account, two may be.
    let profile =
        |provider: &ProviderInstance| Some(provider.written.get("profile")?.as_str()?.to_owned());
    let takes_role = |provider: &ProviderInstance| provider.written.get("assume_role").is_some();
    let plain = !takes_role(a) && !takes_role(b);
    (plain && profile(a).is_some() && profile(a) == profile(b)).then_some(true)
}

/// The account that a provider configuration is bound to, by the role it takes or by what it
/// allows.
pub(super) fn account(provider: &ProviderInstance) -> Option<String> {
    let roles = provider
        .written
        .get("assume_role")
        .and_then(Value::as_sequence);
    let role = roles
        .and_then(|roles| roles.first())
        .map(|role| field(role, "role_arn"));
    let by_role = role.and_then(|arn| Some(arn.as_str()?.split(':').nth(4)?.to_owned()));
    by_role.filter(|account| !account.is_empty()).or_else(|| {
        match provider.written.get("allowed_account_ids")?.as_sequence()? {
            [only] => only.as_str().map(str::to_owned),
            _ => None,
        }
    })
}
