//! What a team accepts, as users meet it: comments, annotations, `[[allow]]`, overrides, and the
//! audit of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use serde_json::Value;

mod support;

use support::{json, run, tree};

/// `RULE subject` of what counts, `RULE subject by KIND` of what is suppressed, by rule.
fn said(report: &Value) -> Vec<String> {
    let results = report["results"].as_array().unwrap().iter();
    let bad = results.filter(|r| r["verdict"] == "fail" || r["verdict"] == "unknown");
    bad.map(|result| {
        let word = |name: &str| result[name].as_str().unwrap_or_default().to_owned();
        let by = match result["suppressed"]["kind"].as_str() {
            Some(kind) => format!(" by {kind}"),
            None => String::new(),
        };
        let subject = match result["rule"].as_str().unwrap().starts_with("META") {
            true => format!("{}: {}", word("subject"), word("message")),
            false => word("subject"),
        };
        format!("{} {subject}{by}", word("rule"))
    })
    .collect()
}

#[track_caller]
fn says(files: &[(&str, &str)], line: &[&str], expected: &[&str]) {
    let dir = tree(files);
    assert_eq!(said(&json(dir.path(), line)), expected);
}

const UI: &str = "resource \"aws_cloudfront_distribution\" \"ui\" {\n  enabled = true\n}\n";
const ONLY: [&str; 2] = ["--select", "EDGE-004,META"];

#[test]
fn a_comment_above_or_at_the_end_covers_what_begins_there() {
    let ignore = "archlint:ignore EDGE-004 -- behind the company network";
    let by = "EDGE-004 aws_cloudfront_distribution.ui by comment";
    for text in [
        format!("# {ignore}\n{UI}"),
        format!("// {ignore}\n# and more\n{UI}"),
        format!("/* {ignore} */\n{UI}"),
        format!("/*\n  {ignore}\n*/\n{UI}"),
        UI.replacen("{\n", &format!("{{ # {ignore}\n"), 1),
        UI.replacen("\n}", &format!("\n}} # {ignore}"), 1),
        format!(
            "# {}\n{UI}",
            ignore.replace("EDGE-004", "cloudfront-waf-attached")
        ),
        format!("# {}\n{UI}", ignore.replace("EDGE-004", "NET-001,EDGE-004")),
        format!("# {}\n{UI}", ignore.replace(" --", " until=9999-12-31 --")),
        format!("\u{feff}# {ignore}\r\n{}", UI.replace('\n', "\r\n")),
    ] {
        says(&[("main.tf", &text)], &ONLY, &[by]);
    }
}

#[test]
fn a_comment_elsewhere_covers_nothing_and_is_told() {
    let ignore = "# archlint:ignore EDGE-004 -- why";
    let fails = "EDGE-004 aws_cloudfront_distribution.ui";
    let unused =
        |about: &str| format!("META-004 main.tf: EDGE-004 at {about}: it suppresses nothing");
    says(
        &[("main.tf", &format!("{ignore}\nlocals {{}}\n{UI}"))],
        &ONLY,
        &[fails, &unused("locals")],
    );
    let inside = UI.replacen("true", &format!("true {ignore}"), 1);
    let attribute = unused("aws_cloudfront_distribution.ui.enabled");
    says(&[("main.tf", &inside)], &ONLY, &[fails, &attribute]);
    let nothing = "META-002 main.tf: it suppresses nothing: it stands at, or above, no block, \
                   attribute or entry";
    says(
        &[("main.tf", &format!("{ignore}\n\n{UI}"))],
        &ONLY,
        &[fails, nothing],
    );
}

