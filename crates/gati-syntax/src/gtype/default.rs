//! What a reader takes when a field is absent, as far as the source tells.

use gati_schema::ty::Default;
use serde_json::{Value, json};
use syn::Type;

use super::primitive::Primitive;
use crate::attr::constraint::path_text;
use crate::attr::serde::DefaultValue;

/// The default of a field: the documented value, else what the spelling of its type tells, else something computed.
///
/// `own` is the field's attribute, `container` whether the struct has one: the value then comes out of the struct's.
pub(super) fn of_field(
    own: Option<&DefaultValue>,
    container: bool,
    documented: Option<&Value>,
    ty: &Type,
) -> Default {
    let known = match own {
        None if !container => return Default::None,
        None => None,
        Some(DefaultValue::Trait) => of_type(ty),
        Some(DefaultValue::Function(path)) if is_trait_function(path) => of_type(ty),
        Some(DefaultValue::Function(_)) => None,
    };
    match documented.cloned().or(known) {
        Some(value) => Default::Known(value),
        None => Default::Computed,
    }
}

/// `T::default()` of types whose default everybody knows.
fn of_type(ty: &Type) -> Option<Value> {
    Some(match Primitive::of(ty)? {
        Primitive::Bool => json!(false),
        Primitive::Integer(_) => json!(0),
        Primitive::Float => json!(0.0),
        Primitive::Text => json!(""),
        Primitive::Option => json!(null),
        Primitive::List => json!([]),
        Primitive::Map => json!({}),
        Primitive::Char => return None,
    })
}

/// Functions that give what `Default` gives.
fn is_trait_function(path: &syn::ExprPath) -> bool {
    let text = path_text(&path.path);
    let begin = text.trim_start_matches("::");
    [
        "Default::default",
        "Vec::new",
        "String::new",
        "HashMap::new",
        "BTreeMap::new",
    ]
    .iter()
    .any(|known| begin == *known || begin.ends_with(&format!("::{known}")))
}
