//! The table of bad inputs: each gives one clear error with its place, the right exit status, and
//! hides nothing of its neighbours. The numbers are those of the table in the threat model.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A file beside the bad one that must be judged all the same: it declares a database whose
/// backups are kept too short.
const NEIGHBOUR: &str = "resource \"aws_rds_cluster\" \"neighbour\" {\n  engine = \"aurora-postgresql\"\n  backup_retention_period = 3\n}\n";

/// A scan root with `files`, and the neighbour in a directory of its own.
fn tree(files: &[(&str, &[u8])]) -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join(".git")).unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::create_dir_all(dir.path().join("neighbour")).unwrap();
    fs::write(dir.path().join("neighbour/main.tf"), NEIGHBOUR).unwrap();
    dir
}

fn check(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_archlint"))
        .arg("check")
        .arg(root)
        .args(["--color", "never", "--format", "concise"])
        .args(arguments)
        .env("CI", "true")
        .env_remove("GITHUB_ACTIONS")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(output: &Output) -> String {
    let all = [&output.stdout[..], b"\n", &output.stderr[..]].concat();
    String::from_utf8(all).expect("reports are UTF-8")
}

/// Checks a tree: the exit status, what the report says, and that the neighbour was judged.
#[track_caller]
fn expect(files: &[(&str, &[u8])], status: i32, says: &[&str]) -> String {
    let dir = tree(files);
    expect_in(dir.path(), status, says)
}

#[track_caller]
fn expect_in(root: &Path, status: i32, says: &[&str]) -> String {
    let output = check(root, &[]);
    let said = text(&output);
    for what in says {
        assert!(said.contains(what), "{what:?} is not in:\n{}", clip(&said));
    }
    let control = |c: char| c.is_control() && c != '\n';
    assert!(
        !said.contains(control),
        "raw control characters:\n{}",
        clip(&said)
    );
    assert!(!said.contains("panicked"), "{}", clip(&said));
    assert!(
        said.contains("neighbour/main.tf:3:3: DATA-003 high"),
        "the neighbour was not judged:\n{}",
        clip(&said)
    );
    assert_eq!(output.status.code(), Some(status), "{}", clip(&said));
    said
}

fn clip(text: &str) -> String {
    text.chars().take(3000).collect()
}

fn locals(text: &str) -> Vec<u8> {
    format!("locals {{\n  x = {text}\n}}\n").into_bytes()
}

#[test]
fn files_outside_the_root_are_neither_read_nor_told_of() {
    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("secret.txt"), "SENTINEL-4711").unwrap();
    let inner = outside.path().join("root");
    fs::create_dir_all(inner.join(".git")).unwrap();
    fs::create_dir_all(inner.join("neighbour")).unwrap();
    fs::write(inner.join("neighbour/main.tf"), NEIGHBOUR).unwrap();
    let text = "locals {\n  a = file(\"../secret.txt\")\n  b = file(\"/proc/self/environ\")\n  c = fileset(\"/\", \"**\")\n  d = file(\"../missing.txt\")\n  e = filemd5(\"../secret.txt\")\n}\n";
    fs::write(inner.join("main.tf"), text).unwrap();
    let said = expect_in(
        &inner,
        1,
        &[
            "main.tf:2:7: ROOT-001 note: file() path is outside the scan root; value unknown",
            "main.tf:3:7: ROOT-001 note: file() path is outside the scan root; value unknown",
        ],
    );
    assert!(!said.contains("SENTINEL"));
    let line = |number: u32| {
        let start = format!("main.tf:{number}:7: ");
        let found = said.lines().find(|l| l.contains(&start)).expect("told");
        found.split(&start).nth(1).unwrap().to_owned()
    };
    // Row 4: nothing is listed.
    assert_eq!(line(2), line(4));
    // Rows 1 and 6: the same words whether something is there or not.
    assert_eq!(line(2), line(5));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_root_are_not_followed() {
    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("secret.txt"), "SENTINEL-4711").unwrap();
    fs::create_dir_all(outside.path().join("mod")).unwrap();
    fs::write(
        outside.path().join("mod/main.tf"),
        "output \"x\" { value = 1 }",
    )
    .unwrap();
    let dir = tree(&[(
        "main.tf",
        b"locals { a = file(\"s.txt\") }\nmodule \"m\" {\n  source = \"./linked\"\n}\n",
    )]);
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), dir.path().join("s.txt"))
        .unwrap();
    std::os::unix::fs::symlink(outside.path().join("mod"), dir.path().join("linked")).unwrap();
    let said = expect_in(
        dir.path(),
        2,
        &["module \"m\" not analysed: source is outside the scan root"],
    );
    assert!(said.contains("file() path is outside the scan root"));
    assert!(!said.contains("SENTINEL"));
}

