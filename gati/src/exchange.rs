//! The facts of one request that its handler, its answer and its log line share.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::ConnectInfo;
use http::uri::PathAndQuery;
use http::{HeaderMap, request};

use crate::auth::Identity;
use crate::hook::RequestHead;
use crate::lctx::{At, Facts, Inner, Position, Proxies, TraceId, trace};
use crate::request_id::RequestId;
use crate::version::Head;

/// One request and the answer to it.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) request_id: RequestId,
    /// The name of the handler, or of the built-in route.
    pub(crate) handler: &'static str,
    /// The version of the API.
    pub(crate) version: &'static str,
    /// The release that was chosen; `None` in an app without any.
    pub(crate) release: Option<Arc<Head>>,
    target: Option<PathAndQuery>,
    pub(crate) peer: Option<SocketAddr>,
    pub(crate) started: Instant,
    pub(crate) time_limit: Option<Duration>,
    /// Whether the handler waits for the body, so that a timeout is the caller's doing.
    reading: AtomicBool,
    /// Whether the handler goes on after its answer, as one with a socket does.
    goes_on: AtomicBool,
    /// Who calls, once that is known.
    identity: OnceLock<Arc<Identity>>,
    /// The request, if a hook that runs after the handler asks for it.
    head: OnceLock<Box<RequestHead>>,
    /// What its headers say about the caller, once somebody may ask.
    facts: OnceLock<Facts>,
    trace_id: OnceLock<TraceId>,
    /// How far the request has come, packed.
    position: AtomicU32,
    /// Whether something is kept for the next local context, or nothing will be any more.
    shelf: AtomicU8,
    kept: Mutex<Option<Box<Inner>>>,
    /// Whether the local state is wanted after the request has ended, by what lowers a stream.
    lingers: AtomicBool,
}

/// Nothing is kept.
const EMPTY: u8 = 0;
/// Something is.
const KEPT: u8 = 1;
/// The handler is done; whatever comes now comes too late.
const CLOSED: u8 = 2;

impl Exchange {
    pub(crate) fn new(
        handler: &'static str,
        version: &'static str,
        parts: &request::Parts,
        time_limit: Option<Duration>,
        release: Option<Arc<Head>>,
    ) -> Arc<Self> {
        let started = Instant::now();
        Arc::new(Self {
            request_id: RequestId::of(&parts.headers, started),
            handler,
            version: release.as_ref().map_or(version, |head| head.version),
            release,
            target: parts.uri.path_and_query().cloned(),
            peer: parts
                .extensions
                .get::<ConnectInfo<SocketAddr>>()
                .map(|info| info.0),
            started,
            time_limit,
            reading: AtomicBool::new(false),
            goes_on: AtomicBool::new(false),
            identity: OnceLock::new(),
            head: OnceLock::new(),
            facts: OnceLock::new(),
            trace_id: OnceLock::new(),
            position: AtomicU32::new(0),
            shelf: AtomicU8::new(EMPTY),
            kept: Mutex::new(None),
            lingers: AtomicBool::new(false),
        })
    }

    /// The request id as text.
    pub(crate) fn request_id(&self) -> &str {
        self.request_id.as_str()
    }

    /// The path that was asked for; without the query, which may hold secrets.
    pub(crate) fn path(&self) -> &str {
        self.target.as_ref().map_or("/", PathAndQuery::path)
    }

    pub(crate) fn deadline(&self) -> Option<Instant> {
        if self.goes_on() {
            return None;
        }
        self.time_limit.and_then(|limit| self.started.checked_add(limit))
    }

    /// The answer has begun what no time limit ends.
    pub(crate) fn go_on(&self) {
        self.goes_on.store(true, Ordering::Relaxed);
    }

    /// Whether the handler goes on after its answer.
    pub(crate) fn goes_on(&self) -> bool {
        self.goes_on.load(Ordering::Relaxed)
    }

    pub(crate) fn identity(&self) -> Option<&Identity> {
        self.identity.get().map(|identity| &**identity)
    }

    pub(crate) fn set_identity(&self, identity: Arc<Identity>) {
        let _ = self.identity.set(identity);
    }

    pub(crate) fn head(&self) -> Option<&RequestHead> {
        self.head.get().map(|head| &**head)
    }

    pub(crate) fn keep_head(&self, head: &RequestHead) {
        let _ = self.head.set(Box::new(head.keep()));
    }

    pub(crate) fn facts(&self) -> Option<&Facts> {
        self.facts.get()
    }

    /// Notes what the headers say about the caller.
    pub(crate) fn note(&self, headers: &HeaderMap, proxies: &Proxies) {
        self.facts.get_or_init(|| Facts::of(headers, self.peer, proxies));
    }

    pub(crate) fn trace_id(&self) -> &str {
        let id = self
            .trace_id
            .get_or_init(|| trace::id(self.facts.get().and_then(Facts::traceparent)));
        // Hexadecimal digits are ASCII.
        std::str::from_utf8(id).unwrap_or_default()
    }

    pub(crate) fn position(&self) -> Position {
        Position::unpack(self.position.load(Ordering::Relaxed))
    }

    pub(crate) fn set_position(&self, position: Position) {
        self.position.store(position.pack(), Ordering::Relaxed);
    }

    pub(crate) fn enter(&self, stage: At) {
        self.set_position(Position { stage, hook: 0 });
    }

    pub(crate) fn next_hook(&self) {
        self.position.fetch_add(1, Ordering::Relaxed);
    }

    /// Keeps what a local context gathered for the next one; gives it back if there will be none.
    pub(crate) fn keep(&self, inner: Box<Inner>) -> Result<(), Box<Inner>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let was = self
            .shelf
            .compare_exchange(EMPTY, KEPT, Ordering::AcqRel, Ordering::Acquire);
        match (was, &mut *kept) {
            (Err(CLOSED), _) => return Err(inner),
            // The hooks after a handshake and its handler, which goes on, have a context each.
            (Err(_), Some(known)) => known.absorb(*inner),
            (_, kept) => *kept = Some(inner),
        }
        Ok(())
    }

    /// What the last local context gathered.
    pub(crate) fn take_kept(&self) -> Option<Box<Inner>> {
        if self.shelf.load(Ordering::Acquire) != KEPT {
            return None;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = self
            .shelf
            .compare_exchange(KEPT, EMPTY, Ordering::AcqRel, Ordering::Acquire);
        kept.take()
    }

    /// What was gathered until the handler has answered: all of it, unless the handler goes on.
    pub(crate) fn take_for_closing(&self) -> Option<Box<Inner>> {
        if self.goes_on() {
            self.take_kept()
        } else {
            self.take_all()
        }
    }

    /// What was gathered in all; from now on nothing is kept.
    pub(crate) fn take_all(&self) -> Option<Box<Inner>> {
        if self.shelf.swap(CLOSED, Ordering::AcqRel) != KEPT {
            return None;
        }
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The local state will be asked for after the request has ended.
    pub(crate) fn linger(&self) {
        self.lingers.store(true, Ordering::Relaxed);
    }

    /// Puts the state of a request that has ended where it may be asked for.
    pub(crate) fn rest(&self, inner: Box<Inner>) {
        if self.lingers.load(Ordering::Relaxed) {
            *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(inner);
        }
    }

    /// The state of a request that has ended.
    pub(crate) fn take_rest(&self) -> Option<Box<Inner>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    pub(crate) fn set_reading(&self, reading: bool) {
        self.reading.store(reading, Ordering::Relaxed);
    }

    pub(crate) fn is_reading(&self) -> bool {
        self.reading.load(Ordering::Relaxed)
    }
}
