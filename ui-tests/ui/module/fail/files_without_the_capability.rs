gati::app!();

pub struct Ledger;

#[gati::module(capabilities = ["net"])]
impl Ledger {
    fn init() -> Result<Self, std::io::Error> {
        std::fs::create_dir_all("ledger")?;
        Ok(Self)
    }
}

fn main() {}
