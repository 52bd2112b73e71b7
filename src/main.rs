//! The program: without a subcommand the desktop, else the command line.

fn main() -> std::process::ExitCode {
    shikyu::desktop::run(shikyu::desktop::Options::default())
}
