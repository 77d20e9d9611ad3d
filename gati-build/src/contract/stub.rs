//! The transformer that is missing, with everything filled in that does not need a human.

use std::cell::RefCell;

use gati_schema::ty::{Content, Shape, Variant};
use gati_schema::{Manifest, Type, TypeName};
use gati_transform::{Arm, Body, By, Gap, Lack, LackKind, Part, Party, RequestStep, Role, To, Way};

use super::expression::{Writer, binding, field_type, may_refuse, raw};
use super::gap::Scene;

impl Scene<'_> {
    /// The function, as it is pasted.
    pub(super) fn stub(&self, gap: &Gap) -> String {
        let editions = self.editions;
        let (older, newer) = (&editions.all[self.step], &editions.all[self.step + 1]);
        let (source, target) = match gap.way {
            Way::Lift => (older, newer),
            Way::Lower => (newer, older),
        };
        let argument = match gap.way {
            Way::Lift => "old",
            Way::Lower => "new",
        };
        let whose = whose(gap);
        let blank = |lack: &Lack| blank(lack, &whose, argument);
        let writer = Writer {
            plan: self.plan,
            given: self.given,
            lacks: &gap.lacks,
            argument,
            target: &target.manifest,
            module: &target.module,
            blank: &blank,
            open: RefCell::default(),
        };
        let path = |edition: &crate::story::Edition, is_older: bool| {
            let name = match &gap.party {
                Party::Type { older, newer, .. } => if is_older { older } else { newer }.identifier(),
                Party::Handler { older, newer, part } => {
                    let name = if is_older { older } else { newer };
                    let handler = edition.handler(name);
                    let module =
                        handler.map_or_else(|| name.clone(), |handler| edition.handler_module(handler));
                    format!("{module}::{}", part.type_name())
                }
            };
            format!("crate::app::{}::{name}", edition.module)
        };
        let is_lift = gap.way == Way::Lift;
        let (from, to) = (path(source, is_lift), path(target, !is_lift));
        let dropped: String = gap
            .lacks
            .iter()
            .filter(|lack| lack.kind == LackKind::Dropped)
            .map(|lack| {
                format!(
                    "    // {argument}.{} has no place any more\n",
                    lack.path.join(".")
                )
            })
            .collect();
        let body = self.stub_body(gap, &writer, (&source.manifest, &from), &to);
        let (gives, body) = if may_refuse(&body) {
            (
                format!("Result<{to}, gati::Untransformable>"),
                format!("Ok({body})"),
            )
        } else {
            (to, body)
        };
        format!(
            "#[gati::transformer]\nfn {}({argument}: {from}) -> {gives} {{\n{dropped}    {body}\n}}",
            stub_name(gap)
        )
    }

    fn stub_body(
        &self,
        gap: &Gap,
        writer: &Writer<'_>,
        (source, from): (&Manifest, &str),
        to: &str,
    ) -> String {
        let whole = || writer.lack(0);
        match &gap.party {
            Party::Type {
                older,
                newer,
                as_error,
            } => {
                let (a, b) = match gap.way {
                    Way::Lift => (older, newer),
                    Way::Lower => (newer, older),
                };
                let role = if *as_error { Role::Error } else { Role::Value };
                let found = self.plan.conversions.iter().find(|conversion| {
                    conversion.way == gap.way
                        && conversion.role == role
                        && conversion.from == *a
                        && conversion.to == *b
                });
                match found.map(|conversion| &conversion.by) {
                    Some(By::Derived { body, .. }) => type_body(writer, body, (source, a, from), (b, to)),
                    _ => whole(),
                }
            }
            Party::Handler {
                older,
                part: Part::Request,
                ..
            } => {
                let step = self.plan.handler(older).map(|step| &step.request);
                let Some(RequestStep::Derived { parts, .. }) = step else {
                    return whole();
                };
                let types = |_: &str| None;
                let fields = writer.fields(parts, &types, writer.argument, 2);
                format!("{to} {{\n{fields}    }}")
            }
            Party::Handler { .. } => whole(),
        }
    }
}

/// The body of a transformer of a type.
fn type_body(
    writer: &Writer<'_>,
    body: &Body,
    (source, from_name, from): (&Manifest, &TypeName, &str),
    (to_name, to): (&TypeName, &str),
) -> String {
    let base = writer.argument;
    match body {
        Body::Unit => to.to_owned(),
        Body::Newtype(fill) => format!("{to}({})", writer.fill(fill, None, base, 1)),
        Body::Tuple(fills) => {
            let parts: Vec<String> = fills
                .iter()
                .map(|fill| writer.fill(fill, None, base, 1))
                .collect();
            format!("{to}({})", parts.join(", "))
        }
        Body::Object(assigns) => {
            let types = |name: &str| field_type(writer.target, to_name, name);
            format!("{to} {{\n{}    }}", writer.fields(assigns, &types, base, 2))
        }
        Body::Choice(arms) => {
            let variants = match source.types.get(from_name).map(|definition| &definition.shape) {
                Some(Shape::Choice(choice)) => choice.variants.as_slice(),
                _ => &[],
            };
            let arms: String = arms
                .iter()
                .filter(|arm| arm.to != To::Never)
                .map(|arm| self::arm(writer, arm, variants, (from, to), to_name))
                .collect();
            format!("match {base} {{\n{arms}    }}")
        }
        Body::Lack(at) => writer.lack(*at),
        Body::Refuse(reason) => format!("/* {reason} */"),
    }
}

