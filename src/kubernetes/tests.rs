//! Files become objects.

use super::load_stream;
use super::testing::loaded;
use crate::source::Sources;

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";

#[test]
fn lists_and_json_hold_objects() {
    let list = "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: b}\n";
    let json = r#"{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "s"}}"#;
    let files = [
        ("list.yaml", list),
        ("s.json", json),
        ("other.json", "{\"kind\": 1}"),
    ];
    let loaded = loaded(".", &files);
    assert_eq!(loaded.ids(), [". Pod/default/b", ". Service/default/s"]);
    assert_eq!(
        loaded.part(loaded.object(".", "Pod"), "metadata/name").1,
        "list.yaml:6"
    );
    assert_eq!(
        (loaded.manifests.file_count, loaded.manifests.others),
        (2, 1)
    );
}

#[test]
fn equal_ids_are_told_apart_by_their_paths() {
    let loaded = loaded(".", &[("x/p.yaml", POD), ("y/p.yaml", POD)]);
    assert_eq!(
        loaded.ids(),
        [". Pod/default/a@x/p.yaml", ". Pod/default/a@y/p.yaml"]
    );
}

#[test]
fn a_stream_is_read_as_a_file() {
    let mut sources = Sources::default();
    let manifests = load_stream("-", &format!("{POD}---\n{{{{ x }}}}\n"), &mut sources);
    assert_eq!(manifests.objects.len(), 1);
    assert!(manifests.is_open());
    let place = manifests.objects[0].place;
    assert_eq!(sources.locate(place).unwrap().0, "-");
}

#[test]
fn secrets_are_marked() {
    let secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: b}\n";
    let loaded = loaded(".", &[("s.yaml", secret)]);
    let data = loaded.object(".", "Secret").get(&["stringData"]);
    assert!(data.unwrap().secrecy.hides());
}
