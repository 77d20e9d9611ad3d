//! Enums: a variant, dressed as serde tags it.

use gati_schema::ty::{Choice, Content, Side, Tagging, Variant};
use serde_json::{Map, Value, json};

use crate::value::Sampler;

/// What stands for every name that is not known.
const UNHEARD: &str = "unheard-of";

impl Sampler<'_> {
    pub(crate) fn choice(&mut self, choice: &Choice) -> Option<Value> {
        let mut possible: Vec<(&Variant, usize)> = choice
            .variants
            .iter()
            .filter(|variant| !variant.skip.on(self.side))
            .filter_map(|variant| Some((variant, self.heights.variant(variant)?)))
            .collect();
        if self.is_deep() {
            // The shortest way to an end.
            let least = possible.iter().map(|(_, height)| *height).min()?;
            possible.retain(|(_, height)| *height == least);
            possible.truncate(1);
        }
        let at = if possible.len() > 1 {
            self.choose(possible.len())
        } else {
            0
        };
        let (variant, _) = possible.get(at)?;
        let content = self.at(&variant.rust_name, |inside| inside.content(&variant.content))?;
        self.dress(&choice.tagging, variant, content)
    }

    fn content(&mut self, content: &Content) -> Option<Value> {
        match content {
            Content::Unit => Some(Value::Null),
            Content::Newtype(ty) => self.make(ty),
            Content::Tuple(types) => self.tuple(types),
            Content::Object(fields) => self.object(fields).map(Value::Object),
        }
    }

    fn dress(&self, tagging: &Tagging, variant: &Variant, content: Value) -> Option<Value> {
        let name = match (variant.other, self.side) {
            (true, Side::Read) => UNHEARD,
            _ => variant.name.on(self.side).as_str(),
        };
        let is_unit = variant.content == Content::Unit;
        Some(match tagging {
            _ if variant.untagged => content,
            Tagging::Untagged => content,
            Tagging::External if is_unit => json!(name),
            Tagging::External => json!({ name: content }),
            Tagging::Internal { tag } => {
                let mut object = Map::from_iter([(tag.clone(), json!(name))]);
                match content {
                    Value::Object(inner) => object.extend(inner),
                    Value::Null => {}
                    // No enum with such a variant compiles.
                    _ => return None,
                }
                object.into()
            }
            Tagging::Adjacent { tag, .. } if is_unit => json!({ tag: name }),
            Tagging::Adjacent { tag, content: key } => json!({ tag: name, key: content }),
        })
    }
}
