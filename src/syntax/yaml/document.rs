//! One document under construction: its open collections, its anchors, its counters.

use std::collections::HashMap;

use super::tree::{Node, NodeId, NodeKind, Slice, Tag, Tree};
use super::{MAX_FAULTS, mapping, max_aliased_nodes, max_depth};
use crate::finding::Code;
use crate::source::Span;

/// Collects the nodes of one document into the tree.
#[derive(Default)]
pub(super) struct Builder {
    /// The finished document.
    pub root: Option<NodeId>,
    /// What is wrong with parts of it, the first [`MAX_FAULTS`].
    pub faults: Vec<Fault>,
    /// A mapping or sequence used as a key: what `{{ … }}` outside of quotes looks like.
    pub compound_key: Option<Span>,
    open: Vec<Open>,
    /// Finished children of the open collections; keys and values take turns.
    children: Vec<NodeId>,
    anchors: HashMap<usize, Anchored>,
    aliased: u32,
}

/// Something wrong with a part of a document.
pub(super) struct Fault {
    pub code: Code,
    pub span: Span,
    pub message: String,
    /// The first of two equal keys.
    pub first: Option<Span>,
}

impl Fault {
    pub fn new(code: Code, span: Span, message: String) -> Self {
        Fault {
            code,
            span,
            message,
            first: None,
        }
    }
}

/// A collection whose end has not come yet.
struct Open {
    node: NodeId,
    /// Where its own begin among [`Builder::children`].
    children: usize,
    anchor: usize,
    weight: Weight,
    end: u32,
}

/// What a node costs to whoever walks it with aliases followed.
#[derive(Clone, Copy)]
struct Weight {
    nodes: u32,
    depth: u32,
}

const LEAF: Weight = Weight { nodes: 1, depth: 0 };

/// An anchored node; it has no weight while it is open.
struct Anchored {
    node: NodeId,
    weight: Option<Weight>,
}

impl Builder {
    /// Forgets the document, for the next one.
    pub fn clear(&mut self) {
        self.root = None;
        self.faults.clear();
        self.compound_key = None;
        self.open.clear();
        self.children.clear();
        self.anchors.clear();
        self.aliased = 0;
    }

    /// A node without children. `anchor` is 0 for none.
    pub fn leaf(&mut self, tree: &mut Tree, node: Node, anchor: usize) {
        let end = node.span.end;
        let node = tree.push(node);
        let weight = Some(LEAF);
        self.anchor(anchor, Anchored { node, weight });
        self.attach(node, LEAF, end);
    }

    /// `*name`, where `anchor` is 0 if there is no such anchor.
    pub fn alias(&mut self, tree: &mut Tree, anchor: usize, span: Span) {
        let target = self.anchors.get(&anchor).map(|it| (it.node, it.weight));
        let (kind, weight) = match target {
            Some((node, Some(weight))) if self.affords(weight, span) => {
                (NodeKind::Alias(node), weight)
            }
            Some((_, Some(_))) => (NodeKind::Invalid, LEAF),
            Some((_, None)) => {
                let message = format!("alias {} refers to itself", span.text(&tree.text));
                self.fault(Code::Parse, span, message);
                (NodeKind::Invalid, LEAF)
            }
            None => {
                let message = format!("alias {} has no anchor before it", span.text(&tree.text));
                self.fault(Code::Parse, span, message);
                (NodeKind::Invalid, LEAF)
            }
        };
        let tag = Tag::None;
        let node = tree.push(Node { span, tag, kind });
        self.attach(node, weight, span.end);
    }

