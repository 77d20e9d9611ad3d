//! Numbers as constraints compare them: exactly, whatever mixture of whole and floating-point numbers meets.

use std::cmp::Ordering;
use std::fmt;

/// A number of a value or of a bound.
#[derive(Clone, Copy, Debug)]
pub enum Numeric {
    /// A whole number.
    Int(i128),
    /// Any other.
    Float(f64),
}

impl Numeric {
    /// A number of a JSON document.
    #[must_use]
    pub fn of(number: &serde_json::Number) -> Self {
        let whole = number
            .as_i64()
            .map(i128::from)
            .or_else(|| number.as_u64().map(i128::from));
        match whole {
            Some(whole) => Self::Int(whole),
            None => Self::Float(number.as_f64().unwrap_or(f64::NAN)),
        }
    }

    /// Whether this is a whole multiple of `divisor`, both read as the decimals that are written: 0.3 is a multiple of 0.1.
    #[must_use]
    pub fn is_multiple_of(self, divisor: Self) -> bool {
        match (self, divisor) {
            (Self::Int(value), Self::Int(divisor)) => divisor != 0 && value % divisor == 0,
            _ => match (Decimal::of(self), Decimal::of(divisor)) {
                (Some(value), Some(divisor)) => value
                    .is_multiple_of(divisor)
                    .unwrap_or_else(|| self.as_f64() % divisor.as_f64() == 0.0),
                _ => false,
            },
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "the nearest is what is asked for")]
    fn as_f64(self) -> f64 {
        match self {
            Self::Int(whole) => whole as f64,
            Self::Float(float) => float,
        }
    }
}

impl PartialEq for Numeric {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Numeric {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (*self, *other) {
            (Self::Int(a), Self::Int(b)) => Some(a.cmp(&b)),
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(&b),
            (Self::Int(a), Self::Float(b)) => compare(a, b),
            (Self::Float(a), Self::Int(b)) => compare(b, a).map(Ordering::reverse),
        }
    }
}

/// 2^127, one more than the largest `i128`.
const BEYOND: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;

/// Compares without rounding the whole number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the float was made whole and is in range"
)]
fn compare(whole: i128, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        None
    } else if float >= BEYOND {
        Some(Ordering::Less)
    } else if float < -BEYOND {
        Some(Ordering::Greater)
    } else {
        let floor = float.floor();
        Some(whole.cmp(&(floor as i128)).then(if float > floor {
            Ordering::Less
        } else {
            Ordering::Equal
        }))
    }
}

impl fmt::Display for Numeric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(whole) => whole.fmt(f),
            // As JSON writes it: 1e300, not three hundred zeros.
            Self::Float(float) if float.abs() >= 1e16 || (*float != 0.0 && float.abs() < 1e-5) => {
                write!(f, "{float:e}")
            }
            Self::Float(float) => float.fmt(f),
        }
    }
}

/// `digits * 10^exponent`.
#[derive(Clone, Copy)]
struct Decimal {
    digits: i128,
    exponent: i32,
}

impl Decimal {
    /// The shortest decimal that reads back as the same number, which is the one people wrote.
    fn of(number: Numeric) -> Option<Self> {
        let float = match number {
            Numeric::Int(digits) => return Some(Self { digits, exponent: 0 }),
            Numeric::Float(float) if float.is_finite() => float,
            Numeric::Float(_) => return None,
        };
        let text = format!("{float:e}");
        let (mantissa, exponent) = text.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        Some(Self {
            digits: format!("{whole}{fraction}").parse().ok()?,
            exponent: exponent - i32::try_from(fraction.len()).ok()?,
        })
    }

    fn as_f64(self) -> f64 {
        format!("{}e{}", self.digits, self.exponent)
            .parse()
            .unwrap_or(f64::NAN)
    }

    /// `None` if the numbers lie too far apart to be compared digit by digit.
    fn is_multiple_of(self, divisor: Self) -> Option<bool> {
        if divisor.digits == 0 {
            return Some(false);
        }
        let exponent = self.exponent.min(divisor.exponent);
        Some(self.digits_at(exponent)? % divisor.digits_at(exponent)? == 0)
    }

    fn digits_at(self, exponent: i32) -> Option<i128> {
        let power = u32::try_from(self.exponent - exponent).ok()?;
        self.digits.checked_mul(10_i128.checked_pow(power)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_beyond_the_precision_of_floats_compare_exactly() {
        let float = Numeric::Float(9_007_199_254_740_992.0);
        assert!(Numeric::Int(9_007_199_254_740_993) > float);
        assert!(Numeric::Int(9_007_199_254_740_992) == float);
        assert!(Numeric::Int(-2) < Numeric::Float(-1.5));
        assert!(Numeric::Int(-1) > Numeric::Float(-1.5));
        assert!(Numeric::Int(i128::MAX) < Numeric::Float(1e300));
    }

    #[test]
    fn nothing_compares_with_nan() {
        assert_eq!(Numeric::Int(0).partial_cmp(&Numeric::Float(f64::NAN)), None);
    }

    #[test]
    fn multiples_are_those_of_decimals() {
        assert!(Numeric::Float(0.3).is_multiple_of(Numeric::Float(0.1)));
        assert!(Numeric::Float(19.99).is_multiple_of(Numeric::Float(0.01)));
        assert!(!Numeric::Float(0.35).is_multiple_of(Numeric::Float(0.1)));
        assert!(Numeric::Int(6).is_multiple_of(Numeric::Float(1.5)));
        assert!(!Numeric::Int(7).is_multiple_of(Numeric::Int(2)));
        assert!(!Numeric::Float(f64::NAN).is_multiple_of(Numeric::Int(2)));
    }
}
