//! What a team lead writes: the model of a scenario file, its reading, its problems, and the plan it becomes.

pub mod checks;
pub mod compile;
pub mod diagnostics;
pub mod forecast;
pub mod library;
pub mod load;
pub mod model;
pub mod plan;
mod read;
pub mod sources;
pub mod syntax;
pub mod topics;
pub mod words;

pub use diagnostics::{Code, Problem, Report};
pub use library::Folders;
pub use load::{load, load_file, load_script};
pub use plan::Plan;
