//! No device: nothing plays, and it says why.

use super::{Output, Status};
use crate::text::Text;

/// Why there is no device.
pub struct Null(pub Text);

impl Output for Null {
    fn status(&self) -> Status {
        Status::Silent(self.0.clone())
    }

    fn rest(&mut self, rest: bool) -> Result<(), Text> {
        // Before something is to sound, a device is looked for again.
        if rest { Ok(()) } else { Err(self.0.clone()) }
    }

    fn check(&mut self) -> Result<(), Text> {
        Err(self.0.clone())
    }
}
