//! Buckets, and which of them serve the UI.
//!
//! One strong sign makes a bucket one of the UI: a distribution serves it by default, or it is a
//! website. So do two weak ones: its name, and an index.html among its objects. A copy of such a
//! bucket is one as well. What users say in `[roles]` wins.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::address::{InstanceId, Step as PathStep};
use crate::config::Role;
use crate::language::functions::Error;
use crate::language::{Instance as _, Reason, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::answer::{
    Step, element_doubts, field, instance_value, is_unset, parts, proof, proof_after, reasons,
    unknown,
};
use crate::facts::join::{BUCKETS, Named, Table, attached_doubts};
use crate::facts::{Derived, Facts};

use super::origins;

/// Words of names that a bucket of a UI has.
const WORDS: [&str; 9] = [
    "assets", "frontend", "site", "spa", "static", "ui", "web", "webapp", "website",
];
/// Attributes that make a bucket one for logs, states, trails: what writes to it is no UI.
const SINKS: [&str; 6] = [
    "access_logs",
    "connection_logs",
    "log_destination",
    "logging_config",
    "s3_bucket_name",
    "target_bucket",
];

/// Buckets of the UI, with what tells.
#[derive(Debug, Default)]
pub(in crate::facts) struct UiBuckets {
    found: BTreeMap<InstanceId, Vec<Step>>,
    /// Those that may be, and why they may not.
    doubtful: BTreeMap<InstanceId, Vec<Reason>>,
}

/// All buckets, with their roles.
pub(in crate::facts) fn all(facts: &Facts<'_>) -> Vec<Derived> {
    let buckets = facts.graph.managed("aws_s3_bucket");
    buckets.map(|bucket| derived(facts, bucket)).collect()
}

fn derived(facts: &Facts<'_>, bucket: &Arc<Instance>) -> Derived {
    let name: Arc<str> = bucket.id.to_string().into();
    let own = bucket.written("bucket").and_then(Value::as_str);
    let told = facts.roles.of(&[&name, own.unwrap_or(&name)]);
    let ui = facts.ui_buckets();
    let role = match (told, ui.found.get(&bucket.id)) {
        (Some(told), _) => {
            let role = match told.value {
                Role::Ui => "ui",
                _ => "none",
            };
            let step = Some(Step::at("[roles]", told.place));
            Value::string(role).at(proof(step.iter()))
        }
        (None, Some(steps)) => Value::string("ui").at(proof(steps)),
        (None, None) => match ui.doubtful.get(&bucket.id) {
            Some(doubts) => unknown(Type::String, doubts.clone()),
            None => Value::string("none"),
        },
    };
    let record = Value::object(vec![
        ("name".into(), Value::string(name.clone())),
        ("role".into(), role),
        ("resource".into(), instance_value(bucket)),
    ]);
    Derived {
        root: facts.root_name(bucket.id.root),
        name,
        value: record.at(proof([&Step::of(bucket)])),
        existence: bucket.existence.clone(),
        place: bucket.header(),
    }
}

impl<'a> Facts<'a> {
    /// The buckets of the UI, found once.
    pub(in crate::facts) fn ui_buckets(&self) -> &UiBuckets {
        self.ui_buckets.get_or_init(|| {
            let mut ui = UiBuckets::default();
            for kind in [
                "aws_cloudfront_distribution",
                "aws_cloudfront_multitenant_distribution",
            ] {
                for distribution in self.graph.managed(kind) {
                    self.served_by(distribution, &mut ui);
                }
            }
            for bucket in self.graph.managed("aws_s3_bucket") {
                if let Some(steps) = self.website(bucket).or_else(|| self.named_as_ui(bucket)) {
                    ui.found.entry(bucket.id.clone()).or_insert(steps);
                }
            }
            self.copies(&mut ui);
            ui
        })
    }

    /// The buckets that a distribution serves by default.
    fn served_by(&self, distribution: &Arc<Instance>, ui: &mut UiBuckets) {
        for served in origins::by_default(distribution) {
            let domain = field(&served.origin, "domain_name");
            let Some(bucket) = self.bucket_of(&domain, distribution) else {
                continue;
            };
            let place = domain.origin.nearest();
            let place = place.unwrap_or_else(|| distribution.header());
            let step = Step::at(format!("{} serves it by default", distribution.id), place);
            match served.doubts.is_empty() {
                true => {
                    let steps = ui.found.entry(bucket.id.clone());
                    steps.or_insert_with(|| vec![step]);
                }
                false => {
                    let doubts = ui.doubtful.entry(bucket.id.clone());
                    doubts.or_insert(served.doubts);
                }
            }
        }
    }

    /// The bucket whose domain name `domain` is.
    fn bucket_of(&self, domain: &Value, by: &Instance) -> Option<&'a Arc<Instance>> {
        match self.named(domain, &[], by.id.root) {
            Named::One(found) if &*found.id.address.kind == "aws_s3_bucket" => return Some(found),
            Named::One(found)
                if &*found.id.address.kind == "aws_s3_bucket_website_configuration" =>
            {
                let bucket = found.written("bucket")?;
                return self.graph.denoted_near(bucket, BUCKETS, found.id.root);
            }
            _ => {}
        }
        // The website endpoint of a configuration is no identity of it.
        let unknown = domain.as_unknown();
        let reference = unknown.and_then(|u| u.identity.as_ref()).and_then(|r| {
            let instance = self.graph.instance(&r.instance)?;
            let website = &*instance.id.address.kind == "aws_s3_bucket_website_configuration";
            self.graph.denoted_near(
                instance.written("bucket").filter(|_| website)?,
                BUCKETS,
                instance.id.root,
            )
        });
        reference.or_else(|| {
            let (name, rest) = domain.as_str()?.split_once(".s3")?;
            let is_s3 = rest.starts_with(['.', '-']) && rest.contains("amazonaws.com");
            let name = Value::string(name);
            self.graph
                .denoted_near(&name, BUCKETS, by.id.root)
                .filter(|_| is_s3)
        })
    }

    /// What makes a bucket a website; not one that only redirects.
    fn website(&self, bucket: &Arc<Instance>) -> Option<Vec<Step>> {
        for attached in self.bucket_websites().of(&bucket.id) {
            let (redirects, _) = parts(&attached.instance.attribute("redirect_all_requests_to"));
            if redirects.is_empty() {
                return Some(vec![Step::of(attached.instance)]);
            }
        }
        let (blocks, _) = parts(bucket.written("website")?);
        let mut pages = blocks.iter().filter(|block| {
            let redirect = field(&block.value, "redirect_all_requests_to");
            is_unset(&redirect)
        });
        pages.next().map(|_| vec![Step::of(bucket)])
    }

    /// A name of a UI, and a page to begin with.
    fn named_as_ui(&self, bucket: &Arc<Instance>) -> Option<Vec<Step>> {
        let tags = bucket.written("tags").map(|tags| field(tags, "Name"));
        let texts = [
            Some(bucket.id.address.name.to_string()),
            bucket
                .written("bucket")
                .and_then(Value::as_str)
                .map(str::to_owned),
            tags.as_ref().and_then(Value::as_str).map(str::to_owned),
        ];
        let words = texts
            .iter()
            .flatten()
            .flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric()));
        if !words
            .into_iter()
            .any(|word| WORDS.contains(&&*word.to_ascii_lowercase()))
        {
            return None;
        }
        let mut page = None;
        for edge in self.graph.incoming(&bucket.id) {
            let attribute = edge.via.split(['[', '.']).next().unwrap_or_default();
            if SINKS.contains(&attribute) && &*edge.from.address.kind != "aws_s3_bucket_object" {
                return None;
            }
            let is_object = matches!(
                &*edge.from.address.kind,
                "aws_s3_object" | "aws_s3_bucket_object"
            );
            if is_object && page.is_none() {
                let object = self.graph.instance(&edge.from);
                page = object
                    .filter(|o| o.written("key").and_then(Value::as_str) == Some("index.html"));
            }
        }
        Some(vec![Step::of(bucket), Step::of(page?)])
    }

    /// Adds the buckets that those of the UI are replicated to.
    fn copies(&self, ui: &mut UiBuckets) {
        let mut todo: Vec<InstanceId> = ui.found.keys().cloned().collect();
        while let Some(id) = todo.pop() {
            let mut rules = Vec::new();
            for attached in self.bucket_replications().of(&id) {
                rules.push((attached.instance, attached.instance.attribute("rule")));
            }
            if let Some(source) = self.graph.instance(&id)
                && source.written("replication_configuration").is_some()
            {
                let blocks = source.attribute("replication_configuration");
                let (blocks, _) = parts(&blocks);
                rules.extend(blocks.iter().map(|b| (source, field(&b.value, "rules"))));
            }
            for (by, rules) in rules {
                let (rules, _) = parts(&rules);
                for rule in &rules {
                    let (destinations, _) = parts(&field(&rule.value, "destination"));
                    for destination in &destinations {
                        let name = field(&destination.value, "bucket");
                        let Some(copy) = self.graph.denoted_near(&name, BUCKETS, by.id.root) else {
                            continue;
                        };
                        if !ui.found.contains_key(&copy.id) {
                            ui.found.insert(copy.id.clone(), vec![Step::of(by)]);
                            todo.push(copy.id.clone());
                        }
                    }
                }
            }
        }
    }
}

