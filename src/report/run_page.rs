//! The report of one run as a page: a single file that loads nothing, runs nothing, and prints on A4.

use super::Run;
use super::chart::Chart;
use super::curve::{Curve, curve_of};
use super::lanes::{self, lanes};
use super::words::{bar_key, clock, stretch};
use crate::debrief::{Reachable, reachable, sentence};
use crate::l10n;
use crate::scenario::Plan;
use crate::scenario::plan::{Channel, Manner};
use crate::score::{Bar, Reason, tenths};
use crate::sim::{Event, Kind};
use crate::text::Language;
use askama::Template;
use std::collections::BTreeSet;
use std::io;

#[derive(Template)]
#[template(path = "run.html", config = "assets/templates/report/askama.toml")]
struct RunPage {
    language: Language,
    title: String,
    about: String,
    facts: Vec<Fact>,
    warnings: Vec<String>,
    lanes: Chart,
    lane_rows: Vec<lanes::Row>,
    curve: Option<Curve>,
    marked: Vec<Happened>,
    reach: Vec<Reach>,
    events: Vec<Happened>,
    after: Vec<Happened>,
    ending: String,
    ending_words: String,
    bars: Vec<BarRow>,
    noise: String,
    noise_why: Vec<Because>,
    caps: Vec<Because>,
    total: String,
    band: String,
}

/// Something about the run, beside its name.
pub(super) struct Fact {
    pub name: String,
    pub words: String,
}

/// An event in a sentence.
struct Happened {
    number: u32,
    time: String,
    words: String,
}

/// How somebody could in truth be reached in one way.
struct Reach {
    who: String,
    board: String,
    channel: String,
    words: String,
}

struct BarRow {
    name: String,
    points: String,
    /// Tenths of a point that could be had, and that were.
    room: i64,
    filled: i64,
    why: Vec<Because>,
}

/// A reason, with the time and the number of its event if it has one.
struct Because {
    words: String,
    time: String,
    event: Option<u32>,
    /// Whether the event stands on the page.
    listed: bool,
}

/// The report of a run as HTML.
///
/// # Errors
/// None that is known: writing to memory does not fail.
pub fn run_page(run: &Run, language: Language) -> io::Result<String> {
    let plan: &Plan = run.simulation.plan();
    let events = run.simulation.events();
    let say = |key: &str| l10n::say(language, key, &[]);
    let (lanes, lane_rows) = lanes(&run.simulation, language);
    let (during, after) = in_sentences(plan, events, language);
    let listed: BTreeSet<u32> = during.iter().chain(&after).map(|happened| happened.number).collect();
    let because = |reason: &Reason| because(plan, events, &listed, reason, language);
    let ending = run.simulation.ending().map(|ending| &plan.endings[ending.index()]);
    let score = &run.score;
    let page = RunPage {
        language,
        title: plan.title.get(language).to_owned(),
        about: plan.about.get(language).to_owned(),
        facts: facts(run, language),
        warnings: warnings(run, language),
        lanes,
        lane_rows,
        curve: curve_of(&run.simulation, language),
        marked: marked(plan, events),
        reach: reach(plan, events, language),
        ending: ending.map_or_else(|| say("report-no-ending"), |ending| ending.title.get(language).to_owned()),
        ending_words: ending.map_or_else(String::new, |ending| ending.text.get(language).to_owned()),
        bars: score.bars.iter().map(|bar| bar_row(bar, bar.why.iter().map(because).collect(), language)).collect(),
        noise: tenths(-score.noise),
        noise_why: score.noise_why.iter().map(because).collect(),
        caps: score.gates.iter().map(|(_, reason)| because(reason)).collect(),
        total: tenths(score.total),
        band: say(&format!("band-{}", score.band().word())),
        events: during,
        after,
    };
    Ok(page.render()?)
}

impl RunPage {
    fn say(&self, key: &str) -> String {
        l10n::say(self.language, key, &[])
    }
}

fn facts(run: &Run, language: Language) -> Vec<Fact> {
    let plan: &Plan = run.simulation.plan();
    let say = |key: &str| l10n::say(language, key, &[]);
    let ending = run.simulation.ending().map(|ending| plan.endings[ending.index()].title.get(language).to_owned());
    let mut facts = vec![
        ("report-day", plan.calendar.at(0).strftime("%Y-%m-%d").to_string()),
        ("report-seed", run.simulation.seed().to_string()),
        ("report-trainee", trainee(run, language)),
        ("report-pace", pace(&run.header.pace, language)),
        ("report-ending", ending.unwrap_or_else(|| say("report-no-ending"))),
    ];
    if let Some(mode) = &run.header.mode {
        facts.push(("report-mode", say(&format!("mode-{mode}"))));
    }
    if let Some(begun) = run.begun {
        facts.push(("report-begun", begun.strftime("%Y-%m-%d %H:%M").to_string()));
    }
    let hash: String = plan.hash.chars().take(12).collect();
    facts.push(("report-version", format!("{} · {} · {hash}", run.header.rules, plan.id)));
    facts.into_iter().map(|(key, words)| Fact { name: say(key), words }).collect()
}

