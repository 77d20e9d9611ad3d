pub mod left {
    pub use super::right::*;
}

pub mod right {
    pub use super::left::*;
    pub use super::goal::*;
}

mod goal {
    use gati::GType;

    #[derive(serde::Serialize, serde::Deserialize, GType)]
    pub struct Goal;
}
