//! What a server receives: paths, queries, headers, bodies, uploads, credentials.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod server;

use axum::Router;
use axum::extract::{Multipart, Request};
use axum::response::IntoResponse;
use axum::routing::{any, post};
use futures_util::stream;
use gati_client::bytes::Bytes;
use gati_client::http::Method;
use gati_client::{
    Body, Client, Error, Json, Multipart as Form, MultipartForm, Never, RequestError, Text, Token, Upload,
};
use serde::Serialize;
use serde_json::{Value, json};

use server::serve;

/// Answers with everything that came in.
async fn echo(request: Request) -> impl IntoResponse {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let header = |name: &str| {
        head.headers
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    axum::Json(json!({
        "method": head.method.as_str(),
        "uri": head.uri.to_string(),
        "body": String::from_utf8_lossy(&body),
        "content-type": header("content-type"),
        "accept": header("accept"),
        "authorization": header("authorization"),
        "x-api-key": header("x-api-key"),
        "x-api-version": header("x-api-version"),
        "x-tenant": header("x-tenant"),
        "if-match": header("if-match"),
    }))
}

async fn echo_server() -> String {
    serve(Router::new().fallback(any(echo))).await
}

#[tokio::test]
async fn path_query_and_headers_arrive_as_they_were_meant() {
    #[derive(Serialize)]
    struct List {
        state: Vec<&'static str>,
        limit: Option<u32>,
        after: Option<u32>,
        text: &'static str,
    }
    #[derive(Serialize)]
    struct Conditions {
        if_match: Vec<&'static str>,
        x_tenant: Option<&'static str>,
    }
    let client = Client::builder(format!("{}/base/", echo_server().await))
        .default_header("x-tenant", "north")
        .build()
        .unwrap();
    let seen = client
        .call::<Json<Value>, Never>(Method::GET, "/files/:owner/*rest")
        .path("owner", "a/b")
        .path("rest", "c d/e")
        .query(&List {
            state: vec!["open", "closed"],
            limit: Some(5),
            after: None,
            text: "a&b c",
        })
        .headers(&Conditions {
            if_match: vec!["\"1\"", "\"2\""],
            x_tenant: None,
        })
        .await
        .unwrap();
    assert_eq!(
        seen["uri"],
        "/base/files/a%2Fb/c%20d/e?state=open&state=closed&limit=5&text=a%26b+c"
    );
    assert_eq!(seen["if-match"], "\"1\", \"2\"");
    assert_eq!(seen["x-tenant"], "north");
    assert_eq!(seen["accept"], "application/json, application/problem+json");
}

#[tokio::test]
async fn each_kind_of_body_says_its_media_type() {
    let client = Client::new(echo_server().await).unwrap();
    let call = || client.call::<Json<Value>, Never>(Method::POST, "/");

    let seen = call().json(&json!({"a": 1})).await.unwrap();
    assert_eq!(
        (&seen["body"], &seen["content-type"]),
        (&json!("{\"a\":1}"), &json!("application/json"))
    );

    let seen = call().form(&[("a", "1 2"), ("a", "3")]).await.unwrap();
    assert_eq!(seen["body"], "a=1+2&a=3");
    assert_eq!(seen["content-type"], "application/x-www-form-urlencoded");

    let seen = call()
        .body("plain")
        .header("content-type", "text/plain")
        .await
        .unwrap();
    assert_eq!(
        (&seen["body"], &seen["content-type"]),
        (&json!("plain"), &json!("text/plain"))
    );

    let chunks = stream::iter(["one ", "two"].map(|chunk| Ok::<_, std::io::Error>(Bytes::from(chunk))));
    let seen = call().body(Body::stream(chunks)).await.unwrap();
    assert_eq!(
        (&seen["body"], &seen["content-type"]),
        (&json!("one two"), &json!("application/octet-stream"))
    );
}

struct Receipt {
    note: Option<&'static str>,
    tags: Vec<&'static str>,
    place: Value,
    files: Vec<Upload>,
}

impl MultipartForm for Receipt {
    fn fill(self, form: &mut Form) -> Result<(), RequestError> {
        form.value("note", &self.note)?;
        form.value("tags", &self.tags)?;
        form.value("place", &self.place)?;
        form.files("files", self.files)
    }
}

#[tokio::test]
async fn a_multipart_form_has_a_part_per_value_and_per_file() {
    async fn parts(mut form: Multipart) -> String {
        let mut text = String::new();
        while let Some(part) = form.next_field().await.unwrap() {
            let head = format!(
                "{}|{:?}|{:?}",
                part.name().unwrap(),
                part.file_name(),
                part.content_type()
            );
            text += &format!("{head}|{}\n", part.text().await.unwrap());
        }
        text
    }
    let base = serve(Router::new().route("/", post(parts))).await;
    let later = stream::iter(["la", "ter"].map(|chunk| Ok::<_, std::io::Error>(Bytes::from(chunk))));
    let seen = Client::new(base)
        .unwrap()
        .call::<Text, Never>(Method::POST, "/")
        .multipart(Receipt {
            note: None,
            tags: vec!["a", "b"],
            place: json!({"x": 1}),
            files: vec![
                Upload::new("now").file_name("now.txt").content_type("text/plain"),
                Upload::stream(later),
            ],
        })
        .await
        .unwrap();
    assert_eq!(
        seen,
        "tags|None|None|a\n\
         tags|None|None|b\n\
         place|None|Some(\"application/json\")|{\"x\":1}\n\
         files|Some(\"now.txt\")|Some(\"text/plain\")|now\n\
         files|Some(\"files\")|Some(\"application/octet-stream\")|later\n"
    );
}

#[tokio::test]
async fn a_token_that_changes_is_sent_from_then_on() {
    let token = Token::default();
    let client = Client::builder(echo_server().await)
        .bearer(token.clone())
        .build()
        .unwrap();
    let sent = async || {
        let call = client.call::<Json<Value>, Never>(Method::GET, "/");
        call.await.unwrap()["authorization"].clone()
    };
    assert_eq!(sent().await, Value::Null);
    token.set("first");
    assert_eq!(sent().await, "Bearer first");
    token.set("second");
    assert_eq!(sent().await, "Bearer second");
    token.clear();
    assert_eq!(sent().await, Value::Null);
}

#[tokio::test]
async fn the_other_credentials_have_headers_of_their_own() {
    let base = echo_server().await;
    let basic = Client::builder(&base).basic("ada", "pass:word").build().unwrap();
    let seen = basic.call::<Json<Value>, Never>(Method::GET, "/").await.unwrap();
    assert_eq!(seen["authorization"], "Basic YWRhOnBhc3M6d29yZA==");

    let key = Client::builder(&base).api_key("k1").build().unwrap();
    let seen = key.call::<Json<Value>, Never>(Method::GET, "/").await.unwrap();
    assert_eq!(
        (&seen["x-api-key"], &seen["authorization"]),
        (&json!("k1"), &Value::Null)
    );
}

#[tokio::test]
async fn the_version_that_a_client_was_made_for_is_sent() {
    let client: Client = gati_client::Builder::new(echo_server().await, Some("1.4.0"))
        .build()
        .unwrap();
    let seen = client.call::<Json<Value>, Never>(Method::GET, "/").await.unwrap();
    assert_eq!(seen["x-api-version"], "1.4.0");
}

#[tokio::test]
async fn what_cannot_be_sent_is_reported_before_anything_is() {
    // Nobody listens there, so anything but a request error would be a transport error.
    let client = Client::new("http://127.0.0.1:1").unwrap();
    let call = || client.call::<Text, Never>(Method::GET, "/a/:id");
    for call in [
        call(),
        call().path("id", ".."),
        call().path("id", &json!({"a": 1})),
        call().path("id", "1").header("bad name", "x"),
        call().path("id", "1").header("x-a", "line\nbreak"),
        call().path("id", "1").headers(&json!({"a": {"b": 1}})),
    ] {
        let cause = call.await.unwrap_err();
        assert!(matches!(cause, Error::Request(_)), "{cause:?}");
    }
}
