//! What a module declares, with what rustc would know of it before it looks inside.

use std::rc::Rc;

use proc_macro2::{Span, TokenStream};
use syn::{DeriveInput, ItemConst, ItemFn, ItemImpl, ItemType};

use super::{ModuleId, Place};

/// An item of a [`super::Program`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ItemId(pub(super) usize);

/// Something with a name.
pub(crate) struct Item {
    pub(crate) module: ModuleId,
    pub(crate) name: String,
    /// Where its name stands in the file of the module.
    pub(crate) span: Span,
    pub(crate) visibility: Visibility,
    pub(crate) presence: Presence,
    pub(crate) kind: ItemKind,
}

/// What kind of item it is. Contents are shared, so that names can be looked up while one of them is read.
#[derive(Clone)]
pub(crate) enum ItemKind {
    Module(ModuleId),
    /// A struct, an enum or a union.
    Data(Rc<DeriveInput>),
    /// One item of `gati::brand!`: the tokens of that one.
    Brand(Rc<TokenStream>),
    Alias(Rc<ItemType>),
    Const(Rc<ItemConst>),
    Function(Rc<ItemFn>),
    /// A block of methods under `#[gati::module]`. It has no name that could be looked up.
    ModuleBlock(Rc<ItemImpl>),
    /// A trait: a name among types that is no type.
    Trait,
}

impl ItemKind {
    /// Whether the name lives among types; constants and functions have a name space of their own.
    pub(crate) fn is_type(&self) -> bool {
        !matches!(self, Self::Const(_) | Self::Function(_) | Self::ModuleBlock(_))
    }
}

/// From where an item can be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Visibility {
    /// From everywhere.
    Public,
    /// From a module and everything in it.
    Within(ModuleId),
}

/// Whether an item is compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Presence {
    /// Whether it is, as far as can be told: what a build script cannot see counts as not set.
    pub(crate) there: bool,
    /// What it depends on that a build script cannot see.
    pub(crate) doubt: Option<Doubt>,
}

/// A `cfg` that a build script cannot judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// The option, such as `test`.
    pub(crate) option: String,
    /// The `cfg(…)`.
    pub(crate) place: Place,
}

impl Presence {
    /// Compiled for certain.
    pub(crate) const CERTAIN: Self = Self {
        there: true,
        doubt: None,
    };

    /// The presence of something inside of something else.
    pub(crate) fn within(self, outer: &Self) -> Self {
        Self {
            there: self.there && outer.there,
            doubt: self.doubt.or_else(|| outer.doubt.clone()),
        }
    }
}
