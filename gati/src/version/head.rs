//! What every answer of one version says about it.

use gati_timeline::{Moment, Timeline};
use http::header::{LINK, VARY};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::timescape::ReleaseRow;
use super::wish;
use crate::app::sunset;

const VARIES: HeaderValue = HeaderValue::from_static("X-API-Version");

/// A version that serves requests, and the headers of its answers.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) number: u16,
    pub(crate) version: &'static str,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// Whether its answers name the list of versions.
    names_the_list: bool,
}

impl Head {
    /// That of a version: `row` is absent for what is not released yet. `is_listed` says whether there is a list of versions to name.
    pub(super) fn new(
        number: u16,
        version: &'static str,
        row: Option<&ReleaseRow>,
        timeline: &Timeline,
        is_listed: bool,
    ) -> Self {
        let mut headers = Vec::new();
        if let Ok(version) = HeaderValue::from_str(version) {
            headers.push((wish::HEADER, version));
        }
        if let Some(deprecated) = row.and_then(|row| row.deprecated) {
            headers.extend(sunset::deprecation(deprecated));
        }
        if let Some(sunset) = row.and_then(|row| row.sunset) {
            headers.extend(sunset::sunset(sunset));
        }
        // Who is told to leave is told where to go.
        let is_leaving = row.is_some_and(|row| row.deprecated.is_some() || row.sunset.is_some());
        if is_leaving {
            let release = timeline.releases().get(usize::from(number));
            if let Some(successor) = release.and_then(|release| timeline.successor(release)) {
                let successor = format!("<?version={}>; rel=\"successor-version\"", successor.version);
                headers.extend(HeaderValue::from_str(&successor).ok().map(|link| (LINK, link)));
            }
        }
        Self {
            number,
            version,
            headers,
            names_the_list: is_leaving && is_listed,
        }
    }

    /// That of requests for which no version was found.
    pub(super) fn refused(package: &'static str) -> Self {
        Self {
            number: u16::MAX,
            version: package,
            headers: Vec::new(),
            names_the_list: false,
        }
    }

    /// Writes the headers of an answer to a request for this path.
    pub(crate) fn write(&self, headers: &mut HeaderMap, path: &str) {
        headers.append(VARY, VARIES);
        for (name, value) in &self.headers {
            if *name == LINK {
                headers.append(name, value.clone());
            } else {
                headers.insert(name, value.clone());
            }
        }
        if self.names_the_list
            && let Some(list) = list_from(path)
        {
            headers.append(LINK, list);
        }
    }
}

/// A path deeper than this is not answered with a way up: its caller could make us write many times what it sent.
const DEEPEST: usize = 64;

/// The list of versions as an answer to this path names it: by the way from here, since nobody but the caller knows below which prefix the
/// app is mounted.
fn list_from(path: &str) -> Option<HeaderValue> {
    let depth = path
        .bytes()
        .filter(|byte| *byte == b'/')
        .count()
        .saturating_sub(1);
    if depth > DEEPEST {
        return None;
    }
    let up = "../".repeat(depth);
    HeaderValue::try_from(format!(
        "<{up}versions>; rel=\"deprecation\"; type=\"application/json\""
    ))
    .ok()
}

/// What the clock says.
pub(super) fn moment(now: std::time::SystemTime) -> Moment {
    let seconds = match now.duration_since(std::time::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_secs()).unwrap_or(i64::MAX),
    };
    Moment::from_unix(seconds)
}

#[cfg(test)]
mod tests {
    use super::list_from;

    #[test]
    fn the_list_of_versions_is_named_by_the_way_to_it() {
        for (path, way) in [
            ("/payments", "versions"),
            ("/", "versions"),
            ("/payments/7/capture", "../../versions"),
            ("/payments/", "../versions"),
        ] {
            let expected = format!("<{way}>; rel=\"deprecation\"; type=\"application/json\"");
            assert_eq!(list_from(path).unwrap(), expected.as_str(), "{path}");
        }
        assert_eq!(list_from(&"/".repeat(10_000)), None);
    }
}
