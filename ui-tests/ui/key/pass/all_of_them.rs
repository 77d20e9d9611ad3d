gati::app!();

#[gati::handler("GET /payments", name = "all_payments", status = 204, deprecated = "2026-01-01", sunset = "2026-06-01T00:00:00Z", auth = "bearer", roles = ["admin", "clerk"], timeout = "5s", idempotent, summary = "Lists.", tags = ["payments"])]
async fn list() {}

fn main() {}
