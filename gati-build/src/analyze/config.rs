//! The type of the configuration, which `gati::app!(config = …)` names.

use gati_schema::{Manifest, Type};
use serde::Serialize;

use super::{Definitions, reached};
use crate::resolve::{Resolver, Scope};
use crate::source::CrateId;

/// What a configuration looks like. It is described as a type of the contract is, and is no part of it: callers never see it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ConfigModel {
    #[serde(rename = "type")]
    pub(crate) ty: Type,
    /// A manifest without handlers, for the types that the configuration mentions.
    pub(crate) manifest: Manifest,
}

/// The type, if there is one and it is known. What is wrong with it is reported there, or by rustc.
pub(super) fn find(resolver: &mut Resolver<'_>, krate: CrateId) -> Option<Type> {
    let root = resolver.program.krate(krate).root;
    let apps = &resolver.program.apps;
    let ty = apps
        .iter()
        .find_map(|(module, app, _)| app.config.clone().filter(|_| *module == root))?;
    resolver
        .resolve(&ty, &Scope::of_module(root))
        .ok()
        .map(|resolved| resolved.ty)
}

/// The type with every definition that it mentions; none if one of them is not known.
pub(super) fn describe(manifest: &Manifest, ty: Type, definitions: &Definitions) -> Option<ConfigModel> {
    let types = reached(std::iter::once(&ty), definitions);
    let mut whole = true;
    ty.for_each_name(&mut |name| whole &= definitions.get(name).is_some_and(|defined| defined.whole));
    let manifest = Manifest::new(manifest.package.clone(), Vec::new(), types);
    whole.then_some(ConfigModel { ty, manifest })
}

impl ConfigModel {
    /// `config.json`.
    pub(crate) fn to_json(&self) -> String {
        // A model is plain data with texts as keys.
        serde_json::to_string(self).unwrap_or_default()
    }
}
