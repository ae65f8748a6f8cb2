//! Conditions that are decided on values as they stand.
//!
//! A rule asks the same of many subjects, and most answer with yes. Where a condition compares
//! attributes of its subject with what is known before (literals, parameters), joined by `&&`,
//! `||` and `!`, the values that are there are looked at, and none is made. It decides only what
//! the evaluator would decide, in as many steps; of anything else (an unknown, a null, two types)
//! it says nothing, and the evaluator is asked, which also tells why.

use crate::syntax::hcl::{BinaryOp, ExprId, ExprKind, Tree, UnaryOp};

use super::literals::Literals;
use super::number::Number;
use super::value::{Kind, Value};

/// Most expressions in one condition: longer ones are worth an evaluator.
const MOST: u64 = 64;

/// A condition about the subject of a rule.
#[derive(Clone, Debug)]
pub struct Plain {
    test: Test,
    /// The steps that the evaluator takes for it.
    steps: u64,
}

#[derive(Clone, Debug)]
enum Test {
    /// `self.name`, or a constant.
    Is(Operand),
    Not(Box<Test>),
    /// `&&` or `||`.
    Logic {
        all: bool,
        left: Box<Test>,
        right: Box<Test>,
    },
    Compare {
        op: BinaryOp,
        left: Operand,
        right: Operand,
    },
}

#[derive(Clone, Debug)]
enum Operand {
    Constant(Value),
    /// An attribute of the subject.
    Own(Box<str>),
}

/// A value as comparisons see it.
enum Seen<'v> {
    Null,
    Bool(bool),
    Number(&'v Number),
    Text(&'v str),
}

impl Plain {
    /// The condition `expr` about `subject`, the name by which it calls its subject; `None` where it
    /// is about more. `constant` gives the values of names that are known before: of the names in a
    /// row from a root, as many as `expr` has.
    pub fn of(
        tree: &Tree,
        expr: ExprId,
        subject: &str,
        literals: &Literals,
        constant: &dyn Fn(&[&str]) -> Option<Value>,
    ) -> Option<Plain> {
        let mut reader = Reader {
            tree,
            subject,
            literals,
            constant,
            steps: 0,
        };
        let test = reader.test(expr)?;
        Some(Plain {
            test,
            steps: reader.steps,
        })
    }

    /// Whether it holds of `subject`, and in how many steps that is found; `None` when that takes an
    /// evaluator.
    pub fn decide(&self, subject: &Value) -> Option<(bool, u64)> {
        Some((self.test.decide(subject)?, self.steps))
    }
}

struct Reader<'a> {
    tree: &'a Tree,
    subject: &'a str,
    literals: &'a Literals,
    constant: &'a dyn Fn(&[&str]) -> Option<Value>,
    steps: u64,
}

