//! What ships hand in as files and as bytes.

use gati::prelude::*;

/// The papers of a ship.
#[derive(Debug, Deserialize, GType)]
pub struct Papers {
    /// The ship.
    #[gtype(min_length = 1)]
    pub vessel: String,
    /// The flag that it flies.
    pub flag: String,
    /// Their scan.
    #[gtype(max_length = 1_000_000)]
    pub scan: Upload,
}

/// What the office has.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Filed {
    /// The ship.
    pub vessel: String,
    /// The flag that it flies.
    pub flag: String,
    /// How large the scan is, in bytes.
    pub size: u64,
}

/// What came in, in bytes.
#[derive(Debug, Serialize, Deserialize, GType)]
pub struct Received {
    /// The number under which it is kept.
    pub number: u64,
    /// How much came.
    pub size: u64,
}

/// Hands in papers.
#[gati::handler("POST /papers", status = 201)]
pub async fn hand_in(form: Multipart<Papers>) -> Json<Filed> {
    let Papers { vessel, flag, scan } = form.0;
    Json(Filed {
        vessel,
        flag,
        size: scan.len(),
    })
}

/// Replaces a sheet of the chart, which is read whole.
#[gati::handler("PUT /charts/:number")]
pub async fn chart(number: u64, body: Bytes) -> Json<Received> {
    let size = body.len() as u64;
    Json(Received { number, size })
}

/// Takes the log of a day, which is read as it comes.
#[gati::handler("PUT /logs/:number")]
pub async fn log(number: u64, body: ByteStream) -> Result<Json<Received>, Problem> {
    Ok(Json(measured(number, body).await?))
}

/// Takes a plan. Plans have grown: they were read whole.
#[gati::handler("PUT /plans/:number")]
pub async fn plan(number: u64, body: ByteStream) -> Result<Json<Received>, Problem> {
    Ok(Json(measured(number, body).await?))
}

/// Takes soundings. They have shrunk: they were read as they came.
#[gati::handler("PUT /soundings/:number")]
pub async fn soundings(number: u64, body: Bytes) -> Json<Received> {
    let size = body.len() as u64;
    Json(Received { number, size })
}

/// Rings the bell, and nobody listens to what was said.
#[gati::handler("POST /bell")]
pub async fn bell(body: Bytes) -> Json<Received> {
    let size = body.len() as u64;
    Json(Received { number: 1, size })
}

/// Drops an anchor. The harbour said nothing once.
#[gati::handler("POST /anchors/:number")]
pub async fn anchor(number: u64) -> Json<Received> {
    Json(Received { number, size: 0 })
}

/// The certificate of an anchor, which there was none of once.
#[gati::handler("POST /anchors/:number/certificate")]
pub async fn certificate(number: u64) -> Bytes {
    Bytes::from(format!("anchor {number} holds"))
}

async fn measured(number: u64, mut body: ByteStream) -> Result<Received, Problem> {
    let mut size = 0;
    while let Some(bytes) = body.next().await {
        size += bytes?.len() as u64;
    }
    Ok(Received { number, size })
}
