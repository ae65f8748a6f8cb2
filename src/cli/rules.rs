//! The rules of a run, and the verbs that tell of them: `rules`, `explain`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{ConfigArgs, ExplainArgs, PageFormat, RuleArgs, RulesArgs, TableFormat};
use super::inputs::Scope;
use super::settings;
use super::status::Status;
use super::terminal::{Terminal, Voice};
use crate::config::Config;
use crate::finding::{Diagnostic, Level, RuleInfo, Severity, nearest};
use crate::policy;
use crate::report::{Options, rule_page};
use crate::rules::Library;
use crate::source::{FileId, Kind, Limits, Root, Sources};

/// Directories within one another in which pages are looked for.
const DEPTH: usize = 16;

/// The built-in rules and those of the user, with their pages, and the `META` rules, which have
/// none.
#[derive(Debug, Default)]
pub struct RuleBook {
    /// The rules that have pages.
    pub library: Library,
    /// Severities that users gave the others, by code.
    pub severities: BTreeMap<String, Severity>,
    /// What is wrong with pages.
    pub diagnostics: Vec<Diagnostic>,
    /// The pages.
    pub sources: Sources,
}

/// A directory with pages of the user's own rules.
#[derive(Clone, Debug)]
pub struct Pages {
    /// Where it is.
    directory: PathBuf,
    /// How reports call it.
    name: PathBuf,
    /// Who names it, for messages.
    origin: String,
}

impl Pages {
    /// The directories that `--rules` names. They may lie outside the root of a run: it is the user
    /// who names them.
    pub fn asked(directories: &[PathBuf]) -> impl Iterator<Item = Pages> {
        directories.iter().map(|directory| Pages {
            directory: directory.clone(),
            name: directory.clone(),
            origin: format!("--rules {}", directory.display()),
        })
    }

    /// A directory whose rules are tested.
    pub fn tested(directory: &Path) -> Pages {
        Pages {
            directory: directory.to_path_buf(),
            name: directory.to_path_buf(),
            origin: "test".to_owned(),
        }
    }

    /// The directories inside `root` that `[rules] directories` names.
    pub fn configured(config: &Config, root: &Root) -> impl Iterator<Item = Pages> {
        config.rules.directories.iter().map(|directory| Pages {
            directory: root.directory().join(&*directory.value),
            name: PathBuf::from(&*directory.value),
            origin: format!("[rules] directories: {}", directory.value),
        })
    }
}

/// Loads the built-in rules and those of `directories`. Pages are added to `sources`. The error is
/// one line for the user.
pub fn load(
    directories: impl IntoIterator<Item = Pages>,
    mut sources: Sources,
) -> Result<RuleBook, String> {
    let mut pages = Vec::new();
    // A directory that is named twice is read once.
    let mut read = BTreeSet::new();
    for own in directories {
        let wrong = |error: String| format!("{}: {error}", own.origin);
        let root = Root::at(&own.directory).map_err(|error| wrong(error.to_string()))?;
        if !read.insert(root.directory().to_path_buf()) {
            continue;
        }
        let before = pages.len();
        gather(&root, &own.name, ".", DEPTH, &mut sources, &mut pages).map_err(wrong)?;
        if pages.len() == before {
            return Err(wrong("no *.rule.hcl file is in it".to_owned()));
        }
    }
    let (library, diagnostics) = Library::load(&mut sources, &pages);
    Ok(RuleBook {
        library,
        severities: BTreeMap::new(),
        diagnostics,
        sources,
    })
}

fn gather(
    root: &Root,
    name: &Path,
    directory: &str,
    depth: usize,
    sources: &mut Sources,
    pages: &mut Vec<FileId>,
) -> Result<(), String> {
    let told = |path: &str, error: &dyn std::fmt::Display| format!("{path}: {error}");
    for entry in root
        .list(directory)
        .map_err(|error| told(directory, &error))?
    {
        let Ok(found) = entry.found else { continue };
        if found.kind == Kind::Directory && depth > 0 && !entry.name.starts_with('.') {
            gather(root, name, &found.path, depth - 1, sources, pages)?;
        } else if found.kind == Kind::File && entry.name.ends_with(".rule.hcl") {
            let limit = Limits::DEFAULT.source_bytes;
            let text = root.read_text(&found.path, limit);
            let text = text.map_err(|error| told(&found.path, &error))?;
            pages.push(sources.add(name.join(&found.path).to_string_lossy(), text));
        }
    }
    Ok(())
}

