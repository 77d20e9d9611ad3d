//! Texts that match a regular expression.
//!
//! This reads the part of the grammar that patterns of contracts are made of and gives up on the rest. What comes out is
//! checked against the real engine by whoever asks, so a mistake here costs a sample and never makes a wrong one.

/// A part of an expression.
enum Part {
    /// One of these characters.
    Class(Vec<char>),
    /// One of these sequences.
    Group(Vec<Vec<Part>>),
    /// A part, so many times.
    Repeat(Box<Part>, usize, Option<usize>),
}

/// Texts that match: the shortest of every branch, and one that repeats once more.
#[must_use]
pub fn samples(pattern: &str) -> Vec<String> {
    let Some(branches) = parse(pattern) else {
        return Vec::new();
    };
    let mut list = Vec::new();
    for branch in &branches {
        for extra in 0..3 {
            for pick in 0..2 {
                list.push(write(branch, extra, pick));
            }
        }
    }
    list
}

/// A text that matches and has so many characters.
#[must_use]
pub fn sample_of_length(pattern: &str, length: usize) -> Option<String> {
    let branches = parse(pattern)?;
    let shortest = branches
        .iter()
        .map(|branch| write(branch, 0, 0))
        .map(|text| text.chars().count())
        .min()?;
    let extra = length.checked_sub(shortest)?;
    branches
        .iter()
        .map(|branch| write(branch, extra, 0))
        .find(|text| text.chars().count() == length)
}

/// Writes a sequence; the first repetitions that may be longer share `extra` among them.
fn write(sequence: &[Part], extra: usize, pick: usize) -> String {
    let mut text = String::new();
    let mut extra = extra;
    for part in sequence {
        write_part(part, &mut extra, pick, &mut text);
    }
    text
}

fn write_part(part: &Part, extra: &mut usize, pick: usize, text: &mut String) {
    match part {
        Part::Class(characters) => text.extend(characters.get(pick % characters.len().max(1))),
        Part::Group(branches) => {
            let branch = &branches[pick % branches.len()];
            for part in branch {
                write_part(part, extra, pick, text);
            }
        }
        Part::Repeat(part, min, max) => {
            let more = max.map_or(*extra, |max| (*extra).min(max.saturating_sub(*min)));
            *extra -= more;
            for _ in 0..min + more {
                write_part(part, &mut 0, pick, text);
            }
        }
    }
}

type Input<'p> = std::iter::Peekable<std::str::Chars<'p>>;

/// The branches of an expression.
fn parse(pattern: &str) -> Option<Vec<Vec<Part>>> {
    let mut input = pattern.chars().peekable();
    let branches = branches(&mut input)?;
    input.next().is_none().then_some(branches)
}

fn branches(input: &mut Input<'_>) -> Option<Vec<Vec<Part>>> {
    let mut branches = vec![Vec::new()];
    while let Some(&c) = input.peek() {
        match c {
            ')' => break,
            '|' => {
                input.next();
                branches.push(Vec::new());
            }
            '^' | '$' => {
                input.next();
            }
            _ => {
                let part = atom(input)?;
                let part = repeated(part, input)?;
                branches.last_mut()?.push(part);
            }
        }
    }
    Some(branches)
}

fn atom(input: &mut Input<'_>) -> Option<Part> {
    match input.next()? {
        '(' => {
            if input.peek() == Some(&'?') {
                input.next();
                (input.next()? == ':').then_some(())?;
            }
            let inner = branches(input)?;
            (input.next()? == ')').then_some(Part::Group(inner))
        }
        '[' => class(input),
        '.' => Some(Part::Class(vec!['a', 'b'])),
        '\\' => escaped(input.next()?).map(Part::Class),
        c => Some(Part::Class(vec![c])),
    }
}

