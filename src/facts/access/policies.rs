//! Policy documents, normalised to statements.
//!
//! A document is a text of JSON (a heredoc, `jsonencode`, a file), or what an
//! aws_iam_policy_document puts together. Parts of it that are not known leave unknown what they
//! stand for, and nothing else. What is one text where a list may stand is a list of one.

use std::sync::Arc;

use crate::address::{Mode, Step as PathStep};
use crate::graph::references;
use crate::kubernetes::inline::document;
use crate::language::{Element, Instance as _, Presence, Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::access::statements::Statement;
use crate::facts::answer::{
    Listing, doubts_given, element_doubts, field, is_unset, parts, reasons, unknown as undecided,
};

/// Documents that are made of documents: more levels than anybody writes.
const MAX_DEPTH: usize = 16;

/// The statements of a policy, in order, and why there may be others.
#[derive(Clone, Debug, Default)]
pub(in crate::facts) struct Policy {
    pub statements: Vec<Statement>,
    pub open: Vec<Reason>,
}

impl Facts<'_> {
    /// The policy that `value`, written in `holder`, is the text of.
    pub(in crate::facts) fn policy(&self, value: &Value, holder: &Instance) -> Policy {
        read(self, value, holder, MAX_DEPTH)
    }
}

fn read(facts: &Facts<'_>, value: &Value, holder: &Instance, depth: usize) -> Policy {
    if is_unset(value) {
        return Policy::default();
    }
    if depth == 0 {
        let what = "policy documents within policy documents";
        let limit = Reason::new(ReasonKind::Limit, what, None);
        return Policy {
            open: vec![limit],
            ..Policy::default()
        };
    }
    match made_by(facts, value) {
        Some(source) => {
            let mut policy = put_together(facts, source, depth);
            // Without the source there are no statements, as `try(…, "")` has it.
            let doubts = doubts_given(source, holder);
            for statement in &mut policy.statements {
                statement.doubts.extend_from_slice(&doubts);
            }
            policy
        }
        None => of_document(&document(value), value.origin.nearest()),
    }
}

/// The data source whose text `value` is.
fn made_by<'a>(facts: &Facts<'a>, value: &Value) -> Option<&'a Arc<Instance>> {
    let (reference, _) = references(value).into_iter().next()?;
    let name = reference
        .attribute()
        .filter(|name| name.ends_with("json"))?;
    let address = &reference.instance.address;
    let is_source = address.mode == Mode::Data && &*address.kind == "aws_iam_policy_document";
    let source = facts.graph.instance(&reference.instance)?;
    let same = match (value.as_str(), value.as_unknown()) {
        (Some(text), _) => source.attribute(name).as_str() == Some(text),
        (None, unknown) => unknown.is_some_and(|u| u.identity.as_ref() == Some(&reference)),
    };
    (is_source && same).then_some(source)
}

/// The statements of source documents, its own, and those of documents that override it: a
/// statement takes the place of an earlier one with its sid.
fn put_together(facts: &Facts<'_>, source: &Arc<Instance>, depth: usize) -> Policy {
    let mut policy = Policy::default();
    policy.documents(
        facts,
        source,
        ["source_json", "source_policy_documents"],
        depth,
    );
    let blocks = source.attribute("statement");
    let (elements, open) = parts(&blocks);
    policy.open.extend(open);
    for (at, element) in elements.iter().enumerate() {
        let path = [
            PathStep::Attr("statement".into()),
            PathStep::Index(at as u64),
        ];
        policy.put(Statement {
            place: Some(source.place_of(&path)),
            doubts: element_doubts(&blocks, element),
            ..of_block(&element.value)
        });
    }
    policy.documents(
        facts,
        source,
        ["override_json", "override_policy_documents"],
        depth,
    );
    policy
}

impl Policy {
    fn documents(&mut self, facts: &Facts<'_>, source: &Instance, names: [&str; 2], depth: usize) {
        for name in names {
            let value = source.attribute(name);
            let (elements, open) = parts(&value);
            self.open.extend(open);
            for element in &elements {
                let inner = read(facts, &element.value, source, depth - 1);
                let doubts = element_doubts(&value, element);
                self.open.extend(inner.open);
                for mut statement in inner.statements {
                    statement.doubts.extend(doubts.iter().cloned());
                    self.put(statement);
                }
            }
        }
    }

