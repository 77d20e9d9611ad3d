//! Connecting a stream of events again, from where it broke.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use http::header::{HeaderName, HeaderValue};
use http::{StatusCode, header};
use tokio::time::sleep;

use crate::call::Request;
use crate::send;
use crate::{ByteStream, Client, Error, Never};

/// What a stream of events does when its connection breaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reconnect {
    /// Gives up: the failure is the last item.
    Never,
    /// Connects again where nothing is lost or repeated by it: before the first event, or with the id of the newest one as
    /// `Last-Event-ID`. It tries as often in a row as the call's [`Retry`](crate::Retry) says.
    #[default]
    Resume,
    /// Connects again for as long as it takes, also without an id, and also when the server ends the stream: until it answers 204, as
    /// the HTML standard has it (§9.2), or refuses.
    Always,
}

/// The pause before connecting again, unless the server asks for another.
const PAUSE: Duration = Duration::from_secs(1);

/// No pause grows longer than this.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How to connect again.
pub(crate) struct Again {
    client: Client,
    request: Request,
    policy: Reconnect,
    /// How often in a row it may be tried under [`Reconnect::Resume`].
    times: u32,
    /// How often in a row the connection broke.
    broken: u32,
    pause: Duration,
    has_seen: bool,
}

/// A connection that is on its way; `None` if the server has nothing more to say.
pub(crate) type Connecting = Pin<Box<dyn Future<Output = Result<Option<ByteStream>, Error>> + Send>>;

impl Again {
    /// The same request once more, if it can be made.
    pub(crate) fn of(client: &Client, request: &Request) -> Option<Box<Self>> {
        let retry = request.retry.as_ref().unwrap_or(&client.shared().retry);
        Some(Box::new(Self {
            client: client.clone(),
            times: retry.retries(),
            request: request.repeated()?,
            policy: Reconnect::default(),
            broken: 0,
            pause: PAUSE,
            has_seen: false,
        }))
    }

    pub(crate) fn set_policy(&mut self, policy: Reconnect) {
        self.policy = policy;
    }

    /// An event has come.
    pub(crate) fn saw(&mut self, retry: Option<Duration>) {
        self.has_seen = true;
        self.broken = 0;
        self.pause = retry.unwrap_or(self.pause);
    }

    /// Connects after a pause, if that is wanted: the stream has ended, or broken with this failure.
    pub(crate) fn connect(&mut self, failure: Option<&Error>, id: Option<&str>) -> Option<Connecting> {
        let is_broken =
            failure.is_none_or(|error| matches!(error, Error::Transport(_) | Error::Timeout { .. }));
        let resumes = id.is_some() || !self.has_seen;
        self.broken += 1;
        let wanted = match self.policy {
            Reconnect::Never => false,
            Reconnect::Resume => failure.is_some() && resumes && self.broken <= self.times,
            Reconnect::Always => true,
        };
        // What the server refuses it refuses again; what broke on the way may hold the next time.
        if !wanted || !is_broken {
            return None;
        }
        let mut request = self.request.repeated()?;
        if let Some(id) = id {
            // An id that is no header cannot have come as one line.
            let value = HeaderValue::from_str(id).ok()?;
            request.headers.insert(LAST_EVENT_ID, value);
        }
        let pause = self.pause.saturating_mul(self.broken).min(LONGEST_PAUSE);
        let client = self.client.clone();
        Some(Box::pin(async move {
            sleep(pause).await;
            let reply = send::send::<ByteStream, Never>(&client, request).await?;
            Ok((reply.status != StatusCode::NO_CONTENT).then_some(reply.body))
        }))
    }
}

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

impl Request {
    /// The same request, if it can be sent twice. A stream is asked for what it asked for before, and 204 ends it.
    fn repeated(&self) -> Option<Self> {
        let mut headers = self.headers.clone();
        headers.insert(
            header::ACCEPT,
            HeaderValue::from_static("text/event-stream, application/problem+json"),
        );
        Some(Self {
            method: self.method.clone(),
            route: self.route.clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            headers,
            body: self.body.repeated()?,
            success: &[],
            idempotent: self.idempotent,
            timeout: self.timeout,
            retry: self.retry.clone(),
        })
    }
}

impl fmt::Debug for Again {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Again")
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}
