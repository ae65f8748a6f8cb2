//! Where items lie: boxes in boxes, from the top down the way that requests go.
//!
//! An area holds its nodes in rows, then its areas one below the other. A region and the edge have
//! a column at their side for what stands outside of networks; the last of several regions has it
//! at the other side, so that nothing lies between two regions.

use crate::finding::drawing::{AreaKind, Drawing, Item, NodeKind};
use crate::report::drawing::marks::Marks;
use crate::report::drawing::{children, words};

use super::text;

/// A rectangle, in pixels.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Rect {
    pub x: f64,
    pub y: f64,
    pub w: f64,
    pub h: f64,
}

impl Rect {
    pub fn right(&self) -> f64 {
        self.x + self.w
    }

    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }

    pub fn middle(&self) -> (f64, f64) {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// Whether two rectangles have a part in common.
    pub fn meets(&self, other: &Rect) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}

pub(super) const NODE_WIDTH: f64 = 232.0;
pub(super) const TITLE_LINE: f64 = 20.0;
pub(super) const PART_LINE: f64 = 24.0;
/// Between nodes, and between an area and what it holds.
const GAP: f64 = 34.0;
const PADDING: f64 = 18.0;
/// Between areas that requests cross.
const AREA_GAP: f64 = 40.0;
/// Nodes that stand side by side.
const ROW: usize = 3;
/// Regions, networks or clusters that stand side by side.
const ABREAST: usize = 2;
/// Nodes of a column.
const COLUMN: usize = 7;

/// Where everything lies.
pub(super) struct Layout {
    areas: Vec<Rect>,
    nodes: Vec<Rect>,
    pub width: f64,
    pub height: f64,
}

impl Layout {
    pub fn of(&self, item: Item) -> Rect {
        let found = match item {
            Item::Area(at) => self.areas.get(at),
            Item::Node(at) => self.nodes.get(at),
        };
        found.copied().unwrap_or_default()
    }

    /// The areas, in order.
    pub fn areas(&self) -> &[Rect] {
        &self.areas
    }

    /// The nodes, in order.
    pub fn nodes(&self) -> &[Rect] {
        &self.nodes
    }
}

/// Lays out a drawing.
pub(super) fn layout(drawing: &Drawing, marks: &Marks) -> Layout {
    let work = Work { drawing, marks };
    let top = children(drawing, None);
    let of = |wanted: Option<AreaKind>| -> Vec<Item> {
        let kind = |item: &Item| work.area_kind(*item);
        top.iter().copied().filter(|i| kind(i) == wanted).collect()
    };
    let (first, last): (Vec<Item>, Vec<Item>) = of(None)
        .into_iter()
        .partition(|item| work.node_kind(*item) == Some(NodeKind::Client));
    let mut rows = vec![
        work.row(&first, GAP),
        work.row(&of(Some(AreaKind::Edge)), GAP),
    ];
    for kind in [AreaKind::Region, AreaKind::Manifests] {
        let areas = of(Some(kind));
        rows.extend(areas.chunks(ABREAST).map(|row| work.row(row, GAP * 1.5)));
    }
    rows.push(work.grid(&last, ROW));
    rows.retain(|block| block.w > 0.0);
    let width = rows.iter().map(|block| block.w).fold(0.0, f64::max);
    let mut layout = Layout {
        areas: vec![Rect::default(); drawing.areas.len()],
        nodes: vec![Rect::default(); drawing.nodes.len()],
        width,
        height: 0.0,
    };
    let mut y = 0.0;
    for block in rows {
        let x = (width - block.w) / 2.0;
        for (item, rect) in block.moved(x, y).boxes {
            let slot = match item {
                Item::Area(at) => layout.areas.get_mut(at),
                Item::Node(at) => layout.nodes.get_mut(at),
            };
            if let Some(slot) = slot {
                *slot = rect;
            }
        }
        layout.height = y + block.h;
        y = layout.height + AREA_GAP * 1.6;
    }
    layout
}

/// Items with their places in a rectangle that begins at the origin. The first box of an area's
/// block is the area.
#[derive(Clone, Default)]
struct Block {
    w: f64,
    h: f64,
    /// Whether it is one area, which may be made larger.
    is_area: bool,
    boxes: Vec<(Item, Rect)>,
}

impl Block {
    fn moved(&self, dx: f64, dy: f64) -> Block {
        let moved = |(item, rect): &(Item, Rect)| {
            let (x, y) = (rect.x + dx, rect.y + dy);
            (*item, Rect { x, y, ..*rect })
        };
        Block {
            boxes: self.boxes.iter().map(moved).collect(),
            ..*self
        }
    }