/// The rules of a verb that reads no inputs: those of the settings nearest to the working directory
/// among them. The error is one line for the user.
fn around(args: &RuleArgs, config: &ConfigArgs, root: Option<&Path>) -> Result<RuleBook, String> {
    let scope = Scope::find(&[], root)?;
    let mut sources = Sources::default();
    let limits = Limits::DEFAULT;
    let (settings, problems) =
        settings::load(config, &scope.root, &scope.paths, limits, &mut sources);
    if let Some(problem) = problems.first() {
        return Err(settings::in_one_line(problem, &sources));
    }
    let configured = Pages::configured(&settings, &scope.root);
    load(configured.chain(Pages::asked(&args.rules)), sources)
}

impl RuleBook {
    /// The codes of the rules that run: those of `select` (`configured`, if empty) and of
    /// `extend`, without those of `ignore`. The error is one line for the user.
    pub(super) fn choose(
        &self,
        configured: BTreeSet<Arc<str>>,
        select: &[String],
        extend: &[String],
        ignore: &[String],
    ) -> Result<BTreeSet<Arc<str>>, String> {
        let named = |flag: &str, word: &str| {
            let codes = self.codes(word);
            codes.map_err(|error| format!("{flag}: {error}"))
        };
        let mut chosen = match select.is_empty() {
            true => configured,
            false => BTreeSet::new(),
        };
        for (flag, words) in [("--select", select), ("--extend-select", extend)] {
            for word in words {
                chosen.extend(named(flag, word)?);
            }
        }
        for word in ignore {
            for code in named("--ignore", word)? {
                chosen.remove(&code);
            }
        }
        match chosen.is_empty() {
            true => Err("no rule is left to run".to_owned()),
            false => Ok(chosen),
        }
    }

    /// The codes that `word` stands for: a code, the beginning of one, or a name. The error is one
    /// line for the user.
    pub(super) fn codes(&self, word: &str) -> Result<Vec<Arc<str>>, String> {
        let names = self.names();
        let meant = names
            .iter()
            .filter(|(code, name)| is_meant(code, name, word));
        match meant.map(|(code, _)| code.clone()).collect::<Vec<_>>() {
            codes if codes.is_empty() => Err(self.unknown(word)),
            codes => Ok(codes),
        }
    }

    /// The code of the one rule with this code or name. The error is one line for the user.
    pub(super) fn find(&self, word: &str) -> Result<Arc<str>, String> {
        let upper = word.to_ascii_uppercase();
        let names = self.names();
        let found = names
            .iter()
            .find(|(code, name)| **code == *upper || **name == *word);
        match found {
            Some((code, _)) => Ok(code.clone()),
            None if names.iter().any(|(code, name)| is_meant(code, name, word)) => Err(format!(
                "{word} stands for several rules; one is named by its whole code"
            )),
            None => Err(self.unknown(word)),
        }
    }

    /// Codes and names of all rules, by code.
    fn names(&self) -> Vec<(Arc<str>, Arc<str>)> {
        let pages = self.library.rules().iter();
        let pages = pages.map(|rule| (rule.code.clone(), rule.name.clone()));
        let others = policy::rules()
            .into_iter()
            .map(|rule| (rule.code, rule.name));
        let mut names: Vec<_> = pages.chain(others).collect();
        names.sort();
        names
    }

    /// The codes of all rules.
    pub(super) fn every(&self) -> BTreeSet<Arc<str>> {
        self.names().into_iter().map(|(code, _)| code).collect()
    }

    fn unknown(&self, word: &str) -> String {
        let upper = word.to_ascii_uppercase();
        let rules = self.names();
        let codes = rules.iter().map(|(code, _)| &**code);
        let groups = codes.clone().filter_map(|code| code.split('-').next());
        let names = rules.iter().map(|(_, name)| &**name);
        let near = nearest(&upper, codes).or_else(|| nearest(&upper, groups));
        match near.or_else(|| nearest(word, names)) {
            Some(known) => format!("no rule is called '{word}'; did you mean '{known}'?"),
            None => format!("no rule is called '{word}'; `archlint rules` lists them"),
        }
    }

    /// What reports need to know of all rules, by code.
    pub(super) fn infos(&self) -> BTreeMap<Arc<str>, RuleInfo> {
        let pages = self.library.rules().iter();
        let pages = pages.map(|rule| self.library.info(rule));
        let others = policy::rules().into_iter().map(|rule| RuleInfo {
            severity: match self.severities.get(&*rule.code) {
                Some(severity) => *severity,
                None => rule.severity,
            },
            ..rule
        });
        pages
            .chain(others)
            .map(|rule| (rule.code.clone(), rule))
            .collect()
    }

