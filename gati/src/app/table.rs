//! The handlers of one path, by method and by release.

use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use gati_schema::PathTemplate;
use gati_schema::handler::Method;
use http::{HeaderName, HeaderValue};

use super::reach::Reach;
use super::shared::Shared;
use super::sunset;
use crate::HttpResponse;
use crate::endpoint::{Context, Route};
use crate::hook::Hooks;
use crate::rejection::Rejection;
use crate::version::{Passage, Timescape};

/// The handlers of one path.
pub(crate) struct PathTable<G: 'static> {
    pub(super) shared: Arc<Shared<G>>,
    /// The path in axum's grammar. Handlers may name its placeholders differently.
    pub(super) path: &'static str,
    /// Sorted by method, then by the releases that they serve.
    rows: Vec<Row<G>>,
    /// The number of what the source serves.
    pub(super) today: u16,
    /// The rows of today, by method.
    current: [Option<usize>; Method::ALL.len()],
    /// The methods of today.
    pub(super) allow: HeaderValue,
    /// Other paths that answer some of the requests for this one, in releases that know no better: those of `/a/{id}` for `/a/list`.
    others: OnceLock<Vec<Weak<Self>>>,
    /// Those of them that the router does not hold, as they give way to this one.
    held: OnceLock<Vec<Arc<Self>>>,
}

/// One handler, the releases for which it answers here, and what is worked out about it beforehand.
pub(crate) struct Row<G: 'static> {
    pub(super) route: &'static Route<G>,
    method: Method,
    from: u16,
    to: u16,
    /// What takes callers of old releases to it, and its place in the table.
    pub(super) passage: Option<(&'static Passage<G>, usize)>,
    /// The place of its handler in the table.
    pub(super) handler: usize,
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

    /// The path, as the callers of this row know it.
    pub(super) fn path(&self) -> &'static str {
        self.passage.map_or(self.route.path, |(passage, _)| passage.path)
    }

    /// Whether anything runs between the handler's answer and what is sent.
    pub(super) fn closes(&self, answer: &Result<HttpResponse, Rejection>) -> bool {
        self.route.hooks.is_some_and(|hooks| match answer {
            Ok(_) => !hooks.after.is_empty(),
            Err(_) => !hooks.catch.is_empty(),
        })
    }

    fn serves(&self, number: u16) -> bool {
        (self.from..=self.to).contains(&number)
    }
}

