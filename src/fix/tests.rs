//! What edits make of texts.

use super::*;
use crate::finding::Holder;
use crate::source::Span;
use crate::syntax::hcl;

fn fix(changes: Vec<Change>) -> Fix {
    Fix {
        message: "set it".into(),
        safety: FixSafety::Safe,
        changes,
        by_hand: None,
    }
}

/// `text` with `path` set to `to` in what stands at the first `at`.
fn with_entry(
    path: &str,
    text: &str,
    at: &str,
    holder: Holder,
    entry: &[&str],
    to: Scalar,
) -> Option<String> {
    let mut sources = Sources::default();
    let file = sources.add(path, text);
    let start = text.find(at)? as u32;
    let change = Change::Entry {
        at: Place::new(file, Span::new(start, start + at.len() as u32)),
        holder,
        path: entry.iter().map(|name| Arc::from(*name)).collect(),
        to,
    };
    let edits = Editor::new(&sources).edits(&fix(vec![change])).ok()?;
    Some(apply(text, &edits))
}

/// `text` with the argument `backup_retention_period = 35` in its last block.
fn with_argument(text: &str) -> Option<String> {
    let mut sources = Sources::default();
    let file = sources.add("main.tf", text);
    let (tree, _) = hcl::parse(file, text.into());
    let header = tree.body.blocks.last()?.header;
    let name = &["backup_retention_period"];
    with_entry(
        "main.tf",
        text,
        header.text(text),
        Holder::Resource,
        name,
        bare("35"),
    )
}

/// What becomes of the last occurrence of `written`, of the value `from`, in a file at `path`.
fn with_literal(path: &str, text: &str, written: &str, from: Scalar, to: Scalar) -> Option<String> {
    let mut sources = Sources::default();
    let file = sources.add(path, text);
    let start = text.rfind(written)? as u32;
    let place = Place::new(file, Span::new(start, start + written.len() as u32));
    let change = Change::Literal { place, from, to };
    let edits = Editor::new(&sources).edits(&fix(vec![change])).ok()?;
    Some(apply(text, &edits))
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
        ("a.tf", "x = \"7\" # %", "\"7\"", "x = \"35\" # %"),
        ("a.yaml", "x:  7 # y", "x:  7", "x:  35 # y"),
    ] {
        let found = with_literal(path, text, written, bare("7"), to());
        assert_eq!(found.as_deref(), Some(wanted));
    }
    // A share in quotes becomes a number, not a text of one.
    let share = with_literal(
        "a.yaml",
        "x: \"100%\"",
        "\"100%\"",
        Scalar::Text("100%".into()),
        bare("0"),
    );
    assert_eq!(share.as_deref(), Some("x: 0"));
    let share = with_literal(
        "a.tf",
        "x = \"100%\"",
        "\"100%\"",
        Scalar::Text("100%".into()),
        bare("0"),
    );
    assert_eq!(share.as_deref(), Some("x = \"0\""));
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
    let plan = |changes: &[Change]| {
        let fixes: Vec<Fix> = changes.iter().map(|c| fix(vec![c.clone()])).collect();
        together(&fixes, &sources)
    };
    let made = plan(&[
        change(place(4, 5), "7", "35"),
        change(place(4, 5), "7", "35"),
        change(place(10, 11), "8", "9"),
    ]);
    let text = apply(&sources.get(file).unwrap().text, &made.edits[&file]);
    assert_eq!(text, "x = 35\ny = 9\n");
    assert!(made.by_hand.is_empty());
    // Nobody's wish goes first where wishes differ.
    let made = plan(&[
        change(place(4, 5), "7", "35"),
        change(place(4, 5), "7", "40"),
        change(place(10, 11), "8", "9"),
    ]);
    let text = apply(&sources.get(file).unwrap().text, &made.edits[&file]);
    assert_eq!(text, "x = 7\ny = 9\n");
    assert_eq!(made.by_hand, [(0, DIFFERING), (1, DIFFERING)].into());
}

