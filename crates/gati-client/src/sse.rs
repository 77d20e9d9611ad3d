//! Server-sent events, read as the HTML standard says (§9.2.6), with JSON as their data.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use http::StatusCode;
use serde::de::DeserializeOwned;

use crate::lines::Lines;
use crate::reconnect::{Again, Connecting, Reconnect};
use crate::{ByteStream, Error, Problem};

/// One server-sent event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The newest id that the server gave, here or before: a later call that sends it as `Last-Event-ID` goes on from here.
    pub id: Option<String>,
    /// The name of the event, if it has one.
    pub name: Option<String>,
    /// How long the server asks to wait before connecting again, if it said so here.
    pub retry: Option<Duration>,
    /// What it carries.
    pub data: T,
}

/// The events of an answer, as they come.
///
/// When the connection breaks, the stream goes on over another one where nothing is lost or repeated by that: from the id of the newest
/// event on, which the server is told as `Last-Event-ID`. [`reconnect`](Self::reconnect) says otherwise. When the server ends the stream, it
/// ends here.
///
/// Data that does not fit is an error of its own; the events after it are still given. A server that cannot go on says so in a last
/// event, which is given as [`Error::Problem`].
pub struct Events<T> {
    source: Source,
    again: Option<Box<Again>>,
    draft: Draft,
    status: StatusCode,
    limit: usize,
    item: PhantomData<fn() -> T>,
}

/// Where lines come from.
enum Source {
    Open(Lines),
    /// They will come from another connection.
    Connecting(Connecting),
    Over,
}

impl<T: DeserializeOwned> Events<T> {
    pub(crate) fn new(
        bytes: ByteStream,
        status: StatusCode,
        limit: usize,
        again: Option<Box<Again>>,
    ) -> Self {
        Self {
            source: Source::Open(Lines::new(bytes, limit)),
            again,
            draft: Draft::default(),
            status,
            limit,
            item: PhantomData,
        }
    }

    /// What to do when the connection breaks.
    #[must_use]
    pub fn reconnect(mut self, policy: Reconnect) -> Self {
        if let Some(again) = &mut self.again {
            again.set_policy(policy);
        }
        self
    }

    /// The next event; `None` when the server is done.
    ///
    /// Cancelling the returned future loses nothing.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next line of whatever connection there is.
    fn poll_line(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, Error>>> {
        loop {
            match &mut self.source {
                Source::Open(lines) => match ready!(lines.poll_line(context)) {
                    Some(Ok(line)) => return Poll::Ready(Some(Ok(line))),
                    Some(Err(failure)) => {
                        if let Err(failure) = self.connect(Some(failure)) {
                            return Poll::Ready(failure.map(Err));
                        }
                    }
                    None => {
                        if let Err(failure) = self.connect(None) {
                            return Poll::Ready(failure.map(Err));
                        }
                    }
                },
                Source::Connecting(connecting) => match ready!(connecting.as_mut().poll(context)) {
                    Ok(Some(bytes)) => self.source = Source::Open(Lines::new(bytes, self.limit)),
                    Ok(None) => self.source = Source::Over,
                    Err(failure) => {
                        if let Err(failure) = self.connect(Some(failure)) {
                            return Poll::Ready(failure.map(Err));
                        }
                    }
                },
                Source::Over => return Poll::Ready(None),
            }
        }
    }

    /// Connects again, or gives back why the stream is over.
    fn connect(&mut self, failure: Option<Error>) -> Result<(), Option<Error>> {
        let connecting = self
            .again
            .as_mut()
            .and_then(|again| again.connect(failure.as_ref(), self.draft.whole_id.as_deref()));
        match connecting {
            Some(connecting) => {
                // What was begun is not finished by another connection.
                let id = self.draft.whole_id.take();
                self.draft = Draft {
                    id: id.clone(),
                    whole_id: id,
                    ..Draft::default()
                };
                self.source = Source::Connecting(connecting);
                Ok(())
            }
            None => {
                self.source = Source::Over;
                Err(failure)
            }
        }
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events(..)")
    }
}

impl<T: DeserializeOwned> Stream for Events<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            // An event that is not closed by an empty line is dropped at the end, as the standard asks.
            let Some(line) = ready!(this.poll_line(context)) else {
                return Poll::Ready(None);
            };
            let event = this.draft.line(&line?);
            if this.draft.data.len() > this.limit {
                this.draft.data.clear();
                return Poll::Ready(Some(Err(Error::TooLarge { limit: this.limit })));
            }
            let Some(event) = event else { continue };
            if let Some(again) = &mut this.again {
                again.saw(event.retry);
            }
            if let Some(problem) = reported_problem(&event) {
                return Poll::Ready(Some(Err(Error::Problem(Box::new(problem)))));
            }
            let decoded = serde_json::from_str(&event.data).map_err(|cause| Error::Decode {
                status: this.status,
                source: cause.into(),
            });
            return Poll::Ready(Some(decoded.map(|data| Event {
                id: event.id,
                name: event.name,
                retry: event.retry,
                data,
            })));
        }
    }
}

