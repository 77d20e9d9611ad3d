gati::app!();

pub struct Ledger(String);

#[gati::module]
impl Ledger {
    fn init() -> Self {
        Self(String::new())
    }

    pub fn name(&self) -> &str {
        &self.0
    }
}

fn main() {}
