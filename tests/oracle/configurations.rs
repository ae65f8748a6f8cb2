//! Configurations that can be made smaller.
//!
//! Beside files of HCL a configuration has files of JSON, of values, and what stands on the command
//! line and in the environment, all of which are lists of entries.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::json;

use super::Case;
use super::random::Node;

/// A line of a file, or a block of them.
#[derive(Clone, Debug)]
pub enum Entry {
    /// What stands as it is.
    Fixed(String),
    /// `name = value`, and what the value may always be.
    Argument {
        name: String,
        value: Node,
        spare: String,
    },
    /// A block.
    Block { header: String, body: Vec<Entry> },
}

impl Entry {
    pub fn fixed(line: impl Into<String>) -> Entry {
        Entry::Fixed(line.into())
    }

    pub fn argument(name: impl Into<String>, value: Node, spare: impl Into<String>) -> Entry {
        Entry::Argument {
            name: name.into(),
            value,
            spare: spare.into(),
        }
    }

    pub fn block(header: impl Into<String>, body: Vec<Entry>) -> Entry {
        Entry::Block {
            header: header.into(),
            body,
        }
    }
}

/// Where an entry stands: the steps into a file's entries.
pub type Steps = Vec<usize>;

/// What stands on the command line before and behind the file that it names, and in the
/// environment.
pub const FLAGS: [&str; 2] = ["-var before", "-var behind"];
pub const FILE: &str = "named.tfvars";
pub const ENVIRONMENT: &str = "TF_VAR_";

/// A configuration: its files by their path.
#[derive(Clone, Debug, Default)]
pub struct Configuration {
    pub files: BTreeMap<String, Vec<Entry>>,
}

impl Configuration {
    /// How Terraform is called for it.
    pub fn case(&self) -> Case {
        let mut case = Case::default();
        let [before, behind] = FLAGS;
        for place in [before, FILE, behind] {
            let Some(entries) = self.files.get(place).filter(|e| !e.is_empty()) else {
                continue;
            };
            match place {
                FILE => case.args.push(format!("-var-file={FILE}")),
                _ => {
                    let flags =
                        assignments(entries).map(|(name, text)| format!("-var={name}={text}"));
                    case.args.extend(flags);
                }
            }
        }
        let entries = self.files.get(ENVIRONMENT).into_iter().flatten();
        let variables =
            assignments(entries).map(|(name, text)| (format!("{ENVIRONMENT}{name}"), text));
        case.env = variables.collect();
        case
    }

    /// Writes the files into `dir`, and says which entry stands on which line of which.
    pub fn write(&self, dir: &Path) -> BTreeMap<(String, u64), Steps> {
        let mut lines = BTreeMap::new();
        let called = self.called();
        for (path, entries) in &self.files {
            let at = path.rsplit_once('/').map_or("", |(dir, _)| dir);
            if !is_file(path) || !called.contains(at) {
                continue;
            }
            let mut text = String::new();
            let mut tell = |line, steps: &Steps| {
                lines.insert((path.clone(), line), steps.clone());
            };
            render_file(path, entries, &mut text, &mut tell);
            let path = dir.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        lines
    }

    /// The directories of the root module and of those it calls.
    fn called(&self) -> BTreeSet<String> {
        let mut called = BTreeSet::new();
        let mut open = vec![String::new()];
        while let Some(dir) = open.pop() {
            let below = |name: &str| match dir.as_str() {
                "" => name.to_owned(),
                dir => format!("{dir}/{name}"),
            };
            for entry in self.files.get(&below("main.tf")).into_iter().flatten() {
                let Entry::Block { body, .. } = entry else {
                    continue;
                };
                let sources = body.iter().filter_map(|entry| match entry {
                    Entry::Fixed(line) => line.strip_prefix("source = \"./")?.strip_suffix('"'),
                    _ => None,
                });
                open.extend(sources.map(below));
            }
            called.insert(dir);
        }
        called
    }

    /// The files one after the other, for reports.
    pub fn text(&self) -> String {
        let mut all = String::new();
        for (path, entries) in self.files.iter().filter(|(_, entries)| !entries.is_empty()) {
            all.push_str(&format!("# {path}\n"));
            render_file(path, entries, &mut all, &mut |_, _| {});
        }
        all
    }

    /// Puts its spare value in the place of the argument at `steps`; false where there is none, or
    /// it stands there already.
    pub fn spare(&mut self, file: &str, steps: &[usize]) -> bool {
        let Some(Entry::Argument { value, spare, .. }) = self.entry(file, steps) else {
            return false;
        };
        let spare = Node::leaf(spare.clone());
        let changes = value.text() != spare.text();
        *value = spare;
        changes
    }

    /// The places of all entries, what stands in a block after the block.
    pub fn places(&self) -> Vec<(String, Steps)> {
        fn walk(entries: &[Entry], steps: &mut Steps, into: &mut Vec<Steps>) {
            for (at, entry) in entries.iter().enumerate() {
                steps.push(at);
                into.push(steps.clone());
                if let Entry::Block { body, .. } = entry {
                    walk(body, steps, into);
                }
                steps.pop();
            }
        }
        let mut all = Vec::new();
        for (file, entries) in &self.files {
            let mut places = Vec::new();
            walk(entries, &mut Vec::new(), &mut places);
            all.extend(places.into_iter().map(|steps| (file.clone(), steps)));
        }
        all
    }

    /// The configuration without the entries at `places`, which are some of [`Self::places`] in
    /// their order.
    pub fn without(&self, places: &[(String, Steps)]) -> Configuration {
        let mut smaller = self.clone();
        // From behind, so that those before keep their places.
        for (file, steps) in places.iter().rev() {
            if let Some((&at, above)) = steps.split_last()
                && let Some(entries) = smaller.entries(file, above)
                && at < entries.len()
            {
                entries.remove(at);
            }
        }
        smaller
    }

    /// The configurations with one expression that is smaller.
    pub fn simpler(&self) -> Vec<Configuration> {
        const LEAVES: [&str; 4] = ["1", "\"a\"", "null", "[]"];
        let mut all = Vec::new();
        for (file, steps) in self.places() {
            let mut copy = self.clone();
            let Some(Entry::Argument { value, .. }) = copy.entry(&file, &steps) else {
                continue;
            };
            for simpler in value.smaller(&LEAVES) {
                let mut configuration = self.clone();
                if let Some(Entry::Argument { value, .. }) = configuration.entry(&file, &steps) {
                    *value = simpler;
                }
                all.push(configuration);
            }
        }
        all.sort_by_cached_key(|simpler| simpler.text().len());
        all
    }

    fn entries(&mut self, file: &str, steps: &[usize]) -> Option<&mut Vec<Entry>> {
        let mut entries = self.files.get_mut(file)?;
        for &at in steps {
            match entries.get_mut(at)? {
                Entry::Block { body, .. } => entries = body,
                _ => return None,
            }
        }
        Some(entries)
    }

    fn entry(&mut self, file: &str, steps: &[usize]) -> Option<&mut Entry> {
        let (&at, above) = steps.split_last()?;
        self.entries(file, above)?.get_mut(at)
    }
}

/// Whether `path` is that of a file, and not the command line or the environment.
fn is_file(path: &str) -> bool {
    path.contains('.')
}

/// Names and texts of entries that are not in a file.
fn assignments<'e>(
    entries: impl IntoIterator<Item = &'e Entry>,
) -> impl Iterator<Item = (&'e str, String)> {
    entries.into_iter().filter_map(|entry| match entry {
        Entry::Argument { name, value, .. } => Some((name.as_str(), value.text())),
        _ => None,
    })
}

