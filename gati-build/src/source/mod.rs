//! Source files as trees of modules: what rustc would compile, as far as that can be told from text.

pub(crate) mod cfg;
mod configure;
mod file;
mod import;
mod item;
mod load;
mod macros;
mod program;
mod skim;
mod walk;

pub(crate) use file::{FileId, Files, Place, Spot};
pub(crate) use import::{Import, spell, text};
pub(crate) use item::{Item, ItemId, ItemKind, Presence, Visibility};
pub(crate) use macros::{AppCall, app_calls};
pub(crate) use program::{Crate, CrateId, Fault, Module, ModuleId, Program};