#[test]
fn nested_blocks_are_made_where_they_are_missing() {
    let path = &["versioning_configuration", "status"];
    let of = |text: &str| {
        let to = Scalar::Text("Enabled".into());
        with_entry(
            "main.tf",
            text,
            "resource \"a\" \"b\"",
            Holder::Resource,
            path,
            to,
        )
    };
    for (text, wanted) in [
        (
            "resource \"a\" \"b\" {\n  bucket = 1\n}\n",
            "resource \"a\" \"b\" {\n  bucket = 1\n\n  versioning_configuration {\n    status = \"Enabled\"\n  }\n}\n",
        ),
        (
            "resource \"a\" \"b\" {\n}",
            "resource \"a\" \"b\" {\n  versioning_configuration {\n    status = \"Enabled\"\n  }\n}",
        ),
        (
            "resource \"a\" \"b\" { bucket = 1 }\n",
            "resource \"a\" \"b\" {\n  bucket = 1\n\n  versioning_configuration {\n    status = \"Enabled\"\n  }\n}\n",
        ),
        (
            "resource \"a\" \"b\" {\r\n  bucket = 1 # it\r\n}\r\n",
            "resource \"a\" \"b\" {\r\n  bucket = 1 # it\r\n\r\n  versioning_configuration {\r\n    status = \"Enabled\"\r\n  }\r\n}\r\n",
        ),
        (
            "\tresource \"a\" \"b\" {\n\t\tbucket = 1\n\t}\n",
            "\tresource \"a\" \"b\" {\n\t\tbucket = 1\n\n\t\tversioning_configuration {\n\t\t\tstatus = \"Enabled\"\n\t\t}\n\t}\n",
        ),
        (
            "resource \"a\" \"b\" {\n  versioning_configuration {}\n}\n",
            "resource \"a\" \"b\" {\n  versioning_configuration {\n    status = \"Enabled\"\n  }\n}\n",
        ),
    ] {
        assert_eq!(of(text).as_deref(), Some(wanted));
    }
    for text in [
        "resource \"a\" \"b\" { x = 1 /* why */ }\n",
        "resource \"a\" \"b\" {\n  dynamic \"versioning_configuration\" {\n    for_each = []\n    content {}\n  }\n}\n",
        "resource \"a\" \"b\" {\n  versioning_configuration {}\n  versioning_configuration {}\n}\n",
        "resource \"a\" \"b\" {\n  versioning_configuration = {}\n}\n",
    ] {
        assert_eq!(of(text), None, "{text}");
    }
    let object = "resource \"kubernetes_deployment\" \"a\" {\n  spec {\n    replicas = 2\n  }\n}\n";
    let path = &["strategy", "rollingUpdate", "maxUnavailable"];
    let wanted = "resource \"kubernetes_deployment\" \"a\" {\n  spec {\n    replicas = 2\n\n    strategy {\n      rolling_update {\n        max_unavailable = 0\n      }\n    }\n  }\n}\n";
    let made = with_entry("main.tf", object, "spec", Holder::Object, path, bare("0"));
    assert_eq!(made.as_deref(), Some(wanted));
}

#[test]
fn members_of_json_look_like_their_neighbours() {
    let of = |text: &str, at: &str, path: &[&str]| {
        with_entry("main.tf.json", text, at, Holder::Resource, path, bare("35"))
    };
    for (text, wanted) in [
        (
            "{\n  \"b\": {\n    \"engine\": \"x\"\n  }\n}\n",
            "{\n  \"b\": {\n    \"engine\": \"x\",\n    \"days\": 35\n  }\n}\n",
        ),
        ("{\"b\":{\"c\":1}}", "{\"b\":{\"c\":1, \"days\":35}}"),
        ("{\"b\": {}}", "{\"b\": { \"days\": 35 }}"),
        (
            "{\"b\": [{\"c\": 1}]}",
            "{\"b\": [{\"c\": 1, \"days\": 35}]}",
        ),
    ] {
        assert_eq!(of(text, "\"b\"", &["days"]).as_deref(), Some(wanted));
    }
    let nested = of("{\"b\": {\"c\": 1}}", "\"b\"", &["x", "days"]);
    assert_eq!(
        nested.as_deref(),
        Some("{\"b\": {\"c\": 1, \"x\": { \"days\": 35 }}}")
    );
    assert_eq!(of("{\"b\": {\"days\": null}}", "\"b\"", &["days"]), None);
    assert_eq!(of("{\"b\": [{}, {}]}", "\"b\"", &["days"]), None);
}

