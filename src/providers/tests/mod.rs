//! The tables as a whole: that each declaration is one, and agrees with the others.

mod catalogue;

use std::collections::BTreeSet;

use crate::providers::schema::Body;
use crate::providers::table::{self, Kind};
use crate::providers::*;

fn all() -> Vec<(Kind, &'static str, Schema)> {
    table::paragraphs()
        .map(|text| {
            let (kind, name) = table::head(text)
                .unwrap_or_else(|| panic!("no declaration: {:?}", text.lines().next()));
            let schema = table::parse(text).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            assert_eq!(schema.name, name);
            (kind, name, schema)
        })
        .collect()
}

/// Every attribute of every declaration with its path; shapes are followed by nobody, since they
/// are declarations too.
fn every_attribute(visit: &mut dyn FnMut(Kind, &str, &str, &Attribute)) {
    fn walk(
        kind: Kind,
        name: &str,
        path: &str,
        attributes: &[Attribute],
        visit: &mut dyn FnMut(Kind, &str, &str, &Attribute),
    ) {
        for attribute in attributes {
            let path = match path {
                "" => attribute.name.to_owned(),
                _ => format!("{path}.{}", attribute.name),
            };
            visit(kind, name, &path, attribute);
            if let AttributeType::Nested(Nested {
                body: Body::Own(attributes),
                ..
            }) = &attribute.ty
            {
                walk(kind, name, &path, attributes, visit);
            }
        }
    }
    for (kind, name, schema) in all() {
        walk(kind, name, "", &schema.attributes, visit);
    }
}

#[test]
fn every_declaration_parses_and_stands_once() {
    let mut seen = BTreeSet::new();
    for (kind, name, schema) in all() {
        assert!(seen.insert((kind, name)), "{name} stands twice");
        assert!(!schema.attributes.is_empty(), "{name} has no attributes");
    }
    let of = |wanted| seen.iter().filter(|(kind, _)| *kind == wanted).count();
    assert!(
        of(Kind::Resource) > 700,
        "{} resource types",
        of(Kind::Resource)
    );
    assert!(of(Kind::Data) > 250, "{} data sources", of(Kind::Data));
    let index = table::index();
    assert_eq!(
        index.resources.len() + index.data_sources.len() + index.shapes.len(),
        seen.len()
    );
}

#[test]
fn the_tables_stay_small() {
    let size: usize = table::paragraphs().map(str::len).sum();
    assert!(size < 1_000_000, "{size} bytes");
}

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
fn aliases_name_attributes_of_the_same_type() {
    every_attribute(&mut |_, name, path, attribute| {
        if let Some(other) = attribute.alias_of {
            assert!(!path.contains('.'), "{name}.{path}");
            let other = resource(name).and_then(|s| s.attribute(other));
            let other = other.unwrap_or_else(|| panic!("{name}.{path}"));
            assert!(matches!(other.ty, AttributeType::String), "{name}.{path}");
            assert_eq!(other.alias_of, None, "{name}.{path}");
        }
    });
}

#[test]
fn defaults_fit_their_attributes() {
    fn fits(default: &Literal, ty: &AttributeType) -> bool {
        match (default, ty) {
            (Literal::Bool(_), AttributeType::Bool)
            | (Literal::Number(_), AttributeType::Number)
            | (Literal::String(_), AttributeType::String)
            | (Literal::Empty, AttributeType::Nested(_)) => true,
            (Literal::List(items), AttributeType::List(ty) | AttributeType::Set(ty)) => {
                items.iter().all(|item| fits(item, ty))
            }
            _ => false,
        }
    }
    every_attribute(&mut |kind, name, path, attribute| {
        if let Some(default) = &attribute.default {
            assert!(fits(default, &attribute.ty), "{name}.{path}: {default:?}");
            let optional = matches!(attribute.mode, Mode::Optional | Mode::OptionalComputed);
            assert!(optional, "{kind:?} {name}.{path}");
            if *default == Literal::Empty {
                let needed = attribute
                    .attributes()
                    .iter()
                    .filter(|a| a.mode == Mode::Required);
                // An absent log block says "off" although a written one has to name its bucket.
                assert!(
                    needed.count() == 0 || attribute.name.ends_with("_logs"),
                    "{name}.{path}"
                );
            }
        }
    });
}

