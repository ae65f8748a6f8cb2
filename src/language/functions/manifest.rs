//! The functions of the Kubernetes provider, which read manifests as `sigs.k8s.io/yaml` does and
//! need no cluster.
//!
//! What `manifest_encode` writes is not told to the letter; what the text holds is.

use std::sync::Arc;

use super::super::number::Number;
use super::super::types::Type;
use super::super::unknown::{Reason, ReasonKind, Unknown};
use super::super::value::{Entries, Value};
use super::arguments::{any, text};
use super::call::undecided;
use super::{Context, Error, Function, Parameter, check_elements};
use crate::finding::{Code, Level};
use crate::source::{FileId, Place};
use crate::syntax::yaml::{Condition, Dialect, NodeId, NodeKind, Resolved, Tag, Tree, parse};

pub(super) fn functions() -> Vec<Function> {
    let manifest = || vec![Parameter::new("manifest", Type::String)];
    vec![
        Function::new(
            "provider::kubernetes::manifest_decode",
            manifest(),
            |_| Ok(Type::Dynamic),
            manifest_decode,
        )
        .nullable(),
        Function::new(
            "provider::kubernetes::manifest_decode_multi",
            manifest(),
            |_| Ok(Type::Dynamic),
            manifest_decode_multi,
        )
        .nullable(),
        Function::new(
            "provider::kubernetes::manifest_encode",
            vec![Parameter::any("manifest").dynamic()],
            |_| Ok(Type::String),
            manifest_encode,
        )
        .nullable(),
    ]
}

fn manifest_decode(
    context: &mut dyn Context,
    arguments: &[Value],
    place: Place,
) -> Result<Value, Error> {
    let Some(mut manifests) = decode(context, text(arguments, 0)?)? else {
        return Ok(untold("manifest_decode", Type::Dynamic, place));
    };
    match (manifests.pop(), manifests.is_empty()) {
        (None, _) => Err(invalid("it is empty")),
        (Some(manifest), true) => Ok(manifest),
        (Some(_), false) => Err(invalid(
            "it holds several resources: use manifest_decode_multi()",
        )),
    }
}

fn manifest_decode_multi(
    context: &mut dyn Context,
    arguments: &[Value],
    place: Place,
) -> Result<Value, Error> {
    Ok(match decode(context, text(arguments, 0)?)? {
        Some(manifests) => Value::tuple(manifests),
        None => untold("manifest_decode_multi", Type::Dynamic, place),
    })
}

fn manifest_encode(
    context: &mut dyn Context,
    arguments: &[Value],
    place: Place,
) -> Result<Value, Error> {
    let value = any(arguments, 0)?;
    let encoded = match value.is_wholly_known() {
        true => untold("manifest_encode", Type::String, place),
        false => undecided(context, Type::String, arguments)?,
    };
    let several = value.as_sequence();
    let manifests = several.unwrap_or(std::slice::from_ref(value));
    for manifest in manifests.iter().filter(|_| value.is_wholly_known()) {
        check_fields(manifest.as_entries())?;
    }
    let Some(unknown) = encoded.as_unknown() else {
        return Ok(encoded);
    };
    // A reader of the text sees the first document.
    let document = manifests.first().cloned().map(Arc::new);
    let unknown = Unknown {
        document,
        ..Unknown::clone(unknown)
    };
    Ok(Value::unknown(unknown).marked(encoded.secrecy))
}

/// What the provider knows while Terraform plans, and archlint does not.
fn untold(function: &str, ty: Type, place: Place) -> Value {
    let what = format!("provider::kubernetes::{function}()");
    Value::unknown_for(ty, Reason::new(ReasonKind::DataSource, what, Some(place)))
}

fn invalid(what: &str) -> Error {
    Error::argument(0, format!("invalid manifest: {what}"))
}