/// `versioning(bucket)`
pub(in crate::facts) fn versioning(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(bucket) = arguments.first() else {
        return Err(Error::refused("versioning() takes one argument"));
    };
    let Some(bucket) = facts.asked_bucket(bucket) else {
        return Ok(unknown(Type::Dynamic, reasons(bucket)));
    };
    let header = Step::of(bucket);
    let record = |status: Value, resource: Value| {
        let record = Value::object(vec![
            ("status".into(), status),
            ("resource".into(), resource),
        ]);
        record.at(proof([&header]))
    };
    let null = || Value::null(Type::Dynamic);
    let mut undecided = facts.satellite_doubts(facts.bucket_versionings(), bucket);
    for attached in facts.bucket_versionings().of(&bucket.id) {
        let by = attached.instance;
        let (blocks, open) = parts(&by.attribute("versioning_configuration"));
        let status = match blocks.first() {
            Some(block) => field(&block.value, "status"),
            None => unknown(Type::String, open),
        };
        let doubts = attached_doubts(attached);
        let place = by.place_of(&[
            PathStep::Attr("versioning_configuration".into()),
            PathStep::Index(0),
            PathStep::Attr("status".into()),
        ]);
        let steps = [
            header.clone(),
            Step::at(format!("status of {}", by.id), place),
        ];
        let origin = proof_after(status.origin.clone(), &steps);
        if doubts.is_empty() {
            return Ok(record(status.at(origin), instance_value(by)));
        }
        undecided.extend(doubts);
    }
    if let Some(written) = bucket.written("versioning") {
        let (blocks, open) = parts(&bucket.attribute("versioning"));
        undecided.extend(open);
        if let Some(block) = blocks.first() {
            let enabled = field(&block.value, "enabled");
            let why = element_doubts(written, block);
            let status = match enabled.as_bool() {
                Some(true) if why.is_empty() => Value::string("Enabled"),
                Some(false) if why.is_empty() => Value::string("Suspended"),
                _ => unknown(Type::String, [reasons(&enabled), why].concat()),
            };
            return Ok(record(status.at(enabled.origin.clone()), null()));
        }
    }
    let status = match undecided.is_empty() {
        true => Value::string("Disabled").at(proof([&header])),
        false => unknown(Type::String, undecided).at(proof([&header])),
    };
    Ok(record(status, null()))
}

impl<'a> Facts<'a> {
    /// The bucket that a fact is asked about: a record, or what names one.
    pub(in crate::facts) fn asked_bucket(&self, bucket: &Value) -> Option<&'a Arc<Instance>> {
        let inside = field(bucket, "resource");
        let found = self.asked(bucket, BUCKETS);
        found.or_else(|| self.asked(&inside, BUCKETS))
    }

    /// Why something else may be attached to `bucket` as those of `table` are.
    pub(in crate::facts) fn satellite_doubts(
        &self,
        table: &Table<'a>,
        bucket: &Instance,
    ) -> Vec<Reason> {
        // So many reasons are told; more say nothing new.
        let loose = table.loose(bucket.id.root).iter().take(64);
        let mut doubts: Vec<Reason> = loose.flat_map(|a| a.doubts.iter().cloned()).collect();
        doubts.extend_from_slice(self.handed_itself(&bucket.id));
        doubts
    }
}
