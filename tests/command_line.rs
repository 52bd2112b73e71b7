//! The contract of the command line: what is printed, and the exit code.

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn shikyu(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shikyu"))
        .args(arguments)
        .env("SHIKYU_HOME", home)
        .current_dir(home)
        .output()
        .expect("the program runs")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

#[test]
fn a_run_prints_the_object_of_the_contract() {
    let home = tempfile::tempdir().expect("a folder");
    let arguments = ["run", "month_end_outage", "--trainee", "as_it_happened", "--seed", "4", "--format", "json"];
    let output = shikyu(home.path(), &arguments);
    assert!(output.status.success(), "{output:?}");
    let run = json(&output);
    assert_eq!(run["scenario"], "month_end_outage");
    assert_eq!(run["seed"], 4);
    assert_eq!(run["trainee"], "as_it_happened");
    assert_eq!(run["rules"], shikyu::sim::cost::RULES);
    assert_eq!(run["ending"], "apology_visit");
    assert_eq!(run["score"]["band"], "repeat");
    let bars: Vec<&str> =
        run["score"]["bars"].as_array().expect("bars").iter().filter_map(|bar| bar["id"].as_str()).collect();
    assert_eq!(bars, shikyu::scenario::model::BARS);
    let reason = &run["score"]["bars"][0]["why"][0];
    assert!(reason["event"].is_number() && reason["rule"].is_string() && reason["text"].is_string(), "{reason}");
    let events = run["events"].as_array().expect("events");
    let ring = events.iter().find(|event| event["kind"] == "call_incoming").expect("a ring");
    assert_eq!(ring["at"], "2026-11-30T11:50:00");
    assert_eq!(ring["t"], 300);
    assert_eq!(ring["who"], "customer_a");
    for (place, event) in events.iter().enumerate() {
        assert_eq!(event["n"], place + 1);
    }
    assert_eq!(shikyu(home.path(), &arguments).stdout, output.stdout, "the same bytes again");
}

#[test]
fn a_record_replays_and_verifies_and_a_changed_one_does_not() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("a run.shikyu");
    let file = file.to_str().expect("a name");
    let run = shikyu(
        home.path(),
        &["run", "old_logo", "--trainee", "proportionate", "--out", file, "--format", "json", "--lang", "en"],
    );
    assert!(run.status.success(), "{run:?}");
    let again = shikyu(home.path(), &["replay", file, "--format", "json", "--lang", "en"]);
    assert_eq!(run.stdout, again.stdout);
    assert!(shikyu(home.path(), &["verify", file]).status.success());
    let text = std::fs::read_to_string(file).expect("read");
    std::fs::write(file, text.replacen("\"at\":", "\"aT\":", 1)).expect("written");
    let changed = shikyu(home.path(), &["verify", file, "--lang", "en"]);
    assert_eq!(changed.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&changed.stderr).contains("line 2"), "{changed:?}");
}

#[test]
fn a_script_plays_and_a_wrong_id_in_it_is_told_at_its_place() {
    let home = tempfile::tempdir().expect("a folder");
    let script = home.path().join("mine.ron");
    std::fs::write(
        &script,
        "[\n    Answer(\"first_call\", [Ask(Deadline)]),\n    Call(\"manager\", [Tell([\"me\", \"a_down\"])]),\n]\n",
    )
    .expect("written");
    let script = script.to_str().expect("a name");
    let played = shikyu(home.path(), &["run", "month_end_outage", "--script", script, "--format", "json"]);
    assert!(played.status.success(), "{played:?}");
    let asked = json(&played)["events"].as_array().expect("events").iter().any(|event| event["kind"] == "asked");
    assert!(asked);
    std::fs::write(script, "[\n    Call(\"manger\", []),\n]\n").expect("written");
    let wrong = shikyu(home.path(), &["run", "month_end_outage", "--script", script, "--lang", "en"]);
    assert_eq!(wrong.status.code(), Some(1));
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(told.contains("mine.ron:2:11") && told.contains("manager"), "{told}");
}

#[test]
fn check_says_ok_or_file_line_and_column() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("broken.ron");
    let (_, source) = shikyu::scenario::library::built_in().next().expect("a scenario");
    std::fs::write(&file, source).expect("written");
    let file = file.to_str().expect("a name");
    let sound = shikyu(home.path(), &["check", file, "--lang", "en"]);
    assert!(sound.status.success() && String::from_utf8_lossy(&sound.stdout).contains("OK"), "{sound:?}");
    std::fs::write(file, source.replacen("severity:", "severty:", 1)).expect("written");
    for (language, words) in [("en", "severity"), ("ja", "severity")] {
        let broken = shikyu(home.path(), &["check", file, "--lang", language]);
        assert_eq!(broken.status.code(), Some(1));
        let told = String::from_utf8_lossy(&broken.stdout).into_owned();
        assert!(told.contains("broken.ron:") && told.contains("severty") && told.contains(words), "{told}");
    }
    let problems = json(&shikyu(home.path(), &["check", file, "--format", "json"]));
    assert_eq!(problems[0]["code"], "F002");
    assert!(problems[0]["line"].is_number() && problems[0]["message"]["ja"].is_string());
}

