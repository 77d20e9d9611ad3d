use gati::prelude::*;

gati::app!();

#[gati::handler("WS /rooms/:room")]
async fn room(room: String, mut socket: Socket<String, String>) -> Result<(), Problem> {
    while let Some(text) = socket.next().await {
        if socket.send(format!("{room}: {text}")).await.is_err() {
            break;
        }
    }
    Ok(())
}

fn main() {}
