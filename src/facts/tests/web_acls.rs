//! Web ACLs of distributions and load balancers.

use crate::facts::testing::world;

fn distribution(rest: &str, more: &str) -> String {
    format!(
        r#"
provider "aws" {{
  region = "eu-west-1"
}}
resource "aws_wafv2_web_acl" "acl" {{
  name   = "acl"
  scope  = "CLOUDFRONT"
  region = "us-east-1"
}}
resource "aws_cloudfront_distribution" "d" {{
  enabled = true
  {rest}
}}
{more}"#
    )
}

fn acls(rest: &str, more: &str) -> String {
    world(&distribution(rest, more))
        .show("[for a in web_acls(aws_cloudfront_distribution.d) : [a.classic, a.scope, a.region]]")
}

#[test]
fn the_web_acl_of_a_distribution() {
    let none = r#"
resource "aws_wafv2_web_acl" "none" {
  count = 0
  name  = "none"
  scope = "CLOUDFRONT"
}
resource "aws_waf_web_acl" "old" {
  name = "old"
}"#;
    let v2 = "[[false,\"CLOUDFRONT\",\"us-east-1\"]]";
    let classic = "[[true,\"CLOUDFRONT\",\"us-east-1\"]]";
    for (value, expected) in [
        ("aws_wafv2_web_acl.acl.arn", v2),
        ("\"\"", "[]"),
        ("null", "[]"),
        ("one(aws_wafv2_web_acl.none[*].arn)", "[]"),
        ("\"arn:aws:wafv2:us-east-1:1:global/webacl/x/y\"", v2),
        (
            "\"arn:aws:wafv2:eu-west-1:1:regional/webacl/x/y\"",
            "[[false,\"REGIONAL\",\"eu-west-1\"]]",
        ),
        ("aws_waf_web_acl.old.id", classic),
        ("\"473e64fd-f30b-4765-81a0-62ad96dd167a\"", classic),
    ] {
        assert_eq!(
            acls(&format!("web_acl_id = {value}"), none),
            expected,
            "{value}"
        );
    }
    assert_eq!(acls("", none), "[]");
}

#[test]
fn a_web_acl_that_nothing_decides_is_unknown() {
    let open = acls("web_acl_id = var.acl", "variable \"acl\" {}");
    assert_eq!(open, "unknown: var.acl");
}

#[test]
fn the_account_of_an_arn_may_be_unknown() {
    let world = world(&distribution(
        "web_acl_id = \"arn:aws:wafv2:us-east-1:${var.account}:global/webacl/x/y\"",
        "variable \"account\" {}",
    ));
    assert_eq!(
        world.show("length(web_acls(aws_cloudfront_distribution.d))"),
        "1"
    );
}

#[test]
fn an_association_attaches_nothing_to_a_distribution() {
    let world = world(&distribution(
        "",
        r#"
resource "aws_wafv2_web_acl_association" "a" {
  resource_arn = aws_cloudfront_distribution.d.arn
  web_acl_arn  = aws_wafv2_web_acl.acl.arn
}"#,
    ));
    assert_eq!(world.show("web_acls(aws_cloudfront_distribution.d)"), "[]");
    assert_eq!(
        world.show("address(web_acl_associations(aws_cloudfront_distribution.d)[0])"),
        "\"aws_wafv2_web_acl_association.a\""
    );
}

#[test]
fn load_balancers_have_the_acls_of_their_associations() {
    let text = |count: u8| {
        distribution(
            "",
            &format!(
                r#"
resource "aws_lb" "api" {{}}
resource "aws_lb" "other" {{}}
resource "aws_wafv2_web_acl_association" "a" {{
  count        = {count}
  resource_arn = aws_lb.api.arn
  web_acl_arn  = aws_wafv2_web_acl.acl.arn
}}"#
            ),
        )
    };
    assert_eq!(world(&text(1)).show("length(web_acls(aws_lb.api))"), "1");
    assert_eq!(world(&text(0)).show("length(web_acls(aws_lb.api))"), "0");
    assert_eq!(world(&text(1)).show("length(web_acls(aws_lb.other))"), "0");
}

#[test]
fn tenants_override_disable_or_inherit() {
    let text = |customizations: &str| {
        format!(
            r#"
resource "aws_wafv2_web_acl" "acl" {{
  name   = "acl"
  scope  = "CLOUDFRONT"
}}
resource "aws_cloudfront_multitenant_distribution" "d" {{
  enabled    = true
  comment    = "d"
  web_acl_id = aws_wafv2_web_acl.acl.arn
}}
resource "aws_cloudfront_distribution_tenant" "t" {{
  name            = "t"
  distribution_id = aws_cloudfront_multitenant_distribution.d.id
  {customizations}
}}"#
        )
    };
    let count = |customizations: &str| {
        world(&text(customizations)).show("length(web_acls(aws_cloudfront_distribution_tenant.t))")
    };
    let acl = |action: &str| {
        format!(
            "customizations {{\n web_acl {{\n action = \"{action}\"\n arn = \
             aws_wafv2_web_acl.acl.arn\n }}\n }}"
        )
    };
    assert_eq!(count(""), "1");
    assert_eq!(count(&acl("override")), "1");
    assert_eq!(count(&acl("disable")), "0");
}
