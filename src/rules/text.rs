//! What rules say: messages about subjects, and the prose of pages.
//!
//! A message never changes a verdict: what is not set, not known or secret is said so in it.

use crate::language::{Evaluator, Kind, ReasonKind, Type, Unknown, Value};
use crate::syntax::hcl::{ExprId, ExprKind, TemplatePart};

use super::page::Rule;
use super::scope::RuleScope;

/// The message `expr` of a rule, in one line.
pub(super) fn message(scope: &mut RuleScope, expr: ExprId) -> String {
    let rule = scope.rule;
    let text = render(rule, &mut scope.evaluator(), expr);
    one_line(&text)
}

/// The prose `expr` of a page: paragraphs of one line each, empty lines between them.
pub(super) fn prose(rule: &Rule, expr: ExprId) -> String {
    let mut scope = RuleScope::of(rule);
    let text = render(rule, &mut scope.evaluator(), expr);
    let paragraphs = text.trim().split("\n\n").map(one_line);
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// The text `expr` of a page, in the lines it has.
pub(super) fn lines(rule: &Rule, expr: ExprId) -> String {
    let mut scope = RuleScope::of(rule);
    render(rule, &mut scope.evaluator(), expr)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn render(rule: &Rule, evaluator: &mut Evaluator, expr: ExprId) -> String {
    match &rule.tree.expr(expr).kind {
        ExprKind::Paren(inner) => render(rule, evaluator, *inner),
        ExprKind::Conditional { condition, yes, no } => {
            match evaluator.eval(*condition).as_bool() {
                Some(false) => render(rule, evaluator, *no),
                Some(true) => render(rule, evaluator, *yes),
                // Which of both it is says more than the rule, and nobody knows it.
                None => rule.title.to_string(),
            }
        }
        ExprKind::Template(parts) => parts
            .iter()
            .map(|part| match part {
                TemplatePart::Literal(text) => rule.tree.chars(text).to_string(),
                TemplatePart::Interpolation(expr) => show(&evaluator.eval(*expr)),
                TemplatePart::If { .. } | TemplatePart::For { .. } => show(&evaluator.eval(expr)),
            })
            .collect(),
        _ => show(&evaluator.eval(expr)),
    }
}

/// A value as messages show it.
pub(super) fn show(value: &Value) -> String {
    if value.is_sensitive_anywhere() {
        return "(sensitive)".into();
    }
    match &value.kind {
        Kind::Null(_) => "(unset)".into(),
        Kind::Bool(value) => value.to_string(),
        Kind::Number(value) => value.to_string(),
        Kind::String(value) => value.to_string(),
        Kind::Instance(instance) => instance.id().to_string(),
        Kind::Unknown(unknown) => show_unknown(unknown),
        Kind::List(_) | Kind::Set(_) | Kind::Tuple(_) => {
            let items = value.as_sequence().unwrap_or_default();
            items.iter().map(show).collect::<Vec<_>>().join(", ")
        }
        Kind::Map(_) | Kind::Object(_) => match value.as_entries() {
            Some(entries) => match entries.get("name") {
                Some(name) => show(name),
                None => {
                    let pair = |(key, value): &(_, Value)| format!("{key} = {}", show(value));
                    entries.iter().map(pair).collect::<Vec<_>>().join(", ")
                }
            },
            None => String::new(),
        },
    }
}

fn show_unknown(unknown: &Unknown) -> String {
    // What a name or an id stands for says more than why it is not known; a count says nothing.
    let named = !matches!(unknown.ty, Type::Number | Type::Bool);
    if let Some(identity) = unknown.identity.as_ref().filter(|_| named) {
        return identity.to_string();
    }
    // Of a list, what certainly belongs to it.
    let certain = unknown.elements.iter().filter(|e| e.is_certain());
    let certain: Vec<String> = certain.map(|element| show(&element.value)).collect();
    if !certain.is_empty() {
        return format!("{} and perhaps others", certain.join(", "));
    }
    let mut what: Vec<&str> = unknown
        .reasons
        .iter()
        .filter(|reason| reason.kind != ReasonKind::Error)
        .map(|reason| &*reason.what)
        .collect();
    what.dedup();
    what.truncate(3);
    match what.is_empty() {
        // Only errors are left: an index that is not there, an operator on nothing.
        true => "(unset)".into(),
        false => format!("(unknown: {})", what.join(", ")),
    }
}
