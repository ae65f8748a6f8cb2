//! Rules that hold for calls of any function. What each function gives is compared with Terraform
//! in `tests/functions.rs`.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Context, Error, ErrorKind, all, call, lookup, suggest};
use crate::address::{Address, InstanceId, InstanceKey, Mode, ModulePath, Reference, RootId, Step};
use crate::language::{
    Element, Entries, HopKind, Instance, Kind, Origin, Reason, ReasonKind, Type, Unknown, Value,
    compare,
};
use crate::source::{FileId, Place, Span};

/// A world without files, with fuel.
struct World {
    fuel: u64,
}

impl Context for World {
    fn spend(&mut self, steps: u64) -> Result<(), Error> {
        self.fuel = self
            .fuel
            .checked_sub(steps)
            .ok_or_else(|| Error::limit("out of fuel"))?;
        Ok(())
    }
    fn read_file(&mut self, path: &str) -> Result<Arc<[u8]>, Error> {
        Ok(path.as_bytes().into())
    }
    fn file_exists(&mut self, _: &str) -> Result<bool, Error> {
        Ok(true)
    }
    fn file_set(&mut self, path: &str, pattern: &str) -> Result<Vec<String>, Error> {
        Ok(vec![path.into(), pattern.into()])
    }
    fn render(&mut self, _: &str, template: &str, _: &Value) -> Result<Value, Error> {
        Ok(Value::string(template))
    }
}

fn place(start: u32) -> Place {
    Place::new(FileId(0), Span::new(start, start + 1))
}

pub(super) fn run(name: &str, arguments: Vec<Value>) -> Result<Value, Error> {
    let mut world = World { fuel: 10_000_000 };
    call(&mut world, lookup(name).unwrap(), arguments, place(0))
}

fn text(text: &str) -> Value {
    Value::string(text)
}

fn texts(texts: &[&str]) -> Value {
    Value::tuple(texts.iter().map(|t| text(t)).collect())
}

fn unknown(ty: Type) -> Value {
    Value::unknown_for(ty, Reason::new(ReasonKind::Variable, "var.x", None))
}

fn instance_id(name: &str) -> InstanceId {
    InstanceId {
        root: RootId(0),
        address: Arc::new(Address {
            module: ModulePath::default(),
            mode: Mode::Managed,
            kind: "aws_subnet".into(),
            name: name.into(),
            key: InstanceKey::None,
        }),
    }
}

/// `aws_subnet.NAME.id`
fn id(name: &str) -> Value {
    let reference = Reference {
        instance: instance_id(name),
        path: vec![Step::Attr("id".into())],
    };
    let reason = Reason::new(ReasonKind::Computed, format!("aws_subnet.{name}.id"), None);
    Value::unknown(Unknown::reference(Type::String, reference, reason).not_null())
}

#[derive(Debug)]
struct Subnet(InstanceId, Entries);

impl Instance for Subnet {
    fn id(&self) -> &InstanceId {
        &self.0
    }
    fn attribute(&self, name: &str) -> Value {
        self.1.get(name).cloned().unwrap_or_else(|| id("a"))
    }
    fn written(&self) -> &Entries {
        &self.1
    }
}

fn subnet() -> Value {
    let written = Entries::new(vec![("cidr_block".into(), text("10.0.0.0/24"))]);
    Kind::Instance(Arc::new(Subnet(instance_id("a"), written))).into()
}

/// What an unknown result holds: `name*` for a certain id, and `…` when there may be more.
fn kept(value: &Value) -> String {
    let unknown = value.as_unknown().unwrap();
    let mut parts: Vec<String> = unknown
        .elements
        .iter()
        .map(|element| {
            let what = match &element.value.kind {
                Kind::String(text) => text.to_string(),
                Kind::Unknown(unknown) => unknown.reasons.first().unwrap().what.to_string(),
                _ => "?".into(),
            };
            let key = element.key.as_ref().map(|key| format!("{key}="));
            let certain = if element.is_certain() { "*" } else { "" };
            format!("{}{what}{certain}", key.unwrap_or_default())
        })
        .collect();
    if unknown.open {
        parts.push("…".into());
    }
    parts.join(" ")
}

