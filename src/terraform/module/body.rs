//! Blocks of a module's files, with what override files make of them.

use std::sync::Arc;

use crate::source::{Place, Span};
use crate::syntax::hcl::{self, Block, Tree};

/// A block at the top level of a file, or a data source inside a `check`.
#[derive(Clone, Debug)]
pub struct BlockRef {
    /// The file.
    pub tree: Arc<Tree>,
    /// Which of its top-level blocks.
    pub index: usize,
    /// Which of the blocks in that.
    pub inner: Option<usize>,
}

impl BlockRef {
    /// The block.
    pub fn block(&self) -> &Block {
        static EMPTY: std::sync::LazyLock<Block> = std::sync::LazyLock::new(|| Block {
            kind: Span::new(0, 0),
            labels: Vec::new(),
            body: hcl::Body::default(),
            header: Span::new(0, 0),
            span: Span::new(0, 0),
        });
        let block = self.tree.body.blocks.get(self.index);
        let block = match self.inner {
            Some(inner) => block.and_then(|block| block.body.blocks.get(inner)),
            None => block,
        };
        block.unwrap_or(&EMPTY)
    }

    /// The place of its header.
    pub fn header(&self) -> Place {
        self.tree.place(self.block().header)
    }
}

/// A declaration: its block, and the blocks of override files that change it.
#[derive(Clone, Debug)]
pub struct Body {
    /// Where it is declared.
    pub base: BlockRef,
    /// What override files say, in the order Terraform applies them.
    pub overrides: Vec<BlockRef>,
}

impl Body {
    /// The attributes, each with the tree it stands in; an override replaces, or adds.
    pub fn attributes(&self) -> Vec<(&Arc<Tree>, &hcl::Attribute)> {
        let mut all: Vec<(&Arc<Tree>, &hcl::Attribute)> = Vec::new();
        for part in self.parts() {
            for attribute in &part.block().body.attributes {
                let name = part.tree.str(attribute.name);
                let replaced =
                    |(tree, old): &(&Arc<Tree>, &hcl::Attribute)| tree.str(old.name) == name;
                let old = match part.is(&self.base) {
                    true => None,
                    false => all.iter().position(replaced),
                };
                match old.and_then(|at| all.get_mut(at)) {
                    Some(slot) => *slot = (&part.tree, attribute),
                    None => all.push((&part.tree, attribute)),
                }
            }
        }
        all
    }

    /// The attribute `name`.
    pub fn attribute(&self, name: &str) -> Option<(&Arc<Tree>, &hcl::Attribute)> {
        let latest_first = self.overrides.iter().rev().chain([&self.base]);
        latest_first.into_iter().find_map(|part| {
            let attributes = &part.block().body.attributes;
            let found = attributes.iter().find(|a| part.tree.str(a.name) == name)?;
            Some((&part.tree, found))
        })
    }

    /// The nested blocks, each with the tree it stands in. Blocks of an override replace all blocks
    /// of their type.
    pub fn blocks(&self) -> Vec<(&Arc<Tree>, &Block)> {
        let mut all: Vec<(&Arc<Tree>, &Block)> = Vec::new();
        for part in self.parts() {
            let blocks = &part.block().body.blocks;
            if !part.is(&self.base) {
                all.retain(|(tree, old)| {
                    let kind = block_kind(tree, old);
                    !blocks.iter().any(|b| block_kind(&part.tree, b) == kind)
                });
            }
            all.extend(blocks.iter().map(|block| (&part.tree, block)));
        }
        all
    }

    /// The blocks of type `kind`.
    pub fn blocks_of<'a>(
        &'a self,
        kind: &'a str,
    ) -> impl Iterator<Item = (&'a Arc<Tree>, &'a Block)> {
        self.blocks()
            .into_iter()
            .filter(move |(tree, block)| tree.str(block.kind) == kind)
    }

    /// The place of the header.
    pub fn header(&self) -> Place {
        self.base.header()
    }

    fn parts(&self) -> impl Iterator<Item = &BlockRef> {
        std::iter::once(&self.base).chain(&self.overrides)
    }
}

impl BlockRef {
    fn is(&self, other: &BlockRef) -> bool {
        let indexes = |block: &BlockRef| (block.index, block.inner);
        Arc::ptr_eq(&self.tree, &other.tree) && indexes(self) == indexes(other)
    }
}

/// The type of a nested block; a `dynamic` block has the type that it makes.
pub fn block_kind<'a>(tree: &'a Tree, block: &'a Block) -> &'a str {
    match (tree.str(block.kind), block.labels.first()) {
        ("dynamic", Some(label)) => tree.chars(&label.text),
        (kind, _) => kind,
    }
}
