//! The table of docs/rule-language.md, row by row: what the dialect of rules makes of what is not
//! known, of null and of errors. Answers that this table does not list are held against fillings of
//! their unknowns in `soundness.rs`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by them")]

use std::sync::Arc;

use archlint::address::{
    Address, InstanceId, InstanceKey, Mode, ModulePath, Reference, RootId, Step,
};
use archlint::language::functions::{Context, Error};
use archlint::language::{
    Dialect, Element, Evaluator, Kind, Presence, Reason, ReasonKind, Scope, Type, Unknown, Value,
};
use archlint::source::{FileId, Place};
use archlint::syntax::hcl;

fn unknown(ty: Type) -> Unknown {
    Unknown::new(ty, Reason::new(ReasonKind::Variable, "var.u", None))
}

fn reference(name: &str, attribute: &str) -> Value {
    let address = Address {
        module: ModulePath::default(),
        mode: Mode::Managed,
        kind: "thing".into(),
        name: name.into(),
        key: InstanceKey::None,
    };
    let reference = Reference {
        instance: InstanceId {
            root: RootId(0),
            address: Arc::new(address),
        },
        path: vec![Step::Attr(attribute.into())],
    };
    let reason = Reason::new(ReasonKind::Computed, name, None);
    Value::unknown(Unknown::reference(Type::String, reference, reason).not_null())
}

/// A list of texts with these elements, known in part.
fn list(elements: &[(&str, Presence)], open: bool) -> Value {
    let elements = elements.iter().map(|(text, presence)| Element {
        key: None,
        value: Value::string(*text),
        presence: *presence,
    });
    let list = unknown(Type::list(Type::String)).not_null();
    Value::unknown(list.with_elements(elements.collect(), open))
}

struct Names;

impl Scope for Names {
    fn lookup(&mut self, name: &str, _: &[&str], _: Place) -> Result<(Value, usize), String> {
        use Presence::{Certain, Perhaps};
        let value = match name {
            "u" => Value::unknown(unknown(Type::String)),
            "flag" => Value::unknown(unknown(Type::Bool).not_null()),
            "number" => Value::unknown(unknown(Type::Number).not_null()),
            "a_id" => reference("a", "id"),
            "b_id" => reference("b", "id"),
            "a_name" => reference("a", "name"),
            "open" => list(&[("p", Certain)], true),
            "perhaps" => list(&[("p", Perhaps), ("q", Certain)], false),
            "object" => Value::object(vec![
                ("one".into(), Value::int(1)),
                ("none".into(), Value::null(Type::Dynamic)),
            ]),
            _ => return Err(format!("there is no {name:?}")),
        };
        Ok((value, 0))
    }

    fn call(&mut self, _: &str, _: &[Value], _: Place) -> Option<Result<Value, Error>> {
        None
    }
}

impl Context for Names {
    fn spend(&mut self, _: u64) -> Result<(), Error> {
        Ok(())
    }

    fn read_file(&mut self, _: &str) -> Result<Arc<[u8]>, Error> {
        Err(Error::refused("no files"))
    }

    fn file_exists(&mut self, _: &str) -> Result<bool, Error> {
        Err(Error::refused("no files"))
    }

    fn file_set(&mut self, _: &str, _: &str) -> Result<Vec<String>, Error> {
        Err(Error::refused("no files"))
    }

    fn render(&mut self, _: &str, _: &str, _: &Value) -> Result<Value, Error> {
        Err(Error::refused("no files"))
    }
}

/// What `text` comes to: a value as one writes it, `unknown`, or `error` where it is unknown for no
/// other reason than that it is wrong.
fn result(text: &str) -> String {
    let (tree, root, wrong) = hcl::parse_expression(FileId(0), text.into());
    assert!(wrong.is_empty(), "{text}: {wrong:?}");
    let mut names = Names;
    show(&Evaluator::new(&tree, &mut names, Dialect::Rules).eval(root))
}

fn show(value: &Value) -> String {
    match &value.kind {
        Kind::Null(_) => "null".into(),
        Kind::Bool(flag) => flag.to_string(),
        Kind::Number(number) => number.to_string(),
        Kind::String(text) => format!("{text:?}"),
        Kind::Unknown(unknown) => {
            let mut reasons = unknown.reasons.iter();
            match reasons.all(|reason| reason.kind == ReasonKind::Error) {
                true => "error".into(),
                false => "unknown".into(),
            }
        }
        _ => panic!("{value:?}"),
    }
}

