//! An app of handlers written by hand, and two ways to call it: in process, and over a socket.

use std::net::SocketAddr;
use std::time::Duration;

use gati::__private::{AppParts, Timescape, app};
use gati::App;
use gati::axum::Router;
use gati::axum::body::{Body, to_bytes};
use gati::http::{HeaderMap, Request, StatusCode, header};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tower::ServiceExt;

use crate::handlers::{MANIFEST, ROUTES, State};

/// The app under test.
pub(crate) fn test_app() -> App<State> {
    test_app_with(State::default())
}

/// The app under test, with a state that the test looks at.
pub(crate) fn test_app_with(state: State) -> App<State> {
    app(AppParts {
        package: "shop",
        version: "1.2.3",
        routes: &ROUTES,
        manifest: MANIFEST,
        openapi: r#"{"openapi":"3.1.0"}"#,
        openapi_3_0: r#"{"openapi":"3.0.3"}"#,
        artifacts_dir: None,
        timescape: Timescape::none(),
        gctx: Box::new(move |_| Ok(state)),
        modules: |_| Vec::new(),
    })
    .authenticator(crate::auth::Tokens)
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The members of a problem document, after checking that it is one.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16, code: &str) -> Value {
        let document = self.json();
        assert_eq!(self.status, status, "{document:#}");
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(document["type"], format!("urn:gati:{code}"), "{document:#}");
        assert_eq!(document["status"], status);
        assert!(document["title"].is_string());
        assert_eq!(document["request_id"], self.header("x-request-id"));
        document
    }
}

/// Sends a request to a router.
pub(crate) async fn send(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
    }
}

/// Sends a request without a body to the app under test.
pub(crate) async fn get(path: &str) -> Answer {
    send(
        test_app().into_router(),
        Request::get(path).body(Body::empty()).unwrap(),
    )
    .await
}

/// Sends JSON to the app under test.
pub(crate) async fn post_json(path: &str, body: impl Into<Body>) -> Answer {
    post(path, "application/json", body).await
}

/// Sends a body to the app under test.
pub(crate) async fn post(path: &str, content_type: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, content_type)
        .body(body.into())
        .unwrap();
    send(test_app().into_router(), request).await
}

/// An app that listens on a port of its own until it is told to stop.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<gati::Result<()>>,
}

impl Server {
    pub(crate) async fn start(app: App<State>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(app.serve_on(listener, async move {
            let _ = stopped.await;
        }));
        Self {
            address,
            stop: Some(stop),
            task,
        }
    }

    pub(crate) async fn connect(&self) -> Connection {
        Connection(TcpStream::connect(self.address).await.unwrap())
    }

    /// Sends a request on a connection of its own.
    pub(crate) async fn get(&self, path: &str) -> String {
        let mut connection = self.connect().await;
        connection
            .write(&format!(
                "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
            ))
            .await;
        connection.rest().await
    }

    /// Tells the server to stop.
    pub(crate) fn stop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
    }

    /// Waits until the server has stopped.
    pub(crate) async fn stopped(self) {
        tokio::time::timeout(Duration::from_secs(10), self.task)
            .await
            .expect("the server did not stop")
            .unwrap()
            .unwrap();
    }
}

/// One connection, spoken over byte by byte.
pub(crate) struct Connection(pub(crate) TcpStream);

impl Connection {
    pub(crate) async fn write(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    /// Everything until the server closes the connection.
    pub(crate) async fn rest(&mut self) -> String {
        let mut bytes = Vec::new();
        let read = self.0.read_to_end(&mut bytes);
        // A server that closes while we still write may also reset the connection; what it said before counts.
        let _ = tokio::time::timeout(Duration::from_secs(10), read)
            .await
            .expect("the server did not close the connection");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// What has arrived when a text has.
    pub(crate) async fn until(&mut self, text: &str) -> String {
        let mut seen = Vec::new();
        let mut buffer = [0; 4096];
        loop {
            let read = tokio::time::timeout(Duration::from_secs(10), self.0.read(&mut buffer));
            let count = read.await.expect("nothing came").unwrap();
            assert_ne!(count, 0, "closed after {}", String::from_utf8_lossy(&seen));
            seen.extend_from_slice(&buffer[..count]);
            let so_far = String::from_utf8_lossy(&seen);
            if so_far.contains(text) {
                return so_far.into_owned();
            }
        }
    }
}
