//! What edits make of texts.

use super::*;
use crate::finding::Scalar;
use crate::source::{Place, Span};
use crate::syntax::hcl;

/// `text` with the argument `backup_retention_period = 35` in its last block.
fn with_argument(text: &str) -> Option<String> {
    let mut sources = Sources::default();
    let file = sources.add("main.tf", text);
    let (tree, _) = hcl::parse(file, text.into());
    let change = Change::Argument {
        block: Place::new(file, tree.body.blocks.last()?.header),
        kind: "resource",
        name: "backup_retention_period".into(),
        to: Scalar::Bare("35".into()),
    };
    Some(apply(text, &edits(&change, &sources)?))
}

/// What becomes of the last occurrence of `written`, of the value `from`, in a file at `path`.
fn with_literal(path: &str, text: &str, written: &str, from: Scalar, to: Scalar) -> Option<String> {
    let mut sources = Sources::default();
    let file = sources.add(path, text);
    let start = text.rfind(written)? as u32;
    let place = Place::new(file, Span::new(start, start + written.len() as u32));
    let change = Change::Literal { place, from, to };
    Some(apply(text, &edits(&change, &sources)?))
}

fn bare(text: &str) -> Scalar {
    Scalar::Bare(text.into())
}

#[test]
fn an_argument_joins_the_longest_run_and_aligns_it() {
    let text = "resource \"a\" \"b\" {\n  count = 2\n\n  engine = \"x\"\n  name   = \"y\"\n\n  tags = {\n    a = 1\n  }\n}\n";
    let wanted = "resource \"a\" \"b\" {\n  count = 2\n\n  engine                  = \"x\"\n  name                    = \"y\"\n  backup_retention_period = 35\n\n  tags = {\n    a = 1\n  }\n}\n";
    assert_eq!(with_argument(text).as_deref(), Some(wanted));
    let longer = "resource \"a\" \"b\" {\n  an_argument_with_a_long_name = 1\n}\n";
    let wanted = "resource \"a\" \"b\" {\n  an_argument_with_a_long_name = 1\n  backup_retention_period      = 35\n}\n";
    assert_eq!(with_argument(longer).as_deref(), Some(wanted));
}

#[test]
fn an_argument_stands_apart_where_it_would_move_comments_or_a_style_of_its_own() {
    let commented = "resource \"a\" \"b\" {\n  engine = \"x\" # chosen\n  tags = {}\n}\n";
    let wanted = "resource \"a\" \"b\" {\n  engine = \"x\" # chosen\n  tags = {}\n\n  backup_retention_period = 35\n}\n";
    assert_eq!(with_argument(commented).as_deref(), Some(wanted));
    let ragged = "resource \"a\" \"b\" {\n  e = 1\n  name = 2\n  lifecycle {\n  }\n}\n";
    let wanted = "resource \"a\" \"b\" {\n  e = 1\n  name = 2\n\n  backup_retention_period = 35\n\n  lifecycle {\n  }\n}\n";
    assert_eq!(with_argument(ragged).as_deref(), Some(wanted));
}

#[test]
fn blocks_without_a_line_of_their_own_get_lines() {
    for (text, wanted) in [
        (
            "resource \"a\" \"b\" {}\n",
            "resource \"a\" \"b\" {\n  backup_retention_period = 35\n}\n",
        ),
        (
            "resource \"a\" \"b\" { engine = \"x\" }\n",
            "resource \"a\" \"b\" {\n  engine                  = \"x\"\n  backup_retention_period = 35\n}\n",
        ),
        (
            "resource \"a\" \"b\" {\n  lifecycle {\n  }\n}\n",
            "resource \"a\" \"b\" {\n  backup_retention_period = 35\n\n  lifecycle {\n  }\n}\n",
        ),
        (
            "resource \"a\" \"b\" {\r\n  e = 1\r\n}\r\n",
            "resource \"a\" \"b\" {\r\n  e                       = 1\r\n  backup_retention_period = 35\r\n}\r\n",
        ),
    ] {
        assert_eq!(with_argument(text).as_deref(), Some(wanted));
    }
}

#[test]
fn what_is_there_already_or_broken_is_left_alone() {
    let there = "resource \"a\" \"b\" {\n  backup_retention_period = null\n}\n";
    assert_eq!(with_argument(there), None);
    assert_eq!(
        with_argument("resource \"a\" \"b\" {\n  x = = 1\n}\n"),
        None
    );
    assert_eq!(with_argument("module \"b\" {\n}\n"), None);
}

#[test]
fn literals_keep_their_quotes() {
    let to = || bare("35");
    for (path, text, written, wanted) in [
        ("a.tf", "x = 7 # days", "7", "x = 35 # days"),
        ("a.tf", "x = \"7\"", "\"7\"", "x = \"35\""),
        ("a.tf", "x = null", "null", "x = 35"),
        ("a.tfvars", "x = 7\n", "7", "x = 35\n"),
        ("a.tf.json", "{\"x\": 7}", "7", "{\"x\": 35}"),
        ("a.yaml", "x: '7'", "'7'", "x: '35'"),
        ("a.yaml", "x:  7 # y", "x:  7", "x:  35 # y"),
    ] {
        let found = with_literal(path, text, written, bare("7"), to());
        assert_eq!(found.as_deref(), Some(wanted));
    }
    let word = || Scalar::Text("Enabled".into());
    let of = |path: &str, written: &str| {
        let from = Scalar::Text("Disabled".into());
        with_literal(path, written, written, from, word())
    };
    assert_eq!(of("a.yaml", "Disabled").as_deref(), Some("Enabled"));
    assert_eq!(of("a.tf", "\"Disabled\"").as_deref(), Some("\"Enabled\""));
    let yes = with_literal(
        "a.yaml",
        "x",
        "x",
        Scalar::Text("x".into()),
        Scalar::Text("yes".into()),
    );
    assert_eq!(yes.as_deref(), Some("\"yes\""));
}

#[test]
fn only_plain_literals_of_own_files_change() {
    let change = |path: &str, text: &str| with_literal(path, text, text, bare("7"), bare("35"));
    for path in [
        "archlint:models/a/main.tf",
        "live/.terraform/modules/db/main.tf",
        "plan.json",
        "standard input",
    ] {
        assert_eq!(change(path, "7"), None, "{path}");
    }
    for text in ["-7", "07", "var.x", "\"${7}\"", "\"7\\u0020\"", "8"] {
        assert_eq!(change("a.tf", text), None, "{text}");
    }
}

#[test]
fn changes_of_one_text_are_made_one_after_the_other() {
    let mut sources = Sources::default();
    let file = sources.add("a.tf", "x = 7\ny = 8\n");
    let place = |start, end| Place::new(file, Span::new(start, end));
    let change = |at: Place, from: &str, to: &str| Change::Literal {
        place: at,
        from: bare(from),
        to: bare(to),
    };
    let changes = [
        change(place(4, 5), "7", "35"),
        change(place(4, 5), "7", "35"),
        change(place(4, 5), "7", "40"),
        change(place(10, 11), "8", "9"),
    ];
    let files = together(&changes, &sources);
    let text = apply(&sources.get(file).unwrap().text, &files[&file]);
    assert_eq!(text, "x = 35\ny = 9\n");
}
