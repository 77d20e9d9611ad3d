//! Manifests and edits of them, from one seed.

#![expect(
    clippy::unwrap_used,
    reason = "a manifest that cannot be made is a failed test"
)]

mod edit;

use std::collections::BTreeMap;

use gati_schema::handler::{Answer, AnswerContent, Body, Method};
use gati_schema::manifest::Package;
use gati_schema::ty::{
    Choice, Constraints, Content, Default as Fallback, Field, FloatWidth, Format, IntWidth, Kind, Number,
    Scalar, Shape, Sided, Tagging, Variant, Written,
};
use gati_schema::{Definition, Fingerprint, Handler, Manifest, PathTemplate, Type, TypeName};

pub(crate) use edit::edit;

/// SplitMix64: small, and the same everywhere.
pub(crate) struct Random {
    state: u64,
    /// Whether rarer things of the model are made as well. What is made without them stays what it was, for the sake of seeds that once
    /// found something.
    is_rich: bool,
}

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self {
            state: seed,
            is_rich: false,
        }
    }

    /// With attributes that one side alone has, names for unknown variants, flattened fields and rarer types.
    #[allow(
        dead_code,
        reason = "the tests of other crates that include this file have no use for it"
    )]
    pub(crate) const fn rich(seed: u64) -> Self {
        Self {
            state: seed,
            is_rich: true,
        }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// Whether something of this chance happened, in percent.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Whether something rare happened.
    pub(crate) fn rarely(&mut self, percent: usize) -> bool {
        self.is_rich && self.chance(percent)
    }

    pub(crate) fn pick<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        let at = self.below(list.len());
        &list[at]
    }
}

const NAMES: [&str; 5] = ["It", "Part", "Color", "Pay", "Loose"];

/// A manifest with one handler that reads and writes the type `It`.
pub(crate) fn manifest(random: &mut Random) -> Manifest {
    let mut types = BTreeMap::new();
    for name in NAMES {
        let shape = match name {
            "Color" => colors(random),
            "Pay" if random.rarely(50) => union(random, Tagging::External),
            "Pay" => union(random, Tagging::Internal { tag: "kind".into() }),
            "Loose" => union(random, Tagging::Untagged),
            "Part" if random.is_rich => object(random, "p"),
            _ => object(random, "f"),
        };
        let name = TypeName::new(name);
        types.insert(
            name.clone(),
            Definition {
                name,
                shape,
                docs: String::new(),
                deprecated: None,
                examples: Vec::new(),
            },
        );
    }
    let it = Type::named(TypeName::new("It"));
    let handler = Handler {
        name: "it".into(),
        method: Method::Post,
        path: PathTemplate::parse("/it").unwrap(),
        parameters: Vec::new(),
        query: None,
        headers: None,
        body: Some(Body::Json { ty: it.clone() }),
        answer: Answer {
            statuses: vec![200],
            content: AnswerContent::Json { ty: it },
        },
        error: None,
        opaque: false,
        auth: None,
        idempotent: false,
        timeout_ms: None,
        summary: String::new(),
        description: String::new(),
        tags: Vec::new(),
        before: Vec::new(),
        after: Vec::new(),
        catch: Vec::new(),
        deprecated: None,
        sunset: None,
        modules: Default::default(),
        fingerprint: Fingerprint(0),
    };
    let package = Package {
        name: "random".into(),
        version: "1.0.0".into(),
        description: String::new(),
    };
    Manifest::new(package, vec![handler], types)
}

fn object(random: &mut Random, letter: &str) -> Shape {
    let count = 1 + random.below(4);
    let mut fields: Vec<Field> = (0..count)
        .map(|at| field(random, &format!("{letter}{at}")))
        .collect();
    if letter == "f" && random.rarely(40) {
        fields.push(flattened(random));
    }
    Shape::Object {
        fields,
        deny_unknown_fields: random.chance(20),
    }
}

