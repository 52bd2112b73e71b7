//! The contract of reports: nothing that a scenario or a person wrote becomes markup or a formula, a page asks nobody
//! for anything, the same run gives the same bytes, and no run is dropped without a word.

use serde_json::{Value, json};
use shikyu::record::{self, Header, store};
use shikyu::report::lrs::{Failure, Sent, Store, Why};
use shikyu::report::xapi::{Actor, NotOver, statements};
use shikyu::report::{Run, cohort, cohort_page, lines, run_page, sheet};
use shikyu::scenario::{Folders, Plan, library, load};
use shikyu::sim::{Command, replay};
use shikyu::text::Language;
use shikyu::trainee;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// A name as the window gives it, so that the beginning is known.
const NAMED: &str = "20261130T025000Z-run.shikyu";

fn plan(id: &str) -> Arc<Plan> {
    match library::find(id, &Folders::below(Path::new("no such folder"))) {
        Ok(plan) => Arc::new(plan),
        Err(report) => panic!("{}", report.human(Language::En)),
    }
}

/// A built-in scenario with some words of its text changed.
fn changed(id: &str, changes: &[(&str, &str)]) -> Arc<Plan> {
    let (name, source) = library::built_in().find(|(name, _)| *name == format!("{id}.ron")).expect("it is built in");
    let mut source = source.to_owned();
    for (from, to) in changes {
        assert!(source.contains(from), "{from}");
        source = source.replace(from, to);
    }
    Arc::new(load(&name, &source).unwrap_or_else(|report| panic!("{}", report.human(Language::En))))
}

/// Plays a trainee and keeps its record.
fn keep(folder: &Path, file: &str, plan: &Arc<Plan>, name: &str, seed: u64) -> PathBuf {
    let played = trainee::play(name, plan, seed).unwrap_or_else(|| panic!("no {name}"));
    let path = folder.join(file);
    let header = Header::new(plan, seed, name, "headless", Language::En);
    record::write(&path, &header, &played.log, &played.simulation).expect("the record is written");
    path
}

fn run_of(plan: &Arc<Plan>, name: &str, seed: u64) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    Run::read(&keep(folder.path(), NAMED, plan, name, seed)).unwrap_or_else(|problem| panic!("{problem:?}"))
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

/// What stands between `before` and `after`, each time.
fn between<'a>(page: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    page.split(before).skip(1).map(|rest| rest.split(after).next().unwrap_or_default()).collect()
}

/// What every page keeps to.
fn is_sound(page: &str) {
    for never in ["http://", "https://", "<script", " src=", "@import", "javascript:", "[report-", "[missed-", "[bar-"]
    {
        assert!(!page.contains(never), "the page holds {never}");
    }
    for reference in between(page, "url(", ")") {
        assert!(reference.starts_with('#'), "url({reference})");
    }
    let ids = between(page, " id=\"", "\"");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    for target in between(page, "href=\"", "\"") {
        let target = target.strip_prefix('#').unwrap_or_else(|| panic!("a link to {target}"));
        assert!(unique.contains(target), "a link to #{target}, which is not there");
    }
    let charts = between(page, "<svg class=\"chart\"", ">");
    assert!(!charts.is_empty());
    for chart in charts {
        assert!(chart.contains("role=\"img\""), "{chart}");
        for label in between(chart, "aria-labelledby=\"", "\"")[0].split(' ') {
            assert!(unique.contains(label), "no {label}");
        }
    }
    assert!(between(page, "<th", ">").iter().all(|head| head.starts_with(" scope=\"") || head.starts_with("ead")));
    let mut before = 0;
    for heading in page.split("<h").skip(1) {
        if let Some(level) = heading.chars().next().and_then(|letter| letter.to_digit(10)) {
            assert!(level <= before + 1, "a heading of level {level} after one of level {before}");
            before = level;
        }
    }
    assert_eq!(page.matches("<h1>").count(), 1);
    assert!(page.contains("@page"), "it does not say how it prints");
}

