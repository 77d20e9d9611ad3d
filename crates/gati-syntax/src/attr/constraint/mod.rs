//! Constraints as they are written: each with the place of its key.

mod check;
mod parse;

use gati_schema::ty::{Constraints, Format, Number};
use syn::LitStr;

use super::entry::Slot;

pub use check::check;
pub(crate) use check::violated_by;

/// What the author asks of a value.
#[derive(Clone, Default)]
#[expect(
    missing_docs,
    reason = "each field is the key of its name; see `gati_schema::ty::Constraints`"
)]
pub struct ConstraintSet {
    pub min: Slot<Number>,
    pub max: Slot<Number>,
    pub exclusive_min: Slot<Number>,
    pub exclusive_max: Slot<Number>,
    pub multiple_of: Slot<Number>,
    pub min_length: Slot<u64>,
    pub max_length: Slot<u64>,
    pub pattern: Slot<LitStr>,
    pub format: Slot<Format>,
    pub min_items: Slot<u64>,
    pub max_items: Slot<u64>,
    pub unique: Slot<bool>,
    pub min_properties: Slot<u64>,
    pub max_properties: Slot<u64>,
    pub check: Slot<syn::Path>,
    pub items: Slot<Box<ConstraintSet>>,
}

impl ConstraintSet {
    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys().is_empty()
    }

    /// Every key that is given, with its place, in the order of [`crate::symbol::CONSTRAINT_KEYS`].
    #[must_use]
    pub fn keys(&self) -> Vec<(&'static str, proc_macro2::Span)> {
        fn key<T>(name: &'static str, slot: &Slot<T>) -> Option<(&'static str, proc_macro2::Span)> {
            slot.as_ref().map(|given| (name, given.key))
        }
        let keys = [
            key("min", &self.min),
            key("max", &self.max),
            key("exclusive_min", &self.exclusive_min),
            key("exclusive_max", &self.exclusive_max),
            key("multiple_of", &self.multiple_of),
            key("min_length", &self.min_length),
            key("max_length", &self.max_length),
            key("pattern", &self.pattern),
            key("format", &self.format),
            key("min_items", &self.min_items),
            key("max_items", &self.max_items),
            key("unique", &self.unique),
            key("min_properties", &self.min_properties),
            key("max_properties", &self.max_properties),
            key("check", &self.check),
            key("items", &self.items),
        ];
        keys.into_iter().flatten().collect()
    }

    /// These constraints without their places.
    #[must_use]
    pub fn lower(&self) -> Constraints {
        fn value<T: Clone>(slot: &Slot<T>) -> Option<T> {
            slot.as_ref().map(|given| given.value.clone())
        }
        Constraints {
            min: value(&self.min),
            max: value(&self.max),
            exclusive_min: value(&self.exclusive_min),
            exclusive_max: value(&self.exclusive_max),
            multiple_of: value(&self.multiple_of),
            min_length: value(&self.min_length),
            max_length: value(&self.max_length),
            pattern: value(&self.pattern).map(|pattern| pattern.value()),
            format: value(&self.format),
            min_items: value(&self.min_items),
            max_items: value(&self.max_items),
            unique: value(&self.unique).unwrap_or(false),
            min_properties: value(&self.min_properties),
            max_properties: value(&self.max_properties),
            check: value(&self.check).map(|path| path_text(&path)),
            items: self.items.as_ref().map(|items| Box::new(items.value.lower())),
            // One place asks for each thing once.
            also: None,
        }
    }
}

/// A path as one word: rustc and `proc-macro2` put spaces in different places, and both readings must be equal.
#[must_use]
pub fn path_text(path: &syn::Path) -> String {
    let names: Vec<String> = path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    let root = if path.leading_colon.is_some() { "::" } else { "" };
    format!("{root}{}", names.join("::"))
}
