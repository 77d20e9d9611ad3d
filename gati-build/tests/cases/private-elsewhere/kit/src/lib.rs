mod inner {
    #[derive(serde::Serialize, serde::Deserialize, GType)]
    pub struct Amount(u64);
}

#[derive(serde::Serialize, serde::Deserialize, GType)]
pub struct Capture {
    amount: inner::Amount,
}
