//! What guests can do.

use gati::prelude::*;

use crate::app::Gctx;
use crate::book::Refused;

/// What a guest is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, GType)]
pub struct Welcome {
    /// The greeting.
    pub text: String,
    /// The number of the page.
    #[gtype(min = 1)]
    pub page: u32,
    /// Whether a letter was left between the pages.
    pub letter: bool,
}

/// A letter to the house.
#[derive(Clone, Debug, Serialize, Deserialize, GType)]
pub struct Letter {
    /// What it says.
    #[gtype(max_length = 1000)]
    pub text: String,
}

/// Published when somebody has signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The guest.
    pub name: String,
}

/// Why somebody could not sign.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum SignError {
    /// There is no page left.
    #[gtype(status = 507)]
    BookFull,
}

impl From<Refused> for SignError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Full => Self::BookFull,
        }
    }
}

/// Signs the book.
#[gati::handler("POST /guests/:name", status = 201, timeout = "5s")]
pub async fn sign(
    name: String,
    letter: Json<Option<Letter>>,
    gctx: &Gctx,
) -> Result<Json<Welcome>, SignError> {
    let page = gctx.modules.book.sign(name.clone()).await?;
    let text = format!("{}, {name}!", gctx.config.greeting);
    gctx.events.publish(Signed { name });
    Ok(Json(Welcome {
        text,
        page,
        letter: letter.0.is_some(),
    }))
}

/// How many guests there were.
#[gati::handler("GET /guests/count")]
pub async fn count(gctx: &Gctx) -> Json<u32> {
    Json(gctx.modules.book.count().await)
}
