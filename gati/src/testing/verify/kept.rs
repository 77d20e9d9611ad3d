//! Every place of what is carried arrives: on the way of requests and messages to today, and on that of answers, errors and messages back.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use gati_sample::cover;
use gati_schema::ty::Side;
use http::Request;
use serde_json::Value;

use super::arrival::{Ledger, Leg, Loss, legs};
use super::passage::{MOST, Walk};
use super::place::{Cargo, leaves, place_of};
use super::request::{Requests, others};
use super::seat::Contract;
use crate::endpoint::Context;
use crate::exchange::Exchange;
use crate::version::{Edge, Lower, Sample, Trail, Unlifted};

/// With how many other values a place is tried in one document.
const OTHERS: usize = 4;

/// How often a place was tried.
#[derive(Default)]
struct Tries {
    attempted: usize,
    /// Without being refused.
    compared: usize,
    arrived: bool,
}

impl Tries {
    const fn is_open(&self) -> bool {
        !self.arrived && self.compared < 24 && self.attempted < 120
    }
}

impl<G: Context> Walk<'_, G> {
    pub(super) async fn everything_arrives(&mut self, requests: Option<&Requests<'_>>) {
        for cargo in [
            Cargo::Request,
            Cargo::Answer,
            Cargo::Error,
            Cargo::Incoming,
            Cargo::Outgoing,
        ] {
            let documents = self.documents(cargo, requests);
            let losses = self.losses(cargo, &documents, requests).await;
            for loss in losses {
                self.lost(cargo, &loss);
            }
        }
    }

    /// What is sent at the start of a way; nothing where there is no way.
    fn documents(&self, cargo: Cargo, requests: Option<&Requests<'_>>) -> Vec<Value> {
        let messages = self.today.answer.content.messages();
        let lower = self.passage.lower.unwrap_or(const { &Lower::NOTHING });
        match cargo {
            Cargo::Request => requests.map_or_else(Vec::new, |requests| {
                (0..requests.count())
                    .map(|number| requests.document(number))
                    .collect()
            }),
            Cargo::Answer => self.answers(),
            Cargo::Error if lower.error.is_some() => self
                .today
                .error
                .as_ref()
                .map_or_else(Vec::new, |ty| self.values(ty)),
            Cargo::Outgoing if lower.outgoing.is_some() => {
                messages.map_or_else(Vec::new, |(_, outgoing)| self.values(outgoing))
            }
            Cargo::Incoming if lower.incoming.is_some() => {
                let messages = self.old.answer.content.messages();
                messages.map_or_else(Vec::new, |(incoming, _)| {
                    cover(self.old_manifest, incoming, Side::Read, self.seed, MOST)
                })
            }
            Cargo::Error | Cargo::Outgoing | Cargo::Incoming => Vec::new(),
        }
    }

    /// Sends each document once more with another value at each of its places.
    async fn losses(&self, cargo: Cargo, documents: &[Value], requests: Option<&Requests<'_>>) -> Vec<Loss> {
        let mut ledger = Ledger::new(self.contracts(cargo));
        let mut all: BTreeMap<String, Tries> = BTreeMap::new();
        for (number, document) in documents.iter().enumerate() {
            let mut open = leaves(document);
            open.retain(|pointer| all.get(&place_of(document, pointer)).is_none_or(Tries::is_open));
            if open.is_empty() {
                continue;
            }
            let Some(way) = self.legs(cargo, document, number, requests).await else {
                continue;
            };
            for pointer in open {
                let tries = all.entry(place_of(document, &pointer)).or_default();
                if !tries.is_open() {
                    continue;
                }
                let others = match requests {
                    Some(requests) if cargo == Cargo::Request => requests.others(document, &pointer),
                    _ => {
                        let values = documents.iter().filter_map(|other| other.pointer(&pointer));
                        others(document, &pointer, values)
                    }
                };
                // Others in each document, so that all of them are tried somewhere.
                let first = number * OTHERS % others.len().max(1);
                let in_turn = others[first..].iter().chain(&others[..first]);
                for other in in_turn.take(OTHERS) {
                    tries.attempted += 1;
                    let Some(other_way) = self.legs(cargo, other, number, requests).await else {
                        continue;
                    };
                    tries.compared += 1;
                    if ledger.compare(&way, &other_way, &|| format!("{document} and {other}")) {
                        tries.arrived = true;
                        break;
                    }
                }
            }
        }
        ledger.losses()
    }

    /// The way of one document, if it gets through.
    async fn legs(
        &self,
        cargo: Cargo,
        document: &Value,
        number: usize,
        requests: Option<&Requests<'_>>,
    ) -> Option<Vec<Leg>> {
        let lower = self.passage.lower;
        let mut exchange = self.exchange(&Request::new(Body::empty()));
        let trail = Trail::default();
        match cargo {
            Cargo::Request => {
                let made = requests?.made(document.clone()).ok()?;
                exchange = self.exchange(&made.request);
                let (lifted, _) = self.lift(made.request, &exchange, &trail).await?;
                lifted.ok()?;
            }
            Cargo::Answer => {
                let lower = lower?.content?;
                // A lift may have kept what stands in the answer's stead, or what the lower cannot do without: some go with it, and some alone.
                if let (Some(requests), true) = (requests, number.is_multiple_of(2)) {
                    exchange = self.lifted(requests, number).await.unwrap_or(exchange);
                }
                let sample = Box::new(Sample(document.clone()));
                self.pass(&exchange, &trail, |passing| lower(sample, passing))
                    .ok()?;
            }
            Cargo::Error => {
                let lower = lower?.error?;
                let sample = Box::new(Sample(document.clone()));
                self.pass(&exchange, &trail, |passing| lower(sample, passing))
                    .ok()?;
            }
            Cargo::Incoming => {
                let (lift, text) = (lower?.incoming?, document.to_string());
                let lifted = self.pass(&exchange, &trail, |passing| {
                    match lift(text.as_bytes(), passing) {
                        Err(Unlifted::Untransformable(why)) => Err(why),
                        lifted => Ok(lifted.is_ok()),
                    }
                });
                lifted.ok()?.then_some(())?;
            }
            Cargo::Outgoing => {
                let (lower, sample) = (lower?.outgoing?, Sample(document.clone()));
                self.pass(&exchange, &trail, |passing| lower(&sample, passing))
                    .ok()?;
            }
        }
        Some(legs(document, trail.stages()))
    }

    /// The exchange of a request that was lifted, with what its transformers have kept.
    async fn lifted(&self, requests: &Requests<'_>, number: usize) -> Option<Arc<Exchange>> {
        let made = requests.get(number).ok()?;
        let exchange = self.exchange(&made.request);
        let (lifted, call) = self.lift(made.request, &exchange, &Trail::default()).await?;
        drop(call);
        lifted.ok().map(|()| exchange)
    }

    /// The contracts of all releases on the way, by their names.
    fn contracts<'c>(&'c self, cargo: Cargo) -> impl Fn(&str) -> Option<Contract<'c>> + use<'c, G> {
        move |release| {
            let common = &self.proof.shared.common;
            let name = |number| {
                common
                    .releases
                    .as_ref()
                    .map_or("", |releases| releases.name(number))
            };
            let passages = self.proof.timescape.passages.iter().enumerate();
            let mut passages: Vec<_> = passages
                .filter(|(_, passage)| passage.handler == self.passage.handler)
                .filter(|(_, passage)| (passage.from..=passage.to).any(|number| name(number) == release))
                .collect();
            // Where two old handlers became one, its own passage knows what it was.
            passages.sort_by_key(|(place, _)| *place != self.place);
            let edge = passages.first().map(|(place, passage)| Edge::of(passage, *place));
            let (manifest, handler) = common.contract(self.passage.handler, edge)?;
            Some(Contract {
                manifest,
                handler,
                cargo,
            })
        }
    }

    /// Tells of a place that does not arrive, unless the same was found by what came back.
    fn lost(&mut self, cargo: Cargo, loss: &Loss) {
        if cargo == Cargo::Request {
            self.missing.insert(loss.place.clone());
        }
        let place = cargo.words(&loss.place);
        let what = if loss.became.is_empty() {
            format!("{place} is lost")
        } else {
            let became: Vec<String> = loss.became.iter().map(|place| cargo.words(place)).collect();
            format!("{place} becomes {}", became.join(" and "))
        };
        let in_body = loss
            .place
            .strip_prefix("/body")
            .filter(|_| cargo == Cargo::Request);
        let as_told = in_body.map(|inside| format!("`{inside}` is lost"));
        let known = self.found.mistakes.iter_mut().find(|known| {
            let is_same = known.what == what || as_told.as_ref().is_some_and(|told| known.what == *told);
            is_same && known.step == loss.spot.step && known.transformers == loss.spot.transformers
        });
        match known {
            Some(known) => known.times += loss.times,
            None => (0..loss.times).for_each(|_| self.wrong(&loss.spot, what.clone(), &loss.shown)),
        }
    }
}
