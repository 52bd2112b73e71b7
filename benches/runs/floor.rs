//! The day of `callers.ron` written out by hand: how fast it could be at best.
//!
//! The same people, the same trainee and the same luck, as one loop over a `BinaryHeap`. There is no plan that is read, no
//! condition that is asked, no text that is carried along: what the scenario says stands in the code. The names are those
//! of the simulation, so that the two can be read side by side.

use shikyu::sim::luck::{Key, Luck};
use std::cell::{Cell, RefCell};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// Seconds since the day began.
type Time = i64;

const MINUTE: Time = 60;
const END: Time = 8 * 60 * MINUTE;

const DIAL: Time = 10;
const RING_OUT: Time = 40;
const TONE: Time = 5;
const OPENING: Time = 20;
const ACT: Time = 10;
const ANSWER: Time = 10;
const HANG_UP: Time = 5;
const GREETING: Time = 15;
const VOICEMAIL_ITEM: Time = 5;
const MAIL: Time = 90;
const MAIL_ITEM: Time = 15;
const RINGS: Time = 60;
const RINGS_AGAIN: Time = 5 * MINUTE;
const RINGS_TIMES: u8 = 4;
const GRACE: Time = MINUTE;
const CHASES_BROKEN: Time = 5 * MINUTE;
const LEAST_PATIENCE: Time = 10 * MINUTE;
const HAS_WRITTEN: Time = 20 * MINUTE;
/// Who has asked so often asks as rarely as at first.
const GIVES_UP_ASKING: u32 = 4;
/// What the trainee promises to customers who ring.
const PROMISED: Time = 25 * MINUTE;
/// How long after the engineer was reached the tills are back.
const PUT_RIGHT: Time = 40 * MINUTE;
/// A mail to more people than this is read and not answered.
const NOBODY_S: usize = 2;

// The people, in the order of the directory. The first two are customers who wait.
const SHOP: u8 = 0;
const BAKERY: u8 = 1;
const SCHOOL: u8 = 2;
const CLINIC: u8 = 3;
const LIBRARY: u8 = 4;
const TOWN_HALL: u8 = 5;
const LEADER: u8 = 6;
const ENGINEER: u8 = 7;
const NETWORK: u8 = 8;
const ACCOUNTS: u8 = 9;
const PEOPLE: usize = 10;
const WAITING: u8 = 2;
/// Stands where an event is about nobody in particular.
pub const NOBODY: u8 = u8::MAX;

/// Who rings, in the order of the conversations.
const CALLERS: [u8; 10] = [SHOP, BAKERY, SCHOOL, CLINIC, LIBRARY, TOWN_HALL, SCHOOL, CLINIC, LIBRARY, TOWN_HALL];

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// The phone rings here, or knocks.
    CallIncoming,
    /// The trainee lifted the receiver.
    CallAnswered,
    /// Nobody lifted it.
    CallMissed,
    /// A call or a voicemail is over.
    CallEnded,
    /// The trainee rang somebody.
    Dialled,
    /// It rang out.
    RangOut,
    /// Engaged.
    Busy,
    /// A voicemail took the call.
    Voicemail,
    /// They answered.
    Reached,
    /// A mail left.
    MailSent,
    /// A mail came.
    MailReceived,
    /// The log was looked at.
    Inspected,
    /// The next word was promised.
    PromiseMade,
    /// It came in time.
    PromiseKept,
    /// It did not.
    PromiseBroken,
    /// The customer had to ask.
    CustomerChased,
    /// The tills went down.
    ServiceDown,
    /// They are back.
    ServiceRestored,
    /// The customer knows it.
    CustomerKnows,
    /// Their work is finished.
    CustomerDone,
    /// In time.
    DeadlineMet,
    /// Too late.
    DeadlineMissed,
    /// How the day ended; `who` is the number of the ending.
    Ending,
}

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub t: i64,
    /// What.
    pub kind: Kind,
    /// With whom, by their place in the directory, or [`NOBODY`].
    pub who: u8,
}

/// What a day came to.
pub struct Outcome {
    /// The seed it was played under.
    pub seed: u64,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// How much was taken from the queue.
    pub taken: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Answers,
    Silent,
    Voicemail,
    Busy,
}

#[derive(Clone, Copy)]
struct Stretch {
    manner: Manner,
    until: Time,
    after: Time,
}

const fn stretch(manner: Manner, until: Time) -> Stretch {
    Stretch { manner, until, after: 0 }
}

const fn answers(until: Time, after: Time) -> Stretch {
    Stretch { manner: Manner::Answers, until, after }
}

/// Stands where a person has fewer stretches than others; as the day is over by then, it is never asked.
const NONE: Stretch = stretch(Manner::Silent, END);

