//! Runs `gati version verify` as a user does: on transformers that are right, and on the same program with one that is wrong.
//!
//! The program reads from its environment in which way it is to be wrong, so one build shows all of them.

mod package;
mod places;

use std::process::Output;

use package::Package;
use serde_json::Value;

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("output is text")
}

/// The line of a function of a program.
fn line_of(program: &str, function: &str) -> usize {
    let start = format!("fn {function}(");
    let at = program.lines().position(|line| line.starts_with(&start));
    at.expect("it stands in the program") + 1
}

#[track_caller]
fn ends(output: &Output, code: i32) {
    let said = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{}\n{}", said.0, said.1);
}

/// One way to be wrong, and what is said of it: the release, the step, its transformer and what is wrong there; a value is named by part of
/// it.
struct Wrong {
    how: &'static str,
    release: &'static str,
    step: &'static str,
    by: &'static str,
    what: &'static str,
    value: &'static str,
}

const WRONG: [Wrong; 10] = [
    Wrong {
        how: "lifts to what the next release refuses",
        release: "1.0.0",
        step: "1.0.0 to 2.0.0",
        by: "in_grams",
        what: "it makes what 2.0.0 refuses: `/grams` of the body should be at least 1",
        value: "/parcels {",
    },
    Wrong {
        how: "lifts to what the handler refuses",
        release: "2.0.0",
        step: "2.0.0 to 3.0.0",
        by: "to_a_street",
        what: "it makes what 3.0.0 refuses: `/to/street` of the body should be at most 1000 characters",
        value: "/parcels {\"grams\":",
    },
    Wrong {
        how: "lowers to what the old release refuses",
        release: "1.0.0",
        step: "2.0.0 to 1.0.0",
        by: "in_kilograms",
        what: "it makes what 1.0.0 refuses: `/weight` should be at least 1",
        value: "\"weight\":",
    },
    Wrong {
        how: "lowers to what a release on the way refuses",
        release: "1.0.0",
        step: "3.0.0 to 2.0.0",
        by: "in_one_line",
        what: "it makes what 2.0.0 refuses: `/grams` should be at least 1",
        value: "\"weight\":",
    },
    Wrong {
        how: "lowers errors to what the old release refuses",
        release: "2.0.0",
        step: "3.0.0 to 2.0.0",
        by: "in_thousands",
        what: "it makes what 2.0.0 refuses: `/most` should be at least 1",
        value: "too_heavy",
    },
    Wrong {
        how: "loses a field that is lifted",
        release: "1.0.0",
        step: "2.0.0 to 3.0.0",
        by: "to_a_street",
        what: "`/note` is lost",
        value: "which comes back as {",
    },
    Wrong {
        how: "loses a field that is lowered",
        release: "1.0.0",
        step: "2.0.0 to 1.0.0",
        by: "in_kilograms",
        what: "`/note` is lost",
        value: "which comes back as {",
    },
    Wrong {
        how: "loses a field of the release between",
        release: "2.0.0",
        step: "3.0.0 to 2.0.0",
        by: "in_one_line",
        what: "`/to` is lost",
        value: "which comes back as {",
    },
    Wrong {
        how: "changes a field",
        release: "1.0.0",
        step: "1.0.0 to 2.0.0 and back",
        by: "in_kilograms",
        what: "`/to` does not come back as it was sent",
        value: "which comes back as {",
    },
    Wrong {
        how: "panics",
        release: "1.0.0",
        step: "1.0.0 to 2.0.0",
        by: "in_grams",
        what: "it panicked: on purpose",
        value: "/parcels {",
    },
];

