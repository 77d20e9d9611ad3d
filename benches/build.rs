//! Reads the handlers of this package.

fn main() {
    gati_build::run();
}
