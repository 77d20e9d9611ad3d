//! Where things of the contract stand in the source of today.

use gati_schema::TypeName;
use syn::{Data, Fields};

use crate::project::Scan;
use crate::source::{ItemId, ItemKind, Place};

/// The places of handlers, types and their members.
pub(crate) struct Spots<'a> {
    scan: &'a Scan,
}

impl<'a> Spots<'a> {
    pub(crate) const fn new(scan: &'a Scan) -> Self {
        Self { scan }
    }

    /// The name of a handler.
    pub(crate) fn handler(&self, name: &str) -> Option<Place> {
        self.scan.handler_place(name).cloned()
    }

    /// Where the program says that it is an app: the place of what it has no longer.
    pub(crate) fn app(&self) -> Option<Place> {
        let program = self.scan.program();
        let root = &self.scan.today().krate;
        let mut apps = program.apps.iter();
        let app = apps.find(|(module, ..)| program.module(*module).path == *root);
        app.map(|(_, _, place)| place.clone())
    }

    /// The name of a type.
    pub(crate) fn ty(&self, name: &TypeName) -> Option<Place> {
        let live = self.scan.today().types.get(name)?;
        Some(self.item(live.item))
    }

    fn item(&self, item: ItemId) -> Place {
        self.scan.program().place_of(item)
    }

    /// A member of a type by the way to it in Rust: a field, a variant, a field of a variant; as far as the way leads.
    pub(crate) fn member(&self, name: &TypeName, path: &[String]) -> Option<Place> {
        let live = self.scan.today().types.get(name)?;
        let program = self.scan.program();
        let ItemKind::Data(input) = &program.item(live.item).kind else {
            return None;
        };
        let file = program.file_of(live.item);
        let (first, rest) = path.split_first()?;
        let span = match &input.data {
            Data::Struct(data) => field(&data.fields, first)?,
            Data::Enum(data) => {
                let variant = data
                    .variants
                    .iter()
                    .find(|variant| text(&variant.ident) == *first)?;
                let inner = rest.first().and_then(|next| field(&variant.fields, next));
                inner.unwrap_or_else(|| variant.ident.span())
            }
            Data::Union(_) => return None,
        };
        Some(Place::new(file, span))
    }
}

fn field(fields: &Fields, name: &str) -> Option<proc_macro2::Span> {
    let found = fields
        .iter()
        .find(|field| field.ident.as_ref().is_some_and(|ident| text(ident) == name))?;
    found.ident.as_ref().map(syn::Ident::span)
}

/// A name without the mark of raw identifiers.
fn text(ident: &syn::Ident) -> String {
    crate::source::text(ident)
}
