//! Property 13: for any type the validators accept exactly the values of the schema.
//!
//! There are two: the code that the derive generates, which a request meets after serde, and the interpreter that makes
//! the report when a request is refused. Property 9 holds the first against the schema; here is the second.

mod common;

use common::{World, cases};
use gati_oracle::verdict::took_a_liberty;
use gati_schema::check;
use gati_schema::ty::Side;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn p13_the_checker_accepts_exactly_what_the_read_schema_accepts(seed: u64) {
        let world = World::get();
        world.each(seed, |tested, document| {
            let found = check::value(&world.manifest, &tested.ty, Side::Read, document);
            match (tested.reads.is_valid(document), found.is_empty()) {
                (true, false) => Err(format!("the schema accepts it, and the checker finds {found:?}")),
                (false, true) => Err("the schema refuses it, and the checker finds nothing".to_owned()),
                _ => Ok(()),
            }
        })?;
    }

    #[test]
    fn p13_the_checker_accepts_exactly_what_the_write_schema_accepts(seed: u64) {
        let world = World::get();
        world.each(seed, |tested, document| {
            let found = check::value(&world.manifest, &tested.ty, Side::Write, document);
            match (tested.writes.is_valid(document), found.is_empty()) {
                (true, false) => Err(format!("the schema accepts it, and the checker finds {found:?}")),
                (false, true) => Err("the schema refuses it, and the checker finds nothing".to_owned()),
                _ => Ok(()),
            }
        })?;
    }

    #[test]
    fn p13_what_serde_and_the_generated_validator_accept_the_checker_accepts(seed: u64) {
        let world = World::get();
        world.each(seed, |tested, document| {
            let reading = tested.subject.read(document);
            let found = check::value(&world.manifest, &tested.ty, Side::Read, document);
            let liberty = || took_a_liberty(document, &reading);
            match (reading.is_accepted(), found.is_empty()) {
                (false, true) => Err(format!("it is refused ({reading:?}), and the checker finds nothing")),
                (true, false) if !liberty() => Err(format!("it is accepted, and the checker finds {found:?}")),
                _ => Ok(()),
            }
        })?;
    }
}
