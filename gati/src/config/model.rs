//! What the type of a configuration looks like, as the build script wrote it.

use gati_schema::ty::{Shape, Side};
use gati_schema::{Manifest, Type, Violation, check};
use serde::Deserialize;
use serde_json::Value;

/// `config.json`: the type and everything that it mentions.
#[derive(Deserialize)]
pub(super) struct Model {
    #[serde(rename = "type")]
    ty: Type,
    manifest: Manifest,
}

impl Model {
    /// Reads it. Unknown keys are refused in a configuration, whatever serde would do: there is nobody who could have sent them but for a mistake.
    pub(super) fn parse(json: &str) -> Result<Self, serde_json::Error> {
        let mut model: Self = serde_json::from_str(json)?;
        for definition in model.manifest.types.values_mut() {
            match &mut definition.shape {
                Shape::Object {
                    fields,
                    deny_unknown_fields,
                } => *deny_unknown_fields |= !fields.iter().any(|field| field.flatten),
                Shape::Unit | Shape::Newtype { .. } | Shape::Tuple(_) | Shape::Choice(_) => {}
            }
        }
        Ok(model)
    }

    pub(super) fn check(&self, value: &Value) -> Vec<Violation> {
        check::value(&self.manifest, &self.ty, Side::Read, value)
    }
}
