//! A report with one of everything, and the files it speaks of.

use std::collections::BTreeMap;

use crate::finding::{
    Change, Code, Diagnostic, Evidence, Fix, FixSafety, Inputs, Level, Reason, Report, RuleInfo,
    RuleResult, Scalar, Severity, Skipped, Subject, Suppression, SuppressionUse, Verdict,
};
use crate::rules::summarise;
use crate::source::{FileId, Place, Sources, Span};

const CLUSTER: &str = "\
resource \"aws_rds_cluster\" \"this\" {
  engine                  = \"aurora-postgresql\"
  backup_retention_period = var.retention
  master_password         = \"hunter2\"
}
";

const MAIN: &str = "\
variable \"retention\" {
  type    = number
  default = 7
}

variable \"domain\" {}

module \"db\" {
  source    = \"./modules/db\"
  retention = var.retention
}

# archlint:ignore EDGE-004 -- the preview is behind the company network
resource \"aws_cloudfront_distribution\" \"preview\" {
}

resource \"aws_cloudfront_distribution\" \"ui\" {
  aliases = [var.domain]
}
";

const NETWORK: &str = "\
resource \"aws_subnet\" \"db\" {
\tfor_each   = local.zones
\tcidr_block = each.value
}

resource \"aws_db_subnet_group\" \"main\" {
  subnet_ids = [for s in aws_subnet.db : s.id]
}

resource \"aws_route_table\" \"main\" {
  vpc_id = aws_vpc.main.id
}







resource \"aws_route\" \"out\" {
  route_table_id         = aws_route_table.main.id
  destination_cidr_block = \"0.0.0.0/0\"
  gateway_id             = aws_internet_gateway.main.id
}
";

const TFVARS: &str = "retention = 5\n";

const BROKEN: &str = "resource \"aws_vpc\" \"x\" {\n  cidr_block = \n}\n";

/// A report and its files.
pub(super) struct Sample {
    pub report: Report,
    pub sources: Sources,
    files: Vec<(FileId, &'static str)>,
}

impl Sample {
    /// The place of `needle` in the file numbered `file`.
    pub fn at(&self, file: usize, needle: &str) -> Place {
        let (id, text) = self.files[file];
        let start = text.find(needle).unwrap_or_else(|| panic!("no {needle:?}")) as u32;
        Place::new(id, Span::new(start, start + needle.len() as u32))
    }

