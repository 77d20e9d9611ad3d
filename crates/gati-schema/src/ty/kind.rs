//! What a place in a contract holds.

use serde::{Deserialize, Serialize};

use super::Constraints;
use crate::TypeName;

/// A kind of value and the constraints that this place adds to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Type {
    /// What kind of value it is.
    #[serde(flatten)]
    pub kind: Kind,
    /// What else must hold here.
    #[serde(default, skip_serializing_if = "Constraints::is_empty")]
    pub constraints: Constraints,
}

impl From<Kind> for Type {
    fn from(kind: Kind) -> Self {
        Self::plain(kind)
    }
}

impl Type {
    /// A whole number of a Rust width.
    #[must_use]
    pub const fn integer(width: IntWidth) -> Self {
        Self::plain(Kind::Integer {
            width,
            non_zero: false,
        })
    }

    /// A kind without constraints, for places that are const.
    #[must_use]
    pub const fn plain(kind: Kind) -> Self {
        Self {
            kind,
            constraints: Constraints::NONE,
        }
    }

    /// This type, of which `constraints` hold as well; where both say something, the stricter counts.
    #[must_use]
    pub fn constrained(mut self, constraints: Constraints) -> Self {
        self.constraints = self.constraints.and(constraints);
        self
    }

    /// A reference to a definition.
    #[must_use]
    pub fn named(name: TypeName) -> Self {
        Kind::Named { name }.into()
    }

    /// `Option<Self>`.
    #[must_use]
    pub fn optional(self) -> Self {
        Kind::Option { of: Box::new(self) }.into()
    }

    /// `Vec<Self>`.
    #[must_use]
    pub fn list(self) -> Self {
        Kind::List { of: Box::new(self) }.into()
    }

    /// The type behind any number of `Option`s.
    #[must_use]
    pub fn without_option(&self) -> &Self {
        match &self.kind {
            Kind::Option { of } => of.without_option(),
            _ => self,
        }
    }

    /// The types directly inside this one.
    pub fn parts(&self) -> Vec<&Self> {
        let mut parts = Vec::new();
        self.for_each_part(&mut |part| parts.push(part));
        parts
    }

    fn for_each_part<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        match &self.kind {
            Kind::Option { of } | Kind::List { of } | Kind::Set { of } | Kind::Array { of, .. } => visit(of),
            Kind::Tuple { of } => of.iter().for_each(visit),
            Kind::Map { key, value } => {
                visit(key);
                visit(value);
            }
            Kind::Null
            | Kind::Bool
            | Kind::Integer { .. }
            | Kind::Float { .. }
            | Kind::Text
            | Kind::Char
            | Kind::Bytes
            | Kind::Scalar { .. }
            | Kind::Any
            | Kind::AnyObject
            | Kind::Upload
            | Kind::Named { .. } => {}
        }
    }

    /// Calls `visit` with the name of every definition that this type mentions, in order, repetitions included.
    pub fn for_each_name<'a>(&'a self, visit: &mut dyn FnMut(&'a TypeName)) {
        if let Kind::Named { name } = &self.kind {
            visit(name);
        }
        self.for_each_part(&mut |part| part.for_each_name(visit));
    }
}

