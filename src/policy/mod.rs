//! What a team lets pass, and the audit of it: overrides, suppressions, baselines, changes.
//!
//! Verdicts come in, the same verdicts go out: some with another severity, some marked as
//! suppressed, and beside them those of the `META` rules, whose subjects are the suppressions
//! themselves.
//!
//! Invariants:
//! - nothing that is suppressed is dropped: it is marked, counted and says by what;
//! - a suppression names one rule and gives a reason; one that does not suppresses nothing;
//! - what is keyed is keyed on identities (rule, root, subject, element), never on lines;
//! - what was accepted as undecided, or as less grave, is new when it becomes worse;
//! - no clock: the day comes in.

mod annotations;
mod audit;
mod baseline;
mod comments;
mod day;
mod directive;
mod gather;
mod known;
mod meta;
mod outline;
mod overrides;
mod since;
mod stance;
mod subjects;
mod suppress;
mod suppression;

pub use annotations::Marked;
pub use audit::Audit;
pub use baseline::Baseline;
pub use day::Day;
pub use gather::gather;
pub use known::Known;
pub use meta::{is_meta, rules};
pub use overrides::{Override, override_results};
pub use since::{Side, compare};
pub use stance::Stance;
pub use subjects::Subjects;
pub use suppress::{Uses, suppress};
pub use suppression::{Kind, Malformed, Suppression, Suppressions};