#[test]
fn every_wrong_transformer_is_caught_and_the_right_ones_are_not() {
    let package = Package::released("parcels");
    let fine = package.verify(&[], "");
    ends(&fine, 0);
    let told = text(&fine.stdout);
    assert!(told.contains("1.0.0"), "{told}");
    assert!(told.contains("POST /parcels (`send` today): "), "{told}");
    assert!(told.contains("there and back"), "{told}");
    assert!(
        told.ends_with("verified: 2 handlers of old releases, and nothing is wrong\n"),
        "{told}"
    );

    let document = |wrong: &str, code: i32| -> Value {
        let output = package.verify(&["--json"], wrong);
        ends(&output, code);
        serde_json::from_slice(&output.stdout).expect("one JSON document")
    };
    for wrong in &WRONG {
        let document = document(wrong.how, 1);
        let handlers = document["handlers"].as_array().expect("a list");
        let of_release = |handler: &&Value| handler["releases"][1] == wrong.release;
        let handler = handlers.iter().find(of_release).expect("its handler");
        assert_eq!(handler["handler"], "send", "{}", wrong.how);
        let mistakes = handler["mistakes"].as_array().expect("a list");
        let said = mistakes.iter().any(|mistake| {
            let has = |name: &str, part: &str| mistake[name].as_str().is_some_and(|text| text.contains(part));
            let by = mistake["transformers"].as_array().expect("a list");
            let place = format!(
                "`{}` (src/main.rs:{})",
                wrong.by,
                line_of(package::TODAY, wrong.by)
            );
            mistake["step"] == wrong.step
                && by.iter().any(|by| *by == place.as_str())
                && has("what", wrong.what)
                && has("value", wrong.value)
                && mistake["times"].as_u64() > Some(0)
        });
        assert!(said, "{}: {document:#}", wrong.how);
    }

    let lost = package.verify(&[], "loses a field that is lowered");
    ends(&lost, 1);
    let told = text(&lost.stdout);
    let place = format!(
        "  wrong: 2.0.0 to 1.0.0, by `in_kilograms` (src/main.rs:{}): `/note` is lost, with {{",
        line_of(package::TODAY, "in_kilograms")
    );
    assert!(told.contains(&place), "{told}");
    assert!(
        told.ends_with("2 handlers of old releases, and 1 mistake\n"),
        "{told}"
    );

    // A transformer may refuse some values, and is not believed if it refuses all.
    let some = document("refuses something", 0);
    let refusal = &some["handlers"][1]["refusals"][0];
    assert_eq!(
        (&refusal["step"], &refusal["what"]),
        (&"2.0.0 to 3.0.0".into(), &"nobody lives there".into()),
        "{some:#}"
    );
    let all = document("refuses everything", 1);
    let mistake = &all["handlers"][1]["mistakes"][0];
    assert_eq!(
        mistake["what"], "no request gets through: nobody lives there",
        "{all:#}"
    );
    assert_eq!(mistake["step"], "2.0.0 to 3.0.0", "{all:#}");

    // The same seed makes the same values, and another one others.
    let seeded = |seed: &str| {
        let output = package.verify(&["--json", "--seed", seed], "refuses something");
        serde_json::from_slice::<Value>(&output.stdout).expect("a document")
    };
    assert_eq!(seeded("1"), some);
    assert_ne!(seeded("2"), some);
}

#[test]
fn every_kind_of_derived_conversion_is_generated_and_does_what_it_says() {
    let package = Package::derived("derived");
    // Rename, alias, default, move, nest, flatten and take apart, tag style, place of a parameter, status, code of an error, numbers that
    // widen and become text: each over HTTP, with values that a person wrote.
    let tests = package.test();
    let said = (text(&tests.stdout), text(&tests.stderr));
    assert!(tests.status.success(), "{}\n{}", said.0, said.1);
    assert!(said.0.contains("5 passed"), "{}", said.0);
    // And with values that nobody thought of.
    let fine = package.verify(&[], "");
    ends(&fine, 0);
    let told = text(&fine.stdout);
    assert!(
        told.ends_with("verified: 5 handlers of old releases, and nothing is wrong\n"),
        "{told}"
    );
}

#[test]
fn a_rollback_is_what_callers_without_a_pin_get_from_the_next_build_on() {
    let package = Package::derived("rolled-back");
    let defaults = |variables: &[(&str, &str)]| {
        let tests = package.test_of("defaults", variables);
        let said = (text(&tests.stdout), text(&tests.stderr));
        assert!(tests.status.success(), "{}\n{}", said.0, said.1);
        assert!(said.0.contains("1 passed"), "{}", said.0);
    };
    defaults(&[]);
    ends(
        &package.version(&["rollback", "1.0.0", "--because", "2.0.0 loses numbers"]),
        0,
    );
    defaults(&[("ROLLED_BACK", "1")]);
    ends(&package.version(&["rollback", "--undo"]), 0);
    defaults(&[]);
    // Whom nobody serves, nobody has to carry.
    package.write("gati.toml", "[versions]\nlive = \">=2\"\n");
    let fine = package.verify(&[], "");
    ends(&fine, 0);
    assert_eq!(
        text(&fine.stdout),
        "verified: nothing has to be carried for callers of the releases that are served\n"
    );
}

#[test]
fn a_value_is_read_once_and_written_once_however_many_steps_it_takes() {
    let tests = Package::chain("chain", 5).test();
    let said = (text(&tests.stdout), text(&tests.stderr));
    assert!(tests.status.success(), "{}\n{}", said.0, said.1);
    assert!(said.0.contains("1 passed"), "{}", said.0);
}

#[test]
fn what_cannot_be_proved_is_said() {
    let package = Package::released("unproved");
    package.edit("app::run()", "Ok(())");
    let silent = package.verify(&[], "");
    ends(&silent, 1);
    let said = text(&silent.stderr);
    assert!(said.contains("the program ended without a word"), "{said}");

    package.edit("Ok(())", "\"no result\"");
    let broken = package.verify(&["--json"], "");
    ends(&broken, 1);
    let said = text(&broken.stderr);
    assert!(said.contains("mismatched types"), "{said}");
    assert!(said.contains("the program did not come to the proof"), "{said}");
    assert_eq!(text(&broken.stdout), "");
}

#[test]
fn without_releases_there_is_nothing_to_verify() {
    let package = Package::new("unreleased");
    let output = package.verify(&[], "");
    ends(&output, 2);
    let said = text(&output.stderr);
    assert!(
        said.contains("`verify-unreleased` has no releases, so there is nothing to verify"),
        "{said}"
    );
    assert!(said.contains("gati release -m"), "{said}");
}
