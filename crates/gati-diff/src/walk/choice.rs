//! Enumerations and unions with names.

use serde_json::Value;

use super::Walk;
use super::way::Steps;
use crate::change::{Step, Transformer};
use crate::normal::{Arm, Tag, Union};
use crate::rule::{Rule, choice};
use crate::sample::dress;
use crate::verdict::Fit;

/// The rules by which a variant goes: those of values without content, or those of variants.
struct Names {
    added: &'static Rule,
    added_open: &'static Rule,
    removed: &'static Rule,
    removed_open: &'static Rule,
    renamed: &'static Rule,
    renamed_with_alias: &'static Rule,
    noun: &'static str,
}

static VALUES: Names = Names {
    added: &choice::ENUM_VALUE_ADDED,
    added_open: &choice::ENUM_VALUE_ADDED_OPEN,
    removed: &choice::ENUM_VALUE_REMOVED,
    removed_open: &choice::ENUM_VALUE_REMOVED_OPEN,
    renamed: &choice::ENUM_VALUE_RENAMED,
    renamed_with_alias: &choice::ENUM_VALUE_RENAMED_WITH_ALIAS,
    noun: "the value",
};

static VARIANTS: Names = Names {
    added: &choice::UNION_VARIANT_ADDED,
    added_open: &choice::UNION_VARIANT_ADDED_OPEN,
    removed: &choice::UNION_VARIANT_REMOVED,
    removed_open: &choice::UNION_VARIANT_REMOVED_OPEN,
    renamed: &choice::UNION_VARIANT_RENAMED,
    renamed_with_alias: &choice::UNION_VARIANT_RENAMED_WITH_ALIAS,
    noun: "the variant",
};

/// An arm and its position.
pub(super) type Placed<'u, 'm> = (usize, &'u Arm<'m>);

/// Arms that are the same ones, and those that are left on both sides.
pub(super) type Matched<'u, 'm> = (
    Vec<(Placed<'u, 'm>, Placed<'u, 'm>)>,
    Vec<Placed<'u, 'm>>,
    Vec<Placed<'u, 'm>>,
);

