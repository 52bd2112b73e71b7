//! From the bytes of a file to the plan, with every problem in its place and in both languages.

use super::compile::{Outside, compile};
use super::diagnostics::{Code, Problem, Report};
use super::library;
use super::model::{Scenario, Step};
use super::plan::{self, Plan};
use super::read::read;
use super::sources::{Place, SourceFile, Sources, Spot};
use super::syntax::{self, Allow, Kind, Node};
use crate::text::Text;
use std::path::{Path, PathBuf};

/// The largest file that is read, in bytes. A scenario is data from a stranger.
pub const LARGEST_FILE: usize = 1 << 20;
/// How many files one scenario may be made of.
const LONGEST_CHAIN: usize = 16;

/// Reads a file as text, within the limits.
pub fn read_file(path: &Path) -> Result<String, Box<Report>> {
    read_text(path).map_err(|problem| Box::new(Report::of_file(&path.display().to_string(), *problem)))
}

fn read_text(path: &Path) -> Result<String, Box<Problem>> {
    let failed = |code, ja: String, en: String| Box::new(Problem::at(code, None, Text::new(ja, en)));
    let length = std::fs::metadata(path).map(|data| data.len()).unwrap_or(0);
    if length > LARGEST_FILE as u64 {
        return Err(failed(
            Code::TooLarge,
            format!("ファイルが大きすぎます({length}バイト)。{LARGEST_FILE}バイトまで読めます"),
            format!("the file is too large ({length} bytes); up to {LARGEST_FILE} bytes are read"),
        ));
    }
    let bytes = std::fs::read(path).map_err(|error| {
        failed(Code::Unreadable, format!("ファイルを読めません:{error}"), format!("the file cannot be read: {error}"))
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        failed(
            Code::Unreadable,
            format!("{at}バイト目が UTF-8 ではありません。エディタで UTF-8 にして保存し直してください"),
            format!("byte {at} is not UTF-8; save the file as UTF-8 in your editor"),
        )
    })
}

/// A scenario as far as it can be read: the files, the tree they make together, and what is wrong so far.
pub struct Reading {
    /// The files.
    pub sources: Sources,
    /// The scenario's tree, with what it extends laid beneath it.
    pub root: Node,
    /// Which advice is silenced where.
    pub allows: Vec<Allow>,
    /// The model; something harmless stands in for what could not be read.
    pub model: Option<Scenario>,
    /// What is wrong with the shape and the words.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// Reads a scenario. `path` is where it lies, for what it extends; without it only built-in files can be extended.
    pub fn of(name: &str, source: &str, path: Option<&Path>) -> Reading {
        let mut opener = Opener { sources: Sources::default(), problems: Vec::new(), allows: Vec::new() };
        let root = opener.open(name, source, path.map(Path::to_owned), &mut Vec::new());
        let Opener { sources, mut problems, allows } = opener;
        let (model, found) = read::<Scenario>(&root, &sources);
        problems.extend(found);
        Reading { sources, root, allows, model, problems }
    }

    /// The text that stands for the scenario in a record: the file itself, or one file made of several.
    fn whole(&self) -> String {
        match self.sources.files.as_slice() {
            [only] => only.text.trim_start_matches('\u{feff}').to_owned(),
            _ => syntax::write(&self.root, &self.sources),
        }
    }

    /// Makes the plan, and adds what is wrong with it.
    pub fn compile(&mut self) -> Option<Plan> {
        let model = self.model.as_ref()?;
        let (plan, found) = compile(model, &self.whole());
        // Where brackets do not match, what lies within which is a guess: only what stands on its own is reported.
        if self.problems.iter().any(|problem| problem.code == Code::Unclosed) {
            let alone = |code: Code| {
                code.number().starts_with('F')
                    && !matches!(code, Code::MissingField | Code::UnknownField | Code::DoubleField)
            };
            self.problems.retain(|problem| alone(problem.code));
        } else {
            // A place is told once: what could not be read has no meaning to be wrong about.
            let told: Vec<Spot> = self.problems.iter().filter_map(|problem| problem.place).collect();
            let is_new = |problem: &Problem| {
                let within =
                    |at: Spot, told: &Spot| told.file == at.file && told.start <= at.start && at.end <= told.end;
                problem.place.is_none_or(|at| !told.iter().any(|told| within(at, told)))
            };
            self.problems.extend(found.into_iter().filter(is_new));
        }
        self.problems.sort_by_key(|problem| (problem.place.map(|spot| (spot.file, spot.start)), problem.code));
        self.problems.dedup_by(|later, earlier| {
            later.place.is_some() && later.place == earlier.place && later.code == earlier.code
        });
        plan.filter(|_| self.problems.iter().all(|problem| problem.code.weight() != super::diagnostics::Weight::Error))
    }
}

/// Opens a file and those it extends.
struct Opener {
    sources: Sources,
    problems: Vec<Problem>,
    allows: Vec<Allow>,
}

/// How a file is known while a chain is followed.
fn known_as(name: &str, path: Option<&Path>) -> String {
    path.and_then(|path| path.canonicalize().ok()).map_or_else(|| name.to_owned(), |path| path.display().to_string())
}

