//! Connections: accepting them, answering their requests, ending them.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

use super::Closing;
use super::patient::{Patient, Traffic};
use super::request::Requests;
use crate::app::Limits;

/// How connections are served.
pub(super) struct Connections {
    router: Router,
    http: http1::Builder,
    limits: Limits,
    closing: watch::Receiver<Closing>,
}

impl Connections {
    pub(super) fn new(router: Router, limits: Limits, closing: watch::Receiver<Closing>) -> Self {
        let mut http = http1::Builder::new();
        // Heads that do not come are `Patient`'s business.
        http.header_read_timeout(None)
            .max_header_size(limits.header_bytes)
            .max_buf_size(limits.header_bytes.max(64 * 1024));
        if limits.headers != HYPERS_HEADERS {
            // hyper keeps this many on the stack; any other number costs an allocation per request.
            http.max_headers(limits.headers);
        }
        Self {
            router,
            http,
            limits,
            closing,
        }
    }

    /// Accepts connections for ever, as long as there are permits.
    pub(super) async fn accept(&self, listener: &TcpListener, permits: &Arc<Semaphore>) {
        loop {
            let Ok(permit) = Arc::clone(permits).acquire_owned().await else {
                return;
            };
            let (stream, peer) = match listener.accept().await {
                Ok(accepted) => accepted,
                Err(error) => {
                    recover(&error).await;
                    continue;
                }
            };
            let connection = self.serve(stream, peer);
            tokio::spawn(async move {
                connection.await;
                drop(permit);
            });
        }
    }

    fn serve(&self, stream: TcpStream, peer: SocketAddr) -> impl Future<Output = ()> + Send + use<> {
        let traffic = Traffic::new();
        let service = Requests {
            router: self.router.clone(),
            peer,
            traffic: Arc::clone(&traffic),
        };
        // Answers are written whole; waiting for more to fill a packet only delays them.
        let _ = stream.set_nodelay(true);
        let io = Patient::new(
            TokioIo::new(stream),
            Arc::clone(&traffic),
            self.limits.header_time,
            self.limits.write_time,
        );
        let connection = self.http.serve_connection(io, service).with_upgrades();
        let mut closing = self.closing.clone();
        async move {
            let mut connection = std::pin::pin!(connection);
            tokio::select! {
                ended = connection.as_mut() => return report(ended, peer),
                _ = closing.wait_for(|closing| *closing != Closing::No) => {}
            }
            // A caller whose connection is idle may be sending its next request just now. It gets its answer, with the word that it is the
            // last one here; closing the connection under the request would look to the caller as if the server had failed.
            traffic.close();
            tokio::select! {
                ended = connection.as_mut() => return report(ended, peer),
                () = tokio::time::sleep(LINGER) => {}
                _ = closing.wait_for(|closing| *closing == Closing::Now) => {}
            }
            connection.as_mut().graceful_shutdown();
            tokio::select! {
                ended = connection.as_mut() => report(ended, peer),
                _ = closing.wait_for(|closing| *closing == Closing::Now) => {}
            }
        }
    }
}

/// How long idle connections stay open when the server stops. Who calls again and again has called by then, and who does not can be
/// closed like any connection that was idle for long.
const LINGER: Duration = Duration::from_millis(250);

const HYPERS_HEADERS: usize = 100;

/// What is left to do about a connection that could not be accepted.
async fn recover(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        return;
    }
    // Usually the process has no file descriptor left; it will when a connection ends.
    tracing::error!(target: "gati", %error, "no connection can be accepted");
    tokio::time::sleep(Duration::from_secs(1)).await;
}

/// A connection that breaks is the other side's doing and happens all the time.
fn report(ended: hyper::Result<()>, peer: SocketAddr) {
    if let Err(error) = ended {
        tracing::debug!(target: "gati", %peer, %error, "a connection broke");
    }
}
