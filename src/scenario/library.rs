//! Where scenarios are found: a file, the user's own folder, or those built into the program.

use super::diagnostics::{Code, Problem, Report};
use super::load::{load, load_file};
use super::plan::Plan;
use crate::text::Text;
use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

static PAGES: Dir = include_dir!("$CARGO_MANIFEST_DIR/assets/checks");
static BUILT_IN: Dir = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// Where a scenario of the library comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Built into the program.
    BuiltIn,
    /// A file of the user's.
    File(PathBuf),
}

/// The folders of this user. `SHIKYU_HOME`, when set, takes the place of the system's own.
pub struct Folders {
    base: Option<PathBuf>,
}

/// Folders that take the place of the user's own in this process.
static INSTEAD: OnceLock<PathBuf> = OnceLock::new();

impl Folders {
    /// From now on [`Folders::of_user`] means folders below this one. For tests, which must leave the user's runs alone.
    /// The first call holds.
    pub fn use_for_this_process(base: &Path) {
        // A second call changes nothing, as documented.
        let _ = INSTEAD.set(base.to_owned());
    }

    /// The folders of the user who runs the program.
    pub fn of_user() -> Folders {
        if let Some(base) = INSTEAD.get() {
            return Folders::below(base);
        }
        let base = std::env::var_os("SHIKYU_HOME")
            .map(PathBuf::from)
            .or_else(|| directories::ProjectDirs::from("", "", "shikyu").map(|folders| folders.data_dir().to_owned()));
        Folders { base }
    }

    /// Folders below this one.
    pub fn below(base: &Path) -> Folders {
        Folders { base: Some(base.to_owned()) }
    }

    /// Where the user's own scenarios lie.
    pub fn scenarios(&self) -> Option<PathBuf> {
        self.base.as_ref().map(|base| base.join("scenarios"))
    }

    /// Where what was chosen in the window is kept.
    pub fn settings(&self) -> Option<PathBuf> {
        self.base.as_ref().map(|base| base.join("settings.ron"))
    }

    /// Where the plans are kept that were made after runs.
    pub fn plans(&self) -> Option<PathBuf> {
        self.base.as_ref().map(|base| base.join("plans.jsonl"))
    }

    /// Where everything of this user lies.
    pub fn base(&self) -> Option<&Path> {
        self.base.as_deref()
    }

    /// Where a copy of what is kept is put when nobody says where: the documents of the user, or else their home folder;
    /// of folders that take the place of the system's own, beside them.
    pub fn exports(&self) -> Option<PathBuf> {
        let base = self.base.as_deref()?;
        let own = directories::ProjectDirs::from("", "", "shikyu");
        if own.is_some_and(|own| own.data_dir() == base) {
            let user = directories::UserDirs::new()?;
            // What is set as the folder for documents need not be there.
            let documents = user.document_dir().filter(|folder| folder.is_dir());
            return Some(documents.unwrap_or(user.home_dir()).to_owned());
        }
        base.parent().map(Path::to_owned)
    }

    /// Where runs are kept.
    pub fn runs(&self) -> Option<PathBuf> {
        self.base.as_ref().map(|base| base.join("runs"))
    }
}

/// Every scenario there is, with where it comes from: the user's own first, then the built-in ones, each by name.
pub fn list(folders: &Folders) -> Vec<(Source, Result<Plan, Box<Report>>)> {
    let mut found = Vec::new();
    if let Some(folder) = folders.scenarios() {
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
            .collect();
        files.sort();
        found.extend(files.into_iter().map(|path| {
            let loaded = load_file(&path);
            (Source::File(path), loaded)
        }));
    }
    found.extend(built_in().map(|(name, source)| (Source::BuiltIn, load(&name, source))));
    found
}

/// The built-in scenarios: file name and text.
pub fn built_in() -> impl Iterator<Item = (String, &'static str)> {
    BUILT_IN.files().filter_map(|file| {
        let name = file.path().file_name()?.to_str()?.to_owned();
        name.ends_with(".ron").then_some((name, file.contents_utf8()?))
    })
}

/// The text of a built-in file, by its way from the folder of scenarios.
pub fn built_in_file(name: &str) -> Option<&'static str> {
    BUILT_IN.get_file(name).or_else(|| PAGES.get_file(name))?.contents_utf8()
}

/// Every page of the checks.
pub fn pages() -> impl Iterator<Item = &'static str> {
    PAGES
        .files()
        .filter(|file| file.path().extension().is_some_and(|end| end == "md"))
        .filter_map(|file| file.contents_utf8())
}

/// The page of a check: what it is, in both languages, with an example that fails and one that is mended.
pub fn page(number: &str) -> Option<&'static str> {
    PAGES.get_file(format!("{number}.md"))?.contents_utf8()
}

/// The file of a scenario of the user's own folder, or of a built-in one, by its id: name, text and where it lies.
pub fn source_of(id: &str, folders: &Folders) -> Option<(String, String, Option<PathBuf>)> {
    let own = folders.scenarios().map(|folder| folder.join(format!("{id}.ron"))).filter(|path| path.is_file());
    if let Some(path) = own {
        let text = std::fs::read_to_string(&path).ok()?;
        return Some((path.display().to_string(), text, Some(path)));
    }
    let (name, text) = built_in().find(|(name, _)| name.strip_suffix(".ron") == Some(id))?;
    Some((name, text.to_owned(), None))
}

/// Finds a scenario: a file, the id of one in the user's folder, or the id of a built-in one.
pub fn find(word: &str, folders: &Folders) -> Result<Plan, Box<Report>> {
    let path = Path::new(word);
    if path.is_file() || word.ends_with(".ron") || word.contains(std::path::MAIN_SEPARATOR) {
        return load_file(path);
    }
    if let Some(path) = folders.scenarios().map(|folder| folder.join(format!("{word}.ron")))
        && path.is_file()
    {
        return load_file(&path);
    }
    for (name, source) in built_in() {
        if name.strip_suffix(".ron") == Some(word) {
            return load(&name, source);
        }
    }
    let known: Vec<String> = built_in().filter_map(|(name, _)| name.strip_suffix(".ron").map(str::to_owned)).collect();
    let list = known.join(", ");
    let problem = Problem::at(
        Code::Unreadable,
        None,
        Text::new(
            format!("「{word}」というシナリオはありません。あるのは:{list}。ファイル名も指定できます"),
            format!("there is no scenario \"{word}\"; there are: {list}; a file name works too"),
        ),
    );
    Err(Box::new(Report::of_file(word, problem)))
}
