//! What workloads are for.
//!
//! Users decide, by `[roles]` or by `archlint.dev/role`. Else one strong sign or two weak ones: what
//! a database, a collector of metrics or a server of files is, its image says; an API is what
//! traffic from outside is led to and that is nothing else.

use std::collections::BTreeSet;
use std::fmt;

use crate::config::{self, Roles};
use crate::kubernetes::Object;
use crate::language::{Origin, Reason, Type, Value};

use super::super::answer::{Step, proof, reasons, unknown};
use super::data::{is_client, kept_data};
use super::images::{
    account, database, is_about_databases, is_agent, is_door, is_metrics, is_web_server, repository,
};
use super::index::namespace;
use super::leads::Lead;
use super::pods::Pods;

/// What a workload is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Role {
    /// It keeps data.
    Database,
    /// It keeps or shows measurements.
    Metrics,
    /// It serves the user interface.
    Ui,
    /// It serves the API.
    Api,
    /// None of these.
    None,
}

impl Role {
    /// The role that rules and users call so.
    pub fn named(name: &str) -> Option<Role> {
        Some(match name {
            "db" => Role::Database,
            "metrics" => Role::Metrics,
            "ui" => Role::Ui,
            "api" => Role::Api,
            "none" => Role::None,
            _ => return None,
        })
    }
}

impl From<config::Role> for Role {
    fn from(role: config::Role) -> Role {
        match role {
            config::Role::Database => Role::Database,
            config::Role::Metrics => Role::Metrics,
            config::Role::Api => Role::Api,
            config::Role::Ui => Role::Ui,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Role::Database => "db",
            Role::Metrics => "metrics",
            Role::Ui => "ui",
            Role::Api => "api",
            Role::None => "none",
        })
    }
}

/// Where users write a role into a manifest.
const MARK: &str = "archlint.dev/role";

/// What a workload is for, as rules see it.
pub(super) struct Purpose {
    /// Its role.
    pub role: Value,
    /// The database that it runs; null when it runs none.
    pub engine: Value,
}

/// The purpose of a workload called `name`, to which `leads` lead.
pub(super) fn of(pods: &Pods, name: &str, leads: &[Lead], users: &Roles) -> Purpose {
    let signs = Signs::of(pods, leads);
    let role = told(pods, name, &signs, users);
    let engine = match role.as_str() {
        Some("db") => {
            let engine = signs.engines.first().copied().unwrap_or("other");
            Value::string(engine).at(role.origin.clone())
        }
        Some(_) => Value::null(Type::String),
        // Whatever leads to it, an image that is no database is none.
        None => match signs.doubts.is_empty() && !signs.speak_for(Role::Database) {
            true => Value::null(Type::String),
            false => role.clone(),
        },
    };
    Purpose { role, engine }
}

/// The role that users give a workload, else the one that its signs speak for.
fn told(pods: &Pods, name: &str, signs: &Signs, users: &Roles) -> Value {
    let object = pods.object;
    let said = |role: Role, origin: Origin| Value::string(role.to_string()).at(origin);
    let header = Step::at(object.name(), object.place);
    if let Some(named) = users.of(&[name, &object.id.to_string(), &object.id.name]) {
        let role = Role::from(named.value);
        let step = Step::at(format!("[roles] says {role}"), named.place);
        return said(role, proof([&step, &header]));
    }
    if let Some(mark) = pods.annotation(MARK).or_else(|| pods.label(MARK)) {
        match mark.as_str() {
            Some(text) => {
                if let Some(role) = Role::named(text) {
                    return said(role, mark.origin.clone());
                }
            }
            None => return mark.clone(),
        }
    }
    match signs.decide() {
        // The line that makes it a database is where to look first.
        Ok(Role::Database) => {
            let steps = [vec![header], signs.steps(Role::Database)].concat();
            said(Role::Database, proof(&steps))
        }
        Ok(role) => {
            let mut steps = signs.steps(role);
            steps.push(header);
            said(role, proof(&steps))
        }
        Err(doubts) => {
            let steps = std::iter::once(&header).chain(&signs.unread);
            unknown(Type::String, doubts).at(proof(steps))
        }
    }
}

/// The signs of roles at one workload.
#[derive(Default)]
struct Signs {
    strong: Vec<(Role, Vec<Step>)>,
    weak: Vec<(Role, Vec<Step>)>,
    /// The databases that its images are, and its ports and its name speak of.
    engines: Vec<&'static str>,
    /// The first image that is not known.
    unread: Option<Step>,
    /// Why there may be more.
    doubts: Vec<Reason>,
    /// Why more may lead to it, which makes it an API at most.
    lead_doubts: Vec<Reason>,
}

