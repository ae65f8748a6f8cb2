//! `regex`, `regexall` and `replace`.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use ::regex::{Captures, Regex, RegexBuilder};

use super::super::types::Type;
use super::super::unknown::Unknown;
use super::super::value::{Kind, Value};
use super::arguments::{any, text};
use super::call::undecided;
use super::pattern::{Pattern, PatternError, translate};
use super::string::{made, replace_all};
use super::{Context, Error, Function, Parameter, check_elements, check_string};
use crate::source::{Limits, Place};

/// Longest pattern, in bytes.
fn longest() -> usize {
    usize::try_from(Limits::in_force().regex_bytes).unwrap_or(usize::MAX)
}

/// Greatest compiled pattern, in bytes.
fn greatest() -> usize {
    usize::try_from(Limits::in_force().regex_program_bytes).unwrap_or(usize::MAX)
}

pub(super) fn functions() -> Vec<Function> {
    let string = |name| Parameter::new(name, Type::String);
    let parameters = || vec![string("pattern"), string("string")];
    vec![
        Function::new("regex", parameters(), match_type, regex),
        Function::new(
            "regexall",
            vec![string("pattern"), string("string").unknown()],
            |arguments| Ok(Type::list(match_type(arguments)?)),
            regexall,
        ),
        Function::new(
            "replace",
            vec![string("str"), string("substr"), string("replace")],
            |_| Ok(Type::String),
            replace,
        ),
    ]
}

/// A pattern that can be matched.
struct Matcher {
    regex: Regex,
    /// The capture groups in order, with their names.
    groups: Vec<Option<Arc<str>>>,
    weight: u64,
}

/// Why a pattern cannot be matched.
enum Unusable {
    /// Go refuses it.
    Wrong(PatternError),
    /// It is too large, or Go takes it and the crate does not; the result is unknown.
    Limit(&'static str),
}

const TOO_LARGE: Unusable = Unusable::Limit("regex too large");

/// Patterns that a thread keeps: the same one meets many texts, and costs more than they do.
const KEPT: usize = 8;

thread_local! {
    /// The last patterns, the newest first.
    static RECENT: RefCell<VecDeque<(Box<str>, Rc<Matcher>)>> = const { RefCell::new(VecDeque::new()) };
}

fn compile(source: &str) -> Result<Rc<Matcher>, Unusable> {
    let known = RECENT.with_borrow(|recent| {
        let known = recent.iter().find(|(pattern, _)| **pattern == *source);
        known.map(|(_, matcher)| matcher.clone())
    });
    if let Some(known) = known {
        return Ok(known);
    }
    let made = Rc::new(made_of(source)?);
    RECENT.with_borrow_mut(|recent| {
        recent.truncate(KEPT - 1);
        recent.push_front((source.into(), made.clone()));
    });
    Ok(made)
}

fn made_of(source: &str) -> Result<Matcher, Unusable> {
    if source.len() > longest() {
        return Err(TOO_LARGE);
    }
    // Terraform refuses nested counts that multiply beyond its limit as wrong; they are large.
    let pattern = translate(source).map_err(|error| match error.what {
        super::pattern::NESTED_REPEAT => TOO_LARGE,
        _ => Unusable::Wrong(error),
    })?;
    let regex = RegexBuilder::new(&pattern.text)
        .size_limit(greatest())
        .dfa_size_limit(greatest())
        .build()
        .map_err(|error| refusal(&pattern, &error))?;
    Ok(Matcher {
        regex,
        groups: pattern
            .groups
            .into_iter()
            .map(|g| g.map(Into::into))
            .collect(),
        weight: pattern.weight,
    })
}

/// What the crate does not take: patterns that are too large or too deep, Unicode classes it does
/// not know, and a repetition behind flags (`a(?i)*`), which Go applies to what stands before them.
fn refusal(pattern: &Pattern, error: &::regex::Error) -> Unusable {
    let ::regex::Error::Syntax(message) = error else {
        return TOO_LARGE;
    };
    if message.contains("maximum number of nested") {
        return TOO_LARGE;
    }
    let unknown = pattern.classes.iter().find(|class| {
        let class = class.replace("{^", "{");
        Regex::new(&class).is_err()
    });
    match unknown {
        Some(class) => Unusable::Wrong(PatternError {
            what: "invalid character class range",
            part: class.clone(),
        }),
        None => Unusable::Limit("regex not supported"),
    }
}

/// The pattern in argument 0.
fn matcher(arguments: &[Value]) -> Result<Rc<Matcher>, Error> {
    compile(text(arguments, 0)?).map_err(|unusable| match unusable {
        Unusable::Limit(message) => Error::limit(message),
        Unusable::Wrong(PatternError { what, part }) => {
            Error::argument(0, format!("invalid regexp pattern: {what} in {part}"))
        }
    })
}

impl Matcher {
    /// Pays for one search of `text`. Matching is linear in the text, but for each byte it may
    /// take as many steps as the pattern has states.
    fn pay(&self, context: &mut dyn Context, text: &str) -> Result<(), Error> {
        let work = (text.len() as u64).saturating_mul(self.weight);
        context.spend(self.weight / 16 + work / 256)
    }

