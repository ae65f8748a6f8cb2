//! What files set.

use super::{load_at, read, repository};
use crate::config::definition::{FILE, Field, Shape};
use crate::config::{NAME, Origin, ParamValue, Role};
use crate::finding::Severity;

const FULL: &str = r#"
[project]
roots = ["live", "network", "stand/*"]
exclude = ["vendor", "live/old/**", "/tmp"]
baseline = "known.json"
[project.environments]
dev = [{ root = "live", var_files = ["dev.tfvars"] }]
[[project.environments.prod]]
root = "network"
[[project.environments.prod]]
root = "live"
var_files = ["common.tfvars", "eu.tfvars"]
[[project.environments.prod]]
root = "./live/"
var_files = ["common.tfvars", "us.tfvars"]

[rules]
directories = ["stand/ins"]
select = ["NET", "DATA-003"]
extend_select = ["aurora-backup-retention"]
ignore = ["NET-010"]
locked = ["NET-001"]
[rules.severity]
NET-001 = "critical"

[params]
db.min_days = 21
"db.allow_nat" = false
"DATA-003.days" = 1_0
DATA-004.ratio = 0.5
[params.cost]
required_tags = ["team", "service"]

[roles]
db = ["StatefulSet/*/postgres*"]
metrics = ["prometheus"]
api = ["module.api.*"]
ui = ["aws_s3_bucket.ui[\"eu\"]"]

[modules]
"terraform-aws-modules/vpc/aws" = "stand/ins/vpc"

[externals]
budget = true
waf = "the edge team owns it"
logs = false

[regions]
primary = "eu-west-1"
dr = "eu-central-1"

[[allow]]
rule = "NET-001"
subject = "aws_db_subnet_group.*"
root = "live"
reason = "until the migration"
until = 2027-01-31
[[allow]]
rule = "COST-001"
subject = "*"
reason = "paid by another team"
until = "2027-02-28"

[[override]]
paths = ["stand", "live/*.tf"]
environments = ["dev"]
ignore = ["DATA"]
severity = { NET-001 = "low" }
"#;

