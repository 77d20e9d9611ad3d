//! What gati-sample makes up for a type is what serde and the generated validators take, and what serde writes.

mod common;

use common::World;
use gati_sample::cover;
use gati_schema::ty::Side;

/// Types whose values depend on code that no schema knows.
fn has_code(definition: &str) -> bool {
    definition.contains("\"check\"")
}

#[test]
fn what_is_made_up_is_read_by_the_real_types() {
    let world = World::get();
    let mut read = 0;
    let mut without = Vec::new();
    for tested in &world.subjects {
        let name = &tested.subject.name;
        let definition = gati_schema::canonical::to_string(&world.manifest.types[name]);
        let values = cover(&world.manifest, &tested.ty, Side::Read, 11, 60);
        if values.is_empty() {
            without.push(name.to_string());
        }
        for value in values {
            assert!(tested.reads.is_valid(&value), "{name} and {value}");
            if has_code(&definition) {
                continue;
            }
            let reading = tested.subject.read(&value);
            assert!(
                reading.is_accepted(),
                "{name} and {value}: {:?} {:?}\n{definition}",
                reading.refused,
                reading.violations
            );
            read += 1;
        }
    }
    assert!(read > 3_000, "only {read} values were read");
    assert!(
        without.len() * 50 < world.subjects.len(),
        "nothing was made up for {without:?}"
    );
}

#[test]
fn what_is_made_up_for_answers_fits_their_schemas() {
    let world = World::get();
    for tested in &world.subjects {
        for value in cover(&world.manifest, &tested.ty, Side::Write, 11, 40) {
            assert!(
                tested.writes.is_valid(&value),
                "{} and {value}",
                tested.subject.name
            );
        }
    }
}