#[test]
fn a_comment_that_does_not_hold_is_told() {
    let fails = "EDGE-004 aws_cloudfront_distribution.ui";
    for (comment, meta) in [
        (
            "EDGE-004",
            "META-002 main.tf: aws_cloudfront_distribution.ui: it suppresses nothing: it gives no reason: write `-- ` and why",
        ),
        (
            "EDGE-04 -- x",
            "META-002 main.tf: aws_cloudfront_distribution.ui: it suppresses nothing: no rule is called 'EDGE-04'; did you mean 'EDGE-004'?",
        ),
        (
            "EDGE -- x",
            "META-002 main.tf: aws_cloudfront_distribution.ui: it suppresses nothing: EDGE stands for several rules; one is named by its whole code",
        ),
        (
            "* -- x",
            "META-002 main.tf: aws_cloudfront_distribution.ui: it suppresses nothing: each rule is named on its own, by its whole code or name",
        ),
        (
            "EDGE-004 until=2001-01-01 -- x",
            "META-003 main.tf: EDGE-004 at aws_cloudfront_distribution.ui: it held until 2001-01-01 only: x",
        ),
    ] {
        let text = format!("# archlint:ignore {comment}\n{UI}");
        says(&[("main.tf", &text)], &ONLY, &[fails, meta]);
    }
}

#[test]
fn a_comment_above_a_module_covers_the_call_and_no_other() {
    let files = [
        (
            "main.tf",
            "# archlint:ignore EDGE-004 -- preview\nmodule \"a\" {\n  source = \"./m\"\n}\n\
             module \"b\" {\n  source = \"./m\"\n}\n",
        ),
        ("m/main.tf", "module \"ui\" {\n  source = \"../ui\"\n}\n"),
        ("ui/main.tf", UI),
    ];
    let expected = [
        "EDGE-004 module.a.module.ui.aws_cloudfront_distribution.ui by comment",
        "EDGE-004 module.b.module.ui.aws_cloudfront_distribution.ui",
    ];
    says(&files, &ONLY, &expected);
    // In the module it covers all that is made of it.
    let inside = format!("# archlint:ignore EDGE-004 -- preview\n{UI}");
    let (_, calls) = files[0].1.split_once('\n').unwrap();
    let files = [("main.tf", calls), files[1], ("ui/main.tf", &*inside)];
    let expected = [
        "EDGE-004 module.a.module.ui.aws_cloudfront_distribution.ui by comment",
        "EDGE-004 module.b.module.ui.aws_cloudfront_distribution.ui by comment",
    ];
    says(&files, &ONLY, &expected);
}

#[test]
fn modules_of_strangers_accept_nothing() {
    let inside = format!("# archlint:ignore EDGE-004 -- trust us\n{UI}");
    let files = [
        (
            "main.tf",
            "module \"a\" {\n  source  = \"acme/ui/aws\"\n  version = \"1.0.0\"\n}\n",
        ),
        (".terraform/modules/a/main.tf", &*inside),
        (
            ".terraform/modules/modules.json",
            "{\"Modules\":[{\"Key\":\"\",\"Source\":\"\",\"Dir\":\".\"},{\"Key\":\"a\",\"Source\":\
             \"registry.terraform.io/acme/ui/aws\",\"Version\":\"1.0.0\",\"Dir\":\
             \".terraform/modules/a\"}]}",
        ),
    ];
    says(
        &files,
        &ONLY,
        &["EDGE-004 module.a.aws_cloudfront_distribution.ui"],
    );
}

#[test]
fn json_has_a_key_for_comments() {
    let file = |ignore: &str| {
        format!(
            "{{\"resource\": {{\"aws_cloudfront_distribution\": {{\"ui\": {{\"//\": {ignore}, \
             \"enabled\": true}}}}}}}}"
        )
    };
    let by = ["EDGE-004 aws_cloudfront_distribution.ui by comment"];
    let one = file("\"archlint:ignore EDGE-004 -- \\u0077hy\"");
    says(&[("main.tf.json", &one)], &ONLY, &by);
    let two = file("[\"a note\", \"archlint:ignore EDGE-004 -- why\"]");
    says(&[("main.tf.json", &two)], &ONLY, &by);
    let none = file("\"archlint:ignore EDGE-004\"");
    let dir = tree(&[("main.tf.json", &none)]);
    assert_eq!(said(&json(dir.path(), &ONLY)).len(), 2);
}

