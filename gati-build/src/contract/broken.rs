//! The picture of a break that no transformer mends.

use gati_diff::{Change, Place as At, words};
use gati_schema::handler::AnswerContent;
use gati_schema::{Handler, Manifest, Type};

use super::gap::{Scene, name_of};
use super::shape::shape;
use crate::report::Report;

impl Scene<'_, '_> {
    /// A promise that was taken back.
    pub(super) fn broken(&self, change: &Change) -> Report {
        let older = &self.editions.all[self.step];
        let newer = &self.editions.all[self.step + 1];
        let at = &change.location;
        let name = at.handler.clone().unwrap_or_default();
        let is_it = |handler: &&Handler| gati_diff::label(handler) == name;
        let live = newer.manifest.handlers.iter().find(is_it);
        let gone = older
            .manifest
            .handlers
            .iter()
            .find(is_it)
            .filter(|_| live.is_none());
        let place = live.and_then(|handler| self.spots.handler(&handler.name));
        let mut report = Report::new(
            "broken-promise",
            format!(
                "{} breaks callers of {}: {}",
                at, older.version, change.rule.title
            ),
        );
        if let Some(place) = place {
            report = report.at(&place, change.reason.clone());
        } else if let (Some(app), true) = (self.spots.app(), gone.is_some()) {
            // It stands nowhere any more. What has lost it does.
            report = report.at(&app, format!("this app has no `{name}`: {}", change.reason));
        } else {
            report = report.note(change.reason.clone());
        }
        report = report.note(change.rule.explanation);
        if let Some(gone) = gone {
            report = report.note(format!(
                "in {}: {}",
                older.version,
                promise(&older.manifest, gone)
            ));
        } else if let (Some(old), Some(new)) = (&change.old, &change.new) {
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

/// What a handler that is gone took and answered: whoever writes it anew has nothing else to go by.
fn promise(manifest: &Manifest, handler: &Handler) -> String {
    let said = |ty: &Type| match name_of(ty) {
        Some(name) => shape(manifest, name),
        None => words(manifest, ty),
    };
    let parameters = handler
        .parameters
        .iter()
        .map(|parameter| format!("`{}`: {}", parameter.name, words(manifest, &parameter.ty)));
    let body = handler.body.as_ref().map(|body| match body.ty() {
        Some(ty) => format!("a body of {}", said(ty)),
        None => "a body".to_owned(),
    });
    let query = handler
        .query
        .as_ref()
        .map(|ty| format!("a query of {}", said(ty)));
    let headers = handler
        .headers
        .as_ref()
        .map(|ty| format!("headers of {}", said(ty)));
    let taken: Vec<String> = parameters.chain(query).chain(headers).chain(body).collect();
    let taken = if taken.is_empty() {
        "nothing".to_owned()
    } else {
        taken.join(", ")
    };
    let answered = match &handler.answer.content {
        AnswerContent::Socket { incoming, outgoing } => {
            format!("was a socket for {} and {}", said(incoming), said(outgoing))
        }
        content => match content.ty() {
            Some(ty) => format!("answered {}", said(ty)),
            None => format!(
                "answered {}",
                handler
                    .answer
                    .statuses
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" or ")
            ),
        },
    };
    format!("`{}` took {taken}, and {answered}", handler.name)
}
