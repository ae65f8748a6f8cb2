//! The steps of the action, run as GitHub's runner runs them, but for the upload.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// A runner: its directories, and what steps told it.
struct Runner {
    temp: TempDir,
    workspace: TempDir,
}

impl Runner {
    fn new() -> Runner {
        let runner = Runner {
            temp: tempfile::tempdir().unwrap(),
            workspace: tempfile::tempdir().unwrap(),
        };
        git(runner.workspace.path(), &["init", "--quiet"]);
        runner
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.workspace.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn commit(&self) -> String {
        let dir = self.workspace.path();
        git(dir, &["add", "--all"]);
        git(
            dir,
            &["commit", "--quiet", "--allow-empty", "--message", "x"],
        );
        git(dir, &["rev-parse", "HEAD"]).trim().to_owned()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    /// Runs a script of the action in `action` with the environment that a step has.
    fn step(&self, action: &Path, script: &str, environment: &[(&str, &str)]) -> Output {
        Command::new("bash")
            .arg(action.join("action").join(script))
            .current_dir(self.temp.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", self.temp.path())
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_ACTION_PATH", action)
            .env("GITHUB_WORKSPACE", self.workspace.path())
            .env("GITHUB_OUTPUT", self.file("output"))
            .env("GITHUB_STEP_SUMMARY", self.file("summary"))
            .env("RUNNER_TEMP", self.file("runner"))
            .envs(environment.iter().copied())
            .output()
            .unwrap()
    }

    /// The outputs of the steps so far.
    fn outputs(&self) -> BTreeMap<String, String> {
        let text = fs::read_to_string(self.file("output")).unwrap_or_default();
        let lines = text.lines().filter_map(|line| line.split_once('='));
        lines
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect()
    }

    fn check(&self, environment: &[(&str, &str)]) -> Output {
        fs::create_dir_all(self.file("runner")).unwrap();
        let inputs = [
            ("ARCHLINT", env!("CARGO_BIN_EXE_archlint")),
            ("PATHS", ".\n"),
            ("FAIL_ON", "high"),
            ("STRICT", "false"),
        ];
        let output = self.step(
            repository(),
            "check.sh",
            &[&inputs[..], environment].concat(),
        );
        assert!(output.status.success(), "{output:?}");
        output
    }
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn git(dir: &Path, line: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(dir)
        .env("HOME", dir)
        .args(["-c", "user.name=x", "-c", "user.email=x@example.com"])
        .args(line)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn ui(name: &str) -> String {
    format!("resource \"aws_cloudfront_distribution\" \"{name}\" {{\n  enabled = true\n}}\n")
}

const CONFIG: &str = "[rules]\nselect = [\"EDGE-004\", \"META\"]\n";

#[test]
fn a_run_annotates_summarises_and_tells_how_it_ended() {
    let runner = Runner::new();
    runner.write("archlint.toml", CONFIG);
    runner.write("main.tf", &ui("ui"));
    let output = runner.check(&[]);
    let log = String::from_utf8(output.stdout).unwrap();
    assert!(log.contains("::error file=main.tf,line=1,"), "{log}");
    let outputs = runner.outputs();
    assert_eq!((&*outputs["exit-code"], &*outputs["findings"]), ("1", "1"));
    let sarif = fs::read_to_string(&outputs["sarif-file"]).unwrap();
    assert!(sarif.contains("EDGE-004"));
    let summary = fs::read_to_string(runner.file("summary")).unwrap();
    assert!(summary.contains("EDGE-004") && summary.len() < 1 << 20);

    runner.write("main.tf", "locals {\n");
    runner.check(&[]);
    assert_eq!(runner.outputs()["exit-code"], "2");
    runner.write("main.tf", "locals {}\n");
    runner.check(&[("PATHS", "main.tf\n\n"), ("STRICT", "true")]);
    assert_eq!(runner.outputs()["exit-code"], "0");
}

#[test]
fn inputs_are_arguments_and_nothing_else() {
    let runner = Runner::new();
    runner.write("main.tf", &ui("ui"));
    let marker = runner.file("marker");
    let command = format!("$(touch {0}); touch {0}", marker.display());
    for (name, value) in [
        ("PATHS", &*command),
        ("PATHS", "--help"),
        ("FAIL_ON", &command),
    ] {
        runner.check(&[(name, value)]);
        assert_eq!(runner.outputs()["exit-code"], "2", "{name}={value}");
        assert!(!marker.exists());
    }
}

#[test]
fn a_pull_request_is_held_against_its_base_and_the_policy_of_that() {
    let runner = Runner::new();
    runner.write("archlint.toml", CONFIG);
    runner.write("main.tf", &ui("old"));
    let base = runner.commit();
    // The change brings a fault and a configuration that would hide it.
    runner.write("archlint.toml", "[rules]\nselect = [\"COST\"]\n");
    runner.write("main.tf", &format!("{}{}", ui("old"), ui("fresh")));
    runner.write(".gitattributes", "* export-ignore filter=x\n");
    let head = runner.commit();
    fs::create_dir_all(runner.file("runner")).unwrap();
    let laid = runner.step(repository(), "base.sh", &[("BASE_SHA", &base)]);
    assert!(laid.status.success(), "{laid:?}");
    let directory = runner.outputs()["directory"].clone();
    assert_eq!(
        fs::read_to_string(Path::new(&directory).join("main.tf")).unwrap(),
        ui("old")
    );
    assert_eq!(
        git(runner.workspace.path(), &["rev-parse", "HEAD"]).trim(),
        head
    );
    assert_eq!(git(runner.workspace.path(), &["status", "--porcelain"]), "");
    let output = runner.check(&[("BASE", &directory)]);
    let log = String::from_utf8(output.stdout).unwrap();
    let annotations: Vec<&str> = log.lines().filter(|l| l.starts_with("::")).collect();
    assert_eq!(annotations.len(), 1, "{log}");
    assert!(
        annotations[0].contains("aws_cloudfront_distribution.fresh"),
        "{log}"
    );
    assert_eq!(runner.outputs()["exit-code"], "1");
    assert!(log.contains(": 1 new, 0 fixed, 1 still there"), "{log}");
}

#[test]
fn a_base_that_cannot_be_had_fails() {
    let runner = Runner::new();
    runner.write("main.tf", "");
    runner.commit();
    fs::create_dir_all(runner.file("runner")).unwrap();
    let nowhere = "0123456789012345678901234567890123456789";
    let laid = runner.step(repository(), "base.sh", &[("BASE_SHA", nowhere)]);
    assert_eq!(laid.status.code(), Some(2));
    assert!(
        String::from_utf8(laid.stderr)
            .unwrap()
            .contains("fetch-depth: 0")
    );
}

/// A copy of the action whose table of releases is `releases`.
fn action(releases: &str) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    fs::create_dir(copy.path().join("action")).unwrap();
    let install = repository().join("action/install.sh");
    fs::copy(install, copy.path().join("action/install.sh")).unwrap();
    fs::write(copy.path().join("action/releases.txt"), releases).unwrap();
    copy
}

fn executable(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn only_the_release_with_the_committed_checksum_is_run() {
    let releases = tempfile::tempdir().unwrap();
    let target = format!("{}-unknown-linux-musl", std::env::consts::ARCH);
    executable(
        &releases.path().join("archlint"),
        "#!/bin/sh\necho archlint 9.9.9\n",
    );
    fs::create_dir(releases.path().join("v9.9.9")).unwrap();
    let archive = releases
        .path()
        .join(format!("v9.9.9/archlint-{target}.tar.gz"));
    let packed = Command::new("tar")
        .arg("-czf")
        .arg(&archive)
        .arg("-C")
        .args([releases.path(), Path::new("archlint")])
        .status();
    assert!(packed.unwrap().success());
    let sum = Sha256::digest(fs::read(&archive).unwrap());
    let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    let url = format!("file://{}", releases.path().display());
    let install = |sum: &str| {
        let runner = Runner::new();
        let action = action(&format!("# a comment\n9.9.9 {target} {sum}\n"));
        let output = runner.step(action.path(), "install.sh", &[("RELEASES", &url)]);
        (output, runner.outputs())
    };
    let (output, outputs) = install(&sum);
    assert!(output.status.success(), "{output:?}");
    assert!(outputs["archlint"].ends_with("/archlint/archlint"));
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("archlint 9.9.9")
    );
    let (output, outputs) = install(&sum.replace(|c: char| c.is_ascii_digit(), "a"));
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("is not run")
    );
    assert!(outputs.is_empty() && output.stdout.is_empty());
}

#[test]
fn without_a_release_the_commit_of_the_action_is_built() {
    let runner = Runner::new();
    let action = action("# none\n");
    let cargo = runner.file("bin/cargo");
    executable(
        &cargo,
        "#!/bin/bash\necho \"$@\" > \"$RUNNER_TEMP/asked\"\nmkdir -p \"${@: -1}/bin\"\n\
         printf '#!/bin/sh\\necho archlint built\\n' > \"${@: -1}/bin/archlint\"\n\
         chmod +x \"${@: -1}/bin/archlint\"\n",
    );
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{path}", cargo.parent().unwrap().display());
    let output = runner.step(action.path(), "install.sh", &[("PATH", &path)]);
    assert!(output.status.success(), "{output:?}");
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("archlint built")
    );
    let asked = fs::read_to_string(runner.file("runner/asked")).unwrap();
    let wanted = format!(
        "install --locked --quiet --path {}",
        action.path().display()
    );
    assert!(asked.starts_with(&wanted), "{asked}");
}

/// What the text of the action promises: scripts get inputs through their environment alone, every
/// nested action is pinned to a commit, and no later step sees what a script sets.
#[test]
fn the_action_hands_inputs_over_safely() {
    let text = fs::read_to_string(repository().join("action.yml")).unwrap();
    for line in text.lines().map(str::trim) {
        if line.starts_with("run:") {
            assert!(!line.contains("${{"), "{line}");
        }
        if let Some(used) = line.strip_prefix("uses: ") {
            let (_, commit) = used.split_once('@').unwrap();
            let commit = commit.split(' ').next().unwrap();
            assert!(
                commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit()),
                "{used}"
            );
        }
    }
    for script in ["install.sh", "base.sh", "check.sh"] {
        let script = fs::read_to_string(repository().join("action").join(script)).unwrap();
        for file in ["GITHUB_ENV", "GITHUB_PATH", "eval ", "${{"] {
            assert!(!script.contains(file), "{file}");
        }
    }
}
