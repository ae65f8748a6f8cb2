//! The declarations of one module directory, before any value is known.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::address::{Mode, is_identifier};
use crate::finding::{Code, Diagnostic};
use crate::language::{Dialect, Reason, ReasonKind};
use crate::source::{Place, Span};
use crate::syntax::hcl::{self, Block, Label, Tree};

use super::needs::Needs;
use super::variables::Variable;

/// A block at the top level of a file, or a data source inside a `check`.
#[derive(Clone, Debug)]
pub struct BlockRef {
    /// The file.
    pub tree: Arc<Tree>,
    /// Which of its top-level blocks.
    pub index: usize,
    /// Which of the blocks in that.
    pub inner: Option<usize>,
}

impl BlockRef {
    /// The block.
    pub fn block(&self) -> &Block {
        static EMPTY: std::sync::LazyLock<Block> = std::sync::LazyLock::new(|| Block {
            kind: Span::new(0, 0),
            labels: Vec::new(),
            body: hcl::Body::default(),
            header: Span::new(0, 0),
            span: Span::new(0, 0),
        });
        let block = self.tree.body.blocks.get(self.index);
        let block = match self.inner {
            Some(inner) => block.and_then(|block| block.body.blocks.get(inner)),
            None => block,
        };
        block.unwrap_or(&EMPTY)
    }

    /// The place of its header.
    pub fn header(&self) -> Place {
        self.tree.place(self.block().header)
    }
}

/// A declaration: its block, and the blocks of override files that change it.
#[derive(Clone, Debug)]
pub struct Body {
    /// Where it is declared.
    pub base: BlockRef,
    /// What override files say, in the order Terraform applies them.
    pub overrides: Vec<BlockRef>,
}

impl Body {
    /// The attributes, each with the tree it stands in; an override replaces, or adds.
    pub fn attributes(&self) -> Vec<(&Arc<Tree>, &hcl::Attribute)> {
        let mut all: Vec<(&Arc<Tree>, &hcl::Attribute)> = Vec::new();
        for part in self.parts() {
            for attribute in &part.block().body.attributes {
                let name = part.tree.str(attribute.name);
                let replaced =
                    |(tree, old): &(&Arc<Tree>, &hcl::Attribute)| tree.str(old.name) == name;
                let old = match part.is(&self.base) {
                    true => None,
                    false => all.iter().position(replaced),
                };
                match old.and_then(|at| all.get_mut(at)) {
                    Some(slot) => *slot = (&part.tree, attribute),
                    None => all.push((&part.tree, attribute)),
                }
            }
        }
        all
    }

    /// The attribute `name`.
    pub fn attribute(&self, name: &str) -> Option<(&Arc<Tree>, &hcl::Attribute)> {
        let latest_first = self.overrides.iter().rev().chain([&self.base]);
        latest_first.into_iter().find_map(|part| {
            let attributes = &part.block().body.attributes;
            let found = attributes.iter().find(|a| part.tree.str(a.name) == name)?;
            Some((&part.tree, found))
        })
    }

    /// The nested blocks, each with the tree it stands in. Blocks of an override replace all blocks
    /// of their type.
    pub fn blocks(&self) -> Vec<(&Arc<Tree>, &Block)> {
        let mut all: Vec<(&Arc<Tree>, &Block)> = Vec::new();
        for part in self.parts() {
            let blocks = &part.block().body.blocks;
            if !part.is(&self.base) {
                all.retain(|(tree, old)| {
                    let kind = block_kind(tree, old);
                    !blocks.iter().any(|b| block_kind(&part.tree, b) == kind)
                });
            }
            all.extend(blocks.iter().map(|block| (&part.tree, block)));
        }
        all
    }

    /// The blocks of type `kind`.
    pub fn blocks_of<'a>(
        &'a self,
        kind: &'a str,
    ) -> impl Iterator<Item = (&'a Arc<Tree>, &'a Block)> {
        self.blocks()
            .into_iter()
            .filter(move |(tree, block)| tree.str(block.kind) == kind)
    }

    /// The place of the header.
    pub fn header(&self) -> Place {
        self.base.header()
    }

    fn parts(&self) -> impl Iterator<Item = &BlockRef> {
        std::iter::once(&self.base).chain(&self.overrides)
    }
}

impl BlockRef {
    fn is(&self, other: &BlockRef) -> bool {
        let indexes = |block: &BlockRef| (block.index, block.inner);
        Arc::ptr_eq(&self.tree, &other.tree) && indexes(self) == indexes(other)
    }
}

/// The type of a nested block; a `dynamic` block has the type that it makes.
pub fn block_kind<'a>(tree: &'a Tree, block: &'a Block) -> &'a str {
    match (tree.str(block.kind), block.labels.first()) {
        ("dynamic", Some(label)) => tree.chars(&label.text),
        (kind, _) => kind,
    }
}

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

