//! A plan gives the values and the verdicts of its configuration.
//!
//! `tests/plans/NAME/` holds a configuration, `main.tf`, and the plan of it, `plan.json`, as
//! `terraform show -json` prints it. Where Terraform is installed, configurations of its built-in
//! resources are planned here and compared too.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

fn pairs() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let entries = fs::read_dir(directory).unwrap();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

/// The configuration of a pair without its plan.
fn configuration(pair: &Path) -> TempDir {
    fn copy(from: &Path, to: &Path) {
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let to = to.join(entry.file_name());
            match entry.file_type().unwrap().is_dir() {
                true => {
                    fs::create_dir(&to).unwrap();
                    copy(&entry.path(), &to);
                }
                false if entry.file_name() == "plan.json" => {}
                false => drop(fs::copy(entry.path(), to).unwrap()),
            }
        }
    }
    let scratch = TempDir::new().unwrap();
    copy(pair, scratch.path());
    scratch
}

fn run(verb: &str, root: &Path, arguments: &[&str]) -> (i32, Value) {
    let output = archlint(verb, root, arguments, b"");
    let document = serde_json::from_slice(&output.stdout).expect("JSON");
    (output.status.code().unwrap(), document)
}

fn archlint(verb: &str, root: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_archlint"))
        .args([verb, "--format", "json", "--root"])
        .arg(root)
        .args(arguments)
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A run that needs no input may end before it is written.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// What a report says, places and evidence aside: they are those of another file.
fn verdicts(report: &Value) -> BTreeSet<String> {
    let results = report["results"].as_array().unwrap();
    let said = results.iter().map(|result| {
        let parts = ["rule", "verdict", "subject", "element", "message"];
        let said: Vec<String> = parts.iter().map(|part| result[*part].to_string()).collect();
        said.join(" ")
    });
    said.collect()
}

#[test]
fn verdicts_are_those_of_the_configuration() {
    for pair in pairs() {
        let scratch = configuration(&pair);
        let (status, configuration) = run("check", scratch.path(), &["."]);
        let (same, plan) = run("check", &pair, &["plan.json"]);
        assert_eq!(verdicts(&configuration), verdicts(&plan), "{pair:?}");
        assert_eq!(status, same, "{pair:?}");
        assert_eq!(plan["diagnostics"], json!([]), "{pair:?}");
    }
}

#[test]
fn findings_stand_at_the_address_of_their_resource() {
    for pair in pairs() {
        let (_, report) = run("check", &pair, &["plan.json"]);
        let text = fs::read_to_string(pair.join("plan.json")).unwrap();
        let results = report["results"].as_array().unwrap();
        let about = results.iter().filter(|result| !result["subject"].is_null());
        let mut seen = 0;
        for result in about {
            let bytes = &result["location"]["bytes"];
            let end = |at: usize| bytes[at].as_u64().unwrap() as usize;
            let address: String = text[end(0)..end(1)].replace(": ", ":");
            // A subject that is made of several resources stands at one of them.
            let own = format!("\"address\":{}", result["subject"]);
            match text.replace(": ", ":").contains(&own) {
                true => assert_eq!(address, own),
                false => assert!(address.starts_with("\"address\":\""), "{address}"),
            }
            seen += 1;
        }
        assert!(seen > 5, "{pair:?}");
    }
}

/// What the configuration writes is what the plan knows; a plan knows more.
fn same_graph(root: &Path, configuration: &str, plan: &str) {
    let (status, expected) = run("graph", root, &[configuration]);
    assert_eq!(status, 0, "{}", expected["diagnostics"]);
    let (status, got) = run("graph", root, &[plan]);
    assert_eq!(status, 0, "{}", got["diagnostics"]);
    let managed = |graph: &Value| -> BTreeMap<String, Value> {
        let resources = graph["resources"].as_object().unwrap();
        let resources = resources.iter().map(|(k, v)| (k.clone(), v.clone()));
        resources.filter(|(_, v)| v["mode"] == "managed").collect()
    };
    let (ours, theirs) = (managed(&expected), managed(&got));
    assert_eq!(
        ours.keys().collect::<Vec<_>>(),
        theirs.keys().collect::<Vec<_>>()
    );
    for (address, resource) in &ours {
        for (name, value) in resource["attrs"].as_object().unwrap() {
            let found = &theirs[address]["attrs"][name];
            assert!(agree(value, found), "{address}.{name}: {value} {found}");
        }
    }
    let (ours, theirs) = (&expected["outputs"], &got["outputs"]);
    assert!(agree(ours, theirs), "{ours} {theirs}");
}

/// Whether all of `value` is in `plan`. A plan may know more: what a provider adds to an object,
/// and what was unknown before the resource was made.
fn agree(value: &Value, plan: &Value) -> bool {
    let is_unknown = |value: &Value| value.get("$unknown").is_some();
    match (value, plan) {
        _ if is_unknown(value) && !is_unknown(plan) => !plan.is_null(),
        (Value::Object(value), Value::Object(plan)) => value.iter().all(|(name, part)| {
            let found = plan.get(name).unwrap_or(&Value::Null);
            agree(part, found)
        }),
        (Value::Array(value), Value::Array(plan)) => {
            value.len() == plan.len() && value.iter().zip(plan).all(|(a, b)| agree(a, b))
        }
        _ => value == plan,
    }
}

#[test]
fn values_are_those_of_the_configuration() {
    for pair in pairs() {
        same_graph(&pair, "main.tf", "plan.json");
    }
}

const BUILT_IN: &str = r#"
variable "number" { default = 2 }
variable "password" {
  default   = "hunter2"
  sensitive = true
}
resource "terraform_data" "a" {
  count = var.number
  input = "x${count.index}"
}
resource "terraform_data" "b" {
  count = var.number
  input = terraform_data.a[count.index].id
}
resource "terraform_data" "c" {
  input            = [terraform_data.a[0].id, terraform_data.d["k.\"1"].output, "text", null]
  triggers_replace = terraform_data.a[*].id
}
resource "terraform_data" "d" {
  for_each         = toset(["k.\"1", "k2"])
  input            = each.value
  triggers_replace = { secret = var.password, public = 1.5 }
}
resource "terraform_data" "e" {
  for_each = terraform_data.d
  input    = each.value.id
}
module "inner" {
  source   = "./inner"
  for_each = { one = 1, two = 2 }
  ids      = terraform_data.a[*].id
  id       = terraform_data.c.id
  key      = each.key
}
resource "terraform_data" "last" {
  input = module.inner["two"].first
}
output "id" { value = module.inner["one"].first }
output "part" { value = { known = [true, null, 1.5], unknown = terraform_data.c.id } }
output "password" {
  value     = var.password
  sensitive = true
}
"#;

const INNER: &str = r#"
variable "ids" {}
variable "id" {}
variable "key" {}
resource "terraform_data" "list" { input = var.ids }
resource "terraform_data" "object" { input = { id = var.id, key = var.key } }
resource "terraform_data" "second" { input = var.ids[1] }
output "first" { value = terraform_data.list.id }
"#;

#[test]
fn plans_of_terraform_itself_come_to_the_same() {
    let scratch = TempDir::new().unwrap();
    let root = scratch.path();
    fs::create_dir(root.join("inner")).unwrap();
    fs::write(root.join("main.tf"), BUILT_IN).unwrap();
    fs::write(root.join("inner/main.tf"), INNER).unwrap();
    let terraform = |arguments: &[&str]| {
        let mut command = Command::new("terraform");
        command.args(arguments).current_dir(root).output()
    };
    let Ok(started) = terraform(&["init", "-input=false"]) else {
        println!("skipped: terraform is not installed");
        return;
    };
    assert!(started.status.success(), "{started:?}");
    let made = terraform(&["plan", "-input=false", "-out=plan"]).unwrap();
    assert!(made.status.success(), "{made:?}");
    let shown = terraform(&["show", "-json", "plan"]).unwrap();
    fs::write(root.join("plan.json"), shown.stdout).unwrap();
    same_graph(root, "main.tf", "plan.json");
}

/// A file called `plan.json`, checked: status, and the text of all messages.
fn checked(bytes: &[u8]) -> (i32, String) {
    let scratch = TempDir::new().unwrap();
    fs::write(scratch.path().join("plan.json"), bytes).unwrap();
    let (status, report) = run("check", scratch.path(), &["plan.json"]);
    let diagnostics = report["diagnostics"].as_array().unwrap().iter();
    let said = diagnostics.map(|d| {
        let start = &d["location"]["start"];
        let message = d["message"].as_str().unwrap();
        format!("{}:{} {message}\n", start["line"], start["column"])
    });
    (status, said.collect())
}

#[test]
fn what_is_wrong_with_a_plan_is_told_with_its_place() {
    let resource = r#"{"address":"aws_lb.a","mode":"managed","type":"aws_lb","name":"a"#;
    let cases = [
        (
            "{\n \"format_version\": \"99.0\", \"planned_values\": {}}".to_owned(),
            "2:20 unsupported plan format_version 99.0",
        ),
        (
            "{\"format_version\": 1, \"planned_values\": {}}".to_owned(),
            "1:20 unsupported plan format_version",
        ),
        (
            "{\"format_version\":\"1.2\",\n\"planned_values\":[]}".to_owned(),
            "2:18 an object with a root_module",
        ),
        (
            "{\"format_version\":\"1.2\",\"planned_values\":{\"root_module\":\n[]}}".to_owned(),
            "2:1 a module",
        ),
        (
            "{\"format_version\":\"1.2\",\"planned_values\":{\"root_module\":{\"resources\":\n3}}}"
                .to_owned(),
            "2:1 a list",
        ),
        (
            "{\"format_version\":\"1.2\",\"planned_values\":{\"root_module\":{\"resources\":[\n7]}}}"
                .to_owned(),
            "2:1 a resource of a plan has an address",
        ),
        (
            format!("{{\"format_version\":\"1.2\",\"planned_values\":{{\"root_module\":{{\"resources\":[\n{resource}\",\"index\":-1}}]}}}}}}"),
            "2:1 a resource of a plan has an index",
        ),
        (
            format!("{{\"format_version\":\"1.2\",\"planned_values\":{{\"root_module\":{{\"resources\":[{resource}\"}},\n{resource}\"}}]}}}}}}"),
            "2:1 aws_lb.a is planned twice",
        ),
        (
            "{\"format_version\":\"1.2\",\"planned_values\":{\n\"root_module\":{\"resources\":[".to_owned(),
            "2:29 expected",
        ),
        (
            "{\"format_version\":\"1.2\",\"planned_values\":{},\"errored\":true}".to_owned(),
            "1:1 Terraform failed",
        ),
    ];
    for (text, said) in cases {
        let (status, messages) = checked(text.as_bytes());
        assert_eq!(status, 2, "{text}: {messages}");
        assert!(messages.contains(said), "{text}: {messages}");
    }
}

#[test]
fn a_broken_plan_hides_no_neighbour() {
    let scratch = TempDir::new().unwrap();
    let root = scratch.path();
    fs::write(
        root.join("a.json"),
        "{\"format_version\":\"9\",\"planned_values\":{}}",
    )
    .unwrap();
    let good = &pairs()[0];
    fs::copy(good.join("plan.json"), root.join("b.json")).unwrap();
    fs::copy(good.join("main.tf"), root.join("main.tf")).unwrap();
    let (status, report) = run("check", root, &["."]);
    assert_eq!(status, 2);
    assert_eq!(report["inputs"]["terraform"]["roots"], 3);
    let roots: BTreeSet<&str> = report["results"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|r| r["root"].as_str())
        .collect();
    assert!(roots.contains("b.json") && roots.contains("."), "{roots:?}");
}

#[test]
fn plans_are_read_in_utf_16_and_from_standard_input() {
    let pair = pairs().remove(0);
    let plan = fs::read_to_string(pair.join("plan.json")).unwrap();
    let (_, expected) = run("check", &pair, &["plan.json"]);
    let scratch = TempDir::new().unwrap();
    let units = std::iter::once(0xfeff).chain(plan.encode_utf16());
    let wide: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    fs::write(scratch.path().join("plan.json"), wide).unwrap();
    let (_, got) = run("check", scratch.path(), &["plan.json"]);
    assert_eq!(expected["results"], got["results"]);
    let arguments = ["-", "--stdin-filename", "plan.json"];
    let streamed = archlint("check", scratch.path(), &arguments, plan.as_bytes());
    let got: Value = serde_json::from_slice(&streamed.stdout).unwrap();
    assert_eq!(expected["results"], got["results"]);
    assert_eq!(got["diagnostics"], json!([]));
}

#[test]
fn secrets_of_a_plan_are_never_printed() {
    let secret = "s3ntinel";
    let resource = |values: Value, tree: Value| {
        json!({"address": "aws_db_instance.a", "mode": "managed", "type": "aws_db_instance",
            "name": "a", "values": values, "sensitive_values": tree})
    };
    let cases = [
        resource(json!({"password": secret}), json!({"password": true})),
        resource(json!({"password": secret}), json!(true)),
        // Hidden by the provider's table, whatever the plan says.
        resource(json!({"password": secret}), json!({})),
        resource(
            json!({"tags": {"a": [secret]}}),
            json!({"tags": {"a": [true]}}),
        ),
    ];
    for resource in cases {
        let plan = json!({"format_version": "1.2",
            "variables": {"password": {"value": secret}},
            "planned_values": {
                "outputs": {"o": {"sensitive": true, "value": {"a": secret}}},
                "root_module": {"resources": [resource]}}});
        let scratch = TempDir::new().unwrap();
        fs::write(scratch.path().join("plan.json"), plan.to_string()).unwrap();
        for (verb, format) in [
            ("check", "full"),
            ("check", "sarif"),
            ("check", "json"),
            ("check", "concise"),
            ("graph", "json"),
        ] {
            let output = Command::new(env!("CARGO_BIN_EXE_archlint"))
                .args([verb, "plan.json", "--root", ".", "--format", format])
                .current_dir(scratch.path())
                .output()
                .unwrap();
            let text = String::from_utf8_lossy(&output.stdout);
            assert!(
                text.contains("aws_db_instance.a"),
                "{verb} {format}: {text}"
            );
            assert!(!text.contains(secret), "{verb} {format}: {text}");
        }
    }
}

#[test]
fn other_json_is_no_plan() {
    for text in [
        r#"{"format_version":"1.0","values":{"root_module":{}}}"#,
        r#"{"a":{"format_version":"1.0","planned_values":{}}}"#,
        r#"[{"format_version":"1.0","planned_values":{}}]"#,
    ] {
        let (status, messages) = checked(text.as_bytes());
        assert_eq!(status, 2);
        assert!(messages.contains("no inputs"), "{text}: {messages}");
    }
}

#[test]
fn what_is_deleted_is_not_there() {
    let change = |name: &str, actions: Value| {
        json!({"address": format!("aws_lb.{name}"), "mode": "managed", "type": "aws_lb",
            "name": name, "change": {"actions": actions, "after": {"name": name}}})
    };
    let changes = [
        change("gone", json!(["delete"])),
        change("left", json!(["forget"])),
        change("kept", json!(["no-op"])),
        change("made", json!(["delete", "create"])),
    ];
    let plan = json!({"format_version": "1.2", "resource_changes": changes});
    let scratch = TempDir::new().unwrap();
    fs::write(scratch.path().join("plan.json"), plan.to_string()).unwrap();
    let (_, graph) = run("graph", scratch.path(), &["plan.json"]);
    let resources: Vec<&String> = graph["resources"].as_object().unwrap().keys().collect();
    assert_eq!(resources, ["aws_lb.kept", "aws_lb.made"]);
}

/// `tests/data/lifecycle`: a configuration of built-in resources, and the plans that Terraform made
/// of it over a state of an earlier one: something is created, updated, replaced before and after
/// its successor, deleted, forgotten, moved and left alone; a data source has been read and another
/// one has to wait.
fn lifecycle() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/lifecycle")
}

