//! What a run lets pass: from settings to `policy`, and from verdicts to those that count.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::environments::Environments;
use super::inputs::InputOptions;
use super::rules::RuleBook;
use crate::config::{Config, Placed};
use crate::finding::{Code, Diagnostic, KnownFinding, Level, RuleInfo, RuleResult, SuppressionUse};
use crate::policy::{self, Audit, Baseline, Day, Marked, Override, Subjects, Suppressions};
use crate::source::Sources;
use crate::terraform::Configuration;

/// What a run lets pass.
#[derive(Debug)]
pub struct Policy {
    /// `[[override]]`, with codes.
    pub overrides: Vec<Override>,
    /// Codes of rules that nothing suppresses.
    pub locked: BTreeSet<Arc<str>>,
    /// Whether suppressions hold.
    pub suppress: bool,
    /// The findings that were known before.
    pub baseline: Option<Baseline>,
    /// The day of the run.
    pub today: Day,
}

/// The day that it is, in UTC. A clock before 1970 is taken for 1970.
pub(super) fn today() -> Day {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Day::from_unix(since.map_or(0, |since| since.as_secs()))
}

/// What `config` lets pass, and the words in it that name no rule.
pub(super) fn read(config: &Config, book: &RuleBook, suppress: bool) -> (Policy, Vec<Diagnostic>) {
    let mut reader = Reader {
        book,
        problems: Vec::new(),
    };
    let overrides = config.overrides.iter().map(|scope| Override {
        scope: scope.clone(),
        ignore: reader.codes(&scope.ignore),
        severity: scope
            .severity
            .iter()
            .filter_map(|(word, severity)| Some((reader.code(word, severity)?, severity.value)))
            .collect(),
    });
    let overrides = overrides.collect();
    let locked = reader.codes(&config.rules.locked);
    for allow in &config.allow {
        reader.code(&allow.rule.value, &allow.rule);
    }
    let policy = Policy {
        overrides,
        locked,
        suppress,
        baseline: None,
        today: today(),
    };
    (policy, reader.problems)
}

struct Reader<'a> {
    book: &'a RuleBook,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn codes(&mut self, words: &[Placed<String>]) -> BTreeSet<Arc<str>> {
        let mut codes = BTreeSet::new();
        for word in words {
            match self.book.codes(&word.value) {
                Ok(found) => codes.extend(found),
                Err(message) => self.say(word, message),
            }
        }
        codes
    }

    fn code<T>(&mut self, word: &str, setting: &Placed<T>) -> Option<Arc<str>> {
        match self.book.find(word) {
            Ok(code) => Some(code),
            Err(message) => {
                self.say(setting, message);
                None
            }
        }
    }

    fn say<T>(&mut self, setting: &Placed<T>, message: String) {
        let problem = Diagnostic::error(Code::Config, setting.place, message);
        self.problems.push(problem);
    }
}

/// What was found, before anything of it is let pass.
pub(super) struct Found<'a> {
    pub configuration: &'a Configuration,
    pub sources: &'a Sources,
    /// Directories of root modules by the names that results have.
    pub roots: &'a BTreeMap<Arc<str>, Arc<str>>,
    /// The rules that ran.
    pub rules: &'a BTreeMap<Arc<str>, RuleInfo>,
    pub objects: Marked,
    pub results: Vec<RuleResult>,
}

/// What is left of it.
pub(super) struct Judged {
    /// The results, with those of the `META` rules.
    pub results: Vec<RuleResult>,
    /// The suppressions, and what they were about.
    pub suppressions: Vec<SuppressionUse>,
    /// The findings of the baseline that still stand, or may.
    pub standing: Vec<KnownFinding>,
    /// Those that are gone.
    pub gone: Vec<KnownFinding>,
}

impl Policy {
    /// Lets pass what the policy lets pass, and audits it.
    pub(super) fn judge(
        &self,
        found: Found<'_>,
        book: &RuleBook,
        inputs: &InputOptions,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Judged {
        let Found {
            configuration,
            sources,
            roots,
            rules,
            objects,
            results,
        } = found;
        let subjects = Subjects::new(configuration, roots);
        let mut results = policy::override_results(results, &self.overrides, &subjects, sources);
        let suppressions = match self.suppress {
            true => {
                let code = |word: &str| book.find(word);
                let (found, error) =
                    policy::gather(configuration, objects, &inputs.config, sources, &code);
                diagnostics.extend(error);
                found
            }
            false => Suppressions::default(),
        };
        let uses = policy::suppress(
            &mut results,
            &suppressions,
            &self.locked,
            &subjects,
            sources,
            self.today,
        );
        let audit = Audit {
            rules,
            locked: &self.locked,
            whole: is_whole(inputs) && diagnostics.iter().all(|d| d.level != Level::Error),
            paths: &inputs.paths,
            today: self.today,
        };
        let (mut standing, mut gone) = (Vec::new(), Vec::new());
        let mut known = None;
        if let Some(baseline) = &self.baseline {
            baseline.mark(&mut results, &|code| self.locked.contains(code));
            let stale = baseline.stale(&results, &audit, &subjects);
            known = baseline.audit(&stale, &audit);
            gone = stale.into_iter().cloned().collect();
            let without: BTreeSet<&KnownFinding> = gone.iter().collect();
            let left = baseline
                .known
                .iter()
                .filter(|known| !without.contains(known));
            standing = left.cloned().collect();
        }
        results.extend(known);
        results.extend(audit.suppressions(&suppressions, &uses));
        results.extend(audit.silent(&results));
        results.sort_by(|a, b| a.rule.cmp(&b.rule));
        let entries = suppressions.entries.into_iter().zip(uses);
        let used = entries.map(|(entry, results)| SuppressionUse {
            kind: entry.kind.as_str(),
            rule: entry.rule,
            file: entry.file,
            about: entry.about,
            reason: entry.reason,
            until: entry.until.map(|until| until.to_string()),
            place: entry.place,
            results,
        });
        Judged {
            results,
            suppressions: used.collect(),
            standing,
            gone,
        }
    }
}

/// Whether every environment was judged.
fn is_whole(inputs: &InputOptions) -> bool {
    match inputs.environments {
        Environments::Every => true,
        Environments::One(_) => inputs.config.project.environments.len() == 1,
        Environments::Unnamed => inputs.config.project.environments.is_empty(),
    }
}
