gati::app!();
fn main() {}