/// What is drawn for, in the order in which it is drawn: hashed before any day is played.
pub struct Keys(Vec<Key>);

impl Keys {
    /// Hashes them.
    pub fn new() -> Keys {
        let keys = RefCell::new(Vec::new());
        Draws::by(|key, least, _| {
            keys.borrow_mut().push(Key::of(key));
            least
        });
        Keys(keys.into_inner())
    }
}

/// The luck of a day.
pub struct Draws {
    down: Time,
    back: Time,
    look: Time,
    rings: [Time; CALLERS.len()],
    patience: [Time; WAITING as usize],
    notices: [Time; WAITING as usize],
    takes: [Time; WAITING as usize],
    phone: [[Stretch; 5]; PEOPLE],
    mail: [[Stretch; 4]; PEOPLE],
}

impl Draws {
    /// Draws what the day needs.
    pub fn new(keys: &Keys, seed: u64) -> Draws {
        let luck = Luck::of(seed);
        let next = Cell::new(0_usize);
        Draws::by(|_, least, most| {
            let place = next.get();
            next.set(place + 1);
            luck.draw(keys.0[place], least, most)
        })
    }

    /// What the day needs, by the keys of the scenario.
    fn by(draw: impl Fn(&str, i64, i64) -> i64) -> Draws {
        // From so many minutes to so many: since 9:00 for a time of day, else of a span.
        let minutes = |key: &str, least: i64, most: i64| draw(key, least * MINUTE, most * MINUTE);
        let seconds = |key: &str, least: i64, most: i64| draw(key, least, most);
        let odds = |key: &str, odds: i64, manner: Manner, otherwise: Manner| {
            if draw(key, 1, 100) > odds { otherwise } else { manner }
        };
        let mut phone = [[NONE; 5]; PEOPLE];
        let mut mail = [[NONE; 4]; PEOPLE];
        phone[usize::from(SHOP)][0] = answers(END, seconds("shop.phone.0.after", 5, 20));
        mail[usize::from(SHOP)][0] = answers(END, minutes("shop.mail.0.after", 10, 35));
        phone[usize::from(BAKERY)] = [
            stretch(Manner::Silent, minutes("bakery.phone.0.until", 50, 75)),
            Stretch {
                manner: odds("bakery.phone.1.odds", 80, Manner::Answers, Manner::Busy),
                until: minutes("bakery.phone.1.until", 180, 200),
                after: seconds("bakery.phone.1.after", 10, 30),
            },
            answers(END, seconds("bakery.phone.2.after", 5, 15)),
            NONE,
            NONE,
        ];
        mail[usize::from(BAKERY)] = [
            stretch(Manner::Silent, minutes("bakery.mail.0.until", 120, 150)),
            answers(END, minutes("bakery.mail.1.after", 15, 50)),
            NONE,
            NONE,
        ];
        phone[usize::from(LEADER)] = [
            stretch(Manner::Silent, minutes("leader.phone.0.until", 40, 80)),
            answers(minutes("leader.phone.1.until", 165, 195), seconds("leader.phone.1.after", 5, 20)),
            stretch(Manner::Voicemail, minutes("leader.phone.2.until", 240, 270)),
            Stretch {
                manner: odds("leader.phone.3.odds", 70, Manner::Answers, Manner::Busy),
                until: END,
                after: seconds("leader.phone.3.after", 10, 25),
            },
            NONE,
        ];
        mail[usize::from(LEADER)] = [
            stretch(Manner::Silent, minutes("leader.mail.0.until", 60, 100)),
            answers(minutes("leader.mail.1.until", 180, 200), minutes("leader.mail.1.after", 5, 25)),
            stretch(Manner::Silent, minutes("leader.mail.2.until", 240, 280)),
            answers(END, minutes("leader.mail.3.after", 10, 40)),
        ];
        phone[usize::from(ENGINEER)] = [
            stretch(Manner::Voicemail, minutes("engineer.phone.0.until", 50, 110)),
            stretch(Manner::Busy, minutes("engineer.phone.1.until", 130, 150)),
            Stretch {
                manner: odds("engineer.phone.2.odds", 60, Manner::Answers, Manner::Silent),
                until: minutes("engineer.phone.2.until", 225, 255),
                after: seconds("engineer.phone.2.after", 8, 30),
            },
            stretch(Manner::Silent, minutes("engineer.phone.3.until", 280, 310)),
            answers(END, seconds("engineer.phone.4.after", 5, 20)),
        ];
        mail[usize::from(ENGINEER)] = [
            stretch(Manner::Silent, minutes("engineer.mail.0.until", 150, 210)),
            answers(300 * MINUTE, minutes("engineer.mail.1.after", 10, 30)),
            stretch(Manner::Silent, minutes("engineer.mail.2.until", 330, 360)),
            answers(END, minutes("engineer.mail.3.after", 5, 20)),
        ];
        phone[usize::from(NETWORK)] = [
            Stretch {
                manner: odds("network.phone.0.odds", 75, Manner::Answers, Manner::Voicemail),
                until: minutes("network.phone.0.until", 60, 90),
                after: seconds("network.phone.0.after", 5, 15),
            },
            stretch(Manner::Silent, minutes("network.phone.1.until", 210, 250)),
            answers(minutes("network.phone.2.until", 360, 380), seconds("network.phone.2.after", 5, 25)),
            stretch(Manner::Voicemail, END),
            NONE,
        ];
        mail[usize::from(NETWORK)] = [
            answers(minutes("network.mail.0.until", 90, 120), minutes("network.mail.0.after", 10, 30)),
            stretch(Manner::Silent, minutes("network.mail.1.until", 230, 260)),
            answers(END, minutes("network.mail.2.after", 10, 30)),
            NONE,
        ];
        phone[usize::from(ACCOUNTS)] = [
            stretch(Manner::Busy, minutes("accounts.phone.0.until", 30, 50)),
            Stretch {
                manner: odds("accounts.phone.1.odds", 50, Manner::Answers, Manner::Silent),
                until: minutes("accounts.phone.1.until", 120, 140),
                after: seconds("accounts.phone.1.after", 10, 30),
            },
            stretch(Manner::Voicemail, minutes("accounts.phone.2.until", 160, 190)),
            stretch(Manner::Silent, minutes("accounts.phone.3.until", 230, 245)),
            Stretch {
                manner: odds("accounts.phone.4.odds", 85, Manner::Answers, Manner::Voicemail),
                until: END,
                after: seconds("accounts.phone.4.after", 5, 15),
            },
        ];
        mail[usize::from(ACCOUNTS)] = [
            stretch(Manner::Silent, minutes("accounts.mail.0.until", 45, 75)),
            answers(minutes("accounts.mail.1.until", 150, 180), minutes("accounts.mail.1.after", 10, 40)),
            stretch(Manner::Silent, minutes("accounts.mail.2.until", 240, 260)),
            answers(END, minutes("accounts.mail.3.after", 15, 45)),
        ];
        Draws {
            down: minutes("tills.down", 2, 6),
            back: minutes("put_right.when.1.after", 260, 300),
            look: minutes("till_log.takes", 3, 8),
            rings: [
                minutes("shop_calls.when.after", 7, 15),
                minutes("bakery_calls.when.after", 12, 40),
                minutes("school_one.when.after", 10, 50),
                minutes("clinic_one.when.after", 20, 70),
                minutes("library_one.when.after", 50, 90),
                minutes("town_hall_one.when.after", 70, 120),
                minutes("school_two.when.after", 100, 140),
                minutes("clinic_two.when.after", 130, 170),
                minutes("library_two.when.after", 150, 210),
                minutes("town_hall_two.when.after", 200, 250),
            ],
            patience: [minutes("shop.patience", 12, 18), minutes("bakery.patience", 20, 30)],
            notices: [minutes("shop.notices", 4, 9), minutes("bakery.notices", 10, 20)],
            takes: [minutes("payout.takes", 150, 255), minutes("orders.takes", 135, 270)],
            phone,
            mail,
        }
    }
}

