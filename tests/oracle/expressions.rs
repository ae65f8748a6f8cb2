//! Random expressions over the names of a configuration.

use super::random::{Node, Random};

/// What kind of value an expression should have. Now and then it has another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Want {
    Flag,
    Number,
    Text,
    List,
    Set,
    Map,
    Object,
    Any,
}

const WANTS: [Want; 7] = [
    Want::Flag,
    Want::Number,
    Want::Text,
    Want::List,
    Want::Set,
    Want::Map,
    Want::Object,
];

/// The configuration that random expressions see. Names say the type and what is known.
pub const WORLD: &str = r#"
terraform {
  required_providers {
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
  }
}
resource "terraform_data" "u" {
  input = { a = 1, b = "x", c = ["y"] }
}
resource "terraform_data" "many" {
  count = 2
  input = { n = count.index }
}
resource "terraform_data" "keyed" {
  for_each = { k = 1, l = "two" }
  input    = each.value
}
locals {
  u_text   = terraform_data.u.id
  u_maybe  = tostring(jsondecode(terraform_data.u.id))
  u_prefix = "pre-${terraform_data.u.id}"
  u_any    = jsondecode(terraform_data.u.id)
  u_output = terraform_data.u.output
  u_flag   = terraform_data.u.id == "x"
  u_number = tonumber(terraform_data.u.id)
  u_length = length(split(",", terraform_data.u.id))
  u_choice = terraform_data.u.id == "x" ? 1 : 3
  u_list   = split(",", terraform_data.u.id)
  u_set    = toset(split(",", terraform_data.u.id))
  u_map    = zipmap(split(",", terraform_data.u.id), split(",", terraform_data.u.id))
  u_object = terraform_data.u.id == "x" ? { a = 1, b = "x" } : { a = 2, b = "x" }
  u_tuple  = [terraform_data.u.id, "b", 3]
  u_in_map = { a = terraform_data.u.id, b = "b" }
  flag     = true
  number   = 3
  text     = "te-xt"
  list     = tolist(["p", "q", "p"])
  tuple    = [1, "b", null, true]
  set      = toset(["z", "y"])
  map      = tomap({ a = "1", b = "2" })
  object   = { a = 1, b = "x", c = { d = [1, 2] } }
  objects  = [{ a = 1, l = ["x"] }, { a = 2, l = [] }]
  none     = null
  no_text  = tostring(null)
  no_list  = tolist(null)
  secret   = sensitive("s3")
  secrets  = { a = sensitive(1), b = 2 }
}
"#;

/// What is written out where a value is wanted.
fn constants(want: Want) -> &'static [&'static str] {
    match want {
        Want::Flag => &["true", "false", "\"true\""],
        Want::Number => &["0", "1", "2.5", "-1", "10", "\"7\""],
        Want::Text => &[
            "\"\"",
            "\"a\"",
            "\"b\"",
            "\"te\"",
            "\"pre-x\"",
            "\"a,b\"",
            "\"12\"",
            "\"e\u{301}x\"",
        ],
        Want::List => &["[]", "[\"a\", \"b\"]", "[1, 2, 3]"],
        Want::Set => &["toset([])", "toset([1, 2])"],
        Want::Map => &["{}", "{ a = 1, c = \"x\" }"],
        Want::Object => &["{ a = 1, b = \"x\" }"],
        Want::Any => &["1", "\"a\"", "[]"],
    }
}

/// A name that expressions may use.
#[derive(Clone, Debug)]
pub struct Name {
    /// How it is written.
    pub text: String,
    /// What it has.
    pub want: Want,
}

impl Name {
    pub fn new(want: Want, text: impl Into<String>) -> Name {
        Name {
            text: text.into(),
            want,
        }
    }
}

