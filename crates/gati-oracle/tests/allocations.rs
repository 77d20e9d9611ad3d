//! A valid body is validated without allocating anything: what is valid should cost nothing to find valid.

use std::collections::BTreeMap;

use gati::GType;
use gati::types::{CurrencyCode, Email, NonEmpty, Positive};
use gati::validate::{Side, validate};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, GType)]
struct Order {
    id: u64,
    customer: Customer,
    #[gtype(min_items = 1, max_items = 100)]
    lines: Vec<Line>,
    currency: CurrencyCode,
    #[gtype(max_properties = 16, items(max_length = 64))]
    labels: BTreeMap<String, String>,
    #[gtype(min = 0.0, max = 1.0)]
    discount: Option<f64>,
    payment: Payment,
}

#[derive(Serialize, Deserialize, GType)]
struct Customer {
    email: Email,
    #[gtype(max_length = 80)]
    name: NonEmpty,
    #[gtype(format = "date")]
    born: Option<String>,
}

#[derive(Serialize, Deserialize, GType)]
struct Line {
    #[gtype(pattern = "^[A-Z]{2}-[0-9]{4}$")]
    article: String,
    count: Positive<u32>,
    #[gtype(min = 1, max = 1_000_000, multiple_of = 5)]
    price: u64,
    #[gtype(unique)]
    tags: Vec<String>,
}

#[derive(Serialize, Deserialize, GType)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Payment {
    Card {
        #[gtype(min_length = 12, max_length = 19)]
        number: String,
    },
    Invoice {
        days: u8,
    },
}

#[test]
fn a_valid_body_is_validated_without_allocating() {
    let order: Order = serde_json::from_value(serde_json::json!({
        "id": 7,
        "customer": {"email": "ada@example.org", "name": "Ada", "born": "1815-12-10"},
        "lines": [
            {"article": "AB-0001", "count": 2, "price": 1500, "tags": ["new", "blue"]},
            {"article": "CD-0002", "count": 1, "price": 95, "tags": []},
        ],
        "currency": "EUR",
        "labels": {"channel": "web"},
        "discount": 0.25,
        "payment": {"type": "card", "number": "4242424242424242"},
    }))
    .unwrap();
    // The patterns are compiled once, when they are first needed.
    validate(&order, Side::Read).unwrap();
    let counted = allocation_counter::measure(|| validate(&order, Side::Read).unwrap());
    assert_eq!(counted.count_total, 0);
}
