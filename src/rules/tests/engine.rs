//! Verdicts, places, evidence, messages.

use super::world::{page, run_page, run_page_in};
use crate::language::{Reason, ReasonKind};

const RULE: &str = r#"
  resource = "t"
  assert   = self.days >= 35
  at       = self.days
  message  = "kept for ${self.days}"
"#;

#[test]
fn a_condition_gives_a_verdict_at_its_attribute() {
    let ran = run_page(
        &page(RULE),
        "resource \"t\" \"a\" {\n  days = 7\n}\nresource \"t\" \"b\" {\n  days = 35\n}\nresource \"t\" \"c\" {\n  days = var.d\n}",
    );
    assert_eq!(
        ran.lines(),
        [
            "t.a fail 2: kept for 7",
            "t.b pass 5: All is well",
            "t.c unknown 8: undecided: All is well",
        ]
    );
    assert_eq!(ran.outcome.results[2].reasons[0].reason, "variable");
}

#[test]
fn an_error_is_a_diagnostic_and_no_verdict() {
    let ran = run_page(
        &page(RULE),
        "resource \"t\" \"a\" {\n}\nresource \"t\" \"b\" {\n}",
    );
    assert!(ran.lines().is_empty());
    assert_eq!(
        ran.errors(),
        ["TEST-001 on t.a: this is null, but a number is needed (and 1 more like this)"]
    );
    // Beside an unknown, an error may not matter.
    let rule = RULE.replace("self.days >= 35", "self.days >= 35 || self.other");
    let ran = run_page(&page(&rule), "resource \"t\" \"a\" {\n  other = var.x\n}");
    assert_eq!(ran.lines(), ["t.a unknown 1: undecided: All is well"]);
    assert_eq!(ran.reasons(), ["variable"]);
    assert!(ran.errors().is_empty());
    // Where logic does without, it is none.
    let rule = RULE.replace("self.days >= 35", "self.days != null && self.days >= 35");
    let ran = run_page(&page(&rule), "resource \"t\" \"a\" {\n}");
    assert_eq!(ran.lines(), ["t.a fail 1: kept for (unset)"]);
    assert!(ran.errors().is_empty());
    let rule = RULE.replace("self.days >= 35", "self.days");
    let ran = run_page(&page(&rule), "resource \"t\" \"a\" {\n  days = 3\n}");
    assert_eq!(
        ran.errors(),
        ["TEST-001 on t.a: this is a number, but a bool is needed"]
    );
}

#[test]
fn when_decides_whether_there_is_a_verdict() {
    let rule = format!("{RULE}\nwhen = self.on");
    let ran = run_page(
        &page(&rule),
        "resource \"t\" \"a\" {\n  days = 7\n  on = false\n}",
    );
    assert_eq!(ran.lines(), ["- n/a 0: nothing to judge: t"]);
    let ran = run_page(
        &page(&rule),
        "resource \"t\" \"a\" {\n  days = 7\n  on = var.on\n}",
    );
    assert_eq!(
        ran.lines(),
        ["t.a unknown 2: only if it exists: kept for 7"]
    );
    let ran = run_page(
        &page(&rule),
        "resource \"t\" \"a\" {\n  days = 40\n  on = var.on\n}",
    );
    assert_eq!(ran.lines(), ["t.a pass 2: All is well"]);
}

#[test]
fn what_exists_perhaps_fails_perhaps() {
    let ran = run_page(
        &page(RULE),
        "resource \"t\" \"a\" {\n  days = 7\n  count = var.n\n}\nresource \"t\" \"b\" {\n  days = 40\n  count = var.n\n}",
    );
    assert_eq!(
        ran.lines(),
        [
            "t.a unknown 2: only if it exists: kept for 7",
            "t.b pass 6: All is well",
        ]
    );
}

