//! The verdicts of one rule on one subject.
//!
//! | `when`  | `assert` | verdict |
//! |---------|----------|---------|
//! | false   |          | none    |
//! | true    | true / false / unknown | pass / fail / unknown |
//! | unknown | true / else | pass / unknown |
//!
//! Several checks are joined by a three-valued and: one that fails decides, and the worst of them
//! speaks. A subject that exists perhaps fails perhaps: that is unknown. What is wrong with an
//! expression is a diagnostic of the rule, and no verdict.

use crate::finding::{Code, Diagnostic, RuleResult, Severity, Subject, Verdict};
use crate::language::{Kind, Origin, Reason, Type, Unknown, Value, convert, parts};
use crate::source::Place;
use crate::syntax::hcl::ExprId;

use super::evidence::Secret;
use super::page::{Check, Rule};
use super::prepared::Prepared;
use super::run::Passes;
use super::scope::RuleScope;
use super::world::{Existence, Item, World};
use super::{evidence, fixes, places, text};

/// What comes of one rule.
#[derive(Debug)]
pub(super) struct Judgement {
    /// What is told of subjects that pass.
    pub passes: Passes,
    pub results: Vec<RuleResult>,
    /// Passes that are not among the results.
    pub passed: usize,
    /// What is wrong with the rule.
    pub errors: Vec<Diagnostic>,
}

/// Judges `items` and adds what comes of them. `severity` is what users gave the rule.
pub(super) fn judge(
    prepared: &Prepared,
    severity: Option<Severity>,
    world: &dyn World,
    items: &[Item],
    judgement: &mut Judgement,
) {
    let rule = prepared.rule;
    let project = matches!(rule.subjects, super::world::Subjects::Project(_));
    for item in items {
        let mut scope = RuleScope::of(rule);
        scope.literals = &prepared.literals;
        scope.world = Some(world);
        scope.subject = (!project).then_some(&item.value);
        let mut judge = Judge {
            rule,
            severity,
            world,
            item,
            scope,
            judgement,
        };
        judge.run();
    }
}

struct Judge<'a> {
    rule: &'a Rule,
    severity: Option<Severity>,
    world: &'a dyn World,
    item: &'a Item,
    scope: RuleScope<'a>,
    judgement: &'a mut Judgement,
}

/// Whether a value is asked for with the way it came.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origins {
    Told,
    LeftOut,
}

/// What a condition says.
enum Answer {
    Yes,
    No(Value),
    /// The reasons; the value for its origin.
    Undecided(Vec<Reason>, Value),
    /// The rule is wrong; it has been said.
    Wrong,
}

/// What one check says.
enum State {
    /// Does not apply.
    Silent,
    Pass,
    Fail(Value),
    Unknown(Vec<Reason>, Origin),
    Wrong,
}

/// One part of a subject that gets a verdict of its own.
struct Part {
    element: Option<String>,
    /// Why it is there only perhaps.
    perhaps: Vec<Reason>,
}

