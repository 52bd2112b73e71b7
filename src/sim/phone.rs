//! The phone: one line that rings, is answered, rings out, meets a voicemail, and can be knocked on; and talks face to
//! face, which go the same way.

use super::command::Refusal;
use super::cost;
use super::engine::Simulation;
use super::event::{Kind, Task};
use super::queue::Due;
use super::state::{Incoming, Line, Outcome, Talk, Then, Turn};
use crate::id::*;
use crate::l10n;
use crate::scenario::plan::{Act, Acts, Channel, Manner};
use crate::text::Text;
use crate::time::Span;

impl Simulation {
    fn line(&mut self, line: Line) {
        self.state.line = line;
        self.state.line_round += 1;
    }

    fn line_after(&mut self, span: Span) {
        self.queue.push(self.state.now + span, Due::Line(self.state.line_round));
    }

    /// A call comes in: it rings, or knocks while somebody is on the line.
    pub(super) fn ring(&mut self, mut incoming: Incoming) {
        if self.is_on_the_line_with(incoming.from) {
            // Nobody rings whom they are talking with. What they wanted to say of another matter waits a little.
            if incoming.conversation.is_some() && !incoming.chase {
                self.rings_again(incoming);
            }
            return;
        }
        let again = incoming.rung > 0;
        if again && incoming.chase && !self.waits(incoming.from) {
            // What they wanted to know they have learnt meanwhile.
            return;
        }
        if again
            && (incoming.conversation.is_none() || incoming.chase)
            && self.state.person(incoming.from).talked.is_some_and(|talked| talked >= incoming.first_rung)
        {
            // Who rang back, or asked, has been talked with meanwhile.
            return;
        }
        if !again {
            incoming.first_rung = self.state.now;
        }
        let rings_already = match (&self.state.line, &self.state.knock) {
            (Line::Ringing(other), _) if other.from == incoming.from => true,
            (_, Some(other)) => other.from == incoming.from,
            _ => false,
        };
        if incoming.chase && rings_already {
            return;
        }
        if self.state.over.is_some() {
            let (who, conversation, channel) = (incoming.from, incoming.conversation, incoming.channel);
            self.emit(Kind::CallIncoming { who, conversation, knocks: false, channel });
            self.emit(Kind::CallMissed { who: incoming.from, channel });
            return;
        }
        if self.state.off_until.is_some() {
            self.writes_instead(&incoming);
            return;
        }
        let knocks = !matches!(self.state.line, Line::Idle);
        if knocks && (self.state.knock.is_some() || matches!(self.state.line, Line::Ringing(_))) {
            // A third caller hears engaged and tries again later, in the end in writing.
            incoming.rung += 1;
            self.missed(incoming);
            return;
        }
        incoming.rung += 1;
        let (who, conversation, channel) = (incoming.from, incoming.conversation, incoming.channel);
        self.emit(Kind::CallIncoming { who, conversation, knocks, channel });
        self.state.give_up_round += 1;
        self.queue.push(self.state.now + cost::RINGS, Due::GiveUp(self.state.give_up_round));
        if knocks {
            self.state.knock = Some(incoming);
        } else {
            self.line(Line::Ringing(incoming));
        }
    }

    pub(super) fn caller_gives_up(&mut self, round: u32) {
        if round != self.state.give_up_round {
            return;
        }
        let gone = match self.state.knock.take() {
            Some(incoming) => Some(incoming),
            None => match &self.state.line {
                Line::Ringing(incoming) => {
                    let incoming = incoming.clone();
                    self.line(Line::Idle);
                    Some(incoming)
                }
                _ => None,
            },
        };
        if let Some(incoming) = gone {
            self.emit(Kind::CallMissed { who: incoming.from, channel: incoming.channel });
            self.missed(incoming);
        }
    }

    /// A caller who got nobody rings again, and writes in the end.
    fn missed(&mut self, incoming: Incoming) {
        if incoming.rung < cost::RINGS_TIMES {
            self.rings_again(incoming);
            return;
        }
        self.writes_instead(&incoming);
    }

