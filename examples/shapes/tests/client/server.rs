//! The shapes as a server that really runs, and their generated client.

use gati_client::Retry;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The client, in a module of its own so that its name does not hide the crate's.
pub(crate) mod client {
    gati_client::include_client!(pub(crate) shapes);
}

pub(crate) use client::shapes::Client;

/// A running server, for as long as a test.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) url: String,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts an application of which the shapes are a part.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = ::shapes::wrap::embedded();
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, task }
    }

    /// A client that says who it is, if it is somebody.
    pub(crate) fn client(&self, token: Option<&'static str>) -> Client {
        let builder = Client::builder(&self.url).retry(Retry::never());
        match token {
            Some(token) => builder.bearer(token),
            None => builder,
        }
        .build()
        .unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}
