//! `build --watch` and `vis`: what they do when files change, and to whom the preview answers.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use super::support::answer_file;

/// Far more than any machine needs; what is waited for comes in milliseconds.
const LIMIT: Duration = Duration::from_secs(30);

const DRAFT: &str = "fase = \"udkast\"\nkommune.navn = \"Ishøj\"\n";

/// Waits until something is so.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < LIMIT, "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn draft_with(vision: &str) -> String {
    format!("{DRAFT}introduktion.vision = \"{vision}\"\n")
}

/// A running program, which ends with the test.
struct Running {
    child: Child,
    folder: TempDir,
    file: PathBuf,
    out: BufReader<ChildStdout>,
}

impl Running {
    fn start(text: &str, arguments: &[&str]) -> Self {
        let (folder, file) = answer_file(text);
        let mut child = Command::new(env!("CARGO_BIN_EXE_beredskab"))
            .args(arguments)
            .arg("kommune.toml")
            .args(["--dato", "2026-11-20"])
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let out = BufReader::new(child.stdout.take().expect("its output"));
        Self { child, folder, file, out }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).expect("a line");
        line
    }

    fn save(&self, text: &str) {
        std::fs::write(&self.file, text).expect("saved");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Ends it as Ctrl-C does.
    #[cfg(unix)]
    fn interrupt(&mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status;
            }
            assert!(begun.elapsed() < LIMIT, "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A preview, and where it is.
struct Preview {
    running: Running,
    port: u16,
}

impl Preview {
    fn of(text: &str) -> Self {
        Self::with(text, &[])
    }

    fn with(text: &str, options: &[&str]) -> Self {
        let mut running = Running::start(text, &[&["vis", "--uden-browser"], options].concat());
        let line = running.line();
        let port = line.trim_end().strip_prefix("Forhåndsvisning: http://127.0.0.1:").and_then(|rest| rest.strip_suffix('/'));
        let port = port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("no address: {line}"));
        assert_eq!(running.line(), "Stop med Ctrl-C.\n");
        Self { running, port }
    }

    /// The answer to a request as it goes over the line: status, head and body.
    fn raw(&self, request: &str) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(LIMIT)).expect("a limit");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8(answer[..end].to_vec()).expect("text");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, head, answer[end + 4..].to_vec())
    }

    fn ask(&self, method: &str, path: &str, host: &str, headers: &str) -> (u16, String, String) {
        let (status, head, body) =
            self.raw(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n"));
        (status, head, String::from_utf8(body).expect("text"))
    }

    fn here(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn get(&self, path: &str) -> (u16, String) {
        let (status, _, body) = self.ask("GET", path, &self.here(), "");
        (status, body)
    }

    fn plan(&self) -> String {
        self.get("/plan.html").1
    }

    /// What the page is told now.
    fn news(&self) -> Value {
        serde_json::from_str(&self.get("/nyt").1).expect("JSON")
    }

    fn alert(&self) -> String {
        self.news()["alert"]["head"].as_str().unwrap_or_default().to_owned()
    }

    fn shows(&self, words: &str) {
        until(words, || self.plan().contains(words) && self.alert().is_empty());
    }
}

#[test]
fn a_save_is_shown_and_told_at_once_to_those_who_wait() {
    let preview = Preview::of(&draft_with("Den første."));
    assert!(preview.plan().contains("Den første."));
    let version = preview.news()["version"].as_u64().expect("a version");
    let news = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| preview.get(&format!("/nyt?efter={version}")).1);
        preview.running.save(&draft_with("Den anden."));
        waiting.join().expect("news")
    });
    let news: Value = serde_json::from_str(&news).expect("JSON");
    assert!(news["version"].as_u64().expect("a version") > version);
    preview.shows("Den anden.");
}

#[test]
fn saves_of_the_same_length_within_a_moment_are_all_seen() {
    let preview = Preview::of(&draft_with("Nummer 0."));
    for number in 1..6 {
        preview.running.save(&draft_with(&format!("Nummer {number}.")));
        preview.shows(&format!("Nummer {number}."));
    }
}

