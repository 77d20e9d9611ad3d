use gati::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, gati::GType)]
struct ByName {
    amount: u64,
    currency: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct ByAlias {
    amount: u64,
    currency: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct ByWholePath {
    amount: u64,
    currency: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct BySelf {
    amount: u64,
    currency: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct BySuper {
    amount: u64,
    currency: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct ByGlob {
    amount: u64,
    currency: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct ByReexport {
    amount: u64,
    currency: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct ByApp {
    amount: u64,
    currency: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct ByType {
    amount: u64,
    currency: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct ByRename {
    amount: u64,
    currency: String,
}

#[derive(Serialize, Deserialize, gati::GType)]
struct Raw {
    amount: u64,
    currency: String,
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

use app::{v1_0_0 as first, v2_0_0 as second};

pub(crate) mod by_name {
    use crate::app::{v1_0_0, v2_0_0};

    #[gati::transformer]
    pub(crate) fn a(value: v1_0_0::ByName) -> v2_0_0::ByName {
        unreachable!("it is read, not run")
    }
}

pub(crate) mod by_alias {
    use crate::app::v1_0_0 as old;
    use crate::app::v2_0_0 as new;

    #[gati::transformer]
    pub(crate) fn b(value: old::ByAlias) -> new::ByAlias {
        unreachable!("it is read, not run")
    }
}

pub(crate) mod by_whole_path {
    #[gati::transformer]
    pub(crate) fn c(value: crate::app::v1_0_0::ByWholePath) -> crate::app::v2_0_0::ByWholePath {
        unreachable!("it is read, not run")
    }
}

pub(crate) mod by_self {
    use crate::app::{self, v2_0_0};

    #[gati::transformer]
    pub(crate) fn d(value: self::app::v1_0_0::BySelf) -> self::v2_0_0::BySelf {
        unreachable!("it is read, not run")
    }
}

pub(crate) mod by_super {
    pub(crate) mod inner {
        #[gati::transformer]
        pub(crate) fn e(value: super::super::first::BySuper) -> super::super::app::v2_0_0::BySuper {
            unreachable!("it is read, not run")
        }
    }
}

pub(crate) mod by_glob {
    use crate::app::*;

    #[gati::transformer]
    pub(crate) fn f(value: v1_0_0::ByGlob) -> v2_0_0::ByGlob {
        unreachable!("it is read, not run")
    }
}

pub(crate) mod releases {
    pub(crate) use crate::app::{v1_0_0, v2_0_0};
}

pub(crate) mod by_reexport {
    use super::releases::{v1_0_0, v2_0_0};

    #[gati::transformer]
    pub(crate) fn g(value: v1_0_0::ByReexport) -> v2_0_0::ByReexport {
        unreachable!("it is read, not run")
    }
}

pub(crate) mod by_app {
    use crate::app;

    #[gati::transformer]
    pub(crate) fn h(value: app::v1_0_0::ByApp) -> app::v2_0_0::ByApp {
        unreachable!("it is read, not run")
    }
}

pub(crate) mod by_type {
    use crate::app::v1_0_0::ByType as Old;
    use crate::app::v2_0_0::ByType as New;

    #[gati::transformer]
    pub(crate) fn i(value: Old) -> New {
        unreachable!("it is read, not run")
    }
}

pub(crate) mod by_rename {
    use crate::{first, second};

    #[gati::transformer]
    pub(crate) fn j(value: first::ByRename) -> second::ByRename {
        unreachable!("it is read, not run")
    }
}

pub(crate) mod raw {
    use crate::app::{r#v1_0_0, v2_0_0::Raw};

    #[gati::transformer]
    pub(crate) fn k(value: r#v1_0_0::r#Raw) -> Raw {
        unreachable!("it is read, not run")
    }
}
