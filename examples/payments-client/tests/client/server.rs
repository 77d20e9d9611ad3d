//! A payments API that really runs, on a port of its own, for as long as a test.

use payments::app;
use payments::ledger::Ledger;
use payments_client::payments::Client;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A running server and a client of it.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) client: Client,
    pub(crate) url: String,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts a server with the payments that every new one has.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = app::with_state(Ledger::in_memory().unwrap().seeded().unwrap()).into_router();
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            client: Client::new(&url).unwrap(),
            url,
            task,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}
