//! The JSON syntax of HCL, judged by Terraform: each configuration is evaluated as it stands and
//! once more after it went through our tree into the native syntax. Without terraform on the PATH
//! the comparison is skipped, and says so.
#![allow(clippy::print_stderr, reason = "a skipped test must be seen")]
#![allow(clippy::unwrap_used, reason = "a test that fails panics")]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use archlint::source::FileId;
use archlint::syntax::hcl::{Body, ExprId, ExprKind, TemplatePart, Tree};
use archlint::syntax::json::hcl::{Member, parse};

fn schema(path: &[&str], name: &str) -> Member {
    match (path, name) {
        ([], "resource" | "data") => Member::Block { labels: 2 },
        ([], "variable" | "output" | "module" | "provider") => Member::Block { labels: 1 },
        ([], "locals" | "terraform" | "moved" | "import" | "removed") => {
            Member::Block { labels: 0 }
        }
        (["variable", _], "validation") | (["resource", ..], "lifecycle") => {
            Member::Block { labels: 0 }
        }
        (["resource", _, _, "lifecycle"], "precondition") => Member::Block { labels: 0 },
        (["variable", _], "type") | (_, "depends_on" | "replace_triggered_by") => {
            Member::Expression
        }
        (["variable", _], "default" | "description") => Member::Literal,
        _ => Member::Argument,
    }
}

/// Writes a body in the native syntax.
fn native(tree: &Tree, body: &Body, out: &mut String) {
    for attribute in &body.attributes {
        let _ = write!(out, "{} = ", tree.str(attribute.name));
        expression(tree, attribute.expr, out);
        out.push('\n');
    }
    for block in &body.blocks {
        out.push_str(tree.str(block.kind));
        for label in &block.labels {
            out.push_str(" \"");
            characters(tree.chars(&label.text), out);
            out.push('"');
        }
        out.push_str(" {\n");
        native(tree, &block.body, out);
        out.push_str("}\n");
    }
}

fn expression(tree: &Tree, id: ExprId, out: &mut String) {
    let expr = tree.expr(id);
    match &expr.kind {
        ExprKind::Null => out.push_str("null"),
        ExprKind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        ExprKind::String(text) => {
            out.push('"');
            characters(tree.chars(text), out);
            out.push('"');
        }
        ExprKind::Template(parts) => {
            out.push('"');
            template(tree, parts, out);
            out.push('"');
        }
        ExprKind::Wrap(id) => {
            let _ = write!(out, "\"${{{}}}\"", tree.str(tree.expr(*id).span));
        }
        ExprKind::Tuple(items) => {
            out.push('[');
            for item in items {
                expression(tree, *item, out);
                out.push_str(", ");
            }
            out.push(']');
        }
        ExprKind::Object(items) => {
            out.push_str("{\n");
            for item in items {
                out.push('(');
                expression(tree, item.key, out);
                out.push_str(") = ");
                expression(tree, item.value, out);
                out.push('\n');
            }
            out.push('}');
        }
        // Whatever else stands in a configuration of ours is the native syntax's own text.
        _ => out.push_str(tree.str(expr.span)),
    }
}

fn template(tree: &Tree, parts: &[TemplatePart], out: &mut String) {
    for part in parts {
        match part {
            TemplatePart::Literal(text) => characters(tree.chars(text), out),
            TemplatePart::Interpolation(id) => {
                let _ = write!(out, "${{{}}}", tree.str(tree.expr(*id).span));
            }
            TemplatePart::If {
                condition, yes, no, ..
            } => {
                let _ = write!(out, "%{{if {}}}", tree.str(tree.expr(*condition).span));
                template(tree, yes, out);
                out.push_str("%{else}");
                template(tree, no, out);
                out.push_str("%{endif}");
            }
            TemplatePart::For {
                key_name,
                value_name,
                collection,
                body,
                ..
            } => {
                out.push_str("%{for ");
                if let Some(name) = key_name {
                    let _ = write!(out, "{}, ", tree.str(*name));
                }
                let collection = tree.str(tree.expr(*collection).span);
                let _ = write!(out, "{} in {collection}}}", tree.str(*value_name));
                template(tree, body, out);
                out.push_str("%{endfor}");
            }
        }
    }
}

fn characters(text: &str, out: &mut String) {
    for (at, character) in text.char_indices() {
        let opens = text.get(at + 1..).is_some_and(|rest| rest.starts_with('{'));
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' | '%' if opens => out.extend([character, character]),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04x}", control as u32);
            }
            character => out.push(character),
        }
    }
}

