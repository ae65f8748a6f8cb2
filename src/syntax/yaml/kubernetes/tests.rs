//! What kubectl 1.32 made of each scalar (`kubectl label --local -o json`).

use super::*;

enum Fact {
    Null,
    Yes,
    No,
    Num(&'static str),
}
use Fact::{No, Null, Num, Yes};

fn plain(text: &str) -> Resolved<'_> {
    resolve(text, Style::Plain, Tag::None).unwrap()
}

fn assert_number(resolved: &Resolved<'_>, expected: &str, what: &str) {
    let Resolved::Number(number) = resolved else {
        panic!("{what} is {resolved:?}, not a number");
    };
    serde_json::from_str::<serde_json::Number>(number).unwrap();
    assert_eq!(number.parse::<f64>(), expected.parse::<f64>(), "{what}");
}

#[test]
fn plain_scalars_are_what_kubernetes_makes_of_them() {
    const FACTS: &[(&str, Fact)] = &[
        ("0644", Num("420")),
        ("0", Num("0")),
        ("00", Num("0")),
        ("-0644", Num("-420")),
        ("+0644", Num("420")),
        ("08", Num("8")),
        ("09.5", Num("9.5")),
        ("0o17", Num("15")),
        ("0O17", Num("15")),
        ("-0o17", Num("-15")),
        ("0x1F", Num("31")),
        ("0X1f", Num("31")),
        ("-0x1F", Num("-31")),
        ("0x_1F", Num("31")),
        ("0b11", Num("3")),
        ("0B11", Num("3")),
        ("-0b11", Num("-3")),
        ("+0b11", Num("3")),
        ("1_000", Num("1000")),
        ("1_", Num("1")),
        ("1__0", Num("10")),
        ("0_7", Num("7")),
        ("+12", Num("12")),
        ("-0", Num("0")),
        ("1.", Num("1")),
        (".5", Num("0.5")),
        ("-.5", Num("-0.5")),
        ("+.5", Num("0.5")),
        (".5_0", Num("0.5")),
        (".5e3", Num("500")),
        ("1e3", Num("1000")),
        ("1E+3", Num("1000")),
        ("1_0e2_0", Num("1e+21")),
        ("9223372036854775807", Num("9223372036854775807")),
        ("9223372036854775808", Num("9223372036854776000")),
        ("18446744073709551615", Num("18446744073709552000")),
        ("18446744073709551616", Num("18446744073709552000")),
        ("-9223372036854775808", Num("-9223372036854775808")),
        ("-9223372036854775809", Num("-9223372036854776000")),
        ("yes", Yes),
        ("Yes", Yes),
        ("YES", Yes),
        ("y", Yes),
        ("Y", Yes),
        ("n", No),
        ("N", No),
        ("no", No),
        ("on", Yes),
        ("On", Yes),
        ("ON", Yes),
        ("off", No),
        ("OFF", No),
        ("true", Yes),
        ("True", Yes),
        ("TRUE", Yes),
        ("~", Null),
        ("null", Null),
        ("Null", Null),
        ("NULL", Null),
        ("0.1", Num("0.1")),
        ("1e-7", Num("1e-7")),
        ("12e03", Num("12000")),
        ("0x8000000000000000", Num("9223372036854776000")),
        ("0xFFFFFFFFFFFFFFFF", Num("18446744073709552000")),
        ("07777777777777777777777", Num("7.777777777777777e+21")),
        ("123456789.123456789123456789", Num("123456789.12345679")),
        ("0.30000000000000004", Num("0.30000000000000004")),
        ("1e21", Num("1e+21")),
        ("1e20", Num("100000000000000000000")),
        ("0e0", Num("0")),
        ("-0.0", Num("0")),
        ("0777_7", Num("4095")),
        ("0b1_0", Num("2")),
        ("-0b1_0", Num("-2")),
        ("+0x1", Num("1")),
        ("0.e1", Num("0")),
        ("1.5_5", Num("1.55")),
        ("-1_0.5_5", Num("-10.55")),
        ("+1_0", Num("10")),
        ("-_1", Num("-1")),
        ("09", Num("9")),
        ("0o1_7", Num("15")),
        ("0b-1", Num("-1")),
        ("+0b1", Num("1")),
        ("1e1_0", Num("10000000000")),
        ("0_", Num("0")),
        ("0b_1", Num("1")),
    ];
    const STRINGS: &[&str] = &[
        "0b12",
        "_1",
        "._5",
        "1e400",
        "-1e400",
        "yEs",
        "tRUE",
        "nULL",
        "2001-01-01",
        "2001-12-14t21:59:43.10-05:00",
        "1:30",
        "190:20:30",
        "0x",
        "0b",
        "0o",
        "+",
        ".",
        "..",
        ".e5",
        "0x1p-2",
        "0x1.8",
        "1e5x",
        "Infinity",
        "inf",
        "NaN",
        "1,000",
        "100m",
        "0x1FFFFFFFFFFFFFFFF",
        "-.inf_",
        ".INFx",
        ".nanx",
        "<<x",
        "=",
        "1e",
        "1e+",
        "+.inf-",
        "-~",
        "~x",
        "0xg",
        "00x1",
        "0b11x",
        ".1_1_",
        "._1",
        "-0b",
        "-0b2",
        "0o8",
        "--1",
        "+-1",
        "0x-1",
        "-0b-1",
        "-0b+1",
        "_",
        "0x_",
    ];
    for (text, fact) in FACTS {
        match (plain(text), fact) {
            (Resolved::Null, Null) | (Resolved::Bool(true), Yes) | (Resolved::Bool(false), No) => {}
            (resolved, Num(number)) => assert_number(&resolved, number, text),
            (resolved, _) => panic!("{text} is {resolved:?}"),
        }
    }
    for text in STRINGS {
        assert_eq!(plain(text), Resolved::String(Cow::Borrowed(text)), "{text}");
    }
    assert_eq!(plain(""), Resolved::Null);
    for text in [".inf", "-.Inf", "+.INF", ".nan", ".NaN"] {
        assert!(resolve(text, Style::Plain, Tag::None).is_err(), "{text}");
    }
}

