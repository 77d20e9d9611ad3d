//! Texts that belong to a set of texts.

use gati_schema::ty::{Format, Scalar};

use super::regex;
use crate::normal::{Form, Texts};

/// Texts of a form, as everybody writes them.
pub(crate) fn of_form(form: Form) -> &'static [&'static str] {
    match form {
        Form::Named(Format::Email) => &[
            "ada@example.org",
            "bob@example.org",
            "eve@example.org",
            "joe@example.org",
            "a@b",
        ],
        Form::Named(Format::Uuid) => &[
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "67e55044-10b1-426f-9247-bb680e5fe0c9",
            "67e55044-10b1-426f-9247-bb680e5fe0ca",
            "67e55044-10b1-426f-9247-bb680e5fe0cb",
        ],
        Form::Named(Format::DateTime) => &[
            "2026-11-20T12:00:00Z",
            "2026-11-20T12:00:01Z",
            "2026-11-20T12:00:02Z",
            "2026-11-20T12:00:03Z",
        ],
        Form::Named(Format::Date) => &["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"],
        Form::Named(Format::Time) => &["12:00:00Z", "12:00:01Z", "12:00:02Z", "12:00:03Z"],
        Form::Named(Format::Duration) => &["P1D", "P2D", "P3D", "P4D"],
        Form::Named(Format::Uri) => &["https://example.org/", "a:b", "a:c", "a:d", "a:"],
        Form::Named(Format::Hostname) => &["example.org", "1.2.3.4", "a", "b"],
        Form::Named(Format::Ipv4) => &["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"],
        Form::Named(Format::Ipv6) => &["::1", "::2", "::3", "::4", "::"],
        Form::Of(Scalar::Uuid) => &[
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "67e5504410b1426f9247bb680e5fe0c8",
            "67e55044-10b1-426f-9247-bb680e5fe0c9",
            "67e55044-10b1-426f-9247-bb680e5fe0ca",
        ],
        Form::Of(Scalar::Zoned) => &["2026-11-20T12:00:00+00:00[UTC]"],
        Form::Of(Scalar::CivilDateTime) => &["2026-11-20T12:00:00", "2026-11-20T12:00:01"],
        Form::Of(Scalar::CivilTime) => &["12:00:00", "12:00:01"],
        Form::Of(Scalar::Span) => &["P1D", "PT1H"],
        Form::Of(Scalar::SignedDuration) => &["PT1H", "PT2H"],
        Form::Of(Scalar::Decimal) => &["1.5", "2.5"],
        Form::Of(Scalar::SocketAddr) => &["127.0.0.1:80", "127.0.0.1:81"],
        Form::Of(Scalar::Semver) => &["1.2.3", "1.2.4"],
        // The others have a form with a name, or are no texts.
        Form::Of(_) => &[],
    }
}

/// The longest text that is made up to show something.
const LONGEST: u64 = 10_000;

/// Texts of the set, the plainest first; of these lengths too, where the set asks for nothing else.
pub(crate) fn texts(set: &Texts, lengths: &[u64]) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for form in &set.forms {
        list.extend(of_form(*form).iter().map(|&text| text.to_owned()));
    }
    for pattern in &set.patterns {
        list.extend(regex::samples(pattern));
    }
    if set.forms.is_empty() {
        list.push("a".to_owned());
        for length in lengths.iter().filter(|length| **length <= LONGEST) {
            let length = usize::try_from(*length).unwrap_or_default();
            list.push("a".repeat(length));
            for pattern in &set.patterns {
                list.extend(regex::sample_of_length(pattern, length));
            }
        }
        list.extend(["", "A", "0", "aa", "é", " ", "-", "a b", "\n"].map(str::to_owned));
    }
    list.retain(|text| set.contains(text) == Some(true));
    list
}
