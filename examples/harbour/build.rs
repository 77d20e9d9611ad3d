//! Reads the source and the releases, and writes what the program takes in.

fn main() {
    gati_build::run();
}
