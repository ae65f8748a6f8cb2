//! What is wrong with what may not exist is no error; what is wrong whatever the values are is one.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by them")]

mod support;

/// The lines of `main.tf`, and of the module `inner`, at which `text` and it are refused.
fn refused(text: &str, inner: &str) -> Vec<String> {
    let dir = support::tree(&[("main.tf", text), ("inner/main.tf", inner)]);
    let report = support::json(dir.path(), &[]);
    let errors = report["diagnostics"].as_array().unwrap().iter();
    let errors = errors.filter(|d| d["severity"] == "error");
    let places = errors.map(|d| {
        let place = &d["location"];
        format!(
            "{}:{}",
            place["file"].as_str().unwrap(),
            place["start"]["line"]
        )
    });
    let mut places: Vec<String> = places.collect();
    places.sort();
    places
}

const MAIN: &str = r#"
variable "wanted" {
  type = bool
}

variable "options" {
  type    = object({ size = number })
  default = null
}

module "inner" {
  source = "./inner"
  count  = var.wanted ? 1 : 0
  size   = var.options.size
  name   = null
}

resource "terraform_data" "x" {
  count = var.wanted ? 1 : 0
  input = var.options.size
}

# A root, not a module for others to call.
terraform {
  backend "local" {}
}
"#;

const INNER: &str = r#"
variable "size" {
  type = number
}

variable "name" {
  type = string

  validation {
    condition     = var.name != null
    error_message = "A name is needed."
  }
}

locals {
  long = "a-${var.name}"
}

output "long" {
  value = local.long
}
"#;

#[test]
fn what_may_not_exist_is_not_refused() {
    assert_eq!(refused(MAIN, INNER), [""; 0]);
}

#[test]
fn what_exists_is_refused() {
    let main = MAIN.replace("var.wanted ? 1 : 0", "1");
    let wanted = ["inner/main.tf:16", "main.tf:14", "main.tf:15", "main.tf:20"];
    assert_eq!(refused(&main, INNER), wanted);
}

#[test]
fn what_is_wrong_whatever_the_values_is_refused() {
    let main = MAIN.replace("size   = var.options.size", "size   = var.option.size");
    let main = main.replace(
        "input = var.options.size",
        "input = substr(var.options.size)",
    );
    let inner = INNER.replace("\"a-${var.name}\"", "lower(var.nam)");
    let mut found = refused(&main, &inner);
    found.dedup();
    assert_eq!(found, ["inner/main.tf:16", "main.tf:14", "main.tf:20"]);
}