/// The manifests in `source`; `None` where one holds what only the provider reads.
fn decode(context: &mut dyn Context, source: &str) -> Result<Option<Vec<Value>>, Error> {
    context.spend(source.len() as u64 / 16)?;
    let mut manifests = Vec::new();
    let mut elements = 0;
    for piece in pieces(source) {
        let (tree, diagnostics) = parse(FileId(0), piece.into(), Dialect::Kubernetes);
        // Of the entries of one key the last counts, and the provider says nothing.
        let mut errors = diagnostics.iter().filter(|d| d.level == Level::Error);
        if let Some(error) = errors.find(|error| error.related.is_empty()) {
            return Err(match error.code {
                Code::Limit => Error::limit(error.message.clone()),
                _ => invalid(&error.message),
            });
        }
        // What stands behind the end of a document is not read.
        let Some(document) = tree.documents.first() else {
            continue;
        };
        if document.condition != Condition::Read || tree.stray_tab().is_some() {
            return Err(invalid("it is no YAML"));
        }
        let mut decoder = Decoder {
            tree: &tree,
            elements,
        };
        let Some(manifest) = decoder.decode(document.root)? else {
            return Ok(None);
        };
        elements = decoder.elements;
        match manifest.as_entries() {
            Some(entries) if entries.is_empty() => {}
            None if manifest.is_null() => {}
            entries => {
                check_fields(entries)?;
                manifests.push(manifest);
            }
        }
    }
    Ok(Some(manifests))
}

/// A manifest has three fields at least.
fn check_fields(manifest: Option<&Entries>) -> Result<(), Error> {
    let Some(fields) = manifest else {
        return Err(invalid("it is no object"));
    };
    let fields = ["apiVersion", "kind", "metadata"].map(|name| (name, fields.get(name)));
    match fields.iter().find(|(_, field)| field.is_none()) {
        Some((missing, _)) => Err(invalid(&format!("missing field {missing:?}"))),
        None => Ok(()),
    }
}

/// The text between separators: a `---` that begins a line, with all white space around it.
fn pieces(source: &str) -> Vec<&str> {
    const BLANKS: [char; 5] = [' ', '\t', '\n', '\r', '\u{c}'];
    let mut pieces = Vec::new();
    let mut rest = source;
    let mut from = 0;
    while let Some(found) = rest.get(from..).and_then(|tail| tail.find("---")) {
        let at = from + found;
        let (before, behind) = rest.split_at(at);
        let first = pieces.is_empty() && before.is_empty();
        if !(first || before.ends_with('\n')) {
            // Of more than three in a row the next may not begin a line either.
            from = at + 1;
            continue;
        }
        pieces.push(before.trim_end_matches(BLANKS));
        rest = behind
            .get(3..)
            .unwrap_or_default()
            .trim_start_matches(BLANKS);
        from = 0;
    }
    pieces.push(rest);
    pieces
}

struct Decoder<'a> {
    tree: &'a Tree,
    elements: u128,
}

impl Decoder<'_> {
    /// Depth is bounded by the reader, and so is what aliases stand for.
    fn decode(&mut self, id: NodeId) -> Result<Option<Value>, Error> {
        self.elements += 1;
        check_elements("manifest_decode", self.elements)?;
        let node = self.tree.content(id);
        match node.kind {
            NodeKind::Sequence(_) => {
                let items = self.tree.items(id).iter().map(|item| self.decode(*item));
                let items: Option<Vec<Value>> = items.collect::<Result<_, Error>>()?;
                Ok(items.map(Value::tuple))
            }
            NodeKind::Mapping(_) => {
                let mut pairs: Vec<(Arc<str>, Value)> = Vec::new();
                for entry in self.tree.entries(id) {
                    if let Some(Ok(Resolved::Null)) = self.tree.resolve(entry.key) {
                        return Err(invalid("a key is null"));
                    }
                    let Some(value) = self.decode(entry.value)? else {
                        return Ok(None);
                    };
                    pairs.push((self.tree.key(*entry).into_owned().into(), value));
                }
                Ok(Some(Value::object(pairs)))
            }
            _ if node.tag == Tag::Binary => Ok(None),
            _ => match self.tree.resolve(id) {
                Some(Ok(resolved)) => scalar(resolved).map(Some),
                Some(Err(message)) => Err(invalid(&message)),
                None => Err(invalid("a part of it cannot be read")),
            },
        }
    }
}

