//! What a request says of the version it wants: the header `X-API-Version`, the query `version`, both or neither.

use std::borrow::Cow;

use gati_timeline::Unclear;
use http::{HeaderMap, HeaderName, Uri, request};

use crate::call::decode;
use crate::names;

/// The header by which requests ask for a version, and answers say which one served them.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-api-version");

/// The parameter of the query that does the same, where no header can be set.
const PARAMETER: &str = "version";

/// Why nobody can tell what a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// What it says is not UTF-8.
    NotText,
    /// It asks for two versions; this is what to do.
    Unclear(&'static str),
}

/// Whether a request certainly says nothing; almost none does, so this is all that most pay.
pub(crate) fn is_silent(parts: &request::Parts) -> bool {
    !names::has(&parts.headers, HEADER.as_str())
        && parts.uri.query().is_none_or(|query| !query.contains(PARAMETER))
}

/// What a request asks for. The query counts only where it is not the handler's own.
pub(crate) fn asked(parts: &request::Parts, with_query: bool) -> Result<Option<Cow<'_, str>>, Unread> {
    let header = in_header(&parts.headers)?;
    let query = if with_query { in_query(&parts.uri)? } else { None };
    let Some(query) = query else {
        // Nothing is copied where the header alone speaks.
        let asked = gati_timeline::asked(header, None);
        return Ok(asked.unwrap_or_default().map(Cow::Borrowed));
    };
    match gati_timeline::asked(header, Some(&query)) {
        Ok(asked) => Ok(asked.map(|asked| Cow::Owned(asked.to_owned()))),
        Err(Unclear { .. }) => Err(Unread::Unclear(
            "the header `X-API-Version` and the query `version` ask for different versions; send one of them",
        )),
    }
}

fn in_header(headers: &HeaderMap) -> Result<Option<&str>, Unread> {
    let mut values = headers.get_all(HEADER).iter();
    let Some(first) = values.next() else {
        return Ok(None);
    };
    if values.any(|other| other != first) {
        return Err(Unread::Unclear(
            "several headers `X-API-Version` ask for different versions; send one",
        ));
    }
    match std::str::from_utf8(first.as_bytes()) {
        Ok(text) => Ok(Some(text)),
        Err(_) => Err(Unread::NotText),
    }
}

fn in_query(uri: &Uri) -> Result<Option<String>, Unread> {
    let mut found: Option<String> = None;
    for (name, value) in pairs(uri) {
        if name != PARAMETER {
            continue;
        }
        let value = value.replace('+', " ");
        let Some(value) = decode(&value) else {
            return Err(Unread::NotText);
        };
        if found.as_ref().is_some_and(|known| *known != value) {
            return Err(Unread::Unclear(
                "the query asks for different versions; say `version` once",
            ));
        }
        found = Some(value.into_owned());
    }
    Ok(found)
}

fn pairs(uri: &Uri) -> impl Iterator<Item = (&str, &str)> {
    uri.query()
        .unwrap_or_default()
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// Takes the parameter out of the query, so that no handler that knows all its parameters stumbles over it.
pub(crate) fn without_parameter(uri: &Uri) -> Option<Uri> {
    let kept: Vec<&str> = uri
        .query()?
        .split('&')
        .filter(|pair| pair.split('=').next() != Some(PARAMETER))
        .collect();
    let kept = kept.join("&");
    let target = if kept.is_empty() {
        uri.path().to_owned()
    } else {
        format!("{}?{kept}", uri.path())
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(target.parse().ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(uri: &str, headers: &[&[u8]]) -> request::Parts {
        let mut request = http::Request::get(uri);
        for value in headers {
            request = request.header(HEADER, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn header_and_query_ask_for_a_version() {
        let wish = |uri: &str, headers: &[&[u8]]| {
            let parts = parts(uri, headers);
            asked(&parts, true).unwrap().map(Cow::into_owned)
        };
        assert_eq!(wish("/", &[]), None);
        assert_eq!(wish("/?a=1", &[b"1.0.0"]).as_deref(), Some("1.0.0"));
        assert_eq!(wish("/?a=1&version=v1", &[]).as_deref(), Some("v1"));
        assert_eq!(wish("/?version=v1", &[b" v1 "]).as_deref(), Some("v1"));
        assert_eq!(wish("/", &[b"1", b"1"]).as_deref(), Some("1"));
        assert_eq!(wish("/?subversion=1", &[]), None);
        assert_eq!(wish("/?version=", &[b""]), None);
        assert_eq!(
            wish("/?version=2025-11-09T12:00:00%2B02:00", &[]).as_deref(),
            Some("2025-11-09T12:00:00+02:00")
        );
    }

    #[test]
    fn what_is_unclear_or_no_text_is_refused() {
        let refusal = |uri: &str, headers: &[&[u8]]| {
            let parts = parts(uri, headers);
            asked(&parts, true).unwrap_err()
        };
        for (uri, headers) in [
            ("/?version=1", &[&b"2"[..]][..]),
            ("/", &[b"1", b"2"]),
            ("/?version=1&version=2", &[]),
        ] {
            assert!(matches!(refusal(uri, headers), Unread::Unclear(_)), "{uri}");
        }
        assert_eq!(refusal("/", &[b"\xff"]), Unread::NotText);
        assert_eq!(refusal("/?version=%FF", &[]), Unread::NotText);
    }

    #[test]
    fn the_parameter_is_taken_out_of_the_query_and_nothing_else_is() {
        let without = |uri: &str| without_parameter(&uri.parse().unwrap()).unwrap().to_string();
        assert_eq!(without("/a?version=1"), "/a");
        assert_eq!(without("/a?b=%20&version=1&c=3"), "/a?b=%20&c=3");
        assert_eq!(without("/a?subversion=1"), "/a?subversion=1");
    }
}
