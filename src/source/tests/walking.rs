//! Which files a walk lists, skips and complains of.

use super::super::{Excludes, InputKind, Limits, Root, SkipReason, directory, walk};
use super::{Tree, inputs, problems};

#[test]
fn inputs_are_ordered_and_told_by_name() {
    let tree = Tree::new(&[
        "b/main.tf",
        "a.tf.json",
        "a/x.tfvars",
        "a/k/kustomization.yaml",
        "a-b/pod.yml",
        "README.md",
        "a/.hidden.tf",
        "a/#x.tf#",
        "a/x.tf~",
        ".github/workflows/ci.yml",
    ]);
    let walk = tree.walk();
    assert_eq!(
        inputs(&walk),
        [
            ".github/workflows/ci.yml",
            "a-b/pod.yml",
            "a.tf.json",
            "a/k/kustomization.yaml",
            "a/x.tfvars",
            "b/main.tf",
        ]
    );
    assert!(problems(&walk).is_empty());
    assert!(walk.inputs.iter().all(|input| !input.explicit));
}

#[test]
fn ignore_files_hide_nothing() {
    let tree = Tree::new(&["a/main.tf", "pod.yaml"]);
    for name in [".gitignore", ".ignore", ".terraformignore", "a/.gitignore"] {
        tree.write(name, b"*\n**\n");
    }
    assert_eq!(inputs(&tree.walk()), ["a/main.tf", "pod.yaml"]);
}

#[test]
fn directories_of_tools_are_counted() {
    let tree = Tree::new(&[
        ".git/config.yaml",
        ".terraform/modules/m/main.tf",
        "a/.terraform/x.tf",
        "a/main.tf",
    ]);
    let found = tree.walk();
    assert_eq!(inputs(&found), ["a/main.tf"]);
    assert_eq!(found.tool_directories, 3);
    // Unless the user names one.
    let start = [".terraform/modules".to_owned()];
    let found = walk(&tree.root(), &start, &Excludes::default(), &Limits::DEFAULT);
    assert_eq!(inputs(&found), [".terraform/modules/m/main.tf"]);
}

#[test]
fn excludes_are_counted_by_glob() {
    let tree = Tree::new(&[
        "vendor/a/x.tf",
        "vendor/y.yaml",
        "vendor/README.md",
        "b/z.tf",
        "b/z.yaml",
    ]);
    let found = tree.walk_without(&["nothing", "vendor", "*.yaml"]);
    assert_eq!(inputs(&found), ["b/z.tf"]);
    assert_eq!(found.excluded, [0, 2, 1]);
    let found = tree.walk_without(&["**"]);
    assert!(found.inputs.is_empty());
    assert_eq!(found.excluded, [4]);
}

#[test]
fn a_file_the_user_names_is_always_an_input() {
    let tree = Tree::new(&["a/x.tf", "a/y.tf", "plan.out"]);
    let starts = ["a/y.tf", "a", "plan.out", "nope.tf"].map(str::to_owned);
    let excludes = Excludes::new(&["*.tf"]).unwrap();
    let found = walk(&tree.root(), &starts, &excludes, &Limits::DEFAULT);
    let seen: Vec<(&str, InputKind, bool)> = found
        .inputs
        .iter()
        .map(|input| (input.path.as_str(), input.kind, input.explicit))
        .collect();
    let wanted = [
        ("a/y.tf", InputKind::Terraform, true),
        ("plan.out", InputKind::Other, true),
    ];
    assert_eq!(seen, wanted);
    assert_eq!(problems(&found), ["nope.tf: no such file"]);
    let found = walk(
        &tree.root(),
        &starts,
        &Excludes::default(),
        &Limits::DEFAULT,
    );
    assert_eq!(inputs(&found), ["a/x.tf", "a/y.tf", "plan.out"]);
}

#[test]
fn templates_of_a_chart_are_skipped_but_never_terraform() {
    let tree = Tree::new(&[
        "charts/x/Chart.yaml",
        "charts/x/values.yaml",
        "charts/x/crds/crd.yaml",
        "charts/x/templates/a.yaml",
        "charts/x/templates/sub/b.yaml",
        "charts/x/templates/main.tf",
        "templates/c.yaml",
    ]);
    let found = tree.walk();
    assert_eq!(
        inputs(&found),
        [
            "charts/x/Chart.yaml",
            "charts/x/crds/crd.yaml",
            "charts/x/templates/main.tf",
            "charts/x/values.yaml",
            "templates/c.yaml",
        ]
    );
    let skipped = &found.skipped;
    assert_eq!(skipped.len(), 1);
    assert_eq!(skipped[0].path, "charts/x");
    assert_eq!(skipped[0].reason, SkipReason::Chart);
    assert_eq!(skipped[0].files, Some(2));
    let start = ["charts/x/templates/sub".to_owned()];
    let found = walk(&tree.root(), &start, &Excludes::default(), &Limits::DEFAULT);
    assert!(found.inputs.is_empty());
    assert_eq!(found.skipped[0].path, "charts/x");
}

