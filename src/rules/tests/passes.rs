//! Passes that are only counted.

use super::super::Passes;
use super::world::{page, run_page, run_page_with};

const RULE: &str = r#"
  resource = "t"
  assert   = self.days >= 35
  message  = "kept for ${self.days}"
"#;

const WORLD: &str = "resource \"t\" \"a\" {\n  days = 7\n}\nresource \"t\" \"b\" {\n  days = 35\n}\nresource \"t\" \"c\" {\n  days = 36\n}";

#[test]
fn counting_loses_no_pass_and_no_finding() {
    let told = run_page(&page(RULE), WORLD);
    assert_eq!(told.lines().len(), 3);
    assert!(told.outcome.passed.is_empty());
    let counted = run_page_with(&page(RULE), WORLD, Passes::Counted);
    assert_eq!(counted.lines(), ["t.a fail 1: kept for 7"]);
    let passed: Vec<_> = counted.outcome.passed.into_iter().collect();
    assert_eq!(passed, [("TEST-001".into(), 2)]);
}

#[test]
fn a_rule_of_which_all_pass_has_something_to_judge() {
    let world = "resource \"t\" \"b\" {\n  days = 35\n}";
    let counted = run_page_with(&page(RULE), world, Passes::Counted);
    assert!(counted.lines().is_empty(), "{:?}", counted.lines());
    let none = run_page_with(&page(RULE), "", Passes::Counted);
    assert_eq!(none.lines(), ["- n/a 0: nothing to judge: t"]);
}
