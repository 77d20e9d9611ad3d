//! Generated clients, as gati-build wrote them for its own tests: they compile without a warning, and say what a server
//! expects.

#![deny(warnings)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod server;

/// As `include_client!` takes them in, which looks for the file in `OUT_DIR`.
macro_rules! generated {
    ($($package:ident)*) => {$(
        #[allow(dead_code, missing_docs, unreachable_pub, unused_imports)]
        mod $package {
            include!(concat!("../../../gati-build/tests/golden/", stringify!($package), ".rs"));
        }
    )*};
}

generated! { empty payments shapes }

use axum::Router;
use axum::extract::{Multipart, Path, Request};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::IntoResponse;
use axum::routing::{get, post, put};
use gati_client::{Error, Upload};
use payments::types::{
    Authorise, AuthoriseError, Capture, Card, CardToken, Change, Conditions, Currency, Cursor, Filter,
    PaymentId, ReceiptForm, ReceiptKind, Refund, State, StateName,
};
use serde_json::{Value, json};

use server::serve;

const ID: &str = "0191d6d6-5b2c-7d27-a8a5-8b6c2f3f4d5e";

fn id() -> PaymentId {
    PaymentId(ID.parse().unwrap())
}

fn payment() -> Value {
    json!({
        "id": ID, "amount": 1500, "currency": "JPY", "state": "authorised", "until": "2026-12-01T00:00:00Z",
        "parent": null, "added_by_a_newer_server": true,
    })
}

fn problem(status: u16, document: &Value) -> axum::response::Response {
    let media_type = [("content-type", "application/problem+json")];
    (
        StatusCode::from_u16(status).unwrap(),
        media_type,
        document.to_string(),
    )
        .into_response()
}

async fn client(routes: Router) -> payments::Client {
    payments::Client::new(serve(routes).await).unwrap()
}

#[tokio::test]
async fn a_typed_body_goes_out_and_a_typed_answer_comes_back() {
    let routes = Router::new().route(
        "/payments",
        post(|axum::Json(body): axum::Json<Value>| async move {
            assert_eq!(
                body,
                json!({"amount": 1500, "currency": "EUR", "card": {"token": "t"}, "type": "x"})
            );
            (StatusCode::CREATED, axum::Json(payment()))
        }),
    );
    let body = Authorise {
        amount: 1500,
        currency: Some(Currency::Eur),
        card: Card::Token(CardToken { token: "t".into() }),
        r#type: Some("x".into()),
        labels: None,
    };
    let reply = client(routes)
        .await
        .authorise(&body)
        .with_response()
        .await
        .unwrap();
    assert_eq!(reply.status, 201);
    assert_eq!(reply.body.id, id());
    // The enum says itself what stands for codes that it does not know.
    assert_eq!(reply.body.currency, Currency::Other);
    assert!(matches!(reply.body.state, State::Authorised { until } if until.as_second() == 1_796_083_200));
    assert_eq!((reply.body.note, reply.body.labels.len()), (None, 0));
}

#[tokio::test]
async fn an_error_is_an_enum_and_says_what_happened() {
    let routes = Router::new().route(
        "/payments",
        post(|| async {
            problem(
                409,
                &json!({"type": "urn:gati:payments:limit_reached", "code": "limit_reached", "limit": 9}),
            )
        }),
    );
    let body = Authorise {
        amount: 1,
        currency: None,
        card: Card::Plain {
            number: "4".repeat(12),
            expires: (12, 2030),
        },
        r#type: None,
        labels: None,
    };
    let cause = client(routes).await.authorise(&body).await.unwrap_err();
    assert_eq!(cause.to_string(), "409 Conflict: The customer's limit is reached");
    assert!(matches!(
        cause,
        Error::Api {
            error: AuthoriseError::LimitReached { limit: 9 },
            ..
        }
    ));
}

#[tokio::test]
async fn a_query_is_a_struct_of_which_anything_may_be_left_out() {
    let routes = Router::new().route(
        "/payments",
        get(
            |uri: Uri| async move { axum::Json(json!({"items": [], "next": uri.query().unwrap_or("none")})) },
        ),
    );
    let client = client(routes).await;
    let page = client.list_payments(&Filter::default()).await.unwrap();
    assert_eq!(page.next.as_deref(), Some("none"));
    let filter = Filter {
        state: vec![StateName::Authorised, StateName::Captured],
        limit: Some(5),
        cursor: Cursor {
            after: Some("a b".into()),
        },
        ..Filter::default()
    };
    let page = client.list_payments(&filter).await.unwrap();
    assert_eq!(
        page.next.unwrap(),
        "state=authorised&state=captured&limit=5&after=a+b"
    );
}