fn arm(
    writer: &Writer<'_>,
    arm: &Arm,
    variants: &[Variant],
    (from, to): (&str, &str),
    to_name: &TypeName,
) -> String {
    let content = variants
        .iter()
        .find(|variant| variant.rust_name == arm.variant)
        .map(|variant| &variant.content);
    let is_used = matches!(arm.to, To::Positions(..) | To::Object(..) | To::Lack(_));
    let pattern = match content {
        None | Some(Content::Unit) => String::new(),
        Some(Content::Object(_)) if !is_used => " { .. }".to_owned(),
        Some(Content::Newtype(_) | Content::Tuple(_)) if !is_used => "(..)".to_owned(),
        Some(Content::Newtype(_)) => format!("({})", binding(0)),
        Some(Content::Tuple(types)) => {
            let names: Vec<String> = (0..types.len()).map(binding).collect();
            format!("({})", names.join(", "))
        }
        Some(Content::Object(fields)) => {
            let names: Vec<String> = fields.iter().map(|field| raw(&field.rust_name)).collect();
            if names.is_empty() {
                " {}".to_owned()
            } else {
                format!(" {{ {} }}", names.join(", "))
            }
        }
    };
    let value = match &arm.to {
        To::Unit(name) => format!("{to}::{name}"),
        To::Positions(name, fills) => {
            let types = content_types(writer.target, to_name, name);
            let parts = fills.iter().enumerate();
            let parts: Vec<String> = parts
                .map(|(at, fill)| writer.fill(fill, types.get(at), "", 2))
                .collect();
            format!("{to}::{name}({})", parts.join(", "))
        }
        To::Object(name, assigns) => {
            let types = |field: &str| variant_field(writer.target, to_name, name, field);
            format!(
                "{to}::{name} {{\n{}        }}",
                writer.fields(assigns, &types, "", 3)
            )
        }
        To::AsItIs | To::Never => "/* it passes as it is */".to_owned(),
        To::Refuse(reason) => format!("/* {reason} */"),
        To::Lack(at) => writer.lack(*at),
    };
    format!("        {from}::{}{pattern} => {value},\n", arm.variant)
}

fn variant<'m>(manifest: &'m Manifest, ty: &TypeName, name: &str) -> Option<&'m Variant> {
    match &manifest.types.get(ty)?.shape {
        Shape::Choice(choice) => choice.variants.iter().find(|variant| variant.rust_name == name),
        _ => None,
    }
}

fn content_types(manifest: &Manifest, ty: &TypeName, name: &str) -> Vec<Type> {
    match variant(manifest, ty, name).map(|variant| &variant.content) {
        Some(Content::Newtype(ty)) => vec![ty.clone()],
        Some(Content::Tuple(types)) => types.clone(),
        _ => Vec::new(),
    }
}

fn variant_field(manifest: &Manifest, ty: &TypeName, name: &str, field: &str) -> Option<Type> {
    match &variant(manifest, ty, name)?.content {
        Content::Object(fields) => fields
            .iter()
            .find(|own| own.rust_name == field)
            .map(|own| own.ty.clone()),
        _ => None,
    }
}

/// What a transformer carries, in words: `capture`, `answer of list_payments`.
pub(super) fn subject(party: &Party) -> String {
    match party {
        Party::Type { newer, .. } => words(&newer.identifier()),
        Party::Handler { newer, part, .. } => format!("{} of {newer}", part.type_name().to_lowercase()),
    }
}

/// `lift_capture`, `lower_capture`.
pub(super) fn stub_name(gap: &Gap) -> String {
    let subject = match &gap.party {
        Party::Handler { newer, part, .. } => format!("{newer}_{}", part.type_name().to_lowercase()),
        Party::Type { .. } => subject(&gap.party).replace(' ', "_"),
    };
    format!("{}_{subject}", gap.way.verb())
}

/// `PaymentState` is `payment state`.
fn words(identifier: &str) -> String {
    let mut text = String::new();
    for c in identifier.chars() {
        if c.is_uppercase() && !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
        text.extend(c.to_lowercase());
    }
    text
}

/// Whose values are made, in words: `old captures`, `receipts for old callers`.
fn whose(gap: &Gap) -> String {
    let many = match &gap.party {
        Party::Type { newer, .. } => format!("{}s", words(&newer.identifier())),
        Party::Handler { newer, part, .. } => format!("{}s of {newer}", part.type_name().to_lowercase()),
    };
    match gap.way {
        Way::Lift => format!("old {many}"),
        Way::Lower => format!("{many} for old callers"),
    }
}

/// What only people know, as a comment where it belongs.
fn blank(lack: &Lack, whose: &str, argument: &str) -> String {
    let mut names = lack.path.clone();
    names.reverse();
    let name = names.join(" of ").replace('_', " ");
    let source = lack.source.as_deref().unwrap_or("nothing");
    let target = lack.target.as_deref().unwrap_or("nothing");
    let text = match lack.kind {
        LackKind::Value => match &lack.perhaps {
            Some(perhaps) => format!("the {name} of {whose}: perhaps {argument}.{perhaps}"),
            None => format!("the {name} of {whose}"),
        },
        LackKind::Narrower if name.is_empty() => format!("{target} for every {source}"),
        LackKind::Kind if name.is_empty() => format!("{target} from {source}"),
        LackKind::Narrower => format!("the {name}: {target} for every {source}"),
        LackKind::Kind => format!("the {name}: {target} from {source}"),
        LackKind::Presence => format!("the {name} where there is none"),
        LackKind::Variant => format!("what stands for {name} among {whose}"),
        LackKind::Ambiguous => format!("the {name}: {source}"),
        LackKind::Dropped => format!("what becomes of {name}"),
    };
    format!("/* {text} */")
}
