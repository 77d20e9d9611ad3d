use gati::GType;

#[derive(serde::Serialize, serde::Deserialize, GType)]
pub struct Kit {
    #[cfg(feature = "usual")]
    pub usual: u8,
    #[cfg(feature = "special")]
    pub special: u8,
}