/// The names of [`WORLD`].
pub fn world() -> Vec<Name> {
    let of = |want: Want, names: &[&str]| -> Vec<Name> {
        names.iter().map(|name| Name::new(want, *name)).collect()
    };
    [
        of(Want::Flag, &["local.flag", "local.u_flag"]),
        of(
            Want::Number,
            &[
                "local.number",
                "local.u_number",
                "local.u_length",
                "local.u_choice",
                "terraform_data.many[1].input.n",
            ],
        ),
        of(
            Want::Text,
            &[
                "local.text",
                "local.u_text",
                "local.u_maybe",
                "local.u_prefix",
                "local.no_text",
                "local.secret",
                "terraform_data.u.input.b",
                "terraform_data.keyed[\"k\"].id",
            ],
        ),
        of(
            Want::List,
            &[
                "local.list",
                "local.tuple",
                "local.u_list",
                "local.u_tuple",
                "local.no_list",
                "local.objects",
                "terraform_data.many[*].id",
                "terraform_data.many[*].input.n",
            ],
        ),
        of(Want::Set, &["local.set", "local.u_set"]),
        of(
            Want::Map,
            &[
                "local.map",
                "local.u_map",
                "local.u_in_map",
                "local.secrets",
            ],
        ),
        of(
            Want::Object,
            &[
                "local.object",
                "local.u_object",
                "local.objects[0]",
                "local.secrets",
                "terraform_data.u.input",
                "local.u_output",
                "{ a = 1, b = local.u_text }",
            ],
        ),
        of(Want::Any, &["local.u_any", "local.none", "local.u_object"]),
    ]
    .concat()
}

/// Writes random expressions.
pub struct Writer<'r> {
    random: &'r mut Random,
    names: &'r [Name],
    sets: bool,
    /// Names that `for` has bound.
    bound: Vec<String>,
}

