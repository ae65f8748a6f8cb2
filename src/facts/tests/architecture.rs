//! The documented system: every fact of it is decided.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::facts::testing::World;

fn architecture() -> World {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/architecture/terraform");
    let dirs: BTreeSet<Arc<str>> = ["edge", "foundation", "primary", "recovery"]
        .map(Arc::from)
        .into();
    World::read(&root, dirs)
}

/// What `expression` over `x` is for every instance of a type, with its address.
fn each(world: &World, kind: &str, expression: &str) -> Vec<String> {
    let count = world.graph.managed(kind).count();
    let of = |at: usize| {
        let bound =
            format!("[for x in [resources(\"{kind}\")[{at}]] : [address(x), {expression}]][0]");
        world.show(&bound)
    };
    (0..count).map(of).collect()
}

#[test]
fn every_fact_is_decided() {
    let world = architecture();
    for (kind, expression) in [
        ("aws_subnet", "length(internet_routes(x))"),
        ("aws_subnet", "length(nat_routes(x))"),
        ("aws_subnet", "length(blocked_internet_routes(x))"),
        ("aws_subnet", "length(zones(x))"),
        ("aws_subnet", "region(x)"),
        (
            "aws_db_subnet_group",
            "[for s in subnets(x) : length(internet_routes(s))]",
        ),
        ("aws_db_subnet_group", "length(databases(x))"),
        ("aws_rds_cluster", "length(members(x))"),
        ("aws_rds_cluster", "length(zones(x))"),
        (
            "aws_rds_cluster",
            "[for r in backup_rules(x) : [r.days, r.daily, r.regions]]",
        ),
        ("aws_rds_cluster", "is_secondary(x)"),
        ("aws_rds_cluster", "x.backup_retention_period"),
        (
            "aws_cloudfront_distribution",
            "[for a in web_acls(x) : [a.scope, a.region]]",
        ),
        ("aws_cloudfront_distribution", "region(certificate(x))"),
        ("aws_lb", "length(web_acls(x))"),
        ("aws_budgets_budget", "[x.budget_type, x.limit_amount]"),
    ] {
        let found = each(&world, kind, expression);
        assert!(!found.is_empty(), "{kind}");
        for answer in found {
            assert!(!answer.contains("unknown"), "{expression}: {answer}");
        }
    }
}

#[test]
fn only_the_public_tier_faces_the_internet() {
    let world = architecture();
    for answer in each(&world, "aws_subnet", "length(internet_routes(x))") {
        let routes = match answer.contains("aws_subnet.public") {
            true => ",1]",
            false => ",0]",
        };
        assert!(answer.ends_with(routes), "{answer}");
    }
    let members = each(
        &world,
        "aws_rds_cluster",
        "[length(members(x)), length(zones(x))]",
    );
    assert_eq!(members.len(), 2);
    assert!(members.iter().all(|m| m.ends_with("[2,2]]")), "{members:?}");
    let mut follows = each(&world, "aws_rds_cluster", "is_secondary(x)");
    follows.sort();
    assert!(
        follows[0].ends_with("false]") && follows[1].ends_with("true]"),
        "{follows:?}"
    );
}