    fn evidence(&self, steps: &[(usize, &str, &str)]) -> Vec<Evidence> {
        let steps = steps.iter().map(|(file, needle, message)| Evidence {
            message: message.to_string(),
            place: Some(self.at(*file, needle)),
        });
        steps.collect()
    }
}

/// The rule `code`.
pub(super) fn rule(code: &str, name: &str, clause: &str, severity: Severity) -> RuleInfo {
    RuleInfo {
        code: code.into(),
        name: name.into(),
        clauses: vec![clause.into()],
        severity,
        other_severities: Vec::new(),
        project: false,
        title: format!("Title of {name}").into(),
        why: "A corruption noticed late can only be undone from a backup older than it.\n".into(),
        fix: "Set backup_retention_period = 35 on the cluster, or select it in an AWS Backup \
              plan that keeps as long.\n"
            .into(),
        references: vec!["https://docs.aws.amazon.com/x".into()],
        fixable: false,
        snippet: String::new(),
        params: BTreeMap::from([("days".into(), "35".into())]),
    }
}

/// A result of `code` on `subject`, at `place`.
pub(super) fn result(
    code: &str,
    verdict: Verdict,
    severity: Severity,
    subject: &str,
    message: &str,
    place: Option<Place>,
) -> RuleResult {
    RuleResult {
        rule: code.into(),
        verdict,
        severity,
        subject: Some(Subject {
            root: ".".into(),
            name: subject.into(),
        }),
        element: None,
        message: message.into(),
        reasons: Vec::new(),
        place,
        evidence: Vec::new(),
        environment: None,
        suppressed: None,
        fix: None,
    }
}

/// One of everything.
pub(super) fn sample() -> Sample {
    let mut sources = Sources::default();
    let mut add = |path: &str, text: &'static str| (sources.add(path, text), text);
    let files = vec![
        add("infra/main.tf", MAIN),
        add("infra/modules/db/main.tf", CLUSTER),
        add("infra/network.tf", NETWORK),
        add("infra/prod.tfvars", TFVARS),
        add("infra/broken.tf", BROKEN),
    ];
    let mut sample = Sample {
        report: Report::default(),
        sources,
        files,
    };
    let rules = [
        rule("DATA-003", "aurora-backup-retention", "7", Severity::High),
        rule("EDGE-004", "cloudfront-waf-attached", "3", Severity::High),
        rule(
            "EDGE-011",
            "cloudfront-acm-certificate",
            "4",
            Severity::High,
        ),
        rule("NET-001", "db-subnets-private", "1", Severity::Critical),
    ];
    sample.report.rules = rules.into_iter().map(|r| (r.code.clone(), r)).collect();
    sample.report.results = vec![
        retention(&sample),
        password(&sample),
        preview(&sample),
        certificate(&sample),
        subnet(&sample, "a"),
        subnet(&sample, "b"),
        subnet(&sample, "c"),
        result(
            "NET-001",
            Verdict::Pass,
            Severity::Critical,
            "aws_db_subnet_group.main",
            "all subnets are private",
            Some(sample.at(2, "resource \"aws_db_subnet_group\" \"main\"")),
        ),
    ];
    let more = [
        rule("COST-001", "budget-present", "S2", Severity::High),
        rule("DATA-004", "aurora-multi-az", "8", Severity::High),
    ];
    let passed = BTreeMap::from([("DATA-004".into(), 2)]);
    let rules = sample.report.rules.values().chain(&more);
    sample.report.architecture = summarise(rules, &sample.report.results, &passed);
    sample.report.suppressions = vec![SuppressionUse {
        kind: "comment",
        rule: "EDGE-004".into(),
        file: "infra/main.tf".into(),
        about: "aws_cloudfront_distribution.preview".into(),
        reason: "the preview is behind the company network".into(),
        until: None,
        place: sample.at(0, "# archlint:ignore"),
        results: 1,
    }];
    sample.report.inputs = Inputs {
        roots: 1,
        modules: 2,
        terraform_files: 5,
        resources: 7,
        kubernetes_files: 1,
        objects: 3,
        skipped: vec![Skipped {
            path: "charts/api".into(),
            reason: "needs rendering: helm template charts/api | archlint check -".into(),
        }],
        excluded: Vec::new(),
    };
    sample.report.diagnostics = diagnostics(&sample);
    sample.report.sensitive = vec![sample.at(1, "\"hunter2\"")];
    sample
}

fn retention(sample: &Sample) -> RuleResult {
    let place = sample.at(1, "backup_retention_period = var.retention");
    RuleResult {
        evidence: sample.evidence(&[
            (
                3,
                "retention = 5",
                "value of `var.retention`, which overrides its default",
            ),
            (
                0,
                "retention = var.retention",
                "argument `retention` of `module.db`",
            ),
            (
                1,
                "backup_retention_period = var.retention",
                "5 arrives here",
            ),
        ]),
        fix: Some(Fix {
            message: "set backup_retention_period to 35".into(),
            safety: FixSafety::Safe,
            changes: vec![Change::Literal {
                place: sample.at(3, "5"),
                from: Scalar::Bare("5".into()),
                to: Scalar::Bare("35".into()),
            }],
            by_hand: None,
        }),
        ..result(
            "DATA-003",
            Verdict::Fail,
            Severity::High,
            "module.db.aws_rds_cluster.this",
            "backups are kept for 5 days; the architecture asks for 35",
            Some(place),
        )
    }
}

fn password(sample: &Sample) -> RuleResult {
    result(
        "DATA-003",
        Verdict::Fail,
        Severity::Medium,
        "module.db.aws_rds_cluster.this",
        "the password is written in the configuration",
        Some(sample.at(1, "master_password         = \"hunter2\"")),
    )
}

fn preview(sample: &Sample) -> RuleResult {
    RuleResult {
        suppressed: Some(Suppression {
            kind: "comment",
            reason: "the preview is behind the company network".into(),
            place: Some(sample.at(0, "# archlint:ignore")),
        }),
        ..result(
            "EDGE-004",
            Verdict::Fail,
            Severity::High,
            "aws_cloudfront_distribution.preview",
            "no web ACL is attached",
            Some(sample.at(0, "resource \"aws_cloudfront_distribution\" \"preview\"")),
        )
    }
}

fn certificate(sample: &Sample) -> RuleResult {
    RuleResult {
        reasons: vec![Reason {
            reason: "variable",
            message: "give `domain` a value with --var or a tfvars file".into(),
            place: Some(sample.at(0, "variable \"domain\"")),
        }],
        ..result(
            "EDGE-011",
            Verdict::Unknown,
            Severity::High,
            "aws_cloudfront_distribution.ui",
            "whether aws_cloudfront_distribution.ui has its own domain is not decided",
            Some(sample.at(0, "aliases = [var.domain]")),
        )
    }
}

fn subnet(sample: &Sample, key: &str) -> RuleResult {
    let subject = format!("aws_subnet.db[\"{key}\"]");
    RuleResult {
        evidence: sample.evidence(&[
            (
                2,
                "subnet_ids = [for s in aws_subnet.db : s.id]",
                "the database uses the subnet",
            ),
            (
                2,
                "resource \"aws_route_table\" \"main\"",
                "main table, as the subnet has none",
            ),
            (
                2,
                "gateway_id             = aws_internet_gateway.main.id",
                "sends 0.0.0.0/0 out",
            ),
        ]),
        ..result(
            "NET-001",
            Verdict::Fail,
            Severity::Critical,
            &subject,
            &format!("subnet {subject} of the database routes to the internet"),
            Some(sample.at(2, "resource \"aws_subnet\" \"db\"")),
        )
    }
}

fn diagnostics(sample: &Sample) -> Vec<Diagnostic> {
    let broken = sample.at(4, "\n}");
    let header = sample.at(4, "cidr_block");
    vec![
        Diagnostic::error(Code::Parse, broken, "an expression is missing after `=`")
            .with_related(header, "the attribute begins here")
            .with_help("write a value"),
        Diagnostic::error(Code::Module, header, "module `x` is not loaded")
            .with_level(Level::Note)
            .with_help("name a local stand-in in `[modules]`"),
    ]
}
