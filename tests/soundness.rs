//! A definite answer holds however the unknowns turn out.
//!
//! Random expressions of the rule dialect are evaluated over names that are unknown in many ways:
//! plainly, with bounds, with a prefix, as references, as lists known in part. Then every unknown
//! is filled with a value that it may have, dozens of times, and the expression is evaluated again:
//! what was said of it before has to be true of the result. `SOUNDNESS=1000000` asks for more.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

use archlint::address::{
    Address, InstanceId, InstanceKey, Mode, ModulePath, Reference, RootId, Step,
};
use archlint::language::functions::{Context, Error};
use archlint::language::{
    Dialect, Element, Entries, Evaluator, Kind, Presence, Reason, ReasonKind, Scope, Type, Unknown,
    Value, convert, same,
};
use archlint::source::{FileId, Place};
use archlint::syntax::hcl;

/// Numbers that are the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }
}

// The names of the expressions.

fn reason(name: &str) -> Reason {
    Reason::new(ReasonKind::Variable, name, None)
}

fn unknown(name: &str, ty: Type) -> Unknown {
    Unknown::new(ty, reason(name))
}

fn element(value: Value, presence: Presence) -> Element {
    Element {
        key: None,
        value,
        presence,
    }
}

fn keyed(key: &str, value: Value, presence: Presence) -> Element {
    Element {
        key: Some(key.into()),
        value,
        presence,
    }
}

fn reference(name: &str, key: InstanceKey) -> Value {
    let instance = InstanceId {
        root: RootId(0),
        address: Arc::new(Address {
            module: ModulePath::default(),
            mode: Mode::Managed,
            kind: "thing".into(),
            name: name.into(),
            key,
        }),
    };
    let path = vec![Step::Attr("id".into())];
    let reference = Reference { instance, path };
    Value::unknown(Unknown::reference(Type::String, reference, reason(name)).not_null())
}

fn names() -> BTreeMap<&'static str, Value> {
    use Presence::{Any, Certain, Perhaps};
    let n = |name| Value::unknown(unknown(name, Type::Number).not_null());
    let list = |name, elements, open| {
        let unknown = unknown(name, Type::list(Type::Number)).not_null();
        Value::unknown(unknown.with_elements(elements, open))
    };
    let tuple = |name, elements, open| {
        let unknown = unknown(name, Type::Dynamic).not_null();
        Value::unknown(unknown.with_elements(elements, open))
    };
    let map = |name, elements, open| {
        let unknown = unknown(name, Type::map(Type::Number)).not_null();
        Value::unknown(unknown.with_elements(elements, open))
    };
    let one = || Value::int(1);
    let two = || Value::int(2);
    BTreeMap::from([
        ("b0", Value::unknown(unknown("b0", Type::Bool).not_null())),
        ("b1", Value::unknown(unknown("b1", Type::Bool).not_null())),
        ("bn", Value::unknown(unknown("bn", Type::Bool))),
        ("n0", n("n0")),
        ("n1", n("n1")),
        ("nn", Value::unknown(unknown("nn", Type::Number))),
        ("s0", Value::unknown(unknown("s0", Type::String).not_null())),
        ("s1", {
            let mut unknown = unknown("s1", Type::String).not_null();
            unknown.prefix = Some("a".into());
            Value::unknown(unknown)
        }),
        ("ra", reference("ra", InstanceKey::None)),
        ("rb", reference("rb", InstanceKey::None)),
        ("rx", reference("rx", InstanceKey::Any)),
        ("l0", list("l0", vec![], true)),
        (
            "l1",
            list(
                "l1",
                vec![element(one(), Certain), element(two(), Perhaps)],
                false,
            ),
        ),
        (
            "l2",
            list(
                "l2",
                vec![element(n("n0"), Certain), element(two(), Certain)],
                true,
            ),
        ),
        (
            "l3",
            list(
                "l3",
                vec![element(one(), Any), element(two(), Certain)],
                false,
            ),
        ),
        ("l4", tuple("l4", vec![element(n("n1"), Any)], false)),
        (
            "l5",
            tuple(
                "l5",
                vec![element(one(), Perhaps), element(n("n0"), Perhaps)],
                false,
            ),
        ),
        (
            "l6",
            Value::tuple(vec![one(), n("n0"), Value::null(Type::Number)]),
        ),
        (
            "l7",
            Value::set(Type::Number, vec![one(), n("n0"), n("n1")]),
        ),
        (
            "m0",
            map(
                "m0",
                vec![keyed("a", one(), Certain), keyed("b", two(), Perhaps)],
                false,
            ),
        ),
        ("m1", map("m1", vec![keyed("a", n("n1"), Certain)], true)),
        (
            "m2",
            Value::object(vec![("a".into(), n("n0")), ("c".into(), two())]),
        ),
    ])
}

