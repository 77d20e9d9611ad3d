//! The parts of a form as the fields of a struct.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Unexpected, Visitor,
};

use serde_json::Value;

use super::super::json::is_json;
use super::super::reread::Summary;
use super::super::text::{Text, TextError};
use super::read::Part;
use super::upload::Upload;

/// By this name of a newtype our deserializer knows that a file is wanted, and no other deserializer does anything with it.
const UPLOAD: &str = "$gati::Upload";

thread_local! {
    /// The file that is being handed over; serde has no other way for what is no text.
    static IN_TRANSIT: Cell<Option<Upload>> = const { Cell::new(None) };
}

/// Reads a struct from the parts of a form.
pub(super) fn read<T: DeserializeOwned>(parts: Vec<Part>) -> Result<T, TextError> {
    let mut fields: Vec<(String, Vec<Upload>)> = Vec::new();
    for Part { name, content } in parts {
        match fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, contents)) => contents.push(content),
            None => fields.push((name, vec![content])),
        }
    }
    let fields = fields
        .into_iter()
        .map(|(name, contents)| (name, Contents(contents)));
    T::deserialize(Form(fields))
}

/// The form with the texts in it, for looking again at what was refused; a file is an empty text.
pub(super) fn summary(parts: &[Part]) -> Vec<(String, Summary)> {
    let summary = |content: &Upload| {
        let bytes = content.as_bytes().filter(|_| content.file_name().is_none());
        match bytes.map(std::str::from_utf8) {
            Some(Ok(text)) if is_json_part(content) => {
                serde_json::from_str(text).map_or_else(|_| Summary::Text(text.to_owned()), Summary::Json)
            }
            Some(Ok(text)) => Summary::Text(text.to_owned()),
            _ => Summary::File,
        }
    };
    parts
        .iter()
        .map(|part| (part.name.clone(), summary(&part.content)))
        .collect()
}

fn is_json_part(content: &Upload) -> bool {
    content.content_type().is_some_and(is_json)
}

/// The whole form, which is a struct or a map.
struct Form<I>(I);

impl<'de, I> Deserializer<'de> for Form<I>
where
    I: Iterator<Item = (String, Contents)>,
{
    type Error = TextError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_map(MapDeserializer::new(self.0))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, TextError> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Every part of one name.
struct Contents(Vec<Upload>);

impl Contents {
    /// The single part; several make a list, which only a list takes.
    fn single(mut self) -> Result<OnePart, TextError> {
        match (self.0.pop(), self.0.is_empty()) {
            (Some(content), true) => Ok(OnePart(content)),
            _ => Err(TextError::custom("the part is given more than once")),
        }
    }
}

macro_rules! single {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
            self.single()?.$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Contents {
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
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, TextError> {
        if name == UPLOAD {
            return self.single()?.deserialize_newtype_struct(name, visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        if let [one] = &*self.0
            && is_json_part(one)
        {
            return self.single()?.deserialize_seq(visitor);
        }
        visitor.visit_seq(SeqDeserializer::new(self.0.into_iter().map(OnePart)))
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
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TextError> {
        self.single()?.deserialize_struct(name, fields, visitor)
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

impl IntoDeserializer<'_, TextError> for Contents {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// One part: a file, a text, or JSON if it says so.
struct OnePart(Upload);

impl OnePart {
    fn text(&self) -> Result<Text<'_>, TextError> {
        let bytes = self
            .0
            .as_bytes()
            .ok_or_else(|| TextError::custom("the part is a file and should be a text"))?;
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Text(Cow::Borrowed(text))),
            Err(_) => Err(TextError::custom("the part is not UTF-8")),
        }
    }

    /// The part as JSON.
    fn json(&self) -> Result<Value, TextError> {
        let bytes = self
            .0
            .as_bytes()
            .ok_or_else(|| TextError::custom("the part is a file and should be JSON"))?;
        serde_json::from_slice(bytes).map_err(TextError::custom)
    }
}

macro_rules! one {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
            if is_json_part(&self.0) {
                return self.json()?.$method(visitor).map_err(TextError::custom);
            }
            self.text()?.$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for OnePart {
    type Error = TextError;

    one! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
        deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_seq deserialize_identifier
    }

    /// Only JSON can be an object, whether the part says so or not.
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        self.json()?.deserialize_map(visitor).map_err(TextError::custom)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TextError> {
        self.json()?
            .deserialize_struct(name, fields, visitor)
            .map_err(TextError::custom)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, TextError> {
        if name == UPLOAD {
            IN_TRANSIT.set(Some(self.0));
            return visitor.visit_unit();
        }
        visitor.visit_newtype_struct(self)
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

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TextError> {
        if is_json_part(&self.0) {
            return self
                .json()?
                .deserialize_enum(name, variants, visitor)
                .map_err(TextError::custom);
        }
        self.text()?.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_unit()
    }
}

impl IntoDeserializer<'_, TextError> for OnePart {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A file can be read from a form alone: there our deserializer hands it over.
impl<'de> Deserialize<'de> for Upload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(UPLOAD, UploadVisitor)
    }
}

struct UploadVisitor;

impl<'de> Visitor<'de> for UploadVisitor {
    type Value = Upload;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a file in a multipart form")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Upload, E> {
        IN_TRANSIT
            .take()
            .ok_or_else(|| E::invalid_type(Unexpected::Unit, &self))
    }
}
