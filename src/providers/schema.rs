//! What the tables say of a type: attributes, their types, who sets them, and what an absent one
//! stands for.

use super::table;

/// The attribute table of one resource type or data source.
#[derive(Debug)]
pub struct Schema {
    /// The type's name: `aws_db_subnet_group`.
    pub name: &'static str,
    /// The attributes, ordered by name.
    pub attributes: Vec<Attribute>,
    pub(super) global: bool,
}

impl Schema {
    /// The attribute at a dotted path: `name`, `vpc_config.endpoint_public_access`.
    ///
    /// A path names no elements: `rule.action` is the action of every rule.
    pub fn attribute(&self, path: &str) -> Option<&Attribute> {
        let (first, rest) = split(path);
        descend(find(&self.attributes, first)?, rest)
    }

    /// Whether the object lives outside of regions, so that the type takes no `region` argument:
    /// IAM, CloudFront, Route 53, Budgets. Always false outside of AWS.
    pub fn is_global(&self) -> bool {
        self.global
    }

    /// The attributes that denote the object itself when another resource refers to it: `id`,
    /// `arn`, `bucket`, `dns_name`.
    ///
    /// `aws_subnet.a.vpc_id` denotes another object, so it is none of them.
    pub fn identity(&self) -> impl Iterator<Item = &Attribute> {
        self.attributes.iter().filter(|a| a.identity)
    }
}

/// One attribute or block of a type.
#[derive(Debug)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub ty: AttributeType,
    /// Who sets it.
    pub mode: Mode,
    /// What the provider, or the service behind it, takes when the attribute is absent or null.
    ///
    /// It wins over [`Mode::OptionalComputed`]: an absent attribute with a default is known. On a
    /// block it is [`Literal::Empty`]: the absent block means the same as one without arguments.
    pub default: Option<Literal>,
    /// The default of earlier versions, where it was another one: the first major version that no
    /// longer has it, and what it was.
    pub earlier: Option<(u64, Literal)>,
    /// Whether Terraform hides the value. Everything inside a sensitive attribute is sensitive.
    pub sensitive: bool,
    /// Whether a reference to this attribute denotes the object itself.
    pub identity: bool,
    /// The attribute of the same object that always has the same value: `bucket` for the `id` of
    /// an `aws_s3_bucket`. A known literal joins through it.
    pub alias_of: Option<&'static str>,
    /// The attribute of the same object that this text ends in, behind a slash: `name` for the
    /// `repository_url` of an `aws_ecr_repository`.
    pub ends_in: Option<&'static str>,
}

impl Attribute {
    /// How the nested attributes stand, when there are any.
    pub fn nesting(&self) -> Option<Nesting> {
        match &self.ty {
            AttributeType::Nested(nested) => Some(nested.nesting),
            _ => None,
        }
    }

    /// The nested attributes, ordered by name; none for a plain attribute.
    pub fn attributes(&self) -> &[Attribute] {
        match &self.ty {
            AttributeType::Nested(nested) => nested.attributes(),
            _ => &[],
        }
    }
}

/// The type of an attribute.
#[derive(Debug)]
pub enum AttributeType {
    /// Whatever is written there.
    Any,
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// `list(T)`
    List(Box<AttributeType>),
    /// `set(T)`
    Set(Box<AttributeType>),
    /// `map(T)`
    Map(Box<AttributeType>),
    /// A block, or an attribute whose objects are described attribute by attribute.
    Nested(Nested),
}

/// Objects described attribute by attribute.
#[derive(Debug)]
pub struct Nested {
    /// What holds the objects.
    pub nesting: Nesting,
    /// Whether a list or set holds at most one object (`vpc_config`).
    pub at_most_one: bool,
    pub(super) body: Body,
}

impl Nested {
    /// The attributes of each object, ordered by name.
    ///
    /// A shape may contain itself (a web ACL statement inside `not_statement`), so whoever walks
    /// the whole tree has to count.
    pub fn attributes(&self) -> &[Attribute] {
        match &self.body {
            Body::Own(attributes) => attributes,
            Body::Shape(name) => table::shape(name).map_or(&[], |shape| &shape.attributes),
        }
    }

    /// The name of the shared shape that describes the objects, if they have no body of their own.
    pub fn shape(&self) -> Option<&'static str> {
        match self.body {
            Body::Own(_) => None,
            Body::Shape(name) => Some(name),
        }
    }
}

/// Where the attributes of a nested type stand.
#[derive(Debug)]
pub(super) enum Body {
    /// Below the attribute itself.
    Own(Vec<Attribute>),
    /// In a `shape` of this name, shared by several attributes or containing itself.
    Shape(&'static str),
}

/// What holds nested objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nesting {
    /// One object, reached without an index: `timeouts.create`.
    Single,
    /// A list: `rule[0].status`. Most blocks, also those that stand at most once.
    List,
    /// A set, which has no order and no index.
    Set,
    /// A map from names to objects.
    Map,
}

/// Who sets an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The configuration has to.
    Required,
    /// The configuration may; absent is null, or the default.
    Optional,
    /// The configuration may; absent, the provider chooses a value that nobody knows beforehand.
    OptionalComputed,
    /// Only the provider does.
    Computed,
}

impl Mode {
    /// Whether the provider fills the attribute in when the configuration does not.
    pub fn is_computed(self) -> bool {
        matches!(self, Mode::Computed | Mode::OptionalComputed)
    }
}

/// A default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A string.
    String(&'static str),
    /// A list or set.
    List(Vec<Literal>),
    /// A block without arguments.
    Empty,
}

/// The attribute called `name`, in a slice ordered by name.
fn find<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    let at = attributes.binary_search_by(|a| a.name.cmp(name)).ok()?;
    attributes.get(at)
}

fn descend<'a>(attribute: &'a Attribute, path: Option<&str>) -> Option<&'a Attribute> {
    let mut attribute = attribute;
    let mut path = path;
    while let Some(rest) = path {
        let (first, rest) = split(rest);
        attribute = find(attribute.attributes(), first)?;
        path = rest;
    }
    Some(attribute)
}

fn split(path: &str) -> (&str, Option<&str>) {
    match path.split_once('.') {
        Some((first, rest)) => (first, Some(rest)),
        None => (path, None),
    }
}
