//! The characters of strings and heredocs: `terraform console` evaluates generated ones, and the
//! tree must say the same.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use archlint::syntax::hcl::{ExprId, ExprKind, TemplatePart, Tree};

use crate::common::good;
use crate::terraform::Numbers;

/// The value of a string whose interpolations are strings and whose conditions are `true` or
/// `false`.
fn value(tree: &Tree, id: ExprId) -> String {
    match &tree.expr(id).kind {
        ExprKind::String(text) => tree.chars(text).to_owned(),
        ExprKind::Wrap(inner) => value(tree, *inner),
        ExprKind::Template(parts) => rendered(tree, parts),
        other => panic!("{other:?}"),
    }
}

fn rendered(tree: &Tree, parts: &[TemplatePart]) -> String {
    let part = |part: &TemplatePart| match part {
        TemplatePart::Literal(text) => tree.chars(text).to_owned(),
        TemplatePart::Interpolation(id) => value(tree, *id),
        TemplatePart::If {
            condition, yes, no, ..
        } => match tree.expr(*condition).kind {
            ExprKind::Bool(true) => rendered(tree, yes),
            _ => rendered(tree, no),
        },
        TemplatePart::For { .. } => panic!("none is generated"),
    };
    parts.iter().map(part).collect()
}

/// The values that Terraform gives to the expressions, or `None` without Terraform.
#[allow(clippy::print_stderr, reason = "a skipped test has to be seen")]
fn values_of_terraform(expressions: &[String]) -> Option<Vec<String>> {
    let directory = tempfile::tempdir().unwrap();
    let mut file = String::from("locals {\n  all = [\n");
    for expression in expressions {
        file += &format!("{expression}\n,\n");
    }
    fs::write(directory.path().join("main.tf"), file + "  ]\n}\n").unwrap();
    let console = Command::new("terraform")
        .arg("console")
        .env("CHECKPOINT_DISABLE", "1")
        .current_dir(directory.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut console) = console else {
        eprintln!("SKIPPED: terraform is not on this machine, its strings are not compared");
        return None;
    };
    let mut input = console.stdin.take().unwrap();
    input
        .write_all(b"base64encode(jsonencode(local.all))\n")
        .unwrap();
    drop(input);
    let output = console.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let printed = String::from_utf8_lossy(&output.stdout);
    let encoded = printed.lines().find_map(|line| line.split('"').nth(1));
    Some(serde_json::from_slice(&decode(encoded.unwrap())).unwrap())
}

/// Base 64, so that the console's own quoting plays no part.
fn decode(encoded: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in encoded.bytes().filter(|byte| *byte != b'=') {
        let digit = DIGITS.iter().position(|digit| *digit == byte).unwrap();
        bits = bits << 6 | digit as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

/// Pieces of a template, with directives that are balanced by [`template`].
const PIECES: &[&str] = &[
    " ",
    "  ",
    "    ",
    "\t",
    "a",
    "b c",
    "é",
    "\u{2003}",
    "$.",
    "%.",
    "$${",
    "%%{",
    "$$.",
    "${\"x\"}",
    "${\"x\" ~}",
    "${~ \"x\"}",
    "${~\"x\"~}",
    "${\"${~ \"y\" ~}\"}",
    "${\" ${~ \" z \" ~} \"}",
];

/// Text of a template of pieces and newlines.
fn template(numbers: &mut Numbers, newlines: &[&str]) -> String {
    let mut text = String::new();
    let mut open = Vec::new();
    for _ in 0..numbers.below(14) {
        let strip = ["", "~"][numbers.below(2)];
        match (numbers.below(12), open.last()) {
            (0, _) => {
                let condition = numbers.below(2) == 0;
                text += &format!("%{{{strip} if {condition} {strip}}}");
                open.push("if");
            }
            (1, Some(&"if")) => {
                text += &format!("%{{ else {strip}}}");
                open.pop();
                open.push("else");
            }
            (2, Some(_)) => {
                text += &format!("%{{{strip} endif }}");
                open.pop();
            }
            (3..=6, _) if !newlines.is_empty() => text += newlines[numbers.below(newlines.len())],
            _ => text += PIECES[numbers.below(PIECES.len())],
        }
    }
    text + &"%{ endif }".repeat(open.len())
}

#[test]
fn terraform_reads_the_same_characters() {
    let mut numbers = Numbers::new(7);
    let mut expressions = Vec::new();
    for round in 0..600 {
        expressions.push(match round % 4 {
            0 => format!(
                "\"{}\"",
                template(&mut numbers, &["\\n", "\\t", "\\\\", "\\u00e9"])
            ),
            1 => format!("<<E\n{}\n E", template(&mut numbers, &["\n", "$\n"])),
            2 => format!(
                "<<-E\n  {}\n E",
                template(&mut numbers, &["\n", "\n  ", "\n   "])
            ),
            _ => format!(
                "<<-E\r\n{}\r\nE\r",
                template(&mut numbers, &["\r\n", "\r\n\t"])
            ),
        });
    }
    let Some(expected) = values_of_terraform(&expressions) else {
        return;
    };
    assert_eq!(expected.len(), expressions.len());
    for (expression, expected) in expressions.iter().zip(expected) {
        let tree = good(&format!("a = {expression}\n"));
        let ours = value(&tree, tree.body.attributes[0].expr);
        assert_eq!(ours, expected, "{expression}");
    }
}