#[test]
fn a_template_cannot_call_itself() {
    expect(
        &[
            ("main.tf", &locals("templatefile(\"t.tftpl\", {})")),
            ("t.tftpl", b"${templatefile(\"t.tftpl\", {})}"),
        ],
        2,
        &["templatefile cannot call itself"],
    );
}

#[test]
fn modules_outside_the_root_and_in_cycles_are_errors() {
    expect(
        &[(
            "main.tf",
            b"module \"m\" {\n  source = \"../outside/mod\"\n}\n",
        )],
        2,
        &[
            "main.tf:2:3: ROOT-001",
            "module \"m\" not analysed: source is outside the scan root",
        ],
    );
    expect(
        &[
            ("a/main.tf", b"module \"b\" {\n  source = \"../b\"\n}\n"),
            ("b/main.tf", b"module \"a\" {\n  source = \"../a\"\n}\n"),
        ],
        2,
        &["module cycle: a → b → a"],
    );
    expect(
        &[("a/main.tf", b"module \"me\" {\n  source = \"./\"\n}\n")],
        2,
        &["module cycle: a → a"],
    );
}

#[test]
fn fan_out_of_modules_is_counted() {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for level in 0..8 {
        let calls: String = (0..8)
            .map(|n| format!("module \"m{n}\" {{\n  source = \"../l{}\"\n}}\n", level + 1))
            .collect();
        files.push((format!("l{level}/main.tf"), calls.into_bytes()));
    }
    files.push((
        "l8/main.tf".into(),
        b"output \"x\" {\n  value = 1\n}\n".to_vec(),
    ));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(p, t)| (p.as_str(), &t[..])).collect();
    expect(&files, 2, &["more than 10000 module instances"]);
}

#[test]
fn yaml_bombs_are_counted() {
    let mut bomb = String::from(
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bomb\na: &a [x,x,x,x,x,x,x,x,x]\n",
    );
    for (from, to) in "abcdefgh".chars().zip("bcdefghi".chars()) {
        let list = vec![format!("*{from}"); 9].join(",");
        bomb.push_str(&format!("{to}: &{to} [{list}]\n"));
    }
    expect(
        &[("bomb.yaml", bomb.as_bytes())],
        2,
        &["YAML aliases expand to more than 10000 nodes"],
    );
    let head = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: deep\n";
    for deep in [
        "[".repeat(100_000),
        "- ".repeat(100_000),
        "? ".repeat(100_000),
    ] {
        let document = format!("{head}---\n{deep}\n");
        expect(
            &[("deep.yaml", document.as_bytes())],
            2,
            &["YAML nested deeper than 128", "deep.yaml:6:"],
        );
    }
    let itself = format!("{head}data: &a\n  x: *a\n");
    expect(
        &[("self.yaml", itself.as_bytes())],
        2,
        &["alias *a refers to itself"],
    );
    let many = format!("{head}---\n").repeat(30_000);
    expect(
        &[("many.yaml", many.as_bytes())],
        2,
        &["more than 20000 documents"],
    );
}

