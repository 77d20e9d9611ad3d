//! Reads the source and writes the route table.

fn main() {
    gati_build::run();
}
