//! The version of what is pending, which somebody may have chosen.

use gati_diff::{Changes, Next};
use semver::Version;

use super::Policy;
use crate::report::Report;

impl Policy {
    /// The version that what is pending is to have, if that was said.
    pub(crate) fn next(&self) -> Option<&Version> {
        self.next.as_ref().map(|(version, _)| version)
    }

    /// The release that changes since the newest one make, by what is said of them here.
    pub(crate) fn release(&self, newest: &Version, changes: &Changes) -> Next {
        gati_release::next(newest, changes, &self.acknowledged(), self.next())
    }

    /// Takes note of what is pending, which may end releases.
    pub(crate) fn serving(mut self, pending: Option<&Changes>, newest: Option<&Version>) -> Self {
        if let (Some(changes), Some(newest)) = (pending.filter(|pending| !pending.is_empty()), newest) {
            self.today = Version::parse(&self.release(newest, changes).version).ok();
        }
        self
    }

    /// What is wrong with the version that was chosen for what is pending: it was released, or the changes ask for more. That it is the newest
    /// release's is no mistake: then what it was chosen for was just released.
    pub(crate) fn chosen(&self, pending: &Changes, newest: &Version) -> Option<Report> {
        let (chosen, place) = self.next.as_ref()?;
        let is_waived = |key: &str| self.waived().iter().any(|waived| waived.key == key);
        let least = gati_release::pending(newest, pending, is_waived);
        if chosen == newest || gati_release::is_high_enough(chosen, newest, &least) {
            return None;
        }
        let is_behind = chosen.cmp_precedence(newest).is_le();
        let report = Report::new(
            "version-too-low",
            format!("what is pending cannot become {chosen}"),
        );
        Some(if is_behind {
            report
                .at(place, format!("{newest} is released"))
                .help(format!("delete it, or choose {least} or more"))
        } else if pending.is_empty() {
            return None;
        } else {
            let bump = gati_release::bump(pending, is_waived).wire;
            report
                .at(place, format!("what changed is {}", bump.name()))
                .help(format!("choose {least} or more"))
        })
    }
}
