//! What a text asks for: a moment, a version, a line of versions, or a tag.

use std::fmt;

use semver::Version;

use crate::Moment;

/// What a caller asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish<'a> {
    /// The newest release at or before a moment.
    At(Moment),
    /// One release.
    Exactly(Version),
    /// The newest live release of a line.
    Newest(Line),
    /// The release that a tag names.
    Tag(&'a str),
}

/// The releases whose versions begin alike: `1`, or `1.4`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line {
    /// The first number.
    pub major: u64,
    /// The second, if the line has one.
    pub minor: Option<u64>,
}

impl Line {
    /// Whether a version belongs to it. Pre-releases belong to no line: who wants one says so.
    #[must_use]
    pub fn has(self, version: &Version) -> bool {
        version.pre.is_empty()
            && version.major == self.major
            && self.minor.is_none_or(|minor| minor == version.minor)
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.minor {
            Some(minor) => write!(f, "{}.{minor}", self.major),
            None => write!(f, "{}", self.major),
        }
    }
}

/// A text that asks for nothing that there could be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// Longer texts are refused unread.
const LONGEST: usize = 128;

impl<'a> Wish<'a> {
    /// Reads what a text asks for.
    ///
    /// What begins like a date is a time, what begins with a digit, perhaps after a `v`, is a version, and any other word of letters, digits,
    /// `-`, `_` and `.` is a tag, so a text means one thing whatever releases there are.
    ///
    /// # Errors
    ///
    /// If it is none of them.
    pub fn parse(text: &'a str) -> Result<Self, Malformed> {
        let text = text.trim_matches([' ', '\t']);
        if text.len() > LONGEST {
            return Err(Malformed);
        }
        let bytes = text.as_bytes();
        if matches!(bytes, [y1, y2, y3, y4, b'-', ..] if [y1, y2, y3, y4].iter().all(|byte| byte.is_ascii_digit()))
        {
            return Moment::parse(text).map(Self::At).ok_or(Malformed);
        }
        match bytes {
            [b'0'..=b'9', ..] => parse_version(text),
            [b'v' | b'V', b'0'..=b'9', ..] => parse_version(&text[1..]),
            _ if is_tag(text) => Ok(Self::Tag(text)),
            _ => Err(Malformed),
        }
    }
}

fn parse_version<'a>(text: &str) -> Result<Wish<'a>, Malformed> {
    match numbers(text) {
        Some(([major, minor, patch], 3)) => Ok(Wish::Exactly(Version::new(major, minor, patch))),
        Some(([major, minor, _], count)) => Ok(Wish::Newest(Line {
            major,
            minor: (count == 2).then_some(minor),
        })),
        None => Version::parse(text).map(Wish::Exactly).map_err(|_| Malformed),
    }
}

/// One to three numbers between dots, as semver writes them, and how many there are. This is what nearly every caller sends, so it is read in one pass;
/// whatever else there may be in a version is left to the crate.
fn numbers(text: &str) -> Option<([u64; 3], usize)> {
    let mut numbers = [0; 3];
    let mut count = 0;
    for part in text.as_bytes().split(|byte| *byte == b'.') {
        *numbers.get_mut(count)? = number(part)?;
        count += 1;
    }
    Some((numbers, count))
}

/// A number without zeros before it.
fn number(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || digits.len() > 1 && digits[0] == b'0' {
        return None;
    }
    digits.iter().try_fold(0_u64, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// Whether a word may be a tag: it begins with a letter and cannot be taken for a version.
pub(crate) fn is_tag(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins_right = match bytes {
        [b'v' | b'V', b'0'..=b'9', ..] => false,
        [first, ..] => first.is_ascii_alphabetic(),
        [] => false,
    };
    begins_right
        && bytes.len() <= 64
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(major: u64, minor: Option<u64>) -> Wish<'static> {
        Wish::Newest(Line { major, minor })
    }

    #[test]
    fn a_text_means_one_thing() {
        let at = |text| Wish::At(Moment::parse(text).unwrap());
        let exactly = |text: &str| Wish::Exactly(text.parse().unwrap());
        for (text, wish) in [
            ("2025-11-09", at("2025-11-09")),
            (" 2025-11-09T10:00:00+02:00\t", at("2025-11-09T08:00:00Z")),
            ("1.4.0", exactly("1.4.0")),
            ("v1.4.0", exactly("1.4.0")),
            ("V1.4.0", exactly("1.4.0")),
            ("1.4.0-rc.1", exactly("1.4.0-rc.1")),
            ("1.4", line(1, Some(4))),
            ("v1", line(1, None)),
            ("0", line(0, None)),
            ("2025", line(2025, None)),
            ("stable", Wish::Tag("stable")),
            ("version-2", Wish::Tag("version-2")),
            ("v", Wish::Tag("v")),
        ] {
            assert_eq!(Wish::parse(text), Ok(wish), "{text}");
        }
    }

    #[test]
    fn what_means_nothing_is_refused() {
        let long = "a".repeat(65);
        let huge = "9".repeat(10_000);
        for text in [
            "",
            " ",
            "1.",
            ".1",
            "1..2",
            "01",
            "1.02",
            "1.2.3.4",
            "v1.x",
            "1.4.0 ok",
            "-1",
            "*",
            ">=1",
            "stable!",
            "ünstable",
            "2025-13-01",
            "2025-11-09T10:00:00",
            "99999999999999999999",
            &long,
            &huge,
        ] {
            assert_eq!(Wish::parse(text), Err(Malformed), "{text}");
        }
    }
}
