//! A handler that answers with what it gets: what comes back is what was sent.

use std::any::Any;
use std::sync::Arc;

use serde_json::Value;

use super::blame::{self, Trip};
use super::finding::Spot;
use super::lost::lost;
use super::passage::{Walk, What};
use super::request::{Made, Requests};
use crate::endpoint::Context;
use crate::exchange::Exchange;
use crate::version::Trail;

/// How many other values are tried at a place that was lost.
const OTHERS: usize = 12;

impl<G: Context> Walk<'_, G> {
    /// Whether a handler could answer with what it gets.
    pub(super) fn is_echo(&self) -> bool {
        self.today.body.as_ref().and_then(|body| body.ty()) == self.today.answer.content.ty()
    }

    /// What was lifted is lowered: every field that both releases know has its value.
    pub(super) async fn there_and_back(
        &mut self,
        sent: &Value,
        gift: Box<dyn Any + Send>,
        exchange: &Arc<Exchange>,
        there: &Trail,
        requests: &Requests<'_>,
        number: usize,
    ) {
        let Some(lower) = self.passage.lower.and_then(|lower| lower.content) else {
            return;
        };
        let back_trail = Trail::default();
        let lowered = match self.pass(exchange, &back_trail, |passing| lower(gift, passing)) {
            Ok(lowered) => lowered,
            Err(why) => return self.not_carried(What::Answer, &why, &back_trail, &sent.to_string()),
        };
        let back: Value = serde_json::from_slice(&lowered.body).unwrap_or_default();
        let ty = self.old.answer.content.ty();
        let Some(place) = ty.and_then(|ty| lost(self.old_manifest, ty, sent, &back)) else {
            self.found.round_trips += 1;
            return;
        };
        let trip = Trip {
            there: there.stages(),
            back: back_trail.stages(),
        };
        let loss = match self.forgetful(&trip, requests, number, &place).await {
            Some(spot) => (spot, format!("`{place}` is lost")),
            None => (
                blame::around(&trip),
                format!("`{place}` does not come back as it was sent"),
            ),
        };
        let (spot, what) = loss;
        self.wrong(&spot, what, &format!("{sent}, which comes back as {back}"));
    }

    /// The step after which nothing depends on a place of the body any more: other values at that place make the same from there on.
    async fn forgetful(
        &self,
        trip: &Trip,
        requests: &Requests<'_>,
        number: usize,
        place: &str,
    ) -> Option<Spot> {
        let others = requests.others(&requests.document(number), &format!("/body{place}"));
        for other in others.into_iter().take(OTHERS) {
            let other = self.trip(requests.made(other).ok()?).await;
            if let Some(spot) = other.and_then(|other| blame::forgetful(trip, &other)) {
                return Some(spot);
            }
        }
        None
    }

    /// The whole way of a request, if it gets through.
    async fn trip(&self, made: Made) -> Option<Trip> {
        let lower = self.passage.lower?.content?;
        let exchange = self.exchange(&made.request);
        let (there, back) = (Trail::default(), Trail::default());
        let (lifted, mut call) = self.lift(made.request, &exchange, &there).await?;
        lifted.ok()?;
        let gift = call.take_given_body()?;
        self.pass(&exchange, &back, |passing| lower(gift, passing)).ok()?;
        Some(Trip {
            there: there.stages(),
            back: back.stages(),
        })
    }
}
