//! `#[serde(…)]` on a field.

use proc_macro2::Span;
use syn::Attribute;
use syn::spanned::Spanned;

use super::{Custom, DefaultValue, PerSide, meta};

/// What serde is told about a field.
#[derive(Clone, Default)]
pub struct Field {
    /// `rename`.
    pub rename: PerSide<Option<String>>,
    /// `alias`, and every further name of `rename(deserialize = …)`.
    pub aliases: Vec<String>,
    /// `default`, with its place.
    pub default: Option<(DefaultValue, Span)>,
    /// `skip`, `skip_deserializing`, `skip_serializing`.
    pub skip: PerSide<bool>,
    /// Where the last of the `skip` keys stands.
    pub skip_span: Option<Span>,
    /// `skip_serializing_if`, with its place.
    pub skip_serializing_if: Option<(syn::ExprPath, Span)>,
    /// `with`, `deserialize_with`, `serialize_with`.
    pub custom: PerSide<Option<Custom>>,
    /// `flatten`.
    pub flatten: bool,
}

impl Field {
    /// Reads all serde attributes of a field.
    #[must_use]
    pub fn read(attrs: &[Attribute]) -> Self {
        let mut found = Self::default();
        let mut names = meta::Renames::default();
        meta::each(attrs, |key, meta| {
            let span = meta.path.span();
            let custom = |key| Some(Custom { key, span });
            match key {
                "rename" => names.rename(meta)?,
                "alias" => names.alias(meta)?,
                "default" => {
                    let default = if meta.input.peek(syn::Token![=]) {
                        DefaultValue::Function(meta::quoted(meta)?)
                    } else {
                        DefaultValue::Trait
                    };
                    found.default = Some((default, span));
                }
                "skip" => {
                    found.skip = PerSide {
                        read: true,
                        write: true,
                    };
                    found.skip_span = Some(span);
                }
                "skip_deserializing" => {
                    found.skip.read = true;
                    found.skip_span = Some(span);
                }
                "skip_serializing" => {
                    found.skip.write = true;
                    found.skip_span = Some(span);
                }
                "skip_serializing_if" => found.skip_serializing_if = Some((meta::quoted(meta)?, span)),
                "with" => {
                    found.custom = PerSide {
                        read: custom("with"),
                        write: custom("with"),
                    };
                }
                "serialize_with" => found.custom.write = custom("serialize_with"),
                "deserialize_with" => found.custom.read = custom("deserialize_with"),
                "flatten" => found.flatten = true,
                _ => {}
            }
            Ok(())
        });
        found.rename = names.rename;
        found.aliases = names.aliases;
        found
    }

    /// The function of the user's own that hides the wire form on a side where the field exists.
    #[must_use]
    pub fn hidden(&self) -> Option<&Custom> {
        let read = self.custom.read.as_ref().filter(|_| !self.skip.read);
        read.or(self.custom.write.as_ref().filter(|_| !self.skip.write))
    }

    /// Whether serde ignores the field altogether.
    #[must_use]
    pub fn is_skipped(&self) -> bool {
        self.skip.read && self.skip.write
    }
}
