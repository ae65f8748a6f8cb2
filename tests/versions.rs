//! What an expression means differs from version to version of Terraform: a configuration that asks
//! for 1.12 or later gets what these compute.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by them")]

mod support;

use serde_json::{Value, json};

/// Outputs by `&&` and `||`, in a root that asks for `version`.
fn of(version: &str) -> (Value, Vec<String>) {
    let main = format!(
        r#"
terraform {{
  required_version = "{version}"
}}

variable "settings" {{
  type    = object({{ size = number }})
  default = null

  validation {{
    condition     = var.settings == null || var.settings.size > 3
    error_message = "Too small."
  }}
}}

resource "terraform_data" "x" {{}}

output "o" {{
  value = {{
    both   = false && terraform_data.x.id == "a"
    guard  = var.settings != null && var.settings.size > 3
    left   = var.settings.size > 3 || true
    open   = terraform_data.x.id == "a" && var.settings.size > 3
    chosen = try(var.settings == null || var.settings.size > 3, "none")
  }}
}}

module "inner" {{
  source = "./inner"
}}

output "inner" {{
  value = module.inner.guard
}}
"#
    );
    let inner = r#"
variable "name" {
  type    = string
  default = null
}

output "guard" {
  value = var.name == null || startswith(var.name, "a")
}
"#;
    let dir = support::tree(&[("main.tf", &main), ("inner/main.tf", inner)]);
    let output = support::run(dir.path(), &["graph", "--format", "json"]);
    let graph: Value = serde_json::from_str(support::out(&output)).unwrap();
    let errors = graph["diagnostics"].as_array().unwrap().iter();
    let errors = errors.filter(|d| d["severity"] == "error");
    let places = errors.map(|d| {
        let place = &d["location"];
        format!(
            "{}:{}",
            place["file"].as_str().unwrap(),
            place["start"]["line"]
        )
    });
    (graph["outputs"].clone(), places.collect())
}

#[test]
fn one_side_is_enough_from_1_12_on() {
    for version in ["~> 1.15", ">= 1.12, < 2.0"] {
        let (outputs, errors) = of(version);
        assert_eq!(errors, [""; 0], "{version}");
        let o = &outputs["o"];
        assert_eq!(o["both"], json!(false));
        assert_eq!(o["guard"], json!(false));
        assert_eq!(o["left"], json!(true));
        assert!(o["open"]["$unknown"].is_string(), "{o}");
        assert_eq!(o["chosen"], json!(true));
        assert_eq!(outputs["inner"], json!(true));
    }
}

#[test]
fn both_sides_count_before_1_12() {
    for version in [">= 1.5", "~> 1.11.0", "< 1.13"] {
        let (outputs, errors) = of(version);
        let wanted = [
            "inner/main.tf:8",
            "main.tf:11",
            "main.tf:21",
            "main.tf:22",
            "main.tf:23",
        ];
        let mut errors = errors;
        errors.sort();
        errors.dedup();
        assert_eq!(errors, wanted, "{version}");
        assert!(outputs["o"]["both"]["$unknown"].is_string());
        assert_eq!(outputs["o"]["chosen"], json!("none"));
    }
}

#[test]
fn who_may_need_a_later_version_is_told() {
    let text = "output \"o\" {\n  value = null == null || null.size > 3\n}\n";
    let dir = support::tree(&[("main.tf", text)]);
    let output = support::run(dir.path(), &["check"]);
    assert!(support::out(&output).contains("before version 1.12"));
}
