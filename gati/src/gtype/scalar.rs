//! Types that hold one value: numbers, texts, addresses, times of the standard library.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZero;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use gati_schema::ty::{IntWidth, Kind, Scalar};
use gati_schema::{Fingerprint, identity};

use super::GType;
use crate::validate::Place;

/// Implements [`GType`] for types of which every value is right.
macro_rules! always_right {
    ($($ty:ty => $kind:expr),* $(,)?) => {$(
        impl GType for $ty {
            const ID: Fingerprint = {
                const KIND: Kind = $kind;
                identity::builtin(KIND.identity_name())
            };

            fn validate(&self, _: &mut Place<'_>) {}

            #[cfg(feature = "testing")]
            fn show(&self) -> Option<serde_json::Value> {
                crate::gtype::show::written(self)
            }
        }
    )*};
}

macro_rules! integers {
    ($($ty:ty => $width:ident),*) => {
        always_right!($(
            $ty => Kind::Integer { width: IntWidth::$width, non_zero: false },
            NonZero<$ty> => Kind::Integer { width: IntWidth::$width, non_zero: true },
        )*);
    };
}

integers!(
    u8 => U8, u16 => U16, u32 => U32, u64 => U64, u128 => U128, usize => Usize,
    i8 => I8, i16 => I16, i32 => I32, i64 => I64, i128 => I128, isize => Isize
);

always_right!(
    () => Kind::Null,
    bool => Kind::Bool,
    char => Kind::Char,
    str => Kind::Text,
    String => Kind::Text,
    Duration => Kind::Scalar { scalar: Scalar::Duration },
    SystemTime => Kind::Scalar { scalar: Scalar::SystemTime },
    IpAddr => Kind::Scalar { scalar: Scalar::IpAddr },
    Ipv4Addr => Kind::Scalar { scalar: Scalar::Ipv4Addr },
    Ipv6Addr => Kind::Scalar { scalar: Scalar::Ipv6Addr },
    SocketAddr => Kind::Scalar { scalar: Scalar::SocketAddr },
    PathBuf => Kind::Scalar { scalar: Scalar::Path },
    serde_json::Value => Kind::Any,
    serde_json::Map<String, serde_json::Value> => Kind::AnyObject,
    bytes::Bytes => Kind::Bytes,
    bytes::BytesMut => Kind::Bytes,
);

impl GType for crate::Secret {
    const ID: Fingerprint = identity::builtin(Kind::Text.identity_name());

    fn validate(&self, _: &mut Place<'_>) {}

    /// What tells it from another one, and not what it is.
    #[cfg(feature = "testing")]
    fn show(&self) -> Option<serde_json::Value> {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        self.expose().hash(&mut hasher);
        Some(hasher.finish().into())
    }
}

macro_rules! floats {
    ($($ty:ty),*) => {$(
        impl GType for $ty {
            const ID: Fingerprint = identity::builtin(stringify!($ty));

            // `serde_json` writes null for what is no number, and an `f32` overflows when it is read.
            fn validate(&self, at: &mut Place<'_>) {
                if !self.is_finite() {
                    at.violation("type", "a finite number", self);
                }
            }

            #[cfg(feature = "testing")]
            fn show(&self) -> Option<serde_json::Value> {
                crate::gtype::show::written(self)
            }
        }
    )*};
}

floats!(f32, f64);
