//! The transformer that is missing, with everything filled in that does not need a human.

use std::cell::RefCell;

use gati_schema::TypeName;
use gati_schema::ty::{Content, Shape};
use gati_transform::{Arm, Body, By, Gap, Lack, LackKind, Part, Party, RequestStep, Role, Seg, To, Way};

use super::expression::{Root, Writer};
use super::gap::Scene;
use super::phrase::{may_refuse, walked};
use crate::emit::timescape::{Held, Realm, Scopes};

impl Scene<'_, '_> {
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
        // In an arm of an enum the fields of a variant have names of their own.
        let base = if self.is_choice(gap) {
            String::new()
        } else {
            format!("{argument}.")
        };
        let blank = |lack: &Lack| blank(lack, &whose, &base);
        let scopes = self.scopes.get_or_init(|| Scopes::new(editions, self.today));
        let realm = |at: usize| Realm::new(editions, self.today, scopes, at);
        let writer = Writer {
            plan: self.plan,
            given: self.given,
            lacks: &gap.lacks,
            argument,
            target: &target.manifest,
            modules: (&source.module, &target.module),
            realms: match gap.way {
                Way::Lift => (realm(self.step), realm(self.step + 1)),
                Way::Lower => (realm(self.step + 1), realm(self.step)),
            },
            blank: &blank,
            open: RefCell::default(),
            helpers: RefCell::default(),
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
        let body = self.stub_body(gap, &writer, &from, &to);
        let helpers: String = writer.helpers.take().into_values().collect();
        let context = if body.contains(", lctx)") {
            ", lctx: &mut gati::Lctx"
        } else {
            ""
        };
        let (gives, body) = if may_refuse(&body) {
            (
                format!("Result<{to}, gati::Untransformable>"),
                format!("Ok({body})"),
            )
        } else {
            (to, body)
        };
        format!(
            "#[gati::transformer]\nfn {}({argument}: {from}{context}) -> {gives} {{\n{helpers}{dropped}    {body}\n}}",
            stub_name(gap)
        )
    }

    /// Whether an enum is carried.
    fn is_choice(&self, gap: &Gap) -> bool {
        let manifest = &self.editions.all[self.step + 1].manifest;
        let Party::Type { newer, .. } = &gap.party else {
            return false;
        };
        let shape = manifest.types.get(newer).map(|definition| &definition.shape);
        matches!(shape, Some(Shape::Choice(_)))
    }

    fn stub_body(&self, gap: &Gap, writer: &Writer<'_>, from: &str, to: &str) -> String {
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
                    Some(By::Derived { body, .. }) => type_body(writer, body, (a, from), (b, to)),
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
                let held = |realm: &Realm<'_>, handler: &str| realm.request_parts(handler);
                let newer = self
                    .plan
                    .handler(older)
                    .map_or(older.as_str(), |step| &step.newer);
                let targets = held(&writer.realms.1, newer);
                let helds = |name: &str| targets.iter().find(|(known, _)| known == name)?.1.clone();
                let sources = held(&writer.realms.0, older).into_iter();
                let sources = sources.filter_map(|(name, held)| Some((Seg::Field(name), held?)));
                let root = Root::Parts(writer.argument, sources.collect());
                let fields = writer.fields(parts, &helds, &root, 2);
                format!("{to} {{\n{fields}    }}")
            }
            Party::Handler { .. } => whole(),
        }
    }
}

/// The body of a function that carries a type.
pub(super) fn type_body(
    writer: &Writer<'_>,
    body: &Body,
    (from_name, from): (&TypeName, &str),
    (to_name, to): (&TypeName, &str),
) -> String {
    let base = writer.argument;
    let root = writer.whole(base, from_name);
    match body {
        Body::Unit => to.to_owned(),
        Body::Newtype(fill) => {
            let target = writer.realms.1.newtype(to_name).map(|(held, _)| held);
            format!("{to}({})", writer.fill(fill, target.as_ref(), &root, 1))
        }
        Body::Tuple(fills) => {
            let targets = writer.realms.1.positions(to_name, None);
            let parts = fills.iter().enumerate();
            let parts: Vec<String> = parts
                .map(|(at, fill)| writer.fill(fill, targets.get(at), &root, 1))
                .collect();
            format!("{to}({})", parts.join(", "))
        }
        Body::Object(assigns) => {
            let helds = |name: &str| writer.held(to_name, None, name);
            format!("{to} {{\n{}    }}", writer.fields(assigns, &helds, &root, 2))
        }
        Body::Choice(arms) => {
            let mut text: String = arms
                .iter()
                .filter(|arm| arm.to != To::Never)
                .map(|arm| self::arm(writer, arm, (from_name, from), (to_name, to)))
                .collect();
            let form = writer.realms.0.open_form(from_name);
            if arms.iter().any(|arm| arm.to == To::Never) || form.is_some_and(|form| form.has_more_variants) {
                text.push_str("        _ => unreachable!(\"it does not travel\"),\n");
            }
            format!("match {base} {{\n{text}    }}")
        }
        Body::Lack(at) => writer.lack(*at),
        Body::Refuse(reason) => format!("/* {reason} */"),
    }
}

