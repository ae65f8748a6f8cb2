//! Random whole configurations, and smaller ones of those that fail.
//!
//! All that plans without a provider's program: typed variables with defaults and files of values,
//! locals, `terraform_data` with `count` and `for_each`, nested local modules that feed each other,
//! outputs, marks. Names are declared before they are used in the order of writing, which is not
//! the order in the file. `dynamic` blocks are left out: no built-in resource has a block that one
//! may write.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::expressions::{Name, Want, Writer};
use super::random::{Node, Random};

/// The type of a variable.
#[derive(Clone, Debug)]
enum Shape {
    Text,
    Number,
    Flag,
    Any,
    List(Box<Shape>),
    Set(Box<Shape>),
    Map(Box<Shape>),
    Tuple(Vec<Shape>),
    Object(Vec<Attribute>),
}

/// An attribute of an object type: `optional(…)` where it has what stands for its absence.
#[derive(Clone, Debug)]
struct Attribute {
    name: &'static str,
    shape: Shape,
    optional: Option<Option<String>>,
}

impl Shape {
    fn random(random: &mut Random, depth: usize, sets: bool) -> Shape {
        let inner = |random: &mut Random| Box::new(Shape::random(random, depth - 1, sets));
        match random.below(if depth == 0 { 4 } else { 11 }) {
            0 => Shape::Text,
            1 => Shape::Number,
            2 => Shape::Flag,
            3 => match random.below(3) {
                0 => Shape::Any,
                _ => Shape::Text,
            },
            4 | 5 => Shape::List(inner(random)),
            6 if sets => Shape::Set(inner(random)),
            6 => Shape::List(inner(random)),
            7 => Shape::Map(inner(random)),
            8 => {
                let count = 1 + random.below(2);
                Shape::Tuple((0..count).map(|_| *inner(random)).collect())
            }
            _ => {
                let count = 1 + random.below(3);
                let names = ["a", "b", "c"].into_iter().take(count);
                let attributes = names.map(|name| {
                    let shape = *inner(random);
                    let optional = random.chance(2).then(|| {
                        let default = random.chance(2);
                        default.then(|| shape.literal(random))
                    });
                    Attribute {
                        name,
                        shape,
                        optional,
                    }
                });
                Shape::Object(attributes.collect())
            }
        }
    }

    /// The type as it is written.
    fn text(&self) -> String {
        match self {
            Shape::Text => "string".into(),
            Shape::Number => "number".into(),
            Shape::Flag => "bool".into(),
            Shape::Any => "any".into(),
            Shape::List(element) => format!("list({})", element.text()),
            Shape::Set(element) => format!("set({})", element.text()),
            Shape::Map(element) => format!("map({})", element.text()),
            Shape::Tuple(items) => {
                let items: Vec<String> = items.iter().map(Shape::text).collect();
                format!("tuple([{}])", items.join(", "))
            }
            Shape::Object(attributes) => {
                let attributes: Vec<String> = attributes
                    .iter()
                    .map(|attribute| {
                        let ty = attribute.shape.text();
                        let ty = match &attribute.optional {
                            None => ty,
                            Some(None) => format!("optional({ty})"),
                            Some(Some(default)) => format!("optional({ty}, {default})"),
                        };
                        format!("{} = {ty}", attribute.name)
                    })
                    .collect();
                format!("object({{ {} }})", attributes.join(", "))
            }
        }
    }

    fn want(&self) -> Want {
        match self {
            Shape::Text => Want::Text,
            Shape::Number => Want::Number,
            Shape::Flag => Want::Flag,
            Shape::Any => Want::Any,
            Shape::List(_) | Shape::Tuple(_) => Want::List,
            Shape::Set(_) => Want::Set,
            Shape::Map(_) => Want::Map,
            Shape::Object(_) => Want::Object,
        }
    }