#[test]
fn whatever_a_change_does_its_configuration_is_seen() {
    same_graph(&lifecycle(), "main.tf", "plan.json");
    let (_, graph) = run("graph", &lifecycle(), &["plan.json"]);
    let resources = graph["resources"].as_object().unwrap();
    for gone in ["deleted", "forgotten", "shrinks[1]", "old_name"] {
        let address = format!("terraform_data.{gone}");
        assert!(!resources.contains_key(&address), "{address}");
    }
    let read = |name: &str| {
        let address = format!("data.terraform_remote_state.{name}");
        resources[&address]["attrs"]["outputs"].clone()
    };
    assert_eq!(read("now"), json!({"yes": 1}));
    assert_eq!(
        read("later"),
        Value::Null,
        "it is read when the plan is applied"
    );
    let (_, destroyed) = run("graph", &lifecycle(), &["destroy.json"]);
    let left = destroyed["resources"].as_object().unwrap();
    assert!(left.keys().all(|address| address.starts_with("data.")));
}

#[test]
fn what_a_plan_does_not_list_is_unknown() {
    for (plan, said) in [
        ("target.json", "-target"),
        ("refresh.json", "the state alone"),
    ] {
        let (status, report) = run("check", &lifecycle(), &[plan]);
        assert_eq!(status, 0, "{plan}");
        let warning = &report["diagnostics"][0];
        assert_eq!(warning["severity"], "warning");
        assert!(
            warning["message"].as_str().unwrap().contains(said),
            "{warning}"
        );
    }
    // What a whole plan lacks is missing; what one that is cut down lacks may be there.
    let text = fs::read_to_string(pairs()[0].join("plan.json")).unwrap();
    let mut plan: Value = serde_json::from_str(&text).unwrap();
    let missing = |plan: &Value| -> BTreeSet<String> {
        let scratch = TempDir::new().unwrap();
        fs::write(scratch.path().join("plan.json"), plan.to_string()).unwrap();
        let (_, report) = run("check", scratch.path(), &["plan.json"]);
        let results = report["results"].as_array().unwrap().iter();
        let failed = results.filter(|result| result["verdict"] == "fail");
        failed.map(|result| result["rule"].to_string()).collect()
    };
    let whole = missing(&plan);
    plan["complete"] = json!(false);
    let part = missing(&plan);
    assert!(
        part.is_subset(&whole) && part.len() < whole.len(),
        "{part:?} {whole:?}"
    );
}