    /// The start of a collection. A fault, and nothing done, where it is nested too deep.
    pub fn open(
        &mut self,
        tree: &mut Tree,
        span: Span,
        tag: Tag,
        anchor: usize,
    ) -> Result<(), Fault> {
        if self.depth() >= max_depth() {
            return Err(Fault::new(Code::Limit, span, too_deep()));
        }
        let kind = NodeKind::Invalid;
        let node = tree.push(Node { span, tag, kind });
        let weight = None;
        self.anchor(anchor, Anchored { node, weight });
        self.open.push(Open {
            node,
            children: self.children.len(),
            anchor,
            weight: Weight { nodes: 1, depth: 1 },
            end: span.end,
        });
        Ok(())
    }

    /// The end of a sequence. `end` is where its bracket ends, 0 without one.
    pub fn close_sequence(&mut self, tree: &mut Tree, end: u32) {
        let Some(open) = self.open.pop() else {
            return;
        };
        let start = tree.items.len();
        tree.items.extend(self.children.drain(open.children..));
        let slice = Slice::new(start, tree.items.len());
        self.close(tree, open, NodeKind::Sequence(slice), end);
    }

    /// The end of a mapping. `end` is where its brace ends, 0 without one.
    pub fn close_mapping(&mut self, tree: &mut Tree, end: u32) {
        let Some(open) = self.open.pop() else {
            return;
        };
        let start = tree.entries.len();
        mapping::push_entries(tree, self.children.drain(open.children..));
        mapping::finish(tree, start, self);
        let slice = Slice::new(start, tree.entries.len());
        self.close(tree, open, NodeKind::Mapping(slice), end);
    }

    /// Charges that many nodes, reached not where they stand, to the document. The first charge
    /// that is too much is a fault.
    pub fn charge(&mut self, nodes: u32, span: Span) -> bool {
        if self.aliased > max_aliased_nodes() {
            return false;
        }
        self.aliased = self.aliased.saturating_add(nodes);
        let affordable = self.aliased <= max_aliased_nodes();
        if !affordable {
            let message = format!(
                "YAML aliases expand to more than {} nodes",
                max_aliased_nodes()
            );
            self.fault(Code::Limit, span, message);
        }
        affordable
    }

    /// Notes something wrong.
    pub fn fault(&mut self, code: Code, span: Span, message: String) {
        self.note([Fault::new(code, span, message)]);
    }

    /// Notes things that are wrong, as long as they are not too many to be read.
    pub fn note(&mut self, faults: impl IntoIterator<Item = Fault>) {
        let left = MAX_FAULTS.saturating_sub(self.faults.len());
        self.faults.extend(faults.into_iter().take(left));
    }

    fn depth(&self) -> u32 {
        self.open.len() as u32
    }

    fn affords(&mut self, weight: Weight, span: Span) -> bool {
        if self.depth() + weight.depth > max_depth() {
            self.fault(Code::Limit, span, too_deep());
            return false;
        }
        self.charge(weight.nodes, span)
    }

    fn anchor(&mut self, anchor: usize, anchored: Anchored) {
        if anchor != 0 {
            self.anchors.insert(anchor, anchored);
        }
    }

    fn close(&mut self, tree: &mut Tree, open: Open, kind: NodeKind, end: u32) {
        let end = end.max(open.end);
        if let Some(node) = tree.nodes.get_mut(open.node.0 as usize) {
            node.kind = kind;
            node.span.end = end;
        }
        let (node, weight) = (open.node, Some(open.weight));
        self.anchor(open.anchor, Anchored { node, weight });
        self.attach(node, open.weight, end);
    }

    /// Makes a finished node a child of the innermost open collection, or the root.
    fn attach(&mut self, node: NodeId, weight: Weight, end: u32) {
        match self.open.last_mut() {
            Some(parent) => {
                parent.weight.nodes = parent.weight.nodes.saturating_add(weight.nodes);
                parent.weight.depth = parent.weight.depth.max(weight.depth + 1);
                parent.end = parent.end.max(end);
                self.children.push(node);
            }
            None => self.root = Some(node),
        }
    }
}

/// The message of [`max_depth`].
pub(super) fn too_deep() -> String {
    format!("YAML nested deeper than {}", max_depth())
}