#[test]
fn the_worst_failing_check_speaks() {
    let rule = r#"
  resource = "t"
  check {
    severity = "low"
    assert   = self.a
    at       = self.a
    message  = "a"
  }
  check {
    severity = "critical"
    when     = self.d != null
    assert   = self.b
    at       = self.b
    message  = "b"
  }
  check {
    assert  = self.c
    at      = self.c
    message = "c"
  }
"#;
    let ran = run_page(
        &page(rule),
        r#"resource "t" "low" {
  a = false
  b = true
  c = true
}
resource "t" "all" {
  a = false
  b = false
  c = false
  d = 1
}
resource "t" "decided" {
  a = var.a
  b = false
  c = false
}
resource "t" "undecided" {
  a = true
  b = true
  c = var.c
}"#,
    );
    assert_eq!(
        ran.lines(),
        [
            "t.low fail 2: a",
            "t.all fail 8: b",
            "t.decided fail 15: c",
            "t.undecided unknown 20: undecided: All is well",
        ]
    );
    let severities: Vec<&str> = ran
        .outcome
        .results
        .iter()
        .map(|r| r.severity.as_str())
        .collect();
    assert_eq!(severities, ["low", "critical", "high", "high"]);
}

const SPLIT: &str = r#"
  resource = "t"
  for_each = self.xs
  assert   = each.value == "good"
  at       = self.xs
  message  = "${each.key} is ${each.value}"
"#;

#[test]
fn elements_have_verdicts_of_their_own() {
    let ran = run_page(
        &page(SPLIT),
        "resource \"t\" \"a\" {\n  xs = [\"good\", \"bad\", \"bad\"]\n}",
    );
    assert_eq!(
        ran.lines(),
        [
            "t.a [good] pass 2: All is well",
            "t.a [bad] fail 2: 1 is bad",
            "t.a [bad [2]] fail 2: 2 is bad",
        ]
    );
    let ran = run_page(
        &page(SPLIT),
        "resource \"t\" \"a\" {\n  xs = { k = \"bad\" }\n}",
    );
    assert_eq!(ran.lines(), ["t.a [k] fail 2: k is bad"]);
    let ran = run_page(&page(SPLIT), "resource \"t\" \"a\" {\n  xs = []\n}");
    assert_eq!(ran.lines(), ["- n/a 0: nothing to judge: t"]);
}

#[test]
fn open_lists_leave_one_verdict_open() {
    let ran = run_page(&page(SPLIT), "resource \"t\" \"a\" {\n  xs = open.bad\n}");
    assert_eq!(
        ran.lines(),
        [
            "t.a [bad] fail 2: 0 is bad",
            "t.a unknown 2: undecided: All is well",
        ]
    );
    assert_eq!(ran.outcome.results[1].reasons[0].reason, "module");
    let ran = run_page(&page(SPLIT), "resource \"t\" \"a\" {\n  xs = maybe.bad\n}");
    assert_eq!(
        ran.lines(),
        ["t.a [bad] unknown 2: only if it exists: 0 is bad"]
    );
    let ran = run_page(&page(SPLIT), "resource \"t\" \"a\" {\n  xs = maybe.good\n}");
    assert_eq!(ran.lines(), ["t.a [good] pass 2: All is well"]);
    let ran = run_page(&page(SPLIT), "resource \"t\" \"a\" {\n  xs = 3\n}");
    assert_eq!(
        ran.errors(),
        ["TEST-001 on t.a: for_each needs a list, a set or a map"]
    );
}

#[test]
fn messages_say_what_is_unset_unknown_or_secret() {
    let rule = r#"
  resource = "t"
  assert   = false
  message  = "${self.a} ${self.b} ${self.c} ${self.d[3]} ${[self.e, 1]} ${self.f}"
"#;
    let ran = run_page(
        &page(rule),
        "resource \"t\" \"a\" {\n  b = var.b\n  c = secret.c\n  d = []\n  e = \"x\\ny\"\n  f = aws_subnet.a.id\n}",
    );
    assert_eq!(
        ran.lines(),
        ["t.a fail 1: (unset) (unknown: var.b) (sensitive) (unset) x y, 1 aws_subnet.a.id"]
    );
}

