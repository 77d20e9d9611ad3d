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
use super::request::{Made, Requests};
use crate::app::Proof;
use crate::call::Call;
use crate::endpoint::Context;
use crate::exchange::Exchange;
use crate::lctx::Lctx;
use crate::version::{
    Edge, LoweredError, Passage, Passing, Sample, UNMADE, Unlifted, Untransformable, Why, attempt,
};

/// How many answers of one type are made at most.
const MOST: usize = 120;
/// Of many mistakes of one kind the first few tell enough.
const SHOWN: usize = 5;

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
        found: Verified {
            releases: (name(passage.from), name(passage.to)),
            handler: passage.handler.to_owned(),
            route: format!("{} {}", old.method, old.path),
            ..Verified::default()
        },
    };
    walk.requests_and_answers().await;
    walk.errors();
    walk.messages();
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
                        self.request(made, &exchange, requests.has_code()).await;
                    }
                    Err(why) => self.wrong(format!("a request cannot be written: {why}")),
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

    async fn request(&mut self, made: Made, exchange: &Arc<Exchange>, has_code: bool) {
        let Some(lift) = self.passage.lift else {
            return;
        };
        let sent = format!("{} {}", made.request.uri(), made.body.clone().unwrap_or_default());
        let (parts, body) = made.request.into_parts();
        let shared = Arc::clone(&self.proof.shared);
        let Some(route) = self.proof.route(self.passage.handler) else {
            return;
        };
        let mut call = Call::new(parts, body, route, shared, Arc::clone(exchange));
        call.come_through(self.passage, self.place);
        let lifted = lift(&mut call).await;
        match lifted {
            Ok(()) => {}
            Err(Unlifted::Untransformable(why)) => return self.not_carried(&why, &sent),
            // A function of the old contract may ask for more than its schema says.
            Err(Unlifted::Refused(_)) if has_code => {
                self.found.refused += 1;
                return;
            }
            Err(Unlifted::Refused(rejection)) => {
                return self.wrong(format!(
                    "the old contract allows {sent}, and it is refused: {}",
                    rejection.code()
                ));
            }
            Err(Unlifted::Closed(close)) => return self.wrong(format!("{sent}: {}", close.reason)),
        }
        let broken = call.breaches();
        if !broken.is_empty() {
            return self.wrong(format!(
                "{sent} is lifted to what today's contract refuses: {}",
                broken.join("; ")
            ));
        }
        self.found.lifted += 1;
        let is_echo = self.today.body.as_ref().and_then(|body| body.ty()) == self.today.answer.content.ty();
        if let (true, Some(body), Some(gift)) = (is_echo, &made.body, call.take_given_body()) {
            self.there_and_back(body, gift, exchange);
        }
    }

    /// What was lifted is lowered: every field that is there again has its value.
    fn there_and_back(
        &mut self,
        sent: &Value,
        gift: Box<dyn std::any::Any + Send>,
        exchange: &Arc<Exchange>,
    ) {
        let Some(lower) = self.passage.lower.and_then(|lower| lower.content) else {
            return;
        };
        match self.pass(exchange, |passing| lower(gift, passing)) {
            Ok(lowered) => {
                let back: Value = serde_json::from_slice(&lowered.body).unwrap_or_default();
                if let Some(lost) = difference(sent, &back, String::new()) {
                    return self.wrong(format!("{sent} comes back as {back}: `{lost}` is another"));
                }
                self.found.round_trips += 1;
            }
            Err(why) => self.not_carried(&why, &sent.to_string()),
        }
    }

    fn answer(&mut self, sample: Box<dyn std::any::Any>, shown: &Value, exchange: &Arc<Exchange>) {
        let Some(lower) = self.passage.lower.and_then(|lower| lower.content) else {
            return;
        };
        let lowered = match self.pass(exchange, |passing| lower(sample, passing)) {
            Ok(lowered) => lowered,
            Err(why) => return self.not_carried(&why, &shown.to_string()),
        };
        let Some(ty) = self.old.answer.content.ty() else {
            self.found.lowered += 1;
            return;
        };
        let Ok(value) = serde_json::from_slice::<Value>(&lowered.body) else {
            return self.wrong(format!("{shown} is lowered to what is no JSON"));
        };
        let violations = check::value(self.old_manifest, ty, Side::Write, &value);
        match violations.first() {
            None => self.found.lowered += 1,
            Some(first) => self.wrong(format!(
                "{shown} is lowered to {value}, and `{}` should be {}",
                first.pointer, first.expected
            )),
        }
    }

    /// Every error of today is lowered to one of the old release, or told as it is.
    fn errors(&mut self) {
        let Some(lower) = self.passage.lower.and_then(|lower| lower.error) else {
            return;
        };
        let Some(ty) = &self.today.error else {
            return;
        };
        let Some(old) = &self.old.error else {
            return;
        };
        for error in self.values(ty) {
            let exchange = self.exchange(&Request::new(Body::empty()));
            let sample = Box::new(Sample(error.clone()));
            match self.pass(&exchange, |passing| lower(sample, passing)) {
                Ok(LoweredError::AsItIs) => self.found.errors += 1,
                Ok(LoweredError::Problem(problem)) => {
                    let document = Value::Object(problem.members().clone());
                    let violations = check::value(self.old_manifest, old, Side::Write, &document);
                    match violations.first() {
                        None => self.found.errors += 1,
                        Some(first) => self.wrong(format!(
                            "the error {error} is lowered to {document}, and `{}` should be {}",
                            first.pointer, first.expected
                        )),
                    }
                }
                Err(why) => self.not_carried(&why, &error.to_string()),
            }
        }
    }

    /// Messages that come through a socket are lifted.
    fn messages(&mut self) {
        let Some(lower) = self.passage.lower else {
            return;
        };
        let messages = self.old.answer.content.messages();
        if let (Some(lift), Some((incoming, _))) = (lower.incoming, messages) {
            for message in cover(self.old_manifest, incoming, Side::Read, self.seed, MOST) {
                let exchange = self.exchange(&Request::new(Body::empty()));
                let mut lctx = Lctx::new(exchange);
                let mut passing = Passing::new(&mut lctx, true);
                match lift(message.to_string().as_bytes(), &mut passing) {
                    Ok(_) => self.found.lifted += 1,
                    Err(Unlifted::Untransformable(why)) => self.not_carried(&why, &message.to_string()),
                    Err(why) => self.wrong(format!("the message {message} is refused: {why:?}")),
                }
            }
        }
        if lower.outgoing.is_some() {
            self.found
                .skipped
                .push("messages that go out through a socket".to_owned());
        }
    }

    fn pass<T>(
        &self,
        exchange: &Arc<Exchange>,
        work: impl FnOnce(&mut Passing<'_>) -> Result<T, Untransformable>,
    ) -> Result<T, Untransformable> {
        // What the lift has kept lies in the local context.
        let mut lctx = Lctx::new(Arc::clone(exchange));
        let mut passing = Passing::new(&mut lctx, true);
        attempt(|| work(&mut passing))
    }

    fn not_carried(&mut self, why: &Untransformable, shown: &str) {
        match &why.0 {
            Why::Reason(reason) if reason == UNMADE => {
                let skipped = format!("answers: {UNMADE}");
                if !self.found.skipped.contains(&skipped) {
                    self.found.skipped.push(skipped);
                }
            }
            Why::Reason(_) => self.found.refused += 1,
            Why::Mistake(cause) => self.wrong(format!("{shown}: {cause}")),
        }
    }

    fn wrong(&mut self, mistake: String) {
        if self.found.mistakes.len() < SHOWN {
            self.found.mistakes.push(mistake);
        }
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

/// The place of the first field that both have and that differs.
fn difference(sent: &Value, back: &Value, place: String) -> Option<String> {
    match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => sent.iter().find_map(|(name, value)| {
            let other = back.get(name)?;
            difference(value, other, format!("{place}/{name}"))
        }),
        (sent, back) if sent == back => None,
        _ => Some(place),
    }
}
