//! Which databases workloads are told to use.

use std::sync::Arc;

use crate::graph::references;
use crate::language::functions::Error;
use crate::language::{Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{
    Listing, Step, element_doubts, field, instance_value, parts, proof, proof_after, reasons,
    unknown,
};
use crate::facts::region::of_instance;

/// Attributes that are the address of a database.
const ADDRESSES: [&str; 3] = ["address", "endpoint", "reader_endpoint"];

/// What has one.
const DATABASES: [&str; 6] = [
    "aws_db_instance",
    "aws_db_proxy",
    "aws_db_proxy_endpoint",
    "aws_rds_cluster",
    "aws_rds_cluster_endpoint",
    "aws_rds_cluster_instance",
];

/// What all addresses of RDS end in; those of China have one label more.
const SERVICE: &str = ".rds.amazonaws.com";

/// `used_databases(workload)`
pub(in crate::facts) fn used_databases(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(workload) = arguments.first() else {
        return Err(Error::refused("used_databases() takes one argument"));
    };
    let settings = field(workload, "settings");
    if settings.is_unknown() && parts(&settings).0.is_empty() {
        return Ok(unknown(Type::Dynamic, reasons(&settings)).at(settings.origin.clone()));
    }
    let (elements, open) = parts(&settings);
    let mut list = Listing::default();
    let mut seen: Vec<String> = Vec::new();
    for element in &elements {
        let why = element_doubts(&settings, element);
        let setting = &element.value;
        for (reference, _) in references(setting) {
            let kind = &*reference.instance.address.kind;
            let address = reference
                .attribute()
                .is_some_and(|name| ADDRESSES.contains(&name));
            let found = facts.graph.instance(&reference.instance);
            if let Some(database) = found.filter(|_| address && DATABASES.contains(&kind)) {
                add(database, setting, &why, &mut seen, &mut list);
            }
        }
        for host in setting.as_str().into_iter().flat_map(hosts) {
            let named = named(facts, host);
            if named.is_empty() && !seen.iter().any(|name| name == host) {
                seen.push(host.to_owned());
                list.push_if(Value::string(host).at(setting.origin.clone()), &why);
            }
            for database in named {
                add(database, setting, &why, &mut seen, &mut list);
            }
        }
    }
    list.open(open);
    Ok(list.into_value(proof_after(workload.origin.clone(), [])))
}

fn add(
    database: &Arc<Instance>,
    setting: &Value,
    why: &[crate::language::Reason],
    seen: &mut Vec<String>,
    list: &mut Listing,
) {
    let name = format!("{}/{}", database.id.root.0, database.id);
    if seen.contains(&name) {
        return;
    }
    seen.push(name);
    let line = setting
        .origin
        .nearest()
        .map(|place| Step::at("a setting", place));
    let step = Step::of(database);
    let origin = proof(line.iter().chain([&step]));
    list.push_instance(database, instance_value(database).at(origin), why);
}

/// The addresses of RDS in a text.
fn hosts(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.')));
    words.filter(|word| word.contains(SERVICE))
}

/// The databases of the scan that an address names: `NAME.cluster-ID.REGION.rds.amazonaws.com`.
fn named<'a>(facts: &Facts<'a>, host: &str) -> Vec<&'a Arc<Instance>> {
    let mut labels = host.split('.');
    let (Some(name), Some(hash), Some(region)) = (labels.next(), labels.next(), labels.next())
    else {
        return Vec::new();
    };
    let (kind, attribute) = match hash {
        hash if hash.starts_with("cluster-custom-") => {
            ("aws_rds_cluster_endpoint", "cluster_endpoint_identifier")
        }
        hash if hash.starts_with("cluster-") => ("aws_rds_cluster", "cluster_identifier"),
        hash if hash.starts_with("proxy-") => ("aws_db_proxy", "name"),
        _ => ("aws_db_instance", "identifier"),
    };
    let all = facts.graph.managed(kind).filter(|database| {
        let own = database.written(attribute).and_then(Value::as_str);
        let here = of_instance(database);
        own == Some(name) && here.as_str().is_none_or(|here| here == region)
    });
    let mut found: Vec<&Arc<Instance>> = all.collect();
    if found.is_empty() && kind == "aws_db_instance" {
        let members = facts.graph.managed("aws_rds_cluster_instance");
        found.extend(
            members.filter(|member| {
                member.written("identifier").and_then(Value::as_str) == Some(name)
            }),
        );
    }
    found
}
