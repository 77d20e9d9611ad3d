gati::app!();

fn main() {}