#[test]
fn a_broken_file_leaves_the_last_good_page_and_tells_why() {
    let preview = Preview::of(&draft_with("Den gode."));
    preview.running.save("fase = \"udkast\nkommune.navn = \"Ishøj\"\n");
    until("the fault is told", || preview.alert() == "Planen kan ikke bygges: 1 fejl i kommune.toml.");
    let news = preview.news();
    assert!(news["findings"].as_str().expect("findings").contains("kommune.toml:1<"), "{news}");
    assert!(news["title"].as_str().expect("a title").starts_with("1 fejl – kommune.toml"), "{news}");
    assert!(preview.plan().contains("Den gode."));
    assert!(preview.get("/").1.contains("Planen kan ikke bygges"));
    preview.running.save(&draft_with("Den rettede."));
    preview.shows("Den rettede.");
}

#[test]
fn a_file_that_goes_may_come_back() {
    let preview = Preview::of(&draft_with("Før."));
    std::fs::remove_file(&preview.running.file).expect("deleted");
    until("the loss is told", || preview.alert() == "Filen kommune.toml findes ikke længere.");
    assert!(preview.plan().contains("Før."));
    preview.running.save(&draft_with("Efter."));
    preview.shows("Efter.");
    // As editors do: beside it, and then in its place.
    std::fs::write(preview.running.path("kommune.toml~"), draft_with("Flyttet ind.")).expect("written");
    std::fs::rename(preview.running.path("kommune.toml~"), &preview.running.file).expect("renamed");
    preview.shows("Flyttet ind.");
}

#[test]
fn of_a_save_in_two_halves_the_later_stands() {
    let preview = Preview::of(&draft_with("Før."));
    let text = draft_with("En lang vision, som gemmes i to omgange.");
    preview.running.save(&text[..text.len() / 2]);
    std::thread::sleep(Duration::from_millis(300));
    preview.running.save(&text);
    preview.shows("i to omgange.");
}

#[test]
fn what_the_answers_name_is_watched_also_before_it_is_there() {
    let text = format!("{DRAFT}introduktion.vision = \"![Et punkt](punkt.svg)\"\n[tekstblokke]\n1 = \"egen.md\"\n");
    let preview = Preview::of(&text);
    assert!(preview.alert().starts_with("Planen kan ikke bygges: 2 fejl"), "{}", preview.alert());
    assert_eq!(preview.get("/plan.html").0, 404);
    let dot = |radius: u8| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><circle cx=\"4\" cy=\"4\" r=\"{radius}\"/></svg>"
        )
    };
    std::fs::write(preview.running.path("punkt.svg"), dot(3)).expect("an image");
    until("one fault is left", || preview.alert().contains("1 fejl"));
    std::fs::write(preview.running.path("egen.md"), "Vores egen tekst.").expect("a text");
    preview.shows("Vores egen tekst.");
    let before = preview.plan();
    std::fs::write(preview.running.path("punkt.svg"), dot(2)).expect("an image");
    until("the image is another", || preview.plan() != before);
    std::fs::write(preview.running.path("egen.md"), "Nu en anden tekst.").expect("a text");
    preview.shows("Nu en anden tekst.");
}

#[test]
fn a_template_of_ones_own_is_watched() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("tekstblokke");
    std::fs::create_dir(&own).expect("a folder");
    let preview = Preview::with(DRAFT, &["--skabelon", folder.path().to_str().expect("a path")]);
    let block = |text: &str| format!("+++\nnummer = 1\ntitel = \"Om os\"\n\n[kilde]\ntitel = \"os selv\"\n+++\n{text}\n");
    std::fs::write(own.join("1.md"), block("Skabelonens nye ord.")).expect("a text");
    preview.shows("Skabelonens nye ord.");
    std::fs::write(own.join("1.md"), "ikke en tekstblok").expect("a text");
    until("the fault is told", || preview.alert().contains("1.md:1"));
    std::fs::remove_file(own.join("1.md")).expect("deleted");
    until("the program's own text is back", || preview.alert().is_empty() && !preview.plan().contains("nye ord"));
}

