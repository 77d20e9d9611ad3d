use gati::GType;

#[derive(serde::Serialize, serde::Deserialize, GType)]
pub struct Item {
    pub id: u64,
}
