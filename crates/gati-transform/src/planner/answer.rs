//! Answers: what success and failure carry, and their statuses.

use gati_diff::words;
use gati_schema::handler::AnswerContent;
use gati_schema::{Handler, Type};

use super::Planner;
use super::lacks::{Lacks, Missing, lack};
use crate::{AnswerStep, ErrorStep, GapKind, How, LackKind, Message, Part, Party, Role, Way};

impl<'m> Planner<'m> {
    /// How the content of an answer is lowered.
    pub(super) fn answer(&mut self, old: &'m Handler, new: &'m Handler) -> AnswerStep {
        use AnswerContent as Content;
        let (own, theirs) = (&old.answer.content, &new.answer.content);
        match (own, theirs) {
            (
                Content::Socket { incoming, outgoing },
                Content::Socket {
                    incoming: incoming_now,
                    outgoing: outgoing_now,
                },
            ) => {
                let incoming = self.message((old, new), Part::Message, incoming, incoming_now);
                let outgoing = self.message((old, new), Part::Answer, outgoing_now, outgoing);
                if incoming.is_none() && outgoing.is_none() {
                    AnswerStep::Same
                } else {
                    AnswerStep::Socket { incoming, outgoing }
                }
            }
            (Content::Json { ty: a }, Content::Json { ty: b })
            | (Content::JsonLines { ty: a }, Content::JsonLines { ty: b })
            | (Content::Events { ty: a }, Content::Events { ty: b }) => {
                match self.message((old, new), Part::Answer, b, a) {
                    None => AnswerStep::Same,
                    Some(Message::Given(given)) => AnswerStep::Given(given),
                    Some(Message::Carry(how)) => AnswerStep::Carry(how),
                    Some(Message::Gap(gap)) => AnswerStep::Gap(gap),
                    Some(Message::Refuse(reason)) => AnswerStep::Refuse(reason),
                }
            }
            // Raw answers are what they are, and so is nothing.
            (Content::Empty, Content::Empty)
            | (Content::Text, Content::Text)
            | (Content::Bytes | Content::Stream, Content::Bytes | Content::Stream) => AnswerStep::Same,
            // Who expects no body looks at none.
            (Content::Empty, theirs) if theirs.messages().is_none() => AnswerStep::Drop,
            _ => self.other_protocol(old, new),
        }
    }

    /// A value, an item or a message, from `from` to `to`; none if both are the same.
    fn message(
        &mut self,
        (old, new): (&'m Handler, &'m Handler),
        part: Part,
        from: &'m Type,
        to: &'m Type,
    ) -> Option<Message> {
        let way = part.way();
        if let Some(given) = self.given_for_part(old, new, part) {
            return Some(Message::Given(given));
        }
        match self.how(way, Role::Value, from, to) {
            Ok(How::Move) => None,
            Ok(how) => Some(Message::Carry(how)),
            Err(kind) => Some(self.missing((old, new), part, kind, from, to)),
        }
    }

    /// A part that cannot be carried.
    fn missing(
        &mut self,
        (old, new): (&'m Handler, &'m Handler),
        part: Part,
        kind: LackKind,
        from: &'m Type,
        to: &'m Type,
    ) -> Message {
        let way = part.way();
        let source = Some(words(self.source(way), from));
        let target = Some(words(self.target(way), to));
        let mut lacks = Lacks::new(way, party(old, new, part));
        match self.lack(&mut lacks, lack(kind, &[], source, target)) {
            Missing::Waived(reason) => Message::Carry(How::IfFits(reason)),
            Missing::Lack(_) => match self.gap(lacks, GapKind::Transformer) {
                Some(gap) => Message::Gap(gap),
                // There is a lack in it.
                None => Message::Carry(How::Move),
            },
        }
    }

    /// One answer became a stream, or text became JSON.
    fn other_protocol(&mut self, old: &'m Handler, new: &'m Handler) -> AnswerStep {
        let said = |content: &AnswerContent| {
            let socket = content.messages().map(|_| "a WebSocket");
            Some(content.media_type().or(socket).unwrap_or("no body").to_owned())
        };
        let (source, target) = (said(&new.answer.content), said(&old.answer.content));
        let mut lacks = Lacks::new(Way::Lower, party(old, new, Part::Answer));
        match self.lack(&mut lacks, lack(LackKind::Kind, &[], source, target)) {
            Missing::Waived(reason) => AnswerStep::Refuse(reason),
            Missing::Lack(_) => match self.gap(lacks, GapKind::Protocol) {
                Some(gap) => AnswerStep::Gap(gap),
                None => AnswerStep::Same,
            },
        }
    }

    /// How an error is lowered.
    pub(super) fn error(&mut self, old: &'m Handler, new: &'m Handler) -> ErrorStep {
        let (Some(to), Some(from)) = (&old.error, &new.error) else {
            return match (&old.error, &new.error) {
                (None, Some(_)) => ErrorStep::AsItIs,
                _ => ErrorStep::Same,
            };
        };
        if let Some(given) = self.given_for_part(old, new, Part::Error) {
            return ErrorStep::Given(given);
        }
        match self.how(Way::Lower, Role::Error, from, to) {
            Ok(How::Move) => ErrorStep::Same,
            Ok(how) => ErrorStep::Carry(how),
            Err(kind) => match self.missing((old, new), Part::Error, kind, from, to) {
                Message::Gap(gap) => ErrorStep::Gap(gap),
                Message::Refuse(reason) => ErrorStep::Refuse(reason),
                Message::Carry(how) => ErrorStep::Carry(how),
                Message::Given(given) => ErrorStep::Given(given),
            },
        }
    }
}

fn party(old: &Handler, new: &Handler, part: Part) -> Party {
    Party::Handler {
        older: old.name.clone(),
        newer: new.name.clone(),
        part,
    }
}

/// Today's statuses of success that the older release did not have, each with the one that stands for it: the only one that went, or
/// the one of the same position, or the first, which the older release had unless it said otherwise.
pub(super) fn statuses(old: &[u16], new: &[u16]) -> Vec<(u16, u16)> {
    let came = |status: &&u16| !old.contains(status);
    let went: Vec<u16> = old
        .iter()
        .copied()
        .filter(|status| !new.contains(status))
        .collect();
    let number = new.iter().filter(came).count();
    let mut list = Vec::new();
    for (at, status) in new.iter().enumerate().filter(|(_, status)| came(status)) {
        let stand_in = match went[..] {
            [only] if number == 1 => Some(only),
            _ if old.len() == new.len() => old.get(at).copied(),
            _ => old.first().copied(),
        };
        list.extend(stand_in.map(|old| (*status, old)));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::statuses;

    #[test]
    fn a_status_stands_for_the_one_that_came_in_its_place() {
        assert_eq!(statuses(&[200], &[200]), []);
        assert_eq!(statuses(&[200], &[201]), [(201, 200)]);
        assert_eq!(statuses(&[200], &[200, 202]), [(202, 200)]);
        assert_eq!(statuses(&[200, 404], &[204, 404]), [(204, 200)]);
        assert_eq!(statuses(&[200, 201], &[202, 203]), [(202, 200), (203, 201)]);
    }
}