    fn rings_again(&mut self, incoming: Incoming) {
        let who = incoming.from;
        self.state.person_quietly(who).to_ring.push(incoming);
        self.queue.push(self.state.now + cost::RINGS_AGAIN, Due::RingAgain(who));
    }

    /// Somebody wanted to ring now; nothing of it is left when they were rung meanwhile and have said it.
    pub(super) fn rings_as_meant(&mut self, who: PersonId) {
        let person = self.state.person_quietly(who);
        if !person.to_ring.is_empty() {
            let incoming = person.to_ring.remove(0);
            self.ring(incoming);
        }
    }

    /// Whether the trainee talks with somebody, or their phone is ringing.
    pub(super) fn is_on_the_line_with(&self, other: PersonId) -> bool {
        match &self.state.line {
            Line::Dialling { who, .. } => *who == other,
            Line::Talking(talk) => talk.who == other,
            _ => false,
        }
    }

    /// Whoever got nobody and is rung now says why they rang.
    fn why_they_rang(&mut self, who: PersonId) -> Option<ConversationId> {
        let meant = &mut self.state.person_quietly(who).to_ring;
        meant.retain(|incoming| incoming.conversation.is_some() && !incoming.chase);
        if meant.is_empty() { None } else { meant.remove(0).conversation }
    }

    /// Whoever got nobody leaves a mail.
    fn writes_instead(&mut self, incoming: &Incoming) {
        let plan = self.plan.clone();
        let before = l10n::text("mail-called", &[("name", (&plan.person(incoming.from).name).into())]);
        let text = match incoming.conversation {
            Some(conversation) => Text::join(&[before, self.words(&plan.conversation(conversation).says)]),
            None => before,
        };
        let subject = l10n::text("mail-called-subject", &[]);
        self.emit(Kind::MailReceived { who: Some(incoming.from), subject, text });
        if incoming.chase {
            self.has_written(incoming.from);
        }
        if let Some(conversation) = incoming.conversation {
            self.conversation_held(conversation, false);
        }
    }

    pub(super) fn answer(&mut self) -> Result<(), Refusal> {
        let incoming = match &self.state.line {
            Line::Ringing(incoming) => incoming.clone(),
            _ => return Err(Refusal::NotRinging),
        };
        if matches!(self.state.work.as_ref().map(|work| &work.task), Some(Task::Walk(_) | Task::HangUp)) {
            return Err(Refusal::Busy);
        }
        self.hands_taken();
        self.interrupt_work();
        let who = incoming.from;
        let channel = incoming.channel;
        self.emit(Kind::CallAnswered { who, channel });
        let reached = self.person_reached(who, channel);
        let talk = Talk {
            who,
            channel,
            conversation: incoming.conversation,
            turn: Turn::Theirs(Then::Opening),
            incoming: true,
            unwritten: Vec::new(),
        };
        let opening = match incoming.conversation {
            Some(conversation) => self.words(&self.plan.conversation(conversation).says),
            None if self.plan.person(who).customer.is_some() => self.asks(who),
            None => self.plan.person(who).voice.call_back.clone(),
        };
        self.state.give_up_round += 1;
        self.line(Line::Talking(talk));
        self.caused_by(reached, |simulation| simulation.they_say(who, channel, opening, cost::OPENING));
        Ok(())
    }

    /// They speak for so long; the line moves on when they have finished.
    pub(super) fn they_say(&mut self, who: PersonId, channel: Channel, text: Text, span: Span) {
        self.emit(Kind::Said { who, channel, text, until: self.state.now + span });
        self.line_after(span);
    }

    pub(super) fn dial(&mut self, who: PersonId) -> Result<(), Refusal> {
        if !self.state.hands_free() || matches!(self.state.line, Line::Ringing(_)) {
            return Err(Refusal::Busy);
        }
        let Some(reach) = self.reach_now(who, Channel::Phone) else {
            return Err(Refusal::NoChannel);
        };
        self.hands_taken();
        let (outcome, after) = match reach.manner {
            Manner::Answers => (Outcome::PicksUp, reach.after),
            Manner::Silent | Manner::Dead => (Outcome::RingsOut, cost::RING_OUT),
            Manner::Voicemail => (Outcome::Voicemail, cost::RING_OUT / 2),
            Manner::Busy => (Outcome::Engaged { refused: false }, cost::TONE),
            Manner::Refused => (Outcome::Engaged { refused: true }, cost::TONE),
        };
        self.emit(Kind::Dialled { who });
        self.line(Line::Dialling { who, outcome });
        self.line_after(cost::DIAL + after);
        Ok(())
    }

