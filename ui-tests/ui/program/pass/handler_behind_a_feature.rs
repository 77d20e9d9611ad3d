gati::app!();

#[cfg(feature = "extra")]
#[gati::handler("GET /extra")]
async fn extra() {}

#[cfg(not(feature = "extra"))]
#[gati::handler("GET /plain")]
async fn plain() {}

fn main() {}
