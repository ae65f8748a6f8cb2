//! `base64gzip` gives the bytes that Terraform gives, for random texts of many kinds and sizes.
//!
//! `RANDOM_TEXTS=N` sets how many (a few by default, none without Terraform), and `RANDOM_SEED=S`
//! where they start. A text that fails is left in a directory that is named.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

mod oracle;

use std::env;
use std::fmt::Write as _;
use std::fs;

use oracle::random::Random;
use oracle::{Case, ours, truth};

/// Texts of one plan.
const BATCH: usize = 40;
/// Longest text: its compression may be longer by a third in Base64.
const LONGEST: usize = 1_000_000;

#[test]
fn random_texts_are_compressed_to_terraforms_bytes() {
    if !truth::terraform_exists() {
        println!("skipped: there is no terraform");
        return;
    }
    let number = |name: &str, default: u64| {
        let set = env::var(name).ok();
        set.map_or(default, |text| text.parse().unwrap())
    };
    let mut random = Random::new(number("RANDOM_SEED", 1));
    let mut left = number("RANDOM_TEXTS", 40) as usize;
    while left > 0 {
        let batch = left.min(BATCH);
        left -= batch;
        compare((0..batch).map(|_| text(&mut random)));
    }
}

/// Texts at the edges of what is read, referred to and written at once.
#[test]
fn texts_at_the_edges_are_compressed_to_terraforms_bytes() {
    if !truth::terraform_exists() {
        println!("skipped: there is no terraform");
        return;
    }
    let mut random = Random::new(7);
    let edges = [258, 4096, 16_384, 32_768, 65_535, 65_536, 98_304];
    let around = edges.iter().flat_map(|edge| [edge - 1, *edge, edge + 1]);
    let mut texts: Vec<String> = around
        .clone()
        .map(|length| letters(&mut random, 90, length))
        .collect();
    // The same again, so far back.
    texts.extend(around.map(|length| {
        let word = letters(&mut random, 26, 300);
        let between = letters(&mut random, 90, length);
        format!("{word}{}{word}", &between[300.min(length)..])
    }));
    compare(texts.into_iter());
}

fn compare(texts: impl Iterator<Item = String>) {
    let scratch = tempfile::tempdir().unwrap();
    let mut configuration = String::new();
    for (at, text) in texts.enumerate() {
        fs::write(scratch.path().join(format!("{at}.txt")), text).unwrap();
        let value = format!("sha256(base64gzip(file(\"{at}.txt\")))");
        writeln!(configuration, "output \"e{at}\" {{\n  value = {value}\n}}").unwrap();
    }
    fs::write(scratch.path().join("main.tf"), configuration).unwrap();
    let wanted = truth::plan(scratch.path(), "", &Case::default());
    assert!(wanted.ok, "{:?}", wanted.errors);
    let (got, _) = ours::outcome(scratch.path(), &Case::default());
    for (name, output) in &wanted.outputs {
        let got = got.outputs.get(name).map(|output| &output.value);
        if got != Some(&output.value) {
            panic!("{name} of {} differs: {got:?}", scratch.keep().display());
        }
    }
}

/// A text of random length and habits, most of them short.
fn text(random: &mut Random) -> String {
    let most = *random.pick(&[10, 100, 2000, 30_000, 100_000, 300_000, LONGEST]);
    let length = random.below(most);
    let mut text = String::new();
    while text.len() < length {
        let part = 1 + random.below(length - text.len());
        match random.below(6) {
            0 => {
                let letter = letters(random, 26, 1);
                text.push_str(&letter.repeat(part));
            }
            1 => {
                let alphabet = 1 + random.below(94);
                text.push_str(&letters(random, alphabet, part));
            }
            2 => words(random, &mut text, part),
            3 => {
                let characters = ['é', '日', '本', '🤔', 'ж', '\n', ' ', 'a', '\u{7f}', '\t'];
                let picked = (0..part / 3).map(|_| *random.pick(&characters));
                text.extend(picked.collect::<Vec<char>>());
            }
            // What stood before once more, with a slip of the pen.
            4 if !text.is_empty() => {
                let from = random.below(text.len());
                let again: Vec<char> = text.chars().skip(from).take(part).collect();
                text.extend(again);
                text.push('~');
            }
            _ => {
                for line in 0..part / 30 {
                    writeln!(text, "{line}: {} = {}", line * 7, random.below(1000)).unwrap();
                }
                text.push('.');
            }
        }
    }
    text
}

/// `length` printed characters of ASCII, `alphabet` different ones.
fn letters(random: &mut Random, alphabet: usize, length: usize) -> String {
    let letter = |_| char::from(b'!' + random.below(alphabet) as u8);
    (0..length).map(letter).collect()
}

/// Words of a small language, some of them much commoner than others.
fn words(random: &mut Random, text: &mut String, length: usize) {
    let count = 2 + random.below(500);
    let word = |_| {
        let length = 1 + random.below(9);
        letters(random, 64, length)
    };
    let language: Vec<String> = (0..count).map(word).collect();
    let end = text.len() + length;
    while text.len() < end {
        let among = 1 + random.below(count);
        text.push_str(&language[random.below(among)]);
        text.push(' ');
    }
}
