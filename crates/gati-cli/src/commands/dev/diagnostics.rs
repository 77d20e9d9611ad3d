//! What cargo says, made readable: each error once, nothing that only counts or repeats others.

use std::collections::BTreeSet;

use serde_json::Value;

/// Errors and warnings of one build.
#[derive(Debug, Default)]
pub(super) struct Diagnostics {
    errors: Vec<String>,
    /// What was said on standard error; it counts as far as nothing else tells more.
    said: Vec<String>,
    seen: BTreeSet<String>,
    warnings: usize,
}

impl Diagnostics {
    /// Adds a message of the compiler; warnings of packages that are not the user's own are not the user's to mend.
    pub(super) fn add(&mut self, message: &Value, is_own: bool) {
        let rendered = message["rendered"].as_str().unwrap_or_default().trim_end();
        let has_place = message["spans"].as_array().is_some_and(|spans| !spans.is_empty());
        match message["level"].as_str() {
            Some("warning") if has_place && is_own => self.warnings += 1,
            Some("error" | "error: internal compiler error") => {
                let text = message["message"].as_str().unwrap_or_default();
                // The same mistake is reported again when a package is built as a library and as a program.
                if !text.starts_with("aborting due to") && self.seen.insert(rendered.to_owned()) {
                    self.errors.push(rendered.to_owned());
                }
            }
            _ => {}
        }
    }

    /// Adds what cargo itself says: a manifest that it cannot read, what build scripts report, a linker that is not there.
    pub(super) fn add_said(&mut self, text: &str) {
        let mut block: Option<Vec<&str>> = None;
        let mut blocks = Vec::new();
        for line in text.lines() {
            let is_error = line.starts_with("error");
            if is_error && !(block.is_some() && of_build_script(line).is_some()) {
                blocks.extend(block.replace(vec![line]));
            } else if is_progress(line) || line.starts_with("warning") {
                blocks.extend(block.take());
            } else if let Some(block) = &mut block {
                block.push(line);
            }
        }
        blocks.extend(block);
        for block in blocks {
            let is_summary = block[0].starts_with("error: could not compile")
                || block[0].starts_with("error: build script logged errors");
            if is_summary {
                continue;
            }
            // A picture that a build script draws comes line by line, each with the script's name before it.
            let lines = block.iter().map(|line| of_build_script(line).unwrap_or(line));
            let text = lines.collect::<Vec<_>>().join("\n").trim_end().to_owned();
            if self.seen.insert(text.clone()) {
                self.said.push(text);
            }
        }
    }

    /// The errors, as they are to be shown.
    pub(super) fn errors(self) -> Vec<String> {
        let mut errors = self.errors;
        errors.extend(self.said);
        if errors.is_empty() {
            errors.push("cargo failed and did not say why; `cargo build` may tell more".to_owned());
        }
        errors
    }

    pub(super) fn warnings(&self) -> usize {
        self.warnings
    }
}

/// The text of a build script's line: `error: shop@0.1.0: text`.
fn of_build_script(line: &str) -> Option<&str> {
    let (who, text) = line.strip_prefix("error: ")?.split_once(':')?;
    let (name, version) = who.split_once('@')?;
    let is_package = !name.contains(' ') && version.starts_with(|c: char| c.is_ascii_digit());
    is_package.then(|| text.strip_prefix(' ').unwrap_or(text))
}

/// Whether a line tells what cargo does: a verb that ends in the twelfth column.
pub(super) fn is_progress(line: &str) -> bool {
    let (Some(verb), Some(rest)) = (line.get(..12), line.get(12..)) else {
        return false;
    };
    let verb = verb.trim_start();
    rest.starts_with(' ')
        && verb.starts_with(|c: char| c.is_ascii_uppercase())
        && verb.bytes().all(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_error_is_shown_once_and_counts_of_errors_not_at_all() {
        let mut found = Diagnostics::default();
        let error = json!({"level": "error", "message": "expected `;`", "rendered": "error: expected `;`\n --> src\n\n", "spans": [{}]});
        found.add(&error, true);
        found.add(&error, true);
        found.add(&json!({"level": "error", "message": "aborting due to 1 previous error", "rendered": "error: aborting", "spans": []}), true);
        found.add(
            &json!({"level": "warning", "message": "unused", "rendered": "warning: unused", "spans": [{}]}),
            true,
        );
        found.add(
            &json!({"level": "warning", "message": "unused", "rendered": "warning: unused", "spans": [{}]}),
            false,
        );
        found.add(
            &json!({"level": "warning", "message": "1 warning emitted", "rendered": "", "spans": []}),
            true,
        );
        found.add_said("   Compiling shop v0.1.0 (/w)\nerror: could not compile `shop` (bin \"shop\") due to 1 previous error\n");
        assert_eq!(found.warnings(), 1);
        assert_eq!(found.errors(), ["error: expected `;`\n --> src"]);
    }

    #[test]
    fn the_picture_of_a_build_script_is_whole() {
        let mut found = Diagnostics::default();
        found.add_said(
            "   Compiling shop v0.1.0 (/w)\nerror: shop@0.1.0: two handlers of one route\nerror: shop@0.1.0:  --> src/main.rs:3:4\n\
             error: shop@0.1.0: \nerror: build script logged errors\nwarning: build failed, waiting for other jobs to finish...\n",
        );
        assert_eq!(
            found.errors(),
            ["two handlers of one route\n --> src/main.rs:3:4"]
        );
    }

    #[test]
    fn a_manifest_that_cargo_cannot_read_is_told_in_its_words() {
        let mut found = Diagnostics::default();
        found.add_said(
            "error: failed to parse manifest at `/w/Cargo.toml`\n\nCaused by:\n  expected a table\n",
        );
        assert_eq!(
            found.errors(),
            ["error: failed to parse manifest at `/w/Cargo.toml`\n\nCaused by:\n  expected a table"]
        );
    }

    #[test]
    fn a_silent_failure_is_still_an_error() {
        assert_eq!(Diagnostics::default().errors().len(), 1);
    }

    #[test]
    fn progress_is_told_from_text() {
        assert!(is_progress("   Compiling shop v0.1.0"));
        assert!(is_progress(
            "    Blocking waiting for file lock on build directory"
        ));
        assert!(!is_progress("  expected a table"));
        assert!(!is_progress("error: no"));
        assert!(!is_progress("   Größe Xyz abc"));
    }
}
