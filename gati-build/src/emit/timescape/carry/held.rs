//! A place that holds a value, on either side of a step: what the contract says of it, and how Rust holds it there.

use gati_schema::ty::{Content, Default, Field, Kind, Shape};
use gati_schema::{Definition, Type, TypeName};
use gati_transform::Seg;
use proc_macro2::TokenStream;
use quote::quote;

use super::super::frozen::{Scope, fields_in_rust, has_order, ident, may_be_left_open, needs_stand_in};
use super::super::module::request_parts;
use super::super::scopes::Scopes;
use crate::analyze::Today;
use crate::analyze::live::{LiveForm, OpenForm, Repr};
use crate::story::Editions;

/// A value at a place.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) ty: Type,
    pub(crate) repr: Repr,
    /// Whether Rust has an `Option` around it, which is none where the value is left open.
    pub(crate) open: bool,
    /// What a reader takes when it is absent, and the field of which type it is.
    pub(crate) default: Default,
    pub(super) field: Option<(TypeName, String)>,
}

impl Held {
    pub(crate) fn plain(ty: &Type, repr: Repr) -> Self {
        Self {
            ty: ty.clone(),
            repr,
            open: false,
            default: Default::None,
            field: None,
        }
    }

    /// The part of that number inside of the container that this is.
    pub(crate) fn part(&self, at: usize) -> Self {
        let ty = self
            .ty
            .parts()
            .get(at)
            .map_or_else(|| self.ty.clone(), |part| (*part).clone());
        let repr = match &self.repr {
            Repr::Inside(parts) => parts.get(at).cloned().unwrap_or(Repr::Plain),
            _ => Repr::Plain,
        };
        Self::plain(&ty, repr)
    }
}

/// One edition, as far as code that carries values looks at it.
pub(crate) struct Realm<'a> {
    pub(super) editions: &'a Editions,
    pub(super) today: &'a Today,
    pub(super) at: usize,
    pub(super) scope: Scope<'a>,
}

impl<'a> Realm<'a> {
    pub(crate) fn new(editions: &'a Editions, today: &'a Today, scopes: &Scopes<'a>, at: usize) -> Self {
        let module = ident(&editions.all[at].module);
        Self {
            editions,
            today,
            at,
            scope: scopes.of(at, quote!(super::super::#module::)),
        }
    }

    pub(crate) fn definition(&self, name: &TypeName) -> Option<&'a Definition> {
        self.editions.all[self.at].manifest.types.get(name)
    }

    /// The path of a type.
    pub(super) fn path(&self, name: &TypeName) -> TokenStream {
        let (prefix, ident) = (&self.scope.prefix, ident(&name.identifier()));
        quote!(#prefix #ident)
    }

    /// The form of a type of today; nothing for one that is frozen.
    pub(super) fn live(&self, name: &TypeName) -> Option<&'a LiveForm> {
        if self.editions.home(self.at, name) != self.editions.today() {
            return None;
        }
        self.today.types.get(name).map(|live| &live.form)
    }

    pub(crate) fn open_form(&self, name: &TypeName) -> Option<&'a OpenForm> {
        match self.live(name)? {
            LiveForm::Open(form) => Some(form),
            LiveForm::Closed(_) => None,
        }
    }

    /// How a value at a place inside of a type is held.
    fn repr(&self, owner: &TypeName, index: usize, ty: &Type) -> Repr {
        match self.live(owner) {
            Some(LiveForm::Open(form)) => form.places.get(index).cloned().unwrap_or(Repr::Other),
            Some(LiveForm::Closed(_)) => Repr::Other,
            None => self.frozen_repr(ty, Some(owner)),
        }
    }

    /// How frozen types hold a value.
    pub(super) fn frozen_repr(&self, ty: &Type, owner: Option<&TypeName>) -> Repr {
        match &ty.kind {
            Kind::Named { name } => {
                if self.scope.types.is_boxed(name, owner) {
                    Repr::Boxed
                } else {
                    Repr::Plain
                }
            }
            Kind::Set { of } if !has_order(of) => Repr::StandIn,
            Kind::Map { key, .. } if !has_order(key) => Repr::StandIn,
            Kind::Array { len, .. } if *len > 32 => Repr::StandIn,
            Kind::Option { .. } | Kind::Tuple { .. } | Kind::Array { .. } => {
                let parts: Vec<Repr> = ty
                    .parts()
                    .into_iter()
                    .map(|part| self.frozen_repr(part, owner))
                    .collect();
                if parts.iter().all(|part| *part == Repr::Plain) {
                    Repr::Plain
                } else {
                    Repr::Inside(parts)
                }
            }
            Kind::List { of } => match self.frozen_repr(of, None) {
                Repr::Plain => Repr::Plain,
                inner => Repr::Inside(vec![inner]),
            },
            Kind::Map { value, .. } => match self.frozen_repr(value, None) {
                Repr::Plain => Repr::Plain,
                inner => Repr::Inside(vec![Repr::Plain, inner]),
            },
            _ => Repr::Plain,
        }
    }