impl Signs {
    fn of(pods: &Pods, leads: &[Lead]) -> Signs {
        let mut signs = Signs::default();
        let words = words(&pods.object.id.name);
        signs.images(pods, &words);
        signs.ports(pods);
        signs.names(pods, &words);
        signs.leads(pods, leads, &words);
        signs
    }

    /// The first role with a strong sign or two weak ones, in the order of [`Role`]: an API is what
    /// is nothing else. The error is what leaves it open.
    fn decide(&self) -> Result<Role, Vec<Reason>> {
        let all = [Role::Database, Role::Metrics, Role::Ui, Role::Api];
        let found = all.into_iter().find(|role| self.speak_for(*role));
        let weak_api = self.weak.iter().any(|(of, _)| *of == Role::Api);
        let doubts = [self.doubts.as_slice(), self.lead_doubts.as_slice()].concat();
        match found {
            _ if doubts.is_empty() => Ok(found.unwrap_or(Role::None)),
            Some(Role::Api) if weak_api => Ok(Role::Api),
            Some(role) if role != Role::Api => Ok(role),
            _ => Err(doubts),
        }
    }

    /// Whether a strong sign or two weak ones speak for `role`.
    fn speak_for(&self, role: Role) -> bool {
        let strong = self.strong.iter().any(|(of, _)| *of == role);
        strong || self.weak.iter().filter(|(of, _)| *of == role).count() >= 2
    }

    /// What speaks for `role`.
    fn steps(&self, role: Role) -> Vec<Step> {
        let strong = self.strong.iter().find(|(of, _)| *of == role);
        match strong {
            Some((_, steps)) => steps.clone(),
            None => {
                let weak = self.weak.iter().filter(|(of, _)| *of == role);
                weak.flat_map(|(_, steps)| steps.clone()).collect()
            }
        }
    }

    fn images(&mut self, pods: &Pods, words: &BTreeSet<String>) {
        let object = pods.object;
        let (containers, more) = pods.containers();
        self.doubts.extend(more);
        let no_database = runs_once(object) || is_about_databases(&object.id.name);
        let ui = ["frontend", "spa", "ui", "web", "website"];
        let labels = [
            "app.kubernetes.io/name",
            "app.kubernetes.io/component",
            "app",
            "tier",
        ];
        let labels = labels.iter().filter_map(|name| pods.label(name)?.as_str());
        let labels: BTreeSet<String> = labels.flat_map(self::words).collect();
        let shows = ui.iter().any(|w| words.contains(*w) || labels.contains(*w));
        let mut agents = Vec::new();
        let count = containers.len();
        for container in containers {
            let Some(image) = container.as_entries().and_then(|e| e.get("image")) else {
                continue;
            };
            let place = image.origin.nearest().unwrap_or(object.place);
            let Some(name) = &repository(image) else {
                self.doubts.extend(reasons(image));
                let unread = || Step::at("this image", place);
                self.unread = self.unread.take().or_else(|| Some(unread()));
                continue;
            };
            let step = Step::at(format!("image {name}"), place);
            let strong_steps = vec![step.clone()];
            let mut strong = |role| self.strong.push((role, strong_steps.clone()));
            let serves = || !no_database && !is_client(container);
            if let Some(engine) = database(name, account(image)).filter(|_| serves()) {
                strong(Role::Database);
                self.engines.push(engine);
            } else if is_metrics(name, account(image)) {
                strong(Role::Metrics);
            } else if is_agent(name) {
                agents.push(step);
            } else if is_web_server(name) && shows {
                strong(Role::Ui);
            }
        }
        // An agent beside something else is there for the other.
        if agents.len() == count && count > 0 {
            self.strong.push((Role::Metrics, agents));
        }
    }