/// What stands after a backslash.
fn escaped(c: char) -> Option<Vec<char>> {
    Some(match c {
        'd' => vec!['0', '9'],
        'w' => vec!['a', 'Z'],
        's' => vec![' '],
        'D' | 'S' => vec!['a'],
        'W' => vec!['-'],
        'n' => vec!['\n'],
        't' => vec!['\t'],
        c if c.is_ascii_alphanumeric() => return None,
        c => vec![c],
    })
}

fn class(input: &mut Input<'_>) -> Option<Part> {
    let negated = input.next_if_eq(&'^').is_some();
    let mut ranges: Vec<(char, char)> = Vec::new();
    let mut first = true;
    loop {
        let c = input.next()?;
        let low = match c {
            ']' if !first => break,
            '\\' => {
                let characters = escaped(input.next()?)?;
                if characters.len() > 1 {
                    ranges.extend(characters.iter().map(|c| (*c, *c)));
                    first = false;
                    continue;
                }
                characters[0]
            }
            c => c,
        };
        first = false;
        if input.peek() == Some(&'-') {
            input.next();
            match input.next()? {
                ']' => {
                    ranges.extend([(low, low), ('-', '-')]);
                    break;
                }
                '\\' => ranges.push((low, *escaped(input.next()?)?.first()?)),
                high => ranges.push((low, high)),
            }
        } else {
            ranges.push((low, low));
        }
    }
    let characters: Vec<char> = if negated {
        ['a', '0', 'A', ' ', '~']
            .into_iter()
            .filter(|c| !ranges.iter().any(|(low, high)| (low..=high).contains(&c)))
            .collect()
    } else {
        ranges.iter().flat_map(|(low, high)| [*low, *high]).collect()
    };
    (!characters.is_empty()).then_some(Part::Class(characters))
}

fn repeated(part: Part, input: &mut Input<'_>) -> Option<Part> {
    let (min, max) = match input.peek() {
        Some('?') => (0, Some(1)),
        Some('*') => (0, None),
        Some('+') => (1, None),
        Some('{') => {
            input.next();
            let text: String = std::iter::from_fn(|| input.next_if(|c| *c != '}')).collect();
            let (min, max) = match text.split_once(',') {
                None => (text.parse().ok()?, Some(text.parse().ok()?)),
                Some((min, "")) => (min.parse().ok()?, None),
                Some((min, max)) => (min.parse().ok()?, Some(max.parse().ok()?)),
            };
            // What is huge is not written out.
            (min <= 10_000).then_some((min, max))?
        }
        _ => return Some(part),
    };
    input.next();
    // A lazy repetition matches the same texts.
    input.next_if_eq(&'?');
    Some(Part::Repeat(Box::new(part), min, max))
}

#[cfg(test)]
mod tests {
    use regex_lite::Regex;

    use super::*;

    #[test]
    fn samples_match_the_pattern_they_come_from() {
        for pattern in [
            "^[A-Z]{3}$",
            "^(a|bc)+$",
            "^\\d{2,4}-[a-f0-9]*$",
            "^[^/]+\\.(png|jpe?g)$",
            "b+",
            "^$",
            "^[+-]?[0-9]{1,28}(\\.[0-9]+)?$",
            "^(?:x|y){2}[\\w-]$",
        ] {
            let regex = Regex::new(pattern).unwrap();
            let list = samples(pattern);
            assert!(!list.is_empty(), "{pattern}");
            for text in list {
                assert!(regex.is_match(&text), "{text:?} should match {pattern}");
            }
        }
    }

    #[test]
    fn a_length_can_be_asked_for() {
        assert_eq!(sample_of_length("^[a-z]+$", 5).unwrap(), "aaaaa");
        assert_eq!(sample_of_length("^[a-z]{2}$", 5), None);
    }

    #[test]
    fn what_is_not_understood_gives_nothing() {
        for pattern in ["\\p{L}", "(?i)a", "[", "(a"] {
            assert!(samples(pattern).is_empty(), "{pattern}");
        }
    }
}