/// An unknown list or map with elements.
fn open(ty: Type, elements: Vec<Element>, open: bool) -> Value {
    let reason = Reason::new(ReasonKind::Variable, "var.more", None);
    Value::unknown(
        Unknown::new(ty, reason)
            .not_null()
            .with_elements(elements, open),
    )
}

fn element(key: Option<&str>, value: Value, certain: bool) -> Element {
    Element {
        key: key.map(Arc::from),
        value,
        presence: crate::language::Presence::certain_if(certain),
    }
}

#[test]
fn arguments_are_counted_and_checked() {
    let message = |name: &str, arguments| run(name, arguments).unwrap_err().message;
    assert!(message("element", vec![texts(&["a"])]).contains("missing value for \"index\""));
    assert!(message("md5", vec![text("a"), text("b")]).contains("expects only 1"));
    assert!(message("setunion", vec![]).contains("at least 1"));
    let null = run("md5", vec![Value::null(Type::String)]).unwrap_err();
    assert_eq!(
        (null.argument, &*null.message),
        (Some(0), "argument must not be null")
    );
    let wrong = run("element", vec![texts(&["a"]), text("x")]).unwrap_err();
    assert_eq!(
        (wrong.argument, &*wrong.message),
        (Some(1), "a number is required")
    );
}

#[test]
fn an_unknown_argument_makes_an_unknown_of_the_right_type() {
    let value = run("sha256", vec![id("a")]).unwrap();
    let unknown_hash = value.as_unknown().unwrap();
    assert_eq!(unknown_hash.ty, Type::String);
    assert!(unknown_hash.not_null);
    assert_eq!(unknown_hash.refs.len(), 1);
    assert_eq!(unknown_hash.identity, None);
    let both = run("contains", vec![Value::tuple(vec![id("a")]), id("b")]).unwrap();
    assert_eq!(both.as_unknown().unwrap().refs.len(), 2);
    let dynamic = run("keys", vec![unknown(Type::Dynamic)]).unwrap();
    assert_eq!(dynamic.ty(), Type::Dynamic);
    assert!(!dynamic.as_unknown().unwrap().not_null);
}

#[test]
fn marks_survive() {
    let secret = || text("secret").marked(true);
    assert!(run("sha256", vec![secret()]).unwrap().secrecy.hides());
    let parts = run("concat", vec![Value::tuple(vec![secret()]), texts(&["a"])]).unwrap();
    assert!(!parts.secrecy.hides());
    assert!(parts.is_sensitive_anywhere());
    assert!(run("jsonencode", vec![parts]).unwrap().secrecy.hides());
    let error = run("base64decode", vec![secret()]).unwrap_err();
    assert!(!error.message.contains("secret"), "{}", error.message);
}

#[test]
fn a_result_comes_from_the_argument_it_is_part_of() {
    let list = Value::tuple(vec![
        text("a").at(Origin::At(place(10))),
        text("b").at(Origin::At(place(20))),
    ])
    .at(Origin::At(place(5)));
    let value = run("element", vec![list, Value::int(1)]).unwrap();
    assert_eq!(value.origin.source(), Some(place(20)));
    let hash = run("md5", vec![text("a").at(Origin::At(place(30)))]).unwrap();
    assert_eq!(hash.origin.source(), Some(place(30)));
    assert_eq!(hash.origin.nearest(), Some(place(0)));
    assert!(matches!(&hash.origin, Origin::Via(hop) if hop.kind == HopKind::Expression));
}

