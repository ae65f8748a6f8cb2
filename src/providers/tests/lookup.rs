//! What a lookup answers.

use crate::language::Type;
use crate::providers::*;

#[test]
fn an_unknown_type_has_no_table() {
    assert!(resource("aws_nothing").is_none());
    assert!(data_source("aws_nothing").is_none());
    assert!(resource("aws_caller_identity").is_none());
    assert!(data_source("aws_db_subnet_group_").is_none());
    assert!(resource("").is_none());
    // A shape is not a type.
    assert!(resource("wafv2_statement").is_none());
}

#[test]
fn an_unknown_attribute_is_none() {
    let cluster = resource("aws_eks_cluster").unwrap();
    assert!(cluster.attribute("vpc_config.nothing").is_none());
    assert!(cluster.attribute("name.nothing").is_none());
    assert!(cluster.attribute("").is_none());
    assert!(cluster.attribute("vpc_config.").is_none());
    assert!(cluster.attribute(".vpc_config").is_none());
}

#[test]
fn absent_attributes() {
    let absent = |name: &str, path: &str| {
        resource(name)
            .unwrap()
            .attribute(path)
            .unwrap()
            .absent(u64::MAX)
    };
    let Absent::Value(cidrs) = absent("aws_eks_cluster", "vpc_config.public_access_cidrs") else {
        panic!("public_access_cidrs is not known");
    };
    assert_eq!(cidrs.ty(), Type::set(Type::String));
    assert_eq!(cidrs.as_sequence().unwrap()[0].as_str(), Some("0.0.0.0/0"));
    let Absent::Value(none) = absent("aws_cloudfront_distribution", "web_acl_id") else {
        panic!("web_acl_id is not null");
    };
    assert!(none.is_null() && none.ty() == Type::String);
    assert!(matches!(
        absent("aws_lb", "access_logs"),
        Absent::EmptyBlock
    ));
    assert!(matches!(
        absent("aws_subnet", "id"),
        Absent::Computed(Type::String)
    ));
}

#[test]
fn types_in_the_language() {
    let ty = |name: &str, path: &str| {
        resource(name)
            .unwrap()
            .attribute(path)
            .unwrap()
            .ty
            .to_type()
    };
    assert_eq!(ty("aws_subnet", "tags"), Type::map(Type::String));
    assert!(matches!(ty("aws_lb", "timeouts"), Type::Object(_)));
    let route = ty("aws_route_table", "route");
    let Type::Set(route) = route else {
        panic!("{route:?}");
    };
    assert_eq!(route.attribute("gateway_id").unwrap().ty, Type::String);
    let statement = ty("aws_wafv2_web_acl_rule", "statement");
    assert_eq!(statement, Type::Dynamic);
}

#[test]
fn identities_of_what_joins() {
    for (name, expected) in [
        ("aws_subnet", "arn id"),
        ("aws_db_subnet_group", "arn id name"),
        (
            "aws_s3_bucket",
            "arn bucket bucket_domain_name bucket_regional_domain_name id website_domain \
             website_endpoint",
        ),
        ("aws_lb", "arn arn_suffix dns_name id name"),
        ("aws_iam_role", "arn id name unique_id"),
        ("aws_acm_certificate", "arn id"),
        ("aws_cloudfront_distribution", "arn domain_name id"),
        ("aws_kms_key", "arn id key_id"),
        ("aws_route53_zone", "arn id name zone_id"),
        ("aws_sqs_queue", "arn id name url"),
        ("aws_lb_listener_certificate", "id"),
        ("aws_acm_certificate_validation", "id"),
    ] {
        let found: Vec<&str> = resource(name).unwrap().identity().map(|a| a.name).collect();
        assert_eq!(found.join(" "), expected, "{name}");
    }
    for (name, alias) in [
        ("aws_s3_bucket", Some("bucket")),
        ("aws_db_subnet_group", Some("name")),
        ("aws_iam_role", Some("name")),
        ("aws_iam_policy", Some("arn")),
        ("aws_ecs_cluster", Some("arn")),
        ("aws_eks_cluster", Some("name")),
        ("aws_lb", Some("arn")),
        ("aws_rds_cluster", Some("cluster_identifier")),
        ("aws_sqs_queue", Some("url")),
        ("aws_subnet", None),
        ("aws_db_instance", None),
    ] {
        let id = resource(name).unwrap().attribute("id").unwrap();
        assert_eq!(id.alias_of, alias, "{name}");
    }
}

#[test]
fn sensitive_attributes() {
    for path in [
        "aws_rds_cluster.master_password",
        "aws_rds_cluster.master_password_wo",
        "aws_db_instance.password",
        "aws_secretsmanager_secret_version.secret_string",
        "aws_secretsmanager_secret_version.secret_binary",
        "aws_elasticache_replication_group.auth_token",
        "aws_iam_access_key.secret",
        "aws_iam_server_certificate.private_key",
        "aws_acm_certificate.private_key",
        "aws_ssm_parameter.value",
        "aws_lb_listener.default_action.authenticate_oidc.client_secret",
        "aws_cognito_user_pool_client.client_secret",
        "random_password.result",
        "tls_private_key.private_key_pem",
    ] {
        let (name, path) = path.split_once('.').unwrap();
        let attribute = resource(name).unwrap().attribute(path);
        assert!(attribute.unwrap().sensitive, "{name}.{path}");
    }
    let open = resource("aws_cognito_user_pool_client").unwrap();
    assert!(
        !open
            .attribute("token_validity_units.refresh_token")
            .unwrap()
            .sensitive
    );
}

#[test]
fn nesting_as_in_state() {
    let nesting = |name: &str, path: &str| {
        let attribute = resource(name).unwrap().attribute(path).unwrap();
        match &attribute.ty {
            AttributeType::Nested(nested) => (nested.nesting, nested.at_most_one),
            ty => panic!("{ty:?}"),
        }
    };
    assert_eq!(
        nesting("aws_eks_cluster", "vpc_config"),
        (Nesting::List, true)
    );
    assert_eq!(
        nesting("aws_security_group", "ingress"),
        (Nesting::Set, false)
    );
    assert_eq!(nesting("aws_route_table", "route"), (Nesting::Set, false));
    assert_eq!(
        nesting("aws_cloudfront_distribution", "origin"),
        (Nesting::Set, false)
    );
    assert_eq!(nesting("aws_wafv2_web_acl", "rule"), (Nesting::Set, false));
    assert_eq!(nesting("aws_lb", "timeouts").0, Nesting::Single);
}

#[test]
fn shapes_contain_themselves() {
    let acl = resource("aws_wafv2_web_acl").unwrap();
    let deep = "rule.statement.and_statement.statement.not_statement.statement.sqli_match_statement\
                .field_to_match.body";
    assert!(acl.attribute(deep).is_some());
    let group = "rule.statement.rate_based_statement.scope_down_statement.geo_match_statement";
    assert!(
        resource("aws_wafv2_rule_group")
            .unwrap()
            .attribute(group)
            .is_some()
    );
    assert!(
        resource("aws_wafv2_web_acl_rule")
            .unwrap()
            .attribute("statement")
            .is_some()
    );
}
