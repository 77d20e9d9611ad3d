//! Regular expressions for numbers in the keys of maps: exactly the texts that `serde_json` reads as the number.

use crate::ty::{Constraints, IntWidth, Number};

/// The texts of an integer: no plus sign, no leading zeros, no `-0`, and within the range of the type and of its place.
pub(crate) fn integer_key(width: IntWidth, non_zero: bool, constraints: &Constraints) -> String {
    let (smallest, largest) = range(width, constraints);
    let mut forms = Vec::new();
    if !non_zero && smallest <= 0 {
        forms.push("0".to_owned());
    }
    forms.extend(between(smallest.max(1).unsigned_abs(), largest));
    if smallest < 0 {
        let negative = between(1, smallest.unsigned_abs()).join("|");
        forms.push(format!("-({negative})"));
    }
    format!("^({})$", forms.join("|"))
}

/// The smallest and the largest number; what lies beyond zero on the other side counts as nothing.
fn range(width: IntWidth, constraints: &Constraints) -> (i128, u128) {
    let whole = |number: &Option<Number>, step: i128| number.as_ref()?.as_i128()?.checked_add(step);
    let lower = [whole(&constraints.min, 0), whole(&constraints.exclusive_min, 1)];
    let upper = [whole(&constraints.max, 0), whole(&constraints.exclusive_max, -1)];
    let smallest = lower.into_iter().flatten().fold(width.min(), i128::max);
    let largest = upper.into_iter().flatten().fold(width.max(), |largest, bound| {
        largest.min(u128::try_from(bound).unwrap_or(0))
    });
    (smallest, largest)
}

/// The texts of a number as JSON has it.
pub(crate) const fn float_key() -> &'static str {
    "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"
}

/// Forms that together match the whole numbers from `first`, which is above zero, to `last`.
///
/// For 1 to 255: `[1-9]`, `[1-9][0-9]`, `1[0-9][0-9]`, `2[0-4][0-9]`, `25[0-5]`.
fn between(first: u128, last: u128) -> Vec<String> {
    let mut forms = Vec::new();
    let mut start = first;
    while start <= last {
        let end = block_end(start, last);
        forms.push(block(start, end));
        match end.checked_add(1) {
            Some(next) => start = next,
            None => break,
        }
    }
    forms
}

/// The end of the longest run from `start` in which only the last digits vary, and those but the first of them over all values.
fn block_end(start: u128, last: u128) -> u128 {
    let mut end = start;
    let mut power: u128 = 1;
    loop {
        // Fill up the digit of this power as far as it goes.
        let digit = start / power % 10;
        let room = (9 - digit).min((last - start) / power);
        let candidate = start + room * power + (power - 1);
        if candidate <= last {
            end = candidate;
        } else if room > 0 {
            end = start + (room - 1) * power + (power - 1);
        }
        // The next power can vary only if everything below it starts at zero and was filled.
        let is_full = candidate <= last && digit == 0 && room == 9;
        match power.checked_mul(10) {
            Some(next) if is_full && start >= next => power = next,
            _ => return end,
        }
    }
}

/// The numbers of one block, which have as many digits each.
fn block(start: u128, end: u128) -> String {
    let pairs = start
        .to_string()
        .into_bytes()
        .into_iter()
        .zip(end.to_string().into_bytes());
    let mut form = String::new();
    for (low, high) in pairs {
        let (low, high) = (char::from(low), char::from(high));
        if low == high {
            form.push(low);
        } else {
            form.push_str(&format!("[{low}-{high}]"));
        }
    }
    form
}

#[cfg(test)]
mod tests {
    use regex_lite::Regex;

    use super::*;

    #[test]
    fn keys_are_the_numbers_of_their_type_and_nothing_else() {
        let u8_key = Regex::new(&integer_key(IntWidth::U8, false, &Constraints::NONE)).unwrap();
        let i8_key = Regex::new(&integer_key(IntWidth::I8, false, &Constraints::NONE)).unwrap();
        let non_zero = Regex::new(&integer_key(IntWidth::U8, true, &Constraints::NONE)).unwrap();
        for number in -1000..1000_i32 {
            let text = number.to_string();
            assert_eq!(u8_key.is_match(&text), u8::try_from(number).is_ok(), "{text}");
            assert_eq!(i8_key.is_match(&text), i8::try_from(number).is_ok(), "{text}");
            assert_eq!(
                non_zero.is_match(&text),
                u8::try_from(number).is_ok_and(|number| number != 0),
                "{text}"
            );
        }
        for text in ["", "-0", "01", "+1", "1.0", " 1", "a"] {
            assert!(!u8_key.is_match(text) && !i8_key.is_match(text), "{text}");
        }
    }

    #[test]
    fn every_range_is_matched_exactly() {
        for first in (1..1200).step_by(37) {
            for last in (first..1300).step_by(41) {
                let forms = between(first, last).join("|");
                let key = Regex::new(&format!("^({forms})$")).unwrap();
                for number in 1..1400 {
                    let is_inside = (first..=last).contains(&number);
                    assert_eq!(
                        key.is_match(&number.to_string()),
                        is_inside,
                        "{number} and {forms}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_place_can_narrow_the_range() {
        let above_zero = Constraints {
            exclusive_min: Some(Number::from(0_u64)),
            ..Constraints::NONE
        };
        let key = Regex::new(&integer_key(IntWidth::I32, false, &above_zero)).unwrap();
        assert!(key.is_match("1") && key.is_match("2147483647"));
        assert!(!key.is_match("0") && !key.is_match("-1") && !key.is_match("2147483648"));
    }

    #[test]
    fn the_widest_types_end_where_they_end() {
        let key = Regex::new(&integer_key(IntWidth::U64, false, &Constraints::NONE)).unwrap();
        assert!(key.is_match("18446744073709551615"));
        assert!(!key.is_match("18446744073709551616"));
        let key = Regex::new(&integer_key(IntWidth::I64, false, &Constraints::NONE)).unwrap();
        assert!(key.is_match("-9223372036854775808"));
        assert!(!key.is_match("-9223372036854775809"));
        assert!(!key.is_match("9223372036854775808"));
    }
}
