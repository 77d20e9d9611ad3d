//! Most of what a program can have: modules, imports of all kinds, generics, aliases, a brand, errors, another package.

mod handlers;
pub mod model;
#[path = "shared/paging.rs"]
mod page;

gati::app!(state = std::sync::Arc<model::Ledger>);
