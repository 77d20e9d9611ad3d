//! From a checked module to the model.

use gati_schema::module::{Module, ModuleMethod, ModuleParameter};
use gati_schema::{Fingerprint, Type, TypeName, canonical};
use syn::ext::IdentExt;

use super::item::ModuleItem;
use super::method::Method;
use crate::docs;

impl ModuleItem {
    /// The module in the model. Every type goes through `resolve` once: method by method, the arguments, then result and error. What it
    /// needs and the fingerprint are left to the caller, who knows other modules and identities.
    pub fn lower(&self, resolve: &mut dyn FnMut(&syn::Type) -> Type) -> Module {
        Module {
            name: self.name.clone(),
            needs: Vec::new(),
            capabilities: self.capabilities.clone(),
            restart: self.restart,
            schema_version: self.schema_version,
            methods: self
                .methods
                .iter()
                .map(|method| lower_method(method, resolve))
                .collect(),
            summary: self.summary.clone(),
            description: self.description.clone(),
            fingerprint: Fingerprint::of(b""),
        }
    }

    /// The fingerprint of everything but the types it mentions, and those types in the order of [`Self::lower`].
    #[must_use]
    pub fn local(&self) -> (Fingerprint, Vec<syn::Type>) {
        let mut holes = Vec::new();
        let module = self.lower(&mut |ty| {
            let hole = Type::named(TypeName::new(format!("#{}", holes.len())));
            holes.push(ty.clone());
            hole
        });
        (canonical::fingerprint(&module), holes)
    }
}

fn lower_method(method: &Method, resolve: &mut dyn FnMut(&syn::Type) -> Type) -> ModuleMethod {
    let (summary, description) = docs::split(&method.docs);
    ModuleMethod {
        name: method.ident.unraw().to_string(),
        parameters: method
            .arguments
            .iter()
            .map(|argument| ModuleParameter {
                name: argument.ident.unraw().to_string(),
                ty: resolve(&argument.ty),
            })
            .collect(),
        result: method.result.as_ref().map(&mut *resolve),
        error: method.error.as_ref().map(&mut *resolve),
        summary,
        description,
    }
}