/// What `terraform console` prints for `wanted`, errors included; `None` without terraform.
fn console(file: &str, configuration: &str, wanted: &str) -> Option<String> {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join(file), configuration).unwrap();
    let mut child = Command::new("terraform")
        .args(["console", "-no-color"])
        .current_dir(directory.path())
        .env("TF_CLI_CONFIG_FILE", "/dev/null")
        .env("CHECKPOINT_DISABLE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    child
        .stdin
        .take()
        .unwrap()
        .write_all(wanted.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    // Some errors are printed beside a result and an exit status of 0.
    if String::from_utf8_lossy(&output.stderr).contains("Error:") {
        return Some("an error".into());
    }
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

const CONFIGURATIONS: &[(&str, &str)] = &[
    (
        r#"{"locals": {"n": [null, true, -1.5e3, 0.1, 12345678901234567890, -0], "s": "a\"\\\u00e9\ud83d\ude00\n\t$${x} %%{y} $ % {"}}"#,
        "jsonencode([local.n, local.s])",
    ),
    (
        r#"{"locals": {"a": "${[1, 2]}", "b": "x${local.a[0]}-${local.a[1]}y", "c": {"k${local.a[0]}": "${local.b}", "//": 1}}}"#,
        "jsonencode([local.a, local.b, local.c])",
    ),
    (
        r#"{"locals": {"m": {"a b": 1}, "a": "${local.m[\"a b\"]}", "b": "${ {for k, v in local.m : k => \"${v}!\"} }", "c": "\u0024{1 + 1}"}}"#,
        "jsonencode([local.a, local.b, local.c])",
    ),
    (
        r#"{"locals": {"a": "%{if true}yes\n%{else}no%{endif}", "b": "%{for i, x in [\"p\", \"q\"]}${i}=${x};%{endfor}", "c": "<%{ if false ~} z %{ endif ~} >"}}"#,
        "jsonencode([local.a, local.b, local.c])",
    ),
    (
        r#"[{"locals": {"a": 1}}, {"//": "c", "locals": [{"b": 2, "//": ["x"]}, {"c": 3}]}, {"l\u006fcals": {"\u0064": 4}}]"#,
        "jsonencode([local.a, local.b, local.c, local.d])",
    ),
    (
        r#"{"variable": {"v": {"type": "map(object({ a = string, b = optional(list(number), [1]) }))", "default": {"x": {"a": "${no}"}}}}}"#,
        "jsonencode(var.v)",
    ),
    (
        r#"{"variable": [{"a": {"default": ["x"]}}, {"b": [{"default": "%{if}", "type": "string", "description": "${"}]}]}"#,
        "jsonencode([var.a, var.b])",
    ),
    (
        r#"{"resource": {"terraform_data": {"a": {"count": "${2}", "input": {"i": "${count.index}"}}, "b": {"depends_on": ["terraform_data.a"], "input": "${terraform_data.a[*].input.i}", "lifecycle": {"precondition": [{"condition": "${length(terraform_data.a) == 2}", "error_message": "no"}], "replace_triggered_by": ["terraform_data.a[0]"]}}}}}"#,
        "jsonencode([length(terraform_data.a), terraform_data.b.id == null])",
    ),
    (
        r#"{"locals": {"a": "<<EOT\n${1}\nEOT", "b": "// no comment", "c": "; ${\"no\" /* yes */}"}}"#,
        "jsonencode([local.a, local.b, local.c])",
    ),
    (r#"{"locals": null, "variable": {"v": null}}"#, "1 + 1"),
    // What Terraform refuses, we refuse.
    (r#"{"locals": {"a": "${"}}"#, "local.a"),
    (r#"{"locals": {"a": "${1 +}"}}"#, "local.a"),
    (r#"{"locals": {"a": 1, "a": 2}}"#, "1"),
    (r#"{"locals": {"a": {"k": 1, "k": 2}}}"#, "local.a"),
    (r#"{"locals": 5}"#, "1"),
    (r#"{"variable": {}}"#, "1"),
    (r#"{"variable": {"//": "c", "v": {}}}"#, "1"),
    (r#"{"locals": {"a": [1,]}}"#, "local.a"),
    (r#"{"locals": {"a": 01}}"#, "local.a"),
    (r#"{"locals": {"a": .5}}"#, "local.a"),
    (r#"{"locals": {"a": "\x"}}"#, "local.a"),
    ("{\"locals\": {\"a\": \"x\ty\"}}", "local.a"),
    ("\u{feff}{\"locals\": {\"a\": 1}}", "local.a"),
    (r#"{"locals": {}} {}"#, "1"),
    ("null", "1"),
];

#[test]
fn terraform_evaluates_both_syntaxes_alike() {
    for (json, wanted) in CONFIGURATIONS {
        let (tree, diagnostics) = parse(FileId(0), (*json).into(), &schema);
        let Some(expected) = console("main.tf.json", json, wanted) else {
            eprintln!("skipped: terraform is not on the PATH");
            return;
        };
        assert_eq!(
            expected == "an error",
            !diagnostics.is_empty(),
            "{json}\n{diagnostics:?}"
        );
        if diagnostics.is_empty() {
            let mut text = String::new();
            native(&tree, &tree.body, &mut text);
            assert_eq!(
                console("main.tf", &text, wanted),
                Some(expected),
                "{json}\n{text}"
            );
        }
    }
}
