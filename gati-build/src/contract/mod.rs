//! The contract with callers of releases: what they rely on is served, or the build says what is missing.
//!
//! Everything between the oldest live release and today is looked at, step by step. A gap in a plan is one mistake, and so is a break that
//! no plan answers. Each is drawn at the live source, with what was, what is, a value that shows it, who is affected, and the ways out.

mod broken;
mod called;
mod expression;
mod gap;
mod kept;
mod one_sided;
mod phrase;
mod policy;
mod settled;
mod shape;
mod spots;
mod stub;
mod term;

use std::cell::OnceCell;
use std::path::Path;

use gati_diff::{Changes, Today, compare};
use gati_release::{Store, StoreError};
use gati_schema::Handler;
use gati_transform::{Waived, uncovered};

pub use called::Called;
pub(crate) use policy::{Policy, environments};
pub(crate) use settled::{Said, Settled, deciding, in_source};
pub use term::Term;

use crate::project::Scan;
use crate::report::{Diagnostic, Drawer};
use crate::story::{Story, Told};
use kept::Kept;
use spots::Spots;

/// What the build knows of releases once the contract was looked at.
pub(crate) struct Contract {
    /// What happened since the oldest live release; nothing if nothing was ever released, or none is served.
    pub(crate) story: Option<Story>,
    /// What `gati.toml` says of releases.
    pub(crate) policy: Policy,
    /// Which of the handlers that are kept serves which releases, for the table.
    pub(crate) kept: Vec<(usize, u16, u16)>,
    /// Everything that is wrong, in order.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Contract {
    /// Looks at the package in a folder. `acknowledged` are findings, with reasons, that do not count besides those of `gati.toml`.
    pub(crate) fn new(
        scan: &Scan,
        store: &Store,
        package: &Path,
        acknowledged: &[(String, String)],
    ) -> Result<Self, StoreError> {
        let (policy, file, mistakes) = Policy::read(package, store);
        let policy = policy.and(acknowledged);
        let base = scan.drawer().base;
        let in_file = Drawer { files: &file, base };
        let mut diagnostics: Vec<Diagnostic> =
            mistakes.iter().map(|report| in_file.diagnostic(report)).collect();
        if policy.is_unread() {
            return Ok(Self {
                story: None,
                policy,
                kept: Vec::new(),
                diagnostics,
            });
        }
        // Findings that count only if they are still there.
        let pending = match store.newest() {
            Some(newest) => Some(compare(&store.manifest(newest)?, scan.manifest(), Today::Unknown)),
            None => None,
        };
        let newest = store.newest().map(|newest| &newest.version);
        let policy = policy.serving(pending.as_ref(), newest);
        let stale = policy.stale(pending.as_ref(), newest);
        diagnostics.extend(stale.iter().map(|report| in_file.diagnostic(report)));
        let rolled_back = policy.rolled_back(store);
        diagnostics.extend(rolled_back.iter().map(|report| in_file.diagnostic(report)));
        if let (Some(pending), Some(newest)) = (&pending, newest) {
            let chosen = policy.chosen(pending, newest);
            diagnostics.extend(chosen.iter().map(|report| in_file.diagnostic(report)));
        }
        let kept = Kept::new(scan.kept());
        let (rows, reports) = kept.check(store)?;
        diagnostics.extend(reports.iter().map(|report| scan.drawer().diagnostic(report)));
        let told = Told {
            first: policy.first_live(store),
            pending: pending.as_ref(),
            waived: &policy.waived(),
            chosen: policy.next(),
            is_kept: &|number, old| kept.has(&rows, number, old),
        };
        let Some((story, reports)) = Story::new(scan, store, &told)? else {
            return Ok(Self {
                story: None,
                policy,
                kept: rows,
                diagnostics,
            });
        };
        let drawer = scan.drawer();
        diagnostics.extend(reports.iter().map(|report| drawer.diagnostic(report)));
        let one_sided = one_sided::reports(scan, &story.editions);
        diagnostics.extend(one_sided.iter().map(|report| drawer.diagnostic(report)));
        if !story.is_flawed {
            // What is missing may only be misspelt, as long as a transformer has a mistake of its own.
            let reports = Look {
                scan,
                story: &story,
                policy: &policy,
                kept: &kept,
                pending: pending.as_ref(),
            }
            .reports();
            diagnostics.extend(reports.iter().map(|report| drawer.diagnostic(report)));
        }
        Ok(Self {
            story: Some(story),
            policy,
            kept: rows,
            diagnostics,
        })
    }
}