/// A kind of value, as serde and `serde_json` carry it.
///
/// `Box`, `Arc`, `Rc`, `Cow`, aliases and references leave no trace: they are what they hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// `()`, unit structs, `PhantomData`.
    Null,
    /// `bool`.
    Bool,
    /// A whole number of a Rust width.
    Integer {
        /// The Rust type, hence the range.
        width: IntWidth,
        /// Whether zero is refused (`NonZeroU8` and its kin).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        non_zero: bool,
    },
    /// A floating-point number; never NaN or infinite on the wire.
    Float {
        /// The Rust type.
        width: FloatWidth,
    },
    /// `String` and `str`.
    Text,
    /// `char`: text of one Unicode scalar value.
    Char,
    /// `bytes::Bytes`: read from a list of bytes or a text, written as a list of bytes.
    Bytes,
    /// A type of the standard library or of a common crate, with a wire form of its own.
    Scalar {
        /// Which one.
        scalar: Scalar,
    },
    /// `serde_json::Value`: anything.
    Any,
    /// `serde_json::Map<String, Value>`: any object.
    AnyObject,
    /// `Option<T>`: null, or absent where it is a field that is read.
    Option {
        /// What it holds.
        of: Box<Type>,
    },
    /// `Vec<T>`, `VecDeque<T>`, `LinkedList<T>`, `[T]`.
    List {
        /// The items.
        of: Box<Type>,
    },
    /// `HashSet<T>`, `BTreeSet<T>`: repetitions are read and dropped, never written.
    Set {
        /// The items.
        of: Box<Type>,
    },
    /// `[T; N]`.
    Array {
        /// The items.
        of: Box<Type>,
        /// How many.
        len: u64,
    },
    /// `(A, B, …)`, at least one.
    Tuple {
        /// The positions.
        of: Vec<Type>,
    },
    /// `HashMap<K, V>`, `BTreeMap<K, V>`.
    Map {
        /// The keys, whose text form is the property name.
        key: Box<Type>,
        /// The values.
        value: Box<Type>,
    },
    /// `gati::Upload`: a file in a multipart form, and nowhere else.
    Upload,
    /// A type with a definition in the manifest.
    Named {
        /// Its name there.
        name: TypeName,
    },
}

impl Kind {
    /// The word that stands for this kind in identities (see [`crate::identity`]); for containers without what they hold.
    #[must_use]
    pub const fn identity_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "bool",
            Self::Integer {
                width,
                non_zero: false,
            } => width.rust_name(),
            Self::Integer {
                width,
                non_zero: true,
            } => width.non_zero_name(),
            Self::Float { width } => width.rust_name(),
            Self::Text => "text",
            Self::Char => "char",
            Self::Bytes => "bytes",
            Self::Scalar { scalar } => scalar.name(),
            Self::Any => "any",
            Self::AnyObject => "any-object",
            Self::Option { .. } => "option",
            Self::List { .. } => "list",
            Self::Set { .. } => "set",
            Self::Array { .. } => "array",
            Self::Tuple { .. } => "tuple",
            Self::Map { .. } => "map",
            Self::Upload => "upload",
            Self::Named { .. } => "named",
        }
    }
}

/// The width of a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is the Rust type of its name")]
pub enum IntWidth {
    U8,
    U16,
    U32,
    U64,
    U128,
    Usize,
    I8,
    I16,
    I32,
    I64,
    I128,
    Isize,
}

impl IntWidth {
    /// All widths.
    pub const ALL: [Self; 12] = [
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
        Self::U128,
        Self::Usize,
        Self::I8,
        Self::I16,
        Self::I32,
        Self::I64,
        Self::I128,
        Self::Isize,
    ];

    /// The Rust type.
    #[must_use]
    pub const fn rust_name(self) -> &'static str {
        match self {
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::U128 => "u128",
            Self::Usize => "usize",
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::I128 => "i128",
            Self::Isize => "isize",
        }
    }

    /// The word that stands in identities for the Rust type that leaves zero out.
    #[must_use]
    pub const fn non_zero_name(self) -> &'static str {
        match self {
            Self::U8 => "non-zero-u8",
            Self::U16 => "non-zero-u16",
            Self::U32 => "non-zero-u32",
            Self::U64 => "non-zero-u64",
            Self::U128 => "non-zero-u128",
            Self::Usize => "non-zero-usize",
            Self::I8 => "non-zero-i8",
            Self::I16 => "non-zero-i16",
            Self::I32 => "non-zero-i32",
            Self::I64 => "non-zero-i64",
            Self::I128 => "non-zero-i128",
            Self::Isize => "non-zero-isize",
        }
    }

    /// The smallest value; `usize` and `isize` count as 64 bits wide, as on the machines that serve APIs.
    #[must_use]
    pub const fn min(self) -> i128 {
        match self {
            Self::U8 | Self::U16 | Self::U32 | Self::U64 | Self::U128 | Self::Usize => 0,
            Self::I8 => i8::MIN as i128,
            Self::I16 => i16::MIN as i128,
            Self::I32 => i32::MIN as i128,
            Self::I64 | Self::Isize => i64::MIN as i128,
            Self::I128 => i128::MIN,
        }
    }

    /// The largest value.
    #[must_use]
    pub const fn max(self) -> u128 {
        match self {
            Self::U8 => u8::MAX as u128,
            Self::U16 => u16::MAX as u128,
            Self::U32 => u32::MAX as u128,
            Self::U64 | Self::Usize => u64::MAX as u128,
            Self::U128 => u128::MAX,
            Self::I8 => i8::MAX as u128,
            Self::I16 => i16::MAX as u128,
            Self::I32 => i32::MAX as u128,
            Self::I64 | Self::Isize => i64::MAX as u128,
            Self::I128 => i128::MAX as u128,
        }
    }
}

