use gati::GType;

/// Stands in front of the one of the prelude, here.
#[derive(serde::Serialize, serde::Deserialize, GType)]
pub struct String {
    pub text: std::string::String,
}

#[derive(serde::Serialize, serde::Deserialize, GType)]
pub struct Text {
    pub text: String,
}

pub mod inner {
    use super::super::b::*;

    pub type Up = Vec<self::Text>;
}
