//! The state of a run: flat, without a generator, cheap to clone.

use super::event::{Over, Task};
use super::message::Carried;
use super::noted::Noted;
use crate::id::*;
use crate::scenario::plan::{Acts, Channel, Duty, Plan, Severity};
use crate::scenario::topics::Topics;
use crate::text::Text;
use crate::time::Time;
use std::hash::Hash;

/// A call that comes in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Incoming {
    pub from: PersonId,
    /// What it is about; `None` for somebody who rings back about a message.
    pub conversation: Option<ConversationId>,
    /// The customer rings because they had to wait.
    pub chase: bool,
    /// How often it has rung.
    pub rung: u8,
    /// When it rang first.
    pub first_rung: Time,
    /// By phone, or by standing at the desk.
    pub channel: Channel,
}

/// Who is to speak in a talk.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(super) enum Turn {
    /// They say something; then their opening takes effect, or their questions end.
    Theirs(Then),
    /// The trainee may speak.
    Yours,
    /// The trainee speaks.
    Speaking(Acts),
}

/// What takes effect when they have finished speaking.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(super) enum Then {
    Nothing,
    /// Their opening statement: what one learns from the conversation.
    Opening,
    /// Their questions: they know all the trainee knows, and then consider what was asked of them.
    Questions(Acts),
}

/// A talk, on the phone or face to face.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(super) struct Talk {
    pub who: PersonId,
    pub channel: Channel,
    pub conversation: Option<ConversationId>,
    pub turn: Turn,
    /// Whether they rang.
    pub incoming: bool,
    /// What they said by word of mouth, until it is written down.
    pub unwritten: Vec<FactId>,
}

/// What comes of dialling, decided when the receiver is lifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Outcome {
    PicksUp,
    RingsOut,
    Voicemail,
    Engaged { refused: bool },
}

/// The phone line, or a talk face to face.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(super) enum Line {
    Idle,
    Ringing(Incoming),
    Dialling {
        who: PersonId,
        outcome: Outcome,
    },
    Talking(Talk),
    /// The greeting plays, then one may speak.
    Voicemail {
        who: PersonId,
        turn: Turn,
    },
}

/// Something the trainee's hands are busy with.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(super) struct Work {
    pub task: Task,
    /// Acts of a message being written.
    pub acts: Acts,
    /// When it will be finished; `None` while a call interrupts it.
    pub until: Option<Time>,
    /// What was left when it was interrupted.
    pub left: Time,
}

/// A letter on its way: a mail or a chat message of the trainee's.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(super) struct Letter {
    pub to: PersonId,
    pub channel: Channel,
    pub acts: Acts,
    pub sent: Time,
    /// Nobody in particular was asked: it is read as news.
    pub news: bool,
    pub scheduled: bool,
    pub read: bool,
}

/// A promise to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Promise {
    pub due: Time,
    /// Of restoration, not of the next word.
    pub estimate: bool,
    pub open: bool,
}

/// What is true of a person.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(super) struct PersonState {
    pub mood: i32,
    /// What the trainee has told them, read or not.
    pub told: Carried,
    /// What has reached them, from whomever, by fact.
    pub heard: Vec<bool>,
    pub tried: Option<Time>,
    pub reached: Option<Time>,
    /// They have drawn everything out by questions.
    pub questioned: bool,
    pub holds: Vec<Duty>,
    /// They said yes, and are of use by now.
    pub helping: bool,
    /// They have set out, or are here.
    pub set_out: bool,
    /// They are here.
    pub here: bool,
    /// Whom they are to ring.
    pub errand: Option<PersonId>,
    /// A voicemail waits to be answered by ringing back.
    pub voicemail: Option<Acts>,
    /// When they last heard something from this side.
    pub last_contact: Option<Time>,
    /// When the trainee was last on the line with them.
    pub talked: Option<Time>,
    /// What they will ring about, again when they got nobody before; each has its time in the queue.
    pub to_ring: Vec<Incoming>,
    /// When they last asked of their own accord.
    pub last_chase: Option<Time>,
    /// They have brought their matter forward.
    pub concerned: bool,
    pub promises: Vec<Promise>,
    pub chases: u32,
    pub broke_word: bool,
    pub confirmed: bool,
    /// Since when they know that it works.
    pub knows_it_works: Option<Time>,
    /// Since when it works for them.
    pub works_since: Option<Time>,
    /// Invalidates what was scheduled about their patience.
    pub patience_round: u32,
}

/// What is true of a deadline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct DeadlineState {
    pub work_from: Option<Time>,
    pub round: u32,
    pub done: bool,
    pub met: bool,
    pub missed: bool,
}

/// What is true of a system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct SystemState {
    pub down: bool,
    pub restored: bool,
}

/// What is true of a repair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct RepairState {
    pub allowed: bool,
    pub running: bool,
    pub done: bool,
    pub ended: bool,
    /// It makes things worse this time.
    pub destroys: bool,
    /// It has made things worse.
    pub destroyed: bool,
    /// Who begins it as soon as it is possible.
    pub awaited_by: Option<PersonId>,
}

