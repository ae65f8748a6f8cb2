//! What Terraform says: `terraform fmt` reads a file with the parser that this one follows.
//! Without Terraform on the machine these tests say that they are skipped.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::common::{messages, parse};
use crate::snippets::{ACCEPTED, REFUSED};

/// The indexes of the texts that Terraform refuses, or `None` without Terraform.
#[allow(clippy::print_stderr, reason = "a skipped test has to be seen")]
fn refused_by_terraform(texts: &[String]) -> Option<BTreeSet<usize>> {
    let directory = tempfile::tempdir().unwrap();
    for (index, text) in texts.iter().enumerate() {
        fs::write(directory.path().join(format!("{index}.tf")), text).unwrap();
    }
    let output = Command::new("terraform")
        .args(["fmt", "-no-color", "-write=false", "-list=false"])
        .env("CHECKPOINT_DISABLE", "1")
        .current_dir(directory.path())
        .output();
    let Ok(output) = output else {
        eprintln!("SKIPPED: terraform is not on this machine, its verdicts are not compared");
        return None;
    };
    let report = String::from_utf8_lossy(&output.stderr);
    let files = report.lines().filter_map(|line| {
        let file = line.trim_start().strip_prefix("on ")?;
        file.split_once(".tf line ")?.0.parse().ok()
    });
    Some(files.collect())
}

/// Compares verdicts on `texts`, and reports each that differs.
fn compare(texts: &[String]) {
    let Some(refused) = refused_by_terraform(texts) else {
        return;
    };
    let mut different = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let ours = parse(text).1.is_empty();
        let theirs = !refused.contains(&index);
        if ours != theirs {
            let verdict = if theirs { "accepts" } else { "refuses" };
            different.push(format!(
                "terraform {verdict}: {text:?}\n  {:?}",
                messages(text)
            ));
        }
    }
    let count = different.len();
    different.truncate(20);
    assert!(count == 0, "{count} differ:\n{}", different.join("\n"));
}

#[test]
fn terraform_agrees_with_the_snippets() {
    let texts = ACCEPTED.iter().chain(REFUSED);
    let texts: Vec<String> = texts.map(|text| (*text).to_owned()).collect();
    let Some(refused) = refused_by_terraform(&texts) else {
        return;
    };
    for (index, text) in texts.iter().enumerate() {
        let expected = index >= ACCEPTED.len();
        assert_eq!(refused.contains(&index), expected, "{text:?}");
    }
}

/// Pieces of syntax that a mutation may insert.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "\\",
    "$",
    "%",
    "${",
    "%{",
    "~}",
    "~",
    "$${",
    ",",
    ".",
    "..",
    "...",
    ":",
    "::",
    "=",
    "==",
    "=>",
    "!",
    "!=",
    "<",
    "<<",
    "<<EOT\n",
    "<<-EOT\n",
    "EOT\n",
    "\nEOT\n",
    ">",
    "&&",
    "||",
    "&",
    "+",
    "-",
    "*",
    "[*]",
    ".*",
    "/",
    "//",
    "/*",
    "*/",
    "#",
    "?",
    "0",
    "1.5",
    "1e3",
    "e",
    "a",
    "for ",
    " in ",
    "if ",
    "else",
    "endif",
    "%{ if a }",
    "%{ endif }",
    "null",
    "é",
    "€",
    "\u{feff}",
    "\0",
    ";",
    "'",
    "`",
    "a = 1\n",
    "b {}\n",
];

/// A small generator of numbers, so that a failure can be repeated.
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Numbers(0x9e37_79b9_7f4a_7c15 ^ seed)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn boundary(text: &str, numbers: &mut Numbers) -> usize {
    let mut at = numbers.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// `text` with one to three small changes.
fn mutated(text: &str, numbers: &mut Numbers) -> String {
    let mut text = text.to_owned();
    for _ in 0..=numbers.below(3) {
        let at = boundary(&text, numbers);
        let mut end = (at + 1 + numbers.below(3)).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        match numbers.below(4) {
            0 => text.replace_range(at..end, ""),
            1 => {
                let copy = text[at..end].to_owned();
                let to = boundary(&text, numbers);
                text.insert_str(to, &copy);
            }
            2 => text.replace_range(at..end, PIECES[numbers.below(PIECES.len())]),
            _ => text.insert_str(at, PIECES[numbers.below(PIECES.len())]),
        }
    }
    text
}

#[test]
fn terraform_agrees_with_mutated_snippets() {
    let seed = std::env::var("ARCHLINT_SEED").ok();
    let seed = seed.and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let mut numbers = Numbers::new(seed);
    let texts: Vec<String> = (0..4000)
        .map(|_| {
            let base = ACCEPTED[numbers.below(ACCEPTED.len())];
            mutated(base, &mut numbers)
        })
        .collect();
    compare(&texts);
}

#[test]
fn terraform_agrees_with_token_soup() {
    let mut numbers = Numbers::new(2);
    let texts: Vec<String> = (0..1000)
        .map(|_| {
            let length = 1 + numbers.below(6);
            let pieces = (0..length).map(|_| PIECES[numbers.below(PIECES.len())]);
            format!("a = {}\n", pieces.collect::<String>())
        })
        .collect();
    compare(&texts);
}
