//! `archlint config`: the settings in effect, and what the file may hold.

use std::fmt::Write;
use std::path::Path;

use super::args::{ConfigShowArgs, ConfigVerb};
use super::inputs::{Scope, limits};
use super::policy;
use super::rules::{self, Pages, RuleBook};
use super::settings;
use super::status::Status;
use super::terminal::{Terminal, Voice};
use crate::config::{self, Config, Pattern, Placed, Role};
use crate::report::sanitise;
use crate::source::{Limits, Place, Sources};

/// The verb.
pub(super) fn run(
    verb: &ConfigVerb,
    root: Option<&Path>,
    terminal: &Terminal,
) -> Result<Status, String> {
    match verb {
        ConfigVerb::Show(args) => show(args, root, terminal),
        ConfigVerb::Schema => {
            terminal.print(&config::schema())?;
            Ok(Status::Clean)
        }
    }
}

fn show(args: &ConfigShowArgs, root: Option<&Path>, terminal: &Terminal) -> Result<Status, String> {
    let limits = limits(&args.limit)?;
    let scope = Scope::find(&args.paths, root)?;
    let mut sources = Sources::default();
    let (root, paths) = (&scope.root, &scope.paths);
    let (config, mut problems) = settings::load(&args.config, root, paths, limits, &mut sources);
    let pages = Pages::configured(&config, root).chain(Pages::asked(&args.rules.rules));
    let mut book = rules::load(pages, sources)?;
    problems.extend(settings::apply(&config, &mut book));
    let (chosen, unknown) = settings::chosen(&config, &book);
    problems.extend(unknown);
    problems.extend(policy::read(&config, &book, true).1);
    let mut out = Table::default();
    out.line("root", &root.directory().to_string_lossy());
    out.line("checked", &paths.join(", "));
    out.line(
        "settings",
        config.file.as_deref().unwrap_or("none: the defaults hold"),
    );
    let all = book.every().len();
    out.line("rules", &format!("{} of {all}", chosen.len()));
    out.settings(&config, &book.sources);
    out.params(&config, &book);
    out.limits(&limits);
    terminal.print_text(&out.0)?;
    problems.sort();
    for problem in &problems {
        let line = settings::in_one_line(problem, &book.sources);
        terminal.say(Voice::Error, &line);
    }
    match problems.is_empty() {
        true => Ok(Status::Clean),
        false => Ok(Status::Error),
    }
}

/// `archlint.toml:3`
fn at(place: Place, sources: &Sources) -> Option<String> {
    let (file, start, _) = sources.locate(place)?;
    Some(format!("{file}:{}", start.line))
}

/// A text of names and values, inert.
#[derive(Default)]
struct Table(String);

impl Table {
    fn line(&mut self, name: &str, value: &str) {
        let (name, value) = (sanitise::line(name), sanitise::line(value));
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{name:<10}{value}");
    }

    fn section(&mut self, name: &str, rows: &[[String; 3]]) {
        if rows.is_empty() {
            return;
        }
        let _ = writeln!(self.0, "{name}");
        let widest = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let (names, values) = (widest(0), widest(1));
        for row in rows {
            let [name, value, remark] = row.each_ref().map(|cell| sanitise::line(cell));
            let line = format!("  {name:<names$}  {value:<values$}  {remark}");
            let _ = writeln!(self.0, "{}", line.trim_end());
        }
    }

