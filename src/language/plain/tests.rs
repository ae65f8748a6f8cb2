//! What is decided without an evaluator is what the evaluator says, in as many steps.

use std::sync::Arc;

use proptest::prelude::*;

use super::Plain;
use crate::language::functions::{Context, Error};
use crate::language::{
    Dialect, Evaluator, Literals, Reason, ReasonKind, Scope, Type, Unknown, Value,
};
use crate::source::{FileId, Place};
use crate::syntax::hcl::{self, ExprId, Tree};

/// `self` is a record, `param.days` is 35.
struct About {
    subject: Value,
    steps: u64,
}

impl Context for About {
    fn spend(&mut self, steps: u64) -> Result<(), Error> {
        self.steps += steps;
        Ok(())
    }
    fn read_file(&mut self, _: &str) -> Result<Arc<[u8]>, Error> {
        Err(Error::refused("no"))
    }
    fn file_exists(&mut self, _: &str) -> Result<bool, Error> {
        Err(Error::refused("no"))
    }
    fn file_set(&mut self, _: &str, _: &str) -> Result<Vec<String>, Error> {
        Err(Error::refused("no"))
    }
    fn render(&mut self, _: &str, _: &str, _: &Value) -> Result<Value, Error> {
        Err(Error::refused("no"))
    }
}

impl Scope for About {
    fn lookup(&mut self, name: &str, path: &[&str], _: Place) -> Result<(Value, usize), String> {
        match (name, path) {
            ("self", _) => Ok((self.subject.clone(), 0)),
            ("param", ["days", ..]) => Ok((Value::int(35), 1)),
            ("param", ["db", "days", ..]) => Ok((Value::int(35), 2)),
            _ => Err("no".into()),
        }
    }
    fn call(&mut self, _: &str, _: &[Value], _: Place) -> Option<Result<Value, Error>> {
        None
    }
}

fn parsed(condition: &str) -> (Tree, ExprId) {
    let (tree, problems) = hcl::parse(FileId(0), format!("it = {condition}\n").into());
    assert!(problems.is_empty(), "{condition}: {problems:?}");
    let expr = tree.body.attributes[0].expr;
    (tree, expr)
}

fn plain(tree: &Tree, expr: ExprId) -> Option<Plain> {
    let constant = |names: &[&str]| {
        let known = matches!(names, ["param", "days"] | ["param", "db", "days"]);
        known.then(|| Value::int(35))
    };
    Plain::of(tree, expr, "self", &Literals::of(tree), &constant)
}

fn evaluated(tree: &Tree, expr: ExprId, subject: &Value) -> (Value, u64) {
    let mut scope = About {
        subject: subject.clone(),
        steps: 0,
    };
    let literals = Literals::of(tree);
    let mut evaluator = Evaluator::new(tree, &mut scope, Dialect::Rules).with_literals(&literals);
    let value = evaluator.eval(expr);
    (value, scope.steps)
}

fn subject() -> Value {
    let reason = Reason::new(ReasonKind::Variable, "var.x", None);
    Value::object(vec![
        ("days".into(), Value::int(35)),
        ("few".into(), Value::int(3)),
        ("name".into(), Value::string("a")),
        ("on".into(), Value::bool(true)),
        ("off".into(), Value::bool(false)),
        ("list".into(), Value::tuple(vec![Value::int(1)])),
        (
            "open".into(),
            Value::unknown(Unknown::new(Type::Dynamic, reason)),
        ),
    ])
}

#[test]
fn common_conditions_are_plain() {
    for condition in [
        "self.days >= 35",
        "self.days >= param.days",
        "self.name == \"a\" && self.on",
        "!self.off || self.name != null",
        "(self.missing == null) && self.few < param.db.days",
    ] {
        let (tree, expr) = parsed(condition);
        let plain = plain(&tree, expr).expect(condition);
        assert_eq!(
            plain.decide(&subject()).map(|d| d.0),
            Some(true),
            "{condition}"
        );
    }
}

#[test]
fn what_takes_an_evaluator_is_left_to_it() {
    for condition in [
        "self.open == 1",
        "self.open || true",
        "self.missing >= 1",
        "self.name",
        "self.list == [1]",
        "self.on == 1",
        "\"35\" >= 35",
        "length(self.list) == 1",
        "self.list[0] == 1",
        "other.days == 1",
    ] {
        let (tree, expr) = parsed(condition);
        let decided = plain(&tree, expr).and_then(|plain| plain.decide(&subject()));
        assert_eq!(decided, None, "{condition}");
    }
}

fn condition() -> impl Strategy<Value = String> {
    let operand = prop::sample::select(vec![
        "self.days",
        "self.few",
        "self.name",
        "self.on",
        "self.off",
        "self.list",
        "self.open",
        "self.missing",
        "param.days",
        "param.db.days",
        "35",
        "3.5",
        "\"a\"",
        "\"35\"",
        "true",
        "false",
        "null",
    ]);
    let operand = operand.prop_map(str::to_owned).boxed();
    let compared = (
        operand.clone(),
        prop::sample::select(vec!["==", "!=", "<", "<=", ">", ">=", "+"]),
        operand.clone(),
    );
    let compared = compared.prop_map(|(a, op, b)| format!("{a} {op} {b}"));
    let leaf = prop_oneof![operand, compared];
    leaf.prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} && {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} || {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) == ({b})")),
            inner.clone().prop_map(|a| format!("({a})")),
            inner.prop_map(|a| format!("!({a})")),
        ]
    })
}

proptest! {
    #[test]
    fn it_says_what_the_evaluator_says(condition in condition()) {
        let (tree, expr) = parsed(&condition);
        let decided = plain(&tree, expr).and_then(|plain| plain.decide(&subject()));
        if let Some((holds, steps)) = decided {
            let (value, taken) = evaluated(&tree, expr, &subject());
            prop_assert_eq!(Some(holds), value.as_bool(), "{}", condition);
            prop_assert_eq!(steps, taken, "{}", condition);
        }
    }
}
