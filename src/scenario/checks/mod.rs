//! What is sound but looks wrong: advice, a file a kind. Each check stays silent where it cannot be sure.

mod allow;
mod conditions;
mod languages;
mod numbers;
mod references;
mod scoring;
mod times;
mod ways;

use super::diagnostics::{Code, Problem, Report, Weight};
use super::forecast::Forecast;
use super::load::Reading;
use super::model;
use super::plan::Plan;
use super::sources::Place;
use crate::text::Text;
use std::path::Path;
use std::sync::Arc;

/// A scenario that was read and checked.
pub struct Checked {
    /// Everything that is wrong with it, and all advice.
    pub report: Report,
    /// The plan, where nothing keeps it from being loaded.
    pub plan: Option<Plan>,
}

/// Checks that need more than the scenario itself: they are handed in from above, because they play it.
pub type Further<'a> = &'a dyn Fn(&model::Scenario, &Arc<Plan>) -> Vec<Problem>;

/// Reads a scenario and checks all of it without playing it. `path` is where it lies, for what it extends.
pub fn check(name: &str, source: &str, path: Option<&Path>) -> Checked {
    check_further(name, source, path, None)
}

/// Reads a scenario and checks all of it; where nothing is broken, further checks have their say as well.
pub fn check_further(name: &str, source: &str, path: Option<&Path>, further: Option<Further>) -> Checked {
    let mut reading = Reading::of(name, source, path);
    let plan = reading.compile().map(Arc::new);
    if let (Some(model), Some(plan)) = (&reading.model, &plan) {
        let forecast = Forecast::of(plan);
        let mut advice = Advice { model, plan, forecast: &forecast, problems: Vec::new() };
        references::check(&mut advice);
        ways::check(&mut advice);
        conditions::check(&mut advice);
        times::check(&mut advice);
        scoring::check(&mut advice);
        languages::check(&mut advice);
        reading.problems.append(&mut advice.problems);
    }
    if let (Some(further), Some(model), Some(plan)) = (further, &reading.model, &plan) {
        reading.problems.extend(further(model, plan));
    }
    allow::silence(&mut reading, plan.is_some(), further.is_some());
    reading.problems.sort_by_key(|problem| (problem.place.map(|spot| (spot.file, spot.start)), problem.code));
    let plan = plan.map(Arc::unwrap_or_clone);
    Checked { report: Report { sources: reading.sources, problems: reading.problems }, plan }
}

/// Checks a file.
pub fn check_file(path: &Path, further: Option<Further>) -> Checked {
    match super::load::read_file(path) {
        Ok(source) => check_further(&path.display().to_string(), &source, Some(path), further),
        Err(report) => Checked { report: *report, plan: None },
    }
}

impl Checked {
    /// How many errors, and how much advice.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.report.problems.iter().filter(|problem| problem.code.weight() == Weight::Error).count();
        (errors, self.report.problems.len() - errors)
    }
}

/// What the checks look at, and what they have found.
struct Advice<'a> {
    model: &'a model::Scenario,
    plan: &'a Plan,
    forecast: &'a Forecast,
    problems: Vec<Problem>,
}

impl Advice<'_> {
    fn say(&mut self, code: Code, place: Place, ja: impl Into<String>, en: impl Into<String>) -> &mut Problem {
        self.problems.push(Problem::at(code, place, Text::new(ja.into(), en.into())));
        self.problems.last_mut().expect("one was just pushed")
    }
}
