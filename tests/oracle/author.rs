//! Random whole configurations.
//!
//! All that plans without a provider's program: typed variables with defaults, and values for them
//! from every place that Terraform takes them from; locals, `terraform_data` with `count` and
//! `for_each`, nested local modules, modules that feed each other, outputs, marks; in HCL and JSON,
//! with overrides, moves and checks. Names are declared before they are used in the order of
//! writing, which is not the order in the file. `dynamic` blocks are left out: no built-in resource
//! has a block that one may make so (`dynamic_blocks` looks at them by themselves).

use super::configurations::{Configuration, ENVIRONMENT, Entry, FILE, FLAGS};
use super::expressions::{Name, Want, Writer};
use super::random::{Node, Random};
use super::shapes::Shape;

/// Where values of variables stand, the strongest last.
const PLACES: [&str; 8] = [
    ENVIRONMENT,
    "terraform.tfvars",
    "terraform.tfvars.json",
    "a.auto.tfvars",
    "b.auto.tfvars.json",
    FLAGS[0],
    FILE,
    FLAGS[1],
];

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
            for place in PLACES {
                if random.chance(5) {
                    configuration.give(place, name, shape, random);
                }
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

    /// Gives variable `name` a value at `place`.
    fn give(&mut self, place: &str, name: &str, shape: &Shape, random: &mut Random) {
        let literal = shape.literal(random);
        let text = match place {
            _ if place.ends_with(".json") => literal.json(),
            _ if place.ends_with(".tfvars") => literal.to_string(),
            // What has no simple type is an expression there.
            _ => match shape {
                Shape::Text | Shape::Number | Shape::Flag => literal.bare(),
                _ => literal.to_string(),
            },
        };
        let entry = Entry::argument(name, Node::leaf(text), "null");
        self.files.entry(place.into()).or_default().push(entry);
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
            Name::new(Want::Text, "path.root"),
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
            match self.random.below(12) {
                0..=2 => entries.push(self.local(at, &mut names)),
                3 => entries.push(self.text(at, &mut names)),
                4..=6 => entries.push(self.resource(at, &mut names)),
                7 => entries.extend(self.aside(at, &names)),
                _ if depth == 0 => entries.push(self.local(at, &mut names)),
                8 => entries.extend(self.relay(dir, at, &mut names)),
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
                body.push(Entry::fixed("sensitive = true"));
            }
            entries.push(Entry::block(format!("output \"o{at}\""), body));
            outputs.push((format!("o{at}"), want));
        }
        if dir.is_empty() {
            for (at, name) in names.iter().enumerate() {
                let body = vec![
                    Entry::argument("value", Node::leaf(&*name.text), "null"),
                    Entry::fixed("sensitive = true"),
                ];
                entries.push(Entry::block(format!("output \"n{at}\""), body));
            }
        }
        // The order in a file means nothing.
        for at in (1..entries.len()).rev() {
            entries.swap(at, self.random.below(at + 1));
        }
        let below = |name: &str| match dir {
            "" => name.to_owned(),
            dir => format!("{dir}/{name}"),
        };
        let overriding = self.overriding(&entries, &names);
        // Lines of a heredoc would be counted as lines of the file.
        let simple = |entry: &Entry| match entry {
            Entry::Argument { value, .. } => !value.text().contains('\n'),
            _ => true,
        };
        let json = |entry: &Entry, random: &mut Random| match entry {
            Entry::Block { header, body } => {
                let kinds = ["locals", "output", "resource"];
                let kind = kinds.iter().any(|kind| header.starts_with(kind));
                kind && body.iter().all(simple) && random.chance(6)
            }
            _ => false,
        };
        let (encoded, written): (Vec<Entry>, Vec<Entry>) = entries
            .into_iter()
            .partition(|entry| json(entry, self.random));
        for (name, entries) in [
            ("main.tf", written),
            ("more.tf.json", encoded),
            ("main_override.tf", overriding),
        ] {
            if name == "main.tf" || !entries.is_empty() {
                self.configuration.files.insert(below(name), entries);
            }
        }
        Callee {
            path: dir.to_owned(),
            inputs,
            outputs,
        }
    }

    /// Blocks of an override file: other values for a few of those in `entries`. Only values that
    /// name nothing, so that no cycle comes of it.
    fn overriding(&mut self, entries: &[Entry], names: &[Name]) -> Vec<Entry> {
        let free: Vec<Name> = names
            .iter()
            .filter(|name| name.text.starts_with("var."))
            .cloned()
            .collect();
        let mut overriding = Vec::new();
        for entry in entries {
            let Entry::Block { header, body } = entry else {
                continue;
            };
            let kinds = ["locals", "output", "resource"];
            if !kinds.iter().any(|kind| header.starts_with(kind)) || !self.random.chance(12) {
                continue;
            }
            let other = body.iter().find_map(|entry| match entry {
                Entry::Argument { name, .. } if name != "count" && name != "for_each" => {
                    Some(name.clone())
                }
                _ => None,
            });
            if let Some(name) = other {
                let want = self.want();
                let value = self.expression(want, &free);
                let body = vec![Entry::argument(name, value, "null")];
                overriding.push(Entry::block(header.clone(), body));
            }
        }
        overriding
    }

    /// What changes no value: moves, what is removed, checks.
    fn aside(&mut self, at: usize, names: &[Name]) -> Vec<Entry> {
        let old = format!("terraform_data.old{at}");
        match self.random.below(3) {
            0 => vec![Entry::block(
                "moved",
                vec![
                    Entry::fixed(format!("from = {old}")),
                    Entry::fixed(format!("to = terraform_data.new{at}")),
                ],
            )],
            1 => vec![Entry::block(
                "removed",
                vec![
                    Entry::fixed(format!("from = {old}")),
                    Entry::block("lifecycle", vec![Entry::fixed("destroy = false")]),
                ],
            )],
            _ => {
                // One that names nothing is refused.
                let condition = self.expression(Want::Flag, names);
                // And what is wrong with a check is not told from the files.
                let pattern = "(length(terraform_data.u[*].id) > 0 && can(@))";
                let condition = Node::new(pattern, vec![condition]);
                let assert = vec![
                    Entry::argument("condition", condition, "terraform_data.u.id != null"),
                    Entry::fixed("error_message = \"It is not so.\""),
                ];
                let assert = Entry::block("assert", assert);
                vec![Entry::block(format!("check \"c{at}\""), vec![assert])]
            }
        }
    }

    /// Two calls of one module that feed each other.
    fn relay(&mut self, dir: &str, at: usize, names: &mut Vec<Name>) -> Vec<Entry> {
        let path = match dir {
            "" => "relay/main.tf".to_owned(),
            dir => format!("{dir}/relay/main.tf"),
        };
        let plain = |name: &str, of: &str, value: &str| {
            let value = vec![Entry::fixed(format!("value = {value}"))];
            let body = match of {
                "output" => value,
                _ => Vec::new(),
            };
            Entry::block(format!("{of} \"{name}\""), body)
        };
        self.configuration.files.entry(path).or_insert_with(|| {
            vec![
                plain("first", "variable", ""),
                plain("second", "variable", ""),
                plain("first", "output", "[var.first]"),
                plain("second", "output", "{ a = var.second }"),
            ]
        });
        let want = self.want();
        let value = self.expression(want, names);
        let (p, q) = (format!("module.p{at}"), format!("module.q{at}"));
        let call = |name: &str, first: Node, second: String| {
            let body = vec![
                Entry::fixed("source = \"./relay\""),
                Entry::argument("first", first, "null"),
                Entry::argument("second", Node::leaf(second), "null"),
            ];
            Entry::block(format!("module \"{name}{at}\""), body)
        };
        names.push(Name::new(Want::List, format!("{q}.first")));
        names.push(Name::new(Want::Object, format!("{q}.second")));
        names.push(Name::new(want, format!("{q}.second.a.a[0][0]")));
        vec![
            call("p", value, format!("{q}.first")),
            call("q", Node::leaf(format!("{p}.first")), format!("{p}.second")),
        ]
    }

    /// A local that is a text of several lines.
    fn text(&mut self, at: usize, names: &mut Vec<Name>) -> Entry {
        let patterns = [
            "<<EOT\n  a ${@}\nb ${@}\nEOT",
            "<<-EOT\n    a\n      ${@}\n    %{ if @ ~}\n    b\n    %{ else ~}\n    c\n    %{ endif ~}\n    EOT",
            "<<-EOT\n  %{ for x in @ ~}\n  - ${x}\n  %{ endfor ~}\n  $${no} %%{no}\n  EOT",
            "<<EOT\n%{~ for i, x in @ }${i}=${x},%{ endfor ~}\nEOT",
            "\"a ${~ @ ~} b %{~ if @ ~} c %{~ endif ~} d\"",
        ];
        let pattern = *self.random.pick(&patterns);
        let wants: &[Want] = match pattern.matches('@').count() {
            2 if pattern.contains("if") => &[Want::Text, Want::Flag],
            2 => &[Want::Text, Want::Number],
            _ => &[Want::List],
        };
        let children = wants.iter().map(|want| self.expression(*want, names));
        let value = Node::new(pattern, children.collect());
        names.push(Name::new(Want::Text, format!("local.t{at}")));
        let body = vec![Entry::argument(format!("t{at}"), value, "null")];
        Entry::block("locals", body)
    }

    fn variable(&mut self, name: &str, shape: &Shape, root: bool) -> Entry {
        let mut body = Vec::new();
        if !self.random.chance(8) {
            body.push(Entry::fixed(format!("type = {}", shape.text())));
        }
        if root || self.random.chance(2) {
            let default = Node::leaf(shape.literal(self.random).to_string());
            body.push(Entry::argument("default", default, "null"));
        }
        if self.random.chance(5) {
            body.push(Entry::fixed("nullable = false"));
        }
        if self.random.chance(8) {
            body.push(Entry::fixed("sensitive = true"));
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
        let mut body = vec![Entry::fixed(format!("source = \"./{last}\""))];
        let (repetition, keys) = self.repetition(names, &mut inside);
        body.extend(repetition);
        for (name, shape) in &callee.inputs {
            let value = match self.random.below(6) {
                0 => Node::leaf(shape.literal(self.random).to_string()),
                // A value of its shape, so that types hold.
                1..=3 => self.shaped(shape, &inside, 3),
                _ => self.expression(shape.want(), &inside),
            };
            let spare = shape.literal(self.random).to_string();
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
