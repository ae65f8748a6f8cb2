//! The exit status, the same in every format.

use std::process::ExitCode;

use crate::finding::{Level, Report, Severity, Verdict};

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Status {
    /// 0: nothing to report.
    Clean,
    /// 1: a finding that counts.
    Findings,
    /// 2: misuse, an internal error, or an input that could not be analysed whole.
    Error,
}

impl Status {
    /// What `report` comes to: an error wins over a finding. A finding counts from `fail_on` up;
    /// with `strict`, so does what the files do not decide.
    pub fn of(report: &Report, fail_on: Severity, strict: bool) -> Status {
        let error = |level| level == Level::Error;
        if report.diagnostics.iter().any(|d| error(d.level)) {
            return Status::Error;
        }
        let counts = report.results.iter().any(|result| {
            let against = match result.verdict {
                Verdict::Fail => true,
                Verdict::Unknown => strict,
                Verdict::Pass | Verdict::NotApplicable => false,
            };
            against && result.suppressed.is_none() && result.severity >= fail_on
        });
        if counts {
            Status::Findings
        } else {
            Status::Clean
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Clean => 0,
            Status::Findings => 1,
            Status::Error => 2,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, Diagnostic, RuleResult, Suppression};
    use crate::source::{FileId, Place, Span};

    fn result(verdict: Verdict, severity: Severity) -> RuleResult {
        RuleResult {
            rule: "DATA-003".into(),
            verdict,
            severity,
            subject: None,
            element: None,
            message: String::new(),
            reasons: Vec::new(),
            place: None,
            evidence: Vec::new(),
            environment: None,
            suppressed: None,
            fix: None,
        }
    }

    fn status(results: Vec<RuleResult>, strict: bool) -> Status {
        let report = Report {
            results,
            ..Report::default()
        };
        Status::of(&report, Severity::High, strict)
    }

    #[test]
    fn findings_count_from_the_threshold_up() {
        assert_eq!(status(vec![], false), Status::Clean);
        assert_eq!(
            status(vec![result(Verdict::Fail, Severity::Medium)], false),
            Status::Clean
        );
        assert_eq!(
            status(vec![result(Verdict::Fail, Severity::High)], false),
            Status::Findings
        );
        assert_eq!(
            status(vec![result(Verdict::Pass, Severity::Critical)], true),
            Status::Clean
        );
    }

    #[test]
    fn the_undecided_counts_when_strict() {
        let unknown = || vec![result(Verdict::Unknown, Severity::Critical)];
        assert_eq!(status(unknown(), false), Status::Clean);
        assert_eq!(status(unknown(), true), Status::Findings);
    }

    #[test]
    fn what_is_suppressed_does_not_count() {
        let mut finding = result(Verdict::Fail, Severity::Critical);
        finding.suppressed = Some(Suppression {
            kind: "comment",
            reason: "until the migration".into(),
            place: None,
        });
        assert_eq!(status(vec![finding], false), Status::Clean);
    }

    #[test]
    fn an_error_wins_and_a_warning_does_not() {
        let place = Place::new(FileId(0), Span::default());
        let error = Diagnostic::error(Code::Parse, place, "x");
        let with = |diagnostic| Report {
            results: vec![result(Verdict::Fail, Severity::High)],
            diagnostics: vec![diagnostic],
            ..Report::default()
        };
        let of = |report| Status::of(&report, Severity::High, false);
        assert_eq!(of(with(error.clone())), Status::Error);
        assert_eq!(of(with(error.with_level(Level::Warning))), Status::Findings);
    }
}
