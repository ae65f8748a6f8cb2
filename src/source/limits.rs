//! The one table of limits.
//!
//! They are counters, not clocks: equal input gives equal output. The command line may change
//! them, a configuration file in the scanned tree may not. What is handed its limits uses those;
//! parsers and functions, which are called from everywhere, ask for the limits in force.

use std::sync::OnceLock;

/// One row of the table, as `config show` prints it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limit {
    /// The name, as the command line spells it.
    pub name: &'static str,
    /// The value in force.
    pub value: u64,
    /// What it counts.
    pub meaning: &'static str,
}

macro_rules! limits {
    ($(#[doc = $meaning:literal] $name:ident = $default:expr;)+) => {
        /// How far archlint goes before it says that it stopped.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub struct Limits {
            $(#[doc = $meaning] pub $name: u64,)+
        }

        impl Limits {
            /// The limits of a run that sets none.
            pub const DEFAULT: Limits = Limits { $($name: $default,)+ };

            /// The limits in force: those that [`Limits::enforce`] set, else the default.
            pub fn in_force() -> &'static Limits {
                static DEFAULT: Limits = Limits::DEFAULT;
                IN_FORCE.get().unwrap_or(&DEFAULT)
            }

            /// Puts these limits in force for the whole process, before it reads anything. The
            /// first call counts.
            pub fn enforce(self) {
                let _first = IN_FORCE.set(self);
            }

            /// All limits with their names and meanings, in the order of the table.
            pub fn rows(&self) -> Vec<Limit> {
                vec![$(Limit {
                    name: stringify!($name),
                    value: self.$name,
                    meaning: $meaning.trim_ascii(),
                },)+]
            }

            /// Sets the limit called `name`; `false` when there is none of that name.
            pub fn set(&mut self, name: &str, value: u64) -> bool {
                match name {
                    $(stringify!($name) => self.$name = value,)+
                    _ => return false,
                }
                true
            }
        }
    };
}

static IN_FORCE: OnceLock<Limits> = OnceLock::new();

const MIB: u64 = 1 << 20;

/// The limits that keep the stack whole: they can be lowered only.
pub const OF_STACK: [&str; 3] = ["hcl_depth", "module_depth", "yaml_depth"];

limits! {
    /// Bytes of one file of Terraform, YAML or JSON.
    source_bytes = 4 * MIB;
    /// Bytes of one plan in JSON.
    plan_bytes = 64 * MIB;
    /// Files that are read.
    files = 50_000;
    /// Bytes of all files that are read, plans apart.
    total_bytes = 256 * MIB;
    /// Nesting of blocks and expressions in Terraform.
    hcl_depth = 256;
    /// Nesting of a YAML or JSON document.
    yaml_depth = 128;
    /// YAML documents of one file.
    yaml_documents = 20_000;
    /// Nodes that the aliases of one YAML document expand to.
    yaml_alias_nodes = 10_000;
    /// Instances of modules.
    module_instances = 10_000;
    /// Nesting of module calls.
    module_depth = 32;
    /// Steps of evaluation: of one root module, and of one rule on one subject.
    fuel = 10_000_000;
    /// Elements of one list, set, map or object; directory entries one `fileset` looks at.
    elements = 100_000;
    /// Bytes of one string that evaluation makes.
    string_bytes = MIB;
    /// Instances of one resource.
    resource_instances = 10_000;
    /// Bytes of a regular expression.
    regex_bytes = 4 << 10;
    /// Bytes of a compiled regular expression.
    regex_program_bytes = MIB;
    /// Findings that are printed.
    findings = 1_000;
    /// Results that are written as SARIF.
    sarif_results = 5_000;
    /// Columns of a source line that is shown.
    line_columns = 200;
}

impl Default for Limits {
    fn default() -> Self {
        Limits::DEFAULT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_listed_and_can_be_set() {
        let mut limits = Limits::DEFAULT;
        for row in Limits::DEFAULT.rows() {
            assert!(!row.meaning.is_empty(), "{}", row.name);
            assert!(limits.set(row.name, 7), "{}", row.name);
        }
        assert!(limits.rows().iter().all(|row| row.value == 7));
        assert!(!limits.set("no_such_limit", 7));
    }
}
