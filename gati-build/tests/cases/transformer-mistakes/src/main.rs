//! Transformers whose ends are no types of releases, and transformers that generated code cannot reach.

use gati::prelude::*;
use serde::{Deserialize, Serialize};

use crate::app::{v1_0_0, v2_0_0};

gati::app!();

#[derive(Serialize, Deserialize, GType)]
pub struct Capture {
    pub amount: u64,
}

/// A type of its author's, whatever the module is called.
pub mod v3_0_0 {
    pub struct Capture;
}

#[gati::transformer]
fn to_the_type_of_today(old: v1_0_0::Capture) -> Capture {
    Capture { amount: old.amount }
}

#[gati::transformer]
fn to_what_is_no_type_of_ours(old: v1_0_0::Capture) -> String {
    old.amount.to_string()
}

#[gati::transformer]
fn from_a_module_of_the_same_name(_old: v3_0_0::Capture) -> v2_0_0::Capture {
    v2_0_0::Capture { amount: 1 }
}

#[gati::transformer]
fn of_a_whole_release(_old: crate::app::v1_0_0) -> v2_0_0::Capture {
    v2_0_0::Capture { amount: 1 }
}

#[gati::transformer]
fn of_what_is_generated_beside(_old: crate::app::Gctx) -> v2_0_0::Capture {
    v2_0_0::Capture { amount: 1 }
}

#[gati::transformer]
fn from_nowhere(_old: ::app::v1_0_0::Capture) -> nothing::Capture {
    nothing::Capture
}

mod outer {
    mod inner {
        use crate::app::{v1_0_0, v2_0_0};

        #[gati::transformer]
        fn out_of_sight(old: v1_0_0::Capture) -> v2_0_0::Capture {
            v2_0_0::Capture { amount: old.amount }
        }
    }
}

/// Features of the program decide whether it is there: that is known.
#[cfg(feature = "old-callers")]
#[gati::transformer]
fn left_out(old: v1_0_0::Capture) -> Capture {
    Capture { amount: old.amount }
}

/// What the compiler alone knows is not.
#[cfg(not(debug_assertions))]
#[gati::transformer]
fn in_doubt(old: v1_0_0::Capture) -> v2_0_0::Capture {
    v2_0_0::Capture { amount: old.amount }
}

#[gati::handler("POST /captures")]
async fn capture(body: Json<Capture>) {
    let _ = body;
}

fn main() {}
