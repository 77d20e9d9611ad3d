use gati::prelude::*;

gati::app!();

#[gati::handler("WS /rooms", status = 200)]
async fn room(socket: Socket<String, String>, first: Json<String>) -> Json<String> {
    drop(socket);
    first
}

fn main() {}
