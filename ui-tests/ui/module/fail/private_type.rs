gati::app!();

mod inner {
    struct Ledger;

    #[gati::module]
    impl Ledger {
        fn init() -> Self {
            Self
        }
    }
}

fn main() {}
