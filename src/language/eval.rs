//! Expressions become values.
//!
//! The evaluator never stops at an error: it notes a diagnostic and goes on with an unknown of
//! kind `error`, so that one bad expression hides nothing else. Every node costs one step of fuel.

use std::collections::BTreeMap;
use std::sync::Arc;

use smallvec::SmallVec;

use crate::finding::{Code, Diagnostic, Level};
use crate::source::{Place, Span};
use crate::syntax::hcl::{ExprId, ExprKind, ObjectItem, Tree, UnaryOp};

use super::convert::convert;
use super::functions::{self, ErrorKind, max_elements};
use super::literals::{self, Literals};
use super::operators;
use super::origin::{HopKind, Origin};
use super::references::is_reference;
use super::scope::{Dialect, Scope};
use super::secrecy::Secrecy;
use super::types::Type;
use super::unknown::{Element, Keyed, Presence, Reason, ReasonKind, Unknown};
use super::value::{Kind, Value};

/// Most keys of an object that are compared with each other while they are not known.
const MAX_KEYED: usize = 64;

/// Most values that one value consists of.
const MAX_PARTS: u32 = 1_000_000;

/// The value of `expr` in `scope`, and what is wrong with it.
pub fn evaluate(
    tree: &Tree,
    expr: ExprId,
    scope: &mut dyn Scope,
    dialect: Dialect,
) -> (Value, Vec<Diagnostic>) {
    let mut evaluator = Evaluator::new(tree, scope, dialect);
    let value = evaluator.eval(expr);
    (value, evaluator.diagnostics)
}

/// Evaluates the expressions of one tree in one scope.
pub struct Evaluator<'a> {
    pub(super) tree: &'a Tree,
    pub(super) scope: &'a mut dyn Scope,
    pub(super) dialect: Dialect,
    /// What was wrong so far.
    pub diagnostics: Vec<Diagnostic>,
    /// Names bound by `for`, innermost last.
    pub(super) bound: Vec<(Arc<str>, Value)>,
    /// Items of the enclosing splats, innermost last.
    pub(super) splat_items: Vec<Value>,
    /// Whether operators say what their results were made from. To ask whether is cheaper than to
    /// ask why, and most answers need no reasons.
    pub tells_origins: bool,
    literals: Option<&'a Literals>,
}

impl<'a> Evaluator<'a> {
    /// An evaluator of `tree` in `scope`.
    pub fn new(tree: &'a Tree, scope: &'a mut dyn Scope, dialect: Dialect) -> Self {
        Evaluator {
            tree,
            scope,
            dialect,
            diagnostics: Vec::new(),
            bound: Vec::new(),
            splat_items: Vec::new(),
            tells_origins: true,
            literals: None,
        }
    }

    /// The same evaluator of a tree whose literals have been read before.
    pub fn with_literals(mut self, literals: &'a Literals) -> Self {
        self.literals = Some(literals);
        self
    }

    /// The value of `id`. Its origin is the place of the expression, or the way its value came.
    pub fn eval(&mut self, id: ExprId) -> Value {
        let mut value = self.eval_any(id);
        if value.parts() > MAX_PARTS {
            let message = format!("a value of more than {MAX_PARTS} parts");
            let error = functions::Error::limit(message);
            value = self.call_error(&error, self.place(id), &[]);
        }
        value
    }