/// Who played: a person, or a trainee by the name the scenario gives it.
fn trainee(run: &Run, language: Language) -> String {
    let id = &run.header.trainee;
    match run.simulation.plan().trainee(id) {
        Some(trainee) => trainee.name.get(language).to_owned(),
        None if id == "you" => l10n::say(language, "report-you", &[]),
        None => id.clone(),
    }
}

/// A pace in words; one that this program does not know as it stands in the record.
fn pace(word: &str, language: Language) -> String {
    let key = match word {
        "turn-based" => "pace-turns",
        "relaxed" => "pace-relaxed",
        "standard" => "pace-standard",
        "hard" => "pace-hard",
        "headless" => "report-headless",
        other => return other.to_owned(),
    };
    l10n::say(language, key, &[])
}

fn warnings(run: &Run, language: Language) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(time) = run.breaks_off {
        let arguments = [("clock", clock(run.simulation.plan(), time).into())];
        warnings.push(l10n::say(language, "report-breaks-off", &arguments));
    }
    if let Some(rule) = run.simulation.broken() {
        warnings.push(l10n::say(language, "ran-away", &[("rule", rule.into())]));
    }
    warnings
}

/// Everything that is told in a sentence: up to the end of the trainee's part, and after it.
fn in_sentences(plan: &Plan, events: &[Event], language: Language) -> (Vec<Happened>, Vec<Happened>) {
    let ended = events.iter().position(|event| matches!(event.kind, Kind::RunEnded { .. })).unwrap_or(events.len());
    let told = |events: &[Event]| -> Vec<Happened> {
        let told = events.iter().filter_map(|event| Some((event, sentence(plan, event, language)?)));
        told.map(|(event, words)| Happened { number: event.n, time: clock(plan, event.t), words }).collect()
    };
    (told(&events[..ended]), told(events.get(ended + 1..).unwrap_or_default()))
}

/// The moments that the trainee or a facilitator marked, in their own words.
fn marked(plan: &Plan, events: &[Event]) -> Vec<Happened> {
    let marked = events.iter().filter_map(|event| match &event.kind {
        Kind::Marked { text } => Some(Happened { number: event.n, time: clock(plan, event.t), words: text.clone() }),
        _ => None,
    });
    marked.collect()
}

/// Who could in truth be reached, in which way, when: a row for each person and way.
fn reach(plan: &Plan, events: &[Event], language: Language) -> Vec<Reach> {
    let all = reachable(plan, events);
    let mut rows = Vec::new();
    for who in plan.person_ids().filter(|who| plan.relevant(*who)) {
        let person = plan.person(who);
        // What they wrote on the board stands beside their first row.
        let mut board = person.board.get(language);
        for channel in Channel::ALL {
            let mut words: Vec<String> = Vec::new();
            for part in all.iter().filter(|part| part.who == who && part.channel == channel) {
                words.push(format!("{} {}", stretch(plan, part.from, part.to), manner(part, language)));
            }
            if !words.is_empty() {
                rows.push(Reach {
                    who: person.name.get(language).to_owned(),
                    board: std::mem::take(&mut board).to_owned(),
                    channel: l10n::say(language, &format!("by-{}", channel.word()), &[]),
                    words: words.join(&l10n::say(language, "reach-comma", &[])),
                });
            }
        }
    }
    rows
}

/// What came of trying: a letter is not "engaged", it lies unread.
fn manner(part: &Reachable, language: Language) -> String {
    let written = matches!(part.channel, Channel::Mail | Channel::Chat);
    let key = match part.manner {
        Manner::Silent | Manner::Busy if written => "manner-unread".to_owned(),
        manner => format!("manner-{}", manner.word()),
    };
    l10n::say(language, &key, &[])
}

fn bar_row(bar: &Bar, why: Vec<Because>, language: Language) -> BarRow {
    let name = l10n::say(language, &bar_key(bar.id), &[]);
    let points = match bar.of {
        0 => l10n::say(language, "bar-not-applying", &[]),
        of => format!("{} / {}", tenths(bar.points), tenths(of)),
    };
    BarRow { name, points, room: bar.of, filled: bar.points, why }
}

fn because(plan: &Plan, events: &[Event], listed: &BTreeSet<u32>, reason: &Reason, language: Language) -> Because {
    let event = reason.event.and_then(|number| events.iter().find(|event| event.n == number));
    Because {
        words: reason.text(language),
        time: event.map_or_else(String::new, |event| clock(plan, event.t)),
        event: event.map(|event| event.n),
        listed: event.is_some_and(|event| listed.contains(&event.n)),
    }
}
