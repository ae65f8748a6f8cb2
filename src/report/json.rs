//! `--format json`, version 1: everything, for machines. Nothing is merged, nothing left out.

use std::borrow::Cow;

use serde::Serialize;

use super::baseline::KnownRow;
use super::blind_spots::{self, Spot};
use super::inert_json;
use crate::finding::{
    ClauseSummary, Diagnostic, Fix, Report, RuleResult, RuleSummary, Since, Suppression,
    SuppressionUse,
};
use crate::fix::Editor;
use crate::source::{LineColumn, Place, Sources, Span};

/// The whole report as one JSON document.
pub(super) fn render(report: &Report, sources: &Sources) -> String {
    let inputs = &report.inputs;
    let summary = report.summary();
    let editor = Editor::new(sources);
    inert_json::to_string(&Document {
        version: 1,
        tool: Tool {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        results: report
            .results
            .iter()
            .map(|result| ResultRow::new(result, report, sources, &editor))
            .collect(),
        architecture: report
            .architecture
            .iter()
            .map(|clause| ClauseRow::new(clause, sources))
            .collect(),
        blind_spots: blind_spots::all(report)
            .into_iter()
            .map(|spot| SpotRow::new(spot, sources))
            .collect(),
        since: report.since.as_ref().map(SinceRow::new),
        suppressions: report
            .suppressions
            .iter()
            .map(|suppression| SuppressionUseRow::new(suppression, sources))
            .collect(),
        inputs: InputsRow {
            terraform: TerraformRow {
                roots: inputs.roots,
                modules: inputs.modules,
                files: inputs.terraform_files,
                resources: inputs.resources,
            },
            kubernetes: KubernetesRow {
                files: inputs.kubernetes_files,
                objects: inputs.objects,
            },
            skipped: inputs
                .skipped
                .iter()
                .map(|skipped| SkippedRow {
                    path: &skipped.path,
                    reason: &skipped.reason,
                })
                .collect(),
            excluded: inputs
                .excluded
                .iter()
                .map(|excluded| ExcludedRow {
                    glob: &excluded.glob,
                    files: excluded.files,
                    location: Location::new(excluded.place, sources),
                })
                .collect(),
        },
        diagnostics: report
            .diagnostics
            .iter()
            .map(|diagnostic| DiagnosticRow::new(diagnostic, sources))
            .collect(),
        summary: SummaryRow {
            pass: summary.pass,
            fail: summary.fail,
            unknown: summary.unknown,
            suppressed: summary.suppressed,
        },
    })
}

/// A place, in the shape that all JSON of archlint shares.
#[derive(Serialize)]
pub struct Location<'a> {
    file: &'a str,
    start: Position,
    end: Position,
    bytes: [u32; 2],
}

impl<'a> Location<'a> {
    /// `place` in its file; `None` when the file is not one of `sources`.
    pub fn new(place: Place, sources: &'a Sources) -> Option<Location<'a>> {
        let (file, start, end) = sources.locate(place)?;
        let Span {
            start: from,
            end: to,
        } = place.span;
        Some(Location {
            file,
            start: Position::new(start),
            end: Position::new(end),
            bytes: [from, to],
        })
    }
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

impl Position {
    fn new(at: LineColumn) -> Position {
        Position {
            line: at.line,
            column: at.column,
        }
    }
}

/// A message with its place: a step of a proof, or what explains a diagnostic.
#[derive(Serialize)]
struct Note<'a> {
    message: &'a str,
    location: Option<Location<'a>>,
}

/// A diagnostic, in the shape that all JSON of archlint shares.
#[derive(Serialize)]
pub struct DiagnosticRow<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    location: Option<Location<'a>>,
    related: Vec<Note<'a>>,
    help: Option<&'a str>,
}

