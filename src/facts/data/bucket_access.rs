//! Who may read a bucket: its policy, its ACL, and what blocks public access.

use std::sync::Arc;

use crate::address::Step as PathStep;
use crate::language::functions::Error;
use crate::language::{Instance as _, Reason, ReasonKind, Type, Value};
use crate::source::Place;
use crate::terraform::Instance;

use crate::facts::Facts;
use crate::facts::access::statements::Statement;
use crate::facts::answer::{
    Answer, Step, all, any, any_of, field, is_unset, proof, reasons, told, unknown,
};
use crate::facts::join::attached_doubts;
use crate::facts::region::same_account;

/// What blocks public access. The first two keep new settings out, the others make old ones void.
const FLAGS: [&str; 4] = [
    "block_public_acls",
    "block_public_policy",
    "ignore_public_acls",
    "restrict_public_buckets",
];

/// Canned ACLs that let in everybody, or everybody with an account at AWS.
const PUBLIC_ACLS: [&str; 3] = ["authenticated-read", "public-read", "public-read-write"];

/// `bucket_access(bucket)`
pub(in crate::facts) fn bucket_access(
    facts: &Facts<'_>,
    arguments: &[Value],
    _: Place,
) -> Result<Value, Error> {
    let Some(asked) = arguments.first() else {
        return Err(Error::refused("bucket_access() takes one argument"));
    };
    let Some(bucket) = facts.asked_bucket(asked) else {
        return Ok(unknown(Type::Dynamic, reasons(asked)));
    };
    let search = Search { facts, bucket };
    let (blocks, open) = search.blocks();
    let flag = |name: &str| {
        let of_blocks = blocks.iter().map(|block| block.flag(name));
        any(of_blocks.chain([decided(&open)]))
    };
    let header = Step::of(bucket);
    let block_step = blocks.first().map(|block| Step::of(block.instance));
    let block_steps: Vec<Step> = [header.clone()].into_iter().chain(block_step).collect();
    let has_block = any(blocks.iter().map(Block::exists).chain([decided(&open)]));
    let blocked = all(FLAGS.iter().map(|name| flag(name)));

    let (policies, open) = search.policies();
    let ask = |ask: fn(&Statement) -> Answer| {
        let answers = policies.iter().flat_map(|p| {
            p.statements.iter().map(move |s| match ask(s) {
                Ok(true) if !p.doubts.is_empty() => Err(p.doubts.clone()),
                Ok(true) if !s.doubts.is_empty() => Err(s.doubts.clone()),
                answer => answer,
            })
        });
        any(answers.chain([decided(&open)]))
    };
    let off = |names: [&str; 2]| names.map(|name| flag(name).map(|on| !on));
    let [no_new, no_effect] = off(["block_public_policy", "restrict_public_buckets"]);
    let public_policy = all([ask(Statement::is_public), no_new, no_effect]);
    let [no_new, no_effect] = off(["block_public_acls", "ignore_public_acls"]);
    let (acl, acl_line) = search.acl();
    let public_acl = all([acl, no_new, no_effect]);

    let mut policy_steps = vec![header.clone()];
    for policy in &policies {
        let mut public = policy
            .statements
            .iter()
            .filter(|s| s.is_public() != Ok(false));
        if let Some(statement) = public.next() {
            policy_steps.extend(
                statement
                    .place
                    .map(|p| Step::at("what the policy allows", p)),
            );
            policy_steps.push(policy.line.clone());
        }
    }
    let record = Value::object(vec![
        ("blocked".into(), told(blocked).at(proof(&block_steps))),
        ("has_block".into(), told(has_block).at(proof(&block_steps))),
        (
            "public_policy".into(),
            told(public_policy).at(proof(&policy_steps)),
        ),
        (
            "public_acl".into(),
            told(public_acl).at(proof(&[header.clone(), acl_line])),
        ),
        (
            "cloudfront".into(),
            told(ask(Statement::is_for_cloudfront)).at(proof(&policy_steps)),
        ),
    ]);
    Ok(record.at(proof([&header])))
}

/// No, unless something stands open.
fn decided(open: &[Reason]) -> Answer {
    match open.is_empty() {
        true => Ok(false),
        false => Err(open.to_vec()),
    }
}

struct Search<'f, 'a> {
    facts: &'f Facts<'a>,
    bucket: &'a Arc<Instance>,
}

/// A block of public access, of the bucket or of its account.
struct Block<'a> {
    instance: &'a Arc<Instance>,
    doubts: Vec<Reason>,
}

impl Block<'_> {
    fn exists(&self) -> Answer {
        match self.doubts.is_empty() {
            true => Ok(true),
            false => Err(self.doubts.clone()),
        }
    }

    fn flag(&self, name: &str) -> Answer {
        let value = self.instance.attribute(name);
        match value.as_bool() {
            Some(false) => Ok(false),
            Some(true) => self.exists(),
            None if value.is_null() => Ok(false),
            None => Err(reasons(&value)),
        }
    }
}