/// What the trainee does, in order.
#[derive(Clone, Copy)]
enum Step {
    Wait(Time),
    Look,
    /// To whom, of how many items, and what it promises.
    Mail(&'static [u8], i64, Option<Time>),
    /// Whom, how many things are said, and what they promise.
    Call(u8, i64, Option<Time>),
    /// So many steps are for a day on which the engineer was not reached yet.
    UnlessReached(usize),
}

static SCRIPT: [Step; 36] = [
    Step::Wait(8 * MINUTE),
    Step::Look,
    Step::Mail(&[LEADER], 1, None),
    Step::Call(ENGINEER, 2, None),
    Step::Call(LEADER, 1, None),
    Step::Mail(&[ENGINEER], 2, None),
    Step::Call(ACCOUNTS, 1, None),
    Step::Wait(12 * MINUTE),
    Step::Call(SHOP, 1, Some(30 * MINUTE)),
    Step::Mail(&[LEADER, NETWORK, ACCOUNTS], 1, None),
    Step::Call(BAKERY, 1, Some(40 * MINUTE)),
    Step::Call(NETWORK, 1, None),
    Step::Look,
    Step::Mail(&[NETWORK, ACCOUNTS], 1, None),
    Step::Wait(15 * MINUTE),
    Step::Call(LEADER, 1, None),
    Step::Call(SHOP, 1, Some(30 * MINUTE)),
    Step::UnlessReached(1),
    Step::Call(ENGINEER, 2, None),
    Step::Mail(&[BAKERY], 1, Some(50 * MINUTE)),
    Step::Wait(20 * MINUTE),
    Step::Call(ACCOUNTS, 1, None),
    Step::Call(SHOP, 1, Some(40 * MINUTE)),
    Step::Look,
    Step::UnlessReached(2),
    Step::Call(ENGINEER, 2, None),
    Step::Wait(5 * MINUTE),
    Step::Call(BAKERY, 1, Some(30 * MINUTE)),
    Step::Wait(25 * MINUTE),
    Step::Mail(&[SHOP], 1, Some(60 * MINUTE)),
    Step::Call(NETWORK, 1, None),
    Step::Wait(40 * MINUTE),
    Step::UnlessReached(1),
    Step::Call(ENGINEER, 2, None),
    Step::Mail(&[ACCOUNTS], 2, None),
    // What is left of the day passes by.
    Step::Wait(END),
];

/// Something that falls due.
#[derive(Clone, Copy)]
enum Due {
    Down,
    Mend,
    Conversation(u8),
    GiveUp(u32),
    RingAgain(u8),
    CallBack(u8),
    Letter(u8, Option<Time>),
    Line,
    Task(u32),
    /// The trainee looks up: the receiver lies on its rest, or a wait is over.
    LooksUp,
    Notice(u8),
    WorkDone(u8),
    Patience(u8, u32),
    Promise(u8, u32),
    Close,
}

impl Due {
    fn priority(self) -> u8 {
        match self {
            Due::Down | Due::WorkDone(_) => 0,
            Due::Patience(..) | Due::Promise(..) | Due::Close => 2,
            Due::Conversation(_) | Due::Mend => 3,
            _ => 1,
        }
    }
}

struct Entry {
    key: Reverse<(Time, u8, u32)>,
    due: Due,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Entry) -> bool {
        self.key == other.key
    }
}
impl Eq for Entry {}
impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Entry) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Entry {
    fn cmp(&self, other: &Entry) -> Ordering {
        self.key.cmp(&other.key)
    }
}

