//! What `yamldecode` of Terraform 1.11 made of each scalar.

use super::*;

fn plain(text: &str) -> Resolved<'_> {
    resolve(text, Style::Plain, Tag::None).unwrap()
}

fn number(text: &str) -> Resolved<'_> {
    Resolved::Number(Cow::Borrowed(text))
}

fn string(text: &str) -> Resolved<'_> {
    Resolved::String(Cow::Borrowed(text))
}

#[test]
fn plain_scalars_are_what_yamldecode_makes_of_them() {
    for (text, expected) in [
        ("0644", "644"),
        ("08", "8"),
        ("0o17", "15"),
        ("0x1F", "31"),
        ("0xff", "255"),
        ("1e3", "1e3"),
        ("+12", "12"),
        ("1.", "1"),
        ("-.5", "-0.5"),
        ("+.5", "0.5"),
        (".5", "0.5"),
        (".5e3", "0.5e3"),
        ("00.5", "0.5"),
        ("-0", "-0"),
        (
            "12345678901234567890123456789",
            "12345678901234567890123456789",
        ),
        ("0.1234567890123456789012345", "0.1234567890123456789012345"),
        ("1e400", "1e400"),
    ] {
        assert_eq!(plain(text), number(expected), "{text}");
    }
    for text in [
        "1_000",
        ".5_0",
        "0b11",
        "-0x1F",
        "._5",
        "1_0e2_0",
        "0x_1",
        "-",
        "+",
        ".",
        "1e3x",
        "1:30",
        "190:20:30",
        "0x",
        "0o8",
        "-0o7",
        "+0x1",
        "0X1",
        "1_",
        "_1",
        "..5",
        ".e5",
        ".INFx",
        "tRUE",
        "TrUe",
        "2001-13-01",
        "2001-02-30",
        "2001-01-01T00:00:00",
        ".5.5",
        ".inf5",
        "._",
        ".1e",
        ".0x1",
        "0x1p3",
        "<<",
        "é",
        "=",
    ] {
        assert_eq!(plain(text), string(text), "{text}");
    }
    for text in ["yes", "y", "On", "TRUE"] {
        assert_eq!(plain(text), Resolved::Bool(true), "{text}");
    }
    for text in ["no", "n", "off", "False"] {
        assert_eq!(plain(text), Resolved::Bool(false), "{text}");
    }
    for text in ["", "~", "Null"] {
        assert_eq!(plain(text), Resolved::Null, "{text}");
    }
    assert_eq!(plain("-.inf"), Resolved::Infinity { negative: true });
    assert_eq!(plain("2001-1-1"), string("2001-01-01T00:00:00Z"));
    assert!(resolve(".nan", Style::Plain, Tag::None).is_err());
    assert!(resolve("0x1FFFFFFFFFFFFFFFF", Style::Plain, Tag::None).is_err());
}

#[test]
fn a_block_is_read_as_if_it_were_plain_but_a_quoted_scalar_is_a_string() {
    assert_eq!(
        resolve("yes", Style::Block, Tag::None),
        Ok(Resolved::Bool(true))
    );
    assert_eq!(
        resolve("yes\n", Style::Block, Tag::None),
        Ok(string("yes\n"))
    );
    assert_eq!(resolve("12", Style::Block, Tag::Float), Ok(number("12")));
    for tag in [
        Tag::None,
        Tag::Int,
        Tag::Float,
        Tag::Bool,
        Tag::Null,
        Tag::Timestamp,
    ] {
        for text in ["12", "yes", "", "2001-01-01"] {
            assert_eq!(
                resolve(text, Style::Quoted, tag),
                Ok(string(text)),
                "{tag:?}"
            );
        }
    }
}

#[test]
fn tags_convert_or_refuse() {
    for (text, tag, expected) in [
        ("0b11", Tag::Int, number("3")),
        ("-0b11", Tag::Int, number("-3")),
        ("0644", Tag::Int, number("644")),
        ("1.5", Tag::Int, number("1.5")),
        ("+0x1", Tag::Int, number("1")),
        ("_3", Tag::Int, number("3")),
        ("1_0", Tag::Float, number("10")),
        (".5_0", Tag::Float, number("0.50")),
        ("yes", Tag::Float, Resolved::Bool(true)),
        ("~", Tag::Bool, Resolved::Null),
        ("5", Tag::Null, number("5")),
        ("0", Tag::Bool, number("0")),
        ("~", Tag::Str, string("~")),
        ("aGk=", Tag::Binary, string("aGk=")),
        ("2001-01-01", Tag::Timestamp, string("2001-01-01T00:00:00Z")),
    ] {
        assert_eq!(
            resolve(text, Style::Plain, tag),
            Ok(expected),
            "{tag:?} {text}"
        );
    }
    for (text, tag) in [
        ("3", Tag::Other),
        ("foo", Tag::Merge),
        ("a", Tag::Float),
        ("2001-01-01", Tag::Int),
        ("2001-01-01", Tag::Bool),
        ("foo", Tag::Timestamp),
        ("aGk", Tag::Binary),
        ("a=Gk", Tag::Binary),
    ] {
        assert!(resolve(text, Style::Plain, tag).is_err(), "{tag:?} {text}");
    }
}