#[test]
fn evidence_is_the_way_of_the_value_that_decides() {
    let rule = r#"
  resource = "t"
  assert   = self.other || region(self) >= 35
  message  = "no"
"#;
    let ran = run_page(
        &page(rule),
        "resource \"t\" \"a\" {\n  other = false\n  region = default.n7\n}",
    );
    assert_eq!(
        ran.evidence(),
        ["set here", "default of var.retention: 7", "region says so"]
    );
    let rule = rule.replace("||", "&&");
    let ran = run_page(
        &page(&rule),
        "resource \"t\" \"a\" {\n  other = false\n  region = default.n7\n}",
    );
    assert_eq!(ran.evidence(), ["set here"]);
}

const PROJECT: &str = r#"
  project = when_any("t", "s")
  assert  = anytrue([for b in resources("b") : b.good])
  message = "none is good"
"#;

#[test]
fn a_project_is_judged_once_at_its_first_trigger() {
    let trigger = "resource \"s\" \"x\" {\n}\nresource \"s\" \"y\" {\n}\n";
    let judged = |more: &str| run_page(&page(PROJECT), &format!("{trigger}{more}")).lines();
    assert_eq!(judged(""), ["s.x fail 1: none is good"]);
    assert_eq!(
        judged("resource \"b\" \"b\" {\n  good = true\n}"),
        ["s.x pass 1: All is well"]
    );
    assert_eq!(
        judged("resource \"b\" \"b\" {\n  good = true\n  count = var.n\n}"),
        ["s.x unknown 1: undecided: All is well"]
    );
    assert_eq!(
        judged("resource \"b\" \"b\" {\n  good = false\n  count = var.n\n}"),
        ["s.x fail 1: none is good"]
    );
    assert_eq!(
        run_page(&page(PROJECT), "").lines(),
        ["- n/a 0: nothing to judge: t, s"]
    );
}

#[test]
fn what_may_be_hidden_is_not_missing() {
    let trigger = "resource \"s\" \"x\" {\n}\n";
    let hide = |fake: &mut super::world::Fake| {
        fake.hidden = vec![Reason::new(ReasonKind::Module, "module.budget", None)];
    };
    let ran = run_page_in(&page(PROJECT), trigger, hide);
    assert_eq!(ran.lines(), ["s.x unknown 1: undecided: All is well"]);
    assert_eq!(ran.reasons(), ["module"]);
    let good = format!("{trigger}resource \"b\" \"b\" {{\n  good = true\n}}");
    let ran = run_page_in(&page(PROJECT), &good, hide);
    assert_eq!(ran.lines(), ["s.x pass 1: All is well"]);
}

#[test]
fn a_record_points_where_its_fields_come_from() {
    let rule = r#"
  subject = "workload"
  assert  = self.min_replicas >= 2
  at      = self.min_replicas
  message = "${self.min_replicas}"
"#;
    let ran = run_page(
        &page(rule),
        "subject \"workload\" \"a\" {\n  name = \"a\"\n  min_replicas = 1\n}",
    );
    assert_eq!(ran.lines(), ["workload.a fail 3: 1"]);
}

#[test]
fn notes_annotate_a_pass() {
    let rule =
        format!("{RULE}\nnote {{\n  when = self.odd\n  message = \"but ${{self.days}}\"\n}}");
    let ran = run_page(
        &page(&rule),
        "resource \"t\" \"a\" {\n  days = 40\n  odd = true\n}",
    );
    assert_eq!(ran.lines(), ["t.a pass 2: but 40"]);
    let ran = run_page(
        &page(&rule),
        "resource \"t\" \"a\" {\n  days = 4\n  odd = true\n}",
    );
    assert_eq!(ran.lines(), ["t.a fail 2: kept for 4"]);
}

#[test]
fn fuel_runs_out_on_an_unbounded_rule() {
    let rule = r#"
  resource = "t"
  assert   = length([for a in range(1024) : [for b in range(1024) : a]]) == 0
  message  = "no"
"#;
    let ran = run_page(&page(rule), "resource \"t\" \"a\" {\n}");
    assert_eq!(ran.errors(), ["TEST-001 was stopped after 1000000 steps"]);
    assert_eq!(ran.lines(), ["t.a unknown 1: undecided: All is well"]);
    assert_eq!(ran.reasons(), ["limit"]);
    assert_eq!(ran.errors(), ["TEST-001 was stopped after 1000000 steps"]);
}
