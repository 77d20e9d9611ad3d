//! Contexts, policies, and the shapes as a part of an axum application.

use crate::server::Server;

#[tokio::test]
async fn a_handler_knows_its_request_and_fills_its_response() {
    let server = Server::start().await;
    let client = server.client(None);
    let id = client
        .request_id()
        .header("x-request-id", "call-7")
        .await
        .unwrap();
    assert_eq!(id, "call-7");
    let reply = client.canonical().with_response().await.unwrap();
    assert_eq!(reply.status, 202);
    assert_eq!(reply.headers["x-handled-by"], "canonical");
    assert_eq!((reply.body.value, reply.body.by.as_str()), (0, "canonical"));
}

#[tokio::test]
async fn callers_are_let_in_by_who_they_are() {
    let server = Server::start().await;
    let status = async |token| {
        server
            .client(token)
            .vault()
            .await
            .map_err(|error| error.status().unwrap().as_u16())
    };
    assert_eq!(status(Some("letmein")).await.as_deref(), Ok("gold\n"));
    assert_eq!(status(Some("visitor")).await, Err(403));
    assert_eq!(status(Some("guess")).await, Err(401));
    assert_eq!(status(None).await, Err(401));
    assert_eq!(server.client(Some("visitor")).whoami().await.unwrap(), "visitor");
}

#[tokio::test]
async fn a_handler_that_takes_too_long_is_cancelled() {
    let server = Server::start().await;
    let error = server.client(None).slow().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 504);
}

#[tokio::test]
async fn an_old_handler_says_so_in_its_answer() {
    let server = Server::start().await;
    #[expect(deprecated, reason = "that is what this test is about")]
    let reply = server.client(None).old().with_response().await.unwrap();
    assert_eq!(reply.headers["deprecation"], "@1767225600");
    assert_eq!(reply.headers["sunset"], "Fri, 01 Jan 2027 00:00:00 GMT");
}

#[tokio::test]
async fn the_app_stands_beside_axum_handlers_and_below_a_prefix() {
    let server = Server::start().await;
    let text = async |path: &str| {
        reqwest::get(format!("{}{path}", server.url))
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    };
    assert_eq!(text("/about").await, "an axum handler beside ours");
    assert_eq!(text("/text").await, "plain text\n");
    assert_eq!(text("/v0/text").await, "plain text\n");
    assert!(text("/v0/openapi.json").await.contains("\"openapi\""));
}