#[test]
fn shapes_exist() {
    let mut used = BTreeSet::new();
    every_attribute(&mut |_, name, path, attribute| {
        if let AttributeType::Nested(nested) = &attribute.ty
            && let Some(shape) = nested.shape()
        {
            assert!(table::shape(shape).is_some(), "{name}.{path}");
            used.insert(shape);
        }
    });
    let declared: BTreeSet<&str> = table::index().shapes.keys().copied().collect();
    assert_eq!(used, declared);
}

#[test]
fn identities_stand_at_the_top_and_are_strings() {
    every_attribute(&mut |_, name, path, attribute| {
        if attribute.identity {
            assert!(!path.contains('.'), "{name}.{path}");
            let text = matches!(attribute.ty, AttributeType::String);
            assert!(text, "{name}.{path}");
        }
    });
    for (kind, name, schema) in all() {
        if kind == Kind::Resource {
            for attribute in ["id", "arn"] {
                if let Some(found) = schema.attribute(attribute) {
                    assert!(found.identity, "{name}.{attribute}");
                }
            }
        }
    }
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
fn regions() {
    for name in [
        "aws_iam_role",
        "aws_cloudfront_distribution",
        "aws_route53_record",
        "aws_budgets_budget",
        "aws_ce_anomaly_monitor",
        "aws_waf_web_acl",
        "aws_shield_protection",
        "aws_globalaccelerator_accelerator",
        "aws_s3_account_public_access_block",
    ] {
        assert!(resource(name).unwrap().is_global(), "{name}");
    }
    for name in [
        "aws_vpc",
        "aws_wafv2_web_acl",
        "aws_acm_certificate",
        "aws_s3_bucket",
    ] {
        assert!(!resource(name).unwrap().is_global(), "{name}");
    }
    for (_, name, schema) in all() {
        if name.starts_with("aws_") {
            let region = schema.attribute("region").is_some();
            assert_ne!(region, schema.is_global(), "{name}");
        }
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

#[test]
fn a_broken_declaration_is_an_error() {
    for (text, line) in [
        ("resource", 0),
        ("resource a everywhere", 0),
        ("resource a\n  b", 1),
        ("resource a\n  b text", 1),
        ("resource a\n  b list(text)", 1),
        ("resource a\n  b string maybe", 1),
        ("resource a\n  b string = text", 1),
        ("resource a\n  b string = \"a\\\"b\"", 1),
        ("resource a\n    b string", 1),
        ("resource a\n  b string\n    c string", 2),
        ("resource a\n  b {}@shape\n    c string", 2),
        ("resource a\n  b string\n  a string", 2),
        ("resource a\n  b string\n  b string", 2),
    ] {
        assert_eq!(
            table::parse(text).map_err(|e| e.line).err(),
            Some(line),
            "{text}"
        );
    }
}

#[test]
fn a_declaration_reads_as_documented() {
    let text = "resource a global\n  b list{} computed\n    c string sensitive\n  \
                d set(list(number)) optional computed = [\"x\", \"y\"]\n  \
                e string required identity alias_of=d\n  f {} = {}";
    let schema = table::parse(text).unwrap();
    assert!(schema.is_global());
    let c = schema.attribute("b.c").unwrap();
    assert_eq!((c.mode, c.sensitive), (Mode::Computed, true));
    let d = schema.attribute("d").unwrap();
    assert_eq!(d.mode, Mode::OptionalComputed);
    assert_eq!(format!("{:?}", d.ty), "Set(List(Number))");
    assert_eq!(
        d.default,
        Some(Literal::List(vec![
            Literal::String("x"),
            Literal::String("y")
        ]))
    );
    let e = schema.attribute("e").unwrap();
    assert_eq!(
        (e.mode, e.identity, e.alias_of),
        (Mode::Required, true, Some("d"))
    );
    assert_eq!(
        schema.attribute("f").unwrap().nesting(),
        Some(Nesting::Single)
    );
}