const API: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  replicas: 1
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers: [{name: api, image: api:1, ports: [{containerPort: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: api}
spec:
  selector: {app: api}
  ports: [{port: 80}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  annotations: {alb.ingress.kubernetes.io/scheme: internet-facing}
spec:
  ingressClassName: alb
  defaultBackend: {service: {name: api, port: {number: 80}}}
";

#[test]
fn manifests_have_comments_and_annotations() {
    let only = ["--select", "K8S-003,META"];
    let ignore = "# archlint:ignore K8S-003 -- preview";
    let comment = ["K8S-003 Deployment/default/api by comment"];
    let annotation = ["K8S-003 Deployment/default/api by annotation"];
    says(
        &[("a.yaml", API)],
        &only,
        &["K8S-003 Deployment/default/api"],
    );
    for text in [
        format!("{ignore}\n{API}"),
        format!("# a file\n\n{ignore}\n{API}"),
        API.replace("replicas: 1", &format!("replicas: 1 {ignore}")),
        API.replace("spec:\n  replicas", &format!("{ignore}\nspec:\n  replicas")),
        API.replace("  replicas", &format!("  {ignore}\n  replicas")),
    ] {
        says(&[("a.yaml", &text)], &only, &comment);
    }
    let annotated = |value: &str| {
        let line = format!("  name: api\n  annotations: {{archlint.dev/ignore.K8S-003: {value}}}");
        API.replacen("  name: api", &line, 1)
    };
    let reason = annotated("preview");
    says(&[("a.yaml", &reason)], &only, &annotation);
    let until = annotated("until=9999-12-31 -- preview");
    says(&[("a.yaml", &until)], &only, &annotation);
    for wrong in ["''", "null", "until=2001-01-01 -- x"] {
        let dir = tree(&[("a.yaml", &annotated(wrong))]);
        let said = said(&json(dir.path(), &only));
        assert_eq!(said[0], "K8S-003 Deployment/default/api", "{wrong}");
        assert!(said[1].starts_with("META-00"), "{wrong} {said:?}");
    }
}

#[test]
fn allow_covers_subjects_by_name_and_root() {
    let allow = |more: &str| {
        format!(
            "[[allow]]\nrule = \"EDGE-004\"\nsubject = \"aws_cloudfront_distribution.*\"\n\
             reason = \"why\"\n{more}"
        )
    };
    let run = |more: &str, expected: &[&str]| {
        let files = [("archlint.toml", &*allow(more)), ("live/a/main.tf", UI)];
        says(&files, &ONLY, expected);
    };
    let fails = "EDGE-004 aws_cloudfront_distribution.ui";
    let by = "EDGE-004 aws_cloudfront_distribution.ui by config";
    let meta = |text: &str| {
        format!("META-00{text} archlint.toml: EDGE-004 at aws_cloudfront_distribution.*: it")
    };
    let unused = format!("{} suppresses nothing", meta("4"));
    run("", &[by]);
    run("root = \"live/*\"\n", &[by]);
    run("root = \"live/b\"\n", &[fails, &unused]);
    run("until = 9999-12-31\n", &[by]);
    let expired = format!("{} held until 2001-01-01 only: why", meta("3"));
    run("until = 2001-01-01\n", &[fails, &expired]);
}

#[test]
fn locked_rules_are_not_accepted() {
    let text = format!("# archlint:ignore EDGE-004 -- why\n{UI}");
    let files = [
        ("archlint.toml", "[rules]\nlocked = [\"EDGE\"]\n"),
        ("main.tf", &*text),
    ];
    let expected = [
        "EDGE-004 aws_cloudfront_distribution.ui",
        "META-005 main.tf: EDGE-004 at aws_cloudfront_distribution.ui: it does not hold: [rules] \
         locked names the rule",
    ];
    says(&files, &ONLY, &expected);
    let dir = tree(&files);
    assert_eq!(run(dir.path(), &["check"]).status.code(), Some(1));
}

#[test]
fn without_ignores_all_counts_and_counts_are_always_told() {
    let text = format!("# archlint:ignore EDGE-004 -- why\n{UI}");
    let dir = tree(&[("main.tf", &text)]);
    for format in ["full", "concise"] {
        let output = run(
            dir.path(),
            &["check", "-q", "--format", format, "--select", "EDGE-004"],
        );
        let out = String::from_utf8(output.stdout).unwrap();
        assert!(out.contains("1 suppressed (1 by comment)"), "{out}");
        assert_eq!(output.status.code(), Some(0));
    }
    let shown = run(dir.path(), &["check", "--no-ignores"]);
    assert_eq!(shown.status.code(), Some(1));
    let report = json(dir.path(), &["--no-ignores", "--select", "EDGE-004,META"]);
    assert_eq!(said(&report), ["EDGE-004 aws_cloudfront_distribution.ui"]);
}

#[test]
fn a_run_that_sees_a_part_calls_nothing_unused() {
    let module = format!("# archlint:ignore NET-001 -- why\n{UI}");
    let caller = "module \"m\" {\n  source = \"../m\"\n}\n";
    let files = [("live/main.tf", caller), ("m/main.tf", &*module)];
    let all =
        "META-004 m/main.tf: NET-001 at aws_cloudfront_distribution.ui: it suppresses nothing";
    says(&files, &["--select", "NET-001,META"], &[all]);
    says(&files, &["--select", "NET-001,META", "live"], &[]);
    says(&files, &["--select", "META"], &[]);
    let broken = [files[0], files[1], ("x/a.tf", "resource {")];
    says(&broken, &["--select", "NET-001,META"], &[]);
}

#[test]
fn overrides_hold_where_they_say() {
    let config = "\
        [[project.environments.prod]]\nroot = \"live\"\n\
        [[project.environments.dev]]\nroot = \"live\"\n\
        [[override]]\nenvironments = [\"dev\"]\nignore = [\"EDGE-004\"]\n";
    let files = [("archlint.toml", config), ("live/main.tf", UI)];
    let dir = tree(&files);
    let report = json(dir.path(), &ONLY);
    assert_eq!(said(&report), ["EDGE-004 aws_cloudfront_distribution.ui"]);
    let of = |paths: &str, what: &str| {
        let config = format!("[[override]]\npaths = [{paths}]\n{what}\n");
        let dir = tree(&[("archlint.toml", &config), ("live/main.tf", UI)]);
        let output = run(dir.path(), &["check", "--select", "EDGE-004"]);
        output.status.code().unwrap()
    };
    assert_eq!(of("\"live\"", "ignore = [\"EDGE\"]"), 0);
    assert_eq!(of("\"/live/main.tf\"", "ignore = [\"EDGE-004\"]"), 0);
    assert_eq!(of("\"other/**\"", "ignore = [\"EDGE-004\"]"), 1);
    assert_eq!(of("\"live\"", "severity = { EDGE-004 = \"low\" }"), 0);
    for (config, wanted) in [
        (
            "[[override]]\nignore = [\"EDGE-004\"]\n",
            "needs paths or environments",
        ),
        (
            "[[override]]\npaths = [\"x\"]\nignore = [\"EDGE-04\"]\n",
            "did you mean 'EDGE-004'",
        ),
        (
            "[[override]]\nenvironments = [\"x\"]\n",
            "there is no \"x\"",
        ),
        ("[[override]]\npath = [\"x\"]\n", "did you mean paths"),
        (
            "[[allow]]\nrule = \"EDGE-04\"\nsubject = \"x\"\nreason = \"y\"\n",
            "did you mean",
        ),
        ("[rules]\nlocked = [\"EDGE-04\"]\n", "did you mean"),
    ] {
        let dir = tree(&[("archlint.toml", config), ("live/main.tf", UI)]);
        let output = run(dir.path(), &["check", "--format", "concise"]);
        let out = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(2), "{config}{out}");
        assert!(out.contains(wanted), "{config}{out}");
    }
}
