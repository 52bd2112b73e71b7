//! What is kept of the user, as the settings show it: how much there is, exported or deleted at the press of a button, off
//! the window's thread.

use super::action::UiAction;
use super::measure::Measured;
use super::shelf::Shelf;
use super::{Dirty, Screen};
use crate::l10n;
use crate::record::history;
use crate::record::keeping::{self, Deleted, Exported, Holdings, What};
use crate::scenario::Folders;
use crate::text::Text;
use bevy::prelude::*;
use bevy::time::Real;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A second press that comes sooner is taken for a slip of the hand: a double click deletes nothing.
const TOO_SOON: Duration = Duration::from_millis(500);

/// How much is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// How many runs.
    pub runs: usize,
    /// How many files, runs among them.
    pub files: usize,
}

/// What came of a press.
pub enum Outcome {
    /// A copy was made.
    Exported(Exported),
    /// It was deleted.
    Deleted(Deleted),
    /// Neither, and why.
    Failed(Text),
}

enum News {
    Steps(usize, usize),
    Over(Outcome),
}

/// What is kept of the user.
#[derive(Resource, Default)]
pub struct Keeping {
    /// How much there is, or why that cannot be told; counted when the settings are opened.
    pub held: Option<Result<Held, String>>,
    /// How many steps of how many are done, while something is being done.
    pub steps: Option<(usize, usize)>,
    /// What came of the last press.
    pub outcome: Option<Outcome>,
    /// Since when, in time since the start, it was asked once whether to delete everything.
    asked: Option<Duration>,
    coming: Option<Mutex<Receiver<News>>>,
}

impl Keeping {
    /// Whether the next press deletes.
    pub fn is_asked(&self) -> bool {
        self.asked.is_some()
    }

    /// Whether something is being done.
    pub fn is_busy(&self) -> bool {
        self.coming.is_some()
    }

    fn count(&mut self) {
        let held = Holdings::of(&Folders::of_user())
            .map(|holdings| Held { runs: holdings.count(What::Run), files: holdings.items.len() });
        self.held = Some(held.map_err(|error| error.to_string()));
    }

    fn begin(&mut self, does: impl FnOnce(&Sender<News>) -> Outcome + Send + 'static) {
        let (sender, receiver) = channel();
        self.coming = Some(Mutex::new(receiver));
        self.outcome = None;
        std::thread::spawn(move || {
            let outcome = does(&sender);
            // Nobody listens any more when the window was closed meanwhile.
            let _ = sender.send(News::Over(outcome));
        });
    }

    fn take(&mut self, action: &UiAction, now: Duration) {
        let asked = self.asked.take();
        match (action, asked) {
            (UiAction::ExportKept, _) => self.begin(export),
            (UiAction::DeleteKept, Some(since)) if now >= since + TOO_SOON => self.begin(|_| delete()),
            (UiAction::DeleteKept, since) => {
                self.asked = since.or(Some(now));
                self.outcome = None;
            }
            _ => {}
        }
    }
}

fn export(sender: &Sender<News>) -> Outcome {
    let folders = Folders::of_user();
    let Some(parent) = folders.exports() else { return Outcome::Failed(l10n::text("keeping-no-folder", &[])) };
    let zone = history::zone();
    let to = keeping::dated(&parent, history::today(&zone));
    // Stopped when the window is closed: then nobody listens.
    let exported = keeping::export(&folders, &to, &zone, |done, of| sender.send(News::Steps(done, of)).is_ok());
    exported.map_or_else(|trouble| Outcome::Failed(trouble.text()), Outcome::Exported)
}

fn delete() -> Outcome {
    let failed = |error: std::io::Error| l10n::text("history-unreadable", &[("why", error.to_string().into())]);
    keeping::delete(&Folders::of_user()).map_or_else(|error| Outcome::Failed(failed(error)), Outcome::Deleted)
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Keeping>();
    app.add_systems(OnEnter(Screen::Settings), |mut keeping: ResMut<Keeping>| {
        (keeping.asked, keeping.outcome) = (None, None);
        keeping.count();
    });
    app.add_systems(Update, take_in.run_if(|keeping: Res<Keeping>| keeping.is_busy()).before(super::frame::Building));
}

/// Does what the buttons of the settings ask for. Any other action takes the question back.
pub(super) fn obey(
    mut actions: MessageReader<UiAction>,
    time: Res<Time<Real>>,
    screen: Res<State<Screen>>,
    mut keeping: ResMut<Keeping>,
) {
    for action in actions.read() {
        if *screen.get() == Screen::Settings && !keeping.is_busy() {
            keeping.take(action, time.elapsed());
        }
    }
}

/// Takes in what was done meanwhile.
fn take_in(
    mut keeping: ResMut<Keeping>,
    mut shelf: ResMut<Shelf>,
    mut measured: ResMut<Measured>,
    mut dirty: ResMut<Dirty>,
) {
    loop {
        let news = match &keeping.coming {
            Some(coming) => coming.lock().unwrap_or_else(PoisonError::into_inner).try_recv(),
            None => return,
        };
        match news {
            Ok(News::Steps(done, of)) => keeping.steps = Some((done, of)),
            Ok(News::Over(outcome)) => {
                if matches!(outcome, Outcome::Deleted(_)) {
                    // What was read of the files is gone with them.
                    shelf.fill_kept();
                    measured.past.clear();
                    measured.standings.clear();
                }
                keeping.outcome = Some(outcome);
                keeping.count();
            }
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => (keeping.coming, keeping.steps) = (None, None),
        }
        dirty.0 = true;
    }
}
