//! Results as people count them.
//!
//! Several instances that one rule faults at one place are one finding: there is one line to
//! change. Equal results of several environments are one, too. Only JSON tells them apart. What
//! shares a mere line is not merged, for a plan in JSON has one line only.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::sanitise::line;
use crate::finding::{Report, RuleResult, Severity, Since, Verdict};
use crate::source::Place;

/// A finding as people count them: one rule, one verdict, one place.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// The first of them, which speaks for all.
    pub first: Member<'a>,
    /// The others, in report order.
    pub others: Vec<Member<'a>>,
}

/// One result, and the environments it is equal in.
#[derive(Debug)]
pub(super) struct Member<'a> {
    /// The result in the first environment.
    pub result: &'a RuleResult,
    /// All environments, in report order; empty without environments.
    pub environments: Vec<&'a str>,
}

/// Failures and undecided results that count, grouped: failures first, the gravest first.
#[derive(Debug, Default)]
pub(super) struct Findings<'a> {
    /// What is shown.
    pub shown: Vec<Group<'a>>,
    /// How many are not, for being below the least severity.
    pub below: usize,
    /// How many are not, for being too many.
    pub beyond: usize,
}

impl<'a> Findings<'a> {
    /// The findings of `report` that count, from `least` up, at most `limit` of them.
    pub fn new(report: &'a Report, least: Severity, limit: usize) -> Self {
        Findings::of(report, least, limit, |result| result.suppressed.is_none())
    }

    /// As [`Findings::new`], with those that stood before a change: for consumers that hold the
    /// two sides against each other themselves, and would take what is left out for mended.
    pub fn standing(report: &'a Report, least: Severity, limit: usize) -> Self {
        Findings::of(report, least, limit, |result| {
            let suppressed = result.suppressed.as_ref();
            suppressed.is_none_or(|suppressed| suppressed.kind == Since::KIND)
        })
    }

    fn of(
        report: &'a Report,
        least: Severity,
        limit: usize,
        counts: fn(&RuleResult) -> bool,
    ) -> Self {
        let mut below = 0;
        let mut groups: Vec<Group<'a>> = Vec::new();
        let mut known: BTreeMap<Key<'a>, usize> = BTreeMap::new();
        // Where the equal result of another environment stands in its group.
        let mut equal: BTreeMap<(usize, Identity<'a>, &str), usize> = BTreeMap::new();
        for result in &report.results {
            let finding = matches!(result.verdict, Verdict::Fail | Verdict::Unknown);
            if !finding || !counts(result) {
                continue;
            }
            if result.severity < least {
                below += 1;
                continue;
            }
            let next = groups.len();
            let at = *known.entry(key(result)).or_insert(next);
            let Some(group) = groups.get_mut(at) else {
                equal.insert((at, result.identity(), &result.message), 0);
                groups.push(Group {
                    first: Member::new(result),
                    others: Vec::new(),
                });
                continue;
            };
            let last = group.others.len() + 1;
            let same = (at, result.identity(), &*result.message);
            let member = *equal.entry(same).or_insert(last);
            match group.member_mut(member) {
                Some(member) => member.environments.extend(result.environment.as_deref()),
                None => group.others.push(Member::new(result)),
            }
        }
        // Stable: within a severity the order of the report stays.
        groups.sort_by_key(|group| {
            let result = group.first.result;
            (result.verdict, Reverse(result.severity))
        });
        let beyond = groups.iter().skip(limit).map(Group::len).sum();
        groups.truncate(limit);
        Findings {
            shown: groups,
            below,
            beyond,
        }
    }
}

/// What the members of a group share; the identity only where there is no place to share.
type Key<'a> = (
    &'a str,
    Verdict,
    Severity,
    Option<Place>,
    Option<Identity<'a>>,
);

type Identity<'a> = (&'a str, &'a str, &'a str, &'a str);

fn key(result: &RuleResult) -> Key<'_> {
    let alone = result.place.is_none().then(|| result.identity());
    (
        &result.rule,
        result.verdict,
        result.severity,
        result.place,
        alone,
    )
}

impl<'a> Group<'a> {
    /// How many results it stands for, each environment's counted.
    pub fn len(&self) -> usize {
        self.members()
            .map(|member| member.environments.len().max(1))
            .sum()
    }

