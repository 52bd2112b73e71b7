//! Plays through a PulseAudio server; PipeWire answers the same protocol.

use super::super::mixer::Scene;
use super::super::synthesis::RATE;
use super::{Feed, Output, Status};
use crate::l10n;
use crate::text::Text;
use bevy::tasks::block_on;
use pulseaudio::protocol::stream::{BufferAttr, StreamFlags};
use pulseaudio::protocol::{ChannelMap, PlaybackStreamParams, Prop, Props, PulseError, SampleFormat, SampleSpec};
use pulseaudio::{AsPlaybackSource, Client, ClientError, PlaybackStream, cookie_path_from_env, socket_path_from_env};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::Receiver;

/// Bytes of a sample.
const SAMPLE: u32 = 4;
/// What may lie between the mixer and the ear, device included: 80 ms.
const LATENCY: u32 = RATE * SAMPLE * 80 / 1_000;
/// How much the server asks for at once: 30 ms.
const REQUEST: u32 = RATE * SAMPLE * 30 / 1_000;
/// Bytes of the secret by which a server knows its user.
const COOKIE: usize = 256;

struct Pulse {
    name: String,
    stream: PlaybackStream,
}

/// Finds the server by the environment, as its own programs do, and begins to play on its default device.
///
/// # Errors
///
/// There is no server, or it refuses, and why.
pub fn open(scenes: Receiver<Scene>) -> Result<Box<dyn Output>, Text> {
    let client = connect().map_err(|error| reason(&error))?;
    let info = block_on(client.server_info()).map_err(|error| reason(&error))?;
    let name = info.server_name.map_or_else(|| "PulseAudio".to_owned(), |name| name.to_string_lossy().into_owned());
    let mut feed = Feed::new(RATE, scenes);
    let mut samples: Vec<f32> = Vec::new();
    let source = move |bytes: &mut [u8]| {
        samples.resize(bytes.len() / SAMPLE as usize, 0.0);
        feed.fill(&mut samples);
        for (place, sample) in bytes.chunks_exact_mut(SAMPLE as usize).zip(&samples) {
            place.copy_from_slice(&f32::to_le_bytes(*sample));
        }
        samples.len() * SAMPLE as usize
    };
    let stream = client.create_playback_stream(parameters(), source.as_playback_source());
    let stream = block_on(stream).map_err(|error| reason(&error))?;
    Ok(Box::new(Pulse { name, stream }))
}

fn connect() -> Result<Client, ClientError> {
    let path = socket_path_from_env().ok_or(ClientError::ServerUnavailable)?;
    let cookie = cookie_path_from_env().and_then(|path| std::fs::read(path).ok());
    // A server that asks for none still hangs up on one of another length.
    let cookie = cookie.filter(|cookie| cookie.len() == COOKIE).unwrap_or_else(|| vec![0; COOKIE]);
    Client::new_unix(c"Shikyu", UnixStream::connect(path)?, Some(cookie))
}

fn parameters() -> PlaybackStreamParams {
    let mut props = Props::new();
    props.set(Prop::MediaName, c"Shikyu");
    props.set(Prop::MediaRole, c"game");
    PlaybackStreamParams {
        sample_spec: SampleSpec { format: SampleFormat::Float32Le, channels: 1, sample_rate: RATE },
        channel_map: ChannelMap::mono(),
        buffer_attr: BufferAttr {
            target_length: LATENCY,
            pre_buffering: REQUEST,
            minimum_request_length: REQUEST,
            ..BufferAttr::default()
        },
        flags: StreamFlags { adjust_latency: true, ..StreamFlags::default() },
        props,
        ..PlaybackStreamParams::default()
    }
}

fn reason(error: &ClientError) -> Text {
    match error {
        // No socket, or one that nobody listens at.
        ClientError::ServerUnavailable | ClientError::Io(_) => l10n::text("sound-no-server", &[]),
        ClientError::ServerError(PulseError::NoEntity) => l10n::text("sound-no-device", &[]),
        error => l10n::text("sound-failed", &[("reason", error.to_string().into())]),
    }
}

impl Output for Pulse {
    fn status(&self) -> Status {
        Status::Playing(self.name.clone())
    }

    fn rest(&mut self, rest: bool) -> Result<(), Text> {
        let done = if rest { block_on(self.stream.cork()) } else { block_on(self.stream.uncork()) };
        done.map_err(|error| reason(&error))
    }

    fn check(&mut self) -> Result<(), Text> {
        // A stream whose device was taken away is gone without a word; only who asks about it is told.
        match block_on(self.stream.timing_info()) {
            // An answer that cannot be read is an answer.
            Ok(_) | Err(ClientError::Protocol(_)) => Ok(()),
            Err(error) => Err(reason(&error)),
        }
    }
}