    /// A value of the type, or one that converts to it.
    fn literal(&self, random: &mut Random) -> String {
        let some = |random: &mut Random, texts: &[&str]| (*random.pick(texts)).to_owned();
        if random.chance(25) {
            return "null".into();
        }
        let items = |random: &mut Random, element: &Shape| {
            let count = random.below(3);
            let items: Vec<String> = (0..count).map(|_| element.literal(random)).collect();
            format!("[{}]", items.join(", "))
        };
        match self {
            Shape::Text => some(
                random,
                &["\"a\"", "\"b\"", "\"te-xt\"", "\"\"", "7", "true"],
            ),
            Shape::Number => some(random, &["0", "1", "2", "-3.5", "\"12\""]),
            Shape::Flag => some(random, &["true", "false", "\"true\""]),
            Shape::Any => some(
                random,
                &[
                    "\"a\"",
                    "1",
                    "[1, \"b\"]",
                    "{ a = 1, b = [\"x\"] }",
                    "[\"p\", \"q\"]",
                ],
            ),
            Shape::List(element) | Shape::Set(element) => items(random, element),
            Shape::Map(element) => {
                let count = random.below(3);
                let entries: Vec<String> = ["a", "k"]
                    .iter()
                    .take(count)
                    .map(|key| format!("{key} = {}", element.literal(random)))
                    .collect();
                format!("{{ {} }}", entries.join(", "))
            }
            Shape::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| item.literal(random)).collect();
                format!("[{}]", items.join(", "))
            }
            Shape::Object(attributes) => {
                let mut entries = Vec::new();
                for attribute in attributes {
                    if attribute.optional.is_none() || random.chance(2) {
                        let value = attribute.shape.literal(random);
                        entries.push(format!("{} = {value}", attribute.name));
                    }
                }
                if random.chance(6) {
                    entries.push("more = 1".into());
                }
                format!("{{ {} }}", entries.join(", "))
            }
        }
    }

    /// What can be said of `base`, which has this type.
    fn names(&self, base: &str, into: &mut Vec<Name>) {
        into.push(Name::new(self.want(), base));
        match self {
            Shape::Object(attributes) => {
                for attribute in attributes {
                    attribute
                        .shape
                        .names(&format!("{base}.{}", attribute.name), into);
                }
            }
            Shape::Tuple(items) => {
                for (at, item) in items.iter().enumerate() {
                    item.names(&format!("{base}[{at}]"), into);
                }
            }
            _ => {}
        }
    }
}

/// A line of a file, or a block of them.
#[derive(Clone, Debug)]
pub enum Entry {
    /// What stands as it is.
    Fixed(String),
    /// `name = value` on one line, and what the value may always be.
    Argument {
        name: String,
        value: Node,
        spare: String,
    },
    /// A block.
    Block { header: String, body: Vec<Entry> },
}

impl Entry {
    fn argument(name: impl Into<String>, value: Node, spare: impl Into<String>) -> Entry {
        Entry::Argument {
            name: name.into(),
            value,
            spare: spare.into(),
        }
    }

    fn block(header: impl Into<String>, body: Vec<Entry>) -> Entry {
        Entry::Block {
            header: header.into(),
            body,
        }
    }
}

/// The file of a module.
const ROOT: &str = "main.tf";

/// Where an entry stands: the steps into a file's entries.
pub type Steps = Vec<usize>;

/// A configuration: its files by their path.
#[derive(Clone, Debug, Default)]
pub struct Configuration {
    pub files: BTreeMap<String, Vec<Entry>>,
}

impl Configuration {
    /// A configuration.
    pub fn random(random: &mut Random) -> Configuration {
        let mut configuration = Configuration::default();
        // Sets with unknown elements are known less well here, so that half do without them.
        let sets = random.chance(2);
        let count = 1 + random.below(4);
        let shapes: Vec<Shape> = (0..count).map(|_| Shape::random(random, 2, sets)).collect();
        let inputs = (0..)
            .zip(shapes)
            .map(|(at, shape)| (format!("v{at}"), shape));
        let inputs: Vec<(String, Shape)> = inputs.collect();
        for (name, shape) in &inputs {
            if random.chance(2) {
                let literal = shape.literal(random);
                let entry = Entry::argument(name, Node::leaf(literal), "null");
                let file = *random.pick(&["terraform.tfvars", "more.auto.tfvars"]);
                let file = configuration.files.entry(file.into()).or_default();
                file.push(entry);
            }
        }
        let mut author = Author {
            random,
            configuration: &mut configuration,
            modules: 0,
            sets,
        };
        author.module("", inputs, 2);
        configuration
    }

