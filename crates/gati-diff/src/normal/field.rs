//! Fields: what they are called, whether they must be there, and the fields that stand in others' objects.

use gati_schema::Type;
use gati_schema::ty::{Default, Field, Kind, Shape as Defined, Side, Written};

use super::asked::Asked;
use super::build::DEPTH;
use super::object::Names;
use super::{Encoding, Fallback, Graph, Label, Member, Object, Rest, Shape};

/// Whether a key is read from a number or a truth value.
fn is_number(key: &Type) -> bool {
    matches!(key.kind, Kind::Integer { .. } | Kind::Float { .. } | Kind::Bool)
}

impl<'m> Graph<'m> {
    /// An object of these fields.
    pub(super) fn object(&self, fields: &'m [Field], closed: bool, encoding: Encoding) -> Object<'m> {
        let mut object = Object::empty(if closed && self.side == Side::Read {
            Rest::Refused
        } else {
            Rest::Ignored
        });
        self.gather(fields, encoding, false, 0, &mut object);
        // Where two fields have one name, the first wins, as the struct's own fields win over flattened ones.
        object.members.sort_by(|a, b| a.name().cmp(b.name()));
        object
            .members
            .dedup_by(|later, first| later.name() == first.name());
        object
    }

    /// Adds the fields to the object, flattened ones as what they hold.
    fn gather(
        &self,
        fields: &'m [Field],
        encoding: Encoding,
        all_optional: bool,
        depth: usize,
        object: &mut Object<'m>,
    ) {
        let side = self.side;
        let of = |flatten: bool| {
            fields
                .iter()
                .filter(move |field| !field.skip.on(side) && field.flatten == flatten)
        };
        object.members.reserve(fields.len());
        for field in of(false) {
            let mut member = self.member(field, encoding);
            member.required &= !all_optional;
            object.members.push(member);
        }
        for field in of(true) {
            let (ty, _) = self.through_newtypes(&field.ty, Asked::Here(&field.ty.constraints));
            let (inner, _) = self.through_newtypes(ty.without_option(), Asked::Here(&ty.constraints));
            let optional = all_optional || matches!(ty.kind, Kind::Option { .. });
            match (&inner.kind, self.defined(inner)) {
                (_, Some(Defined::Object { fields, .. })) if depth < DEPTH => {
                    self.gather(fields, encoding, optional, depth + 1, object);
                }
                // Where unknown keys are refused, serde refuses those that a map has taken in as well.
                (Kind::Map { .. } | Kind::AnyObject | Kind::Any, _) if object.rest == Rest::Refused => {}
                // Nor does it read numbers out of keys that were set aside.
                (Kind::Map { key, .. }, _) if self.side == Side::Read && is_number(key) => {
                    object.rest = Rest::Refused
                }
                (Kind::Map { value, .. }, _) => object.rest = Rest::Kept(self.add(value, Encoding::Json)),
                (Kind::AnyObject | Kind::Any, _) => {
                    object.rest = Rest::Kept(self.push(Shape::Any, Label::Word("any value")));
                }
                _ => {
                    let node = self.add(inner, Encoding::Json);
                    object.flattened.push(node);
                }
            }
        }
    }

    /// What stands under the name of a field.
    pub(crate) fn member(&self, field: &'m Field, encoding: Encoding) -> Member<'m> {
        let mut node = self.add(&field.ty, self.encoding_of(&field.ty, encoding));
        let mut names = Names::one(encoding.name(field.name.on(self.side)));
        let (required, fallback) = match self.side {
            Side::Read => {
                for alias in &field.aliases {
                    let alias = encoding.name(alias);
                    if !names.iter().any(|name| *name == alias) {
                        names.push(alias);
                    }
                }
                let fallback = match &field.default {
                    Default::Known(serde_json::Value::Null) => Fallback::Null,
                    Default::Known(value) => Fallback::Known(value),
                    Default::Computed => Fallback::Computed,
                    Default::None if self.manifest.is_optional(&field.ty) => Fallback::Null,
                    Default::None => Fallback::None,
                };
                (fallback == Fallback::None, fallback)
            }
            Side::Write => {
                if field.written == Written::WhenSome
                    && let Some(inner) = self.behind_null(node)
                {
                    node = inner;
                }
                (field.written == Written::Always, Fallback::None)
            }
        };
        Member {
            names,
            node,
            required,
            fallback,
            field: Some(field),
        }
    }

    /// An object in a part of a form travels as JSON, whatever the form around it does.
    fn encoding_of(&self, ty: &'m Type, around: Encoding) -> Encoding {
        if around == Encoding::Json {
            return around;
        }
        let (ty, _) = self.through_newtypes(ty.without_option(), Asked::Here(&ty.constraints));
        let is_object = matches!(ty.kind, Kind::Map { .. } | Kind::AnyObject | Kind::Any)
            || matches!(self.defined(ty), Some(Defined::Object { .. } | Defined::Tuple(_)));
        if is_object { Encoding::Json } else { around }
    }
}
