//! A stream of events whose connection breaks, over real connections that are cut.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use gati_client::http::Method;
use gati_client::{Call, Client, Error, Event, Events, Never, Reconnect, Retry};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// What is sent over one connection before it ends, and how it ends.
#[derive(Clone, Copy)]
enum Turn {
    /// The answer stops in its middle.
    Cut(&'static str),
    /// The answer ends as it should.
    Ended(&'static str),
    /// Another answer, without a body.
    Status(&'static str),
}

/// A server that does one thing after another, the last one for ever; and the `Last-Event-ID` of each request.
async fn server(turns: Vec<Turn>) -> (Client, Arc<Mutex<Vec<Option<String>>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    tokio::spawn(async move {
        for turn in turns.iter().chain(std::iter::repeat(turns.last().unwrap())) {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(stream.read_u8().await.unwrap());
            }
            let head = String::from_utf8(head).unwrap().to_lowercase();
            let id = head.lines().find_map(|line| line.strip_prefix("last-event-id: "));
            seen.lock().unwrap().push(id.map(str::to_owned));
            let ok =
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
            let chunk = |text: &str| format!("{ok}{:x}\r\n{text}\r\n", text.len());
            let answer = match turn {
                Turn::Cut("") => String::new(),
                Turn::Cut(text) => chunk(text),
                Turn::Ended(text) => chunk(text) + "0\r\n\r\n",
                Turn::Status(status) => {
                    format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                }
            };
            stream.write_all(answer.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    });
    let retry = Retry::times(2).first_pause(Duration::from_millis(1));
    (Client::builder(url).retry(retry).build().unwrap(), asked)
}

async fn events(client: &Client) -> Events<u32> {
    let call: Call<Events<u32>, Never> = client.call(Method::GET, "/events");
    call.await.unwrap()
}

/// What comes until the stream ends, at most so much.
async fn read(mut events: Events<u32>, most: usize) -> Vec<Result<u32, String>> {
    let mut items = Vec::new();
    while items.len() < most {
        match events.next().await {
            Some(item) => items.push(
                item.map(|event: Event<u32>| event.data)
                    .map_err(|error| kind(&error).to_owned()),
            ),
            None => break,
        }
    }
    items
}

fn kind(error: &Error) -> &'static str {
    match error {
        Error::Transport(_) => "transport",
        Error::UnexpectedStatus(_) => "status",
        _ => "other",
    }
}

#[tokio::test]
async fn a_stream_that_breaks_goes_on_after_the_last_event_that_came_whole() {
    let (client, asked) = server(vec![
        Turn::Cut("retry: 1\nid: a\ndata: 1\n\nid: b\ndata: 2\n\nid: c\ndata: 3\n"),
        Turn::Cut("id: c\ndata: 3\n\n"),
        Turn::Ended("id: d\ndata: 4\n\n"),
    ])
    .await;
    let items = read(events(&client).await, 10).await;
    assert_eq!(items, [Ok(1), Ok(2), Ok(3), Ok(4)]);
    let asked = asked.lock().unwrap().clone();
    assert_eq!(asked, [None, Some("b".to_owned()), Some("c".to_owned())]);
}

#[tokio::test]
async fn without_an_id_it_does_not_go_on_as_something_could_come_twice() {
    let (client, asked) = server(vec![Turn::Cut("data: 1\n\n"), Turn::Ended("data: 1\n\n")]).await;
    let items = read(events(&client).await, 10).await;
    assert_eq!(items, [Ok(1), Err("transport".to_owned())]);
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn it_gives_up_when_nothing_comes_any_more() {
    let (client, _) = server(vec![
        Turn::Cut("retry: 1\nid: a\ndata: 1\n\n"),
        Turn::Cut(": nothing\n\n"),
    ])
    .await;
    let items = read(events(&client).await, 10).await;
    assert_eq!(items, [Ok(1), Err("transport".to_owned())]);
}

#[tokio::test]
async fn whoever_never_reconnects_is_told_at_once() {
    let (client, asked) = server(vec![Turn::Cut("id: a\ndata: 1\n\n")]).await;
    let events = events(&client).await.reconnect(Reconnect::Never);
    assert_eq!(read(events, 10).await, [Ok(1), Err("transport".to_owned())]);
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn whoever_always_reconnects_also_follows_a_stream_that_ends_until_there_is_nothing_more() {
    let (client, asked) = server(vec![
        Turn::Ended("retry: 1\ndata: 1\n\n"),
        Turn::Ended("id: x\ndata: 2\n\n"),
        Turn::Cut("data: 3\n\n"),
        Turn::Status("204 No Content"),
    ])
    .await;
    let events = events(&client).await.reconnect(Reconnect::Always);
    assert_eq!(read(events, 10).await, [Ok(1), Ok(2), Ok(3)]);
    let asked = asked.lock().unwrap().clone();
    let x = Some("x".to_owned());
    assert_eq!(asked, [None, None, x.clone(), x]);
}

#[tokio::test]
async fn a_refusal_is_the_end() {
    let (client, asked) = server(vec![
        Turn::Cut("retry: 1\nid: a\ndata: 1\n\n"),
        Turn::Status("404 Not Found"),
    ])
    .await;
    let events = events(&client).await.reconnect(Reconnect::Always);
    assert_eq!(read(events, 10).await, [Ok(1), Err("status".to_owned())]);
    assert_eq!(asked.lock().unwrap().len(), 2);
}
