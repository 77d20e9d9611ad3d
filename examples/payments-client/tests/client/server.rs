//! A payments API that really runs, on a port of its own, for as long as a test.

use gati::App;
use payments::app::{self, Gctx};
use payments::config::AppConfig;
use payments_client::payments::Client;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// A running server and a client of it.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) client: Client,
    pub(crate) url: String,
    /// Dropping it stops the server.
    _stop: oneshot::Sender<()>,
}

impl Server {
    /// Starts a server with the payments that every new one has.
    pub(crate) async fn start() -> Self {
        Self::with(AppConfig::default()).await
    }

    /// Starts a server with a configuration of its own.
    pub(crate) async fn with(config: AppConfig) -> Self {
        Self::of(app::new().config(config)).await
    }

    /// Starts an app.
    pub(crate) async fn of(app: App<Gctx>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        tokio::spawn(app.serve_on(listener, async {
            let _ = stopped.await;
        }));
        Self {
            client: Client::new(&url).unwrap(),
            url,
            _stop: stop,
        }
    }
}