    /// The named fields of a struct, or of a variant of an enum.
    pub(crate) fn fields(&self, owner: &TypeName, variant: Option<&str>) -> Vec<(&'a Field, Held)> {
        let Some(definition) = self.definition(owner) else {
            return Vec::new();
        };
        let (offset, fields): (usize, &[Field]) = match (&definition.shape, variant) {
            (Shape::Object { fields, .. }, None) => (0, fields_in_rust(fields)),
            (Shape::Choice(choice), Some(name)) => {
                let mut offset = 0;
                let mut found: &[Field] = &[];
                for variant in &choice.variants {
                    if variant.rust_name == name {
                        if let Content::Object(fields) = &variant.content {
                            found = fields;
                        }
                        break;
                    }
                    offset += variant.content.types().len();
                }
                (offset, found)
            }
            _ => (0, &[]),
        };
        let is_frozen = self.live(owner).is_none();
        let fields = fields.iter().enumerate().map(|(i, field)| {
            let held = Held {
                repr: self.repr(owner, offset + i, &field.ty),
                open: is_frozen && self.holds_open(owner, field),
                default: field.default.clone(),
                field: Some((
                    owner.clone(),
                    match variant {
                        Some(variant) => format!("{variant}.{}", field.rust_name),
                        None => field.rust_name.clone(),
                    },
                )),
                ty: field.ty.clone(),
            };
            (field, held)
        });
        fields.collect()
    }

    fn holds_open(&self, owner: &TypeName, field: &Field) -> bool {
        let is_option = matches!(field.ty.kind, Kind::Option { .. });
        let sides = self.editions.sides_of(self.editions.home(self.at, owner), owner);
        (may_be_left_open(field) && !is_option) || needs_stand_in(field, sides)
    }

    /// The unnamed values of a struct, or of a variant.
    pub(crate) fn positions(&self, owner: &TypeName, variant: Option<&str>) -> Vec<Held> {
        let Some(definition) = self.definition(owner) else {
            return Vec::new();
        };
        let (offset, types): (usize, Vec<&Type>) = match (&definition.shape, variant) {
            (Shape::Newtype { ty, .. }, None) => (0, vec![ty]),
            (Shape::Tuple(types), None) => (0, types.iter().collect()),
            (Shape::Choice(choice), Some(name)) => {
                let before = choice
                    .variants
                    .iter()
                    .take_while(|variant| variant.rust_name != name);
                let offset = before.map(|variant| variant.content.types().len()).sum();
                let variant = choice.variants.iter().find(|variant| variant.rust_name == name);
                (
                    offset,
                    variant.map(|variant| variant.content.types()).unwrap_or_default(),
                )
            }
            _ => (0, Vec::new()),
        };
        let held = types.into_iter().enumerate();
        held.map(|(i, ty)| Held::plain(ty, self.repr(owner, offset + i, ty)))
            .collect()
    }

    /// The only value of a newtype, and how code reaches it.
    pub(crate) fn newtype(&self, name: &TypeName) -> Option<(Held, TokenStream)> {
        let held = self.positions(name, None).into_iter().next()?;
        let member = self.open_form(name).and_then(|form| form.member.as_deref());
        let member = member.map_or_else(
            || quote!(0),
            |member| {
                let member = ident(member);
                quote!(#member)
            },
        );
        Some((held, member))
    }

    /// Follows a way into a value; the code that reaches its end, and what stands there.
    pub(crate) fn walk(&self, start: TokenStream, held: Held, way: &[Seg]) -> Option<(TokenStream, Held)> {
        let (mut code, mut held) = (start, held);
        for seg in way {
            if held.repr == Repr::Boxed {
                code = quote!((*#code));
            }
            let name = match &held.ty.kind {
                Kind::Named { name } => name.clone(),
                Kind::Tuple { .. } => {
                    let Seg::Position(at) = seg else { return None };
                    let index = syn::Index::from(*at);
                    code = quote!(#code.#index);
                    held = held.part(*at);
                    continue;
                }
                _ => return None,
            };
            (code, held) = match seg {
                Seg::Field(field) => {
                    let fields = self.fields(&name, None);
                    let (_, inner) = fields.into_iter().find(|(known, _)| known.rust_name == *field)?;
                    let field = ident(field);
                    (quote!(#code.#field), inner)
                }
                Seg::Position(at) => {
                    if let Some((inner, member)) = self.newtype(&name).filter(|_| *at == 0) {
                        (quote!(#code.#member), inner)
                    } else {
                        let index = syn::Index::from(*at);
                        (
                            quote!(#code.#index),
                            self.positions(&name, None).into_iter().nth(*at)?,
                        )
                    }
                }
            };
        }
        Some((code, held))
    }

    /// The parts of a request by name: path parameters, `query`, `headers`, `body`; nothing for a raw body, which has no type.
    pub(crate) fn request_parts(&self, handler: &str) -> Vec<(String, Option<Held>)> {
        let manifest = &self.editions.all[self.at].manifest;
        let Some(handler) = manifest.handlers.iter().find(|known| known.name == handler) else {
            return Vec::new();
        };
        let held = |ty: &Type| Some(Held::plain(ty, self.frozen_repr(ty, None)));
        request_parts(handler)
            .into_iter()
            .map(|(name, ty)| (name, ty.and_then(held)))
            .collect()
    }

    /// The type of that form on the wire as frozen types hold it.
    pub(super) fn canonical(&self, ty: &Type) -> TokenStream {
        self.scope.spell(ty).rust
    }
}
