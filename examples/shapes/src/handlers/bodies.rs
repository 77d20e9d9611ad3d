//! Bodies of requests.

use std::collections::BTreeMap;

use gati::prelude::*;

use crate::types::{Album, Figure, SignUp, Stored, Tree};

/// Reads JSON that contains itself.
#[gati::handler("POST /trees")]
pub async fn tree(tree: Json<Tree>) -> Json<Tree> {
    tree
}

/// Reads one of several figures.
#[gati::handler("PATCH /figures/:name")]
pub async fn figure(name: String, figure: Json<Figure>) -> Json<BTreeMap<String, Figure>> {
    Json(BTreeMap::from([(name, figure.0)]))
}

// ANCHOR: form
/// Reads a form.
#[gati::handler("POST /sign-up")]
pub async fn sign_up(form: Form<SignUp>) -> Json<SignUp> {
    Json(form.0)
}
// ANCHOR_END: form

// ANCHOR: multipart
/// Reads a form with files.
#[gati::handler("POST /albums")]
pub async fn album(form: Multipart<Album>) -> Json<Stored> {
    let Album { title, pictures } = form.0;
    let sizes = pictures
        .iter()
        .enumerate()
        .map(|(i, picture)| {
            (
                picture.file_name().map_or(format!("#{i}"), str::to_owned),
                picture.len(),
            )
        })
        .collect();
    Json(Stored { title, sizes })
}
// ANCHOR_END: multipart

// ANCHOR: bytes
/// Reads the body as it is, whole, and gives it back the other way round.
#[gati::handler("PUT /reversed")]
pub async fn reversed(body: Bytes) -> Bytes {
    body.iter().rev().copied().collect()
}
// ANCHOR_END: bytes

// ANCHOR: stream
/// Reads the body as it comes, however long it is, and counts.
#[gati::handler("POST /counted")]
pub async fn counted(mut body: ByteStream) -> Result<Json<u64>, Problem> {
    let mut count = 0;
    while let Some(chunk) = body.next().await {
        count += chunk?.len() as u64;
    }
    Ok(Json(count))
}
// ANCHOR_END: stream
