//! Whether a text has a well-known form.
//!
//! One answer for the server's validators, for reports, and for anybody who checks with a JSON Schema validator: the
//! forms are those of the RFCs that JSON Schema names, in the parts that validators agree on.

mod address;
mod time;
mod uri;

use crate::ty::Format;

/// Whether `text` has the form.
///
/// ```
/// use gati_schema::{format, ty::Format};
/// assert!(format::matches(Format::Email, "ada@example.org"));
/// assert!(!format::matches(Format::Date, "2026-02-30"));
/// ```
#[must_use]
pub fn matches(format: Format, text: &str) -> bool {
    match format {
        Format::Email => address::is_email(text),
        Format::Uuid => is_uuid(text),
        Format::DateTime => time::is_date_time(text),
        Format::Date => time::is_date(text),
        Format::Time => time::is_time(text),
        Format::Duration => time::is_duration(text),
        Format::Uri => uri::is_uri(text),
        Format::Hostname => address::is_hostname(text),
        Format::Ipv4 => text.parse::<std::net::Ipv4Addr>().is_ok(),
        Format::Ipv6 => text.parse::<std::net::Ipv6Addr>().is_ok(),
    }
}

/// Five groups of hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts that have the form, and texts that nearly have it.
    const CASES: &[(Format, &[&str], &[&str])] = &[
        (
            Format::Email,
            &["ada@example.org", "a.b+c@x", "a@[127.0.0.1]", "a@[IPv6:::1]"],
            &[
                "",
                "ada",
                "@x.org",
                "a@",
                "a..b@x.org",
                ".a@x.org",
                "a b@x.org",
                "a@-x.org",
                "a@b@c",
            ],
        ),
        (
            Format::Uuid,
            &[
                "67e55044-10b1-426f-9247-bb680e5fe0c8",
                "67E55044-10B1-426F-9247-BB680E5FE0C8",
            ],
            &[
                "67e5504410b1426f9247bb680e5fe0c8",
                "67e55044-10b1-426f-9247-bb680e5fe0cg",
            ],
        ),
        (
            Format::DateTime,
            &[
                "2026-11-20T12:00:00Z",
                "2026-11-20t12:00:00.5+01:00",
                "2016-12-31T23:59:60Z",
            ],
            &[
                "2026-11-20",
                "2026-11-20 12:00:00Z",
                "2026-11-20T12:00:00",
                "2026-11-20T12:00:60Z",
            ],
        ),
        (
            Format::Date,
            &["2024-02-29", "0000-01-01"],
            &["2026-02-29", "2026-13-01", "2026-1-1", "+2026-01-01"],
        ),
        (
            Format::Time,
            &["12:00:00Z", "00:59:60+01:00"],
            &["24:00:00Z", "12:00:00", "12:00:00.Z", "12:00Z"],
        ),
        (
            Format::Duration,
            &["P1Y2M3DT4H5M6S", "PT0S", "P2W", "P1D"],
            &[
                "P", "PT", "1D", "P1YT", "P1W2D", "P1D1Y", "PT1H1S", "PT1.5S", "P1Y1D",
            ],
        ),
        (
            Format::Uri,
            &[
                "https://example.org/a?b=c#d",
                "urn:isbn:0451450523",
                "http://[::1]:80/",
                "a:",
            ],
            &[
                "",
                "//example.org",
                "/a",
                "http://a b",
                "http://%zz/",
                "1a:b",
                "http://[::1",
                "http://a:x/",
            ],
        ),
        (
            Format::Hostname,
            &["example.org", "a", "1.2.3.4", "xn--bcher-kva.example"],
            &["", "a.", "-a", "a-", "a..b", "a_b", "bücher.example"],
        ),
        (
            Format::Ipv4,
            &["127.0.0.1"],
            &["127.0.0", "01.2.3.4", "256.0.0.1"],
        ),
        (
            Format::Ipv6,
            &["::1", "::ffff:1.2.3.4"],
            &["1::2::3", "::1%eth0", "[::1]"],
        ),
    ];

    #[test]
    fn each_form_takes_its_own_and_nothing_near_it() {
        for (format, have_it, have_it_not) in CASES {
            for text in *have_it {
                assert!(matches(*format, text), "{} should be a {}", text, format.name());
            }
            for text in *have_it_not {
                assert!(!matches(*format, text), "{} should be no {}", text, format.name());
            }
        }
    }

    #[test]
    fn every_form_has_cases() {
        for format in Format::ALL {
            assert!(CASES.iter().any(|(of, _, _)| *of == format), "{}", format.name());
        }
    }
}
