//! Forms with files, written as browsers write them.

use gati_schema::ty::{Kind, Shape, Side};
use gati_schema::{Manifest, Type};
use serde_json::Value;

/// What stands between the parts; no value that is made up has it in it.
const BOUNDARY: &str = "gati-verify-7d1c8a52";

/// The media type of such a form.
pub(super) fn media_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// A form of the fields of an object: files as files, texts and numbers as texts, all else as JSON.
pub(super) fn multipart(manifest: &Manifest, ty: &Type, value: &Value) -> String {
    let mut form = String::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let is_file = field(manifest, ty, name).is_some_and(is_file);
        let values = match value {
            Value::Array(items) => items.as_slice(),
            value => std::slice::from_ref(value),
        };
        for value in values.iter().filter(|value| !value.is_null()) {
            form.push_str(&part(name, value, is_file));
        }
    }
    form.push_str(&format!("--{BOUNDARY}--\r\n"));
    form
}

fn part(name: &str, value: &Value, is_file: bool) -> String {
    let (file, media_type, content) = match value {
        Value::String(text) if is_file => ("; filename=\"file\"", "application/octet-stream", text.clone()),
        Value::String(text) => ("", "text/plain; charset=utf-8", text.clone()),
        Value::Object(_) | Value::Array(_) => ("", "application/json", value.to_string()),
        value => ("", "text/plain", value.to_string()),
    };
    let name = name.replace('"', "%22");
    format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\ncontent-type: {media_type}\r\n\r\n{content}\r\n"
    )
}

/// The type of the field that reads this name.
fn field<'m>(manifest: &'m Manifest, ty: &'m Type, name: &str) -> Option<&'m Type> {
    let Kind::Named { name: ty } = &ty.without_option().kind else {
        return None;
    };
    match &manifest.types.get(ty)?.shape {
        Shape::Object { fields, .. } => {
            let known = fields.iter().find(|field| field.name.on(Side::Read) == name)?;
            Some(&known.ty)
        }
        Shape::Newtype { ty, .. } => field(manifest, ty, name),
        _ => None,
    }
}

fn is_file(ty: &Type) -> bool {
    let ty = ty.without_option();
    matches!(ty.kind, Kind::Upload) || ty.parts().iter().any(|part| is_file(part))
}
