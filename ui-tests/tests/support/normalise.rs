//! Texts of the compiler without what differs between machines, and without what changes when the library is edited elsewhere.

use std::path::Path;

/// A text about the package `package` of `workspace`, from a checkout at `root`.
pub(crate) fn normalise(text: &str, root: &Path, workspace: &Path, package: &str) -> String {
    let folder = workspace.join(package);
    let text = text
        .replace(&format!("{}/", folder.display()), "")
        .replace(&format!("{package}/src/main.rs"), "src/main.rs");
    let text = without_build_folder(text)
        .replace(&root.display().to_string(), "$ROOT")
        .replace(&package.replace('-', "_"), "program")
        .replace(package, "program");
    let lines: Vec<String> = text
        .lines()
        .map(str::trim_end)
        .filter(is_news)
        .map(without_count)
        .collect();
    let lines = with_one_gutter(&without_numbers_of_the_library(&lines));
    let mut text = lines.join("\n");
    if lines.len() > 1 {
        text.push('\n');
    }
    text
}

/// The folder of a build script's output has a hash in its name.
fn without_build_folder(mut text: String) -> String {
    while let Some(start) = text.find("/programs/target/debug/build/") {
        let from = text[..start].rfind([' ', '\n', '`', '"']).map_or(0, |at| at + 1);
        let to = text[start..]
            .find("/out/")
            .map_or(text.len(), |at| start + at + "/out".len());
        text.replace_range(from..to, "$OUT_DIR");
    }
    text
}

/// Where rustc writes long names of types has a hash in it.
fn is_news(line: &&str) -> bool {
    !line.contains("the full name for the type has been written to")
        && !line.contains("consider using `--verbose` to print the full type name")
}

/// `and 84 others` would change with every implementation.
fn without_count(line: &str) -> String {
    match line
        .trim_start()
        .strip_prefix("and ")
        .and_then(|rest| rest.strip_suffix(" others"))
    {
        Some(count) if count.bytes().all(|byte| byte.is_ascii_digit()) => {
            line.replace(&format!("and {count} others"), "and $N others")
        }
        _ => line.to_owned(),
    }
}

/// Excerpts of our own source keep their text and lose their line numbers; of generated files only the name stays, since how they
/// are laid out is nobody's concern.
fn without_numbers_of_the_library(lines: &[String]) -> Vec<String> {
    let mut place = Place::Program;
    let mut kept = Vec::new();
    for line in lines {
        let start = line.trim_start();
        let arrow = ["--> ", "::: "].iter().any(|arrow| start.starts_with(arrow));
        if arrow {
            place = Place::of(&start[4..]);
        } else if start.is_empty() {
            place = Place::Program;
        }
        match place {
            Place::Program => kept.push(line.clone()),
            Place::Library | Place::Generated if arrow => {
                kept.push(
                    line.split(".rs:")
                        .next()
                        .map_or_else(String::new, |path| format!("{path}.rs")),
                );
            }
            Place::Library => kept.push(without_line_number(line)),
            Place::Generated if is_excerpt(line) => {}
            Place::Generated => kept.push(line.clone()),
        }
    }
    kept
}

/// Whose source an excerpt shows.
#[derive(Clone, Copy)]
enum Place {
    Program,
    Library,
    Generated,
}

impl Place {
    fn of(path: &str) -> Self {
        if path.starts_with("$ROOT") {
            Self::Library
        } else if path.starts_with("$OUT_DIR") {
            Self::Generated
        } else {
            Self::Program
        }
    }
}

/// Whether a line shows source, behind a gutter.
fn is_excerpt(line: &str) -> bool {
    line.split_once('|')
        .is_some_and(|(gutter, _)| gutter.trim().bytes().all(|byte| byte.is_ascii_digit()))
}

/// `112 |     code` is `    |     code`.
fn without_line_number(line: &str) -> String {
    match line.split_once('|') {
        Some((gutter, code)) if gutter.trim().bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{}|{code}", " ".repeat(gutter.len()))
        }
        _ => line.to_owned(),
    }
}

/// The gutter is as wide as the longest line number of a message, which may be one of the library's: here it is two wide
/// at most.
fn with_one_gutter(lines: &[String]) -> Vec<String> {
    let width = lines
        .iter()
        .find_map(|line| line.find("--> "))
        .unwrap_or_default();
    let extra = width.saturating_sub(2);
    let narrow = |line: &String| {
        let spaces = line.len() - line.trim_start().len();
        line[extra.min(spaces)..].to_owned()
    };
    lines.iter().map(narrow).collect()
}
