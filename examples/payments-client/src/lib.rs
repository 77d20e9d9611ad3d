//! The client of the payments API, generated from the source of the server in the same build.
//!
//! There is nothing here but the line that takes it in. Change a type of a handler in `examples/payments`, and whatever uses this
//! crate and no longer fits stops compiling in the same `cargo build`.

// ANCHOR: include
gati_client::include_client!(pub payments);
// ANCHOR_END: include
