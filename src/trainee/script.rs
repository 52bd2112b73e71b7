//! A trainee that plays by a list: those of a scenario file, and scripts written elsewhere.

use super::hand::{Hand, OnRing};
use crate::id::ConversationId;
use crate::scenario::plan::{Channel, Plan, Step};
use crate::sim::desk::{Line, Outcome};
use crate::sim::{Command, Simulation};
use crate::text::Text;
use crate::time::Time;
use std::sync::Arc;

/// What a list came to.
pub struct Played {
    /// The run.
    pub simulation: Simulation,
    /// Every command, with its time.
    pub log: Vec<(Time, Command)>,
    /// Notes of the list, with the time at which they stand.
    pub notes: Vec<(Time, Text)>,
}

/// Plays a list to the end of the run. Calls that no step answers ring in vain.
pub fn play(plan: Arc<Plan>, seed: u64, steps: &[Step]) -> Played {
    let mut hand = Hand::new(plan, seed, OnRing::Ignore);
    let mut notes = Vec::new();
    steps_of(&mut hand, steps, &mut notes);
    // What is left of the day passes by.
    while !hand.is_over() {
        hand.wait_until(Time::MAX, |_| false);
    }
    Played { simulation: hand.simulation, log: hand.log, notes }
}

fn steps_of(hand: &mut Hand, steps: &[Step], notes: &mut Vec<(Time, Text)>) {
    for step in steps {
        if hand.is_over() {
            return;
        }
        match step {
            Step::Answer(conversation, acts) => {
                wait_for_ring(hand, *conversation);
                if hand.rings() && hand.act(Command::Answer) {
                    hand.say(acts.clone());
                    hand.hang_up();
                }
            }
            Step::Answering(acts) => hand.on_ring = OnRing::Say(acts.clone()),
            Step::Call(who, acts) => {
                hand.call(*who, acts.clone(), true);
            }
            Step::Mail(to, acts) => {
                hand.write(Channel::Mail, to.iter().flatten().copied().collect(), acts.clone());
            }
            Step::Chat(to, acts) => {
                let acts = hand.possible(acts.clone());
                hand.perform(Command::Chat(to.clone(), acts));
            }
            Step::Visit(who, acts) => {
                if hand.walk_to(*who)
                    && hand.desk.last_attempt(*who).is_some_and(|attempt| attempt.outcome == Outcome::Reached)
                {
                    hand.say(acts.clone());
                    hand.hang_up();
                }
            }
            Step::Look(look) => {
                hand.perform(Command::Look(*look));
            }
            Step::Read(document) => {
                hand.perform(Command::Read(*document));
            }
            Step::Repair(repair) => {
                hand.perform(Command::Repair(*repair));
            }
            Step::Join(facts) => {
                hand.perform(Command::Join(facts.clone()));
            }
            Step::Declare(level) => {
                hand.perform(Command::Declare(*level));
            }
            Step::Wait(span) => hand.wait(*span),
            Step::WaitFor(condition) => wait_for(hand, condition),
            Step::When(condition, steps) => {
                if hand.simulation.holds(condition) {
                    steps_of(hand, steps, notes);
                }
            }
            Step::Note(text) => notes.push((hand.now(), text.clone())),
            Step::Close => {
                hand.finish();
                hand.act(Command::Close);
            }
        }
    }
}

fn wait_for_ring(hand: &mut Hand, conversation: ConversationId) {
    let from = hand.plan().conversation(conversation).from;
    hand.wait_until(Time::MAX, |hand| matches!(&hand.desk.line, Line::Ringing { who, .. } if Some(*who) == from));
}

fn wait_for(hand: &mut Hand, condition: &crate::scenario::plan::Condition) {
    while !hand.is_over() && !hand.simulation.holds(condition) {
        // The condition may hang on something unseen, or on the clock: every due time is looked at.
        let next = [hand.simulation.next_time(), hand.simulation.next_change(condition)].into_iter().flatten().min();
        match next {
            Some(next) => hand.wait_until(next.max(hand.now() + 1), |hand| hand.simulation.holds(condition)),
            None => return,
        }
    }
}