    /// Says what is wrong with pages. A verb that only tells of rules has no other place for it.
    fn confess(&self, terminal: &Terminal) -> Status {
        let mut status = Status::Clean;
        for diagnostic in self.diagnostics.iter().filter(|d| d.level == Level::Error) {
            let place = diagnostic
                .place
                .and_then(|place| self.sources.locate(place));
            let place = place.map_or(String::new(), |(path, start, _)| {
                format!("{path}:{}:{}: ", start.line, start.column)
            });
            terminal.say(Voice::Error, &format!("{place}{}", diagnostic.message));
            status = Status::Error;
        }
        status
    }
}

/// Whether `word` means the rule: its name, its code, or the beginning of its code with at least
/// the whole group (`NET`, `NET-00`).
fn is_meant(code: &str, name: &str, word: &str) -> bool {
    let prefix = word.to_ascii_uppercase();
    let group = code.split('-').next().unwrap_or("");
    let begins = prefix.contains('-') && code.starts_with(&prefix);
    group == prefix || begins || *name == *word
}

/// The verb `rules`.
pub(super) fn list(
    args: &RulesArgs,
    root: Option<&Path>,
    view: &Options,
    terminal: &Terminal,
) -> Result<Status, String> {
    let book = around(&args.rules, &args.config, root)?;
    let infos: Vec<RuleInfo> = book.infos().into_values().collect();
    match args.format {
        TableFormat::Full => terminal.print_text(&rule_page::table(&infos, view)),
        TableFormat::Json => terminal.print(&rule_page::json(&infos)),
    }?;
    Ok(book.confess(terminal))
}

/// The verb `explain`.
pub(super) fn explain(
    args: &ExplainArgs,
    root: Option<&Path>,
    view: &Options,
    terminal: &Terminal,
) -> Result<Status, String> {
    let book = around(&args.rules, &args.config, root)?;
    let wanted = match &args.rule {
        None => book.every(),
        Some(word) => BTreeSet::from([book.find(word)?]),
    };
    let infos = book.infos().into_values();
    let infos: Vec<RuleInfo> = infos.filter(|rule| wanted.contains(&rule.code)).collect();
    match args.format {
        PageFormat::Full => terminal.print_text(&rule_page::pages(&infos, view)),
        PageFormat::Markdown => terminal.print(&rule_page::markdown(&infos)),
        PageFormat::Json => terminal.print(&rule_page::json(&infos)),
    }?;
    Ok(book.confess(terminal))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(select: &[&str], extend: &[&str], ignore: &[&str]) -> Result<Vec<String>, String> {
        let own = |words: &[&str]| words.iter().map(|w| w.to_string()).collect::<Vec<_>>();
        let book = load([], Sources::default()).unwrap();
        let codes = book.choose(book.every(), &own(select), &own(extend), &own(ignore))?;
        Ok(codes.iter().map(|code| code.to_string()).collect())
    }

    #[test]
    fn groups_codes_and_names_select() {
        let all = chosen(&[], &[], &[]).unwrap();
        let net = chosen(&["NET"], &[], &[]).unwrap();
        assert!(!net.is_empty() && net.len() < all.len());
        assert!(net.iter().all(|code| code.starts_with("NET-")));
        assert_eq!(chosen(&["net-001"], &[], &[]).unwrap(), ["NET-001"]);
        assert!(chosen(&["NET-00"], &[], &[]).unwrap().len() > 1);
        let none = chosen(&["NET-001"], &[], &["NET-00"]).unwrap_err();
        assert!(none.contains("no rule is left"), "{none}");
        assert!(chosen(&["N"], &[], &[]).is_err());
        let both = chosen(&["db-subnets-private"], &["EDGE-004"], &["NET"]).unwrap();
        assert_eq!(both, ["EDGE-004"]);
    }

    #[test]
    fn an_unknown_word_is_refused_with_the_nearest() {
        let error = chosen(&["NET-O01"], &[], &[]).unwrap_err();
        assert!(error.contains("did you mean 'NET-001'"), "{error}");
        let error = chosen(&[], &[], &["NOTHING-LIKE-IT"]).unwrap_err();
        assert!(error.starts_with("--ignore: no rule is called"), "{error}");
    }

    #[test]
    fn pages_of_users_are_found_and_their_absence_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let own = || Pages::asked(&[dir.path().to_path_buf()]).collect::<Vec<_>>();
        let error = load(own(), Sources::default()).unwrap_err();
        assert!(error.contains("no *.rule.hcl"), "{error}");
        std::fs::create_dir(dir.path().join("own")).unwrap();
        std::fs::write(dir.path().join("own/OWN-001-x.rule.hcl"), "rule {\n").unwrap();
        let book = load(own(), Sources::default()).unwrap();
        assert!(book.diagnostics.iter().any(|d| d.level == Level::Error));
    }
}
