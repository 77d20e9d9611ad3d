//! What one body lacks, collected while it is worked out.

use super::Planner;
use crate::{Gap, GapKind, Lack, LackKind, Party, Way};

/// The lacks of one party.
pub(super) struct Lacks {
    way: Way,
    party: Party,
    list: Vec<Lack>,
}

/// Why a value cannot be had: it is a lack, by its number, or somebody acknowledged it with a reason.
pub(super) enum Missing {
    Lack(usize),
    Waived(String),
}

impl Lacks {
    pub(super) fn new(way: Way, party: Party) -> Self {
        Self {
            way,
            party,
            list: Vec::new(),
        }
    }
}

impl Planner<'_> {
    /// Takes note of a lack unless somebody acknowledged it.
    pub(super) fn lack(&self, lacks: &mut Lacks, lack: Lack) -> Missing {
        if let Some(reason) = self.waivers.reason(lacks.way, &lacks.party, &lack.path) {
            return Missing::Waived(reason);
        }
        lacks.list.push(lack);
        Missing::Lack(lacks.list.len() - 1)
    }

    /// The gap that the lacks make, if there are any.
    pub(super) fn gap(&mut self, lacks: Lacks, kind: GapKind) -> Option<usize> {
        let Lacks { way, party, list } = lacks;
        if list.is_empty() {
            return None;
        }
        let other_half = self.other_half(way, &party);
        self.gaps.push(Gap {
            way,
            party,
            kind,
            lacks: list,
            other_half,
            handlers: Vec::new(),
        });
        Some(self.gaps.len() - 1)
    }

    /// The transformer that carries the same the other way.
    fn other_half(&self, way: Way, party: &Party) -> Option<usize> {
        let Party::Type { older, newer, .. } = party else {
            return None;
        };
        let subject = crate::Subject::Type {
            older: older.clone(),
            newer: newer.clone(),
        };
        self.given
            .iter()
            .position(|given| given.way == way.back() && given.subject == subject)
    }
}

/// A lack without a word about what it may come from.
pub(super) fn lack(kind: LackKind, path: &[String], source: Option<String>, target: Option<String>) -> Lack {
    Lack {
        kind,
        path: path.to_vec(),
        source,
        target,
        perhaps: None,
    }
}
