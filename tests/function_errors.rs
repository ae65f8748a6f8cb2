//! What functions say when they refuse a call, and where they stop.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use archlint::finding::Code;
use archlint::language::functions::{Context, Error};
use archlint::language::{Dialect, Scope, Value, evaluate};
use archlint::source::{FileId, Place};
use archlint::syntax::hcl::parse_expression;

/// A world with fuel and nothing else.
struct World {
    fuel: u64,
}

impl Context for World {
    fn spend(&mut self, steps: u64) -> Result<(), Error> {
        match self.fuel.checked_sub(steps) {
            Some(rest) => {
                self.fuel = rest;
                Ok(())
            }
            None => Err(Error::limit("out of fuel")),
        }
    }
    fn read_file(&mut self, _: &str) -> Result<Arc<[u8]>, Error> {
        Err(Error::refused("no files"))
    }
    fn file_exists(&mut self, _: &str) -> Result<bool, Error> {
        Ok(false)
    }
    fn file_set(&mut self, _: &str, _: &str) -> Result<Vec<String>, Error> {
        Ok(Vec::new())
    }
    fn render(&mut self, _: &str, _: &str, _: &Value) -> Result<Value, Error> {
        Err(Error::refused("no templates"))
    }
}

impl Scope for World {
    fn lookup(&mut self, _: &str, _: &[&str], _: Place) -> Result<(Value, usize), String> {
        Err("no names".into())
    }
    fn call(&mut self, _: &str, _: &[Value], _: Place) -> Option<Result<Value, Error>> {
        None
    }
}

fn message(expression: &str) -> (Code, String) {
    let (tree, root, diagnostics) = parse_expression(FileId(0), expression.into());
    assert!(diagnostics.is_empty(), "{expression}: {diagnostics:?}");
    let mut world = World { fuel: 10_000_000 };
    let (value, diagnostics) = evaluate(&tree, root, &mut world, Dialect::Terraform);
    let Some(diagnostic) = diagnostics.into_iter().next() else {
        panic!("{expression} gives {value:?}");
    };
    (diagnostic.code, diagnostic.message)
}

