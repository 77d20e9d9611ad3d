//! The build script's table of known types against the compiler's implementations.

use gati_schema::{Fingerprint, builtin};

use super::GType;

/// Every implementation, with the path and the arguments by which the build script asks for it.
fn implementations() -> Vec<(&'static str, Vec<&'static str>, Fingerprint)> {
    macro_rules! table {
        ($($path:literal $([$($argument:literal),*])? => $ty:ty;)*) => {
            vec![$(($path, vec![$($($argument),*)?], <$ty as GType>::ID)),*]
        };
    }
    macro_rules! behind {
        ($feature:literal: $($rest:tt)*) => {{
            #[cfg(feature = $feature)]
            let part = table!($($rest)*);
            #[cfg(not(feature = $feature))]
            let part = Vec::new();
            part
        }};
    }
    let mut all = table! {
        "()" => ();
        "bool" => bool;
        "std::primitive::bool" => std::primitive::bool;
        "char" => char;
        "std::primitive::char" => std::primitive::char;
        "str" => str;
        "std::primitive::str" => std::primitive::str;
        "f32" => f32;
        "std::primitive::f32" => std::primitive::f32;
        "f64" => f64;
        "std::primitive::f64" => std::primitive::f64;
        "u8" => u8;
        "std::primitive::u8" => std::primitive::u8;
        "u16" => u16;
        "std::primitive::u16" => std::primitive::u16;
        "u32" => u32;
        "std::primitive::u32" => std::primitive::u32;
        "u64" => u64;
        "std::primitive::u64" => std::primitive::u64;
        "u128" => u128;
        "std::primitive::u128" => std::primitive::u128;
        "usize" => usize;
        "std::primitive::usize" => std::primitive::usize;
        "i8" => i8;
        "std::primitive::i8" => std::primitive::i8;
        "i16" => i16;
        "std::primitive::i16" => std::primitive::i16;
        "i32" => i32;
        "std::primitive::i32" => std::primitive::i32;
        "i64" => i64;
        "std::primitive::i64" => std::primitive::i64;
        "i128" => i128;
        "std::primitive::i128" => std::primitive::i128;
        "isize" => isize;
        "std::primitive::isize" => std::primitive::isize;
        "std::num::NonZeroU8" => std::num::NonZeroU8;
        "std::num::NonZeroU16" => std::num::NonZeroU16;
        "std::num::NonZeroU32" => std::num::NonZeroU32;
        "std::num::NonZeroU64" => std::num::NonZeroU64;
        "std::num::NonZeroU128" => std::num::NonZeroU128;
        "std::num::NonZeroUsize" => std::num::NonZeroUsize;
        "std::num::NonZeroI8" => std::num::NonZeroI8;
        "std::num::NonZeroI16" => std::num::NonZeroI16;
        "std::num::NonZeroI32" => std::num::NonZeroI32;
        "std::num::NonZeroI64" => std::num::NonZeroI64;
        "std::num::NonZeroI128" => std::num::NonZeroI128;
        "std::num::NonZeroIsize" => std::num::NonZeroIsize;
        "std::num::NonZero" ["u16"] => std::num::NonZero<u16>;
        "std::string::String" => String;
        "gati::Secret" => gati::Secret;
        "gati::auth::Secret" => gati::auth::Secret;
        "gati::prelude::Secret" => gati::prelude::Secret;
        "std::boxed::Box" ["u8"] => std::boxed::Box<u8>;
        "std::rc::Rc" ["u8"] => std::rc::Rc<u8>;
        "std::sync::Arc" ["u8"] => std::sync::Arc<u8>;
        "std::cell::Cell" ["u8"] => std::cell::Cell<u8>;
        "std::cell::RefCell" ["u8"] => std::cell::RefCell<u8>;
        "std::sync::Mutex" ["u8"] => std::sync::Mutex<u8>;
        "std::sync::RwLock" ["u8"] => std::sync::RwLock<u8>;
        "std::num::Wrapping" ["u8"] => std::num::Wrapping<u8>;
        "std::cmp::Reverse" ["u8"] => std::cmp::Reverse<u8>;
        "std::option::Option" ["u8"] => std::option::Option<u8>;
        "std::vec::Vec" ["u8"] => std::vec::Vec<u8>;
        "std::borrow::Cow" ["u8"] => std::borrow::Cow<'static, u8>;
        "std::collections::VecDeque" ["u8"] => std::collections::VecDeque<u8>;
        "std::collections::vec_deque::VecDeque" ["u8"] => std::collections::vec_deque::VecDeque<u8>;
        "std::collections::LinkedList" ["u8"] => std::collections::LinkedList<u8>;
        "std::collections::linked_list::LinkedList" ["u8"] => std::collections::linked_list::LinkedList<u8>;
        "std::collections::BinaryHeap" ["u8"] => std::collections::BinaryHeap<u8>;
        "std::collections::binary_heap::BinaryHeap" ["u8"] => std::collections::binary_heap::BinaryHeap<u8>;
        "std::collections::HashSet" ["u8"] => std::collections::HashSet<u8>;
        "std::collections::hash_set::HashSet" ["u8"] => std::collections::hash_set::HashSet<u8>;
        "std::collections::BTreeSet" ["u8"] => std::collections::BTreeSet<u8>;
        "std::collections::btree_set::BTreeSet" ["u8"] => std::collections::btree_set::BTreeSet<u8>;
        "std::collections::HashMap" ["std::string::String", "u8"] => std::collections::HashMap<String, u8>;
        "std::collections::hash_map::HashMap" ["std::string::String", "u8"] => std::collections::hash_map::HashMap<String, u8>;
        "std::collections::BTreeMap" ["std::string::String", "u8"] => std::collections::BTreeMap<String, u8>;
        "std::collections::btree_map::BTreeMap" ["std::string::String", "u8"] => std::collections::btree_map::BTreeMap<String, u8>;
        "std::marker::PhantomData" ["u8"] => std::marker::PhantomData<u8>;
        "std::time::Duration" => std::time::Duration;
        "std::time::SystemTime" => std::time::SystemTime;
        "std::net::IpAddr" => std::net::IpAddr;
        "std::net::Ipv4Addr" => std::net::Ipv4Addr;
        "std::net::Ipv6Addr" => std::net::Ipv6Addr;
        "std::net::SocketAddr" => std::net::SocketAddr;
        "std::path::PathBuf" => std::path::PathBuf;
        "serde_json::Value" => serde_json::Value;
        "serde_json::value::Value" => serde_json::value::Value;
        "bytes::Bytes" => bytes::Bytes;
        "gati::Bytes" => gati::Bytes;
        "gati::prelude::Bytes" => gati::prelude::Bytes;
        "bytes::BytesMut" => bytes::BytesMut;
        "serde_json::Map" ["std::string::String", "serde_json::Value"] => serde_json::Map<String, serde_json::Value>;
        "serde_json::map::Map" ["std::string::String", "serde_json::Value"] => serde_json::map::Map<String, serde_json::Value>;
    };
    all.extend(behind! { "uuid":
        "uuid::Uuid" => uuid::Uuid;
    });
    all.extend(behind! { "jiff":
        "jiff::Timestamp" => jiff::Timestamp;
        "jiff::Zoned" => jiff::Zoned;
        "jiff::civil::DateTime" => jiff::civil::DateTime;
        "jiff::civil::Date" => jiff::civil::Date;
        "jiff::civil::Time" => jiff::civil::Time;
        "jiff::Span" => jiff::Span;
        "jiff::SignedDuration" => jiff::SignedDuration;
    });
    all.extend(behind! { "chrono":
        "chrono::DateTime" ["chrono::Utc"] => chrono::DateTime<chrono::Utc>;
        "chrono::DateTime" ["chrono::FixedOffset"] => chrono::DateTime<chrono::FixedOffset>;
        "chrono::NaiveDateTime" => chrono::NaiveDateTime;
        "chrono::naive::NaiveDateTime" => chrono::naive::NaiveDateTime;
        "chrono::NaiveDate" => chrono::NaiveDate;
        "chrono::naive::NaiveDate" => chrono::naive::NaiveDate;
        "chrono::NaiveTime" => chrono::NaiveTime;
        "chrono::naive::NaiveTime" => chrono::naive::NaiveTime;
    });
    all.extend(behind! { "url":
        "url::Url" => url::Url;
    });
    all.extend(behind! { "rust_decimal":
        "rust_decimal::Decimal" => rust_decimal::Decimal;
    });
    all.extend(behind! { "semver":
        "semver::Version" => semver::Version;
    });
    all
}

