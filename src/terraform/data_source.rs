//! Data sources that archlint reads itself: what they give follows from the files of the scan.

use crate::address::{InstanceId, Mode};
use crate::language::functions::Context;
use crate::language::{Entries, Reason, ReasonKind, Type, Value};
use crate::providers;

use super::evaluation::Evaluating;
use super::expansion::Repetition;
use super::instance::ProviderInstance;
use super::module::Resource;
use super::module_instance::ModuleId;
use super::scope::TermScope;

impl<'a> Evaluating<'a> {
    /// The world of functions, as an expression of `module` has it.
    fn files(&mut self, module: ModuleId) -> TermScope<'_, 'a> {
        static NONE: Repetition = Repetition {
            index: None,
            each: None,
        };
        TermScope {
            evaluating: self,
            module,
            repetition: &NONE,
            iterators: &[],
        }
    }

    /// What a data source gives that can be read without asking its provider.
    pub fn read_data(
        &mut self,
        module: ModuleId,
        id: &InstanceId,
        resource: &Resource,
        written: &Entries,
        provider: Option<&ProviderInstance>,
    ) -> Entries {
        match &*resource.kind {
            "terraform_remote_state" => {
                named("outputs", Some(self.remote_state(id, resource, written)))
            }
            "null_data_source" => named("outputs", written.get("inputs").cloned()),
            "template_file" => {
                let template = written.get("template").and_then(Value::as_str);
                let none = Value::object(Vec::new());
                let variables = written.get("vars").unwrap_or(&none);
                let known = variables.is_wholly_known();
                let rendered = template
                    .filter(|_| known)
                    .and_then(|template| self.files(module).render("", template, variables).ok());
                named("rendered", rendered)
            }
            "local_file" => {
                let name = written.get("filename").and_then(Value::as_str);
                let bytes = name.and_then(|name| self.files(module).read_file(name).ok());
                let text = bytes.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
                named("content", text.map(Value::string))
            }
            kind => {
                let provider = provider.map(|provider| &provider.written);
                providers::read_data(kind, written, provider).unwrap_or_default()
            }
        }
    }
}

/// Whether a data source reads what no part of the configuration says. Terraform waits with it for
/// resources that may change that; what others give is decided by what is written in them, whenever
/// Terraform reads them.
pub(super) fn reads_outside(resource: &Resource) -> bool {
    let outside = ["terraform_remote_state", "local_file"];
    resource.mode == Mode::Data && outside.contains(&&*resource.kind)
}

/// What a data source that waits for the resource `made` gives.
pub(super) fn read_later(id: &InstanceId, resource: &Resource, made: &str) -> Entries {
    let place = Some(resource.body.header());
    let what = format!("{id}: read only after {made} is made");
    match &*resource.kind {
        "terraform_remote_state" => {
            let reason = Reason::new(ReasonKind::RemoteState, what, place);
            named("outputs", Some(Value::unknown_for(Type::Dynamic, reason)))
        }
        _ => Entries::default(),
    }
}

fn named(name: &str, value: Option<Value>) -> Entries {
    Entries::new(
        value
            .map(|value| (name.into(), value))
            .into_iter()
            .collect(),
    )
}