#[test]
fn markup_in_a_scenario_or_a_mark_stays_text() {
    let plan = changed(
        "month_end_outage",
        &[
            ("\"Month-end, alone at the desk\"", "\"<script>alert(1)</script> & <b>desk</b>\""),
            ("en: \"Senior B\"", "en: \"<img alt=x onerror=alert(2)>\""),
        ],
    );
    let log = vec![(600, Command::Mark("</td><i>look</i> \" here".to_owned()))];
    let simulation = replay(plan.clone(), 1, &log, |_| {}).expect("it plays");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("run.shikyu");
    let header = Header::new(&plan, 1, "<u>you</u>", "headless", Language::En);
    record::write(&path, &header, &log, &simulation).expect("written");
    let run = Run::read(&path).unwrap_or_else(|problem| panic!("{problem:?}"));
    let page = run_page(&run, Language::En).expect("a page");
    is_sound(&page);
    for never in ["<b>", "<img", "<i>", "<u>"] {
        assert!(!page.contains(never), "{never}");
    }
    for shown in
        ["&#60;script&#62;alert(1)", "&#60;img alt=x", "&#60;i&#62;look&#60;/i&#62; &#34; here", "&#60;u&#62;you"]
    {
        assert!(page.contains(shown), "{shown}");
    }
    let cohort = cohort::gather(&cohort::files(folder.path()).expect("read"), || true);
    let page = cohort_page(&cohort, Language::En).expect("a page");
    assert!(page.contains("&#60;b&#62;desk") && !page.contains("<b>"));
}

#[test]
fn a_page_of_any_scenario_is_sound_in_both_languages_and_the_same_each_time() {
    for (name, _) in library::built_in() {
        let plan = plan(name.trim_end_matches(".ron"));
        for trainee in ["silent", "by_the_book", "lone_fixer", "call_everyone_empty"] {
            let run = run_of(&plan, trainee, 5);
            for language in Language::ALL {
                let page = run_page(&run, language).expect("a page");
                is_sound(&page);
                assert!(page.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{}\">", language.code())));
                assert_eq!(page, run_page(&run, language).expect("a page"), "{name} {trainee}");
            }
        }
    }
}

