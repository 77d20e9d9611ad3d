//! Reads the handlers and types, and writes what follows from them.

fn main() {
    gati_build::run();
}
