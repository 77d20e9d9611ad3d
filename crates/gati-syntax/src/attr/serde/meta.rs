//! Reading the inside of `#[serde(…)]` without ever complaining.

use syn::meta::ParseNestedMeta;
use syn::parse::Parse;
use syn::{Attribute, LitStr, Token};

use super::PerSide;
use crate::attr::case::Case;
use crate::attr::entry::skip_value;

/// Calls `read` for each entry with its key; what `read` leaves behind is skipped, what does not parse is serde's to report.
pub(super) fn each(attrs: &[Attribute], mut read: impl FnMut(&str, &ParseNestedMeta) -> syn::Result<()>) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
        let _: syn::Result<()> = attr.parse_nested_meta(|meta| {
            let key = meta.path.get_ident().map(ToString::to_string);
            // A value that cannot be read is skipped like an unknown key: its neighbours still count.
            let _: syn::Result<()> = read(&key.unwrap_or_default(), &meta);
            skip_value(meta.input);
            Ok(())
        });
    }
}

/// `= "text"`.
pub(super) fn text(meta: &ParseNestedMeta) -> syn::Result<String> {
    meta.value()?.parse::<LitStr>().map(|text| text.value())
}

/// `= "syntax"`, such as a path or a type.
pub(super) fn quoted<T: Parse>(meta: &ParseNestedMeta) -> syn::Result<T> {
    meta.value()?.parse::<LitStr>()?.parse()
}

/// `= "name"`, or `(serialize = "name", deserialize = "name", deserialize = "further name")`: all names of each side.
pub(super) fn names(meta: &ParseNestedMeta) -> syn::Result<PerSide<Vec<String>>> {
    if meta.input.peek(Token![=]) {
        let name = text(meta)?;
        return Ok(PerSide {
            read: vec![name.clone()],
            write: vec![name],
        });
    }
    let mut names = PerSide::<Vec<String>>::default();
    meta.parse_nested_meta(|side| {
        if side.path.is_ident("serialize") {
            names.write.push(text(&side)?);
        } else if side.path.is_ident("deserialize") {
            names.read.push(text(&side)?);
        }
        Ok(())
    })?;
    Ok(names)
}

/// A `rename_all` for one or both sides, on top of what is already known.
pub(super) fn cases(meta: &ParseNestedMeta, known: &mut PerSide<Case>) -> syn::Result<()> {
    let style = |names: Vec<String>| names.first().and_then(|name| Case::from_name(name));
    let found = names(meta)?.map(style);
    known.read = found.read.unwrap_or(known.read);
    known.write = found.write.unwrap_or(known.write);
    Ok(())
}

/// The names of a field or variant: a `rename` for one or both sides, and aliases.
#[derive(Clone, Default)]
pub(super) struct Renames {
    pub(super) rename: PerSide<Option<String>>,
    pub(super) aliases: Vec<String>,
}

impl Renames {
    /// `rename`: the first name of the reading side is the name, further ones are aliases.
    pub(super) fn rename(&mut self, meta: &ParseNestedMeta) -> syn::Result<()> {
        let names = names(meta)?;
        if let Some(name) = names.write.into_iter().next() {
            self.rename.write = Some(name);
        }
        let mut read = names.read.into_iter();
        if self.rename.read.is_none() {
            self.rename.read = read.next();
        }
        self.aliases.extend(read);
        Ok(())
    }

    /// `alias`.
    pub(super) fn alias(&mut self, meta: &ParseNestedMeta) -> syn::Result<()> {
        self.aliases.push(text(meta)?);
        Ok(())
    }
}
