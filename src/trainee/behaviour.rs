//! What playing a scenario shows of it: whether it can be won, whether doing nothing wins it, what nobody ever sees.

use super::builtin::{self, Builtin};
use super::calibrate::{Calibration, calibrate};
use super::par::{self, par};
use super::solve::{self, Verdict, solve};
use super::wander::wander;
use super::{Played, Trainee, book, failed_expectations, names};
use crate::l10n;
use crate::scenario::Plan;
use crate::scenario::checks::{self, Checked};
use crate::scenario::diagnostics::{Code, Problem};
use crate::scenario::forecast::id_of;
use crate::scenario::library;
use crate::scenario::model::{self, Difficulty};
use crate::scenario::plan::{Condition, Item, Severity};
use crate::scenario::sources::Place;
use crate::scenario::words::Placed;
use crate::score::{Band, fold, tenths};
use crate::sim::{Kind, Simulation, replay};
use crate::text::{Language, Text};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Days on which trainees play.
const DAYS: u64 = 40;
/// Days that are solved.
const SOLVED: u64 = 20;
/// Days on which a scenario's own trainees must come to what is expected of them.
const EXPECTED: u64 = 200;
/// Days of wandering.
const WANDERED: u64 = 300;
/// Days on which a rule is left out.
const WITHOUT: u64 = 10;
/// Weaknesses taken further, so that what only a worse day brings comes up as well.
const WORSE: [&str; 8] = [
    "slow_to_notice=30",
    "slow_to_notice=60",
    "slow_to_notice=110",
    "polite=20",
    "polite=45",
    "chatty=10",
    "chatty=20",
    "chatty=40",
];
/// Points that answering the phone and nothing else may earn, in tenths: those of the rubric's reference trainee.
fn for_nothing(severity: Severity) -> i64 {
    if severity == Severity::P4 { 200 } else { 150 }
}

/// Checks a file, an id or a text with everything there is, what playing it shows included.
pub fn check_file(path: &Path) -> Checked {
    checks::check_file(path, Some(&of))
}

/// The same for a text.
pub fn check(name: &str, source: &str, path: Option<&Path>) -> Checked {
    checks::check_further(name, source, path, Some(&of))
}

struct Findings<'a> {
    model: &'a model::Scenario,
    plan: &'a Arc<Plan>,
    problems: Vec<Problem>,
}

/// What playing a scenario shows.
pub fn of(model: &model::Scenario, plan: &Arc<Plan>) -> Vec<Problem> {
    let mut findings = Findings { model, plan, problems: Vec::new() };
    let runaway = (1..=3).find_map(|seed| {
        let played = builtin::named("silent")?.play(plan.clone(), seed);
        played.simulation.broken().map(str::to_owned)
    });
    // A rule that runs away says nothing of the rest; the static checks tell it.
    if runaway.is_some() {
        return findings.problems;
    }
    let policy = par(plan);
    let trainees = names(plan);
    let Ok(calibration) = calibrate(plan, &trainees, 1..=DAYS, |_| true) else { return findings.problems };
    let wandered: Vec<Played> = (1..=WANDERED).into_par_iter().map(|seed| wander(plan, seed)).collect();
    findings.can_be_won(&policy);
    findings.scores(&calibration);
    findings.difficulty(&calibration);
    let worse = WORSE.map(str::to_owned);
    let Ok(worse) = calibrate(plan, &worse, 1..=DAYS, |_| true) else { return findings.problems };
    findings.content(&calibration, &worse, &wandered);
    findings.expectations();
    findings.rules(&wandered);
    findings.problems
}

