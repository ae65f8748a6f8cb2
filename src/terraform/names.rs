//! What a name in the text of a module means, before any value is known.

use smallvec::SmallVec;

use crate::address::Mode;
use crate::finding::nearest;
use crate::language::Traversal;
use crate::source::Place;
use crate::syntax::hcl::{ExprId, ExprKind, Tree};

use super::module::Module;
use super::terms::TermKind;

/// A traversal as far as its steps are names.
pub(super) struct Name<'t> {
    /// The names behind the root.
    pub path: Vec<&'t str>,
    /// Where they stand.
    pub place: Place,
    tree: &'t Tree,
    /// All steps, those with the names first.
    steps: SmallVec<[ExprId; 8]>,
}

/// What a step of a traversal leads to.
enum Step<'t> {
    Attribute(&'t str),
    Element,
}

impl<'t> Name<'t> {
    /// Reads the steps of `traversal`.
    pub fn read(tree: &'t Tree, traversal: &Traversal) -> Name<'t> {
        let mut steps = SmallVec::new();
        let mut at = traversal.whole;
        while let ExprKind::Attr { source, .. } | ExprKind::Index { source, .. } =
            &tree.expr(at).kind
        {
            steps.push(at);
            at = *source;
        }
        steps.reverse();
        let mut path = Vec::new();
        for step in &steps {
            let ExprKind::Attr { name, .. } = &tree.expr(*step).kind else {
                break;
            };
            path.push(tree.str(*name));
            at = *step;
        }
        Name {
            place: tree.place(tree.expr(at).span),
            path,
            tree,
            steps,
        }
    }

    fn step(&self, at: usize) -> Option<Step<'t>> {
        let name = match &self.tree.expr(*self.steps.get(at)?).kind {
            ExprKind::Attr { name, .. } => self.tree.str(*name),
            _ => return Some(Step::Element),
        };
        // `x.0` is an index too.
        Some(match name.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Step::Element,
            false => Step::Attribute(name),
        })
    }

    /// An index into a resource that is only one, an attribute of several at once, or one that its
    /// type does not have: Terraform tells by the text. `used` steps name the resource.
    pub fn misused(&self, module: &Module, resource: u32, used: usize) -> Option<(Place, String)> {
        let resource = module.resources.get(resource as usize)?;
        let mut repeated = ["count", "for_each"].into_iter();
        let many = repeated.any(|name| resource.body.attribute(name).is_some());
        let data = match resource.mode {
            Mode::Managed => "",
            Mode::Data => "data.",
        };
        let name = || format!("{data}{}.{}", resource.kind, resource.name);
        let attribute = match self.step(used)? {
            Step::Attribute(_) if many => {
                Err("has many instances: an index must say which is meant")
            }
            Step::Element if !many => Err("has no index: it sets neither count nor for_each"),
            Step::Attribute(attribute) => Ok(attribute),
            Step::Element => match self.step(used + 1)? {
                Step::Attribute(attribute) => Ok(attribute),
                Step::Element => return None,
            },
        };
        let message = match attribute {
            Err(why) => format!("{} {why}", name()),
            Ok(attribute) => {
                if attributes_of(resource.mode, &resource.kind)?.contains(&attribute) {
                    return None;
                }
                format!("{} has no attribute {attribute:?}", name())
            }
        };
        let whole = self.tree.expr(*self.steps.last()?);
        Some((self.tree.place(whole.span), message))
    }
}

/// What a root name with the attribute names behind it means.
pub(super) enum Meaning {
    /// A term of the module; how many of the names behind the root it takes.
    Term(TermKind, usize, usize),
    /// A name that may be declared in a file that was not read: what it is, and how many of
    /// the names behind the root it takes.
    Unread(String, usize),
    /// What the place of the expression gives: `each`, `count`, `path`, `terraform`, `self`,
    /// `ephemeral`.
    Given,
}

