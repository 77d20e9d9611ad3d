//! A module that keeps all rules: what code and manifest are made from.

use gati_schema::module::Capability;
use quote::format_ident;
use syn::ext::IdentExt;
use syn::{Attribute, Ident, Type};

use super::init::Init;
use super::method::Method;

/// A module that keeps all rules.
#[derive(Clone)]
pub struct ModuleItem {
    pub(super) ty: Type,
    pub(super) ident: Ident,
    pub(super) cfgs: Vec<Attribute>,
    pub(super) name: String,
    pub(super) capabilities: Vec<Capability>,
    /// Whether it is started again when it has failed.
    pub restart: bool,
    /// The version of the schema that its database has, if it keeps one.
    pub schema_version: Option<u64>,
    /// How long `init` may take, in milliseconds, if the attribute says so.
    pub start_timeout_ms: Option<u64>,
    /// How long `dispose` may take.
    pub stop_timeout_ms: Option<u64>,
    /// How long `health` may take.
    pub health_timeout_ms: Option<u64>,
    /// How often `health` is asked.
    pub health_every_ms: Option<u64>,
    /// How it is made.
    pub init: Init,
    /// How it is closed: whether that is async, if it has a `dispose`.
    pub dispose: Option<Asyncness>,
    /// How it says whether it works, if it has a `health`.
    pub health: Option<Health>,
    /// What can be asked of it, in the order of the source.
    pub methods: Vec<Method>,
    pub(super) summary: String,
    pub(super) description: String,
}

/// Whether a function is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asyncness {
    /// `fn`.
    Sync,
    /// `async fn`.
    Async,
}

/// `health`.
#[derive(Clone, Copy, Debug)]
pub struct Health {
    /// Whether it is awaited.
    pub asyncness: Asyncness,
}

impl ModuleItem {
    /// The type, as it is written.
    #[must_use]
    pub fn ty(&self) -> &Type {
        &self.ty
    }

    /// The name of the type.
    #[must_use]
    pub fn ident(&self) -> &Ident {
        &self.ident
    }

    /// The `cfg` attributes below ours: whatever is made beside the block needs them too.
    #[must_use]
    pub fn cfgs(&self) -> &[Attribute] {
        &self.cfgs
    }

    /// The name by which handlers reach it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it may use.
    #[must_use]
    pub fn capabilities(&self) -> &[Capability] {
        &self.capabilities
    }

    /// The name of its handle: `LedgerHandle`.
    #[must_use]
    pub fn handle(&self) -> Ident {
        format_ident!("{}Handle", self.ident.unraw(), span = self.ident.span())
    }

    /// The name of its fake: `LedgerFake`.
    #[must_use]
    pub fn fake(&self) -> Ident {
        format_ident!("{}Fake", self.ident.unraw(), span = self.ident.span())
    }
}

/// The field for a type that has no name of its own: `ledger_of_days` for `LedgerOfDays`, `http_cache` for `HTTPCache`.
#[must_use]
pub fn field_name(ident: &Ident) -> String {
    let word: Vec<char> = ident.unraw().to_string().chars().collect();
    let mut name = String::new();
    for (i, c) in word.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| word.get(i));
        let starts_word = c.is_uppercase()
            && before.is_some_and(|before| {
                !before.is_uppercase() && *before != '_'
                    || before.is_uppercase() && word.get(i + 1).is_some_and(|next| next.is_lowercase())
            });
        if starts_word {
            name.push('_');
        }
        name.extend(c.to_lowercase());
    }
    name
}
