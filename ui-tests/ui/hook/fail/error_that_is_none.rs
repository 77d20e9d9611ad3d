gati::app!();

#[gati::hook(before)]
fn audit() -> Result<(), String> {
    Ok(())
}

#[gati::handler("GET /payments", before = [audit])]
async fn list() {}

fn main() {}
