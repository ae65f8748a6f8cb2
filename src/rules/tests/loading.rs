//! What pages must not be.

use super::super::*;
use super::world::page;
use crate::finding::{Diagnostic, Level};
use crate::source::Sources;

fn load(text: &str) -> Vec<Diagnostic> {
    let mut sources = Sources::default();
    let file = sources.add("rules/TEST-001-test.rule.hcl", text);
    let (_, problems) = Library::load(&mut sources, &[file]);
    problems
}

#[track_caller]
fn refuses(body: &str, message: &str) {
    let problems = load(&page(body));
    let said: Vec<&str> = problems.iter().map(|p| p.message.as_str()).collect();
    assert!(said.iter().any(|said| said.contains(message)), "{said:#?}");
}

#[test]
fn the_pages_of_archlint_are_right() {
    let (library, problems) = Library::load(&mut Sources::default(), &[]);
    assert!(problems.is_empty(), "{problems:#?}");
    let wrong = library.check_names();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(library.rules().len() >= 8);
    for rule in library.rules() {
        let info = library.info(rule);
        assert!(
            !info.why.is_empty() && !info.fix.is_empty(),
            "{}",
            rule.code
        );
        assert!(!info.why.contains("(un"), "{}", info.why);
        assert!(!info.references.is_empty(), "{}", rule.code);
    }
}

#[test]
fn names_are_checked_with_suggestions() {
    let rule = |assert: &str| {
        format!("resource = \"aws_rds_cluster\"\nassert = {assert}\nmessage = \"no\"")
    };
    refuses(&rule("selff.engine == 1"), "did you mean self?");
    refuses(&rule("self.engin == 1"), "did you mean \"engine\"?");
    refuses(
        &rule("lenght(self.engine) == 1"),
        "did you mean \"length\"?",
    );
    refuses(
        &rule("length(self.engine, 2) == 1"),
        "length() takes 1 argument(s), not 2",
    );
    refuses(
        &rule("length(backup_rule(self)) > 0"),
        "did you mean \"backup_rules\"?",
    );
    refuses(
        &rule("length(backup_rules()) > 0"),
        "backup_rules() takes 1 argument(s), not 0",
    );
    refuses(
        &rule("anytrue([for r in backup_rules(self) : r.day > 1])"),
        "a backup_rule has no \"day\"; did you mean \"days\"?",
    );
    refuses(
        &rule("self.engine == param.db.min_dayz"),
        "did you mean param.db.min_days?",
    );
    refuses(
        &rule("each.value == 1"),
        "each belongs into rules with for_each",
    );
    refuses(&rule("aws_vpc.main.id == 1"), "resources(\"aws_vpc\")");
    refuses(
        &rule("length(subnets(self)[0].cidr_blok) > 0"),
        "cidr_block",
    );
    refuses(
        &rule("length(internet_routes(self)) > 0"),
        "internet_routes() takes aws_subnet",
    );
    refuses(&rule("file(\"x\") == \"\""), "rules read no files");
    refuses(
        &rule("length(resources(self.engine)) > 0"),
        "needs a plain string",
    );
}

#[test]
fn what_no_table_lists_is_a_note_in_a_page_of_users() {
    let body = "resource = \"acme_thing\"\nassert = self.x == 1\nmessage = \"no\"";
    let problems = load(&page(body));
    assert!(
        problems.iter().all(|p| p.level == Level::Note),
        "{problems:#?}"
    );
    assert_eq!(problems.len(), 1);
}

#[test]
fn the_form_of_a_page_is_checked() {
    let whole = "resource = \"aws_vpc\"\nassert = true\nmessage = \"no\"";
    refuses(
        &format!("{whole}\nseverty = \"low\""),
        "did you mean \"severity\"?",
    );
    refuses(&format!("{whole}\nnotes {{}}"), "did you mean \"note\"?");
    refuses(
        &format!("{whole}\nsubject = \"workload\""),
        "a rule is about one of",
    );
    refuses("assert = true\nmessage = \"no\"", "a rule is about one of");
    refuses("resource = \"aws_vpc\"\nassert = true", "needs \"message\"");
    refuses(
        "subject = \"wokload\"\nassert = true\nmessage = \"no\"",
        "did you mean \"workload\"?",
    );
    refuses(
        "project = when(\"aws_vpc\")\nassert = true\nmessage = \"no\"",
        "when_any(\"TYPE\", …)",
    );
    refuses(
        &format!("{whole}\nyields_to = [\"NO-001\"]"),
        "NO-001, which does not exist",
    );
    refuses(&format!("{whole}\nat = 1 + 1"), "used for its place");
    refuses(
        &format!("{whole}\nautofix {{\nsafety = \"safe\"\n}}"),
        "an autofix has set and to",
    );
    let wrong = page(whole).replace("clause   = \"1\"", "clause = [\"7\", \"9\"]");
    assert!(load(&wrong)[0].message.contains("no clause \"9\""));
    let wrong = page(whole).replace("TEST-001", "TEST-2");
    assert!(
        load(&wrong)[0]
            .message
            .contains("a code is a group and three digits")
    );
    let wrong = page(whole).replace("TEST-001", "DATA-003");
    let said = load(&wrong);
    assert!(
        said[0].message.contains("is called DATA-003-test.rule.hcl"),
        "{said:#?}"
    );
    assert!(said[1].message.contains("exists already"), "{said:#?}");
}

#[test]
fn parameters_are_set_by_name_and_keep_their_type() {
    let (mut library, _) = Library::load(&mut Sources::default(), &[]);
    let mut settings = Settings::default();
    let mut set = |key: &str, value| settings.params.insert(key.into(), (value, None));
    set("db.min_days", crate::language::Value::string("14"));
    set(
        "NET-001.include_caches",
        crate::language::Value::bool(false),
    );
    assert_eq!(library.configure(&settings), []);
    let rule = library.find("DATA-003").unwrap();
    let info = library.info(rule);
    assert_eq!(info.params["db.min_days"], "14");
    assert!(
        info.fix.contains("backup_retention_period = 14,"),
        "{}",
        info.fix
    );
    let info = library.info(library.find("NET-001").unwrap());
    assert_eq!(info.params["include_caches"], "false");

    settings.params.clear();
    let mut set = |key: &str, value| settings.params.insert(key.into(), (value, None));
    set("db.min_days", crate::language::Value::string("many"));
    set("db.min_day", crate::language::Value::int(1));
    let said = library.configure(&settings);
    assert_eq!(
        said[0].message,
        "there is no parameter db.min_day; did you mean db.min_days?"
    );
    assert_eq!(said[1].message, "db.min_days needs a number");
}
