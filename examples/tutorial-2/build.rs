//! Reads the source for Gati.

fn main() {
    gati_build::run();
}
