//! Plants known faults into the engine and the scoring, one at a time, and tells which of them the tests catch.
//!
//! `cargo run --no-default-features --example plant -- [NAME…]` works on a copy of the package, so nothing here is
//! touched. Without names it plants all faults of `fuzz/faults.ron`. It exits with 1 when fewer than 95 % are caught, and
//! with 2 when the list no longer fits the code.

use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// Of a hundred faults so many must be caught.
const WANTED: usize = 95;

/// What the package is made of, as far as its core and its tests need it.
const PARTS: [&str; 9] = ["Cargo.toml", "Cargo.lock", "src", "assets", "scenarios", "tests", "docs", "benches", "fuzz"];

/// A slip of the kind programmers make.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    name: String,
    file: String,
    /// Text that stands once in the file.
    find: String,
    /// What is put in its place.
    plant: String,
    /// What a user would see go wrong.
    breaks: String,
}

enum Outcome {
    Caught(String),
    Missed,
    DoesNotFit(String),
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    if !from.is_dir() {
        return std::fs::copy(from, to).map(drop);
    }
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_name() != "target" {
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// The contracts of the engine and the scoring: most faults are caught by one of them, and they are built in a moment.
const FIRST: [&str; 8] =
    ["engine_rules", "score_edges", "score_by_hand", "record_forged", "records", "luck", "format", "what_if"];

/// Runs tests of the core in the copy, the first ones or all; `None` when they pass, else the first line that says why they
/// do not. `build_only` tells a fault that does not compile from one that is caught.
fn failure(package: &Path, target: &Path, first: bool, build_only: bool) -> std::io::Result<Option<String>> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(package).env("CARGO_TARGET_DIR", target).env("RUST_BACKTRACE", "0");
    cargo.args(["test", "--quiet", "--no-default-features", "--lib"]);
    if first {
        for test in FIRST {
            cargo.args(["--test", test]);
        }
    } else {
        cargo.arg("--tests");
    }
    if build_only {
        cargo.arg("--no-run");
    }
    let done = cargo.stdin(Stdio::null()).output()?;
    if done.status.success() {
        return Ok(None);
    }
    let told = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    let wanted: &[&str] = if build_only { &["error"] } else { &["---- ", "error"] };
    let line = told.lines().find(|line| wanted.iter().any(|start| line.starts_with(start)));
    Ok(Some(line.unwrap_or("it fails without a word").trim_matches(['-', ' ']).to_owned()))
}

fn try_out(fault: &Fault, package: &Path, target: &Path) -> std::io::Result<Outcome> {
    let path = package.join(&fault.file);
    let sound = std::fs::read_to_string(&path)?;
    let found = sound.matches(&fault.find).count();
    if found != 1 {
        return Ok(Outcome::DoesNotFit(format!("its text stands {found} times in {}", fault.file)));
    }
    std::fs::write(&path, sound.replace(&fault.find, &fault.plant))?;
    let outcome = match failure(package, target, true, true)? {
        Some(why) => Outcome::DoesNotFit(format!("with it the code does not compile: {why}")),
        None => match failure(package, target, true, false)? {
            Some(by) => Outcome::Caught(by),
            None => failure(package, target, false, false)?.map_or(Outcome::Missed, Outcome::Caught),
        },
    };
    std::fs::write(&path, sound)?;
    Ok(outcome)
}

fn run() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let faults: Vec<Fault> = ron::from_str(&std::fs::read_to_string(root.join("fuzz/faults.ron"))?)?;
    let names: Vec<String> = std::env::args().skip(1).collect();
    let wanted: Vec<&Fault> = faults.iter().filter(|fault| names.is_empty() || names.contains(&fault.name)).collect();
    let copied = tempfile::tempdir()?;
    let package = copied.path().join("shikyu");
    std::fs::create_dir(&package)?;
    for part in PARTS {
        copy(&root.join(part), &package.join(part))?;
    }
    let target = copied.path().join("target");
    println!("the sound code first, {} faults then", wanted.len());
    if let Some(why) = failure(&package, &target, true, false)? {
        return Err(format!("the tests fail without any fault: {why}").into());
    }
    let (mut caught, mut unfit) = (0, 0);
    for fault in &wanted {
        let began = Instant::now();
        let outcome = try_out(fault, &package, &target)?;
        let took = began.elapsed().as_secs();
        match outcome {
            Outcome::Caught(by) => {
                caught += 1;
                println!("caught  {:<32} {took:>4} s  {by}", fault.name);
            }
            Outcome::Missed => println!("MISSED  {:<32} {took:>4} s  {}: {}", fault.name, fault.file, fault.breaks),
            Outcome::DoesNotFit(why) => {
                unfit += 1;
                println!("UNFIT   {:<32} {took:>4} s  {why}", fault.name);
            }
        }
    }
    println!("{caught} of {} faults are caught", wanted.len());
    Ok(match (unfit, caught * 100 >= wanted.len() * WANTED) {
        (0, true) => ExitCode::SUCCESS,
        (0, false) => ExitCode::FAILURE,
        _ => ExitCode::from(2),
    })
}

fn main() -> ExitCode {
    run().unwrap_or_else(|error| {
        eprintln!("plant: {error}");
        ExitCode::from(2)
    })
}
