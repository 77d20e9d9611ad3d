//! Mistakes that only a reader of the whole program can see, and how they are drawn.

mod draw;

use std::collections::HashSet;

use crate::source::Place;

pub(crate) use draw::Drawer;
pub use draw::{Diagnostic, DiagnosticLabel};

/// A mistake: what is wrong, where, and what to do.
///
/// The manner is rustc's: lower case, no full stop, code in backticks, the user's own names in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Report {
    /// The name of the rule, stable, for tests and tools.
    pub(crate) rule: &'static str,
    /// What is wrong.
    pub(crate) title: String,
    /// The places, the one to edit first; each with a word about it.
    pub(crate) labels: Vec<(Place, String)>,
    pub(crate) notes: Vec<String>,
    pub(crate) helps: Vec<String>,
}

impl Report {
    pub(crate) fn new(rule: &'static str, title: impl Into<String>) -> Self {
        Self {
            rule,
            title: title.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            helps: Vec::new(),
        }
    }

    /// Adds a place. The first one is the one to edit.
    #[must_use]
    pub(crate) fn at(mut self, place: &Place, label: impl Into<String>) -> Self {
        self.labels.push((place.clone(), label.into()));
        self
    }

    /// Adds a fact that explains the mistake.
    #[must_use]
    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds a remedy.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.helps.push(help.into());
        self
    }
}

/// The mistakes found so far, each once.
#[derive(Debug, Default)]
pub(crate) struct Reports {
    list: Vec<Report>,
    seen: HashSet<(&'static str, Option<Place>, String)>,
}

impl Reports {
    /// Adds a mistake unless the same one was found before.
    pub(crate) fn add(&mut self, report: Report) {
        let place = report.labels.first().map(|(place, _)| place.clone());
        if self.seen.insert((report.rule, place, report.title.clone())) {
            self.list.push(report);
        }
    }

    /// Adds several mistakes.
    pub(crate) fn extend(&mut self, reports: impl IntoIterator<Item = Report>) {
        for report in reports {
            self.add(report);
        }
    }

    /// All mistakes in the order of the source.
    pub(crate) fn into_sorted(mut self) -> Vec<Report> {
        self.list.sort_by(|a, b| {
            a.labels
                .first()
                .map(|(place, _)| place)
                .cmp(&b.labels.first().map(|(place, _)| place))
        });
        self.list
    }
}
