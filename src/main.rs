//! The `archlint` binary: hands its arguments to the `cli` room.

fn main() {}