/// `text` with `minReplicas: 2` in its `spec`.
fn with_least(text: &str) -> Option<String> {
    let path = &["minReplicas"];
    with_entry("a.yaml", text, "spec", Holder::Object, path, bare("2"))
}

#[test]
fn entries_of_yaml_look_like_their_neighbours() {
    for (text, wanted) in [
        (
            "kind: H\nspec:\n  # at most\n  maxReplicas: 9 # nine\n  # how\n  metrics:\n    - a: b\n",
            "kind: H\nspec:\n  # at most\n  maxReplicas: 9 # nine\n  minReplicas: 2\n  # how\n  metrics:\n    - a: b\n",
        ),
        (
            "kind: H\nspec: # all of it\n    # the pods\n    template:\n        a: b\n",
            "kind: H\nspec: # all of it\n    minReplicas: 2\n    # the pods\n    template:\n        a: b\n",
        ),
        (
            "kind: H\nspec: {a: b}\n",
            "kind: H\nspec: {a: b, minReplicas: 2}\n",
        ),
        (
            "kind: H\nspec: { a: b }\n",
            "kind: H\nspec: { a: b, minReplicas: 2 }\n",
        ),
        (
            "kind: H\nspec: {a: b,}\n",
            "kind: H\nspec: {a: b, minReplicas: 2}\n",
        ),
        ("kind: H\nspec: {}\n", "kind: H\nspec: {minReplicas: 2}\n"),
        (
            "{\n  \"spec\": {\n    \"a\": 1\n  }\n}\n",
            "{\n  \"spec\": {\n    \"a\": 1,\n    \"minReplicas\": 2\n  }\n}\n",
        ),
        (
            "kind: H\r\nspec:\r\n  a: 1\r\n",
            "kind: H\r\nspec:\r\n  a: 1\r\n  minReplicas: 2\r\n",
        ),
        (
            "kind: H\nspec:\n  a: 1",
            "kind: H\nspec:\n  a: 1\n  minReplicas: 2",
        ),
        (
            "items:\n- kind: H\n  spec:\n    a: |\n      text\n\n- kind: I\n",
            "items:\n- kind: H\n  spec:\n    minReplicas: 2\n    a: |\n      text\n\n- kind: I\n",
        ),
        (
            "kind: A\n---\nspec:\n  a: 1\n---\nkind: B\n",
            "kind: A\n---\nspec:\n  a: 1\n  minReplicas: 2\n---\nkind: B\n",
        ),
    ] {
        let quoted = text.contains('"').then_some("\"spec\"");
        let made = with_entry(
            "a.yaml",
            text,
            quoted.unwrap_or("spec"),
            Holder::Object,
            &["minReplicas"],
            bare("2"),
        );
        // A comma behind the last entry stays where it is, or stands behind the new one.
        assert_eq!(made.as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn what_yaml_shares_or_has_is_left_alone() {
    for text in [
        "kind: H\nspec: &shared\n  a: 1\nother: *shared\n",
        "kind: H\nspec:\n  minReplicas: 1\n",
        "base: &b {minReplicas: 1}\nspec:\n  <<: *b\n",
        "kind: H\nspec: {a: b # why\n  }\n",
        "kind: {{ .Values.kind }}\nspec:\n  a: 1\n",
    ] {
        assert_eq!(with_least(text), None, "{text}");
    }
}

#[test]
fn mappings_on_the_way_are_made() {
    let path = &["strategy", "rollingUpdate", "maxSurge"];
    let of = |text: &str| {
        let to = Scalar::Text("25%".into());
        with_entry("a.yaml", text, "spec", Holder::Object, path, to)
    };
    for (text, wanted) in [
        (
            "spec:\n  replicas: 3\n",
            "spec:\n  replicas: 3\n  strategy:\n    rollingUpdate:\n      maxSurge: \"25%\"\n",
        ),
        (
            "spec:\n  strategy: {type: RollingUpdate}\n",
            "spec:\n  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: \"25%\"}}\n",
        ),
        (
            "spec:\n  strategy:\n  replicas: 3\n",
            "spec:\n  strategy:\n    rollingUpdate:\n      maxSurge: \"25%\"\n  replicas: 3\n",
        ),
        (
            "spec:\n  strategy:\n    type: RollingUpdate\n  replicas: 3\n",
            "spec:\n  strategy:\n    type: RollingUpdate\n    rollingUpdate:\n      maxSurge: \"25%\"\n  replicas: 3\n",
        ),
    ] {
        assert_eq!(of(text).as_deref(), Some(wanted));
    }
    assert_eq!(of("spec:\n  strategy: null\n"), None);
}

/// What a text of YAML says: the path and the characters of every scalar.
fn leaves(text: &str) -> Vec<(String, String)> {
    use crate::syntax::yaml::{Dialect, NodeId, NodeKind, Tree, parse};
    fn walk(tree: &Tree, id: NodeId, path: String, found: &mut Vec<(String, String)>) {
        match tree.content(id).kind {
            NodeKind::Mapping(_) => {
                for entry in tree.entries(id) {
                    let path = format!("{path}/{}", tree.key(*entry));
                    walk(tree, entry.value, path, found);
                }
            }
            NodeKind::Sequence(_) => {
                for (at, item) in tree.items(id).iter().enumerate() {
                    walk(tree, *item, format!("{path}/{at}"), found);
                }
            }
            _ => found.push((path, tree.characters(id).unwrap_or("?").to_owned())),
        }
    }
    let (tree, said) = parse(crate::source::FileId(0), text.into(), Dialect::Kubernetes);
    assert!(said.is_empty(), "{text}\n{said:?}");
    let mut found = Vec::new();
    for (at, document) in tree.documents.iter().enumerate() {
        walk(&tree, document.root, at.to_string(), &mut found);
    }
    found.sort();
    found
}

proptest::proptest! {
    /// Whatever stands around it, an entry is added and nothing else changes.
    #[test]
    fn yaml_stays_what_it_was_but_for_the_entry(
        forms in proptest::collection::vec(0usize..11, 0..6),
        wide in proptest::bool::ANY,
        carriage in proptest::bool::ANY,
        open_end in proptest::bool::ANY,
        neighbours in proptest::bool::ANY,
    ) {
        let step = if wide { "    " } else { "  " };
        let mut text = String::from("kind: H\nspec:\n");
        if forms.is_empty() {
            text = String::from("kind: H\nspec: {}\n");
        }
        for (at, form) in forms.iter().enumerate() {
            let entry = match form {
                0 => format!("k{at}: value"),
                1 => format!("k{at}: value # why"),
                2 => format!("k{at}: \"quo: ted # no\""),
                3 => format!("k{at}: {{a: 1, b: [2, 3]}}"),
                4 => format!("k{at}: [1,\n{step}{step}2]"),
                5 => format!("k{at}:\n{step}{step}inner: 1\n{step}{step}other:\n{step}{step}  - x"),
                6 => format!("k{at}: |\n{step}{step}text: no\n\n{step}{step}more"),
                7 => format!("k{at}: >-\n{step}{step}folded\n{step}{step}text"),
                8 => format!("k{at}:\n{step}- a: 1\n{step}  b: 2"),
                9 => format!("# about it\n{step}k{at}: 'it''s'"),
                _ => format!("k{at}: plain text\n{step}{step}that goes on"),
            };
            text.push_str(&format!("{step}{entry}\n"));
        }
        if neighbours {
            text = format!("# first\nkind: A\nspec:\n  a: 1\n---\n{text}---\nkind: B\n");
        }
        if open_end {
            text.truncate(text.trim_end().len());
        }
        if carriage {
            text = text.replace('\n', "\r\n");
        }
        let mut wanted = leaves(&text);
        wanted.push(("0/spec/minReplicas".to_owned(), "2".to_owned()));
        wanted.sort();
        let fixed = with_least(&text);
        let fixed = fixed.as_deref().unwrap_or_else(|| panic!("nothing was added to:\n{text}"));
        proptest::prop_assert_eq!(leaves(fixed), wanted, "{}", fixed);
        proptest::prop_assert!(!carriage || !fixed.replace("\r\n", "").contains('\n'));
    }
}
