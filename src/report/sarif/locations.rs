//! Places as SARIF has them: percent-encoded URIs relative to the root, regions of one line.

use std::fmt::Write;

use serde_sarif::sarif::{ArtifactLocation, Location, LogicalLocation, PhysicalLocation, Region};

use crate::report::place::first_line;
use crate::source::{Place, SourceFile, Sources, Span};

/// The first line of a place; `None` when it is of no file of these sources.
pub(super) fn locate(place: Place, sources: &Sources) -> Option<Location> {
    let file = sources.get(place.file)?;
    let span = visible(file, place.span);
    let position = |offset| file.lines().position(&file.text, offset);
    let (start, end) = (position(span.start), position(span.end));
    let region = Region::builder()
        .start_line(start.line)
        .start_column(start.column)
        .end_line(end.line)
        .end_column(end.column)
        .build();
    Some(at(&uri(&file.path), region))
}

/// Where there is no place: a result without location is refused, one at the root is not.
pub(super) fn nowhere() -> Location {
    let region = Region::builder()
        .start_line(1)
        .start_column(1)
        .end_line(1)
        .end_column(1)
        .build();
    at("./", region)
}

/// A resource or object by its name, inert.
pub(super) fn logical(name: &str) -> LogicalLocation {
    LogicalLocation::builder()
        .fully_qualified_name(name)
        .kind("resource")
        .build()
}

fn at(uri: &str, region: Region) -> Location {
    let artifact = ArtifactLocation::builder();
    let artifact = match uri.starts_with('/') {
        // A page of rules that lies outside the root.
        true => artifact.uri(format!("file://{uri}")).build(),
        false => artifact.uri(uri).uri_base_id("%SRCROOT%").build(),
    };
    let physical = PhysicalLocation::builder()
        .artifact_location(artifact)
        .region(region)
        .build();
    Location::builder().physical_location(physical).build()
}

/// One line, and where possible at least one character of it.
fn visible(file: &SourceFile, span: Span) -> Span {
    let text = &*file.text;
    let mut line = first_line(file, span);
    let end = text.len() as u32;
    if line.start == end && text.ends_with('\n') {
        // Editors do not count the empty line after the last line feed.
        let before = text.trim_end_matches(['\r', '\n']).len() as u32;
        line = Span::new(before, before);
    }
    if line.is_empty() {
        let rest = text.get(line.start as usize..).unwrap_or("");
        let next = rest.chars().next().filter(|c| !matches!(c, '\r' | '\n'));
        line.end += next.map_or(0, |c| c.len_utf8() as u32);
    }
    line
}

/// A path as a relative URI: all but unreserved characters and slashes percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte as char);
            }
            // Writing to a string cannot fail.
            byte => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_percent_encoded() {
        assert_eq!(uri("a/b-c_d~1.tf"), "a/b-c_d~1.tf");
        assert_eq!(
            uri("x\n::error é:?#.tf"),
            "x%0A%3A%3Aerror%20%C3%A9%3A%3F%23.tf"
        );
    }

    #[test]
    fn regions_are_one_line_of_the_file() {
        let mut sources = Sources::default();
        let id = sources.add("a.tf", "\u{feff}é {\r\n  b = 1\n}\n");
        let region = |start, end| {
            let place = Place::new(id, Span::new(start, end));
            let physical = locate(place, &sources).unwrap().physical_location.unwrap();
            let region = physical.region.unwrap();
            let column = |c: Option<i64>| c.unwrap();
            assert_eq!(region.start_line, region.end_line);
            (
                column(region.start_line),
                column(region.start_column),
                column(region.end_column),
            )
        };
        assert_eq!(region(3, 18), (1, 1, 4));
        assert_eq!(region(3, 3), (1, 1, 2));
        assert_eq!(region(7, 7), (1, 4, 4));
        assert_eq!(region(11, 12), (2, 3, 4));
        assert_eq!(region(19, 19), (3, 2, 2));
        assert_eq!(region(900, 901), (3, 2, 2));
    }
}
