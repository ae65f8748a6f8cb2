//! Plans, as `terraform show -json PLAN` prints them: roots whose values Terraform has computed.
//!
//! A plan tells the values of its instances, which of them are unknown until it is applied, and
//! which are secret. From its configuration comes what unknown values refer to. Format:
//! <https://developer.hashicorp.com/terraform/internals/json-format>.
//!
//! Invariants: an instance stands at the `address` that lists it; what the plan does not say is
//! unknown, never guessed from the files beside it; no line of a plan is ever quoted, since it
//! holds secrets that only its end tells of.

mod configuration;
mod document;
mod parts;
mod planned;
mod providers;
mod references;
#[cfg(test)]
mod tests;
mod traversal;
mod unknown;
mod unset;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

use configuration::Module;
use document::Part;
use planned::Planned;
use references::{Resolver, Site};
use values::{Context, Trees, Values, schema_of};

use super::evaluation::{Evaluation, Existence};
use super::instance::{Instance, ProviderInstance};
use super::module::{BlockRef, Body};
use super::named::{NameKind, NamedValue};
use crate::address::{InstanceId, InstanceKey, Mode, ModulePath, RootId};
use crate::finding::{Code, Diagnostic, Level};
use crate::language::{Entries, Reason, ReasonKind, Type, Value};
use crate::source::{
    FileId, Input, InputKind, Limits, Opened, Place, Root, Sources, Span, decode_plan,
};
use crate::syntax::{hcl, json};

/// One plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The path of its file.
    pub path: Arc<str>,
    tree: json::Tree,
    /// What is wrong with its text.
    diagnostics: Vec<Diagnostic>,
}

/// Reads the plans among `inputs`, and hands back the inputs that are none, with what was read of
/// them; a state that somebody took for a plan is told.
pub fn load_plans(
    root: &Root,
    inputs: Vec<Input>,
    sources: &mut Sources,
    limits: Limits,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Plan>, Vec<Opened>) {
    let mut plans: Vec<Plan> = Vec::new();
    let mut others = Vec::new();
    for input in inputs {
        let read = match input.kind {
            InputKind::Json | InputKind::Other => root.read(&input.path, limits.plan_bytes).ok(),
            _ => None,
        };
        let Some(bytes) = read else {
            others.push(input.into());
            continue;
        };
        if !may_be_plan(&bytes) {
            others.push(Opened::read(input, bytes));
            continue;
        }
        let text = decode_plan(bytes).ok();
        if text.as_deref().is_some_and(is_state) {
            // It holds secrets, so that no report quotes it.
            let file = sources.add(input.path.as_str(), "");
            let place = Place::new(file, Span::new(0, 0));
            let message = "this is a state, not a plan, as `terraform show -json PLAN` prints it";
            let warning = Diagnostic::error(Code::Read, place, message);
            diagnostics.push(warning.with_level(Level::Warning));
        }
        let plan = text.and_then(|text| Plan::read(&input.path, text, sources));
        match plan {
            Some(plan) if plans.iter().any(|known| known.path == plan.path) => {}
            Some(plan) => plans.push(plan),
            None => others.push(input.into()),
        }
    }
    (plans, others)
}

/// Reads a plan that is no file of the root, as `terraform show -json PLAN` writes it to a pipe;
/// `None` when `bytes` are none. Reports call it `name`.
pub fn load_plan_stream(name: &str, bytes: &[u8], sources: &mut Sources) -> Option<Plan> {
    let text = decode_plan(bytes.to_vec()).ok()?;
    Plan::read(name, text, sources)
}

/// Whether a file may be a plan or a state, which nearly no file is. UTF-16 may be anything.
fn may_be_plan(bytes: &[u8]) -> bool {
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    utf16 || memchr::memmem::find(bytes, VERSION.as_bytes()).is_some()
}

/// What both plans and states have.
const VERSION: &str = "\"format_version\"";

/// Whether a text is a state as `terraform show -json` prints it.
fn is_state(text: &str) -> bool {
    if looks_like_plan(text) || !text.contains("\"terraform_version\"") {
        return false;
    }
    let file = FileId(u32::MAX);
    let (tree, wrong) = json::parse_parts(file, text.into(), &mut |member| member.depth == 1);
    let state = Part::root(&tree);
    let has = |name: &str| state.get(name).is_some();
    wrong.is_empty() && has("format_version") && has("terraform_version") && has("values")
}

