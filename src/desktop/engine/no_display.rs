//! Finds out before the window is opened whether it can be, because the engine panics where a sentence would do.

use std::{fmt, ops::Deref};

use bevy::{
    render::{
        renderer::RenderInstance,
        settings::{Backends, WgpuSettings},
    },
    tasks::block_on,
};

/// Why no window can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No window system is named in the environment.
    NoDisplay,
    /// A window system is named, but does not answer.
    DisplayUnreachable(String),
    /// There is no Vulkan, Metal or Direct3D driver.
    NoGraphics,
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDisplay => out.write_str("there is no display (neither WAYLAND_DISPLAY nor DISPLAY is set)"),
            Self::DisplayUnreachable(name) => write!(out, "the display {name} does not answer"),
            Self::NoGraphics => out.write_str("there is no graphics driver (Vulkan is needed; a software one will do)"),
        }
    }
}

impl std::error::Error for Reason {}

/// Whether a window can be opened on this machine.
///
/// # Errors
///
/// The reason why not. The event loop itself is not tried: it can be made only once in a process, and the engine makes it.
pub fn check() -> Result<(), Reason> {
    display()?;
    graphics()
}

/// The engine does not hand on its graphics library, but its wrappers lead to the type.
type Instance = <<<RenderInstance as Deref>::Target as Deref>::Target as Deref>::Target;

fn graphics() -> Result<(), Reason> {
    let backends = WgpuSettings::default().backends.unwrap_or(Backends::all());
    let adapters = block_on(Instance::default().enumerate_adapters(backends));
    if adapters.is_empty() {
        return Err(Reason::NoGraphics);
    }
    Ok(())
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn display() -> Result<(), Reason> {
    Ok(())
}

#[cfg(all(unix, not(target_os = "macos")))]
fn display() -> Result<(), Reason> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    // The order is that of the engine's window library: Wayland first, and then no way back to X.
    if let Some(name) = set("WAYLAND_DISPLAY") {
        return wayland(&name);
    }
    if set("WAYLAND_SOCKET").is_some() {
        return Ok(());
    }
    let name = set("DISPLAY").ok_or(Reason::NoDisplay)?;
    x11(&name.to_string_lossy())
}

#[cfg(all(unix, not(target_os = "macos")))]
fn wayland(name: &std::ffi::OsStr) -> Result<(), Reason> {
    let path = std::path::PathBuf::from(std::env::var_os("XDG_RUNTIME_DIR").unwrap_or_default()).join(name);
    std::os::unix::net::UnixStream::connect(&path)
        .map(drop)
        .map_err(|_| Reason::DisplayUnreachable(name.to_string_lossy().into_owned()))
}

/// Knocks at the server's door for a name of the form `host:number.screen`.
#[cfg(all(unix, not(target_os = "macos")))]
fn x11(name: &str) -> Result<(), Reason> {
    use std::{net::TcpStream, os::unix::net::UnixStream};

    let unreachable = || Reason::DisplayUnreachable(name.to_owned());
    let (host, rest) = name.rsplit_once(':').ok_or_else(unreachable)?;
    let number: u16 = rest.split('.').next().and_then(|number| number.parse().ok()).ok_or_else(unreachable)?;
    let answers = if host.is_empty() || host == "unix" {
        // Where every X server listens: the place is part of the X Window System, not of this machine.
        let path = format!("/tmp/.X11-unix/X{number}");
        UnixStream::connect(&path).is_ok() || abstract_socket(&path)
    } else {
        TcpStream::connect((host, number.saturating_add(6000))).is_ok()
    };
    if answers { Ok(()) } else { Err(unreachable()) }
}

/// In a container the file is often not there while the server still answers by name.
#[cfg(target_os = "linux")]
fn abstract_socket(path: &str) -> bool {
    use std::os::{
        linux::net::SocketAddrExt,
        unix::net::{SocketAddr, UnixStream},
    };
    SocketAddr::from_abstract_name(path).is_ok_and(|address| UnixStream::connect_addr(&address).is_ok())
}

#[cfg(all(unix, not(target_os = "macos"), not(target_os = "linux")))]
fn abstract_socket(_path: &str) -> bool {
    false
}

#[cfg(all(test, unix, not(target_os = "macos")))]
mod tests {
    use super::*;

    #[test]
    fn a_display_nobody_serves_is_named_in_the_reason() {
        for name in [":64999", "nonsense", ":x"] {
            assert_eq!(x11(name), Err(Reason::DisplayUnreachable(name.to_owned())));
        }
    }
}
