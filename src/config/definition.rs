//! What `archlint.toml` may hold: the one table that reading, messages and the JSON Schema are
//! made from.

use crate::finding::Severity;

/// One key of a table.
#[derive(Debug)]
pub(super) struct Field {
    pub name: &'static str,
    pub shape: Shape,
    pub need: Need,
    /// One sentence, for the schema.
    pub meaning: &'static str,
}

/// Whether a key must be there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Need {
    Required,
    Optional,
}

/// What a value may be.
#[derive(Debug)]
pub(super) enum Shape {
    /// A text that says something.
    Text,
    /// A path in the repository, relative to the file's directory.
    Path,
    /// A glob of paths, where `*` stays within one directory and `**` crosses them.
    Glob,
    /// A glob of names, where `*` stands for anything.
    Pattern,
    /// The code or the name of a rule, or the beginning of codes.
    Rule,
    /// A severity.
    Severity,
    /// A day, as a date or as its text.
    Date,
    /// `true`, `false`, or a text that says why.
    FlagOrReason,
    /// A list of values of one shape.
    List(&'static Shape),
    /// A table with these keys and no others.
    Table(&'static [Field]),
    /// A table with any keys: what they are, and what stands at each.
    Map(&'static str, &'static Shape),
    /// Values of parameters: numbers, booleans, texts and lists of them, by dotted names.
    Params,
}

impl Shape {
    /// What is expected, for a sentence.
    pub fn name(&self) -> &'static str {
        match self {
            Shape::Text | Shape::Rule => "a text",
            Shape::Path => "a path",
            Shape::Glob | Shape::Pattern => "a glob",
            Shape::Severity => "a severity",
            Shape::Date => "a date",
            Shape::FlagOrReason => "true, or a text that says why",
            Shape::List(Shape::Table(_)) => "a list of tables",
            Shape::List(Shape::Glob | Shape::Pattern) => "a list of globs",
            Shape::List(Shape::Rule) => "a list of rules",
            Shape::List(Shape::Path) => "a list of paths",
            Shape::List(_) => "a list",
            Shape::Table(_) | Shape::Map(..) | Shape::Params => "a table",
        }
    }
}

/// The words of [`Shape::Severity`].
pub(super) fn severities() -> [&'static str; 4] {
    Severity::ALL.map(Severity::as_str)
}

const fn optional(name: &'static str, shape: Shape, meaning: &'static str) -> Field {
    Field {
        name,
        shape,
        need: Need::Optional,
        meaning,
    }
}

const fn required(name: &'static str, shape: Shape, meaning: &'static str) -> Field {
    Field {
        name,
        shape,
        need: Need::Required,
        meaning,
    }
}

/// The whole file.
pub(super) const FILE: &[Field] = &[
    optional("project", Shape::Table(PROJECT), "What is checked."),
    optional(
        "rules",
        Shape::Table(RULES),
        "Which rules run, and how grave their findings are.",
    ),
    optional(
        "params",
        Shape::Params,
        "Values of rule parameters: shared ones by their names (db.min_days = 35), a rule's own behind its code (NET-001.include_caches = false). `archlint rules --format json` lists them.",
    ),
    optional(
        "roles",
        Shape::Table(ROLES),
        "What plays which part in the architecture, where the code alone does not tell: globs of workloads (Deployment/shop/api, or api alone), buckets and Terraform addresses.",
    ),
    optional(
        "modules",
        Shape::Map(
            "source of a module, as module blocks write it",
            &Shape::Path,
        ),
        "Local directories that stand in for modules which are not downloaded; versions are ignored.",
    ),
    optional(
        "externals",
        Shape::Map("what is meant, as rules call it", &Shape::FlagOrReason),
        "What another repository owns (budget, waf, …): rules about it do not apply here.",
    ),
    optional(
        "regions",
        Shape::Table(REGIONS),
        "The regions that the system runs in.",
    ),
    optional(
        "allow",
        Shape::List(&Shape::Table(ALLOW)),
        "Findings that are accepted, each with its reason.",
    ),
    optional(
        "override",
        Shape::List(&Shape::Table(OVERRIDE)),
        "What holds for some paths or environments only. Where several hold, the last one wins.",
    ),
];

const PROJECT: &[Field] = &[
    optional(
        "roots",
        Shape::List(&Shape::Glob),
        "Directories that are Terraform root modules. Without it: those that no other module calls.",
    ),
    optional(
        "exclude",
        Shape::List(&Shape::Glob),
        "Files and directories that are not read. A glob without a slash matches the name at any depth. What is left out is counted.",
    ),
    optional(
        "baseline",
        Shape::Path,
        "The file of known findings, which `archlint baseline create` writes.",
    ),
    optional(
        "environments",
        Shape::Map(
            "name of the environment",
            &Shape::List(&Shape::Table(INSTANCE)),
        ),
        "The environments, each a set of root modules with their variables files; the project is checked once in each.",
    ),
];

const INSTANCE: &[Field] = &[
    required(
        "root",
        Shape::Path,
        "Directory of a root module. It may stand in an environment more than once, with other variables files.",
    ),
    optional(
        "var_files",
        Shape::List(&Shape::Path),
        "Variables files in the order they apply; later ones win.",
    ),
];

const RULES: &[Field] = &[
    optional(
        "directories",
        Shape::List(&Shape::Path),
        "Directories with rules of your own: every *.rule.hcl beneath them.",
    ),
    optional(
        "select",
        Shape::List(&Shape::Rule),
        "The rules that run: codes, beginnings of codes (NET, NET-00) or names. Without it: all.",
    ),
    optional(
        "extend_select",
        Shape::List(&Shape::Rule),
        "Rules that run as well.",
    ),
    optional(
        "ignore",
        Shape::List(&Shape::Rule),
        "Rules that do not run.",
    ),
    optional(
        "locked",
        Shape::List(&Shape::Rule),
        "Rules whose findings nothing accepts: no comment, no annotation, no [[allow]] and no baseline.",
    ),
    optional(
        "severity",
        Shape::Map("code or name of a rule", &Shape::Severity),
        "Severities that win over those of the rules themselves.",
    ),
];

const ROLES: &[Field] = &[
    optional("db", Shape::List(&Shape::Pattern), "Databases."),
    optional(
        "metrics",
        Shape::List(&Shape::Pattern),
        "Where metrics and logs are collected and shown.",
    ),
    optional(
        "api",
        Shape::List(&Shape::Pattern),
        "Workloads that answer the clients of the system.",
    ),
    optional(
        "ui",
        Shape::List(&Shape::Pattern),
        "Buckets and workloads that serve the user interface.",
    ),
];

const REGIONS: &[Field] = &[
    optional("primary", Shape::Text, "The region that serves production."),
    optional(
        "dr",
        Shape::Text,
        "The region that a smaller version runs in, for disaster recovery.",
    ),
];

const ALLOW: &[Field] = &[
    required("rule", Shape::Rule, "Code or name of the rule."),
    required(
        "subject",
        Shape::Pattern,
        "Glob of the subjects, as reports name them: Terraform addresses or Kind/namespace/name.",
    ),
    optional(
        "root",
        Shape::Glob,
        "Glob of the root modules it holds for. Without it: all.",
    ),
    required("reason", Shape::Text, "Why it is accepted."),
    optional("until", Shape::Date, "The last day it holds."),
];

const OVERRIDE: &[Field] = &[
    optional(
        "paths",
        Shape::List(&Shape::Glob),
        "Globs of the files that findings point at, or of their root modules. A glob without a slash matches the name at any depth, and a directory takes along what is beneath it.",
    ),
    optional(
        "environments",
        Shape::List(&Shape::Text),
        "Names of environments.",
    ),
    optional(
        "ignore",
        Shape::List(&Shape::Rule),
        "Rules that do not run there.",
    ),
    optional(
        "severity",
        Shape::Map("code or name of a rule", &Shape::Severity),
        "Severities there.",
    ),
];