    /// Pays for the next of many matches, which may look at all the text that is left.
    fn pay_on(&self, context: &mut dyn Context, left: usize) -> Result<(), Error> {
        context.spend(1 + (left as u64).saturating_mul(self.weight) / (1 << 16))
    }

    /// Whether the known beginning of an attribute has a match, whatever follows. Terraform itself
    /// knows no beginnings of attributes, and does not look at those of other strings.
    fn matches_beginning(
        &self,
        context: &mut dyn Context,
        pattern: &str,
        unknown: &Unknown,
    ) -> Result<bool, Error> {
        let (Some(prefix), Some(_)) = (&unknown.prefix, &unknown.identity) else {
            return Ok(false);
        };
        // Ends, word boundaries and flags look at what follows a match.
        if pattern.contains(['$', '\\']) || pattern.contains("(?") {
            return Ok(false);
        }
        self.pay(context, prefix)?;
        Ok(self.regex.is_match(prefix))
    }

    /// What one match gives: a string without groups, a tuple of groups, an object of named ones.
    fn ty(&self) -> Result<Type, Error> {
        let named = self.groups.iter().flatten().count();
        match (named, self.groups.len() - named) {
            (0, 0) => Ok(Type::String),
            (0, count) => Ok(Type::Tuple(vec![Type::String; count].into())),
            (_, 0) => {
                let mut names: Vec<Arc<str>> = self.groups.iter().flatten().cloned().collect();
                names.sort();
                names.dedup();
                Ok(Type::object(names.into_iter().map(|n| (n, Type::String))))
            }
            _ => Err(Error::argument(
                0,
                "invalid regexp pattern: cannot mix both named and unnamed capture groups",
            )),
        }
    }