/// What `root` followed by `path` means in `module`. The error says why Terraform refuses it.
pub(super) fn meaning(module: &Module, root: &str, path: &[&str]) -> Result<Meaning, String> {
    let term = |kind| move |index| Meaning::Term(kind, index, 1);
    match (root, path) {
        ("var", [name, ..]) => {
            let found = module.variable(name).map(term(TermKind::Variable));
            let names = module.variables.iter().map(|v| &*v.name);
            found.map_or_else(|| undeclared(module, root, name, names), Ok)
        }
        ("local", [name, ..]) => {
            let found = module.local(name).map(term(TermKind::Local));
            let names = module.locals.iter().map(|l| &*l.name);
            found.map_or_else(|| undeclared(module, root, name, names), Ok)
        }
        ("module", [name, ..]) => {
            let found = module.call(name).map(term(TermKind::Call));
            let names = module.calls.iter().map(|c| &*c.name);
            found.map_or_else(|| undeclared(module, root, name, names), Ok)
        }
        ("ephemeral", [kind, name, ..]) => {
            let declared = module
                .ephemerals
                .contains_key(&((*kind).into(), (*name).into()));
            match declared || module.is_partial() {
                true => Ok(Meaning::Given),
                false => Err(format!("there is no ephemeral \"{kind}\" \"{name}\" here")),
            }
        }
        ("each" | "count" | "path" | "terraform" | "self" | "ephemeral", [_, ..]) => {
            Ok(Meaning::Given)
        }
        ("data", [kind, name, ..]) => resource(module, Mode::Data, kind, name, 2),
        ("resource", [kind, name, ..]) => resource(module, Mode::Managed, kind, name, 2),
        (kind, [name, ..]) => resource(module, Mode::Managed, kind, name, 1),
        ("self", []) => Ok(Meaning::Given),
        (name, []) => Err(format!(
            "{name:?} is no name of Terraform's; a string needs quotes"
        )),
    }
}

/// A name that is not declared: an error, or something unknown where not all of the module could
/// be read.
pub(super) fn undeclared<'n>(
    module: &Module,
    root: &str,
    name: &str,
    names: impl Iterator<Item = &'n str>,
) -> Result<Meaning, String> {
    if module.is_partial() {
        return Ok(Meaning::Unread(format!("{root}.{name}"), 1));
    }
    Err(match nearest(name, names) {
        Some(other) => format!("{root}.{name}{UNDECLARED}; did you mean {root}.{other}?"),
        None => format!("{root}.{name}{UNDECLARED}"),
    })
}

const UNDECLARED: &str = " is not declared here";

/// Whether a message says that a name is not declared: each use of the name would say it again.
pub(super) fn is_undeclared(message: &str) -> bool {
    message.contains(UNDECLARED)
}

fn resource(
    module: &Module,
    mode: Mode,
    kind: &str,
    name: &str,
    used: usize,
) -> Result<Meaning, String> {
    if let Some(index) = module.resource(mode, kind, name) {
        return Ok(Meaning::Term(TermKind::Resource, index, used));
    }
    let (word, prefix) = match mode {
        Mode::Managed => ("resource", ""),
        Mode::Data => ("data", "data."),
    };
    match module.is_partial() {
        true => Ok(Meaning::Unread(format!("{prefix}{kind}.{name}"), used)),
        false => Err(format!("there is no {word} \"{kind}\" \"{name}\" here")),
    }
}

/// All attributes of a type, where they are known to be all: those of the types that Terraform itself
/// provides, and of one that never had others. The tables of providers list what rules ask for.
pub(super) fn attributes_of(mode: Mode, kind: &str) -> Option<&'static [&'static str]> {
    match (mode, kind) {
        (Mode::Managed, "terraform_data") => Some(&["id", "input", "output", "triggers_replace"]),
        (Mode::Managed, "null_resource") => Some(&["id", "triggers"]),
        (Mode::Data, "terraform_remote_state") => {
            Some(&["backend", "config", "defaults", "outputs", "workspace"])
        }
        _ => None,
    }
}

/// Whether a type is for Terraform itself to provide, by its name.
pub(super) fn is_built_in(kind: &str) -> bool {
    kind.starts_with("terraform_")
}

/// Those of them that a configuration may write.
pub(super) fn arguments_of(mode: Mode, kind: &str) -> Option<&'static [&'static str]> {
    match (mode, kind) {
        (Mode::Managed, "terraform_data") => Some(&["input", "triggers_replace"]),
        (Mode::Data, "terraform_remote_state") => {
            Some(&["backend", "config", "defaults", "workspace"])
        }
        _ => None,
    }
}
