//! The way through what did not change to what did.
//!
//! An object that is written down as before has nothing to be found in it: it is looked at for where it leads, and never brought into the normal form.

use std::borrow::Cow;
use std::ops::Range;

use gati_schema::ty::Field;

use super::Walk;
use crate::change::Step;
use crate::normal::{Encoding, NodeId};

/// A step between visits.
pub(super) struct Way<'m> {
    pub(super) visit: usize,
    pub(super) steps: Steps<'m>,
}

/// What a step is called.
pub(super) enum Steps<'m> {
    /// A field of one name on both sides.
    Field(&'m str),
    /// The same on both sides.
    Both(Step),
    /// On the old side, and on the new one.
    Each(Box<(Step, Step)>),
}

impl Steps<'_> {
    /// The step between two parts that may be called otherwise on both sides.
    pub(super) fn each(old: Step, new: Step) -> Self {
        if old == new {
            Self::Both(new)
        } else {
            Self::Each(Box::new((old, new)))
        }
    }

    /// What it is called on the old side.
    pub(super) fn before(&self) -> Cow<'_, Step> {
        match self {
            Self::Field(name) => Cow::Owned(Step::Field((*name).to_owned())),
            Self::Both(step) => Cow::Borrowed(step),
            Self::Each(steps) => Cow::Borrowed(&steps.0),
        }
    }

    /// What it is called on the new side.
    pub(super) fn after(&self) -> Cow<'_, Step> {
        match self {
            Self::Field(_) | Self::Both(_) => self.before(),
            Self::Each(steps) => Cow::Borrowed(&steps.1),
        }
    }
}

/// A field that leads on, on both sides.
#[derive(Clone, Copy)]
pub(super) struct Lead<'m> {
    name: &'m str,
    old: NodeId,
    new: NodeId,
}

impl<'m> Walk<'_, 'm> {
    /// The ways on from a pair of places in the list of all, if both are an object that is written down as before.
    pub(super) fn leads(&mut self, old: NodeId, new: NodeId) -> Option<Range<usize>> {
        let (number, Encoding::Json) = self.old.definition_of(old)? else {
            return None;
        };
        if self.new.definition_of(new) != Some((number, Encoding::Json)) {
            return None;
        }
        if let Some(leads) = self.found_leads.get(&(old, new)) {
            return Some(leads.clone());
        }
        let (untouched, side, start) = (self.untouched, self.old.side, self.leads.len());
        for field in untouched.on_the_way(number)? {
            if !field.skip.on(side) {
                let lead = self.lead(field);
                self.leads.push(lead);
            }
        }
        // Members stand in the order of their names.
        self.leads[start..].sort_by_key(|lead| lead.name);
        let leads = start..self.leads.len();
        self.found_leads.insert((old, new), leads.clone());
        Some(leads)
    }

    fn lead(&self, field: &'m Field) -> Lead<'m> {
        Lead {
            name: field.name.on(self.old.side),
            old: self.old.member(field, Encoding::Json).node,
            new: self.new.member(field, Encoding::Json).node,
        }
    }

    /// Goes on to where an object leads.
    pub(super) fn go_through(&mut self, visit: usize, leads: Range<usize>) {
        for at in leads {
            let Lead { name, old, new } = self.leads[at];
            self.step(visit, old, new, || Steps::Field(name));
        }
    }
}
