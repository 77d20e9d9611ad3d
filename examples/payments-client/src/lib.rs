//! The client of the payments API, generated from the source of the server in the same build.
//!
//! There is nothing here but the line that takes it in. Change a type of a handler in `examples/payments`, and whatever uses this
//! crate and no longer fits stops compiling in the same `cargo build`.

// ANCHOR: include
gati_client::include_client!(pub payments);
// ANCHOR_END: include

/// The clients of all releases, as programs have them that were deployed then.
pub mod releases {
    gati_client::include_client!(pub payments_v1_0_0 as v1_0_0);
    gati_client::include_client!(pub payments_v1_1_0 as v1_1_0);
    gati_client::include_client!(pub payments_v2_0_0 as v2_0_0);
    gati_client::include_client!(pub payments_v3_0_0 as v3_0_0);
    gati_client::include_client!(pub payments_v4_0_0 as v4_0_0);
    gati_client::include_client!(pub payments_v5_0_0 as v5_0_0);
    gati_client::include_client!(pub payments_v5_0_1 as v5_0_1);
}
