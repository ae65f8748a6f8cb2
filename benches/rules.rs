//! Rules on many resources: 80 rules of two terms each, on each of 100,000 resources, which take at most half a second on two cores.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by them"
)]

use std::sync::Arc;

use archlint::address::{Address, InstanceId, InstanceKey, Mode, ModulePath, RootId, Step};
use archlint::facts::catalogue::FactFunction;
use archlint::language::functions::Error;
use archlint::language::{Entries, Instance, Kind, Reason, Type, Value};
use archlint::rules::{Existence, Item, Library, Passes, Rule, Subjects, World, run};
use archlint::source::{FileId, Place, Sources, Span};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use globset::GlobSet;

const RULES: usize = 80;
const RESOURCES: u32 = 100_000;

#[derive(Debug)]
struct Thing {
    id: InstanceId,
    attributes: Entries,
}

impl Instance for Thing {
    fn id(&self) -> &InstanceId {
        &self.id
    }
    fn attribute(&self, name: &str) -> Value {
        let found = self.attributes.get(name).cloned();
        found.unwrap_or_else(|| Value::null(Type::Dynamic))
    }
    fn scalar(&self, name: &str) -> Option<&Value> {
        self.attributes.get(name)
    }
    fn written(&self) -> &Entries {
        &self.attributes
    }
}

struct Things(Vec<Item>);

impl World for Things {
    fn environment(&self) -> Option<Arc<str>> {
        None
    }
    fn items(&self, _: &Subjects) -> Vec<Item> {
        self.0.clone()
    }
    fn place(&self, _: &Value, _: &[Step]) -> Option<Place> {
        None
    }
    fn call_with(&self, _: &Value, _: Place) -> Option<Place> {
        None
    }

    fn hidden(&self, _: &GlobSet) -> Vec<Reason> {
        Vec::new()
    }
    fn fact(&self, _: &'static FactFunction, _: &[Value], _: Place) -> Result<Value, Error> {
        Err(Error::refused("there are no facts here"))
    }
}

fn place(at: u32) -> Place {
    Place::new(FileId(0), Span::new(at, at + 10))
}

fn item(at: u32) -> Item {
    let id = InstanceId {
        root: RootId(0),
        address: Arc::new(Address {
            module: ModulePath::default(),
            mode: Mode::Managed,
            kind: "acme_thing".into(),
            name: "this".into(),
            key: InstanceKey::Int(u64::from(at)),
        }),
    };
    let written = |value: Value| value.at(archlint::language::Origin::At(place(at)));
    let attributes = Entries::new(vec![
        ("engine".into(), written(Value::string("postgres"))),
        ("days".into(), written(Value::int(35))),
        // One in a hundred fails half of the rules.
        (
            "private".into(),
            written(Value::bool(!at.is_multiple_of(100))),
        ),
    ]);
    Item {
        root: ".".into(),
        name: id.to_string().into(),
        value: Kind::Instance(Arc::new(Thing { id, attributes })).into(),
        existence: Existence::Certain,
        place: place(at),
    }
}

fn page(at: usize) -> String {
    let second = match at % 2 {
        0 => "self.days >= 35",
        _ => "self.private",
    };
    format!(
        r#"rule "bench-{at}" {{
  code     = "BENCH-{at:03}"
  clause   = "1"
  severity = "low"
  title    = "Fast"
  why      = "Because."
  fix      = "Mend it."
  resource = "acme_thing"
  assert   = self.engine == "postgres" && {second}
  message  = "slow"
}}"#
    )
}

fn rules(c: &mut Criterion) {
    let mut sources = Sources::default();
    let pages: Vec<FileId> = (0..RULES)
        .map(|at| sources.add(format!("BENCH-{at:03}-bench-{at}.rule.hcl"), page(at)))
        .collect();
    let (library, _) = Library::load(&mut sources, &pages);
    let chosen: Vec<&Rule> = library
        .rules()
        .iter()
        .filter(|rule| rule.code.starts_with("BENCH"))
        .collect();
    assert_eq!(chosen.len(), RULES);
    let world = Things((0..RESOURCES).map(item).collect());
    let mut group = c.benchmark_group("rules");
    group.sample_size(10);
    group.throughput(Throughput::Elements(RULES as u64 * u64::from(RESOURCES)));
    group.bench_function("80 rules on 100,000 resources", |b| {
        b.iter(|| run(&library, &chosen, &world, Passes::Counted).passed.len());
    });
    group.finish();
}

criterion_group!(benches, rules);
criterion_main!(benches);
