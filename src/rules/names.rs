//! Every name in a rule's expressions exists: roots, functions, parameters, attributes, fields.
//!
//! Pages of users are checked when they are loaded, so that a typo is an error of the page and never
//! an unknown. archlint's own are checked by the tests: they are the same in every run, and checking
//! them takes longer than judging a small system.
//! What a value is, is followed as far as tables and catalogue tell; beyond that anything goes.

use std::sync::Arc;

use crate::facts::catalogue::{self, Shape, Takes};
use crate::finding::{Code, Diagnostic, Level, nearest};
use crate::language::functions;
use crate::providers;
use crate::source::Span;
use crate::syntax::hcl::{ExprId, ExprKind, ForExpr, Name, TemplatePart, Tree};

use super::known::{Known, element, of_attribute, of_shape};
use super::page::{Edit, Rule};
use super::world::Subjects;

/// How an expression is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Use {
    /// For its value: each possible type has to have the attribute.
    Value,
    /// For its place: one of the types has to.
    Place,
}

/// Which names an expression may begin with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Roots {
    subject: bool,
    each: bool,
}

/// Checks all expressions of `rule`. `shared` are the parameters that pages share.
pub(super) fn check(rule: &Rule, shared: &[super::page::Param]) -> Vec<Diagnostic> {
    let tree = &rule.tree;
    let mut problems = Vec::new();
    let mut walk = Walk {
        rule,
        tree,
        shared,
        roots: Roots {
            subject: false,
            each: false,
        },
        each: (Known::Any, Known::Any),
        bound: Vec::new(),
        usage: Use::Value,
        problems: &mut problems,
    };
    walk.types();
    for text in [rule.why, rule.fix].into_iter().chain(rule.snippets()) {
        walk.infer(text);
    }
    walk.roots.subject = !matches!(rule.subjects, Subjects::Project(_));
    if let Some(when) = rule.when {
        walk.infer(when);
    }
    if let Some(for_each) = rule.for_each {
        let collection = walk.infer(for_each);
        walk.each = (Known::Any, element(collection));
        walk.roots.each = true;
    }
    for check in &rule.checks {
        let values = [Some(check.assert), Some(check.message), check.when];
        for expr in values.into_iter().flatten() {
            walk.infer(expr);
        }
        if let Some(at) = check.at {
            walk.place(at);
        }
    }
    for note in &rule.notes {
        walk.infer(note.when);
        walk.infer(note.message);
    }
    for autofix in &rule.autofixes {
        if let Some(when) = autofix.when {
            walk.infer(when);
        }
        match autofix.edit {
            Edit::Set { attribute, to } => {
                walk.place(attribute);
                walk.infer(to);
            }
            Edit::Snippet(_) => {}
        }
    }
    problems
}

/// Copies the shared parameters that the rule reads into it.
pub(super) fn adopt(rule: &mut Rule, shared: &[super::page::Param]) {
    let tree = rule.tree.clone();
    for param in shared {
        let group = param.group.as_deref().unwrap_or_default();
        let read = tree.exprs.iter().any(|expr| match &expr.kind {
            ExprKind::Attr { source, name } if tree.str(*name) == &*param.name => {
                matches!(&tree.expr(*source).kind, ExprKind::Attr { source, name }
                    if tree.str(*name) == group
                        && matches!(tree.expr(*source).kind, ExprKind::Root)
                        && tree.str(tree.expr(*source).span) == "param")
            }
            _ => false,
        });
        if read {
            rule.params.push(param.clone());
        }
    }
}