/// A policy that the bucket has.
struct Attached {
    statements: Vec<Statement>,
    doubts: Vec<Reason>,
    /// The attribute that holds it.
    line: Step,
}

impl<'a> Search<'_, 'a> {
    fn blocks(&self) -> (Vec<Block<'a>>, Vec<Reason>) {
        let table = self.facts.bucket_blocks();
        let own = table.of(&self.bucket.id).iter().map(|attached| Block {
            instance: attached.instance,
            doubts: attached_doubts(attached),
        });
        let mut blocks: Vec<Block<'a>> = own.collect();
        for block in self
            .facts
            .graph
            .managed("aws_s3_account_public_access_block")
        {
            let mut doubts = crate::facts::answer::doubts(block).to_vec();
            match same_account(block, self.bucket) {
                Some(false) => continue,
                Some(true) => {}
                None => {
                    let what = format!("whether {} is of the same account", block.id);
                    let place = Some(block.header());
                    doubts.push(Reason::new(ReasonKind::Dynamic, what, place));
                }
            }
            blocks.push(Block {
                instance: block,
                doubts,
            });
        }
        let open = self.facts.satellite_doubts(table, self.bucket);
        (blocks, open)
    }

    fn policies(&self) -> (Vec<Attached>, Vec<Reason>) {
        let table = self.facts.bucket_policies();
        let mut open = self.facts.satellite_doubts(table, self.bucket);
        let own = table.of(&self.bucket.id).iter();
        let own = own.map(|attached| (attached.instance, attached_doubts(attached)));
        let mut found = Vec::new();
        for (instance, doubts) in own.chain([(self.bucket, Vec::new())]) {
            let Some(value) = instance.written("policy") else {
                continue;
            };
            let policy = self.facts.policy(value, instance);
            open.extend(policy.open);
            let line = instance.place_of(&[PathStep::Attr("policy".into())]);
            found.push(Attached {
                statements: policy.statements,
                doubts,
                line: Step::at(format!("policy of {}", instance.id), line),
            });
        }
        (found, open)
    }

    /// Whether an ACL lets in everybody, and the step that says so.
    fn acl(&self) -> (Answer, Step) {
        let table = self.facts.bucket_acls();
        let open = self.facts.satellite_doubts(table, self.bucket);
        let mut answers = vec![decided(&open)];
        let mut line = Step::of(self.bucket);
        let own = table.of(&self.bucket.id).iter();
        let own = own.map(|attached| (attached.instance, attached_doubts(attached)));
        for (instance, doubts) in own.chain([(self.bucket, Vec::new())]) {
            let answer = any([canned(instance), granted(instance)]);
            if answer != Ok(false) {
                let path = [PathStep::Attr("acl".into())];
                line = Step::at(format!("acl of {}", instance.id), instance.place_of(&path));
            }
            answers.push(match answer {
                Ok(true) if !doubts.is_empty() => Err(doubts),
                answer => answer,
            });
        }
        let enforced = self.owner_enforced();
        (
            all([any(answers), enforced.map(|enforced| !enforced)]),
            line,
        )
    }

    /// Whether the owner of the bucket owns all objects, which switches ACLs off.
    fn owner_enforced(&self) -> Answer {
        let table = self.facts.bucket_ownerships();
        let enforced = table.of(&self.bucket.id).iter().map(|attached| {
            let rules = attached.instance.attribute("rule");
            any_of(&rules, |rule| {
                let ownership = field(rule, "object_ownership");
                match ownership.as_str() {
                    Some(text) => Ok(text == "BucketOwnerEnforced"),
                    None => Err(reasons(&ownership)),
                }
            })
        });
        any(enforced)
    }
}

/// Whether the canned ACL of a bucket, or of an ACL of one, is public.
fn canned(instance: &Instance) -> Answer {
    match instance.written("acl") {
        Some(acl) if is_unset(acl) => Ok(false),
        Some(acl) => match acl.as_str() {
            Some(text) => Ok(PUBLIC_ACLS.contains(&text)),
            None => Err(reasons(acl)),
        },
        None => Ok(false),
    }
}

/// Whether a grant is for all users, or for all with an account at AWS.
fn granted(instance: &Instance) -> Answer {
    let public = |grantee: &Value| {
        let uri = field(grantee, "uri");
        match uri.as_str() {
            Some(uri) => Ok(uri.ends_with("/AllUsers") || uri.ends_with("/AuthenticatedUsers")),
            None if uri.is_null() => Ok(false),
            None => Err(reasons(&uri)),
        }
    };
    if let Some(grants) = instance.written("grant") {
        return any_of(grants, public);
    }
    let Some(policy) = instance.written("access_control_policy") else {
        return Ok(false);
    };
    any_of(policy, |policy| {
        any_of(&field(policy, "grant"), |grant| {
            any_of(&field(grant, "grantee"), public)
        })
    })
}
