//! `GET /versions` and `GET /versions/diff`: the releases, and what lies between two of them.

use gati_timeline::{Moment, Release, Timeline};
use http::Uri;
use serde_json::{Map, Value, json};

use super::history::concerns;
use super::releases::{Releases, available};
use super::usage::Ledger;
use crate::call::decode;
use crate::problem::{Problem, versions};

impl Releases {
    /// The answer to `GET /versions`, for all handlers or for `?handler=NAME`.
    pub(crate) fn list(&self, uri: &Uri, handlers: &[&str]) -> Result<Value, Problem> {
        let handler = parameter(uri, "handler")?;
        if let Some(name) = &handler
            && !handlers.contains(&name.as_str())
            && !self
                .rows
                .iter()
                .any(|row| self.handlers_of(row.version).contains_key(name))
        {
            return Err(versions::unknown_handler(name, handlers));
        }
        let now = self.now();
        let standing = self.standing();
        let newest = standing
            .timeline
            .releases()
            .iter()
            .rev()
            .find(|release| release.is_live());
        let releases: Vec<Value> = self.usage.look(now, |ledger| {
            let released = standing.timeline.releases().iter().enumerate().rev();
            released
                .filter(|(_, release)| match &handler {
                    Some(name) => self.has(&release.version.to_string(), name),
                    None => true,
                })
                .map(|(number, release)| {
                    self.describe(
                        &standing.timeline,
                        release,
                        number,
                        handler.as_deref(),
                        ledger,
                        now,
                    )
                })
                .collect()
        });
        let pending = self.pending.map(|version| {
            let mut members = self.history.of(version);
            members.insert("version".into(), version.into());
            narrow(&mut members, handler.as_deref());
            members
        });
        Ok(json!({
            "newest": newest.map(|release| release.version.to_string()),
            "default": self.unasked().map(|number| self.name(number)),
            "pending": pending,
            "releases": releases,
        }))
    }

    fn describe(
        &self,
        timeline: &Timeline,
        release: &Release,
        number: usize,
        handler: Option<&str>,
        ledger: &Ledger,
        now: Moment,
    ) -> Value {
        let version = self.rows[number].version;
        let mut members = self.history.of(version);
        narrow(&mut members, handler);
        let status = if !release.is_live() {
            "retired"
        } else if release.deprecated.is_some_and(|since| since <= now) {
            "deprecated"
        } else {
            "live"
        };
        let time = |moment: Option<Moment>| moment.map(|moment| moment.to_string());
        let known = json!({
            "version": version,
            "at": release.at.to_string(),
            "tags": timeline.tags_of(release).collect::<Vec<_>>(),
            "status": status,
            "use": ledger.heat(version, now).name(),
            "requests": ledger.requests(version, handler, now),
            "deprecated": time(release.deprecated),
            "sunset": time(release.sunset),
            "successor": timeline.successor(release).map(|next| next.version.to_string()),
            "keep": self.rows[number].keep,
        });
        if let Value::Object(known) = known {
            members.extend(known);
        }
        Value::Object(members)
    }

    fn handlers_of(&self, version: &str) -> Map<String, Value> {
        match self.history.of(version).remove("handlers") {
            Some(Value::Object(handlers)) => handlers,
            _ => Map::new(),
        }
    }

    /// Whether a release has a handler. One of which nothing is told is not left out.
    fn has(&self, version: &str, handler: &str) -> bool {
        let handlers = self.handlers_of(version);
        handlers.is_empty() || handlers.contains_key(handler)
    }

    /// The answer to `GET /versions/diff?from=&to=`: the steps from one release to a later one. Without `to` it is what is served today.
    pub(crate) fn difference(&self, uri: &Uri) -> Result<Value, Problem> {
        let standing = self.standing();
        let Some(from) = parameter(uri, "from")? else {
            return Err(versions::bad_question(
                "say from which release: `?from=1.0.0&to=2.0.0`",
            ));
        };
        let from = self.place(&standing.timeline, &from)?;
        let to = match parameter(uri, "to")? {
            Some(to) => self.place(&standing.timeline, &to)?,
            None => self.rows.len() - usize::from(self.pending.is_none()),
        };
        if to < from {
            return Err(versions::bad_question(
                "`from` is the older release, and `to` the newer one; exchange them",
            ));
        }
        let steps: Vec<Value> = (from + 1..=to)
            .map(|number| {
                let version = self.name(u16::try_from(number).unwrap_or(u16::MAX));
                let mut step = self.history.of(version);
                step.insert("version".into(), version.into());
                if let Some(release) = standing.timeline.releases().get(number) {
                    step.insert("at".into(), release.at.to_string().into());
                }
                Value::Object(step)
            })
            .collect();
        let name = |number: usize| self.name(u16::try_from(number).unwrap_or(u16::MAX));
        Ok(json!({ "from": name(from), "to": name(to), "steps": steps }))
    }

    /// A release by version, time or tag, whether it is served or not.
    fn place(&self, timeline: &Timeline, text: &str) -> Result<usize, Problem> {
        match self.find(timeline, text) {
            Ok(number) => Ok(number),
            Err(gati_timeline::Refusal::Retired { release, .. }) => {
                let known = timeline.releases().iter();
                Ok(known.take_while(|known| known.version != release.version).count())
            }
            Err(refusal) => Err(versions::refused(&refusal, &available(timeline))),
        }
    }
}

/// Leaves what concerns one handler.
fn narrow(members: &mut Map<String, Value>, handler: Option<&str>) {
    let Some(name) = handler else {
        return;
    };
    if let Some(Value::Object(handlers)) = members.remove("handlers")
        && let Some(version) = handlers.get(name)
    {
        members.insert("handler_version".into(), version.clone());
    }
    if let Some(Value::Array(changes)) = members.get_mut("changes") {
        changes.retain(|change| concerns(change, name));
    }
}

/// A parameter of the query. What cannot be read is not taken for what was not asked.
fn parameter(uri: &Uri, name: &str) -> Result<Option<String>, Problem> {
    let pairs = uri.query().unwrap_or_default().split('&');
    let values = pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .filter(|(key, _)| *key == name);
    let mut found: Option<String> = None;
    for (_, value) in values {
        let value = value.replace('+', " ");
        let value = decode(&value).ok_or_else(|| versions::bad_question("the query is not UTF-8"))?;
        if found.as_ref().is_some_and(|known| *known != value) {
            return Err(versions::bad_question(
                "the query says two things under one name; say each once",
            ));
        }
        found = Some(value.into_owned());
    }
    Ok(found)
}
