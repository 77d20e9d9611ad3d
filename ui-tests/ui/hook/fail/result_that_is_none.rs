gati::app!();

#[gati::hook(before)]
fn audit() -> u64 {
    5
}

#[gati::handler("GET /payments", before = [audit])]
async fn list() {}

fn main() {}
