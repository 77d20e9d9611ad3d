//! The table behind [`super::resolve`]: one line per public path.

use super::brand;
use crate::ty::{FloatWidth, IntWidth, Kind, Scalar};
use crate::{Fingerprint, Type, identity};

/// How a path becomes a type.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// A kind of its own.
    Plain(&'static Kind),
    /// A kind of its own, whatever its type argument (a phantom, a time zone) is.
    Ignores(&'static Kind),
    /// What it holds.
    Wrapper,
    /// `Option`.
    Option,
    /// A list.
    List,
    /// A set.
    Set,
    /// A map.
    Map,
    /// `serde_json::Map`, which serde implements for text and any value alone.
    JsonMap,
    /// `NonZero<T>`.
    NonZero,
    /// A text of `gati::types`.
    Text(&'static brand::TextBrand),
    /// A number of `gati::types`.
    Number(&'static brand::NumberBrand),
}

impl Form {
    /// The number of type arguments.
    pub(super) const fn arity(self) -> usize {
        match self {
            Self::Plain(_) | Self::Text(_) => 0,
            Self::Map | Self::JsonMap => 2,
            Self::Ignores(_)
            | Self::Wrapper
            | Self::Option
            | Self::List
            | Self::Set
            | Self::NonZero
            | Self::Number(_) => 1,
        }
    }

    /// The type and its identity; `None` for arguments with which serde does not implement it.
    pub(super) fn build(self, arguments: &[(Type, Fingerprint)]) -> Option<(Type, Fingerprint)> {
        let ids: Vec<Fingerprint> = arguments.iter().map(|(_, id)| *id).collect();
        let of = |index: usize| Box::new(arguments[index].0.clone());
        let container = |kind: Kind| {
            let id = identity::container(kind.identity_name(), &ids);
            Some((Type::from(kind), id))
        };
        match self {
            Self::Plain(kind) | Self::Ignores(kind) => {
                Some((kind.clone().into(), identity::builtin(kind.identity_name())))
            }
            Self::Wrapper => arguments.first().cloned(),
            Self::Option => container(Kind::Option { of: of(0) }),
            Self::List => container(Kind::List { of: of(0) }),
            Self::Set => container(Kind::Set { of: of(0) }),
            Self::Map => container(Kind::Map {
                key: of(0),
                value: of(1),
            }),
            Self::JsonMap => match (&arguments[0].0.kind, &arguments[1].0.kind) {
                (Kind::Text, Kind::Any) => Form::Plain(&Kind::AnyObject).build(&[]),
                _ => None,
            },
            Self::NonZero => match &arguments[0].0.kind {
                Kind::Integer { width, .. } => Some((
                    Type::plain(Kind::Integer {
                        width: *width,
                        non_zero: true,
                    }),
                    identity::builtin(width.non_zero_name()),
                )),
                _ => None,
            },
            Self::Text(brand) => Some((brand.ty(), identity::defined(brand.path, &ids))),
            Self::Number(brand) => Some((brand.ty(&arguments[0].0), identity::defined(brand.path, &ids))),
        }
    }
}

/// Where the brands are defined.
const HOME: &str = "gati::types::";

/// Where users find them: there, and in the two modules that hand them on.
const DOORS: [&str; 3] = [HOME, "gati::prelude::", "gati::"];

/// The form of a path.
pub(super) fn form(path: &str) -> Option<Form> {
    if let Some((_, form)) = TABLE.iter().find(|(known, _)| *known == path) {
        return Some(*form);
    }
    let name = DOORS.iter().find_map(|module| path.strip_prefix(module))?;
    let is_meant = |path: &str| path.strip_prefix(HOME) == Some(name);
    let text = brand::TEXTS.iter().find(|brand| is_meant(brand.path));
    let number = brand::NUMBERS.iter().find(|brand| is_meant(brand.path));
    text.map(Form::Text).or(number.map(Form::Number))
}

/// Every path, with the number of its type arguments.
pub(super) fn paths() -> impl Iterator<Item = (&'static str, usize)> {
    let texts = brand::TEXTS.iter().map(|brand| (brand.path, 0));
    let numbers = brand::NUMBERS.iter().map(|brand| (brand.path, 1));
    TABLE
        .iter()
        .map(|(path, form)| (*path, form.arity()))
        .chain(texts)
        .chain(numbers)
}

/// What every Rust file can name without an import.
pub(super) static PRELUDE: &[(&str, &str)] = &[
    ("Box", "std::boxed::Box"),
    ("Option", "std::option::Option"),
    ("String", "std::string::String"),
    ("Vec", "std::vec::Vec"),
    ("bool", "bool"),
    ("char", "char"),
    ("str", "str"),
    ("f32", "f32"),
    ("f64", "f64"),
    ("u8", "u8"),
    ("u16", "u16"),
    ("u32", "u32"),
    ("u64", "u64"),
    ("u128", "u128"),
    ("usize", "usize"),
    ("i8", "i8"),
    ("i16", "i16"),
    ("i32", "i32"),
    ("i64", "i64"),
    ("i128", "i128"),
    ("isize", "isize"),
];

const fn integer(width: IntWidth, non_zero: bool) -> Kind {
    Kind::Integer { width, non_zero }
}

const fn float(width: FloatWidth) -> Kind {
    Kind::Float { width }
}

const fn scalar(scalar: Scalar) -> Kind {
    Kind::Scalar { scalar }
}

/// Every path but those of the brands.
static TABLE: &[(&str, Form)] = &[
    ("()", Form::Plain(&Kind::Null)),
    ("bool", Form::Plain(&Kind::Bool)),
    ("std::primitive::bool", Form::Plain(&Kind::Bool)),
    ("u8", Form::Plain(&integer(IntWidth::U8, false))),
    ("std::primitive::u8", Form::Plain(&integer(IntWidth::U8, false))),
    ("u16", Form::Plain(&integer(IntWidth::U16, false))),
    ("std::primitive::u16", Form::Plain(&integer(IntWidth::U16, false))),
    ("u32", Form::Plain(&integer(IntWidth::U32, false))),
    ("std::primitive::u32", Form::Plain(&integer(IntWidth::U32, false))),
    ("u64", Form::Plain(&integer(IntWidth::U64, false))),
    ("std::primitive::u64", Form::Plain(&integer(IntWidth::U64, false))),
    ("u128", Form::Plain(&integer(IntWidth::U128, false))),
    (
        "std::primitive::u128",
        Form::Plain(&integer(IntWidth::U128, false)),
    ),
    ("usize", Form::Plain(&integer(IntWidth::Usize, false))),
    (
        "std::primitive::usize",
        Form::Plain(&integer(IntWidth::Usize, false)),
    ),
    ("i8", Form::Plain(&integer(IntWidth::I8, false))),
    ("std::primitive::i8", Form::Plain(&integer(IntWidth::I8, false))),
    ("i16", Form::Plain(&integer(IntWidth::I16, false))),
    ("std::primitive::i16", Form::Plain(&integer(IntWidth::I16, false))),
    ("i32", Form::Plain(&integer(IntWidth::I32, false))),
    ("std::primitive::i32", Form::Plain(&integer(IntWidth::I32, false))),
    ("i64", Form::Plain(&integer(IntWidth::I64, false))),
    ("std::primitive::i64", Form::Plain(&integer(IntWidth::I64, false))),
    ("i128", Form::Plain(&integer(IntWidth::I128, false))),
    (
        "std::primitive::i128",
        Form::Plain(&integer(IntWidth::I128, false)),
    ),
    ("isize", Form::Plain(&integer(IntWidth::Isize, false))),
    (
        "std::primitive::isize",
        Form::Plain(&integer(IntWidth::Isize, false)),
    ),
    ("f32", Form::Plain(&float(FloatWidth::F32))),
    ("std::primitive::f32", Form::Plain(&float(FloatWidth::F32))),
    ("f64", Form::Plain(&float(FloatWidth::F64))),
    ("std::primitive::f64", Form::Plain(&float(FloatWidth::F64))),
    ("char", Form::Plain(&Kind::Char)),
    ("std::primitive::char", Form::Plain(&Kind::Char)),
    ("str", Form::Plain(&Kind::Text)),
    ("std::primitive::str", Form::Plain(&Kind::Text)),
    ("std::string::String", Form::Plain(&Kind::Text)),
    ("gati::Secret", Form::Plain(&Kind::Text)),
    ("gati::auth::Secret", Form::Plain(&Kind::Text)),
    ("gati::prelude::Secret", Form::Plain(&Kind::Text)),
    ("std::option::Option", Form::Option),
    ("std::boxed::Box", Form::Wrapper),
    ("std::rc::Rc", Form::Wrapper),
    ("std::sync::Arc", Form::Wrapper),
    ("std::borrow::Cow", Form::Wrapper),
    ("std::cell::Cell", Form::Wrapper),
    ("std::cell::RefCell", Form::Wrapper),
    ("std::sync::Mutex", Form::Wrapper),
    ("std::sync::RwLock", Form::Wrapper),
    ("std::num::Wrapping", Form::Wrapper),
    ("std::cmp::Reverse", Form::Wrapper),
    ("std::vec::Vec", Form::List),
    ("std::collections::VecDeque", Form::List),
    ("std::collections::vec_deque::VecDeque", Form::List),
    ("std::collections::LinkedList", Form::List),
    ("std::collections::linked_list::LinkedList", Form::List),
    ("std::collections::BinaryHeap", Form::List),
    ("std::collections::binary_heap::BinaryHeap", Form::List),
    ("std::collections::HashSet", Form::Set),
    ("std::collections::hash_set::HashSet", Form::Set),
    ("std::collections::BTreeSet", Form::Set),
    ("std::collections::btree_set::BTreeSet", Form::Set),
    ("std::collections::HashMap", Form::Map),
    ("std::collections::hash_map::HashMap", Form::Map),
    ("std::collections::BTreeMap", Form::Map),
    ("std::collections::btree_map::BTreeMap", Form::Map),
    ("std::num::NonZero", Form::NonZero),
    ("std::num::NonZeroU8", Form::Plain(&integer(IntWidth::U8, true))),
    ("std::num::NonZeroU16", Form::Plain(&integer(IntWidth::U16, true))),
    ("std::num::NonZeroU32", Form::Plain(&integer(IntWidth::U32, true))),
    ("std::num::NonZeroU64", Form::Plain(&integer(IntWidth::U64, true))),
    (
        "std::num::NonZeroU128",
        Form::Plain(&integer(IntWidth::U128, true)),
    ),
    (
        "std::num::NonZeroUsize",
        Form::Plain(&integer(IntWidth::Usize, true)),
    ),
    ("std::num::NonZeroI8", Form::Plain(&integer(IntWidth::I8, true))),
    ("std::num::NonZeroI16", Form::Plain(&integer(IntWidth::I16, true))),
    ("std::num::NonZeroI32", Form::Plain(&integer(IntWidth::I32, true))),
    ("std::num::NonZeroI64", Form::Plain(&integer(IntWidth::I64, true))),
    (
        "std::num::NonZeroI128",
        Form::Plain(&integer(IntWidth::I128, true)),
    ),
    (
        "std::num::NonZeroIsize",
        Form::Plain(&integer(IntWidth::Isize, true)),
    ),
    ("std::marker::PhantomData", Form::Ignores(&Kind::Null)),
    ("std::time::Duration", Form::Plain(&scalar(Scalar::Duration))),
    ("std::time::SystemTime", Form::Plain(&scalar(Scalar::SystemTime))),
    ("std::net::IpAddr", Form::Plain(&scalar(Scalar::IpAddr))),
    ("std::net::Ipv4Addr", Form::Plain(&scalar(Scalar::Ipv4Addr))),
    ("std::net::Ipv6Addr", Form::Plain(&scalar(Scalar::Ipv6Addr))),
    ("std::net::SocketAddr", Form::Plain(&scalar(Scalar::SocketAddr))),
    ("std::path::PathBuf", Form::Plain(&scalar(Scalar::Path))),
    ("serde_json::Value", Form::Plain(&Kind::Any)),
    ("serde_json::value::Value", Form::Plain(&Kind::Any)),
    ("serde_json::Map", Form::JsonMap),
    ("serde_json::map::Map", Form::JsonMap),
    ("bytes::Bytes", Form::Plain(&Kind::Bytes)),
    ("gati::Bytes", Form::Plain(&Kind::Bytes)),
    ("gati::prelude::Bytes", Form::Plain(&Kind::Bytes)),
    ("bytes::BytesMut", Form::Plain(&Kind::Bytes)),
    ("uuid::Uuid", Form::Plain(&scalar(Scalar::Uuid))),
    ("jiff::Timestamp", Form::Plain(&scalar(Scalar::Timestamp))),
    ("jiff::Zoned", Form::Plain(&scalar(Scalar::Zoned))),
    (
        "jiff::civil::DateTime",
        Form::Plain(&scalar(Scalar::CivilDateTime)),
    ),
    ("jiff::civil::Date", Form::Plain(&scalar(Scalar::CivilDate))),
    ("jiff::civil::Time", Form::Plain(&scalar(Scalar::CivilTime))),
    ("jiff::Span", Form::Plain(&scalar(Scalar::Span))),
    (
        "jiff::SignedDuration",
        Form::Plain(&scalar(Scalar::SignedDuration)),
    ),
    ("chrono::DateTime", Form::Ignores(&scalar(Scalar::Timestamp))),
    // A time zone is no value of a contract; it is here because it is the argument of `chrono::DateTime`.
    ("chrono::Utc", Form::Plain(&Kind::Null)),
    ("chrono::offset::Utc", Form::Plain(&Kind::Null)),
    ("chrono::FixedOffset", Form::Plain(&Kind::Null)),
    ("chrono::offset::FixedOffset", Form::Plain(&Kind::Null)),
    ("chrono::Local", Form::Plain(&Kind::Null)),
    ("chrono::offset::Local", Form::Plain(&Kind::Null)),
    (
        "chrono::NaiveDateTime",
        Form::Plain(&scalar(Scalar::CivilDateTime)),
    ),
    (
        "chrono::naive::NaiveDateTime",
        Form::Plain(&scalar(Scalar::CivilDateTime)),
    ),
    ("chrono::NaiveDate", Form::Plain(&scalar(Scalar::CivilDate))),
    (
        "chrono::naive::NaiveDate",
        Form::Plain(&scalar(Scalar::CivilDate)),
    ),
    ("chrono::NaiveTime", Form::Plain(&scalar(Scalar::CivilTime))),
    (
        "chrono::naive::NaiveTime",
        Form::Plain(&scalar(Scalar::CivilTime)),
    ),
    ("url::Url", Form::Plain(&scalar(Scalar::Url))),
    ("rust_decimal::Decimal", Form::Plain(&scalar(Scalar::Decimal))),
    ("semver::Version", Form::Plain(&scalar(Scalar::Semver))),
    ("gati::Upload", Form::Plain(&Kind::Upload)),
    ("gati::prelude::Upload", Form::Plain(&Kind::Upload)),
];