#[test]
fn an_unknown_scenario_or_trainee_names_those_there_are() {
    let home = tempfile::tempdir().expect("a folder");
    let scenario = shikyu(home.path(), &["run", "month_end", "--trainee", "silent", "--lang", "en"]);
    assert_eq!(scenario.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&scenario.stderr).contains("month_end_outage"), "{scenario:?}");
    let trainee = shikyu(home.path(), &["run", "month_end_outage", "--trainee", "hero", "--lang", "en"]);
    assert_eq!(trainee.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&trainee.stderr).contains("by_the_book"), "{trainee:?}");
}

#[test]
fn a_scenario_of_the_users_own_folder_is_found_by_its_id() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("scenarios");
    std::fs::create_dir(&folder).expect("made");
    let (_, source) = shikyu::scenario::library::built_in().find(|(name, _)| name == "old_logo.ron").expect("built in");
    std::fs::write(folder.join("mine.ron"), source.replacen("id: \"old_logo\"", "id: \"mine\"", 1)).expect("written");
    let output = shikyu(home.path(), &["run", "mine", "--trainee", "silent", "--format", "json"]);
    assert_eq!(json(&output)["scenario"], "mine");
}

#[test]
fn calibration_is_shared_out_and_merged() {
    let home = tempfile::tempdir().expect("a folder");
    let calibrate = |arguments: &[&str]| {
        let arguments: Vec<&str> = ["calibrate"].iter().chain(arguments).copied().collect();
        shikyu(home.path(), &arguments)
    };
    let some = ["--trainee", "silent", "--trainee", "polite=12"];
    let part = |seeds: &str, out: &str| {
        let arguments = ["old_logo", "--seeds", seeds, "--out", out];
        let arguments: Vec<&str> = arguments.iter().chain(&some).copied().collect();
        assert!(calibrate(&arguments).status.success());
    };
    part("1..=3", "a.json");
    part("4..=10", "b.json");
    let merged = calibrate(&["--merge", "b.json", "a.json", "--format", "json"]);
    let arguments = ["old_logo", "--seeds", "1..=10", "--format", "json", "--jobs", "1"];
    let whole = calibrate(&arguments.iter().chain(&some).copied().collect::<Vec<_>>());
    assert_eq!(merged.stdout, whole.stdout);
    let report = json(&whole);
    assert_eq!(report["runs"], 20);
    assert!(report["events_total"].as_u64().is_some_and(|events| events > 100), "{report}");
    assert_eq!(report["trainees"][1]["trainee"], "polite=12");
    assert_eq!(calibrate(&["--merge", "a.json", "a.json"]).status.code(), Some(1));
    assert_eq!(calibrate(&["old_logo", "--trainee", "polite=x"]).status.code(), Some(1));
    assert_eq!(calibrate(&["old_logo", "--seeds", "9..=1"]).status.code(), Some(2));
}

#[test]
fn a_solved_day_comes_with_a_run_that_verifies() {
    let home = tempfile::tempdir().expect("a folder");
    let solved = shikyu(
        home.path(),
        &["solve", "old_logo", "--seed", "3", "--out", "witness.shikyu", "--format", "json", "--lang", "en"],
    );
    assert!(solved.status.success(), "{solved:?}");
    assert_eq!(json(&solved)["verdict"], "winnable");
    assert!(shikyu(home.path(), &["verify", "witness.shikyu"]).status.success());
    // A day that nobody can win: the reasons, no run to write, another exit code.
    let page = shikyu::scenario::library::page("B001").expect("it has a page");
    let fails =
        page.split("## fails\n```ron\n").nth(1).and_then(|rest| rest.split("\n```").next()).expect("an example");
    std::fs::write(home.path().join("lost.ron"), fails).expect("written");
    let lost = shikyu(home.path(), &["solve", "lost.ron", "--format", "json", "--lang", "en"]);
    assert_eq!(lost.status.code(), Some(1));
    let lost = json(&lost);
    assert_eq!(lost["verdict"], "impossible");
    assert!(lost["because"].as_array().is_some_and(|because| because.len() >= 3), "{lost}");
    assert_eq!(shikyu(home.path(), &["solve", "lost.ron", "--out", "none.shikyu"]).status.code(), Some(1));
    assert!(!home.path().join("none.shikyu").exists());
}

#[test]
fn other_decisions_and_other_runs_are_told() {
    let home = tempfile::tempdir().expect("a folder");
    let run = ["run", "month_end_outage", "--trainee", "as_it_happened", "--out", "run.shikyu"];
    assert!(shikyu(home.path(), &run).status.success());
    let found = json(&shikyu(home.path(), &["what-if", "run.shikyu", "--format", "json"]));
    let first = &found["what_ifs"][0];
    assert_eq!((&first["change"], &first["who"]), (&"call".into(), &"manager".into()), "{found}");
    assert_eq!(first["then"]["chased"], 0);
    assert!(first["then"]["total"].as_f64() > found["run"]["total"].as_f64());
    let beside = json(&shikyu(home.path(), &["compare", "run.shikyu", "--trainee", "by_the_book", "--format", "json"]));
    assert_eq!(beside.as_array().map(Vec::len), Some(2));
    assert_eq!(beside[0]["ending"], "apology_visit");
    assert_eq!(beside[1]["ending"], "thanked");
}
