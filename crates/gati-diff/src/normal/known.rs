//! A guard: whatever the model gains must be thought of here before this crate compiles again.

use gati_schema::ty::{Choice, Constraints, Deprecation, Field, Variant};

/// A place of the model that the normal form reads must be read here: these patterns name every field, so that a new one does
/// not compile until somebody has thought of it.
#[expect(dead_code, reason = "it is compiled, and that is all it is for")]
fn every_field_is_known(
    Field {
        rust_name: _,
        name: _,
        aliases: _,
        ty: _,
        default: _,
        written: _,
        skip: _,
        flatten: _,
        docs: _,
        deprecated: _,
        examples: _,
    }: &Field,
    Variant {
        rust_name: _,
        name: _,
        aliases: _,
        content: _,
        untagged: _,
        other: _,
        skip: _,
        status: _,
        docs: _,
        deprecated: _,
    }: &Variant,
    Choice {
        tagging: _,
        variants: _,
        deny_unknown_fields: _,
    }: &Choice,
    Constraints {
        min: _,
        max: _,
        exclusive_min: _,
        exclusive_max: _,
        multiple_of: _,
        min_length: _,
        max_length: _,
        pattern: _,
        format: _,
        min_items: _,
        max_items: _,
        unique: _,
        min_properties: _,
        max_properties: _,
        check: _,
        items: _,
        also: _,
    }: &Constraints,
    Deprecation { since: _, note: _ }: &Deprecation,
) {
}
