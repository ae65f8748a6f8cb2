//! What holds of any text.

use proptest::prelude::*;

use super::*;

/// Lines out of which documents, good and bad, are made.
fn line() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a: 1",
        "b:",
        "- x",
        "  c: é",
        "  - [1, {d: e}]",
        "f: |",
        "    text",
        "  'q'",
        "\"é\\u00e9\"",
        "# comment é",
        "g: &a [1]",
        "h: *a",
        "i: {<<: *a}",
        "---",
        "...",
        "\t",
        "",
        "{{ x }}",
        "[",
        "}",
        "'",
        "\"",
        "? k",
        ": v",
        "!t x",
        "%YAML 1.1",
        "a: 2",
        "j: >-",
        "\u{feff}",
        "*zz",
        "&b",
        "k: {l: m, l: n}",
        "- - - x",
        "\u{85}",
        "\u{2028}",
        "x\r",
        "@",
    ]);
    word.prop_map(str::to_owned)
}

fn assert_sound(tree: &Tree, diagnostics: &[Diagnostic]) {
    let text = &*tree.text;
    let sound = |span: Span| {
        assert!(span.start <= span.end, "{span:?}");
        assert!(
            text.get(span.start as usize..span.end as usize).is_some(),
            "{span:?}"
        );
    };
    tree.nodes.iter().for_each(|node| sound(node.span));
    tree.documents
        .iter()
        .for_each(|document| sound(document.span));
    tree.comments.iter().for_each(|comment| sound(*comment));
    for comment in &tree.comments {
        assert!(
            comment.text(text).starts_with('#'),
            "{:?}",
            comment.text(text)
        );
    }
    for diagnostic in diagnostics {
        sound(diagnostic.place.unwrap().span);
    }
    for pair in tree.documents.windows(2) {
        assert!(
            pair[0].span.end <= pair[1].span.start,
            "{:?}",
            tree.documents
        );
    }
    let broken = |it: &&Document| it.condition != Condition::Read;
    assert!(tree.documents.iter().filter(broken).count() <= diagnostics.len());
    for document in &tree.documents {
        json(tree, document.root);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_with_sound_spans(text in "\\PC{0,80}") {
        for dialect in [Dialect::Kubernetes, Dialect::Terraform] {
            let (tree, diagnostics) = parse(FileId(0), Arc::from(text.as_str()), dialect);
            assert_sound(&tree, &diagnostics);
        }
    }

    #[test]
    fn any_lines_are_read_without_panic_and_with_sound_spans(
        lines in prop::collection::vec(line(), 0..30),
    ) {
        let (tree, diagnostics) = kubernetes(&lines.join("\n"));
        assert_sound(&tree, &diagnostics);
    }

    #[test]
    fn neighbours_of_any_document_are_read(lines in prop::collection::vec(line(), 0..12)) {
        // A text that ends in an open block scalar or opens with `...` stays within its document.
        let between = lines.join("\n");
        let text = format!("first: 1\n---\n{between}\n---\nlast: 2\n");
        let (tree, _) = kubernetes(&text);
        let all = documents(&tree);
        prop_assert!(all.starts_with(r#"{"first":1} | "#), "{}", all);
        prop_assert!(all.ends_with(r#"{"last":2}"#), "{}", all);
    }

    #[test]
    fn plain_words_are_their_own_text(words in prop::collection::vec("[a-z]{1,8}", 1..20)) {
        let text: String = words.iter().map(|word| format!("- {word}\n")).collect();
        let tree = clean(&text);
        let items = tree.items(tree.documents[0].root);
        let found: Vec<_> = items.iter().map(|id| tree.node(*id).span.text(&text)).collect();
        prop_assert_eq!(found, words);
    }
}
