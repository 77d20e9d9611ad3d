gati::brand! {
    /// An address.
    pub Email(String), fromat = "email";
}

fn main() {}
