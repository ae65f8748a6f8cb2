//! `archlint graph` as a drawing: the documented system, whole and broken.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by them, and says what it leaves out"
)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

mod support;

use support::copy;

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/architecture")
}

fn draw(dir: &Path, format: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_archlint"))
        .args(["graph", "--format", format, "--root"])
        .arg(dir)
        .arg(dir)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_example_is_drawn_whole_and_without_red() {
    let dot = draw(&example(), "dot");
    for told in [
        "Region eu-west-1",
        "Region eu-central-1",
        "Public subnets",
        "Private subnets with NAT",
        "Isolated subnets",
        "EKS cluster orders-eu-west-1",
        "at least 9 replicas",
        "at least 3 replicas",
        "Aurora\\norders-eu-west-1",
        "global database",
        "CloudFront\\nui",
        "network.public ×3",
    ] {
        assert!(dot.contains(told), "{told} in {dot}");
    }
    assert!(!dot.contains("c62828"), "nothing is red");
    assert!(!dot.contains("not decided"), "everything is decided");
    assert!(!dot.contains("perhaps"), "everything is certain");
    let svg = draw(&example(), "svg");
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    assert!(!svg.contains("al-node al-data al-bad"));
    assert!(!svg.contains("<script") && !svg.contains("href"));
    assert_eq!(svg, draw(&example(), "svg"), "the same bytes again");
}

#[test]
fn a_public_database_is_red_with_its_way_to_the_internet() {
    let dir = TempDir::new().unwrap();
    copy(&example(), dir.path());
    let network = dir.path().join("terraform/modules/network/main.tf");
    let text = fs::read_to_string(&network).unwrap();
    let old = "  route_table_id = aws_route_table.database.id";
    assert!(text.contains(old));
    let new = "  route_table_id = aws_route_table.public.id";
    fs::write(&network, text.replacen(old, new, 1)).unwrap();

    let mermaid = draw(dir.path(), "mermaid");
    let red = mermaid.lines().find(|line| line.ends_with(" violation"));
    let red = red.expect("something is red");
    let names: Vec<&str> = red
        .trim()
        .trim_start_matches("class ")
        .trim_end_matches(" violation")
        .split(',')
        .collect();
    let told = |name: &&str| {
        let node = format!("{name}[");
        let area = format!("subgraph {name}[");
        let line = mermaid.lines().find(|line| {
            let line = line.trim_start();
            line.starts_with(&node) || line.starts_with(&area)
        });
        line.unwrap().split('"').nth(1).unwrap().to_owned()
    };
    let mut texts: Vec<String> = names.iter().map(told).collect();
    texts.sort();
    let starts = [
        "Aurora", "Aurora", "Internet", "Internet", "Public", "Public",
    ];
    assert_eq!(texts.len(), starts.len(), "{texts:?}");
    for (text, start) in texts.iter().zip(starts) {
        assert!(text.starts_with(start), "{texts:?}");
    }
    assert!(texts[0].contains("NET-001"), "{texts:?}");
    let lines = mermaid.lines().find(|line| line.contains("linkStyle"));
    assert_eq!(lines.unwrap().split(',').count(), 3, "two red routes");
}

#[test]
fn graphviz_reads_the_drawing() {
    let Ok(mut dot) = Command::new("dot")
        .args(["-Tplain"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
    else {
        eprintln!("skipped: no Graphviz here");
        return;
    };
    let text = draw(&example(), "dot");
    dot.stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = dot.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.is_empty(), "{said}");
}

#[test]
fn nothing_is_drawn_of_a_broken_configuration_but_the_error_is_told() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("main.tf"), "resource \"aws_vpc\" {\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_archlint"))
        .args(["graph", "--format", "svg", "--root"])
        .arg(dir.path())
        .arg(dir.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.starts_with(b"<svg "));
    assert!(!output.stderr.is_empty());
}
