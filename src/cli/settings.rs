//! From `archlint.toml` to a run: which file it is, and what it says of rules.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::args::{ConfigArgs, InputArgs};
use super::environments::{Environments, missing_files};
use super::inputs::InputOptions;
use super::rules::RuleBook;
use crate::config::{self, Config, Origin, ParamValue, Placed};
use crate::finding::{Code, Diagnostic, nearest};
use crate::language::{Number, Type, Value};
use crate::rules::{ParamSettings, Settings};
use crate::source::{Limits, Place, Root, Sources};

/// The settings that hold for `paths`, and what is wrong with them.
pub(super) fn load(
    args: &ConfigArgs,
    root: &Root,
    paths: &[String],
    limits: Limits,
    sources: &mut Sources,
) -> (Config, Vec<Diagnostic>) {
    let origin = match &args.config {
        _ if args.isolated => Origin::Isolated,
        Some(file) => Origin::File(file),
        None => Origin::Nearest(paths),
    };
    config::load(root, origin, sources, limits)
}

/// Reads the settings that hold for `inputs` into them, found in the root `home`, the environment that is asked for or else
/// `otherwise` among them, and tells what is wrong. The error is one line for the user: the command
/// line is wrong.
pub(super) fn read(
    args: &InputArgs,
    inputs: &mut InputOptions,
    home: &Root,
    otherwise: Environments,
    sources: &mut Sources,
) -> Result<Vec<Diagnostic>, String> {
    let (root, paths) = (&inputs.root, &inputs.paths);
    let (config, mut problems) = load(&args.config, home, paths, inputs.limits, sources);
    if problems.is_empty() {
        let wanted = args.env.as_deref();
        let environments = Environments::choose(&config, wanted, otherwise)?;
        problems = missing_files(&config, &environments, root, paths);
        inputs.environments = environments;
    }
    inputs.config = config;
    Ok(problems)
}

/// Gives the rules their parameters, severities and externals. What they do not know is an error.
pub(super) fn apply(config: &Config, book: &mut RuleBook) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut severities = BTreeMap::new();
    for (word, severity) in &config.rules.severity {
        match book.find(word) {
            Ok(code) => {
                severities.insert(code.to_string(), severity.value);
            }
            Err(message) => problems.push(problem(severity.place, message)),
        }
    }
    let externals = book
        .library
        .rules()
        .iter()
        .filter_map(|rule| rule.external.as_deref());
    let known: BTreeSet<&str> = externals.collect();
    for (name, external) in &config.externals {
        if !known.contains(name.as_str()) {
            let hint = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean {near}?"),
                None => {
                    let known: Vec<&str> = known.iter().copied().collect();
                    format!("they ask for {}", known.join(", "))
                }
            };
            let message = format!("no rule asks whether another repository owns {name:?}; {hint}");
            problems.push(problem(external.place, message));
        }
    }
    book.severities.clone_from(&severities);
    let settings = Settings {
        params: params(&config.params),
        severities,
        externals: config.externals.keys().cloned().collect(),
    };
    problems.extend(book.library.configure(&settings));
    problems
}

/// The codes of the rules that run when the command line says nothing: those of `select` (all,
/// without it) and of `extend_select`, without those of `ignore`.
pub(super) fn chosen(config: &Config, book: &RuleBook) -> (BTreeSet<Arc<str>>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut codes = |words: &[Placed<String>]| -> BTreeSet<Arc<str>> {
        let mut codes = BTreeSet::new();
        for word in words {
            match book.codes(&word.value) {
                Ok(found) => codes.extend(found),
                Err(message) => problems.push(problem(word.place, message)),
            }
        }
        codes
    };
    let mut chosen = match &config.rules.select {
        Some(select) => codes(select),
        None => book.every(),
    };
    chosen.extend(codes(&config.rules.extend_select));
    let ignored = codes(&config.rules.ignore);
    chosen.retain(|code| !ignored.contains(code));
    (chosen, problems)
}

/// What is wrong, with its place, for a verb that writes no report.
pub(super) fn in_one_line(problem: &Diagnostic, sources: &Sources) -> String {
    match problem.place.and_then(|place| sources.locate(place)) {
        Some((file, start, _)) => format!("{file}:{}: {}", start.line, problem.message),
        None => problem.message.clone(),
    }
}

fn problem(place: Place, message: String) -> Diagnostic {
    Diagnostic::error(Code::Config, place, message)
}

fn params(params: &BTreeMap<String, Placed<ParamValue>>) -> ParamSettings {
    let settings = params.iter().map(|(name, param)| {
        let value = value(&param.value);
        (name.clone(), (value, Some(param.place)))
    });
    settings.collect()
}

fn value(param: &ParamValue) -> Value {
    match param {
        ParamValue::Flag(value) => Value::bool(*value),
        ParamValue::Integer(value) => Value::int(*value),
        ParamValue::Decimal(text) => match Number::parse(text) {
            Some(number) => Value::number(number),
            // No parameter takes it, and that is said at its place.
            None => Value::null(Type::Dynamic),
        },
        ParamValue::Text(text) => Value::string(text.as_str()),
        ParamValue::List(items) => Value::tuple(items.iter().map(value).collect()),
    }
}
