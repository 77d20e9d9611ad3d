//! The handlers of one path, by method.

use std::sync::Arc;
use std::time::Duration;

use gati_schema::PathTemplate;
use gati_schema::handler::Method;
use http::{HeaderName, HeaderValue};

use super::shared::Shared;
use super::sunset;
use crate::HttpResponse;
use crate::endpoint::{Context, Route};
use crate::hook::Hooks;
use crate::problem::catalogue;
use crate::rejection::Rejection;

/// The handlers of one path.
pub(crate) struct PathTable<G: 'static> {
    pub(super) shared: Arc<Shared<G>>,
    /// The path in axum's grammar. Handlers may name its placeholders differently.
    pub(super) path: &'static str,
    rows: [Option<Row<G>>; Method::ALL.len()],
    allow: HeaderValue,
}

/// One handler and what is worked out about it beforehand.
pub(crate) struct Row<G: 'static> {
    pub(super) route: &'static Route<G>,
    pub(super) time_limit: Option<Duration>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// Whether anything runs between the route and the handler.
    pub(super) opens: bool,
    /// Whether a hook that runs after the handler looks at the request.
    pub(super) keeps_head: bool,
    /// Whether a hook that runs after the handler may ask who called, when the headers that say so are gone.
    pub(super) notes_caller: bool,
}

impl<G> Row<G> {
    /// The headers that each answer of this handler carries: whether and until when it lives.
    pub(super) fn headers(&self) -> &[(HeaderName, HeaderValue)] {
        &self.headers
    }

    /// Whether anything runs between the handler's answer and what is sent.
    pub(super) fn closes(&self, answer: &Result<HttpResponse, Rejection>) -> bool {
        self.route.hooks.is_some_and(|hooks| match answer {
            Ok(_) => !hooks.after.is_empty(),
            Err(_) => !hooks.catch.is_empty(),
        })
    }
}

impl<G: Context> PathTable<G> {
    /// One table for each path, in the order of the routes.
    pub(super) fn group(routes: &'static [Route<G>], shared: &Arc<Shared<G>>) -> Vec<Self> {
        let mut groups: Vec<(String, Vec<&'static Route<G>>)> = Vec::new();
        for route in routes {
            let key = key(route.path);
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some((_, group)) => group.push(route),
                None => groups.push((key, vec![route])),
            }
        }
        groups
            .into_iter()
            .map(|(_, group)| Self::new(&group, Arc::clone(shared)))
            .collect()
    }

    fn new(routes: &[&'static Route<G>], shared: Arc<Shared<G>>) -> Self {
        let mut rows = [const { None }; Method::ALL.len()];
        for route in routes {
            let time_limit = route
                .timeout_ms
                .map_or(shared.common.limits.request_time, Duration::from_millis);
            rows[route.method as usize] = Some(Row {
                route,
                time_limit: Some(time_limit),
                headers: sunset::headers(route.deprecated, route.sunset),
                opens: route.auth.is_some() || route.hooks.is_some_and(|hooks| !hooks.before.is_empty()),
                keeps_head: route.hooks.is_some_and(Hooks::keep_head),
                notes_caller: route.hooks.is_some_and(Hooks::come_after),
            });
        }
        let has = |method: Method| rows[method as usize].is_some();
        let allow: Vec<&str> = Method::ALL
            .into_iter()
            .filter(|method| {
                has(*method) || *method == Method::Options || (*method == Method::Head && has(Method::Get))
            })
            .map(Method::as_str)
            .collect();
        Self {
            path: routes[0].path,
            rows,
            allow: HeaderValue::from_str(&allow.join(", ")).expect("names of methods may stand in a header"),
            shared,
        }
    }

    /// The handler that answers this method. `HEAD` is answered by the handler of `GET`, whose body is left out.
    pub(super) fn row(&self, method: &http::Method) -> Option<&Row<G>> {
        use http::Method as Http;
        let method = match *method {
            Http::GET => Method::Get,
            Http::POST => Method::Post,
            Http::PUT => Method::Put,
            Http::PATCH => Method::Patch,
            Http::DELETE => Method::Delete,
            Http::HEAD => return self.row_of(Method::Head).or_else(|| self.row_of(Method::Get)),
            Http::OPTIONS => Method::Options,
            _ => return None,
        };
        self.row_of(method)
    }

    pub(super) fn row_of(&self, method: Method) -> Option<&Row<G>> {
        self.rows[method as usize].as_ref()
    }

    /// The answer to a method that no handler of this path is written for.
    pub(super) fn without_handler(&self, method: &http::Method) -> Result<HttpResponse, Rejection> {
        without_handler(method, &self.allow)
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

/// Paths with equal keys answer the same requests, whatever they call their placeholders.
pub(super) fn key(path: &str) -> String {
    PathTemplate::parse(path).map_or_else(|_| path.to_owned(), |template| template.key())
}
