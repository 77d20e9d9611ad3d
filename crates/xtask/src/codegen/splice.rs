//! Replaces the marked parts of a page and leaves the rest as it is.

use crate::failure::{Failure, Outcome};

/// Gives each fenced block under `<!-- include: file[:part] -->` the text that `read` returns.
pub(super) fn includes(page: &str, read: &dyn Fn(&str, Option<&str>) -> Outcome<String>) -> Outcome<String> {
    let mut text = String::with_capacity(page.len());
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        push(&mut text, line);
        let Some(target) = marked(line, "include: ") else {
            continue;
        };
        let (file, part) = target
            .split_once(':')
            .map_or((target, None), |(file, part)| (file, Some(part)));
        let fence = lines
            .next()
            .filter(|line| line.starts_with("```"))
            .ok_or_else(|| Failure::new(format!("no fenced block under `{line}`")))?;
        push(&mut text, fence);
        text.push_str(read(file, part)?.trim_end());
        text.push('\n');
        if !lines.by_ref().any(|line| line == "```") {
            return Err(Failure::new(format!("the block under `{line}` has no end")));
        }
        push(&mut text, "```");
    }
    Ok(text)
}

/// Gives each part between `<!-- generated: name -->` and `<!-- end -->` the text that `make` returns.
pub(super) fn generated(page: &str, make: &dyn Fn(&str) -> Outcome<String>) -> Outcome<String> {
    const END: &str = "<!-- end -->";
    let mut text = String::with_capacity(page.len());
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        push(&mut text, line);
        let Some(name) = marked(line, "generated: ") else {
            continue;
        };
        text.push('\n');
        text.push_str(make(name)?.trim_end());
        text.push_str("\n\n");
        if !lines.by_ref().any(|line| line == END) {
            return Err(Failure::new(format!("`{line}` has no `{END}`")));
        }
        push(&mut text, END);
    }
    Ok(text)
}

/// What a comment marks, if it is one of ours.
fn marked<'a>(line: &'a str, keyword: &str) -> Option<&'a str> {
    line.strip_prefix("<!-- ")?
        .strip_suffix(" -->")?
        .strip_prefix(keyword)
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_gets_the_text_of_its_source_and_stays_so() {
        let page = "before\n<!-- include: a.rs:one -->\n```rust\nold\n```\nafter\n";
        let read = |file: &str, part: Option<&str>| Ok(format!("{file} {}\n\n", part.unwrap_or("all")));
        let fresh = includes(page, &read).unwrap();
        assert_eq!(
            fresh,
            "before\n<!-- include: a.rs:one -->\n```rust\na.rs one\n```\nafter\n"
        );
        assert_eq!(includes(&fresh, &read).unwrap(), fresh);
    }

    #[test]
    fn a_generated_part_is_replaced_between_its_comments() {
        let page = "<!-- generated: t -->\nold\n<!-- end -->\nafter\n";
        let fresh = generated(page, &|name| Ok(format!("| {name} |\n"))).unwrap();
        assert_eq!(fresh, "<!-- generated: t -->\n\n| t |\n\n<!-- end -->\nafter\n");
        assert_eq!(
            generated(&fresh, &|name| Ok(format!("| {name} |\n"))).unwrap(),
            fresh
        );
    }

    #[test]
    fn an_open_end_is_an_error_not_a_lost_page() {
        assert!(generated("<!-- generated: t -->\nrest\n", &|_| Ok(String::new())).is_err());
        assert!(includes("<!-- include: a -->\nno fence\n", &|_, _| Ok(String::new())).is_err());
    }
}
