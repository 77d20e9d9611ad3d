fn main() {
    gati_build::run();
}
