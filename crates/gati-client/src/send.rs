//! Sending a request, again if need be, and sorting the answer.

use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tokio::time::{Instant, sleep, timeout_at};

use crate::answer::{Answer, Incoming};
use crate::call::Request;
use crate::client::{Client, Credentials};
use crate::error::{RequestError, TransportError};
use crate::reconnect::Again;
use crate::{Deprecation, Error, Problem, Reply, retry};

/// An error report that is longer than this is not worth keeping.
const REPORT_LIMIT: usize = 1024 * 1024;

/// Sends a request and reads the head of the answer, and all of it unless it is a stream.
pub(crate) async fn send<A: Answer, E: DeserializeOwned>(
    client: &Client,
    mut request: Request,
) -> Result<Reply<A::Output>, Error<E>> {
    if request
        .path
        .split('/')
        .any(|segment| segment.starts_with([':', '*']))
    {
        return Err(RequestError::unfilled(&request.path).into());
    }
    request
        .headers
        .entry(header::ACCEPT)
        .or_insert(HeaderValue::from_static(A::ACCEPT));
    A::ask(&mut request.headers);
    let limit = request.timeout.unwrap_or(client.shared().timeout);
    let deadline = Instant::now().checked_add(limit);
    let whole = async {
        let response = attempt_until(client, &mut request, deadline)
            .await
            .map_err(Error::widen)?;
        tell(client, &request, &response);
        let status = response.status();
        let incoming = Incoming {
            response,
            limit: client.shared().answer_limit,
            again: if A::RECONNECTS {
                Again::of(client, &request)
            } else {
                None
            },
            #[cfg(feature = "ws")]
            socket_key: request.headers.get(header::SEC_WEBSOCKET_KEY).cloned(),
        };
        if !request.is_success(status) {
            return Err(read_failure(incoming).await);
        }
        let headers = incoming.response.headers().clone();
        let body = A::read(incoming).await.map_err(Error::widen)?;
        Ok(Reply {
            status,
            headers,
            body,
        })
    };
    match deadline {
        Some(deadline) => timeout_at(deadline, whole)
            .await
            .unwrap_or(Err(Error::Timeout { after: limit })),
        None => whole.await,
    }
}

/// Tells whoever wants to know what is going away.
fn tell(client: &Client, request: &Request, response: &reqwest::Response) {
    if let Some(listener) = &client.shared().on_deprecated
        && let Some(notice) = Deprecation::read(response.headers())
    {
        listener(&format!("{} {}", request.method, request.route), &notice);
    }
}

/// Sends the request until there is an answer that repeating would not change.
async fn attempt_until(
    client: &Client,
    request: &mut Request,
    deadline: Option<Instant>,
) -> Result<reqwest::Response, Error> {
    let policy = request
        .retry
        .clone()
        .unwrap_or_else(|| client.shared().retry.clone());
    let repeatable = request.idempotent && request.body.is_repeatable();
    let mut repetition = 0;
    loop {
        let outcome = attempt(client, request).await?;
        repetition += 1;
        let asked = match &outcome {
            Ok(response) if retry::is_worth_repeating(response.status()) => {
                retry::asked_pause(response.headers())
            }
            Err(cause) if cause.is_connect() || cause.is_request() => None,
            _ => return outcome.map_err(transport),
        };
        let pause = policy
            .pause(repetition, asked)
            .filter(|pause| repeatable && fits(*pause, deadline));
        let Some(pause) = pause else {
            return outcome.map_err(transport);
        };
        // Gives the connection back before the pause.
        drop(outcome);
        sleep(pause).await;
    }
}

fn transport(cause: reqwest::Error) -> Error {
    Error::Transport(TransportError::new(cause))
}

/// Whether a pause ends before the call must: if not, the answer that is there is better than none.
fn fits(pause: Duration, deadline: Option<Instant>) -> bool {
    deadline.is_none_or(|deadline| Instant::now() + pause < deadline)
}

/// Sends the request once. The outer error is that of the credential.
async fn attempt(
    client: &Client,
    request: &mut Request,
) -> Result<Result<reqwest::Response, reqwest::Error>, Error> {
    let shared = client.shared();
    let mut url = format!("{}{}", shared.base, request.path);
    if !request.query.is_empty() {
        url.push('?');
        url.push_str(&request.query);
    }
    let mut headers: HeaderMap = shared.headers.clone();
    authorize(&shared.credentials, &mut headers).await?;
    headers.extend(request.headers.clone());
    let mut builder = shared.http.request(request.method.clone(), url);
    if headers.contains_key(header::UPGRADE) {
        // Only there is a connection to be taken over (RFC 9110 §7.8).
        builder = builder.version(http::Version::HTTP_11);
    }
    let builder = builder.headers(headers);
    Ok(request.body.put_into(builder).send().await)
}

async fn authorize(credentials: &Credentials, headers: &mut HeaderMap) -> Result<(), Error> {
    let source = match credentials {
        Credentials::None => return Ok(()),
        Credentials::Bearer(source) | Credentials::Basic(_, source) | Credentials::ApiKey(source) => source,
    };
    let Some(secret) = source.token().await.map_err(Error::Credential)? else {
        return Ok(());
    };
    let secret = secret.expose();
    let (name, value) = match credentials {
        Credentials::Basic(user, _) => {
            let pair = BASE64_STANDARD.encode(format!("{user}:{secret}"));
            (header::AUTHORIZATION, format!("Basic {pair}"))
        }
        Credentials::ApiKey(_) => (HeaderName::from_static("x-api-key"), secret.to_owned()),
        Credentials::Bearer(_) | Credentials::None => (header::AUTHORIZATION, format!("Bearer {secret}")),
    };
    let mut value = HeaderValue::from_str(&value).map_err(|cause| Error::Credential(cause.into()))?;
    // Keeps it out of everything that prints headers below this crate.
    value.set_sensitive(true);
    headers.insert(name, value);
    Ok(())
}

/// Sorts an answer that did not succeed: the handler's own error, a problem, or something else.
async fn read_failure<E: DeserializeOwned>(mut incoming: Incoming) -> Error<E> {
    let status = incoming.status();
    let headers = incoming.response.headers().clone();
    incoming.limit = incoming.limit.min(REPORT_LIMIT);
    let bytes = match incoming.bytes().await {
        Ok(bytes) => bytes,
        Err(cause) => return cause.widen(),
    };
    let document: Option<Map<String, Value>> = is_json(&headers)
        .then(|| serde_json::from_slice(&bytes).ok())
        .flatten();
    let Some(document) = document.filter(|_| is_failure(status)) else {
        return Error::UnexpectedStatus(Box::new(Reply {
            status,
            headers,
            body: bytes,
        }));
    };
    let problem = Box::new(Problem::read(status, document));
    if !problem.is_from_framework()
        && let Ok(error) = serde_json::from_slice(&bytes)
    {
        return Error::Api {
            status,
            error,
            problem,
        };
    }
    Error::Problem(problem)
}

fn is_failure(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim();
    media_type == "application/json" || media_type == "application/problem+json"
}
