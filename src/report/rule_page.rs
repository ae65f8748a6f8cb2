//! Rules as their pages tell them: for the terminal, for documentation, for machines.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Options;
use super::inert_json;
use super::sanitise::{line, paragraphs, width};
use super::style::{self, Theme, wrap_page};
use crate::finding::RuleInfo;

/// The rules as a table: code, name, clauses, severity, whether fixable.
pub fn table(rules: &[RuleInfo], options: &Options) -> String {
    let theme = Theme::new(options.colour);
    let names = rules.iter().map(|rule| width(&line(&rule.name)));
    let wide = names.max().unwrap_or(0);
    let mut out = String::new();
    for rule in rules {
        let code = theme.bold(format!("{:<9}", line(&rule.code)));
        let name = line(&rule.name);
        let severity = format!("{:<9}", rule.severity.as_str());
        let severity = theme.paint(style::severity(rule.severity), severity);
        let clauses = rule.clauses.join(",");
        let fixable = if rule.fixable { "  fixable" } else { "" };
        out.push_str(&format!(
            "{code} {severity} {name:<wide$}  {}{fixable}\n",
            line(&clauses)
        ));
    }
    out
}

/// The rules as pages of the terminal.
pub fn pages(rules: &[RuleInfo], options: &Options) -> String {
    let pages: Vec<String> = rules.iter().map(|rule| page(rule, options)).collect();
    pages.join("\n\n")
}

fn page(rule: &RuleInfo, options: &Options) -> String {
    let theme = Theme::new(options.colour);
    let code = theme.bold(line(&rule.code));
    let severity = theme.paint(style::severity(rule.severity), rule.severity);
    let clauses = rule.clauses.join(", ");
    let (name, clauses) = (line(&rule.name), line(&clauses));
    let mut out = format!("{code} {name} ({severity}, clause {clauses})\n\n");
    let mut section = |label: &str, text: &str| {
        if text.trim().is_empty() {
            return;
        }
        if !label.is_empty() {
            out.push_str(&format!("\n{}\n", theme.label(label)));
        }
        out.push_str("  ");
        wrap_page(&mut out, text, 2, options.width);
    };
    section("", &rule.title);
    section("why", &rule.why);
    section("fix", &rule.fix);
    if !rule.snippet.is_empty() {
        out.push_str(&format!("\n{}\n", theme.label("start from")));
        for written in rule.snippet.lines() {
            let shown = format!("  {}", line(written));
            out.push_str(&format!("{}\n", shown.trim_end()));
        }
    }
    let mut section = |label: &str, text: &str| {
        if !text.trim().is_empty() {
            out.push_str(&format!("\n{}\n  ", theme.label(label)));
            wrap_page(&mut out, text, 2, options.width);
        }
    };
    let params = rule
        .params
        .iter()
        .map(|(name, value)| format!("- {name} = {value}"));
    section("parameters", &params.collect::<Vec<_>>().join("\n"));
    let references = rule.references.iter().map(|page| format!("- {page}"));
    section("read more", &references.collect::<Vec<_>>().join("\n"));
    out
}

/// The rules as Markdown, for documentation.
pub fn markdown(rules: &[RuleInfo]) -> String {
    let pages: Vec<String> = rules.iter().map(markdown_page).collect();
    pages.join("\n")
}

fn markdown_page(rule: &RuleInfo) -> String {
    let clauses = rule.clauses.join(", ");
    let mut out = format!(
        "## {} {}\n\n**{}**\n\nClause {} · {}{}\n",
        line(&rule.code),
        line(&rule.name),
        line(&rule.title),
        line(&clauses),
        rule.severity,
        if rule.fixable { " · fixable" } else { "" },
    );
    for (heading, text) in [("Why", &rule.why), ("Fix", &rule.fix)] {
        if !text.trim().is_empty() {
            out.push_str(&format!("\n### {heading}\n\n{}\n", paragraphs(text.trim())));
        }
    }
    if let Some(snippet) = fenced(&rule.snippet) {
        out.push_str(&format!("\n{snippet}\n"));
    }
    if !rule.params.is_empty() {
        out.push_str("\n### Parameters\n\n");
        for (name, value) in &rule.params {
            out.push_str(&format!("- `{}` = `{}`\n", line(name), line(value)));
        }
    }
    if !rule.references.is_empty() {
        out.push_str("\n### Read more\n\n");
        for page in &rule.references {
            out.push_str(&format!("- <{}>\n", line(page)));
        }
    }
    out
}

/// A snippet as a block of code of Markdown that nothing in it ends; `None` for none.
pub(super) fn fenced(snippet: &str) -> Option<String> {
    let lines: Vec<_> = snippet.lines().map(line).collect();
    let longest = lines.iter().flat_map(|line| line.split(|c| c != '`'));
    let fence = "`".repeat(longest.map(str::len).max().unwrap_or(0).max(2) + 1);
    let text = lines.join("\n");
    (!lines.is_empty()).then(|| format!("{fence}hcl\n{text}\n{fence}"))
}

/// The rules as one JSON document: `{"version": 1, "rules": […]}`.
pub fn json(rules: &[RuleInfo]) -> String {
    inert_json::to_string(&Document {
        version: 1,
        rules: rules.iter().map(Row::new).collect(),
    })
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    rules: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    name: &'a str,
    clause: Option<&'a str>,
    clauses: Vec<&'a str>,
    severity: &'static str,
    title: &'a str,
    fixable: bool,
    params: &'a BTreeMap<String, String>,
    why: &'a str,
    fix: &'a str,
    snippet: &'a str,
    references: &'a [String],
}

impl<'a> Row<'a> {
    fn new(rule: &'a RuleInfo) -> Row<'a> {
        Row {
            code: &rule.code,
            name: &rule.name,
            clause: rule.clauses.first().map(|clause| &**clause),
            clauses: rule.clauses.iter().map(|clause| &**clause).collect(),
            severity: rule.severity.as_str(),
            title: &rule.title,
            fixable: rule.fixable,
            params: &rule.params,
            why: &rule.why,
            fix: &rule.fix,
            snippet: &rule.snippet,
            references: &rule.references,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_snippet_ends_its_block() {
        assert_eq!(fenced(""), None);
        assert_eq!(fenced("a").as_deref(), Some("```hcl\na\n```"));
        let hostile = "```\n````x\n##[error]y";
        let block = fenced(hostile).unwrap();
        assert!(block.starts_with("`````hcl\n") && block.ends_with("\n`````"));
        assert!(!block.contains("##["), "{block}");
    }
}