#[tokio::test]
async fn path_parameters_and_headers_are_typed_too() {
    let routes = Router::new().route(
        "/payments/{id}",
        get(|Path(id): Path<String>, headers: HeaderMap| async move {
            assert_eq!(id, ID);
            assert_eq!(headers["if-none-match"], "\"1\"");
            assert_eq!(headers["accept-language"], "de, en");
            axum::Json(payment())
        }),
    );
    let conditions = Conditions {
        if_none_match: Some("\"1\"".into()),
        accept_language: vec!["de".into(), "en".into()],
    };
    let payment = client(routes).await.get_payment(id(), &conditions).await.unwrap();
    assert_eq!(payment.amount, 1500);
}

#[tokio::test]
async fn every_other_shape_can_be_called() {
    async fn receipt(mut form: Multipart) -> impl IntoResponse {
        let mut names = Vec::new();
        let mut bytes = 0;
        while let Some(part) = form.next_field().await.unwrap() {
            names.push(part.name().unwrap().to_owned());
            bytes += part.bytes().await.unwrap().len();
        }
        axum::Json(json!({"name": names.join(" "), "bytes": bytes}))
    }
    async fn note(request: Request) -> impl IntoResponse {
        assert_eq!(request.uri().path(), "/notes/a%20b/c");
        assert_eq!(request.headers()["content-type"], "application/octet-stream");
        StatusCode::NO_CONTENT
    }
    let events =
        "data: {\"type\":\"captured\",\"data\":\"ID\"}\n\ndata: {\"type\":\"idle\"}\n\n".replace("ID", ID);
    let lines = format!("{}\n{}\n", payment(), payment());
    let routes = Router::new()
        .route(
            "/payments/{id}/capture",
            post(|| async { (StatusCode::ACCEPTED, axum::Json(payment())) }),
        )
        .route(
            "/payments/{id}/refund",
            post(|body: String| async move {
                assert_eq!(body, "amount=5&reason=a&reason=b");
                StatusCode::NO_CONTENT
            }),
        )
        .route("/payments/{id}/receipt", post(receipt).get(|| async { "scan" }))
        .route("/payments/events", get(|| async { events }))
        .route("/payments/export", get(|| async { lines }))
        .route("/notes/{*path}", put(note).get(|| async { "note" }))
        .route("/ping", get(|| async { "pong" }));
    let client = client(routes).await;

    client.capture(id(), &Capture::default()).await.unwrap();
    #[allow(deprecated)]
    let refund = client.refund(
        id(),
        &Refund {
            amount: 5,
            reason: vec!["a".into(), "b".into()],
        },
    );
    refund.await.unwrap();
    let form = ReceiptForm {
        note: None,
        kind: ReceiptKind::Scan,
        file: Upload::new("12345")
            .file_name("scan.png")
            .content_type("image/png"),
        pages: vec![Upload::new("6")],
    };
    assert_eq!(
        client.upload_receipt(id(), form).await.unwrap().name,
        "kind file pages"
    );
    let mut receipt = client.download_receipt(id()).await.unwrap();
    assert_eq!(receipt.next().await.unwrap().unwrap(), "scan");
    let mut events = client.events().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, Change::Captured(id()));
    assert_eq!(events.next().await.unwrap().unwrap().data, Change::Idle);
    assert!(events.next().await.is_none());
    let mut lines = client.export().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap().id, id());
    client.put_note("a b/c", "text").await.unwrap();
    assert_eq!(client.get_note("a").await.unwrap(), "note");
    assert_eq!(client.ping().await.unwrap(), "pong");
}

#[tokio::test]
async fn a_client_without_handlers_is_a_client() {
    let client = empty::Client::new("http://127.0.0.1:1").unwrap();
    let call = client
        .inner()
        .call::<gati_client::Text, gati_client::Never>(gati_client::http::Method::GET, "/");
    assert!(matches!(call.await, Err(Error::Transport(_))));
}

#[test]
fn what_differs_between_the_sides_is_written_as_the_server_reads_it() {
    use shapes::types::{Account, Mixed, Word};

    let answer =
        json!({"id": 7, "name": "ada", "quota": 5, "limit": null, "rank": 1, "crate": true, "self": false});
    let mut account: Account = serde_json::from_value(answer).unwrap();
    assert_eq!(
        (
            account.id,
            account.name.as_str(),
            account.level,
            account.tags.len()
        ),
        (Some(7), "ada", 0, 0)
    );
    account.password = Some("secret".into());
    assert_eq!(
        serde_json::to_value(&account).unwrap(),
        // `limit` must be said: left out, the server would take 9.
        json!({
            "login": "ada", "password": "secret", "quota": 5, "limit": null, "tags": [], "level": 0, "rank": 1,
            "crate": true, "self": false,
        })
    );
    assert_eq!(serde_json::to_value(Mixed::One).unwrap(), json!({"t": "uno"}));
    assert_eq!(
        serde_json::from_value::<Mixed>(json!({"t": "one"})).unwrap(),
        Mixed::One
    );
    assert!(
        serde_json::to_value(Word::New).is_err(),
        "the server does not read it"
    );
    assert_eq!(serde_json::from_value::<Word>(json!("NEW")).unwrap(), Word::New);
}