// What the unknowns turn out to be.

struct Filling<'a> {
    random: &'a mut Random,
    chosen: BTreeMap<String, Value>,
}

impl Filling<'_> {
    fn number(&mut self) -> Value {
        Value::int(self.random.below(4) as i64)
    }

    fn fill(&mut self, value: &Value) -> Value {
        match &value.kind {
            Kind::Tuple(items) => Value::tuple(items.iter().map(|v| self.fill(v)).collect()),
            Kind::Object(entries) => Value::object(
                entries
                    .iter()
                    .map(|(k, v)| (k.clone(), self.fill(v)))
                    .collect(),
            ),
            Kind::Unknown(unknown) => self.fill_unknown(unknown),
            _ => value.clone(),
        }
    }

    fn fill_unknown(&mut self, unknown: &Unknown) -> Value {
        let set = matches!(unknown.ty, Type::Set(_));
        if unknown.elements.is_empty() || set {
            return self.fill_named(unknown, set);
        }
        let name = unknown.reasons[0].what.to_string();
        if let Some(value) = self.chosen.get(&name) {
            return value.clone();
        }
        let mut items: Vec<(Option<Arc<str>>, Value)> = Vec::new();
        for element in &unknown.elements {
            let times = match element.presence {
                Presence::Certain | Presence::Held => 1,
                Presence::Perhaps => self.random.below(2),
                Presence::Any => self.random.below(4),
            };
            for _ in 0..times {
                let value = match element.presence {
                    // Each of many has its own values.
                    Presence::Any if element.value.is_unknown() => self.number(),
                    _ => self.fill(&element.value),
                };
                items.push((element.key.clone(), value));
            }
        }
        if unknown.open {
            for at in 0..self.random.below(3) {
                let key = unknown.elements[0].key.is_some();
                let key = key.then(|| Arc::from(["c", "d"][at as usize % 2]));
                let value = self.number();
                let place = self.random.below(items.len() as u64 + 1) as usize;
                items.insert(place, (key, value));
            }
        }
        let value = match (&unknown.ty, unknown.elements[0].key.is_some()) {
            (Type::Map(element), _) => Value::map(
                Type::clone(element),
                items
                    .into_iter()
                    .filter_map(|(k, v)| Some((k?, v)))
                    .collect(),
            ),
            (Type::List(element), _) => Value::list(
                Type::clone(element),
                items.into_iter().map(|i| i.1).collect(),
            ),
            _ => Value::tuple(items.into_iter().map(|i| i.1).collect()),
        };
        self.chosen.insert(name, value.clone());
        value
    }

    fn fill_named(&mut self, unknown: &Unknown, set: bool) -> Value {
        if set {
            let items = unknown
                .elements
                .iter()
                .map(|e| self.fill(&e.value))
                .collect();
            return Value::set(Type::Number, items);
        }
        let name = unknown.reasons[0].what.to_string();
        if let Some(value) = self.chosen.get(&name) {
            return value.clone();
        }
        let value = match &unknown.ty {
            _ if !unknown.not_null && self.random.below(4) == 0 => Value::null(unknown.ty.clone()),
            Type::Bool => Value::bool(self.random.coin()),
            Type::Number => self.number(),
            Type::String => match &unknown.identity {
                Some(identity) if identity.instance.address.key == InstanceKey::Any => {
                    Value::string(format!("id-{}", self.random.below(3)))
                }
                Some(identity) => Value::string(format!("id-{}", identity.instance.address.name)),
                None => {
                    let prefix = unknown.prefix.as_deref().unwrap_or_default();
                    let rest = *self.random.pick(&["", "a", "b", "ab"]);
                    Value::string(format!("{prefix}{rest}"))
                }
            },
            Type::List(_) => {
                let count = self.random.below(4);
                let items = (0..count).map(|_| self.number()).collect();
                Value::list(Type::Number, items)
            }
            _ => self.number(),
        };
        self.chosen.insert(name, value.clone());
        value
    }
}

