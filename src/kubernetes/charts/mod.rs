//! What well-known charts make, as far as their values decide it.
//!
//! A chart is no manifest before it is rendered, but what a handful of them run and by which ways
//! it is reached is settled by a few values whose names and defaults have not changed for years.
//! These become objects: pods, their Service, their Ingress. Of a chart that no table lists one
//! object stands for all that it makes, and its content is unknown.

mod accounts;
mod ingress;
mod table;

use std::sync::Arc;

use crate::address::ObjectId;
use crate::language::{Origin, Reason, ReasonKind, Type, Unknown, Value};
use crate::terraform::Existence;

use super::object::{Form, Object};
use super::release::Release;
use table::{ALONG, DATABASES, DOORS, METRICS, OTHERS, Part, Switch, TOOLS, USUAL};

/// The kind of the object that stands for a chart of which nothing else is known.
pub const UNKNOWN_CHART: &str = "Chart";

/// The objects that the charts of `releases` make.
pub(super) fn made(releases: &[Release]) -> Vec<Object> {
    let mut objects = Vec::new();
    for release in releases {
        of_release(release, &mut objects);
    }
    objects
}

fn of_release(release: &Release, objects: &mut Vec<Object>) {
    if release.chart.is_null() {
        // A directory of manifests, most likely of this very repository.
        return;
    }
    objects.extend(accounts::of(release));
    let Some(chart) = chart_name(release) else {
        asked_for(release, objects);
        return objects.push(undecided(release));
    };
    let all = [METRICS, DATABASES, DOORS, TOOLS];
    let parts = all.iter().flat_map(|parts| parts.iter());
    let parts: Vec<&Part> = parts.filter(|part| part.charts.contains(&chart)).collect();
    for part in &parts {
        if let Some(existence) = part.existence(release, chart) {
            Made {
                release,
                part,
                chart,
                existence,
            }
            .into_objects(objects);
        }
    }
    let told = |name: &str| parts.iter().any(|part| part.of == name || chart == name);
    for part in ALONG.iter().filter(|part| !told(part.of)) {
        // Whether a value that nobody knows switches one on is no question worth asking.
        if let Some(existence) = part.existence(release, chart)
            && existence == release.existence
        {
            Made {
                release,
                part,
                chart,
                existence,
            }
            .into_objects(objects);
        }
    }
    if parts.is_empty() && !OTHERS.contains(&chart) {
        asked_for(release, objects);
        objects.push(undecided(release));
    }
}

/// The ways in that a release asks for of a chart which no table lists, where nearly all charts have
/// the values of their Service and their Ingress. Whether this one reads them is not known before
/// it is rendered.
fn asked_for(release: &Release, objects: &mut Vec<Object>) {
    let chart = release.chart.as_str().unwrap_or_default();
    let what = format!("chart {chart}");
    let doubt = Reason::new(ReasonKind::Template, what, Some(release.place));
    let made = Made {
        release,
        part: &USUAL,
        chart: chart
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or(chart),
        existence: release.existence.clone().unless(vec![doubt]),
    };
    let name = made.name();
    let ty = release.value(&[USUAL.service, "type"]);
    if let Some(ty) = ty.filter(|ty| ty.as_str() == Some("LoadBalancer")) {
        let labels = Value::object(vec![(
            "app.kubernetes.io/instance".into(),
            made.text(&release.called()),
        )]);
        let mut service = made.service(&name, labels);
        service.place = ty.origin.nearest().unwrap_or(service.place);
        objects.push(service);
    }
    let enabled = release.value(&[USUAL.ingress, "enabled"]);
    if enabled.is_some_and(|enabled| truth(&enabled) == Some(true)) {
        objects.extend(made.ingress(&name));
    }
}

