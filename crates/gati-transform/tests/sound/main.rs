//! A plan without gaps gives values that the other release takes, and what is lifted and lowered again keeps what both know.
//!
//! Plans are interpreted over values that are made from the model: on random manifests and edits of them, and on the pair of manifests
//! that every rule of the diff has.

mod data;
mod interpret;
#[path = "../../../gati-diff/tests/breaks/random/mod.rs"]
mod random;
#[path = "../../../gati-diff/tests/support/mod.rs"]
mod support;
#[path = "../../../gati-diff/tests/breaks/value.rs"]
mod value;

use data::{Data, read, write};
use gati_diff::{Today, compare};
use gati_schema::handler::Body;
use gati_schema::ty::Side;
use gati_schema::{Manifest, Type, check};
use gati_transform::{AnswerStep, Fill, How, RequestStep, StepPlan, Way, plan, uncovered};
use interpret::{Interpreter, Stop};
use proptest::prelude::*;
use random::{Random, edit, manifest};
use serde_json::Value;
use value::value;

/// Values that are tried for one pair of manifests and one way.
const VALUES: usize = 30;

/// What is done to the body of the only handler, or to its answer, if the plan knows.
fn how(plan: &StepPlan, way: Way) -> Option<&How> {
    const MOVE: &How = &How::Move;
    let handler = plan.handlers.first()?;
    match way {
        Way::Lift => match &handler.request {
            RequestStep::Same => Some(MOVE),
            RequestStep::Derived { parts, gap: None } => {
                match parts.iter().find(|part| part.field == "body")?.value {
                    Fill::Take { ref how, .. } => Some(how),
                    _ => None,
                }
            }
            _ => None,
        },
        Way::Lower => match &handler.answer {
            AnswerStep::Same => Some(MOVE),
            AnswerStep::Carry(how) => Some(how),
            _ => None,
        },
    }
}

/// The types of body or answer, the source first.
fn types<'m>(source: &'m Manifest, target: &'m Manifest, way: Way) -> Option<(&'m Type, &'m Type)> {
    let ty = |manifest: &'m Manifest| {
        let handler = manifest.handlers.first()?;
        match way {
            Way::Lift => handler.body.as_ref().and_then(Body::ty),
            Way::Lower => handler.answer.content.ty(),
        }
    };
    Some((ty(source)?, ty(target)?))
}

fn side(way: Way) -> Side {
    match way {
        Way::Lift => Side::Read,
        Way::Lower => Side::Write,
    }
}

/// Carries one value; `None` where the plan has a gap or the picture of this test does not reach.
fn carried(
    plan: &StepPlan,
    old: &Manifest,
    new: &Manifest,
    way: Way,
    value: &Value,
) -> Result<Option<(Data, Value)>, String> {
    let (source, target) = if way == Way::Lift { (old, new) } else { (new, old) };
    let (Some((from, to)), Some(how)) = (types(source, target, way), how(plan, way)) else {
        return Ok(None);
    };
    let Some(data) = read(source, from, side(way), value) else {
        return Ok(None);
    };
    // Left out or null is one value in Rust, so that items which differ in JSON may be alike.
    let again = write(source, from, side(way), &data);
    if again.is_none_or(|again| !check::value(source, from, side(way), &again).is_empty()) {
        return Ok(None);
    }
    let interpreter = Interpreter {
        plan,
        source,
        target,
        way,
    };
    match interpreter.how(how, &data, from, to) {
        Ok(data) => Ok(write(target, to, side(way), &data).map(|value| (data, value))),
        Err(Stop::Gap | Stop::Beyond) => Ok(None),
        Err(Stop::Nonsense(what)) => Err(format!("{value} by {how:?}: {what}")),
    }
}

/// Whether all that the plan leaves to people is left to them; how many values were carried.
fn sound(random: &mut Random, old: &Manifest, new: &Manifest) -> Result<usize, String> {
    let plan = plan(old, new, &[], &[]);
    let mut count = 0;
    for way in [Way::Lift, Way::Lower] {
        if plan.gaps.iter().any(|gap| gap.way == way) {
            continue;
        }
        let (source, target) = if way == Way::Lift { (old, new) } else { (new, old) };
        let Some((from, to)) = types(source, target, way) else {
            continue;
        };
        for _ in 0..VALUES {
            let Some(value) = value(random, source, from, side(way), 8) else {
                continue;
            };
            if !check::value(source, from, side(way), &value).is_empty() {
                continue;
            }
            let Some((_, carried)) = carried(&plan, old, new, way, &value)? else {
                continue;
            };
            count += 1;
            let problems = check::value(target, to, side(way), &carried);
            if !problems.is_empty() {
                return Err(format!("{} of {value} gives {carried}: {problems:?}", way.verb()));
            }
        }
    }
    Ok(count)
}

