//! `archlint:ignore DATA-003 until=2027-01-31 -- reason`: the text of a suppression.

use super::Day;

/// How comments that speak to archlint begin.
pub(super) const MARK: &str = "archlint:";

/// What a suppression says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Directive {
    /// Codes or names of rules, as written.
    pub rules: Vec<String>,
    /// The terms.
    pub terms: Terms,
}

/// Until when, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Terms {
    /// The last day it holds.
    pub until: Option<Day>,
    /// Why.
    pub reason: String,
}

/// Reads the text of a comment, its marks taken away. `None` unless it begins with
/// [`MARK`]; the error is one sentence.
pub(super) fn parse(comment: &str) -> Option<Result<Directive, String>> {
    let rest = comment.trim_start().strip_prefix(MARK)?;
    Some(directive(rest))
}

fn directive(rest: &str) -> Result<Directive, String> {
    let (verb, rest) = split(rest);
    if verb != "ignore" {
        return Err(format!("there is no {MARK}{verb}, only {MARK}ignore"));
    }
    let (named, rest) = split(rest);
    if named.is_empty() || named == "--" || named.starts_with("until=") {
        return Err("it names no rule".to_owned());
    }
    let rules: Vec<String> = named.split(',').map(str::to_owned).collect();
    if rules
        .iter()
        .any(|rule| rule.is_empty() || rule.contains('*'))
    {
        return Err("each rule is named on its own, by its whole code or name".to_owned());
    }
    let terms = terms(rest)?;
    Ok(Directive { rules, terms })
}

fn terms(rest: &str) -> Result<Terms, String> {
    let (word, after) = split(rest);
    let (until, rest) = match word.strip_prefix("until=") {
        Some(day) => (Some(until(day)?), after),
        None => (None, rest),
    };
    let (mark, reason) = split(rest);
    match mark {
        "--" if !reason.trim().is_empty() => Ok(Terms {
            until,
            reason: reason.trim().to_owned(),
        }),
        "--" | "" => Err("it gives no reason: write `-- ` and why".to_owned()),
        other => Err(format!("expected `-- ` and a reason, not {other:?}")),
    }
}

/// Reads the value of an annotation: the reason, with `until=2027-01-31 -- ` before it where it
/// ends.
pub(super) fn annotation(value: &str) -> Result<Terms, String> {
    let value = value.trim();
    match value.starts_with("until=") {
        true => terms(value),
        false if value.is_empty() => Err("it gives no reason".to_owned()),
        false => Ok(Terms {
            until: None,
            reason: value.to_owned(),
        }),
    }
}

fn until(day: &str) -> Result<Day, String> {
    Day::parse(day).ok_or_else(|| format!("{day:?} is no date, as 2027-01-31 is one"))
}

/// The first word, and what follows it.
fn split(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    match text.find(char::is_whitespace) {
        Some(end) => text.split_at_checked(end).unwrap_or((text, "")),
        None => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(comment: &str) -> String {
        match parse(comment) {
            None => "nothing".to_owned(),
            Some(Err(error)) => error,
            Some(Ok(it)) => {
                let until = it.terms.until.map(|day| format!(" until {day}"));
                let until = until.unwrap_or_default();
                format!("{}{until}: {}", it.rules.join("+"), it.terms.reason)
            }
        }
    }

    #[test]
    fn a_directive_names_rules_and_why() {
        assert_eq!(
            said(" archlint:ignore DATA-003 -- why  not "),
            "DATA-003: why  not"
        );
        assert_eq!(
            said("archlint:ignore DATA-003,api-zones until=2027-01-31 -- a -- b"),
            "DATA-003+api-zones until 2027-01-31: a -- b"
        );
        assert_eq!(said("see archlint:ignore DATA-003 -- x"), "nothing");
        assert_eq!(said("a comment"), "nothing");
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (comment, wanted) in [
            ("archlint:ignore", "names no rule"),
            ("archlint:ignore -- x", "names no rule"),
            ("archlint:disable X", "only archlint:ignore"),
            ("archlint:ignore * -- x", "on its own"),
            ("archlint:ignore A-1, A-2 -- x", "on its own"),
            ("archlint:ignore A-1", "no reason"),
            ("archlint:ignore A-1 -- ", "no reason"),
            ("archlint:ignore A-1 because", "expected `-- `"),
            ("archlint:ignore A-1 until=soon -- x", "no date"),
            ("archlint:ignore A-1 until=2027-02-30 -- x", "no date"),
        ] {
            let said = said(comment);
            assert!(said.contains(wanted), "{comment}: {said}");
        }
    }

    #[test]
    fn an_annotation_is_its_reason() {
        assert_eq!(annotation(" why ").unwrap().reason, "why");
        let dated = annotation("until=2027-01-31 -- why").unwrap();
        assert_eq!(
            (dated.reason.as_str(), dated.until.is_some()),
            ("why", true)
        );
        assert!(annotation(" ").is_err());
        assert!(annotation("until=2027-01-31").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(archlint:|ignore|until=|--|,|\\*|2027-01-31| |\\PC){0,12}") {
            if let Some(Ok(directive)) = parse(&text) {
                prop_assert!(!directive.terms.reason.trim().is_empty());
                prop_assert!(directive.rules.iter().all(|rule| !rule.contains('*')));
            }
            let _ = annotation(&text);
        }
    }
}