// Expressions.

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Bool,
    Number,
    Text,
    List,
    Map,
}

struct Writer<'a> {
    random: &'a mut Random,
    /// Numbers bound by loops.
    bound: Vec<String>,
}

impl Writer<'_> {
    fn write(&mut self, sort: Sort, depth: u32) -> String {
        if depth == 0 {
            return self.leaf(sort);
        }
        let d = depth - 1;
        match sort {
            Sort::Bool => self.bool(d),
            Sort::Number => self.number(d),
            Sort::Text => self.text(d),
            Sort::List => self.list(d),
            Sort::Map => self.map(d),
        }
    }

    fn leaf(&mut self, sort: Sort) -> String {
        let bound = self.bound.clone();
        let of = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let mut names = match sort {
            Sort::Bool => of(&["true", "false", "b0", "b1", "bn"]),
            Sort::Number => of(&["0", "1", "2", "n0", "n1", "nn"]),
            Sort::Text => of(&["\"a\"", "\"b\"", "\"\"", "s0", "s1", "ra", "rb", "rx"]),
            Sort::List => of(&[
                "[]", "[1, 2]", "[n0]", "l0", "l1", "l2", "l3", "l4", "l5", "l6", "l7",
            ]),
            Sort::Map => of(&["{ a = 1 }", "{ a = n0, b = 2 }", "m0", "m1", "m2"]),
        };
        if sort == Sort::Number {
            names.extend(bound);
        }
        self.random.pick(&names).clone()
    }

    /// A loop over a list, with its name bound in what `inner` writes.
    fn looped(&mut self, d: u32, inner: impl Fn(&mut Self, &str) -> String) -> String {
        let list = self.write(Sort::List, d);
        let name = format!("x{}", self.bound.len());
        self.bound.push(name.clone());
        let body = inner(self, &name);
        self.bound.pop();
        format!("[for {name} in {list} : {body}]")
    }

    fn bool(&mut self, d: u32) -> String {
        let (a, b) = (Sort::Bool, Sort::Bool);
        match self.random.below(18) {
            0 => format!("!({})", self.write(a, d)),
            1 => format!("({} && {})", self.write(a, d), self.write(b, d)),
            2 => format!("({} || {})", self.write(a, d), self.write(b, d)),
            3 | 4 => {
                let sign = *self.random.pick(&["<", "<=", ">", ">="]);
                format!(
                    "({} {sign} {})",
                    self.write(Sort::Number, d),
                    self.write(Sort::Number, d)
                )
            }
            5 | 6 => {
                let sort = *self
                    .random
                    .pick(&[Sort::Number, Sort::Text, Sort::List, Sort::Map]);
                let sign = *self.random.pick(&["==", "!="]);
                format!("({} {sign} {})", self.write(sort, d), self.write(sort, d))
            }
            7 => format!(
                "contains({}, {})",
                self.write(Sort::List, d),
                self.write(Sort::Number, d)
            ),
            8 | 9 => {
                let name = *self.random.pick(&["anytrue", "alltrue"]);
                let list = self.looped(d, |w, _| w.write(Sort::Bool, d));
                format!("{name}({list})")
            }
            10 => {
                let name = *self.random.pick(&["anytrue", "alltrue"]);
                format!("{name}([{}, {}])", self.write(a, d), self.write(b, d))
            }
            11 => format!(
                "({} ? {} : {})",
                self.write(a, d),
                self.write(b, d),
                self.write(b, d)
            ),
            12 => format!("startswith({}, \"a\")", self.write(Sort::Text, d)),
            13 => format!("can({})", self.write(Sort::Number, d)),
            14 => format!("try({}, {})", self.write(a, d), self.write(b, d)),
            15 => {
                let sort = *self.random.pick(&[Sort::Number, Sort::Text, Sort::Bool]);
                format!("({} == null)", self.write(sort, d))
            }
            16 => format!(
                "contains([{}], {})",
                self.write(Sort::Text, d),
                self.write(Sort::Text, d)
            ),
            _ => format!(
                "(length({}) > {})",
                self.write(Sort::List, d),
                self.random.below(3)
            ),
        }
    }

    fn number(&mut self, d: u32) -> String {
        match self.random.below(14) {
            0 | 1 => {
                let sign = *self.random.pick(&["+", "-", "*"]);
                format!(
                    "({} {sign} {})",
                    self.write(Sort::Number, d),
                    self.write(Sort::Number, d)
                )
            }
            2 | 3 => format!("length({})", self.write(Sort::List, d)),
            4 => format!("length({})", self.write(Sort::Map, d)),
            5 => format!("{}[{}]", self.write(Sort::List, d), self.random.below(3)),
            6 => format!(
                "{}.{}",
                self.write(Sort::Map, d),
                self.random.pick(&["a", "b", "c"])
            ),
            7 => format!(
                "{}[\"{}\"]",
                self.write(Sort::Map, d),
                self.random.pick(&["a", "b"])
            ),
            8 => format!(
                "({} ? {} : {})",
                self.write(Sort::Bool, d),
                self.write(Sort::Number, d),
                self.write(Sort::Number, d)
            ),
            9 => format!(
                "try({}, {})",
                self.write(Sort::Number, d),
                self.write(Sort::Number, d)
            ),
            10 => {
                let name = *self.random.pick(&["max", "min", "coalesce"]);
                format!(
                    "{name}({}, {})",
                    self.write(Sort::Number, d),
                    self.write(Sort::Number, d)
                )
            }
            11 => format!("sum({})", self.write(Sort::List, d)),
            12 => format!("lookup({}, \"a\", 9)", self.write(Sort::Map, d)),
            _ => format!("one({})", self.write(Sort::List, d)),
        }
    }

    fn text(&mut self, d: u32) -> String {
        match self.random.below(6) {
            0 => format!("\"a${{{}}}\"", self.write(Sort::Text, d)),
            1 => format!("\"${{{}}}b\"", self.write(Sort::Text, d)),
            2 => format!("upper({})", self.write(Sort::Text, d)),
            3 => format!("tostring({})", self.write(Sort::Number, d)),
            4 => format!("join(\",\", {})", self.write(Sort::List, d)),
            _ => format!(
                "({} ? {} : {})",
                self.write(Sort::Bool, d),
                self.write(Sort::Text, d),
                self.write(Sort::Text, d)
            ),
        }
    }

    fn list(&mut self, d: u32) -> String {
        let list = Sort::List;
        match self.random.below(18) {
            0 => format!(
                "[{}, {}]",
                self.write(Sort::Number, d),
                self.write(Sort::Number, d)
            ),
            1 | 2 => self.looped(d, |w, _| w.write(Sort::Number, d)),
            3 | 4 => self.looped(d, |w, x| format!("{x} if {}", w.write(Sort::Bool, d))),
            5 => format!("concat({}, {})", self.write(list, d), self.write(list, d)),
            6 => format!("distinct({})", self.write(list, d)),
            7 => format!("reverse({})", self.write(list, d)),
            8 => format!("slice({}, 0, 1)", self.write(list, d)),
            9 => format!("toset({})", self.write(list, d)),
            10 => format!("tolist({})", self.write(list, d)),
            11 => format!(
                "flatten([{}, {}])",
                self.write(list, d),
                self.write(list, d)
            ),
            12 => format!(
                "({} ? {} : {})",
                self.write(Sort::Bool, d),
                self.write(list, d),
                self.write(list, d)
            ),
            13 => format!("values({})", self.write(Sort::Map, d)),
            14 => format!("({})[*]", self.write(list, d)),
            15 => {
                let name = *self
                    .random
                    .pick(&["setunion", "setintersection", "setsubtract"]);
                format!("{name}({}, {})", self.write(list, d), self.write(list, d))
            }
            16 => format!(
                "coalescelist({}, {})",
                self.write(list, d),
                self.write(list, d)
            ),
            _ => format!("try({}, {})", self.write(list, d), self.write(list, d)),
        }
    }

    fn map(&mut self, d: u32) -> String {
        match self.random.below(6) {
            0 => format!(
                "{{ a = {}, b = {} }}",
                self.write(Sort::Number, d),
                self.write(Sort::Number, d)
            ),
            1 | 2 => format!(
                "merge({}, {})",
                self.write(Sort::Map, d),
                self.write(Sort::Map, d)
            ),
            3 => {
                let map = self.write(Sort::Map, d);
                self.bound.push("v".into());
                let value = self.write(Sort::Number, d);
                let condition = self.write(Sort::Bool, d);
                self.bound.pop();
                format!("{{ for k, v in {map} : k => {value} if {condition} }}")
            }
            4 => {
                let list = self.write(Sort::List, d);
                self.bound.push("v".into());
                let key = self.write(Sort::Bool, d);
                self.bound.pop();
                format!("{{ for v in {list} : ({key} ? \"a\" : \"b\") => v... }}")
            }
            _ => format!(
                "({} ? {} : {})",
                self.write(Sort::Bool, d),
                self.write(Sort::Map, d),
                self.write(Sort::Map, d)
            ),
        }
    }
}

