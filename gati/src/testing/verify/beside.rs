//! What goes beside requests and answers: errors, and the messages of sockets.

use axum::body::Body;
use gati_sample::cover;
use gati_schema::check;
use gati_schema::ty::Side;
use http::Request;
use serde_json::Value;

use super::finding::Spot;
use super::passage::{MOST, Walk, What};
use crate::endpoint::Context;
use crate::version::{LoweredError, Sample, Trail, Unlifted};

impl<G: Context> Walk<'_, G> {
    /// Every error of today is lowered to one of the old release, or told as it is.
    pub(super) fn errors(&mut self) {
        let Some(lower) = self.passage.lower.and_then(|lower| lower.error) else {
            return;
        };
        let (Some(ty), Some(old)) = (&self.today.error, &self.old.error) else {
            return;
        };
        for error in self.values(ty) {
            let exchange = self.exchange(&Request::new(Body::empty()));
            let sample = Box::new(Sample(error.clone()));
            let trail = Trail::default();
            match self.pass(&exchange, &trail, |passing| lower(sample, passing)) {
                Ok(LoweredError::AsItIs) => self.found.errors += 1,
                Ok(LoweredError::Problem(problem)) => {
                    let document = Value::Object(problem.members().clone());
                    let violations = check::value(self.old_manifest, old, Side::Write, &document);
                    match violations.first() {
                        None => self.found.errors += 1,
                        Some(first) => {
                            let what = format!(
                                "the error becomes what the release refuses: `{}` should be {}",
                                first.pointer, first.expected
                            );
                            let shown = format!("{error}, which becomes {document}");
                            self.wrong(&Spot::last(&trail), what, &shown);
                        }
                    }
                }
                Err(why) => self.not_carried(What::Error, &why, &trail, &error.to_string()),
            }
        }
    }

    /// Messages that come through a socket are lifted.
    pub(super) fn incoming(&mut self) {
        let lift = self.passage.lower.and_then(|lower| lower.incoming);
        let (Some(lift), Some((incoming, _))) = (lift, self.old.answer.content.messages()) else {
            return;
        };
        for message in cover(self.old_manifest, incoming, Side::Read, self.seed, MOST) {
            let exchange = self.exchange(&Request::new(Body::empty()));
            let shown = message.to_string();
            let trail = Trail::default();
            let lifted = self.pass(&exchange, &trail, |passing| {
                match lift(shown.as_bytes(), passing) {
                    Err(Unlifted::Untransformable(why)) => Err(why),
                    lifted => Ok(lifted),
                }
            });
            match lifted {
                Ok(Ok(_)) => self.found.lifted += 1,
                Ok(Err(Unlifted::Closed(close))) => {
                    let what = format!(
                        "the contract of the release allows what is refused: {}",
                        close.reason
                    );
                    self.wrong(&Spot::default(), what, &shown);
                }
                Ok(Err(why)) => {
                    self.wrong(&Spot::last(&trail), format!("it is refused: {why:?}"), &shown);
                }
                Err(why) => self.not_carried(What::Request, &why, &trail, &shown),
            }
        }
    }

    /// Messages that go out through it are lowered.
    pub(super) fn outgoing(&mut self) {
        let lower = self.passage.lower.and_then(|lower| lower.outgoing);
        let (Some(lower), Some((_, today))) = (lower, self.today.answer.content.messages()) else {
            return;
        };
        let Some((_, old)) = self.old.answer.content.messages() else {
            return;
        };
        for message in self.values(today) {
            let exchange = self.exchange(&Request::new(Body::empty()));
            let sample = Sample(message.clone());
            let trail = Trail::default();
            match self.pass(&exchange, &trail, |passing| lower(&sample, passing)) {
                Ok(lowered) => self.lowered(&lowered.body, old, &trail, &message),
                Err(why) => self.not_carried(What::Answer, &why, &trail, &message.to_string()),
            }
        }
    }
}