impl<G: Context> PathTable<G> {
    /// One table for each path, in the order of the routes.
    pub(super) fn group(
        routes: &'static [Route<G>],
        timescape: &Timescape<G>,
        shared: &Arc<Shared<G>>,
    ) -> Vec<Arc<Self>> {
        let mut groups: Vec<(String, &'static str, Vec<Row<G>>)> = Vec::new();
        let as_they_are = routes.iter().enumerate().map(|(handler, route)| Row {
            method: route.method,
            from: route.since,
            to: route.until.map_or(u16::MAX, |until| until.saturating_sub(1)),
            ..Row::new(route, handler, shared)
        });
        let passages = timescape
            .passages
            .iter()
            .enumerate()
            .filter_map(|(place, passage)| {
                let handler = routes.iter().position(|route| route.name == passage.handler)?;
                Some(Row {
                    method: passage.method,
                    from: passage.from,
                    to: passage.to,
                    passage: Some((passage, place)),
                    ..Row::new(&routes[handler], handler, shared)
                })
            });
        for row in as_they_are.chain(passages) {
            let key = key(row.path());
            match groups.iter_mut().find(|(known, ..)| *known == key) {
                Some((_, _, rows)) => rows.push(row),
                None => groups.push((key, row.path(), vec![row])),
            }
        }
        let today = timescape.today();
        let tables: Vec<Arc<Self>> = groups
            .into_iter()
            .map(|(_, path, rows)| Arc::new(Self::new(path, rows, today, Arc::clone(shared))))
            .collect();
        if !timescape.releases.is_empty() {
            Self::acquaint(&tables);
        }
        tables
    }

    fn new(path: &'static str, mut rows: Vec<Row<G>>, today: u16, shared: Arc<Shared<G>>) -> Self {
        rows.sort_by_key(|row| (row.method as usize, row.from));
        let mut current = [None; Method::ALL.len()];
        for (at, row) in rows.iter().enumerate() {
            if row.serves(today) {
                current[row.method as usize] = Some(at);
            }
        }
        let mut table = Self {
            shared,
            path,
            rows,
            today,
            current,
            allow: HeaderValue::from_static(""),
            others: OnceLock::new(),
            held: OnceLock::new(),
        };
        table.allow = table.allowed(today);
        table
    }

    /// Lets each table know which others answer some of its requests, the most particular first.
    fn acquaint(tables: &[Arc<Self>]) {
        let reaches: Vec<Reach> = tables.iter().map(|table| Reach::of(table.path)).collect();
        for (table, reach) in tables.iter().zip(&reaches) {
            let mut others: Vec<(&Reach, &Arc<Self>)> = reaches
                .iter()
                .zip(tables)
                .filter(|(other, known)| !Arc::ptr_eq(known, table) && other.meets(reach))
                .collect();
            others.sort_by_key(|(reach, _)| reach.breadth());
            let held = others.iter().filter(|(other, _)| other.gives_way_to(reach));
            let _ = table.held.set(held.map(|(_, known)| Arc::clone(known)).collect());
            let others = others
                .into_iter()
                .map(|(_, table)| Arc::downgrade(table))
                .collect();
            let _ = table.others.set(others);
        }
    }

    /// Whether the router can do without this path, because that of another table takes all its requests.
    pub(super) fn gives_way(&self) -> bool {
        let reach = Reach::of(self.path);
        self.others()
            .any(|other| reach.gives_way_to(&Reach::of(other.path)))
    }

    fn others(&self) -> impl Iterator<Item = Arc<Self>> {
        self.others.get().into_iter().flatten().filter_map(Weak::upgrade)
    }

    /// The table that says why a release has no handler for a request: this one, unless the release knows the path as that of another.
    pub(super) fn nearest(self: &Arc<Self>, path: &str, number: u16) -> Arc<Self> {
        if self.has(None, number) {
            return Arc::clone(self);
        }
        self.others()
            .find(|other| Reach::of(other.path).takes(path) && other.has(None, number))
            .unwrap_or_else(|| Arc::clone(self))
    }

    /// The handler that answers this method in that release: its table, which may be that of another path, and its row. `HEAD` is answered by
    /// the handler of `GET`, whose body is left out.
    pub(super) fn find(self: &Arc<Self>, method: &http::Method, path: &str, number: u16) -> Option<Found<G>> {
        if let Some(row) = self.row_for(method, number) {
            return Some((Arc::clone(self), row));
        }
        self.others().find_map(|other| {
            if !Reach::of(other.path).takes(path) {
                return None;
            }
            let row = other.row_for(method, number)?;
            Some((other, row))
        })
    }

    fn row_for(&self, method: &http::Method, number: u16) -> Option<usize> {
        if *method == http::Method::HEAD {
            return self
                .place(Method::Head, number)
                .or_else(|| self.place(Method::Get, number));
        }
        self.place(of_http(method)?, number)
    }

    pub(super) fn place(&self, method: Method, number: u16) -> Option<usize> {
        if number == self.today {
            return self.current[method as usize];
        }
        let key = (method as usize, number);
        let after = self
            .rows
            .partition_point(|row| (row.method as usize, row.from) <= key);
        let at = after.checked_sub(1)?;
        let row = &self.rows[at];
        (row.method == method && row.serves(number)).then_some(at)
    }

    pub(super) fn row(&self, at: usize) -> Option<&Row<G>> {
        self.rows.get(at)
    }

    /// Whether a handler of this path reads the parameter `version` of the query itself.
    pub(super) fn reads_version(&self, method: &http::Method) -> bool {
        let method = if *method == http::Method::HEAD {
            Some(Method::Get)
        } else {
            of_http(method)
        };
        let common = &self.shared.common;
        self.rows
            .iter()
            .filter(|row| Some(row.method) == method && row.passage.is_none())
            .filter_map(|row| common.contract(row.route.name, None))
            .any(|(manifest, handler)| {
                let query = handler.query.as_ref();
                query.is_some_and(|ty| crate::call::reads_field(manifest, ty, "version"))
            })
    }
}

/// A handler: the table of its path, and its place there.
pub(super) type Found<G> = (Arc<PathTable<G>>, usize);

impl<G: Context> Row<G> {
    /// A row whose releases and ways are still to be said.
    fn new(route: &'static Route<G>, handler: usize, shared: &Shared<G>) -> Self {
        let time_limit = route
            .timeout_ms
            .map_or(shared.common.limits.request_time, Duration::from_millis);
        Self {
            route,
            method: route.method,
            from: 0,
            to: u16::MAX,
            passage: None,
            handler,
            time_limit: Some(time_limit),
            headers: sunset::headers(route.deprecated, route.sunset),
            opens: route.auth.is_some() || route.hooks.is_some_and(|hooks| !hooks.before.is_empty()),
            keeps_head: route.hooks.is_some_and(Hooks::keep_head),
            notes_caller: route.hooks.is_some_and(Hooks::come_after),
        }
    }
}

pub(super) fn of_http(method: &http::Method) -> Option<Method> {
    use http::Method as Http;
    Some(match *method {
        Http::GET => Method::Get,
        Http::POST => Method::Post,
        Http::PUT => Method::Put,
        Http::PATCH => Method::Patch,
        Http::DELETE => Method::Delete,
        Http::HEAD => Method::Head,
        Http::OPTIONS => Method::Options,
        _ => return None,
    })
}

/// Paths with equal keys answer the same requests, whatever they call their placeholders.
pub(super) fn key(path: &str) -> String {
    PathTemplate::parse(path).map_or_else(|_| path.to_owned(), |template| template.key())
}
