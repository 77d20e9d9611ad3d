//! Sets of numbers.

use gati_schema::Numeric;
use gati_schema::ty::{Constraints, FloatWidth, IntWidth, Number};
use serde_json::Value;

use super::asked::chain;
use crate::verdict::Fit;

/// A set of numbers: between two bounds, multiples of some steps, perhaps whole.
#[derive(Clone, Debug)]
pub(crate) struct Numbers {
    pub(crate) integer: bool,
    pub(crate) min: Option<Bound>,
    pub(crate) max: Option<Bound>,
    pub(crate) steps: Vec<Numeric>,
    pub(crate) without_zero: bool,
    /// Whether they travel as texts: in keys, paths, queries and headers.
    pub(crate) as_text: bool,
}

/// An end of a range.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound {
    pub(crate) at: Numeric,
    pub(crate) exclusive: bool,
    /// Whether it comes with the type rather than with a constraint.
    pub(crate) implied: bool,
}

impl PartialEq for Bound {
    /// Where a bound comes from makes no difference.
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at && self.exclusive == other.exclusive
    }
}

/// Ranges up to this size are looked through number by number.
const SMALL: i128 = 4096;

/// The numbers that people would try first.
const PLAIN: [i128; 5] = [1, 0, -1, 2, 3];

impl Numbers {
    /// Whole numbers of a width.
    pub(crate) fn integer(width: IntWidth, non_zero: bool, constraints: &Constraints, as_text: bool) -> Self {
        let implied = |at| {
            Some(Bound {
                at: Numeric::Int(at),
                exclusive: false,
                implied: true,
            })
        };
        let mut numbers = Self {
            integer: true,
            min: implied(width.min()),
            max: implied(i128::try_from(width.max()).unwrap_or(i128::MAX)),
            steps: Vec::new(),
            without_zero: false,
            as_text,
        };
        numbers.constrain(constraints);
        if non_zero {
            numbers.leave_out_zero();
        }
        numbers
    }

    /// Numbers of a width.
    pub(crate) fn float(width: FloatWidth, constraints: &Constraints, as_text: bool) -> Self {
        let implied = |at: f32| {
            Some(Bound {
                at: Numeric::Float(at.into()),
                exclusive: false,
                implied: true,
            })
        };
        let mut numbers = match width {
            FloatWidth::F32 => Self {
                min: implied(f32::MIN),
                max: implied(f32::MAX),
                ..Self::any(as_text)
            },
            FloatWidth::F64 => Self::any(as_text),
        };
        numbers.constrain(constraints);
        numbers
    }

    /// All numbers.
    pub(crate) const fn any(as_text: bool) -> Self {
        Self {
            integer: false,
            min: None,
            max: None,
            steps: Vec::new(),
            without_zero: false,
            as_text,
        }
    }

    fn constrain(&mut self, constraints: &Constraints) {
        let bound = |number: &Option<Number>, exclusive| {
            number.as_ref().map(|number| Bound {
                at: Numeric::of(&number.0),
                exclusive,
                implied: false,
            })
        };
        for bound in [
            bound(&constraints.min, false),
            bound(&constraints.exclusive_min, true),
        ]
        .into_iter()
        .flatten()
        {
            let bound = if self.integer { whole(bound, 1) } else { bound };
            if self.min.is_none_or(|min| is_inside(bound, min, true)) {
                self.min = Some(bound);
            }
        }
        for bound in [
            bound(&constraints.max, false),
            bound(&constraints.exclusive_max, true),
        ]
        .into_iter()
        .flatten()
        {
            let bound = if self.integer { whole(bound, -1) } else { bound };
            if self.max.is_none_or(|max| is_inside(bound, max, false)) {
                self.max = Some(bound);
            }
        }
        for step in chain(constraints).filter_map(|constraints| constraints.multiple_of.as_ref()) {
            let step = Numeric::of(&step.0);
            let says_nothing = self.integer && Numeric::Int(1).is_multiple_of(step);
            if !says_nothing {
                self.steps.push(step);
            }
        }
        self.round_to_steps();
    }

