//! Routes of tables that Terraform looks up, by the tables of the scan that these are.
//!
//! A data source finds a table by the subnet that uses it, or by an id; of one that is found by
//! tags or filters nothing here tells which table of its VPC it is.

use std::collections::HashMap;
use std::sync::Arc;

use crate::address::{InstanceId, RootId};
use crate::language::{Reason, ReasonKind};
use crate::terraform::Instance;

use super::placement::SUBNETS;
use super::route_tables::{Tables, of_subnet, vpc_by_id};
use crate::facts::Facts;
use crate::facts::join::{Attached, Named, TABLES, is_data};

/// Routes that name a data source.
#[derive(Debug, Default)]
pub(in crate::facts) struct LookedUpTables<'a> {
    by_table: HashMap<InstanceId, Vec<Attached<'a>>>,
    /// Those of tables that may be any of their root, with the VPC that they name.
    loose: HashMap<RootId, Vec<(Option<InstanceId>, Attached<'a>)>>,
}

impl<'a> LookedUpTables<'a> {
    /// The routes that `table` has, certainly or perhaps, in order.
    pub fn routes(&self, facts: &Facts<'a>, table: &Arc<Instance>) -> Vec<Attached<'a>> {
        let certain = self.by_table.get(&table.id).into_iter().flatten();
        let loose = self.loose.get(&table.id.root).into_iter().flatten();
        let fits = |vpc: &Option<InstanceId>| match (vpc, vpc_by_id(facts, table)) {
            (Some(one), Some(other)) => *one == other.id,
            (Some(one), None) => *one == table.id,
            (None, _) => true,
        };
        let loose = loose.filter(|(vpc, _)| fits(vpc));
        certain
            .chain(loose.map(|(_, route)| route))
            .cloned()
            .collect()
    }

    fn of(facts: &Facts<'a>) -> LookedUpTables<'a> {
        let mut found = LookedUpTables::default();
        for table in facts.graph.data("aws_route_table") {
            let routes = facts.table_routes().of(&table.id);
            if !routes.is_empty() {
                found.add(facts, table, routes);
            }
        }
        found
    }

    fn add(&mut self, facts: &Facts<'a>, table: &'a Arc<Instance>, routes: &[Attached<'a>]) {
        let tables = tables_of(facts, table);
        for used in &tables.used {
            let why = used.doubts.iter().chain(&tables.open).cloned();
            let why: Vec<Reason> = why.collect();
            let list = self.by_table.entry(used.table.id.clone()).or_default();
            list.extend(routes.iter().map(|route| doubted(route, &why)));
        }
        if !tables.used.is_empty() {
            return;
        }
        let vpc = match table.written("vpc_id") {
            Some(value) => match facts.named(value, &["aws_vpc", "aws_default_vpc"], table.id.root)
            {
                Named::One(vpc) => Some(vpc.id.clone()),
                // The VPC of another system.
                Named::Elsewhere => return,
                Named::Nothing | Named::Perhaps(..) => None,
            },
            None => None,
        };
        let what = format!("which route table {} is", table.id);
        let why = [Reason::new(
            ReasonKind::DataSource,
            what,
            Some(table.header()),
        )];
        let list = self.loose.entry(table.id.root).or_default();
        list.extend(
            routes
                .iter()
                .map(|route| (vpc.clone(), doubted(route, &why))),
        );
    }
}

impl<'a> Facts<'a> {
    /// Routes of tables that Terraform looks up, indexed once.
    pub(in crate::facts) fn looked_up_tables(&self) -> &LookedUpTables<'a> {
        self.looked_up_tables
            .get_or_init(|| LookedUpTables::of(self))
    }
}

/// The tables of the scan that a data source finds by what names one of them.
fn tables_of<'a>(facts: &Facts<'a>, table: &'a Arc<Instance>) -> Tables<'a> {
    let named = |attribute: &str, kinds: &[&str]| {
        let value = table.written(attribute)?;
        match facts.named(value, kinds, table.id.root) {
            Named::One(found) if !is_data(found) => Some(found),
            _ => None,
        }
    };
    if let Some(subnet) = named("subnet_id", SUBNETS) {
        return of_subnet(facts, subnet);
    }
    match named("route_table_id", TABLES) {
        Some(table) => Tables::of_one(table),
        None => Tables::default(),
    }
}

fn doubted<'a>(route: &Attached<'a>, why: &[Reason]) -> Attached<'a> {
    Attached {
        instance: route.instance,
        doubts: [route.doubts.as_slice(), why].concat(),
    }
}