    fn value(&self, captures: &Captures) -> Value {
        let group = |at: usize| match captures.get(at) {
            Some(found) => Value::string(found.as_str()),
            None => Value::null(Type::String),
        };
        let names: Option<Vec<&Arc<str>>> = self.groups.iter().map(Option::as_ref).collect();
        match names {
            _ if self.groups.is_empty() => group(0),
            // Of groups with one name the last one counts.
            Some(names) => Value::object(
                names
                    .into_iter()
                    .enumerate()
                    .map(|(at, name)| (name.clone(), group(at + 1)))
                    .collect(),
            ),
            None => Value::tuple((1..=self.groups.len()).map(group).collect()),
        }
    }
}

fn match_type(arguments: &[Value]) -> Result<Type, Error> {
    match any(arguments, 0)?.as_str() {
        Some(_) => matcher(arguments)?.ty(),
        None => Ok(Type::Dynamic),
    }
}

fn regex(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let matcher = matcher(arguments)?;
    matcher.ty()?;
    let text = text(arguments, 1)?;
    matcher.pay(context, text)?;
    match matcher.regex.captures(text) {
        Some(captures) => Ok(matcher.value(&captures)),
        None => Err(Error::refused(
            "pattern did not match any part of the given string",
        )),
    }
}

fn regexall(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let matcher = matcher(arguments)?;
    let ty = matcher.ty()?;
    if let Kind::Unknown(unknown) = &any(arguments, 1)?.kind {
        let pattern = text(arguments, 0)?;
        let found = matcher.matches_beginning(context, pattern, unknown)?;
        let mut matches = undecided(context, Type::list(ty), arguments)?;
        if let Kind::Unknown(matches) = &mut matches.kind
            && found
        {
            Arc::make_mut(matches).bounds = Some((1, None));
        }
        return Ok(matches);
    }
    let text = text(arguments, 1)?;
    matcher.pay(context, text)?;
    let mut items = Vec::new();
    for captures in matcher.regex.captures_iter(text) {
        let end = captures.get(0).map_or(0, |found| found.end());
        matcher.pay_on(context, text.len().saturating_sub(end))?;
        check_elements("regexall", items.len() as u128 + 1)?;
        items.push(matcher.value(&captures));
    }
    Ok(Value::list(ty, items))
}

/// A text to be replaced that stands between slashes is a pattern.
fn replace(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let (source, old, new) = (
        text(arguments, 0)?,
        text(arguments, 1)?,
        text(arguments, 2)?,
    );
    let Some(pattern) = old.strip_prefix('/').and_then(|old| old.strip_suffix('/')) else {
        return replace_all(context, source, old, new);
    };
    let matcher = compile(pattern).map_err(|unusable| match unusable {
        Unusable::Limit(message) => Error::limit(message),
        Unusable::Wrong(PatternError { what, part }) => {
            Error::refused(format!("error parsing regexp: {what}: `{part}`"))
        }
    })?;
    matcher.pay(context, source)?;
    let mut out = String::new();
    let mut done = 0;
    for captures in matcher.regex.captures_iter(source) {
        let Some(found) = captures.get(0) else {
            continue;
        };
        matcher.pay_on(context, source.len() - found.end())?;
        out.push_str(source.get(done..found.start()).unwrap_or(""));
        expand(&matcher, &captures, new, &mut out)?;
        done = found.end();
    }
    check_string(out.len() + source.len() - done)?;
    out.push_str(source.get(done..).unwrap_or(""));
    made(context, out)
}

/// Appends `template` with `$1`, `$name`, `${name}` and `$$` replaced, as Go's `Regexp.Expand`
/// does: a name is as long as it can be, an unknown one stands for nothing, any other `$` for
/// itself.
fn expand(
    matcher: &Matcher,
    captures: &Captures,
    template: &str,
    out: &mut String,
) -> Result<(), Error> {
    let mut rest = template;
    while let Some((literal, behind)) = rest.split_once('$') {
        check_string(out.len() + literal.len())?;
        out.push_str(literal);
        rest = behind;
        if let Some(behind) = rest.strip_prefix('$') {
            out.push('$');
            rest = behind;
            continue;
        }
        let Some((name, behind)) = reference(rest) else {
            out.push('$');
            continue;
        };
        rest = behind;
        let group = group(matcher, captures, name).unwrap_or("");
        check_string(out.len() + group.len())?;
        out.push_str(group);
    }
    check_string(out.len() + rest.len())?;
    out.push_str(rest);
    Ok(())
}

/// The name behind a `$`, and what follows.
fn reference(text: &str) -> Option<(&str, &str)> {
    let (braced, text) = match text.strip_prefix('{') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    let (name, behind) = text.split_at(end);
    match (name.is_empty(), braced) {
        (true, _) => None,
        (false, true) => Some((name, behind.strip_prefix('}')?)),
        (false, false) => Some((name, behind)),
    }
}

/// The text of a group by number, or by name: of groups with one name the first that matched.
fn group<'a>(matcher: &Matcher, captures: &Captures<'a>, name: &str) -> Option<&'a str> {
    let number = name.bytes().all(|b| b.is_ascii_digit());
    if number && (name == "0" || !name.starts_with('0')) {
        return captures.get(name.parse().ok()?).map(|found| found.as_str());
    }
    matcher
        .groups
        .iter()
        .enumerate()
        .filter(|(_, group)| group.as_deref() == Some(name))
        .find_map(|(at, _)| captures.get(at + 1))
        .map(|found| found.as_str())
}
