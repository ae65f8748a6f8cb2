//! Load balancers that Terraform looks up, and the web ACLs that it associates with them.
//!
//! What the AWS Load Balancer Controller makes of an Ingress is in no configuration. Terraform finds
//! it by the tags that the controller gives it: the cluster, and the stack, which is the
//! IngressGroup or the Ingress.

use std::collections::HashMap;
use std::sync::Arc;

use crate::language::{Reason, ReasonKind, Value};
use crate::terraform::Instance;

use super::Facts;
use super::answer::{Listing, doubts, field, reasons};
use super::edge::web_acls::given_by;
use super::join::{Named, is_data};

/// So many reasons are told; more say nothing new.
const MOST: usize = 64;

const CLUSTER: &str = "elbv2.k8s.aws/cluster";
const STACKS: [&str; 2] = ["ingress.k8s.aws/stack", "gateway.k8s.aws/stack"];

/// Associations with what Terraform looks up.
#[derive(Debug, Default)]
pub(super) struct LookedUp<'a> {
    by_stack: HashMap<Arc<str>, Vec<&'a Arc<Instance>>>,
    /// Why others may be associated with any load balancer that a controller makes.
    open: Vec<Reason>,
}

impl LookedUp<'_> {
    /// Adds the web ACLs of the load balancer that a controller made for `stack`.
    pub fn associated(&self, facts: &Facts<'_>, stack: &Value, list: &mut Listing) {
        if stack.is_null() {
            return;
        }
        let found = stack.as_str().and_then(|stack| self.by_stack.get(stack));
        for association in found.into_iter().flatten() {
            given_by(facts, association, doubts(association), list);
        }
        if stack.is_unknown() && !self.by_stack.is_empty() {
            list.open(reasons(stack));
        }
        list.open(self.open.iter().cloned());
    }

    fn close(mut self) -> Self {
        self.open.sort();
        self.open.dedup();
        self.open.truncate(MOST);
        self
    }
}

impl<'a> Facts<'a> {
    /// Associations with what Terraform looks up, indexed once.
    pub(super) fn looked_up(&self) -> &LookedUp<'a> {
        self.looked_up.get_or_init(|| {
            let mut found = LookedUp::default();
            let kinds = [
                "aws_wafv2_web_acl_association",
                "aws_wafregional_web_acl_association",
            ];
            for association in kinds.iter().flat_map(|kind| self.graph.managed(kind)) {
                self.look_up(association, &mut found);
            }
            let data = ["aws_lb", "aws_alb"];
            for balancer in data.iter().flat_map(|kind| self.graph.data(kind)) {
                let handed = self.handed_itself(&balancer.id);
                found.open.extend_from_slice(handed);
            }
            found.close()
        })
    }

    fn look_up(&self, association: &'a Arc<Instance>, found: &mut LookedUp<'a>) {
        let Some(value) = association.written("resource_arn") else {
            return;
        };
        match self.named(value, &[], association.id.root) {
            Named::One(balancer) if is_balancer(balancer) => {
                let tags = balancer.written("tags").cloned();
                let tags = tags.unwrap_or_else(|| Value::object(Vec::new()));
                let stack = STACKS.iter().map(|name| field(&tags, name));
                let stack = stack.into_iter().find(|stack| !stack.is_null());
                let stack = stack.as_ref().and_then(Value::as_str);
                match (stack, self.is_of_scan(&field(&tags, CLUSTER))) {
                    (Some(stack), true) => {
                        let list = found.by_stack.entry(stack.into()).or_default();
                        list.push(association);
                    }
                    _ => found.open.extend(reasons(value)),
                }
            }
            Named::One(_) | Named::Nothing => {}
            Named::Perhaps(some, reasons) => {
                if some.is_empty() || some.iter().any(|one| is_data(one)) {
                    found.open.extend(reasons);
                }
            }
            // Names of load balancers that the controller makes begin so.
            Named::Elsewhere => match value.as_str() {
                Some(text) if !text.contains(":loadbalancer/app/k8s-") => {}
                Some(text) => {
                    let place = value.origin.nearest();
                    let reason = Reason::new(ReasonKind::RemoteState, text, place);
                    found.open.push(reason);
                }
                None => found.open.extend(reasons(value)),
            },
        }
    }

    /// Whether a tag names no cluster, or one of the scan.
    fn is_of_scan(&self, cluster: &Value) -> bool {
        let kinds = ["aws_eks_cluster"];
        cluster.is_null() || self.graph.denoted(cluster, &kinds).is_some()
    }
}

fn is_balancer(instance: &Instance) -> bool {
    is_data(instance) && matches!(&*instance.id.address.kind, "aws_lb" | "aws_alb")
}
