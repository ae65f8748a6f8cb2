//! The `archlint` binary: hands its arguments to the `cli` room.

use std::process::ExitCode;

fn main() -> ExitCode {
    archlint::cli::main()
}