fn resolve(path: &str, arguments: &[&str]) -> Fingerprint {
    let arguments: Vec<_> = arguments
        .iter()
        .map(|path| builtin::resolve(path, &[]).unwrap().unwrap())
        .collect();
    builtin::resolve(path, &arguments)
        .unwrap_or_else(|| panic!("the table does not know {path}"))
        .unwrap()
        .1
}

#[test]
fn the_table_and_the_implementations_give_each_type_one_identity() {
    for (path, arguments, id) in implementations() {
        assert_eq!(resolve(path, &arguments), id, "{path}");
    }
}

/// Holds with all features on, as the continuous checks run it.
#[cfg(all(
    feature = "uuid",
    feature = "jiff",
    feature = "chrono",
    feature = "url",
    feature = "rust_decimal",
    feature = "semver"
))]
#[test]
fn the_table_knows_nothing_that_has_no_implementation() {
    use std::collections::BTreeSet;

    // Time zones stand in the table as arguments only, `Upload` is of the request's own module, and the brands have a test
    // beside their definition.
    let elsewhere = |path: &str| {
        path.ends_with("::Utc")
            || path.ends_with("::Local")
            || path.ends_with("::FixedOffset")
            || path.ends_with("::Upload")
            || path.starts_with("gati::types::")
    };
    let implemented: BTreeSet<&str> = implementations().into_iter().map(|(path, ..)| path).collect();
    let known: BTreeSet<&str> = builtin::paths()
        .map(|(path, _)| path)
        .filter(|path| !elsewhere(path))
        .collect();
    assert_eq!(known, implemented);
}
