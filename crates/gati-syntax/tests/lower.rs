//! Every serde attribute and what it does to the definition.

mod support;

#[path = "lower/containers.rs"]
mod containers;
#[path = "lower/defaults.rs"]
mod defaults;
#[path = "lower/enums.rs"]
mod enums;
#[path = "lower/fields.rs"]
mod fields;
#[path = "lower/names.rs"]
mod names;
