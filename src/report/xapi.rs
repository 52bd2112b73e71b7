//! A run as statements for a learning record store: xAPI 1.0.3, in the vocabulary of the serious games profile
//! (<https://github.com/e-ucm/xapi-seriousgames>).
//!
//! A store keeps a statement for good and refuses another one of the same id. So the same run must always give the same
//! bytes, whoever makes them, when and in which language:
//!
//! - Ids are of version 5, made from the run and from what each statement tells.
//! - Times of the simulated day are no times of day. A record does not keep the real moment of an event either, so
//!   every statement carries the moment the run was begun, a millisecond further each, which keeps their order. Where
//!   that moment is not known there is no timestamp, and the store sets its own.
//! - Texts are in both languages. Neither the version of the program nor the language it runs in is told.
//!
//! What somebody typed into a marked moment stays at home.

use super::Run;
use super::words::bar_key;
use crate::id::{DeadlineId, PersonId, RepairId};
use crate::l10n;
use crate::scenario::Plan;
use crate::scenario::plan::Channel;
use crate::score::Band;
use crate::score::curve::{Step, curve};
use crate::score::ledger::Ledger;
use crate::sim::{Event, Kind};
use crate::text::Text;
use crate::time::Time;
use jiff::SignedDuration;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// The root of all that this program names itself. The domain is one that nobody can own (RFC 2606): a name, no
/// address.
const ROOT: &str = "https://shikyu.example/xapi";
/// The home of an account when none is given.
pub const HOME: &str = "https://shikyu.example/";
/// The serious games profile.
const PROFILE: &str = "https://w3id.org/xapi/seriousgames";

/// Whom the statements are about: an account, not a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The system the account belongs to, an absolute IRI.
    pub home: String,
    /// The account's name.
    pub name: String,
}

impl Actor {
    /// The account of a run, under a pseudonym.
    pub fn pseudonym(run: &Run) -> Actor {
        Actor { home: HOME.to_owned(), name: run.pseudonym() }
    }
}

/// A run that is not over has no statements: what it gives changes when it is taken up again, and statements do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotOver;

impl NotOver {
    /// A plain sentence.
    pub fn text(&self) -> Text {
        l10n::text("xapi-not-over", &[])
    }
}

/// What somebody did, as the profile names it.
#[derive(Clone, Copy)]
enum Verb {
    Initialized,
    Progressed,
    Completed,
    Accessed,
    Selected,
    Unlocked,
    Interacted,
    Used,
}

impl Verb {
    fn json(self) -> Value {
        let (id, word) = match self {
            Verb::Initialized => ("http://adlnet.gov/expapi/verbs/initialized", "initialized"),
            Verb::Progressed => ("http://adlnet.gov/expapi/verbs/progressed", "progressed"),
            Verb::Completed => ("http://adlnet.gov/expapi/verbs/completed", "completed"),
            Verb::Accessed => ("https://w3id.org/xapi/seriousgames/verbs/accessed", "accessed"),
            Verb::Selected => ("https://w3id.org/xapi/adb/verbs/selected", "selected"),
            Verb::Unlocked => ("https://w3id.org/xapi/seriousgames/verbs/unlocked", "unlocked"),
            Verb::Interacted => ("http://adlnet.gov/expapi/verbs/interacted", "interacted"),
            Verb::Used => ("https://w3id.org/xapi/seriousgames/verbs/used", "used"),
        };
        json!({ "id": id, "display": map(&l10n::text(&format!("xapi-{word}"), &[])) })
    }
}

/// What kind of thing an activity is, as the profile names it.
#[derive(Clone, Copy)]
enum Type {
    Game,
    Level,
    Quest,
    Screen,
    Menu,
    DialogTree,
    Person,
    Item,
}

impl Type {
    fn iri(self) -> String {
        let word = match self {
            Type::Game => "serious-game",
            Type::Level => "level",
            Type::Quest => "quest",
            Type::Screen => "screen",
            Type::Menu => "menu",
            Type::DialogTree => "dialog-tree",
            Type::Person => "non-player-character",
            Type::Item => "item",
        };
        format!("{PROFILE}/activity-types/{word}")
    }
}

