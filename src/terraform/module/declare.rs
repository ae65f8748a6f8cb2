//! From the files of a directory to the declarations of a module.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::address::{Mode, is_identifier};
use crate::finding::{Code, Diagnostic};
use crate::source::Place;
use crate::syntax::hcl::{self, Block, Label, Tree};

use super::super::variables::Variable;
use super::{BlockRef, Body, Local, Module, Named, Provider, Resource};

/// Arguments of module calls that are Terraform's own.
const RESERVED: [&str; 8] = [
    "source",
    "version",
    "providers",
    "count",
    "for_each",
    "depends_on",
    "lifecycle",
    "locals",
];

impl Module {
    /// Puts the files of one directory together. `overrides` are those named `override.tf` or
    /// `*_override.tf`, in the order of their names.
    pub fn new(dir: Arc<str>, trees: Vec<Arc<Tree>>, overrides: Vec<Arc<Tree>>) -> Module {
        let mut module = Module {
            dir,
            ..Module::default()
        };
        for tree in &trees {
            module.declare(tree);
        }
        for tree in &overrides {
            module.override_with(tree);
        }
        module.trees = trees;
        module.overriding = overrides.len();
        module.trees.extend(overrides);
        module.declared = BTreeMap::new();
        module.sort();
        module
    }

    fn declare(&mut self, tree: &Arc<Tree>) {
        for attribute in &tree.body.attributes {
            let name = tree.str(attribute.name);
            let message = format!("{name:?} is not expected here: files hold blocks only");
            self.refuse(tree.place(attribute.name), message);
        }
        for index in 0..tree.body.blocks.len() {
            let block = BlockRef {
                tree: tree.clone(),
                index,
                inner: None,
            };
            self.declare_block(block);
        }
    }

    fn declare_block(&mut self, at: BlockRef) {
        let tree = at.tree.clone();
        let kind = tree.str(at.block().kind);
        let labels: Vec<Arc<str>> = labels(&tree, at.block());
        let header = at.header();
        let wanted = match kind {
            "resource" | "data" | "ephemeral" => 2,
            "variable" | "output" | "module" | "provider" | "check" => 1,
            "locals" | "terraform" | "moved" | "import" | "removed" => 0,
            _ => {
                let message = format!("{kind:?} is no block of a Terraform file");
                self.refuse(header, message);
                return;
            }
        };
        if labels.len() != wanted {
            let message = format!(
                "a {kind} block takes {wanted} labels, this one has {}",
                labels.len()
            );
            self.refuse(header, message);
            return;
        }
        let body = Body {
            base: at.clone(),
            overrides: Vec::new(),
        };
        let mut labels = labels.into_iter();
        let (first, second) = (labels.next(), labels.next());
        match (kind, first, second) {
            ("resource" | "data", Some(kind_label), Some(name)) => {
                let mode = match kind {
                    "resource" => Mode::Managed,
                    _ => Mode::Data,
                };
                let what = format!("{kind} \"{kind_label}\" \"{name}\"");
                if self.first(what, header) {
                    self.resources.push(Resource {
                        mode,
                        kind: kind_label,
                        name,
                        body,
                    });
                }
            }
            ("ephemeral", Some(kind), Some(name))
                if self.first(format!("ephemeral \"{kind}\" \"{name}\""), header) =>
            {
                self.ephemerals.insert((kind, name), header);
            }
            ("check", Some(name), _) if at.inner.is_none() => self.declare_check(&name, &at),
            ("variable", Some(name), _) if RESERVED.contains(&&*name) => {
                let message = format!("no variable may be called {name:?}: Terraform's own word");
                self.refuse(header, message);
            }
            ("variable", Some(name), _) if self.first(format!("variable \"{name}\""), header) => {
                self.variables.push(Variable::new(name, body));
            }
            ("output", Some(name), _) if self.first(format!("output \"{name}\""), header) => {
                self.outputs.push(Named { name, body });
            }
            ("module", Some(name), _) if self.first(format!("module \"{name}\""), header) => {
                self.calls.push(Named { name, body });
            }
            ("provider", Some(name), _) => self.declare_provider(&name, body),
            ("locals", ..) => self.declare_locals(&at),
            ("terraform", ..) => self.declare_settings(at),
            // `moved`, `import` and `removed` change no value.
            _ => {}
        }
    }

    fn declare_check(&mut self, name: &str, at: &BlockRef) {
        self.first(format!("check \"{name}\""), at.header());
        if !is_identifier(name) {
            self.refuse(at.header(), format!("{name:?} is no name of a check"));
        }
        for (inner, block) in at.block().body.blocks.iter().enumerate() {
            if at.tree.str(block.kind) == "data" {
                self.declare_block(BlockRef {
                    inner: Some(inner),
                    ..at.clone()
                });
            }
        }
    }

    fn declare_provider(&mut self, name: &str, body: Body) {
        let alias = body.attribute("alias").and_then(|(tree, attribute)| {
            match &tree.expr(attribute.expr).kind {
                hcl::ExprKind::String(text) => Some(tree.chars(text).to_owned()),
                _ => None,
            }
        });
        let name: Arc<str> = match alias {
            Some(alias) => format!("{name}.{alias}").into(),
            None => name.into(),
        };
        if self.first(format!("provider {name}"), body.header()) {
            self.providers.push(Provider { name, body });
        }
    }