// Evaluation.

struct Names<'a> {
    values: &'a BTreeMap<&'static str, Value>,
    fuel: u64,
}

impl Context for Names<'_> {
    fn spend(&mut self, steps: u64) -> Result<(), Error> {
        let left = self.fuel.checked_sub(steps);
        self.fuel = left.ok_or_else(|| Error::limit("fuel"))?;
        Ok(())
    }
    fn read_file(&mut self, _: &str) -> Result<Arc<[u8]>, Error> {
        Err(Error::refused("no files"))
    }
    fn file_exists(&mut self, _: &str) -> Result<bool, Error> {
        Err(Error::refused("no files"))
    }
    fn file_set(&mut self, _: &str, _: &str) -> Result<Vec<String>, Error> {
        Err(Error::refused("no files"))
    }
    fn render(&mut self, _: &str, _: &str, _: &Value) -> Result<Value, Error> {
        Err(Error::refused("no files"))
    }
}

impl Scope for Names<'_> {
    fn lookup(&mut self, name: &str, _: &[&str], _: Place) -> Result<(Value, usize), String> {
        let value = self.values.get(name).ok_or("no such name")?;
        Ok((value.clone(), 0))
    }
    fn call(&mut self, _: &str, _: &[Value], _: Place) -> Option<Result<Value, Error>> {
        None
    }
}