struct Walk<'a> {
    rule: &'a Rule,
    tree: &'a Tree,
    shared: &'a [super::page::Param],
    roots: Roots,
    /// `each.key` and `each.value`.
    each: (Known, Known),
    bound: Vec<(&'a str, Known)>,
    usage: Use,
    problems: &'a mut Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn error(&mut self, span: Span, message: impl Into<String>) -> Known {
        let place = self.tree.place(span);
        let problem = Diagnostic::error(Code::Rule, place, message);
        self.problems.push(problem);
        Known::Any
    }

    /// What no table lists is an error in a rule of archlint, and worth a note in others: other
    /// providers are the business of those who use them.
    fn unlisted(&mut self, span: Span, message: String) -> Known {
        let level = match self.rule.built_in {
            true => Level::Error,
            false => Level::Note,
        };
        let place = self.tree.place(span);
        let problem = Diagnostic::error(Code::Rule, place, message).with_level(level);
        self.problems.push(problem);
        Known::Any
    }

    /// The types that the rule is about have tables.
    fn types(&mut self) {
        let (Subjects::Resources(types) | Subjects::Project(types)) = &self.rule.subjects else {
            return;
        };
        let header = self.rule.place.span;
        for name in types {
            if providers::resource(name).is_none() {
                self.unlisted(header, format!("no table lists the resource type {name}"));
            }
        }
    }

    /// An expression that is used for its place: a traversal, or a condition that chooses one.
    fn place(&mut self, expr: ExprId) {
        self.usage = Use::Place;
        match &self.tree.expr(expr).kind {
            ExprKind::Paren(inner) => self.place(*inner),
            ExprKind::Conditional { condition, yes, no } => {
                self.usage = Use::Value;
                self.infer(*condition);
                self.place(*yes);
                self.place(*no);
            }
            ExprKind::Root
            | ExprKind::Attr { .. }
            | ExprKind::Index { .. }
            | ExprKind::Call { .. } => {
                self.infer(expr);
            }
            _ => {
                let span = self.tree.expr(expr).span;
                let message = "this is used for its place: name an attribute, as self.subnet_ids";
                self.error(span, message);
            }
        }
        self.usage = Use::Value;
    }

    /// Checks the names in `expr`; the result is what it is.
    fn infer(&mut self, expr: ExprId) -> Known {
        let tree = self.tree;
        let span = tree.expr(expr).span;
        match &tree.expr(expr).kind {
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number
            | ExprKind::String(_)
            | ExprKind::Invalid => Known::Scalar,
            ExprKind::SplatItem => self.bound.last().map_or(Known::Any, |b| b.1.clone()),
            ExprKind::Template(parts) => {
                self.template(parts);
                Known::Scalar
            }
            ExprKind::Wrap(inner) | ExprKind::Paren(inner) => self.infer(*inner),
            ExprKind::Root => self.root(span),
            ExprKind::Attr { .. } | ExprKind::Index { .. } => self.steps(expr),
            ExprKind::Splat { source, each, .. } => {
                let item = element(self.infer(*source));
                self.bound.push(("", item));
                let each = self.infer(*each);
                self.bound.pop();
                Known::List(Box::new(each))
            }
            ExprKind::Call { name, args, .. } => self.call(*name, args, span),
            ExprKind::Tuple(items) => {
                let items: Vec<Known> = items.iter().map(|item| self.infer(*item)).collect();
                Known::List(Box::new(items.into_iter().next().unwrap_or(Known::Any)))
            }
            ExprKind::Object(items) => {
                for item in items {
                    self.infer(item.key);
                    self.infer(item.value);
                }
                Known::Any
            }
            ExprKind::For(for_expr) => self.for_expr(for_expr),
            ExprKind::Conditional { condition, yes, no } => {
                self.infer(*condition);
                let yes = self.infer(*yes);
                self.infer(*no);
                yes
            }
            ExprKind::Binary { .. } => self.binary(expr),
            ExprKind::Unary { operand, .. } => {
                self.infer(*operand);
                Known::Scalar
            }
        }
    }

    /// Chains of operators lean to the left and may be long.
    fn binary(&mut self, expr: ExprId) -> Known {
        let mut bottom = expr;
        while let ExprKind::Binary { left, right, .. } = self.tree.expr(bottom).kind {
            self.infer(right);
            bottom = left;
        }
        self.infer(bottom);
        Known::Scalar
    }

    fn template(&mut self, parts: &[TemplatePart]) {
        for part in parts {
            match part {
                TemplatePart::Literal(_) => {}
                TemplatePart::Interpolation(expr) => {
                    self.infer(*expr);
                }
                TemplatePart::If {
                    condition, yes, no, ..
                } => {
                    self.infer(*condition);
                    self.template(yes);
                    self.template(no);
                }
                TemplatePart::For {
                    key_name,
                    value_name,
                    collection,
                    body,
                    ..
                } => {
                    let collection = self.infer(*collection);
                    let bound = self.bind(*key_name, *value_name, element(collection));
                    self.template(body);
                    self.bound.truncate(bound);
                }
            }
        }
    }

    fn for_expr(&mut self, for_expr: &ForExpr) -> Known {
        let collection = self.infer(for_expr.collection);
        let bound = self.bind(for_expr.key_name, for_expr.value_name, element(collection));
        for expr in [for_expr.key, for_expr.condition].into_iter().flatten() {
            self.infer(expr);
        }
        let value = self.infer(for_expr.value);
        self.bound.truncate(bound);
        match for_expr.key {
            Some(_) => Known::Any,
            None => Known::List(Box::new(value)),
        }
    }

    /// Binds the names of a loop; returns how many were bound before.
    fn bind(&mut self, key: Option<Name>, value: Name, item: Known) -> usize {
        let before = self.bound.len();
        if let Some(key) = key {
            self.bound.push((self.tree.str(key), Known::Any));
        }
        self.bound.push((self.tree.str(value), item));
        before
    }

    fn root(&mut self, span: Span) -> Known {
        let name = self.tree.str(span);
        if let Some((_, known)) = self.bound.iter().rev().find(|(bound, _)| *bound == name) {
            return known.clone();
        }
        match name {
            "self" if self.roots.subject => self.subject(),
            "self" => self.error(span, "self is nothing here"),
            "each" if self.roots.each => self.error(span, "each is each.key or each.value"),
            "each" => self.error(span, "each belongs into rules with for_each"),
            "param" => self.error(span, "param is followed by the name of a parameter"),
            _ => {
                let roots = ["self", "each", "param"];
                let bound: Vec<&str> = self.bound.iter().map(|b| b.0).collect();
                let names = roots.iter().copied().chain(bound.iter().copied());
                let hint = match nearest(name, names) {
                    Some(near) => format!("did you mean {near}?"),
                    None if providers::resource(name).is_some() => {
                        format!("all instances of a type are resources({name:?})")
                    }
                    None => "there are self, each, param and the names of loops".into(),
                };
                self.error(span, format!("there is no {name:?} here; {hint}"))
            }
        }
    }

    fn subject(&self) -> Known {
        match &self.rule.subjects {
            Subjects::Resources(types) => Known::Resource(types.as_slice().into()),
            Subjects::Derived(record) => Known::Record(record),
            Subjects::Objects(_) | Subjects::Project(_) => Known::Any,
        }
    }

    /// A traversal, from its bottom up.
    fn steps(&mut self, expr: ExprId) -> Known {
        let tree = self.tree;
        let mut steps = Vec::new();
        let mut bottom = expr;
        while let ExprKind::Attr { source, .. } | ExprKind::Index { source, .. } =
            &tree.expr(bottom).kind
        {
            steps.push(bottom);
            bottom = *source;
        }
        steps.reverse();
        let names: Vec<(&str, Span)> = steps
            .iter()
            .map_while(|step| match &tree.expr(*step).kind {
                ExprKind::Attr { name, .. } => Some((tree.str(*name), *name)),
                _ => None,
            })
            .collect();
        let span = tree.expr(bottom).span;
        let root = matches!(tree.expr(bottom).kind, ExprKind::Root);
        let shadowed = self.bound.iter().any(|bound| bound.0 == tree.str(span));
        let (mut known, used) = match tree.str(span) {
            "param" if root && !shadowed && !names.is_empty() => self.param(&names),
            "each" if root && !shadowed && self.roots.each => match names.first() {
                Some(("key", _)) => (self.each.0.clone(), 1),
                Some(("value", _)) => (self.each.1.clone(), 1),
                _ => (self.error(span, "each is each.key or each.value"), 1),
            },
            _ => (self.infer(bottom), 0),
        };
        for step in steps.into_iter().skip(used) {
            known = match &tree.expr(step).kind {
                ExprKind::Attr { name, .. } => self.attribute(known, *name),
                ExprKind::Index { key, .. } => {
                    self.infer(*key);
                    element(known)
                }
                _ => Known::Any,
            };
        }
        known
    }

    fn param(&mut self, names: &[(&str, Span)]) -> (Known, usize) {
        let path: Vec<&str> = names.iter().map(|name| name.0).collect();
        if let Some((param, used)) = self.rule.param(&path) {
            let known = match param.default.as_sequence() {
                Some(_) => Known::List(Box::new(Known::Scalar)),
                None => Known::Scalar,
            };
            return (known, used);
        }
        let written = path.join(".");
        let known = self.rule.params.iter().chain(self.shared);
        let known: Vec<String> = known.map(|param| param.key()).collect();
        let hint = match nearest(&written, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean param.{near}?"),
            None => "a rule's own are declared in it, shared ones in rules/params.hcl".into(),
        };
        let span = names.first().map_or(self.rule.place.span, |name| name.1);
        let message = format!("there is no parameter {written}; {hint}");
        (self.error(span, message), names.len())
    }

    fn attribute(&mut self, known: Known, span: Span) -> Known {
        let name = self.tree.str(span);
        match known {
            Known::Any => Known::Any,
            Known::Scalar => self.error(span, format!("this has no attribute {name:?}")),
            Known::List(item) if name.bytes().all(|b| b.is_ascii_digit()) => *item,
            Known::List(_) => self.error(
                span,
                format!(
                    "a list has no attribute {name:?}; an element has: [0].{name}, or [*].{name}"
                ),
            ),
            Known::Block(attributes) => match attributes.iter().find(|a| a.name == name) {
                Some(attribute) => of_attribute(attribute),
                None => {
                    let near = nearest(name, attributes.iter().map(|a| a.name));
                    let message = format!("this block has no {name:?}{}", hint(near));
                    self.unlisted(span, message)
                }
            },
            Known::Record(record) => match record.field(name) {
                Some(field) => of_shape(&field.shape),
                None => {
                    let near = nearest(name, record.fields.iter().map(|field| field.name));
                    let message = format!("a {} has no {name:?}{}", record.name, hint(near));
                    self.error(span, message)
                }
            },
            Known::Resource(types) => self.attribute_of(&types, name, span),
        }
    }

    fn attribute_of(&mut self, types: &[Arc<str>], name: &str, span: Span) -> Known {
        let mut found = None;
        let mut missing = None;
        for ty in types {
            let Some(schema) = providers::resource(ty).or_else(|| providers::data_source(ty))
            else {
                continue;
            };
            match schema.attribute(name) {
                Some(attribute) => {
                    found.get_or_insert(attribute);
                }
                None => missing = missing.or(Some(schema)),
            }
        }
        match (found, missing) {
            (Some(_), Some(schema)) if self.usage == Use::Value => {
                let message = format!("{} has no attribute {name:?}", schema.name);
                self.unlisted(span, message)
            }
            (Some(attribute), _) => of_attribute(attribute),
            (None, Some(schema)) => {
                let near = nearest(name, schema.attributes.iter().map(|a| a.name));
                let message = format!("{} has no attribute {name:?}{}", schema.name, hint(near));
                self.unlisted(span, message)
            }
            (None, None) => Known::Any,
        }
    }

    fn call(&mut self, name: Span, args: &[ExprId], call: Span) -> Known {
        let word = self.tree.str(name);
        if let Some(fact) = catalogue::fact(word) {
            return self.fact(fact, args, call);
        }
        let args: Vec<Known> = args.iter().map(|arg| self.infer(*arg)).collect();
        if matches!(word, "try" | "can") {
            return args.into_iter().next().unwrap_or(Known::Any);
        }
        let Some(function) = functions::lookup(word) else {
            let facts = catalogue::FACTS.iter().map(|fact| fact.name);
            let all = functions::all().iter().map(|function| function.name);
            let near = nearest(word, facts.chain(all).chain(["try", "can"]));
            let message = format!("there is no function {word:?}{}", hint(near));
            return self.error(name, message);
        };
        if word.starts_with("file") || word.starts_with("template") {
            return self.error(
                name,
                format!("rules read no files, so there is no {word}()"),
            );
        }
        let least = function.parameters.len();
        let wrong = args.len() < least || (args.len() > least && function.variadic.is_none());
        if wrong {
            let message = arity(word, least, args.len());
            return self.error(call, message);
        }
        Known::Any
    }

    fn fact(
        &mut self,
        fact: &'static catalogue::FactFunction,
        args: &[ExprId],
        call: Span,
    ) -> Known {
        if fact.parameters.len() != args.len() {
            let message = arity(fact.name, fact.parameters.len(), args.len());
            self.error(call, message);
        }
        let mut literal: Option<Arc<str>> = None;
        for (parameter, arg) in fact.parameters.iter().zip(args) {
            let usage = std::mem::replace(&mut self.usage, Use::Value);
            let known = self.infer(*arg);
            self.usage = usage;
            let span = self.tree.expr(*arg).span;
            match (&parameter.takes, &self.tree.expr(*arg).kind) {
                (Takes::Value(shape), _) => self.takes(fact.name, shape, &known, span),
                (_, ExprKind::String(text)) => literal = Some(self.tree.chars(text).into()),
                _ => {
                    let message = format!("{}() needs a plain string here", fact.name);
                    self.error(span, message);
                }
            }
            if let (Takes::ResourceType, Some(name)) = (&parameter.takes, &literal) {
                let listed = match fact.name {
                    "data" => providers::data_source(name).is_some(),
                    _ => providers::resource(name).is_some(),
                };
                if !listed {
                    self.unlisted(span, format!("no table lists the type {name}"));
                }
            }
        }
        match (of_shape(&fact.returns), literal) {
            (Known::List(item), Some(name)) if matches!(&*item, Known::Resource(_)) => {
                Known::List(Box::new(Known::Resource([name].into())))
            }
            (known, _) => known,
        }
    }

    /// An argument that can only be of other types is a mistake.
    fn takes(&mut self, fact: &str, shape: &Shape, known: &Known, span: Span) {
        let wrong = match (shape, known) {
            (Shape::Resource(wanted), Known::Resource(given)) => {
                !wanted.is_empty()
                    && !given.is_empty()
                    && given.iter().any(|ty| !wanted.contains(&&**ty))
            }
            (Shape::Resource(_), Known::List(_) | Known::Block(_)) => true,
            _ => false,
        };
        if wrong {
            let wanted = match shape {
                Shape::Resource(types) if !types.is_empty() => types.join(", "),
                _ => "a resource".into(),
            };
            self.error(span, format!("{fact}() takes {wanted}"));
        }
    }
}

fn hint(near: Option<&str>) -> String {
    match near {
        Some(near) => format!("; did you mean {near:?}?"),
        None => String::new(),
    }
}

fn arity(name: &str, wanted: usize, given: usize) -> String {
    format!("{name}() takes {wanted} argument(s), not {given}")
}
