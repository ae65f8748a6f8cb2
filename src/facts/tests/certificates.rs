//! Certificates of distributions.

use crate::facts::testing::world;

fn distribution(rest: &str, more: &str) -> String {
    format!(
        r#"
provider "aws" {{
  region = "eu-west-1"
}}
resource "aws_cloudfront_distribution" "d" {{
  enabled = true
  {rest}
}}
{more}"#
    )
}

#[test]
fn the_certificate_of_a_distribution() {
    let more = r#"
resource "aws_acm_certificate" "c" {
  domain_name = "a.example"
}
resource "aws_acm_certificate" "us" {
  region      = "us-east-1"
  domain_name = "b.example"
}
resource "aws_acm_certificate_validation" "us" {
  region          = "us-east-1"
  certificate_arn = aws_acm_certificate.us.arn
}
data "aws_acm_certificate" "known" {
  region = "us-east-1"
  domain = "c.example"
}"#;
    let of = |value: &str, expression: &str| {
        let block = format!("viewer_certificate {{\n    acm_certificate_arn = {value}\n  }}");
        world(&distribution(&block, more)).show(expression)
    };
    let certificate = "certificate(aws_cloudfront_distribution.d)";
    let region = format!("region({certificate})");
    for (value, expected) in [
        ("aws_acm_certificate.c.arn", "\"eu-west-1\""),
        ("aws_acm_certificate.us.arn", "\"us-east-1\""),
        (
            "aws_acm_certificate_validation.us.certificate_arn",
            "\"us-east-1\"",
        ),
        ("data.aws_acm_certificate.known.arn", "\"us-east-1\""),
        (
            "\"arn:aws:acm:eu-central-1:1:certificate/x\"",
            "\"eu-central-1\"",
        ),
    ] {
        assert_eq!(of(value, &region), expected, "{value}");
    }
    assert_eq!(of("null", certificate), "null");
    assert_eq!(of("\"\"", certificate), "null");
    assert_eq!(world(&distribution("", "")).show(certificate), "null");
    let named = of(
        "aws_acm_certificate_validation.us.certificate_arn",
        &format!("address({certificate})"),
    );
    assert_eq!(named, "\"aws_acm_certificate.us\"");
}
