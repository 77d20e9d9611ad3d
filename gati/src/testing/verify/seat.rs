//! What a contract has at a place: whether a release knows a field, and which values it allows there.

use gati_schema::handler::AnswerContent;
use gati_schema::ty::{Choice, Content, Field, Kind, Shape, Side, Tagging, Variant};
use gati_schema::{Handler, Manifest, Type, check};
use serde_json::Value;

use super::place::Cargo;

/// One release, as far as one kind of what is carried goes.
#[derive(Clone, Copy)]
pub(super) struct Contract<'m> {
    pub(super) manifest: &'m Manifest,
    pub(super) handler: &'m Handler,
    pub(super) cargo: Cargo,
}

/// What may stand at a place.
#[derive(Clone, Copy)]
enum Seat<'m> {
    Value(&'m Type),
    Fields(&'m [Field]),
    /// The name of a variant.
    Tag(&'m Choice),
    /// The text that is the whole answer.
    Text,
}

impl<'m> Contract<'m> {
    /// Whether the release knows the place.
    pub(super) fn knows(&self, place: &str) -> bool {
        !self.seats(place).is_empty()
    }

    /// What stands there, if that is one thing.
    pub(super) fn kind(&self, place: &str) -> Option<&'m Kind> {
        match self.seats(place).as_slice() {
            [Seat::Value(ty)] => Some(&ty.without_option().kind),
            _ => None,
        }
    }

    /// Whether only some words may stand there, each of which may have a counterpart in another release or none.
    pub(super) fn is_closed(&self, place: &str) -> bool {
        let seats = self.seats(place);
        !seats.is_empty() && seats.iter().all(|seat| self.is_word(*seat))
    }

    /// Whether a word of another release may stand there.
    pub(super) fn allows(&self, place: &str, word: &Value) -> bool {
        self.seats(place).iter().any(|seat| match seat {
            Seat::Tag(choice) => choice.variants.iter().any(|variant| {
                !variant.skip.on(self.side()) && Some(variant.name.on(self.side()).as_str()) == word.as_str()
            }),
            Seat::Value(ty) if self.is_word(*seat) => {
                check::value(self.manifest, ty, self.side(), word).is_empty()
            }
            Seat::Value(_) | Seat::Fields(_) | Seat::Text => true,
        })
    }

    const fn side(&self) -> Side {
        match self.cargo {
            Cargo::Request | Cargo::Incoming => Side::Read,
            Cargo::Answer | Cargo::Error | Cargo::Outgoing => Side::Write,
        }
    }

    fn is_word(&self, seat: Seat<'m>) -> bool {
        match seat {
            Seat::Tag(_) => true,
            Seat::Fields(_) | Seat::Text => false,
            Seat::Value(ty) => match &ty.without_option().kind {
                Kind::Named { name } => match self.manifest.types.get(name).map(|known| &known.shape) {
                    Some(Shape::Choice(_)) => true,
                    Some(Shape::Newtype { ty, .. }) => self.is_word(Seat::Value(ty)),
                    _ => false,
                },
                _ => false,
            },
        }
    }

    fn seats(&self, place: &str) -> Vec<Seat<'m>> {
        if self.cargo == Cargo::Answer && matches!(self.handler.answer.content, AnswerContent::Text) {
            return place.is_empty().then_some(Seat::Text).into_iter().collect();
        }
        let mut segments = place.split('/').skip(1);
        let root = match self.cargo {
            Cargo::Request => segments.next().and_then(|part| self.part(part)),
            Cargo::Answer => self.handler.answer.content.ty(),
            Cargo::Error => self.handler.error.as_ref(),
            Cargo::Incoming => self
                .handler
                .answer
                .content
                .messages()
                .map(|(incoming, _)| incoming),
            Cargo::Outgoing => self
                .handler
                .answer
                .content
                .messages()
                .map(|(_, outgoing)| outgoing),
        };
        let mut seats: Vec<Seat<'m>> = root.map(Seat::Value).into_iter().collect();
        for segment in segments {
            let name = segment.replace("~1", "/").replace("~0", "~");
            let mut next = Vec::new();
            for seat in seats {
                self.step(seat, &name, &mut next);
            }
            seats = next;
        }
        seats
    }

    /// The type of a part of a request. A path parameter that has the name of another part is written with a stroke after it.
    fn part(&self, part: &str) -> Option<&'m Type> {
        match part {
            "query" => self.handler.query.as_ref(),
            "headers" => self.handler.headers.as_ref(),
            "body" => self.handler.body.as_ref().and_then(|body| body.ty()),
            name => {
                let mut parameters = self.handler.parameters.iter();
                let parameter = parameters.find(|known| {
                    known.name == name || name.strip_suffix('_').is_some_and(|name| known.name == name)
                });
                parameter.map(|parameter| &parameter.ty)
            }
        }
    }

    fn step(&self, seat: Seat<'m>, name: &str, found: &mut Vec<Seat<'m>>) {
        let ty = match seat {
            Seat::Value(ty) => ty.without_option(),
            Seat::Fields(fields) => return self.field(fields, name, found),
            Seat::Tag(_) | Seat::Text => return,
        };
        match &ty.kind {
            Kind::List { of } | Kind::Set { of } | Kind::Array { of, .. } if name == "*" => {
                found.push(Seat::Value(of));
            }
            Kind::Tuple { of } if name == "*" => found.extend(of.iter().map(Seat::Value)),
            Kind::Map { value, .. } => found.push(Seat::Value(value)),
            Kind::Any | Kind::AnyObject => found.push(seat),
            Kind::Named { name: named } => match self.manifest.types.get(named).map(|known| &known.shape) {
                Some(Shape::Object { fields, .. }) => self.field(fields, name, found),
                Some(Shape::Newtype { ty, .. }) => self.step(Seat::Value(ty), name, found),
                Some(Shape::Tuple(types)) if name == "*" => found.extend(types.iter().map(Seat::Value)),
                Some(Shape::Choice(choice)) => {
                    for variant in &choice.variants {
                        self.variant(choice, variant, name, found);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn variant(&self, choice: &'m Choice, variant: &'m Variant, name: &str, found: &mut Vec<Seat<'m>>) {
        let content = match &variant.content {
            Content::Unit | Content::Tuple(_) => None,
            Content::Newtype(ty) => Some(Seat::Value(ty)),
            Content::Object(fields) => Some(Seat::Fields(fields)),
        };
        match &choice.tagging {
            Tagging::Internal { tag } | Tagging::Adjacent { tag, .. } if tag == name && !variant.untagged => {
                found.push(Seat::Tag(choice));
            }
            Tagging::External if !variant.untagged => {
                if [Side::Read, Side::Write]
                    .iter()
                    .any(|side| variant.name.on(*side) == name)
                {
                    found.extend(content);
                }
            }
            Tagging::Adjacent { content: key, .. } if !variant.untagged => {
                if key == name {
                    found.extend(content);
                }
            }
            _ => {
                if let Some(content) = content {
                    self.step(content, name, found);
                }
            }
        }
    }

    fn field(&self, fields: &'m [Field], name: &str, found: &mut Vec<Seat<'m>>) {
        let fields = fields.iter().filter(|field| !field.skip.on(self.side()));
        for field in fields {
            if field.flatten {
                self.step(Seat::Value(&field.ty), name, found);
            } else if [Side::Read, Side::Write]
                .iter()
                .any(|side| field.name.on(*side) == name)
            {
                found.push(Seat::Value(&field.ty));
            }
        }
    }
}
