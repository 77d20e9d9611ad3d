//! The releases for which an old handler is kept beside its successor.

use std::fmt;

/// A version of three numbers.
pub type Release = [u64; 3];

/// A range of releases, written as Rust writes ranges: `..2.0.0` is every release before 2.0.0, `1.2.0..2.0.0` those from 1.2.0 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    /// The first release; none for the first one there is.
    pub from: Option<Release>,
    /// The release that no longer has the handler.
    pub until: Release,
}

impl Versions {
    /// Reads a range, or says what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        let Some((from, until)) = text.split_once("..") else {
            return Err("a range has two dots: `..2.0.0` is every release before 2.0.0");
        };
        if until.starts_with('=') {
            return Err("a range ends before a release: name the first one that no longer has the handler");
        }
        if until.trim().is_empty() {
            return Err("the range has no end, and a handler that serves the newest release needs no range");
        }
        const FORM: &str = "a release is named by three numbers, as in `2.0.0`";
        let until = release(until).ok_or(FORM)?;
        let from = match from.trim() {
            "" => None,
            from => Some(release(from).ok_or(FORM)?),
        };
        if from.is_some_and(|from| from >= until) {
            return Err("the range ends before it begins");
        }
        Ok(Self { from, until })
    }

    /// Whether a release is in the range.
    #[must_use]
    pub fn has(&self, release: Release) -> bool {
        self.from.is_none_or(|from| from <= release) && release < self.until
    }

    /// Whether two ranges have releases in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let starts_before = |a: &Self, b: &Self| a.from.is_none_or(|from| from < b.until);
        starts_before(self, other) && starts_before(other, self)
    }
}

fn release(text: &str) -> Option<Release> {
    let parts: Vec<&str> = text.trim().split('.').collect();
    let [major, minor, patch] = parts[..] else {
        return None;
    };
    let number = |text: &str| {
        let is_plain = text == "0" || !text.starts_with('0');
        (is_plain && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse().ok())
            .flatten()
    };
    Some([number(major)?, number(minor)?, number(patch)?])
}

impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let put =
            |f: &mut fmt::Formatter<'_>, [major, minor, patch]: Release| write!(f, "{major}.{minor}.{patch}");
        if let Some(from) = self.from {
            put(f, from)?;
        }
        f.write_str("..")?;
        put(f, self.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_ends_before_its_end() {
        let before = Versions::parse("..2.0.0").unwrap();
        assert!(before.has([0, 1, 0]) && before.has([1, 9, 9]) && !before.has([2, 0, 0]));
        let some = Versions::parse("1.2.0..2.0.0").unwrap();
        assert!(!some.has([1, 1, 9]) && some.has([1, 2, 0]) && !some.has([2, 0, 1]));
        assert_eq!(some.to_string(), "1.2.0..2.0.0");
    }

    #[test]
    fn ranges_meet_if_a_release_is_in_both() {
        let range = |text| Versions::parse(text).unwrap();
        assert!(range("..2.0.0").meets(&range("1.0.0..3.0.0")));
        assert!(!range("..2.0.0").meets(&range("2.0.0..3.0.0")));
    }

    #[test]
    fn what_is_no_range_says_why() {
        for (text, why) in [
            ("2.0.0", "two dots"),
            ("..=2.0.0", "ends before a release"),
            ("1.0.0..", "no end"),
            ("..2.0", "three numbers"),
            ("..02.0.0", "three numbers"),
            ("2.0.0..1.0.0", "before it begins"),
        ] {
            let said = Versions::parse(text).unwrap_err();
            assert!(said.contains(why), "{text}: {said}");
        }
    }
}