    /// All members, the speaker first.
    pub fn members(&self) -> impl Iterator<Item = &Member<'a>> {
        std::iter::once(&self.first).chain(&self.others)
    }

    fn member_mut(&mut self, at: usize) -> Option<&mut Member<'a>> {
        match at.checked_sub(1) {
            None => Some(&mut self.first),
            Some(at) => self.others.get_mut(at),
        }
    }

    /// The other members in few words, inert: keys where only the key differs (`["b"]`), else
    /// subjects and elements. Those whose message says something else come with it.
    pub fn others_in_words(&self) -> (Vec<String>, Vec<String>) {
        let first = self.first.result;
        let same_roots = self
            .members()
            .all(|member| root(member.result) == root(first));
        let said = blank(first);
        let mut alike = Vec::new();
        let mut different = Vec::new();
        for member in &self.others {
            let result = member.result;
            let mut remarks = Vec::new();
            if !same_roots {
                remarks.push(format!("root {}", line(root(result))));
            }
            if member.environments != self.first.environments {
                remarks.push(format!("in {}", line(&member.environments.join(", "))));
            }
            let remarks = match remarks.is_empty() {
                true => String::new(),
                false => format!(" ({})", remarks.join("; ")),
            };
            if blank(result) != said {
                different.push(format!("{}{remarks}", sentence(result)));
                continue;
            }
            let (subject, element) = (subject(result), result.element.as_deref());
            let words = match element {
                Some(element) if subject == self::subject(first) => element,
                _ => match (split_key(subject), split_key(self::subject(first))) {
                    ((base, Some(key)), (other, Some(_))) if base == other => key,
                    _ => subject,
                },
            };
            alike.push(format!("{}{remarks}", line(words)));
        }
        (alike, different)
    }
}

impl<'a> Member<'a> {
    fn new(result: &'a RuleResult) -> Member<'a> {
        Member {
            result,
            environments: result.environment.as_deref().into_iter().collect(),
        }
    }
}

/// What a result says in one inert line, its subject in backticks.
pub(super) fn sentence(result: &RuleResult) -> String {
    let message = line(&result.message);
    let subject = line(subject(result));
    if subject.is_empty() {
        return message.into_owned();
    }
    match find_name(&message, &subject) {
        // The message names its subject. It may have quoted it already.
        Some(at) => {
            let (before, rest) = message.split_at_checked(at).unwrap_or(("", &message));
            let after = rest.strip_prefix(&*subject).unwrap_or(rest);
            match before.ends_with('`') {
                true => message.into_owned(),
                false => format!("{before}`{subject}`{after}"),
            }
        }
        None => format!("`{subject}`: {message}"),
    }
}

/// Where `name` stands in `text` as a whole name: not as the beginning or end of a longer one.
fn find_name(text: &str, name: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    text.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).unwrap_or("");
        let after = text.get(at + name.len()..).unwrap_or("");
        let mut next = after.chars();
        let longer = match next.next() {
            Some('[') => true,
            Some('.') => next.next().is_some_and(part),
            Some(c) => part(c),
            None => false,
        };
        !longer && !before.ends_with(part) && !before.ends_with('.')
    })
}

fn subject(result: &RuleResult) -> &str {
    result.subject.as_ref().map_or("", |subject| &subject.name)
}

fn root(result: &RuleResult) -> &str {
    result.subject.as_ref().map_or("", |subject| &subject.root)
}

/// The message with the names taken out, to see whether two say the same.
fn blank(result: &RuleResult) -> String {
    let mut message = result.message.clone();
    let subject = subject(result);
    let names = [
        Some(subject),
        result.element.as_deref(),
        split_key(subject).1,
    ];
    for name in names.into_iter().flatten().filter(|name| !name.is_empty()) {
        message = message.replace(name, "\0");
    }
    message
}

