//! Whether memory stays level over many PDFs in one process: `cargo bench --bench hukommelse` prints what the process holds
//! after so many plans, each a little different, as those of several municipalities are.
//!
//! The engine remembers its work from plan to plan; `output/pdf` has it forget. Reads `/proc`, so it measures on Linux alone.

use std::fs;
use std::path::Path;

use beredskab::output::Format;
use beredskab::pipeline::{self, Settings};
use jiff::civil::date;

/// The plans.
const PLANS: usize = 100;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    let example = fs::read_to_string(root.join("examples/ishoej.toml")).expect("the example");
    fs::copy(root.join("examples/eksempel-logo.svg"), folder.path().join("eksempel-logo.svg")).expect("the logo");
    let settings = Settings { today: date(2026, 11, 20), skabelon: None, phase: None };
    let file = folder.path().join("plan.toml");
    for number in 1..=PLANS {
        let own = format!("vision = \"\"\"\nDette er plan {number}, som ingen anden er. ");
        fs::write(&file, example.replacen("vision = \"\"\"\n", &own, 1)).expect("a file");
        let document = pipeline::check(&file, &settings).and_then(|checked| checked.document()).expect("a plan");
        let pdf = Format::Pdf.render(&document).expect("a PDF");
        if number == 1 || number % 10 == 0 {
            println!(
                "{number:>4} plans: {:>7} kB held, {:>7} kB at most, last PDF {} bytes",
                held("VmRSS"),
                held("VmHWM"),
                pdf.len()
            );
        }
    }
}

/// A line of what the system tells about this process's memory; nothing where there is no such system.
fn held(what: &str) -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix(':'));
    line.map_or("?", |line| line.trim().trim_end_matches(" kB")).to_owned()
}