#[test]
fn a_broken_document_hides_no_neighbour() {
    let service = |name: &str| {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata:\n  name: {name}\nspec:\n  type: LoadBalancer\n"
        )
    };
    let stream = format!("{}---\nkind: [\n---\n{}", service("one"), service("two"));
    let dir = tree(&[("stream.yaml", stream.as_bytes())]);
    let said = expect_in(dir.path(), 2, &["stream.yaml:8:"]);
    for name in ["Service/default/one", "Service/default/two"] {
        assert!(said.contains(name), "{name} was not judged:\n{said}");
    }
    expect(
        &[(
            "twice.yaml",
            b"apiVersion: v1\nkind: Pod\nkind: Service\nmetadata:\n  name: x\n",
        )],
        2,
        &["duplicate key \"kind\" (first at 2:1)"],
    );
}

#[test]
fn nesting_of_hcl_is_counted() {
    for deep in [
        "[".repeat(100_000),
        "(".repeat(100_000),
        "\"${".repeat(20_000),
        "!".repeat(200_000),
    ] {
        expect(
            &[("deep.tf", &locals(&deep))],
            2,
            &["expression nested deeper than 256"],
        );
    }
    let blocks = format!("{}{}", "a {\n".repeat(50_000), "}\n".repeat(50_000));
    expect(
        &[("deep.tf", blocks.as_bytes())],
        2,
        &["blocks nested deeper than 256"],
    );
    let chain = vec!["true"; 300].join(" && ");
    expect(&[("chain.tf", &locals(&chain))], 1, &[]);
    let object: String = (0..60_000).map(|n| format!("k{n} = {n}\n")).collect();
    expect(&[("wide.tf", &locals(&format!("{{\n{object}}}")))], 1, &[]);
}

#[test]
fn a_long_chain_of_operators_is_read_or_refused() {
    let chain = vec!["1"; 200_000].join("+");
    let dir = tree(&[("chain.tf", &locals(&chain))]);
    let output = check(dir.path(), &[]);
    assert!(
        matches!(output.status.code(), Some(1 | 2)),
        "{}",
        clip(&text(&output))
    );
}

#[test]
fn evaluation_is_counted() {
    let cases: &[(&str, &str)] = &[
        (
            "[for i in range(1000) : [for j in range(1000) : [for k in range(1000) : i + j + k]]]",
            "evaluation stopped after 10000000 steps",
        ),
        (
            "setproduct(range(1000), range(1000), range(1000), range(1000))",
            "setproduct() would make 1000000000000 elements",
        ),
        ("format(\"%999999999d\", 1)", "string longer than 1 MiB"),
        (
            "regex(\"((((((a{1000}){1000}){1000}){1000}){1000}){1000})\", \"a\")",
            "regex too large",
        ),
        ("cidrsubnet(\"10.0.0.0/33\", -1, 1e20)", "invalid CIDR"),
    ];
    for (expression, says) in cases {
        expect(
            &[("main.tf", &locals(expression))],
            2,
            &["main.tf:2:", says],
        );
    }
    expect(
        &[(
            "main.tf",
            &locals("try(regex(\"^(a+)+$\", \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"), \"none\")"),
        )],
        1,
        &[],
    );
    let mut doubling = String::from("locals {\n  s0 = \"xxxxxxxxxx\"\n");
    for n in 1..11 {
        let parts = vec![format!("${{local.s{}}}", n - 1); 10].concat();
        doubling.push_str(&format!("  s{n} = \"{parts}\"\n"));
    }
    doubling.push_str("}\n");
    expect(
        &[("main.tf", doubling.as_bytes())],
        2,
        &["string longer than 1 MiB"],
    );
    let mut lists = String::from("locals {\n  l0 = [1, 2]\n");
    for n in 1..64 {
        lists.push_str(&format!("  l{n} = [local.l{m}, local.l{m}]\n", m = n - 1));
    }
    lists.push_str("}\n");
    expect(
        &[("main.tf", lists.as_bytes())],
        2,
        &["a value of more than 1000000 parts"],
    );
    expect(
        &[(
            "main.tf",
            b"resource \"aws_rds_cluster\" \"many\" {\n  count = 1000000000\n  engine = \"aurora-postgresql\"\n  backup_retention_period = 1\n}\n",
        )],
        2,
        &["main.tf:2:11: LIMIT-001", "aws_rds_cluster.many[*]"],
    );
    expect(
        &[("main.tf", b"locals {\n  a = local.b\n  b = local.a\n}\n")],
        2,
        &["main.tf:2:", "reference cycle: local.a → local.b → local.a"],
    );
}

