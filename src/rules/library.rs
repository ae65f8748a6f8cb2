//! All rules of a run.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::{Code, Diagnostic, Level, RuleInfo, Severity};
use crate::source::{FileId, Sources};
use crate::syntax::hcl::{self, Tree};

use super::names;
use super::page::{Param, Rule};
use super::params::{self, ParamSettings, Shared};
use super::read;
use super::reader::Reader;
use super::text;

/// The pages that archlint ships: path and text, by path. The build lists them.
static PAGES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The name of the file that declares shared parameters.
const SHARED: &str = "rules/params.hcl";
/// How files of rules end.
const SUFFIX: &str = ".rule.hcl";

/// What users set about rules.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Values of parameters: `db.min_days`, `NET-001.include_caches`.
    pub params: ParamSettings,
    /// Severities by code; they win over those of pages and checks.
    pub severities: BTreeMap<String, Severity>,
    /// Keys of `[externals]`: what another repository owns.
    pub externals: BTreeSet<String>,
}

/// The rules, by code.
#[derive(Clone, Debug, Default)]
pub struct Library {
    rules: Vec<Rule>,
    shared: Vec<Param>,
    severities: BTreeMap<String, Severity>,
}

impl Library {
    /// Reads the pages of archlint and those of users: `files` of `sources` whose path ends in
    /// `.rule.hcl`. A page that is wrong is left out, and the diagnostics say why.
    pub fn load(sources: &mut Sources, files: &[FileId]) -> (Library, Vec<Diagnostic>) {
        let mut library = Library::default();
        let mut problems = Vec::new();
        // Their paths cannot be those of files of the scan.
        let built_in: Vec<FileId> = PAGES
            .iter()
            .map(|(path, text)| sources.add(format!("archlint:{path}"), *text))
            .collect();
        let shared = PAGES.iter().position(|(path, _)| *path == SHARED);
        if let Some(file) = shared.and_then(|at| built_in.get(at)) {
            library.shared = shared_params(sources, *file, &mut problems);
        }
        let pages = built_in.iter().map(|file| (*file, true));
        let pages = pages.chain(files.iter().map(|file| (*file, false)));
        for (file, built_in) in pages {
            library.add(sources, file, built_in, &mut problems);
        }
        library.rules.sort_by(|a, b| a.code.cmp(&b.code));
        library.check_codes(&mut problems);
        (library, problems)
    }

    fn add(
        &mut self,
        sources: &Sources,
        file: FileId,
        built_in: bool,
        problems: &mut Vec<Diagnostic>,
    ) {
        let Some(source) = sources.get(file) else {
            return;
        };
        let name = source.path.rsplit('/').next().unwrap_or_default();
        let Some(stem) = name.strip_suffix(SUFFIX) else {
            return;
        };
        let Some(tree) = parse(sources, file, problems) else {
            return;
        };
        let Some(mut rule) = read::rule(&tree, stem, built_in, problems) else {
            return;
        };
        names::adopt(&mut rule, &self.shared);
        let said = match built_in {
            true => Vec::new(),
            false => names::check(&rule, &self.shared),
        };
        let wrong = said.iter().any(|problem| problem.level == Level::Error);
        problems.extend(said);
        let taken = |other: &&Rule| other.code == rule.code || other.name == rule.name;
        match self.rules.iter().find(taken) {
            Some(other) => {
                let message = format!("{} {} exists already", other.code, other.name);
                problems.push(
                    Diagnostic::error(Code::Rule, rule.place, message)
                        .with_related(other.place, "it stands here"),
                );
            }
            None if wrong => {}
            None => self.rules.push(rule),
        }
    }

    /// What is wrong with the names in all rules, archlint's own among them.
    #[cfg(test)]
    pub(super) fn check_names(&self) -> Vec<Diagnostic> {
        let check = |rule| names::check(rule, &self.shared);
        self.rules.iter().flat_map(check).collect()
    }

    /// Codes that rules name exist.
    fn check_codes(&self, problems: &mut Vec<Diagnostic>) {
        for rule in &self.rules {
            for code in &rule.yields_to {
                if self.find(code).is_none() {
                    let message = format!("{} yields to {code}, which does not exist", rule.code);
                    problems.push(Diagnostic::error(Code::Rule, rule.place, message));
                }
            }
        }
    }

    /// Applies what users set. What cannot be applied is an error of the configuration.
    pub fn configure(&mut self, settings: &Settings) -> Vec<Diagnostic> {
        for rule in &mut self.rules {
            let key = rule.external.as_deref();
            rule.external_owned = key.is_some_and(|key| settings.externals.contains(key));
        }
        self.severities.clone_from(&settings.severities);
        params::set(&mut self.rules, &mut self.shared, &settings.params)
    }

    /// All rules, by code.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The shared parameters, as declared.
    pub fn shared_params(&self) -> &[Param] {
        &self.shared
    }

    /// The rule with this code or name.
    pub fn find(&self, name: &str) -> Option<&Rule> {
        let matches = |rule: &&Rule| *rule.code == *name || *rule.name == *name;
        self.rules.iter().find(matches)
    }

    /// The severity that users gave a rule.
    pub(super) fn severity(&self, code: &str) -> Option<Severity> {
        self.severities.get(code).copied()
    }

    /// What checks of `rule` say, unless users gave it one severity for all.
    fn other_severities(&self, rule: &Rule) -> Vec<Severity> {
        let mut others = Vec::new();
        if self.severity(&rule.code).is_none() {
            for severity in rule.checks.iter().filter_map(|check| check.severity) {
                if severity != rule.severity && !others.contains(&severity) {
                    others.push(severity);
                }
            }
        }
        others
    }

    /// What reports need to know of `rule`, with the effective values of its parameters.
    pub fn info(&self, rule: &Rule) -> RuleInfo {
        RuleInfo {
            code: rule.code.clone(),
            name: rule.name.clone(),
            clauses: rule.clauses.clone(),
            project: matches!(rule.subjects, super::world::Subjects::Project(_)),
            severity: self.severity(&rule.code).unwrap_or(rule.severity),
            other_severities: self.other_severities(rule),
            title: rule.title.clone(),
            why: text::prose(rule, rule.why),
            fix: text::prose(rule, rule.fix),
            references: rule.references.clone(),
            fixable: !rule.autofixes.is_empty(),
            snippet: {
                let snippets = rule.snippets().map(|snippet| text::lines(rule, snippet));
                snippets.collect::<Vec<_>>().join("\n")
            },
            params: rule
                .params
                .iter()
                .map(|param| (param.key(), text::show(&param.value)))
                .collect(),
        }
    }
}

fn parse(sources: &Sources, file: FileId, problems: &mut Vec<Diagnostic>) -> Option<Arc<Tree>> {
    let (tree, said) = hcl::parse(file, sources.get(file)?.text.clone());
    let broken = !said.is_empty();
    problems.extend(said.into_iter().map(|problem| Diagnostic {
        code: Code::Rule,
        ..problem
    }));
    (!broken).then(|| Arc::new(tree))
}

fn shared_params(sources: &Sources, file: FileId, problems: &mut Vec<Diagnostic>) -> Vec<Param> {
    let Some(tree) = parse(sources, file, problems) else {
        return Vec::new();
    };
    let place = tree.place(tree.body.span);
    let mut reader = Reader::new(&tree, &tree.body, "this file", place, problems);
    reader.allow(&[], &["param"]);
    let blocks: Vec<_> = reader.blocks("param").collect();
    blocks
        .into_iter()
        .filter_map(|block| params::read(&tree, block, Shared::Yes, reader.problems()))
        .collect()
}
