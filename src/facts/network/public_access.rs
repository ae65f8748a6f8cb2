//! VPC Block Public Access: a switch for a whole region of an account that stops internet gateways,
//! whatever the route tables say.
//!
//! It counts for the subnets of its region and account. Where files do not tell whether a subnet is
//! of that account, the block may count if both are of one system; the block of a root that has
//! nothing to do with the subnet's is taken for that of another account, since every example and
//! every service of a repository may have its own.

use std::sync::Arc;

use crate::language::{Reason, Value};
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::answer::{Step, doubts, reasons};
use crate::facts::join::attached_doubts;
use crate::facts::region::{same_account, same_region};
use crate::facts::systems::together;

/// Whether internet gateways are stopped for a subnet.
#[derive(Clone, Debug)]
pub(in crate::facts) enum Blocked {
    /// They are not.
    No,
    /// They are, in both directions.
    Yes(Step),
    /// That is not decided.
    Perhaps(Vec<Reason>, Step),
}

/// Whether public access to `subnet` is blocked. Blocking of inbound traffic alone leaves the
/// subnet a way out, so it does not count; neither does a block with an exclusion.
pub(in crate::facts) fn blocked(
    facts: &Facts<'_>,
    subnet: &Arc<Instance>,
    vpc: Option<&Arc<Instance>>,
) -> Blocked {
    let mut perhaps: Option<(Vec<Reason>, Step)> = None;
    for options in facts.graph.managed("aws_vpc_block_public_access_options") {
        let step = Step::of(options);
        let mode = options.written("internet_gateway_block_mode");
        let mut why = match mode {
            Some(mode) if mode.is_unknown() => reasons(mode),
            Some(mode) if mode.as_str() == Some("block-bidirectional") => Vec::new(),
            _ => continue,
        };
        let here = (same_region(options, subnet), same_account(options, subnet));
        match here {
            (Some(false), _) | (_, Some(false)) => continue,
            (Some(true), Some(true)) => {}
            _ if !together(facts, options.id.root, subnet.id.root) => continue,
            _ => why.push(elsewhere(options)),
        }
        why.extend_from_slice(doubts(options));
        match excluded(facts, subnet, vpc) {
            Excluded::Yes => continue,
            Excluded::No => {}
            Excluded::Perhaps(reasons) => why.extend(reasons),
        }
        match why.is_empty() {
            true => return Blocked::Yes(step),
            false => perhaps = Some((why, step)),
        }
    }
    match perhaps {
        Some((why, step)) => Blocked::Perhaps(why, step),
        None => Blocked::No,
    }
}

fn elsewhere(options: &Instance) -> Reason {
    let what = format!("the account and region of {}", options.id);
    Reason::new(
        crate::language::ReasonKind::Dynamic,
        what,
        Some(options.header()),
    )
}

enum Excluded {
    No,
    Yes,
    Perhaps(Vec<Reason>),
}

fn excluded(facts: &Facts<'_>, subnet: &Instance, vpc: Option<&Arc<Instance>>) -> Excluded {
    let table = facts.access_exclusions();
    let of_vpc = vpc.map(|vpc| table.of(&vpc.id)).unwrap_or_default();
    let all = table.of(&subnet.id).iter().chain(of_vpc);
    let mut why = Vec::new();
    for exclusion in all.chain(table.loose(subnet.id.root)) {
        let doubts = attached_doubts(exclusion);
        let mode = exclusion
            .instance
            .written("internet_gateway_exclusion_mode");
        // Either mode lets traffic through an internet gateway, at least outwards.
        if doubts.is_empty() && mode.is_some_and(|mode: &Value| !mode.is_null()) {
            return Excluded::Yes;
        }
        why.extend(doubts);
    }
    match why.is_empty() {
        true => Excluded::No,
        false => Excluded::Perhaps(why),
    }
}
