use gati::prelude::*;

gati::app!();

#[gati::handler("WS /rooms")]
async fn room(socket: Socket<String, String>) -> Json<String> {
    drop(socket);
    Json(String::new())
}

fn main() {}