    /// Writes the files into `dir`, and says which entry stands on which line of which.
    pub fn write(&self, dir: &Path) -> BTreeMap<(String, u64), Steps> {
        let mut lines = BTreeMap::new();
        let called = self.called();
        let files = self.files.iter();
        for (path, entries) in
            files.filter(|(path, _)| called.contains(*path) || path.ends_with(".tfvars"))
        {
            let mut text = String::new();
            let mut at = Vec::new();
            render(entries, &mut at, &mut text, &mut |line, steps| {
                lines.insert((path.clone(), line), steps.clone());
            });
            let path = dir.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        lines
    }

    /// The files of the root module and of those it calls.
    fn called(&self) -> BTreeSet<String> {
        let mut called = BTreeSet::new();
        let mut open = vec![ROOT.to_owned()];
        while let Some(file) = open.pop() {
            let dir = file.strip_suffix(ROOT).unwrap_or_default();
            for entry in self.files.get(&file).into_iter().flatten() {
                let Entry::Block { body, .. } = entry else {
                    continue;
                };
                let sources = body.iter().filter_map(|entry| match entry {
                    Entry::Fixed(line) => line.strip_prefix("source = \"./")?.strip_suffix('"'),
                    _ => None,
                });
                open.extend(sources.map(|source| format!("{dir}{source}/{ROOT}")));
            }
            called.insert(file);
        }
        called
    }

    /// The files one after the other, for reports.
    pub fn text(&self) -> String {
        let mut all = String::new();
        for (path, entries) in self.files.iter().filter(|(_, entries)| !entries.is_empty()) {
            all.push_str(&format!("# {path}\n"));
            render(entries, &mut Vec::new(), &mut all, &mut |_, _| {});
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

/// Renders `entries`, which stand at `steps`, and tells of each line what stands there.
fn render(
    entries: &[Entry],
    steps: &mut Steps,
    text: &mut String,
    tell: &mut dyn FnMut(u64, &Steps),
) {
    let indent = "  ".repeat(steps.len());
    for (at, entry) in entries.iter().enumerate() {
        steps.push(at);
        tell(1 + text.matches('\n').count() as u64, steps);
        match entry {
            Entry::Fixed(line) => text.push_str(&format!("{indent}{line}\n")),
            Entry::Argument { name, value, .. } => {
                text.push_str(&format!("{indent}{name} = {}\n", value.text()));
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

/// Writes the modules of a configuration.
struct Author<'c> {
    random: &'c mut Random,
    configuration: &'c mut Configuration,
    /// How many modules there are.
    modules: usize,
    /// Whether there are sets.
    sets: bool,
}

/// A module that may be called: its directory, variables and outputs.
#[derive(Clone, Debug)]
struct Callee {
    path: String,
    inputs: Vec<(String, Shape)>,
    outputs: Vec<(String, Want)>,
}

const WANTS: [Want; 8] = [
    Want::Flag,
    Want::Number,
    Want::Text,
    Want::List,
    Want::Set,
    Want::Map,
    Want::Object,
    Want::Any,
];

impl Author<'_> {
    /// Writes the module in directory `dir`, which may have others `depth` deep below it.
    fn module(&mut self, dir: &str, inputs: Vec<(String, Shape)>, depth: usize) -> Callee {
        let mut entries = Vec::new();
        let mut names = vec![
            Name::new(Want::Text, "path.module"),
            Name::new(Want::Text, "terraform.workspace"),
        ];
        for (name, shape) in &inputs {
            entries.push(self.variable(name, shape, dir.is_empty()));
            shape.names(&format!("var.{name}"), &mut names);
        }
        // So that there is something unknown.
        entries.push(Entry::block(
            "resource \"terraform_data\" \"u\"",
            Vec::new(),
        ));
        names.push(Name::new(Want::Text, "terraform_data.u.id"));
        names.push(Name::new(
            Want::Number,
            "length(split(\",\", terraform_data.u.id))",
        ));
        names.push(Name::new(Want::Flag, "(terraform_data.u.id == \"x\")"));
        names.push(Name::new(Want::Any, "jsondecode(terraform_data.u.id)"));
        let mut callees: Vec<Callee> = Vec::new();
        for at in 0..3 + self.random.below(7) {
            match self.random.below(10) {
                0..=3 => entries.push(self.local(at, &mut names)),
                4..=6 => entries.push(self.resource(at, &mut names)),
                _ if depth == 0 => entries.push(self.local(at, &mut names)),
                _ => {
                    if callees.is_empty() || self.random.chance(2) {
                        callees.push(self.callee(dir, depth - 1));
                    }
                    let callee = self.random.pick(&callees).clone();
                    entries.push(self.call(at, &callee, &mut names));
                }
            }
        }
        let mut outputs = Vec::new();
        for at in 0..2 + self.random.below(3) {
            let want = self.want();
            let mut body = vec![Entry::argument(
                "value",
                self.expression(want, &names),
                "null",
            )];
            // A root's outputs must say so themselves. What a child's say is forgotten by some
            // versions of Terraform, and never here.
            if dir.is_empty() {
                body.push(Entry::Fixed("sensitive = true".into()));
            }
            entries.push(Entry::block(format!("output \"o{at}\""), body));
            outputs.push((format!("o{at}"), want));
        }
        if dir.is_empty() {
            for (at, name) in names.iter().enumerate() {
                let body = vec![
                    Entry::argument("value", Node::leaf(&*name.text), "null"),
                    Entry::Fixed("sensitive = true".into()),
                ];
                entries.push(Entry::block(format!("output \"n{at}\""), body));
            }
        }
        // The order in a file means nothing.
        for at in (1..entries.len()).rev() {
            entries.swap(at, self.random.below(at + 1));
        }
        let path = match dir {
            "" => "main.tf".to_owned(),
            dir => format!("{dir}/main.tf"),
        };
        self.configuration.files.insert(path, entries);
        Callee {
            path: dir.to_owned(),
            inputs,
            outputs,
        }
    }

    fn variable(&mut self, name: &str, shape: &Shape, root: bool) -> Entry {
        let mut body = Vec::new();
        if !self.random.chance(8) {
            body.push(Entry::Fixed(format!("type = {}", shape.text())));
        }
        if root || self.random.chance(2) {
            let default = Node::leaf(shape.literal(self.random));
            body.push(Entry::argument("default", default, "null"));
        }
        if self.random.chance(5) {
            body.push(Entry::Fixed("nullable = false".into()));
        }
        if self.random.chance(8) {
            body.push(Entry::Fixed("sensitive = true".into()));
        }
        Entry::block(format!("variable \"{name}\""), body)
    }

    fn local(&mut self, at: usize, names: &mut Vec<Name>) -> Entry {
        let want = self.want();
        let value = self.expression(want, names);
        names.push(Name::new(want, format!("local.l{at}")));
        let body = vec![Entry::argument(format!("l{at}"), value, "null")];
        Entry::block("locals", body)
    }

    fn resource(&mut self, at: usize, names: &mut Vec<Name>) -> Entry {
        let mut inside = names.clone();
        let (mut body, keys) = self.repetition(names, &mut inside);
        let want = self.want();
        body.push(Entry::argument(
            "input",
            self.expression(want, &inside),
            "null",
        ));
        if self.random.chance(3) {
            let triggers = self.expression(Want::Any, &inside);
            body.push(Entry::argument("triggers_replace", triggers, "null"));
        }
        let base = format!("terraform_data.r{at}");
        let attributes = [("input", want), ("id", Want::Text), ("output", Want::Any)];
        keys.names(&base, &attributes, names);
        Entry::block(format!("resource \"terraform_data\" \"r{at}\""), body)
    }

    fn callee(&mut self, dir: &str, depth: usize) -> Callee {
        let at = self.modules;
        self.modules += 1;
        let dir = match dir {
            "" => format!("m{at}"),
            dir => format!("{dir}/m{at}"),
        };
        let count = 1 + self.random.below(3);
        let inputs: Vec<(String, Shape)> = (0..count)
            .map(|at| (format!("v{at}"), Shape::random(self.random, 2, self.sets)))
            .collect();
        self.module(&dir, inputs, depth)
    }

    fn call(&mut self, at: usize, callee: &Callee, names: &mut Vec<Name>) -> Entry {
        let last = callee.path.rsplit('/').next().unwrap_or_default();
        let mut inside = names.clone();
        let mut body = vec![Entry::Fixed(format!("source = \"./{last}\""))];
        let (repetition, keys) = self.repetition(names, &mut inside);
        body.extend(repetition);
        for (name, shape) in &callee.inputs {
            let value = match self.random.below(6) {
                0 => Node::leaf(shape.literal(self.random)),
                // A value of its shape, so that types hold.
                1..=3 => self.shaped(shape, &inside, 3),
                _ => self.expression(shape.want(), &inside),
            };
            let spare = shape.literal(self.random);
            body.push(Entry::argument(name, value, spare));
        }
        let outputs: Vec<(&str, Want)> = callee
            .outputs
            .iter()
            .map(|(name, want)| (&**name, *want))
            .collect();
        let base = format!("module.c{at}");
        keys.names(&base, &outputs, names);
        // Not so a resource: what attributes one has is for its provider to say.
        names.push(Name::new(keys.want(), base));
        Entry::block(format!("module \"c{at}\""), body)
    }

    /// A value of type `shape` with expressions inside it.
    fn shaped(&mut self, shape: &Shape, names: &[Name], depth: usize) -> Node {
        if depth == 0 || self.random.chance(6) {
            return self.expression(shape.want(), names);
        }
        let mut entries = Vec::new();
        let mut children = Vec::new();
        match shape {
            Shape::List(element) | Shape::Set(element) => {
                for _ in 0..self.random.below(3) {
                    entries.push("@".to_owned());
                    children.push(self.shaped(element, names, depth - 1));
                }
                Node::new(&format!("[{}]", entries.join(", ")), children)
            }
            Shape::Tuple(items) => {
                for item in items {
                    entries.push("@".to_owned());
                    children.push(self.shaped(item, names, depth - 1));
                }
                Node::new(&format!("[{}]", entries.join(", ")), children)
            }
            Shape::Map(element) => {
                for key in ["a", "b"].iter().take(self.random.below(3)) {
                    entries.push(format!("{key} = @"));
                    children.push(self.shaped(element, names, depth - 1));
                }
                Node::new(&format!("{{ {} }}", entries.join(", ")), children)
            }
            Shape::Object(attributes) => {
                for attribute in attributes {
                    if attribute.optional.is_none() || self.random.chance(2) {
                        entries.push(format!("{} = @", attribute.name));
                        children.push(self.shaped(&attribute.shape, names, depth - 1));
                    }
                }
                Node::new(&format!("{{ {} }}", entries.join(", ")), children)
            }
            shape => self.expression(shape.want(), names),
        }
    }

    /// `count` or `for_each`, or neither; what is repeated sees `inside`.
    fn repetition(&mut self, names: &[Name], inside: &mut Vec<Name>) -> (Vec<Entry>, Keys) {
        match self.random.below(5) {
            0 => {
                let count = match self.random.below(3) {
                    0 => Node::leaf("2"),
                    1 => Node::new("@ ? 2 : 1", vec![self.expression(Want::Flag, names)]),
                    _ => Node::new("length(@)", vec![self.expression(Want::List, names)]),
                };
                inside.push(Name::new(Want::Number, "count.index"));
                (vec![Entry::argument("count", count, "2")], Keys::Numbers)
            }
            1 => {
                let spare = "{ a = 1, b = 2 }";
                let each = match self.random.below(4) {
                    0 => Node::leaf(spare),
                    1 => self.expression(Want::Map, names),
                    2 if self.sets => Node::new(
                        "toset([@, \"b\"])",
                        vec![self.expression(Want::Text, names)],
                    ),
                    _ => Node::new(
                        "{ for k, v in @ : \"k-${k}\" => v }",
                        vec![self.expression(Want::List, names)],
                    ),
                };
                inside.push(Name::new(Want::Text, "each.key"));
                inside.push(Name::new(Want::Any, "each.value"));
                (vec![Entry::argument("for_each", each, spare)], Keys::Texts)
            }
            _ => (Vec::new(), Keys::None),
        }
    }

    fn want(&mut self) -> Want {
        match *self.random.pick(&WANTS) {
            Want::Set if !self.sets => Want::List,
            want => want,
        }
    }

    fn expression(&mut self, want: Want, names: &[Name]) -> Node {
        let depth = 1 + self.random.below(3);
        let writer = Writer::new(self.random, names);
        let mut writer = match self.sets {
            true => writer,
            false => writer.without_sets(),
        };
        writer.write(want, depth)
    }
}

/// How the instances of a resource or a module are told apart.
enum Keys {
    None,
    Numbers,
    Texts,
}

impl Keys {
    /// How what stands at `base` and its `attributes` are reached.
    fn names(&self, base: &str, attributes: &[(&str, Want)], into: &mut Vec<Name>) {
        let mut add = |want, text: String| into.push(Name::new(want, text));
        for (name, want) in attributes {
            match self {
                Keys::None => add(*want, format!("{base}.{name}")),
                Keys::Numbers => {
                    add(Want::List, format!("{base}[*].{name}"));
                    add(*want, format!("{base}[0].{name}"));
                    add(*want, format!("one({base}[*].{name})"));
                }
                Keys::Texts => {
                    add(
                        Want::Map,
                        format!("{{ for k, v in {base} : k => v.{name} }}"),
                    );
                    add(Want::List, format!("values({base})[*].{name}"));
                    add(*want, format!("{base}[\"b\"].{name}"));
                }
            }
        }
    }

    /// How all of them are reached together.
    fn want(&self) -> Want {
        match self {
            Keys::None => Want::Object,
            Keys::Numbers => Want::List,
            Keys::Texts => Want::Map,
        }
    }
}
