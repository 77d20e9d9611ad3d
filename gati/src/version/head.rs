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
}

impl Head {
    /// That of a version: `row` is absent for what is not released yet.
    pub(super) fn new(
        number: u16,
        version: &'static str,
        row: Option<&ReleaseRow>,
        timeline: &Timeline,
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
        if row.is_some_and(|row| row.deprecated.is_some() || row.sunset.is_some()) {
            let release = timeline.releases().get(usize::from(number));
            if let Some(successor) = release.and_then(|release| timeline.successor(release)) {
                let successor = format!("<?version={}>; rel=\"successor-version\"", successor.version);
                headers.extend(HeaderValue::from_str(&successor).ok().map(|link| (LINK, link)));
            }
            let list =
                HeaderValue::from_static("</versions>; rel=\"deprecation\"; type=\"application/json\"");
            headers.push((LINK, list));
        }
        Self {
            number,
            version,
            headers,
        }
    }

    /// That of requests for which no version was found.
    pub(super) fn refused(package: &'static str) -> Self {
        Self {
            number: u16::MAX,
            version: package,
            headers: Vec::new(),
        }
    }

    /// Writes the headers of an answer.
    pub(crate) fn write(&self, headers: &mut HeaderMap) {
        headers.append(VARY, VARIES);
        for (name, value) in &self.headers {
            if *name == LINK {
                headers.append(name, value.clone());
            } else {
                headers.insert(name, value.clone());
            }
        }
    }
}

/// What the clock says.
pub(super) fn moment(now: std::time::SystemTime) -> Moment {
    let seconds = match now.duration_since(std::time::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_secs()).unwrap_or(i64::MAX),
    };
    Moment::from_unix(seconds)
}