#[test]
fn elements_survive_in_what_terraform_takes_for_unknown() {
    let strings = || Type::list(Type::String);
    let list = |elements| open(strings(), elements, true);
    let certain = |name: &str| element(None, id(name), true);
    let both = run(
        "concat",
        vec![list(vec![certain("a")]), Value::tuple(vec![id("b")])],
    )
    .unwrap();
    assert_eq!(kept(&both), "aws_subnet.a.id* aws_subnet.b.id* …");
    for (name, expected) in [
        ("toset", "aws_subnet.a.id* aws_subnet.b.id* …"),
        ("tolist", "aws_subnet.a.id* aws_subnet.b.id* …"),
        ("flatten", "aws_subnet.a.id* aws_subnet.b.id* …"),
        ("distinct", "aws_subnet.a.id* aws_subnet.b.id* …"),
        ("compact", "aws_subnet.a.id* aws_subnet.b.id* …"),
        ("sort", "aws_subnet.a.id* aws_subnet.b.id* …"),
        ("reverse", "aws_subnet.b.id* aws_subnet.a.id* …"),
        ("coalescelist", "aws_subnet.a.id aws_subnet.b.id …"),
    ] {
        let list = list(vec![certain("a"), certain("b")]);
        assert_eq!(kept(&run(name, vec![list]).unwrap()), expected, "{name}");
    }
    let slice = run(
        "slice",
        vec![list(vec![certain("a")]), Value::int(0), Value::int(1)],
    );
    assert_eq!(kept(&slice.unwrap()), "aws_subnet.a.id …");
    let union = run("setunion", vec![Value::tuple(vec![id("a")]), texts(&["x"])]).unwrap();
    // Terraform lists what it knows first.
    assert_eq!(kept(&union), "x* aws_subnet.a.id*");
    let nested = Value::tuple(vec![texts(&["x"]), list(vec![certain("a")])]);
    assert_eq!(
        kept(&run("flatten", vec![nested]).unwrap()),
        "x* aws_subnet.a.id* …"
    );
    let empty = run(
        "compact",
        vec![Value::tuple(vec![
            text(""),
            text("x"),
            unknown(Type::String),
        ])],
    );
    assert_eq!(kept(&empty.unwrap()), "x* var.x");
}

#[test]
fn entries_survive_unless_they_may_be_replaced() {
    let map = |pairs: &[(&str, &str)]| {
        Value::object(
            pairs
                .iter()
                .map(|(k, v)| (Arc::from(*k), text(v)))
                .collect(),
        )
    };
    let more = open(Type::map(Type::String), vec![], true);
    let name = || map(&[("Name", "x")]);
    let before = run("merge", vec![name(), more.clone()]).unwrap();
    assert_eq!(kept(&before), "Name=x …");
    let after = run("merge", vec![more.clone(), name()]).unwrap();
    assert_eq!(kept(&after), "Name=x* …");
    let twice = run("merge", vec![map(&[("Name", "y")]), more.clone(), name()]).unwrap();
    assert_eq!(kept(&twice), "Name=x* …");
    let doubt = open(
        Type::map(Type::String),
        vec![element(Some("Name"), text("z"), false)],
        false,
    );
    let doubted = run("merge", vec![more, name(), doubt]).unwrap();
    assert_eq!(kept(&doubted), "Name=z Name=x …");
    assert_eq!(kept(&run("values", vec![after.clone()]).unwrap()), "x* …");
    assert_eq!(kept(&run("keys", vec![after]).unwrap()), "Name* …");
}

