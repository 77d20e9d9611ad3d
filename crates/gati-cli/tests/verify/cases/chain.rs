use std::sync::atomic::{AtomicUsize, Ordering};

use gati::prelude::*;

gati::app!();

static DECODED: AtomicUsize = AtomicUsize::new(0);
static ENCODED: AtomicUsize = AtomicUsize::new(0);

/// The same in every release, and counts how often it is read and written.
#[derive(Clone, Serialize, Deserialize, GType)]
#[serde(from = "String", into = "String")]
struct Mark(String);

impl From<String> for Mark {
    fn from(text: String) -> Self {
        DECODED.fetch_add(1, Ordering::SeqCst);
        Self(text)
    }
}

impl From<Mark> for String {
    fn from(mark: Mark) -> Self {
        ENCODED.fetch_add(1, Ordering::SeqCst);
        mark.0
    }
}

#[derive(Serialize, Deserialize, GType)]
struct Parcel {
    // One name for each release.
    weight_0: u32,
    mark: Mark,
}

#[gati::handler("POST /parcels")]
async fn send(body: Json<Parcel>) -> Json<Parcel> {
    body
}

fn main() -> gati::Result<()> {
    app::run()
}

#[cfg(test)]
mod tests {
    use gati::testing::TestApp;
    use serde_json::{Value, json};

    use super::*;

    #[tokio::test]
    async fn once() {
        let app = TestApp::of(app::new()).start().await;
        let parcel = json!({ "weight_first": 3, "mark": "x" });
        let answer = app
            .post("/parcels")
            .header("x-api-version", "1.0.0")
            .json(&parcel)
            .await;
        assert_eq!(answer.json::<Value>(), parcel);
        assert_eq!(
            (DECODED.load(Ordering::SeqCst), ENCODED.load(Ordering::SeqCst)),
            (1, 1)
        );
    }
}
