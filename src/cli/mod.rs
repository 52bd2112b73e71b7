//! The command line: one file a subcommand. Without a subcommand the desktop opens.

mod calibrate;
mod check;
mod compare;
mod explain;
mod forecast;
mod history;
mod new;
mod play;
mod report;
mod run;
mod solve;
mod table;
mod what_if;
mod why;

use crate::scenario::{Folders, Report};
use crate::text::Language;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::process::ExitCode;

/// What the program was asked to do.
#[derive(Parser)]
#[command(
    name = "shikyu",
    version,
    about = "Shikyu (至急): a training simulator for incident response. Without a command, the desktop opens."
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Subcommands>,
}

#[derive(Subcommand)]
enum Subcommands {
    /// Opens the desktop at a scenario.
    Play(play::Play),
    /// Plays a scenario without a window, by a trainee or a script, and prints the run.
    Run(run::Run),
    /// Prints a recorded run again.
    Replay(run::Replay),
    /// Simulates a recorded run again and compares; exit code 1 on any difference.
    Verify(run::Verify),
    /// Says what is wrong with scenarios, each problem with its place; exit code 1 when anything is.
    Check(check::Check),
    /// Writes a new scenario that can be played at once and teaches the format from top to bottom.
    New(new::New),
    /// Prints when each thing of a scenario can happen at the earliest, and by when it happens in any case.
    Forecast(forecast::Forecast),
    /// Says of a recorded run why each rule and conversation has begun or not, at a minute.
    Why(why::Why),
    /// Lays recorded runs, or one run and trainees, side by side.
    Compare(compare::Compare),
    /// Says of a recorded run what one other decision would have brought, on the same day and on others.
    WhatIf(what_if::WhatIfs),
    /// Makes a report of a recorded run, or of a folder of runs: a page, a sheet, lines of JSON, or statements for a
    /// learning record store.
    Report(report::Report),
    /// Lists what is kept of you (runs, bests, plans, what is due), copies it out, or deletes it.
    History(history::History),
    /// Plays many trainees on many days: pass rates, scores, endings, and what nobody saw.
    Calibrate(calibrate::Calibrate),
    /// Says whether a day can be won, by when, and with which run.
    Solve(solve::Solve),
    /// Says what a code of `check` means, with an example that fails and one that is mended.
    Explain(explain::Explain),
}

/// How results are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// For programs.
    Json,
}

#[derive(Args)]
struct Output {
    /// How results are printed.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// The language; without it that of the system.
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

impl Output {
    fn language(&self) -> Language {
        self.lang.unwrap_or_else(Language::of_system)
    }
}

/// Runs the program.
pub fn main() -> ExitCode {
    let folders = Folders::of_user();
    match Arguments::parse().command {
        None => play::open(play::Play::default()),
        Some(Subcommands::Play(play)) => play::open(play),
        Some(Subcommands::Run(run)) => run.run(&folders),
        Some(Subcommands::Replay(replay)) => replay.run(),
        Some(Subcommands::Verify(verify)) => verify.run(),
        Some(Subcommands::Check(check)) => check.run(&folders),
        Some(Subcommands::Explain(explain)) => explain.run(),
        Some(Subcommands::New(new)) => new.run(),
        Some(Subcommands::Forecast(forecast)) => forecast.run(&folders),
        Some(Subcommands::Why(why)) => why.run(),
        Some(Subcommands::Compare(compare)) => compare.run(),
        Some(Subcommands::WhatIf(what_if)) => what_if.run(),
        Some(Subcommands::Report(report)) => report.run(),
        Some(Subcommands::History(history)) => history.run(&folders),
        Some(Subcommands::Solve(solve)) => solve.run(&folders),
        Some(Subcommands::Calibrate(calibrate)) => calibrate.run(&folders),
    }
}

fn fail(words: &str) -> ExitCode {
    eprintln!("shikyu: {}", words.trim_end());
    ExitCode::FAILURE
}

fn fail_with(report: &Report, output: &Output) -> ExitCode {
    match output.format {
        Format::Json => println!("{:#}", report.json()),
        Format::Human => eprint!("{}", report.human(output.language())),
    }
    ExitCode::FAILURE
}

/// Prints without dying when the reader has gone, as `head` does.
fn print(words: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{words}");
}
