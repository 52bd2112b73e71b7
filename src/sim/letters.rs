//! Mail and chat: written, sent, read later, answered later or never.

use super::command::Refusal;
use super::cost;
use super::engine::Simulation;
use super::event::{Kind, Task};
use super::queue::Due;
use super::state::Letter;
use crate::id::*;
use crate::l10n;
use crate::scenario::plan::{Act, Acts, Channel, Manner};
use crate::text::Text;

/// To more than so many people, a question is nobody's: it is read as news and not answered.
const NOBODY_S: usize = 2;

impl Simulation {
    pub(super) fn write_mail(&mut self, to: &[PersonId], acts: &[Act]) -> Result<(), Refusal> {
        self.check_message(acts)?;
        if !self.state.hands_free() {
            return Err(Refusal::Busy);
        }
        if to.is_empty() {
            return Err(Refusal::Empty);
        }
        if to.iter().any(|who| self.plan.person(*who).reach(Channel::Mail).is_none()) {
            return Err(Refusal::NoChannel);
        }
        self.begin(Task::Mail(to.to_vec()), acts.into(), cost::mail(acts));
        Ok(())
    }

    pub(super) fn write_chat(&mut self, to: &[Option<PersonId>], acts: &[Act]) -> Result<(), Refusal> {
        self.check_message(acts)?;
        if !self.state.hands_free() {
            return Err(Refusal::Busy);
        }
        if to.is_empty() {
            return Err(Refusal::Empty);
        }
        if to.iter().flatten().any(|who| self.plan.person(*who).reach(Channel::Chat).is_none()) {
            return Err(Refusal::NoChannel);
        }
        self.begin(Task::Chat(to.to_vec()), acts.into(), cost::chat(acts));
        Ok(())
    }

    pub(super) fn mail_leaves(&mut self, to: Vec<PersonId>, acts: Acts) {
        let sent = self.emit(Kind::MailSent { to: to.clone(), acts: acts.clone() });
        let news = to.len() > NOBODY_S;
        self.caused_by(sent, |simulation| {
            for who in to {
                simulation.send(who, Channel::Mail, &acts, news);
            }
        });
    }

    pub(super) fn chat_leaves(&mut self, to: Vec<Option<PersonId>>, acts: Acts) {
        let sent = self.emit(Kind::ChatSent { to: to.clone(), acts: acts.clone() });
        let to_room = to.contains(&None);
        let news = to.iter().flatten().count() > NOBODY_S;
        let named: Vec<PersonId> = to.into_iter().flatten().collect();
        // The room is read by everybody who has the chat; asked of all, it is asked of nobody. Who is named beside it is
        // written to.
        let others: Vec<PersonId> = self
            .plan
            .person_ids()
            .filter(|who| to_room && !named.contains(who) && self.plan.is_colleague(*who))
            .filter(|who| self.plan.person(*who).reach(Channel::Chat).is_some())
            .collect();
        self.caused_by(sent, |simulation| {
            for who in named {
                simulation.send(who, Channel::Chat, &acts, news);
            }
            for who in others {
                simulation.post(who, &acts);
            }
        });
    }

    /// Somebody may read what was posted to the room. Nobody in particular was tried or told.
    fn post(&mut self, who: PersonId, acts: &Acts) {
        self.state.letters.push(Letter {
            to: who,
            channel: Channel::Chat,
            acts: acts.clone(),
            sent: self.state.now,
            news: true,
            scheduled: false,
            read: false,
        });
    }

    fn send(&mut self, who: PersonId, channel: Channel, acts: &Acts, news: bool) {
        self.person_tried(who);
        self.told(who, channel, false, acts);
        let manner = self.reach_now(who, channel).map_or(Manner::Dead, |reach| reach.manner);
        if manner == Manner::Refused {
            let text = l10n::text("mail-bounced", &[("name", (&self.plan.person(who).name).into())]);
            self.emit(Kind::MailReceived { who: None, subject: l10n::text("mail-bounced-subject", &[]), text });
        }
        let lost = matches!(manner, Manner::Refused | Manner::Dead);
        self.state.letters.push(Letter {
            to: who,
            channel,
            acts: acts.clone(),
            sent: self.state.now,
            news,
            scheduled: lost,
            read: lost,
        });
    }

    /// Plans when each letter is read. One that waits for a stretch that is passed over now is looked at again.
    pub(super) fn settle_letters(&mut self) {
        for index in 0..self.state.letters.len() {
            let letter = &self.state.letters[index];
            if letter.scheduled {
                continue;
            }
            let (who, channel, sent) = (letter.to, letter.channel, letter.sent);
            if let Some((time, after)) = self.next_answer(who, channel, sent) {
                self.state.letters[index].scheduled = true;
                self.queue.push((time + after).max(self.state.now), Due::ReadLetter(index as u32));
            }
        }
    }

    pub(super) fn letter_is_read(&mut self, index: usize) {
        let letter = self.state.letters[index].clone();
        self.state.letters[index].read = true;
        let who = letter.to;
        self.takes_in(who, &letter.acts);
        let mut lines: Vec<Text> = self.customer_hears(who, &letter.acts);
        if letter.news {
            return;
        }
        lines.extend(self.answers_to(who, None, &letter.acts, lines.is_empty()));
        lines.extend(self.consider(who, &letter.acts, false).unwrap_or_default());
        let text = if lines.is_empty() { self.words(&self.plan.person(who).voice.ack) } else { Text::join(&lines) };
        let reached = self.person_reached(who, letter.channel);
        self.caused_by(reached, |simulation| {
            if letter.channel == Channel::Mail {
                simulation.emit(Kind::MailReceived { who: Some(who), subject: Text::empty(), text });
            } else {
                simulation.emit(Kind::ChatReceived { who, text });
            }
        });
        self.contact(who);
    }
}
