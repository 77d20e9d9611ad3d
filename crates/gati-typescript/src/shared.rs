//! What stands in one object with others: fields, flattened types, the content behind a tag.

use std::collections::BTreeSet;

use gati_schema::ty::{Constraints, Content, Default, Field, Kind, Scalar, Shape, Side, Tagging, Written};
use gati_schema::{Definition, Type, TypeName};

use crate::choice;
use crate::place::{Place, member_of_union};
use crate::text;

/// A property of an object.
pub(crate) struct Member {
    docs: Vec<String>,
    name: String,
    optional: bool,
    ty: String,
}

/// An object type under construction.
#[derive(Default)]
pub(crate) struct Object<'m> {
    members: Vec<Member>,
    /// What else it is, in an intersection.
    parts: Vec<String>,
    /// The properties that are spoken for.
    pub(crate) claimed: BTreeSet<String>,
    /// The types whose properties were taken in, so that one that holds itself comes to an end.
    within: Vec<&'m TypeName>,
}

impl<'m> Object<'m> {
    pub(crate) fn new() -> Self {
        Object::default()
    }

    /// An object among whose properties are some of others.
    pub(crate) fn beside(claimed: &BTreeSet<String>, within: &[&'m TypeName]) -> Self {
        Self {
            claimed: claimed.clone(),
            within: within.to_vec(),
            ..Self::default()
        }
    }

    /// The types whose properties were taken in.
    pub(crate) fn within(&self) -> &[&'m TypeName] {
        &self.within
    }

    /// Whether nothing but members is in it.
    pub(crate) fn is_plain(&self) -> bool {
        self.parts.is_empty()
    }

    /// Adds a property.
    pub(crate) fn member(&mut self, name: &str, ty: String) {
        self.claimed.insert(name.to_owned());
        self.members.push(Member {
            docs: Vec::new(),
            name: name.to_owned(),
            optional: false,
            ty,
        });
    }

    /// Adds fields; those of flattened types stand in place.
    pub(crate) fn fields(&mut self, place: Place<'m, '_>, fields: &'m [Field], optional: bool) {
        let present = || fields.iter().filter(|field| !field.skip.on(place.side));
        for field in present().filter(|field| !field.flatten) {
            let name = field.name.on(place.side);
            if !self.claimed.contains(name) {
                let member = member(place.held(), field, optional);
                self.claimed.insert(name.clone());
                self.members.push(member);
            }
        }
        for field in present().filter(|field| field.flatten) {
            self.take_in(place, &field.ty, optional);
        }
    }

    /// Adds the properties of a type.
    pub(crate) fn take_in(&mut self, place: Place<'m, '_>, ty: &'m Type, optional: bool) {
        match &ty.kind {
            Kind::Null => {}
            // What they hold cannot be told from the properties beside them.
            Kind::Any | Kind::AnyObject | Kind::Map { .. } => {
                self.part("{ [key: string]: unknown }".to_owned())
            }
            Kind::Option { of } => self.take_in(place, of, true),
            Kind::Scalar {
                scalar: Scalar::Duration | Scalar::SystemTime,
            } => self.part(place.ty(ty)),
            Kind::Named { name } => {
                if let Some((name, definition)) = place.model.manifest.types.get_key_value(name)
                    && !self.within.contains(&name)
                {
                    self.within.push(name);
                    self.definition(place, ty, definition, optional);
                    self.within.pop();
                }
            }
            _ => self.part("never".to_owned()),
        }
    }

    fn definition(&mut self, place: Place<'m, '_>, ty: &'m Type, definition: &'m Definition, optional: bool) {
        match &definition.shape {
            Shape::Unit => {}
            Shape::Newtype { ty, .. } => self.take_in(place, ty, optional),
            Shape::Tuple(_) => self.part("never".to_owned()),
            Shape::Object { fields, .. } => self.fields(place, fields, optional),
            Shape::Choice(choice) => {
                let mut names = BTreeSet::new();
                property_names(place, ty, &mut Vec::new(), &mut names);
                let stands_alone = matches!(
                    choice.tagging,
                    Tagging::Internal { .. } | Tagging::Adjacent { .. }
                ) && !choice.variants.iter().any(|variant| variant.untagged)
                    && names.is_disjoint(&self.claimed);
                let text = if stands_alone {
                    place.ty(ty)
                } else {
                    let forms = choice::shared(place, choice, &self.claimed, &self.within);
                    if forms.len() == 1 {
                        forms.concat()
                    } else {
                        let forms: Vec<String> = forms.into_iter().map(member_of_union).collect();
                        format!("({})", forms.join(" | "))
                    }
                };
                self.claimed.extend(names);
                self.part(if optional {
                    format!("Partial<{text}>")
                } else {
                    text
                });
            }
        }
    }

    fn part(&mut self, part: String) {
        if !self.parts.contains(&part) {
            self.parts.push(part);
        }
    }

    /// The type, its lines behind the first indented by so many steps.
    pub(crate) fn print(&self, indent: usize) -> String {
        let members = if self.members.is_empty() && !self.parts.is_empty() {
            None
        } else {
            Some(self.print_members(indent))
        };
        let all: Vec<String> = members.into_iter().chain(self.parts.iter().cloned()).collect();
        all.join(" & ")
    }

    /// The members in braces: in one line if there is nothing to say about them.
    pub(crate) fn print_members(&self, indent: usize) -> String {
        if self.members.is_empty() {
            return "{}".to_owned();
        }
        if self.members.len() <= 2 && self.members.iter().all(|member| member.docs.is_empty()) {
            let members: Vec<String> = self.members.iter().map(Member::print).collect();
            let line = format!("{{ {} }}", members.join("; "));
            if line.len() <= 100 && !line.contains('\n') {
                return line;
            }
        }
        format!("{{\n{}{}}}", self.lines(indent + 1), space(indent))
    }

    /// One line per member, behind their comments.
    pub(crate) fn lines(&self, indent: usize) -> String {
        let space = space(indent);
        let mut lines = String::new();
        for member in &self.members {
            let docs: Vec<&str> = member.docs.iter().map(String::as_str).collect();
            lines.push_str(&text::comment(&space, &docs));
            lines.push_str(&format!("{space}{};\n", member.print()));
        }
        lines
    }
}

impl Member {
    fn print(&self) -> String {
        let mark = if self.optional { "?" } else { "" };
        format!("{}{mark}: {}", text::property(&self.name), self.ty)
    }
}

/// So many steps of four spaces.
pub(crate) fn space(indent: usize) -> String {
    "    ".repeat(indent)
}

/// Whether who sends must give a field.
pub(crate) fn is_required(place: Place<'_, '_>, field: &Field) -> bool {
    match place.side {
        Side::Read => field.default == Default::None && !place.model.manifest.is_optional(&field.ty),
        Side::Write => field.written == Written::Always,
    }
}

fn member(place: Place<'_, '_>, field: &Field, optional: bool) -> Member {
    let optional = optional || !is_required(place, field);
    let mut ty = match (place.side, field.written) {
        // It is left out where it would be null.
        (Side::Write, Written::WhenSome) => {
            place.constrained(field.ty.without_option(), &field.ty.constraints)
        }
        _ => place.constrained(&field.ty, &Constraints::NONE),
    };
    // Who has nothing to give may say so.
    if optional && place.side == Side::Read {
        ty.push_str(" | undefined");
    }
    let default = match (&field.default, place.side) {
        (Default::Known(value), Side::Read) if !value.is_null() => format!("When left out: `{value}`."),
        (Default::Computed, Side::Read) => "When left out, the server fills it in.".to_owned(),
        _ => String::new(),
    };
    let remarks = format!("{default} {}", text::constraints(&field.ty));
    Member {
        docs: [
            field.docs.clone(),
            remarks.trim().to_owned(),
            text::deprecated(field.deprecated.as_ref(), None),
        ]
        .into_iter()
        .filter(|text| !text.trim().is_empty())
        .collect(),
        name: field.name.on(place.side).clone(),
        optional,
        ty,
    }
}

/// The names of all properties that a type can have where it shares an object.
pub(crate) fn property_names<'m>(
    place: Place<'m, '_>,
    ty: &'m Type,
    within: &mut Vec<&'m TypeName>,
    found: &mut BTreeSet<String>,
) {
    let of_fields = |fields: &'m [Field], within: &mut Vec<&'m TypeName>, found: &mut BTreeSet<String>| {
        for field in fields.iter().filter(|field| !field.skip.on(place.side)) {
            if field.flatten {
                property_names(place, &field.ty, within, found);
            } else {
                found.insert(field.name.on(place.side).clone());
            }
        }
    };
    match &ty.kind {
        Kind::Option { of } => property_names(place, of, within, found),
        Kind::Named { name } if !within.contains(&name) => {
            let Some(definition) = place.model.manifest.types.get(name) else {
                return;
            };
            within.push(name);
            match &definition.shape {
                Shape::Newtype { ty, .. } => property_names(place, ty, within, found),
                Shape::Object { fields, .. } => of_fields(fields, within, found),
                Shape::Choice(choice) => {
                    match &choice.tagging {
                        Tagging::Internal { tag } => found.extend([tag.clone()]),
                        Tagging::Adjacent { tag, content } => found.extend([tag.clone(), content.clone()]),
                        Tagging::External => {
                            let names = choice.variants.iter().map(|variant| variant.name.on(place.side));
                            found.extend(names.cloned());
                        }
                        Tagging::Untagged => {}
                    }
                    let shares = |untagged: bool| {
                        untagged || matches!(choice.tagging, Tagging::Internal { .. } | Tagging::Untagged)
                    };
                    for variant in choice.variants.iter().filter(|variant| shares(variant.untagged)) {
                        match &variant.content {
                            Content::Newtype(ty) => property_names(place, ty, within, found),
                            Content::Object(fields) => of_fields(fields, within, found),
                            Content::Unit | Content::Tuple(_) => {}
                        }
                    }
                }
                Shape::Unit | Shape::Tuple(_) => {}
            }
            within.pop();
        }
        _ => {}
    }
}
