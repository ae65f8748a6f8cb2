//! Expected values are what `kubectl kustomize` 5.5 prints.

use super::super::testing::{Loaded, loaded};

const DEPLOYMENT: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      serviceAccountName: robot
      containers:
      - name: a
        image: registry:5000/img:1
        ports: [{containerPort: 80}]
        env: [{name: A, value: '1'}, {name: B, value: '2'}]
        args: [x]
      tolerations: [{key: a}]
      volumes: [{name: v, emptyDir: {}}]
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: robot
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 9
";

/// A base with [`DEPLOYMENT`], and an overlay that says `text` beside it.
fn overlay(text: &str) -> Loaded {
    let text = format!("resources: [../base]\n{text}");
    let base = "resources: [web.yaml]\n";
    let files = [
        ("base/kustomization.yaml", base),
        ("base/web.yaml", DEPLOYMENT),
        ("over/kustomization.yaml", &*text),
    ];
    loaded(".", &files)
}

fn part(loaded: &Loaded, id: &str, path: &str) -> (String, String) {
    loaded.part(loaded.object("over", id), path)
}

const WEB: &str = "Deployment/default/";

#[test]
fn files_count_for_leaves_alone() {
    let loaded = overlay("");
    let wanted = [
        "over Deployment/default/web",
        "over HorizontalPodAutoscaler/default/web",
        "over ServiceAccount/default/robot",
    ];
    assert_eq!(loaded.ids(), wanted);
    assert!(loaded.diagnostics().is_empty());
    assert!(!loaded.manifests.is_open());
    let (_, place) = part(&loaded, WEB, "spec/selector");
    assert_eq!(place, "base/web.yaml:6");
}

#[test]
fn a_base_alone_is_a_leaf_of_a_scan_of_it_alone() {
    let files = [
        ("base/kustomization.yaml", "resources: [web.yaml]"),
        ("base/web.yaml", DEPLOYMENT),
        ("over/kustomization.yaml", "resources: [../base]"),
    ];
    let base = loaded("base", &files);
    assert_eq!(base.manifests.objects[0].root.as_ref(), "base");
    let over = loaded("over", &files);
    assert_eq!(over.manifests.objects[0].root.as_ref(), "over");
    assert_eq!(over.manifests.objects.len(), 3);
}

