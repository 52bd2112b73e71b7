//! Frames are drawn only when something may have changed: with a software graphics card every frame is dear.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use bevy::{
    prelude::*,
    window::RequestRedraw,
    winit::{EventLoopProxyWrapper, UpdateMode, WinitSettings, WinitUserEvent},
};
use winit::event_loop::EventLoopProxy;

/// Longest time between two frames while the clock runs: the minute hand and the seconds of a call need no more.
pub const RUNNING: Duration = Duration::from_millis(500);

/// Longest time between two frames while nothing moves.
pub const STILL: Duration = Duration::from_secs(60);

/// Wakes the window when something is due. The engine has a longest wait of its own, but whenever that is changed it draws
/// a frame at once, and a wait that follows the clock changes with every frame.
#[derive(Resource)]
pub struct Alarm(Sender<Instant>);

impl Alarm {
    /// From now on the next frame is due after `wait`, unless something else asks for one before.
    pub fn set(&self, wait: Duration) {
        // Where nobody listens any more, the window has gone.
        let _ = self.0.send(Instant::now() + wait);
    }
}

/// Goes to an app that has the engine's window already.
pub(in crate::desktop) fn plugin(app: &mut App) {
    let proxy = EventLoopProxy::clone(app.world().resource::<EventLoopProxyWrapper>());
    let (set, times) = channel();
    // Without it the clock would stand still on the screen between two presses.
    let asleep = match std::thread::Builder::new().name("alarm".to_owned()).spawn(move || ring(&times, &proxy)) {
        Ok(_) => {
            app.insert_resource(Alarm(set));
            STILL
        }
        Err(_) => RUNNING,
    };
    let mode = UpdateMode::reactive_low_power(asleep);
    // With or without the focus: the exercise goes on behind other windows too.
    app.insert_resource(WinitSettings { focused_mode: mode, unfocused_mode: mode });
}

/// Sleeps until the time that was set last.
fn ring(times: &Receiver<Instant>, window: &EventLoopProxy<WinitUserEvent>) {
    while let Ok(mut due) = times.recv() {
        while let Ok(later) = times.recv_timeout(due.saturating_duration_since(Instant::now())) {
            due = later;
        }
        if window.send_event(WinitUserEvent::WakeUp).is_err() {
            return;
        }
    }
}

/// Asks for one more frame. Run it under a condition that holds while something moves.
pub fn keep_drawing(mut redraw: MessageWriter<RequestRedraw>) {
    redraw.write(RequestRedraw);
}