/// The texts are Terraform's.
#[test]
fn refusals_say_what_terraform_says() {
    for (expression, expected) in [
        (
            r#"format("%d", 1.5)"#,
            r#"unsupported value for "%d" at 0: an integer is required"#,
        ),
        (
            r#"format("a%d", "b")"#,
            r#"unsupported value for "%d" at 1: a number is required"#,
        ),
        (
            r#"format("%s", tostring(null))"#,
            r#"unsupported value for "%s" at 0: null value cannot be formatted"#,
        ),
        (
            r#"format("%s", [1])"#,
            r#"unsupported value for "%s" at 0: string required"#,
        ),
        (
            r#"format("%#v", 1/0)"#,
            r##"unsupported value for "%#v" at 0: cannot serialize infinity as JSON"##,
        ),
        (
            r#"format("%d %d", 1)"#,
            r#"not enough arguments for "%d" at 3: need index 2 but have 1 total"#,
        ),
        (
            r#"format("%[3]d", 1, 2)"#,
            r#"not enough arguments for "%[3]d" at 0: need index 3 but have 2 total"#,
        ),
        (
            r#"format("abc", 1)"#,
            "too many arguments; no verbs in format string",
        ),
        (
            r#"format("%d", 1, 2)"#,
            "too many arguments; only 1 used by format string",
        ),
        (
            r#"format("%5%")"#,
            "unrecognized format character '%' at offset 2",
        ),
        (
            r#"format("%é", 1)"#,
            "unrecognized format character 'é' at offset 1",
        ),
        (
            r#"format("ab%")"#,
            "invalid format string starting at offset 3",
        ),
        (
            r#"format("%z", 1)"#,
            r#"unsupported format verb 'z' in "%z" at offset 0"#,
        ),
        (
            r#"formatlist("%d", ["a"])"#,
            r#"error on format iteration 0: unsupported value for "%d" at 0: a number is required"#,
        ),
        (
            r#"formatlist("%s-%s", ["a"], ["b", "c"])"#,
            "argument 2 has length 2, which is inconsistent with argument 1 of length 1",
        ),
        (
            r#"regex("x", "abc")"#,
            "pattern did not match any part of the given string",
        ),
        (
            r#"regex("(", "abc")"#,
            "invalid regexp pattern: missing closing ) in (",
        ),
        (
            r#"regex("a)", "abc")"#,
            "invalid regexp pattern: unexpected ) in a)",
        ),
        (
            r#"regex("[a", "abc")"#,
            "invalid regexp pattern: missing closing ] in [a",
        ),
        (
            r#"regex("a**", "abc")"#,
            "invalid regexp pattern: invalid nested repetition operator in **",
        ),
        (
            r#"regex("x{2}{3}", "abc")"#,
            "invalid regexp pattern: invalid nested repetition operator in {2}{3}",
        ),
        (
            r#"regex("*", "abc")"#,
            "invalid regexp pattern: missing argument to repetition operator in *",
        ),
        (
            r#"regex("\\y", "abc")"#,
            r"invalid regexp pattern: invalid escape sequence in \y",
        ),
        (
            r#"regex("\\Z", "abc")"#,
            r"invalid regexp pattern: invalid escape sequence in \Z",
        ),
        (
            r#"regex("[a-\\d]", "a-1")"#,
            r"invalid regexp pattern: invalid escape sequence in \d",
        ),
        (
            r#"regex("a{2,1}", "abc")"#,
            "invalid regexp pattern: invalid repeat count in {2,1}",
        ),
        (
            r#"regex("(?=a)", "abc")"#,
            "invalid regexp pattern: invalid or unsupported Perl syntax in (?=",
        ),
        (
            r#"regex("[b-a]", "abc")"#,
            "invalid regexp pattern: invalid character class range in b-a",
        ),
        (
            r#"regex("[[:foo:]]", "a")"#,
            "invalid regexp pattern: invalid character class range in [:foo:]",
        ),
        (
            r#"regex("\\p{Foo}", "a")"#,
            r"invalid regexp pattern: invalid character class range in \p{Foo}",
        ),
        (
            r#"regex("(?P<n", "a")"#,
            "invalid regexp pattern: invalid named capture in (?P<n",
        ),
        (
            r#"regex("\\", "a")"#,
            "invalid regexp pattern: trailing backslash at end of expression in ",
        ),
        (
            r#"regex("(?P<x>a)(b)", "ab")"#,
            "invalid regexp pattern: cannot mix both named and unnamed capture groups",
        ),
        (
            r#"replace("x", "/(/", "y")"#,
            "error parsing regexp: missing closing ): `(`",
        ),
        (r#"join(",")"#, "at least one list is required"),
        (
            r#"join(",", ["a", null])"#,
            "element 1 is null; cannot concatenate null values",
        ),
        (
            r#"join(",", ["a"], ["b", null])"#,
            "element 1 of list 2 is null; cannot concatenate null values",
        ),
        (
            r#"substr("hello", 1.5, 1)"#,
            "value must be a whole number, between -9223372036854775808 and 9223372036854775807",
        ),
        (
            r#"parseint("12", 2)"#,
            r#"cannot parse "12" as a base 2 integer"#,
        ),
        (
            r#"parseint(5, 10)"#,
            "first argument must be a string, not number",
        ),
        (
            r#"parseint("5", 63)"#,
            "base must be a whole number between 2 and 62 inclusive",
        ),
        (r#"sum([])"#, "cannot sum an empty list"),
        (r#"sum("a")"#, "cannot sum noniterable"),
        (r#"max()"#, "must pass at least one number"),
        (
            r#"formatdate("Q", "2018-11-02T00:02:01Z")"#,
            r#"invalid date format verb "Q""#,
        ),
        (
            r#"formatdate("ZZ", "2018-11-02T00:02:01Z")"#,
            r#"invalid date format verb "ZZ": timezone must be Z, ZZZZ, or ZZZZZ"#,
        ),
        (
            r#"formatdate("'abc", "2018-11-02T00:02:01Z")"#,
            "unterminated literal '",
        ),
        (
            r#"formatdate("YYYY", "2018-11-02")"#,
            "not a valid RFC3339 timestamp: missing required time introducer 'T'",
        ),
        (
            r#"formatdate("YYYY", "2018-11-02T00:02:01")"#,
            "not a valid RFC3339 timestamp: end of string before UTC offset",
        ),
        (
            r#"formatdate("YYYY", "2018-13-02T00:02:01Z")"#,
            r#"not a valid RFC3339 timestamp: cannot use "-02T00:02:01Z" as month"#,
        ),
        (
            r#"formatdate("YYYY", "2018-02-30T00:02:01Z")"#,
            "not a valid RFC3339 timestamp: day out of range",
        ),
        (
            r#"formatdate("YYYY", "2018-02-10T24:02:01Z")"#,
            "not a valid RFC3339 timestamp: hour must be between 0 and 23 inclusive",
        ),
        (
            r#"formatdate("YYYY", "2018-02-10T4:02:01Z")"#,
            "not a valid RFC3339 timestamp: hour must have exactly two digits",
        ),
        (
            r#"formatdate("ss", "2018-02-10T04:02:01,123Z")"#,
            r#"not a valid RFC3339 timestamp: cannot use "," as timestamp segment"#,
        ),
        (
            r#"formatdate("ss", "2018-02-10T04:02:01+24:00")"#,
            r#"not a valid RFC3339 timestamp: cannot use "+24:00" as UTC offset"#,
        ),
        (
            r#"formatdate("ss", "2018x02-10T04:02:01Z")"#,
            r#"not a valid RFC3339 timestamp: found "x02-10T04:02:01Z" where "-" is expected"#,
        ),
        (
            r#"timeadd("2017-11-22T00:00:00Z", "1d")"#,
            r#"time: unknown unit "d" in duration "1d""#,
        ),
        (
            r#"timeadd("2017-11-22T00:00:00Z", "1")"#,
            r#"time: missing unit in duration "1""#,
        ),
        (
            r#"timeadd("2017-11-22T00:00:00Z", "")"#,
            r#"time: invalid duration """#,
        ),
    ] {
        let (code, message) = message(expression);
        assert_eq!(code, Code::Evaluate, "{expression}");
        let name = expression.split('(').next().unwrap();
        assert_eq!(message, format!("{name}(): {expected}"), "{expression}");
    }
}

/// A result that would be too large is never begun.
#[test]
fn limits_hold_before_anything_is_made() {
    const LONG: &str = "string longer than 1 MiB";
    let string = |n: usize| format!(r#"format("%{n}s", "a")"#);
    let mib = string(1 << 20);
    let lines = r#"replace(format("%100000s", ""), " ", "\n")"#;
    for (expression, expected) in [
        (r#"format("%999999999d", 1)"#.to_owned(), LONG),
        (r#"format("%99999999999999999999999d", 1)"#.to_owned(), LONG),
        (r#"format("%.999999999d", 1)"#.to_owned(), LONG),
        (r#"format("%.999999999f", 1)"#.to_owned(), LONG),
        (r#"format("%.999999999g", 1/3)"#.to_owned(), LONG),
        (r#"format("%999999999v", 1)"#.to_owned(), LONG),
        (r#"format("%999999999s", "a")"#.to_owned(), LONG),
        (format!(r#"format("%s%s", {mib}, "a")"#), LONG),
        (r#"formatlist("%999999999s", ["a"])"#.to_owned(), LONG),
        (format!("indent(1000, {lines})"), LONG),
        (r#"indent(9223372036854775807, "a\nb")"#.to_owned(), LONG),
        (format!(r#"join("", [{mib}, "a"])"#), LONG),
        (format!(r#"join({mib}, ["", "", ""])"#), LONG),
        (format!(r#"replace({mib}, " ", "ab")"#), LONG),
        (format!(r#"replace({mib}, "", "a")"#), LONG),
        (format!(r#"replace({}, "/ /", "$0$0")"#, string(90_000)), ""),
        (format!(r#"replace("a", "/a/", {mib})"#), ""),
        (format!(r#"replace("aa", "/a/", {mib})"#), LONG),
        (
            format!(r#"upper(replace({}, " ", "ɐ"))"#, string(500_000)),
            LONG,
        ),
        (format!(r#"split("", {})"#, string(100_000)), ""),
        (
            format!(r#"split("", {})"#, string(100_001)),
            "split() would make 100001 elements, more than 100000",
        ),
        (
            format!(r#"split(" ", {})"#, string(100_001)),
            "split() would make 100001 elements, more than 100000",
        ),
        (
            format!(r#"regexall(" ", {})"#, string(100_002)),
            "regexall() would make 100001 elements, more than 100000",
        ),
        (r#"regex("(a{1000}){1000}", "a")"#.into(), "regex too large"),
        (
            format!(r#"regex({}, "a")"#, string(4097)),
            "regex too large",
        ),
        (
            r#"regex("(\\pL{30}){30}", "a")"#.to_owned(),
            "regex too large",
        ),
        (
            format!(r#"regex("{}a{}", "a")"#, "(".repeat(1000), ")".repeat(1000)),
            "regex too large",
        ),
        (r#"regex("a(?i)*", "a")"#.to_owned(), "regex not supported"),
        (
            format!(r#"parseint(replace({}, " ", "1"), 10)"#, string(4097)),
            "number longer than 4096 digits",
        ),
        (
            r#"format("%v", 1e900000)"#.to_owned(),
            "number longer than 2500 digits",
        ),
        (
            r#"format("%d", 1e900000)"#.to_owned(),
            "number longer than 2500 digits",
        ),
        (
            r#"jsonencode(1e900000)"#.to_owned(),
            "number longer than 2500 digits",
        ),
        (r#"1e600000000 * 1e-600000000"#.to_owned(), ""),
        (r#"floor(1e600000000) % 7 > 1"#.to_owned(), ""),
    ] {
        let (tree, root, _) = parse_expression(FileId(0), expression.clone().into());
        let mut world = World { fuel: 10_000_000 };
        let (_, diagnostics) = evaluate(&tree, root, &mut world, Dialect::Terraform);
        let found = diagnostics.first().map(|d| d.message.as_str());
        let shown: String = expression.chars().take(80).collect();
        assert_eq!(found.unwrap_or(""), expected, "{shown}");
        if !expected.is_empty() {
            assert_eq!(diagnostics[0].code, Code::Limit, "{shown}");
        }
    }
}

/// Patterns that make backtracking engines hang are matched in linear time, and paid for.
#[test]
fn patterns_do_not_hang() {
    let text = r#"format("%30000s", "b")"#;
    for pattern in [
        "^(a+)+$",
        "(a|aa)+$",
        "(.*)*x",
        "(a?){30}a{30}",
        " *[^ab]| ",
        "(\\\\w|\\\\W){200}x",
    ] {
        let expression = format!(r#"regexall("{pattern}", {text})"#);
        let (tree, root, diagnostics) = parse_expression(FileId(0), expression.into());
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let mut world = World { fuel: 10_000_000 };
        evaluate(&tree, root, &mut world, Dialect::Terraform);
        let steps = 10_000_000 - world.fuel;
        assert!((1_000..1_000_000).contains(&steps), "{pattern}: {steps}");
    }
}
