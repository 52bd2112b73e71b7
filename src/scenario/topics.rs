//! What of a run a condition looks at: so that nothing is judged again before something it looks at has changed.

use super::plan::{Condition, Moment, Plan};
use std::ops::{BitAnd, BitOr, BitOrAssign};

/// A set of the parts of a run's state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Topics(pub u16);

#[expect(missing_docs, reason = "named after the fields of the state")]
impl Topics {
    pub const NONE: Topics = Topics(0);
    pub const CLOCK: Topics = Topics(1);
    pub const ITEMS: Topics = Topics(1 << 1);
    pub const FACTS: Topics = Topics(1 << 2);
    pub const PEOPLE: Topics = Topics(1 << 3);
    pub const REPAIRS: Topics = Topics(1 << 4);
    pub const SYSTEMS: Topics = Topics(1 << 5);
    pub const DEADLINES: Topics = Topics(1 << 6);
    pub const SEVERITY: Topics = Topics(1 << 7);
    pub const CLOSED: Topics = Topics(1 << 8);
    pub const SPELLS: Topics = Topics(1 << 9);
    pub const FIRED: Topics = Topics(1 << 10);
    pub const LETTERS: Topics = Topics(1 << 11);
    pub const ALL: Topics = Topics(u16::MAX);

    /// Whether the two sets have anything in common.
    pub fn meet(self, other: Topics) -> bool {
        self.0 & other.0 != 0
    }

    /// These if `so`, else none.
    pub fn only_if(self, so: bool) -> Topics {
        if so { self } else { Topics::NONE }
    }

    /// What a condition looks at, what its children look at included.
    pub fn of(condition: &Condition) -> Topics {
        match condition {
            Condition::All(children) | Condition::Any(children) => Topics::of_each(children.iter()),
            Condition::Not(child) | Condition::Within(_, child) => Topics::of(child),
            Condition::For(_, _, child) => Topics::SPELLS | Topics::CLOCK | Topics::of(child),
            Condition::After(moment) | Condition::Before(moment) => Topics::of_moment(moment),
            Condition::Happened(_) => Topics::ITEMS,
            // Whether anything was tried or anybody called is a fact, too.
            Condition::Knows(_) => Topics::FACTS | Topics::PEOPLE | Topics::SEVERITY,
            Condition::Quiet(..) => Topics::PEOPLE | Topics::CLOCK,
            Condition::Told(..)
            | Condition::Tried(_)
            | Condition::Reached(_)
            | Condition::Helping(_)
            | Condition::Here(_)
            | Condition::Holds(..)
            | Condition::Chased(_)
            | Condition::BrokeWord(_)
            | Condition::Confirmed(_)
            | Condition::Mood(..) => Topics::PEOPLE,
            Condition::Allowed(_) | Condition::Done(_) | Condition::Destroyed(_) => Topics::REPAIRS,
            Condition::Down(_) | Condition::Restored(_) => Topics::SYSTEMS,
            Condition::Met(_) | Condition::Missed(_) => Topics::DEADLINES,
            Condition::Declared(_) => Topics::SEVERITY,
            Condition::Closed => Topics::CLOSED,
            Condition::Ending(_) | Condition::Score(_) | Condition::Bar(..) => Topics::NONE,
        }
    }

    fn of_each<'a>(conditions: impl Iterator<Item = &'a Condition>) -> Topics {
        conditions.map(Topics::of).fold(Topics::NONE, Topics::bitor)
    }

    fn of_moment(moment: &Moment) -> Topics {
        Topics::CLOCK | Topics::ITEMS.only_if(moment.anchor.is_some())
    }
}

impl BitOr for Topics {
    type Output = Topics;
    fn bitor(self, other: Topics) -> Topics {
        Topics(self.0 | other.0)
    }
}

impl BitAnd for Topics {
    type Output = Topics;
    fn bitand(self, other: Topics) -> Topics {
        Topics(self.0 & other.0)
    }
}

impl BitOrAssign for Topics {
    fn bitor_assign(&mut self, other: Topics) {
        self.0 |= other.0;
    }
}

/// What each thing of a scenario looks at that is brought up to date as a run goes on.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "named after the lists of the plan")]
pub struct Watch {
    pub spells: Vec<Topics>,
    /// Those that begin by themselves.
    pub conversations: Vec<(usize, Topics)>,
    pub rules: Vec<Topics>,
    pub gates: Vec<Topics>,
    /// What is judged anew when somebody has heard from this side: nothing, unless a condition asks for how long they have
    /// not.
    pub contacts: Topics,
    /// What any spell, conversation, rule or gate looks at.
    pub any: Any,
    /// What others were asked to do.
    pub repairs: Topics,
    /// Whether it works for the customers, and the deadlines of those who are none.
    pub customers: Topics,
    /// When letters are read.
    pub letters: Topics,
    /// What the next moment hangs on at which the clock alone changes anything.
    pub clock: Topics,
    /// Whether the clock alone can change anything of it: of spells, conversations, rules, gates, deadlines, repairs.
    pub by_the_clock: ByTheClock,
}

