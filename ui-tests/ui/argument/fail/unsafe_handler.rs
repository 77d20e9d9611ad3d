gati::app!();

#[gati::handler("GET /payments")]
async unsafe fn list() {}

fn main() {}