    fn put(&mut self, statement: Statement) {
        let sid = statement.sid.as_str().filter(|sid| !sid.is_empty());
        let mut earlier = self.statements.iter_mut();
        match earlier.find(|old| sid.is_some() && old.sid.as_str() == sid) {
            Some(old) if statement.doubts.is_empty() => *old = statement,
            _ => self.statements.push(statement),
        }
    }
}

/// A `statement` block of an aws_iam_policy_document.
fn of_block(block: &Value) -> Statement {
    let effect = field(block, "effect");
    Statement {
        sid: field(block, "sid"),
        effect: match effect.is_null() {
            true => Value::string("Allow"),
            false => effect,
        },
        actions: field(block, "actions"),
        not_actions: field(block, "not_actions"),
        resources: field(block, "resources"),
        not_resources: field(block, "not_resources"),
        principals: renamed(&field(block, "principals"), &["type", "identifiers"]),
        not_principals: renamed(&field(block, "not_principals"), &["type", "identifiers"]),
        conditions: renamed(&field(block, "condition"), &["test", "variable", "values"]),
        place: None,
        doubts: Vec::new(),
    }
}

/// Blocks as they stand, those fields alone; `identifiers` are called `ids`.
fn renamed(blocks: &Value, names: &[&str]) -> Value {
    let mut list = Listing::default();
    let (elements, open) = parts(blocks);
    for element in &elements {
        let fields = names.iter().map(|name| {
            let called = match *name {
                "identifiers" => "ids",
                name => name,
            };
            (Arc::from(called), field(&element.value, name))
        });
        let object = Value::object(fields.collect());
        list.push_if(object, &element_doubts(blocks, element));
    }
    list.open(open);
    list.into_value(blocks.origin.clone())
}

/// The statements of a document that was read; `place` is that of its text.
fn of_document(document: &Value, place: Option<Place>) -> Policy {
    let mut policy = Policy::default();
    let statements = entry(document, "Statement");
    let (elements, open) = match is_object(&statements) {
        // One statement, which need not be a list.
        true => (vec![alone(&statements)], Vec::new()),
        false => parts(&statements),
    };
    policy.open = open;
    if elements.is_empty() {
        policy.open.extend(reasons(&statements));
    }
    for element in &elements {
        let value = &element.value;
        if value.is_unknown() && !is_object(value) {
            policy.open.extend(reasons(value));
            continue;
        }
        let part = |name| entry(value, name);
        policy.statements.push(Statement {
            sid: part("Sid"),
            effect: part("Effect"),
            actions: many(part("Action")),
            not_actions: many(part("NotAction")),
            resources: many(part("Resource")),
            not_resources: many(part("NotResource")),
            principals: principals(&part("Principal")),
            not_principals: principals(&part("NotPrincipal")),
            conditions: conditions(&part("Condition")),
            place: value.origin.nearest().or(place),
            doubts: element_doubts(&statements, element),
        });
    }
    policy
}

fn alone(value: &Value) -> Element {
    Element {
        key: None,
        value: value.clone(),
        presence: Presence::Certain,
    }
}

/// A list: one text, though it is not known, stands for a list of one.
fn many(value: Value) -> Value {
    let text = value.as_unknown().is_some_and(|unknown| {
        unknown.elements.is_empty() && (unknown.prefix.is_some() || unknown.ty == Type::String)
    });
    match text {
        true => Value::tuple(vec![value.clone()]).at(value.origin),
        false => value,
    }
}