/// The state of a run.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct State {
    pub(super) now: Time,
    pub(super) line: Line,
    pub(super) line_round: u32,
    pub(super) knock: Option<Incoming>,
    pub(super) give_up_round: u32,
    pub(super) work: Option<Work>,
    pub(super) work_round: u32,
    pub(super) free_since: Option<Time>,
    pub(super) knows: Noted<{ Topics::FACTS.0 }, Vec<bool>>,
    pub(super) people: Noted<{ Topics::PEOPLE.0 }, Vec<PersonState>>,
    pub(super) deadlines: Noted<{ Topics::DEADLINES.0 }, Vec<DeadlineState>>,
    pub(super) systems: Noted<{ Topics::SYSTEMS.0 }, Vec<SystemState>>,
    pub(super) repairs: Noted<{ Topics::REPAIRS.0 }, Vec<RepairState>>,
    pub(super) letters: Noted<{ Topics::LETTERS.0 }, Vec<Letter>>,
    /// When each item began: rings, fires, is learnt, ends, goes down, falls due.
    pub(super) began: Noted<{ Topics::ITEMS.0 }, Vec<Option<Time>>>,
    /// When each item happened: held, fired, looked at, read, ended.
    pub(super) done: Noted<{ Topics::ITEMS.0 }, Vec<Option<Time>>>,
    pub(super) started: Vec<bool>,
    pub(super) fired: Noted<{ Topics::FIRED.0 }, Vec<bool>>,
    /// Since when each `For` has held.
    pub(super) spells: Noted<{ Topics::SPELLS.0 }, Vec<Option<Time>>>,
    pub(super) severity: Noted<{ Topics::SEVERITY.0 }, Option<Severity>>,
    pub(super) board: Vec<Text>,
    pub(super) criteria: bool,
    pub(super) closed: Noted<{ Topics::CLOSED.0 }, bool>,
    pub(super) over: Option<Over>,
    pub(super) ending: Option<EndingId>,
    /// The ending a rule has chosen.
    pub(super) forced: Option<EndingId>,
    /// The desk is closed until then.
    pub(super) off_until: Option<Time>,
    /// Which gates were reached.
    pub(super) gates: Vec<bool>,
    /// The earliest wake-up that is scheduled.
    pub(super) wake: Option<Time>,
}

impl State {
    pub(super) fn new(plan: &Plan) -> State {
        let facts = plan.facts.len();
        let mut knows = vec![false; facts];
        knows[FactId::ME.index()] = true;
        for fact in &plan.knows {
            knows[fact.index()] = true;
        }
        let people = plan
            .people
            .iter()
            .map(|person| PersonState {
                mood: person.mood,
                told: Carried::default(),
                heard: vec![false; facts],
                tried: None,
                reached: None,
                questioned: false,
                holds: Vec::new(),
                helping: false,
                set_out: false,
                here: false,
                errand: None,
                voicemail: None,
                last_contact: None,
                talked: None,
                to_ring: Vec::new(),
                last_chase: None,
                concerned: false,
                promises: Vec::new(),
                chases: 0,
                broke_word: false,
                confirmed: false,
                knows_it_works: None,
                works_since: None,
                patience_round: 0,
            })
            .collect();
        State {
            now: 0,
            line: Line::Idle,
            line_round: 0,
            knock: None,
            give_up_round: 0,
            work: None,
            work_round: 0,
            free_since: Some(0),
            knows: Noted::new(knows),
            people: Noted::new(people),
            deadlines: Noted::new(vec![DeadlineState::default(); plan.deadlines.len()]),
            systems: Noted::new(vec![SystemState::default(); plan.systems.len()]),
            repairs: Noted::new(vec![RepairState::default(); plan.repairs.len()]),
            letters: Noted::new(Vec::new()),
            began: Noted::new(vec![None; plan.items.len()]),
            done: Noted::new(vec![None; plan.items.len()]),
            started: vec![false; plan.conversations.len()],
            fired: Noted::new(vec![false; plan.rules.len()]),
            spells: Noted::new(vec![None; usize::from(plan.spells)]),
            severity: Noted::new(None),
            board: plan.people.iter().map(|person| person.board.clone()).collect(),
            criteria: false,
            closed: Noted::new(false),
            over: None,
            ending: None,
            forced: None,
            off_until: None,
            gates: vec![false; plan.scoring.gates.len()],
            wake: None,
        }
    }

    /// What has been taken hold of to be changed since this was last asked.
    pub(super) fn take_notes(&mut self) -> Topics {
        self.knows.take_note()
            | self.people.take_note()
            | self.deadlines.take_note()
            | self.systems.take_note()
            | self.repairs.take_note()
            | self.letters.take_note()
            | self.began.take_note()
            | self.done.take_note()
            | self.fired.take_note()
            | self.spells.take_note()
            | self.severity.take_note()
            | self.closed.take_note()
    }

    pub(super) fn person(&self, id: PersonId) -> &PersonState {
        &self.people[id.index()]
    }

    /// To change what of a person no condition looks at, such as until when they wait: nothing is judged anew for it.
    pub(super) fn person_quietly(&mut self, id: PersonId) -> &mut PersonState {
        &mut self.people.quietly()[id.index()]
    }

    /// Whether the hands are free: nothing in hand, nobody on the line.
    pub(super) fn hands_free(&self) -> bool {
        self.work.is_none() && matches!(self.line, Line::Idle | Line::Ringing(_))
    }

    /// Whether the trainee knows a fact, the built-in ones included.
    pub(super) fn knows(&self, fact: FactId) -> bool {
        match fact {
            FactId::TRIED => self.done_anything(),
            FactId::CALLED => self.people.iter().any(|person| person.tried.is_some()),
            FactId::SEVERITY => self.severity.is_some(),
            _ => self.knows[fact.index()],
        }
    }

    fn done_anything(&self) -> bool {
        self.knows[FactId::TRIED.index()]
    }

    /// A hash of the whole state, to compare runs by. The same on every build, not across versions of the program.
    pub fn digest(&self) -> u128 {
        super::canonical::digest(|hasher| self.hash(hasher))
    }
}
