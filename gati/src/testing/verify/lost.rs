//! What a value has lost on its way to today and back.

use std::collections::BTreeMap;

use gati_schema::ty::{Content, Field, Kind, Shape, Side};
use gati_schema::{Manifest, Type};
use serde_json::Value;

/// The first place where what came back is not what was sent, though the type of what came back has a place for it.
pub(super) fn lost(manifest: &Manifest, ty: &Type, sent: &Value, back: &Value) -> Option<String> {
    Walk { manifest }.differs(Some(ty), sent, back, String::new())
}

struct Walk<'m> {
    manifest: &'m Manifest,
}

impl<'m> Walk<'m> {
    fn differs(&self, ty: Option<&'m Type>, sent: &Value, back: &Value, place: String) -> Option<String> {
        let ty = ty.map(|ty| self.inside(ty));
        match (sent, back) {
            (Value::Object(sent), Value::Object(back)) => {
                let known = ty.map(|ty| self.properties(ty)).unwrap_or_default();
                sent.iter().find_map(|(name, value)| {
                    let place = format!("{place}/{name}");
                    match (back.get(name), known.get(name.as_str())) {
                        (Some(other), inner) => self.differs(inner.copied().flatten(), value, other, place),
                        // What is not written may be what a reader takes for nothing.
                        (None, Some(_)) if !is_nothing(value) => Some(place),
                        (None, _) => None,
                    }
                })
            }
            (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => {
                if ty.is_some_and(|ty| matches!(ty.kind, Kind::Set { .. })) {
                    let is_there = |item: &&Value| !back.contains(item);
                    return sent.iter().find(is_there).map(|_| place);
                }
                let inner = ty.map(|ty| ty.parts()).unwrap_or_default();
                let mut pairs = sent.iter().zip(back).enumerate();
                pairs.find_map(|(at, (sent, back))| {
                    // A tuple has a type for each, a list one for all.
                    let inner = inner.get(at).or(inner.first()).copied();
                    self.differs(inner, sent, back, format!("{place}/{at}"))
                })
            }
            (sent, back) if sent == back => None,
            _ => Some(place),
        }
    }

    /// What stands in an `Option` or a newtype.
    fn inside(&self, ty: &'m Type) -> &'m Type {
        let mut ty = ty.without_option();
        let mut left = self.manifest.types.len();
        while let Kind::Named { name } = &ty.kind
            && let Some(Shape::Newtype { ty: inner, .. }) =
                self.manifest.types.get(name).map(|known| &known.shape)
            && left > 0
        {
            ty = inner.without_option();
            left -= 1;
        }
        ty
    }

    /// The properties that a type writes, of all its variants, each with its type where there is one.
    fn properties(&self, ty: &'m Type) -> BTreeMap<&'m str, Option<&'m Type>> {
        let mut known = BTreeMap::new();
        let Kind::Named { name } = &ty.kind else {
            return known;
        };
        match self.manifest.types.get(name).map(|known| &known.shape) {
            Some(Shape::Object { fields, .. }) => self.fields(fields, &mut known),
            Some(Shape::Choice(choice)) => {
                for variant in &choice.variants {
                    match &variant.content {
                        Content::Object(fields) => self.fields(fields, &mut known),
                        Content::Newtype(ty) => {
                            known.insert(variant.name.on(Side::Write).as_str(), Some(ty));
                            known.extend(self.properties(self.inside(ty)));
                        }
                        Content::Unit | Content::Tuple(_) => {}
                    }
                }
            }
            _ => {}
        }
        known
    }

    fn fields(&self, fields: &'m [Field], known: &mut BTreeMap<&'m str, Option<&'m Type>>) {
        for field in fields {
            if field.flatten {
                known.extend(self.properties(self.inside(&field.ty)));
            } else if !field.skip.on(Side::Write) {
                known.insert(field.name.on(Side::Write).as_str(), Some(&field.ty));
            }
        }
    }
}

/// What may be left out when it is written.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Bool(true) => false,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use gati_schema::TypeName;
    use serde_json::json;

    use super::*;

    const MANIFEST: &str = r#"{"format":1,"package":{"name":"shop","version":"1.0.0"},"handlers":[],"types":{
        "Parcel":{"name":"Parcel","shape":{"object":{"fields":[
            {"rust_name":"weight","name":"weight","type":{"kind":"integer","width":"u32"}},
            {"rust_name":"note","name":"note","type":{"kind":"option","of":{"kind":"text"}}},
            {"rust_name":"tags","name":"tags","type":{"kind":"set","of":{"kind":"text"}}},
            {"rust_name":"inner","name":"inner","type":{"kind":"list","of":{"kind":"named","name":"Parcel"}}}]}}}}}"#;

    fn lost_of(sent: &Value, back: &Value) -> Option<String> {
        let manifest = Manifest::from_json(MANIFEST).unwrap();
        lost(&manifest, &Type::named(TypeName::new("Parcel")), sent, back)
    }

    #[test]
    fn what_both_know_comes_back() {
        let sent = json!({"weight": 3, "note": "x", "tags": ["a", "b"], "inner": []});
        assert_eq!(lost_of(&sent, &sent), None);
        let changed = json!({"weight": 4, "note": "x", "tags": ["b", "a"], "inner": []});
        assert_eq!(lost_of(&sent, &changed).as_deref(), Some("/weight"));
        let without = json!({"weight": 3, "tags": ["a", "b"], "inner": []});
        assert_eq!(
            lost_of(&sent, &without).as_deref(),
            Some("/note"),
            "it has a place for it"
        );
        let deep = |weight: u32| json!({"weight": 3, "inner": [{"weight": weight, "inner": []}]});
        assert_eq!(lost_of(&deep(1), &deep(2)).as_deref(), Some("/inner/0/weight"));
    }

    #[test]
    fn what_only_looks_different_is_not_lost() {
        let sent = json!({"weight": 3, "note": null, "tags": ["b", "a"], "inner": [], "unknown": 7});
        let back = json!({"weight": 3, "tags": ["a", "b"], "id": 9});
        assert_eq!(lost_of(&sent, &back), None);
    }
}
