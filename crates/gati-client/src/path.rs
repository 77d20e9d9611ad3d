//! Paths: filling the placeholders of a template, percent-encoded.

use std::fmt::Write as _;

use crate::error::RequestError;

/// Replaces the placeholder `name` of a template such as `/payments/:id` by an encoded value.
///
/// The templates come from the manifest, where `:id` and `*rest` are whole segments.
pub(crate) fn fill(template: &str, name: &str, value: &str) -> Result<String, RequestError> {
    let mut path = String::with_capacity(template.len() + value.len());
    for segment in template.split('/').skip(1) {
        path.push('/');
        if segment.strip_prefix(':') == Some(name) {
            if value.is_empty() || value == "." || value == ".." {
                // The server would see another path: an empty segment is dropped, and dots are resolved.
                return Err(RequestError::segment(name, value));
            }
            encode_segment(value, &mut path);
        } else if segment.strip_prefix('*') == Some(name) {
            for (i, part) in value.split('/').enumerate() {
                if part == "." || part == ".." {
                    return Err(RequestError::segment(name, value));
                }
                if i > 0 {
                    path.push('/');
                }
                encode_segment(part, &mut path);
            }
        } else {
            path.push_str(segment);
        }
    }
    Ok(path)
}

/// Encodes everything that RFC 3986 does not let stand in a segment, and `:` and `*` too, so that a value is never
/// taken for a placeholder that is still to be filled.
fn encode_segment(text: &str, path: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                path.push(char::from(byte))
            }
            b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'+' | b',' | b';' | b'=' | b'@' => {
                path.push(char::from(byte));
            }
            _ => write!(path, "%{byte:02X}").expect("writing to a string cannot fail"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stays_one_segment_whatever_it_holds() {
        let path = fill("/files/:name/meta", "name", "a/b c?d#e%é:*").unwrap();
        assert_eq!(path, "/files/a%2Fb%20c%3Fd%23e%25%C3%A9%3A%2A/meta");
    }

    #[test]
    fn a_wildcard_keeps_its_slashes() {
        assert_eq!(fill("/f/*rest", "rest", "a b/c/").unwrap(), "/f/a%20b/c/");
    }

    #[test]
    fn a_value_is_not_taken_for_another_placeholder() {
        let path = fill("/:a/:b", "a", ":b").unwrap();
        assert_eq!(fill(&path, "b", "x").unwrap(), "/%3Ab/x");
    }

    #[test]
    fn values_that_would_lead_elsewhere_are_refused() {
        for value in ["", ".", ".."] {
            assert!(fill("/a/:id", "id", value).is_err(), "{value}");
        }
        assert!(fill("/a/*rest", "rest", "b/../../c").is_err());
    }

    #[test]
    fn the_root_stays_the_root() {
        assert_eq!(fill("/", "id", "x").unwrap(), "/");
    }
}
