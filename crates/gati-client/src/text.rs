//! Values as plain text, for places that have no JSON: path segments, headers, parts of a multipart form.

use serde::Serialize;
use serde_json::Value;

use crate::error::RequestError;

/// What a value is where only text can stand.
pub(crate) enum Texts {
    /// It is absent.
    None,
    /// One text.
    One(String),
    /// A list of texts.
    Many(Vec<String>),
    /// Something with structure, as JSON.
    Json(String),
}

/// The text of a value that must be one text: a word or a number.
pub(crate) fn one<T: Serialize + ?Sized>(place: &str, value: &T) -> Result<String, RequestError> {
    // Through the JSON text rather than a `Value`, which cannot hold every `u128`.
    let json = to_json(place, value)?;
    match json.as_bytes().first() {
        Some(b'"') => unquote(place, &json),
        Some(b'{' | b'[' | b'n') | None => Err(RequestError::shape(place)),
        Some(_) => Ok(json),
    }
}

/// The texts of any value.
pub(crate) fn many<T: Serialize + ?Sized>(place: &str, value: &T) -> Result<Texts, RequestError> {
    let json = to_json(place, value)?;
    Ok(match json.as_bytes().first() {
        Some(b'n') | None => Texts::None,
        Some(b'[') => {
            let items: Vec<Box<serde_json::value::RawValue>> =
                serde_json::from_str(&json).map_err(|cause| RequestError::encode(place, cause))?;
            if items.iter().any(|item| item.get().starts_with(['{', '[', 'n'])) {
                return Ok(Texts::Json(json));
            }
            Texts::Many(
                items
                    .iter()
                    .map(|item| one(place, item))
                    .collect::<Result<_, _>>()?,
            )
        }
        Some(b'{') => Texts::Json(json),
        Some(b'"') => Texts::One(unquote(place, &json)?),
        Some(_) => Texts::One(json),
    })
}

/// The fields of a struct whose values are texts.
pub(crate) fn fields<T: Serialize + ?Sized>(
    place: &str,
    value: &T,
) -> Result<Vec<(String, Value)>, RequestError> {
    match serde_json::to_value(value).map_err(|cause| RequestError::encode(place, cause))? {
        Value::Object(fields) => Ok(fields.into_iter().collect()),
        Value::Null => Ok(Vec::new()),
        _ => Err(RequestError::shape(place)),
    }
}

fn to_json<T: Serialize + ?Sized>(place: &str, value: &T) -> Result<String, RequestError> {
    serde_json::to_string(value).map_err(|cause| RequestError::encode(place, cause))
}

fn unquote(place: &str, json: &str) -> Result<String, RequestError> {
    serde_json::from_str(json).map_err(|cause| RequestError::encode(place, cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_are_texts() {
        assert_eq!(one("id", "a b").unwrap(), "a b");
        assert_eq!(one("id", &u128::MAX).unwrap(), u128::MAX.to_string());
        assert_eq!(one("id", &true).unwrap(), "true");
        assert!(one("id", &[1]).is_err());
        assert!(one("id", &None::<u8>).is_err());
    }

    #[test]
    fn a_list_of_words_is_many_texts_and_a_list_of_lists_is_json() {
        assert!(matches!(many("a", &["x", "y"]).unwrap(), Texts::Many(texts) if texts == ["x", "y"]));
        assert!(matches!(many("a", &[[1]]).unwrap(), Texts::Json(text) if text == "[[1]]"));
        assert!(matches!(many("a", &None::<u8>).unwrap(), Texts::None));
    }
}
