//! A JSON Schema in the dialect of OpenAPI 3.0.
//!
//! That dialect has one type per schema, no null, bounds that are exclusive by a flag, no `const`, no tuples, and ignores what
//! stands beside a `$ref`. What it cannot say is left out, so that it never refuses what 3.1 accepts.

use serde_json::{Map, Number, Value, json};

type Schema = Map<String, Value>;

/// Keywords that the dialect does not have and that only narrow, or are for people.
const UNKNOWN: [&str; 20] = [
    "$comment",
    "$defs",
    "$id",
    "$schema",
    "contains",
    "contentEncoding",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentMediaType",
];

/// The schema in the dialect of 3.0.
pub(super) fn schema(value: Value) -> Value {
    match value {
        Value::Object(members) => object(members).into(),
        Value::Bool(false) => json!({"not": {}}),
        _ => json!({}),
    }
}

fn object(mut members: Schema) -> Schema {
    if let Some(reference) = members.remove("$ref") {
        let siblings = object(members);
        let reference = Schema::from_iter([("$ref".to_owned(), reference)]);
        return if siblings.is_empty() {
            reference
        } else {
            with_all_of(siblings, reference.into())
        };
    }
    content(&mut members);
    tuple(&mut members);
    open_properties(&mut members);
    members.retain(|name, _| !UNKNOWN.contains(&name.as_str()));
    constant(&mut members);
    example(&mut members);
    exclusive(&mut members, "minimum", "exclusiveMinimum", f64::gt);
    exclusive(&mut members, "maximum", "exclusiveMaximum", f64::lt);
    let mut members = inner(members);
    one_type(&mut members);
    no_null_branch(&mut members);
    null_in_enum(&mut members);
    if members.get("type").is_some_and(|name| name == "array") {
        members.entry("items").or_insert_with(|| json!({}));
    }
    members
}

/// Converts the schemas inside a schema.
fn inner(members: Schema) -> Schema {
    let convert = |(name, value): (String, Value)| {
        let value = match (name.as_str(), value) {
            ("properties", Value::Object(properties)) => properties
                .into_iter()
                .map(|(name, property)| (name, schema(property)))
                .collect(),
            ("allOf" | "anyOf" | "oneOf", Value::Array(branches)) => {
                branches.into_iter().map(schema).collect()
            }
            ("items" | "not", value) => schema(value),
            ("additionalProperties", value @ Value::Object(_)) => schema(value),
            (_, value) => value,
        };
        (name, value)
    };
    members.into_iter().map(convert).collect()
}

/// Bytes in a form are a format here.
fn content(members: &mut Schema) {
    if members.contains_key("contentMediaType") && !members.contains_key("contentEncoding") {
        members.insert("format".to_owned(), "binary".into());
    } else if members
        .get("contentEncoding")
        .is_some_and(|coding| coding == "base64")
    {
        members.insert("format".to_owned(), "byte".into());
    }
}

/// A list of fixed length: any of its items may stand anywhere.
fn tuple(members: &mut Schema) {
    let Some(Value::Array(positions)) = members.remove("prefixItems") else {
        return;
    };
    let mut distinct: Vec<Value> = Vec::new();
    for position in positions {
        if !distinct.contains(&position) {
            distinct.push(position);
        }
    }
    let items = match distinct.len() {
        0 => json!({}),
        1 => distinct.remove(0),
        _ => json!({"anyOf": distinct}),
    };
    members.insert("items".to_owned(), items);
}

/// A closed object whose other properties have patterns is open here.
fn open_properties(members: &mut Schema) {
    if members.contains_key("patternProperties") {
        members.remove("additionalProperties");
    }
}

fn constant(members: &mut Schema) {
    if let Some(value) = members.remove("const") {
        members.insert("enum".to_owned(), json!([value]));
    }
}

fn example(members: &mut Schema) {
    if let Some(Value::Array(examples)) = members.remove("examples")
        && let Some(first) = examples.into_iter().next()
    {
        members.insert("example".to_owned(), first);
    }
}

/// An exclusive bound is a bound with a flag; of two bounds the stricter stays.
fn exclusive(members: &mut Schema, bound: &str, flag: &str, stricter: fn(&f64, &f64) -> bool) {
    let Some(Value::Number(exclusive)) = members.remove(flag) else {
        return;
    };
    let number = |number: &Number| number.as_f64().unwrap_or_default();
    if let Some(Value::Number(inclusive)) = members.get(bound)
        && stricter(&number(inclusive), &number(&exclusive))
    {
        return;
    }
    members.insert(bound.to_owned(), Value::Number(exclusive));
    members.insert(flag.to_owned(), true.into());
}

