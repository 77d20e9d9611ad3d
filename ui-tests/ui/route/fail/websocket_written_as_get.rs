use gati::prelude::*;

gati::app!();

#[gati::handler("GET /rooms/:room")]
async fn room(room: String, socket: Socket<String, String>) {
    drop((room, socket));
}

fn main() {}
