#!/usr/bin/env python3
"""Times whole cold processes, and the peers pandoc and WeasyPrint on the same plan as Markdown.

    cargo build --release && python3 benches/processer.py            everything
    python3 benches/processer.py --runs 5 --only peers,many,length   some of it, with fewer runs

Compared commands take turns (A B A B ...), so that what else the machine does falls on both alike. A time is the median of
the wall-clock times; memory is the peak of one run more. Nothing here can fail on a time: it prints, and people judge.
"""

import argparse
import csv
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples/ishoej.toml"
# One sentence without a finding, to make long answers of.
SENTENCE = "Kommunen arbejder tæt sammen med politiet, og alle ansatte ved, hvem de kan ringe til. "
ITS_PARAGRAPH = 5
MISSING = {
    "pandoc": "pandoc is missing: its rows are left out. It is a package of most systems (apt-get install pandoc).",
    "weasyprint": "weasyprint is missing: its row is left out. It is a package of most systems, and of Python: "
    "python3 -m venv v && v/bin/pip install weasyprint, then PATH=v/bin:$PATH.",
    "time": "GNU time is missing: memory is left out (apt-get install time).",
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    parser.add_argument("--binary", type=Path, default=target / "release/beredskab")
    parser.add_argument("--against", type=Path, help="another build of the program, to be compared in the same run")
    parser.add_argument("--runs", type=int, default=15, help="runs of a quick command; slow ones get fewer")
    parser.add_argument("--only", default="peers,many,length", help="of peers, many, length")
    return parser.parse_args()


def run(command):
    """Runs a command, or several after each other, in a fresh process each. Gives the seconds; it must work."""
    commands = command if isinstance(command[0], list) else [command]
    began = time.perf_counter()
    for one in commands:
        done = subprocess.run(one, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(map(str, one))}\nended with {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
    return time.perf_counter() - began


def take_turns(commands, runs):
    """The median seconds of each command, after one run of each that does not count."""
    times = [[] for _ in commands]
    for turn in range(runs + 1):
        for i, command in enumerate(commands):
            seconds = run(command)
            if turn > 0:
                times[i].append(seconds)
    return [statistics.median(of_one) for of_one in times]


def peak(command):
    """The most memory that a command has at a time, in MB."""
    if not shutil.which("time"):
        return None
    commands = command if isinstance(command[0], list) else [command]
    most = 0
    for one in commands:
        with tempfile.NamedTemporaryFile() as told:
            run([shutil.which("time"), "-f", "%M", "-o", told.name, *map(str, one)])
            most = max(most, int(Path(told.name).read_text(encoding="ascii").split()[-1]))
    return most / 1024


def row(name, seconds, memory, n, note=""):
    memory = "" if memory is None else f"{memory:.0f} MB"
    print(f"{name:<58} {seconds * 1000:>9.1f} ms {memory:>8}  n={n:<3} {note}", flush=True)


def compared(name, ours, peers, runs, against):
    """A row for each of the commands, and how many times longer the others take than the first."""
    named = [(name, ours)] + [(f"  {peer}", command) for peer, command in peers]
    if against is not None:
        named.append((f"  the other build: {name}", [str(against), *ours[1:]]))
    times = take_turns([command for _, command in named], runs)
    for i, ((label, command), seconds) in enumerate(zip(named, times)):
        row(label, seconds, peak(command), runs, f"{seconds / times[0]:.1f} times" if i > 0 else "")


def peers(options, folder):
    binary, out = str(options.binary), folder / "out"
    build = lambda formats: [binary, "build", str(EXAMPLE), "--format", formats, "--out", str(out), "--dato", "2026-11-20"]
    check = [binary, "check", str(EXAMPLE), "--dato", "2026-11-20"]
    run(build("md"))
    markdown, page = folder / "plan.md", folder / "plan.html"
    shutil.copy(out / "ishoej.md", markdown)
    for picture in (ROOT / "examples").glob("*.svg"):
        shutil.copy(picture, folder)
    has_pandoc, has_weasyprint = (shutil.which(name) is not None for name in ("pandoc", "weasyprint"))
    to_html = ["pandoc", "--standalone", "--metadata=lang:da", "--metadata=title:Plan", f"--resource-path={folder}",
               "-f", "gfm", str(markdown), "-o", str(page)]
    to_pdf = ["weasyprint", "--pdf-variant", "pdf/ua-1", str(page), str(folder / "plan.pdf")]
    compared("--version: a process that does nothing", [binary, "--version"], [], options.runs, options.against)
    compared("check", check, [], options.runs, options.against)
    pandoc = [("pandoc to HTML", to_html)] if has_pandoc else []
    compared("build md,html,fragment", build("md,html,fragment"), pandoc, options.runs, options.against)
    both = [("pandoc to HTML, WeasyPrint to PDF/UA", [to_html, to_pdf])] if has_pandoc and has_weasyprint else []
    if "pdf" in subprocess.run([binary, "build", "--help"], capture_output=True, text=True, check=False).stdout:
        compared("build md,html,fragment,pdf", build("md,html,fragment,pdf"), both, max(3, options.runs // 3), options.against)


def copies(folder, number):
    """So many answer files, each the example under its own name, as one of the municipalities and with a sentence of its own, in
    a folder of their own: what plans have in common is worked out once, and equal plans would have everything in common."""
    plans = folder / f"planer-{number}"
    plans.mkdir()
    for picture in (ROOT / "examples").glob("*.svg"):
        shutil.copy(picture, plans)
    with (ROOT / "src/register/kommuner.csv").open(encoding="utf-8") as register:
        names = [row["navn"] for row in csv.DictReader(register)]
    example = EXAMPLE.read_text(encoding="utf-8")
    for i in range(number):
        own = example.replace("Ishøj", names[i % len(names)])
        own, count = re.subn(r'vision = """\n', f'vision = """\nDette er plan {i}, som ingen anden er. ', own, count=1)
        assert count == 1, "the example has an answer that is called vision"
        (plans / f"plan-{i:04}.toml").write_text(own, encoding="utf-8")
    return [str(path) for path in sorted(plans.glob("*.toml"))]


def many(options, folder):
    binary, out = str(options.binary), folder / "mange"
    files = copies(folder, 1000)
    build = lambda number, formats: [binary, "build", *files[:number], "--format", formats, "--out", str(out), "--dato", "2026-11-20"]
    if subprocess.run(build(2, "html"), capture_output=True, check=False).returncode != 0:
        print("This build of the program takes one answer file at a time: the rows with many plans are left out.")
        return
    with_pdf = [(number, "md,html,pdf", 3) for number in (10, 49, 98)]
    for number, formats, runs in [*with_pdf, (10, "html", 5), (100, "html", 5), (1000, "html", 5)]:
        seconds = take_turns([build(number, formats)], runs)[0]
        row(f"build of {number} plans, {formats}", seconds, peak(build(number, formats)), runs, f"{seconds * 1000 / number:.2f} ms a plan")


def long_answer(folder, kilobytes):
    """The example with one answer of this length, in paragraphs."""
    paragraph = (SENTENCE * ITS_PARAGRAPH).strip() + "\n\n"
    text = paragraph * (kilobytes * 1000 // len(paragraph.encode()) + 1)
    text = text.encode()[: kilobytes * 1000].decode(errors="ignore").rstrip()
    example = EXAMPLE.read_text(encoding="utf-8")
    written, count = re.subn(r'vision = """.*?"""', lambda _: f'vision = """\n{text}\n"""', example, count=1, flags=re.DOTALL)
    assert count == 1, "the example has an answer that is called vision"
    path = folder / f"svar-{kilobytes}.toml"
    path.write_text(written, encoding="utf-8")
    for picture in (ROOT / "examples").glob("*.svg"):
        shutil.copy(picture, folder)
    return str(path)


def length(options, folder):
    binary, out = str(options.binary), folder / "lange"
    files = {size: long_answer(folder, size) for size in (1, 10, 100, 1000, 5000)}
    formats = ["md,html,fragment", "pdf"]
    for work in [["check"], *(["build", "--format", names, "--out", str(out)] for names in formats)]:
        commands = {size: [binary, *work, file, "--dato", "2026-11-20"] for size, file in files.items()}
        times = dict(zip(commands, take_turns(list(commands.values()), 5)))
        for size, seconds in times.items():
            # Above the shortest: what the length costs, without what every run costs.
            more = (seconds - times[1]) * 1000 / size
            row(f"{' '.join(work[:3:2])}, one answer of {size} KB", seconds, peak(commands[size]), 5, f"{more:.3f} ms a KB" if size > 10 else "")


def main():
    options = arguments()
    if not options.binary.exists():
        sys.exit(f"{options.binary} is not there. Build it first: cargo build --release")
    for tool, told in MISSING.items():
        if not shutil.which(tool):
            print(told)
    print(f"The program: {options.binary.stat().st_size / 1e6:.1f} MB. Processors: {os.cpu_count()}. Load: {os.getloadavg()[0]:.1f}.")
    with tempfile.TemporaryDirectory() as folder:
        for part in options.only.split(","):
            {"peers": peers, "many": many, "length": length}[part](options, Path(folder))


main()
