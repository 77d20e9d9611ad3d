//! TypeScript names for names of the contract.

use std::collections::BTreeSet;

/// What the generated file itself means by a name, besides what it declares: a type called so gets a suffix.
const GLOBALS: &[&str] = &[
    "AbortController",
    "AbortSignal",
    "Array",
    "ArrayBuffer",
    "AsyncGenerator",
    "AsyncIterable",
    "AsyncIterator",
    "BigInt",
    "Blob",
    "BlobPart",
    "Boolean",
    "Date",
    "Error",
    "Exclude",
    "Extract",
    "File",
    "FormData",
    "Headers",
    "IteratorResult",
    "JSON",
    "Math",
    "NonNullable",
    "Number",
    "Object",
    "Omit",
    "Partial",
    "Promise",
    "PromiseLike",
    "RangeError",
    "ReadableStream",
    "Record",
    "RegExp",
    "RequestInit",
    "Response",
    "String",
    "Symbol",
    "SyntaxError",
    "TextDecoder",
    "TextEncoder",
    "TypeError",
    "URL",
    "URLSearchParams",
    "Uint8Array",
    "WebSocket",
];

/// What the generated part declares besides the types of the API.
const OWN: &[&str] = &[
    "API_VERSION",
    "CODECS",
    "Client",
    "HANDLERS",
    "HandlerName",
    "Without",
];

/// Words that mean a type of the language, and can be no name of another.
const TYPE_WORDS: &[&str] = &[
    "any",
    "asserts",
    "bigint",
    "boolean",
    "infer",
    "is",
    "keyof",
    "never",
    "number",
    "object",
    "readonly",
    "string",
    "symbol",
    "undefined",
    "unique",
    "unknown",
];

/// Words that cannot be names at all.
const KEYWORDS: &[&str] = &[
    "arguments",
    "as",
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "of",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "type",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// Methods that a client has anyway, and `then`, which would make a promise of it.
const TAKEN_METHODS: &[&str] = &[
    "constructor",
    "prototype",
    "then",
    "toString",
    "toJSON",
    "valueOf",
    "__proto__",
];

/// The names that no type of the API can have.
pub(crate) fn taken_types() -> BTreeSet<String> {
    let declared = crate::client::RUNTIME.lines().filter_map(|line| {
        let line = line.strip_prefix("export ").unwrap_or(line);
        let rest = ["class ", "interface ", "type "]
            .iter()
            .find_map(|keyword| line.strip_prefix(keyword))?;
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
        Some(&rest[..end])
    });
    declared
        .chain(GLOBALS.iter().copied())
        .chain(OWN.iter().copied())
        .chain(TYPE_WORDS.iter().copied())
        .chain(KEYWORDS.iter().copied())
        .map(str::to_owned)
        .collect()
}

/// The names of methods, in the order of the handlers.
pub(crate) fn methods<'a>(handlers: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken: BTreeSet<String> = TAKEN_METHODS.iter().map(|name| (*name).to_owned()).collect();
    handlers
        .map(|name| unique(&camel(name), "_", &mut taken))
        .collect()
}

/// The name of a parameter, which no keyword and no earlier parameter has.
pub(crate) fn parameter(name: &str, taken: &mut BTreeSet<String>) -> String {
    let name = camel(name);
    let name = if KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    };
    unique(&name, "_", taken)
}

/// `wanted` if it is free, else with the suffix, else with a number too.
pub(crate) fn unique(wanted: &str, suffix: &str, taken: &mut BTreeSet<String>) -> String {
    let name = std::iter::once(wanted.to_owned())
        .chain(std::iter::once(format!("{wanted}{suffix}")))
        .chain((2..).map(|number| format!("{wanted}{suffix}{number}")))
        .find(|name| !taken.contains(name))
        .expect("numbers do not end");
    taken.insert(name.clone());
    name
}

/// `file_receipt` is `fileReceipt`; what cannot stand in an identifier parts words.
pub(crate) fn camel(name: &str) -> String {
    let name = name.strip_prefix("r#").unwrap_or(name);
    let mut word = String::with_capacity(name.len());
    let mut capitalize = false;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            capitalize = !word.is_empty();
        } else if capitalize {
            word.extend(c.to_uppercase());
            capitalize = false;
        } else {
            word.push(c);
        }
    }
    sanitize(&word)
}

/// An identifier: `_` stands for whatever cannot be in one.
pub(crate) fn sanitize(name: &str) -> String {
    let mut clean: String = name
        .chars()
        .map(|c| {
            if c.is_alphabetic() || c.is_ascii_digit() || c == '_' {
                c
            } else {
                '_'
            }
        })
        .collect();
    if clean.is_empty() || clean.starts_with(|c: char| c.is_ascii_digit()) {
        clean.insert(0, '_');
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handlers_are_methods_in_the_manner_of_javascript() {
        let names = ["file_receipt", "fileReceipt", "delete", "then", "r#type", "2fa"];
        assert_eq!(
            methods(names.into_iter()),
            ["fileReceipt", "fileReceipt_", "delete", "then_", "type", "_2fa"]
        );
    }

    #[test]
    fn parameters_are_no_keywords_and_no_two_are_the_same() {
        let mut taken = BTreeSet::from(["options".to_owned()]);
        let names = ["class", "options", "user_id", "userId"].map(|name| parameter(name, &mut taken));
        assert_eq!(names, ["class_", "options_", "userId", "userId_"]);
    }

    #[test]
    fn what_the_runtime_declares_is_taken() {
        let taken = taken_types();
        for name in [
            "Call",
            "Problem",
            "Outcome",
            "Promise",
            "Brand",
            "WireCodec",
            "Client",
            "string",
        ] {
            assert!(taken.contains(name), "{name}");
        }
        assert!(!taken.contains("Payment") && !taken.contains("Event") && !taken.contains("Shape"));
    }
}
