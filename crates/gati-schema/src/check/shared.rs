//! Types that stand in an object together with others; the twin of the schema writer's module of this name.

use serde_json::{Map, Value};

use super::Checker;
use crate::ty::{Field, Kind, Scalar, Shape};
use crate::wire::{self, Claimed, Source, Via};
use crate::{Definition, Type};

impl Checker<'_> {
    /// What a type asks of an object in which it stands with others.
    pub(super) fn shared(
        &mut self,
        ty: &Type,
        via: Via,
        claimed: &mut Claimed,
        entries: &Map<String, Value>,
    ) {
        match &ty.kind {
            Kind::Null => self.shared_unit(via, claimed, entries),
            Kind::Any | Kind::AnyObject => {}
            Kind::Option { of } => {
                let inner = of.as_ref().clone().constrained(ty.constraints.clone());
                match via {
                    // What does not fit counts as absent, so nothing can be wrong.
                    Via::Flatten => {
                        let mut unheard = self.silent();
                        unheard.shared(&inner, via, claimed, entries);
                    }
                    Via::Rest => self.shared(&inner, via, claimed, entries),
                }
                return;
            }
            Kind::Map { .. } => self.map(ty, Source::Buffer, entries, claimed),
            Kind::Scalar {
                scalar: scalar @ (Scalar::Duration | Scalar::SystemTime),
            } => self.scalar_object(*scalar, via == Via::Rest, entries, claimed),
            Kind::Named { name } => {
                if let Some(definition) = self.manifest.types.get(name) {
                    self.shared_definition(definition, via, claimed, entries);
                }
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
            | Kind::Upload => {
                let expected = self.words(ty);
                self.report("type", expected, "an object");
            }
        }
        // As in the schema: the number of entries among the properties of others is for the program to check.
        let mut place = ty.clone();
        place.constraints.min_properties = None;
        place.constraints.max_properties = None;
        if !place.constraints.is_empty() {
            self.constraints(&place, Source::Buffer, &Value::Object(entries.clone()));
        }
    }

    fn shared_definition(
        &mut self,
        definition: &Definition,
        via: Via,
        claimed: &mut Claimed,
        entries: &Map<String, Value>,
    ) {
        match &definition.shape {
            Shape::Unit => self.shared_unit(via, claimed, entries),
            Shape::Newtype { ty, .. } => self.shared(ty, via, claimed, entries),
            Shape::Tuple(_) => self.report("type", "a list", "an object"),
            Shape::Object {
                fields,
                deny_unknown_fields,
            } => {
                let gathers = wire::gathers(definition, self.side);
                let closed = *deny_unknown_fields && (via == Via::Rest || gathers);
                self.object(fields, closed, Source::Buffer, claimed, entries);
                if via == Via::Flatten && !gathers {
                    claimed.extend(self.known_names(fields));
                }
            }
            Shape::Choice(choice) => self.shared_choice(choice, via, claimed, entries),
        }
    }

    fn shared_unit(&mut self, via: Via, claimed: &Claimed, entries: &Map<String, Value>) {
        if via == Via::Rest {
            self.object(&[], true, Source::Buffer, claimed, entries);
        }
    }

    fn known_names(&self, fields: &[Field]) -> Vec<String> {
        wire::present(fields, self.side)
            .filter(|field| !field.flatten)
            .flat_map(|field| wire::names(&field.name, &field.aliases, self.side))
            .map(str::to_owned)
            .collect()
    }

    /// A checker whose findings nobody hears.
    pub(super) fn silent(&self) -> Self {
        Self {
            manifest: self.manifest,
            side: self.side,
            pointer: self.pointer.clone(),
            violations: Vec::new(),
        }
    }
}
