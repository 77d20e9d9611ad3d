gati::app!();

pub struct Ledger;

macro_rules! module {
    ($name:ident) => {
        #[gati::module]
        impl $name {
            fn init() -> Self {
                Self
            }
        }
    };
}

module!(Ledger);

fn main() {}