#[test]
fn a_page_tells_what_the_run_tells_and_the_total_last() {
    let run = run_of(&plan("month_end_outage"), "as_it_happened", 1);
    let page = run_page(&run, Language::En).expect("a page");
    for bar in &run.score.bars {
        for reason in &bar.why {
            let words = reason.text(Language::En).replace('\'', "&#39;");
            assert!(page.contains(&words), "{words}");
        }
    }
    let total = page.rfind(&format!("{} / 100", shikyu::score::tenths(run.score.total))).expect("the total");
    assert!(total > page.rfind("class=\"bars\"").expect("the bars"));
    assert!(page[total..].contains("never ranks colleagues"));
    for words in ["2026-11-30", "as it happened", "by the book", "No moment was marked.", "no word for"] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn events_come_back_from_the_sheet_and_none_is_a_formula() {
    let plan = changed("month_end_outage", &[("en: \"Senior A\"", "en: \"=HYPERLINK(1)\"")]);
    let run = run_of(&plan, "as_it_happened", 1);
    let bytes = sheet::events(&run, Language::En).expect("a sheet");
    assert!(bytes.starts_with("\u{feff}n,at,t,kind,who,channel,facts,sentence\r\n".as_bytes()));
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(bytes.as_slice()).records().collect::<Result<_, _>>().expect("it parses");
    let events = run.simulation.events();
    assert_eq!(rows.len(), events.len());
    for (row, event) in rows.iter().zip(events) {
        assert_eq!((&row[0], &row[3]), (event.n.to_string().as_str(), event.kind.name()));
        assert_eq!(&row[2], event.t.to_string());
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t'])), "{row:?}");
    }
    let told = rows.iter().find(|row| &row[3] == "told").expect("somebody is told something");
    assert_eq!(&told[4], "senior_a");
    assert!(told[6].contains("me a_down"), "{told:?}");
    assert!(rows.iter().any(|row| row[7].starts_with("'=HYPERLINK")));
    for (words, cell) in [("=1", "'=1"), ("＝1", "'＝1"), ("-1", "'-1"), ("@a", "'@a"), ("1-1", "1-1"), ("", "")] {
        assert_eq!(sheet::guarded(words), cell);
    }
}

#[test]
fn lines_are_the_run_its_events_and_its_score() {
    let run = run_of(&plan("old_logo"), "proportionate", 3);
    let lines: Vec<Value> = lines::lines(&run, Language::Ja)
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is an object"))
        .collect();
    assert_eq!(lines.len(), run.simulation.events().len() + 2);
    assert_eq!(lines[0]["run"]["scenario"], "old_logo");
    assert_eq!(lines[0]["run"]["begun"], "2026-11-30T02:50:00Z");
    assert_eq!(lines[1]["n"], 1);
    assert_eq!(lines.last().map(|line| &line["score"]), Some(&run.score.json(Language::Ja)));
}

#[test]
fn only_a_name_that_was_given_at_the_beginning_says_when_it_was() {
    let told = |name: &str| store::begun_at(Path::new(name)).map(|begun| begun.to_string());
    assert_eq!(told("runs/20261130T025007Z-old_logo-7.shikyu").as_deref(), Some("2026-11-30T02:50:07Z"));
    for name in ["today.shikyu", "20261330T025007Z-x.shikyu", "2026-11-30T02:50:07Z.shikyu", "20261130T0250", ""] {
        assert_eq!(told(name), None, "{name}");
    }
}

#[test]
fn statements_hold_what_xapi_asks_for_and_stay_the_same() {
    let plan = plan("month_end_outage");
    for trainee in ["as_it_happened", "by_the_book", "lone_fixer", "silent"] {
        let run = run_of(&plan, trainee, 4);
        let told = statements(&run, &Actor::pseudonym(&run)).expect("it is over");
        let again = run_of(&plan, trainee, 4);
        assert_eq!(told, statements(&again, &Actor::pseudonym(&again)).expect("it is over"), "{trainee}");
        let mut ids = BTreeSet::new();
        let mut begun = BTreeSet::new();
        let mut stamps = Vec::new();
        for statement in &told {
            assert_ne!(statement["result"]["response"], "", "{trainee}: xAPI allows no empty values: {statement}");
            let id = uuid::Uuid::parse_str(statement["id"].as_str().expect("an id")).expect("a UUID");
            assert_eq!(id.get_version_num(), 5);
            assert!(ids.insert(id), "{id} stands twice");
            assert!(statement["actor"]["account"]["name"].as_str().is_some_and(|name| name.starts_with("player-")));
            for path in ["/actor/account/homePage", "/verb/id", "/object/id", "/object/definition/type"] {
                let iri = statement.pointer(path).and_then(Value::as_str).unwrap_or_default();
                assert!(iri.starts_with("http://") || iri.starts_with("https://"), "{path}: {iri}");
            }
            for language in ["ja", "en"] {
                assert!(statement["verb"]["display"][language].is_string());
                assert!(statement["object"]["definition"]["name"][language].is_string());
            }
            let context = &statement["context"];
            assert!(uuid::Uuid::parse_str(context["registration"].as_str().expect("one")).is_ok());
            assert!(context["contextActivities"]["parent"][0]["id"].is_string());
            assert_eq!(context["platform"], "Shikyu");
            let extensions = [&context["extensions"], &statement["result"]["extensions"]];
            for key in extensions.into_iter().filter_map(Value::as_object).flat_map(|object| object.keys()) {
                assert!(key.starts_with("https://"), "{key}");
            }
            stamps.push(statement["timestamp"].as_str().expect("its time").to_owned());
            holds_together(statement, &mut begun);
        }
        assert!(stamps.is_sorted() && stamps[0] == "2026-11-30T02:50:00.000Z", "{}", stamps[0]);
        let last = told.last().expect("some");
        assert_eq!(last["verb"]["id"], "http://adlnet.gov/expapi/verbs/completed");
        let total = last["result"]["score"]["raw"].as_f64().expect("a total");
        assert!((total - run.score.total as f64 / 10.0).abs() < 1e-9);
        assert!(last["result"]["duration"].as_str().is_some_and(|span| span.starts_with("PT")));
    }
}

/// What is completed was initialized, and a score lies within its bounds.
fn holds_together(statement: &Value, begun: &mut BTreeSet<String>) {
    let object = statement["object"]["id"].as_str().expect("an object").to_owned();
    match statement["verb"]["id"].as_str() {
        Some(verb) if verb.ends_with("/initialized") => assert!(begun.insert(object), "initialized twice"),
        Some(verb) if verb.ends_with("/completed") || verb.ends_with("/progressed") => {
            assert!(begun.contains(&object), "{object} was not initialized");
        }
        _ => {}
    }
    if let Some(score) = statement["result"].get("score") {
        let number = |name: &str| score[name].as_f64().unwrap_or_else(|| panic!("{score}"));
        assert!((-1.0..=1.0).contains(&number("scaled")), "{score}");
        assert!((number("min")..=number("max")).contains(&number("raw")), "{score}");
    }
}

#[test]
fn another_actor_or_beginning_makes_other_statements_and_no_beginning_no_time() {
    let plan = plan("old_logo");
    let mut run = run_of(&plan, "silent", 1);
    let ids = |run: &Run, name: &str| -> Vec<Value> {
        let actor = Actor { home: "https://example.org".to_owned(), name: name.to_owned() };
        statements(run, &actor).expect("it is over").iter().map(|statement| statement["id"].clone()).collect()
    };
    let first = ids(&run, "a");
    assert_ne!(first, ids(&run, "b"));
    run.begun = None;
    assert_ne!(first, ids(&run, "a"));
    let told = statements(&run, &Actor::pseudonym(&run)).expect("it is over");
    assert!(told.iter().all(|statement| statement.get("timestamp").is_none()));
    run.breaks_off = Some(600);
    assert_eq!(statements(&run, &Actor::pseudonym(&run)), Err(NotOver));
}

/// A record as it was made under other rules: whole, but not to be read here.
fn of_other_rules(path: &Path, from: &Path) {
    let text = std::fs::read_to_string(from).expect("read");
    let json = text.lines().next().and_then(|line| line.get(27..)).expect("a header");
    let rules = format!("\"rules\":{}", shikyu::sim::cost::RULES);
    let json = json.replacen(&rules, "\"rules\":99", 1);
    let sum = blake3::hash(json.as_bytes()).to_hex()[..16].to_owned();
    std::fs::write(path, format!("{:09} {sum} {json}\n", json.len())).expect("written");
}

#[test]
fn a_folder_of_runs_counts_each_once_and_lists_what_it_cannot_count() {
    let folder = tempfile::tempdir().expect("a folder");
    let (outage, logo) = (plan("month_end_outage"), plan("old_logo"));
    let mut counted = Vec::new();
    for seed in 1..=8 {
        for (short, name) in [("a", "as_it_happened"), ("b", "polite_serial")] {
            counted.push(keep(folder.path(), &format!("tanaka-{short}{seed}.shikyu"), &outage, name, seed));
        }
        counted.push(keep(folder.path(), &format!("suzuki{seed}.shikyu"), &logo, "call_everyone_good", seed));
    }
    let bytes = std::fs::read(&counted[0]).expect("read");
    std::fs::write(folder.path().join("copy.shikyu"), &bytes).expect("written");
    std::fs::write(folder.path().join("torn.shikyu"), &bytes[..bytes.len() - 20]).expect("written");
    let text = String::from_utf8(bytes).expect("UTF-8");
    std::fs::write(folder.path().join("changed.shikyu"), text.replacen("\"at\":", "\"aT\":", 1)).expect("written");
    std::fs::write(folder.path().join("none.shikyu"), "").expect("written");
    of_other_rules(&folder.path().join("older.shikyu"), &counted[0]);
    std::fs::write(folder.path().join("notes.txt"), "no record").expect("written");
    let files = cohort::files(folder.path()).expect("read");
    let cohort = cohort::gather(&files, || true);
    let groups: Vec<(&str, usize)> =
        cohort.groups.iter().map(|group| (group.plan.id.as_str(), group.runs.len())).collect();
    assert_eq!(groups, [("month_end_outage", 16), ("old_logo", 8)]);
    let left_out: Vec<String> = cohort.left_out.iter().map(|left| left.file()).collect();
    // Of two files of one run the first by name is counted.
    assert_eq!(left_out, ["changed.shikyu", "none.shikyu", "older.shikyu", "tanaka-a1.shikyu", "torn.shikyu"]);
    assert_eq!(groups.iter().map(|(_, runs)| runs).sum::<usize>() + left_out.len(), files.len());
    assert!(cohort.left_out[2].why.en.contains("99"), "{:?}", cohort.left_out[2].why);
    for language in Language::ALL {
        let page = cohort_page(&cohort, language).expect("a page");
        is_sound(&page);
        assert!(left_out.iter().all(|file| page.contains(file.as_str())));
        // Nobody whose run is counted is named.
        assert!(!page.contains("suzuki") && !page.contains("tanaka-b") && !page.contains("player-"));
    }
    let page = cohort_page(&cohort, Language::En).expect("a page");
    for words in ["A visit to apologise", "The customer&#39;s owner: nobody was tried", "of 16 (", "median"] {
        assert!(page.contains(words), "{words}");
    }
    rows_are_unranked(&cohort, files.len());
}

/// One row a file; those counted stand by their pseudonyms and name no file.
fn rows_are_unranked(cohort: &cohort::Cohort, files: usize) {
    let bytes = sheet::cohort(cohort, Language::En).expect("a sheet");
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(bytes);
    let head = reader.headers().expect("a head").clone();
    let rows: Vec<BTreeMap<String, String>> = reader
        .records()
        .map(|row| {
            let row = row.expect("it parses");
            head.iter().zip(row.iter()).map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
        })
        .collect();
    assert_eq!(rows.len(), files);
    for scenario in ["month_end_outage", "old_logo"] {
        let players: Vec<&str> =
            rows.iter().filter(|row| row["scenario"] == scenario).map(|row| row["player"].as_str()).collect();
        assert!(players.is_sorted() && players.iter().all(|player| player.starts_with("player-")), "{players:?}");
    }
    assert!(rows.iter().all(|row| (row["counted"] == "yes") == row["file"].is_empty()));
    assert!(rows.iter().all(|row| (row["counted"] == "no") != row["why_not"].is_empty()));
}

#[test]
fn a_stopped_folder_says_how_much_was_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let logo = plan("old_logo");
    for seed in 1..=6 {
        keep(folder.path(), &format!("{seed}.shikyu"), &logo, "silent", seed);
    }
    let files = cohort::files(folder.path()).expect("read");
    let asked = AtomicUsize::new(0);
    let cohort = cohort::gather(&files, || asked.fetch_add(1, Ordering::Relaxed) < 4);
    assert_eq!((cohort.unread, cohort.groups[0].runs.len()), (2, 4));
    assert!(cohort_page(&cohort, Language::En).expect("a page").contains("2 files were not read"));
    assert!(cohort.groups[0].missed().iter().all(|missed| missed.runs <= missed.of && !missed.reasons.is_empty()));
}

