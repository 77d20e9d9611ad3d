use gati::prelude::*;


mod absent;
mod broken;

/// The macro of this handler reports the word.
#[gati::handler("FETCH /a")]
async fn a() -> Text { todo() }

/// The derive of this type reports the constraint.
#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Wrong {
    #[gtype(min = 1)]
    name: String,
    #[gtype(mni = 1)]
    size: u64,
}

#[gati::handler("GET /wrong")]
async fn wrong() -> Json<Wrong> { todo() }

/// rustc misses the trait.
struct Plain;

#[gati::handler("GET /plain")]
async fn plain() -> Json<Plain> { todo() }

#[derive(serde::Serialize, serde::Deserialize, GType)]
struct Around {
    inner: Plain,
}

#[gati::handler("GET /around")]
async fn around() -> Json<Around> { todo() }

/// rustc does not find the name.
#[gati::handler("GET /typo")]
async fn typo() -> Json<Arround> { todo() }

#[gati::handler("GET /fine")]
async fn fine() -> Text { todo() }

gati::app!();