    fn declare_locals(&mut self, at: &BlockRef) {
        for attribute in &at.block().body.attributes {
            let name: Arc<str> = at.tree.str(attribute.name).into();
            let place = at.tree.place(attribute.name);
            if self.first(format!("local.{name}"), place) {
                self.locals.push(Local {
                    name,
                    tree: at.tree.clone(),
                    attribute: attribute.clone(),
                });
            }
        }
    }

    fn declare_settings(&mut self, at: BlockRef) {
        let tree = at.tree.clone();
        self.dialect = super::super::version::dialect(&tree, &at.block().body).or(self.dialect);
        for block in &at.block().body.blocks {
            if tree.str(block.kind) != "required_providers" {
                continue;
            }
            for attribute in &block.body.attributes {
                let name: Arc<str> = tree.str(attribute.name).into();
                let said = |what| provider_setting(&tree, attribute.expr, what);
                let source = said("source").map(|source| {
                    let short = source.strip_prefix("registry.terraform.io/");
                    short.map_or(source.clone(), Arc::from)
                });
                let source = source.unwrap_or_else(|| format!("hashicorp/{name}").into());
                let written = match &tree.expr(attribute.expr).kind {
                    // The form of Terraform 0.12: `aws = "~> 5.0"`.
                    hcl::ExprKind::String(text) => Some(tree.chars(text).into()),
                    _ => said("version"),
                };
                if let Some(version) = written {
                    self.provider_versions.insert(name.clone(), version);
                }
                self.required_providers.insert(name, source);
            }
        }
        self.settings.push(at);
    }

    /// Applies one override file: blocks change what they name.
    fn override_with(&mut self, tree: &Arc<Tree>) {
        for index in 0..tree.body.blocks.len() {
            let at = BlockRef {
                tree: tree.clone(),
                index,
                inner: None,
            };
            let labels = labels(tree, at.block());
            let target = match (tree.str(at.block().kind), labels.as_slice()) {
                (kind @ ("resource" | "data"), [kind_label, name]) => {
                    let mode = match kind {
                        "resource" => Mode::Managed,
                        _ => Mode::Data,
                    };
                    self.resources
                        .iter_mut()
                        .find(|r| r.mode == mode && r.kind == *kind_label && r.name == *name)
                        .map(|r| &mut r.body)
                }
                ("variable", [name]) => {
                    let found = self.variables.iter_mut().find(|v| v.name == *name);
                    found.map(|variable| &mut variable.body)
                }
                ("output", [name]) => named_body(&mut self.outputs, name),
                ("module", [name]) => named_body(&mut self.calls, name),
                ("provider", [name]) => self
                    .providers
                    .iter_mut()
                    .find(|p| p.name == *name)
                    .map(|p| &mut p.body),
                ("locals", []) => {
                    for attribute in &at.block().body.attributes {
                        let name = tree.str(attribute.name);
                        let local = self.locals.iter_mut().find(|l| *l.name == *name);
                        if let Some(local) = local {
                            local.tree = tree.clone();
                            local.attribute = attribute.clone();
                        }
                    }
                    continue;
                }
                ("terraform", []) => {
                    self.declare_settings(at);
                    continue;
                }
                _ => continue,
            };
            match target {
                Some(body) => body.overrides.push(at),
                None => {
                    let message = "this override changes nothing: there is no such block";
                    self.refuse(at.header(), message.to_owned());
                }
            }
        }
    }

    /// Whether a declaration is the first of its name; a second one is an error.
    fn first(&mut self, what: String, place: Place) -> bool {
        match self.declared.get(&what) {
            None => {
                self.declared.insert(what, place);
                true
            }
            Some(before) => {
                let message = format!("{what} is declared twice");
                let diagnostic = Diagnostic::error(Code::Evaluate, place, message)
                    .with_related(*before, "first here");
                self.diagnostics.push(diagnostic);
                false
            }
        }
    }

    fn refuse(&mut self, place: Place, message: String) {
        self.diagnostics
            .push(Diagnostic::error(Code::Evaluate, place, message));
    }

    fn sort(&mut self) {
        self.variables.sort_by(|a, b| a.name.cmp(&b.name));
        self.locals.sort_by(|a, b| a.name.cmp(&b.name));
        self.outputs.sort_by(|a, b| a.name.cmp(&b.name));
        self.calls.sort_by(|a, b| a.name.cmp(&b.name));
        self.providers.sort_by(|a, b| a.name.cmp(&b.name));
        self.resources
            .sort_by(|a, b| (a.mode, &a.kind, &a.name).cmp(&(b.mode, &b.kind, &b.name)));
    }
}

fn named_body<'a>(list: &'a mut [Named], name: &str) -> Option<&'a mut Body> {
    let found = list.iter_mut().find(|item| *item.name == *name)?;
    Some(&mut found.body)
}

fn labels(tree: &Tree, block: &Block) -> Vec<Arc<str>> {
    let text = |label: &Label| Arc::<str>::from(tree.chars(&label.text));
    block.labels.iter().map(text).collect()
}

/// `source` or `version` of an entry of `required_providers`.
fn provider_setting(tree: &Tree, expr: hcl::ExprId, what: &str) -> Option<Arc<str>> {
    let hcl::ExprKind::Object(items) = &tree.expr(expr).kind else {
        return None;
    };
    items
        .iter()
        .find_map(|item| {
            let string = |id| match &tree.expr(id).kind {
                hcl::ExprKind::String(text) => Some(tree.chars(text)),
                _ => None,
            };
            (string(item.key)? == what).then(|| string(item.value))?
        })
        .map(Into::into)
}
