gati::app!();

#[gati::handler("GET /payments", sunset = "2027-01-01")]
#[deprecated(note = "use /v2/payments")]
async fn list() {}

fn main() {}