/// The width of a floating-point number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is the Rust type of its name")]
pub enum FloatWidth {
    F32,
    F64,
}

impl FloatWidth {
    /// The Rust type.
    #[must_use]
    pub const fn rust_name(self) -> &'static str {
        match self {
            Self::F32 => "f32",
            Self::F64 => "f64",
        }
    }
}

/// A type of the standard library or of a common crate whose wire form is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scalar {
    /// `uuid::Uuid`.
    Uuid,
    /// `jiff::Timestamp`, `chrono::DateTime<Utc>` and with it every instant: RFC 3339.
    Timestamp,
    /// `jiff::Zoned`: RFC 9557, with a time zone in brackets.
    Zoned,
    /// `jiff::civil::DateTime`, `chrono::NaiveDateTime`: a date and a time without zone.
    CivilDateTime,
    /// `jiff::civil::Date`, `chrono::NaiveDate`.
    CivilDate,
    /// `jiff::civil::Time`, `chrono::NaiveTime`.
    CivilTime,
    /// `jiff::Span`: an ISO 8601 duration.
    Span,
    /// `jiff::SignedDuration`: an ISO 8601 duration of hours, minutes and seconds.
    SignedDuration,
    /// `std::time::Duration`: an object of seconds and nanoseconds.
    Duration,
    /// `std::time::SystemTime`: an object of seconds and nanoseconds since 1970.
    SystemTime,
    /// `url::Url`.
    Url,
    /// `rust_decimal::Decimal`: written as text, read from text or number.
    Decimal,
    /// `std::net::IpAddr`.
    IpAddr,
    /// `std::net::Ipv4Addr`.
    Ipv4Addr,
    /// `std::net::Ipv6Addr`.
    Ipv6Addr,
    /// `std::net::SocketAddr`.
    SocketAddr,
    /// `std::path::PathBuf`.
    Path,
    /// `semver::Version`.
    Semver,
}

impl Scalar {
    /// Every scalar.
    pub const ALL: [Self; 18] = [
        Self::Uuid,
        Self::Timestamp,
        Self::Zoned,
        Self::CivilDateTime,
        Self::CivilDate,
        Self::CivilTime,
        Self::Span,
        Self::SignedDuration,
        Self::Duration,
        Self::SystemTime,
        Self::Url,
        Self::Decimal,
        Self::IpAddr,
        Self::Ipv4Addr,
        Self::Ipv6Addr,
        Self::SocketAddr,
        Self::Path,
        Self::Semver,
    ];

    /// The name of the scalar in manifests and identities.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Uuid => "uuid",
            Self::Timestamp => "timestamp",
            Self::Zoned => "zoned",
            Self::CivilDateTime => "civil-date-time",
            Self::CivilDate => "civil-date",
            Self::CivilTime => "civil-time",
            Self::Span => "span",
            Self::SignedDuration => "signed-duration",
            Self::Duration => "duration",
            Self::SystemTime => "system-time",
            Self::Url => "url",
            Self::Decimal => "decimal",
            Self::IpAddr => "ip-addr",
            Self::Ipv4Addr => "ipv4-addr",
            Self::Ipv6Addr => "ipv6-addr",
            Self::SocketAddr => "socket-addr",
            Self::Path => "path",
            Self::Semver => "semver",
        }
    }
}