impl<'m> Walk<'_, 'm> {
    pub(super) fn unions(&mut self, visit: usize, old: &Union<'m>, new: &Union<'m>) {
        if !self.tags(visit, old, new) {
            return;
        }
        self.openness(visit, old, new);
        let (pairs, mut removed, mut added) = by_name(old, new);
        for ((_, from), (_, to)) in pairs {
            self.arm_names(visit, (old, from), to);
            self.contents(visit, (old, from), (new, to));
        }
        self.renamed_arms(visit, (old, &mut removed), (new, &mut added));
        for (_, arm) in removed {
            let names = rules_for(old, arm);
            let rule = if new.takes_unknown(arm) {
                names.removed_open
            } else {
                names.removed
            };
            let shown = self.sent_arm(old, arm, true);
            self.find(visit, rule, format!("{} `{}` is gone", names.noun, arm.name()))
                .at(Step::Variant(arm.name().to_owned()))
                .shown_by_one_of(shown);
        }
        for (_, arm) in added {
            let names = rules_for(new, arm);
            let rule = if old.takes_unknown(arm) {
                names.added_open
            } else {
                names.added
            };
            let shown = self.sent_arm(new, arm, false);
            self.find(visit, rule, format!("{} `{}` is new", names.noun, arm.name()))
                .at(Step::Variant(arm.name().to_owned()))
                .shown_by_one_of(shown);
        }
        self.untagged(visit, old, new);
    }

    /// How variants are named; `false` if so differently that nothing else can be compared.
    fn tags(&mut self, visit: usize, old: &Union<'m>, new: &Union<'m>) -> bool {
        let (o, n) = (self.visits[visit].old, self.visits[visit].new);
        match (old.tag, new.tag) {
            (old, new) if old == new => true,
            (Tag::Internal { tag: from }, Tag::Internal { tag: to }) => {
                let reason = format!("variants are named by `{to}`, before by `{from}`");
                self.find(visit, &choice::UNION_TAG_RENAMED, reason)
                    .words(from, to)
                    .shown_by_plain();
                true
            }
            (
                Tag::Adjacent {
                    tag: from_tag,
                    content: from,
                },
                Tag::Adjacent {
                    tag: to_tag,
                    content: to,
                },
            ) => {
                if from_tag != to_tag {
                    let reason = format!("variants are named by `{to_tag}`, before by `{from_tag}`");
                    self.find(visit, &choice::UNION_TAG_RENAMED, reason)
                        .words(from_tag, to_tag)
                        .shown_by_plain();
                }
                if from != to {
                    let reason = format!("content stands under `{to}`, before under `{from}`");
                    self.find(visit, &choice::UNION_CONTENT_RENAMED, reason)
                        .words(from, to)
                        .shown_by_any();
                }
                true
            }
            (_, Tag::Untagged) if self.fits(o, n) < Fit::Unknown => {
                self.find(
                    visit,
                    &choice::UNION_BECAME_UNTAGGED,
                    "variants are told apart by their shape",
                )
                .shown_by_any();
                self.dropped(visit, o, n);
                false
            }
            (Tag::Untagged, _) if self.fits_back(o, n) < Fit::Unknown => {
                self.find(
                    visit,
                    &choice::UNION_BECAME_TAGGED,
                    "variants are told apart by a name",
                )
                .shown_by_any();
                false
            }
            _ => {
                let reason = format!("{}, before {}", tag_words(new.tag), tag_words(old.tag));
                self.find(visit, &choice::UNION_ENCODING_CHANGED, reason)
                    .shapes(o, n)
                    .shown_by_any();
                false
            }
        }
    }

    /// Whether unknown names are read.
    fn openness(&mut self, visit: usize, old: &Union<'m>, new: &Union<'m>) {
        let is_read = self.direction == crate::Direction::Request;
        if !is_read || old.is_open() == new.is_open() {
            return;
        }
        let (rule, reason) = if new.is_open() {
            (&choice::ENUM_OPENED, "unknown names are read")
        } else {
            (&choice::ENUM_CLOSED, "unknown names are refused")
        };
        let unknown = old
            .arms
            .iter()
            .find(|arm| arm.other)
            .and_then(|arm| dress(old, arm, "SomethingElse", None));
        self.find(visit, rule, reason).shown_by_one_of([unknown]);
    }

    /// An arm under each of its names, if its side is the one that sends what must not be refused.
    pub(super) fn sent_arm(&mut self, union: &Union<'m>, arm: &Arm<'m>, is_old: bool) -> Vec<Option<Value>> {
        if is_old != (self.direction == crate::Direction::Request) {
            return Vec::new();
        }
        let content = match arm.content {
            None => None,
            Some(content) => match self.samples.plain(content) {
                Some(value) => Some(value),
                None => return Vec::new(),
            },
        };
        arm.names
            .iter()
            .map(|name| dress(union, arm, name, content.clone()))
            .collect()
    }

    fn arm_names(&mut self, visit: usize, (union, from): (&Union<'m>, &Arm<'m>), to: &Arm<'m>) {
        if from.names == to.names {
            return;
        }
        let names = rules_for(union, from);
        let is_renamed = from.names[0] != to.names[0] && to.names.contains(&from.names[0]);
        let step = || Step::Variant(to.name().to_owned());
        if is_renamed {
            let reason = format!("`{}` is called `{}`, and is still read", from.name(), to.name());
            self.find(visit, names.renamed_with_alias, reason)
                .at(step())
                .words(from.name(), to.name());
        }
        for name in &to.names {
            let is_the_new_one = is_renamed && *name == to.names[0];
            if !from.names.contains(name) && !is_the_new_one {
                self.find(
                    visit,
                    &crate::rule::field::ALIAS_ADDED,
                    format!("`{name}` is read as well"),
                )
                .at(step());
            }
        }
        for name in &from.names {
            if !to.names.contains(name) {
                let shown = self.sent_arm(union, from, true);
                self.find(
                    visit,
                    &crate::rule::field::ALIAS_REMOVED,
                    format!("`{name}` is no longer read"),
                )
                .at(step())
                .shown_by_one_of(shown);
            }
        }
    }

    /// What variants of one name carry.
    pub(super) fn contents(
        &mut self,
        visit: usize,
        (old, from): (&Union<'m>, &Arm<'m>),
        (new, to): (&Union<'m>, &Arm<'m>),
    ) {
        let step = || Step::Variant(to.name().to_owned());
        match (from.content, to.content) {
            (None, None) => {}
            (Some(content), Some(other)) => {
                let before = || Step::Variant(from.name().to_owned());
                self.step(visit, content, other, || Steps::each(before(), step()));
            }
            (content, _) => {
                let mut shown = self.sent_arm(old, from, true);
                shown.extend(self.sent_arm(new, to, false));
                let reason = if content.is_none() {
                    "it carries something"
                } else {
                    "it carries nothing"
                };
                self.find(visit, &choice::ENUM_VARIANT_KIND_CHANGED, reason)
                    .at(step())
                    .transformer(Transformer::Manual)
                    .shown_by_one_of(shown);
            }
        }
    }

    /// Variants that went and came under another name.
    fn renamed_arms<'u>(
        &mut self,
        visit: usize,
        (old, removed): (&Union<'m>, &mut Vec<Placed<'u, 'm>>),
        (new, added): (&Union<'m>, &mut Vec<Placed<'u, 'm>>),
    ) {
        for (at, arm) in std::mem::take(removed) {
            let partner = added
                .iter()
                .position(|candidate| self.is_same_arm((at, arm), *candidate, old, new));
            let Some(partner) = partner else {
                removed.push((at, arm));
                continue;
            };
            let (_, to) = added.remove(partner);
            let names = rules_for(old, arm);
            // Who reads decides: old callers say the old name, and old readers hear the new one.
            let is_taken = self.sent(new.takes_unknown(arm), old.takes_unknown(to));
            let rule = if is_taken {
                names.removed_open
            } else {
                names.renamed
            };
            let mut shown = self.sent_arm(old, arm, true);
            shown.extend(self.sent_arm(new, to, false));
            let is_same = self.same_content(arm, to);
            self.find(visit, rule, format!("`{}` is called `{}`", arm.name(), to.name()))
                .at(Step::Variant(to.name().to_owned()))
                .words(arm.name(), to.name())
                .transformer(if is_same {
                    Transformer::Lossless
                } else {
                    Transformer::Manual
                })
                .shown_by_one_of(shown);
        }
    }

    /// Whether two arms of different names are meant to be one: by the name in Rust, by an alias, or by place and content.
    pub(super) fn is_same_arm(
        &mut self,
        (at, arm): Placed<'_, 'm>,
        (new_at, candidate): Placed<'_, 'm>,
        old: &Union<'m>,
        new: &Union<'m>,
    ) -> bool {
        let (Some(before), Some(after)) = (arm.variant, candidate.variant) else {
            return false;
        };
        let by_alias = after.aliases.iter().any(|alias| alias == arm.names[0]);
        let by_place = at == new_at && old.arms.len() == new.arms.len() && self.same_content(arm, candidate);
        before.rust_name == after.rust_name || by_alias || by_place
    }
}

