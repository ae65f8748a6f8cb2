//! What is counted, and hostile texts.

use std::time::{Duration, Instant};

use super::*;

#[test]
fn aliases_expand_to_a_bounded_number_of_nodes() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    bomb += "---\ngood: 1\n";
    let (tree, diagnostics) = kubernetes(&bomb);
    assert_eq!(
        said(&bomb, &diagnostics),
        ["5:10 Error Limit YAML aliases expand to more than 10000 nodes"]
    );
    assert_eq!(tree.documents.len(), 2);
    assert!(documents(&tree).ends_with(r#" | {"good":1}"#));
    let twelve = format!("a: &a [{}]\nb: [*a]\n", "x, ".repeat(9_999));
    let (_, diagnostics) = kubernetes(&twelve);
    assert_eq!(diagnostics, []);
    let merges = format!("a: &a {{p: 1}}\nb: [{}]\n", "{<<: *a}, ".repeat(4_000));
    let (tree, diagnostics) = kubernetes(&merges);
    assert_eq!(said(&merges, &diagnostics).len(), 1);
    assert_eq!(tree.items(get(&tree, &["b"]).value).len(), 4_000);
}

#[test]
fn inline_merges_are_charged_too() {
    let keys: String = (0..6_000).map(|key| format!("k{key}: 1, ")).collect();
    let text = format!("{{<<: {{<<: {{{keys}}}}}}}");
    let (_, diagnostics) = kubernetes(&text);
    assert_eq!(
        said(&text, &diagnostics),
        ["1:6 Error Limit YAML aliases expand to more than 10000 nodes"]
    );
}

#[test]
fn aliases_do_not_lead_deeper_than_the_limit() {
    let deep = |depth: usize| format!("{}x{}", "[".repeat(depth), "]".repeat(depth));
    let text = format!("a: &a {}\nb: {}\n", deep(100), deep(20).replace('x', "*a"));
    assert_eq!(kubernetes(&text).1, []);
    let text = format!("a: &a {}\nb: {}\n", deep(100), deep(40).replace('x', "*a"));
    assert_eq!(
        said(&text, &kubernetes(&text).1),
        ["2:44 Error Limit YAML nested deeper than 128"]
    );
}

#[test]
fn depth_is_counted_over_both_kinds_of_collection() {
    let text = |block: usize, flow: usize| {
        format!(
            "{}{}{}\n",
            "- ".repeat(block),
            "[".repeat(flow),
            "]".repeat(flow)
        )
    };
    for (block, flow) in [(128, 0), (0, 128), (64, 64)] {
        assert_eq!(kubernetes(&text(block, flow)).1, [], "{block} {flow}");
    }
    for (block, flow) in [(129, 0), (0, 129), (65, 64), (1, 128)] {
        let text = text(block, flow) + "---\na: 1\n";
        let (tree, diagnostics) = kubernetes(&text);
        assert_eq!(diagnostics.len(), 1, "{block} {flow}");
        assert_eq!(diagnostics[0].code, Code::Limit);
        assert_eq!(diagnostics[0].message, "YAML nested deeper than 128");
        assert_eq!(documents(&tree), r#"Broken | {"a":1}"#, "{block} {flow}");
    }
}

#[test]
fn hostile_texts_end_soon() {
    let mut hostile = vec![
        "[".repeat(100_000),
        "{".repeat(100_000),
        "- ".repeat(100_000),
        "? ".repeat(100_000),
        "a: ".repeat(100_000),
        "[[],".repeat(100_000),
        "{a: {}, ".repeat(50_000),
        "---\n".repeat(100_000),
        "--- a\n".repeat(100_000),
        "--- [\n".repeat(100_000),
        "--- {{\n".repeat(100_000),
        "%\n".repeat(100_000),
        "#\n".repeat(100_000),
        "- #\n".repeat(100_000),
        "a: #\n".repeat(100_000),
        "&a ".repeat(100_000),
        "*a ".repeat(100_000),
        "!a ".repeat(100_000),
        "- &a x\n".repeat(100_000),
        "- *a\n".repeat(100_000),
        format!("- &a x\n{}", "- *a\n".repeat(100_000)),
        format!("\"{}", "\\".repeat(100_000)),
        format!("'{}", "''".repeat(100_000)),
        format!("a: \"{}\n---\nb: 1", "x\n".repeat(100_000)),
        format!("a: |\n{}", "  x\n\n".repeat(100_000)),
        format!("a: >\n{}", " \n".repeat(100_000)),
        "x".repeat(1_000_000),
        "a\n".repeat(100_000),
        "a b\n ".repeat(100_000),
        "[\n".repeat(100_000),
        format!("{{{}}}", "a: 1, ".repeat(100_000)),
        (0..100_000).map(|key| format!("k{key}: 1\n")).collect(),
        (0..100_000)
            .map(|key| format!("{}: 1\n", key % 1000))
            .collect(),
        format!("{{{}}}", "<<: {a: 1}, ".repeat(50_000)),
        "?\n".repeat(100_000),
        format!(
            "- {{a: &a [1]}}\n{}",
            "- {<<: [*a, *a, *a]}\n".repeat(50_000)
        ),
    ];
    let mut nested = "a".to_owned();
    for _ in 0..120 {
        nested = format!("{{<<: {nested}}}");
    }
    hostile.push(nested);
    let allowed = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });
    for text in hostile {
        let began = Instant::now();
        let (tree, _) = kubernetes(&text);
        assert!(tree.documents.len() <= crate::syntax::yaml::max_documents());
        let took = began.elapsed();
        assert!(
            took < allowed,
            "{took:?} for {:?}",
            &text[..text.len().min(40)]
        );
    }
}

#[test]
fn faults_of_one_document_are_counted() {
    let text = format!("{{{}}}\n---\n{{a: 1, a: 2}}\n", "a: 1, ".repeat(1_000));
    let (tree, diagnostics) = kubernetes(&text);
    assert_eq!(diagnostics.len(), crate::syntax::yaml::MAX_FAULTS + 1);
    assert_eq!(documents(&tree), r#"{"a":1} | {"a":2}"#);
}

#[test]
fn documents_are_counted() {
    let text = "---\na: 1\n".repeat(20_001);
    let (tree, diagnostics) = kubernetes(&text);
    assert_eq!(tree.documents.len(), 20_000);
    assert_eq!(
        said(&text, &diagnostics),
        ["40001:1 Error Limit more than 20000 documents"]
    );
}

#[test]
fn unreadable_documents_are_counted() {
    let text = "--- [\n".repeat(1_000) + "---\na: 1\n";
    let (tree, diagnostics) = kubernetes(&text);
    assert_eq!((tree.documents.len(), diagnostics.len()), (1_001, 1_000));
    assert!(documents(&tree).ends_with(r#"Broken | {"a":1}"#));
    let text = "--- [\n".repeat(1_001) + "---\na: 1\n";
    let (tree, diagnostics) = kubernetes(&text);
    assert_eq!(tree.documents.len(), 1_001);
    assert_eq!(
        said(&text, &diagnostics).last().map(String::as_str),
        Some("1002:1 Error Limit more than 1000 unreadable documents")
    );
}
