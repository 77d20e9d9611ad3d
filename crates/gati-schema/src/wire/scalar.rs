//! The wire forms of types that are neither the user's nor JSON's own.
//!
//! On the read side a form is what the contract promises to take. Where the crate behind the type takes more than it
//! should promise (jiff reads `2h 30m` as a span, chrono a space between date and time), the form is the standard's.

use crate::ty::{Format, Scalar, Side};

// Parts of the patterns below. They are macros because `concat!` takes literals alone.
macro_rules! date {
    () => {
        "[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
    };
}
macro_rules! time {
    () => {
        "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?"
    };
}
macro_rules! hours {
    () => {
        concat!(
            "(",
            "[0-9]+H([0-9]+M)?",
            seconds!("?"),
            "|[0-9]+M",
            seconds!("?"),
            "|",
            seconds!(""),
            ")"
        )
    };
}
macro_rules! seconds {
    ($times:literal) => {
        concat!("([0-9]+(\\.[0-9]{1,9})?S)", $times)
    };
}
macro_rules! octet {
    () => {
        "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
    };
}

/// 2^96: where `rust_decimal` ends.
pub(crate) const DECIMAL_END: f64 = 79_228_162_514_264_337_593_543_950_336.0;

/// 2^128 - 2^103: the first number that an `f32` rounds up to infinity.
pub(crate) const F32_END: f64 = 340_282_356_779_733_661_637_539_395_458_142_568_448.0;

/// What a scalar looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScalarForm {
    /// A text in one of these forms.
    Text(&'static [TextForm]),
    /// A text in one of these forms, or a number between plus and minus 2^96.
    TextOrNumber(&'static [TextForm]),
    /// An object of two whole numbers with these names, and the largest value of the first.
    Object {
        /// The seconds.
        whole: &'static str,
        /// The nanoseconds.
        fraction: &'static str,
        /// The most seconds.
        max: u64,
    },
}

/// What a text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextForm {
    /// As it likes.
    Any,
    /// A form with a name.
    Format(Format),
    /// A form without one.
    Pattern {
        /// For people.
        words: &'static str,
        /// As a regular expression.
        pattern: &'static str,
    },
}

/// The form of a scalar on a side.
pub(crate) const fn form(scalar: Scalar, side: Side) -> ScalarForm {
    use Format::{Date, DateTime, Ipv4, Ipv6, Uri, Uuid};
    use ScalarForm::Text;
    match (scalar, side) {
        (Scalar::Uuid, Side::Read) => Text(&[TextForm::Pattern {
            words: "a UUID",
            pattern: "^([0-9a-fA-F]{32}\
                      |[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\
                      |\\{[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\}\
                      |[uU][rR][nN]:[uU][uU][iI][dD]:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$",
        }]),
        (Scalar::Uuid, Side::Write) => Text(&[TextForm::Format(Uuid)]),
        (Scalar::Timestamp, _) => Text(&[TextForm::Format(DateTime)]),
        (Scalar::Zoned, _) => Text(&[TextForm::Pattern {
            words: "a date and time with offset and time zone (RFC 9557)",
            pattern: concat!(
                "^",
                date!(),
                "T",
                time!(),
                "(Z|[+-]([01][0-9]|2[0-3]):?[0-5][0-9])",
                "\\[[A-Za-z0-9_+/.:-]+\\]$"
            ),
        }]),
        (Scalar::CivilDateTime, _) => Text(&[TextForm::Pattern {
            words: "a date and time without offset",
            pattern: concat!("^", date!(), "T", time!(), "$"),
        }]),
        (Scalar::CivilDate, _) => Text(&[TextForm::Format(Date)]),
        (Scalar::CivilTime, _) => Text(&[TextForm::Pattern {
            words: "a time of day without offset",
            pattern: concat!("^", time!(), "$"),
        }]),
        (Scalar::Span, _) => Text(&[TextForm::Pattern {
            words: "a duration (ISO 8601)",
            pattern: concat!(
                "^-?P([0-9]+Y([0-9]+M)?([0-9]+W)?([0-9]+D)?(T",
                hours!(),
                ")?",
                "|[0-9]+M([0-9]+W)?([0-9]+D)?(T",
                hours!(),
                ")?",
                "|[0-9]+W([0-9]+D)?(T",
                hours!(),
                ")?",
                "|[0-9]+D(T",
                hours!(),
                ")?",
                "|T",
                hours!(),
                ")$"
            ),
        }]),
        (Scalar::SignedDuration, _) => Text(&[TextForm::Pattern {
            words: "a duration of hours, minutes and seconds (ISO 8601)",
            pattern: concat!("^-?PT", hours!(), "$"),
        }]),
        (Scalar::Duration, _) => ScalarForm::Object {
            whole: "secs",
            fraction: "nanos",
            max: u64::MAX - 4,
        },
        (Scalar::SystemTime, _) => ScalarForm::Object {
            whole: "secs_since_epoch",
            fraction: "nanos_since_epoch",
            max: i64::MAX as u64 - 4,
        },
        (Scalar::Url, _) => Text(&[TextForm::Format(Uri)]),
        (Scalar::Decimal, Side::Read) => ScalarForm::TextOrNumber(&[TextForm::Pattern {
            words: "a decimal number",
            pattern: "^[+-]?[0-9]{1,28}(\\.[0-9]+)?$",
        }]),
        (Scalar::Decimal, Side::Write) => Text(&[TextForm::Pattern {
            words: "a decimal number",
            pattern: "^-?[0-9]+(\\.[0-9]+)?$",
        }]),
        (Scalar::IpAddr, _) => Text(&[TextForm::Format(Ipv4), TextForm::Format(Ipv6)]),
        (Scalar::Ipv4Addr, _) => Text(&[TextForm::Format(Ipv4)]),
        (Scalar::Ipv6Addr, _) => Text(&[TextForm::Format(Ipv6)]),
        (Scalar::SocketAddr, _) => Text(&[TextForm::Pattern {
            words: "an IP address with a port",
            pattern: concat!(
                "^(",
                octet!(),
                "(\\.",
                octet!(),
                "){3}|\\[[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[0-9]+)?\\]):[0-9]{1,5}$"
            ),
        }]),
        (Scalar::Path, _) => Text(&[TextForm::Any]),
        (Scalar::Semver, _) => Text(&[TextForm::Pattern {
            words: "a semantic version",
            pattern: "^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\
                      (-(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(\\.(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*)?\
                      (\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?$",
        }]),
    }
}
