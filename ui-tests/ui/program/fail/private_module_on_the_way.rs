use gati::prelude::*;

gati::app!();

pub mod api {
    mod inner {
        #[gati::handler("GET /payments")]
        pub async fn list() {}
    }
}

fn main() {}
