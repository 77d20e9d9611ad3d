//! Types that stand in an object together with others: flattened fields, and the content of tagged variants.

use serde_json::json;

use super::{Schema, Writer, never, schema};
use crate::ty::{Field, Kind, Scalar, Shape};
use crate::wire::{self, Claimed, ScalarForm, Source, Via};
use crate::{Definition, Type};

impl Writer<'_> {
    /// What a type asks of the object in which it stands with others; `None` if it asks nothing. What it takes away from
    /// those after it is added to `claimed`.
    pub(super) fn shared(&self, ty: &Type, via: Via, claimed: &mut Claimed) -> Option<Schema> {
        let mut part = match &ty.kind {
            Kind::Null => self.shared_unit(via, claimed)?,
            Kind::Any => return None,
            Kind::AnyObject => schema(json!({"type": "object"})),
            Kind::Option { of } => {
                let inner = of.as_ref().clone().constrained(ty.constraints.clone());
                return match via {
                    // What does not fit counts as absent.
                    Via::Flatten => {
                        let part = self.shared(&inner, via, claimed)?;
                        Some(schema(json!({"anyOf": [part, {}]})))
                    }
                    Via::Rest => self.shared(&inner, via, claimed),
                };
            }
            Kind::Map { .. } => self.map(ty, Source::Buffer, claimed),
            Kind::Scalar {
                scalar: scalar @ (Scalar::Duration | Scalar::SystemTime),
            } => self.shared_scalar(*scalar, via, claimed),
            Kind::Named { name } => {
                let definition = self.manifest.types.get(name)?;
                let part = match self.within(definition) {
                    Some(writer) => writer.shared_definition(definition, ty, via, claimed),
                    None => Some(self.reference(name)),
                };
                part?
            }
            Kind::Bool
            | Kind::Integer { .. }
            | Kind::Float { .. }
            | Kind::Text
            | Kind::Char
            | Kind::Bytes
            | Kind::Scalar { .. }
            | Kind::List { .. }
            | Kind::Set { .. }
            | Kind::Array { .. }
            | Kind::Tuple { .. }
            | Kind::Upload => never(),
        };
        // How many entries a map has among the properties of others is nothing that a schema can count.
        let mut place = ty.clone();
        place.constraints.min_properties = None;
        place.constraints.max_properties = None;
        self.constrain(&mut part, &place);
        Some(part)
    }

    fn shared_definition(
        &self,
        definition: &Definition,
        ty: &Type,
        via: Via,
        claimed: &mut Claimed,
    ) -> Option<Schema> {
        match &definition.shape {
            Shape::Unit => self.shared_unit(via, claimed),
            Shape::Newtype { ty, .. } => self.shared(ty, via, claimed),
            Shape::Tuple(_) => Some(never()),
            Shape::Object {
                fields,
                deny_unknown_fields,
            } => {
                // A flattened struct takes the fields it knows, so it never sees one that it does not know; unless it gathers
                // the rest itself.
                let gathers = wire::gathers(definition, self.side);
                let closed = *deny_unknown_fields && (via == Via::Rest || gathers);
                let is_itself = !deny_unknown_fields
                    && self.is_plain(fields)
                    && !self.is_other_from_the_buffer(ty, Source::Buffer)
                    && self.known_names(fields).all(|name| !claimed.contains(name));
                let part = if is_itself {
                    self.reference(&definition.name)
                } else {
                    self.object(fields, closed, Source::Buffer, claimed)
                };
                if via == Via::Flatten && !gathers {
                    claimed.extend(self.known_names(fields).map(str::to_owned));
                }
                Some(part)
            }
            Shape::Choice(choice) => Some(self.shared_choice(choice, via, claimed)),
        }
    }

    /// Nothing: a flattened unit asks nothing, and the unit behind a tag wants to be alone.
    fn shared_unit(&self, via: Via, claimed: &Claimed) -> Option<Schema> {
        match via {
            Via::Flatten => None,
            Via::Rest => Some(self.object(&[], true, Source::Buffer, claimed)),
        }
    }

    fn shared_scalar(&self, scalar: Scalar, via: Via, claimed: &mut Claimed) -> Schema {
        let ScalarForm::Object { whole, fraction, .. } = wire::form(scalar, self.side) else {
            return never();
        };
        let mut object = self.scalar(scalar);
        if via == Via::Flatten {
            object.remove("additionalProperties");
            claimed.extend([whole.to_owned(), fraction.to_owned()]);
        } else if let Some(serde_json::Value::Object(properties)) = object.get_mut("properties") {
            for name in claimed.iter() {
                properties.entry(name.clone()).or_insert_with(|| json!({}));
            }
        }
        object
    }

    /// Whether the definition of an object may stand for it where it shares an object: nothing in it looks at properties
    /// that it does not name.
    fn is_plain(&self, fields: &[Field]) -> bool {
        !wire::present(fields, self.side).any(|field| field.flatten)
    }

    /// The names of the fields that the object names itself.
    fn known_names<'b>(&self, fields: &'b [Field]) -> impl Iterator<Item = &'b str> {
        let side = self.side;
        wire::present(fields, side)
            .filter(|field| !field.flatten)
            .flat_map(move |field| wire::names(&field.name, &field.aliases, side))
    }
}
