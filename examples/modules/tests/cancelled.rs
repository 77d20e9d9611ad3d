//! A request that ends before its module does takes the call along: over HTTP, as callers see it.

use std::net::SocketAddr;
use std::time::Duration;

use gati::{App, Limits};
use modules::Journal;
use modules::app::{self, Gctx};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

const BEGUN: &str = "carrier is on its way";
const DROPPED: &str = "carrier turns back";

struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Server {
    async fn of(app: App<Gctx>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(async move {
            let stopped = async move {
                let _ = stopped.await;
            };
            app.serve_on(listener, stopped).await.expect("it serves");
        });
        Self {
            address,
            stop,
            serving,
        }
    }

    /// Asks for something that takes forever.
    async fn ask(&self) -> TcpStream {
        let mut connection = TcpStream::connect(self.address).await.expect("a connection");
        let body = r#"{"to": "the moon", "grams": 5}"#;
        let request = format!(
            "POST /parcels HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        connection
            .write_all(request.as_bytes())
            .await
            .expect("it is sent");
        connection
    }

    async fn stop(self) {
        self.stop.send(()).expect("it serves");
        self.serving.await.expect("it stops");
    }
}

async fn until(journal: &Journal, line: &str) {
    for _ in 0..1000 {
        if !journal.times(line).is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("waited ten seconds for `{line}`: {:?}", journal.lines());
}

#[tokio::test]
async fn a_caller_that_goes_away_takes_the_call_of_the_module_along() {
    let journal = Journal::default();
    let server = Server::of(app::with_state(journal.clone())).await;
    let connection = server.ask().await;
    until(&journal, BEGUN).await;
    assert!(journal.times(DROPPED).is_empty(), "somebody waits for it");
    drop(connection);
    until(&journal, DROPPED).await;
    server.stop().await;
}

#[tokio::test]
async fn a_request_whose_time_is_up_takes_the_call_of_the_module_along() {
    let journal = Journal::default();
    let limits = Limits::default().request_time(Duration::from_millis(300));
    let server = Server::of(app::with_state(journal.clone()).limits(limits)).await;
    let mut connection = server.ask().await;
    let mut answer = [0; 12];
    connection.read_exact(&mut answer).await.expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 504");
    assert_eq!(journal.times(BEGUN).len(), 1);
    assert_eq!(
        journal.times(DROPPED).len(),
        1,
        "it is dropped before the caller is told"
    );
    server.stop().await;
}
