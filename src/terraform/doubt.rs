//! Errors that hang on what is only assumed: the defaults of a module that waits for a caller which
//! the scan does not hold, and the workspace that nobody named.
//!
//! Invariant: such a root is evaluated once more without what is assumed, and only if something is
//! wrong with it. What is wrong then as well is an error whatever else is said.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::{Code, Diagnostic, Level};
use crate::source::Place;

use super::evaluation::Evaluation;
use super::module::Module;
use super::project::{DEFAULT_WORKSPACE, Options};

/// What an evaluation takes for given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Assumed {
    /// The defaults of the root's variables.
    Defaults,
    /// The workspace that Terraform begins with.
    Workspace,
}

/// What the errors of an evaluated root may hang on.
pub fn assumed(evaluation: &Evaluation, module: &Module, options: &Options) -> Vec<Assumed> {
    if !evaluation.diagnostics.iter().any(is_error) {
        return Vec::new();
    }
    let mut assumed = Vec::new();
    if !evaluation.unset.is_empty() && awaits_caller(module) {
        assumed.push(Assumed::Defaults);
    }
    let mut texts = module.trees.iter().map(|tree| &tree.text);
    if options.workspace == *DEFAULT_WORKSPACE
        && texts.any(|text| text.contains("terraform.workspace"))
    {
        assumed.push(Assumed::Workspace);
    }
    assumed
}

/// Whether a module that lacks values is one that others call: it configures no provider and no
/// backend, so that Terraform is not run in it.
fn awaits_caller(module: &Module) -> bool {
    let mut blocks = module.trees.iter().flat_map(|tree| {
        let blocks = tree.body.blocks.iter();
        blocks.map(move |block| (tree, block))
    });
    let keeps_state = blocks.any(|(tree, block)| {
        let mut inner = block.body.blocks.iter();
        tree.str(block.kind) == "terraform"
            && inner.any(|inner| matches!(tree.str(inner.kind), "backend" | "cloud"))
    });
    !keeps_state && module.providers.is_empty()
}

/// Says of the errors that are not among those of `without`, the same root without what is
/// `assumed`, what would mend them. Of defaults that a caller may replace they are warnings.
pub fn settle(evaluation: &mut Evaluation, assumed: Assumed, without: &Evaluation) {
    let errors = without.diagnostics.iter().filter(|d| is_error(d));
    let certain: BTreeSet<Option<Place>> = errors.map(|d| d.place).collect();
    let help = match assumed {
        Assumed::Defaults => lacking(&evaluation.unset),
        Assumed::Workspace => {
            "terraform.workspace is \"default\" here; --workspace NAME chooses another".to_owned()
        }
    };
    for diagnostic in &mut evaluation.diagnostics {
        if !is_error(diagnostic) || certain.contains(&diagnostic.place) {
            continue;
        }
        if assumed == Assumed::Defaults {
            diagnostic.level = Level::Warning;
        }
        diagnostic.help.get_or_insert_with(|| help.clone());
    }
}

fn lacking(unset: &[Arc<str>]) -> String {
    let names = match unset {
        [] => "a variable has".to_owned(),
        [one] => format!("var.{one} has"),
        [one, others @ ..] => format!("var.{one} and {} more have", others.len()),
    };
    format!("{names} no value here: whoever calls this module may set what fails as well")
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.level == Level::Error && diagnostic.code == Code::Evaluate
}
