//! What stands around the handlers: the audit of all, and the guard of one.

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use crate::server::Server;

async fn refund(client: &Client, server: &Server, key: Option<&str>) -> (StatusCode, Value) {
    let body = json!({"amount": 1, "currency": "EUR"});
    let mut request = client
        .post(format!("{}/payments/42/refund", server.url))
        .json(&body);
    if let Some(key) = key {
        request = request.header("x-desk-key", key);
    }
    let answer = request.send().await.unwrap();
    (answer.status(), answer.json().await.unwrap())
}

async fn capture(client: &Client, server: &Server) {
    let body = json!({"amount": 100, "currency": "EUR"});
    let url = format!("{}/payments/42/capture", server.url);
    let answer = client.post(url).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 202);
}

#[test]
fn what_the_desk_refuses_is_told_of_refunds_and_of_nothing_else() {
    let document: Value = serde_json::from_str(payments::app::OPENAPI).unwrap();
    let mut guarded = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let text = |status: &str| operation["responses"][status].to_string();
            if text("403").contains("not_the_desk") && text("503").contains("desk_without_key") {
                guarded.push(format!("{method} {path}"));
            }
        }
    }
    assert_eq!(guarded, ["post /payments/{id}/refund"]);
}

#[tokio::test]
async fn refunds_that_are_kept_to_the_desk_are_given_to_it_and_to_nobody_else() {
    let kept = ("GATI__APP__REFUNDS", "desk");
    let server = Server::start(&[kept, ("GATI_SECRET_DESK_KEY", "open sesame")]);
    let client = Client::new();
    capture(&client, &server).await;
    for key in [None, Some("open"), Some("open sesame!")] {
        let (status, problem) = refund(&client, &server, key).await;
        assert_eq!((status.as_u16(), &problem["code"]), (403, &json!("not_the_desk")));
    }
    let (status, payment) = refund(&client, &server, Some("open sesame")).await;
    assert_eq!((status.as_u16(), &payment["refunded"]), (200, &json!(1)));

    // Without the key nobody gets in, rather than everybody.
    let server = Server::start(&[kept]);
    capture(&client, &server).await;
    let (status, problem) = refund(&client, &server, Some("")).await;
    assert_eq!(
        (status.as_u16(), &problem["code"]),
        (503, &json!("desk_without_key"))
    );

    let server = Server::start(&[]);
    capture(&client, &server).await;
    assert_eq!(refund(&client, &server, None).await.0, 200);
}

#[tokio::test]
async fn every_request_that_a_handler_answers_is_in_the_audit_once() {
    let server = Server::start(&[]);
    let client = Client::new();
    let mut version = String::new();
    for (name, path) in [
        ("a-1", "/payments/42"),
        ("a-2", "/payments/7"),
        ("a-3", "/payments?limit=1"),
        ("a-4", "/payments?limit=0"),
        ("a-5", "/nowhere"),
        ("a-6", "/payments/captures"),
        ("a-7", "/payments/events"),
    ] {
        let request = client
            .get(format!("{}{path}", server.url))
            .header("x-request-id", name);
        let response = request.send().await.unwrap();
        if let Some(served_by) = response.headers().get("x-api-version") {
            version = served_by.to_str().unwrap().to_owned();
        }
        response.bytes().await.unwrap();
    }
    let audit = server.audit();
    let lines: Vec<_> = audit
        .iter()
        .map(|line| {
            assert_eq!(line["client"], "127.0.0.1", "{line}");
            assert_eq!(line["version"], version, "{line}");
            let text = |field: &str| line[field].as_str().unwrap_or_default().to_owned();
            (
                text("request_id"),
                text("handler"),
                line["status"].as_u64().unwrap(),
                text("code"),
            )
        })
        .collect();
    let expected = [
        ("a-1", "get", 200, ""),
        ("a-2", "get", 404, "not_found"),
        ("a-3", "list", 200, ""),
        ("a-4", "list", 400, "invalid_query"),
        ("a-6", "captures", 426, "upgrade_required"),
        ("a-7", "events", 200, ""),
    ]
    .map(|(id, handler, status, code)| (id.to_owned(), handler.to_owned(), status, code.to_owned()));
    assert_eq!(lines, expected);
}
