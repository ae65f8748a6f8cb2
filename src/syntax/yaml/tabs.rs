//! Tabs where libyaml takes none: where a block may begin, at the start of a line and behind the
//! `-`, `?` or `:` of an item or a long entry. The specification allows some of these.

use super::tree::{NodeKind, Style, Tree};

impl Tree {
    /// Where in the text libyaml, and with it Terraform, stops at a tab.
    pub fn stray_tab(&self) -> Option<usize> {
        if !self.text.contains('\t') {
            return None;
        }
        let bytes = self.text.as_bytes();
        let flows = |start: u32| matches!(bytes.get(start as usize), Some(b'[' | b'{'));
        let inside = self.nodes.iter().filter(|node| match node.kind {
            NodeKind::Scalar { .. } | NodeKind::Alias(_) => true,
            NodeKind::Sequence(_) | NodeKind::Mapping(_) => flows(node.span.start),
            NodeKind::Invalid => false,
        });
        let spans = inside
            .map(|node| node.span)
            .chain(self.comments.iter().copied());
        let mut taken: Vec<(u32, u32)> = spans.map(|span| (span.start, span.end)).collect();
        taken.sort_unstable();
        // A plain text that is the whole document may go on behind a tab.
        let end = self.documents.iter().filter_map(|document| {
            let root = self.node(document.root);
            let style = Style::Plain;
            match root.kind {
                NodeKind::Scalar { style: own, .. } if own == style => Some(root.span.end),
                _ => None,
            }
        });
        let end = end.min().unwrap_or(u32::MAX);
        let mut taken = taken.into_iter().peekable();
        let mut free_from = 0;
        let tabs = self.text.match_indices('\t').map(|(at, _)| at);
        tabs.take_while(|at| *at < end as usize).find(|at| {
            while let Some((_, to)) = taken.next_if(|(from, _)| *from as usize <= *at) {
                free_from = free_from.max(to as usize);
            }
            *at >= free_from && self.begins_block(*at)
        })
    }

    /// Whether a block may begin at the blank `at`, by what stands before it on its line.
    fn begins_block(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        let line = line.trim_matches([' ', '\t']);
        let item = |indicator: char| {
            let ahead = line.strip_suffix(indicator);
            ahead.is_some_and(|ahead| ahead.is_empty() || ahead.ends_with([' ', '\t']))
        };
        line.is_empty() || line == ":" || item('-') || item('?')
    }
}

#[cfg(test)]
mod tests {
    use crate::source::FileId;
    use crate::syntax::yaml::{Dialect, parse};

    #[test]
    fn tabs_stand_where_no_block_begins() {
        for (text, stray) in [
            ("\t- a", Some(0)),
            ("-\ta", Some(1)),
            ("- -\ta", Some(3)),
            ("?\ta", Some(1)),
            ("a: b\n\t# c\nd: e", Some(5)),
            ("a: b\n\t\nc: d", Some(5)),
            ("a:\tb\t# \tc\n", None),
            ("- a\t\n-  b\t\tc\n", None),
            ("---\ta", None),
            ("[\t1,\n\t2]", None),
            ("a: \"x\n\ty\"", None),
            ("a: |\n  x\ty\n", None),
            ("a\n\tb", None),
        ] {
            let (tree, _) = parse(FileId(0), text.into(), Dialect::Terraform);
            assert_eq!(tree.stray_tab(), stray, "{text:?}");
        }
    }
}