struct Parsed {
    tree: hcl::Tree,
    root: hcl::ExprId,
}

fn parse(text: &str) -> Parsed {
    let (tree, root, problems) = hcl::parse_expression(FileId(0), text.into());
    assert!(problems.is_empty(), "{text}: {problems:?}");
    Parsed { tree, root }
}

fn evaluate(parsed: &Parsed, values: &BTreeMap<&'static str, Value>) -> Value {
    let mut scope = Names {
        values,
        fuel: 100_000,
    };
    Evaluator::new(&parsed.tree, &mut scope, Dialect::Rules).eval(parsed.root)
}

fn has_error(value: &Value) -> bool {
    let mut found = false;
    value.each_unknown(&mut |unknown| {
        found |= unknown.reasons.iter().any(|r| r.kind == ReasonKind::Error);
    });
    found
}

/// Whether what `said` says may be `value`.
fn covers(said: &Value, value: &Value) -> bool {
    let Kind::Unknown(unknown) = &said.kind else {
        return match (said.as_sequence(), value.as_sequence()) {
            // Which type a condition gives depends, as in Terraform, on both its results: with an
            // unknown one, what will be a set is still a tuple.
            (Some(a), Some(b)) if matches!(value.kind, Kind::Set(_)) => {
                a.iter().all(|a| b.iter().any(|b| covers(a, b)))
            }
            (Some(a), Some(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| covers(a, b)),
            _ => match (said.as_entries(), value.as_entries()) {
                (Some(a), Some(b)) => covers_entries(a, b),
                // Types are not followed: `1` and `"1"` differ to Terraform.
                _ => {
                    same(said, value) == Some(true)
                        || convert(value, &said.ty())
                            .ok()
                            .is_some_and(|v| same(said, &v) == Some(true))
                }
            },
        };
    };
    if value.is_null() {
        return !unknown.not_null;
    }
    if let (Some(prefix), Some(text)) = (&unknown.prefix, value.as_str())
        && !text.starts_with(&**prefix)
    {
        return false;
    }
    let length = value
        .as_sequence()
        .map(|items| items.len())
        .or(value.as_entries().map(Entries::len));
    let measure = length
        .map(|n| n as i64)
        .or(value.as_number().and_then(|n| n.to_i64()));
    if let (Some((low, high)), Some(measure)) = (unknown.bounds, measure)
        && (measure < low || high.is_some_and(|high| measure > high))
    {
        return false;
    }
    let items: Vec<(Option<&str>, &Value)> = match (value.as_sequence(), value.as_entries()) {
        (Some(items), _) => items.iter().map(|v| (None, v)).collect(),
        (_, Some(entries)) => entries.iter().map(|(k, v)| (Some(&**k), v)).collect(),
        _ => return true,
    };
    let fits = |element: &Element, item: &(Option<&str>, &Value)| {
        let keys = element.key.is_none() || item.0.is_none() || element.key.as_deref() == item.0;
        keys && covers(&element.value, item.1)
    };
    let certain = (unknown.elements.iter())
        .filter(|element| element.is_certain())
        .all(|element| items.iter().any(|item| fits(element, item)));
    let all = (items.iter()).all(|item| unknown.elements.iter().any(|e| fits(e, item)));
    certain && (all || unknown.open)
}

fn covers_entries(said: &Entries, value: &Entries) -> bool {
    said.len() == value.len()
        && said
            .iter()
            .zip(value.iter())
            .all(|(a, b)| a.0 == b.0 && covers(&a.1, &b.1))
}

fn show(value: &Value) -> String {
    match &value.kind {
        Kind::Null(_) => "null".into(),
        Kind::Bool(b) => b.to_string(),
        Kind::Number(n) => n.to_string(),
        Kind::String(s) => format!("{s:?}"),
        Kind::Unknown(u) => {
            let what: Vec<String> = u
                .reasons
                .iter()
                .map(|r| format!("{}:{}", r.kind.as_str(), r.what))
                .collect();
            let elements: Vec<String> = u
                .elements
                .iter()
                .map(|e| format!("{:?} {:?} {}", e.presence, e.key, show(&e.value)))
                .collect();
            format!(
                "unknown({} {:?} not_null={} bounds={:?} open={} [{}])",
                u.ty,
                what,
                u.not_null,
                u.bounds,
                u.open,
                elements.join("; ")
            )
        }
        _ => match (value.as_sequence(), value.as_entries()) {
            (Some(items), _) => {
                format!(
                    "[{}]",
                    items.iter().map(show).collect::<Vec<_>>().join(", ")
                )
            }
            (_, Some(entries)) => {
                let pairs = entries.iter().map(|(k, v)| format!("{k} = {}", show(v)));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
            _ => "?".into(),
        },
    }
}

/// What is wrong with `text`, if a filling shows it.
fn violation(
    text: &str,
    unknowns: &BTreeMap<&'static str, Value>,
    random: &mut Random,
) -> Option<String> {
    let parsed = parse(text);
    let said = evaluate(&parsed, unknowns);
    // An error beside an unknown may go away: only what is said without one counts.
    if has_error(&said) {
        return None;
    }
    for _ in 0..24 {
        let mut filling = Filling {
            random,
            chosen: BTreeMap::new(),
        };
        let values: BTreeMap<&'static str, Value> = unknowns
            .iter()
            .map(|(name, value)| (*name, filling.fill(value)))
            .collect();
        let value = evaluate(&parsed, &values);
        // A filling with which the expression fails is none that comes to pass.
        if !has_error(&value) && !covers(&said, &value) {
            let used = values.iter().filter(|(name, _)| text.contains(*name));
            let used: Vec<String> = used.map(|(n, v)| format!("{n} = {}", show(v))).collect();
            return Some(format!(
                "{text}\n  said   {}\n  is     {}\n  for    {}",
                show(&said),
                show(&value),
                used.join(", ")
            ));
        }
    }
    None
}

#[test]
fn definite_answers_hold_for_every_filling() {
    let rounds: u64 = std::env::var("SOUNDNESS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(1_500);
    let seed: u64 = std::env::var("SEED")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(1);
    let unknowns = names();
    let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ seed);
    let mut found: Vec<String> = Vec::new();
    let sorts = [
        Sort::Bool,
        Sort::Bool,
        Sort::Number,
        Sort::List,
        Sort::Map,
        Sort::Text,
    ];
    for _ in 0..rounds {
        let sort = *random.pick(&sorts);
        let depth = 1 + random.below(3) as u32;
        let mut writer = Writer {
            random: &mut random,
            bound: Vec::new(),
        };
        let text = writer.write(sort, depth);
        found.extend(violation(&text, &unknowns, &mut random));
    }
    found.sort_by_key(String::len);
    found.truncate(12);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}