/// A `resource` or `data` block.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Managed or data.
    pub mode: Mode,
    /// The resource type.
    pub kind: Arc<str>,
    /// The resource name.
    pub name: Arc<str>,
    /// The block.
    pub body: Body,
}

/// A declaration with a name: output, module call.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name.
    pub name: Arc<str>,
    /// The block.
    pub body: Body,
}

/// An entry of a `locals` block.
#[derive(Clone, Debug)]
pub struct Local {
    /// The name.
    pub name: Arc<str>,
    /// The file.
    pub tree: Arc<Tree>,
    /// The entry.
    pub attribute: hcl::Attribute,
}

/// A `provider` block.
#[derive(Clone, Debug)]
pub struct Provider {
    /// `aws`, or `aws.secondary` for an alias.
    pub name: Arc<str>,
    /// The block.
    pub body: Body,
}

/// One module directory. Lists are sorted by name, so that an index names a declaration.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// Relative to the scan root; `.` for the scan root itself.
    pub dir: Arc<str>,
    /// Its files, in the order Terraform reads them.
    pub trees: Vec<Arc<Tree>>,
    /// How many of them, the last ones, override what the others declare.
    pub overriding: usize,
    /// `variable`
    pub variables: Vec<Variable>,
    /// `locals`
    pub locals: Vec<Local>,
    /// `output`
    pub outputs: Vec<Named>,
    /// `resource` and `data`, by mode, type and name.
    pub resources: Vec<Resource>,
    /// `ephemeral`, by type and name, which have no values before a run: where each stands.
    pub ephemerals: BTreeMap<(Arc<str>, Arc<str>), Place>,
    /// `module`
    pub calls: Vec<Named>,
    /// `provider`
    pub providers: Vec<Provider>,
    /// Local provider names by what `required_providers` says of them; the value is the source.
    pub required_providers: BTreeMap<Arc<str>, Arc<str>>,
    /// The versions that `required_providers` allows, by local name.
    pub provider_versions: BTreeMap<Arc<str>, Arc<str>>,
    /// `terraform`
    pub settings: Vec<BlockRef>,
    /// What its expressions mean, by the version of Terraform that it asks for.
    pub dialect: Option<Dialect>,
    /// What is wrong with the declarations.
    pub diagnostics: Vec<Diagnostic>,
    /// Some file of the directory could not be parsed whole: absence proves nothing here.
    pub broken: bool,
    /// Another program adds files to it before Terraform reads it.
    pub completed: bool,
    /// Where each name was declared first, while the files are put together.
    declared: BTreeMap<String, Place>,
    /// It stands in for a registry module, and declares only what decides something.
    pub stand_in: bool,
    /// What its text needs, once that has been read.
    pub(super) needs: OnceLock<Needs>,
}

impl Module {
    /// Whether there may be declarations that no file here shows.
    pub fn is_partial(&self) -> bool {
        self.broken || self.completed
    }

    /// Why there may be more in it, when it is broken.
    pub fn unread(&self) -> Reason {
        let what = format!("a part of {}", self.dir);
        Reason::new(ReasonKind::Parse, what, None)
    }

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
        self.dialect = super::version::dialect(&tree, &at.block().body).or(self.dialect);
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

    /// The `backend` block: its type and its body.
    pub fn backend(&self) -> Option<(&Arc<Tree>, &str, &hcl::Body)> {
        self.settings.iter().rev().find_map(|at| {
            let blocks = &at.block().body.blocks;
            let backend = blocks.iter().find(|b| at.tree.str(b.kind) == "backend")?;
            let kind = at.tree.chars(&backend.labels.first()?.text);
            Some((&at.tree, kind, &backend.body))
        })
    }

    /// The index of variable `name`.
    pub fn variable(&self, name: &str) -> Option<usize> {
        find_index(&self.variables, |v| (*v.name).cmp(name))
    }

    /// The index of local `name`.
    pub fn local(&self, name: &str) -> Option<usize> {
        find_index(&self.locals, |l| (*l.name).cmp(name))
    }

    /// The index of output `name`.
    pub fn output(&self, name: &str) -> Option<usize> {
        find_index(&self.outputs, |o| (*o.name).cmp(name))
    }

    /// The index of module call `name`.
    pub fn call(&self, name: &str) -> Option<usize> {
        find_index(&self.calls, |c| (*c.name).cmp(name))
    }

    /// The index of a resource.
    pub fn resource(&self, mode: Mode, kind: &str, name: &str) -> Option<usize> {
        find_index(&self.resources, |r| {
            (r.mode, &*r.kind, &*r.name).cmp(&(mode, kind, name))
        })
    }

    /// The index of provider configuration `name` (`aws`, `aws.alias`).
    pub fn provider(&self, name: &str) -> Option<usize> {
        find_index(&self.providers, |p| (*p.name).cmp(name))
    }
}

fn find_index<T>(list: &[T], order: impl Fn(&T) -> std::cmp::Ordering) -> Option<usize> {
    list.binary_search_by(order).ok()
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
