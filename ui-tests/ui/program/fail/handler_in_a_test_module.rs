use gati::prelude::*;

gati::app!();

#[cfg(test)]
mod tests {
    #[gati::handler("GET /payments")]
    pub async fn list() {}
}

#[gati::handler("GET /refunds")]
async fn refunds() {}

fn main() {}
