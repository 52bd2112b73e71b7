//! The contract of how it looks: the screens are drawn as they were when somebody last looked at them and found them good.
//! They are drawn without a window, by any Vulkan driver, under a clock of their own, so that they come out alike anywhere.
//!
//! `SHIKYU_PICTURES=FOLDER cargo test --test desktop_pictures -- --ignored` draws every screen in both languages and both
//! themes into a folder, to be looked at. Those named in `tests/pictures` are compared; to take new ones as good, copy them
//! there.

#![cfg(feature = "desktop")]

mod tour;

use bevy::asset::RenderAssetUsages;
use bevy::camera::RenderTarget;
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat, TextureUsages};
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::time::TimeUpdateStrategy;
use bevy::winit::WinitPlugin;
use shikyu::desktop::Dirty;
use shikyu::desktop::settings::Settings;
use shikyu::text::Language;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tour::Setting;

const SIZE: (u32, u32) = (1280, 720);
/// A channel of a pixel may differ by so much, of 255: drivers round in different ways.
const FUZZ: u8 = 24;
/// So many of a thousand pixels may differ by more.
const DIFFERENT: usize = 15;

/// The program, drawn onto an image.
fn drawn(setting: Setting, dark: bool) -> (App, Handle<Image>) {
    let mut app = App::new();
    app.add_plugins(
        DefaultPlugins
            .build()
            .disable::<WinitPlugin>()
            .disable::<LogPlugin>()
            // One frame after the other, so that a picture shows the frame it was asked for.
            .disable::<PipelinedRenderingPlugin>(),
    );
    let mut app = tour::begin(app, setting, None);
    {
        let mut settings = app.world_mut().resource_mut::<Settings>();
        (settings.dark, settings.still) = (dark, true);
    }
    let size = Extent3d { width: SIZE.0, height: SIZE.1, depth_or_array_layers: 1 };
    let mut image = Image::new_fill(
        size,
        TextureDimension::D2,
        &[0; 4],
        TextureFormat::Rgba8UnormSrgb,
        RenderAssetUsages::default(),
    );
    image.texture_descriptor.usage |= TextureUsages::RENDER_ATTACHMENT | TextureUsages::COPY_SRC;
    let image = app.world_mut().resource_mut::<Assets<Image>>().add(image);
    let world = app.world_mut();
    let camera = world.query_filtered::<Entity, With<Camera>>().single(world).expect("one camera");
    // Without a window to draw on, the interface must be told where it belongs.
    world.entity_mut(camera).insert((RenderTarget::Image(image.clone().into()), IsDefaultUiCamera));
    tour::settle(&mut app);
    (app, image)
}

/// What is on the screen now, as rows of red, green, blue, opacity.
fn picture(app: &mut App, image: &Handle<Image>) -> Vec<u8> {
    app.world_mut().resource_mut::<Dirty>().0 = true;
    tour::settle(app);
    let taken: Arc<Mutex<Option<Vec<u8>>>> = Arc::default();
    let into = taken.clone();
    app.world_mut().spawn(Screenshot::image(image.clone())).observe(move |shot: On<ScreenshotCaptured>| {
        *into.lock().expect("nobody panics with it") = shot.image.data.clone();
    });
    for _ in 0..200 {
        // The clock stands while a picture is taken.
        app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::ZERO));
        app.update();
        if let Some(picture) = taken.lock().expect("nobody panics with it").take() {
            app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(100)));
            return picture;
        }
    }
    panic!("no picture came");
}

fn write(path: &Path, pixels: &[u8]) {
    let file = std::fs::File::create(path).expect("the folder can be written to");
    let mut encoder = png::Encoder::new(std::io::BufWriter::new(file), SIZE.0, SIZE.1);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(pixels).expect("the pixels");
}

/// The pixels of a picture, of whatever kind of PNG.
fn read(path: &Path) -> Vec<u8> {
    let file = std::fs::File::open(path).expect("the picture is there");
    let mut decoder = png::Decoder::new(std::io::BufReader::new(file));
    decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut pixels).expect("the pixels");
    pixels.truncate(info.buffer_size());
    pixels
}

fn expected() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures")
}

fn each_picture(themes: &[bool], mut see: impl FnMut(String, &[u8])) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    shikyu::scenario::Folders::use_for_this_process(folder.path());
    for language in Language::ALL {
        for dark in themes {
            // Each is a first start, with nothing played yet.
            let _ = std::fs::remove_file(folder.path().join("settings.ron"));
            let _ = std::fs::remove_dir_all(folder.path().join("runs"));
            let setting = Setting { language, text: 100, window: SIZE };
            let (app, image) = drawn(setting, *dark);
            let theme = if *dark { "-dark" } else { "" };
            tour::tour(app, |app, name| {
                let pixels = picture(app, &image);
                see(format!("{name}-{}{theme}", language.code()), &pixels);
            });
        }
    }
}

#[test]
fn the_screens_look_as_they_did_when_they_were_found_good() {
    let wrong = std::env::temp_dir().join("shikyu-pictures");
    let (mut compared, mut faults) = (0, Vec::new());
    each_picture(&[false], |name, pixels| {
        let path = expected().join(format!("{name}.png"));
        if !path.is_file() {
            return;
        }
        compared += 1;
        let before = read(&path);
        let differs = |(one, other): (&[u8], &[u8])| one.iter().zip(other).any(|(a, b)| a.abs_diff(*b) > FUZZ);
        let different = pixels.chunks(4).zip(before.chunks(4)).filter(|pair| differs(*pair)).count();
        if before.len() != pixels.len() || different * 1_000 > DIFFERENT * pixels.len() / 4 {
            let _ = std::fs::create_dir_all(&wrong);
            write(&wrong.join(format!("{name}.png")), pixels);
            faults.push(format!("{name}: {different} pixels"));
        }
    });
    assert!(faults.is_empty(), "they look otherwise (see {}):\n{}", wrong.display(), faults.join("\n"));
    assert!(compared >= 24, "only {compared} pictures were compared");
}

/// To be looked at: see above.
#[test]
#[ignore = "draws a hundred pictures"]
fn every_screen_is_drawn_in_both_languages_and_themes() {
    let folder = PathBuf::from(std::env::var_os("SHIKYU_PICTURES").expect("SHIKYU_PICTURES names a folder"));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    each_picture(&[false, true], |name, pixels| write(&folder.join(format!("{name}.png")), pixels));
}
