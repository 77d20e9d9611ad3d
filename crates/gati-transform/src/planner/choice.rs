//! Enums: what becomes of each variant.

use gati_diff::words;
use gati_schema::Type;
use gati_schema::ty::{Choice, Content, Field, Kind, Variant};
use serde_json::Value;

use super::lacks::{Lacks, Missing, lack};
use super::value::fields_of;
use super::{Planner, names, side};
use crate::{Arm, Assign, Fill, LackKind, Role, Seg, To, Way};

impl<'m> Planner<'m> {
    /// One arm for each variant of the source.
    pub(super) fn choice(
        &mut self,
        way: Way,
        role: Role,
        from: &'m Choice,
        to: &'m Choice,
        lacks: &mut Lacks,
    ) -> Vec<Arm> {
        let side = side(way);
        let targets: Vec<&Variant> = to
            .variants
            .iter()
            .filter(|variant| !variant.skip.on(side))
            .collect();
        let sources: Vec<&Variant> = from
            .variants
            .iter()
            .filter(|variant| !variant.skip.on(side))
            .collect();
        // Here a target may be meant by several: names that became aliases of one.
        let mut found = names::matches(&targets, &sources, side);
        for (source, found) in sources.iter().zip(&mut found) {
            *found = found.or_else(|| {
                let wire = source.name.on(side);
                targets
                    .iter()
                    .position(|target| target.aliases.iter().any(|alias| alias == wire))
            });
        }
        let mut arms = Vec::new();
        let mut live = sources.iter().zip(found);
        for variant in &from.variants {
            let to = if *variant.skip.on(side) {
                To::Never
            } else {
                let partner = live.next().and_then(|(_, found)| found).map(|at| targets[at]);
                match partner {
                    Some(target) => self.variant(way, variant, target, lacks),
                    None => self.without_partner(way, role, variant, &targets, lacks),
                }
            };
            arms.push(Arm {
                variant: variant.rust_name.clone(),
                to,
            });
        }
        arms
    }

    /// A variant that the target does not have.
    fn without_partner(
        &mut self,
        way: Way,
        role: Role,
        variant: &Variant,
        targets: &[&Variant],
        lacks: &mut Lacks,
    ) -> To {
        if role == Role::Error {
            return To::AsItIs;
        }
        // Readers of an answer who expect names that they do not know have a place for them; what callers say must arrive.
        if way == Way::Lower && variant.content == Content::Unit {
            if let Some(catch_all) = targets.iter().find(|target| is_any_text(target)) {
                let name = Value::from(variant.name.on(side(way)).as_str());
                return To::Positions(catch_all.rust_name.clone(), vec![Fill::Constant(name)]);
            }
            if let Some(other) = targets.iter().find(|target| target.other) {
                return To::Unit(other.rust_name.clone());
            }
        }
        let path = [variant.rust_name.clone()];
        let source = Some(content_words(self.source(way), &variant.content));
        match self.lack(lacks, lack(LackKind::Variant, &path, source, None)) {
            Missing::Lack(at) => To::Lack(at),
            Missing::Waived(reason) => To::Refuse(reason),
        }
    }

    /// A variant that both have.
    fn variant(&mut self, way: Way, from: &'m Variant, to: &'m Variant, lacks: &mut Lacks) -> To {
        let name = to.rust_name.clone();
        let at = std::slice::from_ref(&from.rust_name);
        let first = || vec![Seg::Position(0)];
        match (&from.content, &to.content) {
            (Content::Unit, Content::Unit) => return To::Unit(name),
            // What an answer says more than its reader knows is left out.
            (_, Content::Unit) if way == Way::Lower => return To::Unit(name),
            (Content::Newtype(a), Content::Newtype(b)) => {
                return To::Positions(name, vec![self.take(way, (first(), a), b, at, lacks)]);
            }
            (Content::Tuple(a), Content::Tuple(b)) if a.len() == b.len() => {
                let parts = a.iter().zip(b).enumerate();
                let fills = parts.map(|(i, (a, b))| {
                    let at = [from.rust_name.clone(), i.to_string()];
                    self.take(way, (vec![Seg::Position(i)], a), b, &at, lacks)
                });
                return To::Positions(name, fills.collect());
            }
            (Content::Object(a), Content::Object(b)) => {
                return To::Object(name, self.members(way, at, (&[], a), b, lacks));
            }
            (Content::Unit, Content::Object(b)) => {
                return To::Object(name, self.members(way, at, (&[], &[]), b, lacks));
            }
            (Content::Newtype(a), Content::Object(b)) => {
                if let Some(fields) = self.object_fields(way, a) {
                    return To::Object(name, self.members(way, at, (&first(), fields), b, lacks));
                }
            }
            (Content::Object(a), Content::Newtype(b)) => {
                let target = fields_of(self.target(way), b);
                if let (Some(fields), Kind::Named { name: ty }) = (target, &b.kind) {
                    let fields = self.members(way, at, (&[], a), fields, lacks);
                    let ty = ty.clone();
                    return To::Positions(name, vec![Fill::Build { ty, fields }]);
                }
            }
            _ => {}
        }
        let source = Some(content_words(self.source(way), &from.content));
        let target = Some(content_words(self.target(way), &to.content));
        match self.lack(lacks, lack(LackKind::Kind, at, source, target)) {
            Missing::Lack(at) => To::Lack(at),
            Missing::Waived(reason) => To::Refuse(reason),
        }
    }

    /// The fields of a variant.
    fn members(
        &mut self,
        way: Way,
        at: &[String],
        (base, from): (&[Seg], &'m [Field]),
        to: &'m [Field],
        lacks: &mut Lacks,
    ) -> Vec<Assign> {
        self.object_at(way, at, base, from, to, lacks)
    }
}

/// Whether a variant takes any text at all.
fn is_any_text(variant: &Variant) -> bool {
    let is_text = |ty: &Type| ty.kind == Kind::Text && ty.constraints.is_empty();
    variant.untagged && matches!(&variant.content, Content::Newtype(ty) if is_text(ty))
}

/// What a variant carries, as people read it.
fn content_words(manifest: &gati_schema::Manifest, content: &Content) -> String {
    match content {
        Content::Unit => "nothing".to_owned(),
        Content::Newtype(ty) => words(manifest, ty),
        Content::Tuple(types) => {
            let parts: Vec<String> = types.iter().map(|ty| words(manifest, ty)).collect();
            format!("({})", parts.join(", "))
        }
        Content::Object(fields) => {
            let parts: Vec<&str> = fields.iter().map(|field| field.rust_name.as_str()).collect();
            format!("{{ {} }}", parts.join(", "))
        }
    }
}