    fn names(&mut self, pods: &Pods, words: &BTreeSet<String>) {
        let object = pods.object;
        let name = &*object.id.name;
        let mut weak = |role: Role, what: String, place| {
            self.weak.push((role, vec![Step::at(what, place)]));
        };
        if name.contains("postgres") && !is_about_databases(name) {
            weak(Role::Database, format!("the name {name}"), object.place);
            self.engines.push("postgres");
        }
        if words
            .iter()
            .any(|w| w == "api" || w.len() > 4 && w.ends_with("api"))
        {
            weak(Role::Api, format!("the name {name}"), object.place);
        }
        let label = pods.label("app.kubernetes.io/name");
        if let Some((label, text)) = label.and_then(|label| Some((label, label.as_str()?)))
            && (is_metrics(text, "") || is_agent(text))
        {
            let place = label.origin.nearest().unwrap_or(object.place);
            let what = format!("the label app.kubernetes.io/name: {text}");
            weak(Role::Metrics, what, place);
        }
        let components = ["app.kubernetes.io/component", "component", "tier"];
        for (name, label) in components.iter().filter_map(|n| Some((n, pods.label(n)?))) {
            if let Some(text @ ("api" | "backend" | "server")) = label.as_str() {
                let place = label.origin.nearest().unwrap_or(object.place);
                weak(Role::Api, format!("the label {name}: {text}"), place);
                break;
            }
        }
        if matches!(
            namespace(object),
            "metrics" | "monitoring" | "observability"
        ) {
            let place = object.get(&["metadata", "namespace"]);
            let place = place
                .and_then(|v| v.origin.nearest())
                .unwrap_or(object.place);
            weak(
                Role::Metrics,
                format!("the namespace {}", namespace(object)),
                place,
            );
        }
    }

    fn ports(&mut self, pods: &Pods) {
        let object = pods.object;
        let no_database = runs_once(object) || is_about_databases(&object.id.name);
        let (containers, _) = pods.containers();
        let mut metrics = None;
        for container in containers.iter().filter_map(|c| c.as_entries()) {
            let ports = container.get("ports").and_then(Value::as_sequence);
            for port in ports.unwrap_or_default() {
                let number = port.as_entries().and_then(|p| p.get("containerPort"));
                let Some((value, number)) =
                    number.and_then(|n| Some((n, n.as_number()?.to_i64()?)))
                else {
                    continue;
                };
                let place = value.origin.nearest().unwrap_or(object.place);
                let step = Step::at(format!("the port {number}"), place);
                match number {
                    3000 | 9090 | 9093 => metrics = metrics.or(Some(step)),
                    _ if no_database => {}
                    _ => {
                        if let Some((engine, mount)) = kept_data(pods, container, number) {
                            self.strong.push((Role::Database, vec![mount, step]));
                            self.engines.push(engine);
                        }
                    }
                }
            }
        }
        let metrics = metrics.map(|step| (Role::Metrics, vec![step]));
        self.weak.extend(metrics);
    }

    fn leads(&mut self, pods: &Pods, leads: &[Lead], words: &BTreeSet<String>) {
        let door = lets_others_in(pods);
        let helper = words.contains("webhook") || words.contains("ingress");
        if door || helper || namespace(pods.object) == "kube-system" {
            return;
        }
        let mut doubtful = Vec::new();
        let mut certain = false;
        for lead in leads.iter().filter(|lead| lead.outside) {
            match lead.doubts.is_empty() {
                true => {
                    certain = true;
                    self.strong.push((Role::Api, lead.steps.clone()));
                }
                false => doubtful.extend(lead.doubts.iter().cloned()),
            }
        }
        if !certain {
            self.lead_doubts.extend(doubtful);
        }
        if let (Some(lead), Some(step)) = (leads.iter().find(|l| l.doubts.is_empty()), probe(pods))
        {
            let steps = [vec![step], lead.steps.clone()].concat();
            self.weak.push((Role::Api, steps));
        }
    }
}

/// Whether pods let traffic in for others: an ingress controller, a gateway.
pub(super) fn lets_others_in(pods: &Pods) -> bool {
    let (containers, _) = pods.containers();
    containers.iter().any(|container| {
        let image = container.as_entries().and_then(|e| e.get("image"));
        image.is_some_and(|image| {
            repository(image).is_some_and(|name| is_door(&name, account(image)))
        })
    })
}

/// A readiness probe over HTTP.
fn probe(pods: &Pods) -> Option<Step> {
    let (containers, _) = pods.containers();
    containers.iter().find_map(|container| {
        let probe = container.as_entries()?.get("readinessProbe")?;
        let http = probe.as_entries()?.get("httpGet")?;
        let place = http.origin.nearest().unwrap_or(pods.object.place);
        Some(Step::at("its readiness is asked for over HTTP", place))
    })
}

/// Whether pods run to their end, as those of Jobs do.
fn runs_once(object: &Object) -> bool {
    matches!(&*object.id.kind, "CronJob" | "Job")
}

/// The words of a name: `orders-api` has two.
fn words(name: &str) -> BTreeSet<String> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.map(str::to_ascii_lowercase).collect()
}