#[test]
fn overlapping_paths_are_visited_once() {
    let tree = Tree::new(&["a/b/x.tf", "a/y.tf"]);
    let starts = ["a/b", "a", "a/b"].map(str::to_owned);
    let found = walk(
        &tree.root(),
        &starts,
        &Excludes::default(),
        &Limits::DEFAULT,
    );
    assert_eq!(inputs(&found), ["a/b/x.tf", "a/y.tf"]);
}

#[test]
fn too_many_files_stop_the_walk() {
    let tree = Tree::new(&["a.tf", "b.tf", "c.tf"]);
    let limits = Limits {
        files: 2,
        ..Limits::DEFAULT
    };
    let start = [".".to_owned()];
    let found = walk(&tree.root(), &start, &Excludes::default(), &limits);
    assert_eq!(inputs(&found), ["a.tf", "b.tf"]);
    assert_eq!(problems(&found), ["c.tf: more than 2 files"]);
}

#[test]
fn one_directory_alone() {
    let tree = Tree::new(&["m/main.tf", "m/sub/x.tf", "m/templates/y.yaml", "z.tf"]);
    let found = directory(&tree.root(), "m", &Limits::DEFAULT);
    assert_eq!(inputs(&found), ["m/main.tf"]);
    let found = directory(&tree.root(), "z.tf", &Limits::DEFAULT);
    assert_eq!(problems(&found), ["z.tf: no such file"]);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_a_problem_when_it_is_named_like_one() {
    let tree = Tree::new(&["good.tf", "dir.tf/inner.tf"]);
    tree.pipe("f.tf");
    tree.pipe("pipe");
    tree.link("z.tf", "/dev/zero");
    tree.link("self.tf", "self.tf");
    tree.link("dangling.yaml", "nothing.yaml");
    tree.link(".#lock.yaml", "someone@host.1");
    tree.link("dangling", "nothing");
    let walk = tree.walk();
    assert_eq!(inputs(&walk), ["dir.tf/inner.tf", "good.tf"]);
    assert_eq!(
        problems(&walk),
        [
            "dangling.yaml: broken symlink",
            "f.tf: not a regular file",
            "self.tf: broken symlink",
            "z.tf: outside the scan root",
        ]
    );
}

#[cfg(unix)]
#[test]
fn links_are_read_at_their_target_once() {
    let tree = Tree::new(&[
        "a/main.tf",
        "common/providers.tf",
        "k/pod.yaml",
        "other.txt",
    ]);
    tree.write("../out/x.tf", b"");
    tree.link("a/providers.tf", "../common/providers.tf");
    tree.link("b/providers.tf", "../common/providers.tf");
    tree.link("b/from.tf", "../other.txt");
    tree.link("k/again.yaml", "pod.yaml");
    tree.link("k/up", "..");
    tree.link("c", "k");
    tree.link("away", "../out");
    let found = tree.walk();
    assert_eq!(
        inputs(&found),
        [
            "a/main.tf",
            "a/providers.tf -> common/providers.tf",
            "b/from.tf -> other.txt",
            "b/providers.tf -> common/providers.tf",
            "common/providers.tf",
            "k/pod.yaml",
        ]
    );
    assert_eq!(found.skipped.len(), 1);
    assert_eq!(found.skipped[0].path, "away");
    assert_eq!(found.skipped[0].reason, SkipReason::Outside);

    // A directory outside the paths of the run but inside the root is read through a link.
    tree.link("d/base", "../k");
    let start = ["d".to_owned()];
    let found = walk(&tree.root(), &start, &Excludes::default(), &Limits::DEFAULT);
    assert_eq!(inputs(&found), ["k/pod.yaml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf_8_are_problems_of_inputs_only() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let tree = Tree::new(&["x/good.tf"]);
    tree.write(OsStr::from_bytes(b"b\xff.tf"), b"");
    tree.write(OsStr::from_bytes(b"b\xff.png"), b"");
    tree.write(OsStr::from_bytes(b"x/d\xe9/in.yaml"), b"");
    tree.write(OsStr::from_bytes(b"x/d\xe9/in.md"), b"");
    let found = tree.walk();
    assert_eq!(inputs(&found), ["x/good.tf"]);
    assert_eq!(
        problems(&found),
        [
            "b\\xff.tf: the file name is not UTF-8",
            "x/d\\xe9/in.yaml: the file name is not UTF-8",
        ]
    );
    let named = tree.path(OsStr::from_bytes(b"b\xff.tf"));
    assert!(
        Root::find(std::slice::from_ref(&named), None)
            .unwrap()
            .relative(&named)
            .is_err()
    );
}

#[cfg(unix)]
#[test]
fn control_characters_stay_in_names_as_they_are() {
    let name = "x\n::error ::y.tf";
    let tree = Tree::new(&[name]);
    assert_eq!(inputs(&tree.walk()), [name]);
}