/// A call that comes in.
#[derive(Clone, Copy)]
struct Call {
    who: u8,
    about_something: bool,
    chase: bool,
    rung: u8,
    first_rung: Time,
}

impl Call {
    fn new(who: u8, about_something: bool, chase: bool) -> Call {
        Call { who, about_something, chase, rung: 0, first_rung: 0 }
    }
}

#[derive(Clone, Copy)]
enum Stage {
    Dialling(Manner),
    Hello,
    Opening,
    Greeting,
    MyTurn,
    MyTurnOnVoicemail,
    Speaking,
    SpeakingToVoicemail,
    Answering,
    Said,
}

#[derive(Clone, Copy)]
struct Talk {
    stage: Stage,
    who: u8,
    about_something: bool,
    items: i64,
    promise: Option<Time>,
}

#[derive(Clone, Copy)]
struct Work {
    step: Step,
    left: Time,
    until: Time,
}

/// What is gone back to after a call.
#[derive(Clone, Copy)]
enum Then {
    NextStep,
    /// The next step, before which whoever rang was answered.
    StepAfterAnswer,
    Wait(Time),
    Work,
}

#[derive(Clone, Copy)]
enum Hand {
    Free(Then),
    Talks(Then),
    /// The receiver, until when it cannot be lifted.
    LaysDown(Time, Then),
}

struct Person {
    talked: Time,
    /// What they will ring about, again.
    to_ring: Vec<Call>,
    voicemail: bool,
}

#[derive(Clone, Copy)]
struct Promise {
    due: Time,
    open: bool,
}

struct Customer {
    concerned: bool,
    knows_it_works: bool,
    done: bool,
    chases: u32,
    last_contact: Time,
    last_chase: Time,
    patience_round: u32,
    promises: Vec<Promise>,
}

struct Day<'a> {
    draws: &'a Draws,
    queue: BinaryHeap<Entry>,
    pushed: u32,
    taken: u64,
    now: Time,
    events: Vec<Event>,
    people: [Person; PEOPLE],
    customers: [Customer; WAITING as usize],
    ringing: Option<Call>,
    knock: Option<Call>,
    give_up_round: u32,
    talk: Option<Talk>,
    work: Option<Work>,
    work_round: u32,
    hand: Hand,
    step: usize,
    engineer_reached: bool,
    restored: bool,
    over: bool,
}

