gati::app!();

pub struct Ledger {
    schema: u64,
}

#[gati::module(schema_version = 20_261_130_120_000)]
impl Ledger {
    fn init() -> Self {
        Self {
            schema: Self::SCHEMA_VERSION,
        }
    }

    pub fn schema(&self) -> u64 {
        self.schema
    }
}

fn main() {}
