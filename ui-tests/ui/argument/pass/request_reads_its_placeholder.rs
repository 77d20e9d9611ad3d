gati::app!();

use gati::Request;

#[gati::handler("GET /payments/:id")]
async fn get(req: &mut Request) {
    let _ = req.parameter("id");
}

fn main() {}
