//! How far is the work, and how long did it take?
//!
//! Bars on the error output while long work goes on: none unless the program asks for them, and none when nobody watches
//! (the error output is no terminal). Times are only told; nothing that is written depends on them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

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

/// How long the parts of a build took, in the order in which they ended.
#[derive(Clone, Debug, Default)]
pub struct Timings {
    /// What was done and how long it took.
    pub laps: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Does a piece of work and notes how long it took.
    pub fn lap<T>(&mut self, what: &'static str, work: impl FnOnce() -> T) -> T {
        let (done, took) = timed(work);
        self.laps.push((what, took));
        done
    }
}

/// Does a piece of work; says how long it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}

/// CPU time of this process so far, on all cores; nothing where the system does not say.
pub fn cpu_time() -> Option<Duration> {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        let nanos = u32::try_from(time.tv_nsec).ok()?;
        Some(Duration::new(u64::try_from(time.tv_sec).ok()?, nanos))
    }
    #[cfg(not(unix))]
    None
}

/// Most memory this process ever held, in bytes; nothing where the system does not say.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