/// Whether the names that make a plan occur in a text.
fn looks_like_plan(text: &str) -> bool {
    let holds = |name: &str| text.contains(name);
    holds(VERSION) && (holds("\"planned_values\"") || holds("\"resource_changes\""))
}

impl Plan {
    /// Reads a text; `None` when it is no plan, and then nothing is added to `sources`.
    pub fn read(path: &str, text: String, sources: &mut Sources) -> Option<Plan> {
        if !looks_like_plan(&text) {
            return None;
        }
        let text: Arc<str> = text.into();
        let file = sources.next_id();
        let mut parts = parts::Parts::default();
        let (tree, diagnostics) =
            json::parse_parts(file, text.clone(), &mut |member| parts.wants(member));
        let plan = Part::root(&tree);
        plan.get("format_version")?;
        if plan.get("planned_values").is_none() && plan.get("resource_changes").is_none() {
            return None;
        }
        sources.add_secret(path, text);
        Some(Plan {
            path: path.into(),
            tree,
            diagnostics,
        })
    }

    /// Its instances and outputs, as root `root` of the project.
    pub fn evaluate(&self, root: RootId, limits: Limits) -> Evaluation {
        let plan = Part::root(&self.tree);
        let mut diagnostics = self.diagnostics.clone();
        let mut evaluation = Evaluation {
            root,
            dir: self.path.clone(),
            name: self.path.clone(),
            instances: Vec::new(),
            outputs: Vec::new(),
            named: Vec::new(),
            diagnostics: Vec::new(),
            opaque: Vec::new(),
            incomplete: None,
            unset: Vec::new(),
        };
        match unsupported(plan) {
            Some(diagnostic) => diagnostics.push(diagnostic),
            None => {
                let planned = planned::instances(plan, &mut diagnostics);
                let configuration = plan.get("configuration");
                let modules = configuration.and_then(|c| c.get("root_module"));
                let modules = modules.map(Module::read).unwrap_or_default();
                let mut resolver = Resolver::new(&modules, &planned, limits.fuel);
                let variables = plan.get("variables").map(Part::index);
                resolver.variables = variables.unwrap_or_default();
                let mut values = Values {
                    resolver,
                    root,
                    file: self.tree.file,
                };
                let providers = providers::read(plan, &modules);
                evaluation.instances = self.instances(&mut values, &modules, &providers);
                evaluation.outputs = self.outputs(&mut values, &modules);
                let named = evaluation.outputs.iter().map(|(name, value)| NamedValue {
                    module: ModulePath::default(),
                    kind: NameKind::Output,
                    name: name.clone(),
                    value: value.clone(),
                });
                evaluation.named = named.collect();
                if values.resolver.fuel == 0 {
                    let message = format!("a plan with more than {} references", limits.fuel);
                    let place = plan.start();
                    diagnostics.push(Diagnostic::error(Code::Limit, place, message));
                }
            }
        }
        if let Some(message) = partial(plan) {
            let warning = Diagnostic::error(Code::Evaluate, plan.start(), message);
            diagnostics.push(warning.with_level(Level::Warning));
        }
        if plan.get("errored").is_some_and(Part::is_true) {
            let message = "Terraform failed while it made this plan, which is incomplete";
            diagnostics.push(Diagnostic::error(Code::Evaluate, plan.start(), message));
        }
        diagnostics.sort();
        diagnostics.dedup();
        evaluation.incomplete = diagnostics.first().map(|diagnostic| {
            let what = format!("a part of {}", self.path);
            Reason::new(ReasonKind::Parse, what, diagnostic.place)
        });
        evaluation.diagnostics = diagnostics;
        evaluation
    }

