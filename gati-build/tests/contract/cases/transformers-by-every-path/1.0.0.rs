use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct ByName {
    amount: u64,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct ByAlias {
    amount: u64,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct ByWholePath {
    amount: u64,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct BySelf {
    amount: u64,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct BySuper {
    amount: u64,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct ByGlob {
    amount: u64,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct ByReexport {
    amount: u64,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct ByApp {
    amount: u64,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct ByType {
    amount: u64,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct ByRename {
    amount: u64,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct Raw {
    amount: u64,
}

/// Takes it.
#[gati::handler("POST /byname")]
async fn take_byname(body: Json<ByName>) {
    let _ = body;
}

/// Takes it.
#[gati::handler("POST /byalias")]
async fn take_byalias(body: Json<ByAlias>) {
    let _ = body;
}

/// Takes it.
#[gati::handler("POST /bywholepath")]
async fn take_bywholepath(body: Json<ByWholePath>) {
    let _ = body;
}

/// Takes it.
#[gati::handler("POST /byself")]
async fn take_byself(body: Json<BySelf>) {
    let _ = body;
}

/// Takes it.
#[gati::handler("POST /bysuper")]
async fn take_bysuper(body: Json<BySuper>) {
    let _ = body;
}

/// Takes it.
#[gati::handler("POST /byglob")]
async fn take_byglob(body: Json<ByGlob>) {
    let _ = body;
}

/// Takes it.
#[gati::handler("POST /byreexport")]
async fn take_byreexport(body: Json<ByReexport>) {
    let _ = body;
}

/// Takes it.
#[gati::handler("POST /byapp")]
async fn take_byapp(body: Json<ByApp>) {
    let _ = body;
}

/// Takes it.
#[gati::handler("POST /bytype")]
async fn take_bytype(body: Json<ByType>) {
    let _ = body;
}

/// Takes it.
#[gati::handler("POST /byrename")]
async fn take_byrename(body: Json<ByRename>) {
    let _ = body;
}

/// Takes it.
#[gati::handler("POST /raw")]
async fn take_raw(body: Json<Raw>) {
    let _ = body;
}
