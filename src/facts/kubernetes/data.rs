//! Which containers keep the data of a database, and which only run what comes with its image.

use std::collections::BTreeSet;

use crate::language::{Entries, Value};

use super::super::answer::Step;
use super::pods::Pods;

/// The ports of databases, with their engines and where images of theirs keep the data.
const DATA: &[(i64, &str, &[&str])] = &[
    (
        3306,
        "mysql",
        &["/var/lib/mysql", "/bitnami/mysql", "/bitnami/mariadb"],
    ),
    (
        5432,
        "postgres",
        &[
            "/var/lib/postgresql",
            "/var/lib/pgsql",
            "/bitnami/postgresql",
        ],
    ),
    (27017, "mongodb", &["/data/db", "/bitnami/mongodb"]),
];

/// Programs that come with a database and are none, and those that wait.
const CLIENTS: [&str; 14] = [
    "mongodump",
    "mongosh",
    "mysql",
    "mysqladmin",
    "mysqldump",
    "pg_basebackup",
    "pg_dump",
    "pg_dumpall",
    "pg_isready",
    "pg_restore",
    "psql",
    "sleep",
    "tail",
    "while",
];

/// Whether a container is told to run a client of the database in its image, or just to wait.
pub(super) fn is_client(container: &Value) -> bool {
    let words = |name: &str| {
        let list = container.as_entries()?.get(name)?.as_sequence()?;
        let words = list.iter().map_while(Value::as_str);
        Some(words.collect::<Vec<&str>>()).filter(|words| !words.is_empty())
    };
    let words = words("command").or_else(|| words("args"));
    let program = match words.as_deref() {
        Some([shell, flags, script, ..])
            if shell.ends_with("sh") && flags.starts_with('-') && flags.ends_with('c') =>
        {
            script.split_whitespace().next()
        }
        Some([program, ..]) => program.rsplit('/').next(),
        _ => None,
    };
    program.is_some_and(|program| CLIENTS.contains(&program))
}

/// The database that listens on `port` of a container and keeps its data on a volume that outlives
/// it, and where that volume is mounted.
pub(super) fn kept_data(
    pods: &Pods,
    container: &Entries,
    port: i64,
) -> Option<(&'static str, Step)> {
    let (_, engine, paths) = DATA.iter().find(|(of, ..)| *of == port)?;
    let mounts = container.get("volumeMounts").and_then(Value::as_sequence);
    let mut mounted = mounts.unwrap_or_default().iter().filter_map(|mount| {
        let mount = mount.as_entries()?;
        let path = mount.get("mountPath")?;
        let text = path.as_str()?;
        let data = paths.iter().any(|data| text.starts_with(data));
        let place = path.origin.nearest().unwrap_or(pods.object.place);
        let step = || Step::at(format!("a volume at {text}"), place);
        data.then(|| Some((mount.get("name")?.as_str()?, step())))
            .flatten()
    });
    let claims = pods.object.get(&["spec", "volumeClaimTemplates"]);
    let claims = claims
        .and_then(Value::as_sequence)
        .unwrap_or_default()
        .iter();
    let claims = claims.filter_map(|claim| {
        let metadata = claim.as_entries()?.get("metadata")?.as_entries()?;
        metadata.get("name")?.as_str()
    });
    let volumes = pods.get(&["spec", "volumes"]).and_then(Value::as_sequence);
    let volumes = volumes.unwrap_or_default().iter().filter_map(|volume| {
        let volume = volume.as_entries()?;
        volume.get("persistentVolumeClaim")?;
        volume.get("name")?.as_str()
    });
    let kept: BTreeSet<&str> = claims.chain(volumes).collect();
    mounted.find_map(|(name, step)| kept.contains(name).then_some((*engine, step)))
}
