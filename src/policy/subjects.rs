//! From the address of a subject to the modules it lies in.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::Subject;
use crate::terraform::{Configuration, Module, ModuleSource};

/// How addresses lead to directories.
pub struct Subjects<'a> {
    configuration: &'a Configuration,
    /// Directories of root modules by the names that results have.
    roots: &'a BTreeMap<Arc<str>, Arc<str>>,
}

/// The way from a root module to a resource.
#[derive(Debug, Default)]
pub(super) struct Way {
    /// The calls it goes through: directory of the calling module, name of the call.
    pub calls: Vec<(Arc<str>, String)>,
    /// The directory of the module that holds the resource, if it is loaded.
    pub dir: Option<Arc<str>>,
    /// `aws_subnet.db`, `data.aws_ami.x`.
    pub resource: String,
}

impl<'a> Subjects<'a> {
    /// Of a scan whose root modules are called so by their results.
    pub fn new(
        configuration: &'a Configuration,
        roots: &'a BTreeMap<Arc<str>, Arc<str>>,
    ) -> Subjects<'a> {
        Subjects {
            configuration,
            roots,
        }
    }

    /// The directory (inside the root) of the root module that results call `name`.
    pub fn directory<'n>(&'n self, name: &'n str) -> &'n str {
        self.roots.get(name).map_or(name, |dir| dir)
    }

    /// The way to a subject whose name is an address; `None` for others.
    pub(super) fn way(&self, subject: &Subject) -> Option<Way> {
        let parts = parts(&subject.name);
        let mut dir: Option<Arc<str>> = Some(self.directory(&subject.root).into());
        let mut module: Option<Arc<Module>> = dir
            .as_deref()
            .and_then(|dir| self.configuration.module(dir));
        let mut way = Way::default();
        let mut rest = parts.as_slice();
        while let ["module", name, after @ ..] = rest {
            if let Some(dir) = dir.take() {
                way.calls.push((dir, (*name).to_owned()));
            }
            module = match module.map(|module| self.configuration.source(&module, name)) {
                Some(ModuleSource::Loaded(module, _)) => Some(module),
                _ => None,
            };
            dir = module.as_ref().map(|module| module.dir.clone());
            rest = after;
        }
        let named = matches!(rest, [_, _] | ["data", _, _]);
        way.dir = dir;
        way.resource = rest.join(".");
        named.then_some(way)
    }
}

/// The parts of an address, instance keys left out: `module`, `db`, `aws_rds_cluster`, `this`.
fn parts(address: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut end = None;
    let mut bracket = false;
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in address.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if bracket => quoted = !quoted,
            _ if quoted => {}
            '[' => {
                bracket = true;
                end = end.or(Some(at));
            }
            ']' => bracket = false,
            '.' if !bracket => {
                parts.extend(address.get(start..end.unwrap_or(at)));
                (start, end) = (at + 1, None);
            }
            _ => {}
        }
    }
    parts.extend(address.get(start..end.unwrap_or(address.len())));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_left_out() {
        assert_eq!(parts("aws_vpc.main"), ["aws_vpc", "main"]);
        assert_eq!(
            parts("module.m[\"a.b\\\"]\"].data.aws_x.y[0]"),
            ["module", "m", "data", "aws_x", "y"]
        );
        assert_eq!(parts("Deployment/shop/api"), ["Deployment/shop/api"]);
        assert_eq!(parts("a["), ["a"]);
    }
}