#[test]
fn the_table_of_the_rule_language_holds() {
    let table = [
        ("flag || true", "true"),
        ("true || flag", "true"),
        ("flag && false", "false"),
        ("false && flag", "false"),
        // Neither side decides.
        ("flag || false", "unknown"),
        ("flag && true", "unknown"),
        (r#"flag && tobool("x")"#, "unknown"),
        (r#"true && tobool("x")"#, "error"),
        // An error that logic does without is none.
        (r#"false && tobool("x")"#, "false"),
        ("object.none != null && object.none > 1", "false"),
        ("!flag", "unknown"),
        ("number + 1", "unknown"),
        ("number < 1", "unknown"),
        ("upper(u)", "unknown"),
        ("\"a${u}\"", "unknown"),
        // An unknown argument wins over what is wrong with another.
        ("max(number, \"x\")", "unknown"),
        ("flag ? 1 : 1", "1"),
        ("flag ? 1 : 2", "unknown"),
        ("flag ? number : 1", "unknown"),
        ("u == \"x\"", "unknown"),
        ("\"eu-${u}\" == \"us-${u}\"", "false"),
        ("\"eu-${u}\" == \"eu-${u}\"", "unknown"),
        ("[u, 1] == [\"x\", 2]", "false"),
        ("[u, 1] == [\"x\", 1]", "unknown"),
        ("[u] == []", "false"),
        ("{ a = u, b = 1 } == { a = \"x\", b = 2 }", "false"),
        ("a_id == a_id", "true"),
        ("a_id == b_id", "false"),
        ("a_name == a_name", "true"),
        ("a_name == b_id", "unknown"),
        ("a_id == \"x\"", "unknown"),
        ("a_id == null", "false"),
        ("u == null", "unknown"),
        ("contains([\"a\", u], \"a\")", "true"),
        ("contains([\"a\", u], \"b\")", "unknown"),
        ("contains([\"a\"], \"b\")", "false"),
        ("contains(open, \"p\")", "true"),
        ("contains(open, \"q\")", "unknown"),
        ("contains(perhaps, \"p\")", "unknown"),
        ("contains(perhaps, \"q\")", "true"),
        ("anytrue([flag, true])", "true"),
        ("anytrue([flag, false])", "unknown"),
        ("anytrue([false])", "false"),
        ("alltrue([flag, false])", "false"),
        ("alltrue([flag, true])", "unknown"),
        ("alltrue([])", "true"),
        ("anytrue([for x in open : x == \"p\"])", "true"),
        ("alltrue([for x in open : x == \"p\"])", "unknown"),
        ("alltrue([for x in open : x == \"q\"])", "false"),
        ("anytrue([for x in [1, 2] : x == 1 if flag])", "unknown"),
        ("anytrue([for x in [1, 2] : x == 3 if flag])", "false"),
        // What is wrong with an element that may not be there is not wrong yet.
        (
            "length([for x in [\"a\"] : tonumber(x) if flag]) <= 1",
            "true",
        ),
        ("length([\"a\", u])", "2"),
        ("length(open)", "unknown"),
        ("length(open) > 0", "true"),
        ("length(open) == 0", "false"),
        ("length(open) > 1", "unknown"),
        ("length(perhaps) > 2", "false"),
        ("length(perhaps) > 1", "unknown"),
        ("[\"a\", u][0]", "\"a\""),
        ("open[0]", "unknown"),
        ("perhaps[1]", "unknown"),
        ("object.missing", "null"),
        ("object.none.deeper", "null"),
        ("object.none[0]", "null"),
        ("object.missing == null", "true"),
        ("object.none < 1", "error"),
        ("object.none + 1", "error"),
        ("object.none && true", "error"),
        ("object.none ? 1 : 2", "error"),
        ("\"a${object.none}\"", "error"),
        ("coalesce(u, \"1\")", "unknown"),
        ("try(u, 1)", "unknown"),
        ("try(upper(u), 1)", "unknown"),
        ("try(tonumber(\"x\"), 1)", "1"),
        ("can(u)", "unknown"),
        ("can(upper(u))", "unknown"),
        ("can(tonumber(\"x\"))", "false"),
        ("\"35\" >= 35", "true"),
        ("\"35\" == 35", "false"),
        ("true == \"true\"", "false"),
        ("startswith(\"arn:${u}\", \"arn:\")", "true"),
        ("startswith(\"arn:${u}\", \"aws:\")", "false"),
        ("startswith(\"arn:${u}\", \"arn:x\")", "unknown"),
    ];
    let mut wrong = Vec::new();
    for (text, wanted) in table {
        let got = result(text);
        if got != wanted {
            wrong.push(format!("{text}: wanted {wanted}, got {got}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
