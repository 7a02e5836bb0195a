//! How long things take, in a warm library and as whole cold processes: `cargo bench`.
//!
//! A process is measured against `--version`, which does nothing: what lies between the two is the work.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use beredskab::output::Format;
use beredskab::pipeline::{self, Settings};
use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::date;

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/ishoej.toml")
}

fn parts(criterion: &mut Criterion) {
    let settings = Settings { today: date(2026, 11, 20), skabelon: None, phase: None };
    let checked = pipeline::check(&example(), &settings).expect("an answer file");
    let document = checked.document().expect("a plan");
    let mut group = criterion.benchmark_group("del");
    group.bench_function("check", |b| b.iter(|| pipeline::check(black_box(&example()), &settings)));
    group.bench_function("document", |b| b.iter(|| black_box(&checked).document()));
    for format in [Format::Markdown, Format::Html] {
        group.bench_function(format.name(), |b| b.iter(|| format.render(black_box(&document))));
    }
    group.finish();
}

fn processes(criterion: &mut Criterion) {
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_beredskab"));
        let status = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the program");
        assert!(status.success(), "{arguments:?}");
    };
    let file = example().display().to_string();
    let mut group = criterion.benchmark_group("proces");
    group.bench_function("--version", |b| b.iter(|| run(&["--version"])));
    group.bench_function("check", |b| b.iter(|| run(&["check", &file, "--dato", "2026-11-20"])));
    group.finish();
}

criterion_group!(benches, parts, processes);
criterion_main!(benches);