#[test]
fn what_else_a_plan_tells_changes_nothing() {
    for pair in pairs() {
        let text = fs::read_to_string(pair.join("plan.json")).unwrap();
        let mut plan: Value = serde_json::from_str(&text).unwrap();
        let ghost = |name: &str, actions: Value| {
            json!({"address": format!("aws_db_instance.{name}"), "mode": "managed",
                "type": "aws_db_instance", "name": name,
                "values": {"publicly_accessible": true},
                "change": {"actions": actions, "before": {"publicly_accessible": true},
                    "after": null, "after_unknown": {}, "after_sensitive": {}}})
        };
        // Each change in turn is one of those that keep their resource.
        let kept = [
            json!(["update"]),
            json!(["delete", "create"]),
            json!(["create", "delete"]),
            json!(["no-op"]),
        ];
        let changes = plan["resource_changes"].as_array_mut().unwrap();
        for (change, actions) in changes.iter_mut().zip(kept.iter().cycle()) {
            change["change"]["actions"] = actions.clone();
            change["change"]["before"] = json!({"publicly_accessible": true, "secret": ["x"]});
        }
        changes.push(ghost("deleted", json!(["delete"])));
        changes.push(ghost("forgotten", json!(["forget"])));
        let mut deposed = changes[0].clone();
        deposed["deposed"] = json!("0123abcd");
        deposed["change"] = json!({"actions": ["delete"], "after": null});
        changes.push(deposed);
        plan["resource_drift"] = json!([ghost("drifted", json!(["update"]))]);
        plan["deferred_changes"] = json!([{"reason": "provider_config_unknown",
            "resource_change": ghost("deferred", json!(["create"]))}]);
        plan["checks"] = json!([{"address": {"kind": "check", "name": "c"}, "status": "fail"}]);
        plan["relevant_attributes"] = json!([{"resource": "aws_lb.api", "attribute": ["arn"]}]);
        if plan.get("prior_state").is_none() {
            plan["prior_state"] = json!({"format_version": "1.0", "values": {"root_module": {}}});
        }
        let prior = &mut plan["prior_state"]["values"]["root_module"];
        let mut before = prior["resources"].as_array().cloned().unwrap_or_default();
        before.push(ghost("deleted", json!([])));
        prior["resources"] = json!(before);
        // OpenTofu's.
        plan["format_version"] = json!("1.2");
        plan["terraform_version"] = json!("1.9.0");
        plan["provider_format_version"] = json!("1.0");
        let scratch = TempDir::new().unwrap();
        fs::write(scratch.path().join("plan.json"), plan.to_string()).unwrap();
        let (status, expected) = run("check", &pair, &["plan.json"]);
        let (same, got) = run("check", scratch.path(), &["plan.json"]);
        assert_eq!(verdicts(&expected), verdicts(&got), "{pair:?}");
        assert_eq!(
            (status, &got["diagnostics"]),
            (same, &json!([])),
            "{pair:?}"
        );
    }
}

