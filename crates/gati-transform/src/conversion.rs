//! Conversions between two defined types: what the generated code has one function for.

use std::fmt;

use gati_schema::TypeName;
use serde_json::Value;

use crate::Way;

/// The way from one defined type to another. It has a number, its position in [`crate::StepPlan::conversions`], by which others call it:
/// recursive types are no problem.
///
/// The two types are never the same revision. A derived conversion is also to be had as `From`, or as `TryFrom` if it may refuse values, so
/// that a transformer can write `old.card.into()`: [`StepPlan::ease`](crate::StepPlan::ease) says which.
///
/// A default that only the program knew ([`gati_schema::ty::Default::Computed`]) is in no snapshot. So a frozen field with one is an
/// `Option` when it is lifted: `None` is what the caller left out. When it is lowered it is always there.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversion {
    /// In which direction.
    pub way: Way,
    /// Whether the enum is carried as a value or as the error of a handler.
    pub role: Role,
    /// The source: a type of the older release when lifting, of the newer when lowering.
    pub from: TypeName,
    /// The target.
    pub to: TypeName,
    /// Who does it.
    pub by: By,
}

/// Whether an enum is carried as a value, or as the error of a handler: errors are open, so variants without a counterpart pass as
/// they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// As any value.
    Value,
    /// As the error of a handler.
    Error,
}

/// Who carries a value over.
#[derive(Clone, Debug, PartialEq)]
pub enum By {
    /// A transformer of the user's, by its number.
    Given(usize),
    /// The generated code. If a part of the body is [`Fill::Lack`] or [`To::Lack`], a transformer is missing, and `gap` is its number in
    /// [`crate::StepPlan::gaps`]; the rest of the body is what a stub can fill in.
    Derived {
        /// How.
        body: Body,
        /// The gap, if there is one.
        gap: Option<usize>,
    },
}

/// How the target is made of the source.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// The target is a unit struct.
    Unit,
    /// The target is a struct around one value.
    Newtype(Fill),
    /// The target is a tuple struct.
    Tuple(Vec<Fill>),
    /// The target is a struct with named fields.
    Object(Vec<Assign>),
    /// Source and target are enums: one arm for each variant of the source, in its order.
    Choice(Vec<Arm>),
    /// Nothing in common: a gap, whose only lack is this.
    Lack(usize),
    /// Nothing in common, which somebody acknowledged: every value is refused with this reason.
    Refuse(String),
}

/// A field of the target and what it gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Assign {
    /// Its name in Rust.
    pub field: String,
    /// What it gets.
    pub value: Fill,
}

/// Where a part of the target comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Fill {
    /// A part of the source, by the way from the whole source to it; an empty way is the source itself. No part is taken twice, and
    /// a way leads through structs only, never through `Option`.
    Take {
        /// The way.
        path: Vec<Seg>,
        /// What is done to it.
        how: How,
    },
    /// A value that the contract states, written as the target's JSON.
    Constant(Value),
    /// What the target has when a reader does not find it: `None`, an empty map, or the result of the default function, which only
    /// the program knows.
    Absent,
    /// A struct with named fields that the source has in pieces.
    Build {
        /// Its name.
        ty: TypeName,
        /// Its fields.
        fields: Vec<Assign>,
    },
    /// Nobody knows: the number of the lack in the gap.
    Lack(usize),
    /// Nobody knows, which somebody acknowledged: the value is refused with this reason.
    Refuse(String),
}

/// One step on the way into a source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seg {
    /// A field, by its name in Rust. Of a request: a path parameter by its name, `query`, `headers`, `body`.
    Field(String),
    /// A position of a tuple, of a newtype (0), or of the content of a variant.
    Position(usize),
}

impl fmt::Display for Seg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(name) => f.write_str(name),
            Self::Position(at) => at.fmt(f),
        }
    }
}

/// What is done to a value on its way.
#[derive(Clone, Debug, PartialEq)]
pub enum How {
    /// Nothing. Both ends are one revision, or one kind of value under other constraints, which it keeps.
    Move,
    /// The conversion of that number.
    Call(usize),
    /// A whole number or float becomes a wider one.
    Widen,
    /// A number or truth value becomes the text that Rust prints for it.
    ToText,
    /// The source is written as JSON and read as the target, which takes all that it writes: an enumeration becomes text, a tuple a
    /// list, a UUID a text, anything a `serde_json::Value`.
    Recode,
    /// As [`How::Recode`], but not every value is taken: what the target refuses is refused, with this reason, which somebody gave.
    IfFits(String),
    /// `T` becomes `Some(T)`.
    Some(Box<How>),
    /// `Option<T>` becomes `T`; for `None` stands this value, the default that the newer contract states.
    OrElse(Box<How>, Value),
    /// `Option<T>` becomes `T`; `None` becomes what the target has when a reader does not find it ([`Fill::Absent`]).
    OrAbsent(Box<How>),
    /// Inside an `Option`.
    Option(Box<How>),
    /// Inside every item of a list, set or array. Both ends are of one kind, or a list becomes a set or an array a list.
    Each(Box<How>),
    /// Inside every value of a map, whose keys stay.
    Values(Box<How>),
    /// Inside every position of a tuple.
    Positions(Vec<How>),
    /// A value is taken out of a newtype, and goes on.
    Unwrap(Box<How>),
    /// A value, once it has come so far, is put into the newtype of that name.
    Wrap(TypeName, Box<How>),
}

/// What becomes of one variant of the source.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// The variant of the source, by its name in Rust.
    pub variant: String,
    /// What it becomes.
    pub to: To,
}

/// What becomes of a variant. Ways into the source begin in its content: fields by name, unnamed ones by position.
#[derive(Clone, Debug, PartialEq)]
pub enum To {
    /// A variant without content.
    Unit(String),
    /// A variant with unnamed values.
    Positions(String, Vec<Fill>),
    /// A variant with named fields.
    Object(String, Vec<Assign>),
    /// The error is answered as the newer release says it (only in [`Role::Error`]).
    AsItIs,
    /// The variant never comes: it does not exist on the side from which the source comes.
    Never,
    /// The value cannot be carried over, which somebody acknowledged: it is refused with this reason.
    Refuse(String),
    /// Nobody knows: the number of the lack in the gap.
    Lack(usize),
}
