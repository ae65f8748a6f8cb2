//! Text that GitHub's runner may read.
//!
//! The runner looks for commands in the log of a step: `::command::` where a line begins, and
//! `##[command]` anywhere. Names and source lines are an attacker's to choose. So the text is put
//! between `::stop-commands::TOKEN` and `::TOKEN::`, the runner's own way of saying "no commands
//! here". The token is a hash of the text: the same report gives the same bytes, and nobody can
//! write a text that contains the hash of itself.

use sha2::{Digest, Sha256};

/// `text` with commands switched off around it.
pub fn without_commands(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let token: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("::stop-commands::{token}\n{text}::{token}::\n")
}