impl Opener {
    fn open(&mut self, name: &str, source: &str, path: Option<PathBuf>, chain: &mut Vec<String>) -> Node {
        let file = self.sources.files.len() as u16;
        self.sources.files.push(SourceFile { name: name.to_owned(), text: source.into() });
        chain.push(known_as(name, path.as_deref()));
        if source.starts_with('\u{feff}') {
            let place = Some(Spot { file, start: 0, end: 3 });
            self.problems.push(Problem::at(
                Code::ByteOrderMark,
                place,
                Text::new(
                    "ファイルの先頭に見えない印(BOM)があります。害はありませんが、「BOMなしのUTF-8」で保存してください",
                    "an invisible byte order mark (BOM) stands at the start; it does no harm, but save as \"UTF-8 without BOM\"",
                ),
            ));
        }
        let start = if source.starts_with('\u{feff}') { 3 } else { 0 };
        let mut parsed = syntax::parse(source, start, file);
        self.problems.append(&mut parsed.problems);
        self.allows.append(&mut parsed.allows);
        let mut root = parsed.root;
        match self.take_extends(&mut root) {
            None => root,
            Some(base) => match self.open_base(&base, path.as_deref(), chain) {
                Some(below) => syntax::merge(below, root, &self.sources),
                None => root,
            },
        }
    }

    fn take_extends(&self, root: &mut Node) -> Option<Node> {
        let Kind::Group { fields, .. } = &mut root.kind else { return None };
        let place = fields.iter().position(|field| self.sources.words(field.key) == "extends")?;
        Some(fields.remove(place).value)
    }

    fn open_base(&mut self, named: &Node, path: Option<&Path>, chain: &mut Vec<String>) -> Option<Node> {
        let place: Place = Some(named.spot);
        let mut failed = |ja: String, en: String| {
            self.problems.push(Problem::at(Code::BadExtends, place, Text::new(ja, en)));
        };
        let Some(name) = named.text(&self.sources).map(str::to_owned) else {
            failed(
                "extends にはファイル名を引用符で書きます。例: extends: \"cast/company.ron\"".to_owned(),
                "`extends` takes a file's name between quotes, as in extends: \"cast/company.ron\"".to_owned(),
            );
            return None;
        };
        let beside = path.and_then(Path::parent).map(|folder| folder.join(&name)).filter(|path| path.is_file());
        let (known, text) = match &beside {
            Some(path) => (path.display().to_string(), read_text(path)),
            None => match library::built_in_file(&name) {
                Some(text) => (name.clone(), Ok(text.to_owned())),
                None => {
                    failed(
                        format!(
                            "「{name}」というファイルが見つかりません。このファイルのあるフォルダからの道を書きます"
                        ),
                        format!("there is no file \"{name}\"; write the way from the folder this file lies in"),
                    );
                    return None;
                }
            },
        };
        let text = match text {
            Ok(text) => text,
            Err(problem) => {
                self.problems.push(Problem { place, code: Code::BadExtends, ..*problem });
                return None;
            }
        };
        let identity = known_as(&known, beside.as_deref());
        if chain.contains(&identity) || chain.len() >= LONGEST_CHAIN {
            let way: Vec<&str> = chain.iter().map(|file| file.rsplit(['/', '\\']).next().unwrap_or(file)).collect();
            let way = format!("{} → {name}", way.join(" → "));
            failed(
                format!("extends が輪になっています:{way}"),
                format!("`extends` leads back to where it came from: {way}"),
            );
            return None;
        }
        Some(self.open(&known, &text, beside, chain))
    }
}

fn finish(mut reading: Reading) -> Result<Plan, Box<Report>> {
    let plan = reading.compile();
    plan.ok_or_else(|| Box::new(Report { sources: reading.sources, problems: reading.problems }))
}

/// Loads a scenario from its text. `name` is how messages call the file.
pub fn load(name: &str, source: &str) -> Result<Plan, Box<Report>> {
    finish(Reading::of(name, source, None))
}

/// Loads a scenario from a file.
pub fn load_file(path: &Path) -> Result<Plan, Box<Report>> {
    let source = read_file(path)?;
    finish(Reading::of(&path.display().to_string(), &source, Some(path)))
}

/// Loads a script: the list of a trainee's `does`.
pub fn load_script(name: &str, source: &str, plan: &Plan) -> Result<Vec<plan::Step>, Box<Report>> {
    let sources = Sources::one(name, source);
    let start = if source.starts_with('\u{feff}') { 3 } else { 0 };
    let parsed = syntax::parse(source, start, 0);
    let mut problems = parsed.problems;
    let (steps, found) = read::<Vec<Step>>(&parsed.root, &sources);
    problems.extend(found);
    let (steps, found) = Outside::new(plan).steps(&steps.unwrap_or_default());
    problems.extend(found);
    problems.sort_by_key(|problem| problem.place);
    if problems.is_empty() { Ok(steps) } else { Err(Box::new(Report { sources, problems })) }
}