impl Reader<'_> {
    fn step(&mut self) -> Option<()> {
        self.steps += 1;
        (self.steps <= MOST).then_some(())
    }

    fn test(&mut self, id: ExprId) -> Option<Test> {
        if self.literals.get(id).is_some() {
            return self.operand(id).map(Test::Is);
        }
        let before = self.steps;
        self.step()?;
        let boxed = |test: Option<Test>| test.map(Box::new);
        Some(match &self.tree.expr(id).kind {
            ExprKind::Paren(inner) => self.test(*inner)?,
            ExprKind::Unary {
                op: UnaryOp::Not,
                operand,
            } => Test::Not(boxed(self.test(*operand))?),
            ExprKind::Binary { op, left, right } => match op {
                BinaryOp::And | BinaryOp::Or => {
                    // The evaluator walks a chain of operators in one step.
                    if let ExprKind::Binary { .. } = self.tree.expr(*left).kind {
                        self.steps -= 1;
                    }
                    Test::Logic {
                        all: *op == BinaryOp::And,
                        left: boxed(self.test(*left))?,
                        right: boxed(self.test(*right))?,
                    }
                }
                BinaryOp::Equal
                | BinaryOp::NotEqual
                | BinaryOp::Less
                | BinaryOp::LessEqual
                | BinaryOp::Greater
                | BinaryOp::GreaterEqual => Test::Compare {
                    op: *op,
                    left: self.operand(*left)?,
                    right: self.operand(*right)?,
                },
                _ => return None,
            },
            _ => {
                self.steps = before;
                Test::Is(self.operand(id)?)
            }
        })
    }

    fn operand(&mut self, id: ExprId) -> Option<Operand> {
        self.step()?;
        if let Some(value) = self.literals.get(id) {
            return Some(Operand::Constant(value.clone()));
        }
        let mut names = Vec::new();
        let mut bottom = id;
        while let ExprKind::Attr { source, name } = &self.tree.expr(bottom).kind {
            names.push(self.tree.str(*name));
            bottom = *source;
            if names.len() > MOST as usize {
                return None;
            }
        }
        let root = self.tree.expr(bottom);
        if !matches!(root.kind, ExprKind::Root) {
            return None;
        }
        names.push(self.tree.str(root.span));
        names.reverse();
        match names.as_slice() {
            [root, name] if *root == self.subject => {
                self.step()?;
                Some(Operand::Own((*name).into()))
            }
            names => (self.constant)(names).map(Operand::Constant),
        }
    }
}

impl Test {
    fn decide(&self, subject: &Value) -> Option<bool> {
        match self {
            Test::Is(operand) => match operand.seen(subject)? {
                Seen::Bool(value) => Some(value),
                _ => None,
            },
            Test::Not(test) => test.decide(subject).map(|holds| !holds),
            Test::Logic { all, left, right } => {
                // What is wrong with one side is not found where the other is not looked at.
                let (left, right) = (left.decide(subject)?, right.decide(subject)?);
                Some(if *all { left && right } else { left || right })
            }
            Test::Compare { op, left, right } => {
                compare(*op, &left.seen(subject)?, &right.seen(subject)?)
            }
        }
    }
}

impl Operand {
    fn seen<'v>(&'v self, subject: &'v Value) -> Option<Seen<'v>> {
        match self {
            Operand::Constant(value) => seen(value),
            Operand::Own(name) => match &subject.kind {
                Kind::Instance(instance) => seen(instance.scalar(name)?),
                Kind::Object(_) | Kind::Map(_) => match subject.as_entries()?.get(name) {
                    Some(value) => seen(value),
                    None => Some(Seen::Null),
                },
                _ => None,
            },
        }
    }
}

fn seen(value: &Value) -> Option<Seen<'_>> {
    match &value.kind {
        Kind::Null(_) => Some(Seen::Null),
        Kind::Bool(value) => Some(Seen::Bool(*value)),
        Kind::Number(value) => Some(Seen::Number(value)),
        Kind::String(value) => Some(Seen::Text(value)),
        _ => None,
    }
}

fn compare(op: BinaryOp, left: &Seen<'_>, right: &Seen<'_>) -> Option<bool> {
    let same = match (left, right) {
        (Seen::Null, Seen::Null) => true,
        (Seen::Null, _) | (_, Seen::Null) => false,
        (Seen::Bool(left), Seen::Bool(right)) => left == right,
        (Seen::Text(left), Seen::Text(right)) => left == right,
        (Seen::Number(left), Seen::Number(right)) => {
            return Some(match op {
                BinaryOp::Equal => left == right,
                BinaryOp::NotEqual => left != right,
                BinaryOp::Less => left.compare(right).is_lt(),
                BinaryOp::LessEqual => left.compare(right).is_le(),
                BinaryOp::Greater => left.compare(right).is_gt(),
                BinaryOp::GreaterEqual => left.compare(right).is_ge(),
                _ => return None,
            });
        }
        _ => return None,
    };
    match op {
        BinaryOp::Equal => Some(same),
        BinaryOp::NotEqual => Some(!same),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
