use gati::prelude::*;

#[derive(Serialize, Deserialize, GType)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Payment {
    #[serde(rename = "sum", alias = "total")]
    amount: u64,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip)]
    cache: u8,
    #[serde(rename(serialize = "out", deserialize = "in"))]
    way: bool,
}

fn main() {}
