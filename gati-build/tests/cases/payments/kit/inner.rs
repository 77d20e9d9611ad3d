use gati::GType;

#[derive(serde::Serialize, serde::Deserialize, GType)]
pub struct Money {
    #[cfg(feature = "cents")]
    pub cents: i64,
    #[cfg(not(feature = "cents"))]
    pub euros: i64,
    pub rate: crate::inner::Rate,
}

#[derive(serde::Serialize, serde::Deserialize, GType)]
#[serde(transparent)]
pub struct Rate(f64);
