//! Reads the handlers and the modules, and writes what follows from them.

fn main() {
    gati_build::run();
}