    fn eval_any(&mut self, id: ExprId) -> Value {
        if let Err(error) = self.scope.spend(1) {
            return self.call_error(&error, self.place(id), &[]);
        }
        if let Some((value, more)) = self.standing(id) {
            let value = value.clone();
            return match self.scope.spend(more) {
                Ok(()) => value,
                Err(error) => self.call_error(&error, self.place(id), &[]),
            };
        }
        let expr = self.tree.expr(id);
        let place = self.tree.place(expr.span);
        match &expr.kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number | ExprKind::String(_) => {
                match literals::read(self.tree, expr) {
                    Some(value) => value,
                    None => self.error(place, "not a number"),
                }
            }
            ExprKind::Template(parts) => self.template(parts, place),
            ExprKind::Wrap(inner) | ExprKind::Paren(inner) => self.eval(*inner),
            ExprKind::Root
            | ExprKind::Attr { .. }
            | ExprKind::Index { .. }
            | ExprKind::SplatItem => self.traversal(id),
            ExprKind::Splat { source, each, .. } => self.splat(*source, *each, place),
            ExprKind::Call { name, args, expand } => self.call(*name, args, *expand, place),
            ExprKind::Tuple(items) => {
                let items = items.iter().map(|item| self.eval(*item)).collect();
                Value::tuple(items).at(Origin::At(place))
            }
            ExprKind::Object(items) => self.object(items, place),
            ExprKind::For(for_expr) => self.for_expr(for_expr, place),
            ExprKind::Conditional { condition, yes, no } => {
                self.conditional(*condition, *yes, *no, place)
            }
            ExprKind::Binary { .. } => self.binary(id),
            ExprKind::Unary { op, operand } => self.unary(*op, *operand, place),
            // The parser has said what is wrong here.
            ExprKind::Invalid => Value::unknown_for(
                Type::Dynamic,
                Reason::new(ReasonKind::Parse, "this text", Some(place)),
            ),
        }
    }

    /// The value of `id` where it stands, so that none has to be made, and how many steps it takes
    /// beyond the first: that of a literal, or one of the scope that nobody asks the way of.
    fn standing(&self, id: ExprId) -> Option<(&Value, u64)> {
        if let Some(value) = self.literals.and_then(|literals| literals.get(id)) {
            return Some((value, 0));
        }
        if self.tells_origins || !self.bound.is_empty() {
            return None;
        }
        let ExprKind::Attr { source, name } = self.tree.expr(id).kind else {
            return None;
        };
        let ExprKind::Root = self.tree.expr(source).kind else {
            return None;
        };
        let root = self.tree.str(self.span(source));
        Some((self.scope.standing(root, self.tree.str(name))?, 1))
    }

    /// Notes an error; the value it stands for is unknown.
    pub(super) fn error(&mut self, place: Place, message: impl Into<String>) -> Value {
        let message = message.into();
        let diagnostic = Diagnostic::error(Code::Evaluate, place, message);
        let what = diagnostic.message.clone();
        self.diagnostics.push(diagnostic);
        Value::unknown_for(
            Type::Dynamic,
            Reason::new(ReasonKind::Error, what, Some(place)),
        )
    }

    /// Notes what went wrong in a call; the value is unknown for that reason.
    pub(super) fn call_error(
        &mut self,
        error: &functions::Error,
        place: Place,
        arguments: &[Value],
    ) -> Value {
        let (code, level, kind) = match error.kind {
            ErrorKind::Refused => (Code::Evaluate, Level::Error, ReasonKind::Error),
            ErrorKind::Limit => (Code::Limit, Level::Error, ReasonKind::Limit),
            ErrorKind::Outside => (Code::Outside, Level::Note, ReasonKind::OutsideRoot),
            ErrorKind::Missing => (Code::Read, Level::Warning, ReasonKind::OutsideRoot),
        };
        let diagnostic = Diagnostic::error(code, place, error.message.clone()).with_level(level);
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
        let secrecy: Secrecy = arguments.iter().map(Value::all_secrecy).collect();
        let reason = Reason::new(kind, error.message.as_str(), Some(place));
        // Of what is not limited here alone, Terraform has nothing, nor its marks.
        let secrecy = match error.kind {
            ErrorKind::Refused => secrecy.lost(),
            _ => secrecy,
        };
        Value::unknown_for(Type::Dynamic, reason)
            .at(Origin::At(place))
            .marked(secrecy)
    }

    /// `value` as a `ty`, or an error that names what it should be.
    pub(super) fn expect(
        &mut self,
        value: &Value,
        ty: &Type,
        place: Place,
    ) -> Result<Value, Value> {
        if value.is_null() {
            let wanted = match ty {
                Type::Dynamic => "value".to_owned(),
                ty => ty.friendly(),
            };
            return Err(self.error(place, format!("this is null, but a {wanted} is needed")));
        }
        match convert(value, ty) {
            Ok(value) => Ok(value),
            Err(message) => Err(self.error(place, message)),
        }
    }

    pub(super) fn span(&self, id: ExprId) -> Span {
        self.tree.expr(id).span
    }

    pub(super) fn place(&self, id: ExprId) -> Place {
        self.tree.place(self.span(id))
    }

    fn object(&mut self, items: &[ObjectItem], place: Place) -> Value {
        let mut pairs = Vec::with_capacity(items.len());
        let mut keyed: Vec<Keyed> = Vec::new();
        let mut secrecy = Secrecy::NONE;
        for item in items {
            let key_place = self.place(item.key);
            let key = match self.tree.expr(item.key).kind {
                ExprKind::Attr { .. } if self.dialect != Dialect::Rules => self.error(
                    key_place,
                    "a name as a key stands in parentheses, a text with points in quotes",
                ),
                _ => self.eval(item.key),
            };
            let value = self.eval(item.value);
            let key = match self.expect(&key, &Type::String, key_place) {
                Ok(key) => key,
                Err(error) => error,
            };
            secrecy |= key.secrecy;
            match &key.kind {
                Kind::String(text) => {
                    doubt(&mut keyed, |unknown| unknown.may_be(text));
                    pairs.push((text.clone(), value, keyed.len()));
                }
                Kind::Unknown(this) => {
                    doubt(&mut keyed, |unknown| unknown.may_equal(this));
                    let presence = Presence::Certain;
                    keyed.push(Keyed {
                        key,
                        value,
                        presence,
                    });
                }
                _ => {}
            }
        }
        if keyed.is_empty() {
            let pairs = pairs.into_iter().map(|(key, value, _)| (key, value));
            return Value::object(pairs.collect())
                .at(Origin::At(place))
                .marked(secrecy);
        }
        let unknown_keys: Vec<Value> = keyed
            .iter()
            .flat_map(|entry| [entry.key.clone(), entry.value.clone()])
            .collect();
        let many = keyed.len() > MAX_KEYED;
        // Of entries with one key the last counts.
        let last: BTreeMap<Arc<str>, (Value, usize)> = pairs
            .into_iter()
            .map(|(key, value, behind)| (key, (value, behind)))
            .collect();
        let elements = last.into_iter().map(|(key, (value, behind))| {
            let mut later = keyed.iter().skip(behind);
            let replaced = many || later.any(|entry| may_be(&entry.key, |own| own.may_be(&key)));
            Element {
                key: Some(key),
                value,
                presence: Presence::certain_if(!replaced),
            }
        });
        let mut unknown = self
            .unknown_of(Type::Dynamic, &unknown_keys)
            .with_elements(elements.collect(), true);
        unknown.keyed = (!many).then(|| keyed.into());
        Value::unknown(unknown)
            .at(Origin::At(place))
            .marked(secrecy)
    }

    /// An unknown made of the unknown parts of `values`, one of which is unknown.
    pub(super) fn unknown_of(&self, ty: Type, values: &[Value]) -> Unknown {
        Unknown::from_parts(ty.clone(), values)
            .unwrap_or_else(|| Unknown::new(ty, Reason::new(ReasonKind::Error, "", None)))
    }

    fn conditional(&mut self, condition: ExprId, yes: ExprId, no: ExprId, place: Place) -> Value {
        let condition_place = self.place(condition);
        let condition = self.eval(condition);
        // Both results are evaluated for their types, but what is wrong with the one that is not
        // chosen is no error.
        let (yes, wrong_yes) = self.attempt(yes);
        let (no, wrong_no) = self.attempt(no);
        // What is unknown may have any type yet, to Terraform. A set that it lists is known to it.
        let condition = match condition.as_unknown().is_some_and(|u| u.listed().is_none()) {
            true => condition,
            false => match self.expect(&condition, &Type::Bool, condition_place) {
                Ok(condition) => condition,
                // Whatever it should have been, the result has the type of both.
                Err(error) => {
                    let result = operators::conditional(&error, &yes, &no, self.dialect);
                    let ty = result.map_or(Type::Dynamic, |result| result.ty());
                    let unknown = self.unknown_of(ty, &[error]);
                    return Value::unknown(unknown).at(Origin::At(place));
                }
            },
        };
        match condition.as_bool() {
            Some(true) => self.diagnostics.extend(wrong_yes),
            Some(false) => self.diagnostics.extend(wrong_no),
            None => {}
        }
        match operators::conditional(&condition, &yes, &no, self.dialect) {
            Ok(value) => {
                let condition_origin = Origin::via(
                    HopKind::Condition,
                    Some(condition_place),
                    [condition.origin],
                );
                let from = [value.origin.clone(), condition_origin];
                value.at(Origin::via(HopKind::Expression, Some(place), from))
            }
            Err(message) => self.error(place, message),
        }
    }

    /// Operator chains lean to the left and may be thousands long, so the left side is walked with
    /// a loop.
    fn binary(&mut self, id: ExprId) -> Value {
        let mut chain: SmallVec<[ExprId; 8]> = SmallVec::new();
        let mut bottom = id;
        let mut whole = id;
        while let ExprKind::Binary { left, .. } = self.tree.expr(bottom).kind {
            if bottom != id {
                chain.push(whole);
            }
            whole = bottom;
            bottom = left;
        }
        let before = self.diagnostics.len();
        let mut value = match self.at_once(whole, bottom) {
            Some(answer) => answer.into(),
            None => {
                let left = self.eval(bottom);
                self.operation(whole, &left, bottom, before)
            }
        };
        while let Some(next) = chain.pop() {
            value = self.operation(next, &value, whole, before);
            whole = next;
        }
        value
    }

    /// The operation `whole` on `left`, the value of the expression `at`; what is wrong with that
    /// stands among the diagnostics from `before` on.
    fn operation(&mut self, whole: ExprId, left: &Value, at: ExprId, before: usize) -> Value {
        let ExprKind::Binary { op, right, .. } = self.tree.expr(whole).kind else {
            return left.clone();
        };
        let between = self.diagnostics.len();
        let value = self.eval(right);
        let one_side = self.one_side(op, left, &value, [before, between]);
        if !self.tells_origins
            && one_side.is_none()
            && let Some(answer) = operators::answer(op, left, &value, self.dialect)
        {
            return answer.into();
        }
        let result = match one_side {
            Some(value) => Ok(value),
            None => operators::binary(op, left, &value, self.dialect),
        };
        match result {
            Ok(result) if !self.tells_origins => result,
            Ok(result) => result.at(operators::decisive(op, left, &value, self.place(whole))),
            Err(error) => {
                let place = self.place(match error.operand {
                    operators::Operand::Left => at,
                    operators::Operand::Right => right,
                    operators::Operand::Both => whole,
                });
                self.error(place, error.message)
            }
        }
    }

    /// The operation `whole` on values that stand somewhere, where nobody asks why: no operand has
    /// to be made, which is most of the price of a rule on a subject.
    fn at_once(&mut self, whole: ExprId, left: ExprId) -> Option<operators::Answer> {
        let ExprKind::Binary { op, right, .. } = self.tree.expr(whole).kind else {
            return None;
        };
        if self.tells_origins {
            return None;
        }
        let ((left, a), (right, b)) = (self.standing(left)?, self.standing(right)?);
        let answer = operators::answer(op, left, right, self.dialect)?;
        self.scope.spend(2 + a + b).ok()?;
        Some(answer)
    }

    fn unary(&mut self, op: UnaryOp, operand: ExprId, place: Place) -> Value {
        let operand_place = self.place(operand);
        let value = self.eval(operand);
        let ty = match op {
            UnaryOp::Not => Type::Bool,
            UnaryOp::Negate => Type::Number,
        };
        let value = match self.expect(&value, &ty, operand_place) {
            Ok(value) => value,
            Err(error) => return error,
        };
        // Terraform loses the marks of what it cannot decide.
        let secrecy = match self.dialect.is_terraform() && value.is_left_to_apply() {
            true => value.secrecy.lost(),
            false => value.secrecy,
        };
        let kind = match &value.kind {
            Kind::Bool(b) => Kind::Bool(!b),
            Kind::Number(n) => Kind::Number(n.negate()),
            _ => {
                let values = [value.clone()];
                Kind::Unknown(Arc::new(self.unknown_of(ty, &values).not_null()))
            }
        };
        Value::from(kind)
            .at(Origin::via(
                HopKind::Expression,
                Some(place),
                [value.origin],
            ))
            .marked(secrecy)
    }

    fn call(&mut self, name: Span, args: &[ExprId], expand: bool, place: Place) -> Value {
        let tree = self.tree;
        let name_place = tree.place(name);
        let name = tree.str(name);
        match name {
            "try" | "core::try" if !expand => return self.try_call(args, place),
            "can" | "core::can" if !expand => return self.can_call(args, place),
            "templatestring" | "core::templatestring" if self.dialect != Dialect::Rules => {
                if let Some(template) = args.first()
                    && !is_reference(tree, *template)
                {
                    let message = "templatestring() needs a direct reference to a string from \
                                   elsewhere as its template";
                    return self.error(tree.place(tree.expr(*template).span), message);
                }
            }
            _ => {}
        }
        let mut arguments: Vec<Value> = Vec::with_capacity(args.len());
        let said = self.diagnostics.len();
        for arg in args {
            let value = self.eval(*arg);
            arguments.push(value);
        }
        let mut new = self.diagnostics.iter().skip(said);
        if self.dialect.is_terraform() && new.any(|d| d.level == Level::Error) {
            // Nothing is said of a call whose arguments fail, not even its type.
            let unknown = self.unknown_of(Type::Dynamic, &arguments);
            return Value::unknown(unknown).at(Origin::At(place));
        }
        if expand && let Some(last) = arguments.pop() {
            match last.as_sequence() {
                Some(items) if items.len() + arguments.len() <= max_elements() => {
                    arguments.extend(items.iter().map(|v| v.clone().marked(last.secrecy)));
                }
                Some(_) => {
                    return self.error(place, format!("more than {} arguments", max_elements()));
                }
                None if last.is_unknown() => {
                    let known = self.unknown_of(Type::Dynamic, &[last]);
                    return Value::unknown(known).at(Origin::At(place));
                }
                None => {
                    let message = "the expanded argument must be a list, set or tuple";
                    return self.error(place, message);
                }
            }
        }
        if let Some(result) = self.scope.call(name, &arguments, place) {
            return match result {
                Ok(value) => value,
                Err(error) => {
                    let at = self.argument_place(&error, args, place);
                    self.call_error(&error, at, &arguments)
                }
            };
        }
        if self.dialect == Dialect::Rules
            && let Some(value) = super::lenient::call(name, &arguments, place)
        {
            return value;
        }
        let Some(function) = functions::lookup(name) else {
            if name.starts_with("provider::") {
                // A provider answers while Terraform plans.
                let what = format!("{name}()");
                let reason = Reason::new(ReasonKind::DataSource, what, Some(place));
                return Value::unknown_for(Type::Dynamic, reason).at(Origin::At(place));
            }
            let message = match functions::suggest(name) {
                Some(other) => format!("there is no function {name:?}; did you mean {other:?}?"),
                None => format!("there is no function {name:?}"),
            };
            return self.error(name_place, message);
        };
        match functions::call(self.scope, function, arguments.clone(), place) {
            Ok(value) => value,
            Err(error) => {
                let unknown = arguments.iter().any(|v| !v.is_wholly_known());
                if self.dialect == Dialect::Rules && unknown {
                    let unknown = self.unknown_of(Type::Dynamic, &arguments);
                    return Value::unknown(unknown).at(Origin::At(place));
                }
                let at = self.argument_place(&error, args, place);
                let named = functions::Error {
                    message: match error.kind {
                        ErrorKind::Refused => format!("{name}(): {}", error.message),
                        _ => error.message.clone(),
                    },
                    ..error
                };
                self.call_error(&named, at, &arguments)
            }
        }
    }

    fn argument_place(&self, error: &functions::Error, args: &[ExprId], call: Place) -> Place {
        match error.argument.and_then(|at| args.get(at)) {
            Some(arg) if error.kind == ErrorKind::Refused => self.place(*arg),
            _ => call,
        }
    }
}

/// What stands under a key that may turn out to be the same as a later one may not be there.
fn doubt(keyed: &mut [Keyed], same: impl Fn(&Unknown) -> bool) {
    for entry in keyed.iter_mut().take(MAX_KEYED) {
        if may_be(&entry.key, &same) {
            entry.presence = Presence::Perhaps;
        }
    }
}

/// Whether `same` holds of `key`, which is unknown.
fn may_be(key: &Value, same: impl Fn(&Unknown) -> bool) -> bool {
    key.as_unknown().is_none_or(|unknown| same(unknown))
}

#[cfg(test)]
mod tests;
