//! Texts of well-known forms, as everybody writes them.

use gati_schema::ty::{Constraints, Format, Scalar};

use crate::regex;

/// Texts of a form.
#[must_use]
pub const fn texts_of_format(format: Format) -> &'static [&'static str] {
    match format {
        Format::Email => &[
            "ada@example.org",
            "bob@example.org",
            "eve@example.org",
            "joe@example.org",
            "a@b",
        ],
        Format::Uuid => &[
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "67e55044-10b1-426f-9247-bb680e5fe0c9",
            "67e55044-10b1-426f-9247-bb680e5fe0ca",
            "67e55044-10b1-426f-9247-bb680e5fe0cb",
        ],
        Format::DateTime => &[
            "2026-11-20T12:00:00Z",
            "2026-11-20T12:00:01Z",
            "2026-11-20T12:00:02Z",
            "2026-11-20T12:00:03Z",
        ],
        Format::Date => &["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"],
        Format::Time => &["12:00:00Z", "12:00:01Z", "12:00:02Z", "12:00:03Z"],
        Format::Duration => &["P1D", "P2D", "P3D", "P4D"],
        Format::Uri => &["https://example.org/", "a:b", "a:c", "a:d", "a:"],
        Format::Hostname => &["example.org", "1.2.3.4", "a", "b"],
        Format::Ipv4 => &["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"],
        Format::Ipv6 => &["::1", "::2", "::3", "::4", "::"],
    }
}

/// Texts of a scalar, as far as it has a form without a name.
#[must_use]
pub const fn texts_of_scalar(scalar: Scalar) -> &'static [&'static str] {
    match scalar {
        Scalar::Uuid => &[
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "67e5504410b1426f9247bb680e5fe0c8",
            "67e55044-10b1-426f-9247-bb680e5fe0c9",
            "67e55044-10b1-426f-9247-bb680e5fe0ca",
        ],
        Scalar::Zoned => &["2026-11-20T12:00:00+00:00[+00:00]"],
        Scalar::CivilDateTime => &["2026-11-20T12:00:00", "2026-11-20T12:00:01"],
        Scalar::CivilTime => &["12:00:00", "12:00:01"],
        Scalar::Span => &["P1D", "PT1H"],
        Scalar::SignedDuration => &["PT1H", "PT2H"],
        Scalar::Decimal => &["1.5", "2.5"],
        Scalar::SocketAddr => &["127.0.0.1:80", "127.0.0.1:81"],
        Scalar::Semver => &["1.2.3", "1.2.4"],
        // The others have a form with a name, or are no texts.
        _ => &[],
    }
}

/// Texts of many kinds: the plain ones, one that holds two, other scripts, what JSON has to escape, and what is easily lost.
const PLAIN: [&str; 13] = [
    "",
    "a",
    "A",
    "0",
    "a b",
    "a, b",
    "Zoë",
    "日本語",
    "\u{1f980}",
    "e\u{301}",
    "\"\\/",
    "line\nbreak\ttab",
    " ",
];

/// The longest text that is made up.
const LONGEST: u64 = 300;

/// Texts for a place with such constraints; not all of them need to fit.
pub(crate) fn candidates(constraints: &Constraints) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    let lengths: Vec<usize> = constraints
        .min_length
        .into_iter()
        .chain(constraints.max_length)
        .filter(|length| *length <= LONGEST)
        .filter_map(|length| usize::try_from(length).ok())
        .collect();
    let mut one = Some(constraints);
    while let Some(constraints) = one {
        if let Some(format) = constraints.format {
            list.extend(texts_of_format(format).iter().map(|&text| text.to_owned()));
        }
        if let Some(pattern) = &constraints.pattern {
            list.extend(regex::samples(pattern));
            let of_length = |length: &usize| regex::sample_of_length(pattern, *length);
            list.extend(lengths.iter().filter_map(of_length));
        }
        one = constraints.also.as_deref();
    }
    list.extend(PLAIN.map(str::to_owned));
    // Characters, not bytes, are counted.
    list.extend(
        lengths
            .iter()
            .flat_map(|length| ["a".repeat(*length), "é".repeat(*length)]),
    );
    list
}
