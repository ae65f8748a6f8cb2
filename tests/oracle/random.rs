//! A source of choices, and texts that can be made smaller.

/// A reproducible source of choices (SplitMix64).
pub struct Random(u64);

impl Random {
    /// The source with this seed.
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// One of `items`.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        let at = self.below(items.len());
        &items[at]
    }

    /// Whether one of `in_all` chances comes up.
    pub fn chance(&mut self, in_all: usize) -> bool {
        self.below(in_all) == 0
    }
}

/// An expression as a tree of texts, so that parts can be taken out.
#[derive(Clone, Debug)]
pub struct Node {
    texts: Vec<String>,
    children: Vec<Node>,
    /// No expression by itself: the names that a loop binds.
    fragment: bool,
}

impl Node {
    /// `pattern` with its `@` replaced by `children`.
    pub fn new(pattern: &str, children: Vec<Node>) -> Node {
        let texts: Vec<String> = pattern.split('@').map(str::to_owned).collect();
        assert_eq!(texts.len(), children.len() + 1, "{pattern}");
        Node {
            texts,
            children,
            fragment: false,
        }
    }

    /// A text that is taken whole.
    pub fn leaf(text: impl Into<String>) -> Node {
        Node {
            texts: vec![text.into()],
            children: Vec::new(),
            fragment: false,
        }
    }

    /// A text that is no expression by itself.
    pub fn fragment(text: String) -> Node {
        Node {
            fragment: true,
            ..Node::leaf(text)
        }
    }

    /// The expression as it is written.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (at, part) in self.texts.iter().enumerate() {
            text.push_str(part);
            if let Some(child) = self.children.get(at) {
                text.push_str(&child.text());
            }
        }
        text
    }

    /// Expressions that are smaller by one part, the smallest first. Parts give way to `leaves`
    /// where none of their own parts will do.
    pub fn smaller(&self, leaves: &[&str]) -> Vec<Node> {
        let mut all = Vec::new();
        self.collect(&mut all);
        for (at, child) in self.children.iter().enumerate() {
            let mut others = child.smaller(leaves);
            if !child.children.is_empty() {
                others.extend(leaves.iter().map(|leaf| Node::leaf(*leaf)));
            }
            all.extend(others.into_iter().map(|other| {
                let mut whole = self.clone();
                whole.children[at] = other;
                whole
            }));
        }
        let length = self.text().len();
        all.retain(|node| node.text().len() < length);
        all.sort_by_cached_key(|node| node.text().len());
        all.dedup_by_key(|node| node.text());
        all
    }

    fn collect(&self, into: &mut Vec<Node>) {
        for child in self.children.iter().filter(|child| !child.fragment) {
            into.push(child.clone());
            child.collect(into);
        }
    }
}
