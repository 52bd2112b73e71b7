//! What this version of the engine needs from us, one file a reason.

pub mod crisp_text;
pub mod headless;
pub mod no_display;
pub mod power;
pub mod wrapped_text;
