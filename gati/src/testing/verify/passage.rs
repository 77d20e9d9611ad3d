//! One passage: requests of its releases in, answers out.

use std::sync::Arc;

use axum::body::Body;
use gati_sample::cover;
use gati_schema::handler::AnswerContent;
use gati_schema::ty::Side;
use gati_schema::{Handler, Manifest, Type, check};
use http::Request;
use serde_json::Value;

use super::Verified;
use super::blame::{self, Trip};
use super::finding::{Spot, note};
use super::lost::lost;
use super::request::{Made, Requests};
use crate::app::Proof;
use crate::call::Call;
use crate::endpoint::Context;
use crate::exchange::Exchange;
use crate::lctx::Lctx;
use crate::version::{
    Edge, LoweredError, Passage, Passing, Sample, Trail, UNMADE, Unlifted, Untransformable, Why,
};

/// How many answers of one type are made at most.
const MOST: usize = 120;

/// How many other values are tried at a place that was lost.
const OTHERS: usize = 12;

/// What is carried, for what is said if nothing of it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Request,
    Answer,
    Error,
}

/// Sends values through a passage; nothing if its contract cannot be read.
pub(super) async fn verify<G: Context>(proof: &Proof<G>, place: usize, seed: u64) -> Option<Verified> {
    let passage = proof.timescape.passages.get(place)?;
    let common = &proof.shared.common;
    let (old_manifest, old) = common.contract(passage.handler, Some(Edge::of(passage, place)))?;
    let (manifest, today) = common.contract(passage.handler, None)?;
    let name = |number| {
        common
            .releases
            .as_ref()
            .map_or("", |releases| releases.name(number))
            .to_owned()
    };
    let mut walk = Walk {
        proof,
        passage,
        place,
        old_manifest,
        old,
        manifest,
        today,
        seed,
        refused: Vec::new(),
        found: Verified {
            releases: (name(passage.from), name(passage.to)),
            handler: passage.handler.to_owned(),
            route: format!("{} {}", old.method, old.path),
            ..Verified::default()
        },
    };
    walk.requests_and_answers().await;
    walk.errors();
    walk.incoming();
    walk.outgoing();
    walk.nothing_gets_through();
    Some(walk.found)
}

struct Walk<'a, G: 'static> {
    proof: &'a Proof<G>,
    passage: &'static Passage<G>,
    place: usize,
    old_manifest: &'a Manifest,
    old: &'a Handler,
    manifest: &'a Manifest,
    today: &'a Handler,
    seed: u64,
    found: Verified,
    /// What transformers refused without anybody having acknowledged it.
    refused: Vec<What>,
}

