//! The errors of a handler: by code and status, and open by the rules of HTTP.

use super::Walk;
use super::choice::by_name;
use crate::change::Step;
use crate::normal::{Arm, Union};
use crate::rule::answer;

impl<'m> Walk<'_, 'm> {
    pub(super) fn errors(&mut self, visit: usize, old: &Union<'m>, new: &Union<'m>) {
        if old.tag != new.tag {
            self.unions(visit, old, new);
            return;
        }
        let (mut pairs, removed, mut added) = by_name(old, new);
        for (at, arm) in removed {
            let partner = added
                .iter()
                .position(|candidate| self.is_same_arm((at, arm), *candidate, old, new));
            match partner {
                Some(partner) => {
                    let to = added.remove(partner);
                    let reason = format!("`{}` is called `{}`", arm.name(), to.1.name());
                    let shown = self.sent_arm(new, to.1, false);
                    self.find(visit, &answer::ERROR_VARIANT_RENAMED, reason)
                        .at(Step::Variant(to.1.name().to_owned()))
                        .words(arm.name(), to.1.name())
                        .shown_by_one_of(shown);
                    pairs.push(((at, arm), to));
                }
                None => self.error_gone(visit, arm),
            }
        }
        for (_, arm) in added {
            self.error_new(visit, arm);
        }
        for ((_, from), (_, to)) in pairs {
            self.statuses(visit, from, to);
            self.contents(visit, (old, from), (new, to));
        }
    }

    fn error_gone(&mut self, visit: usize, arm: &Arm<'m>) {
        let reason = format!("`{}` ({}) is gone", arm.name(), status(arm));
        self.find(visit, &answer::ERROR_VARIANT_REMOVED, reason)
            .at(Step::Variant(arm.name().to_owned()));
    }

    fn error_new(&mut self, visit: usize, arm: &Arm<'m>) {
        let reason = format!("`{}` ({}) is new", arm.name(), status(arm));
        self.find(visit, &answer::ERROR_VARIANT_ADDED, reason)
            .at(Step::Variant(arm.name().to_owned()));
    }

    fn statuses(&mut self, visit: usize, from: &Arm<'m>, to: &Arm<'m>) {
        if status(from) != status(to) {
            let reason = format!(
                "`{}` has status {}, before {}",
                to.name(),
                status(to),
                status(from)
            );
            self.find(visit, &answer::ERROR_STATUS_CHANGED, reason)
                .at(Step::Variant(to.name().to_owned()))
                .words(status(from), status(to))
                .shown_by_status(to.variant.and_then(|variant| variant.status));
        }
    }
}

/// The status of an error in words.
fn status(arm: &Arm<'_>) -> String {
    let status = arm.variant.and_then(|variant| variant.status);
    status.map_or_else(|| "no status".to_owned(), |status| status.to_string())
}