impl Findings<'_> {
    fn say(&mut self, code: Code, place: Place, ja: String, en: String) {
        self.problems.push(Problem::at(code, place, Text::new(ja, en)));
    }

    fn can_be_won(&mut self, policy: &book::Book) {
        let solved: Vec<_> =
            (1..=SOLVED).into_par_iter().map(|seed| solve(self.plan, seed, policy, solve::BUDGET / 4, false)).collect();
        let place = self.model.id.place;
        let lost: Vec<_> =
            solved.iter().filter(|solution| matches!(solution.verdict, Verdict::Impossible { .. })).collect();
        if let Some(first) = lost.first()
            && let Verdict::Impossible { chain, .. } = &first.verdict
        {
            let waits = |language| {
                let steps: Vec<String> = chain
                    .iter()
                    .map(|(thing, time)| {
                        let word = l10n::say(language, &format!("forecast-{}", thing.word()), &[]);
                        let clock =
                            if *time <= self.plan.ends { self.plan.calendar.clock(*time) } else { "—".to_owned() };
                        format!("{} {word} {clock}", id_of(self.plan, *thing))
                    })
                    .collect();
                if steps.is_empty() { "—".to_owned() } else { steps.join(" ← ") }
            };
            let (count, seed) = (lost.len(), first.seed);
            self.say(
                Code::CannotBeWon,
                place,
                format!(
                    "{SOLVED}日のうち{count}日は、運を知っていて手順を守る人にも勝てません。シード{seed}では早くても:{}",
                    waits(Language::Ja)
                ),
                format!(
                    "{count} of {SOLVED} days cannot be won even by somebody who knows the luck and keeps the rules; on seed {seed} at the earliest: {}",
                    waits(Language::En)
                ),
            );
        }
        let open: Vec<u64> = solved
            .iter()
            // Without a goal there is only the score, and that has its own check.
            .filter(|solution| solution.verdict == Verdict::Undecided && solution.goal.is_some())
            .map(|solution| solution.seed)
            .collect();
        if let Some(seed) = open.first() {
            let count = open.len();
            self.say(
                Code::Undecided,
                place,
                format!("{SOLVED}日のうち{count}日は、勝てるかどうか決まりません。`shikyu solve --seed {seed} --budget 5000000` で詳しく調べられます"),
                format!("on {count} of {SOLVED} days it is not known whether they can be won; `shikyu solve --seed {seed} --budget 5000000` looks further"),
            );
        }
    }

    fn scores(&mut self, calibration: &Calibration) {
        let place = self.model.id.place;
        let tally = |name: &str| calibration.trainees.iter().find(|tally| tally.trainee == name);
        let most = |totals: &BTreeMap<i64, u64>| totals.keys().next_back().copied().unwrap_or(0);
        let limit = for_nothing(self.plan.severity);
        if let Some(silent) = tally("silent")
            && most(&silent.totals) >= limit
        {
            let (most, limit) = (tenths(most(&silent.totals)), tenths(limit));
            self.say(
                Code::WonBySilence,
                place,
                format!("電話に出るだけで何もしない訓練生(silent)が{most}点を取ります。{limit}点を下回るようにします"),
                format!("a trainee who answers the phone and does nothing (silent) earns {most} points; it should stay below {limit}"),
            );
        }
        let best = calibration.trainees.iter().map(|tally| most(&tally.totals)).max().unwrap_or(0);
        if best < PASS {
            let (best, pass) = (tenths(best), tenths(PASS));
            self.say(
                Code::NobodyPasses,
                place,
                format!("どの訓練生も、どの日も合格しません。最高は{best}点で、合格は{pass}点からです"),
                format!("no trainee passes on any day; the best total is {best}, a pass begins at {pass}"),
            );
        } else if let Some(book) = tally("by_the_book")
            && book.passed < book.runs
        {
            let failed = book.runs - book.passed;
            let seed = (1..=DAYS).find(|seed| {
                let played = Builtin::Book(book::Book::by_the_book()).play(self.plan.clone(), *seed);
                Band::of(fold(self.plan, played.simulation.events()).total) < Band::Pass
            });
            let seed = seed.unwrap_or(1);
            self.say(
                Code::FailedByTheBook,
                place,
                format!("規則どおりに動く訓練生(by_the_book)が、{DAYS}日のうち{failed}日で不合格です。`shikyu run --trainee by_the_book --seed {seed}` で確かめられます"),
                format!("the trainee who goes by the book fails on {failed} of {DAYS} days; see `shikyu run --trainee by_the_book --seed {seed}`"),
            );
        }
        for bar in model::BARS {
            let of: i64 = self.plan_weight(bar);
            let lost_all = calibration
                .trainees
                .iter()
                .all(|tally| tally.lost.get(bar).copied().unwrap_or(0) == of * tally.runs as i64);
            if of > 0 && lost_all {
                let words = |language| l10n::say(language, &format!("bar-{}", bar.replace('_', "-")), &[]);
                self.say(
                    Code::NobodyEarns,
                    place,
                    format!("「{}」では、どの訓練生も一点も取れません", words(Language::Ja)),
                    format!("on the bar \"{}\" no trainee earns anything", words(Language::En)),
                );
            }
        }
    }

    /// The points a bar can give in this scenario, in tenths; 0 when it does not apply.
    fn plan_weight(&self, bar: &str) -> i64 {
        let silent = builtin::named("silent").map(|silent| silent.play(self.plan.clone(), 1));
        let score = silent.map(|played| fold(self.plan, played.simulation.events()));
        score.and_then(|score| Some(score.bar(bar)?.of)).unwrap_or(0)
    }

    fn difficulty(&mut self, calibration: &Calibration) {
        let Some(Placed { is: declared, place }) = self.model.difficulty else { return };
        let Some(percent) = calibration.passed_by_people() else { return };
        let found = Difficulty::of(percent);
        if found != declared {
            self.say(
                Code::OtherDifficulty,
                place,
                format!("difficulty は {declared:?} ですが、弱さのある訓練生の{percent} %が合格するので、{found:?} です"),
                format!("the difficulty says {declared:?}, but {percent} % of the trainees with a weakness pass, which is {found:?}"),
            );
        }
    }

    fn content(&mut self, calibration: &Calibration, worse: &Calibration, wandered: &[Played]) {
        for (kind, ids) in &calibration.unseen {
            for id in ids {
                if !worse.unseen.get(kind).is_some_and(|unseen| unseen.contains(id)) {
                    continue;
                }
                let came_up = match self.plan.items.get(id) {
                    Some((Item::Ending(ending), _)) => {
                        wandered.iter().any(|run| run.simulation.ending() == Some(*ending))
                    }
                    Some((_, anchor)) => wandered.iter().any(|run| run.simulation.began(*anchor).is_some()),
                    None => continue,
                };
                if !came_up {
                    let place = place_of(self.model, id);
                    self.say(
                        Code::NeverSeen,
                        place,
                        format!("「{id}」は、どの訓練生の回にも、でたらめに動く{WANDERED}回にも現れませんでした"),
                        format!("`{id}` came up for no trainee, and in none of {WANDERED} plays at random"),
                    );
                }
            }
        }
    }

    fn expectations(&mut self) {
        for (place, trainee) in self.model.trainees.iter().enumerate() {
            let Some(compiled) = self.plan.trainees.get(place) else { continue };
            if compiled.expect.is_empty() {
                continue;
            }
            let failed: Vec<(u64, usize)> = (1..=EXPECTED)
                .into_par_iter()
                .flat_map_iter(|seed| {
                    let played = Trainee::Own(place).play(self.plan, seed);
                    let score = fold(self.plan, played.simulation.events());
                    let failed = failed_expectations(&played, &score, &compiled.expect);
                    failed.into_iter().map(move |which| (seed, which))
                })
                .collect();
            let mut told: Vec<usize> = failed.iter().map(|(_, which)| *which).collect();
            told.sort_unstable();
            told.dedup();
            for which in told {
                let seeds: Vec<u64> =
                    failed.iter().filter(|(_, other)| *other == which).map(|(seed, _)| *seed).collect();
                let condition = crate::sim::why::written(self.plan, &compiled.expect[which]);
                let (count, first, id) = (seeds.len(), seeds[0], &compiled.id);
                self.say(
                    Code::ExpectationFails,
                    trainee.id.place,
                    format!("「{id}」に期待した {condition} は、{EXPECTED}日のうち{count}日で外れます(最初はシード{first})"),
                    format!("what is expected of `{id}`, {condition}, fails on {count} of {EXPECTED} days (first on seed {first})"),
                );
            }
        }
    }

    /// Leaves each rule out in turn: one that changes nothing for anybody could go.
    fn rules(&mut self, wandered: &[Played]) {
        let trainees: Vec<Trainee> = names(self.plan)
            .iter()
            .filter(|name| *name != par::NAME)
            .filter_map(|name| Trainee::named(name, self.plan))
            .collect();
        let days: Vec<(usize, u64)> =
            (0..trainees.len()).flat_map(|trainee| (1..=WITHOUT).map(move |seed| (trainee, seed))).collect();
        let whole: Vec<Played> =
            days.par_iter().map(|(trainee, seed)| trainees[*trainee].play(self.plan, *seed)).collect();
        for (number, rule) in self.model.rules.iter().enumerate() {
            let Some(compiled) = self.plan.rules.get(number) else { continue };
            let fired = |simulation: &Simulation| simulation.began(compiled.anchor).is_some();
            // What the debrief says of it is noticed by whoever reads it.
            if compiled.lesson.is_some() {
                continue;
            }
            // A rule that never fires is told as such.
            if !whole.iter().any(|played| fired(&played.simulation))
                && !wandered.iter().any(|run| fired(&run.simulation))
            {
                continue;
            }
            let mut without = (**self.plan).clone();
            without.rules[number].when = Condition::Any(Vec::new());
            let without = Arc::new(without);
            let noticed = days.par_iter().zip(&whole).any(|((trainee, seed), played)| {
                fired(&played.simulation)
                    && differs(&played.simulation, &trainees[*trainee].play(&without, *seed).simulation)
            });
            let noticed = noticed
                || wandered.par_iter().filter(|run| fired(&run.simulation)).any(|run| {
                    // The same moves again: one that is not possible any more is a difference, too.
                    let again = replay(without.clone(), run.simulation.seed(), &run.log, |_| {});
                    again.map_or(true, |again| differs(&run.simulation, &again))
                });
            if !noticed {
                self.say(
                    Code::NobodyNotices,
                    rule.id.place,
                    format!("規則「{}」を除いても、誰にとっても何も変わりません", compiled.id),
                    format!("leaving out the rule `{}` changes nothing for anybody", compiled.id),
                );
            }
        }
    }
}

