//! The lines of edges: where they begin and end, how they bend, where their words stand.

use std::collections::BTreeMap;

use crate::finding::drawing::{Drawing, Item};
use crate::report::drawing::words;

use super::layout::{Layout, Rect};
use super::text;

/// A line.
pub(super) struct Line {
    /// The path, as SVG writes it.
    pub path: String,
    /// Its word, and the middle of where it stands.
    pub label: Option<(String, f64, f64)>,
}

/// A side of a rectangle.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Side {
    Top,
    Bottom,
    Left,
    Right,
}

impl Side {
    fn is_upright(self) -> bool {
        matches!(self, Side::Top | Side::Bottom)
    }
}

type Point = (f64, f64);

pub(super) const LABEL: f64 = 10.5;

/// The lines of all edges, in their order.
pub(super) fn lines(drawing: &Drawing, layout: &Layout) -> Vec<Line> {
    let sides: Vec<(Side, Side)> = drawing
        .edges
        .iter()
        .map(|edge| {
            let ends = (edge.from, edge.to);
            sides(layout, ends)
        })
        .collect();
    let ends = spread(drawing, layout, &sides);
    let mut taken: Vec<Rect> = layout.nodes().to_vec();
    let mut lines = Vec::with_capacity(drawing.edges.len());
    let all = drawing.edges.iter().zip(&sides).zip(&ends);
    for ((edge, (from, to)), (start, end)) in all {
        let bend = Bend::new((*start, *from), (*end, *to));
        let label = words::label(edge);
        let label = match label.is_empty() {
            true => None,
            false => Some(place(&label, &bend, &mut taken)),
        };
        lines.push(Line {
            path: bend.path(),
            label,
        });
    }
    lines
}

/// Ways to go, the plainest first.
const DOWN: [(Side, Side); 6] = [
    (Side::Bottom, Side::Top),
    (Side::Left, Side::Top),
    (Side::Right, Side::Top),
    (Side::Left, Side::Left),
    (Side::Right, Side::Right),
    (Side::Bottom, Side::Left),
];
const UP: [(Side, Side); 4] = [
    (Side::Top, Side::Bottom),
    (Side::Left, Side::Left),
    (Side::Right, Side::Right),
    (Side::Top, Side::Left),
];
const TO_THE_RIGHT: [(Side, Side); 3] = [
    (Side::Right, Side::Left),
    (Side::Top, Side::Top),
    (Side::Bottom, Side::Bottom),
];
const TO_THE_LEFT: [(Side, Side); 3] = [
    (Side::Left, Side::Right),
    (Side::Top, Side::Top),
    (Side::Bottom, Side::Bottom),
];

/// Which sides an edge leaves and meets: the way that crosses least.
fn sides(layout: &Layout, (from, to): (Item, Item)) -> (Side, Side) {
    let (a, b) = (layout.of(from), layout.of(to));
    let ways: &[(Side, Side)] = match () {
        () if b.y >= a.bottom() => &DOWN,
        () if a.y >= b.bottom() => &UP,
        () if a.x <= b.x => &TO_THE_RIGHT,
        () => &TO_THE_LEFT,
    };
    let costs = ways.iter().enumerate().map(|(at, (leave, meet))| {
        let start = point(a, *leave, 0.5, from, along(b, *leave));
        let end = point(b, *meet, 0.5, to, along(a, *meet));
        let bend = Bend::new((start, *leave), (end, *meet));
        (2 * at + crossed(layout, &bend, (from, to)), *leave, *meet)
    });
    let best = costs.min_by_key(|(cost, ..)| *cost);
    best.map_or((Side::Bottom, Side::Top), |(_, leave, meet)| (leave, meet))
}

/// How much a curve crosses that it does not join: nodes count most.
fn crossed(layout: &Layout, bend: &Bend, (from, to): (Item, Item)) -> usize {
    const STEPS: u32 = 24;
    let points: Vec<Point> = (1..STEPS)
        .map(|step| bend.at(f64::from(step) / f64::from(STEPS)))
        .collect();
    let ends = [layout.of(from), layout.of(to)];
    let holds = |rect: &Rect, (x, y): Point| {
        rect.x - 4.0 < x && x < rect.right() + 4.0 && rect.y - 4.0 < y && y < rect.bottom() + 4.0
    };
    let meets = |rect: &Rect| points.iter().any(|point| holds(rect, *point));
    let nodes = layout.nodes().iter().filter(|rect| !ends.contains(rect));
    let nodes = nodes.filter(|rect| meets(rect)).count();
    let strange = |rect: &&Rect| !ends.iter().any(|end| holds(rect, end.middle()));
    let areas = layout.areas().iter().filter(strange);
    let areas = areas.filter(|rect| meets(rect)).count();
    20 * nodes + 3 * areas
}

/// Where the middle of a rectangle lies along a side.
fn along(rect: Rect, side: Side) -> f64 {
    let (x, y) = rect.middle();
    match side {
        Side::Top | Side::Bottom => x,
        Side::Left | Side::Right => y,
    }
}

/// An end of an edge on a side: which edge, whether it begins there, and what orders the ends.
type Meeting = (usize, bool, f64);