    /// The bounds, moved inwards to the nearest multiple where these are whole multiples of something.
    fn ends(&self) -> (Option<Bound>, Option<Bound>) {
        let [Numeric::Int(step)] = self.steps[..] else {
            return (self.min, self.max);
        };
        if !self.integer || step <= 0 {
            return (self.min, self.max);
        }
        let round = |bound: Bound, up: bool| match bound.at {
            Numeric::Int(at) => {
                let below = at.div_euclid(step) * step;
                let at = if up && below != at { below + step } else { below };
                Bound {
                    at: Numeric::Int(at),
                    ..bound
                }
            }
            Numeric::Float(_) => bound,
        };
        (
            self.min.map(|bound| round(bound, true)),
            self.max.map(|bound| round(bound, false)),
        )
    }

    /// Moves explicit bounds of whole numbers to the nearest multiple inside, so that equal sets have equal bounds.
    fn round_to_steps(&mut self) {
        let (min, max) = self.ends();
        if self.min.is_some_and(|bound| !bound.implied) {
            self.min = min;
        }
        if self.max.is_some_and(|bound| !bound.implied) {
            self.max = max;
        }
    }

    fn leave_out_zero(&mut self) {
        let zero = Numeric::Int(0);
        let is_zero = |bound: &Option<Bound>| bound.is_some_and(|bound| bound.at == zero && !bound.exclusive);
        if is_zero(&self.min) {
            self.min = self.min.map(|bound| Bound {
                at: Numeric::Int(1),
                ..bound
            });
        } else if is_zero(&self.max) {
            self.max = self.max.map(|bound| Bound {
                at: Numeric::Int(-1),
                ..bound
            });
        } else {
            self.without_zero = self.contains(zero);
        }
    }

    /// Whether a number belongs to the set.
    pub(crate) fn contains(&self, number: Numeric) -> bool {
        let whole = !self.integer || matches!(number, Numeric::Int(_));
        whole
            && self
                .min
                .is_none_or(|min| number > min.at || (number == min.at && !min.exclusive))
            && self
                .max
                .is_none_or(|max| number < max.at || (number == max.at && !max.exclusive))
            && self.steps.iter().all(|step| number.is_multiple_of(*step))
            && !(self.without_zero && number == Numeric::Int(0))
    }

    /// Whether both sets are written down alike, and so are equal without a further look.
    pub(crate) fn is_spelt_like(&self, others: &Self) -> bool {
        self.integer == others.integer
            && self.min == others.min
            && self.max == others.max
            && self.steps == others.steps
            && self.without_zero == others.without_zero
            && self.as_text == others.as_text
    }

    /// Whether all of these are among `others`.
    pub(crate) fn fit(&self, others: &Self) -> Fit {
        if self.as_text != others.as_text {
            return Fit::Fails;
        }
        if self.counterexample(others).is_some() {
            return Fit::Fails;
        }
        let steps = others.steps.iter().all(|step| {
            self.steps.iter().any(|own| own.is_multiple_of(*step))
                || (self.integer && Numeric::Int(1).is_multiple_of(*step))
        });
        let (least, most) = self.ends();
        let min = others
            .min
            .is_none_or(|theirs| least.is_some_and(|own| !is_inside(theirs, own, true)));
        let max = others
            .max
            .is_none_or(|theirs| most.is_some_and(|own| !is_inside(theirs, own, false)));
        let whole = self.integer || !others.integer;
        let zero = !others.without_zero || !self.contains(Numeric::Int(0));
        if (steps && min && max && whole && zero) || self.all().is_some() {
            Fit::Fits
        } else {
            Fit::Unknown
        }
    }

    /// One of these that is not among `others`.
    pub(crate) fn counterexample(&self, others: &Self) -> Option<Numeric> {
        if let Some(mut all) = self.all() {
            return all.find(|number| !others.contains(*number));
        }
        let is_meant = |number: &Numeric| self.contains(*number) && !others.contains(*number);
        let candidates = self.candidates(others);
        // Where only one side has fractions, a fraction says more than a number beyond a bound.
        let fraction = candidates
            .iter()
            .copied()
            .filter(|number| others.integer && matches!(number, Numeric::Float(_)))
            .find(is_meant);
        fraction.or_else(|| candidates.into_iter().find(is_meant))
    }

    /// Any one of these.
    pub(crate) fn sample(&self) -> Option<Numeric> {
        if let Some(mut all) = self.all() {
            return all.next();
        }
        let is_one = |number: &Numeric| self.contains(*number);
        // The plainest will mostly do, and the others need not be thought of.
        let plain = PLAIN.into_iter().map(Numeric::Int).find(is_one);
        plain.or_else(|| self.candidates(self).into_iter().find(is_one))
    }

