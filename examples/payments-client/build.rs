//! Reads the source of the server, and writes its client.

fn main() {
    gati_build::client("../payments");
}
