//! Which rules run: `--select`, `--extend-select`, `--ignore`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::RuleInfo;

/// The codes of the rules that run: those of `select` (all, if empty) and of `extend`, without
/// those of `ignore`. The error is one line for the user and names the nearest code.
pub(super) fn choose(
    rules: &BTreeMap<Arc<str>, RuleInfo>,
    select: &[String],
    extend: &[String],
    ignore: &[String],
) -> Result<BTreeSet<Arc<str>>, String> {
    let mut chosen: BTreeSet<Arc<str>> = if select.is_empty() {
        rules.keys().cloned().collect()
    } else {
        BTreeSet::new()
    };
    for (flag, words) in [("--select", select), ("--extend-select", extend)] {
        for word in words {
            chosen.extend(matching(rules, word).map_err(|error| format!("{flag}: {error}"))?);
        }
    }
    for word in ignore {
        for code in matching(rules, word).map_err(|error| format!("--ignore: {error}"))? {
            chosen.remove(&code);
        }
    }
    Ok(chosen)
}

/// The rule with this code or name.
pub(super) fn find<'a>(
    rules: &'a BTreeMap<Arc<str>, RuleInfo>,
    word: &str,
) -> Result<&'a RuleInfo, String> {
    let found = rules
        .values()
        .find(|rule| rule.code.eq_ignore_ascii_case(word) || *rule.name == *word);
    found.ok_or_else(|| unknown(rules, word))
}

/// The codes that `word` stands for: a code, the beginning of one (`NET`, `NET-00`), or a name.
fn matching(rules: &BTreeMap<Arc<str>, RuleInfo>, word: &str) -> Result<Vec<Arc<str>>, String> {
    let prefix = word.to_ascii_uppercase();
    let matches = |rule: &RuleInfo| {
        let group = rule.code.split('-').next().unwrap_or("");
        let begins = prefix.contains('-') && rule.code.starts_with(&prefix);
        group == prefix || begins || *rule.name == *word
    };
    let codes: Vec<Arc<str>> = rules
        .values()
        .filter(|rule| matches(rule))
        .map(|rule| rule.code.clone())
        .collect();
    if codes.is_empty() {
        return Err(unknown(rules, word));
    }
    Ok(codes)
}

fn unknown(rules: &BTreeMap<Arc<str>, RuleInfo>, word: &str) -> String {
    let upper = word.to_ascii_uppercase();
    let nearest = rules
        .values()
        .flat_map(|rule| {
            let group = rule.code.split('-').next().unwrap_or("");
            [&*rule.code, &*rule.name, group]
        })
        .map(|known| {
            let distance = strsim::damerau_levenshtein(known, word)
                .min(strsim::damerau_levenshtein(known, &upper));
            (distance, known)
        })
        .min();
    match nearest {
        Some((distance, known)) if distance <= word.chars().count().div_ceil(3) => {
            format!("no rule is called '{word}'; did you mean '{known}'?")
        }
        _ => format!("no rule is called '{word}'; `archlint rules` lists them"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    fn rules() -> BTreeMap<Arc<str>, RuleInfo> {
        let rules = [
            ("NET-001", "db-subnets-private"),
            ("NET-010", "public-lb-in-public-subnets"),
            ("DATA-003", "aurora-backup-retention"),
        ];
        rules
            .map(|(code, name)| {
                (
                    code.into(),
                    RuleInfo {
                        code: code.into(),
                        name: name.into(),
                        clauses: vec!["1".into()],
                        severity: Severity::High,
                        other_severities: Vec::new(),
                        title: "".into(),
                        why: String::new(),
                        fix: String::new(),
                        references: Vec::new(),
                        fixable: false,
                        params: BTreeMap::new(),
                    },
                )
            })
            .into()
    }

    fn chosen(select: &[&str], extend: &[&str], ignore: &[&str]) -> Result<Vec<String>, String> {
        let own = |words: &[&str]| words.iter().map(|w| w.to_string()).collect::<Vec<_>>();
        let codes = choose(&rules(), &own(select), &own(extend), &own(ignore))?;
        Ok(codes.iter().map(|code| code.to_string()).collect())
    }

    #[test]
    fn groups_codes_and_names_select() {
        assert_eq!(chosen(&[], &[], &[]).unwrap().len(), 3);
        assert_eq!(chosen(&["net"], &[], &[]).unwrap(), ["NET-001", "NET-010"]);
        assert_eq!(chosen(&["NET-00"], &[], &[]).unwrap(), ["NET-001"]);
        let both = chosen(&["NET"], &["aurora-backup-retention"], &["NET-001"]).unwrap();
        assert_eq!(both, ["DATA-003", "NET-010"]);
    }

    #[test]
    fn an_unknown_word_is_refused_with_the_nearest() {
        let error = chosen(&["NET-01O"], &[], &[]).unwrap_err();
        assert!(error.contains("did you mean 'NET-010'"), "{error}");
        let error = chosen(&[], &[], &["DTA"]).unwrap_err();
        assert!(
            error.starts_with("--ignore") && error.contains("'DATA'"),
            "{error}"
        );
        let error = chosen(&["N"], &[], &[]).unwrap_err();
        assert!(error.contains("no rule is called 'N'"), "{error}");
        assert!(find(&rules(), "data-003").is_ok());
    }
}
