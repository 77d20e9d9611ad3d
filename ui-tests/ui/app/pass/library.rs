// ui: lib

pub mod api {
    #[gati::handler("GET /payments")]
    pub async fn list() {}
}

gati::app!();