    /// Different ones of these.
    pub(crate) fn variety(&self) -> Vec<Numeric> {
        self.candidates(self)
            .into_iter()
            .filter(|number| self.contains(*number))
            .collect()
    }

    /// All of them, if they are few.
    fn all(&self) -> Option<impl Iterator<Item = Numeric> + '_> {
        match (self.integer, self.min?.at, self.max?.at) {
            (true, Numeric::Int(min), Numeric::Int(max)) if max.checked_sub(min)? <= SMALL => Some(
                (min..=max)
                    .map(Numeric::Int)
                    .filter(|number| self.contains(*number)),
            ),
            _ => None,
        }
    }

    /// Numbers at which two sets are likely to differ.
    fn candidates(&self, others: &Self) -> Vec<Numeric> {
        let mut list: Vec<Numeric> = PLAIN.map(Numeric::Int).to_vec();
        if !self.integer {
            list.extend([0.5, -0.5, 1.5, 0.1, 0.01, 1e39, -1e39].map(Numeric::Float));
        }
        for step in self.steps.iter().chain(&others.steps) {
            for times in 1..=8_i32 {
                list.extend(match *step {
                    Numeric::Int(step) => {
                        let by = step.saturating_mul(times.into());
                        [by, by.saturating_neg()].map(Numeric::Int)
                    }
                    Numeric::Float(step) => {
                        [step * f64::from(times), -step * f64::from(times)].map(Numeric::Float)
                    }
                });
            }
        }
        for bound in [others.min, others.max, self.min, self.max].into_iter().flatten() {
            match bound.at {
                Numeric::Int(at) => {
                    let near = [0, 1, -1, 2, -2].map(|by| at.saturating_add(by));
                    list.extend(near.map(Numeric::Int));
                }
                Numeric::Float(at) => list.extend(
                    [
                        at,
                        at.next_up(),
                        at.next_down(),
                        at + 1.0,
                        at - 1.0,
                        at * 2.0,
                        at / 2.0,
                    ]
                    .map(Numeric::Float),
                ),
            }
            if !self.integer
                && let Numeric::Int(at) = bound.at
            {
                #[expect(clippy::cast_precision_loss, reason = "any number nearby will do")]
                let at = at as f64;
                list.extend([at + 0.5, at - 0.5].map(Numeric::Float));
            }
        }
        // Multiples near the bounds.
        let starts = list.clone();
        for step in self.steps.iter().chain(&others.steps) {
            for start in &starts {
                if let (Numeric::Int(start), Numeric::Int(step)) = (start, step) {
                    let below = start.div_euclid((*step).max(1)).saturating_mul(*step);
                    let near = [below, below.saturating_add(*step), below.saturating_sub(*step)];
                    list.extend(near.map(Numeric::Int));
                }
            }
        }
        list.retain(|number| to_json(*number).is_some());
        list
    }
}

/// A whole bound for whole numbers; `inwards` is 1 for a lower end and -1 for an upper one.
fn whole(bound: Bound, inwards: i128) -> Bound {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounds beyond i128 saturate there"
    )]
    let at = match bound.at {
        Numeric::Int(at) if bound.exclusive => at.saturating_add(inwards),
        Numeric::Int(at) => at,
        Numeric::Float(at) => {
            let rounded = if inwards > 0 { at.ceil() } else { at.floor() };
            #[expect(clippy::float_cmp, reason = "rounding a whole number changes nothing at all")]
            let hits = rounded == at;
            let whole = rounded as i128;
            if hits && bound.exclusive {
                whole.saturating_add(inwards)
            } else {
                whole
            }
        }
    };
    Bound {
        at: Numeric::Int(at),
        exclusive: false,
        implied: bound.implied,
    }
}

/// Whether a bound leaves less room than another; `lower` says which end they are.
pub(crate) fn is_inside(bound: Bound, other: Bound, lower: bool) -> bool {
    if bound.at == other.at {
        return bound.exclusive && !other.exclusive;
    }
    if lower {
        bound.at > other.at
    } else {
        bound.at < other.at
    }
}

/// The number as JSON, if JSON values of this program can hold it.
pub(crate) fn to_json(number: Numeric) -> Option<Value> {
    match number {
        Numeric::Int(whole) => u64::try_from(whole)
            .map(Value::from)
            .or_else(|_| i64::try_from(whole).map(Value::from))
            .ok(),
        Numeric::Float(float) => serde_json::Number::from_f64(float).map(Value::Number),
    }
}
