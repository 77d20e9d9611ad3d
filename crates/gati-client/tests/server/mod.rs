//! A real server on a free port, which stops with the test.

use axum::Router;
use tokio::net::TcpListener;

/// Serves a router, and gives its base URL.
pub(crate) async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}
