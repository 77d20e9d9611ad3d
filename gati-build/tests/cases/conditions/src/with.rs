use gati::GType;

#[cfg_attr(all(feature = "extra", not(windows)), derive(serde::Serialize, serde::Deserialize, GType))]
pub enum Choice {
    With,
    #[cfg(feature = "off")]
    Off(Missing),
    #[cfg(any(unix, windows))]
    Tuple(#[cfg(feature = "off")] Missing, u8),
}
