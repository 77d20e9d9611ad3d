//! Reads the source and writes what the program takes in.

fn main() {
    gati_build::run();
}
