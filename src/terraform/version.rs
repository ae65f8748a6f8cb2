//! Which Terraform a module asks for, as far as that changes what its expressions mean.

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

/// Major and minor number of the least version that a constraint allows.
fn least(constraint: &str) -> [u64; 2] {
    let parts = constraint.split(',').map(|part| {
        let part = part.trim();
        let digits = part.find(|c: char| c.is_ascii_digit());
        let (operator, version) = part.split_at(digits.unwrap_or(part.len()));
        let mut numbers = version.split(['.', '-', '+']).map(|n| n.parse().ok());
        let mut number = || numbers.next().flatten().unwrap_or(0);
        match operator.trim_end_matches('v').trim() {
            "" | "=" | "~>" | ">=" | ">" => [number(), number()],
            _ => [0, 0],
        }
    });
    parts.max().unwrap_or_default()
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
}