#[test]
fn an_instance_is_not_known_whole() {
    for name in ["jsonencode", "keys", "values", "yamlencode", "tomap"] {
        let value = run(name, vec![subnet()]).unwrap();
        assert_eq!(value.as_unknown().unwrap().refs.len(), 1, "{name}");
    }
    let merged = run("merge", vec![subnet(), Value::object(vec![])]).unwrap();
    assert!(merged.is_unknown());
    let cidr = run("lookup", vec![subnet(), text("cidr_block")]).unwrap();
    assert_eq!(cidr.as_str(), Some("10.0.0.0/24"));
    let list = Value::tuple(vec![subnet()]);
    assert!(matches!(
        run("one", vec![list.clone()]).unwrap().kind,
        Kind::Instance(_)
    ));
    assert_eq!(
        run("concat", vec![list.clone(), list])
            .unwrap()
            .as_sequence()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn sizes_are_checked_before_anything_is_made() {
    let limit = |name: &str, arguments| {
        let error = run(name, arguments).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Limit, "{name}: {}", error.message);
    };
    let thousand = || Value::tuple((0..1000).map(Value::int).collect());
    limit(
        "setproduct",
        vec![thousand(), thousand(), thousand(), thousand()],
    );
    let many = || Value::tuple(vec![Value::bool(true); 60_000]);
    limit("concat", vec![many(), many()]);
    limit("flatten", vec![Value::tuple(vec![many(), many()])]);
    let long = || text(&"é".repeat(500_000));
    limit("jsonencode", vec![Value::tuple(vec![long(), long()])]);
    limit("yamlencode", vec![Value::tuple(vec![long(), long()])]);
    limit("base64encode", vec![long()]);
    limit("urlencode", vec![long()]);
    limit("jsondecode", vec![text(&"[".repeat(1000))]);
    limit(
        "csvdecode",
        vec![text(&format!("a,b\n{}", "1,2\n".repeat(60_000)))],
    );
}

/// Where a plan puts the elements behind an unknown is not where the apply puts them.
#[test]
fn elements_behind_an_unknown_are_not_taken_from_a_plan() {
    let letters = Value::tuple(vec![text("a"), unknown(Type::String), text("c")]);
    let numbers = texts(&["1", "2", "3"]);
    let list = |first: &Value, second: &Value| {
        let arguments = vec![text("%s-%s"), first.clone(), second.clone()];
        let list = run("formatlist", arguments).unwrap();
        let items = list.as_sequence().unwrap().iter();
        items
            .map(|i| i.as_str().unwrap_or("?").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(list(&letters, &numbers), ["a-1", "?", "?"]);
    assert_eq!(list(&numbers, &letters), ["1-a", "?", "3-c"]);
}

/// What takes longer than its argument is long.
#[test]
fn long_work_is_paid_for() {
    let hashes = (0..1000).map(|i| run("sha512", vec![Value::int(i)]).unwrap());
    let digits: Vec<Value> = hashes.collect();
    let digits = run("join", vec![text(""), Value::tuple(digits)]).unwrap();
    let mut world = World { fuel: 30_000 };
    let spent = call(
        &mut world,
        lookup("base64gzip").unwrap(),
        vec![digits],
        place(0),
    );
    assert_eq!(spent.unwrap_err().kind, ErrorKind::Limit);
}

/// `[[[…x, …x], […]], …]`, of which a walk would never end.
#[test]
fn shared_parts_are_paid_for_each_time() {
    let mut value = text("x");
    for _ in 0..60 {
        value = Value::tuple(vec![value.clone(), value]);
    }
    for name in [
        "jsonencode",
        "flatten",
        "sha256",
        "toset",
        "tostring",
        "compact",
    ] {
        let error = run(name, vec![value.clone()]).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Limit, "{name}: {}", error.message);
    }
    assert!(run("length", vec![value.clone()]).is_ok());
    let object = Value::object(vec![("a".into(), value.clone())]);
    let others = [
        Value::int(0),
        text("a"),
        unknown(Type::Dynamic),
        unknown(Type::list(Type::String)),
    ];
    for function in all() {
        let mut world = World { fuel: 100_000 };
        for shared in [&value, &object] {
            // The test is that these calls end.
            let _ = call(&mut world, function, vec![shared.clone()], place(0));
            for other in &others {
                let pair = vec![shared.clone(), other.clone()];
                let _ = call(&mut world, function, pair, place(0));
                let pair = vec![other.clone(), shared.clone()];
                let _ = call(&mut world, function, pair, place(0));
                let three = vec![other.clone(), shared.clone(), other.clone()];
                let _ = call(&mut world, function, three, place(0));
            }
            world.fuel = 100_000;
        }
    }
}

#[test]
fn names_are_found_and_misspelt_names_are_near_others() {
    assert!(all().windows(2).all(|pair| pair[0].name < pair[1].name));
    assert_eq!(lookup("core::concat").unwrap().name, "concat");
    assert!(lookup("concta").is_none());
    assert_eq!(suggest("concta"), Some("concat"));
    assert_eq!(suggest("nothinglikeit"), None);
}

/// Values of all kinds, small ones.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        prop::sample::select(vec![
            "",
            "a",
            "b",
            "1",
            "true",
            "10.0.0.0/8",
            "fd00::/56",
            "utf-8",
            "{\"a\":[1]}",
            "a,b\n1,2",
            "a: [1, x]",
            "aGk=",
            "é\n ",
            "%s %d",
            "/(a)/",
            "2018-01-02T23:12:01Z",
            "10m",
            "dns",
        ])
        .prop_map(text),
        prop_oneof![
            Just(-1i64),
            Just(0),
            0..20i64,
            Just(i64::MAX),
            Just(i64::MIN)
        ]
        .prop_map(Value::int),
        any::<bool>().prop_map(Value::bool),
        Just(Value::null(Type::Dynamic)),
        Just(Value::null(Type::String)),
        Just(unknown(Type::Dynamic)),
        Just(unknown(Type::list(Type::String))),
        Just(id("a")),
        Just(subnet()),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::tuple),
            prop::collection::vec(
                (prop::sample::select(vec!["a", "b", "c"]), inner.clone()),
                0..4
            )
            .prop_map(|pairs| {
                Value::object(pairs.into_iter().map(|(k, v)| (Arc::from(k), v)).collect())
            }),
            inner.clone().prop_map(|value| value.marked(true)),
            prop::collection::vec(inner, 0..4).prop_map(|items| {
                let items = Value::tuple(items);
                run("toset", vec![items.clone()]).unwrap_or(items)
            }),
        ]
    })
}

