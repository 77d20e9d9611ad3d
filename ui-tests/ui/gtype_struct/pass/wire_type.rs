use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
struct Payment {
    #[serde(with = "hex")]
    #[gtype(as = String)]
    name: Vec<u8>,
}

mod hex {
    pub(crate) fn serialize<S: gati::serde::Serializer>(_: &[u8], s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str("")
    }
    pub(crate) fn deserialize<'de, D: gati::serde::Deserializer<'de>>(d: D) -> Result<Vec<u8>, D::Error> {
        let text: String = gati::serde::Deserialize::deserialize(d)?;
        Ok(text.into_bytes())
    }
}

fn main() {}
