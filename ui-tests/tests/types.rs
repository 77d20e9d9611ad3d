//! The topics that need no build script, through trybuild.

mod support;

#[test]
fn programs_about_types_compile_or_explain_themselves() {
    if support::other_compiler() {
        return;
    }
    let cases = trybuild::TestCases::new();
    for topic in support::TYPE_TOPICS {
        cases.pass(format!("ui/{topic}/pass/*.rs"));
        cases.compile_fail(format!("ui/{topic}/fail/*.rs"));
    }
}

#[test]
fn there_are_enough_programs_of_both_kinds() {
    let count = |kind: &str| {
        let topics = support::TYPE_TOPICS.iter().chain(&support::PROGRAM_TOPICS);
        topics
            .map(|topic| support::cases(topic, kind).len())
            .sum::<usize>()
    };
    let (fail, pass) = (count("fail"), count("pass"));
    assert!(
        fail >= 60 && pass >= 40,
        "{fail} programs that fail and {pass} that pass"
    );
}

#[test]
fn p32_what_would_change_a_configuration_does_not_compile() {
    if support::other_compiler() {
        return;
    }
    let cases = trybuild::TestCases::new();
    cases.pass("ui/config/pass/*.rs");
    cases.compile_fail("ui/config/fail/*.rs");
}

#[test]
fn p41_what_would_give_a_secret_away_does_not_compile() {
    if support::other_compiler() {
        return;
    }
    let cases = trybuild::TestCases::new();
    cases.pass("ui/secret/pass/*.rs");
    cases.compile_fail("ui/secret/fail/*.rs");
}