/// The name of a published chart: `grafana` of `grafana/grafana` and of
/// `oci://registry/charts/grafana`. A directory may hold anything by that name.
fn chart_name(release: &Release) -> Option<&str> {
    let chart = release.chart.as_str()?;
    let local = chart.starts_with(['.', '/']) || chart.contains("://");
    let published = chart.starts_with("oci://") || !local;
    let name = chart.trim_end_matches('/').rsplit('/').next()?;
    // CloudNativePG calls the chart of a database so, and others call theirs so, too.
    let ambiguous = name == "cluster" && {
        let repository = release.repository.as_str().unwrap_or_default();
        let known = ["cloudnative-pg", "cnpg"];
        !known
            .iter()
            .any(|by| chart.contains(by) || repository.contains(by))
    };
    (published && !ambiguous).then_some(name)
}

/// All that a chart makes of which no table tells.
fn undecided(release: &Release) -> Object {
    let what = match release.chart.as_str() {
        Some(chart) => format!("chart {chart}"),
        None => format!("the chart of {}", release.name),
    };
    let mut reasons = Unknown::from_parts(Type::Dynamic, [&release.chart])
        .map(|unknown| unknown.reasons)
        .unwrap_or_default();
    if reasons.is_empty() {
        reasons.push(Reason::new(ReasonKind::Template, what, Some(release.place)));
    }
    let first = reasons.remove(0);
    let mut unknown = Unknown::new(Type::Dynamic, first);
    unknown.reasons.extend(reasons);
    let spec = Value::unknown(unknown).at(Origin::At(release.place));
    let name: Arc<str> = release.called().into();
    let mut made = object(release, UNKNOWN_CHART, "", &name, vec![("spec", spec)]);
    made.form = Form::Made(release.name.clone());
    made
}

/// What only rendering `release` tells.
fn template(release: &Release, what: &str) -> Value {
    let what = format!("{what} of {}", release.name);
    let reason = Reason::new(ReasonKind::Template, what, Some(release.place));
    Value::unknown_for(Type::String, reason)
}

fn truth(value: &Value) -> Option<bool> {
    match value.as_str() {
        Some("true") => Some(true),
        Some("false") => Some(false),
        _ => value.as_bool(),
    }
}

impl Part {
    /// Whether a release has it; `None` when it has not.
    fn existence(&self, release: &Release, chart: &str) -> Option<Existence> {
        let (name, default) = match self.switch {
            Switch::Always => return Some(release.existence.clone()),
            Switch::Value(name, default) => (name, Some(default)),
            Switch::Undecided(name) => (name, None),
        };
        let written = release.value(&path(name));
        let doubts = match (&written, default) {
            (Some(value), _) => match truth(value) {
                Some(true) => return Some(release.existence.clone()),
                Some(false) => return None,
                None => Unknown::from_parts(Type::Dynamic, [value])
                    .map(|unknown| unknown.reasons)
                    .unwrap_or_default(),
            },
            (None, Some(true)) => return Some(release.existence.clone()),
            (None, Some(false)) => return None,
            (None, None) => {
                let what = format!("{name} of the chart {chart}");
                vec![Reason::new(ReasonKind::Template, what, Some(release.place))]
            }
        };
        Some(release.existence.clone().unless(doubts))
    }
}

/// A path of names as values are addressed: `grafana.service`.
fn path(dotted: &str) -> Vec<&str> {
    dotted.split('.').collect()
}

/// One part of one release.
struct Made<'r> {
    release: &'r Release,
    part: &'r Part,
    chart: &'r str,
    existence: Existence,
}

