//! What makes a bucket one of the UI, and who may read it.

use crate::facts::testing::world;

fn roles(text: &str) -> String {
    world(text).show("[for b in subjects(\"bucket\") : [b.name, b.role]]")
}

#[test]
fn replicas_of_replicas_are_of_the_ui() {
    let copy = |from: &str, to: &str| {
        format!(
            "resource \"aws_s3_bucket\" \"{to}\" {{}}\nresource \
             \"aws_s3_bucket_replication_configuration\" \"{to}\" {{\n  bucket = \
             aws_s3_bucket.{from}.id\n  role   = \"r\"\n  rule {{\n    status = \"Enabled\"\n    \
             destination {{\n      bucket = aws_s3_bucket.{to}.arn\n    }}\n  }}\n}}\n"
        )
    };
    let website = "resource \"aws_s3_bucket\" \"a\" {\n  website {\n    index_document = \
                   \"index.html\"\n  }\n}\nresource \"aws_s3_bucket\" \"z\" {}\n";
    let chain = [
        website.to_owned(),
        copy("a", "b"),
        copy("b", "c"),
        copy("z", "y"),
    ]
    .concat();
    // Two buckets that are copies of each other end the walk.
    let back =
        chain.clone() + &copy("c", "a").replacen("resource \"aws_s3_bucket\" \"a\" {}", "", 1);
    for text in [chain, back] {
        assert_eq!(
            roles(&text),
            concat!(
                "[[\"aws_s3_bucket.a\",\"ui\"],[\"aws_s3_bucket.b\",\"ui\"],",
                "[\"aws_s3_bucket.c\",\"ui\"],[\"aws_s3_bucket.y\",\"none\"],",
                "[\"aws_s3_bucket.z\",\"none\"]]"
            )
        );
    }
}

#[test]
fn conditions_that_keep_everybody_out() {
    let public = |condition: &str| {
        let text = format!(
            "variable \"v\" {{}}\nresource \"aws_s3_bucket\" \"b\" {{\n  policy = \
             jsonencode({{Statement = [{{Effect = \"Allow\", Principal = \"*\", Action = \"*\", \
             Resource = \"*\", Condition = {condition}}}]}})\n}}\n"
        );
        world(&text).show("bucket_access(aws_s3_bucket.b).public_policy")
    };
    for limited in [
        "{ArnLike = {\"AWS:SourceArn\" = \"arn:aws:cloudfront::1:distribution/E\"}}",
        "{StringEquals = {\"aws:SourceVpce\" = var.v}}",
        "{IpAddress = {\"aws:SourceIp\" = [\"203.0.113.0/24\"]}}",
        "{\"ForAnyValue:StringLike\" = {\"aws:PrincipalOrgPaths\" = [\"o-a/*\"]}}",
    ] {
        assert_eq!(public(limited), "false", "{limited}");
    }
    for open in [
        "{}",
        "{StringLike = {\"aws:Referer\" = \"https://ui.example.com/*\"}}",
        "{StringLike = {\"aws:PrincipalArn\" = \"*\"}}",
        "{StringNotEquals = {\"aws:SourceVpce\" = \"vpce-1\"}}",
        "{StringEqualsIfExists = {\"aws:SourceVpce\" = \"vpce-1\"}}",
        "{IpAddress = {\"aws:SourceIp\" = [\"203.0.113.0/24\", \"0.0.0.0/0\"]}}",
        "{Bool = {\"aws:SecureTransport\" = \"true\"}}",
    ] {
        assert_eq!(public(open), "true", "{open}");
    }
    for undecided in ["var.v", "{StringLike = {\"aws:PrincipalArn\" = var.v}}"] {
        assert_eq!(public(undecided), "unknown: var.v", "{undecided}");
    }
}
