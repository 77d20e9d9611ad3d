//! How deep the smallest value of each type is, so that a value of a recursive type comes to an end.

use std::collections::BTreeMap;

use gati_schema::ty::{Content, Default, Field, Kind, Shape, Side, Variant};
use gati_schema::{Definition, Manifest, Type, TypeName};

/// The heights of all types that have a value at all.
#[derive(Debug)]
pub(crate) struct Heights<'m> {
    side: Side,
    known: BTreeMap<&'m TypeName, usize>,
}

impl<'m> Heights<'m> {
    /// Finds them: whatever can be told from what is known is added, until nothing new comes.
    pub(crate) fn of(manifest: &'m Manifest, side: Side) -> Self {
        let mut heights = Self {
            side,
            known: BTreeMap::new(),
        };
        loop {
            let before = heights.known.len();
            for (name, definition) in &manifest.types {
                if !heights.known.contains_key(name)
                    && let Some(height) = heights.definition(definition)
                {
                    heights.known.insert(name, height + 1);
                }
            }
            if heights.known.len() == before {
                return heights;
            }
        }
    }

    /// How many names deep the smallest value of a type goes.
    pub(crate) fn ty(&self, ty: &Type) -> Option<usize> {
        match &ty.kind {
            Kind::Named { name } => self.known.get(name).copied(),
            Kind::Option { .. } => Some(0),
            Kind::List { .. } | Kind::Set { .. } if ty.constraints.min_items.unwrap_or(0) == 0 => Some(0),
            Kind::Map { .. } if ty.constraints.min_properties.unwrap_or(0) == 0 => Some(0),
            _ => self.highest(ty.parts()),
        }
    }

    /// The same for what a variant carries.
    pub(crate) fn variant(&self, variant: &Variant) -> Option<usize> {
        match &variant.content {
            Content::Unit => Some(0),
            Content::Newtype(ty) => self.ty(ty),
            Content::Tuple(types) => self.highest(types.iter().collect()),
            Content::Object(fields) => self.fields(fields),
        }
    }

    fn definition(&self, definition: &Definition) -> Option<usize> {
        match &definition.shape {
            Shape::Unit => Some(0),
            Shape::Newtype { ty, .. } => self.ty(ty),
            Shape::Tuple(types) => self.highest(types.iter().collect()),
            Shape::Object { fields, .. } => self.fields(fields),
            Shape::Choice(choice) => choice
                .variants
                .iter()
                .filter(|variant| !variant.skip.on(self.side))
                .filter_map(|variant| self.variant(variant))
                .min(),
        }
    }

    fn fields(&self, fields: &[Field]) -> Option<usize> {
        let needed = fields.iter().filter(|field| {
            let may_be_left_out = self.side == Side::Read && field.default != Default::None;
            !field.skip.on(self.side) && !may_be_left_out
        });
        self.highest(needed.map(|field| &field.ty).collect())
    }

    fn highest(&self, types: Vec<&Type>) -> Option<usize> {
        types
            .into_iter()
            .map(|ty| self.ty(ty))
            .try_fold(0, |highest, height| Some(highest.max(height?)))
    }
}
