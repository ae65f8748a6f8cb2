//! What a file is, told by its name alone.

/// The language a file name promises.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum InputKind {
    /// `*.tf`, and OpenTofu's `*.tofu`. OpenTofu reads `a.tofu` in place of an `a.tf` beside it;
    /// both are listed here, so that neither can hide the other.
    Terraform,
    /// `*.tf.json`, `*.tofu.json`.
    TerraformJson,
    /// `*.tfvars`, `*.tfvars.json`.
    Tfvars,
    /// `terragrunt.hcl`: tells which modules Terragrunt adds files to.
    Terragrunt,
    /// `kustomization.yaml`, `kustomization.yml`, `Kustomization`.
    Kustomization,
    /// Any other `*.yaml`, `*.yml`: Kubernetes, or something else.
    Yaml,
    /// Any other `*.json`: Kubernetes, a plan, or something else.
    Json,
    /// A name that promises nothing, given by the user.
    Other,
}

impl InputKind {
    /// The kind of a file called `name`; `None` when archlint reads no such file.
    ///
    /// Terraform's own rule decides which files of configuration count: hidden ones (`.a.tf`)
    /// and those that editors leave behind (`a.tf~`, `#a.tf#`) do not.
    pub fn of(name: &str) -> Option<InputKind> {
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        let configuration = |kind| match name.starts_with('.') {
            true => None,
            false => Some(kind),
        };
        if ends(&[".tf", ".tofu"]) {
            configuration(InputKind::Terraform)
        } else if ends(&[".tf.json", ".tofu.json"]) {
            configuration(InputKind::TerraformJson)
        } else if ends(&[".tfvars", ".tfvars.json"]) {
            Some(InputKind::Tfvars)
        } else if matches!(
            name,
            "kustomization.yaml" | "kustomization.yml" | "Kustomization"
        ) {
            Some(InputKind::Kustomization)
        } else if name == "terragrunt.hcl" {
            Some(InputKind::Terragrunt)
        } else if name.starts_with(".#") {
            // The lock of an editor, a link that leads nowhere.
            None
        } else if ends(&[".yaml", ".yml"]) {
            Some(InputKind::Yaml)
        } else if ends(&[".json"]) {
            Some(InputKind::Json)
        } else {
            None
        }
    }

    /// Whether the file counts for the directory that holds it, so that a link to it in another
    /// directory is one more input.
    pub fn belongs_to_directory(self) -> bool {
        matches!(
            self,
            InputKind::Terraform
                | InputKind::TerraformJson
                | InputKind::Tfvars
                | InputKind::Terragrunt
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_kinds() {
        use InputKind::*;
        let cases = [
            ("main.tf", Some(Terraform)),
            ("main.tofu", Some(Terraform)),
            ("main.tf.json", Some(TerraformJson)),
            ("main.tofu.json", Some(TerraformJson)),
            ("prod.tfvars", Some(Tfvars)),
            ("prod.auto.tfvars.json", Some(Tfvars)),
            ("terragrunt.hcl", Some(Terragrunt)),
            (".terraform.lock.hcl", None),
            ("kustomization.yml", Some(Kustomization)),
            ("Kustomization", Some(Kustomization)),
            ("pod.yaml", Some(Yaml)),
            ("pod.yml", Some(Yaml)),
            (".pod.yml", Some(Yaml)),
            ("list.json", Some(Json)),
            (".main.tf", None),
            (".main.tf.json", None),
            (".tf", None),
            ("main.tf~", None),
            ("#main.tf#", None),
            (".#pod.yaml", None),
            ("main.tf.swp", None),
            ("main.TF", None),
            ("terraform.tfstate", None),
            ("README.md", None),
        ];
        for (name, kind) in cases {
            assert_eq!(InputKind::of(name), kind, "{name}");
        }
    }
}
