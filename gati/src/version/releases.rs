//! The releases of an app while it runs: which one a request gets, and which ones are served at all.

use std::fmt;
use std::sync::{Arc, Weak};
use std::time::Duration;

use arc_swap::ArcSwap;
use gati_timeline::{Missing, Moment, Refusal, Release, Status, Timeline};
use http::request;
use serde_json::Value;

use super::head::{Head, moment};
use super::history::History;
use super::policy::{MissingVersion, Retirement, VersionPolicy};
use super::timescape::{ReleaseRow, Timescape};
use super::usage::{Heat, Usage};
use super::wish::{self, Unread};
use crate::error::Error;
use crate::hook::RequestHead;
use crate::problem::{Problem, versions};

/// How often counts are written and releases are looked at.
const ROUND: Duration = Duration::from_secs(60);

/// The releases of an app that has any.
pub(crate) struct Releases {
    pub(super) rows: &'static [ReleaseRow],
    pub(super) pending: Option<&'static str>,
    today: u16,
    default: Option<u16>,
    policy: VersionPolicy,
    standing: ArcSwap<Standing>,
    /// Whether there is a list of versions that answers can name.
    is_listed: bool,
    refused: Arc<Head>,
    pub(crate) usage: Usage,
    pub(super) history: History,
}

/// What changes while the app runs.
pub(super) struct Standing {
    pub(super) timeline: Timeline,
    /// By number, that of today included.
    heads: Vec<Arc<Head>>,
}

impl Releases {
    /// The releases of a table; `None` if it has none.
    pub(crate) fn of<G>(
        timescape: Timescape<G>,
        handlers: Vec<&'static str>,
        package: &'static str,
        policy: VersionPolicy,
        is_listed: bool,
    ) -> Result<Option<Self>, Error> {
        if timescape.releases.is_empty() {
            return Ok(None);
        }
        let timeline = timeline(&timescape).map_err(Error::Versions)?;
        if let MissingVersion::Pinned(version) = &policy.missing
            && let Err(refusal) = timeline.number(Some(version), || Moment::from_unix(0), &Missing::Latest)
        {
            return Err(Error::Versions(format!(
                "callers without a version are to get {version}, which cannot be: {refusal}"
            )));
        }
        let names = timescape.releases.iter().map(|row| row.version);
        let names: Vec<&'static str> = names.chain(timescape.pending).collect();
        let now = moment((policy.clock)());
        let releases = Self {
            rows: timescape.releases,
            pending: timescape.pending,
            today: timescape.today(),
            default: timescape.default,
            standing: ArcSwap::from_pointee(Standing::new(timeline, &timescape, is_listed)),
            is_listed,
            refused: Arc::new(Head::refused(package)),
            usage: Usage::open(names, handlers, policy.usage.clone(), now),
            history: History::new(timescape.history),
            policy,
        };
        releases.retire(now);
        Ok(Some(releases))
    }

    pub(super) fn now(&self) -> Moment {
        moment((self.policy.clock)())
    }

    pub(super) fn standing(&self) -> arc_swap::Guard<Arc<Standing>> {
        self.standing.load()
    }

    /// What is said of requests for which no version was found.
    pub(crate) fn refused(&self) -> Arc<Head> {
        Arc::clone(&self.refused)
    }

