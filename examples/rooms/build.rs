//! Reads the handlers and types, and writes what follows from them; the client is for the tests.

fn main() {
    gati_build::run();
    gati_build::client(".");
}
