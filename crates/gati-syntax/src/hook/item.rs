//! A hook that keeps all rules: what code and its entry in the manifest are made from.

use gati_schema::hook::Stage;
use gati_schema::{Fingerprint, Hook, TypeName, canonical};
use proc_macro2::Ident;
use quote::format_ident;
use syn::ext::IdentExt;
use syn::{Attribute, ReturnType, Type};

use super::argument::HookArgument;
use super::parse::Draft;
use crate::docs;
use crate::handler::shape::named;

/// A hook that keeps all rules.
#[derive(Clone)]
pub struct HookItem {
    ident: Ident,
    cfgs: Vec<Attribute>,
    rust_deprecated: bool,
    stage: Stage,
    global: bool,
    order: i32,
    is_async: bool,
    timeout_ms: Option<u64>,
    retries: u32,
    arguments: Vec<HookArgument>,
    answer: Option<Type>,
    summary: String,
    description: String,
}

/// The name of the unit struct that stands for a hook of this name: the route table refers to it.
#[must_use]
pub fn hook_marker(function: &Ident) -> Ident {
    format_ident!("__gati_hook_{}", function.unraw(), span = function.span())
}

impl HookItem {
    pub(super) fn new(draft: Draft<'_>) -> Option<Self> {
        let Draft {
            function,
            keys,
            arguments,
        } = draft;
        let (summary, description) = docs::split(&docs::text(&function.attrs));
        let is = |attr: &Attribute, name: &str| attr.path().is_ident(name);
        let cfgs = function.attrs.iter().filter(|attr| is(attr, "cfg"));
        Some(Self {
            ident: function.sig.ident.clone(),
            cfgs: cfgs.cloned().collect(),
            rust_deprecated: function.attrs.iter().any(|attr| is(attr, "deprecated")),
            stage: keys.stage?,
            global: keys.global,
            order: keys.order.map_or(0, |(order, _)| order),
            is_async: function.sig.asyncness.is_some(),
            timeout_ms: keys.timeout_ms.map(|(timeout, _)| timeout),
            retries: keys.retries.unwrap_or(0),
            arguments: arguments.into_iter().map(|(role, _)| role).collect(),
            answer: match &function.sig.output {
                ReturnType::Default => None,
                ReturnType::Type(_, ty) => Some((**ty).clone()),
            },
            summary,
            description,
        })
    }

    /// The name of the function.
    #[must_use]
    pub fn ident(&self) -> &Ident {
        &self.ident
    }

    /// The name of the unit struct that stands for this hook.
    #[must_use]
    pub fn marker(&self) -> Ident {
        hook_marker(&self.ident)
    }

    /// The `cfg` attributes that stand below ours: whatever is made beside the function needs them too.
    #[must_use]
    pub fn cfgs(&self) -> &[Attribute] {
        &self.cfgs
    }

    /// Whether Rust warns of calls to the function.
    #[must_use]
    pub fn warns_of_calls(&self) -> bool {
        self.rust_deprecated
    }

    /// When it runs.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Whether the function is async.
    #[must_use]
    pub fn is_async(&self) -> bool {
        self.is_async
    }

    /// The arguments in the order of the signature.
    #[must_use]
    pub fn arguments(&self) -> &[HookArgument] {
        &self.arguments
    }

    /// The return type as it is written; absent if there is none.
    #[must_use]
    pub fn answer(&self) -> Option<&Type> {
        self.answer.as_ref()
    }

    /// Whether it looks at the head of the request, which must then be kept for it.
    #[must_use]
    pub fn takes_head(&self) -> bool {
        self.arguments
            .iter()
            .any(|argument| matches!(argument, HookArgument::Head))
    }

    /// The type of errors that it fails with, if its signature names one. A `Problem` may be any.
    #[must_use]
    pub fn error(&self) -> Option<&Type> {
        let shape = named(self.answer.as_ref()?)?;
        let [_, error] = shape.arguments.as_slice() else {
            return None;
        };
        let is_any = named(error).is_some_and(|shape| shape.ident == "Problem");
        (shape.ident == "Result" && !is_any).then_some(*error)
    }

    /// The hook in the model, with its error as what `resolve` says. The fingerprint is left to the caller, who knows the identity of that.
    pub fn lower(&self, resolve: &mut dyn FnMut(&Type) -> gati_schema::Type) -> Hook {
        Hook {
            name: self.ident.unraw().to_string(),
            stage: self.stage,
            global: self.global,
            order: self.order,
            is_async: self.is_async,
            timeout_ms: self.timeout_ms,
            retries: self.retries,
            error: self.error().map(resolve),
            summary: self.summary.clone(),
            description: self.description.clone(),
            fingerprint: Fingerprint::of(b""),
        }
    }

    /// The fingerprint of everything but the error.
    #[must_use]
    pub fn local(&self) -> Fingerprint {
        let hole = gati_schema::Type::named(TypeName::new("#0"));
        canonical::fingerprint(&self.lower(&mut |_| hole.clone()))
    }
}