    fn instances<'a>(
        &self,
        values: &mut Values<'a, '_>,
        modules: &Module<'a>,
        providers: &BTreeMap<&'a str, Arc<ProviderInstance>>,
    ) -> Vec<Arc<Instance>> {
        let planned = values.resolver.instances;
        let blocks = Arc::new(self.blocks(planned));
        let mut instances = Vec::with_capacity(planned.len());
        for (index, one) in planned.iter().enumerate() {
            let address = &one.address;
            let site = values.resolver.site(one);
            let module = modules.at(&address.module);
            let resource =
                module.and_then(|m| m.resource(address.mode, &address.kind, &address.name));
            let schema = schema_of(address);
            let expressions = resource.map(|resource| &resource.expressions);
            let attributes = values.attributes(&site, index, schema, expressions);
            let attributes = Entries::new(attributes);
            let is_written =
                |name: &str| expressions.is_none_or(|written| written.contains_key(name));
            let (written, read) = match address.mode {
                Mode::Managed => (attributes, Entries::default()),
                Mode::Data => {
                    let written = attributes.iter().filter(|(name, _)| is_written(name));
                    (Entries::new(written.cloned().collect()), attributes)
                }
            };
            let provider = resource.and_then(|resource| resource.provider);
            instances.push(Arc::new(Instance {
                id: InstanceId {
                    root: values.root,
                    address: address.clone(),
                },
                body: Body {
                    base: BlockRef {
                        tree: blocks.clone(),
                        index,
                        inner: None,
                    },
                    overrides: Vec::new(),
                },
                written,
                read,
                schema,
                provider: provider.and_then(|key| providers.get(key)).cloned(),
                provider_major: u64::MAX,
                existence: Existence::Certain,
                called_at: None,
            }));
        }
        instances
    }

    /// A tree with one empty block for each instance, whose header is its address in the plan: that
    /// is where findings point.
    fn blocks(&self, planned: &[Planned]) -> hcl::Tree {
        let blocks = planned.iter().map(|planned| hcl::Block {
            kind: planned.kind,
            labels: Vec::new(),
            body: hcl::Body::default(),
            header: planned.header,
            span: planned.header,
        });
        hcl::Tree {
            file: self.tree.file,
            text: self.tree.text.clone(),
            copies: hcl::Copies::default(),
            body: hcl::Body {
                attributes: Vec::new(),
                blocks: blocks.collect(),
                span: self.tree.root.span,
            },
            exprs: Vec::new(),
            comments: Vec::new(),
            broken: false,
        }
    }

    fn outputs<'a>(
        &'a self,
        values: &mut Values<'a, '_>,
        modules: &Module<'a>,
    ) -> Vec<(Arc<str>, Value)> {
        let plan = Part::root(&self.tree);
        let planned = plan.get("planned_values").and_then(|v| v.get("outputs"));
        let changes = plan
            .get("output_changes")
            .map(Part::index)
            .unwrap_or_default();
        let site = Site {
            module: ModulePath::default(),
            key: InstanceKey::None,
            siblings: 0,
            for_each: None,
        };
        let mut outputs = Vec::new();
        for (name, output) in planned.into_iter().flat_map(Part::members) {
            let change = changes.get(name).copied();
            let after = || change.and_then(|change| change.get("after"));
            let trees = Trees {
                // A value that is known in part stands in the changes only.
                known: output.get("value").or_else(after),
                unknown: change.and_then(|change| change.get("after_unknown")),
                sensitive: [
                    output.get("sensitive"),
                    change.and_then(|change| change.get("after_sensitive")),
                ],
            };
            let expression = modules.outputs.get(name).copied();
            let mut from = values.from(&site, expression, trees.unknown);
            let what: Arc<str> = format!("output.{name}").into();
            let context = Context {
                what: &what,
                header: output.start(),
                site: &site,
            };
            let value = values.value(trees, &mut from, None, context);
            let value = value.unwrap_or_else(|| Value::null(Type::Dynamic));
            outputs.push((name.into(), value));
        }
        outputs.sort_by(|a: &(Arc<str>, Value), b| a.0.cmp(&b.0));
        outputs.dedup_by(|a, b| a.0 == b.0);
        outputs
    }
}

/// Why a plan does not list all that its configuration makes, where it says so itself.
fn partial(plan: Part) -> Option<&'static str> {
    // Terraform tells so since version 1.8.
    if plan.get("complete").is_some_and(Part::is_false) {
        return Some(
            "this plan leaves out what -target excludes or what has to wait: what it does not \
             list is unknown",
        );
    }
    let existing = plan
        .get("prior_state")
        .and_then(|state| state.get("values"));
    (plan.get("resource_changes").is_none() && existing.is_some_and(planned::holds_managed))
        .then_some("this plan refreshes the state alone and lists no resources")
}

/// A version of the format that is not known: 0 and 1 are, whatever their minor version.
fn unsupported(plan: Part) -> Option<Diagnostic> {
    let version = plan.get("format_version")?;
    let text = version.str().unwrap_or("");
    let major = text.split('.').next().unwrap_or("");
    if matches!(major, "0" | "1") {
        return None;
    }
    let shown: String = text.chars().take(20).collect();
    let message = format!("unsupported plan format_version {shown}");
    Some(Diagnostic::error(Code::Parse, version.place(), message))
}