impl<'a> DiagnosticRow<'a> {
    /// `diagnostic` with its places resolved.
    pub fn new(diagnostic: &'a Diagnostic, sources: &'a Sources) -> DiagnosticRow<'a> {
        let locate = |place| Location::new(place, sources);
        DiagnosticRow {
            code: diagnostic.code.as_str(),
            severity: diagnostic.level.as_str(),
            message: &diagnostic.message,
            location: diagnostic.place.and_then(locate),
            related: diagnostic
                .related
                .iter()
                .map(|(place, message)| Note {
                    message,
                    location: locate(*place),
                })
                .collect(),
            help: diagnostic.help.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    tool: Tool,
    results: Vec<ResultRow<'a>>,
    architecture: Vec<ClauseRow<'a>>,
    blind_spots: Vec<SpotRow<'a>>,
    since: Option<SinceRow<'a>>,
    suppressions: Vec<SuppressionUseRow<'a>>,
    inputs: InputsRow<'a>,
    diagnostics: Vec<DiagnosticRow<'a>>,
    summary: SummaryRow,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct ResultRow<'a> {
    rule: &'a str,
    name: &'a str,
    verdict: &'static str,
    severity: &'static str,
    clause: Option<&'a str>,
    clauses: Vec<&'a str>,
    root: Option<&'a str>,
    element: Option<&'a str>,
    subject: Option<&'a str>,
    message: &'a str,
    reason: Option<&'static str>,
    reasons: Vec<ReasonRow<'a>>,
    location: Option<Location<'a>>,
    evidence: Vec<Note<'a>>,
    environment: Option<&'a str>,
    suppressed: Option<SuppressionRow<'a>>,
    fix: Option<FixRow<'a>>,
    fingerprint: String,
}

impl<'a> ResultRow<'a> {
    fn new(
        result: &'a RuleResult,
        report: &'a Report,
        sources: &'a Sources,
        editor: &Editor,
    ) -> ResultRow<'a> {
        let rule = report.rules.get(&result.rule);
        let clauses: Vec<&str> = rule
            .map(|rule| rule.clauses.iter().map(|clause| &**clause).collect())
            .unwrap_or_default();
        let locate = |place| Location::new(place, sources);
        ResultRow {
            rule: &result.rule,
            name: rule.map_or("", |rule| &rule.name),
            verdict: result.verdict.as_str(),
            severity: result.severity.as_str(),
            clause: clauses.first().copied(),
            clauses,
            root: result.subject.as_ref().map(|subject| &*subject.root),
            element: result.element.as_deref(),
            subject: result.subject.as_ref().map(|subject| &*subject.name),
            message: &result.message,
            reason: result.reasons.first().map(|reason| reason.reason),
            reasons: result
                .reasons
                .iter()
                .map(|reason| ReasonRow {
                    reason: reason.reason,
                    message: &reason.message,
                    location: reason.place.and_then(locate),
                })
                .collect(),
            location: result.place.and_then(locate),
            evidence: result
                .evidence
                .iter()
                .map(|step| Note {
                    message: &step.message,
                    location: step.place.and_then(locate),
                })
                .collect(),
            environment: result.environment.as_deref(),
            suppressed: result
                .suppressed
                .as_ref()
                .map(|suppression| SuppressionRow::new(suppression, sources)),
            fix: result
                .fix
                .as_ref()
                .and_then(|fix| FixRow::new(fix, sources, editor)),
            fingerprint: result.fingerprint(),
        }
    }
}

#[derive(Serialize)]
struct ReasonRow<'a> {
    reason: &'static str,
    message: &'a str,
    location: Option<Location<'a>>,
}

#[derive(Serialize)]
struct SuppressionRow<'a> {
    kind: &'static str,
    reason: &'a str,
    location: Option<Location<'a>>,
}

impl<'a> SuppressionRow<'a> {
    fn new(suppression: &'a Suppression, sources: &'a Sources) -> SuppressionRow<'a> {
        SuppressionRow {
            kind: suppression.kind,
            reason: &suppression.reason,
            location: suppression
                .place
                .and_then(|place| Location::new(place, sources)),
        }
    }
}

#[derive(Serialize)]
struct SinceRow<'a> {
    base: &'a str,
    new: usize,
    same: usize,
    fixed: Vec<KnownRow<'a>>,
}

impl<'a> SinceRow<'a> {
    fn new(since: &'a Since) -> SinceRow<'a> {
        SinceRow {
            base: &since.base,
            new: since.new,
            same: since.same,
            fixed: since.fixed.iter().map(KnownRow::new).collect(),
        }
    }
}

#[derive(Serialize)]
struct SuppressionUseRow<'a> {
    kind: &'static str,
    rule: &'a str,
    about: &'a str,
    reason: &'a str,
    until: Option<&'a str>,
    results: usize,
    location: Option<Location<'a>>,
}

impl<'a> SuppressionUseRow<'a> {
    fn new(suppression: &'a SuppressionUse, sources: &'a Sources) -> SuppressionUseRow<'a> {
        SuppressionUseRow {
            kind: suppression.kind,
            rule: &suppression.rule,
            about: &suppression.about,
            reason: &suppression.reason,
            until: suppression.until.as_deref(),
            results: suppression.results,
            location: Location::new(suppression.place, sources),
        }
    }
}

