//! Reads the source of the server, and writes its client; and one for each of its releases.

fn main() {
    // ANCHOR: source
    gati_build::client("../payments");
    // ANCHOR_END: source
    // ANCHOR: releases
    for release in ["1.0.0", "1.1.0", "2.0.0", "3.0.0", "4.0.0", "5.0.0", "5.0.1"] {
        gati_build::client_at("../payments", release);
    }
    // ANCHOR_END: releases
}