impl Made<'_> {
    fn into_objects(self, objects: &mut Vec<Object>) {
        let name = self.name();
        let labels = || {
            let product = self.part.image.rsplit('/').next().unwrap_or_default();
            let label = |name: &str, value: &str| (Arc::<str>::from(name), self.text(value));
            Value::object(vec![
                label("app.kubernetes.io/instance", &self.release.called()),
                label("app.kubernetes.io/name", product),
            ])
        };
        if !self.part.image.is_empty() {
            objects.push(self.pods(&name, labels()));
        }
        if !self.part.service.is_empty() {
            objects.push(self.service(&name, labels()));
        }
        objects.extend(self.ingress(&name));
    }

    /// The name that charts give what they make: that of the release, and that of the chart where
    /// it is not part of it.
    fn name(&self) -> String {
        let part = self.part;
        let of = if part.of.is_empty() {
            self.chart
        } else {
            part.of
        };
        let overriding = match part.of {
            "" => self.release.value(&["fullnameOverride"]),
            of => self.release.value(&[of, "fullnameOverride"]),
        };
        let release = self.release.called();
        let full = match overriding.as_ref().and_then(Value::as_str) {
            Some(name) => name.to_owned(),
            None if release.contains(of) => release,
            None => format!("{release}-{of}"),
        };
        format!("{full}{}", part.suffix)
    }

    fn text(&self, text: &str) -> Value {
        Value::string(text).at(Origin::At(self.release.place))
    }

    fn entries(&self, entries: Vec<(&str, Value)>) -> Value {
        let entries = entries
            .into_iter()
            .map(|(name, value)| (name.into(), value));
        Value::object(entries.collect()).at(Origin::At(self.release.place))
    }

    fn pods(&self, name: &str, labels: Value) -> Object {
        let image = Value::string(self.part.image).at(self.release.chart.origin.clone());
        let container = self.entries(vec![("name", self.text("main")), ("image", image)]);
        let mut pods = vec![("containers", Value::tuple(vec![container]))];
        let account = accounts::of_pods(self.release, self.part.of, name);
        pods.extend(account.map(|account| ("serviceAccountName", account)));
        let template = self.entries(vec![
            ("metadata", self.entries(vec![("labels", labels)])),
            ("spec", self.entries(pods)),
        ]);
        let spec = self.entries(vec![("template", template)]);
        self.object(
            self.part.kind,
            "apps/v1",
            name,
            Value::null(Type::Dynamic),
            spec,
        )
    }

    fn service(&self, name: &str, labels: Value) -> Object {
        let (at, default) = (self.part.service, self.part.service_type);
        let setting = |name: &str| self.release.value(&[&path(at)[..], &[name]].concat());
        let ty = setting("type").unwrap_or_else(|| self.text(default));
        let place = ty.origin.nearest();
        let mut spec = vec![("selector", labels), ("type", ty)];
        let more = ["externalIPs", "loadBalancerClass"];
        spec.extend(more.iter().filter_map(|name| Some((*name, setting(name)?))));
        let annotations = self
            .release
            .map(&[&path(at)[..], &["annotations"]].concat());
        let mut made = self.object("Service", "v1", name, annotations, self.entries(spec));
        made.place = place.unwrap_or(made.place);
        made
    }

    fn object(
        &self,
        kind: &str,
        version: &str,
        name: &str,
        annotations: Value,
        spec: Value,
    ) -> Object {
        let mut metadata = vec![("name", self.text(name))];
        if !annotations.is_null() {
            metadata.push(("annotations", annotations));
        }
        if !self.release.namespace.is_null() {
            metadata.push(("namespace", self.release.namespace.clone()));
        }
        let fields = vec![("metadata", self.entries(metadata)), ("spec", spec)];
        let mut made = object(self.release, kind, version, name, fields);
        made.existence = self.existence.clone();
        made
    }
}

/// An object of a release.
fn object(
    release: &Release,
    kind: &str,
    version: &str,
    name: &str,
    fields: Vec<(&str, Value)>,
) -> Object {
    let origin = || Origin::At(release.place);
    let header = [("apiVersion", version), ("kind", kind)];
    let header = header.map(|(name, text)| (Arc::from(name), Value::string(text).at(origin())));
    let fields = fields.into_iter().map(|(name, value)| (name.into(), value));
    let namespace = super::object::named(&release.namespace);
    Object {
        id: ObjectId {
            kind: kind.into(),
            namespace: Some(namespace.unwrap_or_else(|| "default".into())),
            name: name.into(),
            path: None,
        },
        root: release.root.clone(),
        form: Form::Made(format!("{}/{kind}/{name}", release.name).into()),
        existence: release.existence.clone(),
        api_version: version.into(),
        value: Value::object(header.into_iter().chain(fields).collect()).at(origin()),
        place: release.place,
    }
}
