//! Which provider configuration an instance belongs to.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::language::{Entries, Reason, ReasonKind, Type, Value};
use crate::syntax::hcl::{ExprId, ExprKind, Tree};

use super::evaluation::Evaluating;
use super::expansion::Repetition;
use super::instance::ProviderInstance;
use super::module::{Module, Named, Provider, Resource};
use super::module_instance::ModuleId;
use super::terms::{Term, TermKind};
use super::version::highest_major;

impl Evaluating<'_> {
    /// Evaluates a `provider` block.
    pub fn configure_provider(&mut self, module: ModuleId, index: u32) {
        let declared = self.module(module);
        let Some(provider) = declared.providers.get(index as usize) else {
            return;
        };
        // OpenTofu configures many of them at once: which one is meant is not known here.
        let each = provider.body.attribute("for_each").map(|(tree, each)| {
            let place = tree.place(each.span);
            let what = format!("provider {}", provider.name);
            let reason = Reason::new(ReasonKind::Dynamic, what, Some(place));
            let unknown = |ty| Value::unknown_for(ty, reason.clone());
            (unknown(Type::String), unknown(Type::Dynamic))
        });
        let repetition = Repetition { index: None, each };
        let mut pairs: Vec<(Arc<str>, Value)> = Vec::new();
        for (tree, attribute) in provider.body.attributes() {
            let value = self.eval_with(module, &repetition, tree, attribute.expr);
            pairs.push((tree.str(attribute.name).into(), value));
        }
        for (tree, block) in provider.body.blocks() {
            let mut inner: Vec<(Arc<str>, Value)> = Vec::new();
            for attribute in &block.body.attributes {
                let value = self.eval_with(module, &repetition, tree, attribute.expr);
                inner.push((tree.str(attribute.name).into(), value));
            }
            let value = Value::tuple(vec![Value::object(inner)]);
            pairs.push((tree.str(block.kind).into(), value));
        }
        let instance = ProviderInstance {
            name: provider.name.clone(),
            written: Entries::new(pairs),
            place: Some(provider.body.header()),
        };
        self.provider_instances
            .insert((module, index), Arc::new(instance));
    }

    /// The provider configuration of a resource: its `provider` argument, else the default one of
    /// its type's provider, in its module or handed down by the callers.
    pub fn provider_of(
        &mut self,
        module: ModuleId,
        resource: &Resource,
    ) -> Option<Arc<ProviderInstance>> {
        let name: Arc<str> = match resource.body.attribute("provider") {
            Some((tree, attribute)) => reference(tree, attribute.expr)?,
            None => {
                let declared = self.module(module);
                local_name(&declared, &resource.kind)
            }
        };
        let term = self.find_provider(module, &name)?;
        self.ensure(term);
        self.provider_instances
            .get(&(term.module, term.index))
            .cloned()
    }

    /// The major version of the provider of a resource type: what `terraform init` has locked for
    /// the root, else the highest that the root and `module` allow.
    pub fn provider_major(&self, module: ModuleId, kind: &str) -> u64 {
        let declared = self.module(module);
        let name = local_name(&declared, kind);
        let source = declared.required_providers.get(&name);
        let source =
            source.map_or_else(|| format!("hashicorp/{name}"), |source| source.to_string());
        if let Some(locked) = self.configuration.locked(&self.root_dir, &source) {
            return highest_major(locked);
        }
        let root = self.configuration.module(&self.root_dir);
        let allowed = |module: &Module| {
            let mut names = module.required_providers.iter();
            let name = names.find(|(_, of)| ***of == *source).map(|(name, _)| name);
            let constraint = name.and_then(|name| module.provider_versions.get(name));
            constraint.map_or(u64::MAX, |constraint| highest_major(constraint))
        };
        let root = root.map_or(u64::MAX, |root| allowed(&root));
        root.min(allowed(&declared))
    }

    /// The term that configures provider `name` in `module`.
    fn find_provider(&self, module: ModuleId, name: &str) -> Option<Term> {
        let handed = self.instance(module).and_then(|m| m.providers.get(name));
        let declared = self.module(module);
        match (declared.provider(name), handed) {
            (Some(index), Some(handed)) if is_proxy(declared.providers.get(index)?) => {
                Some(*handed)
            }
            (Some(index), _) => Some(Term {
                module,
                kind: TermKind::Provider,
                index: index as u32,
            }),
            (None, handed) => handed.copied(),
        }
    }

    /// What a child module may call which provider configuration: default ones are handed down,
    /// the `providers` map of the call renames.
    pub fn providers_of_child(
        &self,
        module: ModuleId,
        call: &Named,
        loaded: &Module,
    ) -> BTreeMap<Arc<str>, Term> {
        let mut handed = BTreeMap::new();
        if let Some(instance) = self.instance(module) {
            for (name, term) in &instance.providers {
                if !name.contains('.') {
                    handed.insert(name.clone(), *term);
                }
            }
        }
        for provider in &self.module(module).providers {
            if !provider.name.contains('.')
                && let Some(term) = self.find_provider(module, &provider.name)
            {
                handed.insert(provider.name.clone(), term);
            }
        }
        let Some((tree, attribute)) = call.body.attribute("providers") else {
            return handed;
        };
        let ExprKind::Object(items) = &tree.expr(attribute.expr).kind else {
            return handed;
        };
        for item in items {
            let inside = reference(tree, item.key);
            let outside = reference(tree, item.value);
            let (Some(inside), Some(outside)) = (inside, outside) else {
                continue;
            };
            if let Some(term) = self.find_provider(module, &outside) {
                handed.insert(inside, term);
            }
        }
        // A module that configures a provider of its own (an old style) keeps it.
        for provider in loaded.providers.iter().filter(|own| !is_proxy(own)) {
            handed.remove(&provider.name);
        }
        handed
    }
}

/// Whether a `provider` block configures nothing. Before `configuration_aliases` a module said by
/// such a block which configuration it wants handed down.
fn is_proxy(provider: &Provider) -> bool {
    let mut attributes = provider.body.attributes().into_iter();
    provider.body.blocks().is_empty()
        && attributes.all(|(tree, own)| matches!(tree.str(own.name), "alias" | "version"))
}

/// `aws` or `aws.alias`, as a reference or (an old style) as a string.
pub(super) fn reference(tree: &Tree, expr: ExprId) -> Option<Arc<str>> {
    match &tree.expr(expr).kind {
        ExprKind::Root => Some(tree.str(tree.expr(expr).span).into()),
        ExprKind::String(text) => Some(tree.chars(text).into()),
        ExprKind::Paren(inner) => reference(tree, *inner),
        ExprKind::Attr { source, name } => {
            let source = reference(tree, *source)?;
            Some(format!("{source}.{}", tree.str(*name)).into())
        }
        _ => None,
    }
}

/// The local name of the provider of a resource type: the part before the first underscore.
fn local_name(module: &Module, kind: &str) -> Arc<str> {
    let prefix = kind.split('_').next().unwrap_or(kind);
    let own = module
        .required_providers
        .iter()
        .find(|(name, _)| &***name == prefix);
    match own {
        Some((name, _)) => name.clone(),
        None => prefix.into(),
    }
}