/// A text as a language map.
fn map(text: &Text) -> Value {
    json!({ "ja": &*text.ja, "en": &*text.en })
}

fn activity(id: &str, kind: Type, name: &Text) -> Value {
    json!({ "objectType": "Activity", "id": id, "definition": { "name": map(name), "type": kind.iri() } })
}

fn extension(name: &str) -> String {
    format!("{ROOT}/extensions/{name}")
}

/// A span of simulated time as ISO 8601 writes it: `PT1H5M20S`.
fn duration(span: i64) -> String {
    let (hours, minutes, seconds) = (span / 3_600, span % 3_600 / 60, span % 60);
    format!("PT{hours}H{minutes}M{seconds}S")
}

/// What an event tells, before it becomes a statement.
struct Told {
    verb: Verb,
    object: Value,
    result: Map<String, Value>,
}

/// The statements of a run, in the order of what they tell.
///
/// # Errors
/// When the run was not played to its end.
pub fn statements(run: &Run, actor: &Actor) -> Result<Vec<Value>, NotOver> {
    if run.breaks_off.is_some() {
        return Err(NotOver);
    }
    let mut teller = Teller::new(run, actor);
    teller.begins();
    let plan = teller.plan;
    let mut steps = curve(&Ledger::read(plan, run.simulation.events())).into_iter().peekable();
    for event in run.simulation.events() {
        while let Some(step) = steps.next_if(|step| step.t < event.t) {
            teller.progressed(step);
        }
        if let Some(told) = teller.told(event) {
            teller.event(event, told);
        }
    }
    steps.for_each(|step| teller.progressed(step));
    teller.ends();
    Ok(teller.statements)
}

struct Teller<'a> {
    run: &'a Run,
    plan: &'a Plan,
    actor: Value,
    registration: Uuid,
    /// Where everything of the scenario is named.
    here: String,
    /// Repairs that the trainee began with their own hands.
    own: Vec<RepairId>,
    statements: Vec<Value>,
}

impl<'a> Teller<'a> {
    fn new(run: &'a Run, actor: &Actor) -> Teller<'a> {
        let plan: &Plan = run.simulation.plan();
        let name = format!("{}\n{}\n{}", run.identity(), actor.home, actor.name);
        let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, ROOT.as_bytes());
        Teller {
            run,
            plan,
            actor: json!({
                "objectType": "Agent", "account": { "homePage": actor.home, "name": actor.name },
            }),
            registration: Uuid::new_v5(&namespace, name.as_bytes()),
            here: format!("{ROOT}/scenarios/{}", plan.id),
            own: Vec::new(),
            statements: Vec::new(),
        }
    }

    fn game(&self) -> Value {
        activity(&format!("{ROOT}/game"), Type::Game, &Text::new("至急", "Shikyu"))
    }

    fn scenario(&self) -> Value {
        activity(&self.here, Type::Level, &self.plan.title)
    }

    /// Something of the scenario: its folder and id.
    fn part(&self, folder: &str, id: &str, kind: Type, name: &Text) -> Value {
        activity(&format!("{}/{folder}/{id}", self.here), kind, name)
    }

    fn person(&self, who: PersonId) -> Value {
        let person = self.plan.person(who);
        self.part("people", &person.id, Type::Person, &person.name)
    }

    fn bar(&self, id: &str) -> Value {
        self.part("bars", id, Type::Quest, &l10n::text(&bar_key(id), &[]))
    }

    fn deadline(&self, id: DeadlineId) -> Value {
        let deadline = self.plan.deadline(id);
        self.part("deadlines", &deadline.id, Type::Quest, &deadline.name)
    }