#[test]
fn no_other_host_is_answered() {
    let preview = Preview::of(&draft_with("Hemmeligt."));
    let (port, here) = (preview.port, preview.here());
    for path in ["/", "/plan.html", "/nyt", "/vis.js", "/plan.pdf"] {
        for host in [
            "evil.example".to_owned(),
            format!("evil.example:{port}"),
            "127.0.0.1".into(),
            format!("127.0.0.1.evil.example:{port}"),
            String::new(),
        ] {
            let (status, _, body) = preview.ask("GET", path, &host, "");
            assert_eq!(
                (status, body.as_str()),
                (403, "Forhåndsvisningen svarer kun på sin egen adresse på denne computer.\n"),
                "{host}{path}"
            );
        }
    }
    assert_eq!(preview.raw("GET / HTTP/1.0\r\n\r\n").0, 403);
    assert_eq!(preview.raw(&format!("GET http://evil.example/ HTTP/1.1\r\nHost: {here}\r\nConnection: close\r\n\r\n")).0, 403);
    assert_eq!(preview.raw(&format!("GET / HTTP/1.1\r\nHost: {here}\r\nHost: evil.example\r\nConnection: close\r\n\r\n")).0, 403);
    assert_eq!(preview.ask("GET", "/", &format!("localhost:{port}"), "").0, 200);
}

