//! Statements of policies in their forms, and who holds them.

use crate::facts::testing::world;

fn statements(policy: &str, more: &str) -> String {
    let text = format!(
        "variable \"v\" {{}}\nresource \"aws_s3_bucket\" \"b\" {{}}\n{more}\nresource \
         \"aws_iam_policy\" \"p\" {{\n  policy = {policy}\n}}\n"
    );
    world(&text).show(
        "[for s in statements(aws_iam_policy.p) : [s.effect, s.actions, s.resources, s.everything]]",
    )
}

#[test]
fn documents_in_all_forms_are_the_same_statements() {
    let wanted = r#"[["Allow",["s3:*"],["*"],false]]"#;
    let document = r#"{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#;
    let heredoc = format!("<<EOT\n{document}\nEOT\n");
    for policy in [
        "jsonencode({Statement = {Effect = \"Allow\", Action = \"s3:*\", Resource = [\"*\"]}})",
        &heredoc,
        "data.aws_iam_policy_document.d.json",
        "data.aws_iam_policy_document.d.minified_json",
    ] {
        let data = "data \"aws_iam_policy_document\" \"d\" {\n  statement {\n    actions   = \
                    [\"s3:*\"]\n    resources = [\"*\"]\n  }\n}";
        assert_eq!(statements(policy, data), wanted, "{policy}");
    }
}

#[test]
fn parts_that_are_not_known_hide_no_others() {
    let statement = |resource: &str| {
        format!(
            "jsonencode({{Statement = [{{Effect = \"Allow\", Action = \"*\", Resource = {resource}}}]}})"
        )
    };
    // A computed ARN is not everything, what a variable holds may be.
    let of = |resource: &str| statements(&statement(resource), "");
    assert!(of("aws_s3_bucket.b.arn").ends_with(",false]]"));
    assert!(of("\"${aws_s3_bucket.b.arn}/*\"").ends_with(",false]]"));
    let chosen = of("tobool(var.v) ? aws_s3_bucket.b.arn : \"*\"");
    assert!(
        chosen.ends_with(",unknown: var.v, aws_s3_bucket.b.arn]]"),
        "{chosen}"
    );
    assert!(of("var.v").ends_with(",unknown: var.v]]"));
    assert!(of("[var.v, \"*\"]").ends_with(",true]]"));
    assert!(of("\"arn:aws:*:*:*:*\"").ends_with(",true]]"));
    assert!(of("\"arn:aws:s3:::*\"").ends_with(",false]]"));
    assert_eq!(statements("var.v", ""), "unknown: var.v");
}

/// An entry whose key is not known hides the others only where it may take their place.
#[test]
fn keys_that_are_not_known_hide_what_they_may_replace() {
    let of = |statement: &str| statements(&format!("jsonencode({{Statement = {statement}}})"), "");
    let wanted = r#"[["Allow",["*"],["*"],true]]"#;
    let all = "Effect = \"Allow\", Action = \"*\", Resource = \"*\"";
    for statement in [
        // Further down it takes the place of none of these.
        format!("[{{{all}, Condition = {{StringEquals = {{(var.v) = \"a\"}}}}}}]"),
        format!("{{{all}, Condition = {{(var.v) = {{\"${{aws_s3_bucket.b.arn}}\" = \"a\"}}}}}}"),
        // The later of two entries with one key counts.
        format!("[{{(var.v) = \"a\", {all}}}]"),
        // No key of a statement ends or begins so.
        format!("[{{{all}, \"${{var.v}}:sub\" = \"a\"}}]"),
        format!("[{{{all}, \"x-${{var.v}}\" = \"a\"}}]"),
        format!("{{{all}, Sid = var.v}}"),
    ] {
        assert_eq!(of(&statement), wanted, "{statement}");
    }
    for statement in [
        format!("[{{{all}, (var.v) = \"a\"}}]"),
        format!("[{{{all}, \"Act${{var.v}}\" = \"s3:*\"}}]"),
        format!("[merge({{{all}}}, var.v)]"),
        format!("merge({{{all}}}, {{(var.v) = \"a\"}})"),
        format!("merge({{{all}}}, tobool(var.v) ? {{Effect = \"Deny\"}} : {{}})"),
        "[{Effect = \"Allow\", Action = \"*\", (var.v) = \"*\"}]".to_owned(),
        "[{Effect = \"Allow\", Action = \"*\", \"${var.v}source\" = \"*\"}]".to_owned(),
    ] {
        let told = of(&statement);
        assert!(told.ends_with(",unknown: var.v]]"), "{statement}: {told}");
    }
    let whole = statements("jsonencode({Statement = [], (var.v) = []})", "");
    assert_eq!(whole, "unknown: var.v");
    let before = statements("jsonencode({(var.v) = [], Statement = []})", "");
    assert_eq!(before, "[]");
    // One statement, not one for each of its members.
    let alone = of(&format!(
        "merge({{{all}}}, tobool(var.v) ? {{Sid = \"a\"}} : {{}})"
    ));
    assert_eq!(alone, wanted);
}

