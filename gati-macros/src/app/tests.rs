//! Expansions of `gati::app!`.

use quote::quote;

use super::expand;
use crate::build_script::{BuildScript, Reason};

#[test]
fn an_app_without_state_takes_in_the_table() {
    crate::golden::check("app", "plain", expand(quote!(), BuildScript::Ran));
}

#[test]
fn an_app_with_state_names_its_type() {
    crate::golden::check(
        "app",
        "state",
        expand(quote!(state = Arc<Ledger>), BuildScript::Ran),
    );
}

#[test]
fn an_app_with_a_configuration_names_its_type() {
    crate::golden::check(
        "app",
        "config",
        expand(quote!(config = AppConfig), BuildScript::Ran),
    );
}

#[test]
fn without_a_build_script_a_stub_stands_in() {
    let missing = BuildScript::Missing(Reason::ScriptWithoutGati);
    crate::golden::check("app", "stub", expand(quote!(state = Ledger), missing));
}

#[test]
fn a_mistake_in_the_arguments_leaves_the_app() {
    crate::golden::check("app", "mistake", expand(quote!(stat = Ledger), BuildScript::Ran));
}