#[derive(Serialize)]
struct FixRow<'a> {
    message: &'a str,
    safety: &'static str,
    edits: Vec<EditRow<'a>>,
}

impl<'a> FixRow<'a> {
    fn new(fix: &'a Fix, sources: &'a Sources, editor: &Editor) -> Option<FixRow<'a>> {
        let edits = editor.edits(fix).ok()?;
        let rows = edits.into_iter().map(|edit| EditRow {
            location: Location::new(edit.place, sources),
            text: edit.text,
        });
        Some(FixRow {
            message: &fix.message,
            safety: fix.safety.as_str(),
            edits: rows.collect(),
        })
    }
}

#[derive(Serialize)]
struct EditRow<'a> {
    location: Option<Location<'a>>,
    text: String,
}

#[derive(Serialize)]
struct ClauseRow<'a> {
    clause: &'a str,
    title: &'a str,
    verdict: &'static str,
    state: &'static str,
    rules: RuleCounts,
    evidence: Vec<EvidenceRow<'a>>,
}

/// What one rule says of a clause.
#[derive(Serialize)]
struct EvidenceRow<'a> {
    rule: &'a str,
    verdict: &'static str,
    subjects: SummaryRow,
    root: Option<&'a str>,
    subject: Option<&'a str>,
    location: Option<Location<'a>>,
}

impl<'a> EvidenceRow<'a> {
    fn new(summary: &'a RuleSummary, sources: &'a Sources) -> EvidenceRow<'a> {
        let [fail, unknown, pass] = summary.subjects;
        let first = summary.first.as_ref();
        EvidenceRow {
            rule: &summary.rule,
            verdict: summary.verdict.as_str(),
            subjects: SummaryRow {
                pass,
                fail,
                unknown,
                suppressed: summary.suppressed,
            },
            root: first.map(|(subject, _)| &*subject.root),
            subject: first.map(|(subject, _)| &*subject.name),
            location: first.and_then(|(_, place)| Location::new((*place)?, sources)),
        }
    }
}

/// What is not known, and what would help.
#[derive(Serialize)]
struct SpotRow<'a> {
    kind: &'static str,
    message: Cow<'a, str>,
    remedy: Option<&'a str>,
    path: Option<&'a str>,
    location: Option<Location<'a>>,
    undecided: usize,
    rules: Vec<&'a str>,
}

impl<'a> SpotRow<'a> {
    fn new(spot: Spot<'a>, sources: &'a Sources) -> SpotRow<'a> {
        SpotRow {
            kind: spot.kind,
            undecided: spot.undecided(),
            message: spot.message,
            remedy: spot.remedy,
            path: spot.path,
            location: spot.place.and_then(|place| Location::new(place, sources)),
            rules: spot.rules.into_keys().collect(),
        }
    }
}

impl<'a> ClauseRow<'a> {
    fn new(summary: &'a ClauseSummary, sources: &'a Sources) -> ClauseRow<'a> {
        let [fail, unknown, pass, not_applicable] = summary.rules;
        ClauseRow {
            clause: &summary.clause.number,
            title: &summary.clause.title,
            verdict: summary.verdict.as_str(),
            state: summary.state(),
            evidence: summary
                .evidence
                .iter()
                .map(|rule| EvidenceRow::new(rule, sources))
                .collect(),
            rules: RuleCounts {
                pass,
                fail,
                unknown,
                not_applicable,
            },
        }
    }
}

#[derive(Serialize)]
struct RuleCounts {
    pass: usize,
    fail: usize,
    unknown: usize,
    #[serde(rename = "n/a")]
    not_applicable: usize,
}

#[derive(Serialize)]
struct InputsRow<'a> {
    terraform: TerraformRow,
    kubernetes: KubernetesRow,
    skipped: Vec<SkippedRow<'a>>,
    excluded: Vec<ExcludedRow<'a>>,
}

#[derive(Serialize)]
struct ExcludedRow<'a> {
    glob: &'a str,
    files: u64,
    location: Option<Location<'a>>,
}

#[derive(Serialize)]
struct TerraformRow {
    roots: usize,
    modules: usize,
    files: usize,
    resources: usize,
}

#[derive(Serialize)]
struct KubernetesRow {
    files: usize,
    objects: usize,
}

#[derive(Serialize)]
struct SkippedRow<'a> {
    path: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct SummaryRow {
    pass: usize,
    fail: usize,
    unknown: usize,
    suppressed: usize,
}
