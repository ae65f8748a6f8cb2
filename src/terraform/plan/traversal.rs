//! References as a plan prints them: `module.a["k"].aws_subnet.b[0].id`.

use crate::address::{InstanceKey, ModulePath, Step};

/// The steps of `text`, the first of them a name; `None` when it is no traversal.
pub(super) fn steps(text: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix("[\"") {
            let (key, after) = quoted(inside)?;
            steps.push(Step::Key(key.into()));
            rest = after.strip_prefix(']')?;
        } else if let Some(inside) = rest.strip_prefix('[') {
            let (index, after) = inside.split_once(']')?;
            steps.push(Step::Index(index.parse().ok()?));
            rest = after;
        } else {
            let name = match steps.is_empty() {
                true => rest,
                false => rest.strip_prefix('.')?,
            };
            let end = name.find(['.', '[']).unwrap_or(name.len());
            let (name, after) = name.split_at_checked(end)?;
            if name.is_empty() {
                return None;
            }
            steps.push(Step::Attr(name.into()));
            rest = after;
        }
    }
    matches!(steps.first(), Some(Step::Attr(_))).then_some(steps)
}

/// The characters up to the closing quote, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut key = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((key, text.get(at + 1..)?)),
            '\\' => key.push(match chars.next()?.1 {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                other => other,
            }),
            _ => key.push(c),
        }
    }
    None
}

/// The key that a step into a resource or module is, if it is one.
pub(super) fn key(step: Option<&Step>) -> Option<InstanceKey> {
    match step? {
        Step::Index(index) => Some(InstanceKey::Int(*index)),
        Step::Key(key) => Some(InstanceKey::Str(key.clone())),
        Step::Attr(_) => None,
    }
}

/// The module path that begins an address, which may go on behind it: `module.a[0].module.b`.
pub(super) fn module_path(text: &str) -> Option<ModulePath> {
    let steps = steps(text)?;
    let mut path = ModulePath::default();
    let mut rest = steps.as_slice();
    while let [Step::Attr(module), Step::Attr(name), after @ ..] = rest {
        if &**module != "module" {
            break;
        }
        let found = key(after.first());
        rest = match found {
            Some(_) => after.get(1..)?,
            None => after,
        };
        path = path.child(name, found.unwrap_or_default());
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_step_by_step() {
        let text = "data.aws_x.y[\"a.\\\"]b\"].z[0]";
        let read = steps(text).unwrap();
        let expected = [
            Step::Attr("data".into()),
            Step::Attr("aws_x".into()),
            Step::Attr("y".into()),
            Step::Key("a.\"]b".into()),
            Step::Attr("z".into()),
            Step::Index(0),
        ];
        assert_eq!(read, expected);
        for broken in ["", "a..b", "a[", "a[x]", "[0]", "a[\"b]", "a[0]b", "a."] {
            assert_eq!(steps(broken), None, "{broken}");
        }
    }

    #[test]
    fn module_paths_keep_their_keys() {
        for text in ["module.a", "module.a[0].module.b[\"k.1\"]"] {
            assert_eq!(module_path(text).unwrap().to_string(), text);
        }
        let resource = module_path("module.a[0].aws_x.y[1]").unwrap();
        assert_eq!(resource.to_string(), "module.a[0]");
        assert_eq!(module_path("aws_x.y").unwrap().to_string(), "");
    }
}
