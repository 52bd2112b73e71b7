//! `compare`: runs of one scenario side by side.

use super::table::aligned;
use super::{Format, Output, fail, print};
use crate::debrief::Ghost;
use crate::debrief::in_words::side_by_side;
use crate::l10n;
use crate::record::Record;
use crate::scenario::Plan;
use crate::text::Language;
use crate::trainee;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Compare {
    /// Records of one scenario.
    #[arg(required = true)]
    runs: Vec<PathBuf>,
    /// A trainee to lay beside them, under the luck of the first; can be given several times. With one record and none
    /// named: the day as it happened, and by the book.
    #[arg(long)]
    trainee: Vec<String>,
    #[command(flatten)]
    output: Output,
}

impl Compare {
    pub(super) fn run(self) -> ExitCode {
        let language = self.output.language();
        let mut ghosts = Vec::new();
        let mut first: Option<(std::sync::Arc<Plan>, u64)> = None;
        for path in &self.runs {
            let read = Record::read(path).and_then(|record| Ok((record.replay()?.0, record.header)));
            let (simulation, header) = match read {
                Ok(read) => read,
                Err(problem) => return fail(&format!("{}: {}", path.display(), problem.text().get(language))),
            };
            match &first {
                None => first = Some((simulation.plan().clone(), header.seed)),
                Some((plan, _)) if plan.hash == header.scenario_hash => {}
                Some(_) => {
                    let arguments = [("path", path.display().to_string().into())];
                    return fail(&l10n::say(language, "compare-other", &arguments));
                }
            }
            ghosts.push(Ghost::of(&format!("{} ({})", header.trainee, header.seed), &simulation));
        }
        let Some((plan, seed)) = first else { return ExitCode::FAILURE };
        let usual = ["as_it_happened", "by_the_book"].map(str::to_owned);
        let alone = self.runs.len() == 1 && self.trainee.is_empty();
        for name in if alone { usual.as_slice() } else { self.trainee.as_slice() } {
            match trainee::play(name, &plan, seed) {
                Some(played) => ghosts.push(Ghost::of(name, &played.simulation)),
                None if alone => {}
                None => {
                    let names = trainee::names(&plan).join(", ");
                    let arguments = [("name", name.as_str().into()), ("names", names.into())];
                    return fail(&l10n::say(language, "no-such-trainee", &arguments));
                }
            }
        }
        match self.output.format {
            Format::Human => print(human(&plan, &ghosts, language).trim_end()),
            Format::Json => {
                let runs: Vec<_> = ghosts.iter().map(|ghost| json_of(&plan, ghost, language)).collect();
                print(&format!("{:#}", serde_json::Value::Array(runs)));
            }
        }
        ExitCode::SUCCESS
    }
}

fn human(plan: &Plan, ghosts: &[Ghost], language: Language) -> String {
    let row = |name: String, of: &dyn Fn(&Ghost) -> String| -> Vec<String> {
        std::iter::once(name).chain(ghosts.iter().map(of)).collect()
    };
    let mut table = vec![row(String::new(), &|ghost| ghost.name.clone())];
    let beside = side_by_side(plan, &ghosts.iter().collect::<Vec<_>>(), language);
    let lines = beside.into_iter().map(|row| std::iter::once(row.name).chain(row.cells).collect::<Vec<_>>());
    table.extend(lines);
    let ending = |ghost: &Ghost| ghost.moments.ending.map(|ending| plan.endings[ending.index()].id.clone());
    table.push(row(l10n::say(language, "compare-ending", &[]), &|ghost| ending(ghost).unwrap_or_default()));
    format!("{}\n\n{}", plan.title.get(language), aligned(&table, &[0]))
}

fn json_of(plan: &Plan, ghost: &Ghost, language: Language) -> serde_json::Value {
    let stamp = |time: Option<i64>| time.map(|time| plan.calendar.stamp(time));
    let moments = &ghost.moments;
    let engaged: serde_json::Map<String, serde_json::Value> =
        moments.engaged.iter().map(|(role, time)| (role.word().to_owned(), json!(stamp(*time)))).collect();
    let curve: Vec<_> =
        ghost.curve.iter().map(|step| json!({ "at": plan.calendar.stamp(step.t), "share": step.share })).collect();
    json!({
        "run": ghost.name,
        "acknowledged": stamp(moments.acknowledged),
        "first_told": stamp(moments.first_told),
        "engaged": engaged,
        "first_word": stamp(moments.first_word),
        "chases": moments.chases,
        "restored": stamp(moments.restored),
        "finished": stamp(moments.finished),
        "ending": moments.ending.map(|ending| &plan.endings[ending.index()].id),
        "curve": curve,
        "score": ghost.score.json(language),
    })
}