/// The pass mark, in tenths of a point.
const PASS: i64 = 750;

/// Whether anything but the firing of rules went otherwise.
fn differs(one: &Simulation, other: &Simulation) -> bool {
    fn told(simulation: &Simulation) -> impl Iterator<Item = (i64, &Kind)> {
        let events = simulation.events().iter().map(|event| (event.t, &event.kind));
        events.filter(|(_, kind)| !matches!(kind, Kind::RuleFired { .. }))
    }
    !told(one).eq(told(other))
}

/// Where an item stands in the file.
fn place_of(model: &model::Scenario, id: &str) -> Place {
    let systems = model.systems.iter().flat_map(|system| {
        let looks = system.looks.iter().map(|look| &look.id);
        looks.chain(system.repairs.iter().map(|repair| &repair.id))
    });
    let talks = model
        .conversations
        .iter()
        .flat_map(|talk| std::iter::once(&talk.id).chain(talk.lines.iter().map(|line| &line.id)));
    let mut ids = model
        .facts
        .iter()
        .map(|fact| &fact.id)
        .chain(systems)
        .chain(model.knowledge.iter().map(|document| &document.id))
        .chain(talks)
        .chain(model.rules.iter().map(|rule| &rule.id))
        .chain(model.endings.iter().map(|ending| &ending.id));
    ids.find(|known| known.name == id).map_or(model.id.place, |known| known.place)
}

/// Checks a file; the id of a scenario works here as it does for `run`.
pub fn check_path(path: &Path, folders: &crate::scenario::Folders) -> Checked {
    let word = path.to_string_lossy();
    if !path.exists()
        && let Some((name, source, path)) = library::source_of(&word, folders)
    {
        return check(&name, &source, path.as_deref());
    }
    check_file(path)
}