    /// Left and right exchanged.
    fn mirrored(mut self) -> Block {
        for (_, rect) in &mut self.boxes {
            rect.x = self.w - rect.right();
        }
        self
    }

    /// The area of the block as wide and as high as this.
    fn stretched(mut self, w: f64, h: f64) -> Block {
        if let Some((_, rect)) = self.boxes.first_mut().filter(|_| self.is_area) {
            rect.w = w;
            rect.h = h;
            self.w = w;
            self.h = h;
        }
        self
    }
}

/// Blocks side by side; areas as high as the highest.
fn beside(blocks: Vec<Block>, gap: f64) -> Block {
    let h = blocks.iter().map(|block| block.h).fold(0.0, f64::max);
    let mut all = Block::default();
    for block in blocks.into_iter().filter(|block| block.w > 0.0) {
        let x = if all.w > 0.0 { all.w + gap } else { 0.0 };
        let w = block.w;
        let block = block.stretched(w, h);
        all.boxes.extend(block.moved(x, 0.0).boxes);
        all.w = x + w;
    }
    Block { h, ..all }
}

/// Blocks one below the other; areas as wide as the widest.
fn below(blocks: Vec<Block>, gap: f64) -> Block {
    let w = blocks.iter().map(|block| block.w).fold(0.0, f64::max);
    let mut all = Block::default();
    for block in blocks.into_iter().filter(|block| block.w > 0.0) {
        let y = if all.h > 0.0 { all.h + gap } else { 0.0 };
        let h = block.h;
        let block = block.stretched(w, h);
        all.boxes.extend(block.moved(0.0, y).boxes);
        all.h = y + h;
    }
    Block { w, ..all }
}

/// Blocks one below the other, as they are.
fn stacked(blocks: Vec<Block>) -> Block {
    let mut all = Block::default();
    for block in blocks {
        let y = if all.h > 0.0 { all.h + AREA_GAP } else { 0.0 };
        all.boxes.extend(block.moved(0.0, y).boxes);
        all.h = y + block.h;
        all.w = all.w.max(block.w);
    }
    all
}

struct Work<'d> {
    drawing: &'d Drawing,
    marks: &'d Marks,
}

