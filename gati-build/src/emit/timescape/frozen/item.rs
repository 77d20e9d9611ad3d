//! One frozen type: a struct or enum that reads and writes what its definition says.

use gati_schema::ty::{
    Choice, Constraints, Content, Default, Field, Kind, Shape, Side, Sided, Tagging, Variant, Written,
};
use gati_schema::{Definition, Fingerprint, Type, TypeName, canonical};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::form::{empty_test, fields_in_rust, frozen_form, is_error, struct_tag};
use super::spell::Scope;
use super::words::{self, ident};

/// On which sides a type is used: only those need an implementation.
#[derive(Clone, Copy, Debug, std::default::Default, PartialEq, Eq)]
pub(crate) struct Sides {
    pub(crate) read: bool,
    pub(crate) write: bool,
}

/// A frozen type as source.
pub(crate) struct FrozenItem {
    /// The item, and the functions of its defaults.
    pub(crate) tokens: TokenStream,
    /// What rustc must find of it.
    pub(crate) fingerprint: Fingerprint,
}

/// Writes a definition out.
pub(crate) fn frozen_item(definition: &Definition, scope: &Scope<'_>, sides: Sides) -> FrozenItem {
    let form = frozen_form(definition);
    let mut printer = Printer {
        scope,
        name: &form.name,
        ident: ident(&form.name.identifier()),
        sides,
        holes: Vec::new(),
        defaults: Vec::new(),
    };
    let tokens = printer.item(&form);
    let (ids, constraints): (Vec<_>, Vec<_>) = printer.holes.into_iter().unzip();
    let local = canonical::fingerprint(&Definition {
        name: TypeName::new(form.name.identifier()),
        shape: hollow(&form.shape, constraints),
        ..form.clone()
    });
    FrozenItem {
        tokens,
        fingerprint: local.with_all(&ids),
    }
}

struct Printer<'a> {
    scope: &'a Scope<'a>,
    name: &'a TypeName,
    ident: Ident,
    sides: Sides,
    /// The identities of the types that were written and what is asked of them beside, in the order in which [`hollow`] counts them.
    holes: Vec<(Fingerprint, Constraints)>,
    /// The functions of defaults.
    defaults: Vec<TokenStream>,
}

/// A type, and the attributes of the place where it stands.
struct Place {
    rust: TokenStream,
    gtype: Vec<TokenStream>,
}

