//! The picture of a break that no transformer mends.

use gati_diff::{Change, Place as At};

use super::gap::Scene;
use crate::report::Report;

impl Scene<'_> {
    /// A promise that was taken back.
    pub(super) fn broken(&self, change: &Change) -> Report {
        let older = &self.editions.all[self.step];
        let newer = &self.editions.all[self.step + 1];
        let at = &change.location;
        let name = at.handler.clone().unwrap_or_default();
        let label = |handler: &&gati_schema::Handler| gati_diff::label(handler) == name;
        let place = newer
            .manifest
            .handlers
            .iter()
            .find(label)
            .and_then(|handler| self.spots.handler(&handler.name));
        let mut report = Report::new(
            "broken-promise",
            format!(
                "{} breaks callers of {}: {}",
                at, older.version, change.rule.title
            ),
        );
        if let Some(place) = place {
            report = report.at(&place, change.reason.clone());
        } else {
            report = report.note(change.reason.clone());
        }
        report = report.note(change.rule.explanation);
        if let (Some(old), Some(new)) = (&change.old, &change.new) {
            report = report
                .note(format!("in {}: {old}", older.version))
                .note(format!("in {}: {new}", newer.version));
        }
        if let Some(witness) = &change.witness {
            report = report.note(format!("for example: {witness}"));
        }
        report = report.note(self.affected(&change.handlers));
        if at.place == At::Handler {
            report = report.note("no transformer keeps this promise");
        }
        self.ways_out(report, std::slice::from_ref(&name), &[change])
    }
}
