gati::app!();

#[gati::handler("GET /payments")]
struct List;

fn main() {}