type Tell<'t> = &'t mut dyn FnMut(u64, &Steps);

/// Renders the file at `path`, and tells of each line what stands there.
fn render_file(path: &str, entries: &[Entry], text: &mut String, tell: Tell) {
    let mut steps = Vec::new();
    match path {
        _ if path.ends_with(".tfvars.json") => {
            text.push_str("{\n");
            render_members(entries, &mut steps, text, tell, &|value| value.to_owned());
            text.push_str("}\n");
        }
        _ if path.ends_with(".json") => {
            text.push_str("[\n");
            render_blocks(entries, &mut steps, text, tell);
            text.push_str("]\n");
        }
        _ => render(entries, &mut steps, text, tell),
    }
}

fn line_of(text: &str) -> u64 {
    1 + text.matches('\n').count() as u64
}

fn render(entries: &[Entry], steps: &mut Steps, text: &mut String, tell: Tell) {
    let indent = "  ".repeat(steps.len());
    for (at, entry) in entries.iter().enumerate() {
        steps.push(at);
        let first = line_of(text);
        tell(first, steps);
        match entry {
            Entry::Fixed(line) => text.push_str(&format!("{indent}{line}\n")),
            Entry::Argument { name, value, .. } => {
                text.push_str(&format!("{indent}{name} = {}\n", value.text()));
                // All lines of a heredoc are its argument's.
                (first..line_of(text)).for_each(|line| tell(line, steps));
            }
            Entry::Block { header, body } => {
                text.push_str(&format!("{indent}{header} {{\n"));
                render(body, steps, text, tell);
                text.push_str(&format!("{indent}}}\n"));
            }
        }
        steps.pop();
    }
}

/// Blocks as the elements of a list.
fn render_blocks(entries: &[Entry], steps: &mut Steps, text: &mut String, tell: Tell) {
    let mut first = true;
    for (at, entry) in entries.iter().enumerate() {
        let Entry::Block { header, body } = entry else {
            continue;
        };
        steps.push(at);
        if !first {
            text.push_str(",\n");
        }
        first = false;
        tell(line_of(text), steps);
        let labels = header.split(' ').map(|label| label.trim_matches('"'));
        let labels: Vec<String> = labels.map(|label| format!("{{{label:?}: ")).collect();
        text.push_str(&format!("{}{{\n", labels.concat()));
        render_members(body, steps, text, tell, &|value| {
            json!(format!("${{{value}}}")).to_string()
        });
        text.push_str(&"}".repeat(labels.len() + 1));
        steps.pop();
    }
    text.push('\n');
}

/// Arguments as the members of an object; `written` says how a value is.
fn render_members(
    entries: &[Entry],
    steps: &mut Steps,
    text: &mut String,
    tell: Tell,
    written: &dyn Fn(&str) -> String,
) {
    let mut first = true;
    for (at, entry) in entries.iter().enumerate() {
        let (name, value) = match entry {
            Entry::Argument { name, value, .. } => (name.as_str(), written(&value.text())),
            Entry::Fixed(line) => match line.split_once(" = ") {
                Some((name, value)) => (name, value.to_owned()),
                None => continue,
            },
            Entry::Block { .. } => continue,
        };
        steps.push(at);
        if !first {
            text.push_str(",\n");
        }
        first = false;
        tell(line_of(text), steps);
        text.push_str(&format!("  {name:?}: {value}"));
        steps.pop();
    }
    text.push('\n');
}
