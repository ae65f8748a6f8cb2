//! Where secrets are written, so that no report quotes those lines.

use crate::language::{Origin, Value};
use crate::source::Place;

use super::Graph;

/// Hops that are looked at for one value.
const HOPS: usize = 256;

impl Graph {
    /// All places that sensitive values of instances came through.
    pub fn sensitive_places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for instance in &self.instances {
            for value in instance.written.values().chain(instance.read.values()) {
                collect(value, &mut places);
            }
            let provider = instance.provider.iter();
            for value in provider.flat_map(|provider| provider.written.values()) {
                collect(value, &mut places);
            }
        }
        places.sort();
        places.dedup();
        places
    }
}

fn collect(value: &Value, places: &mut Vec<Place>) {
    // An unknown value stands nowhere: its origin is that of the resource.
    if value.secrecy.hides() && !value.is_unknown() {
        let mut pending = vec![&value.origin];
        for _ in 0..HOPS {
            match pending.pop() {
                None => break,
                Some(Origin::None) => {}
                Some(Origin::At(place)) => places.push(*place),
                Some(Origin::Via(hop)) => {
                    places.extend(hop.place);
                    pending.extend(hop.from.iter());
                }
            }
        }
    }
    let items = value.as_sequence().unwrap_or_default().iter();
    let entries = value.as_entries().into_iter().flat_map(|e| e.values());
    for part in items.chain(entries) {
        collect(part, places);
    }
}
