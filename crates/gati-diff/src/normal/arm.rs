//! Variants: what they are called, and what they carry.

use gati_schema::ty::{Choice, Content, Side, Tagging, Variant};

use super::{Arm, Encoding, Graph, Label, Object, Rest, Shape, Tag, Union};

impl<'m> Graph<'m> {
    /// An enum.
    pub(super) fn union(&self, choice: &'m Choice) -> Union<'m> {
        let tag = match &choice.tagging {
            Tagging::External => Tag::External,
            Tagging::Internal { tag } => Tag::Internal { tag },
            Tagging::Adjacent { tag, content } => Tag::Adjacent { tag, content },
            Tagging::Untagged => Tag::Untagged,
        };
        let side = self.side;
        let arms = choice
            .variants
            .iter()
            .filter(|variant| !variant.skip.on(side))
            .map(|variant| self.arm(variant, tag, choice.deny_unknown_fields))
            .collect();
        Union { tag, arms }
    }

    fn arm(&self, variant: &'m Variant, tag: Tag<'m>, closed: bool) -> Arm<'m> {
        let tagless = variant.untagged || tag == Tag::Untagged;
        let mut names = vec![variant.name.on(self.side).as_str()];
        if self.side == Side::Read {
            names.extend(
                variant
                    .aliases
                    .iter()
                    .map(String::as_str)
                    .filter(|alias| alias != variant.name.on(Side::Read)),
            );
        }
        let label = Label::Content(variant);
        let content = match &variant.content {
            Content::Unit if tagless => Some(self.push(Shape::Null, label)),
            // Beside an internal tag, nothing is an object without keys.
            Content::Unit if matches!(tag, Tag::Internal { .. }) => {
                Some(self.push(Shape::Object(Object::empty(Rest::Ignored)), label))
            }
            Content::Unit => None,
            Content::Newtype(ty) => Some(self.add(ty, Encoding::Json)),
            Content::Tuple(types) => {
                let positions = types.iter().map(|ty| self.add(ty, Encoding::Json)).collect();
                Some(self.push(Shape::Tuple(positions), label))
            }
            Content::Object(fields) => {
                let object = self.object(fields, closed, Encoding::Json);
                Some(self.push(Shape::Object(object), label))
            }
        };
        Arm {
            names,
            content,
            other: variant.other,
            tagless,
            variant: Some(variant),
        }
    }
}