    /// What the file says, apart from parameters.
    fn settings(&mut self, config: &Config, sources: &Sources) {
        let row = |name: &str, value: String, place: Place| {
            [
                name.to_owned(),
                value,
                at(place, sources).unwrap_or_default(),
            ]
        };
        let project = &config.project;
        let globs = |name: &str, globs: &[Placed<String>]| -> Vec<[String; 3]> {
            globs
                .iter()
                .map(|glob| row(name, glob.value.clone(), glob.place))
                .collect()
        };
        let mut rows = globs("roots", project.roots.as_deref().unwrap_or_default());
        rows.extend(globs("exclude", &project.exclude));
        let baseline = project.baseline.iter();
        rows.extend(baseline.map(|file| row("baseline", file.value.clone(), file.place)));
        self.section("project", &rows);

        let mut rows = Vec::new();
        for (name, instances) in &project.environments {
            for instance in &instances.value {
                let files: Vec<&str> = instance.var_files.iter().map(|f| &*f.value).collect();
                let value = match files.is_empty() {
                    true => instance.root.value.to_string(),
                    false => format!("{} with {}", instance.root.value, files.join(", ")),
                };
                rows.push(row(name, value, instance.root.place));
            }
        }
        self.section("environments", &rows);

        let locked = config.rules.locked.iter();
        let rows: Vec<_> = locked
            .map(|rule| row(&rule.value, String::new(), rule.place))
            .collect();
        self.section("locked", &rows);

        let severities = config.rules.severity.iter();
        let rows: Vec<_> = severities
            .map(|(rule, severity)| row(rule, severity.value.to_string(), severity.place))
            .collect();
        self.section("severity", &rows);

        let pattern = |role: Role, glob: &Placed<Pattern>| {
            row(role.as_str(), glob.value.to_string(), glob.place)
        };
        let roles = Role::ALL.into_iter();
        let rows: Vec<_> = roles
            .flat_map(|role| {
                config
                    .roles
                    .globs(role)
                    .iter()
                    .map(move |glob| pattern(role, glob))
            })
            .collect();
        self.section("roles", &rows);

        let modules = config.modules.iter();
        let rows: Vec<_> = modules
            .map(|(source, dir)| row(source, dir.value.to_string(), dir.place))
            .collect();
        self.section("modules", &rows);

        let externals = config.externals.iter();
        let rows: Vec<_> = externals
            .map(|(name, reason)| row(name, reason.value.clone().unwrap_or_default(), reason.place))
            .collect();
        self.section("externals", &rows);

        let regions = [
            ("primary", &config.regions.primary),
            ("dr", &config.regions.dr),
        ];
        let rows: Vec<_> = regions
            .into_iter()
            .filter_map(|(name, region)| {
                let region = region.as_ref()?;
                Some(row(name, region.value.clone(), region.place))
            })
            .collect();
        self.section("regions", &rows);

        let rows: Vec<_> = config
            .allow
            .iter()
            .map(|allow| {
                let until = allow
                    .until
                    .as_ref()
                    .map(|day| format!(" until {}", day.value));
                let subject = format!("{}{}", allow.subject.value, until.unwrap_or_default());
                row(&allow.rule.value, subject, allow.place)
            })
            .collect();
        self.section("allow", &rows);

        let mut rows = Vec::new();
        for scope in &config.overrides {
            let paths = scope.paths.iter().flatten();
            let names = scope.environments.iter().flatten();
            let scoped: Vec<&str> = paths.chain(names).map(|name| &*name.value).collect();
            let scoped = scoped.join(", ");
            for rule in &scope.ignore {
                rows.push(row(&rule.value, format!("ignored in {scoped}"), rule.place));
            }
            for (rule, severity) in &scope.severity {
                let value = format!("{} in {scoped}", severity.value);
                rows.push(row(rule, value, severity.place));
            }
        }
        self.section("overrides", &rows);
    }

    /// The values of all parameters, and where those that the file sets are set.
    fn params(&mut self, config: &Config, book: &RuleBook) {
        let mut rows = Vec::new();
        for param in book.library.shared_params() {
            rows.push((param.key(), param));
        }
        for rule in book.library.rules() {
            let own = rule.params.iter().filter(|param| param.group.is_none());
            rows.extend(own.map(|param| (format!("{}.{}", rule.code, param.name), param)));
        }
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let rows: Vec<[String; 3]> = rows
            .into_iter()
            .map(|(name, param)| {
                let set = config.params.get(&name);
                let set = set.and_then(|set| at(set.place, &book.sources));
                let origin = set.unwrap_or_else(|| "default".to_owned());
                [name, param.shown(), origin]
            })
            .collect();
        self.section("params", &rows);
    }

    fn limits(&mut self, limits: &Limits) {
        let rows: Vec<[String; 3]> = limits
            .rows()
            .iter()
            .map(|row| {
                [
                    row.name.to_owned(),
                    row.value.to_string(),
                    row.meaning.to_owned(),
                ]
            })
            .collect();
        self.section("limits", &rows);
    }
}
