//! One passage: requests of its releases in, answers out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::body::Body;
use gati_sample::cover;
use gati_schema::handler::AnswerContent;
use gati_schema::ty::Side;
use gati_schema::{Handler, Manifest, Type, check};
use http::Request;
use serde_json::Value;

use super::Verified;
use super::finding::{Spot, note};
use super::named::Return;
use super::request::{Made, Requests};
use crate::app::Proof;
use crate::call::Call;
use crate::endpoint::Context;
use crate::exchange::Exchange;
use crate::lctx::Lctx;
use crate::version::{Edge, Passage, Passing, Sample, Trail, UNMADE, Unlifted, Untransformable, Why};

/// How many answers of one type are made at most.
pub(super) const MOST: usize = 120;

/// What is carried, for what is said if nothing of it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
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
        replies: Vec::new(),
        returned: BTreeMap::new(),
        missing: BTreeSet::new(),
        found: Verified {
            releases: (name(passage.from), name(passage.to)),
            handler: passage.handler.to_owned(),
            route: format!("{} {}", old.method, old.path),
            ..Verified::default()
        },
    };
    if let Some(ty) = today.answer.content.ty() {
        walk.replies = walk.values(ty);
    }
    walk.requests_and_answers().await;
    walk.errors();
    walk.incoming();
    walk.outgoing();
    walk.tell_of_returned();
    walk.nothing_gets_through();
    Some(walk.found)
}

pub(super) struct Walk<'a, G: 'static> {
    pub(super) proof: &'a Proof<G>,
    pub(super) passage: &'static Passage<G>,
    pub(super) place: usize,
    pub(super) old_manifest: &'a Manifest,
    pub(super) old: &'a Handler,
    pub(super) manifest: &'a Manifest,
    pub(super) today: &'a Handler,
    pub(super) seed: u64,
    pub(super) found: Verified,
    /// Values of the answer of today, whether or not it is lowered.
    pub(super) replies: Vec<Value>,
    /// What came back of the requests that were sent.
    pub(super) returned: BTreeMap<String, Return>,
    /// The places of requests that do not arrive.
    pub(super) missing: BTreeSet<String>,
    /// What transformers refused without anybody having acknowledged it.
    refused: Vec<What>,
}

impl<G: Context> Walk<'_, G> {
    /// Each request is lifted, and an answer of today goes back through the same local context.
    async fn requests_and_answers(&mut self) {
        let answers = self.answers();
        if answers.is_empty() && self.passage.lower.is_some_and(|lower| lower.content.is_some()) {
            let skipped = "answers: none could be made up".to_owned();
            self.found.skipped.push(skipped);
        }
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
        self.everything_arrives(requests.as_ref()).await;
    }

    /// Values of the answer of today; none if it is not lowered.
    pub(super) fn answers(&self) -> Vec<Value> {
        if self.passage.lower.is_none_or(|lower| lower.content.is_none()) {
            return Vec::new();
        }
        match &self.today.answer.content {
            AnswerContent::Text => ["a text", "another"].map(Value::from).to_vec(),
            AnswerContent::Empty => vec![Value::Null],
            _ => self.replies.clone(),
        }
    }

    pub(super) fn values(&self, ty: &Type) -> Vec<Value> {
        cover(self.manifest, ty, Side::Write, self.seed, MOST)
    }

    pub(super) fn exchange(&self, request: &Request<Body>) -> Arc<Exchange> {
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
        let sent = format!(
            "{} {}",
            made.request.uri(),
            made.body().cloned().unwrap_or_default()
        );
        let trail = Trail::default();
        let document = made.document;
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
        match (self.is_echo(), document.get("body"), call.take_given_body()) {
            (true, Some(body), Some(gift)) => {
                self.there_and_back(body, gift, exchange, &trail, requests, number)
                    .await;
            }
            _ => self.names_come_back(&document, number, exchange, &trail),
        }
    }

    /// Lifts a request, as the server does; nothing if nothing is lifted here.
    pub(super) async fn lift(
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
    pub(super) fn lowered(&mut self, body: &[u8], ty: &Type, trail: &Trail, shown: &Value) {
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

    pub(super) fn pass<T>(
        &self,
        exchange: &Arc<Exchange>,
        trail: &Trail,
        work: impl FnOnce(&mut Passing<'_>) -> Result<T, Untransformable>,
    ) -> Result<T, Untransformable> {
        // What the lift has kept lies in the local context.
        let mut lctx = Lctx::new(Arc::clone(exchange));
        Passing::new(&mut lctx, true).proving(Some(trail)).attempt(work)
    }

    pub(super) fn not_carried(&mut self, what: What, why: &Untransformable, trail: &Trail, shown: &str) {
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

    pub(super) fn wrong(&mut self, spot: &Spot, what: String, shown: &str) {
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
