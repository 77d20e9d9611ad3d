//! Constraints as keywords.

use serde_json::Value;

use super::{Schema, Writer};
use crate::Type;
use crate::ty::{Constraints, Kind};
use crate::wire;

impl Writer<'_> {
    /// Adds the constraints of a place to the schema of its kind. What they ask of items is added where the item is, unless
    /// the list has a name of its own.
    pub(super) fn constrain(&self, schema: &mut Schema, ty: &Type) {
        keywords(schema, &ty.constraints);
        if let (Some(items), Kind::Named { .. }) = (&ty.constraints.items, &ty.kind) {
            let mut inner = Schema::new();
            keywords(&mut inner, items);
            let place = match &wire::through_newtypes(self.manifest, ty).without_option().kind {
                Kind::Map { .. } => "additionalProperties",
                _ => "items",
            };
            schema.insert(place.to_owned(), inner.into());
        }
    }
}

fn keywords(schema: &mut Schema, constraints: &Constraints) {
    let Constraints {
        min,
        max,
        exclusive_min,
        exclusive_max,
        multiple_of,
        min_length,
        max_length,
        pattern,
        format,
        min_items,
        max_items,
        unique,
        min_properties,
        max_properties,
        // A function has no form in a schema; what is asked of items stands at the item.
        check: _,
        items: _,
        also,
    } = constraints;
    let numbers = [
        ("exclusiveMinimum", exclusive_min),
        ("exclusiveMaximum", exclusive_max),
        ("multipleOf", multiple_of),
    ];
    for (keyword, number) in numbers {
        if let Some(number) = number {
            schema.insert(keyword.to_owned(), Value::Number(number.0.clone()));
        }
    }
    // The kind may have set a bound; the stricter one counts.
    if let Some(min) = min
        && bound(schema, "minimum").is_none_or(|known| *min > known)
    {
        schema.insert("minimum".to_owned(), Value::Number(min.0.clone()));
    }
    if let Some(max) = max
        && bound(schema, "maximum").is_none_or(|known| *max < known)
    {
        schema.insert("maximum".to_owned(), Value::Number(max.0.clone()));
    }
    let counts = [
        ("minLength", min_length),
        ("maxLength", max_length),
        ("minItems", min_items),
        ("maxItems", max_items),
        ("minProperties", min_properties),
        ("maxProperties", max_properties),
    ];
    for (keyword, count) in counts {
        if let Some(count) = count {
            schema.insert(keyword.to_owned(), (*count).into());
        }
    }
    if let Some(pattern) = pattern {
        schema.insert("pattern".to_owned(), pattern.as_str().into());
    }
    if let Some(format) = format {
        schema.insert("format".to_owned(), format.name().into());
    }
    if *unique {
        schema.insert("uniqueItems".to_owned(), true.into());
    }
    if let Some(also) = also {
        let mut further = Schema::new();
        keywords(&mut further, also);
        super::push(schema, "allOf", further.into());
    }
}

fn bound(schema: &Schema, keyword: &str) -> Option<crate::ty::Number> {
    match schema.get(keyword) {
        Some(Value::Number(number)) => Some(crate::ty::Number(number.clone())),
        _ => None,
    }
}
