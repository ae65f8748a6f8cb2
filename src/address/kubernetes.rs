//! Names of Kubernetes objects.

use std::fmt;
use std::sync::Arc;

/// `Kind/namespace/name`; an object without a written namespace is in `default`, one of a
/// cluster-wide kind has none.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ObjectId {
    /// The kind (`Deployment`).
    pub kind: Arc<str>,
    /// The namespace; `None` for cluster-wide kinds.
    pub namespace: Option<Arc<str>>,
    /// The name.
    pub name: Arc<str>,
    /// Tells apart two objects with the same id: the path of the file that holds it.
    pub path: Option<Arc<str>>,
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind)?;
        if let Some(namespace) = &self.namespace {
            write!(f, "/{namespace}")?;
        }
        write!(f, "/{}", self.name)?;
        match &self.path {
            Some(path) => write!(f, "@{path}"),
            None => Ok(()),
        }
    }
}
