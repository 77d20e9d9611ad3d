//! Answers to requests that no handler is written for: nowhere, or not in the release that was asked for.

use gati_schema::handler::Method;
use http::HeaderValue;

use super::table::{PathTable, of_http};
use crate::HttpResponse;
use crate::endpoint::Context;
use crate::problem::{catalogue, versions};
use crate::rejection::Rejection;

impl<G: Context> PathTable<G> {
    /// The answer to a method that no handler of this path is written for, in that release.
    pub(super) fn without_handler(
        &self,
        method: &http::Method,
        number: u16,
    ) -> Result<HttpResponse, Rejection> {
        let Some(releases) = &self.shared.common.releases else {
            return without_handler(method, &self.allow);
        };
        let numbers = 0..=self.today;
        // What asks for the path, and not for a handler: `OPTIONS`, and methods that no release has here.
        let wanted = of_http(method)
            .filter(|wanted| *wanted != Method::Options)
            .filter(|wanted| numbers.clone().any(|number| self.has(Some(*wanted), number)));
        if wanted.is_none() && self.has(None, number) {
            return without_handler(method, &self.allowed(number));
        }
        let having: Vec<&str> = numbers
            .filter(|number| self.has(wanted, *number))
            .map(|number| releases.name(number))
            .collect();
        Err(versions::not_in_version(releases.name(number), method.as_str(), &having).into())
    }

    /// Whether a release answers that method here, or any method at all.
    pub(super) fn has(&self, method: Option<Method>, number: u16) -> bool {
        match method {
            None => Method::ALL
                .into_iter()
                .any(|any| self.place(any, number).is_some()),
            Some(Method::Head) => {
                self.has(Some(Method::Get), number) || self.place(Method::Head, number).is_some()
            }
            Some(method) => self.place(method, number).is_some(),
        }
    }

    /// The methods of a release, as `Allow` lists them.
    pub(super) fn allowed(&self, number: u16) -> HeaderValue {
        let has = |method: Method| self.place(method, number).is_some();
        let allow: Vec<&str> = Method::ALL
            .into_iter()
            .filter(|method| {
                has(*method) || *method == Method::Options || (*method == Method::Head && has(Method::Get))
            })
            .map(Method::as_str)
            .collect();
        HeaderValue::from_str(&allow.join(", ")).expect("names of methods may stand in a header")
    }
}

/// The answer to a method that nothing is written for: `OPTIONS` tells which there are, any other is refused.
pub(super) fn without_handler(method: &http::Method, allow: &HeaderValue) -> Result<HttpResponse, Rejection> {
    if method != http::Method::OPTIONS {
        return Err(catalogue::method_not_allowed(method.as_str(), allow).into());
    }
    let mut response = HttpResponse::default();
    *response.status_mut() = http::StatusCode::NO_CONTENT;
    response.headers_mut().insert(http::header::ALLOW, allow.clone());
    Ok(response)
}
