gati::brand! {
    /// A name.
    pub Name(String), min = 1;
}

fn main() {}