impl<'m> Walk<'_, 'm> {
    /// Whether two arms carry the same values.
    fn same_content(&mut self, old: &Arm<'m>, new: &Arm<'m>) -> bool {
        match (old.content, new.content) {
            (None, None) => true,
            (Some(old), Some(new)) => self.same(old, new),
            _ => false,
        }
    }
}

/// Pairs the arms by their names.
pub(super) fn by_name<'u, 'm>(old: &'u Union<'m>, new: &'u Union<'m>) -> Matched<'u, 'm> {
    let named = |union: &'u Union<'m>| union.arms.iter().enumerate().filter(|(_, arm)| !arm.tagless);
    let mut added: Vec<Placed<'u, 'm>> = named(new).collect();
    let (mut pairs, mut removed) = (Vec::new(), Vec::new());
    for placed in named(old) {
        let (_, arm) = placed;
        let partner = added
            .iter()
            .position(|(_, candidate)| candidate.names.contains(&arm.names[0]))
            .or_else(|| {
                added
                    .iter()
                    .position(|(_, candidate)| candidate.names.iter().any(|name| arm.names.contains(name)))
            });
        match partner {
            Some(partner) => pairs.push((placed, added.remove(partner))),
            None => removed.push(placed),
        }
    }
    (pairs, removed, added)
}

fn rules_for(union: &Union<'_>, arm: &Arm<'_>) -> &'static Names {
    if union.tag == Tag::External && arm.content.is_none() {
        &VALUES
    } else {
        &VARIANTS
    }
}

fn tag_words(tag: Tag<'_>) -> String {
    match tag {
        Tag::External => "the name stands around the content".to_owned(),
        Tag::Internal { tag } => format!("the name stands in the content under `{tag}`"),
        Tag::Adjacent { tag, content } => {
            format!("the name stands under `{tag}`, the content under `{content}`")
        }
        Tag::Untagged => "there is no name".to_owned(),
    }
}