/// Row 6: inside the root, a file that is missing (it may be built first) is a warning.
#[test]
fn a_missing_file_is_unknown() {
    expect(
        &[("main.tf", &locals("file(\"missing.txt\")"))],
        1,
        &["main.tf:2:7: READ-001 warning: no such file; value unknown"],
    );
}

/// Row 12: a rule fails on a secret, and does not tell it.
#[test]
fn a_secret_that_fails_a_rule_is_not_shown() {
    let text = b"variable \"days\" {\n  sensitive = true\n  default   = 2\n}\nresource \"aws_rds_cluster\" \"db\" {\n  engine                  = \"aurora-postgresql\"\n  backup_retention_period = var.days\n}\n";
    let dir = tree(&[("main.tf", text)]);
    let said = expect_in(dir.path(), 1, &["main.tf:7:3: DATA-003 high"]);
    let mut lines = said.lines();
    let finding = lines.find(|line| line.contains("main.tf:7:3: DATA-003"));
    assert!(finding.unwrap().contains("(sensitive)"), "{}", clip(&said));
}

/// Every limit of the table can be changed, and does what it says; those that keep the stack whole
/// can be lowered only.
#[test]
fn limits_can_be_changed() {
    let list = locals("setproduct([1, 2, 3], [1, 2, 3])");
    let long = locals("format(\"%30d\", 1)");
    let deep = locals("[[[[[[1]]]]]]");
    let pattern = locals("regex(\"aaaaaaaaaa\", \"a\")");
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";
    let pods = [pod, pod, pod].join("---\n");
    let nested = format!("{pod}spec: [[[[[[[[[[[1]]]]]]]]]]]\n");
    let aliases = format!("{pod}spec: {{a: &a [1, 2, 3, 4], b: *a, c: *a}}\n");
    let cases: &[(&str, &str, &[u8], &str)] = &[
        ("elements=8", "main.tf", &list, "more than 8"),
        (
            "string_bytes=20",
            "main.tf",
            &long,
            "string longer than 20 bytes",
        ),
        ("hcl_depth=5", "main.tf", &deep, "nested deeper than 5"),
        ("regex_bytes=5", "main.tf", &pattern, "regex too large"),
        (
            "yaml_documents=2",
            "a.yaml",
            pods.as_bytes(),
            "more than 2 documents",
        ),
        (
            "yaml_depth=9",
            "a.yaml",
            nested.as_bytes(),
            "YAML nested deeper than 9",
        ),
        (
            "yaml_alias_nodes=4",
            "a.yaml",
            aliases.as_bytes(),
            "more than 4 nodes",
        ),
    ];
    for (limit, path, input, says) in cases {
        let dir = tree(&[(path, input)]);
        let said = text(&check(dir.path(), &["--limit", limit]));
        assert!(said.contains(says), "{limit}: {}", clip(&said));
        let default = text(&check(dir.path(), &[]));
        assert!(
            !default.contains("LIMIT-001"),
            "{limit}: {}",
            clip(&default)
        );
    }
    let dir = tree(&[]);
    let output = check(dir.path(), &["--limit", "hcl_depth=100000"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("hcl_depth can be lowered only, from 256"));
}

/// What stood in a block that could not be read may be what a neighbour seems to lack.
#[test]
fn a_block_that_is_lost_is_not_taken_for_absent() {
    let text = b"resource \"aws_rds_cluster\" \"db\" {\n  engine = \"aurora-postgresql\"\n  \
        backup_retention_period = 7\n}\nresource \"aws_rds_cluster_instance\" \"db\" {{\n  \
        count = 2\n  cluster_identifier = aws_rds_cluster.db.id\n}\n";
    let dir = tree(&[("main.tf", text)]);
    let options = ["--select", "DATA-003,DATA-004"];
    let output = check(dir.path(), &options);
    let said = self::text(&output);
    assert!(said.contains("DATA-004 unknown"), "{said}");
    assert!(said.contains("DATA-003 high"), "{said}");
    assert!(
        !said.contains("DATA-004 high: `aws_rds_cluster.db`"),
        "{said}"
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn encodings() {
    expect(
        &[("bad.tf", b"locals {\n  a = \"ok\"\n  b = \"\xff\xfe\"\n}\n")],
        2,
        &["bad.tf", "not UTF-8 (byte 27, line 3)"],
    );
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("locals {}\n".bytes().flat_map(|b| [b, 0]))
        .collect();
    expect(&[("wide.tf", &utf16)], 2, &["not UTF-8"]);
    let bom = b"\xef\xbb\xbfresource \"aws_rds_cluster\" \"bom\" {\r\n  engine = \"aurora-postgresql\"\r\n  backup_retention_period = 2\r\n}\r\n";
    expect(&[("bom.tf", bom)], 1, &["bom.tf:3:3: DATA-003 high"]);
    expect(
        &[("nul.tf", b"locals {\n  a = \0\n}\n")],
        2,
        &["nul.tf:2:7: PARSE-001"],
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_told() {
    let dir = tree(&[("ok.tf", b"locals {\n  a = 1\n}\n")]);
    let path = |name: &str| dir.path().join(name);
    assert!(
        Command::new("mkfifo")
            .arg(path("f.tf"))
            .status()
            .unwrap()
            .success()
    );
    std::os::unix::fs::symlink("self.tf", path("self.tf")).unwrap();
    std::os::unix::fs::symlink("nowhere.tf", path("dangling.tf")).unwrap();
    fs::create_dir(path("dir.tf")).unwrap();
    expect_in(
        dir.path(),
        2,
        &[
            "f.tf",
            "not a regular file",
            "dangling.tf",
            "broken symlink",
            "self.tf",
        ],
    );
}

#[test]
fn sizes_are_checked_before_reading() {
    let dir = tree(&[]);
    let big = fs::File::create(dir.path().join("big.tf")).unwrap();
    big.set_len(1 << 30).unwrap();
    drop(big);
    expect_in(
        dir.path(),
        2,
        &["big.tf", "larger than 4 MiB (1073741824 bytes)"],
    );
}

#[test]
fn empty_inputs_are_fine() {
    expect(
        &[
            ("empty.tf", b""),
            ("null.yaml", b"null\n"),
            ("empty.yaml", b""),
        ],
        1,
        &[],
    );
    let json = "[".repeat(200_000);
    expect(
        &[("deep.tf.json", json.as_bytes())],
        2,
        &["deep.tf.json:1:", "256"],
    );
}

#[test]
fn usage_errors() {
    let dir = tree(&[]);
    let output = check(dir.path(), &["--select", "DATA-0003"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("DATA-003"), "{}", text(&output));
    let missing = check(&dir.path().join("nothing"), &[]);
    assert_eq!(missing.status.code(), Some(2));
    let empty = TempDir::new().unwrap();
    let nothing = check(empty.path(), &[]);
    assert_eq!(nothing.status.code(), Some(2));
    assert!(text(&nothing).contains("no inputs"), "{}", text(&nothing));
}
