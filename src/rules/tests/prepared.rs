//! What is the same for all subjects of a rule is found once.

use std::fmt::Write;
use std::sync::atomic::Ordering;

use super::super::Passes;
use super::world::{Asked, page, run_page_in, run_page_with};

/// So many `t`, each with an `a` of its own name.
fn world(count: usize) -> String {
    let mut text = String::new();
    for at in 0..count {
        let _ = writeln!(text, "resource \"t\" \"t{at}\" {{\n  days = {at}\n}}");
        let _ = writeln!(text, "resource \"a\" \"a{at}\" {{\n  of = {at}\n}}");
    }
    text
}

/// How often lists of resources were asked for, by a rule about so many subjects.
fn asked(rule: &str, count: usize) -> usize {
    let asked = Asked::default();
    run_page_in(&page(rule), &world(count), |fake| {
        fake.asked = asked.clone();
    });
    asked.load(Ordering::Relaxed)
}

#[test]
fn a_list_of_all_resources_is_made_once() {
    let rule = r#"
  resource = "t"
  when     = length(resources("a")) > 0
  assert   = length([for a in resources("a") : a if a.of == self.days]) == 0
  message  = "${length([for a in resources("a") : a])} watch it: ${[for a in resources("a") : a.of]}"
"#;
    // Once for each of the places that ask.
    assert_eq!((asked(rule, 2), asked(rule, 30)), (4, 4));
}

#[test]
fn what_depends_on_the_subject_is_asked_for_each() {
    let rule = r#"
  resource = "t"
  for_each = [for a in resources("a") : a.of]
  assert   = self.days == each.value || contains([for a in resources("a") : a.of + self.days], 0)
  message  = "no"
"#;
    assert_eq!(asked(rule, 10), 2);
}

#[test]
fn what_is_wrong_with_all_is_told_of_each() {
    let rule = r#"
  resource = "t"
  assert   = [for a in resources("a") : a.of < null][0]
  message  = "no"
"#;
    let ran = run_page_with(&page(rule), &world(3), Passes::Told);
    assert_eq!(
        ran.errors(),
        ["TEST-001 on t.t0: this is null, but a number is needed (and 2 more like this)"]
    );
    assert!(ran.lines().is_empty());
}

#[test]
fn values_that_all_share_prove_each_failure() {
    let rule = r#"
  resource = "t"
  assert   = [for a in resources("a") : a.of][1] == self.days
  message  = "${[for a in resources("a") : a.of]} are not ${self.days}"
"#;
    let one = "resource \"a\" \"a\" {\n  of = 0\n}\nresource \"a\" \"b\" {\n  of = 7\n}\n";
    let alone = run_page_with(
        &page(rule),
        &format!("resource \"t\" \"t\" {{\n  days = 3\n}}\n{one}"),
        Passes::Told,
    );
    let among = run_page_with(
        &page(rule),
        &format!(
            "resource \"t\" \"t\" {{\n  days = 3\n}}\n{one}resource \"t\" \"u\" {{\n  days = 7\n}}\n"
        ),
        Passes::Told,
    );
    assert_eq!(alone.lines()[0], "t.t fail 1: 0, 7 are not 3");
    assert_eq!(alone.lines()[0], among.lines()[0]);
    assert_eq!(alone.evidence(), among.evidence());
    assert_eq!(among.lines().len(), 2);
}

#[test]
fn a_loop_may_call_its_items_as_parameters_are_called() {
    let rule = r#"
  param "name" {
    default     = "longer"
    description = "Nothing that the loop asks for."
  }

  resource = "t"
  assert   = contains([for param in resources("a") : length(param.name) + self.days], 8)
  message  = "no"
"#;
    let things = "resource \"t\" \"t\" {\n  days = 5\n}\nresource \"t\" \"u\" {\n  days = 5\n}\n\
                  resource \"a\" \"a\" {\n  name = \"abc\"\n}";
    let ran = run_page_with(&page(rule), things, Passes::Told);
    assert_eq!(
        ran.lines(),
        ["t.t pass 1: All is well", "t.u pass 4: All is well"]
    );
}
