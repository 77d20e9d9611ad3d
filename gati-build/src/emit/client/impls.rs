//! What a type can do besides being serialized: errors are shown, forms are filled, newtypes are made.

use gati_schema::ty::{Content, Kind, Shape, Side, Variant};
use gati_schema::{Definition, Type, TypeName};
use proc_macro2::TokenStream;
use quote::quote;

use super::model::{Model, Way};
use super::ty::{self, Place};
use super::types::variants;
use super::{field, names};

/// `Display` and `Error` for an enum of errors: the first line of each variant's docs.
pub(super) fn expand_error(definition: &Definition, ident: &proc_macro2::Ident, way: Way) -> TokenStream {
    let message = match &definition.shape {
        Shape::Choice(choice) if !variants(way, choice).is_empty() => {
            let arms = variants(way, choice).into_iter().map(|variant| {
                let name = names::ident(&variant.rust_name);
                let pattern = match &variant.content {
                    Content::Unit => TokenStream::new(),
                    Content::Newtype(_) | Content::Tuple(_) => quote!((..)),
                    Content::Object(_) => quote!({ .. }),
                };
                let text = sentence(variant);
                quote!(Self::#name #pattern => #text)
            });
            quote!(match self { #(#arms,)* })
        }
        Shape::Choice(_) => quote!(match *self {}),
        _ => {
            let text = format!("the server answered with `{}`", definition.name);
            quote!(#text)
        }
    };
    quote! {
        impl ::std::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(#message)
            }
        }

        impl ::std::error::Error for #ident {}
    }
}

fn sentence(variant: &Variant) -> String {
    let line = variant.docs.lines().next().unwrap_or_default().trim();
    let line = line.strip_suffix('.').unwrap_or(line);
    if line.is_empty() {
        variant.name.on(Side::Write).clone()
    } else {
        line.to_owned()
    }
}

/// How a struct becomes a multipart form.
pub(super) fn expand_multipart(
    definition: &Definition,
    ident: &proc_macro2::Ident,
    way: Way,
) -> Option<TokenStream> {
    let Shape::Object { fields, .. } = &definition.shape else {
        return None;
    };
    let plans = field::plans(way, fields);
    let parts = plans.iter().map(|plan| {
        let ident = names::ident(&plan.field.rust_name);
        let name = plan.field.name.on(Side::Read);
        if plan.field.flatten {
            return quote!(::gati_client::MultipartForm::fill(self.#ident, form)?;);
        }
        match upload(&plan.field.ty) {
            Some(Files::One) => quote!(form.files(#name, [self.#ident])?;),
            Some(Files::Any) => quote!(form.files(#name, self.#ident)?;),
            None => quote!(form.value(#name, &self.#ident)?;),
        }
    });
    Some(quote! {
        impl ::gati_client::MultipartForm for #ident {
            fn fill(self, form: &mut ::gati_client::Multipart) -> Result<(), ::gati_client::RequestError> {
                #(#parts)*
                Ok(())
            }
        }
    })
}

enum Files {
    One,
    Any,
}

fn upload(ty: &Type) -> Option<Files> {
    match &ty.kind {
        Kind::Upload => Some(Files::One),
        Kind::Option { of } | Kind::List { of } if matches!(of.kind, Kind::Upload) => Some(Files::Any),
        _ => None,
    }
}

/// `From` for a newtype around a value, so that `"a@b.c".into()` is enough.
pub(super) fn expand_from(
    model: &Model<'_>,
    name: &TypeName,
    definition: &Definition,
) -> Option<TokenStream> {
    let Shape::Newtype { ty, .. } = &definition.shape else {
        return None;
    };
    let ident = model.ident(name);
    let inner = ty::owned(model, Place::Within(name), ty);
    let text = matches!(ty.kind, Kind::Text).then(|| {
        quote! {
            impl From<&str> for #ident {
                fn from(value: &str) -> Self {
                    Self(value.to_owned())
                }
            }
        }
    });
    Some(quote! {
        #text

        impl From<#inner> for #ident {
            fn from(value: #inner) -> Self {
                Self(value)
            }
        }
    })
}