/// What the things of a list look at together: a list that looks at nothing that has changed is passed over as a whole.
#[derive(Clone, Copy, Debug, Default)]
#[expect(missing_docs, reason = "named after the lists of the plan")]
pub struct Any {
    pub spells: Topics,
    pub conversations: Topics,
    pub rules: Topics,
    pub gates: Topics,
}

/// The places of what the clock alone can change.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "named after the lists of the plan")]
pub struct ByTheClock {
    pub spells: Vec<usize>,
    pub conversations: Vec<usize>,
    pub rules: Vec<usize>,
    pub gates: Vec<usize>,
    pub deadlines: Vec<usize>,
    pub repairs: Vec<usize>,
}

impl Watch {
    /// For a scenario.
    pub fn of(plan: &Plan) -> Watch {
        let timed = |topics: &[Topics]| -> Vec<usize> {
            (0..topics.len()).filter(|place| topics[*place].meet(Topics::CLOCK)).collect()
        };
        let spells: Vec<Topics> =
            plan.spell_conditions.iter().map(|child| Topics::of(child) | Topics::SPELLS).collect();
        let talks = plan.conversations.iter().enumerate();
        let conversations: Vec<(usize, Topics)> =
            talks.filter_map(|(place, talk)| Some((place, Topics::of(talk.when.as_ref()?)))).collect();
        // A rule that may fire again is judged anew then.
        let rules: Vec<Topics> = plan.rules.iter().map(|rule| Topics::of(&rule.when) | Topics::FIRED).collect();
        let gates: Vec<Topics> = plan.scoring.gates.iter().map(|gate| Topics::of(&gate.when)).collect();
        let of_repairs: Vec<Topics> =
            plan.repairs.iter().map(|repair| repair.when.as_ref().map_or(Topics::NONE, Topics::of)).collect();
        let of_deadlines: Vec<Topics> = plan.deadlines.iter().map(|deadline| Topics::of(&deadline.done)).collect();
        let stretches = plan.people.iter().flat_map(|person| person.reach.iter().flatten().flatten());
        let letters = stretches.fold(Topics::LETTERS, |letters, stretch| {
            let ends = stretch.until.as_ref().is_some_and(|until| until.anchor.is_some());
            letters | stretch.when.as_ref().map_or(Topics::NONE, Topics::of) | Topics::ITEMS.only_if(ends)
        });
        let all = |topics: &[Topics]| topics.iter().copied().fold(Topics::NONE, Topics::bitor);
        let by_the_clock = ByTheClock {
            spells: timed(&spells),
            conversations: conversations
                .iter()
                .filter(|(_, topics)| topics.meet(Topics::CLOCK))
                .map(|(place, _)| *place)
                .collect(),
            rules: timed(&rules),
            gates: timed(&gates),
            deadlines: timed(&of_deadlines),
            repairs: timed(&of_repairs),
        };
        Watch {
            repairs: all(&of_repairs) | Topics::REPAIRS,
            customers: all(&of_deadlines) | Topics::DEADLINES,
            letters,
            clock: moved_by(plan)
                | Topics::CLOCK
                | Topics::FIRED.only_if(!by_the_clock.rules.is_empty())
                | Topics::REPAIRS.only_if(!by_the_clock.repairs.is_empty()),
            by_the_clock,
            contacts: contacts(plan),
            any: Any {
                spells: all(&spells),
                conversations: conversations.iter().fold(Topics::NONE, |any, (_, topics)| any | *topics),
                rules: all(&rules),
                gates: all(&gates),
            },
            spells,
            conversations,
            rules,
            gates,
        }
    }
}

fn contacts(plan: &Plan) -> Topics {
    let mut asked = false;
    plan.each_condition(&mut |condition| asked |= matches!(condition, Condition::Quiet(..)));
    Topics::PEOPLE.only_if(asked)
}

/// What moves the moments at which the clock alone changes something: the items and last contacts from which they are
/// counted, and the beginnings of spells. All else only takes away from them.
fn moved_by(plan: &Plan) -> Topics {
    let mut moved = Topics::NONE;
    plan.each_condition(&mut |condition| {
        moved |= match condition {
            Condition::After(moment) | Condition::Before(moment) => Topics::ITEMS.only_if(moment.anchor.is_some()),
            Condition::Quiet(..) => Topics::PEOPLE,
            Condition::For(..) => Topics::SPELLS,
            _ => Topics::NONE,
        };
    });
    moved
}