impl Judge<'_> {
    fn run(&mut self) {
        let mut perhaps = match &self.item.existence {
            Existence::Certain => Vec::new(),
            Existence::Perhaps(reasons) => reasons.clone(),
        };
        if let Some(when) = self.rule.when {
            match self.whether(when) {
                Answer::Yes => {}
                Answer::No(_) | Answer::Wrong => return,
                Answer::Undecided(reasons, _) => perhaps.extend(reasons),
            }
        }
        match self.rule.for_each {
            None => self.part(Part {
                element: None,
                perhaps,
            }),
            Some(for_each) => self.split(for_each, perhaps),
        }
    }

    /// One verdict for each element of `for_each`, and one for the elements that are not known.
    fn split(&mut self, for_each: ExprId, perhaps: Vec<Reason>) {
        let collection = self.eval(for_each, Origins::Told);
        let place = self.rule.tree.place(self.rule.tree.expr(for_each).span);
        let unknown = collection.as_unknown().cloned();
        if let Some(unknown) = &unknown
            && self.only_wrong(unknown)
        {
            return self.wrong(unknown);
        }
        let iterable = unknown.is_some()
            || collection.as_sequence().is_some()
            || collection.as_entries().is_some();
        if !iterable {
            let message = "for_each needs a list, a set or a map";
            return self.error(place, message.into());
        }
        let doubts: Vec<Reason> = unknown.iter().flat_map(|u| u.reasons.clone()).collect();
        let (elements, open) = parts(&collection);
        let mut labels = std::collections::BTreeSet::new();
        for (at, element) in elements.into_iter().enumerate() {
            let mut perhaps = perhaps.clone();
            if !element.is_certain() {
                perhaps.extend(doubts.iter().cloned());
            }
            let mut label = label(element.key.as_deref(), &element.value, at);
            if !labels.insert(label.clone()) {
                label = format!("{label} [{at}]");
            }
            let key = match element.key {
                Some(key) => Value::string(key),
                None => Value::int(at as i64),
            };
            // The way of the collection proves each element.
            let from = vec![element.value.origin.clone(), collection.origin.clone()];
            let origin = Origin::via(crate::language::HopKind::Element, None, from);
            self.scope.each = Some((key, element.value.at(origin)));
            self.part(Part {
                element: Some(label),
                perhaps,
            });
        }
        self.scope.each = None;
        if open {
            let mut reasons = perhaps;
            reasons.extend(doubts);
            let place = self.primary(self.rule.checks.first());
            let message = format!("undecided: {}", self.rule.title);
            self.unknown(None, None, message, reasons, &collection.origin, place);
        }
    }

    fn part(&mut self, part: Part) {
        let rule = self.rule;
        let mut passed = None;
        // Most checks pass, and nothing more is kept of those.
        let mut against: Vec<(&Check, State)> = Vec::new();
        for check in &rule.checks {
            match self.check(check) {
                State::Silent => {}
                State::Pass => passed = passed.or(Some(check)),
                state => against.push((check, state)),
            }
        }
        let worst = |wanted: fn(&State) -> bool| {
            let of = |check: &Check| check.severity.unwrap_or(rule.severity);
            let mut found: Option<&(&Check, State)> = None;
            for entry in against.iter().filter(|entry| wanted(&entry.1)) {
                if found.is_none_or(|best| of(entry.0) > of(best.0)) {
                    found = Some(entry);
                }
            }
            found
        };
        if let Some((check, State::Fail(value))) = worst(|s| matches!(s, State::Fail(_))) {
            return self.fail(check, value, part);
        }
        if let Some((check, State::Unknown(_, origin))) = worst(|s| matches!(s, State::Unknown(..)))
        {
            let mut reasons = part.perhaps;
            for (_, state) in &against {
                if let State::Unknown(more, _) = state {
                    reasons.extend(more.iter().cloned());
                }
            }
            let place = self.primary(Some(check));
            let message = format!("undecided: {}", rule.title);
            return self.unknown(Some(check), part.element, message, reasons, origin, place);
        }
        // What is left is wrong.
        if let (true, Some(check)) = (against.is_empty(), passed) {
            self.pass(check, part.element);
        }
    }

    fn check(&mut self, check: &Check) -> State {
        let mut doubts = Vec::new();
        if let Some(when) = check.when {
            match self.whether(when) {
                Answer::Yes => {}
                Answer::No(_) => return State::Silent,
                Answer::Wrong => return State::Wrong,
                Answer::Undecided(reasons, _) => doubts = reasons,
            }
        }
        match self.ask(check.assert) {
            Answer::Yes => State::Pass,
            Answer::No(value) if doubts.is_empty() => State::Fail(value),
            Answer::No(value) => State::Unknown(doubts, value.origin),
            Answer::Undecided(reasons, value) => {
                doubts.extend(reasons);
                State::Unknown(doubts, value.origin)
            }
            Answer::Wrong => State::Wrong,
        }
    }

    fn fail(&mut self, check: &Check, value: &Value, part: Part) {
        let message = text::message(&mut self.scope, check.message);
        let place = self.primary(Some(check));
        if !part.perhaps.is_empty() {
            let message = format!("only if it exists: {message}");
            let (element, reasons) = (part.element, part.perhaps);
            return self.unknown(Some(check), element, message, reasons, &value.origin, place);
        }
        let page = self.rule.tree.file;
        let result = RuleResult {
            message,
            evidence: evidence::steps(&value.origin, Secret::of(value), &[], page, place),
            place: Some(place),
            fix: fixes::of(&mut self.scope),
            ..self.result(Verdict::Fail, Some(check), part.element)
        };
        self.judgement.results.push(result);
    }

    fn unknown(
        &mut self,
        check: Option<&Check>,
        element: Option<String>,
        message: String,
        mut reasons: Vec<Reason>,
        origin: &Origin,
        place: Place,
    ) {
        reasons.sort();
        reasons.dedup();
        let page = self.rule.tree.file;
        let result = RuleResult {
            message,
            reasons: evidence::undecided(&reasons, page),
            evidence: evidence::steps(origin, Secret::Perhaps, &reasons, page, place),
            place: Some(place),
            ..self.result(Verdict::Unknown, check, element)
        };
        self.judgement.results.push(result);
    }

    fn pass(&mut self, check: &Check, element: Option<String>) {
        if self.judgement.passes == Passes::Counted {
            self.judgement.passed += 1;
            return;
        }
        let mut message = String::new();
        for note in &self.rule.notes {
            if let Answer::Yes = self.whether(note.when) {
                let said = text::message(&mut self.scope, note.message);
                let separator = if message.is_empty() { "" } else { "; " };
                message = format!("{message}{separator}{said}");
            }
        }
        if message.is_empty() {
            message = self.rule.title.to_string();
        }
        let result = RuleResult {
            message,
            place: Some(self.primary(Some(check))),
            ..self.result(Verdict::Pass, Some(check), element)
        };
        self.judgement.results.push(result);
    }

    fn result(
        &self,
        verdict: Verdict,
        check: Option<&Check>,
        element: Option<String>,
    ) -> RuleResult {
        let severity = self
            .severity
            .or_else(|| check.and_then(|check| check.severity))
            .unwrap_or(self.rule.severity);
        RuleResult {
            rule: self.rule.code.clone(),
            verdict,
            severity,
            subject: Some(Subject {
                root: self.item.root.clone(),
                name: self.item.name.to_string(),
            }),
            element,
            message: String::new(),
            reasons: Vec::new(),
            place: None,
            evidence: Vec::new(),
            environment: self.world.environment(),
            suppressed: None,
            fix: None,
        }
    }

    /// Where a finding of `check` points.
    fn primary(&mut self, check: Option<&Check>) -> Place {
        let at = check.and_then(|check| check.at);
        at.and_then(|at| places::of(&mut self.scope, at))
            .unwrap_or(self.item.place)
    }

    /// Whether something is so, when nobody will ask why.
    fn whether(&mut self, expr: ExprId) -> Answer {
        let value = self.eval(expr, Origins::LeftOut);
        self.answer(expr, value)
    }

    /// The value of an expression. Errors stay in the value: logic may do without it.
    fn eval(&mut self, expr: ExprId, origins: Origins) -> Value {
        let mut evaluator = self.scope.evaluator();
        evaluator.tells_origins = origins == Origins::Told;
        let value = evaluator.eval(expr);
        if evaluator.diagnostics.is_empty() {
            return value;
        }
        let mut said = evaluator.diagnostics.into_iter();
        let stopped = said.find(|said| said.code == Code::Limit);
        // However many expressions find the fuel gone, the rule was stopped once.
        if let Some(stopped) = stopped
            && self.judgement.errors.iter().all(|e| e.code != Code::Limit)
        {
            self.judgement.errors.push(Diagnostic {
                place: Some(self.rule.place),
                ..stopped
            });
        }
        value
    }

    fn ask(&mut self, expr: ExprId) -> Answer {
        // Most answers are yes, and nobody asks for the reasons of a yes.
        if self.eval(expr, Origins::LeftOut).as_bool() == Some(true) {
            return Answer::Yes;
        }
        let value = self.eval(expr, Origins::Told);
        self.answer(expr, value)
    }

    fn answer(&mut self, expr: ExprId, value: Value) -> Answer {
        match value.as_bool() {
            Some(true) => return Answer::Yes,
            Some(false) => return Answer::No(value),
            None => {}
        }
        let place = self.rule.tree.place(self.rule.tree.expr(expr).span);
        let value = match convert(&value, &Type::Bool) {
            Ok(value) if !value.is_null() => value,
            _ => {
                let message = match value.is_null() {
                    true => "this is null, but a bool is needed".into(),
                    false => format!("this is a {}, but a bool is needed", value.ty().friendly()),
                };
                self.error(place, message);
                return Answer::Wrong;
            }
        };
        match &value.kind {
            Kind::Bool(true) => Answer::Yes,
            Kind::Unknown(unknown) if self.only_wrong(unknown) => {
                self.wrong(&unknown.clone());
                Answer::Wrong
            }
            Kind::Unknown(unknown) => {
                let page = self.rule.tree.file;
                let own = |reason: &&Reason| !evidence::is_own_error(reason, page);
                let reasons = unknown.reasons.iter().filter(own).cloned().collect();
                Answer::Undecided(reasons, value)
            }
            _ => Answer::No(value),
        }
    }

    /// Whether an unknown is one only because the rule is wrong: an error beside a true unknown
    /// may not matter in the end.
    fn only_wrong(&self, unknown: &Unknown) -> bool {
        let page = self.rule.tree.file;
        let own = |reason: &Reason| evidence::is_own_error(reason, page);
        unknown.reasons.iter().all(own)
    }

    fn wrong(&mut self, unknown: &Unknown) {
        for reason in &unknown.reasons {
            let place = reason.place.unwrap_or(self.rule.place);
            self.error(place, reason.what.to_string());
        }
    }

    fn error(&mut self, place: Place, message: String) {
        let message = format!("{} on {}: {message}", self.rule.code, self.item.name);
        let error = Diagnostic::error(Code::Rule, place, message);
        self.judgement.errors.push(error);
    }
}

/// How reports call an element.
fn label(key: Option<&str>, value: &Value, at: usize) -> String {
    if let Some(key) = key {
        return key.into();
    }
    match &value.kind {
        _ if value.is_sensitive_anywhere() => at.to_string(),
        Kind::String(text) => text.to_string(),
        Kind::Number(number) => number.to_string(),
        Kind::Instance(instance) => instance.id().to_string(),
        Kind::Unknown(unknown) => match &unknown.identity {
            Some(identity) if identity.path.len() <= 1 => identity.instance.to_string(),
            Some(identity) => identity.to_string(),
            None => at.to_string(),
        },
        _ => match value.as_entries().and_then(|entries| entries.get("name")) {
            Some(name) if name.as_str().is_some() => text::show(name),
            _ => at.to_string(),
        },
    }
}
