//! The architecture as a drawing: what stands where, as facts say, and the edges that matter.
//!
//! Invariants: an area is what archlint derived, never what a name or a tag says; what the files do
//! not decide stands in an area that says so, or has an edge that is not certain; a drawing has a
//! bounded number of items, and tells what it folds.
//!
//! [`sketch`] collects items, one file a family of them fills it, [`bounds`] folds what is too much.

mod bounds;
mod compute;
mod data;
mod edge;
mod network;
mod sketch;
mod ways;
mod words;

#[cfg(test)]
mod tests;

use crate::finding::drawing::Drawing;
use crate::kubernetes::Object;

use super::Facts;

/// The drawing of the environment that `facts` are about. `objects` are those of both worlds.
pub fn drawing(facts: &Facts<'_>, objects: &[Object]) -> Drawing {
    let mut sketch = sketch::Sketch::new(facts);
    let tiers = network::draw(&mut sketch);
    let clusters = compute::clusters(&mut sketch, &tiers);
    data::databases(&mut sketch, &tiers);
    data::buckets(&mut sketch);
    let homes = compute::homes(&mut sketch, &clusters, objects);
    compute::workloads(&mut sketch, &homes);
    edge::load_balancers(&mut sketch, &tiers, &homes);
    compute::machines(&mut sketch, &tiers);
    ways::draw(&mut sketch, objects, &homes);
    data::access(&mut sketch, &clusters);
    edge::distributions(&mut sketch);
    edge::guards(&mut sketch);
    data::replication(&mut sketch);
    edge::clients(&mut sketch);
    let mut drawing = bounds::bounded(sketch.finish());
    drawing.environment = facts.environment.map(Into::into);
    drawing
}