fn arm(
    writer: &Writer<'_>,
    arm: &Arm,
    (from_name, from): (&TypeName, &str),
    (to_name, to): (&TypeName, &str),
) -> String {
    let realm = &writer.realms.0;
    let shape = realm.definition(from_name).map(|definition| &definition.shape);
    let content = match shape {
        Some(Shape::Choice(choice)) => choice
            .variants
            .iter()
            .find(|variant| variant.rust_name == arm.variant),
        _ => None,
    };
    let content = content.map(|variant| &variant.content);
    let is_used = matches!(arm.to, To::Positions(..) | To::Object(..) | To::Lack(_));
    let bindings: Vec<(Seg, Held)> = match content {
        Some(Content::Object(_)) => {
            let fields = realm.fields(from_name, Some(&arm.variant)).into_iter();
            fields
                .map(|(field, held)| (Seg::Field(field.rust_name.clone()), held))
                .collect()
        }
        _ => {
            let held = realm.positions(from_name, Some(&arm.variant)).into_iter();
            held.enumerate()
                .map(|(at, held)| (Seg::Position(at), held))
                .collect()
        }
    };
    let names: Vec<String> = bindings
        .iter()
        .map(|(seg, _)| walked("", std::slice::from_ref(seg)))
        .collect();
    let pattern = match content {
        None | Some(Content::Unit) => String::new(),
        Some(Content::Object(_)) if !is_used => " { .. }".to_owned(),
        Some(Content::Newtype(_) | Content::Tuple(_)) if !is_used => "(..)".to_owned(),
        Some(Content::Newtype(_) | Content::Tuple(_)) => format!("({})", names.join(", ")),
        Some(Content::Object(_)) if names.is_empty() => " {}".to_owned(),
        Some(Content::Object(_)) => format!(" {{ {} }}", names.join(", ")),
    };
    let root = Root::Parts("", bindings);
    let value = match &arm.to {
        To::Unit(name) => format!("{to}::{name}"),
        To::Positions(name, fills) => {
            let targets = writer.realms.1.positions(to_name, Some(name));
            let parts = fills.iter().enumerate();
            let parts: Vec<String> = parts
                .map(|(at, fill)| writer.fill(fill, targets.get(at), &root, 2))
                .collect();
            format!("{to}::{name}({})", parts.join(", "))
        }
        To::Object(name, assigns) => {
            let helds = |field: &str| writer.held(to_name, Some(name), field);
            format!(
                "{to}::{name} {{\n{}        }}",
                writer.fields(assigns, &helds, &root, 3)
            )
        }
        To::AsItIs | To::Never => "/* it passes as it is */".to_owned(),
        To::Refuse(reason) => format!("/* {reason} */"),
        To::Lack(at) => writer.lack(*at),
    };
    format!("        {from}::{}{pattern} => {value},\n", arm.variant)
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

/// `PaymentState` is `payment_state`.
pub(super) fn snake(identifier: &str) -> String {
    words(identifier).replace(' ', "_")
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
fn blank(lack: &Lack, whose: &str, base: &str) -> String {
    let mut names = lack.path.clone();
    names.reverse();
    let name = names.join(" of ").replace('_', " ");
    let source = lack.source.as_deref().unwrap_or("nothing");
    let target = lack.target.as_deref().unwrap_or("nothing");
    let text = match lack.kind {
        LackKind::Value => match &lack.perhaps {
            Some(perhaps) => format!("the {name} of {whose}: perhaps {base}{perhaps}"),
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
