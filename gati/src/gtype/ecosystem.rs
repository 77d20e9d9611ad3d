//! Types of common crates, each behind the feature of its name.

#[cfg(any(
    feature = "uuid",
    feature = "jiff",
    feature = "chrono",
    feature = "url",
    feature = "rust_decimal",
    feature = "semver"
))]
use {
    super::GType,
    crate::validate::Place,
    gati_schema::ty::{Kind, Scalar},
    gati_schema::{Fingerprint, identity},
};

#[cfg(feature = "uuid")]
always_right!(uuid::Uuid => Kind::Scalar { scalar: Scalar::Uuid });

#[cfg(feature = "jiff")]
always_right!(
    jiff::Timestamp => Kind::Scalar { scalar: Scalar::Timestamp },
    jiff::Zoned => Kind::Scalar { scalar: Scalar::Zoned },
    jiff::civil::DateTime => Kind::Scalar { scalar: Scalar::CivilDateTime },
    jiff::civil::Date => Kind::Scalar { scalar: Scalar::CivilDate },
    jiff::civil::Time => Kind::Scalar { scalar: Scalar::CivilTime },
    jiff::Span => Kind::Scalar { scalar: Scalar::Span },
    jiff::SignedDuration => Kind::Scalar { scalar: Scalar::SignedDuration },
);

#[cfg(feature = "chrono")]
always_right!(
    chrono::NaiveDateTime => Kind::Scalar { scalar: Scalar::CivilDateTime },
    chrono::NaiveDate => Kind::Scalar { scalar: Scalar::CivilDate },
    chrono::NaiveTime => Kind::Scalar { scalar: Scalar::CivilTime },
);

#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> GType for chrono::DateTime<Z> {
    const ID: Fingerprint = identity::builtin(Scalar::Timestamp.name());

    fn validate(&self, _: &mut Place<'_>) {}

    #[cfg(feature = "testing")]
    fn show(&self) -> Option<serde_json::Value> {
        Some(self.timestamp_micros().into())
    }
}

#[cfg(feature = "url")]
always_right!(url::Url => Kind::Scalar { scalar: Scalar::Url });

#[cfg(feature = "rust_decimal")]
always_right!(rust_decimal::Decimal => Kind::Scalar { scalar: Scalar::Decimal });

#[cfg(feature = "semver")]
always_right!(semver::Version => Kind::Scalar { scalar: Scalar::Semver });
