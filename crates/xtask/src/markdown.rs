//! As much Markdown as the checks need: headings with their anchors, links, and included files.

/// A link or an include in a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// The line it stands on, from one.
    pub(crate) line: usize,
    /// Where it leads, as written.
    pub(crate) target: String,
}

/// The anchors of a page's headings, as mdBook and GitHub make them.
pub(crate) fn anchors(page: &str) -> Vec<String> {
    let mut anchors: Vec<String> = Vec::new();
    for (_, line) in prose(page) {
        let Some(heading) = line.strip_prefix('#').map(|rest| rest.trim_start_matches('#')) else {
            continue;
        };
        let base = anchor(heading.trim());
        let repeated = anchors
            .iter()
            .filter(|known| **known == base || is_repeat(known, &base))
            .count();
        anchors.push(if repeated == 0 {
            base
        } else {
            format!("{base}-{repeated}")
        });
    }
    anchors
}

fn is_repeat(known: &str, base: &str) -> bool {
    known
        .strip_prefix(base)
        .and_then(|rest| rest.strip_prefix('-'))
        .is_some_and(|number| number.parse::<u32>().is_ok())
}

fn anchor(heading: &str) -> String {
    heading
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Every inline link and image of a page, outside code.
pub(crate) fn links(page: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for (line, text) in prose(page) {
        // What stands between backticks is code; every second piece.
        let text: String = text.split('`').step_by(2).collect::<Vec<_>>().join("code");
        let mut rest = text.as_str();
        while let Some((_, after)) = rest.split_once("](") {
            let Some((target, tail)) = after.split_once(')') else {
                break;
            };
            links.push(Link {
                line,
                target: target.split(' ').next().unwrap_or(target).to_owned(),
            });
            rest = tail;
        }
    }
    links
}

/// Every file that mdBook is told to include, without the name of the part.
pub(crate) fn includes(page: &str) -> Vec<(Link, Option<String>)> {
    let mut includes = Vec::new();
    for (i, line) in page.lines().enumerate() {
        for keyword in ["{{#include ", "{{#rustdoc_include "] {
            if let Some((_, rest)) = line.split_once(keyword)
                && let Some((argument, _)) = rest.split_once("}}")
            {
                let (file, part) = match argument.trim().split_once(':') {
                    Some((file, part)) => (file, Some(part.to_owned())),
                    None => (argument.trim(), None),
                };
                includes.push((
                    Link {
                        line: i + 1,
                        target: file.to_owned(),
                    },
                    part,
                ));
            }
        }
    }
    includes
}

/// The lines outside fenced code, with their numbers.
fn prose(page: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fence = None;
    page.lines().enumerate().filter_map(move |(i, line)| {
        let ticks: String = line.trim_start().chars().take_while(|c| *c == '`').collect();
        match &fence {
            Some(open) if ticks == *open => {
                fence = None;
                None
            }
            Some(_) => None,
            None if ticks.len() >= 3 => {
                fence = Some(ticks);
                None
            }
            None => Some((i + 1, line)),
        }
    })
}

/// The part of a source file between `ANCHOR: name` and `ANCHOR_END: name`, without the lines of other anchors; or its lines
/// `from:to`, as mdBook counts them: from 1, both included, and either may be left out. Recorded output has no place for anchors.
pub(crate) fn part(source: &str, name: &str) -> Option<String> {
    if let Some(range) = range(name) {
        return lines(source, range);
    }
    let (start, end) = (format!("ANCHOR: {name}"), format!("ANCHOR_END: {name}"));
    let mut lines = source
        .lines()
        .skip_while(|line| !line.trim_end().ends_with(&start));
    lines.next()?;
    let mut text = String::new();
    for line in lines {
        if line.trim_end().ends_with(&end) {
            return Some(dedent(&text));
        }
        if !line.contains("ANCHOR") {
            text.push_str(line);
            text.push('\n');
        }
    }
    None
}

/// `4:10`, `4:` or `:10`; an open end is as good as the last line.
fn range(name: &str) -> Option<(usize, usize)> {
    let (from, to) = name.split_once(':')?;
    let number = |text: &str, otherwise| match text {
        "" => Some(otherwise),
        text => text.parse().ok(),
    };
    Some((number(from, 1)?, number(to, usize::MAX)?))
}

/// Those lines of a text; none if it ends before the first of them, or before the last that was named.
fn lines(source: &str, (from, to): (usize, usize)) -> Option<String> {
    let count = source.lines().count();
    let is_there = (1..=count).contains(&from) && from <= to && (to == usize::MAX || to <= count);
    is_there.then(|| {
        let chosen = source.lines().take(to).skip(from - 1);
        chosen.flat_map(|line| [line, "\n"]).collect()
    })
}

/// The text without the indentation that all of its lines share.
fn dedent(text: &str) -> String {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let shared = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(depth)
        .min()
        .unwrap_or(0);
    text.lines()
        .flat_map(|line| [line.get(shared..).unwrap_or_default(), "\n"])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_the_book_does() {
        let source = "one\ntwo\nthree\n";
        assert_eq!(part(source, "2:").as_deref(), Some("two\nthree\n"));
        assert_eq!(part(source, "2:2").as_deref(), Some("two\n"));
        assert_eq!(part(source, ":1").as_deref(), Some("one\n"));
        assert_eq!(part(source, "4:"), None);
        assert_eq!(part(source, "2:9"), None);
    }

    #[test]
    fn links_in_code_are_not_links() {
        let page = "a [b](c.md#d) `[x](y)`\n```text\n[n](o)\n```\n![i](p.svg \"title\")\n";
        let targets: Vec<_> = links(page)
            .into_iter()
            .map(|link| (link.line, link.target))
            .collect();
        assert_eq!(targets, [(1, "c.md#d".to_owned()), (5, "p.svg".to_owned())]);
    }

    #[test]
    fn headings_get_the_anchors_that_mdbook_gives_them() {
        let page =
            "# Types & constraints\n## `Json<T>`, bodies\n## Again\n## Again\n```sh\n# no heading\n```\n";
        assert_eq!(
            anchors(page),
            ["types--constraints", "jsont-bodies", "again", "again-1"]
        );
    }

    #[test]
    fn a_part_of_a_source_leaves_out_the_anchors_inside() {
        let source = "// ANCHOR: all\na\n// ANCHOR: one\nb\n// ANCHOR_END: one\n// ANCHOR_END: all\n";
        assert_eq!(part(source, "all").unwrap(), "a\nb\n");
        assert_eq!(part(source, "one").unwrap(), "b\n");
        assert_eq!(part(source, "none"), None);
        let deep = "    // ANCHOR: x\n    if a {\n\n        b\n    }\n    // ANCHOR_END: x\n";
        assert_eq!(part(deep, "x").unwrap(), "if a {\n\n    b\n}\n");
    }
}