#[test]
fn quartiles_are_values_that_occurred() {
    assert_eq!(cohort::quartiles(vec![90, 10, 20, 20, 30]), Some([10, 20, 20, 30, 90]));
    assert_eq!(cohort::quartiles(vec![7]), Some([7; 5]));
    assert_eq!(cohort::quartiles(Vec::new()), None);
}

/// What a store was asked: the line of the request and its headers, and its body.
struct Asked {
    head: String,
    body: String,
}

/// Reads one request to its end.
fn read_request(stream: &mut TcpStream) -> Asked {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let read = stream.read(&mut part).expect("a request");
        bytes.extend_from_slice(&part[..read]);
        let end = bytes.windows(4).position(|signs| signs == b"\r\n\r\n");
        let (head, body) = bytes.split_at(end.map_or(bytes.len(), |end| end + 4));
        let head = String::from_utf8_lossy(head).into_owned();
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
        });
        if read == 0 || (end.is_some() && body.len() >= length.unwrap_or(0)) {
            return Asked { head, body: String::from_utf8_lossy(body).into_owned() };
        }
    }
}

/// The next caller, who must come within 20 seconds: a test that waits for ever tells nothing.
fn next_caller(listener: &TcpListener) -> TcpStream {
    listener.set_nonblocking(true).expect("it can be asked");
    for _ in 0..4_000 {
        if let Ok((stream, _)) = listener.accept() {
            stream.set_nonblocking(false).expect("it can be waited for");
            stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
            return stream;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("nobody asks");
}

/// A store on this machine that answers so many requests and then gives back what it was asked.
fn store(
    requests: usize,
    answer: impl Fn(usize, &Asked) -> (u16, String) + Send + 'static,
) -> (String, JoinHandle<Vec<Asked>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/xapi", listener.local_addr().expect("an address"));
    let serving = std::thread::spawn(move || {
        let mut all = Vec::new();
        for number in 0..requests {
            let mut stream = next_caller(&listener);
            let asked = read_request(&mut stream);
            let (status, body) = answer(number, &asked);
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {status} So\r\nContent-Length: {length}\r\nLocation: /elsewhere\r\nConnection: close\r\n\r\n{body}"
            );
            stream.write_all(answer.as_bytes()).expect("it listens");
            all.push(asked);
        }
        all
    });
    (url, serving)
}

fn sent_to(url: &str, told: &[Value], waits: usize) -> Result<Sent, Failure> {
    let store = Store::new(url, Some(("ops", "päss")), None, &vec![Duration::ZERO; waits]).expect("an address");
    assert!(!store.is_open());
    store.send(told, |_| true)
}

/// The ids in the body of a request, of one statement or of several.
fn ids_in(body: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(body).expect("JSON");
    let of = |statement: &Value| statement["id"].as_str().expect("an id").to_owned();
    match &value {
        Value::Array(all) => all.iter().map(of).collect(),
        one => vec![of(one)],
    }
}

fn told() -> Vec<Value> {
    let run = run_of(&plan("month_end_outage"), "by_the_book", 2);
    statements(&run, &Actor::pseudonym(&run)).expect("it is over")
}

#[test]
fn a_store_gets_every_statement_once_with_login_and_version() {
    let told = told();
    assert!(told.len() > 50, "{} statements are no more than one batch", told.len());
    let requests = told.len().div_ceil(50);
    let (url, serving) = store(requests, |_, _| (200, "[]".to_owned()));
    // The address is understood with and without what follows it.
    let sent = sent_to(&format!("{url}/statements/"), &told, 0).expect("taken");
    assert_eq!(sent, Sent { taken: told.len(), ..Sent::default() });
    let asked = serving.join().expect("it served");
    let all: Vec<String> = asked.iter().flat_map(|asked| ids_in(&asked.body)).collect();
    let expected: Vec<&str> = told.iter().filter_map(|statement| statement["id"].as_str()).collect();
    assert_eq!(all, expected);
    for asked in &asked {
        let head = asked.head.to_lowercase();
        assert!(head.starts_with("post /xapi/statements http/1.1"), "{head}");
        assert!(head.contains("x-experience-api-version: 1.0.3"), "{head}");
        assert!(head.contains("content-type: application/json"), "{head}");
        // "ops:päss" in UTF-8.
        assert!(asked.head.contains("Basic b3BzOnDDpHNz"), "{head}");
    }
}

#[test]
fn a_conflict_names_the_statement_and_holds_up_no_other() {
    let told: Vec<Value> = told().into_iter().take(50).collect();
    let id = |place: usize| told[place]["id"].as_str().expect("an id").to_owned();
    // The store holds five of them: one as it is sent, one so in a list, one with another verb, one with another
    // outcome, and one that it does not show.
    let with = |place: usize, part: &str, name: &str, value: Value| {
        let mut held = told[place].clone();
        held["stored"] = json!("2026-12-01T00:00:00Z");
        held[part][name] = value;
        held.to_string()
    };
    let verb = json!("http://adlnet.gov/expapi/verbs/voided");
    let outcome = json!({ "https://shikyu.example/xapi/extensions/outcome": "another" });
    let held = [
        (id(7), 200, with(7, "verb", "display", json!({ "en": "said" }))),
        (id(9), 200, json!({ "statements": [told[9]] }).to_string()),
        (id(30), 200, with(30, "verb", "id", verb)),
        (id(35), 200, with(35, "result", "extensions", outcome)),
        (id(40), 401, String::new()),
    ];
    let (url, serving) = store(1 + told.len() + held.len(), move |_, asked| {
        if asked.head.starts_with("GET") {
            let (_, status, body) = held.iter().find(|(id, ..)| asked.head.contains(id)).expect("it is held");
            return (*status, body.clone());
        }
        let conflict = ids_in(&asked.body).iter().any(|asked| held.iter().any(|(id, ..)| id == asked));
        if conflict { (409, "conflict".to_owned()) } else { (200, "[]".to_owned()) }
    });
    let sent = sent_to(&url, &told, 0).expect("the rest is taken");
    assert_eq!(sent, Sent { taken: told.len() - 3, conflicts: vec![id(30), id(35), id(40)], stopped: false });
    serving.join().expect("it served");
}

#[test]
fn what_a_store_answers_is_told_and_only_what_passes_is_asked_again() {
    let told: Vec<Value> = told().into_iter().take(60).collect();
    let refusal = |status: u16, body: &'static str, requests: usize| {
        let (url, serving) = store(requests, move |_, _| (status, body.to_owned()));
        let failure = sent_to(&url, &told, 2).expect_err("refused");
        serving.join().expect("it served");
        assert_eq!((failure.taken, failure.of), (0, told.len()));
        (failure.why, format!("{url}/statements"))
    };
    assert_eq!(refusal(401, "", 1).0, Why::Unknown);
    assert_eq!(refusal(403, "", 1).0, Why::Forbidden);
    let (why, place) = refusal(404, "", 1);
    assert_eq!(why, Why::NotThere(place));
    assert_eq!(refusal(302, "", 1).0, Why::Moved("/elsewhere".to_owned()));
    assert_eq!(refusal(400, "\n bad verb\nmore", 1).0, Why::Refused(400, "bad verb".to_owned()));
    assert_eq!(refusal(500, "down", 3).0, Why::Failing(500, "down".to_owned()));
    for why in [Why::Unknown, Why::Forbidden, Why::Failing(500, "down".to_owned())] {
        assert!(!why.text().en.starts_with('[') && !why.text().ja.starts_with('['), "{why:?}");
    }
    // The first batch is taken; then it fails once, and takes the second when it is asked again.
    let (url, serving) = store(3, |number, _| if number == 1 { (503, String::new()) } else { (200, String::new()) });
    assert_eq!(sent_to(&url, &told, 2).map(|sent| sent.taken), Ok(told.len()));
    serving.join().expect("it served");
    // Nobody listens any more.
    let Err(Failure { why: Why::Unreachable(_), taken: 0, .. }) = sent_to(&url, &told, 1) else {
        panic!("it was taken by nobody");
    };
}

