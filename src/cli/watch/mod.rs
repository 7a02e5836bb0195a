//! Watching an answer file and everything its plan is made from, and checking it again whenever one of them changes.
//!
//! The files are asked again and again, since network drives and folders in a cloud tell nobody of a change. Knows nothing of
//! what is made of the plan: `build --watch` and `vis` each say that.

mod stamps;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use beredskab::pipeline::{self, Checked, PipelineError, Settings};
use beredskab::skabelon;
use jiff::Zoned;
use jiff::civil::Date;

use super::args::CommonArgs;
use super::today;
use stamps::{RealDisk, Stamps};

/// How often the answer file is looked at.
const TICK: Duration = Duration::from_millis(50);

/// How many ticks pass between two looks at everything else, which is many files and seldom saved.
const ROUND: u32 = 5;

/// How many ticks a plan that cannot be shown gets to become one that can: editors empty a file before they write it, or
/// take it away before they put the new one in its place.
const PATIENCE: u32 = 3;

/// The user's wish to end, by Ctrl-C or by closing the terminal.
pub struct Stop(Receiver<()>);

impl Stop {
    /// Takes it from the system from now on. Can be called once.
    ///
    /// # Errors
    /// Where the system does not let go of it.
    pub fn from_system() -> Result<Self> {
        let (sender, receiver) = mpsc::channel();
        // The one who listens may be gone already, which is the end that was wished for.
        ctrlc::set_handler(move || sender.send(()).unwrap_or_default()).context("Programmet kan ikke lytte efter Ctrl-C.")?;
        Ok(Self(receiver))
    }

    /// Waits that long, or until the wish comes: then gives true.
    fn comes_within(&self, time: Duration) -> bool {
        self.0.recv_timeout(time) != Err(RecvTimeoutError::Timeout)
    }
}

/// What became of the files the last time they were read.
pub type Read = Result<Checked, PipelineError>;

/// The time of day as a person writes it, "14.03.22".
pub fn time_of_day() -> String {
    Zoned::now().strftime("%H.%M.%S").to_string()
}

/// What to watch.
#[derive(Debug, Clone)]
pub struct Watch {
    file: PathBuf,
    skabelon: Option<PathBuf>,
    date: Option<Date>,
}

impl Watch {
    pub fn new(file: PathBuf, args: &CommonArgs) -> Self {
        Self { file, skabelon: args.skabelon.clone(), date: args.dato }
    }

    /// Reads and checks the plan, hands it on, and does so again after every change until the wish to end comes.
    ///
    /// # Errors
    /// Where there is no answer file from the start, or the day cannot be told.
    pub fn run(&self, stop: &Stop, mut each: impl FnMut(Read)) -> Result<()> {
        let begun = Instant::now();
        let mut stamps = Stamps::new(RealDisk);
        let read = self.read(&mut stamps, begun)?;
        match read {
            // The template and the answers may be mended while they are watched.
            Ok(_) | Err(PipelineError::Skabelon(_) | PipelineError::HasErrors) => {}
            // More likely a name misspelt than a file to come.
            Err(error) => return Err(error.into()),
        }
        each(read);
        let mut waiting: Option<(Read, u32)> = None;
        let mut tick: u32 = 0;
        while !stop.comes_within(TICK) {
            tick = tick.wrapping_add(1);
            let changed = if tick.is_multiple_of(ROUND) {
                // Not `||`: each is to be looked at.
                stamps.follow(self.own_files(), begun.elapsed()) | stamps.look(begun.elapsed())
            } else {
                stamps.look_at(&self.file, begun.elapsed())
            };
            if changed {
                let read = self.read(&mut stamps, begun)?;
                let left = waiting.take().map_or(PATIENCE, |(_, left)| left);
                waiting = Some((read, left));
            }
            waiting = match waiting {
                Some((read, left)) if left == 0 || makes_a_plan(&read) => {
                    each(read);
                    None
                }
                Some((read, left)) => Some((read, left - 1)),
                None => None,
            };
        }
        Ok(())
    }

    /// Reads and checks the plan, so that everything it was read from has been looked at before it was read: what changes
    /// afterwards is then seen.
    fn read(&self, stamps: &mut Stamps<RealDisk>, begun: Instant) -> Result<Read> {
        stamps.follow([self.file.clone()].into_iter().chain(self.own_files()), begun.elapsed());
        // Files named by files that were not there before; a plan has no more layers than these.
        for _ in 0..4 {
            let read = self.check()?;
            let Ok(checked) = &read else { return Ok(read) };
            let all: BTreeSet<PathBuf> =
                checked.named.iter().cloned().chain([self.file.clone()]).chain(self.own_files()).collect();
            let is_new = stamps.follow(all.iter().cloned(), begun.elapsed());
            stamps.keep_only(&all);
            if !is_new {
                return Ok(read);
            }
        }
        self.check()
    }

    fn check(&self) -> Result<Read> {
        let settings = Settings { today: today::today(self.date)?, skabelon: self.skabelon.clone(), phase: None };
        Ok(pipeline::check(&self.file, &settings))
    }

    /// The files of the template's folder, and the folder: files come and go in it.
    fn own_files(&self) -> impl Iterator<Item = PathBuf> + use<> {
        let folder = self.skabelon.clone();
        folder.into_iter().flat_map(|folder| skabelon::files(&folder))
    }
}

/// Whether a document can be made of what was read.
fn makes_a_plan(read: &Read) -> bool {
    read.as_ref().is_ok_and(|checked| checked.findings.errors() == 0)
}