/// What is looked at.
pub(crate) struct Look<'a> {
    scan: &'a Scan,
    story: &'a Story,
    policy: &'a Policy,
    kept: &'a Kept<'a>,
    /// What changed since the newest release.
    pending: Option<&'a Changes>,
}

impl Look<'_> {
    /// All that is missing, from the newest step to the oldest: what was just changed comes first.
    fn reports(&self) -> Vec<crate::report::Report> {
        let editions = &self.story.editions;
        let spots = Spots::new(self.scan);
        let scopes = OnceCell::new();
        let mut reports = Vec::new();
        for step in (0..editions.today()).rev() {
            let is_pending = editions.pending && step + 1 == editions.today();
            let plan = &self.story.plans[step];
            let (older, newer) = (&editions.all[step].manifest, &editions.all[step + 1].manifest);
            let given = &self.story.given[step];
            for at in &plan.unused {
                reports.extend(given.get(*at).map(|given| gap::unused(editions, step, given)));
            }
            let own;
            let changes = match self.pending {
                Some(pending) if is_pending => Some(pending),
                // Only what a gap needs as a witness.
                _ if !plan.gaps.is_empty() => {
                    own = compare(older, newer, Today::Unknown);
                    Some(&own)
                }
                _ => None,
            };
            let Some(changes) = changes else { continue };
            let scene = gap::Scene {
                editions,
                today: self.scan.today(),
                scopes: &scopes,
                step,
                is_pending,
                plan,
                changes,
                given,
                spots: &spots,
                policy: self.policy,
            };
            let served = |label: &String| self.is_served(step, label);
            for gap in &plan.gaps {
                // Who is served by a handler that was kept is not affected.
                let mut gap = gap.clone();
                gap.handlers.retain(|handler| !served(handler));
                if !gap.handlers.is_empty() {
                    reports.push(scene.report(&gap));
                }
            }
            // What a recorded release broke was decided when it was recorded.
            if is_pending {
                let open = uncovered(changes, plan, newer);
                let acknowledged = self.policy.waived();
                let is_open = |key: &str| !acknowledged.iter().any(|Waived { key: known, .. }| known == key);
                let open = open
                    .into_iter()
                    .filter(|change| is_open(&change.key()))
                    .filter(|change| {
                        change
                            .location
                            .handler
                            .as_ref()
                            .is_none_or(|label| !served(label))
                    });
                reports.extend(open.map(|change| scene.broken(change)));
            }
        }
        reports
    }

    /// Whether the older callers of a handler, by its label at the newer end of a step or, if it is gone, at the older, are served by one
    /// that was kept.
    fn is_served(&self, step: usize, label: &str) -> bool {
        let editions = &self.story.editions;
        let (older, newer) = (&editions.all[step].manifest, &editions.all[step + 1].manifest);
        let is_it = |handler: &&Handler| gati_diff::label(handler) == label;
        let name = newer.handlers.iter().find(is_it).map(|handler| &handler.name);
        let paired = self.story.plans[step]
            .handlers
            .iter()
            .find(|pair| Some(&pair.newer) == name);
        let old = match paired {
            Some(pair) => older.handlers.iter().find(|handler| handler.name == pair.older),
            None => older.handlers.iter().find(is_it),
        };
        let Some(old) = old else {
            return false;
        };
        // The callers of every release that had it come over this step, unless one that is kept answers them.
        let mut name = old.name.as_str();
        for at in (0..=step).rev() {
            let edition = &editions.all[at];
            let handler = edition
                .manifest
                .handlers
                .iter()
                .find(|handler| handler.name == name);
            if !handler.is_some_and(|handler| self.kept.serves(&edition.version, handler)) {
                return false;
            }
            let before = at.checked_sub(1).and_then(|before| self.story.plans.get(before));
            let pair = before.and_then(|plan| plan.handlers.iter().find(|pair| pair.newer == name));
            match pair {
                Some(pair) => name = &pair.older,
                None => return true,
            }
        }
        true
    }
}
