//! Which objects a patch is for.

use std::collections::BTreeMap;

use regex::{Regex, RegexBuilder};

use crate::language::Value;

use super::super::edit::{part, text};
use super::item::Item;

/// The `target` of a patch. Names are patterns for the whole of a name.
#[derive(Debug)]
pub(super) struct Target {
    group: Option<Pattern>,
    version: Option<Pattern>,
    kind: Option<Pattern>,
    name: Option<Pattern>,
    namespace: Option<Pattern>,
    labels: Vec<Requirement>,
    annotations: Vec<Requirement>,
}

#[derive(Debug)]
enum Pattern {
    Plain(String),
    Regex(Box<Regex>),
}

/// Bytes of a compiled pattern; kustomize has no limit.
const PATTERN_BYTES: usize = 1 << 20;

impl Target {
    /// Reads a target; the error is one line.
    pub fn read(value: &Value) -> Result<Target, String> {
        let pattern = |name: &str| text(value, &[name]).map(Pattern::read).transpose();
        let requirements = |name: &str| match text(value, &[name]) {
            Some(selector) => requirements(selector),
            None => Ok(Vec::new()),
        };
        Ok(Target {
            group: pattern("group")?,
            version: pattern("version")?,
            kind: pattern("kind")?,
            name: pattern("name")?,
            namespace: pattern("namespace")?,
            labels: requirements("labelSelector")?,
            annotations: requirements("annotationSelector")?,
        })
    }

    /// Whether `item` is meant: by its names now, or by those it had.
    pub fn selects(&self, item: &Item) -> bool {
        let version = text(&item.value, &["apiVersion"]).unwrap_or("");
        let (group, version) = version.split_once('/').unwrap_or(("", version));
        let kind = text(&item.value, &["kind"]).unwrap_or("");
        let one = |pattern: &Option<Pattern>, text: &str| {
            pattern.as_ref().is_none_or(|pattern| pattern.matches(text))
        };
        let named = item.names().any(|name| {
            let namespace = name.namespace.as_deref().unwrap_or("default");
            one(&self.name, &name.name) && one(&self.namespace, namespace)
        });
        let all = |requirements: &[Requirement], path: &[&str]| {
            requirements.iter().all(|requirement| {
                let mut path = path.to_vec();
                path.push(&requirement.key);
                requirement.holds(text(&item.value, &path), part(&item.value, &path).is_some())
            })
        };
        named
            && one(&self.group, group)
            && one(&self.version, version)
            && one(&self.kind, kind)
            && all(&self.labels, &["metadata", "labels"])
            && all(&self.annotations, &["metadata", "annotations"])
    }
}

impl Pattern {
    fn read(text: &str) -> Result<Pattern, String> {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        if text.chars().all(plain) {
            return Ok(Pattern::Plain(text.to_owned()));
        }
        let pattern = format!("^(?:{text})$");
        let built = RegexBuilder::new(&pattern)
            .size_limit(PATTERN_BYTES)
            .build();
        let built = built.map_err(|_| format!("`{text}` is no pattern"))?;
        Ok(Pattern::Regex(Box::new(built)))
    }

    fn matches(&self, text: &str) -> bool {
        match self {
            // An empty pattern selects all, as none does.
            Pattern::Plain(plain) => plain.is_empty() || plain == text,
            Pattern::Regex(regex) => regex.is_match(text),
        }
    }
}

/// One part of a selector of labels.
#[derive(Debug)]
struct Requirement {
    key: String,
    test: Test,
}

#[derive(Debug)]
enum Test {
    In(Vec<String>),
    NotIn(Vec<String>),
    Exists,
    Absent,
}

impl Requirement {
    fn holds(&self, text: Option<&str>, there: bool) -> bool {
        let is_in = |list: &[String]| text.is_some_and(|text| list.iter().any(|v| v == text));
        match &self.test {
            Test::In(list) => is_in(list),
            Test::NotIn(list) => !is_in(list),
            Test::Exists => there,
            Test::Absent => !there,
        }
    }
}

/// The parts of `a=b,c in (d,e),!f`, all of which must hold.
fn requirements(selector: &str) -> Result<Vec<Requirement>, String> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let comma = |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    };
    for part in selector.split(comma).map(str::trim) {
        if part.is_empty() {
            continue;
        }
        let values = |text: &str| -> Vec<String> {
            let text = text.trim().trim_start_matches('(').trim_end_matches(')');
            text.split(',').map(|v| v.trim().to_owned()).collect()
        };
        let (key, test) = if let Some((key, list)) = part.split_once(" notin ") {
            (key, Test::NotIn(values(list)))
        } else if let Some((key, list)) = part.split_once(" in ") {
            (key, Test::In(values(list)))
        } else if let Some((key, value)) = part.split_once("!=") {
            (key, Test::NotIn(vec![value.trim().to_owned()]))
        } else if let Some((key, value)) = part.split_once('=') {
            let value = value.strip_prefix('=').unwrap_or(value);
            (key, Test::In(vec![value.trim().to_owned()]))
        } else if let Some(key) = part.strip_prefix('!') {
            (key, Test::Absent)
        } else {
            (part, Test::Exists)
        };
        let key = key.trim().to_owned();
        if key.contains(char::is_whitespace) {
            return Err(format!("`{selector}` is no selector"));
        }
        found.push(Requirement { key, test });
    }
    Ok(found)
}

/// How one object is told from the others of a build: kind and group, with namespace and name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Key {
    pub group: String,
    pub kind: String,
    pub namespace: Option<String>,
    pub name: String,
}

/// The objects of a build by their keys, now and before.
pub(super) fn by_key(items: &[Item]) -> BTreeMap<Key, Vec<usize>> {
    let mut found: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        for key in item.keys() {
            let list = found.entry(key).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    found
}