/// The problem by which a server ends a stream. An event of the API may have the same name, but not the same type.
fn reported_problem(event: &Event<String>) -> Option<Problem> {
    (event.name.as_deref() == Some("problem"))
        .then(|| Problem::read_alone(&event.data))
        .flatten()
        .filter(Problem::is_from_framework)
}

/// The event that is being read.
#[derive(Default)]
struct Draft {
    /// Outlives the event: the standard calls it the last event id.
    id: Option<String>,
    /// The id of the newest event that came whole, from which another connection goes on.
    whole_id: Option<String>,
    name: Option<String>,
    retry: Option<Duration>,
    data: String,
    has_begun: bool,
}

impl Draft {
    /// Takes in one line, and gives the event that it completes.
    fn line(&mut self, line: &[u8]) -> Option<Event<String>> {
        let line = if std::mem::replace(&mut self.has_begun, true) {
            line
        } else {
            line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line)
        };
        if line.is_empty() {
            return self.finish();
        }
        let line = String::from_utf8_lossy(line);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "event" => self.name = Some(value.to_owned()),
            "id" if !value.contains('\0') => self.id = (!value.is_empty()).then(|| value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
            }
            // A comment has an empty field name; the standard ignores it and everything it does not know.
            _ => {}
        }
        None
    }

    fn finish(&mut self) -> Option<Event<String>> {
        self.whole_id.clone_from(&self.id);
        let (name, retry) = (self.name.take(), self.retry.take());
        let mut data = std::mem::take(&mut self.data);
        data.pop()?;
        Some(Event {
            id: self.id.clone(),
            name: name.filter(|name| !name.is_empty()),
            retry,
            data,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    async fn read(chunks: Vec<&'static [u8]>) -> Vec<Result<Event<Value>, Error>> {
        let mut events = Events::new(ByteStream::of(chunks), StatusCode::OK, 1_000, None);
        let mut items = Vec::new();
        while let Some(item) = events.next().await {
            items.push(item);
        }
        items
    }

    #[tokio::test]
    async fn every_field_is_read_and_the_id_stays() {
        let items = read(vec![
            b"\xef\xbb\xbf: hello\nid: 7\nevent: captured\nretry: 1500\nda",
            b"ta: {\"a\":\ndata:1}\n\ndata: 2\n\n",
        ])
        .await;
        let items: Vec<_> = items.into_iter().map(Result::unwrap).collect();
        assert_eq!(
            items[0],
            Event {
                id: Some("7".into()),
                name: Some("captured".into()),
                retry: Some(Duration::from_millis(1_500)),
                data: serde_json::json!({"a": 1}),
            }
        );
        assert_eq!(
            (items[1].id.as_deref(), items[1].name.as_deref()),
            (Some("7"), None)
        );
    }

    #[tokio::test]
    async fn comments_and_events_without_data_are_passed_over() {
        let items = read(vec![
            b": ping\n\nevent: nothing\n\nid: 1\n\r\ndata: 5\r\rdata: cut off",
        ])
        .await;
        assert_eq!(items.len(), 1);
        let event = items[0].as_ref().unwrap();
        assert_eq!(
            (&event.data, event.id.as_deref(), &event.name),
            (&Value::from(5), Some("1"), &None)
        );
    }

    #[tokio::test]
    async fn a_problem_of_the_server_is_an_error_and_an_event_of_that_name_is_not() {
        let items = read(vec![
            b"event: problem\ndata: {\"type\":\"urn:gati:payments:x\",\"status\":409}\n\n",
            b"event: problem\ndata: {\"type\":\"urn:gati:problem:internal\",\"title\":\"Oh\",\"status\":500}\n\n",
        ])
        .await;
        match &items[..] {
            [Ok(_), Err(Error::Problem(problem))] => {
                assert_eq!((problem.status.as_u16(), &*problem.title), (500, "Oh"))
            }
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn data_that_does_not_fit_does_not_hide_the_next_event() {
        let items = read(vec![b"data: {\n\ndata: 1\n\n"]).await;
        assert!(matches!(items[..], [Err(Error::Decode { .. }), Ok(_)]));
    }
}
