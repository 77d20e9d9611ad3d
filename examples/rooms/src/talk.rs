//! Talking in a room.

use gati::prelude::*;

use crate::app::Gctx;

/// Who comes.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Guest {
    /// The name under which others hear what is said.
    #[gtype(min_length = 1, max_length = 20)]
    pub name: String,
}

// ANCHOR: messages
/// What somebody says.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Said {
    /// The words.
    #[gtype(min_length = 1, max_length = 200)]
    pub text: String,
}

/// What everybody in the room hears.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Heard {
    /// Who said it.
    pub name: String,
    /// The words.
    pub text: String,
}
// ANCHOR_END: messages

// ANCHOR: handler
/// Why nobody can come in.
#[derive(Debug, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum TalkError {
    /// Every chair is taken.
    #[gtype(status = 409)]
    RoomIsFull,
    /// Somebody shouted.
    #[gtype(status = 403)]
    ThrownOut,
}

/// Talks with everybody in a room.
#[gati::handler("WS /rooms/:room", timeout = "2s")]
pub async fn talk(
    room: String,
    guest: Query<Guest>,
    mut socket: Socket<Said, Heard>,
    gctx: &Gctx,
) -> Result<(), TalkError> {
    // The socket is not open yet: this is answered as a problem document.
    let mut chair = gctx.state.enter(&room).ok_or(TalkError::RoomIsFull)?;
    socket.open();
    loop {
        tokio::select! {
            said = socket.next() => {
                let Some(Said { text }) = said else { return Ok(()) };
                if text.ends_with("!!!") {
                    // Now it is: this closes the socket with 4403 and `thrown_out`.
                    return Err(TalkError::ThrownOut);
                }
                chair.say(Heard { name: guest.name.clone(), text });
            }
            heard = chair.ear.recv() => {
                // Who is too slow misses something.
                let Ok(heard) = heard else { continue };
                if socket.send(&heard).await.is_err() {
                    return Ok(());
                }
            }
        }
    }
}
// ANCHOR_END: handler