fn calls() -> impl Strategy<Value = (&'static str, Vec<Value>)> {
    let name = prop::sample::select(all().iter().map(|f| f.name).collect::<Vec<_>>());
    (name, prop::collection::vec(value(), 0..4))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// Nothing panics, and what is secret stays so.
    #[test]
    fn any_call_ends((name, arguments) in calls()) {
        let secret = arguments.iter().any(|a| a.secrecy.hides());
        let lets_out = ["nonsensitive", "issensitive", "length", "try", "can"];
        if let Ok(value) = run(name, arguments)
            && secret
            && !lets_out.contains(&name)
        {
            let chooses = ["lookup", "element", "coalesce"];
            prop_assert!(value.is_sensitive_anywhere() || chooses.contains(&name), "{}", name);
        }
    }

    /// What is known although an argument is unknown does not change when that becomes known.
    #[test]
    fn an_unknown_is_never_folded((name, arguments) in calls(), at in 0..4usize) {
        let Some(known) = arguments.get(at).filter(|a| !a.is_null()) else {
            return Ok(());
        };
        let mut less = arguments.clone();
        let reason = Reason::new(ReasonKind::Variable, "var.x", None);
        less[at] = Value::unknown(Unknown::new(known.ty(), reason)).marked(known.secrecy);
        let (Ok(guess), Ok(truth)) = (run(name, less), run(name, arguments)) else {
            return Ok(());
        };
        if guess.is_wholly_known() && truth.is_wholly_known() {
            prop_assert!(compare(&guess, &truth).is_eq(), "{}: {:?} {:?}", name, guess, truth);
        }
    }
}
