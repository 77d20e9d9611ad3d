//! Callers of every release, served by the handlers of today: every part of a request, every kind of answer.

mod fleet;
mod offices;
mod papers;
mod proof;

use std::net::SocketAddr;

use futures_util::{SinkExt as _, StreamExt as _};
use gati::testing::{TestAnswer, TestApp};
use harbour::app::{self, Gctx};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;

const OLD: &str = "1.0.0";
const NEW: &str = "2.0.0";
/// The release in which papers, ships and tolls were new.
const FIRST: &str = "2.1.0";
/// The release of today.
const TODAY: &str = "3.0.0";

async fn start() -> TestApp<Gctx> {
    TestApp::of(app::new()).start().await
}

async fn get(app: &TestApp<Gctx>, version: &str, path: &str) -> TestAnswer {
    app.get(path).header("x-api-version", version).await
}

async fn post(app: &TestApp<Gctx>, version: &str, path: &str, body: &Value) -> TestAnswer {
    app.post(path).header("x-api-version", version).json(body).await
}

async fn declare(app: &TestApp<Gctx>, version: &str, form: &'static str) -> TestAnswer {
    app.post("/declarations")
        .header("x-api-version", version)
        .body("application/x-www-form-urlencoded", form)
        .await
}

#[tokio::test]
async fn a_number_in_the_path_is_read_as_its_release_wrote_it() {
    let app = start().await;
    let known: Value = get(&app, OLD, "/berths/7").await.json();
    assert_eq!(known, json!({ "asked": 7 }));
    assert_eq!(get(&app, OLD, "/berths/70000").await.status(), 400);
    let wide: Value = get(&app, NEW, "/berths/70000").await.json();
    assert_eq!(wide, json!({ "asked": 70_000 }));
}

#[tokio::test]
async fn headers_get_their_new_names_and_defaults() {
    let app = start().await;
    let old: Value = app
        .get("/tide")
        .header("x-api-version", OLD)
        .header("x-pilot", "Ada")
        .await
        .json();
    assert_eq!(old, json!({ "reader": "Ada", "centimetres": 120 }));
    let new: Value = app
        .get("/tide")
        .header("x-reader", "Ada")
        .header("x-quarter", "south")
        .await
        .json();
    assert_eq!(
        new,
        json!({ "reader": "Ada", "quarter": "south", "centimetres": 120 })
    );
    // Held against the headers that the caller knows, and told by their names.
    let short = app
        .get("/tide")
        .header("x-api-version", OLD)
        .header("x-pilot", "A")
        .await;
    assert_eq!(short.problem(400)["violations"][0]["pointer"], "/x-pilot");
}

#[tokio::test]
async fn a_form_is_carried_and_knows_no_fields_of_tomorrow() {
    let app = start().await;
    let old: Value = declare(&app, OLD, "goods=tea&tons=3").await.json();
    assert_eq!(old, json!({ "goods": "tea", "kilograms": 3000 }));
    let new: Value = declare(&app, NEW, "goods=tea&kilograms=5").await.json();
    assert_eq!(new, json!({ "goods": "tea", "kilograms": 5 }));
    assert_eq!(
        declare(&app, OLD, "goods=tea&tons=3&kilograms=5").await.status(),
        422
    );
}

#[tokio::test]
async fn what_contains_itself_is_carried_to_its_depth() {
    let app = start().await;
    let hold = |name: &str| {
        let leaf = |sign: &str| json!({ name: sign, "below": null, "beside": [] });
        let middle = json!({ name: "b", "below": leaf("c"), "beside": [leaf("d")] });
        json!({ name: "a", "below": middle, "beside": [leaf("e"), leaf("f")] })
    };
    let old: Value = post(&app, OLD, "/holds", &hold("label")).await.json();
    assert_eq!(old, hold("label"));
    let new: Value = post(&app, NEW, "/holds", &hold("sign")).await.json();
    assert_eq!(new, hold("sign"));
    // Unknown fields were refused then, those of today among them.
    let refused = post(&app, OLD, "/holds", &hold("sign")).await;
    assert_eq!(refused.status(), 422, "{}", refused.text());
}

#[tokio::test]
async fn what_is_only_answered_today_was_taken_once() {
    let app = start().await;
    let lamp = json!({ "colour": "red", "flashes": 30 });
    let old: Value = post(&app, OLD, "/lights", &lamp).await.json();
    assert_eq!(old, json!({ "lamp": lamp, "burns": true }));
    let new: Value = post(&app, NEW, "/lights", &lamp).await.json();
    assert_eq!(new, json!({ "lamp": lamp, "hours": 12, "burns": true }));
}

#[tokio::test]
async fn a_kept_handler_answers_its_releases_and_its_successor_all_others() {
    let app = start().await;
    let old = get(&app, OLD, "/cargo").await;
    assert_eq!(old.header("x-api-version"), Some(OLD));
    assert_eq!(old.json::<Value>(), json!({ "goods": ["tea", "rope"] }));
    let weighed = json!({ "tons": { "rope": 3, "tea": 20 } });
    assert_eq!(get(&app, NEW, "/cargo").await.json::<Value>(), weighed);
    assert_eq!(app.get("/cargo").await.json::<Value>(), weighed);
}

/// Opens the radio with the version in a header.
async fn connect(address: SocketAddr, version: &str) -> WebSocketStream<TcpStream> {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let request = format!(
        "GET /radio HTTP/1.1\r\nhost: {address}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
         sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nx-api-version: {version}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.expect("it is sent");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.expect("an answer"));
    }
    assert!(
        head.starts_with(b"HTTP/1.1 101 "),
        "{}",
        String::from_utf8_lossy(&head)
    );
    WebSocketStream::from_raw_socket(stream, Role::Client, None).await
}

#[tokio::test]
async fn messages_of_sockets_are_carried_both_ways() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    let server = tokio::spawn(app::new().serve_on(listener, std::future::pending()));
    let talk = async |version: &str, say: Value| -> Message {
        let mut socket = connect(address, version).await;
        let say = Message::text(say.to_string());
        socket.send(say).await.expect("it is sent");
        socket.next().await.expect("an answer").expect("a message")
    };
    let heard = |message: Message| -> Value {
        serde_json::from_str(message.to_text().expect("a text")).expect("JSON")
    };
    let old = heard(talk(OLD, json!({ "text": "ahoy" })).await);
    assert_eq!(old, json!({ "text": "ahoy" }));
    // What was said on a channel is heard on it: the lift of a message keeps it for the lower of the next.
    let new = heard(talk(NEW, json!({ "words": "ahoy", "channel": 9 })).await);
    assert_eq!(new, json!({ "words": "ahoy", "channel": 9 }));
    let today = heard(talk(TODAY, json!({ "words": "ahoy", "kilohertz": 156_450 })).await);
    assert_eq!(today, json!({ "words": "ahoy", "kilohertz": 156_450 }));
    // What breaks the rules is told in the words of the caller.
    let Message::Close(Some(end)) = talk(OLD, json!({ "text": "" })).await else {
        panic!("an empty message closes the socket");
    };
    assert!(end.reason.starts_with("/text"), "{}", end.reason);
    server.abort();
}