/// Numbers have 64 bits on their way through JSON.
fn scalar(resolved: Resolved<'_>) -> Result<Value, Error> {
    Ok(match resolved {
        Resolved::Null => Value::null(Type::Dynamic),
        Resolved::Bool(value) => Value::bool(value),
        Resolved::String(text) => Value::string(text.into_owned()),
        Resolved::Infinity { .. } => return Err(invalid("it holds an infinite number")),
        Resolved::Number(digits) => {
            let number = digits.parse().ok().and_then(Number::from_f64);
            let number = number.ok_or_else(|| invalid("it holds a number that is none"))?;
            // Whole numbers come back from the provider as such.
            match number.to_i64() {
                Some(whole) => Value::int(whole),
                None => Value::number(number),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::run;
    use super::*;

    const CONFIG: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n";

    fn decoded(function: &str, source: &str) -> Result<Value, String> {
        let name = format!("provider::kubernetes::{function}");
        run(&name, vec![Value::string(source)]).map_err(|error| error.message)
    }

    #[test]
    fn a_manifest_is_what_kubernetes_reads() {
        let source = format!(
            "# c\n---\n{CONFIG}data: &d\n  mode: 0644\n  on: yes\n  half: 1.50\n  none:\n  text: |\n    ---\n    x\nmore:\n  <<: *d\n  mode: \"1\"\n"
        );
        let value = decoded("manifest_decode", &source).unwrap();
        let entries = |value: &Value, name: &str| value.as_entries().unwrap().get(name).cloned();
        let data = entries(&value, "data").unwrap();
        let number = |name: &str| entries(&data, name).unwrap().as_number().cloned();
        assert_eq!(number("mode"), Some(Number::from(420)));
        assert_eq!(number("half"), Number::from_f64(1.5));
        assert_eq!(entries(&data, "true").unwrap().as_bool(), Some(true));
        assert_eq!(entries(&data, "none").unwrap().ty(), Type::Dynamic);
        assert_eq!(entries(&data, "text").unwrap().as_str(), Some("---\nx\n"));
        let more = entries(&value, "more").unwrap();
        assert_eq!(entries(&more, "mode").unwrap().as_str(), Some("1"));
        assert_eq!(more.as_entries().unwrap().len(), 5);
    }

    #[test]
    fn several_manifests_make_a_tuple() {
        let two = format!("{CONFIG}---\n# nothing\n---\n{{}}\n---\n{CONFIG}");
        let several = decoded("manifest_decode_multi", &two).unwrap();
        assert_eq!(several.as_sequence().map(<[Value]>::len), Some(2));
        let none = decoded("manifest_decode_multi", "---\n").unwrap();
        assert_eq!(none.as_sequence().map(<[Value]>::len), Some(0));
        // Of the entries of one key the last counts.
        let twice = format!("{CONFIG}kind: Secret\n");
        let twice = decoded("manifest_decode", &twice).unwrap();
        let kind = twice.as_entries().unwrap().get("kind").unwrap().as_str();
        assert_eq!(kind, Some("Secret"));
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        let two = format!("{CONFIG}---\n{CONFIG}");
        for (source, said) in [
            ("", "empty"),
            ("---\n# c\n", "empty"),
            (&two, "several"),
            ("apiVersion: v1\nkind: Pod", "missing field \"metadata\""),
            ("[1]", "no object"),
            ("a: [", ""),
            ("a:\n\t- b", ""),
            ("apiVersion: v1\nkind: Pod\nmetadata: .nan", "number"),
        ] {
            let message = decoded("manifest_decode", source).unwrap_err();
            assert!(message.contains(said), "{source:?}: {message}");
        }
    }

    #[test]
    fn what_a_written_manifest_holds_is_known() {
        let name = "provider::kubernetes::manifest_encode";
        let manifest = decoded("manifest_decode", CONFIG).unwrap();
        let text = run(name, vec![manifest.clone()]).unwrap();
        let unknown = text.as_unknown().unwrap();
        assert_eq!(unknown.ty, Type::String);
        let document = unknown.document.as_deref().unwrap();
        assert_eq!(document.as_entries().unwrap().len(), 3);
        assert!(run(name, vec![Value::int(1)]).is_err());
        let list = Value::tuple(vec![manifest, Value::object(Vec::new())]);
        assert!(run(name, vec![list]).is_err());
    }

    #[test]
    fn manifests_are_separated_as_the_provider_does() {
        for (source, expected) in [
            ("", &[""] as &[&str]),
            ("a: 1", &["a: 1"]),
            ("---\na: 1\n", &["", "a: 1\n"]),
            ("a: 1\n---\nb: 2\n", &["a: 1", "b: 2\n"]),
            ("a: 1\n\n  \n---   \n\n  b: 2", &["a: 1", "b: 2"]),
            (
                "a: |\n  ---\n  x\n--- # c\nb: 2",
                &["a: |\n  ---\n  x", "# c\nb: 2"],
            ),
            ("a: x---\n----\nb: 2", &["a: x---", "-\nb: 2"]),
            // The line break between them belongs to the first.
            ("---\n---\na: 1", &["", "---\na: 1"]),
        ] {
            assert_eq!(pieces(source), expected, "{source:?}");
        }
    }
}
