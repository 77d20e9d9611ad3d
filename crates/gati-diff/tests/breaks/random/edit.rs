//! Edits of manifests, from one seed.

use gati_schema::ty::{Choice, Content, Field, Kind, Shape, Side, Sided, Tagging, Written};
use gati_schema::{Manifest, TypeName};

use super::{NAMES, Random, constrained, content, fallback, field, for_unknown, one_side, ty, variant};

/// Changes something in one of the types.
pub(crate) fn edit(random: &mut Random, manifest: &mut Manifest) {
    let name = TypeName::new(*random.pick(&NAMES));
    let Some(definition) = manifest.types.get_mut(&name) else {
        return;
    };
    match &mut definition.shape {
        Shape::Object {
            fields,
            deny_unknown_fields,
        } => match random.below(8) {
            0 => *deny_unknown_fields = !*deny_unknown_fields,
            _ => edit_fields(random, fields),
        },
        Shape::Choice(choice) => edit_choice(random, choice),
        Shape::Unit | Shape::Newtype { .. } | Shape::Tuple(_) => {}
    }
}

/// A name that nothing beside it has: no program has two fields of one name.
fn fresh(random: &mut Random, letter: &str, is_taken: impl Fn(&str) -> bool) -> String {
    loop {
        let name = format!("{letter}{}", random.below(1000));
        if !is_taken(&name) {
            return name;
        }
    }
}

fn edit_fields(random: &mut Random, fields: &mut Vec<Field>) {
    let is_taken = |name: &str| {
        fields
            .iter()
            .any(|field| field.name.on(Side::Read) == name || field.aliases.iter().any(|alias| alias == name))
    };
    let fresh = fresh(random, "n", is_taken);
    if fields.is_empty() || random.chance(15) {
        fields.push(field(random, &fresh));
        return;
    }
    let at = random.below(fields.len());
    if fields[at].flatten {
        fields.remove(at);
        return;
    }
    if random.rarely(20) {
        match random.below(4) {
            0 => fields[at].aliases.clear(),
            1 => fields[at].aliases.push(fresh),
            2 => fields[at].skip = one_side(random),
            _ => fields[at].skip = Sided::NEITHER,
        }
        return;
    }
    match random.below(8) {
        0 => drop(fields.remove(at)),
        1 => fields[at].name = Sided::Same(fresh),
        2 => {
            let old = fields[at].name.on(Side::Read).clone();
            fields[at].aliases.push(old);
            fields[at].name = Sided::Same(fresh);
        }
        3 => {
            let ty = fields[at].ty.clone();
            fields[at].ty = constrained(random, ty);
        }
        4 => {
            fields[at].ty = match &fields[at].ty.kind {
                Kind::Option { of } => (**of).clone(),
                _ => fields[at].ty.clone().optional(),
            };
            fields[at].written = Written::Always;
        }
        5 => fallback(random, &mut fields[at]),
        6 => fields.rotate_left(1),
        _ => {
            fields[at].ty = ty(random, 2);
            fields[at].written = Written::Always;
        }
    }
}

fn edit_choice(random: &mut Random, choice: &mut Choice) {
    let letter = if choice.tagging == Tagging::Untagged {
        "u"
    } else {
        "w"
    };
    let is_taken = |name: &str| {
        let variants = &choice.variants;
        variants.iter().any(|variant| variant.name.on(Side::Read) == name)
    };
    let fresh = fresh(random, letter, is_taken);
    let is_plain = choice
        .variants
        .iter()
        .all(|variant| variant.content == Content::Unit);
    let at = random.below(choice.variants.len());
    if choice.tagging != Tagging::Untagged && random.rarely(30) {
        let variant = &mut choice.variants[at];
        match random.below(4) {
            0 => {
                let old = variant.name.on(Side::Read).clone();
                variant.aliases.push(old);
                variant.name = Sided::Same(fresh);
            }
            1 => variant.aliases.clear(),
            2 if !choice.variants.iter().any(|variant| variant.other) => {
                choice.variants.extend(for_unknown(random));
            }
            _ => {
                let others = choice.variants.iter().filter(|variant| !variant.other).count();
                if others > 0 {
                    choice.variants.retain(|variant| !variant.other);
                }
            }
        }
        return;
    }
    match random.below(6) {
        0 => {
            let content = if choice.tagging == Tagging::External {
                Content::Unit
            } else {
                content(random, &choice.tagging)
            };
            choice.variants.push(variant(&fresh, content));
        }
        1 if choice.variants.len() > 1 => drop(choice.variants.remove(at)),
        2 => choice.variants[at].name = Sided::Same(fresh),
        3 if !is_plain => match &mut choice.variants[at].content {
            Content::Object(fields) => edit_fields(random, fields),
            Content::Newtype(inner) => *inner = ty(random, 0),
            Content::Unit | Content::Tuple(_) => {}
        },
        4 => match &mut choice.tagging {
            Tagging::Internal { tag } => *tag = fresh,
            Tagging::External | Tagging::Adjacent { .. } | Tagging::Untagged => {
                choice.variants.rotate_left(1)
            }
        },
        _ => choice.variants.rotate_left(1),
    }
}
