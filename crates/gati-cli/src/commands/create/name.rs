//! What a package may be called: what Cargo allows, what rustc takes without a warning, and what does not clash with what the package
//! is made of.

use crate::error::CommandError;

/// The longest name that crates.io takes.
const LONGEST: usize = 64;

/// Words of the language; a crate is named by an identifier.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// Names of folders that Cargo makes for itself.
const FOLDERS: &[&str] = &["build", "deps", "examples", "incremental"];

/// Crates that come with the compiler.
const WITH_THE_COMPILER: &[&str] = &["alloc", "core", "proc_macro", "std", "test"];

/// Crates that the templates depend on: a package cannot depend on one of its own name.
const DEPENDENCIES: &[&str] = &[
    "futures_util",
    "gati",
    "gati_build",
    "gati_client",
    "serde",
    "serde_json",
    "tokio",
    "tower",
];

/// Names that stand for devices on Windows, with whatever extension.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

/// Says what is wrong with a name.
pub(super) fn check(name: &str) -> Result<(), CommandError> {
    let Some(fault) = fault(name) else {
        return Ok(());
    };
    let error = CommandError::usage(format!("`{name}` cannot be the name of a package: {fault}"));
    Err(match suggestion(name) {
        Some(better) => error.help(format!("`{better}` can; or say another one with `--name`")),
        None => error.help("say another one with `--name`: letters, digits, `-` and `_`, as in `my-api`"),
    })
}

fn fault(name: &str) -> Option<String> {
    let first = name.chars().next();
    let Some(first) = first else {
        return Some("it is empty".into());
    };
    if let Some(c) = name.chars().find(|c| !c.is_ascii()) {
        return Some(format!("`{c}` is no letter of ASCII"));
    }
    if let Some(c) = name
        .chars()
        .find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
    {
        let shown = if c.is_control() {
            c.escape_default().to_string()
        } else {
            c.to_string()
        };
        return Some(format!("`{shown}` is neither a letter, a digit, `-` nor `_`"));
    }
    if first.is_ascii_digit() {
        return Some("it starts with a digit".into());
    }
    if !first.is_ascii_alphabetic() {
        return Some("it does not start with a letter".into());
    }
    if let Some(c) = name.chars().find(char::is_ascii_uppercase) {
        return Some(format!("`{c}` is a capital letter, of which rustc warns"));
    }
    if name.len() > LONGEST {
        return Some(format!("it has {} characters, {LONGEST} at most", name.len()));
    }
    let identifier = name.replace('-', "_");
    let identifier = identifier.as_str();
    let reasons = [
        (KEYWORDS, "it is a word of the language"),
        (FOLDERS, "Cargo has a folder of that name"),
        (WITH_THE_COMPILER, "a crate of that name comes with the compiler"),
        (DEPENDENCIES, "the package will depend on a crate of that name"),
    ];
    if let Some((_, reason)) = reasons.iter().find(|(names, _)| names.contains(&identifier)) {
        return Some((*reason).to_owned());
    }
    let is_numbered_device = ["com", "lpt"].iter().any(|device| {
        name.strip_prefix(device)
            .is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']))
    });
    if DEVICES.contains(&name) || is_numbered_device {
        return Some("it stands for a device on Windows".into());
    }
    None
}

/// A name like this one that is allowed.
fn suggestion(name: &str) -> Option<String> {
    let mut better = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' | '_' => better.push(c),
            _ if !better.is_empty() && !better.ends_with('-') => better.push('-'),
            _ => {}
        }
    }
    let better = better.trim_matches(['-', '_']);
    let better: String = better.chars().take(LONGEST).collect();
    let candidates = [better.clone(), format!("{better}-api"), format!("api-{better}")];
    let has_letter = better.chars().any(|c| c.is_ascii_alphabetic());
    candidates
        .into_iter()
        .find(|candidate| has_letter && candidate != name && fault(candidate).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_fine() {
        for name in [
            "shop",
            "my-api",
            "a",
            "api_2",
            "x".repeat(64).as_str(),
            "como",
            "com10",
            "testing",
        ] {
            assert!(check(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn each_fault_is_named_and_a_better_name_shown() {
        let cases = [
            ("", "it is empty", "say another one"),
            ("2shop", "it starts with a digit", "`api-2shop` can"),
            ("-shop", "it does not start with a letter", "`shop` can"),
            ("_shop", "it does not start with a letter", "`shop` can"),
            ("my shop", "` ` is neither", "`my-shop` can"),
            ("my/shop", "`/` is neither", "`my-shop` can"),
            ("a\nb", "`\\n` is neither", "`a-b` can"),
            ("Shop", "`S` is a capital letter", "`shop` can"),
            ("möbel", "`ö` is no letter of ASCII", "`m-bel` can"),
            ("店", "`店` is no letter of ASCII", "say another one"),
            ("async", "a word of the language", "`async-api` can"),
            ("proc-macro", "comes with the compiler", "`proc-macro-api` can"),
            ("test", "comes with the compiler", "`test-api` can"),
            ("deps", "Cargo has a folder", "`deps-api` can"),
            ("serde", "will depend on", "`serde-api` can"),
            ("gati-build", "will depend on", "`gati-build-api` can"),
            ("nul", "a device on Windows", "`nul-api` can"),
            ("com1", "a device on Windows", "`com1-api` can"),
        ];
        for (name, fault, help) in cases {
            let error = check(name).unwrap_err();
            assert!(error.to_string().contains(fault), "{name}: {error}");
            assert!(
                error.help_text().unwrap().contains(help),
                "{name}: {:?}",
                error.help_text()
            );
        }
        let error = check(&"x".repeat(65)).unwrap_err();
        assert!(error.to_string().contains("65 characters, 64 at most"), "{error}");
    }
}
