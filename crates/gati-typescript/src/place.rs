//! A place of the contract as a TypeScript type.

use gati_schema::ty::{Choice, Constraints, Content, Kind, Scalar, Shape, Side, Tagging};
use gati_schema::{Type, TypeName};

use crate::model::Model;
use crate::usage;

/// The longest array that is written as a tuple.
const LONGEST_TUPLE: u64 = 8;

/// Where a type stands.
#[derive(Clone, Copy)]
pub(crate) struct Place<'m, 'a> {
    pub(crate) model: &'m Model<'a>,
    /// From which side the server sees it.
    pub(crate) side: Side,
    /// The type that is being defined, if this place is that type itself and not a property of it.
    pub(crate) owner: Option<&'m TypeName>,
}

impl<'m, 'a> Place<'m, 'a> {
    pub(crate) fn new(model: &'m Model<'a>, side: Side) -> Self {
        Self {
            model,
            side,
            owner: None,
        }
    }

    /// A place behind a property, a list or a map, where a type may hold itself.
    pub(crate) fn held(self) -> Self {
        Self { owner: None, ..self }
    }

    /// The type of a place.
    pub(crate) fn ty(self, ty: &Type) -> String {
        self.constrained(ty, &Constraints::NONE)
    }

    /// The type of a place of which more is known.
    pub(crate) fn constrained(self, ty: &Type, more: &Constraints) -> String {
        match &ty.kind {
            Kind::Null => "null".to_owned(),
            Kind::Bool => "boolean".to_owned(),
            Kind::Integer { width, .. } => {
                let wide = usage::is_wide(*width, &ty.constraints.clone().and(more.clone()));
                self.integer(wide).to_owned()
            }
            Kind::Float { .. } => "number".to_owned(),
            Kind::Text | Kind::Char => "string".to_owned(),
            Kind::Bytes => match self.side {
                Side::Read => "number[] | string".to_owned(),
                Side::Write => "number[]".to_owned(),
            },
            Kind::Scalar { scalar } => self.scalar(*scalar),
            Kind::Any => "Json".to_owned(),
            Kind::AnyObject => "{ [key: string]: Json }".to_owned(),
            Kind::Option { of } => {
                let inner = self.constrained(of, &ty.constraints.clone().and(more.clone()));
                if inner == "null" || inner.ends_with(" | null") {
                    inner
                } else {
                    format!("{inner} | null")
                }
            }
            Kind::List { of } | Kind::Set { of } => self.list(of, ty),
            Kind::Array { of, len } if *len <= LONGEST_TUPLE => {
                let item = self.held().constrained(of, usage::items(&ty.constraints));
                let items: Vec<&str> = (0..*len).map(|_| item.as_str()).collect();
                format!("[{}]", items.join(", "))
            }
            Kind::Array { of, .. } => self.list(of, ty),
            Kind::Tuple { of } => self.tuple(of),
            Kind::Map { key, value } => {
                let value = self.held().constrained(value, usage::items(&ty.constraints));
                match self.words(key) {
                    // Not every word need be there.
                    Some(words) if self.side == Side::Read => {
                        format!("{{ [key in {words}]?: {value} | undefined }}")
                    }
                    Some(words) => format!("{{ [key in {words}]?: {value} }}"),
                    None => format!("{{ [key: string]: {value} }}"),
                }
            }
            Kind::Upload => "Upload".to_owned(),
            Kind::Named { name } => match self.owner {
                // No value of it ends, so nobody will miss it.
                Some(owner) if self.model.is_circular(owner, name) => "unknown".to_owned(),
                _ => self.model.name(name, self.side).to_owned(),
            },
        }
    }

    /// A list of fixed length.
    pub(crate) fn tuple(self, parts: &[Type]) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.held().ty(part)).collect();
        format!("[{}]", parts.join(", "))
    }

    fn list(self, of: &Type, list: &Type) -> String {
        let item = self.held().constrained(of, usage::items(&list.constraints));
        if is_compound(&item) {
            format!("({item})[]")
        } else {
            format!("{item}[]")
        }
    }

    /// An integer. Who sends may give a `number`, which is refused where it is not exact; who receives gets what is exact always.
    fn integer(self, wide: bool) -> &'static str {
        match (wide, self.side) {
            (false, _) => "number",
            (true, Side::Read) => "bigint | number",
            (true, Side::Write) => "bigint",
        }
    }

    fn scalar(self, scalar: Scalar) -> String {
        let seconds = self.integer(true);
        match scalar {
            Scalar::Uuid => "Uuid".to_owned(),
            Scalar::Timestamp => "Timestamp".to_owned(),
            Scalar::Zoned => "Zoned".to_owned(),
            Scalar::CivilDateTime => "CivilDateTime".to_owned(),
            Scalar::CivilDate => "CivilDate".to_owned(),
            Scalar::CivilTime => "CivilTime".to_owned(),
            Scalar::Span | Scalar::SignedDuration => "Span".to_owned(),
            Scalar::Decimal => "Decimal".to_owned(),
            Scalar::Duration => format!("{{ secs: {seconds}; nanos: number }}"),
            Scalar::SystemTime => {
                format!("{{ secs_since_epoch: {seconds}; nanos_since_epoch: number }}")
            }
            Scalar::Url
            | Scalar::IpAddr
            | Scalar::Ipv4Addr
            | Scalar::Ipv6Addr
            | Scalar::SocketAddr
            | Scalar::Path
            | Scalar::Semver => "string".to_owned(),
        }
    }

    /// The name of a type whose values are words, if that is what the keys of a map are.
    fn words(self, key: &Type) -> Option<&'m str> {
        let mut key = key;
        // A struct around itself has no value; the bound keeps a broken manifest from holding us up.
        for _ in 0..16 {
            let definition = self.model.manifest.definition(key)?;
            match &definition.shape {
                Shape::Newtype { ty, .. } => key = ty,
                Shape::Choice(choice) if is_words(choice) => {
                    return Some(self.model.name(&definition.name, self.side));
                }
                _ => return None,
            }
        }
        None
    }
}

/// Whether an enum is one of words: texts, and nothing else.
pub(crate) fn is_words(choice: &Choice) -> bool {
    choice.tagging == Tagging::External
        && !choice.variants.is_empty()
        && choice
            .variants
            .iter()
            .all(|variant| variant.content == Content::Unit && !variant.untagged)
}

/// Whether a type binds less than the `[]` behind it: it is a union or an intersection.
fn is_compound(text: &str) -> bool {
    has_outside(text, &['|', '&'])
}

/// A type as a member of a union: tsc puts an intersection there into parentheses.
pub(crate) fn member_of_union(text: String) -> String {
    if has_outside(&text, &['&']) {
        format!("({text})")
    } else {
        text
    }
}

/// Whether one of the signs stands outside of all brackets and quotes.
fn has_outside(text: &str, signs: &[char]) -> bool {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut escaped = false;
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' | '>' => depth = depth.saturating_sub(1),
            c if depth == 0 && signs.contains(&c) => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_union_is_told_from_what_holds_one() {
        for text in [
            "A | B",
            "[A, B] | null",
            "{ a: A } & B",
            "Partial<A | B> | null",
            "\"(\" | A",
        ] {
            assert!(is_compound(text), "{text}");
        }
        for text in [
            "A",
            "[A | null, B]",
            "{ a: A | B }",
            "(A | B)[]",
            "Brand<A | B, \"x\">",
            "\"a | b\"",
        ] {
            assert!(!is_compound(text), "{text}");
        }
    }
}
