//! The generated validator on a typical body, beside the decoding that comes before it.

use std::hint::black_box;
use std::time::Instant;

use super::{Error, Row, median};
use gati::validate::Side;

use crate::model::{CAPTURE_BODY, Capture};

const ROUNDS: usize = 31;
const EACH: u32 = 20_000;

/// Nanoseconds per body.
///
/// # Errors
///
/// If the body does not decode.
pub fn validation() -> Result<Vec<Row>, Error> {
    let body: Capture = serde_json::from_str(CAPTURE_BODY)?;
    let nanoseconds = |work: &mut dyn FnMut()| {
        let figures = (0..ROUNDS).map(|_| {
            let start = Instant::now();
            (0..EACH).for_each(|_| work());
            start.elapsed().as_secs_f64() * 1e9 / f64::from(EACH)
        });
        median(figures.collect())
    };
    let decode = nanoseconds(&mut || {
        let _ = black_box(serde_json::from_str::<Capture>(black_box(CAPTURE_BODY)));
    });
    let validate = nanoseconds(&mut || {
        let _ = black_box(gati::validate::validate(black_box(&body), Side::Read));
    });
    Ok(vec![Row {
        what: "validate a body of five fields, against decoding it".into(),
        ours: format!("{validate:.0} ns"),
        theirs: format!("{decode:.0} ns"),
        ratio: format!("{:.3}", validate / decode),
        target: "< 1000 ns",
    }])
}