    /// The timestamp of the next statement.
    fn timestamp(&self) -> Option<String> {
        let after = SignedDuration::from_millis(self.statements.len() as i64);
        let time = self.run.begun?.checked_add(after).ok()?;
        Some(time.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
    }

    /// Adds a statement. `key` tells it from every other of the run; `at` is the simulated moment.
    fn tell(&mut self, key: &str, at: Time, event: Option<u32>, told: Told) {
        let mut statement = Map::new();
        let whole = told.object["id"] == self.here.as_str();
        statement.insert("id".to_owned(), json!(Uuid::new_v5(&self.registration, key.as_bytes()).to_string()));
        statement.insert("actor".to_owned(), self.actor.clone());
        statement.insert("verb".to_owned(), told.verb.json());
        statement.insert("object".to_owned(), told.object);
        if !told.result.is_empty() {
            statement.insert("result".to_owned(), Value::Object(told.result));
        }
        statement.insert("context".to_owned(), self.context(at, event, whole));
        if let Some(timestamp) = self.timestamp() {
            statement.insert("timestamp".to_owned(), json!(timestamp));
        }
        self.statements.push(Value::Object(statement));
    }

    fn context(&self, at: Time, event: Option<u32>, whole: bool) -> Value {
        let header = &self.run.header;
        let category = json!([{
            "objectType": "Activity", "id": PROFILE,
            "definition": { "type": "http://adlnet.gov/expapi/activities/profile" },
        }]);
        let activities = if whole {
            json!({ "parent": [self.game()], "category": category })
        } else {
            json!({ "parent": [self.scenario()], "grouping": [self.game()], "category": category })
        };
        // The seed as words: the largest are beyond what many readers of JSON can hold as a number.
        let seed = header.seed.to_string();
        let mut extensions = extensions([
            ("seed", json!(seed)),
            ("rules", json!(header.rules)),
            ("pace", json!(header.pace)),
            ("trainee", json!(header.trainee)),
            ("simulated-time", json!(self.plan.calendar.stamp(at))),
        ]);
        if let Some(event) = event {
            extensions[extension("event")] = json!(event);
        }
        json!({
            "registration": self.registration.to_string(),
            "platform": "Shikyu",
            "revision": self.plan.hash,
            "language": header.language.code(),
            "contextActivities": activities,
            "extensions": extensions,
        })
    }

    fn event(&mut self, event: &Event, told: Told) {
        self.tell(&format!("event-{}", event.n), event.t, Some(event.n), told);
    }

    /// What can be completed is initialized first: the scenario, its deadlines, the bars that apply.
    fn begins(&mut self) {
        let initialized = |object: Value| Told { verb: Verb::Initialized, object, result: Map::new() };
        let scenario = self.scenario();
        self.tell("initialized", 0, None, initialized(scenario));
        for id in (0..self.plan.deadlines.len() as u16).map(DeadlineId) {
            let object = self.deadline(id);
            self.tell(&format!("initialized-deadline-{}", self.plan.deadline(id).id), 0, None, initialized(object));
        }
        let run = self.run;
        for bar in run.score.bars.iter().filter(|bar| bar.of > 0) {
            let object = self.bar(bar.id);
            self.tell(&format!("initialized-bar-{}", bar.id), 0, None, initialized(object));
        }
    }

    /// A step of the escalation curve: how much of the required roles had been attempted, reached and engaged.
    fn progressed(&mut self, step: Step) {
        let share = json!(step.share as f64 / 1_000.0);
        let progress = Map::from_iter([(format!("{PROFILE}/extensions/progress"), share)]);
        let result = Map::from_iter([("extensions".to_owned(), Value::Object(progress))]);
        let told = Told { verb: Verb::Progressed, object: self.scenario(), result };
        self.tell(&format!("progressed-{}", step.t), step.t, None, told);
    }

    fn ends(&mut self) {
        let run = self.run;
        let events = run.simulation.events();
        let ended = events.iter().find(|event| matches!(event.kind, Kind::RunEnded { .. }));
        let (at, number) = ended.map_or((self.plan.ends, None), |event| (event.t, Some(event.n)));
        let score = &run.score;
        for bar in score.bars.iter().filter(|bar| bar.of > 0) {
            let object = self.bar(bar.id);
            let points = json!({
                "scaled": bar.share as f64 / 1_000.0, "raw": points(bar.points), "min": 0, "max": points(bar.of),
            });
            let result = Map::from_iter([("score".to_owned(), points), ("completion".to_owned(), json!(true))]);
            let told = Told { verb: Verb::Completed, object, result };
            self.tell(&format!("completed-bar-{}", bar.id), at, number, told);
        }
        let ending = run.simulation.ending().map(|ending| self.plan.endings[ending.index()].id.clone());
        let chased = events.iter().filter(|event| matches!(event.kind, Kind::CustomerChased { .. })).count();
        let result = json!({
            "score": { "scaled": score.total as f64 / 1_000.0, "raw": points(score.total), "min": 0, "max": 100 },
            "success": score.band() >= Band::Pass,
            "completion": true,
            "response": ending.unwrap_or_default(),
            "duration": duration(at.max(0)),
            "extensions": extensions([
                ("band", json!(score.band().word())), ("noise", points(score.noise)), ("chased", json!(chased)),
            ]),
        });
        let Value::Object(mut result) = result else { return };
        // A scenario may be left without an ending, and xAPI allows no empty values.
        result.retain(|_, value| *value != json!(""));
        let told = Told { verb: Verb::Completed, object: self.scenario(), result };
        self.tell("completed", at, number, told);
    }

    /// What an event tells; `None` for those that are nobody's act, or told by another.
    fn told(&mut self, event: &Event) -> Option<Told> {
        self.contact(&event.kind).or_else(|| self.act(&event.kind)).or_else(|| self.came_of_it(&event.kind))
    }

    /// People in contact, or tried in vain, and what they were told and asked.
    fn contact(&self, kind: &Kind) -> Option<Told> {
        Some(match kind {
            Kind::Reached { who, channel } => met(self.person(*who), *channel, "reached", true),
            Kind::CallMissed { who, channel } => met(self.person(*who), *channel, "call_missed", false),
            Kind::RangOut { who } => met(self.person(*who), Channel::Phone, "rang_out", false),
            Kind::Busy { who, refused: false } => met(self.person(*who), Channel::Phone, "busy", false),
            Kind::Busy { who, refused: true } => met(self.person(*who), Channel::Phone, "refused", false),
            Kind::Voicemail { who } => met(self.person(*who), Channel::Phone, "voicemail", false),
            Kind::Visited { who, found: false } => met(self.person(*who), Channel::Visit, "visited", false),
            Kind::Told { who, channel, voicemail, facts, quality, .. } => {
                let facts: Vec<&str> = facts.iter().map(|fact| self.plan.fact(*fact).id.as_str()).collect();
                // xAPI allows no empty values: who was only asked something was told nothing.
                let told = (!facts.is_empty()).then(|| ("response".to_owned(), json!(facts.join(","))));
                let mut result = Map::from_iter(told);
                // What a message is worth is asked only of those who have a part in it.
                if self.plan.relevant(*who) {
                    let scaled = *quality as f64 / 1_000.0;
                    let score = json!({ "scaled": scaled, "raw": points(*quality), "min": 0, "max": 100 });
                    result.insert("score".to_owned(), score);
                }
                let how = extensions([
                    ("channel", json!(channel.word())),
                    ("outcome", json!("told")),
                    ("voicemail", json!(voicemail)),
                ]);
                result.insert("extensions".to_owned(), how);
                Told { verb: Verb::Interacted, object: self.person(*who), result }
            }
            Kind::Asked { who, part } => {
                let person = self.plan.person(*who);
                let id = format!("{}/questions", person.id);
                chosen(Verb::Selected, self.part("people", &id, Type::DialogTree, &person.name), part.word())
            }
            _ => return None,
        })
    }

    /// What the trainee did and learnt.
    fn act(&mut self, kind: &Kind) -> Option<Told> {
        let plan = self.plan;
        Some(match kind {
            // What one has learnt is what one can tell from then on: an option unlocked.
            Kind::Learned { fact, .. } => chosen(Verb::Unlocked, self.menu("notebook"), &plan.fact(*fact).id),
            Kind::Authorised { repair, .. } => chosen(Verb::Unlocked, self.menu("repairs"), &plan.repair(*repair).id),
            Kind::SeverityDeclared { level } => chosen(Verb::Selected, self.menu("severity"), &format!("{level:?}")),
            Kind::Inspected { look, .. } => {
                let look = plan.look(*look);
                let object = self.part("looks", &look.id, Type::Item, &look.name);
                Told { verb: Verb::Interacted, object, result: Map::new() }
            }
            Kind::Read { document } => {
                let document = plan.document(*document);
                let object = self.part("documents", &document.id, Type::Screen, &document.title);
                Told { verb: Verb::Accessed, object, result: Map::new() }
            }
            Kind::RepairStarted { repair, who: None, authorised, .. } => {
                self.own.push(*repair);
                let how = extensions([("authorised", json!(authorised))]);
                let result = Map::from_iter([("extensions".to_owned(), how)]);
                Told { verb: Verb::Used, object: self.repair(*repair), result }
            }
            Kind::RepairDone { repair, worked } if self.own.contains(repair) => {
                self.own.retain(|own| own != repair);
                let result = Map::from_iter([("success".to_owned(), json!(worked))]);
                Told { verb: Verb::Interacted, object: self.repair(*repair), result }
            }
            _ => return None,
        })
    }

    /// Words given and kept, duties handed over, deadlines.
    fn came_of_it(&self, kind: &Kind) -> Option<Told> {
        Some(match kind {
            Kind::HandedOver { who, duty } => {
                let how = extensions([("outcome", json!("handed_over")), ("duty", json!(duty.word()))]);
                let result = Map::from_iter([("extensions".to_owned(), how)]);
                Told { verb: Verb::Interacted, object: self.person(*who), result }
            }
            Kind::PromiseMade { who, due, .. } => {
                let due = self.plan.calendar.stamp(*due);
                let how = extensions([("outcome", json!("promise_made")), ("promised", json!(due))]);
                let result = Map::from_iter([("extensions".to_owned(), how)]);
                Told { verb: Verb::Interacted, object: self.person(*who), result }
            }
            Kind::PromiseKept { who, .. } => outcome(self.person(*who), "promise_kept", true),
            Kind::PromiseBroken { who, .. } => outcome(self.person(*who), "promise_broken", false),
            Kind::ClaimedFixed { who, .. } => outcome(self.person(*who), "claimed_fixed", false),
            Kind::Confirmed { who } => outcome(self.person(*who), "confirmed", true),
            Kind::DeadlineMet { deadline, .. } => finished(self.deadline(*deadline), true),
            Kind::DeadlineMissed { deadline, .. } => finished(self.deadline(*deadline), false),
            _ => return None,
        })
    }

    fn menu(&self, word: &str) -> Value {
        self.part("menus", word, Type::Menu, &l10n::text(&format!("xapi-{word}"), &[]))
    }

    fn repair(&self, id: RepairId) -> Value {
        let repair = self.plan.repair(id);
        self.part("repairs", &repair.id, Type::Item, &repair.name)
    }
}

/// Tenths as points: a whole number where it is one.
fn points(tenths: i64) -> Value {
    if tenths % 10 == 0 { json!(tenths / 10) } else { json!(tenths as f64 / 10.0) }
}

/// Extensions of this program by their names.
fn extensions<const N: usize>(named: [(&str, Value); N]) -> Value {
    Value::Object(named.into_iter().map(|(name, value)| (extension(name), value)).collect())
}

fn outcome(object: Value, word: &str, success: bool) -> Told {
    with_outcome(object, success, extensions([("outcome", json!(word))]))
}

/// Contact with somebody, or a try in vain.
fn met(object: Value, channel: Channel, word: &str, success: bool) -> Told {
    with_outcome(object, success, extensions([("channel", json!(channel.word())), ("outcome", json!(word))]))
}

fn with_outcome(object: Value, success: bool, how: Value) -> Told {
    let result = Map::from_iter([("success".to_owned(), json!(success)), ("extensions".to_owned(), how)]);
    Told { verb: Verb::Interacted, object, result }
}

/// An option that was chosen or came open.
fn chosen(verb: Verb, object: Value, option: &str) -> Told {
    Told { verb, object, result: Map::from_iter([("response".to_owned(), json!(option))]) }
}

fn finished(object: Value, success: bool) -> Told {
    let result = Map::from_iter([("success".to_owned(), json!(success)), ("completion".to_owned(), json!(true))]);
    Told { verb: Verb::Completed, object, result }
}
