//! Property 9: for any type of a request or an answer a description comes out that accepts what serde reads and describes
//! what serde writes.

mod common;

use common::{World, cases};
use gati_oracle::verdict::took_a_liberty;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn p09_what_a_handler_would_see_is_what_the_read_schema_accepts(seed: u64) {
        World::get().each(seed, |subject, document| {
            let reading = subject.subject.read(document);
            let expected = reading.is_accepted();
            let liberty = || took_a_liberty(document, &reading);
            if subject.reads.is_valid(document) != expected && !(expected && liberty()) {
                let why = match reading.refused {
                    Some(why) => format!("serde refuses it: {why}"),
                    None => format!("serde accepts it, and the generated validator says {:?}", reading.violations),
                };
                return Err(format!("the schema {}, but {why}", if expected { "refuses it" } else { "accepts it" }));
            }
            Ok(())
        })?;
    }

    #[test]
    fn p09_what_serde_writes_is_valid_under_the_write_schema(seed: u64) {
        World::get().each(seed, |subject, document| {
            let reading = subject.subject.read(document);
            match reading.written {
                Some(written) if !subject.writes.is_valid(&written) => Err(format!("it is written as {written}")),
                _ => Ok(()),
            }
        })?;
    }
}

#[test]
fn rustc_and_the_reader_of_the_sources_see_the_same_types() {
    for subject in gati_oracle::subject::all() {
        assert_eq!(subject.expected, subject.actual, "{}", subject.name);
    }
}

/// A test in which nothing is accepted, or nothing refused, would prove nothing.
#[test]
fn most_types_are_put_to_a_real_test() {
    let world = World::get();
    let (mut accepted, mut refused) = (0_u32, 0_u32);
    for seed in 0..20 {
        world
            .each(seed, |subject, document| {
                if subject.subject.read(document).is_accepted() {
                    accepted += 1;
                } else {
                    refused += 1;
                }
                Ok(())
            })
            .unwrap();
    }
    let share = f64::from(accepted) / f64::from(accepted + refused);
    assert!(
        (0.2..0.8).contains(&share),
        "{accepted} accepted, {refused} refused"
    );
    let sided = world.subjects.iter().filter(|subject| subject.differs).count();
    assert!(
        sided * 5 > world.subjects.len(),
        "only {sided} types read otherwise than they write"
    );
}
