gati::app!();

#[gati::handler("WS /rooms/:room")]
async fn room(room: String) { let _ = room; }

fn main() {}
