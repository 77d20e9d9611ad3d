//! `Headers<T>`: request headers as a struct.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

use gati_schema::ty::Side;
use http::{HeaderMap, HeaderValue};
use serde::Deserialize;
use serde::de::value::{MapDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::text::{Text, TextError, Texts, list_items};
use super::{Call, given, reread};
use crate::GType;
use crate::endpoint::Context;
use crate::problem::Violation;
use crate::problem::catalogue::{self, Part};
use crate::rejection::Rejection;
use crate::version::Given;

/// Request headers, as a struct with one field per header: the field `if_match` reads `If-Match`.
///
/// A `Vec` takes every item of a list, be it in one header with commas or in several headers. An `Option` may be absent. What does not
/// fit is answered with 400 and every violation.
///
/// ```
/// use gati::prelude::*;
///
/// #[derive(Deserialize, GType)]
/// struct Conditions {
///     if_match: Option<String>,
/// }
///
/// async fn replace(conditions: Headers<Conditions>) -> NoContent {
///     let _etag = &conditions.if_match;
///     NoContent
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headers<T>(pub T);

impl<T> Deref for Headers<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Headers<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<G: Context> Call<G> {
    /// The headers that `T` has fields for.
    ///
    /// # Errors
    ///
    /// If they do not fit.
    pub fn headers<T>(&mut self) -> Result<Headers<T>, Rejection>
    where
        T: for<'de> Deserialize<'de> + GType + 'static,
    {
        if let Some(gift) = self.gift_of(Given::headers_mut) {
            return given::value(gift).map(Headers);
        }
        let violations = match T::deserialize(HeaderFields(&self.head.0.headers)) {
            Ok(value) => {
                let violations = reread::validate(&value, Side::Read);
                if violations.is_empty() {
                    return Ok(Headers(value));
                }
                reread::locate(violations, Part::Header.name())
            }
            Err(error) => self.reread_headers(&error),
        };
        Err(catalogue::invalid_part(Part::Header, by_name(violations)).into())
    }
}

/// Violations under the names of headers, as their caller sends them, and not under those of the fields that read them.
fn by_name(mut violations: Vec<Violation>) -> Vec<Violation> {
    for violation in &mut violations {
        let name = violation.pointer.strip_prefix('/').unwrap_or_default();
        let length = name.find('/').unwrap_or(name.len());
        let name = name[..length].replace('_', "-");
        if !name.is_empty() {
            violation.pointer.replace_range(1..=length, &name);
        }
    }
    violations
}

/// Headers as the fields of a struct. serde says which fields there are, so only those are looked up.
struct HeaderFields<'a>(&'a HeaderMap);

impl<'de> Deserializer<'de> for HeaderFields<'_> {
    type Error = TextError;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TextError> {
        visitor.visit_map(Fields {
            headers: self.0,
            fields: fields.iter(),
            value: None,
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, TextError> {
        visitor.visit_newtype_struct(self)
    }

    /// A struct with flattened parts does not say its fields: it gets every header.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        let pairs = self.0.keys().map(|name| {
            (
                name.as_str().replace('-', "_"),
                HeaderTexts(self.0, Cow::Borrowed(name.as_str())),
            )
        });
        visitor.visit_map(MapDeserializer::new(pairs))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct Fields<'a> {
    headers: &'a HeaderMap,
    fields: std::slice::Iter<'static, &'static str>,
    value: Option<HeaderTexts<'a>>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = TextError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, TextError> {
        for field in self.fields.by_ref() {
            let name: Cow<'static, str> = if field.contains('_') {
                field.replace('_', "-").into()
            } else {
                (*field).into()
            };
            if self.headers.contains_key(&*name) {
                self.value = Some(HeaderTexts(self.headers, name));
                let key: StrDeserializer<'_, TextError> =
                    serde::de::IntoDeserializer::into_deserializer(*field);
                return seed.deserialize(key).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, TextError> {
        match self.value.take() {
            Some(value) => seed.deserialize(value),
            None => Err(TextError::custom("a value was asked for before its name")),
        }
    }
}

/// All values of one header.
struct HeaderTexts<'a>(&'a HeaderMap, Cow<'a, str>);

impl<'a> HeaderTexts<'a> {
    /// The single value; several make a list, which only a list takes.
    fn single(&self) -> Result<Text<'a>, TextError> {
        let mut values = self.0.get_all(&*self.1).iter();
        match (values.next(), values.next()) {
            (Some(value), None) => Ok(Text(text(value)?.into())),
            _ => Err(TextError::custom(format_args!(
                "the header `{}` is given more than once",
                self.1
            ))),
        }
    }
}

fn text(value: &HeaderValue) -> Result<&str, TextError> {
    std::str::from_utf8(value.as_bytes()).map_err(|_| TextError::custom("the header is not UTF-8"))
}

macro_rules! single {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
            self.single()?.$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for HeaderTexts<'_> {
    type Error = TextError;

    single! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
        deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_map deserialize_identifier
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, TextError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        let values: Vec<&str> = self
            .0
            .get_all(&*self.1)
            .iter()
            .map(text)
            .collect::<Result<_, _>>()?;
        visitor.visit_seq(Texts(values.into_iter().flat_map(list_items)))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, TextError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, TextError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, TextError> {
        visitor.visit_unit()
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TextError> {
        self.single()?.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TextError> {
        self.single()?.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_unit()
    }
}

impl<'de> serde::de::IntoDeserializer<'de, TextError> for HeaderTexts<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Known {
        if_match: Option<String>,
        x_count: u8,
        #[serde(default)]
        accept_language: Vec<String>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Flattened {
        #[serde(flatten)]
        rest: std::collections::BTreeMap<String, String>,
    }

    #[test]
    fn violations_stand_under_the_names_of_headers() {
        let at = |pointer: &str| Violation {
            place: "header".into(),
            pointer: pointer.to_owned(),
            keyword: Cow::Borrowed("type"),
            expected: String::new(),
            actual: String::new(),
        };
        let told: Vec<String> = by_name(vec![at("/x_count"), at("/accept_language/0_1"), at("")])
            .into_iter()
            .map(|violation| violation.pointer)
            .collect();
        assert_eq!(told, ["/x-count", "/accept-language/0_1", ""]);
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn fields_are_read_from_the_headers_of_their_names() {
        let headers = headers(&[
            ("x-count", "7"),
            ("accept-language", "en, de"),
            ("accept-language", "hi"),
            ("host", "x"),
        ]);
        assert_eq!(
            Known::deserialize(HeaderFields(&headers)).unwrap(),
            Known {
                if_match: None,
                x_count: 7,
                accept_language: vec!["en".into(), "de".into(), "hi".into()],
            }
        );
    }

    #[test]
    fn a_header_that_is_given_twice_is_no_single_value() {
        let headers = headers(&[("x-count", "7"), ("x-count", "8")]);
        let error = Known::deserialize(HeaderFields(&headers)).unwrap_err();
        assert_eq!(error.to_string(), "the header `x-count` is given more than once");
    }

    #[test]
    fn a_flattened_map_takes_every_header() {
        let headers = headers(&[("x-count", "7")]);
        let all = Flattened::deserialize(HeaderFields(&headers)).unwrap();
        assert_eq!(all.rest["x_count"], "7");
    }
}