#[test]
fn every_setting_is_read() {
    let (config, problems, sources) = read(FULL);
    assert_eq!(problems, []);
    assert_eq!(config.file.as_deref(), Some(NAME));
    let project = &config.project;
    let roots = [
        "live",
        "network",
        "stand/ins",
        "stand/ins/vpc",
        "x/live",
        ".",
    ];
    let named = roots.map(|dir| project.is_root(dir).unwrap());
    assert_eq!(named, [true, true, true, false, false, false]);
    assert_eq!(project.exclude.len(), 3);
    let prod = &project.environments["prod"].value;
    let prod: Vec<(&str, usize)> = prod
        .iter()
        .map(|i| (&*i.root.value, i.var_files.len()))
        .collect();
    assert_eq!(prod, [("network", 0), ("live", 2), ("live", 2)]);
    assert_eq!(
        project.environments["dev"].value[0].var_files[0].value,
        "dev.tfvars"
    );

    assert_eq!(config.rules.select.as_ref().unwrap()[1].value, "DATA-003");
    assert_eq!(
        config.rules.extend_select[0].value,
        "aurora-backup-retention"
    );
    assert_eq!(config.rules.ignore[0].value, "NET-010");
    assert_eq!(config.rules.severity["NET-001"].value, Severity::Critical);

    let text = |text: &str| ParamValue::Text(text.into());
    let params: Vec<(&str, &ParamValue)> = config
        .params
        .iter()
        .map(|(name, param)| (name.as_str(), &param.value))
        .collect();
    assert_eq!(
        params,
        [
            ("DATA-003.days", &ParamValue::Integer(10)),
            ("DATA-004.ratio", &ParamValue::Decimal("0.5".into())),
            (
                "cost.required_tags",
                &ParamValue::List(vec![text("team"), text("service")])
            ),
            ("db.allow_nat", &ParamValue::Flag(false)),
            ("db.min_days", &ParamValue::Integer(21)),
        ]
    );
    let place = config.params["db.min_days"].place;
    assert_eq!(sources.locate(place).unwrap().1.line, 27);

    let role = |names: &[&str]| config.roles.of(names).map(|role| role.value);
    assert_eq!(
        role(&["StatefulSet/data/postgres-0", "postgres-0"]),
        Some(Role::Database)
    );
    assert_eq!(
        role(&["Deployment/o/prometheus", "prometheus"]),
        Some(Role::Metrics)
    );
    assert_eq!(
        role(&["module.api.kubernetes_deployment.x"]),
        Some(Role::Api)
    );
    assert_eq!(role(&["aws_s3_bucket.ui[\"eu\"]"]), Some(Role::Ui));
    assert_eq!(role(&["Deployment/o/web", "web"]), None);

    let stand_in = &config.modules["terraform-aws-modules/vpc/aws"];
    assert_eq!(&*stand_in.value, "stand/ins/vpc");
    let externals: Vec<(&str, Option<&str>)> = config
        .externals
        .iter()
        .map(|(name, reason)| (name.as_str(), reason.value.as_deref()))
        .collect();
    assert_eq!(
        externals,
        [("budget", None), ("waf", Some("the edge team owns it"))]
    );
    assert_eq!(config.regions.primary.unwrap().value, "eu-west-1");
    assert_eq!(config.regions.dr.unwrap().value, "eu-central-1");
    assert!(
        config.allow[0]
            .subject
            .value
            .matches("aws_db_subnet_group.a")
    );
    assert_eq!(config.allow[0].root.as_ref().unwrap().value, "live");
    let until = config
        .allow
        .iter()
        .map(|a| a.until.as_ref().unwrap().value.as_str());
    assert_eq!(until.collect::<Vec<_>>(), ["2027-01-31", "2027-02-28"]);
    let about = |at: usize, dir| config.allow[at].is_about_root(dir);
    assert_eq!((about(0, "live"), about(0, "network")), (true, false));
    assert!(about(1, "network"));
    assert_eq!(project.baseline.as_ref().unwrap().value, "known.json");
    assert_eq!(config.rules.locked[0].value, "NET-001");
    assert_eq!(&*config.rules.directories[0].value, "stand/ins");
    let scope = &config.overrides[0];
    assert!(scope.is_about_path(&["live/a.tf"]) && scope.is_about_path(&["x", "stand/in/vpc"]));
    assert!(!scope.is_about_path(&["live/x/a.tf"]) && !scope.is_about_path(&[]));
    assert!(scope.is_about_environment(Some("dev")));
    assert!(!scope.is_about_environment(Some("prod")) && !scope.is_about_environment(None));
    assert_eq!(scope.ignore[0].value, "DATA");
    assert_eq!(scope.severity["NET-001"].value, Severity::Low);
}

/// The test above would not see a key that nobody reads.
#[test]
fn the_example_holds_every_key() {
    fn missing(fields: &[Field], text: &str, into: &mut Vec<&'static str>) {
        for field in fields {
            if !text.contains(field.name) {
                into.push(field.name);
            }
            let mut shape = &field.shape;
            while let Shape::List(inner) | Shape::Map(_, inner) = shape {
                shape = inner;
            }
            if let Shape::Table(fields) = shape {
                missing(fields, text, into);
            }
        }
    }
    let mut found = Vec::new();
    missing(FILE, FULL, &mut found);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn without_a_file_nothing_is_set() {
    let dir = repository("");
    std::fs::remove_file(dir.path().join(NAME)).unwrap();
    let (config, problems, _) = load_at(dir.path(), Origin::Nearest(&[]));
    assert_eq!(problems, []);
    assert_eq!(config.file, None);
    assert_eq!(config.project.is_root("live"), None);
}
