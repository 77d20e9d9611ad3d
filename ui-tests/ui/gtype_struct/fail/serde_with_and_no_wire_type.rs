use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[serde(with = "hex")]
    name: String,
}

mod hex {
    pub fn serialize<S: gati::serde::Serializer>(_: &str, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str("")
    }
    pub fn deserialize<'de, D: gati::serde::Deserializer<'de>>(d: D) -> Result<String, D::Error> {
        gati::serde::Deserialize::deserialize(d)
    }
}

fn main() {}