#[test]
fn no_other_page_is_answered() {
    let preview = Preview::of(DRAFT);
    let here = preview.here();
    let ask = |path: &str, headers: &str| preview.ask("GET", path, &here, headers).0;
    for path in ["/", "/plan.html", "/nyt"] {
        assert_eq!(ask(path, "Origin: https://evil.example\r\n"), 403, "{path}");
        assert_eq!(ask(path, "Origin: null\r\n"), 403, "{path}");
        assert_eq!(ask(path, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: iframe\r\n"), 403, "{path}");
        assert_eq!(ask(path, "Sec-Fetch-Site: same-site\r\nSec-Fetch-Dest: script\r\n"), 403, "{path}");
        assert_eq!(ask(path, &format!("Origin: http://{here}\r\nSec-Fetch-Site: same-origin\r\n")), 200, "{path}");
    }
    let link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: document\r\n";
    assert_eq!((ask("/", link), ask("/plan.html", link)), (200, 403));
}

#[test]
fn nothing_but_the_plan_is_served_and_only_read() {
    let preview = Preview::of(&draft_with("Hemmeligt."));
    let here = preview.here();
    for path in [
        "/kommune.toml",
        "/../kommune.toml",
        "/%2e%2e/kommune.toml",
        "/..%2fkommune.toml",
        "//etc/passwd",
        "/plan.html/",
        "/PLAN.HTML",
        "/plan",
    ] {
        let (status, body) = preview.get(path);
        assert_eq!((status, body.as_str()), (404, "Der er ikke noget på den adresse.\n"), "{path}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH"] {
        let target = if method == "CONNECT" { here.as_str() } else { "/" };
        let (status, head, _) = preview.ask(method, target, &here, "Content-Length: 0\r\n");
        assert_eq!(status, 405, "{method}");
        assert!(head.to_lowercase().contains("allow: get, head"), "{head}");
    }
    let (status, head, body) = preview.ask("HEAD", "/", &here, "");
    assert_eq!((status, body.as_str()), (200, ""), "{head}");
}

#[test]
fn every_answer_has_a_strict_policy() {
    let preview = Preview::of(DRAFT);
    let style = preview.plan();
    let style = style.split("href=\"").find(|part| part.starts_with("plan-")).and_then(|part| part.split('"').next());
    let style = format!("/{}", style.expect("a style"));
    for path in ["/", "/plan.html", "/nyt", "/vis.css", "/vis.js", "/plan.pdf", "/findes-ikke", &style] {
        let (status, head, _) = {
            let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", preview.here());
            preview.raw(&request)
        };
        let head = head.to_lowercase();
        let wanted = if path == "/findes-ikke" || (path == "/plan.pdf" && !cfg!(feature = "pdf")) { 404 } else { 200 };
        assert_eq!(status, wanted, "{path}");
        for header in [
            "content-security-policy: default-src 'none'",
            "frame-ancestors '",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cache-control: no-store",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(head.contains(header), "{path} lacks {header}: {head}");
        }
        assert!(!head.contains("unsafe"), "{path}: {head}");
        assert_eq!(head.contains("content-type: text/html"), matches!(path, "/" | "/plan.html"), "{path}: {head}");
    }
}

#[test]
fn what_is_typed_stays_text_in_the_page_around() {
    let attempt = "</code></p><img src=x onerror=alert(1)><script>alert(1)</script>{{ 7*7 }}";
    let text = format!("fase = '{attempt}'\nkommune.navn = '{attempt}'\n'{attempt}' = 1\n");
    let preview = Preview::of(&text);
    let page = preview.get("/").1;
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;"), "{page}");
    assert!(page.contains("{{ 7*7 }}"), "{page}");
    assert!(!page.contains("<img") && page.matches("<script").count() == 1, "{page}");
    let findings = preview.news()["findings"].as_str().expect("findings").to_owned();
    assert!(!findings.contains("<img") && !findings.contains("<script"), "{findings}");
}

#[test]
fn those_who_say_nothing_keep_nobody_waiting() {
    let preview = Preview::of(DRAFT);
    let silent: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection");
            stream.write_all(b"GET / HTTP/1.1\r\nHost:").expect("half a request");
            stream
        })
        .collect();
    assert_eq!(preview.get("/").0, 200);
    drop(silent);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_the_preview() {
    let mut preview = Preview::of(DRAFT);
    let version = preview.news()["version"].as_u64().expect("a version");
    let mut waiting = TcpStream::connect(("127.0.0.1", preview.port)).expect("a connection");
    write!(waiting, "GET /nyt?efter={version} HTTP/1.1\r\nHost: {}\r\n\r\n", preview.here()).expect("a request");
    // Who came later has been answered, so the one who came first waits.
    assert_eq!(preview.get("/").0, 200);
    assert_eq!(preview.running.interrupt().code(), Some(0));
    let mut last = String::new();
    waiting.read_to_string(&mut last).expect("an answer, and the end");
    assert!(last.ends_with("\r\n\r\nnull"), "{last}");
    assert!(TcpStream::connect(("127.0.0.1", preview.port)).is_err(), "the port is still open");
}

#[test]
fn a_port_can_be_chosen_and_must_be_free() {
    let preview = Preview::of(DRAFT);
    let port = preview.port.to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_beredskab"))
        .args(["vis", "kommune.toml", "--uden-browser", "--port", &port])
        .current_dir(preview.running.folder.path())
        .output()
        .expect("the program");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("er optaget af et andet program"));
    drop(preview);
    let preview = Preview::with(DRAFT, &["--port", &port]);
    assert_eq!(preview.port.to_string(), port);
}

/// Waits for a file to hold some words.
fn holds(path: &Path, words: &str) {
    until(words, || std::fs::read_to_string(path).is_ok_and(|text| text.contains(words)));
}

#[test]
fn a_watched_build_follows_every_save_and_survives_mistakes() {
    let mut running = Running::start(&draft_with("Den første."), &["build", "--watch", "--format", "md"]);
    let plan = running.path("plan/kommune.md");
    assert!(running.line().contains(": Skrev plan"));
    holds(&plan, "Den første.");
    running.save(&draft_with("Den anden."));
    holds(&plan, "Den anden.");
    running.save("fase = ");
    let told = |running: &mut Running, words: &str| {
        // Lines of 80 columns: the words may stand on the second.
        while !running.line().contains(words) {}
    };
    told(&mut running, "Planen er ikke");
    holds(&plan, "Den anden.");
    std::fs::remove_file(&running.file).expect("deleted");
    std::thread::sleep(Duration::from_millis(400));
    running.save(&draft_with("Den tredje."));
    holds(&plan, "Den tredje.");
    #[cfg(unix)]
    assert_eq!(running.interrupt().code(), Some(0));
}

#[test]
fn there_must_be_a_file_to_begin_with() {
    let folder = tempfile::tempdir().expect("a folder");
    for arguments in [["vis", "mangler.toml", "--uden-browser"], ["build", "mangler.toml", "--watch"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_beredskab"))
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .expect("the program");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("Filen »mangler.toml« findes ikke."));
    }
}