/// Whether a value that was lifted and lowered says what it said, as far as it came back.
fn keeps(there: &Data, back: &Data) -> bool {
    match (there, back) {
        // Where nothing was said, a default may be.
        (Data::Unknown | Data::Nothing, _) | (_, Data::Unknown) => true,
        (Data::Something(a), Data::Something(b)) | (Data::Newtype(a), Data::Newtype(b)) => keeps(a, b),
        (Data::Variant(a, x), Data::Variant(b, y)) => a == b && keeps(x, y),
        (Data::Items(a), Data::Items(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| keeps(a, b)),
        (Data::Object(a), Data::Object(b)) | (Data::Entries(a), Data::Entries(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| keeps(a, b)))
        }
        (a, b) => a == b,
    }
}

/// Lifts what a caller sends and lowers it as an answer.
fn round_trip(random: &mut Random, old: &Manifest, new: &Manifest) -> Result<usize, String> {
    let plan = plan(old, new, &[], &[]);
    let (Some((from, to)), true) = (types(old, new, Way::Lift), plan.gaps.is_empty()) else {
        return Ok(0);
    };
    let (Some(lift), Some(lower)) = (how(&plan, Way::Lift), how(&plan, Way::Lower)) else {
        return Ok(0);
    };
    if types(new, old, Way::Lower) != Some((to, from)) {
        return Ok(0);
    }
    let mut count = 0;
    for _ in 0..VALUES {
        let Some(value) = value(random, old, from, Side::Read, 8) else {
            continue;
        };
        if !check::value(old, from, Side::Read, &value).is_empty() {
            continue;
        }
        let Some(there) = read(old, from, Side::Read, &value) else {
            continue;
        };
        let go = |way, source, target| Interpreter {
            plan: &plan,
            source,
            target,
            way,
        };
        let Ok(lifted) = go(Way::Lift, old, new).how(lift, &there, from, to) else {
            continue;
        };
        let Ok(back) = go(Way::Lower, new, old).how(lower, &lifted, to, from) else {
            continue;
        };
        count += 1;
        if !keeps(&there, &back) {
            return Err(format!("{value} came back as {back:?}, lifted as {lifted:?}"));
        }
    }
    Ok(count)
}

fn from_seed(seed: u64) -> (Random, Manifest, Manifest) {
    let mut random = Random::new(seed);
    let old = manifest(&mut random);
    let mut new = old.clone();
    for _ in 0..=seed % 3 {
        edit(&mut random, &mut new);
    }
    (random, old, new)
}

/// Every breaking change is one that the plan carries or misses a transformer for, or one that somebody has to answer otherwise: none is
/// passed over.
fn told(old: &Manifest, new: &Manifest) -> Result<(), String> {
    let changes = compare(old, new, Today::Unknown);
    let plan = plan(old, new, &[], &[]);
    let left = uncovered(&changes, &plan, new);
    if changes.is_breaking() && plan.is_same() && left.is_empty() {
        return Err(format!(
            "a break, and a plan that does nothing: {:?}",
            changes.breaking().next()
        ));
    }
    Ok(())
}

#[test]
fn the_pairs_of_all_rules_are_carried_soundly_both_ways() {
    let mut random = Random::new(20_261_130);
    let mut count = 0;
    for fixture in support::names() {
        let old = support::manifest(&fixture, "old.json");
        let new = support::manifest(&fixture, "new.json");
        for (old, new) in [(&old, &new), (&new, &old)] {
            match sound(&mut random, old, new) {
                Ok(carried) => count += carried,
                Err(mistake) => panic!("{fixture}: {mistake}"),
            }
            assert_eq!(round_trip(&mut random, old, new).map(|_| ()), Ok(()), "{fixture}");
            assert_eq!(told(old, new), Ok(()), "{fixture}");
        }
    }
    assert!(count > 1000, "{count} values were carried");
}

#[test]
fn random_manifests_are_carried_often_enough_to_say_something() {
    let (mut carried, mut trips) = (0, 0);
    for seed in 0..400 {
        let (mut random, old, new) = from_seed(seed);
        let derived = how(&plan(&old, &new, &[], &[]), Way::Lift).is_some_and(|how| *how != How::Move);
        carried += usize::from(derived && sound(&mut random, &old, &new).is_ok_and(|count| count > 0));
        trips += usize::from(derived && round_trip(&mut random, &old, &new).is_ok_and(|count| count > 0));
    }
    assert!(carried > 40, "{carried} of 400 steps carry something");
    assert!(trips > 20, "{trips} of 400 steps carry something there and back");
}

proptest! {
    // `PROPTEST_CASES` asks for more.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(500), ..ProptestConfig::default() })]

    #[test]
    fn a_plan_without_gaps_gives_values_that_the_other_release_takes(seed in any::<u64>()) {
        let (mut random, old, new) = from_seed(seed);
        if let Err(mistake) = sound(&mut random, &old, &new) {
            prop_assert!(false, "{mistake}");
        }
    }

    #[test]
    fn what_is_lifted_and_lowered_keeps_what_both_know(seed in any::<u64>()) {
        let (mut random, old, new) = from_seed(seed);
        if let Err(mistake) = round_trip(&mut random, &old, &new) {
            prop_assert!(false, "{mistake}");
        }
    }

    #[test]
    fn no_break_is_passed_over(seed in any::<u64>()) {
        let (_, old, new) = from_seed(seed);
        prop_assert_eq!(told(&old, &new), Ok(()));
    }
}
