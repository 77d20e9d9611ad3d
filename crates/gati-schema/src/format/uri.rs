//! URIs (RFC 3986), with a scheme.

use std::net::Ipv6Addr;

pub(super) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let (rest, fragment) = split(rest, '#');
    let (hierarchy, query) = split(rest, '?');
    let place_fits = match hierarchy.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            is_authority(&rest[..end]) && is_made_of(&rest[end..], b":@/")
        }
        None => is_made_of(hierarchy, b":@/"),
    };
    is_scheme(scheme) && place_fits && is_made_of(query, b":@/?") && is_made_of(fragment, b":@/?")
}

/// What stands before and after the first `mark`.
fn split(text: &str, mark: char) -> (&str, &str) {
    text.split_once(mark).unwrap_or((text, ""))
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn is_authority(authority: &str) -> bool {
    let (user, place) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (host, port) = match place.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, port)) => {
                if !is_literal(address) || !(port.is_empty() || port.starts_with(':')) {
                    return false;
                }
                ("", port.trim_start_matches(':'))
            }
            None => return false,
        },
        None => place.split_once(':').unwrap_or((place, "")),
    };
    is_made_of(user, b":") && is_made_of(host, b"") && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// What may stand in brackets: an IPv6 address, or a form of the future.
fn is_literal(text: &str) -> bool {
    match text
        .strip_prefix(['v', 'V'])
        .and_then(|rest| rest.split_once('.'))
    {
        Some((version, address)) => {
            let is_hex = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_hex && !address.is_empty() && !address.contains('%') && is_made_of(address, b":")
        }
        None => text.parse::<Ipv6Addr>().is_ok(),
    }
}

/// Whether a part holds nothing but unreserved characters, sub-delimiters, escapes, and those of `further`.
fn is_made_of(part: &str, further: &[u8]) -> bool {
    let mut rest = part.as_bytes();
    while let Some((byte, tail)) = rest.split_first() {
        rest = match (byte, tail) {
            (b'%', [high, low, tail @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => tail,
            (b'%', _) => return false,
            _ if byte.is_ascii_alphanumeric()
                || b"-._~!$&'()*+,;=".contains(byte)
                || further.contains(byte) =>
            {
                tail
            }
            _ => return false,
        };
    }
    true
}
