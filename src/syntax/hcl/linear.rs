//! The work on hostile texts is linear: counted in bytes looked at, not in time.

use super::Parser;
use crate::source::FileId;

/// What a text may begin with.
const STARTS: &[&str] = &[
    "",
    "a = ",
    "a = \"",
    "a = \"${",
    "a = <<E\n",
    "a = <<-E\n",
    "a = [\n",
    "a = {\n",
    "a {\n",
    "a {\n  b = ",
    "a \"b\" {\n  b = <<E\n",
];

/// What may be repeated after it.
const UNITS: &[&str] = &[
    "a",
    "1",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\0",
    "é",
    "€",
    "#",
    "# a\n",
    "/*",
    "/**/",
    "//",
    "\"",
    "\"\n",
    "\\",
    "\\\"",
    "$",
    "$$",
    "${",
    "$${",
    "%{",
    "${a}",
    "%{ if a }",
    "%{ endif }",
    "%{ for a in b }",
    "~}",
    "{",
    "}",
    "{}",
    "{\n",
    "}\n",
    "} }",
    "} a ",
    "[",
    "]",
    "[]",
    "[*]",
    "[0]",
    "(",
    ")",
    "()",
    ".",
    ".*",
    ".a",
    ".0",
    "..",
    "...",
    ",",
    "a,",
    "1,\n",
    ":",
    "::",
    "a::",
    "=",
    "=>",
    "!",
    "-",
    "+1",
    "&&a",
    "a ? b : ",
    "a ? ",
    "for ",
    "[for a in ",
    "{for a in b : c => ",
    "<<",
    "<<E\n",
    "<<E\n${",
    "E\n",
    "  E\n",
    "a = <<E\n",
    "a = <<E\nE\n",
    "a = <<F\n${/*\nF\n",
    "a = <<F\n${\nF\n",
    "a = <<F\n${[\nF\n",
    "a = /*\n",
    "a = \"${\n",
    "a = [\n",
    "  a = [\n",
    "a = (\n",
    "a = {\n",
    "a = {\n b = 1 c\n}\n",
    "a = 1 1\n",
    "a = 1 1 <<A\n",
    "a {\n",
    "  a {\n",
    "a {\n}\n",
    "a {\n b = \n",
    "a \"b\" ",
    "a \"b\"\n",
    "a \"b\" {\n",
    "a \"b\" { c = [ }\n",
    "a = \"\\q\"\n",
    "a = 1\n",
    "a\n",
    "=\n",
    "\"a\" = 1\n",
    "a b c",
    "x }",
    "1e1",
    "1.",
    "<<-E\n  a\n  E\n",
];

/// How many bytes of a text are looked at.
fn steps(text: &str) -> usize {
    let mut parser = Parser::new(FileId(0), text, 0);
    let _body = parser.file_body();
    parser.steps.get()
}

#[test]
fn hostile_texts_cost_a_fixed_number_of_looks_per_byte() {
    let mut worst = (0, String::new());
    for start in STARTS {
        for unit in UNITS {
            let text = start.to_string() + &unit.repeat(6000 / unit.len());
            let looks = steps(&text) / text.len();
            worst = worst.max((looks, format!("{start:?} {unit:?}")));
        }
    }
    // A quadratic text of this size would take thousands.
    assert!(worst.0 < 120, "{worst:?}");
}

#[test]
fn long_beginnings_are_not_looked_at_again_and_again() {
    let mut worst = (0, String::new());
    for start in [
        "/*x*/ a {\n  b\n",
        "a = 1 1",
        "a = [[[[",
        "a = \"${",
        "a = {{{{",
        "a = ((((",
        "a {\n b = <<E",
    ] {
        for filler in ["x", " ", "[", "{", "(", "\"${", "}"] {
            for unit in UNITS {
                let (head, tail) = start.split_at(start.len() - 1);
                let text = [
                    head,
                    &filler.repeat(3000),
                    tail,
                    "\n",
                    &unit.repeat(3000 / unit.len()),
                ];
                let text = match start.strip_prefix("/*x") {
                    Some(rest) => format!("/*{}{rest}{}", text[1], text[4]),
                    None => text.concat(),
                };
                let looks = steps(&text) / text.len();
                worst = worst.max((looks, format!("{start:?} {filler:?} {unit:?}")));
            }
        }
    }
    assert!(worst.0 < 120, "{worst:?}");
}

#[test]
fn mixed_hostile_texts_cost_a_fixed_number_of_looks_per_byte() {
    let mut worst = (0, String::new());
    for first in UNITS {
        for second in UNITS {
            let unit = format!("{first}{second}");
            let text = unit.repeat(3000 / unit.len());
            let looks = steps(&text) / text.len();
            worst = worst.max((looks, format!("{unit:?}")));
        }
    }
    assert!(worst.0 < 120, "{worst:?}");
}
