//! What archlint says: diagnostics about inputs, verdicts about the architecture.
//!
//! Invariants: a finding cannot be built without a primary place; nothing here knows colours,
//! formats or the disk.

mod diagnostic;
pub mod drawing;
mod known;
mod nearest;
mod report;
mod result;

pub use diagnostic::{Code, Diagnostic, Level};
pub use known::{KnownFinding, Since};
pub use nearest::nearest;
pub use report::{
    Clause, ClauseSummary, Excluded, Inputs, Report, RuleInfo, RuleSummary, Skipped, Summary,
    SuppressionUse,
};
pub use result::{
    Change, Evidence, Fix, FixSafety, Holder, Reason, RuleResult, Scalar, Severity, Subject,
    Suppression, TextEdit, Verdict, fingerprint,
};
