//! What the user gives the variables of a root: variables files, flags, the environment.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Code, Diagnostic, Level};
use crate::source::Place;
use crate::syntax::hcl::{ExprId, Tree};

use super::super::evaluation::Evaluating;
use super::super::module::Module;
use super::super::project::VariableSetting;
use super::Variable;

/// A value that somebody gave a root variable.
#[derive(Clone, Debug)]
pub(in super::super) enum Setting {
    /// An expression of a variables file (or of a flag, for a variable that is not a plain text).
    Expression(Arc<Tree>, ExprId),
    /// Text of a flag or of the environment.
    Text(Arc<str>),
    /// Whatever a file that could not be read may say, which begins there.
    Unread(Place),
}

impl Evaluating<'_> {
    /// All values given to the root's variables; of several for one variable, the one that wins:
    /// environment, `terraform.tfvars`, `terraform.tfvars.json`, `*.auto.tfvars` by name, the files
    /// of this evaluation alone, then the command line in its order.
    pub fn root_settings(&mut self, module: &Arc<Module>) -> BTreeMap<Arc<str>, Setting> {
        let mut settings = BTreeMap::new();
        for (name, text) in &self.options.environment {
            if module.variable(name).is_some() {
                let setting = Setting::Text(text.as_str().into());
                settings.insert(Arc::from(name.as_str()), setting);
            }
        }
        let files = self.configuration.automatic_variable_files(&self.root_dir);
        for tree in files.iter().chain(&self.run.variable_files) {
            self.apply_file(module, tree, &mut settings);
        }
        for setting in &self.options.settings {
            match setting {
                VariableSetting::File(tree) => self.apply_file(module, tree, &mut settings),
                VariableSetting::Flag(name, text) => {
                    if module.variable(name).is_some() {
                        let setting = Setting::Text(text.as_str().into());
                        settings.insert(Arc::from(name.as_str()), setting);
                    }
                }
            }
        }
        settings
    }

    fn apply_file(
        &mut self,
        module: &Arc<Module>,
        tree: &Arc<Tree>,
        settings: &mut BTreeMap<Arc<str>, Setting>,
    ) {
        if tree.broken {
            let place = tree.place(tree.body.span);
            let unread = |v: &Variable| (v.name.clone(), Setting::Unread(place));
            settings.extend(module.variables.iter().map(unread));
        }
        for attribute in &tree.body.attributes {
            let name = tree.str(attribute.name);
            if module.variable(name).is_none() && !module.is_partial() {
                let place = tree.place(attribute.name);
                let message = format!("this module has no variable {name:?}");
                let warning = Diagnostic::error(Code::Evaluate, place, message);
                self.say(vec![warning.with_level(Level::Warning)]);
            }
            let setting = Setting::Expression(tree.clone(), attribute.expr);
            settings.insert(name.into(), setting);
        }
        for block in &tree.body.blocks {
            let message = "a variables file holds name = value only";
            self.refuse(tree.place(block.header), message);
        }
    }
}
