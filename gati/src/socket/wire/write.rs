//! What goes out: messages, pings, and the handler's farewell.

use std::future::pending;
use std::time::Duration;

use futures_util::SinkExt;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;

use super::super::close::{Close, CloseCode};
use super::super::line::Line;
use super::read::Signs;
use super::{Parting, Sink};
use crate::app::Limits;

/// Writes what the handler sends until it is done, and asks for signs of life.
pub(super) async fn write(
    sink: &mut Sink,
    mut outgoing: mpsc::Receiver<String>,
    line: &Line,
    limits: &Limits,
    signs: &Signs,
) -> Parting {
    let rules = limits.sockets;
    let mut look = Instant::now() + rules.ping_every;
    if let Some(idle) = rules.idle {
        look = look.min(Instant::now() + idle);
    }
    loop {
        let sent = tokio::select! {
            // What waits goes before the farewell.
            biased;
            text = next(&mut outgoing) => {
                signs.message();
                put(sink, Message::text(text), limits.write_time).await
            }
            close = line.finishing() => return Parting::Ours(close),
            () = sleep_until(look) => {
                if let Some(idle) = rules.idle
                    && signs.quiet() >= idle
                {
                    return Parting::Ours(Close::new(CloseCode::GOING_AWAY, "nothing was said for too long"));
                }
                let silence = signs.silence();
                let Some(left) = (rules.ping_every + rules.pong_within).checked_sub(silence) else {
                    return Parting::Lost("no sign of life".to_owned());
                };
                let is_silent = silence >= rules.ping_every;
                let pause = if is_silent {
                    rules.ping_every.min(left)
                } else {
                    rules.ping_every - silence
                };
                let pause = match rules.idle {
                    Some(idle) => pause.min(idle.saturating_sub(signs.quiet())),
                    None => pause,
                };
                look = Instant::now() + pause.max(Duration::from_millis(1));
                if is_silent {
                    put(sink, Message::Ping(bytes::Bytes::new()), limits.write_time).await
                } else {
                    Ok(())
                }
            }
        };
        if let Err(reason) = sent {
            return Parting::Lost(reason);
        }
    }
}

/// The next message; when nobody is left to send one, never.
async fn next(outgoing: &mut mpsc::Receiver<String>) -> String {
    match outgoing.recv().await {
        Some(text) => text,
        None => pending().await,
    }
}

/// Writes a frame. The other end must take it in time.
async fn put(sink: &mut Sink, message: Message, limit: Duration) -> Result<(), String> {
    match timeout(limit, sink.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("the other end took nothing for too long".to_owned()),
    }
}