    pub(super) fn line_moves_on(&mut self, round: u32) {
        if round != self.state.line_round {
            return;
        }
        match self.state.line.clone() {
            Line::Idle | Line::Ringing(_) => {}
            Line::Dialling { who, outcome } => self.dialled(who, outcome),
            Line::Talking(talk) => self.talk_moves_on(talk),
            Line::Voicemail { who, turn } => match turn {
                Turn::Theirs(_) => self.line(Line::Voicemail { who, turn: Turn::Yours }),
                Turn::Yours => {}
                Turn::Speaking(acts) => {
                    self.told(who, Channel::Phone, true, &acts);
                    self.state.person_quietly(who).voicemail = Some(acts);
                    if let Some((time, after)) = self.next_answer(who, Channel::Phone, self.state.now) {
                        self.queue.push(time + after.max(1), Due::CallBack(who));
                    }
                    self.emit(Kind::CallEnded { who, channel: Channel::Phone });
                    self.end_line();
                }
            },
        }
    }

    fn dialled(&mut self, who: PersonId, outcome: Outcome) {
        // A phone that rang for twenty seconds or more was tried, whatever came of it.
        match outcome {
            Outcome::PicksUp => {
                self.person_tried(who);
                let reached = self.person_reached(who, Channel::Phone);
                if let Some(acts) = self.state.person_quietly(who).voicemail.take() {
                    // They need not ring back about what they are asked now.
                    self.takes_in(who, &acts);
                }
                let conversation = self.why_they_rang(who);
                let talk = Talk {
                    who,
                    channel: Channel::Phone,
                    conversation,
                    turn: Turn::Theirs(if conversation.is_some() { Then::Opening } else { Then::Nothing }),
                    incoming: false,
                    unwritten: Vec::new(),
                };
                self.line(Line::Talking(talk));
                let opening = match conversation {
                    Some(conversation) => {
                        let says = self.words(&self.plan.conversation(conversation).says);
                        Text::join(&[l10n::text("voice-just-rang", &[]), says])
                    }
                    None => self.words(&self.plan.person(who).voice.hello),
                };
                self.caused_by(reached, |simulation| simulation.they_say(who, Channel::Phone, opening, cost::OPENING));
            }
            Outcome::RingsOut => {
                self.person_tried(who);
                self.emit(Kind::RangOut { who });
                self.end_line();
            }
            Outcome::Voicemail => {
                self.person_tried(who);
                self.emit(Kind::Voicemail { who });
                self.line(Line::Voicemail { who, turn: Turn::Theirs(Then::Nothing) });
                self.line_after(cost::GREETING);
            }
            Outcome::Engaged { refused } => {
                self.person_tried(who);
                self.emit(Kind::Busy { who, refused });
                self.end_line();
            }
        }
    }

    fn talk_moves_on(&mut self, talk: Talk) {
        let who = talk.who;
        match talk.turn.clone() {
            Turn::Yours => {}
            Turn::Theirs(then) => {
                self.set_turn(Turn::Yours);
                match then {
                    Then::Nothing => {}
                    Then::Opening => {
                        if let Some(conversation) = talk.conversation {
                            self.conversation_held(conversation, true);
                        }
                        self.voicemail_answered(who);
                    }
                    Then::Questions(acts) => self.questions_end(who, talk.channel, &acts),
                }
            }
            Turn::Speaking(acts) => {
                self.set_turn(Turn::Yours);
                self.heard_in_talk(&talk, &acts);
            }
        }
    }

    pub(super) fn set_turn(&mut self, turn: Turn) {
        match &mut self.state.line {
            Line::Talking(talk) => talk.turn = turn,
            Line::Voicemail { turn: current, .. } => *current = turn,
            _ => return,
        }
        self.state.line_round += 1;
    }