/// A Terraform address as its resource and the key of the instance: `aws_subnet.db` and `["a"]`.
fn split_key(address: &str) -> (&str, Option<&str>) {
    let mut rest = address.char_indices();
    let mut last = None;
    while let Some((at, c)) = rest.next() {
        if c != '[' {
            continue;
        }
        let quoted = address
            .get(at + 1..)
            .is_some_and(|after| after.starts_with('"'));
        if quoted {
            rest.next();
            while let Some((_, c)) = rest.next() {
                match c {
                    '\\' => drop(rest.next()),
                    '"' => break,
                    _ => {}
                }
            }
        }
        let end = rest.find(|(_, c)| *c == ']');
        last = end.map(|(end, _)| (at, end + 1));
    }
    match last {
        Some((at, end)) if end == address.len() => {
            let (base, key) = address.split_at_checked(at).unwrap_or((address, ""));
            (base, Some(key))
        }
        _ => (address, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Subject;
    use crate::source::{FileId, Span};

    fn result(subject: &str, message: &str) -> RuleResult {
        RuleResult {
            rule: "NET-001".into(),
            verdict: Verdict::Fail,
            severity: Severity::High,
            subject: Some(Subject {
                root: ".".into(),
                name: subject.into(),
            }),
            element: None,
            message: message.into(),
            reasons: Vec::new(),
            place: Some(Place::new(FileId(0), Span::new(4, 8))),
            evidence: Vec::new(),
            environment: None,
            suppressed: None,
            fix: None,
        }
    }

    fn report(results: Vec<RuleResult>) -> Report {
        Report {
            results,
            ..Report::default()
        }
    }

    #[test]
    fn instances_at_one_place_are_one_finding() {
        let mut elsewhere = result("aws_subnet.c", "is open");
        elsewhere.place = Some(Place::new(FileId(0), Span::new(14, 16)));
        let report = report(vec![
            result("aws_subnet.a[\"x[\"]", "is open"),
            result("aws_subnet.a[\"y\"]", "is open"),
            result("module.m.aws_subnet.b", "is open"),
            result("aws_subnet.a[\"z\"]", "is very open"),
            elsewhere,
        ]);
        let findings = Findings::new(&report, Severity::Low, 10);
        assert_eq!(findings.shown.len(), 2);
        let (alike, different) = findings.shown[0].others_in_words();
        assert_eq!(alike, ["[\"y\"]", "module.m.aws_subnet.b"]);
        assert_eq!(different, ["`aws_subnet.a[\"z\"]`: is very open"]);
        assert_eq!(findings.shown[0].len(), 4);
    }

    #[test]
    fn equal_results_of_environments_merge() {
        let of = |environment: &str, message: &str| RuleResult {
            environment: Some(environment.into()),
            ..result("aws_subnet.a", message)
        };
        let report = report(vec![of("eu", "1"), of("us", "1"), of("dev", "2")]);
        let findings = Findings::new(&report, Severity::Low, 10);
        assert_eq!(findings.shown[0].first.environments, ["eu", "us"]);
        assert_eq!(findings.shown[0].others[0].environments, ["dev"]);
        let (_, different) = findings.shown[0].others_in_words();
        assert_eq!(different, ["`aws_subnet.a`: 2 (in dev)"]);
    }

    #[test]
    fn failures_and_grave_ones_come_first_and_the_rest_is_counted() {
        let with = |verdict, severity, at| RuleResult {
            verdict,
            severity,
            place: Some(Place::new(FileId(0), Span::new(at, at))),
            ..result("a", "x")
        };
        let report = report(vec![
            with(Verdict::Unknown, Severity::Critical, 0),
            with(Verdict::Fail, Severity::Medium, 4),
            with(Verdict::Fail, Severity::Critical, 14),
            with(Verdict::Fail, Severity::Low, 14),
            with(Verdict::Pass, Severity::High, 14),
        ]);
        let findings = Findings::new(&report, Severity::Medium, 2);
        let shown = findings
            .shown
            .iter()
            .map(|group| group.first.result.severity);
        assert_eq!(
            shown.collect::<Vec<_>>(),
            [Severity::Critical, Severity::Medium]
        );
        assert_eq!((findings.below, findings.beyond), (1, 1));
    }

    #[test]
    fn a_sentence_names_its_subject_once() {
        let says = |subject: &str, message: &str| sentence(&result(subject, message));
        assert_eq!(says("aws_vpc.a", "has no logs"), "`aws_vpc.a`: has no logs");
        assert_eq!(
            says("aws_vpc.a", "aws_vpc.a has no logs"),
            "`aws_vpc.a` has no logs"
        );
        assert_eq!(says("aws_vpc.a", "of `aws_vpc.a`"), "of `aws_vpc.a`");
        assert_eq!(
            says("aws_vpc.a", "see aws_vpc.ab."),
            "`aws_vpc.a`: see aws_vpc.ab."
        );
        assert_eq!(says("aws_vpc.a", "see aws_vpc.a."), "see `aws_vpc.a`.");
        assert_eq!(says("a\nb", "x"), "`a\\nb`: x");
    }

    #[test]
    fn keys_split_off_whole() {
        assert_eq!(split_key("a.b[0]"), ("a.b", Some("[0]")));
        assert_eq!(split_key("m[\"]\\\"[\"].b"), ("m[\"]\\\"[\"].b", None));
        assert_eq!(
            split_key("m[\"x\"].b[\"y]\"]"),
            ("m[\"x\"].b", Some("[\"y]\"]"))
        );
        assert_eq!(split_key("a[").1, None);
    }
}