/// One type, perhaps nullable; more than one become branches.
fn one_type(members: &mut Schema) {
    let names = match members.get("type") {
        Some(Value::String(name)) if name == "null" => vec![],
        Some(Value::Array(names)) => names.iter().filter(|name| *name != "null").cloned().collect(),
        _ => return,
    };
    let is_nullable = match members.remove("type") {
        Some(Value::Array(all)) => all.len() > names.len(),
        _ => true,
    };
    match names.as_slice() {
        // Null alone: a type must be named for `nullable` to count, and the enum leaves nothing of it.
        [] => {
            members.insert("type".to_owned(), "string".into());
            members.insert("enum".to_owned(), json!([null]));
        }
        [name] => {
            members.insert("type".to_owned(), name.clone());
        }
        _ => {
            let branches: Vec<Value> = names
                .iter()
                .map(|name| match name.as_str() {
                    Some("array") => json!({"type": name, "items": {}, "nullable": is_nullable}),
                    _ => json!({"type": name, "nullable": is_nullable}),
                })
                .collect();
            members.insert("anyOf".to_owned(), branches.into());
            return;
        }
    }
    if is_nullable {
        members.insert("nullable".to_owned(), true.into());
    }
}

/// `anyOf` of a plain type and null is that type, nullable. A reference and null stay branches: `nullable` beside a
/// reference would not make null one of its values.
fn no_null_branch(members: &mut Schema) {
    for keyword in ["anyOf", "oneOf"] {
        let Some(Value::Array(branches)) = members.get(keyword) else {
            continue;
        };
        let (nulls, others): (Vec<Value>, Vec<Value>) = branches.iter().cloned().partition(is_null);
        let [Value::Object(only)] = others.as_slice() else {
            continue;
        };
        if nulls.is_empty() || !only.contains_key("type") {
            continue;
        }
        let only = only.clone();
        members.remove(keyword);
        for (name, value) in only {
            // What stands outside is nearer to the reader.
            members.entry(name).or_insert(value);
        }
        members.insert("nullable".to_owned(), true.into());
    }
}

/// Whether a converted schema is that of null.
fn is_null(schema: &Value) -> bool {
    schema.get("nullable").is_some_and(|flag| flag == true)
        && schema.get("enum").is_some_and(|values| *values == json!([null]))
}

/// What may be null must have null among its values.
fn null_in_enum(members: &mut Schema) {
    let is_nullable = members.get("nullable").is_some_and(|flag| flag == true);
    if let Some(Value::Array(values)) = members.get_mut("enum") {
        if values.contains(&Value::Null) {
            members.insert("nullable".to_owned(), true.into());
        } else if is_nullable {
            values.push(Value::Null);
        }
    }
}

fn with_all_of(mut members: Schema, schema: Value) -> Schema {
    match members.get_mut("allOf") {
        Some(Value::Array(schemas)) => schemas.insert(0, schema),
        _ => {
            members.insert("allOf".to_owned(), vec![schema].into());
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_difference_of_the_dialects_is_bridged() {
        for (new, old) in [
            (json!(true), json!({})),
            (json!(false), json!({"not": {}})),
            (
                json!({"type": ["string", "null"]}),
                json!({"type": "string", "nullable": true}),
            ),
            (
                json!({"type": "null"}),
                json!({"type": "string", "nullable": true, "enum": [null]}),
            ),
            (
                json!({"anyOf": [{"$ref": "#/a"}, {"type": "null"}], "description": "d"}),
                json!({
                    "anyOf": [{"$ref": "#/a"}, {"type": "string", "nullable": true, "enum": [null]}],
                    "description": "d",
                }),
            ),
            (
                json!({"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "null"}]}),
                json!({"type": "string", "enum": ["a", null], "nullable": true}),
            ),
            (json!({"$ref": "#/a"}), json!({"$ref": "#/a"})),
            (
                json!({"$ref": "#/a", "description": "d"}),
                json!({"allOf": [{"$ref": "#/a"}], "description": "d"}),
            ),
            (json!({"const": 1}), json!({"enum": [1]})),
            (json!({"examples": [1, 2]}), json!({"example": 1})),
            (
                json!({"type": "integer", "exclusiveMinimum": 0, "minimum": 0, "exclusiveMaximum": 9}),
                json!({"type": "integer", "minimum": 0, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": true}),
            ),
            (
                json!({"exclusiveMinimum": 0, "minimum": 5}),
                json!({"minimum": 5}),
            ),
            (
                json!({"type": "array", "prefixItems": [{"type": "string"}, {"const": 1}, {"type": "string"}], "minItems": 3}),
                json!({"type": "array", "items": {"anyOf": [{"type": "string"}, {"enum": [1]}]}, "minItems": 3}),
            ),
            (json!({"type": "array"}), json!({"type": "array", "items": {}})),
            (
                json!({"type": "string", "contentMediaType": "application/octet-stream"}),
                json!({"type": "string", "format": "binary"}),
            ),
            (
                json!({"type": "object", "additionalProperties": {"const": 1}, "propertyNames": {"minLength": 1}}),
                json!({"type": "object", "additionalProperties": {"enum": [1]}}),
            ),
            (
                json!({"type": "object", "patternProperties": {"^a": {}}, "additionalProperties": false}),
                json!({"type": "object"}),
            ),
            (
                json!({"type": "object", "properties": {"const": {"const": 1}}}),
                json!({"type": "object", "properties": {"const": {"enum": [1]}}}),
            ),
        ] {
            assert_eq!(schema(new.clone()), old, "{new}");
        }
    }
}
