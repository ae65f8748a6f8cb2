//! Version constraints: which versions one allows, and what an expression means in them.

use std::sync::Arc;

use crate::language::Dialect;
use crate::syntax::hcl::{Body, ExprKind, Tree};

/// The first version in which one side of `&&` or `||` can be enough.
const ONE_SIDE: [u64; 2] = [1, 12];

/// The dialect that a `terraform` block asks for with its `required_version`; `None` if it asks for
/// nothing. What allows earlier versions too means what it means to them.
pub(super) fn dialect(tree: &Arc<Tree>, body: &Body) -> Option<Dialect> {
    let mut attributes = body.attributes.iter();
    let version = attributes.find(|a| tree.str(a.name) == "required_version")?;
    let ExprKind::String(text) = &tree.expr(version.expr).kind else {
        return None;
    };
    Some(match least(tree.chars(text)) >= ONE_SIDE {
        true => Dialect::Terraform112,
        false => Dialect::Terraform,
    })
}

/// Whether `text` is what `hashicorp/go-version` takes for constraints.
pub(super) fn is_constraint(text: &str) -> bool {
    parts(text).all(|(_, version)| numbers(version).all(|number| number.is_some()))
}

/// The highest major version that a constraint allows: `~> 5.0` allows 5, `>= 4` any.
pub(super) fn highest_major(constraint: &str) -> u64 {
    let allowed = parts(constraint).filter_map(|(operator, version)| {
        let mut numbers = numbers(version);
        let major = numbers.next()??;
        Some(match operator {
            ">" | ">=" | "!=" => u64::MAX,
            // `~> 5` alone leaves the major version open.
            "~>" if !version.contains('.') => u64::MAX,
            "<" if numbers.all(|number| number == Some(0)) => major.saturating_sub(1),
            _ => major,
        })
    });
    allowed.min().unwrap_or(u64::MAX)
}

/// Major and minor number of the least version that a constraint allows.
fn least(constraint: &str) -> [u64; 2] {
    let allowed = parts(constraint).map(|(operator, version)| {
        let mut numbers = numbers(version);
        let mut number = || numbers.next().flatten().unwrap_or(0);
        match operator {
            "<" | "<=" | "!=" => [0, 0],
            _ => [number(), number()],
        }
    });
    allowed.max().unwrap_or_default()
}

/// The operators of constraints, those first that begin as others do.
const OPERATORS: [&str; 7] = ["~>", ">=", "<=", "!=", "=", ">", "<"];

/// The parts of a constraint, which all have to hold: an operator, or none, and a version.
fn parts(constraint: &str) -> impl Iterator<Item = (&str, &str)> {
    constraint.split(',').map(|part| {
        let part = part.trim();
        let operator = OPERATORS.into_iter().find(|sign| part.starts_with(sign));
        let operator = operator.unwrap_or_default();
        let version = part.strip_prefix(operator).unwrap_or(part).trim_start();
        (operator, version.strip_prefix('v').unwrap_or(version))
    })
}

/// The numbers of a version, without what says more of its release.
fn numbers(version: &str) -> impl Iterator<Item = Option<u64>> {
    let release = version.split(['-', '+']).next().unwrap_or_default();
    release.split('.').map(|number| number.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constraint_has_a_least_version() {
        for (constraint, wanted) in [
            (">= 1.2.5", [1, 2]),
            ("~> 1.15", [1, 15]),
            ("~> 1", [1, 0]),
            ("1.12.0", [1, 12]),
            ("= v1.13.1", [1, 13]),
            (">= 1.0, < 2.0", [1, 0]),
            ("< 2.0, > 1.11", [1, 11]),
            ("!= 1.13.0", [0, 0]),
            ("", [0, 0]),
            (">=", [0, 0]),
        ] {
            assert_eq!(least(constraint), wanted, "{constraint}");
        }
    }

    #[test]
    fn constraints_allow_majors() {
        for (constraint, major) in [
            ("5.1.2", 5),
            ("v5.1.2", 5),
            ("= 4.0", 4),
            ("~> 5.0", 5),
            ("~> 5.1.3", 5),
            (">= 4.0, < 6.0", 5),
            (">= 4.0, < 6.1", 6),
            ("<= 3.2", 3),
            (">= 4", u64::MAX),
            ("~> 5", u64::MAX),
        ] {
            assert_eq!(highest_major(constraint), major, "{constraint}");
        }
    }
}
