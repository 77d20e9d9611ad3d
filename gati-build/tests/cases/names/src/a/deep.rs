use gati::GType;

#[derive(serde::Serialize, serde::Deserialize, GType)]
pub struct Deep;

#[derive(serde::Serialize, serde::Deserialize, GType)]
pub struct Twice<T>(pub T, pub T);