#[test]
fn strategic_patches_merge_lists_by_their_keys() {
    let loaded = overlay(
        "\
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      template:
        spec:
          containers:
          - name: b
            image: other
          - name: a
            ports: [{containerPort: 80, name: http}]
            env: [{name: B, $patch: delete}, {name: C, value: '3'}]
            args: [z]
          tolerations: [{key: b}]
          volumes: [{name: v, emptyDir: null, configMap: {name: cm}}]
",
    );
    assert!(
        loaded.diagnostics().is_empty(),
        "{:?}",
        loaded.diagnostics()
    );
    let spec = |path: &str| part(&loaded, WEB, &format!("spec/template/spec/{path}"));
    assert_eq!(spec("containers/0/name").0, "\"b\"");
    assert_eq!(spec("containers/0/image").1, "over/kustomization.yaml:12");
    assert_eq!(
        spec("containers/1/ports").0,
        r#"[{"containerPort":80,"name":"http"}]"#
    );
    let env = r#"[{"name":"C","value":"3"},{"name":"A","value":"1"}]"#;
    assert_eq!(spec("containers/1/env").0, env);
    assert_eq!(spec("containers/1/env/1/value").1, "base/web.yaml:17");
    assert_eq!(spec("containers/1/args").0, r#"["z"]"#);
    assert_eq!(spec("tolerations").0, r#"[{"key":"b"}]"#);
    assert_eq!(
        spec("volumes").0,
        r#"[{"configMap":{"name":"cm"},"name":"v"}]"#
    );
}

#[test]
fn custom_resources_have_no_merge_keys() {
    let rollout = "\
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: r}
spec:
  template: {spec: {containers: [{name: a, image: i}]}}
";
    let patch = rollout.replace("image: i", "args: [z]");
    let files = [
        (
            "k/kustomization.yml",
            "resources: [r.yaml]\npatchesStrategicMerge: [p.yaml]",
        ),
        ("k/r.yaml", rollout),
        ("k/p.yaml", &*patch),
    ];
    let loaded = loaded(".", &files);
    let containers = loaded.part(
        loaded.object("k", "Rollout"),
        "spec/template/spec/containers",
    );
    assert_eq!(
        containers,
        (r#"[{"args":["z"],"name":"a"}]"#.into(), "k/p.yaml:5".into())
    );
}

#[test]
fn patches_delete_and_replace() {
    let loaded = overlay(
        "\
patches:
- patch: |-
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: robot}
    $patch: delete
- target: {kind: Deployment}
  patch: |-
    kind: Anything
    metadata: {name: ignored}
    spec:
      selector: {$patch: replace, matchLabels: {b: c}}
",
    );
    assert_eq!(loaded.manifests.objects.len(), 2);
    let (selector, _) = part(&loaded, "Deployment/default/web", "spec/selector");
    assert_eq!(selector, r#"{"matchLabels":{"b":"c"}}"#);
}

#[test]
fn json_patches_reach_what_their_target_selects() {
    let loaded = overlay(
        "\
patches:
- target: {kind: 'Deploy.*', labelSelector: 'app in (web, x)'}
  patch: |-
    - {op: add, path: /spec/replicas, value: 1}
- target: {kind: Deployment, name: w.*}
  patch: |-
    - op: add
      path: /spec/replicas
      value: 7
    - {op: test, path: /spec/template/spec/containers/0/name, value: a}
    - {op: add, path: /spec/template/spec/containers/-, value: {name: z}}
    - {op: remove, path: /spec/template/spec/tolerations}
    - {op: copy, from: /metadata/name, path: /metadata/a~1b}
patchesJson6902:
- target: {group: autoscaling, version: v2, kind: HorizontalPodAutoscaler, name: web}
  path: hpa.json
",
    );
    // The file is not there.
    let missing = ["over/kustomization.yaml:17: hpa.json: no such file"];
    assert_eq!(loaded.diagnostics(), missing);
    let replicas = part(&loaded, WEB, "spec/replicas");
    assert_eq!(replicas, ("7".into(), "over/kustomization.yaml:10".into()));
    let (metadata, _) = part(&loaded, WEB, "metadata");
    assert_eq!(metadata, r#"{"a/b":"web","name":"web"}"#);
    let (containers, _) = part(&loaded, WEB, "spec/template/spec/containers/1/name");
    assert_eq!(containers, "\"z\"");
}

#[test]
fn names_change_and_references_follow() {
    let loaded = overlay(
        "\
namespace: shop
namePrefix: p-
nameSuffix: -s
configMapGenerator:
- {name: settings, literals: [a=b]}
patches:
- patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec: {template: {spec: {volumes: [{name: v, configMap: {name: settings}}]}}}
",
    );
    let wanted = [
        "over ConfigMap/shop/p-settings-s",
        "over Deployment/shop/p-web-s",
        "over HorizontalPodAutoscaler/shop/p-web-s",
        "over ServiceAccount/shop/p-robot-s",
    ];
    assert_eq!(loaded.ids(), wanted);
    let deployment = |path| part(&loaded, "Deployment/shop/p-web-s", path).0;
    assert_eq!(
        deployment("spec/template/spec/serviceAccountName"),
        "\"p-robot-s\""
    );
    assert_eq!(
        deployment("spec/template/spec/volumes/0/configMap/name"),
        "\"p-settings-s\""
    );
    let (target, _) = part(&loaded, "Horizontal", "spec/scaleTargetRef/name");
    assert_eq!(target, "\"p-web-s\"");
    let (_, place) = part(&loaded, "Deployment", "metadata/namespace");
    assert_eq!(place, "over/kustomization.yaml:2");
}

#[test]
fn one_base_twice_keeps_its_references_apart() {
    let files = [
        ("base/kustomization.yaml", "resources: [web.yaml]\n"),
        ("base/web.yaml", DEPLOYMENT),
        (
            "a/kustomization.yaml",
            "resources: [../base]\nnamePrefix: a-\n",
        ),
        (
            "b/kustomization.yaml",
            "resources: [../base]\nnamePrefix: b-\n",
        ),
        (
            "all/kustomization.yaml",
            "resources: [../a, ../b]\nnameSuffix: -z\n",
        ),
    ];
    let loaded = loaded(".", &files);
    assert!(loaded.diagnostics().is_empty());
    for name in ["a", "b"] {
        let id = format!("HorizontalPodAutoscaler/default/{name}-web-z");
        let target = loaded
            .part(loaded.object("all", &id), "spec/scaleTargetRef/name")
            .0;
        assert_eq!(target, format!("\"{name}-web-z\""));
    }
}

#[test]
fn labels_annotations_replicas_and_images_are_set() {
    let loaded = overlay(
        "\
labels:
- pairs: {team: x, num: 1}
- pairs: {tier: w}
  includeSelectors: true
commonAnnotations: {note: z}
replicas:
- name: web
  count: 4
images:
- name: registry:5000/img
  newName: other/img
  newTag: '2'
",
    );
    let deployment = |path| part(&loaded, WEB, path);
    let labels = r#"{"num":"1","team":"x","tier":"w"}"#;
    assert_eq!(deployment("metadata/labels").0, labels);
    let labels = r#"{"app":"web","tier":"w"}"#;
    assert_eq!(deployment("spec/template/metadata/labels").0, labels);
    assert_eq!(deployment("spec/selector/matchLabels").0, labels);
    assert_eq!(
        deployment("spec/template/metadata/annotations").0,
        r#"{"note":"z"}"#
    );
    assert_eq!(
        deployment("spec/replicas"),
        ("4".into(), "over/kustomization.yaml:9".into())
    );
    let image = deployment("spec/template/spec/containers/0/image");
    assert_eq!(
        image,
        (
            "\"other/img:2\"".into(),
            "over/kustomization.yaml:12".into()
        )
    );
}

#[test]
fn components_change_what_the_others_collect() {
    let component = "\
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
- target: {kind: Deployment}
  patch: |-
    - {op: add, path: /spec/replicas, value: 5}
";
    let files = [
        ("base/kustomization.yaml", "resources: [web.yaml]\n"),
        ("base/web.yaml", DEPLOYMENT),
        ("part/kustomization.yaml", component),
        (
            "over/kustomization.yaml",
            "resources: [../base]\ncomponents: [../part]\n",
        ),
        ("spare/kustomization.yaml", component),
    ];
    let loaded = loaded(".", &files);
    let replicas = part(&loaded, WEB, "spec/replicas");
    assert_eq!(replicas, ("5".into(), "part/kustomization.yaml:6".into()));
    let skipped: Vec<_> = loaded.manifests.skipped.iter().map(|s| &*s.path).collect();
    assert_eq!(skipped, ["spare"]);
}

#[test]
fn what_only_kustomize_can_do_is_said() {
    let loaded = overlay("helmCharts: [{name: x}]\nreplicas: [{name: web, count: 3}]\n");
    let skipped = &loaded.manifests.skipped[0];
    let way = "needs rendering: `kustomize build over | archlint check -` (helmCharts)";
    assert_eq!((&*skipped.path, &*skipped.reason), ("over", way));
    assert!(loaded.manifests.is_open());
    // The rest is what it is.
    assert_eq!(part(&loaded, WEB, "spec/replicas").0, "3");
    // What may change everything leaves nothing.
    let loaded = overlay("transformers: [x.yaml]\n");
    assert!(loaded.manifests.objects.is_empty());
    assert!(loaded.manifests.is_open());
    let loaded = overlay("transformers: []\n");
    assert_eq!(loaded.manifests.objects.len(), 3);
    let remote = "patchesStrategicMerge: ['https://example.com/p.yaml']";
    assert!(overlay(remote).manifests.objects.is_empty());
}

#[test]
fn remote_resources_leave_the_set_open() {
    let names = ["github.com/a/b//c?ref=v1", "https://example.com/x.yaml"];
    for name in names {
        let text = format!("resources: ['{name}', web.yaml]");
        let files = [("k/kustomization.yaml", &*text), ("k/web.yaml", DEPLOYMENT)];
        let loaded = loaded(".", &files);
        assert_eq!(loaded.manifests.objects.len(), 3);
        assert!(loaded.manifests.skipped[0].reason.contains(name));
        assert!(loaded.diagnostics().is_empty());
    }
}

#[test]
fn faults_are_told_and_hide_nothing_else() {
    let missing = "there is no Deployment api to patch";
    let patch =
        "patches: [{patch: '{kind: Deployment, apiVersion: apps/v1, metadata: {name: api}}'}]";
    let cases = [
        ("resources: [../base, none.yaml]", "none.yaml: no such file"),
        ("resources: [../base, ../..]", "..: outside the scan root"),
        (
            "resources: [../base, ../base]",
            "Deployment web is there already",
        ),
        ("components: [web]", "web: no such file"),
        (patch, missing),
    ];
    for (text, message) in cases {
        let text = match text.contains("resources") {
            true => text.to_owned(),
            false => format!("resources: [../base]\n{text}"),
        };
        let files = [
            ("base/kustomization.yaml", "resources: [web.yaml]"),
            ("base/web.yaml", DEPLOYMENT),
            ("over/kustomization.yaml", &*text),
        ];
        let loaded = loaded(".", &files);
        let said = loaded.diagnostics();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].ends_with(message), "{said:?}");
        assert!(loaded.manifests.objects.len() >= 3, "{text}");
        assert!(loaded.manifests.is_open());
    }
}

#[test]
fn cycles_are_told() {
    let files = [
        ("a/kustomization.yaml", "resources: [../b]"),
        ("b/kustomization.yaml", "resources: [../a, web.yaml]"),
        ("b/web.yaml", DEPLOYMENT),
        ("self/kustomization.yaml", "resources: [.]"),
    ];
    let loaded = loaded(".", &files);
    let said = loaded.diagnostics();
    assert!(
        said.iter()
            .any(|d| d.ends_with("kustomization cycle: a → b → a")),
        "{said:?}"
    );
    assert!(
        said.iter()
            .any(|d| d.ends_with("kustomization cycle: self → self")),
        "{said:?}"
    );
}

#[test]
fn fan_out_is_counted() {
    let mut files = vec![("0/web.yaml".to_owned(), DEPLOYMENT.to_owned())];
    files.push((
        "0/kustomization.yaml".into(),
        "resources: [web.yaml]".into(),
    ));
    for level in 1..8 {
        for side in 0..8 {
            let text = format!("resources: [../{}]\nnamePrefix: n{side}-", level - 1);
            files.push((
                format!("{level}/{side}/kustomization.yaml"),
                text.replace("../", "../../"),
            ));
        }
        let sides: Vec<String> = (0..8).map(|side| format!("./{side}")).collect();
        let text = format!("resources: [{}]", sides.join(", "));
        files.push((format!("{level}/kustomization.yaml"), text));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (&**a, &**b)).collect();
    let loaded = loaded(".", &files);
    let said = loaded.diagnostics();
    assert!(
        said.iter().any(|d| d.contains("more than 50000 objects")),
        "{said:?}"
    );
}

#[test]
fn variables_leave_texts_open() {
    let loaded = overlay(
        "\
vars:
- {name: HOST, objref: {kind: Service, name: x, apiVersion: v1}}
patches:
- target: {kind: Deployment}
  patch: |-
    - {op: replace, path: /spec/template/spec/containers/0/args, value: ['--at=$(HOST)', '$(POD)']}
",
    );
    let (args, _) = part(&loaded, WEB, "spec/template/spec/containers/0/args");
    assert!(
        args.contains("$unknown") && args.contains("$(POD)"),
        "{args}"
    );
}

#[test]
fn generators_merge_and_secrets_stay_secret() {
    let files = [
        (
            "base/kustomization.yaml",
            "configMapGenerator: [{name: c, literals: [a=1, b=2]}]",
        ),
        (
            "over/kustomization.yaml",
            "\
resources: [../base]
configMapGenerator: [{name: c, behavior: merge, literals: [b=3], envs: [x.env], files: [k=f.txt]}]
secretGenerator: [{name: s, literals: [p=hunter2]}]
",
        ),
        ("over/x.env", "# no\nD=4\n"),
        ("over/f.txt", "text"),
    ];
    let loaded = loaded(".", &files);
    assert!(
        loaded.diagnostics().is_empty(),
        "{:?}",
        loaded.diagnostics()
    );
    let (data, _) = loaded.part(loaded.object("over", "ConfigMap"), "data");
    assert_eq!(data, r#"{"D":"4","a":"1","b":"3","k":"text"}"#);
    let secret = loaded.object("over", "Secret");
    assert!(secret.get(&["data"]).unwrap().is_sensitive_anywhere());
    assert!(!loaded.part(secret, "data").0.contains("hunter2"));
}