impl Printer<'_> {
    fn item(&mut self, definition: &Definition) -> TokenStream {
        let docs = words::docs(&definition.docs);
        let derives = self.derives(definition);
        let mut gtype: Vec<TokenStream> = definition.deprecated.iter().map(words::deprecated).collect();
        gtype.extend(definition.examples.iter().map(|example| {
            let example = words::json(example);
            quote!(example = #example)
        }));
        let gtype = attribute("gtype", &gtype);
        let mut serde = vec![quote!(crate = "::gati::serde")];
        let ident = self.ident.clone();
        let body = match &definition.shape {
            Shape::Unit => quote!(pub struct #ident;),
            Shape::Newtype { ty, transparent } => {
                if *transparent {
                    serde.push(quote!(transparent));
                }
                let value = self.element(ty);
                quote!(pub struct #ident(#value);)
            }
            Shape::Tuple(types) => {
                let values = self.elements(types);
                quote!(pub struct #ident(#(#values),*);)
            }
            Shape::Object {
                fields,
                deny_unknown_fields,
            } => {
                if *deny_unknown_fields {
                    serde.push(quote!(deny_unknown_fields));
                }
                if let Some((tag, value)) = struct_tag(fields) {
                    serde.push(quote!(tag = #tag));
                    serde.push(quote!(rename = #value));
                }
                let fields = self.fields(fields_in_rust(fields), None);
                quote!(pub struct #ident { #fields })
            }
            Shape::Choice(choice) => {
                serde.extend(tagging(choice));
                let variants = choice.variants.iter().map(|variant| self.variant(variant));
                let variants: TokenStream = variants.collect();
                quote!(pub enum #ident { #variants })
            }
        };
        let serde = attribute("serde", &serde);
        let defaults = &self.defaults;
        let defaults = (!defaults.is_empty()).then(|| {
            quote! {
                impl #ident {
                    #(#defaults)*
                }
            }
        });
        quote! {
            #docs
            #derives
            #serde
            #gtype
            #body
            #defaults
        }
    }

    fn derives(&self, definition: &Definition) -> TokenStream {
        let mut derives = Vec::new();
        // The description of an error is part of the problem document that is written.
        if self.sides.write || is_error(definition) {
            derives.push(quote!(::gati::serde::Serialize));
        }
        if self.sides.read {
            derives.push(quote!(::gati::serde::Deserialize));
        }
        derives.push(quote!(::gati::GType));
        if is_error(definition) {
            derives.push(quote!(::gati::ApiError));
        }
        quote!(#[derive(#(#derives),*)])
    }

    fn place(&mut self, ty: &Type) -> Place {
        let place = self.scope.place(ty, self.name);
        let mut gtype = words::constraints(&place.constraints);
        self.holes.push((place.spelled.id, place.constraints));
        if let Some(wire) = &place.spelled.wire {
            gtype.push(quote!(as = #wire));
        }
        Place {
            rust: place.spelled.rust,
            gtype,
        }
    }

    /// A value without a name.
    fn element(&mut self, ty: &Type) -> TokenStream {
        let place = self.place(ty);
        let (gtype, rust) = (attribute("gtype", &place.gtype), place.rust);
        quote!(#gtype pub #rust)
    }

    /// Values without names; a list of one is told from a newtype by a second value that does not travel.
    fn elements(&mut self, types: &[Type]) -> Vec<TokenStream> {
        let mut values: Vec<TokenStream> = types.iter().map(|ty| self.element(ty)).collect();
        if values.len() == 1 {
            values.push(quote!(#[serde(skip)] pub ()));
        }
        values
    }

    fn variant(&mut self, variant: &Variant) -> TokenStream {
        let ident = ident(&variant.rust_name);
        let docs = words::docs(&variant.docs);
        let mut serde = names(&variant.rust_name, &variant.name, &variant.aliases);
        if variant.untagged {
            serde.push(quote!(untagged));
        }
        if variant.other {
            serde.push(quote!(other));
        }
        serde.extend(skip(&variant.skip));
        let mut gtype: Vec<TokenStream> = variant.deprecated.iter().map(words::deprecated).collect();
        if let Some(status) = variant.status {
            let status = proc_macro2::Literal::u16_unsuffixed(status);
            gtype.push(quote!(status = #status));
        }
        let content = match &variant.content {
            Content::Unit => TokenStream::new(),
            Content::Newtype(ty) => {
                let value = public(self.element(ty));
                quote!((#value))
            }
            Content::Tuple(types) => {
                let values = self.elements(types).into_iter().map(public);
                quote!((#(#values),*))
            }
            Content::Object(fields) => {
                let fields = public(self.fields(fields, Some(&variant.rust_name)));
                quote!({ #fields })
            }
        };
        let (serde, gtype) = (attribute("serde", &serde), attribute("gtype", &gtype));
        quote! {
            #docs
            #serde
            #gtype
            #ident #content,
        }
    }

    fn fields(&mut self, fields: &[Field], variant: Option<&str>) -> TokenStream {
        fields.iter().map(|field| self.field(field, variant)).collect()
    }

    fn field(&mut self, field: &Field, variant: Option<&str>) -> TokenStream {
        let ident = ident(&field.rust_name);
        let docs = words::docs(&field.docs);
        let mut place = self.place(&field.ty);
        let mut serde = names(&field.rust_name, &field.name, &field.aliases);
        let stands_in = needs_stand_in(field, self.sides);
        if stands_in {
            let ty = &place.rust;
            if !place.gtype.iter().any(|key| key.to_string().starts_with("as ")) {
                place.gtype.push(quote!(as = #ty));
            }
            place.rust = quote!(::std::option::Option<#ty>);
        }
        match &field.default {
            Default::None | Default::Computed => {}
            Default::Known(value) if is_default_of(&field.ty, value) => serde.push(quote!(default)),
            Default::Known(value) => {
                let function = self.default(field, variant, &place.rust, value);
                serde.push(quote!(default = #function));
                let value = words::json(value);
                place.gtype.push(quote!(default = #value));
            }
        }
        match field.written {
            Written::Always => {}
            Written::WhenSome => serde.push(quote!(skip_serializing_if = "::std::option::Option::is_none")),
            Written::Sometimes => {
                let test = empty_test(&field.ty);
                serde.extend(test.map(|test| quote!(skip_serializing_if = #test)));
            }
        }
        serde.extend(skip(&field.skip));
        if field.flatten {
            serde.push(quote!(flatten));
        }
        place.gtype.extend(field.deprecated.iter().map(words::deprecated));
        place.gtype.extend(field.examples.iter().map(|example| {
            let example = words::json(example);
            quote!(example = #example)
        }));
        let (serde, gtype, rust) = (
            attribute("serde", &serde),
            attribute("gtype", &place.gtype),
            place.rust,
        );
        quote! {
            #docs
            #serde
            #gtype
            pub #ident: #rust,
        }
    }

    /// The function of a default that is known, by a path that serde can call.
    fn default(
        &mut self,
        field: &Field,
        variant: Option<&str>,
        rust: &TokenStream,
        value: &serde_json::Value,
    ) -> String {
        let mut name = match variant {
            Some(variant) => format!("default_{}_{}", snake(variant), field.rust_name),
            None => format!("default_{}", field.rust_name),
        };
        while self
            .defaults
            .iter()
            .any(|known| known.to_string().contains(&format!("fn {name} ")))
        {
            name.push('_');
        }
        let path = format!("{}::{name}", self.ident);
        // Who only writes never calls it.
        if self.sides.read {
            let function = ident(&name);
            let text = value.to_string();
            self.defaults.push(quote! {
                fn #function() -> #rust {
                    ::gati::__private::known(#text)
                }
            });
        }
        path
    }
}

/// Whether a field does not exist on a side on which its struct is made out of nothing, and its type has no value for that: an
/// `Option` then stands in for it.
pub(crate) fn needs_stand_in(field: &Field, sides: Sides) -> bool {
    let missing = (*field.skip.on(Side::Read) && sides.read) || (*field.skip.on(Side::Write) && sides.write);
    missing && !has_default(&field.ty)
}

/// Fields of variants are as public as their enum.
fn public(tokens: TokenStream) -> TokenStream {
    let mut out = TokenStream::new();
    for token in tokens {
        if !matches!(&token, proc_macro2::TokenTree::Ident(word) if word == "pub") {
            out.extend([token]);
        }
    }
    out
}

fn attribute(name: &str, keys: &[TokenStream]) -> Option<TokenStream> {
    let name = ident(name);
    (!keys.is_empty()).then(|| quote!(#[#name(#(#keys),*)]))
}

fn tagging(choice: &Choice) -> Vec<TokenStream> {
    let mut keys = match &choice.tagging {
        Tagging::External => Vec::new(),
        Tagging::Internal { tag } => vec![quote!(tag = #tag)],
        Tagging::Adjacent { tag, content } => vec![quote!(tag = #tag), quote!(content = #content)],
        Tagging::Untagged => vec![quote!(untagged)],
    };
    if choice.deny_unknown_fields {
        keys.push(quote!(deny_unknown_fields));
    }
    keys
}

fn names(rust: &str, name: &Sided<String>, aliases: &[String]) -> Vec<TokenStream> {
    let (read, write) = (name.on(Side::Read), name.on(Side::Write));
    let mut keys = Vec::new();
    if read != write {
        keys.push(quote!(rename(serialize = #write, deserialize = #read)));
    } else if read != rust {
        keys.push(quote!(rename = #read));
    }
    keys.extend(aliases.iter().map(|alias| quote!(alias = #alias)));
    keys
}

fn skip(skip: &Sided<bool>) -> Vec<TokenStream> {
    let mut keys = Vec::new();
    if *skip.on(Side::Read) {
        keys.push(quote!(skip_deserializing));
    }
    if *skip.on(Side::Write) {
        keys.push(quote!(skip_serializing));
    }
    keys
}

/// Whether `#[serde(default)]` alone gives this value.
fn is_default_of(ty: &Type, value: &serde_json::Value) -> bool {
    use serde_json::json;
    match &ty.kind {
        Kind::Bool => *value == json!(false),
        Kind::Integer { non_zero: false, .. } => *value == json!(0),
        Kind::Float { .. } => *value == json!(0.0),
        Kind::Text => *value == json!(""),
        Kind::Option { .. } => value.is_null(),
        Kind::List { .. } => *value == json!([]),
        _ => false,
    }
}

/// Whether serde can make a value out of nothing.
fn has_default(ty: &Type) -> bool {
    matches!(
        ty.kind,
        Kind::Null
            | Kind::Bool
            | Kind::Integer { non_zero: false, .. }
            | Kind::Float { .. }
            | Kind::Text
            | Kind::Char
            | Kind::Bytes
            | Kind::Any
            | Kind::AnyObject
            | Kind::Option { .. }
            | Kind::List { .. }
            | Kind::Set { .. }
            | Kind::Map { .. }
    )
}

pub(crate) fn snake(name: &str) -> String {
    gati_syntax::attr::case::Case::Snake.variant(name)
}

/// A shape with numbered holes in place of its types, as [`gati_syntax::gtype::TypeItem::local`] reads it from the source.
fn hollow(shape: &Shape, constraints: Vec<Constraints>) -> Shape {
    let mut places = constraints.into_iter().enumerate();
    let mut hole = |_: &Type| {
        let (number, constraints) = places.next().unwrap_or_default();
        Type::named(TypeName::new(format!("#{number}"))).constrained(constraints)
    };
    match shape {
        Shape::Unit => Shape::Unit,
        Shape::Newtype { ty, transparent } => Shape::Newtype {
            ty: hole(ty),
            transparent: *transparent,
        },
        Shape::Tuple(types) => Shape::Tuple(types.iter().map(hole).collect()),
        Shape::Object {
            fields,
            deny_unknown_fields,
        } => {
            let own = fields_in_rust(fields);
            let tag = &fields[..fields.len() - own.len()];
            let own = own.iter().map(|field| hollow_field(field, &mut hole));
            Shape::Object {
                fields: tag.iter().cloned().chain(own).collect(),
                deny_unknown_fields: *deny_unknown_fields,
            }
        }
        Shape::Choice(choice) => {
            let variants = choice.variants.iter().map(|variant| Variant {
                content: match &variant.content {
                    Content::Unit => Content::Unit,
                    Content::Newtype(ty) => Content::Newtype(hole(ty)),
                    Content::Tuple(types) => Content::Tuple(types.iter().map(&mut hole).collect()),
                    Content::Object(fields) => Content::Object(
                        fields
                            .iter()
                            .map(|field| hollow_field(field, &mut hole))
                            .collect(),
                    ),
                },
                ..variant.clone()
            });
            Shape::Choice(Choice {
                variants: variants.collect(),
                tagging: choice.tagging.clone(),
                deny_unknown_fields: choice.deny_unknown_fields,
            })
        }
    }
}

fn hollow_field(field: &Field, hole: &mut impl FnMut(&Type) -> Type) -> Field {
    Field {
        ty: hole(&field.ty),
        ..field.clone()
    }
}
