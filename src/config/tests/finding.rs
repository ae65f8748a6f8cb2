//! Which file counts, and what its paths mean.

use super::{load_at, repository};
use crate::config::{NAME, Origin};
use crate::finding::Code;

#[test]
fn the_nearest_file_counts_and_none_beyond_the_root() {
    let dir = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let rule = |name: &str| format!("[rules]\nselect = [\"{name}\"]\n");
    write("archlint.toml", &rule("BEYOND"));
    write("repo/archlint.toml", &rule("TOP"));
    write("repo/infra/archlint.toml", &rule("INFRA"));
    write("repo/infra/eu/main.tf", "");
    write("repo/infra/us/main.tf", "");
    write("repo/apps/web.yaml", "");
    let selected = |root: &str, paths: &[&str]| {
        let paths: Vec<String> = paths.iter().map(|path| path.to_string()).collect();
        let (config, problems, _) = load_at(&dir.path().join(root), Origin::Nearest(&paths));
        assert_eq!(problems, []);
        config.rules.select.map(|words| words[0].value.clone())
    };
    let some = |name: &str| Some(name.to_owned());
    assert_eq!(selected("repo", &["infra/eu"]), some("INFRA"));
    assert_eq!(
        selected("repo", &["infra/eu/main.tf", "infra/us"]),
        some("INFRA")
    );
    assert_eq!(
        selected("repo", &["infra/eu", "apps/web.yaml"]),
        some("TOP")
    );
    assert_eq!(selected("repo", &[]), some("TOP"));
    assert_eq!(selected("repo/infra/eu", &["."]), None);
    assert_eq!(selected("repo/apps", &["web.yaml"]), None);
}

#[test]
fn paths_and_globs_begin_at_the_file() {
    let dir = repository("");
    std::fs::create_dir_all(dir.path().join("team [a]/live/old")).unwrap();
    let text = "[project]\nroots = [\"live\", \".\"]\nexclude = [\"./live/old\", \"vendor\"]\n[modules]\nm = \"live\"";
    std::fs::write(dir.path().join("team [a]").join(NAME), text).unwrap();
    let paths = ["team [a]/live".to_owned()];
    let (config, problems, sources) = load_at(dir.path(), Origin::Nearest(&paths));
    assert_eq!(problems, []);
    assert_eq!(config.file.as_deref(), Some("team [a]/archlint.toml"));
    assert_eq!(&*config.modules["m"].value, "team [a]/live");
    let named = ["team [a]/live", "team [a]", "live"].map(|d| config.project.is_root(d).unwrap());
    assert_eq!(named, [true, true, false]);
    assert_eq!(sources.iter().count(), 1);
}

#[test]
fn a_named_file_may_lie_anywhere_and_isolation_reads_none() {
    let dir = repository("[rules]\nselect = [\"HERE\"]");
    let other = repository("[rules]\nselect = [\"THERE\"]\n[modules]\nm = \"live\"");
    let file = other.path().join(NAME);
    let (config, problems, _) = load_at(dir.path(), Origin::File(&file));
    assert_eq!(problems, []);
    assert_eq!(config.rules.select.unwrap()[0].value, "THERE");
    assert_eq!(&*config.modules["m"].value, "live");
    let (config, problems, _) = load_at(dir.path(), Origin::Isolated);
    assert_eq!((problems.len(), config.file), (0, None));
    let missing = other.path().join("nope.toml");
    let (_, problems, _) = load_at(dir.path(), Origin::File(&missing));
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].code, Code::Config);
}

#[cfg(unix)]
#[test]
fn a_link_is_not_read() {
    let dir = repository("");
    std::fs::remove_file(dir.path().join(NAME)).unwrap();
    std::fs::write(dir.path().join("secret"), "PASSWORD = 'sentinel'\nsentinel").unwrap();
    for target in ["secret", "/etc/passwd", "nowhere", "archlint.toml"] {
        let link = dir.path().join(NAME);
        std::os::unix::fs::symlink(target, &link).unwrap();
        let (_, problems, sources) = load_at(dir.path(), Origin::Nearest(&[]));
        assert_eq!(problems.len(), 1, "{target}: {problems:?}");
        assert_eq!(problems[0].code, Code::Config, "{target}");
        assert!(!format!("{problems:?}").contains("sentinel"));
        assert!(sources.iter().all(|(_, file)| file.text.is_empty()));
        std::fs::remove_file(link).unwrap();
    }
}
