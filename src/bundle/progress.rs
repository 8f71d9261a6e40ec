//! How far is the work?
//!
//! Bars on the error output while long work goes on: none unless the program asks for them, and none when nobody watches
//! (the error output is no terminal).

use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter work than this has no bar.
const LONG: usize = 200;

static WANTED: AtomicBool = AtomicBool::new(false);

/// From now on work shows how far it is. Only the command line asks for this; a library that draws is a nuisance.
pub fn show() {
    WANTED.store(true, Ordering::Relaxed);
}

/// One piece of work; the bar goes when it is dropped.
#[derive(Debug)]
pub struct Bar(ProgressBar);

/// Begins a piece of work of `count` steps.
pub fn start(work: &'static str, count: usize) -> Bar {
    if !WANTED.load(Ordering::Relaxed) || count < LONG {
        return Bar(ProgressBar::hidden());
    }
    // Ten times a second, and not at all when the error output is no terminal.
    let target = ProgressDrawTarget::stderr_with_hz(10);
    let bar = ProgressBar::with_draw_target(Some(count as u64), target);
    let style =
        ProgressStyle::with_template("{msg:>12} [{bar:32}] {human_pos}/{human_len}, {eta} left");
    if let Ok(style) = style {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(work);
    Bar(bar)
}

impl Bar {
    /// Says that so many more steps are done; from any thread.
    pub fn advance(&self, steps: usize) {
        self.0.inc(steps as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
