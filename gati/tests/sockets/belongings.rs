//! What belongs to a request that opened a socket ends with the socket, not with the handshake.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use gati::__private::{Behaviour, Endpoint, Fingerprint, HookRow, Hooks, Running};
use gati::prelude::*;
use gati::{Limits, SocketLimits};

use crate::handlers::{Refusal, Said, State};
use crate::peer::{CLOSE, LAST, Peer, Server, until};

/// Registers one of each, says that it has, and does as it is told.
#[allow(non_camel_case_types)]
pub(crate) enum owns {}

impl Endpoint<State> for owns {
    const BEHAVIOUR: Behaviour<State> = Behaviour {
        fingerprint: Fingerprint(0),
        call: |call| {
            call.open(|mut call| {
                Box::pin(async move {
                    let mut socket = call.socket::<Said, Said>()?;
                    let mut lctx = call.take_lctx();
                    let state = call.gctx();
                    register(&mut lctx, state);
                    let _ = socket.send(said("ready")).await;
                    let told = socket.next().await.map(|said| said.text);
                    let answer: Result<(), Refusal> = match told.as_deref() {
                        Some("fail") => Err(Refusal::RoomIsFull),
                        Some("panic") => panic!("as it was told"),
                        Some("wait") => std::future::pending().await,
                        _ => Ok(()),
                    };
                    call.answer(answer)
                })
            })
        },
    };
}

/// Registers the same, and runs out of time.
#[allow(non_camel_case_types)]
pub(crate) enum late {}

impl Endpoint<State> for late {
    const BEHAVIOUR: Behaviour<State> = Behaviour {
        fingerprint: Fingerprint(0),
        call: |mut call| {
            Box::pin(async move {
                let mut lctx = call.take_lctx();
                let done = Arc::clone(&call.gctx().done);
                lctx.cleanup("clean", async move {
                    tokio::time::sleep(Duration::from_millis(500)).await;
                    done.lock().unwrap().push("cleaned");
                });
                std::future::pending().await
            })
        },
    };
}

fn register(lctx: &mut Lctx, state: &State) {
    let (done, ticks) = (Arc::clone(&state.done), Arc::clone(&state.ticks));
    lctx.spawn("tick", async move {
        loop {
            ticks.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
    let note = |what| {
        let done = Arc::clone(&done);
        async move {
            tokio::task::yield_now().await;
            done.lock().unwrap().push(what);
        }
    };
    lctx.cleanup("clean", note("cleaned"));
    let undo = note("undone");
    lctx.compensate("undo", async move {
        undo.await;
        Ok::<_, Problem>(())
    });
}

/// A hook that registers the same for a handler that takes no local context, and one that runs when the handshake is answered.
pub(crate) static HOOKS: Hooks<State> = Hooks {
    before: &[HookRow {
        name: "before",
        timeout_ms: None,
        retries: 0,
        takes_head: false,
        run: |around| {
            register(around.lctx, around.gctx);
            Running::Done(Ok(std::ops::ControlFlow::Continue(())))
        },
    }],
    after: &[HookRow {
        name: "after",
        timeout_ms: None,
        retries: 0,
        takes_head: false,
        run: |around, _| {
            around.gctx.done.lock().unwrap().push("answered");
            let done = Arc::clone(&around.gctx.done);
            around.lctx.cleanup(
                "clean more",
                async move { done.lock().unwrap().push("cleaned more") },
            );
            Running::Done(Ok(()))
        },
    }],
    catch: &[],
};

fn said(text: &str) -> Said {
    Said {
        text: text.to_owned(),
        count: None,
    }
}

fn done(server: &Server) -> Vec<&'static str> {
    server.state.done.lock().unwrap().clone()
}

/// Its socket is open and everything of it runs.
async fn open(server: &Server) -> Peer {
    let mut peer = Peer::open(server, "/owns").await;
    assert!(peer.heard().await.contains("ready"));
    runs(server).await;
    assert!(done(server).is_empty());
    peer
}

async fn runs(server: &Server) {
    let ticks = server.state.ticks.load(Ordering::SeqCst);
    until("the task runs on after the handshake", || {
        server.state.ticks.load(Ordering::SeqCst) > ticks + 2
    })
    .await;
}

/// What was done at the end, and that the task does not run any more.
async fn ended(server: &Server) -> Vec<&'static str> {
    until("it is cleaned up", || done(server).contains(&"cleaned")).await;
    tokio::time::sleep(Duration::from_millis(5)).await;
    let ticks = server.state.ticks.load(Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(10)).await;
    assert_eq!(
        server.state.ticks.load(Ordering::SeqCst),
        ticks,
        "the task is over"
    );
    done(server)
}

#[tokio::test]
async fn what_belongs_to_a_socket_ends_with_it() {
    let server = Server::start().await;
    let mut peer = open(&server).await;
    peer.text(r#"{"text":"bye"}"#).await;
    assert_eq!(peer.closed().await.0, 1000);
    assert_eq!(ended(&server).await, ["cleaned"]);
}

#[tokio::test]
async fn a_close_by_the_client_is_no_failure() {
    let server = Server::start().await;
    let mut peer = open(&server).await;
    peer.frame(LAST | CLOSE, &[0x03, 0xe8]).await;
    assert_eq!(ended(&server).await, ["cleaned"]);
}

#[tokio::test]
async fn what_a_handler_has_done_is_undone_when_it_fails_after_the_handshake() {
    for told in ["fail", "panic"] {
        let server = Server::start().await;
        let mut peer = open(&server).await;
        peer.text(&format!(r#"{{"text":"{told}"}}"#)).await;
        assert_eq!(ended(&server).await, ["undone", "cleaned"], "{told}");
    }
}

#[tokio::test]
async fn a_handler_that_is_cancelled_for_its_client_is_gone_has_failed() {
    let limits = SocketLimits::default().close_within(Duration::from_millis(10));
    let server = Server::with(|app| app.limits(Limits::default().sockets(limits))).await;
    let mut peer = open(&server).await;
    peer.text(r#"{"text":"wait"}"#).await;
    drop(peer);
    assert_eq!(ended(&server).await, ["undone", "cleaned"]);
}

#[tokio::test]
async fn a_server_that_stops_has_cleaned_up_when_it_has_stopped() {
    let mut server = Server::start().await;
    let _peer = open(&server).await;
    let state = server.state.clone();
    server.stop();
    server.stopped().await;
    assert_eq!(*state.done.lock().unwrap(), ["cleaned"]);
}

/// The answer does not wait for the cleanup; the end of the server does.
#[tokio::test]
async fn a_server_that_stops_waits_for_cleanups_that_go_on_by_themselves() {
    let mut server = Server::start().await;
    let (head, _peer) = Peer::ask(&server, "GET /late HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(head.starts_with("HTTP/1.1 504"), "{head}");
    assert!(done(&server).is_empty());
    let state = server.state.clone();
    server.stop();
    server.stopped().await;
    assert_eq!(*state.done.lock().unwrap(), ["cleaned"]);
}

#[tokio::test]
async fn what_hooks_register_for_a_socket_belongs_to_it_too() {
    let server = Server::start().await;
    let mut peer = Peer::open(&server, "/hooked").await;
    runs(&server).await;
    assert_eq!(done(&server), ["answered"]);
    peer.frame(LAST | CLOSE, &[0x03, 0xe8]).await;
    assert_eq!(ended(&server).await, ["answered", "cleaned more", "cleaned"]);
}
