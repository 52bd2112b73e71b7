//! Plays through the default device of Windows or macOS.

use super::super::mixer::Scene;
use super::{Feed, Output, Status};
use crate::l10n;
use crate::text::Text;
use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{Error, ErrorKind};
use std::sync::mpsc::{Receiver, channel};

struct Device {
    name: String,
    stream: cpal::Stream,
    /// What the device has said on its own thread since it was last looked after.
    errors: Receiver<Error>,
}

/// Begins to play on the default device, at its own rate and on all its channels.
///
/// # Errors
///
/// There is no device, or it refuses, and why.
pub fn open(scenes: Receiver<Scene>) -> Result<Box<dyn Output>, Text> {
    let device = cpal::default_host().default_output_device().ok_or_else(|| l10n::text("sound-no-device", &[]))?;
    let config = device.default_output_config().map_err(|error| reason(&error))?.config();
    let channels = usize::from(config.channels).max(1);
    let mut feed = Feed::new(config.sample_rate, scenes);
    let mut mono: Vec<f32> = Vec::new();
    let fill = move |samples: &mut [f32], _: &cpal::OutputCallbackInfo| {
        mono.resize(samples.len() / channels, 0.0);
        feed.fill(&mut mono);
        for (frame, sample) in samples.chunks_exact_mut(channels).zip(&mono) {
            frame.fill(*sample);
        }
    };
    let (tell, errors) = channel();
    let told = move |error: Error| {
        let _ = tell.send(error);
    };
    let stream = device.build_output_stream(config, fill, told, None).map_err(|error| reason(&error))?;
    stream.play().map_err(|error| reason(&error))?;
    Ok(Box::new(Device { name: device.to_string(), stream, errors }))
}

fn reason(error: &Error) -> Text {
    l10n::text("sound-failed", &[("reason", error.to_string().into())])
}

impl Output for Device {
    fn status(&self) -> Status {
        Status::Playing(self.name.clone())
    }

    fn rest(&mut self, rest: bool) -> Result<(), Text> {
        let done = if rest { self.stream.pause() } else { self.stream.play() };
        done.map_err(|error| reason(&error))
    }

    fn check(&mut self) -> Result<(), Text> {
        // After these it plays on.
        let harmless = |error: &Error| {
            matches!(error.kind(), ErrorKind::DeviceChanged | ErrorKind::Xrun | ErrorKind::RealtimeDenied)
        };
        match self.errors.try_iter().find(|error| !harmless(error)) {
            Some(error) => Err(reason(&error)),
            None => Ok(()),
        }
    }
}
