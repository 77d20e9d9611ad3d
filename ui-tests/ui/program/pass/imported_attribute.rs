gati::app!();

use gati::handler;

#[handler("GET /payments")]
async fn list() {}

fn main() {}
