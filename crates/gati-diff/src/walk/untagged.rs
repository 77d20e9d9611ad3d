//! Variants that are told apart by their shape.

use gati_schema::ty::Side;

use super::Walk;
use super::way::Steps;
use crate::change::{Direction, Step};
use crate::normal::{NodeId, Shape, Union};
use crate::rule::{choice, value};
use crate::verdict::Fit;

impl<'m> Walk<'_, 'm> {
    /// Pairs variants by what they hold, not by their position: first those that hold the same, then those of one name in Rust.
    pub(super) fn untagged(&mut self, visit: usize, old: &Union<'m>, new: &Union<'m>) {
        let list = |union: &'_ Union<'m>| -> Vec<usize> {
            let arms = union.arms.iter().enumerate();
            arms.filter(|(_, arm)| arm.tagless).map(|(at, _)| at).collect()
        };
        let (mut removed, mut added) = (list(old), list(new));
        let mut pairs = self.pair_up(old, new, &mut removed, &mut added, |walk, a, b| walk.same(a, b));
        let rust_name =
            |union: &Union<'m>, at: usize| union.arms[at].variant.map(|variant| &variant.rust_name);
        for at in std::mem::take(&mut removed) {
            let name = rust_name(old, at);
            match added
                .iter()
                .position(|to| name.is_some() && rust_name(new, *to) == name)
            {
                Some(partner) => pairs.push((at, added.remove(partner))),
                None => removed.push(at),
            }
        }
        // Where only one is left on each side, it is the one that changed.
        if let ([from], [to]) = (&removed[..], &added[..]) {
            pairs.push((*from, *to));
            removed.clear();
            added.clear();
        }
        let (o, n) = (self.visits[visit].old, self.visits[visit].new);
        for (from, to) in &pairs {
            let (a, b) = (&old.arms[*from], &new.arms[*to]);
            if let (Some(before), Some(after)) = (a.content, b.content) {
                // Where another variant takes what this one no longer takes, nothing stops working.
                let taken = match self.direction {
                    Direction::Request => self.fits(before, n),
                    Direction::Response | Direction::None => self.fits_back(o, after),
                };
                if !taken.breaks(self.direction) && !self.same(before, after) {
                    self.find(
                        visit,
                        &value::TYPE_EQUIVALENT,
                        "it changed, and what it took is still taken",
                    )
                    .at(Step::Variant(b.name().to_owned()))
                    .shapes(before, after);
                    continue;
                }
                let step = |name: &str| Step::Variant(name.to_owned());
                self.step(visit, before, after, || {
                    Steps::each(step(a.name()), step(b.name()))
                });
            }
        }
        for at in removed {
            let arm = &old.arms[at];
            // Another variant may take what this one took.
            let is_taken = arm
                .content
                .is_some_and(|content| self.fits(content, n) < Fit::Unknown);
            let rule = if is_taken {
                &choice::UNION_VARIANT_REMOVED_OPEN
            } else {
                &choice::UNION_VARIANT_REMOVED
            };
            let shown = self.sent_arm(old, arm, true);
            self.find(visit, rule, format!("the variant `{}` is gone", arm.name()))
                .at(Step::Variant(arm.name().to_owned()))
                .shown_by_one_of(shown);
        }
        for at in added {
            let arm = &new.arms[at];
            let is_taken = arm
                .content
                .is_some_and(|content| self.fits_back(o, content) < Fit::Unknown);
            let rule = if is_taken {
                &choice::UNION_VARIANT_ADDED_OPEN
            } else {
                &choice::UNION_VARIANT_ADDED
            };
            let shown = self.sent_arm(new, arm, false);
            self.find(visit, rule, format!("the variant `{}` is new", arm.name()))
                .at(Step::Variant(arm.name().to_owned()))
                .shown_by_one_of(shown);
        }
        self.order(visit, old, new, &pairs);
    }

    fn pair_up(
        &mut self,
        old: &Union<'m>,
        new: &Union<'m>,
        removed: &mut Vec<usize>,
        added: &mut Vec<usize>,
        is_pair: impl Fn(&mut Self, NodeId, NodeId) -> bool,
    ) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for at in std::mem::take(removed) {
            let partner = old.arms[at].content.and_then(|content| {
                (0..added.len()).find(|partner| {
                    new.arms[added[*partner]]
                        .content
                        .is_some_and(|other| is_pair(self, content, other))
                })
            });
            match partner {
                Some(partner) => pairs.push((at, added.remove(partner))),
                None => removed.push(at),
            }
        }
        pairs
    }

    /// The first variant that fits is taken, so the order of two that may fit the same value has a meaning when it is read.
    fn order(&mut self, visit: usize, old: &Union<'m>, new: &Union<'m>, pairs: &[(usize, usize)]) {
        if self.old.side == Side::Write {
            return;
        }
        for (i, (first, first_now)) in pairs.iter().enumerate() {
            for (second, second_now) in &pairs[i + 1..] {
                let swapped = (first < second) != (first_now < second_now);
                let (a, b) = (&old.arms[*first], &old.arms[*second]);
                let (a_now, b_now) = (&new.arms[*first_now], &new.arms[*second_now]);
                if swapped
                    && let (Some(from), Some(to)) = (a.content, b_now.content)
                    && let (Some(back_from), Some(back_to)) = (b.content, a_now.content)
                    && (self.may_meet(from, to) || self.may_meet(back_from, back_to))
                {
                    let reason = format!("`{}` and `{}` changed places", a.name(), b.name());
                    let shown = [from, back_from].map(|node| self.samples.plain(node));
                    self.find(visit, &choice::UNTAGGED_ORDER_CHANGED, reason)
                        .shown_by_one_of(shown);
                }
            }
        }
    }

    /// Whether some value may be taken for both.
    fn may_meet(&mut self, old: NodeId, new: NodeId) -> bool {
        let is_scalar =
            |shape: &Shape<'m>| matches!(shape, Shape::Text(_) | Shape::Number(_) | Shape::List(_));
        let kinds_meet = is_scalar(self.old.shape(old))
            && std::mem::discriminant(self.old.shape(old)) == std::mem::discriminant(self.new.shape(new));
        kinds_meet || self.fits(old, new) < Fit::Fails || self.fits_back(old, new) < Fit::Fails
    }
}