/// Plays a day.
pub fn run(seed: u64, draws: &Draws) -> Outcome {
    let customer = || Customer {
        concerned: false,
        knows_it_works: false,
        done: false,
        chases: 0,
        last_contact: 0,
        last_chase: 0,
        patience_round: 0,
        promises: Vec::with_capacity(16),
    };
    let mut day = Day {
        draws,
        queue: BinaryHeap::with_capacity(64),
        pushed: 0,
        taken: 0,
        now: 0,
        events: Vec::with_capacity(256),
        people: std::array::from_fn(|_| Person { talked: -1, to_ring: Vec::new(), voicemail: false }),
        customers: [customer(), customer()],
        ringing: None,
        knock: None,
        give_up_round: 0,
        talk: None,
        work: None,
        work_round: 0,
        hand: Hand::Free(Then::NextStep),
        step: 0,
        engineer_reached: false,
        restored: false,
        over: false,
    };
    day.push(draws.down, Due::Down);
    day.push(draws.back, Due::Mend);
    day.push(END, Due::Close);
    for (number, time) in draws.rings.iter().enumerate() {
        day.push(*time, Due::Conversation(number as u8));
    }
    day.act();
    while let Some(entry) = day.queue.pop() {
        day.taken += 1;
        day.now = entry.key.0.0;
        day.fall_due(entry.due);
        if day.over {
            break;
        }
        // The trainee sees a second once all of it has happened.
        if day.queue.peek().is_none_or(|next| next.key.0.0 != day.now) {
            day.act();
        }
    }
    Outcome { seed, events: day.events, taken: day.taken }
}

