//! Addresses of Terraform objects, in Terraform's own syntax.

use std::fmt;
use std::sync::Arc;

/// A root module of the run, by the order of its path.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RootId(pub u32);

/// The key of one instance of a resource or module.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum InstanceKey {
    /// Neither `count` nor `for_each`.
    #[default]
    None,
    /// `[0]`
    Int(u64),
    /// `["key"]`
    Str(Arc<str>),
    /// `[*]`: stands for all instances of an unknown `count` or `for_each`.
    Any,
}

impl fmt::Display for InstanceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InstanceKey::None => Ok(()),
            InstanceKey::Int(index) => write!(f, "[{index}]"),
            InstanceKey::Str(key) => write!(f, "[{}]", quote(key)),
            InstanceKey::Any => f.write_str("[*]"),
        }
    }
}

/// `module.name[key]`
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ModuleStep {
    /// The name of the call.
    pub name: Arc<str>,
    /// Which instance of it.
    pub key: InstanceKey,
}

/// The way from a root module to one of its modules; empty for the root itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct ModulePath(pub Vec<ModuleStep>);

impl ModulePath {
    /// The module called `name` with `key` inside this one.
    pub fn child(&self, name: &str, key: InstanceKey) -> ModulePath {
        let mut steps = self.0.clone();
        steps.push(ModuleStep {
            name: name.into(),
            key,
        });
        ModulePath(steps)
    }
}

impl fmt::Display for ModulePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            write!(f, "{dot}module.{}{}", step.name, step.key)?;
        }
        Ok(())
    }
}

/// Whether Terraform manages a resource or only reads it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mode {
    /// A `resource` block.
    Managed,
    /// A `data` block.
    Data,
}

/// One instance of a resource: `module.db.aws_rds_cluster.this[0]`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Address {
    /// The module that holds it.
    pub module: ModulePath,
    /// Managed or data.
    pub mode: Mode,
    /// The resource type.
    pub kind: Arc<str>,
    /// The resource name.
    pub name: Arc<str>,
    /// Which instance.
    pub key: InstanceKey,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.module.0.is_empty() {
            write!(f, "{}.", self.module)?;
        }
        if self.mode == Mode::Data {
            f.write_str("data.")?;
        }
        write!(f, "{}.{}{}", self.kind, self.name, self.key)
    }
}

/// One instance of a resource in the whole run.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct InstanceId {
    /// The root module it belongs to.
    pub root: RootId,
    /// Its address there.
    pub address: Arc<Address>,
}

impl fmt::Display for InstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.address.fmt(f)
    }
}

/// One step into a value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Step {
    /// `.name`
    Attr(Arc<str>),
    /// `[0]`
    Index(u64),
    /// `["key"]`
    Key(Arc<str>),
}

/// An attribute of a known instance whose value may be unknown: `aws_subnet.private[0].id`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Reference {
    /// The instance.
    pub instance: InstanceId,
    /// The way to the attribute; empty for the instance as a whole.
    pub path: Vec<Step>,
}

impl Reference {
    /// The reference one step further in.
    pub fn then(&self, step: Step) -> Reference {
        let mut path = self.path.clone();
        path.push(step);
        Reference {
            instance: self.instance.clone(),
            path,
        }
    }

    /// The name of the attribute, where the path begins with one.
    pub fn attribute(&self) -> Option<&str> {
        match self.path.first() {
            Some(Step::Attr(name)) => Some(name),
            _ => None,
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.instance)?;
        for step in &self.path {
            match step {
                Step::Attr(name) => write!(f, ".{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) => write!(f, "[{}]", quote(key))?,
            }
        }
        Ok(())
    }
}

/// A string as Terraform writes it in an address.
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether `text` may stand as a bare name in HCL.
pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_print_in_terraforms_syntax() {
        let module = ModulePath::default()
            .child("db", InstanceKey::None)
            .child("inner", InstanceKey::Str("a\"b".into()));
        let address = Address {
            module,
            mode: Mode::Data,
            kind: "aws_vpc".into(),
            name: "this".into(),
            key: InstanceKey::Int(0),
        };
        assert_eq!(
            address.to_string(),
            "module.db.module.inner[\"a\\\"b\"].data.aws_vpc.this[0]"
        );
    }
}
