gati::app!();

#[gati::handler("POTS /payments")]
async fn create() {}

fn main() {}
