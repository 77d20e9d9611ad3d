//! Sockets of callers of an old release: what they send is lifted, what they hear is lowered.

use gati::__private::{Lower, Method, Passage, ReleaseRow, Timescape};
use gati::App;
use gati::prelude::*;

use crate::handlers::{Said, State, test_app_of};
use crate::peer::{Peer, Server};

/// What release 1.0.0 says.
#[derive(Clone, Debug, Serialize, Deserialize, GType)]
pub(crate) struct Words {
    #[gtype(max_length = 5)]
    pub(crate) words: String,
}

static MESSAGES: Lower = Lower {
    incoming: Some(|text, passing| {
        let old = passing.message::<Words>(text)?;
        if old.words == "never" {
            return Err(Untransformable::new("that is not said any more").into());
        }
        assert!(old.words != "panic", "on purpose");
        let new = Said {
            text: old.words,
            count: None,
        };
        Ok(Box::new(new))
    }),
    outgoing: Some(|message, passing| {
        let new = passing.copy(message.downcast_ref::<Said>().unwrap())?;
        passing.json(&Words {
            words: format!("<{}>", new.text),
        })
    }),
    ..Lower::NOTHING
};

static PASSAGES: &[Passage<State>] = &[Passage {
    handler: "echo",
    method: Method::Get,
    path: "/echo",
    from: 0,
    to: 0,
    lift: None,
    lower: Some(&MESSAGES),
    statuses: &[],
    contract: r#"{
      "format": 1,
      "package": {"name": "talk", "version": "1.0.0"},
      "handlers": [{
        "name": "echo", "method": "GET", "path": "/echo", "fingerprint": "00000000000000000000000000000000",
        "answer": {"statuses": [101], "encoding": "socket",
          "incoming": {"kind": "named", "name": "Words"}, "outgoing": {"kind": "named", "name": "Words"}}
      }],
      "types": {"Words": {"name": "Words", "shape": {"object": {"fields": [
        {"name": "words", "rust_name": "words", "type": {"kind": "text", "constraints": {"max_length": 5}}}
      ]}}}}
    }"#,
}];

const fn release(version: &'static str, at: i64) -> ReleaseRow {
    ReleaseRow {
        version,
        at,
        deprecated: None,
        sunset: None,
        keep: false,
        live: true,
    }
}

fn app() -> App<State> {
    let timescape = Timescape {
        releases: const { &[release("1.0.0", 1_700_000_000), release("2.0.0", 1_750_000_000)] },
        passages: PASSAGES,
        ..Timescape::none()
    };
    test_app_of(State::default(), timescape, 1)
}

#[tokio::test]
async fn messages_of_an_old_caller_are_lifted_and_answers_lowered() {
    let server = Server::with(|_| app()).await;
    let mut old = Peer::open(&server, "/echo?version=1.0.0").await;
    old.text(r#"{"words":"hey"}"#).await;
    assert_eq!(old.heard().await, r#"{"words":"<hey>"}"#);
    let mut new = Peer::open(&server, "/echo").await;
    new.text(r#"{"text":"hey"}"#).await;
    assert_eq!(new.heard().await, r#"{"text":"hey","count":null}"#);
}

#[tokio::test]
async fn what_cannot_be_carried_closes_the_socket_and_says_why() {
    let server = Server::with(|_| app()).await;
    for (message, code, words) in [
        // By the words of the old contract.
        (r#"{"words":"far too long"}"#, 1007, "/words: expected"),
        (r#"{"words":7}"#, 1007, "/words: expected"),
        (
            r#"{"words":"never"}"#,
            1007,
            "version 1.0.0 cannot be served: that is not said any more",
        ),
        (r#"{"words":"panic"}"#, 1011, "something went wrong on our side"),
        // What comes back is longer than the old contract allows.
        (r#"{"words":"fives"}"#, 1011, "something went wrong on our side"),
    ] {
        let mut peer = Peer::open(&server, "/echo?version=1.0.0").await;
        peer.text(message).await;
        let (closed, reason) = peer.closed().await;
        assert_eq!(closed, code, "{message}: {reason}");
        assert!(reason.contains(words), "{message}: {reason}");
    }
}
