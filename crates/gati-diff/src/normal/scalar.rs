//! What scalars with a wire form of their own are made of.

use std::borrow::Cow;

use gati_schema::ty::{Constraints, Format, IntWidth, Scalar, Side};

use super::object::Names;
use super::{
    Arm, Fallback, Form, Graph, Label, List, Member, NodeId, Numbers, Object, Rest, Shape, Tag, Texts, Union,
};

impl<'m> Graph<'m> {
    /// The node of a scalar.
    pub(super) fn scalar(
        &self,
        scalar: Scalar,
        constraints: &Constraints,
        label: Label<'m>,
        as_text: bool,
    ) -> NodeId {
        let text = |form| Texts::of(form).constrained(constraints);
        let shape = match scalar {
            Scalar::Uuid if self.side == Side::Write => Shape::Text(text(Form::Named(Format::Uuid))),
            Scalar::Timestamp => Shape::Text(text(Form::Named(Format::DateTime))),
            Scalar::CivilDate => Shape::Text(text(Form::Named(Format::Date))),
            Scalar::Url => Shape::Text(text(Form::Named(Format::Uri))),
            Scalar::Ipv4Addr => Shape::Text(text(Form::Named(Format::Ipv4))),
            Scalar::Ipv6Addr => Shape::Text(text(Form::Named(Format::Ipv6))),
            Scalar::Path => Shape::Text(Texts::default().constrained(constraints)),
            Scalar::IpAddr => {
                let four = self.push(Shape::Text(text(Form::Named(Format::Ipv4))), label);
                let six = self.push(Shape::Text(text(Form::Named(Format::Ipv6))), label);
                forms([four, six])
            }
            Scalar::Decimal if self.side == Side::Read && !as_text => {
                let text = self.push(Shape::Text(text(Form::Of(scalar))), label);
                let number = self.push(Shape::Number(Box::new(Numbers::any(false))), label);
                forms([text, number])
            }
            Scalar::Duration => self.two_numbers(("secs", IntWidth::U64), "nanos"),
            Scalar::SystemTime => self.two_numbers(("secs_since_epoch", IntWidth::I64), "nanos_since_epoch"),
            Scalar::Uuid
            | Scalar::Zoned
            | Scalar::CivilDateTime
            | Scalar::CivilTime
            | Scalar::Span
            | Scalar::SignedDuration
            | Scalar::Decimal
            | Scalar::SocketAddr
            | Scalar::Semver => Shape::Text(text(Form::Of(scalar))),
        };
        self.push(shape, label)
    }

    /// Bytes: a list of small numbers, and when they are read, also a text.
    pub(super) fn bytes(&self, constraints: &Constraints, label: Label<'m>) -> NodeId {
        let byte = Numbers::integer(IntWidth::U8, false, &Constraints::NONE, false);
        let item = self.push(Shape::Number(Box::new(byte)), Label::Word("byte"));
        let list = Shape::List(List {
            item,
            min: constraints.min_items.unwrap_or(0),
            max: constraints.max_items,
            unique: constraints.unique,
            as_text: false,
        });
        if self.side == Side::Write {
            return self.push(list, label);
        }
        let list = self.push(list, label);
        let text = self.push(Shape::Text(Texts::default().constrained(constraints)), label);
        self.push(forms([list, text]), label)
    }

    /// What the standard library makes of durations and times.
    fn two_numbers(&self, (whole, width): (&'static str, IntWidth), fraction: &'static str) -> Shape<'m> {
        let member = |name: &'static str, width| {
            let numbers = Numbers::integer(width, false, &Constraints::NONE, false);
            Member {
                names: Names::one(Cow::Borrowed(name)),
                node: self.push(Shape::Number(Box::new(numbers)), Label::Word("whole number")),
                required: true,
                fallback: Fallback::None,
                field: None,
            }
        };
        let members = vec![member(fraction, IntWidth::U32), member(whole, width)];
        Shape::Object(Object {
            members,
            rest: match self.side {
                Side::Read => Rest::Refused,
                Side::Write => Rest::Ignored,
            },
            flattened: Vec::new(),
        })
    }
}

/// Any of several forms.
fn forms<'m>(nodes: [NodeId; 2]) -> Shape<'m> {
    Shape::Union(Union {
        tag: Tag::Untagged,
        arms: nodes
            .into_iter()
            .map(|node| Arm {
                names: vec![""],
                content: Some(node),
                other: false,
                tagless: true,
                variant: None,
            })
            .collect(),
    })
}