/// A field whose own fields, or entries, stand in the object around it.
fn flattened(random: &mut Random) -> Field {
    let mut field = field(random, "rest");
    field.ty = if random.chance(50) {
        Type::named(TypeName::new("Part"))
    } else {
        let value = Box::new(ty(random, 1));
        let key = Box::new(Kind::Text.into());
        Kind::Map { key, value }.into()
    };
    field.default = Fallback::None;
    field.written = Written::Always;
    field.name = Sided::Same("rest".into());
    field.skip = Sided::NEITHER;
    field.flatten = true;
    field
}

fn field(random: &mut Random, name: &str) -> Field {
    let mut field = Field {
        rust_name: name.into(),
        name: Sided::Same(name.into()),
        aliases: Vec::new(),
        ty: ty(random, 2),
        default: Fallback::None,
        written: Written::Always,
        skip: Sided::NEITHER,
        flatten: false,
        docs: String::new(),
        deprecated: None,
        examples: Vec::new(),
    };
    fallback(random, &mut field);
    if random.rarely(10) {
        field.skip = one_side(random);
    }
    if random.rarely(10) {
        field.name = Sided::new(name.into(), format!("{name}w"));
    }
    field
}

/// One side, and not the other.
fn one_side(random: &mut Random) -> Sided<bool> {
    let read = random.chance(50);
    Sided::new(read, !read)
}

fn fallback(random: &mut Random, field: &mut Field) {
    field.default = if random.chance(20) {
        Fallback::Computed
    } else {
        Fallback::None
    };
    field.written = match (random.below(5), &field.ty.kind) {
        (0, Kind::Option { .. }) => Written::WhenSome,
        (1, _) => Written::Sometimes,
        _ => Written::Always,
    };
}

fn colors(random: &mut Random) -> Shape {
    let count = 1 + random.below(3);
    let mut variants: Vec<Variant> = (0..count)
        .map(|at| variant(&format!("v{at}"), Content::Unit))
        .collect();
    variants.extend(for_unknown(random));
    Shape::Choice(Choice {
        tagging: Tagging::External,
        variants,
        deny_unknown_fields: false,
    })
}

/// A variant that stands for unknown names.
fn for_unknown(random: &mut Random) -> Option<Variant> {
    random.rarely(30).then(|| Variant {
        other: true,
        ..variant("unknown", Content::Unit)
    })
}

fn union(random: &mut Random, tagging: Tagging) -> Shape {
    let count = 1 + random.below(3);
    let variants = (0..count).map(|at| {
        let content = content(random, &tagging);
        let letter = if tagging == Tagging::Untagged { "u" } else { "v" };
        variant(&format!("{letter}{at}"), content)
    });
    let mut variants: Vec<Variant> = variants.collect();
    if tagging != Tagging::Untagged {
        variants.extend(for_unknown(random));
    }
    Shape::Choice(Choice {
        variants,
        tagging,
        deny_unknown_fields: false,
    })
}

fn content(random: &mut Random, tagging: &Tagging) -> Content {
    match (random.below(3), tagging) {
        (0, Tagging::Internal { .. } | Tagging::Adjacent { .. } | Tagging::External) => Content::Unit,
        // A union without tags that holds itself directly is nothing that serde can read.
        (1, Tagging::Untagged | Tagging::Adjacent { .. } | Tagging::External) => {
            Content::Newtype(ty(random, 0))
        }
        _ => {
            let name = format!("g{}", random.below(3));
            Content::Object(vec![field(random, &name)])
        }
    }
}

fn variant(name: &str, content: Content) -> Variant {
    Variant {
        rust_name: name.into(),
        name: Sided::Same(name.into()),
        aliases: Vec::new(),
        content,
        untagged: false,
        other: false,
        skip: Sided::NEITHER,
        status: None,
        docs: String::new(),
        deprecated: None,
    }
}

