//! The handler behind a server that really runs, through its generated client.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

use std::time::Duration;

use gati_client::Error;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::timeout;

gati_client::include_client!(rooms as api);

use api::{Client, types};

/// Longer than anything takes on a machine with other work.
const PATIENCE: Duration = Duration::from_secs(60);

async fn start() -> (Client, oneshot::Sender<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (stop, stopped) = oneshot::channel();
    let app = rooms::app::new();
    tokio::spawn(app.serve_on(listener, async {
        let _ = stopped.await;
    }));
    (Client::new(url).unwrap(), stop)
}

fn guest(name: &str) -> types::Guest {
    types::Guest {
        name: name.to_owned(),
    }
}

fn said(text: &str) -> types::Said {
    types::Said {
        text: text.to_owned(),
    }
}

// ANCHOR: client
#[tokio::test]
async fn everybody_in_the_room_hears_what_is_said() {
    let (client, _stop) = start().await;
    let mut ada = client.talk("hall", &guest("ada")).await.unwrap();
    let mut grace = client.talk("hall", &guest("grace")).await.unwrap();

    ada.send(&said("hello")).await.unwrap();

    let heard = grace.next().await.unwrap().unwrap();
    assert_eq!((heard.name, heard.text), ("ada".to_owned(), "hello".to_owned()));
    ada.close().await.unwrap();
}
// ANCHOR_END: client

#[tokio::test]
async fn errors_come_as_answers_before_the_socket_is_open_and_as_codes_afterwards() {
    let (client, _stop) = start().await;
    let mut inside = Vec::new();
    for name in ["ada", "grace", "alan"] {
        inside.push(client.talk("hall", &guest(name)).await.unwrap());
    }
    let refused = client.talk("hall", &guest("edsger")).await.unwrap_err();
    assert!(
        matches!(refused.api(), Some(types::TalkError::RoomIsFull)),
        "{refused:?}"
    );
    let refused = client.talk("hall", &guest("")).await.unwrap_err();
    assert_eq!(refused.status().unwrap(), 400, "{refused:?}");

    inside[0].send(&said("quiet!!!")).await.unwrap();
    let end = timeout(PATIENCE, inside[0].next()).await.unwrap();
    let Some(Err(Error::Closed { code, reason })) = end else {
        panic!("{end:?}")
    };
    assert_eq!((code, reason.as_str()), (4403, "thrown_out"));
    assert!(inside[0].next().await.is_none());
    assert!(inside[0].send(&said("more")).await.is_err());

    inside[1].send(&said("")).await.unwrap();
    let end = timeout(PATIENCE, inside[1].next()).await.unwrap();
    let Some(Err(Error::Closed { code, reason })) = end else {
        panic!("{end:?}")
    };
    assert!(
        code == 1007 && reason.starts_with("/text: expected"),
        "{code} {reason}"
    );
}

#[tokio::test]
async fn a_server_that_stops_says_goodbye() {
    let (client, stop) = start().await;
    let mut ada = client.talk("hall", &guest("ada")).await.unwrap();
    stop.send(()).unwrap();
    let end = timeout(PATIENCE, ada.next()).await.unwrap();
    assert!(end.is_none(), "{end:?}");
}
