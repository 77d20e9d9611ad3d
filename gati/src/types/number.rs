//! Numbers on one side of zero, of whichever number type is needed.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use gati_schema::{Fingerprint, identity};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::GType;
use crate::validate::{Bound, HasBounds, Place, Report, Side, check};

macro_rules! brands {
    ($($(#[$doc:meta])* $name:ident, $check:path, $path:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name<N>(N);

        impl<N: HasBounds> $name<N> {
            /// The number, if it fits.
            ///
            /// # Errors
            ///
            /// If it lies on the wrong side of zero.
            pub fn new(number: N) -> Result<Self, Report> {
                let mut report = Report::new(Side::Read);
                $check(&number, Bound::Int(0), &mut report.place());
                if report.is_empty() { Ok(Self(number)) } else { Err(report) }
            }
        }

        impl<N> $name<N> {
            /// The number.
            pub fn into_inner(self) -> N {
                self.0
            }
        }

        impl<N> Deref for $name<N> {
            type Target = N;

            fn deref(&self) -> &N {
                &self.0
            }
        }

        impl<N: fmt::Display> fmt::Display for $name<N> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl<N: HasBounds + FromStr> FromStr for $name<N> {
            type Err = Report;

            fn from_str(text: &str) -> Result<Self, Report> {
                match text.parse() {
                    Ok(number) => Self::new(number),
                    Err(_) => {
                        let mut report = Report::new(Side::Read);
                        let actual = gati_schema::violation::quote(text);
                        report.place().violation("type", "a number", actual);
                        Err(report)
                    }
                }
            }
        }

        impl<N: HasBounds> HasBounds for $name<N> {
            fn number(&self) -> Option<Bound> {
                self.0.number()
            }
        }

        impl<N: GType + HasBounds> GType for $name<N> {
            const ID: Fingerprint = identity::defined($path, &[N::ID]);

            fn validate(&self, at: &mut Place<'_>) {
                $check(&self.0, Bound::Int(0), at);
                self.0.validate(at);
            }

            #[cfg(feature = "testing")]
            fn show(&self) -> Option<serde_json::Value> {
                self.0.show()
            }
        }

        impl<N: Serialize> Serialize for $name<N> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        impl<'de, N: HasBounds + Deserialize<'de>> Deserialize<'de> for $name<N> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::new(N::deserialize(deserializer)?).map_err(de::Error::custom)
            }
        }
    )*};
}

brands! {
    /// A number above zero.
    Positive, check::exclusive_min, "gati::types::Positive";

    /// A number that is zero or above.
    NonNegative, check::min, "gati::types::NonNegative";
}