fn ty(random: &mut Random, depth: usize) -> Type {
    let inner = |random: &mut Random| Box::new(ty(random, depth - 1));
    if depth > 0 && random.rarely(12) {
        let kind = match random.below(4) {
            0 => Kind::Set {
                of: Box::new(Kind::Text.into()),
            },
            1 => Kind::Bytes,
            2 => Kind::AnyObject,
            // Numbers are keys as well, but not beside a tag, where serde keeps texts until it knows the variant.
            _ => Kind::Map {
                key: Box::new(Type::named(TypeName::new("Color"))),
                value: inner(random),
            },
        };
        return kind.into();
    }
    let kind = match random.below(if depth == 0 { 9 } else { 18 }) {
        0 => Kind::Bool,
        1 | 2 => Kind::Integer {
            width: *random.pick(&[
                IntWidth::U8,
                IntWidth::U16,
                IntWidth::I8,
                IntWidth::I64,
                IntWidth::U64,
            ]),
            non_zero: random.chance(20),
        },
        3 => Kind::Float {
            width: *random.pick(&[FloatWidth::F32, FloatWidth::F64]),
        },
        4 | 5 => Kind::Text,
        6 => Kind::Char,
        7 => Kind::Scalar {
            scalar: *random.pick(&[
                Scalar::Uuid,
                Scalar::CivilDate,
                Scalar::Timestamp,
                Scalar::IpAddr,
                Scalar::Duration,
            ]),
        },
        8 => Kind::Null,
        9 | 10 => Kind::Option { of: inner(random) },
        11 => Kind::List { of: inner(random) },
        12 => Kind::Array {
            of: inner(random),
            len: 1 + random.next() % 2,
        },
        13 => Kind::Tuple {
            of: vec![*inner(random), *inner(random)],
        },
        14 => Kind::Map {
            key: Box::new(Kind::Text.into()),
            value: inner(random),
        },
        15 => Kind::Any,
        // What holds itself does so behind an `Option` or a list.
        16 => {
            let it = Box::new(Type::named(TypeName::new(*random.pick(&["It", "Part"]))));
            if random.chance(50) {
                Kind::Option { of: it }
            } else {
                Kind::List { of: it }
            }
        }
        _ => Kind::Named {
            name: TypeName::new(*random.pick(&["Color", "Color", "Pay", "Loose"])),
        },
    };
    // Unions hold types of their own; a required chain of them would have no value, so they stand behind `Option`.
    let ty: Type = match kind {
        Kind::Named { ref name } if name.as_str() != "Color" => Type::from(kind).optional(),
        kind => kind.into(),
    };
    constrained(random, ty)
}

fn constrained(random: &mut Random, mut ty: Type) -> Type {
    ty.constraints = Constraints::NONE;
    if !random.chance(40) {
        return ty;
    }
    let small = random.next() % 4;
    let number = |number: u64| Some(Number::from(number));
    match &ty.kind {
        Kind::Integer { .. } | Kind::Float { .. } => match random.below(4) {
            0 => ty.constraints.min = number(small),
            1 => ty.constraints.max = number(10 + small),
            2 => ty.constraints.exclusive_min = number(small),
            _ => ty.constraints.multiple_of = number(1 + small),
        },
        Kind::Text => match random.below(4) {
            0 => ty.constraints.min_length = Some(small),
            1 => ty.constraints.max_length = Some(small + 1),
            2 => ty.constraints.format = Some(*random.pick(&[Format::Email, Format::Date, Format::Uuid])),
            _ => ty.constraints.pattern = Some((*random.pick(&["^[a-z]+$", "^a", "^[A-Z]{3}$"])).into()),
        },
        Kind::List { of } => match random.below(3) {
            // A list of at least one of what holds it would have no value.
            0 if !matches!(of.kind, Kind::Named { .. }) => ty.constraints.min_items = Some(small.min(2)),
            1 => ty.constraints.max_items = Some(small),
            _ => ty.constraints.unique = true,
        },
        Kind::Map { .. } => match random.below(2) {
            0 => ty.constraints.min_properties = Some(small.min(2)),
            _ => ty.constraints.max_properties = Some(small),
        },
        _ => {}
    }
    ty
}
