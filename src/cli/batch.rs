//! Many answer files: the work on them on all cores, and what comes of it in the order of the files.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long the work goes on before there is a bar to see.
const PATIENCE: Duration = Duration::from_secs(1);

/// The room for each thread's calls: as much as the first thread of a process usually has, where a file alone is worked on.
const STACK: usize = 8 * 1024 * 1024;

/// Does `work` on every file, as many at a time as `jobs` says or there are cores, and hands what came of each to `told`: one
/// by one, in the order of the files, as soon as those before it are done.
///
/// A terminal that has waited for a while sees how far the work is.
///
/// # Errors
/// Where no threads can be had.
pub fn in_order<T: Send>(
    files: &[PathBuf],
    jobs: Option<usize>,
    work: impl Fn(&Path) -> T + Sync,
    mut told: impl FnMut(&Path, T),
) -> Result<()> {
    if let [file] = files {
        told(file, work(file));
        return Ok(());
    }
    let (sender, receiver) = mpsc::channel();
    let (begun, work) = (&AtomicUsize::new(0), &work);
    thread::scope(|scope| {
        // Threads of one's own, and not a pool that takes up another file where one waits: what the PDF engine divides among
        // threads would then have a whole plan begun in the middle of another, and every plan takes its memory.
        for _ in 0..threads(jobs).min(files.len()) {
            let sender = sender.clone();
            let worker = move || {
                loop {
                    let number = begun.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = files.get(number) else { return };
                    // The one who listens ends last.
                    let _ = sender.send((number, work(file)));
                }
            };
            let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
            thread.map_err(|error| anyhow!("Programmet kan ikke arbejde på flere filer ad gangen ({error})."))?;
        }
        drop(sender);
        let mut bar = Bar::new(files.len());
        let mut waiting: Vec<Option<T>> = files.iter().map(|_| None).collect();
        let mut next = 0;
        for (number, done) in receiver {
            waiting[number] = Some(done);
            bar.step();
            while let Some(done) = waiting.get_mut(next).and_then(Option::take) {
                bar.aside(|| told(&files[next], done));
                next += 1;
            }
        }
        bar.end();
        Ok(())
    })
}

fn threads(jobs: Option<usize>) -> usize {
    jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get))
}

/// A bar on standard error, where that is a terminal.
struct Bar {
    progress: ProgressBar,
    begun: Instant,
    shown: bool,
}

impl Bar {
    fn new(files: usize) -> Self {
        let bar = ProgressBar::with_draw_target(u64::try_from(files).ok(), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{wide_bar} {pos} af {len} filer, {eta} endnu");
        Self {
            progress: bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())),
            begun: Instant::now(),
            shown: false,
        }
    }

    fn step(&mut self) {
        self.progress.inc(1);
        if !self.shown && self.begun.elapsed() > PATIENCE {
            self.progress.set_draw_target(ProgressDrawTarget::stderr());
            self.shown = true;
        }
    }

    /// Prints without the bar in the way.
    fn aside(&self, print: impl FnOnce()) {
        self.progress.suspend(print);
    }

    fn end(self) {
        self.progress.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_files_for_any_number_of_threads() {
        let files: Vec<PathBuf> = (0..50).map(|number| PathBuf::from(format!("{number}.toml"))).collect();
        for jobs in [None, Some(1), Some(2), Some(16)] {
            let mut told = Vec::new();
            // The first ones take the longest.
            let work = |file: &Path| {
                let number: u64 = file.file_stem().and_then(|stem| stem.to_str()).and_then(|n| n.parse().ok()).expect("a number");
                std::thread::sleep(Duration::from_micros((50 - number) * 40));
                number
            };
            in_order(&files, jobs, work, |file, number| told.push((file.to_owned(), number))).expect("threads");
            let wanted: Vec<(PathBuf, u64)> = files.iter().cloned().zip(0..).collect();
            assert_eq!(told, wanted, "{jobs:?}");
        }
    }
}
