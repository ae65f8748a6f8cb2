//! What is said of files that are wrong.

use super::read;
use crate::finding::{Code, Level};

/// What is wrong, as `line:column message`.
fn said(text: &str) -> Vec<String> {
    let (_, problems, sources) = read(text);
    let lines = problems.iter().map(|problem| {
        assert_eq!((problem.code, problem.level), (Code::Config, Level::Error));
        let (_, start, _) = sources.locate(problem.place.unwrap()).unwrap();
        format!("{}:{} {}", start.line, start.column, problem.message)
    });
    lines.collect()
}

#[test]
fn mistakes_are_told_at_their_places() {
    let top = "project, rules, params, roles, modules, externals, regions, allow or override";
    let cases = [
        (
            "extends = \"/etc/passwd\"",
            vec![format!("1:1 unknown field \"extends\", expected {top}")],
        ),
        (
            "[projects]\n[rule]\nx = 1",
            vec![
                format!("1:2 unknown field \"projects\", expected {top}; did you mean project?"),
                format!("2:2 unknown field \"rule\", expected {top}; did you mean rules?"),
            ],
        ),
        (
            "[project]\nexcludes = []\nroots = \"live\"",
            vec![
                "2:1 unknown field \"excludes\", expected roots, exclude, baseline or environments; did you mean exclude?".into(),
                "3:9 roots needs a list of globs, not a text".into(),
            ],
        ),
        (
            "project = 3\n[rules]\nselect = [1]\nignore = [\"\"]",
            vec![
                "1:11 project needs a table, not a number".into(),
                "3:11 select needs a text, not a number".into(),
                "4:11 ignore is empty".into(),
            ],
        ),
        (
            "[rules.severity]\nNET-001 = \"hig\"\nNET-002 = 1",
            vec![
                "2:11 NET-001: there is no severity \"hig\", only low, medium, high or critical; did you mean high?".into(),
                "3:11 NET-002 needs a severity, not a number".into(),
            ],
        ),
        (
            "[project]\nexclude = [\"a/[b\"]\nroots = [\"live\", \"lvie\", \"../up\", \"live/main.tf\"]",
            vec![
                "2:12 exclude is no glob: unclosed character class; missing ']'".into(),
                "3:18 roots: there is no directory \"lvie\"".into(),
                "3:26 roots: \"../up\": outside the scan root".into(),
                "3:35 roots: \"live/main.tf\" is not a directory".into(),
            ],
        ),
        (
            "[project.environments]\na = [{ root = \"live\" }, { root = \"live/\" }]\nb = []\nc = {}\nd = [{ var_files = [] }]",
            vec![
                "2:34 live stands in the environment \"a\" twice with the same variables files".into(),
                "3:5 the environment \"b\" has no root".into(),
                "4:5 c needs a list of tables, not a table".into(),
                "5:6 root is missing here".into(),
            ],
        ),
        (
            "[params]\ndb.min_days = 2027-01-01\n\"db.x\" = 1\ndb.x = 2\ny = [[1]]\nz = nan",
            vec![
                "2:15 db.min_days needs a number, a boolean, a text or a list of them, not a date".into(),
                "4:4 \"db.x\" is set twice".into(),
                "5:6 y needs a number, a boolean, a text or a list of them, not a list".into(),
                "6:5 z needs a number, a boolean, a text or a list of them, not a time, or a number that is none".into(),
            ],
        ),
        (
            "params = 1\n[modules]\n\"a/b/c\" = \"https://example.com/x\"\n\"d/e/f\" = \"/etc\"",
            vec![
                "1:10 params needs a table, not a number".into(),
                "3:11 \"a/b/c\" needs a path in the repository, not a URL".into(),
                "4:11 \"d/e/f\": \"/etc\": outside the scan root".into(),
            ],
        ),
        (
            "[externals]\nbudget = 1\nwaf = \" \"\n[[allow]]\nrule = \"NET-001\"\nuntil = \"soon\"",
            vec![
                "2:10 budget needs true, or a text that says why, not a number".into(),
                "3:7 waf is empty".into(),
                "4:1 reason is missing here".into(),
                "4:1 subject is missing here".into(),
                "6:9 until is no date, as 2027-01-31 is one".into(),
            ],
        ),
    ];
    for (text, wanted) in cases {
        assert_eq!(said(text), wanted, "{text}");
    }
}

#[test]
fn broken_text_is_told_and_does_not_hide_the_rest() {
    let said = said("[rules]\nselect = [\"NET\"\n[project]\nexlude = []\n");
    assert!(
        said.iter()
            .any(|line| line.starts_with("2:") || line.starts_with("3:")),
        "{said:?}"
    );
    let said = self::said("a = 1\na = 2\nb\n");
    assert!(
        said.iter().any(|line| line.contains("duplicate")),
        "{said:?}"
    );
}

#[test]
fn hostile_files_cost_little() {
    let many: String = (0..20_000).map(|n| format!("x{n} = 1\n")).collect();
    let (_, problems, _) = read(&many);
    assert_eq!(problems.len(), 100);
    let long = format!("{} = 1", "x".repeat(100_000));
    let (_, problems, _) = read(&long);
    assert!(problems[0].message.len() < 300);
    let stars = format!("[roles]\ndb = ['{}']", "*a".repeat(5_000));
    let (config, _, _) = read(&stars);
    assert!(config.roles.of(&["a".repeat(100).as_str()]).is_none());
}
