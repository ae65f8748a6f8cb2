//! Values that are looked at where they stand decide as those that are made, in as many steps.

use std::sync::Arc;

use proptest::prelude::*;

use crate::language::functions::{Context, Error};
use crate::language::{
    Dialect, Evaluator, Kind, Literals, Reason, ReasonKind, Scope, Type, Unknown, Value, same,
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
    fn standing(&self, name: &str, attribute: &str) -> Option<&Value> {
        let record = self.subject.as_entries().filter(|_| name == "self")?;
        let found = record.get(attribute)?;
        let scalar = matches!(
            found.kind,
            Kind::Bool(_) | Kind::Number(_) | Kind::String(_)
        );
        scalar.then_some(found)
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

/// The value of a condition and its steps, asked for with its way and without.
fn evaluated(condition: &str) -> [(Value, u64); 2] {
    let (tree, expr) = parsed(condition);
    let literals = Literals::of(&tree);
    [true, false].map(|told| {
        let mut scope = About {
            subject: subject(),
            steps: 0,
        };
        let evaluator = Evaluator::new(&tree, &mut scope, Dialect::Rules);
        let mut evaluator = evaluator.with_literals(&literals);
        evaluator.tells_origins = told;
        let value = evaluator.eval(expr);
        (value, scope.steps)
    })
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
    fn where_a_value_stands_makes_no_difference(condition in condition()) {
        let [(told, steps), (left_out, fewer)] = evaluated(&condition);
        prop_assert_eq!(steps, fewer, "{}", condition);
        prop_assert_eq!(told.as_bool(), left_out.as_bool(), "{}", condition);
        prop_assert_eq!(told.ty(), left_out.ty(), "{}", condition);
        prop_assert_eq!(same(&told, &left_out), same(&told, &told), "{}", condition);
    }
}
