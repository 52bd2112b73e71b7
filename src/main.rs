//! The program: without a subcommand the desktop, else the command line.

// A run makes and drops some hundreds of small things; with the system's allocator a calibration takes a third longer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    shikyu::cli::main()
}
