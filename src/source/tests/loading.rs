//! What is read, and what cannot be.

use std::fs::File;

use super::super::{InputKind, Limits, ReadError, Sources, Walk, load, read_named};
use super::Tree;

/// The result of each input: its text, or its error.
fn texts(tree: &Tree, walk: &Walk, limits: &Limits) -> Vec<Result<String, String>> {
    let mut sources = Sources::default();
    load(&tree.root(), &walk.inputs, limits, &mut sources)
        .into_iter()
        .map(|read| match read {
            Ok(id) => Ok(sources.get(id).unwrap().text.to_string()),
            Err(error) => Err(error.to_string()),
        })
        .collect()
}

#[test]
fn bad_files_do_not_hide_their_neighbours() {
    let tree = Tree::new(&["good.tf"]);
    tree.write("bom.tf", b"\xef\xbb\xbfa = 1\r\n");
    tree.write("bytes.yaml", b"a: b\nc: \xff\xfe\n");
    tree.write("empty.tf", b"");
    tree.write("wide.tf", b"\xff\xfea\0");
    tree.write("line.tf", &vec![b'#'; 20_000_000]);
    let sparse = File::create(tree.path("big.tf")).unwrap();
    sparse.set_len(1 << 30).unwrap();
    let walk = tree.walk();
    let names: Vec<&str> = walk
        .inputs
        .iter()
        .map(|input| input.path.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "big.tf",
            "bom.tf",
            "bytes.yaml",
            "empty.tf",
            "good.tf",
            "line.tf",
            "wide.tf"
        ]
    );
    let wanted = [
        Err("larger than 4 MiB (1073741824 bytes)".to_owned()),
        Ok("\u{feff}a = 1\r\n".to_owned()),
        Err("not UTF-8 (byte 8, line 2)".to_owned()),
        Ok(String::new()),
        Ok("good.tf".to_owned()),
        Err("larger than 4 MiB (20000000 bytes)".to_owned()),
        Err("not UTF-8 (byte 0, line 1); it looks like UTF-16".to_owned()),
    ];
    assert_eq!(texts(&tree, &walk, &Limits::DEFAULT), wanted);
}

#[test]
fn a_limit_is_the_last_size_that_is_read() {
    let tree = Tree::new(&["abcd"]);
    let root = tree.root();
    assert_eq!(root.read("abcd", 4).unwrap(), b"abcd");
    let error = ReadError::TooLarge { size: 4, limit: 3 };
    assert_eq!(root.read("abcd", 3).unwrap_err(), error);
    assert_eq!(error.to_string(), "larger than 3 bytes (4 bytes)");
    assert_eq!(root.read_start("abcd", 2).unwrap(), b"ab");
    assert_eq!(root.read_start("abcd", 9).unwrap(), b"abcd");
}

/// The file system says that this file is empty.
#[cfg(target_os = "linux")]
#[test]
fn the_limit_holds_whatever_the_size_is_said_to_be() {
    let root = super::super::Root::at(std::path::Path::new("/proc/self")).unwrap();
    let error = root.read("status", 10).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { limit: 10, .. }));
    assert!(root.read("status", 1 << 20).unwrap().starts_with(b"Name:"));
}

#[test]
fn the_total_is_bounded_in_the_order_of_the_inputs() {
    let tree = Tree::new(&[]);
    for index in 0..200 {
        tree.write(format!("{index:03}.tf"), b"0123456789");
    }
    let limits = Limits {
        total_bytes: 1005,
        ..Limits::DEFAULT
    };
    let texts = texts(&tree, &tree.walk(), &limits);
    assert!(texts.iter().take(100).all(Result::is_ok));
    let error = Err("more than 1005 bytes in all files".to_owned());
    assert!(texts.iter().skip(100).all(|text| *text == error));
}

#[cfg(unix)]
#[test]
fn a_file_with_several_names_is_read_once_and_secret_under_any() {
    let tree = Tree::new(&["a/main.tf", "values.txt"]);
    tree.link("b/main.tf", "../a/main.tf");
    tree.link("b/prod.tfvars", "../values.txt");
    let walk = tree.walk();
    assert_eq!(walk.inputs.len(), 3);
    let mut sources = Sources::default();
    let ids = load(&tree.root(), &walk.inputs, &Limits::DEFAULT, &mut sources);
    assert_eq!(ids[0], ids[1]);
    assert_eq!(sources.iter().count(), 2);
    assert_eq!(walk.inputs[2].kind, InputKind::Tfvars);
    let id = ids[2].clone().unwrap();
    assert!(sources.get(id).unwrap().secret);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_an_error() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let tree = Tree::new(&["x.tf"]);
    set_permissions(tree.path("x.tf"), Permissions::from_mode(0o000)).unwrap();
    let read = tree.root().read("x.tf", 10);
    // The superuser reads it all the same.
    match File::open(tree.path("x.tf")) {
        Ok(_) => assert_eq!(read.unwrap(), b"x.tf"),
        Err(_) => assert_eq!(read.unwrap_err().to_string(), "permission denied"),
    }
}

#[cfg(unix)]
#[test]
fn a_file_the_user_names_may_be_a_pipe() {
    let tree = Tree::new(&["plan.json"]);
    assert_eq!(
        read_named(&tree.path("plan.json"), 9).unwrap(),
        b"plan.json"
    );
    assert!(read_named(&tree.path("plan.json"), 8).is_err());
    assert_eq!(read_named(&tree.path("."), 8), Err(ReadError::NotRegular));
    tree.pipe("pipe");
    let path = tree.path("pipe");
    let writer = std::thread::spawn({
        let path = path.clone();
        move || std::fs::write(path, b"{}").unwrap()
    });
    assert_eq!(read_named(&path, 9).unwrap(), b"{}");
    writer.join().unwrap();
}
