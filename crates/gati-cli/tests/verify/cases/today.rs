use gati::prelude::*;

use crate::app::{v1_0_0, v2_0_0, v3_0_0};

gati::app!();

#[derive(Serialize, Deserialize, GType)]
struct Parcel {
    #[gtype(min = 1)]
    grams: u64,
    to: Address,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize, Deserialize, GType)]
struct Address {
    #[gtype(max_length = 1000)]
    street: String,
    city: Option<String>,
}

#[derive(Serialize, Deserialize, GType, ApiError)]
#[serde(tag = "code", rename_all = "snake_case")]
enum SendError {
    /// Nobody could lift it.
    #[gtype(status = 422)]
    TooHeavy { grams: u64 },
}

#[gati::handler("POST /parcels")]
async fn send(body: Json<Parcel>) -> Result<Json<Parcel>, SendError> {
    Ok(body)
}

/// Whether a transformer is to be wrong in this way.
fn is_wrong(how: &str) -> bool {
    std::env::var("WRONG").is_ok_and(|wrong| wrong == how)
}

#[gati::transformer]
fn in_grams(old: v1_0_0::Parcel) -> v2_0_0::Parcel {
    assert!(!is_wrong("panics"), "on purpose");
    v2_0_0::Parcel {
        grams: if is_wrong("lifts to what the next release refuses") {
            0
        } else {
            u64::from(old.weight) * 1000
        },
        to: old.to,
        note: old.note,
    }
}

#[gati::transformer]
fn in_kilograms(new: v2_0_0::Parcel) -> v1_0_0::Parcel {
    let kilograms = u32::try_from(new.grams / 1000).unwrap_or(u32::MAX);
    v1_0_0::Parcel {
        weight: if is_wrong("lowers to what the old release refuses") {
            0
        } else {
            kilograms.max(1)
        },
        to: if is_wrong("changes a field") {
            format!("{}!", new.to)
        } else {
            new.to
        },
        note: new.note.filter(|_| !is_wrong("loses a field that is lowered")),
    }
}

#[gati::transformer]
fn to_a_street(old: v2_0_0::Parcel) -> Result<v3_0_0::Parcel, Untransformable> {
    if is_wrong("refuses everything") || (is_wrong("refuses something") && old.note.is_some()) {
        return Err(Untransformable::new("nobody lives there"));
    }
    let street = if is_wrong("lifts to what the handler refuses") {
        "x".repeat(1001)
    } else {
        old.to
    };
    Ok(v3_0_0::Parcel {
        grams: old.grams,
        to: Address { street, city: None },
        note: old.note.filter(|_| !is_wrong("loses a field that is lifted")),
    })
}

#[gati::transformer]
fn in_one_line(new: v3_0_0::Parcel) -> v2_0_0::Parcel {
    let city = new.to.city.map(|city| format!(", {city}"));
    v2_0_0::Parcel {
        grams: if is_wrong("lowers to what a release on the way refuses") {
            0
        } else {
            new.grams
        },
        to: if is_wrong("loses a field of the release between") {
            "somewhere".to_owned()
        } else {
            new.to.street + &city.unwrap_or_default()
        },
        note: new.note,
    }
}

#[gati::transformer]
fn in_thousands(new: v3_0_0::SendError) -> v2_0_0::SendError {
    let v3_0_0::SendError::TooHeavy { grams } = new;
    let most = u32::try_from(grams).unwrap_or(u32::MAX).max(1);
    v2_0_0::SendError::TooHeavy {
        most: if is_wrong("lowers errors to what the old release refuses") {
            0
        } else {
            most
        },
    }
}

fn main() -> gati::Result<()> {
    app::run()
}