/// A member of an object, null where it has none; unknown where an object that is known in part may
/// have another, or one at all.
fn entry(object: &Value, name: &str) -> Value {
    let absent = || Value::null(Type::Dynamic);
    let Some(unknown) = object.as_unknown() else {
        let entries = object.as_entries();
        return entries
            .and_then(|e| e.get(name))
            .cloned()
            .unwrap_or_else(absent);
    };
    let named = |element: &&Element| element.key.as_deref() == Some(name);
    let found = unknown.elements.iter().find(named);
    let other = match (&found, &unknown.keyed) {
        (Some(found), _) => !found.is_certain(),
        (None, Some(keyed)) => keyed.iter().any(|entry| may_be(&entry.key, name)),
        (None, None) => unknown.open,
    };
    match (other, found) {
        (false, Some(found)) => found.value.clone(),
        (false, None) => absent(),
        (true, _) => undecided(Type::Dynamic, reasons(object)).at(object.origin.clone()),
    }
}

/// Whether a key may turn out to be `name`.
fn may_be(key: &Value, name: &str) -> bool {
    match key.as_unknown() {
        Some(unknown) => unknown.may_be(name),
        None => key.as_str() == Some(name),
    }
}

/// A member of an object, and why it may not be there.
type Member = (Value, Value, Vec<Reason>);

/// The members of an object, with keys that are not known among them, and why there may be others.
fn members(object: &Value) -> (Vec<Member>, Vec<Reason>) {
    let Some(unknown) = object.as_unknown() else {
        let entries = object.as_entries().into_iter().flat_map(|e| e.iter());
        let members =
            entries.map(|(key, value)| (Value::string(key.clone()), value.clone(), Vec::new()));
        return (members.collect(), Vec::new());
    };
    let doubts = |presence: Presence| match presence {
        Presence::Certain | Presence::Held => Vec::new(),
        Presence::Perhaps | Presence::Any => unknown.reasons.clone(),
    };
    let known = unknown.elements.iter().filter_map(|element| {
        let key = Value::string(element.key.clone()?);
        Some((key, element.value.clone(), doubts(element.presence)))
    });
    let keyed = unknown.keyed.iter().flat_map(|keyed| keyed.iter());
    let keyed = keyed.map(|entry| {
        let doubts = doubts(entry.presence);
        (entry.key.clone(), entry.value.clone(), doubts)
    });
    let open = match unknown.open && unknown.keyed.is_none() {
        true => unknown.reasons.clone(),
        false => Vec::new(),
    };
    (known.chain(keyed).collect(), open)
}

/// `"*"`, or `{"AWS": …, "Service": …}`, as objects `{type, ids}`.
fn principals(value: &Value) -> Value {
    let one = |kind: Value, ids: &Value| {
        Value::object(vec![
            ("type".into(), kind),
            ("ids".into(), many(ids.clone())),
        ])
    };
    if value.is_null() {
        return Value::tuple(Vec::new());
    }
    if value.as_entries().is_none() && !is_object(value) {
        return match value.is_unknown() {
            true => value.clone(),
            false => Value::tuple(vec![one(Value::string("*"), value)]).at(value.origin.clone()),
        };
    }
    let (members, open) = members(value);
    let mut list = Listing::default();
    for (kind, ids, doubts) in members {
        list.push_if(one(kind, &ids), &doubts);
    }
    list.open(open);
    list.into_value(value.origin.clone())
}

/// Whether a value is an object of which some members are known.
fn is_object(value: &Value) -> bool {
    let unknown = value.as_unknown();
    unknown.is_some_and(|u| u.keyed.is_some() || u.elements.iter().any(|e| e.key.is_some()))
}

/// `{"StringEquals": {"aws:SourceArn": …}}` as objects `{test, variable, values}`.
fn conditions(value: &Value) -> Value {
    if value.is_unknown() && !is_object(value) {
        return value.clone();
    }
    let (tests, open) = members(value);
    let mut list = Listing::default();
    list.open(open);
    for (test, variables, why) in tests {
        let (variables, open) = members(&variables);
        list.open(open);
        for (variable, values, doubts) in variables {
            let condition = Value::object(vec![
                ("test".into(), test.clone()),
                ("variable".into(), variable),
                ("values".into(), many(values)),
            ]);
            list.push_if(condition, &[&*why, &*doubts].concat());
        }
    }
    list.into_value(value.origin.clone())
}
