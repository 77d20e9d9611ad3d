//! The problems of asking for a version.

use gati_timeline::{Refusal, Release};
use http::header::LINK;
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

use super::Problem;
use crate::version::{Untransformable, Why};

/// No release answers what was asked for; these can be asked for.
pub(crate) fn refused(refusal: &Refusal<'_>, available: &[Value]) -> Problem {
    let (status, title) = match refusal {
        _ if refusal.is_gone() => (StatusCode::GONE, "This version is served no more"),
        Refusal::Required => (StatusCode::BAD_REQUEST, "A version must be named"),
        Refusal::NoReleases => (StatusCode::BAD_REQUEST, "This API has no versions"),
        Refusal::Malformed => (StatusCode::BAD_REQUEST, "The version cannot be read"),
        _ => (StatusCode::BAD_REQUEST, "There is no such version"),
    };
    let mut problem = Problem::gati(status, refusal.code(), title).detail(refusal.to_string());
    if !available.is_empty() {
        problem = problem.member("available", available);
    }
    if let Refusal::Retired { release, successor } = refusal {
        problem = problem.member("version", release.version.to_string());
        if let Some(Release { version, .. }) = successor {
            problem = problem.member("successor", version.to_string());
            if let Ok(link) =
                HeaderValue::from_str(&format!("<?version={version}>; rel=\"successor-version\""))
            {
                problem = problem.header(LINK, link);
            }
        }
    }
    problem
}

/// A request asks for two versions.
pub(crate) fn unclear(detail: &'static str) -> Problem {
    Problem::gati(
        StatusCode::BAD_REQUEST,
        "conflicting_versions",
        "Two versions are asked for",
    )
    .detail(detail)
}

/// The version that was chosen has no such route; these have it.
pub(crate) fn not_in_version(version: &str, method: &str, having: &[&str]) -> Problem {
    let detail = format!(
        "version {version} does not answer {method} at this path; ask for one that does: {}",
        having.join(", ")
    );
    Problem::gati(
        StatusCode::NOT_FOUND,
        "route_not_in_version",
        "No such route in this version",
    )
    .detail(detail)
    .member("version", version)
    .member("available", having)
}

/// A request that fits its version has no counterpart today.
pub(crate) fn not_lifted(version: &str, why: Untransformable) -> Problem {
    cannot_serve(StatusCode::UNPROCESSABLE_ENTITY, version, why)
}

/// An answer has no counterpart in the version of its caller.
pub(crate) fn not_lowered(version: &str, why: Untransformable) -> Problem {
    cannot_serve(StatusCode::NOT_ACCEPTABLE, version, why)
}

fn cannot_serve(status: StatusCode, version: &str, why: Untransformable) -> Problem {
    let told = why.told();
    match why.why {
        Why::Reason(reason) | Why::Acknowledged(reason) => {
            Problem::gati(status, "version_cannot_serve", "This version cannot serve that")
                .detail(format!(
                    "version {version} could not be served: {reason}; ask for a newer one"
                ))
                .member("version", version)
                .member("reason", reason)
        }
        Why::Mistake(_) => super::catalogue::transformer_failed(told).member("version", version),
    }
}

/// The list of versions was asked for a handler that never was.
pub(crate) fn unknown_handler(name: &str, handlers: &[&str]) -> Problem {
    Problem::gati(StatusCode::NOT_FOUND, "unknown_handler", "No such handler").detail(format!(
        "no version has a handler `{name}`; the handlers of today are {}",
        handlers.join(", ")
    ))
}

/// A question about versions that makes no sense.
pub(crate) fn bad_question(detail: &'static str) -> Problem {
    Problem::gati(
        StatusCode::BAD_REQUEST,
        "invalid_query",
        "The query does not fit the contract",
    )
    .detail(detail)
}

/// A release as problem documents and lists name it.
pub(crate) fn name(release: &Release) -> Value {
    json!({ "version": release.version.to_string(), "at": release.at.to_string() })
}