impl<G: Context> Walk<'_, G> {
    /// Each request is lifted, and an answer of today goes back through the same local context.
    async fn requests_and_answers(&mut self) {
        let answers = self.answers();
        let requests = match self.passage.lift {
            None => None,
            Some(_) => match Requests::of(self.old_manifest, self.old, self.seed) {
                Ok(requests) => Some(requests),
                Err(why) => {
                    self.found.skipped.push(format!("requests: {why}"));
                    None
                }
            },
        };
        let count = requests.as_ref().map_or(0, Requests::count).max(answers.len());
        for number in 0..count {
            let mut exchange = self.exchange(&Request::new(Body::empty()));
            if let Some(requests) = &requests {
                match requests.get(number) {
                    Ok(made) => {
                        exchange = self.exchange(&made.request);
                        self.request(made, &exchange, requests, number).await;
                    }
                    Err(why) => self.wrong(&Spot::default(), "a request cannot be written".to_owned(), &why),
                }
            }
            if let Some(answer) = answers.get(number % answers.len().max(1)) {
                self.answer(Box::new(Sample(answer.clone())), answer, &exchange);
            }
        }
    }

    /// Values of the answer of today; none if it is not lowered.
    fn answers(&mut self) -> Vec<Value> {
        if self.passage.lower.is_none_or(|lower| lower.content.is_none()) {
            return Vec::new();
        }
        let values = match &self.today.answer.content {
            AnswerContent::Text => vec![Value::from("a text")],
            AnswerContent::Empty => vec![Value::Null],
            content => content.ty().map_or_else(Vec::new, |ty| self.values(ty)),
        };
        if values.is_empty() {
            self.found
                .skipped
                .push("answers: none could be made up".to_owned());
        }
        values
    }

    fn values(&self, ty: &Type) -> Vec<Value> {
        cover(self.manifest, ty, Side::Write, self.seed, MOST)
    }

    fn exchange(&self, request: &Request<Body>) -> Arc<Exchange> {
        let (parts, ()) = copy_of(request).into_parts();
        Exchange::new(
            self.passage.handler,
            self.proof.shared.common.version,
            &parts,
            None,
            None,
        )
    }

    async fn request(
        &mut self,
        made: Made,
        exchange: &Arc<Exchange>,
        requests: &Requests<'_>,
        number: usize,
    ) {
        let sent = format!("{} {}", made.request.uri(), made.body.clone().unwrap_or_default());
        let trail = Trail::default();
        let Some((lifted, mut call)) = self.lift(made.request, exchange, &trail).await else {
            return;
        };
        match lifted {
            Ok(()) => {}
            Err(Unlifted::Untransformable(why)) => {
                return self.not_carried(What::Request, &why, &trail, &sent);
            }
            // A function of the old contract may ask for more than its schema says.
            Err(Unlifted::Refused(_)) if requests.has_code() => {
                self.found.refused += 1;
                return;
            }
            Err(Unlifted::Refused(rejection)) => {
                let what = format!(
                    "the contract of the release allows what is refused: {}",
                    rejection.code()
                );
                return self.wrong(&Spot::default(), what, &sent);
            }
            Err(Unlifted::Closed(close)) => return self.wrong(&Spot::default(), close.reason, &sent),
        }
        let broken = call.breaches();
        if !broken.is_empty() {
            let what = format!("today's contract refuses what comes of it: {}", broken.join("; "));
            return self.wrong(&Spot::last(&trail), what, &sent);
        }
        self.found.lifted += 1;
        if let (true, Some(body), Some(gift)) = (self.is_echo(), &made.body, call.take_given_body()) {
            self.there_and_back(body, gift, exchange, &trail, requests, number)
                .await;
        }
    }

    /// Lifts a request, as the server does; nothing if nothing is lifted here.
    async fn lift(
        &self,
        request: Request<Body>,
        exchange: &Arc<Exchange>,
        trail: &Trail,
    ) -> Option<(Result<(), Unlifted>, Call<G>)> {
        let lift = self.passage.lift?;
        let (parts, body) = request.into_parts();
        let shared = Arc::clone(&self.proof.shared);
        let route = self.proof.route(self.passage.handler)?;
        let mut call = Call::new(parts, body, route, shared, Arc::clone(exchange)).for_proof(trail);
        call.come_through(self.passage, self.place);
        let lifted = lift(&mut call).await;
        Some((lifted, call))
    }

    /// Whether a handler could answer with what it gets.
    fn is_echo(&self) -> bool {
        self.today.body.as_ref().and_then(|body| body.ty()) == self.today.answer.content.ty()
    }

    /// What was lifted is lowered: every field that both releases know has its value.
    async fn there_and_back(
        &mut self,
        sent: &Value,
        gift: Box<dyn std::any::Any + Send>,
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
        for body in requests.others(number, place).into_iter().take(OTHERS) {
            let other = self.trip(requests.with_body(number, Some(body)).ok()?).await;
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

    fn answer(&mut self, sample: Box<dyn std::any::Any>, shown: &Value, exchange: &Arc<Exchange>) {
        let Some(lower) = self.passage.lower.and_then(|lower| lower.content) else {
            return;
        };
        let trail = Trail::default();
        let lowered = match self.pass(exchange, &trail, |passing| lower(sample, passing)) {
            Ok(lowered) => lowered,
            Err(why) => return self.not_carried(What::Answer, &why, &trail, &shown.to_string()),
        };
        match self.old.answer.content.ty() {
            Some(ty) => self.lowered(&lowered.body, ty, &trail, shown),
            None => self.found.lowered += 1,
        }
    }

    /// Holds what an answer, or a message, became against the contract of the old release.
    fn lowered(&mut self, body: &[u8], ty: &Type, trail: &Trail, shown: &Value) {
        let spot = Spot::last(trail);
        let Ok(value) = serde_json::from_slice::<Value>(body) else {
            return self.wrong(&spot, "it becomes what is no JSON".to_owned(), &shown.to_string());
        };
        let violations = check::value(self.old_manifest, ty, Side::Write, &value);
        match violations.first() {
            None => self.found.lowered += 1,
            Some(first) => {
                let what = format!(
                    "it becomes what the release refuses: `{}` should be {}",
                    first.pointer, first.expected
                );
                self.wrong(&spot, what, &format!("{shown}, which becomes {value}"));
            }
        }
    }

    /// Every error of today is lowered to one of the old release, or told as it is.
    fn errors(&mut self) {
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
    fn incoming(&mut self) {
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
    fn outgoing(&mut self) {
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

    fn pass<T>(
        &self,
        exchange: &Arc<Exchange>,
        trail: &Trail,
        work: impl FnOnce(&mut Passing<'_>) -> Result<T, Untransformable>,
    ) -> Result<T, Untransformable> {
        // What the lift has kept lies in the local context.
        let mut lctx = Lctx::new(Arc::clone(exchange));
        Passing::new(&mut lctx, true).proving(Some(trail)).attempt(work)
    }

    fn not_carried(&mut self, what: What, why: &Untransformable, trail: &Trail, shown: &str) {
        let spot = Spot::not_carried(why, trail);
        let is_acknowledged = matches!(why.why, Why::Acknowledged(_));
        match &why.why {
            Why::Reason(reason) if reason == UNMADE => {
                let skipped = format!("answers: {UNMADE}");
                if !self.found.skipped.contains(&skipped) {
                    self.found.skipped.push(skipped);
                }
            }
            Why::Reason(reason) | Why::Acknowledged(reason) => {
                if !is_acknowledged {
                    self.refused.push(what);
                }
                self.found.refused += 1;
                note(&mut self.found.refusals, &spot, reason.to_string(), shown);
            }
            Why::Mistake(cause) => self.wrong(&spot, cause.clone(), shown),
        }
    }

    /// A transformer may refuse some values. One that refuses all of them serves nobody.
    fn nothing_gets_through(&mut self) {
        for (what, carried, name) in [
            (What::Request, self.found.lifted, "request"),
            (What::Answer, self.found.lowered, "answer"),
            (What::Error, self.found.errors, "error"),
        ] {
            let refused = self.refused.iter().filter(|refused| **refused == what).count();
            if carried > 0 || refused == 0 {
                continue;
            }
            let first = self.found.refusals.first().cloned();
            if let Some(first) = first {
                let what = format!("no {name} gets through: {}", first.what);
                let spot = Spot {
                    step: first.step,
                    transformers: first.transformers,
                };
                self.wrong(&spot, what, &first.value);
            }
        }
    }

    fn wrong(&mut self, spot: &Spot, what: String, shown: &str) {
        note(&mut self.found.mistakes, spot, what, shown);
    }
}

/// A request with the same head.
fn copy_of(request: &Request<Body>) -> Request<()> {
    let mut copy = Request::new(());
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    copy
}
