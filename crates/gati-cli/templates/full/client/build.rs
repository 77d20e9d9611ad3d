fn main() {
    gati_build::client("..");
}