#[test]
fn quotes_and_blocks_are_strings() {
    for style in [Style::Quoted, Style::Block] {
        for text in ["yes", "12", "", "~", ".inf"] {
            let string = Resolved::String(Cow::Borrowed(text));
            assert_eq!(resolve(text, style, Tag::None), Ok(string));
        }
    }
}

#[test]
fn tags_convert_or_refuse() {
    let number = |text, tag, expected: &str| {
        for style in [Style::Plain, Style::Quoted, Style::Block] {
            assert_number(&resolve(text, style, tag).unwrap(), expected, text);
        }
    };
    number("0x1F", Tag::Int, "31");
    number("0644", Tag::Int, "420");
    number("18446744073709551615", Tag::Int, "18446744073709551615");
    number("1_0", Tag::Float, "10");
    number(".5", Tag::Float, "0.5");
    number("3.0", Tag::Float, "3");
    let is = |text, tag, resolved| assert_eq!(resolve(text, Style::Plain, tag), Ok(resolved));
    is("yes", Tag::Str, Resolved::String(Cow::Borrowed("yes")));
    is("12", Tag::Other, Resolved::String(Cow::Borrowed("12")));
    is("yes", Tag::Bool, Resolved::Bool(true));
    is("", Tag::Null, Resolved::Null);
    is(
        "2001-01-01",
        Tag::Timestamp,
        Resolved::String(Cow::Borrowed("2001-01-01")),
    );
    for (text, tag) in [
        ("1.5", Tag::Int),
        ("1.0", Tag::Int),
        ("yes", Tag::Int),
        ("", Tag::Int),
        ("yes", Tag::Float),
        ("18446744073709551615", Tag::Float),
        ("1e400", Tag::Float),
        ("1", Tag::Bool),
        ("", Tag::Bool),
        ("x", Tag::Null),
        ("foo", Tag::Timestamp),
    ] {
        assert!(resolve(text, Style::Plain, tag).is_err(), "{tag:?} {text}");
    }
}

#[test]
fn keys_are_named_as_the_json_of_kubernetes_names_them() {
    for (text, expected) in [
        ("12", "12"),
        ("010", "8"),
        ("0x10", "16"),
        ("1.50", "1.5"),
        ("1e3", "1000"),
        (".5", "0.5"),
        ("3.0", "3"),
        ("1e15", "1e+15"),
        ("1e21", "1e+21"),
        ("1e-7", "1e-07"),
        ("123456789.123", "1.2345679e+08"),
        ("-0.0", "-0"),
        ("1e5", "100000"),
        ("1e6", "1e+06"),
        ("yes", "true"),
        ("n", "false"),
        ("2001-01-01", "2001-01-01"),
        ("x", "x"),
    ] {
        assert_eq!(key(text, Style::Plain, Tag::None), expected, "{text}");
    }
}