#[test]
fn an_address_without_a_host_or_with_a_login_is_none() {
    for url in
        ["lrs.example.org", "ftp://lrs.example.org", "https://", "https://me:secret@lrs.example.org", "http://a b"]
    {
        assert!(matches!(Store::new(url, None, None, &[]), Err(Why::BadAddress(_))), "{url}");
    }
    assert!(matches!(Store::new("https://lrs.example.org", None, Some(b"no PEM"), &[]), Err(Why::BadCertificates(_))));
    assert!(Store::new("http://lrs.example.org", None, None, &[]).expect("an address").is_open());
    assert!(!Store::new("https://lrs.example.org/xapi/", None, None, &[]).expect("an address").is_open());
}

fn shikyu(folder: &Path, arguments: &[&str], login: Option<(&str, &str)>) -> Output {
    let mut process = Process::new(env!("CARGO_BIN_EXE_shikyu"));
    process.args(arguments).env("SHIKYU_HOME", folder).current_dir(folder);
    if let Some((user, password)) = login {
        process.env("SHIKYU_LRS_USER", user).env("SHIKYU_LRS_PASSWORD", password);
    }
    process.output().expect("the program runs")
}

#[test]
fn the_command_writes_prints_and_sends() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = keep(folder.path(), NAMED, &plan("old_logo"), "proportionate", 1);
    let name = run.file_name().and_then(|name| name.to_str()).expect("a name");
    let report = |arguments: &[&str]| {
        let arguments: Vec<&str> = ["report", name].iter().chain(arguments).copied().collect();
        shikyu(folder.path(), &arguments, None)
    };
    assert!(report(&["--to", "html", "-o", "run.html"]).status.success());
    let page = std::fs::read_to_string(folder.path().join("run.html")).expect("a page");
    // The run was played in English, and nothing else was asked for.
    assert!(page.contains("<html lang=\"en\">"));
    assert!(text(report(&["--to", "html", "--lang", "ja"]).stdout).contains("<html lang=\"ja\">"));
    assert!(text(report(&["--to", "csv"]).stdout).starts_with('\u{feff}'));
    assert!(text(report(&["--to", "jsonl"]).stdout).starts_with("{\"run\":"));
    let first = report(&["--to", "xapi", "--lang", "en"]).stdout;
    assert_eq!(first, report(&["--to", "xapi", "--lang", "ja"]).stdout, "the language changes a statement");
    let told: Value = serde_json::from_slice(&first).expect("JSON");
    let requests = told.as_array().map_or(0, |told| told.len().div_ceil(50));
    let (url, serving) = store(requests, |_, _| (200, "[]".to_owned()));
    let sent = shikyu(folder.path(), &["report", name, "--to-lrs", &url, "--lang", "en"], Some(("ops", "secret")));
    assert!(sent.status.success(), "{sent:?}");
    assert!(serving.join().expect("it served").iter().all(|asked| asked.head.contains("Basic b3BzOnNlY3JldA==")));
    for wrong in [vec!["--to", "html", "--to-lrs", url.as_str()], vec!["--to", "xapi", "--actor-home", "here"]] {
        assert_eq!(report(&wrong).status.code(), Some(1), "{wrong:?}");
    }
    assert_eq!(report(&[]).status.code(), Some(2));
    let of_folder = |kind: &str| shikyu(folder.path(), &["report", ".", "--to", kind, "--lang", "en"], None);
    assert!(text(of_folder("html").stdout).contains("One run"));
    assert!(text(of_folder("csv").stdout).contains(",old_logo,"));
    assert_eq!(of_folder("xapi").status.code(), Some(1));
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).expect("made");
    let nothing = shikyu(folder.path(), &["report", "empty", "--to", "html", "--lang", "en"], None);
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("holds no records"), "{nothing:?}");
}