impl Work<'_> {
    fn area_kind(&self, item: Item) -> Option<AreaKind> {
        match item {
            Item::Area(at) => self.drawing.areas.get(at).map(|area| area.kind),
            Item::Node(_) => None,
        }
    }

    fn node_kind(&self, item: Item) -> Option<NodeKind> {
        match item {
            Item::Node(at) => self.drawing.nodes.get(at).map(|node| node.kind),
            Item::Area(_) => None,
        }
    }

    /// Items side by side, the last of several the other way round.
    fn row(&self, items: &[Item], gap: f64) -> Block {
        let blocks = items.iter().enumerate().map(|(at, item)| {
            let block = self.block(*item, 0.0);
            match at > 0 && at + 1 == items.len() {
                true => block.mirrored(),
                false => block,
            }
        });
        beside(blocks.collect(), gap)
    }

    /// Items in rows of `many`.
    fn grid(&self, items: &[Item], many: usize) -> Block {
        let rows = items.chunks(many.max(1)).map(|row| {
            let blocks = row.iter().map(|item| self.block(*item, 0.0));
            beside(blocks.collect(), GAP)
        });
        below(rows.collect(), GAP)
    }

    /// An item; an area at least as wide as `least`.
    fn block(&self, item: Item, least: f64) -> Block {
        match item {
            Item::Node(at) => self.node(at),
            Item::Area(at) => self.area(at, least),
        }
    }

    fn node(&self, at: usize) -> Block {
        let Some(node) = self.drawing.nodes.get(at) else {
            return Block::default();
        };
        let details = words::details(node).len();
        let verdict = self.marks.of(Item::Node(at)).and_then(words::verdict);
        let badge = if verdict.is_some() { 24.0 } else { 0.0 };
        let under = if details > 0 { 5.0 } else { 0.0 };
        let h = 47.0 + 14.0 * details as f64 + under + badge;
        let (x, y, w) = (0.0, 0.0, NODE_WIDTH);
        Block {
            w,
            h,
            is_area: false,
            boxes: vec![(Item::Node(at), Rect { x, y, w, h })],
        }
    }

    fn area(&self, at: usize, least: f64) -> Block {
        let Some(area) = self.drawing.areas.get(at) else {
            return Block::default();
        };
        let inside = children(self.drawing, Some(at));
        let (nodes, areas): (Vec<Item>, Vec<Item>) = inside
            .into_iter()
            .partition(|item| matches!(item, Item::Node(_)));
        let least = self.least_width(at).max(least - 2.0 * PADDING);
        let body = match area.kind {
            AreaKind::Edge | AreaKind::Region => self.with_column(nodes, &areas, least),
            AreaKind::Vpc => {
                let tiers = areas.iter().map(|item| self.block(*item, least));
                let tiers = below(tiers.collect(), AREA_GAP);
                let gates = self.grid(&nodes, ROW);
                // Load balancers stand first in their tier; the way down to them is free.
                let aside = (tiers.w - gates.w).max(0.0);
                let moved = Block {
                    w: aside + gates.w,
                    ..gates.moved(aside, 0.0)
                };
                match gates.w > 0.0 {
                    true => stacked(vec![moved, tiers]),
                    false => tiers,
                }
            }
            _ => {
                // What keeps data stands lowest, as it is asked last.
                let keeps = |item: &Item| {
                    let kind = self.node_kind(*item);
                    kind.is_some_and(|kind| (NodeKind::Aurora..=NodeKind::Cache).contains(&kind))
                };
                let (data, others): (Vec<Item>, Vec<Item>) = nodes.into_iter().partition(keeps);
                let inner = match areas.as_slice() {
                    [only] => self.block(*only, least),
                    several => self.grid(several, ABREAST),
                };
                let rows = vec![self.grid(&others, ROW), inner, self.grid(&data, ROW)];
                below(rows, GAP)
            }
        };
        let top = self.top(at);
        let w = body.w.max(least) + 2.0 * PADDING;
        let h = match body.h > 0.0 {
            true => top + body.h + PADDING,
            false => top,
        };
        let (x, y) = (0.0, 0.0);
        let mut boxes = vec![(Item::Area(at), Rect { x, y, w, h })];
        boxes.extend(body.moved(PADDING, top).boxes);
        Block {
            w,
            h,
            is_area: true,
            boxes,
        }
    }

    /// What stands outside of networks in a column beside them.
    fn with_column(&self, nodes: Vec<Item>, areas: &[Item], least: f64) -> Block {
        let is_chief = |item: &Item| {
            matches!(
                self.node_kind(*item),
                Some(NodeKind::Distribution | NodeKind::LoadBalancer(_))
            )
        };
        let (chief, mut column): (Vec<Item>, Vec<Item>) = nodes.into_iter().partition(is_chief);
        // What clients read from stands highest, what guards load balancers beside them.
        column.sort_by_key(|item| self.node_kind(*item) != Some(NodeKind::Bucket));
        if areas.is_empty() && chief.len() == 1 && column.len() <= 4 {
            // What guards a single one stands at both of its sides, so that nothing is beneath it.
            let half = column.len().div_ceil(2);
            let (left, right) = column.split_at_checked(half).unwrap_or((&column, &[]));
            let sides = vec![
                self.grid(left, 1),
                self.grid(&chief, 1),
                self.grid(right, 1),
            ];
            return beside(sides, GAP * 2.0);
        }
        let per = match areas.is_empty() {
            true => ROW,
            false => COLUMN,
        };
        let columns = column.chunks(per).map(|slice| self.grid(slice, 1));
        let aside = beside(columns.collect(), GAP);
        let left = match aside.w > 0.0 {
            true => least - aside.w - 2.0 * GAP,
            false => least,
        };
        let networks = areas.chunks(ABREAST).map(|row| {
            let least = if row.len() == 1 { left } else { 0.0 };
            let blocks = row.iter().map(|item| self.block(*item, least));
            beside(blocks.collect(), GAP)
        });
        let chief = self.grid(&chief, ROW);
        let body = below(std::iter::once(chief).chain(networks).collect(), AREA_GAP);
        match body.w > 0.0 {
            true => beside(vec![aside, body], GAP * 2.0),
            false => self.grid(&column, ROW),
        }
    }

    /// How high the heading of an area is: its title, its detail, its parts, its verdict.
    fn top(&self, at: usize) -> f64 {
        let Some(area) = self.drawing.areas.get(at) else {
            return 0.0;
        };
        let parts = if area.parts.is_empty() {
            0.0
        } else {
            PART_LINE
        };
        PADDING + TITLE_LINE + parts + 10.0
    }

    /// How wide an area is at least: its heading fits.
    fn least_width(&self, at: usize) -> f64 {
        let Some(area) = self.drawing.areas.get(at) else {
            return 0.0;
        };
        let title = text::width_bold(&words::heading(area), 14.0);
        let detail = text::width(&area.detail, 12.0);
        let verdict = self.marks.of(Item::Area(at)).and_then(words::verdict);
        let verdict = verdict.map_or(0.0, |text| text::width(&text, 11.0) + 30.0);
        (title + detail + verdict + 40.0).clamp(NODE_WIDTH, 3.0 * NODE_WIDTH)
    }
}