#[test]
fn parts_of_blocks_are_unknown_or_secret_by_themselves() {
    let secret = "s3ntinel";
    let child = json!({"address": "module.app[\"a\"]", "resources": [
        {"address": "module.app[\"a\"].aws_security_group.a", "mode": "managed",
            "type": "aws_security_group", "name": "a",
            "values": {"ingress": [{"cidr_blocks": ["10.0.0.0/8"], "from_port": 443}]},
            "sensitive_values": {"ingress": [{"cidr_blocks": [false]}]}},
        {"address": "module.app[\"a\"].aws_lambda_function.f", "mode": "managed",
            "type": "aws_lambda_function", "name": "f",
            "values": {"environment": [{"variables": {"open": "yes", "key": secret}}]},
            "sensitive_values": {"environment": [{"variables": {"key": true}}]}}]});
    let plan = json!({"format_version": "1.2",
        "planned_values": {"root_module": {"child_modules": [child]}},
        "resource_changes": [{"address": "module.app[\"a\"].aws_security_group.a",
            "mode": "managed", "type": "aws_security_group", "name": "a",
            "change": {"actions": ["create"], "after_unknown":
                {"ingress": [{"cidr_blocks": [false], "security_groups": true}]}}}]});
    let scratch = TempDir::new().unwrap();
    fs::write(scratch.path().join("plan.json"), plan.to_string()).unwrap();
    let (_, graph) = run("graph", scratch.path(), &["plan.json"]);
    assert!(!graph.to_string().contains(secret));
    let attributes = |name: &str| &graph["resources"][format!("module.app[\"a\"].{name}")]["attrs"];
    let rule = &attributes("aws_security_group.a")["ingress"][0];
    assert_eq!(rule["cidr_blocks"], json!(["10.0.0.0/8"]));
    assert!(rule["security_groups"].get("$unknown").is_some(), "{rule}");
    let variables = &attributes("aws_lambda_function.f")["environment"][0]["variables"];
    assert_eq!(variables["open"], "yes");
    assert_eq!(variables["key"], json!({"$sensitive": true}));
}

#[test]
fn a_state_is_told_from_a_plan() {
    let (status, report) = run("check", &lifecycle(), &["state.json"]);
    assert_eq!(status, 2);
    let said = report["diagnostics"].to_string();
    assert!(said.contains("a state, not a plan"), "{said}");
}
