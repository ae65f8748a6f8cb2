//! Which roles of AWS pods take: what service accounts name, and what associations give them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::address::InstanceId;
use crate::language::functions::Error;
use crate::language::{Instance as _, Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use super::trust::{Account, Way, trusts};
use crate::facts::Facts;
use crate::facts::answer::{Listing, Step, doubts, field, instance_value, proof, reasons, unknown};
use crate::facts::region;

/// What a role is named by.
pub(super) const ROLES: &[&str] = &["aws_iam_role"];

type Many<'a> = Vec<&'a Arc<Instance>>;

/// Roles by their names.
pub(in crate::facts) type Names<'a> = HashMap<Arc<str>, Many<'a>>;

/// The associations of EKS Pod Identity.
#[derive(Debug, Default)]
pub(in crate::facts) struct Associations<'a> {
    /// By namespace and account.
    by_account: BTreeMap<(Arc<str>, Arc<str>), Many<'a>>,
    /// Those of which either is not known.
    loose: Vec<&'a Arc<Instance>>,
    /// The roles that they give.
    roles: BTreeSet<InstanceId>,
}

impl<'a> Associations<'a> {
    fn of(facts: &Facts<'a>) -> Associations<'a> {
        let mut associations = Associations::default();
        for association in facts.graph.managed("aws_eks_pod_identity_association") {
            let written = |name: &str| association.written(name).and_then(Value::as_str);
            match (written("namespace"), written("service_account")) {
                (Some(namespace), Some(account)) => {
                    let key = (namespace.into(), account.into());
                    let list = associations.by_account.entry(key).or_default();
                    list.push(association);
                }
                _ => associations.loose.push(association),
            }
            let role = association.written("role_arn");
            let role = role.and_then(|role| facts.asked(role, ROLES));
            let certain = role.filter(|_| doubts(association).is_empty());
            associations
                .roles
                .extend(certain.map(|role| role.id.clone()));
        }
        associations
    }
}

/// Whether an association of EKS Pod Identity gives `role` to pods.
pub(in crate::facts) fn is_associated(facts: &Facts<'_>, role: &Instance) -> bool {
    associations(facts).roles.contains(&role.id)
}

fn associations<'f, 'a>(facts: &'f Facts<'a>) -> &'f Associations<'a> {
    let associations = || Associations::of(facts);
    facts.associations.get_or_init(associations)
}

/// `account_roles(account)`
pub(in crate::facts) fn account_roles(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(record) = arguments.first() else {
        return Err(Error::refused("account_roles() takes one argument"));
    };
    let mut list = Listing::default();
    let account = Account::of(record);
    if record.is_null() {
        return Ok(list.into_value(record.origin.clone()));
    }
    if record.is_unknown() {
        return Ok(unknown(Type::Dynamic, reasons(record)));
    }
    let arn = field(record, "role_arn");
    if !arn.is_null() && arn.as_str() != Some("") {
        let place = arn.origin.nearest();
        let text = "its annotation eks.amazonaws.com/role-arn".into();
        let step = Step { text, place };
        given(
            facts,
            &account,
            &arn,
            &step,
            Way::Annotation,
            &[],
            &mut list,
        );
    }
    associated(facts, &account, &mut list);
    Ok(list.into_value(proof([&account.step])))
}

/// Adds the roles that associations give `account`.
fn associated(facts: &Facts<'_>, account: &Account, list: &mut Listing) {
    let associations = associations(facts);
    let (namespace, name) = (account.namespace.as_str(), account.name.as_str());
    let (Some(namespace), Some(name)) = (namespace, name) else {
        let any = !associations.by_account.is_empty() || !associations.loose.is_empty();
        list.open(
            account
                .subject()
                .err()
                .into_iter()
                .flatten()
                .filter(|_| any),
        );
        return;
    };
    let found = associations
        .by_account
        .get(&(namespace.into(), name.into()));
    let found = found.map(Vec::as_slice).unwrap_or_default();
    // An account is in one cluster, and has one association there.
    let several = (found.len() > 1).then(|| {
        let what = format!("which cluster {} is in", account.step.text);
        Reason::new(ReasonKind::Schema, what, account.step.place)
    });
    for association in found {
        let mut why = doubts(association).to_vec();
        why.extend(several.clone());
        let arn = association.attribute("role_arn");
        let step = Step::of(association);
        given(facts, account, &arn, &step, Way::Association, &why, list);
    }
    for association in &associations.loose {
        let names = [("namespace", namespace), ("service_account", name)];
        let mut unread = Vec::new();
        let other = names.iter().any(|(attribute, own)| {
            let value = association.attribute(attribute);
            unread.extend(reasons(&value));
            value.as_str().is_some_and(|text| text != *own)
        });
        list.open(unread.into_iter().filter(|_| !other));
    }
}

/// Adds the role that `arn` names.
fn given(
    facts: &Facts<'_>,
    account: &Account,
    arn: &Value,
    by: &Step,
    way: Way,
    why: &[Reason],
    list: &mut Listing,
) {
    let mut push = |name: &str, role: Value, trusted: Value, step: Option<Step>, why: &[Reason]| {
        let way = match way {
            Way::Annotation => "annotation",
            Way::Association => "association",
        };
        let fields = [
            ("name", Value::string(name)),
            ("role", role),
            ("way", Value::string(way)),
            ("trusted", trusted),
        ];
        let fields = fields.map(|(name, value)| (name.into(), value));
        let steps = [&account.step, by].into_iter().chain(&step);
        let record = Value::object(fields.into_iter().collect());
        list.push_if(record.at(proof(steps)), why);
    };
    let roles = roles_of(facts, arn);
    let several = (roles.len() > 1).then(|| {
        let what = format!("which role {} is", arn.as_str().unwrap_or_default());
        Reason::new(ReasonKind::Schema, what, arn.origin.nearest())
    });
    for role in &roles {
        let trusted = trusts(facts, role, account, way);
        let why: Vec<Reason> = why.iter().cloned().chain(several.clone()).collect();
        let step = Step::of(role);
        push(
            &role.id.to_string(),
            instance_value(role),
            trusted,
            Some(step),
            &why,
        );
    }
    if roles.is_empty() {
        match (arn.as_str(), reasons(arn)) {
            (Some(text), _) => {
                let outside = crate::facts::edge::web_acls::outside(arn, "the trust policy of");
                push(text, arn.clone(), unknown(Type::Bool, outside), None, why);
            }
            // A module or a variable may give it none.
            (None, unread) => list.open(unread),
        }
    }
}

/// The roles that `arn` may name: the one that it refers to, else those whose name a literal ends
/// in and whose account is not another one.
fn roles_of<'a>(facts: &Facts<'a>, arn: &Value) -> Vec<&'a Arc<Instance>> {
    if let Some(role) = facts.asked(arn, ROLES) {
        return vec![role];
    }
    let fields = arn
        .as_str()
        .map(|text| text.splitn(6, ':').collect::<Vec<_>>());
    let Some([_, _, "iam", _, account, path]) = fields.as_deref() else {
        return Vec::new();
    };
    let Some(name) = path
        .strip_prefix("role/")
        .and_then(|p| p.rsplit('/').next())
    else {
        return Vec::new();
    };
    let names = facts.role_names.get_or_init(|| {
        let mut names: Names<'a> = HashMap::new();
        for role in facts.graph.managed("aws_iam_role") {
            if let Some(name) = role.written("name").and_then(Value::as_str) {
                names.entry(name.into()).or_default().push(role);
            }
        }
        names
    });
    let found = names.get(name).into_iter().flatten();
    let here = found.filter(|role| {
        let own = role.provider.as_deref().and_then(region::account);
        own.is_none_or(|own| own == *account)
    });
    here.copied().collect()
}
