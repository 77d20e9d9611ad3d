//! What the server says is going away: a handler, or the API version that a client was made for.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, header};

use crate::http_date;

/// The call worked, and the same call will not work for ever.
///
/// A client hears of it with every answer: [`Builder::on_deprecated`](crate::Builder::on_deprecated), or
/// [`Reply::deprecation`](crate::Reply::deprecation).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deprecation {
    /// Since when, or from when on, its use is discouraged (`Deprecation`, RFC 9745).
    pub since: Option<SystemTime>,
    /// When it will be gone (`Sunset`, RFC 8594).
    pub sunset: Option<SystemTime>,
    /// Links to what to use instead, as the server wrote them.
    pub link: Option<String>,
    /// The API version that answered.
    pub version: Option<String>,
}

/// Whoever wants to hear of it: the route that was called, such as `POST /payments/:id/capture`, and what the server said.
pub(crate) type Listener = Arc<dyn Fn(&str, &Deprecation) + Send + Sync>;

impl Deprecation {
    /// Reads the head of an answer. What no server may send says nothing.
    pub(crate) fn read(headers: &HeaderMap) -> Option<Self> {
        let since = text(headers, "deprecation").and_then(parse_date);
        let sunset = text(headers, "sunset")
            .and_then(http_date::parse)
            .and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
        if since.is_none() && sunset.is_none() {
            return None;
        }
        let links: Vec<&str> = headers
            .get_all(header::LINK)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .collect();
        Some(Self {
            since,
            sunset,
            link: (!links.is_empty()).then(|| links.join(", ")),
            version: version(headers).map(str::to_owned),
        })
    }
}

/// The API version that answered, if the server says it.
pub(crate) fn version(headers: &HeaderMap) -> Option<&str> {
    text(headers, "x-api-version").filter(|text| !text.is_empty())
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// A date of structured fields (RFC 9651 §3.3.7), such as `@1688169599`; parameters after it are passed over.
fn parse_date(text: &str) -> Option<SystemTime> {
    let seconds = text.strip_prefix('@')?.split(';').next()?.trim_end();
    let is_number =
        |digits: &str| (1..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let (digits, is_before) = match seconds.strip_prefix('-') {
        Some(digits) => (digits, true),
        None => (seconds, false),
    };
    let distance = Duration::from_secs(digits.parse().ok().filter(|_| is_number(digits))?);
    if is_before {
        UNIX_EPOCH.checked_sub(distance)
    } else {
        UNIX_EPOCH.checked_add(distance)
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn read(pairs: &[(&'static str, &str)]) -> Option<Deprecation> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        Deprecation::read(&headers)
    }

    fn after(seconds: u64) -> Option<SystemTime> {
        Some(UNIX_EPOCH + Duration::from_secs(seconds))
    }

    #[test]
    fn dates_are_those_of_structured_fields() {
        for text in [
            "@1688169599",
            "  @1688169599 ",
            "@1688169599;why=\"old\"",
            "@1688169599 ; x",
        ] {
            let notice = read(&[("deprecation", text)]).unwrap();
            assert_eq!(notice.since, after(1_688_169_599), "{text}");
        }
        let notice = read(&[("deprecation", "@-60")]).unwrap();
        assert_eq!(notice.since, UNIX_EPOCH.checked_sub(Duration::from_secs(60)));
    }

    #[test]
    fn what_no_server_may_send_says_nothing() {
        for text in [
            "",
            "true",
            "@",
            "@x",
            "@1.5",
            "@--1",
            "@+1",
            "1688169599",
            "@99999999999999999999",
            "@1 2",
            "Sun, 11 Nov 2018 23:59:59 GMT",
            "ü",
        ] {
            assert_eq!(read(&[("deprecation", text)]), None, "{text}");
        }
        for text in [
            "",
            "soon",
            "@1688169599",
            "2027-01-01",
            "Sun, 99 Nov 2018 23:59:59 GMT",
        ] {
            assert_eq!(read(&[("sunset", text)]), None, "{text}");
        }
        assert_eq!(
            read(&[
                ("link", "</v2>; rel=\"successor-version\""),
                ("x-api-version", "1.0.0")
            ]),
            None
        );
    }

    #[test]
    fn one_of_the_two_is_enough_and_the_other_may_be_odd() {
        let notice = read(&[
            ("deprecation", "true"),
            ("sunset", "Sun, 11 Nov 2018 23:59:59 GMT"),
            ("link", "<a>; rel=\"sunset\""),
            ("link", "<b>; rel=\"successor-version\""),
            ("x-api-version", "1.4.0"),
        ])
        .unwrap();
        assert_eq!((notice.since, notice.sunset), (None, after(1_541_980_799)));
        assert_eq!(
            notice.link.unwrap(),
            "<a>; rel=\"sunset\", <b>; rel=\"successor-version\""
        );
        assert_eq!(notice.version.unwrap(), "1.4.0");
    }
}
