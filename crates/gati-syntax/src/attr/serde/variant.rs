//! `#[serde(…)]` on a variant.

use syn::Attribute;
use syn::spanned::Spanned;

use super::{Custom, PerSide, meta};
use crate::attr::case::Case;

/// What serde is told about a variant.
#[derive(Clone, Default)]
pub struct Variant {
    /// `rename`.
    pub rename: PerSide<Option<String>>,
    /// `alias`, and every further name of `rename(deserialize = …)`.
    pub aliases: Vec<String>,
    /// `rename_all`, for the fields of the variant.
    pub rename_all: PerSide<Case>,
    /// `skip`, `skip_deserializing`, `skip_serializing`.
    pub skip: PerSide<bool>,
    /// `other`.
    pub other: bool,
    /// `with`, `deserialize_with`, `serialize_with`.
    pub custom: PerSide<Option<Custom>>,
    /// `untagged`.
    pub untagged: bool,
}

impl Variant {
    /// Reads all serde attributes of a variant.
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
                "rename_all" => meta::cases(meta, &mut found.rename_all)?,
                "skip" => {
                    found.skip = PerSide {
                        read: true,
                        write: true,
                    }
                }
                "skip_deserializing" => found.skip.read = true,
                "skip_serializing" => found.skip.write = true,
                "other" => found.other = true,
                "with" => {
                    found.custom = PerSide {
                        read: custom("with"),
                        write: custom("with"),
                    };
                }
                "serialize_with" => found.custom.write = custom("serialize_with"),
                "deserialize_with" => found.custom.read = custom("deserialize_with"),
                "untagged" => found.untagged = true,
                _ => {}
            }
            Ok(())
        });
        found.rename = names.rename;
        found.aliases = names.aliases;
        found
    }

    /// The function of the user's own that hides the wire form on a side where the variant exists.
    #[must_use]
    pub fn hidden(&self) -> Option<&Custom> {
        let read = self.custom.read.as_ref().filter(|_| !self.skip.read);
        read.or(self.custom.write.as_ref().filter(|_| !self.skip.write))
    }

    /// Whether serde ignores the variant altogether.
    #[must_use]
    pub fn is_skipped(&self) -> bool {
        self.skip.read && self.skip.write
    }
}
