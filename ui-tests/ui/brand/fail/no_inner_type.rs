gati::brand! {
    /// A name.
    pub Name;
}

fn main() {}
