//! The port that a database listens on.

use crate::language::functions::Error;
use crate::language::{Instance as _, Reason, ReasonKind, Type, Value};
use crate::source::Place;

use crate::facts::Facts;
use crate::facts::answer::{Step, proof, proof_after, reasons, unknown};

/// `database_port(database)`
pub(in crate::facts) fn database_port(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(value) = arguments.first() else {
        return Err(Error::refused("database_port() takes one argument"));
    };
    let Some(database) = facts.asked(value, &[]) else {
        return Ok(unknown(Type::Number, reasons(value)).at(value.origin.clone()));
    };
    if let Some(port) = database.written("port") {
        let step = Step::of(database);
        return Ok(port.clone().at(proof_after(port.origin.clone(), [&step])));
    }
    let engine = match database.written("engine_family") {
        Some(family) => family.clone(),
        None => database.attribute("engine"),
    };
    let origin = proof([&Step::of(database)]);
    let port = match (&*database.id.address.kind, engine.as_str()) {
        ("aws_docdb_cluster", _) => Some(27017),
        ("aws_neptune_cluster", _) => Some(8182),
        ("aws_redshift_cluster", _) => Some(5439),
        (_, Some(engine)) => default_port(engine),
        _ => None,
    };
    Ok(match port {
        Some(port) => Value::int(port).at(origin),
        None => {
            let mut why = reasons(&engine);
            if why.is_empty() {
                let what = format!("the port of {}", database.id);
                let kind = ReasonKind::Computed;
                why.push(Reason::new(kind, what, Some(database.header())));
            }
            unknown(Type::Number, why).at(origin)
        }
    })
}

/// The port that an engine listens on unless told otherwise.
fn default_port(engine: &str) -> Option<i64> {
    let engine = engine.to_ascii_lowercase();
    let starts = [
        ("aurora-postgresql", 5432),
        ("postgres", 5432),
        ("aurora", 3306),
        ("mysql", 3306),
        ("mariadb", 3306),
        ("oracle", 1521),
        ("custom-oracle", 1521),
        ("sqlserver", 1433),
        ("custom-sqlserver", 1433),
        ("db2", 50000),
        ("neptune", 8182),
        ("docdb", 27017),
    ];
    let found = starts.iter().find(|(start, _)| engine.starts_with(start));
    found.map(|(_, port)| *port)
}
