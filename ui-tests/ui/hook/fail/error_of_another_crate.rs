gati::app!();

#[gati::hook(before)]
fn audit() -> Result<(), std::fmt::Error> {
    Ok(())
}

#[gati::handler("GET /payments", before = [audit])]
async fn list() {}

fn main() {}