    pub(super) fn say(&mut self, acts: &[Act]) -> Result<(), Refusal> {
        self.check_message(acts)?;
        let (who, voicemail) = match &self.state.line {
            Line::Talking(Talk { who, turn: Turn::Yours, .. }) => (*who, false),
            Line::Voicemail { who, turn: Turn::Yours } => (*who, true),
            Line::Talking(_) | Line::Voicemail { .. } => return Err(Refusal::NotYourTurn),
            _ => return Err(Refusal::NoCall),
        };
        let span = if voicemail { cost::voicemail(acts) } else { cost::speech(&self.plan, &self.day, acts) };
        let acts = Acts::from(acts);
        self.emit(Kind::Speaking { who, acts: acts.clone(), until: self.state.now + span });
        self.set_turn(Turn::Speaking(acts));
        self.line_after(span);
        Ok(())
    }

    pub(super) fn hang_up(&mut self) -> Result<(), Refusal> {
        let (who, channel) = match &self.state.line {
            Line::Talking(Talk { turn: Turn::Speaking(_), .. }) | Line::Voicemail { turn: Turn::Speaking(_), .. } => {
                return Err(Refusal::NotYourTurn);
            }
            Line::Talking(talk) => (talk.who, talk.channel),
            Line::Voicemail { who, .. } | Line::Dialling { who, .. } => (*who, Channel::Phone),
            Line::Idle | Line::Ringing(_) => return Err(Refusal::NoCall),
        };
        // What they were still saying was heard: the facts of an opening are in its first words.
        if let Line::Talking(Talk { conversation: Some(conversation), turn: Turn::Theirs(Then::Opening), .. }) =
            &self.state.line
        {
            let conversation = *conversation;
            self.conversation_held(conversation, true);
        }
        self.emit(Kind::CallEnded { who, channel });
        if channel == Channel::Phone {
            self.begin(Task::HangUp, Acts::default(), cost::HANG_UP);
        }
        self.end_line();
        Ok(())
    }

    /// The line is free: a caller who knocked now rings, and work that was interrupted goes on.
    fn end_line(&mut self) {
        if let Line::Talking(talk) = &mut self.state.line {
            let who = talk.who;
            let forgotten = std::mem::take(&mut talk.unwritten);
            for fact in forgotten {
                self.emit(Kind::Forgotten { fact });
            }
            self.contact(who);
        }
        self.line(Line::Idle);
        if let Some(knock) = self.state.knock.take() {
            self.line(Line::Ringing(knock));
        }
        self.resume_work();
        self.hands_maybe_free();
    }

    /// The trainee is gone: the line falls silent, work is left.
    pub(super) fn leave_desk(&mut self) {
        let gone = match (&self.state.line, self.state.knock.take()) {
            (_, Some(knock)) => Some((knock.from, knock.channel)),
            (Line::Ringing(incoming), None) => Some((incoming.from, incoming.channel)),
            _ => None,
        };
        if let Some((who, channel)) = gone {
            self.emit(Kind::CallMissed { who, channel });
        }
        if let Line::Talking(Talk { who, channel, .. }) = self.state.line {
            self.emit(Kind::CallEnded { who, channel });
        }
        self.line(Line::Idle);
        self.state.work = None;
        self.state.work_round += 1;
        self.state.free_since = None;
    }

    pub(super) fn person_tried(&mut self, who: PersonId) {
        if self.state.person(who).tried.is_none() {
            self.state.people[who.index()].tried = Some(self.state.now);
        }
    }

    pub(super) fn person_reached(&mut self, who: PersonId, channel: Channel) -> u32 {
        if self.state.person(who).reached.is_none() {
            self.state.people[who.index()].reached = Some(self.state.now);
        }
        if matches!(channel, Channel::Phone | Channel::Visit) {
            let now = self.state.now;
            self.state.person_quietly(who).talked = Some(now);
        }
        self.emit(Kind::Reached { who, channel })
    }

    pub(super) fn rings_back(&mut self, who: PersonId) {
        if self.state.person(who).voicemail.is_some() {
            self.ring(Incoming {
                from: who,
                conversation: None,
                chase: false,
                rung: 0,
                first_rung: 0,
                channel: Channel::Phone,
            });
        }
    }
}
