//! Values that hold no others: the candidates for a place, of which those are kept that fit.

use gati_schema::ty::{Constraints, Format, IntWidth, Kind, Number, Scalar, Side};
use gati_schema::{Manifest, Type, check};
use serde_json::{Value, json};

use crate::text;

/// Every value worth trying at a place; none if the type holds others.
pub(crate) fn values(manifest: &Manifest, ty: &Type, side: Side) -> Vec<Value> {
    let mut list: Vec<Value> = match &ty.kind {
        Kind::Null => vec![Value::Null],
        Kind::Bool => vec![json!(false), json!(true)],
        Kind::Integer { width, .. } => integers(*width, &ty.constraints),
        Kind::Float { .. } => floats(&ty.constraints),
        Kind::Text => text::candidates(&ty.constraints)
            .into_iter()
            .map(Value::from)
            .collect(),
        Kind::Char => ["a", "Z", "é", "\u{1f980}", "\n", "\""].map(Value::from).to_vec(),
        // What is written is a list of bytes, which is also read.
        Kind::Bytes => vec![json!([]), json!([0, 127, 255]), json!([104, 105])],
        Kind::Scalar { scalar } => scalars(*scalar),
        Kind::Any => vec![
            Value::Null,
            json!(true),
            json!("anything"),
            json!({"any": [1, null, {}]}),
            json!([]),
        ],
        Kind::AnyObject => vec![json!({}), json!({"any": [1, null, "thing"]})],
        Kind::Upload => vec![json!("file")],
        _ => Vec::new(),
    };
    list.retain(|value| check::value(manifest, ty, side, value).is_empty());
    let mut kept: Vec<Value> = Vec::new();
    for value in list {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

/// The ends of the range, of the type and of the constraints, what lies beside them, and a few in between.
fn integers(width: IntWidth, constraints: &Constraints) -> Vec<Value> {
    // JSON numbers of 128 bits are not carried by everything on the way, and no contract can state such a bound.
    let least = width.min().max(i128::from(i64::MIN));
    let most = i128::try_from(width.max())
        .unwrap_or(i128::MAX)
        .min(i128::from(u64::MAX));
    let bounds = [
        &constraints.min,
        &constraints.exclusive_min,
        &constraints.max,
        &constraints.exclusive_max,
    ];
    let bounds = bounds.into_iter().flatten().filter_map(Number::as_i128);
    let mut list: Vec<i128> = vec![least, most, 0, 1, -1, 2, 7, 100, 1500];
    // Whole numbers that a float cannot tell from their neighbours.
    list.extend([(1 << 53) + 1, -(1 << 53) - 1]);
    for bound in bounds {
        list.extend([bound, bound.saturating_add(1), bound.saturating_sub(1)]);
    }
    if let Some(step) = constraints
        .multiple_of
        .as_ref()
        .and_then(Number::as_i128)
        .filter(|step| *step > 0)
    {
        let multiples: Vec<i128> = list
            .iter()
            .flat_map(|near| [near - near.rem_euclid(step), near - near.rem_euclid(step) + step])
            .collect();
        list.extend(multiples);
    }
    list.into_iter()
        .filter(|number| (least..=most).contains(number))
        .filter_map(|number| match (u64::try_from(number), i64::try_from(number)) {
            (Ok(number), _) => Some(json!(number)),
            (_, Ok(number)) => Some(json!(number)),
            _ => None,
        })
        .collect()
}

/// Numbers that 32 bits hold exactly, so that none is another one after it was read.
fn floats(constraints: &Constraints) -> Vec<Value> {
    let mut list = vec![0.0, 0.5, -1.5, 1024.25, -0.25, 16_777_216.0, 1.0];
    let bounds = [
        &constraints.min,
        &constraints.exclusive_min,
        &constraints.max,
        &constraints.exclusive_max,
    ];
    for bound in bounds.into_iter().flatten().map(Number::as_f64) {
        list.extend([bound, bound + 0.5, bound - 0.5, bound.floor() + 0.5]);
    }
    if let Some(step) = constraints.multiple_of.as_ref().map(Number::as_f64) {
        list.extend([step, step * 2.0, step * 10.0]);
    }
    list.into_iter().map(Value::from).collect()
}

fn scalars(scalar: Scalar) -> Vec<Value> {
    let of = |texts: &[&str]| texts.iter().map(|&text| Value::from(text)).collect();
    match scalar {
        // The one spelling that is written.
        Scalar::Uuid => of(text::texts_of_format(Format::Uuid)),
        // A zone with a name is only known where there is a table of zones.
        Scalar::Zoned => of(&[
            "2026-11-20T12:00:00+02:00[+02:00]",
            "2026-11-20T12:00:00+00:00[+00:00]",
        ]),
        Scalar::Timestamp => of(text::texts_of_format(Format::DateTime)),
        Scalar::CivilDate => of(text::texts_of_format(Format::Date)),
        Scalar::Url => of(&["https://example.org/", "https://example.org/a?b=c#d"]),
        Scalar::IpAddr => of(&["127.0.0.1", "::1"]),
        Scalar::Ipv4Addr => of(text::texts_of_format(Format::Ipv4)),
        Scalar::Ipv6Addr => of(&["::1", "::2"]),
        Scalar::Path => of(&["a", "a/b.txt", "/tmp"]),
        Scalar::Duration => vec![
            json!({"secs": 0, "nanos": 0}),
            json!({"secs": 90, "nanos": 500_000_000}),
        ],
        Scalar::SystemTime => vec![
            json!({"secs_since_epoch": 0, "nanos_since_epoch": 0}),
            json!({"secs_since_epoch": 1_795_176_000, "nanos_since_epoch": 1}),
        ],
        other => of(text::texts_of_scalar(other)),
    }
}
