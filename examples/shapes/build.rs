//! Reads the handlers and types, and writes what follows from them.

fn main() {
    gati_build::run();
    // The tests call the shapes through their own client.
    gati_build::client(".");
}