    /// The version that a number stands for.
    pub(crate) fn name(&self, number: u16) -> &'static str {
        self.rows
            .get(usize::from(number))
            .map_or_else(|| self.pending.unwrap_or_default(), |row| row.version)
    }

    /// What a request gets that asks for nothing.
    pub(super) fn unasked(&self) -> Option<u16> {
        match &self.policy.missing {
            MissingVersion::Latest => Some(self.default.unwrap_or(self.today)),
            MissingVersion::Require => None,
            MissingVersion::Pinned(version) => {
                let pinned = self.rows.iter().position(|row| row.version == version);
                pinned.and_then(|number| u16::try_from(number).ok())
            }
        }
    }

    /// The version that a request gets which says nothing of one.
    pub(crate) fn choose_unasked(&self, parts: &mut request::Parts) -> Result<Arc<Head>, Problem> {
        if self.policy.missing == MissingVersion::Latest && self.policy.pin.is_none() {
            let number = self.default.unwrap_or(self.today);
            return Ok(Arc::clone(&self.standing().heads[usize::from(number)]));
        }
        self.choose(parts, false)
    }

    /// The version that a request gets. The query counts unless the handler reads that parameter itself.
    pub(crate) fn choose(&self, parts: &mut request::Parts, with_query: bool) -> Result<Arc<Head>, Problem> {
        let standing = self.standing();
        let timeline = &standing.timeline;
        let asked = match wish::asked(parts, with_query) {
            Ok(asked) => asked.map(|asked| self.find(timeline, &asked)),
            Err(Unread::NotText) => Some(Err(Refusal::Malformed)),
            Err(Unread::Unclear(detail)) => return Err(versions::unclear(detail)),
        };
        let number = match asked {
            Some(number) => number,
            None => match self.pinned(parts) {
                Some(pin) => self.find(timeline, &pin),
                None => self.without_wish(timeline),
            },
        };
        if with_query && let Some(uri) = wish::without_parameter(&parts.uri) {
            parts.uri = uri;
        }
        match number {
            Ok(number) => Ok(Arc::clone(&standing.heads[number])),
            Err(refusal) => Err(versions::refused(&refusal, &available(timeline))),
        }
    }

    fn without_wish<'t>(&self, timeline: &'t Timeline) -> Result<usize, Refusal<'t>> {
        match &self.policy.missing {
            MissingVersion::Latest => Ok(usize::from(self.default.unwrap_or(self.today))),
            MissingVersion::Require => Err(Refusal::Required),
            MissingVersion::Pinned(version) => self.find(timeline, version),
        }
    }

    /// What a text asks for. What is not released yet goes by its name alone: clients that were made from the same source know it.
    pub(super) fn find<'t>(&self, timeline: &'t Timeline, asked: &str) -> Result<usize, Refusal<'t>> {
        let name = asked.strip_prefix(['v', 'V']).unwrap_or(asked);
        if self.pending == Some(name) {
            return Ok(usize::from(self.today));
        }
        timeline.number(Some(asked), || self.now(), &Missing::Latest)
    }

    fn pinned(&self, parts: &mut request::Parts) -> Option<String> {
        let pin = self.policy.pin.as_ref()?;
        // The head is lent and given back; parts cannot be borrowed as a head.
        let nothing = http::Request::new(()).into_parts().0;
        let head = RequestHead(std::mem::replace(parts, nothing));
        let pinned = pin(&head);
        *parts = head.0;
        pinned.filter(|version| !version.trim().is_empty())
    }

    /// Writes the counts, and retires what has outlived its time.
    pub(crate) fn round(&self) {
        let now = self.now();
        self.usage.write(now);
        self.retire(now);
    }

    /// Goes round every minute, as long as the app lives and there is a runtime.
    pub(crate) fn keep(self: &Arc<Self>) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        let releases: Weak<Self> = Arc::downgrade(self);
        runtime.spawn(async move {
            loop {
                tokio::time::sleep(ROUND).await;
                let Some(releases) = releases.upgrade() else {
                    return;
                };
                // Writing a file waits for the disk.
                let _ = tokio::task::spawn_blocking(move || releases.round()).await;
            }
        });
    }

    /// Says of each release whether it is served from now on.
    fn retire(&self, now: Moment) {
        let standing = self.standing();
        let verdicts = self.usage.look(now, |ledger| {
            let verdict = |(number, row): (usize, &ReleaseRow)| {
                if self.stays(number, row, now, || ledger.heat(row.version, now)) {
                    Status::Live
                } else {
                    Status::Retired
                }
            };
            self.rows.iter().enumerate().map(verdict).collect::<Vec<_>>()
        });
        let is_as_before = standing
            .timeline
            .releases()
            .iter()
            .zip(&verdicts)
            .all(|(release, verdict)| release.status == *verdict);
        if is_as_before {
            return;
        }
        let mut timeline = standing.timeline.clone();
        for (number, verdict) in verdicts.into_iter().enumerate() {
            let release = &timeline.releases()[number];
            if release.status != verdict {
                tracing::info!(
                    target: "gati",
                    version = %release.version,
                    served = verdict == Status::Live,
                    "a release has outlived its time"
                );
            }
            timeline.set_status(number, verdict);
        }
        let heads = heads(self.rows, self.pending, &timeline, self.is_listed);
        self.standing.store(Arc::new(Standing { timeline, heads }));
    }

    fn stays(&self, number: usize, row: &ReleaseRow, now: Moment, heat: impl FnOnce() -> Heat) -> bool {
        if !row.live {
            return false;
        }
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        // Whoever names no version must have something, and what is served today cannot be gone.
        let is_needed = row.keep || number >= self.today || self.unasked() == Some(number);
        let is_over = row.sunset.is_some_and(|sunset| now.to_unix() >= sunset);
        is_needed
            || match self.policy.retire {
                Retirement::Never => true,
                Retirement::AfterSunset => !is_over,
                Retirement::AfterSunsetWhenCold => !is_over || heat() != Heat::Cold,
            }
    }
}

/// What was counted last must not be lost with the app.
impl Drop for Releases {
    fn drop(&mut self) {
        self.usage.write(self.now());
    }
}

impl Standing {
    fn new<G>(timeline: Timeline, timescape: &Timescape<G>, is_listed: bool) -> Self {
        let heads = heads(timescape.releases, timescape.pending, &timeline, is_listed);
        Self { timeline, heads }
    }
}

fn heads(
    rows: &[ReleaseRow],
    pending: Option<&'static str>,
    timeline: &Timeline,
    is_listed: bool,
) -> Vec<Arc<Head>> {
    let released = rows.iter().map(|row| (row.version, Some(row)));
    released
        .chain(pending.map(|version| (version, None)))
        .zip(0..)
        .map(|((version, row), number)| Arc::new(Head::new(number, version, row, timeline, is_listed)))
        .collect()
}

fn timeline<G>(timescape: &Timescape<G>) -> Result<Timeline, String> {
    let version = |text: &str| {
        text.parse::<gati_timeline::Version>()
            .map_err(|error| format!("the table has a release `{text}`, which is no version: {error}"))
    };
    let mut releases = Vec::new();
    for row in timescape.releases {
        let mut release = Release::new(version(row.version)?, Moment::from_unix(row.at));
        release.deprecated = row.deprecated.map(Moment::from_unix);
        release.sunset = row.sunset.map(Moment::from_unix);
        if !row.live {
            release.status = Status::Retired;
        }
        releases.push(release);
    }
    let mut timeline = Timeline::new(releases).map_err(|error| error.to_string())?;
    for (tag, number) in timescape.tags {
        let row = timescape.releases.get(usize::from(*number));
        let row = row
            .ok_or_else(|| format!("the tag `{tag}` names release number {number}, which does not exist"))?;
        timeline
            .tag(*tag, version(row.version)?)
            .map_err(|error| error.to_string())?;
    }
    Ok(timeline)
}

pub(super) fn available(timeline: &Timeline) -> Vec<Value> {
    timeline.available().releases().map(versions::name).collect()
}

impl fmt::Debug for Releases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Releases")
            .field("rows", &self.rows)
            .field("pending", &self.pending)
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}
