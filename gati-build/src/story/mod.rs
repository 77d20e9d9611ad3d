//! What happened between the oldest release that is served and today, and who carries values over it.
//!
//! A story is worked out from the store and a scan; it knows the mistakes of transformers, of which each carries values over one step.
//! What is missing in it is the business of the contract, and what is made of it that of the emitters.

mod editions;
mod given;

use gati_diff::Changes;
use gati_release::{Store, StoreError};
use gati_schema::Handler;
use gati_transform::{HandlerStep, StepPlan, Waived, plan};
use semver::Version;

pub(crate) use editions::{Edition, Editions, module_name};
pub(crate) use given::StepGiven;

use crate::project::Scan;
use crate::report::Report;

/// The releases, the transformers between them, and a plan for each step.
#[derive(Debug)]
pub(crate) struct Story {
    pub(crate) editions: Editions,
    /// The transformers of each step, by the number of its older edition.
    pub(crate) given: Vec<Vec<StepGiven>>,
    /// How each step is taken.
    pub(crate) plans: Vec<StepPlan>,
    /// Whether a transformer has a mistake that rustc reports: what is missing may only be misspelt.
    pub(crate) is_flawed: bool,
}

impl Story {
    /// Tells the story of some releases; nothing if there are none. The reports are mistakes in transformers.
    pub(crate) fn new(
        scan: &Scan,
        store: &Store,
        told: &Told<'_>,
    ) -> Result<Option<(Self, Vec<Report>)>, StoreError> {
        let Told { waived, first, .. } = *told;
        let Some(editions) = Editions::new(store, scan.manifest(), told)? else {
            return Ok(None);
        };
        let transformers = &scan.today().transformers;
        let (given, reports) = given::by_step(&editions, transformers);
        let mut plans = Vec::new();
        for (step, given) in given.iter().enumerate() {
            let (older, newer) = (&editions.all[step], &editions.all[step + 1]);
            let given: Vec<_> = given.iter().map(|given| given.given.clone()).collect();
            let recorded = store.releases().get(first + step + 1);
            let acknowledged: Vec<Waived> = match recorded {
                Some(release) => release.findings.iter().filter_map(waived_by).collect(),
                None => waived.to_vec(),
            };
            plans.push(plan(&older.manifest, &newer.manifest, &given, &acknowledged));
        }
        let is_flawed = transformers
            .iter()
            .any(|transformer| transformer.carries.is_none());
        let editions = editions.carrying(&plans, |at, old| (told.is_kept)(first + at, old));
        Ok(Some((
            Self {
                editions,
                given,
                plans,
                is_flawed,
            },
            reports,
        )))
    }
}

/// What a story is told of.
pub(crate) struct Told<'a> {
    /// The number of the oldest release that is served.
    pub(crate) first: usize,
    /// What changed since the newest release.
    pub(crate) pending: Option<&'a Changes>,
    /// The findings in it that somebody acknowledged.
    pub(crate) waived: &'a [Waived],
    /// The version that somebody chose for what is pending.
    pub(crate) chosen: Option<&'a Version>,
    /// Whether a handler of a release, by the number of the release, is served by one that is kept.
    pub(crate) is_kept: &'a dyn Fn(usize, &Handler) -> bool,
}

/// The steps of a handler from an edition to today, each with the number of its older edition; nothing if it is gone on the way.
pub(crate) fn way_of<'p>(
    plans: &'p [StepPlan],
    from: usize,
    handler: &str,
) -> Option<Vec<(usize, &'p HandlerStep)>> {
    let mut name = handler;
    let mut steps = Vec::new();
    for (at, plan) in plans.iter().enumerate().skip(from) {
        let step = plan.handler(name)?;
        name = &step.newer;
        steps.push((at, step));
    }
    Some(steps)
}

fn waived_by(finding: &gati_release::Finding) -> Option<Waived> {
    Some(Waived {
        key: finding.key.clone(),
        because: finding.acknowledged.clone()?,
    })
}
