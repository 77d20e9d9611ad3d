gati::app!();

pub struct Note;
pub struct Ledger;

#[gati::module]
impl Ledger {
    fn init() -> Self {
        Self
    }

    pub fn last(&self) -> Note {
        Note
    }
}

fn main() {}