impl<'r> Writer<'r> {
    pub fn new(random: &'r mut Random, names: &'r [Name]) -> Writer<'r> {
        Writer {
            random,
            names,
            sets: true,
            bound: Vec::new(),
        }
    }

    /// The same that writes lists where it would write sets.
    pub fn without_sets(self) -> Writer<'r> {
        Writer {
            sets: false,
            ..self
        }
    }

    /// An expression of at most `depth` levels.
    pub fn write(&mut self, want: Want, depth: usize) -> Node {
        let want = match self.random.below(40) {
            0 => *self.random.pick(&WANTS),
            _ => want,
        };
        let want = match want {
            Want::Set if !self.sets => Want::List,
            want => want,
        };
        if self.random.below(40) == 0 {
            return Node::leaf("null");
        }
        if depth == 0 || self.random.below(6) == 0 {
            return self.leaf(want);
        }
        if !self.bound.is_empty() && self.random.below(4) == 0 {
            let name = self.random.pick(&self.bound).clone();
            return Node::leaf(name);
        }
        if self.random.below(8) == 0 {
            return self.anywhere(want, depth);
        }
        match want {
            Want::Flag => self.flag(depth),
            Want::Number => self.number(depth),
            Want::Text => self.text(depth),
            Want::List => self.list(depth),
            Want::Set => self.set(depth),
            Want::Map => self.map(depth),
            Want::Object => self.object(depth),
            Want::Any => {
                let want = *self.random.pick(&WANTS);
                self.write(want, depth)
            }
        }
    }

    fn leaf(&mut self, want: Want) -> Node {
        if !self.bound.is_empty() && self.random.below(3) == 0 {
            return Node::leaf(self.random.pick(&self.bound).clone());
        }
        let named: Vec<&str> = self
            .names
            .iter()
            .filter(|name| name.want == want)
            .map(|name| &*name.text)
            .collect();
        let written = constants(want);
        let at = self.random.below(named.len() + written.len());
        Node::leaf(named.iter().chain(written).nth(at).copied().unwrap())
    }

    /// What any value can come from.
    fn anywhere(&mut self, want: Want, depth: usize) -> Node {
        let depth = depth - 1;
        let some = |this: &mut Self| this.write(want, depth);
        match self.random.below(18) {
            0..=2 => {
                let children = vec![self.write(Want::Flag, depth), some(self), some(self)];
                Node::new("(@ ? @ : @)", children)
            }
            12 => {
                let flags = [self.write(Want::Flag, depth), self.write(Want::Flag, depth)];
                let [outer, inner] = flags;
                let children = vec![outer, inner, some(self), some(self), some(self)];
                Node::new("(@ ? (@ ? @ : @) : @)", children)
            }
            13 => {
                let pattern = *self.random.pick(&["(@ ? @ : null)", "(@ ? null : @)"]);
                Node::new(pattern, vec![self.write(Want::Flag, depth), some(self)])
            }
            14 => {
                let from = *self
                    .random
                    .pick(&[Want::Object, Want::Map, Want::Any, Want::List]);
                let patterns = [
                    "try(@.a, @)",
                    "try(@.b.d, @)",
                    "try(@[\"c\"], @)",
                    "try(@[0], @)",
                    "lookup(@, \"b\", @)",
                ];
                let pattern = *self.random.pick(&patterns);
                Node::new(pattern, vec![self.write(from, depth), some(self)])
            }
            15 => Node::new("sensitive(@)", vec![some(self)]),
            16 => {
                let pattern = *self.random.pick(&["nonsensitive(@)", "ephemeralasnull(@)"]);
                Node::new(pattern, vec![some(self)])
            }
            17 => Node::new("one(@[*])", vec![some(self)]),
            3 => Node::new("try(@, @)", vec![some(self), some(self)]),
            4 => Node::new("coalesce(@, @)", vec![some(self), some(self)]),
            5 => Node::new("[@, @][@]", {
                let items = vec![some(self), some(self)];
                let at = match self.random.below(3) {
                    0 => Node::leaf("0"),
                    1 => Node::leaf("1"),
                    _ => self.leaf(Want::Number),
                };
                [items, vec![at]].concat()
            }),
            6 => {
                let name = *self.random.pick(&["a", "b", "c"]);
                Node::new(
                    &format!("{{ a = @, b = @ }}.{name}"),
                    vec![some(self), some(self)],
                )
            }
            7 => {
                let children = vec![some(self), self.write(Want::Text, depth), some(self)];
                Node::new("lookup({ a = @ }, @, @)", children)
            }
            8 => {
                let children = vec![
                    self.write(Want::List, depth),
                    self.write(Want::Number, depth),
                ];
                Node::new("element(@, @)", children)
            }
            9 => Node::new("one([@])", vec![some(self)]),
            10 => Node::new("nonsensitive(sensitive(@))", vec![some(self)]),
            _ => Node::new("jsondecode(jsonencode(@))", vec![some(self)]),
        }
    }

    fn build(&mut self, patterns: &[(&str, &[Want])], depth: usize) -> Node {
        let (pattern, wants) = *self.random.pick(patterns);
        let children = wants
            .iter()
            .map(|want| self.write(*want, depth - 1))
            .collect();
        Node::new(pattern, children)
    }

    fn flag(&mut self, depth: usize) -> Node {
        use Want::{Any, Flag, List, Map, Number, Text};
        self.build(
            &[
                ("(@ == @)", &[Any, Any]),
                ("(@ != @)", &[Text, Text]),
                ("(@ == null)", &[Any]),
                ("(@ != null)", &[Text]),
                ("(@ < @)", &[Number, Number]),
                ("(@ <= @)", &[Number, Number]),
                ("(@ > @)", &[Number, Number]),
                ("(@ >= @)", &[Number, Number]),
                ("(@ && @)", &[Flag, Flag]),
                ("(@ || @)", &[Flag, Flag]),
                ("!@", &[Flag]),
                ("startswith(@, @)", &[Text, Text]),
                ("endswith(@, @)", &[Text, Text]),
                ("strcontains(@, @)", &[Text, Text]),
                ("contains(@, @)", &[List, Any]),
                ("can(@)", &[Any]),
                ("can(@.a)", &[Any]),
                ("can(@[0])", &[Any]),
                ("(@ ? @ : @)", &[Flag, Flag, Flag]),
                ("(try(@, null) == null)", &[Any]),
                ("anytrue([for v in @ : v == @])", &[List, Any]),
                ("alltrue(@[*].a)", &[List]),
                ("alltrue([@, @])", &[Flag, Flag]),
                ("anytrue([@, @])", &[Flag, Flag]),
                ("issensitive(@)", &[Any]),
                ("can(regex(@, @))", &[Text, Text]),
                ("tobool(@)", &[Flag]),
                ("(length(@) > 0)", &[Any]),
                ("contains(keys(@), @)", &[Map, Text]),
            ],
            depth,
        )
    }

    fn number(&mut self, depth: usize) -> Node {
        use Want::{Any, List, Map, Number, Set, Text};
        self.build(
            &[
                ("(@ + @)", &[Number, Number]),
                ("(@ - @)", &[Number, Number]),
                ("(@ * @)", &[Number, Number]),
                ("(@ / @)", &[Number, Number]),
                ("(@ % @)", &[Number, Number]),
                ("-@", &[Number]),
                ("length(@)", &[List]),
                ("length(@)", &[Map]),
                ("length(@)", &[Set]),
                ("length(@)", &[Text]),
                ("max(@, @)", &[Number, Number]),
                ("min(@, @)", &[Number, Number]),
                ("sum([@, @])", &[Number, Number]),
                ("abs(@)", &[Number]),
                ("ceil(@)", &[Number]),
                ("floor(@)", &[Number]),
                ("signum(@)", &[Number]),
                ("tonumber(@)", &[Number]),
                ("index(@, @)", &[List, Any]),
                ("parseint(@, 10)", &[Text]),
                ("pow(@, 2)", &[Number]),
            ],
            depth,
        )
    }

    fn text(&mut self, depth: usize) -> Node {
        use Want::{Any, Flag, List, Map, Number, Text};
        match self.random.below(8) {
            0 => return self.round("\"%{for @in @}<${@}>%{endfor}\"", &[Want::Text], depth),
            1 => return self.round("join(\",\", [for @in @ : @])", &[Want::Text], depth),
            _ => {}
        }
        self.build(
            &[
                ("\"${@}\"", &[Text]),
                ("\"x-${@}-${@}\"", &[Text, Number]),
                ("\"${@}${@}\"", &[Text, Text]),
                ("\"%{if @}a${@}%{else}b%{endif}c\"", &[Flag, Text]),
                ("\"l %{~if @~} m %{~endif} n\"", &[Flag]),
                ("upper(@)", &[Text]),
                ("lower(@)", &[Text]),
                ("title(@)", &[Text]),
                ("trimspace(@)", &[Text]),
                ("trimprefix(@, @)", &[Text, Text]),
                ("trimsuffix(@, @)", &[Text, Text]),
                ("trim(@, @)", &[Text, Text]),
                ("replace(@, @, @)", &[Text, Text, Text]),
                ("substr(@, @, @)", &[Text, Number, Number]),
                ("strrev(@)", &[Text]),
                ("join(@, @)", &[Text, List]),
                ("format(\"%s-%v\", @, @)", &[Text, Any]),
                ("format(\"f%d\", @)", &[Number]),
                ("tostring(@)", &[Any]),
                ("jsonencode(@)", &[Any]),
                ("sha1(@)", &[Text]),
                ("base64encode(@)", &[Text]),
                ("@[@]", &[Map, Text]),
                ("@[@]", &[List, Number]),
                ("coalesce(@, @)", &[Text, Text]),
                ("chomp(@)", &[Text]),
                ("indent(1, @)", &[Text]),
                ("regex(@, @)", &[Text, Text]),
                ("yamlencode(@)", &[Any]),
                ("sensitive(@)", &[Text]),
            ],
            depth,
        )
    }

    /// A loop: `pattern` has places for the names, the collection and what stands in the loop.
    fn round(&mut self, pattern: &str, inside: &[Want], depth: usize) -> Node {
        let over = *self
            .random
            .pick(&[Want::List, Want::Map, Want::Set, Want::Object, Want::List]);
        let collection = self.write(over, depth - 1);
        let level = self.bound.len();
        let value = format!("v{level}");
        let names = match self.random.chance(2) {
            true => {
                self.bound.push(format!("k{level}"));
                format!("k{level}, {value} ")
            }
            false => format!("{value} "),
        };
        self.bound.push(value);
        let mut children = vec![Node::fragment(names), collection];
        children.extend(inside.iter().map(|want| self.write(*want, depth - 1)));
        self.bound.truncate(level);
        Node::new(pattern, children)
    }

    fn list(&mut self, depth: usize) -> Node {
        use Want::{Any, Flag, List, Map, Number, Object, Set, Text};
        match self.random.below(6) {
            0 => return self.round("[for @in @ : @]", &[Want::Any], depth),
            1 => {
                let inside = [Want::Text, Want::Flag];
                return self.round("[for @in @ : @ if @]", &inside, depth);
            }
            _ => {}
        }
        self.build(
            &[
                ("[@, @]", &[Any, Any]),
                ("[@]", &[Any]),
                ("[@, @]", &[Text, Text]),
                ("tolist([@, @])", &[Text, Text]),
                ("tolist(@)", &[Set]),
                ("tolist(@)", &[List]),
                ("concat(@, @)", &[List, List]),
                ("reverse(@)", &[List]),
                ("sort(@)", &[List]),
                ("distinct(@)", &[List]),
                ("compact(@)", &[List]),
                ("flatten([@, @])", &[List, List]),
                ("slice(@, @, @)", &[List, Number, Number]),
                ("keys(@)", &[Map]),
                ("keys(@)", &[Object]),
                ("values(@)", &[Map]),
                ("split(@, @)", &[Text, Text]),
                ("range(@)", &[Number]),
                ("chunklist(@, 2)", &[List]),
                ("@[*]", &[Any]),
                ("@[*].a", &[List]),
                ("@[*].c.d", &[Any]),
                ("@.*.b", &[List]),
                ("concat(@...)", &[List]),
                ("concat([@], (@ ? @ : []))", &[Any, Flag, List]),
                ("flatten(@)", &[List]),
                ("flatten(values(@))", &[Map]),
                ("compact([@, @, null])", &[Text, Text]),
                ("tolist([@, @])", &[Any, Any]),
                ("[for v in @ : v if v != null]", &[List]),
                ("[@, @][*].b", &[Object, Object]),
                ("matchkeys(@, @, @)", &[List, List, List]),
                ("formatlist(\"%s!\", @)", &[List]),
                ("setproduct(@, @)", &[List, List]),
                ("coalescelist(@, @)", &[List, List]),
                ("regexall(@, @)", &[Text, Text]),
                ("(@ ? @ : @)", &[Flag, List, List]),
                ("(@ ? @ : [])", &[Flag, List]),
            ],
            depth,
        )
    }

    fn set(&mut self, depth: usize) -> Node {
        use Want::{Flag, List, Map, Set, Text};
        self.build(
            &[
                ("toset(@)", &[List]),
                ("toset([@, @])", &[Text, Text]),
                ("setunion(@, @)", &[Set, Set]),
                ("setintersection(@, @)", &[Set, Set]),
                ("setsubtract(@, @)", &[Set, Set]),
                ("toset(keys(@))", &[Map]),
                ("(@ ? @ : toset([]))", &[Flag, Set]),
            ],
            depth,
        )
    }

    fn map(&mut self, depth: usize) -> Node {
        use Want::{Any, Flag, List, Map, Text};
        match self.random.below(8) {
            0 => return self.round("{ for @in @ : @ => 1 }", &[Want::Text], depth),
            2 => {
                let inside = [Want::Text, Want::Any, Want::Flag];
                return self.round("{ for @in @ : @ => @ if @ }", &inside, depth);
            }
            1 => {
                let inside = [Want::Text, Want::Any];
                return self.round("{ for @in @ : tostring(@) => @... }", &inside, depth);
            }
            _ => {}
        }
        self.build(
            &[
                ("{ a = @, b = @ }", &[Any, Any]),
                ("{ (@) = @ }", &[Text, Any]),
                ("tomap({ a = @, b = @ })", &[Text, Text]),
                ("tomap(@)", &[Map]),
                ("merge(@, @)", &[Map, Map]),
                ("zipmap(@, @)", &[List, List]),
                ("(@ ? @ : {})", &[Flag, Map]),
                ("merge(@, (@ ? @ : {}))", &[Map, Flag, Map]),
                ("merge((@ ? @ : null), @)", &[Flag, Map, Map]),
                ("merge([@, @]...)", &[Map, Map]),
                ("merge(@...)", &[List]),
                ("tomap({ a = @, b = @ })", &[Any, Any]),
                ("{ for k, v in @ : k => v if v != null }", &[Map]),
                ("transpose({ a = @ })", &[List]),
            ],
            depth,
        )
    }

    fn object(&mut self, depth: usize) -> Node {
        use Want::{Any, Flag, List, Map, Object, Text};
        self.build(
            &[
                ("{ a = @, b = @ }", &[Any, Text]),
                ("{ a = @, c = { d = @ } }", &[Any, List]),
                ("merge(@, { b = @ })", &[Object, Any]),
                ("(@ ? @ : @)", &[Flag, Object, Object]),
                ("(@ ? @ : null)", &[Flag, Object]),
                ("@", &[Map]),
            ],
            depth,
        )
    }
}