#[test]
fn documents_do_not_hold_themselves_for_ever() {
    let nested = (0..40).fold(String::new(), |text, at| {
        let source = match at {
            0 => "[var.v]".to_owned(),
            _ => format!("[data.aws_iam_policy_document.d{}.json]", at - 1),
        };
        text + &format!(
            "data \"aws_iam_policy_document\" \"d{at}\" {{\n  source_policy_documents = \
             {source}\n}}\n"
        )
    });
    let found = statements("data.aws_iam_policy_document.d39.json", &nested);
    assert_eq!(found, "unknown: policy documents within policy documents");
}

#[test]
fn holders_are_known_by_whom_they_trust() {
    let kind = |service: &str| {
        let text = format!(
            "variable \"v\" {{}}\nresource \"aws_iam_role\" \"r\" {{\n  assume_role_policy = \
             jsonencode({{Statement = [{{Effect = \"Allow\", Principal = {{Service = {service}}}, \
             Action = \"sts:AssumeRole\"}}]}})\n}}\n"
        );
        world(&text).show("holders(aws_iam_role.r)[0].kind")
    };
    assert_eq!(kind("\"lambda.amazonaws.com\""), "\"workload\"");
    assert_eq!(
        kind("[\"edgelambda.amazonaws.com\", \"ec2.amazonaws.com\"]"),
        "\"workload\""
    );
    assert_eq!(kind("\"codebuild.amazonaws.com\""), "\"other\"");
    assert_eq!(kind("var.v"), "unknown: var.v");
}

#[test]
fn a_document_of_an_unknown_number_is_read() {
    let everything = |policy: &str, action: &str, of_holder: &str| {
        let text = format!(
            "variable \"on\" {{\n  type = bool\n}}\ndata \"aws_iam_policy_document\" \"d\" {{\n  count = \
             var.on ? 1 : 0\n  statement {{\n    actions   = [\"{action}\"]\n    resources = \
             [\"*\"]\n  }}\n}}\nresource \"aws_iam_policy\" \"p\" {{\n  {of_holder}\n  policy = \
             {policy}\n}}\n"
        );
        let holder = match of_holder {
            "" => "aws_iam_policy.p",
            _ => "aws_iam_policy.p[*]",
        };
        world(&text).show(&format!(
            "anytrue([for s in statements(at(\"{holder}\")) : s.everything])"
        ))
    };
    let with_it = "count = var.on ? 1 : 0";
    for policy in [
        "data.aws_iam_policy_document.d[0].json",
        "try(data.aws_iam_policy_document.d[0].json, \"\")",
    ] {
        // Without the document there is nothing to allow; with it there is what it says.
        assert_eq!(everything(policy, "s3:GetObject", ""), "false", "{policy}");
        assert_eq!(everything(policy, "*", ""), "unknown: var.on", "{policy}");
        assert_eq!(everything(policy, "*", with_it), "true", "{policy}");
    }
}