/// Where edges meet their items: spread over the side, in the order of their other ends.
fn spread(drawing: &Drawing, layout: &Layout, sides: &[(Side, Side)]) -> Vec<(Point, Point)> {
    let mut meeting: BTreeMap<(Item, Side), Vec<Meeting>> = BTreeMap::new();
    for (at, (edge, (from, to))) in drawing.edges.iter().zip(sides).enumerate() {
        let mut add = |item: Item, side: Side, other: Item, first: bool| {
            let (own, far) = (layout.of(item), layout.of(other));
            let along = match side {
                // The lines that go down from a side do not cross: the outermost is the highest.
                Side::Left if far.y >= own.bottom() => far.x,
                Side::Right if far.y >= own.bottom() => -far.x,
                side => along(far, side),
            };
            let list = meeting.entry((item, side)).or_default();
            list.push((at, first, along));
        };
        add(edge.from, *from, edge.to, true);
        add(edge.to, *to, edge.from, false);
    }
    let mut ends = vec![((0.0, 0.0), (0.0, 0.0)); drawing.edges.len()];
    for ((item, side), mut list) in meeting {
        list.sort_by(|a, b| a.2.total_cmp(&b.2).then(a.0.cmp(&b.0)));
        let rect = layout.of(item);
        let count = list.len();
        for (position, (at, first, along)) in list.into_iter().enumerate() {
            let share = (position as f64 + 1.0) / (count as f64 + 1.0);
            let point = point(rect, side, share, item, along);
            if let Some(end) = ends.get_mut(at) {
                match first {
                    true => end.0 = point,
                    false => end.1 = point,
                }
            }
        }
    }
    ends
}

fn point(rect: Rect, side: Side, share: f64, item: Item, along: f64) -> Point {
    // An area is met where the other end is; a node over its side.
    let on = |start: f64, length: f64| match item {
        Item::Node(_) => start + length * share,
        Item::Area(_) => {
            let (least, most) = (start + 24.0, start + length - 24.0);
            along.clamp(least.min(most), most.max(least)) + (share - 0.5) * 24.0
        }
    };
    match side {
        Side::Top => (on(rect.x, rect.w), rect.y),
        Side::Bottom => (on(rect.x, rect.w), rect.bottom()),
        Side::Left => (rect.x, on(rect.y, rect.h)),
        Side::Right => (rect.right(), on(rect.y, rect.h)),
    }
}

/// A cubic curve.
struct Bend {
    points: [Point; 4],
}

impl Bend {
    /// The curve that leaves one side and meets another.
    fn new((start, leave): (Point, Side), (end, meet): (Point, Side)) -> Bend {
        let (dx, dy) = ((end.0 - start.0).abs(), (end.1 - start.1).abs());
        let away = |(x, y): Point, side: Side| {
            // An arch from a side to the same side needs room of its own.
            let arch = leave == meet;
            // From a side to the top or bottom: round a corner.
            let corner = leave.is_upright() != meet.is_upright();
            let (across, upright) = match (arch, corner) {
                (true, _) => (70.0, 96.0),
                (_, true) => (0.9 * dx, 0.7 * dy),
                _ => (dx / 2.0, dy / 2.0),
            };
            let (across, upright) = (across.max(20.0), upright.max(20.0));
            match side {
                Side::Top => (x, y - upright),
                Side::Bottom => (x, y + upright),
                Side::Left => (x - across, y),
                Side::Right => (x + across, y),
            }
        };
        Bend {
            points: [start, away(start, leave), away(end, meet), end],
        }
    }

    fn path(&self) -> String {
        let [a, b, c, d] = self.points;
        format!(
            "M{:.0} {:.0}C{:.0} {:.0} {:.0} {:.0} {:.0} {:.0}",
            a.0, a.1, b.0, b.1, c.0, c.1, d.0, d.1
        )
    }

    fn at(&self, t: f64) -> Point {
        let [a, b, c, d] = self.points;
        let u = 1.0 - t;
        let of = |a: f64, b: f64, c: f64, d: f64| {
            u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
        };
        (of(a.0, b.0, c.0, d.0), of(a.1, b.1, c.1, d.1))
    }
}

/// Places that are tried for a word, along its line.
const TRIES: [f64; 7] = [0.5, 0.38, 0.62, 0.26, 0.74, 0.15, 0.85];

/// Finds a free place for the word of a line.
fn place(label: &str, bend: &Bend, taken: &mut Vec<Rect>) -> (String, f64, f64) {
    let label = text::fit(label, LABEL, 190.0);
    let w = text::width(&label, LABEL) + 6.0;
    let around = |(x, y): Point| Rect {
        x: x - w / 2.0,
        y: y - 8.0,
        w,
        h: 16.0,
    };
    let free = |t: &&f64| {
        let rect = around(bend.at(**t));
        !taken.iter().any(|other| other.meets(&rect))
    };
    let t = TRIES.iter().find(free).copied().unwrap_or(0.5);
    let (x, y) = bend.at(t);
    taken.push(around((x, y)));
    (label, x, y)
}
