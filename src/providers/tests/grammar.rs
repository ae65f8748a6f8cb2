//! The grammar of the tables.

use crate::providers::{Literal, Mode, Nesting, table};

#[test]
fn a_broken_declaration_is_an_error() {
    for (text, line) in [
        ("resource", 0),
        ("resource a everywhere", 0),
        ("resource a\n  b", 1),
        ("resource a\n  b text", 1),
        ("resource a\n  b list(text)", 1),
        ("resource a\n  b string maybe", 1),
        ("resource a\n  b string = text", 1),
        ("resource a\n  b string = \"a\\\"b\"", 1),
        ("resource a\n    b string", 1),
        ("resource a\n  b string\n    c string", 2),
        ("resource a\n  b {}@shape\n    c string", 2),
        ("resource a\n  b string\n  a string", 2),
        ("resource a\n  b string\n  b string", 2),
    ] {
        assert_eq!(
            table::parse(text).map_err(|e| e.line).err(),
            Some(line),
            "{text}"
        );
    }
}

#[test]
fn a_declaration_reads_as_documented() {
    let text = "resource a global\n  b list{} computed\n    c string sensitive\n  \
                d set(list(number)) optional computed = [\"x\", \"y\"]\n  \
                e string required identity alias_of=d\n  f {} = {}";
    let schema = table::parse(text).unwrap();
    assert!(schema.is_global());
    let c = schema.attribute("b.c").unwrap();
    assert_eq!((c.mode, c.sensitive), (Mode::Computed, true));
    let d = schema.attribute("d").unwrap();
    assert_eq!(d.mode, Mode::OptionalComputed);
    assert_eq!(format!("{:?}", d.ty), "Set(List(Number))");
    assert_eq!(
        d.default,
        Some(Literal::List(vec![
            Literal::String("x"),
            Literal::String("y")
        ]))
    );
    let e = schema.attribute("e").unwrap();
    assert_eq!(
        (e.mode, e.identity, e.alias_of),
        (Mode::Required, true, Some("d"))
    );
    assert_eq!(
        schema.attribute("f").unwrap().nesting(),
        Some(Nesting::Single)
    );
}