impl Day<'_> {
    fn push(&mut self, time: Time, due: Due) {
        self.pushed += 1;
        self.queue.push(Entry { key: Reverse((time, due.priority(), self.pushed)), due });
    }

    fn emit(&mut self, kind: Kind, who: u8) {
        self.events.push(Event { t: self.now, kind, who });
    }

    fn fall_due(&mut self, due: Due) {
        match due {
            Due::Down => self.emit(Kind::ServiceDown, NOBODY),
            Due::Mend => self.comes_back(),
            Due::Conversation(number) => self.ring(Call::new(CALLERS[usize::from(number)], true, false)),
            Due::GiveUp(round) => self.caller_gives_up(round),
            Due::RingAgain(who) => {
                let meant = &mut self.people[usize::from(who)].to_ring;
                if !meant.is_empty() {
                    let call = meant.remove(0);
                    self.ring(call);
                }
            }
            Due::CallBack(who) => {
                if self.people[usize::from(who)].voicemail {
                    self.ring(Call::new(who, false, false));
                }
            }
            Due::Letter(who, promise) => {
                if let Some(span) = promise {
                    self.hear(who, span);
                }
                self.reached(who);
                self.emit(Kind::MailReceived, who);
                self.contact(who);
            }
            Due::Line => self.line_moves_on(),
            Due::Task(round) => self.task_finished(round),
            Due::LooksUp => {}
            Due::Notice(who) => {
                let customer = &mut self.customers[usize::from(who)];
                customer.knows_it_works = true;
                customer.patience_round += 1;
                self.emit(Kind::CustomerKnows, who);
                self.push(self.now + self.draws.takes[usize::from(who)], Due::WorkDone(who));
            }
            Due::WorkDone(who) => {
                self.customers[usize::from(who)].done = true;
                self.emit(Kind::CustomerDone, who);
            }
            Due::Patience(who, round) => self.patience_ends(who, round),
            Due::Promise(who, number) => {
                if self.on_the_line(who) && self.customers[usize::from(who)].promises[number as usize].open {
                    self.push(self.now + GRACE, Due::Promise(who, number));
                    return;
                }
                let promise = &mut self.customers[usize::from(who)].promises[number as usize];
                if std::mem::replace(&mut promise.open, false) {
                    self.emit(Kind::PromiseBroken, who);
                }
            }
            Due::Close => self.close(),
        }
    }

    fn comes_back(&mut self) {
        if std::mem::replace(&mut self.restored, true) {
            return;
        }
        self.emit(Kind::ServiceRestored, NOBODY);
        for who in 0..WAITING {
            self.push(self.now + self.draws.notices[usize::from(who)], Due::Notice(who));
        }
    }

    fn close(&mut self) {
        for who in 0..WAITING {
            let met = self.customers[usize::from(who)].done;
            self.emit(if met { Kind::DeadlineMet } else { Kind::DeadlineMissed }, who);
        }
        let ending = match (self.customers[0].done, self.customers[1].done) {
            (false, false) => 0,
            (false, true) => 1,
            (true, false) => 2,
            (true, true) => 3,
        };
        self.emit(Kind::Ending, ending);
        self.over = true;
    }

    // ---- how people can be reached

    fn reach_now(&self, who: u8) -> Stretch {
        let now = self.now;
        self.draws.phone[usize::from(who)].into_iter().find(|stretch| stretch.until > now).unwrap_or(NONE)
    }

    /// When somebody next answers, and after how long.
    fn next_answer(&self, stretches: &[Stretch]) -> Option<(Time, Time)> {
        let mut from = 0;
        for stretch in stretches {
            if stretch.manner == Manner::Answers && stretch.until > self.now {
                return Some((from.max(self.now), stretch.after));
            }
            from = stretch.until;
        }
        None
    }

    fn reached(&mut self, who: u8) {
        self.emit(Kind::Reached, who);
        if who == ENGINEER && !self.engineer_reached {
            self.engineer_reached = true;
            self.push(self.now + PUT_RIGHT, Due::Mend);
        }
    }

    // ---- customers

    fn waits(&self, who: u8) -> bool {
        self.customers
            .get(usize::from(who))
            .is_some_and(|customer| customer.concerned && !customer.done && !customer.knows_it_works)
    }

    fn comes_forward(&mut self, who: u8) {
        if who < WAITING {
            self.customers[usize::from(who)].concerned = true;
            self.contact(who);
        }
    }

    fn contact(&mut self, who: u8) {
        if who < WAITING {
            self.customers[usize::from(who)].last_contact = self.now;
            self.schedule_patience(who);
        }
    }

    fn schedule_patience(&mut self, who: u8) {
        let waits = self.waits(who);
        let customer = &mut self.customers[usize::from(who)];
        customer.patience_round += 1;
        if !waits {
            return;
        }
        let round = customer.patience_round;
        let promised = customer.promises.iter().filter(|promise| promise.open).map(|promise| promise.due).max();
        let due = match promised {
            Some(due) => due + CHASES_BROKEN,
            None => {
                let whole = self.draws.patience[usize::from(who)];
                let gives_up = customer.chases >= GIVES_UP_ASKING;
                let patience = if gives_up { whole } else { (whole >> customer.chases).max(LEAST_PATIENCE) };
                customer.last_contact.max(customer.last_chase) + patience
            }
        };
        self.push(due.max(self.now + 1), Due::Patience(who, round));
    }

    fn patience_ends(&mut self, who: u8, round: u32) {
        if self.customers[usize::from(who)].patience_round != round {
            return;
        }
        if self.people[usize::from(who)].to_ring.is_empty() {
            if self.on_the_line(who) {
                self.push(self.now + MINUTE, Due::Patience(who, round));
                return;
            }
            self.customers[usize::from(who)].chases += 1;
            self.emit(Kind::CustomerChased, who);
            self.ring(Call::new(who, false, true));
        }
        self.customers[usize::from(who)].last_chase = self.now;
        self.schedule_patience(who);
    }

    /// A customer is promised word within a span; any word keeps what was promised before.
    fn hear(&mut self, who: u8, span: Time) {
        let due = self.now + span;
        let mut kept = 0;
        let customer = &mut self.customers[usize::from(who)];
        for promise in &mut customer.promises {
            kept += usize::from(std::mem::replace(&mut promise.open, false));
        }
        customer.promises.push(Promise { due, open: true });
        let number = customer.promises.len() as u32 - 1;
        for _ in 0..kept {
            self.emit(Kind::PromiseKept, who);
        }
        self.emit(Kind::PromiseMade, who);
        self.push(due + GRACE, Due::Promise(who, number));
        self.contact(who);
    }

    // ---- the phone

    fn ring(&mut self, mut call: Call) {
        let who = call.who;
        if self.on_the_line(who) {
            if call.about_something {
                self.rings_again(call);
            }
            return;
        }
        if call.rung > 0 {
            if call.chase && !self.waits(who) {
                return;
            }
            if !call.about_something && self.people[usize::from(who)].talked >= call.first_rung {
                return;
            }
        } else {
            call.first_rung = self.now;
        }
        let theirs = |other: Option<Call>| other.is_some_and(|other| other.who == who);
        if call.chase && (theirs(self.ringing) || theirs(self.knock)) {
            return;
        }
        call.rung += 1;
        if self.ringing.is_some() || self.knock.is_some() {
            self.missed(call);
            return;
        }
        self.emit(Kind::CallIncoming, who);
        self.give_up_round += 1;
        self.push(self.now + RINGS, Due::GiveUp(self.give_up_round));
        if self.talk.is_some() {
            self.knock = Some(call);
        } else {
            self.ringing = Some(call);
        }
    }

    fn caller_gives_up(&mut self, round: u32) {
        if round != self.give_up_round {
            return;
        }
        if let Some(call) = self.knock.take().or_else(|| self.ringing.take()) {
            self.emit(Kind::CallMissed, call.who);
            self.missed(call);
        }
    }

    fn missed(&mut self, call: Call) {
        let who = call.who;
        if call.rung < RINGS_TIMES {
            self.rings_again(call);
            return;
        }
        self.emit(Kind::MailReceived, who);
        if call.chase {
            self.customers[usize::from(who)].last_chase = self.now + HAS_WRITTEN;
            self.schedule_patience(who);
        }
        if call.about_something {
            self.comes_forward(who);
        }
    }

    fn rings_again(&mut self, call: Call) {
        self.people[usize::from(call.who)].to_ring.push(call);
        self.push(self.now + RINGS_AGAIN, Due::RingAgain(call.who));
    }

    /// Whether somebody is talked with, or their phone is ringing.
    fn on_the_line(&self, who: u8) -> bool {
        let listens = |stage| !matches!(stage, Stage::Greeting | Stage::MyTurnOnVoicemail | Stage::SpeakingToVoicemail);
        self.talk.is_some_and(|talk| talk.who == who && listens(talk.stage))
    }

    fn line_moves_on(&mut self) {
        let Some(mut talk) = self.talk else { return };
        let who = talk.who;
        match talk.stage {
            Stage::Dialling(Manner::Answers) => {
                self.reached(who);
                let person = &mut self.people[usize::from(who)];
                person.talked = self.now;
                person.voicemail = false;
                // Whoever got nobody and is rung now says why they rang.
                person.to_ring.retain(|call| call.about_something);
                talk.about_something = !person.to_ring.is_empty();
                if talk.about_something {
                    person.to_ring.remove(0);
                }
                talk.stage = Stage::Hello;
                self.push(self.now + OPENING, Due::Line);
            }
            Stage::Dialling(Manner::Voicemail) => {
                self.emit(Kind::Voicemail, who);
                talk.stage = Stage::Greeting;
                self.push(self.now + GREETING, Due::Line);
            }
            Stage::Dialling(manner) => {
                self.emit(if manner == Manner::Busy { Kind::Busy } else { Kind::RangOut }, who);
                self.end_line();
                return;
            }
            Stage::Opening => {
                if talk.about_something {
                    self.comes_forward(who);
                }
                if std::mem::take(&mut self.people[usize::from(who)].voicemail) {
                    // They have heard it, and answer what it asked.
                    talk.stage = Stage::Answering;
                    self.push(self.now + ANSWER, Due::Line);
                } else {
                    talk.stage = if who < WAITING { Stage::MyTurn } else { Stage::Said };
                }
            }
            Stage::Hello => {
                if talk.about_something {
                    self.comes_forward(who);
                }
                talk.stage = Stage::MyTurn;
            }
            Stage::Greeting => talk.stage = Stage::MyTurnOnVoicemail,
            Stage::Speaking => {
                if let Some(span) = talk.promise {
                    self.hear(who, span);
                }
                talk.stage = Stage::Answering;
                self.push(self.now + ANSWER, Due::Line);
            }
            Stage::Answering => talk.stage = Stage::Said,
            Stage::SpeakingToVoicemail => {
                self.people[usize::from(who)].voicemail = true;
                if let Some((time, after)) = self.next_answer(&self.draws.phone[usize::from(who)]) {
                    self.push(time + after.max(1), Due::CallBack(who));
                }
                self.emit(Kind::CallEnded, who);
                self.end_line();
                return;
            }
            Stage::MyTurn | Stage::MyTurnOnVoicemail | Stage::Said => {}
        }
        self.talk = Some(talk);
    }

    /// The line is free: who knocked now rings.
    fn end_line(&mut self) {
        self.talk = None;
        self.ringing = self.knock.take();
    }

    // ---- the trainee

    fn task_finished(&mut self, round: u32) {
        if round != self.work_round {
            return;
        }
        let Some(work) = self.work.take() else { return };
        let Step::Mail(to, _, promise) = work.step else {
            self.emit(Kind::Inspected, NOBODY);
            return;
        };
        self.emit(Kind::MailSent, if let [only] = to { *only } else { NOBODY });
        if to.len() > NOBODY_S {
            return;
        }
        for who in to {
            if let Some((time, after)) = self.next_answer(&self.draws.mail[usize::from(*who)]) {
                self.push(time + after, Due::Letter(*who, promise));
            }
        }
    }

    fn goes_on_with_work(&mut self, work: Work) {
        let until = self.now + work.left;
        self.work_round += 1;
        self.push(until, Due::Task(self.work_round));
        self.work = Some(Work { until, ..work });
    }

    fn answer(&mut self, call: Call, then: Then) {
        let who = call.who;
        self.ringing = None;
        self.give_up_round += 1;
        self.emit(Kind::CallAnswered, who);
        self.reached(who);
        self.people[usize::from(who)].talked = self.now;
        self.talk = Some(Talk {
            stage: Stage::Opening,
            who,
            about_something: call.about_something,
            items: 1,
            promise: Some(PROMISED),
        });
        self.push(self.now + OPENING, Due::Line);
        if let Some(work) = &mut self.work {
            work.left = work.until - self.now;
            self.work_round += 1;
        }
        self.hand = Hand::Talks(then);
    }

    fn dial(&mut self, who: u8, items: i64, promise: Option<Time>) {
        let reach = self.reach_now(who);
        let after = match reach.manner {
            Manner::Answers => reach.after,
            Manner::Silent => RING_OUT,
            Manner::Voicemail => RING_OUT / 2,
            Manner::Busy => TONE,
        };
        self.emit(Kind::Dialled, who);
        self.talk = Some(Talk { stage: Stage::Dialling(reach.manner), who, about_something: false, items, promise });
        self.push(self.now + DIAL + after, Due::Line);
        self.hand = Hand::Talks(Then::NextStep);
    }

    /// The trainee acts on what can be seen at the end of a second.
    fn act(&mut self) {
        while self.goes_on() {}
    }

    /// One decision of the trainee. False when there is nothing to do but to let time pass.
    fn goes_on(&mut self) -> bool {
        match self.hand {
            Hand::Talks(then) => self.speaks(then),
            Hand::LaysDown(until, then) => {
                let over = self.now >= until;
                if over {
                    self.hand = Hand::Free(then);
                }
                over
            }
            Hand::Free(Then::Wait(until)) => {
                if self.now >= until {
                    self.hand = Hand::Free(Then::NextStep);
                    return true;
                }
                self.answers_if_it_rings(Then::Wait(until))
            }
            Hand::Free(Then::Work) => {
                if self.work.is_none() {
                    self.hand = Hand::Free(Then::NextStep);
                    return true;
                }
                self.answers_if_it_rings(Then::Work)
            }
            Hand::Free(Then::NextStep) => self.takes_step(false),
            Hand::Free(Then::StepAfterAnswer) => self.takes_step(true),
        }
    }

    fn answers_if_it_rings(&mut self, then: Then) -> bool {
        match self.ringing {
            Some(call) => {
                self.answer(call, then);
                true
            }
            None => false,
        }
    }

    fn speaks(&mut self, then: Then) -> bool {
        let Some(mut talk) = self.talk else {
            // It rang out, was engaged, or the voicemail has it.
            self.hand = Hand::Free(then);
            return true;
        };
        match talk.stage {
            Stage::MyTurn => {
                talk.stage = Stage::Speaking;
                self.push(self.now + ACT * talk.items, Due::Line);
            }
            Stage::MyTurnOnVoicemail => {
                talk.stage = Stage::SpeakingToVoicemail;
                self.push(self.now + VOICEMAIL_ITEM * talk.items, Due::Line);
            }
            Stage::Said => {
                self.emit(Kind::CallEnded, talk.who);
                self.end_line();
                self.contact(talk.who);
                if let Some(mut work) = self.work {
                    // Hanging up comes in the middle of the work, which goes on behind it.
                    work.left += HANG_UP;
                    self.goes_on_with_work(work);
                    self.hand = Hand::Free(Then::Work);
                } else {
                    let until = self.now + HANG_UP;
                    self.push(until, Due::LooksUp);
                    self.hand = Hand::LaysDown(until, then);
                }
                return true;
            }
            _ => return false,
        }
        self.talk = Some(talk);
        false
    }

    fn takes_step(&mut self, answered: bool) -> bool {
        let step = SCRIPT[self.step];
        match step {
            Step::UnlessReached(steps) => self.step += if self.engineer_reached { steps + 1 } else { 1 },
            Step::Wait(span) => {
                self.step += 1;
                let until = self.now + span;
                self.push(until, Due::LooksUp);
                self.hand = Hand::Free(Then::Wait(until));
            }
            Step::Look | Step::Mail(..) | Step::Call(..) if !answered && self.ringing.is_some() => {
                return self.answers_if_it_rings(Then::StepAfterAnswer);
            }
            Step::Call(who, items, promise) => {
                if self.ringing.is_some() {
                    // One line: while it rings here, nobody can be rung.
                    self.hand = Hand::Free(Then::StepAfterAnswer);
                    return false;
                }
                self.step += 1;
                self.dial(who, items, promise);
            }
            Step::Look => {
                self.step += 1;
                self.begins_work(step, self.draws.look);
            }
            Step::Mail(_, items, _) => {
                self.step += 1;
                self.begins_work(step, MAIL + MAIL_ITEM * items);
            }
        }
        true
    }

    fn begins_work(&mut self, step: Step, span: Time) {
        self.goes_on_with_work(Work { step, left: span, until: 0 });
        self.hand = Hand::Free(Then::Work);
    }
}
