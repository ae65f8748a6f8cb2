//! One verdict of one rule on one subject.

use std::fmt;
use std::sync::Arc;

use crate::source::Place;

/// What a rule says of a subject.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// A known violation.
    Fail,
    /// The files do not decide.
    Unknown,
    /// All that could violate it is known and does not.
    Pass,
    /// The rule has no subject here.
    NotApplicable,
}

impl Verdict {
    /// The word of the JSON format.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Fail => "fail",
            Verdict::Unknown => "unknown",
            Verdict::Pass => "pass",
            Verdict::NotApplicable => "n/a",
        }
    }
}

/// How grave a violation is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Worth knowing.
    Low,
    /// Weakened, or half done.
    Medium,
    /// A stated invariant is missing.
    High,
    /// An isolation that the architecture demands is broken as written.
    Critical,
}

impl Severity {
    /// All severities, least first.
    pub const ALL: [Severity; 4] = [
        Severity::Low,
        Severity::Medium,
        Severity::High,
        Severity::Critical,
    ];

    /// The word users write and read.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
            Severity::Critical => "critical",
        }
    }

    /// The severity called `name`.
    pub fn parse(name: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|s| s.as_str() == name)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a result is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Subject {
    /// Path of the root module, or of the manifests' root; `.` for the scan root itself.
    pub root: Arc<str>,
    /// Terraform address or Kubernetes id, as the user writes it.
    pub name: String,
}

/// One step of the proof, in order.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Evidence {
    /// What stands there.
    pub message: String,
    /// Where; `None` for a provider default.
    pub place: Option<Place>,
}

/// Why the files do not decide.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Reason {
    /// The class: `variable`, `data-source`, `module`, ….
    pub reason: &'static str,
    /// What would decide it, one line.
    pub message: String,
    /// Where the unknown is declared.
    pub place: Option<Place>,
}

/// A byte-exact change of one file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct TextEdit {
    /// What is replaced; empty for an insertion.
    pub place: Place,
    /// By what.
    pub text: String,
}

/// Whether a fix may be applied unasked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FixSafety {
    /// In place, no replacement of a resource, no human value, no cut of traffic.
    Safe,
    /// Shown, never applied unasked.
    Suggested,
}

impl FixSafety {
    /// The word of the JSON format.
    pub fn as_str(self) -> &'static str {
        match self {
            FixSafety::Safe => "safe",
            FixSafety::Suggested => "suggested",
        }
    }
}

/// A change that makes a finding vanish.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What it does, one line.
    pub message: String,
    /// Whether it may be applied unasked.
    pub safety: FixSafety,
    /// What changes, all of it or nothing; [`crate::fix::edits`] says how the text does.
    pub changes: Vec<Change>,
    /// Why it is left to people, one line; then nothing changes.
    pub by_hand: Option<&'static str>,
}

/// A change of what is written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Change {
    /// A literal gets another value.
    Literal {
        /// Where it stands.
        place: Place,
        /// The value it has.
        from: Scalar,
        /// The value it gets.
        to: Scalar,
    },
    /// A block or a mapping that does not have an entry gets it.
    Entry {
        /// The header of the block, or the key of the mapping.
        at: Place,
        /// What stands there.
        holder: Holder,
        /// The entry; blocks or mappings on the way to it are made where they are missing.
        path: Vec<Arc<str>>,
        /// Its value.
        to: Scalar,
    },
}

/// What gets a new entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Holder {
    /// The block of a resource: names are those of its provider.
    Resource,
    /// A call of a module: names are those of its variables.
    Module,
    /// A Kubernetes object: names are those of the API, wherever it is written.
    Object,
}

/// A value that a change writes or replaces.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Scalar {
    /// A number or a bool, as it is written.
    Bare(String),
    /// A text, decoded.
    Text(String),
}

impl Scalar {
    /// Its characters, without quotes.
    pub fn as_str(&self) -> &str {
        match self {
            Scalar::Bare(text) | Scalar::Text(text) => text,
        }
    }
}

/// Why a finding does not count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suppression {
    /// `comment`, `annotation`, `config`, `baseline`.
    pub kind: &'static str,
    /// The reason that was given.
    pub reason: String,
    /// Where it is written.
    pub place: Option<Place>,
}

/// The verdict of one rule on one subject (or one element of it).
#[derive(Clone, Debug)]
pub struct RuleResult {
    /// Code of the rule.
    pub rule: Arc<str>,
    /// What it says.
    pub verdict: Verdict,
    /// How grave, of a failure or an unknown.
    pub severity: Severity,
    /// What it is about; `None` only for `n/a`.
    pub subject: Option<Subject>,
    /// The element of the subject, for rules that split one.
    pub element: Option<String>,
    /// One line, present tense.
    pub message: String,
    /// Why the files do not decide; empty unless unknown.
    pub reasons: Vec<Reason>,
    /// The line to look at; `None` only for `n/a`.
    pub place: Option<Place>,
    /// The chain that proves it, in order.
    pub evidence: Vec<Evidence>,
    /// The environment it was evaluated in.
    pub environment: Option<Arc<str>>,
    /// Why it does not count, if it does not.
    pub suppressed: Option<Suppression>,
    /// Edits that would make it vanish.
    pub fix: Option<Fix>,
}

impl RuleResult {
    /// What makes a result the same from run to run: rule, root, subject and element.
    pub fn identity(&self) -> (&str, &str, &str, &str) {
        let (root, name) = match &self.subject {
            Some(subject) => (&*subject.root, subject.name.as_str()),
            None => ("", ""),
        };
        let element = self.element.as_deref().unwrap_or("");
        (&self.rule, root, name, element)
    }

    /// A short stable name of [`RuleResult::identity`].
    pub fn fingerprint(&self) -> String {
        let (rule, root, subject, element) = self.identity();
        fingerprint(&[rule, root, subject, element])
    }
}

/// A short stable name of a list of texts: 16 hexadecimal digits.
pub fn fingerprint(parts: &[&str]) -> String {
    // FNV-1a with separators; collisions only merge two alerts of one run.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
