//! `#[serde(…)]` on a struct or enum.

use proc_macro2::Span;
use syn::Attribute;
use syn::spanned::Spanned;

use super::{DefaultValue, PerSide, meta};
use crate::attr::case::Case;

/// What serde is told about a struct or enum.
#[derive(Clone, Default)]
pub struct Container {
    /// `rename`, which only shows in the tag of a tagged struct.
    pub rename: PerSide<Option<String>>,
    /// `rename_all`.
    pub rename_all: PerSide<Case>,
    /// `rename_all_fields`.
    pub rename_all_fields: PerSide<Case>,
    /// `transparent`.
    pub transparent: bool,
    /// `deny_unknown_fields`.
    pub deny_unknown_fields: bool,
    /// `default`, with its place.
    pub default: Option<(DefaultValue, Span)>,
    /// `tag`.
    pub tag: Option<String>,
    /// Where `tag` stands.
    pub tag_span: Option<Span>,
    /// `content`.
    pub content: Option<String>,
    /// `untagged`.
    pub untagged: bool,
    /// `from`, `try_from`.
    pub from: Option<Conversion>,
    /// `into`.
    pub into: Option<Conversion>,
    /// `field_identifier` or `variant_identifier`, with its place.
    pub identifier: Option<(&'static str, Span)>,
}

/// A conversion from or into another type, whose wire form is the one that counts.
#[derive(Clone)]
pub struct Conversion {
    /// The key: `from`, `try_from` or `into`.
    pub key: &'static str,
    /// Where it stands.
    pub span: Span,
    /// The other type.
    pub ty: syn::Type,
}

impl Container {
    /// Reads all serde attributes of a struct or enum.
    #[must_use]
    pub fn read(attrs: &[Attribute]) -> Self {
        let mut found = Self::default();
        meta::each(attrs, |key, meta| {
            let span = meta.path.span();
            let conversion = |key| meta::quoted(meta).map(|ty| Some(Conversion { key, span, ty }));
            match key {
                "rename" => {
                    let names = meta::names(meta)?.map(|names| names.into_iter().next());
                    found.rename.read = names.read.or(found.rename.read.take());
                    found.rename.write = names.write.or(found.rename.write.take());
                }
                "rename_all" => meta::cases(meta, &mut found.rename_all)?,
                "rename_all_fields" => meta::cases(meta, &mut found.rename_all_fields)?,
                "transparent" => found.transparent = true,
                "deny_unknown_fields" => found.deny_unknown_fields = true,
                "default" => {
                    let default = if meta.input.peek(syn::Token![=]) {
                        DefaultValue::Function(meta::quoted(meta)?)
                    } else {
                        DefaultValue::Trait
                    };
                    found.default = Some((default, span));
                }
                "tag" => {
                    found.tag = Some(meta::text(meta)?);
                    found.tag_span = Some(span);
                }
                "content" => found.content = Some(meta::text(meta)?),
                "untagged" => found.untagged = true,
                "from" => found.from = conversion("from")?,
                "try_from" => found.from = conversion("try_from")?,
                "into" => found.into = conversion("into")?,
                "field_identifier" => found.identifier = Some(("field_identifier", span)),
                "variant_identifier" => found.identifier = Some(("variant_identifier", span)),
                _ => {}
            }
            Ok(())
        });
        found
    }
}
