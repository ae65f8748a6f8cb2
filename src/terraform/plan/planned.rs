//! The instances that a plan lists: what it plans, and the data sources it has read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::document::Part;
use super::traversal::module_path;
use crate::address::{Address, InstanceKey, Mode, ModulePath};
use crate::finding::{Code, Diagnostic};
use crate::source::Span;

/// One instance.
pub(super) struct Planned<'a> {
    /// Which it is.
    pub address: Arc<Address>,
    /// Its attributes, as far as they are known.
    pub values: BTreeMap<&'a str, Part<'a>>,
    /// Which of them become known when the plan is applied.
    pub unknown: Option<Part<'a>>,
    /// Which of them are secret.
    pub sensitive: Vec<Part<'a>>,
    /// Where its address stands, and its type.
    pub header: Span,
    pub kind: Span,
}

/// All instances, in the order of their addresses.
pub(super) fn instances<'a>(plan: Part<'a>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Planned<'a>> {
    let changes = plan.get("resource_changes").into_iter();
    let changes: BTreeMap<&str, Part> = changes
        .flat_map(Part::items)
        .filter(|change| change.get("deposed").is_none())
        .filter_map(|change| Some((change.get("address")?.str()?, change)))
        .collect();
    let mut found = Vec::new();
    match plan.get("planned_values") {
        Some(values) => {
            listed(values, diagnostics, &mut found);
            // What is forgotten stays in the world, and is no part of the configuration any more.
            found.retain(|resource| {
                let change = resource.get("address").and_then(Part::str);
                let change = change.and_then(|address| changes.get(address));
                change.is_none_or(|change| remains(*change))
            });
        }
        // A plan cut down to its changes.
        None => found.extend(changes.values().filter(|change| remains(**change)).copied()),
    }
    let planned = found.len();
    if let Some(values) = plan.get("prior_state").and_then(|s| s.get("values")) {
        listed(values, diagnostics, &mut found);
    }
    let mut seen = BTreeSet::new();
    let mut instances = Vec::with_capacity(planned);
    for (at, resource) in found.into_iter().enumerate() {
        let prior = at >= planned;
        let read = resource.get("mode").and_then(Part::str) == Some("data");
        if prior && !read {
            continue;
        }
        match planned_instance(resource, &changes) {
            Ok(instance) if seen.insert(instance.address.clone()) => instances.push(instance),
            Ok(instance) if !prior => {
                let message = format!("{} is planned twice", instance.address);
                diagnostics.push(Diagnostic::error(Code::Parse, resource.start(), message));
            }
            Ok(_) => {}
            Err(wanted) => {
                let message = format!("a resource of a plan has {wanted}");
                diagnostics.push(Diagnostic::error(Code::Parse, resource.start(), message));
            }
        }
    }
    instances.sort_by(|a, b| a.address.cmp(&b.address));
    instances
}

/// Whether the object is there when the change has been made.
fn remains(change: Part) -> bool {
    let actions = change.get("change").and_then(|c| c.get("actions"));
    let mut actions = actions.into_iter().flat_map(Part::items).peekable();
    let leaves = |action: Part| matches!(action.str(), Some("delete" | "forget"));
    actions.peek().is_none() || !actions.all(leaves)
}

/// Whether `values` list a managed resource.
pub(super) fn holds_managed(values: Part) -> bool {
    let mut found = Vec::new();
    listed(values, &mut Vec::new(), &mut found);
    let mut modes = found.into_iter().map(|resource| resource.get("mode"));
    modes.any(|mode| mode.and_then(Part::str) == Some("managed"))
}

/// The resources of the root module in `values` and of the modules below.
fn listed<'a>(values: Part<'a>, diagnostics: &mut Vec<Diagnostic>, found: &mut Vec<Part<'a>>) {
    let mut wrong = |part: Part, wanted: &str| {
        let message = format!("{wanted} is expected here");
        diagnostics.push(Diagnostic::error(Code::Parse, part.start(), message));
    };
    if !values.is_object() {
        return wrong(values, "an object with a root_module");
    }
    let mut modules: Vec<Part> = values.get("root_module").into_iter().collect();
    while let Some(module) = modules.pop() {
        if !module.is_object() {
            wrong(module, "a module with its resources");
        }
        for (name, into) in [("resources", &mut *found), ("child_modules", &mut modules)] {
            match module.get(name) {
                Some(list) if list.is_array() => into.extend(list.items()),
                Some(list) if !list.is_null() => wrong(list, "a list"),
                _ => {}
            }
        }
    }
}

/// Reads one; the error is what it lacks.
fn planned_instance<'a>(
    resource: Part<'a>,
    changes: &BTreeMap<&str, Part<'a>>,
) -> Result<Planned<'a>, &'static str> {
    let word = |name: &str| resource.get(name).and_then(Part::str);
    let text = word("address").ok_or("an address")?;
    let kind = word("type").ok_or("a type")?;
    let name = word("name").ok_or("a name")?;
    let mode = match word("mode").ok_or("a mode")? {
        "managed" => Mode::Managed,
        "data" => Mode::Data,
        _ => return Err("a mode, `managed` or `data`"),
    };
    let key = match resource.get("index").filter(|index| !index.is_null()) {
        None => InstanceKey::None,
        Some(index) => match (index.count(), index.str()) {
            (Some(count), _) => InstanceKey::Int(count),
            (_, Some(key)) => InstanceKey::Str(key.into()),
            _ => return Err("an index that is a number or a string"),
        },
    };
    let module = match text.starts_with("module.") {
        true => module_path(text).ok_or("an address in Terraform's syntax")?,
        false => ModulePath::default(),
    };
    let change = changes.get(text).and_then(|change| change.get("change"));
    let of_change = |name: &str| change.and_then(|change| change.get(name));
    let own = resource.get("values").or_else(|| {
        let change = resource.get("change")?;
        change.get("after")
    });
    if own.is_some_and(|values| !values.is_object() && !values.is_null()) {
        return Err("values that are an object");
    }
    let place = |name: &str| resource.member(name).unwrap_or_default();
    let address = Address {
        module,
        mode,
        kind: kind.into(),
        name: name.into(),
        key,
    };
    Ok(Planned {
        address: Arc::new(address),
        values: own.map(Part::index).unwrap_or_default(),
        unknown: of_change("after_unknown"),
        sensitive: [
            resource.get("sensitive_values"),
            of_change("after_sensitive"),
        ]
        .into_iter()
        .flatten()
        .collect(),
        header: place("address"),
        kind: place("type"),
    })
}
