//! Loading a template: from the files embedded in the program, with a folder of the user's own laid over them.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use super::front::{
    BlockFront, Facts, FieldFront, Kilde, KindFront, NeedFront, PlacementFront, QuestionFront, SectionFront, split,
};
use super::{Example, Field, Hotline, Kind, Need, Origin, Phase, Placement, Question, Section, Skabelon, Tekstblok, Unless};
use crate::content::Href;
use crate::dansk::Telefon;

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static TEXTBLOCKS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/textblocks");

/// The folder for text blocks within a folder of one's own.
const OWN_BLOCKS: &str = "tekstblokke";

/// Why a template cannot be used, in a sentence for the person who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkabelonError {
    /// The file, as the user knows it.
    pub file: String,
    /// The line in it, from 1, where one is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for SkabelonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for SkabelonError {}

/// A file of a template: its name for messages, and its text.
struct File {
    shown: String,
    text: String,
}

/// The names of the templates that the program holds.
#[must_use]
pub fn names() -> Vec<&'static str> {
    TEMPLATES.dirs().filter_map(|dir| dir.path().file_name()?.to_str()).collect()
}

/// Loads the template of a name that [`names`] gives, with a folder laid over it where one is given.
///
/// A template is a folder of Markdown files with TOML front matter between `+++` lines:
///
/// - `skabelon.toml`: the template's own facts;
/// - `<number>-<id>.md`: a section. The number orders the sections (`2.1` before `2.2`), the id is the anchor of its heading;
/// - `_<name>.md`: a piece without front matter that sections include;
/// - `tekstblokke/<n>.md` in a folder of one's own, `textblocks/<name>/<n>.md` in the program: a standard text block.
///
/// A file in the folder of one's own replaces the embedded file of its name, and a file of a new name is added.
///
/// # Errors
/// Where the name is unknown, the folder cannot be read, or a file is not as a template's file is.
pub fn load(name: &str, overlay: Option<&Path>) -> Result<Skabelon, SkabelonError> {
    let mut files = embedded(&TEMPLATES, name, "templates");
    let mut blocks = embedded(&TEXTBLOCKS, name, "textblocks");
    if files.is_empty() {
        let message = format!("Programmet har ingen skabelon af det navn. Vælg en af disse: {}.", names().join(", "));
        return Err(SkabelonError { file: name.to_owned(), line: None, message });
    }
    if let Some(folder) = overlay {
        files.extend(own_files(folder)?);
        let own_blocks = folder.join(OWN_BLOCKS);
        if own_blocks.is_dir() {
            blocks.extend(own_files(&own_blocks)?);
        }
    }
    build(name, files, blocks)
}

/// The template of a name, as the program holds it. It is read once, however many plans are made from it.
///
/// # Errors
/// As [`load()`].
pub fn built_in(name: &str) -> Result<Arc<Skabelon>, SkabelonError> {
    static BUILT_IN: LazyLock<BTreeMap<&'static str, Result<Arc<Skabelon>, SkabelonError>>> =
        LazyLock::new(|| names().into_iter().map(|name| (name, load(name, None).map(Arc::new))).collect());
    BUILT_IN.get(name).cloned().unwrap_or_else(|| load(name, None).map(Arc::new))
}

/// The files that [`load()`] takes from a folder of one's own; none where it cannot be read.
#[must_use]
pub fn files(overlay: &Path) -> Vec<PathBuf> {
    let blocks = own_paths(&overlay.join(OWN_BLOCKS)).unwrap_or_default();
    own_paths(overlay).unwrap_or_default().into_iter().chain(blocks).collect()
}

fn embedded(root: &Dir<'static>, name: &str, shown: &str) -> BTreeMap<String, File> {
    let Some(dir) = root.dirs().find(|dir| dir.path() == Path::new(name)) else { return BTreeMap::new() };
    let files = dir.files().filter_map(|file| {
        let file_name = file.path().file_name()?.to_str()?;
        let shown = format!("{shown}/{name}/{file_name}");
        Some((file_name.to_owned(), File::new(shown, file.contents_utf8()?)))
    });
    files.collect()
}

fn own_files(folder: &Path) -> Result<BTreeMap<String, File>, SkabelonError> {
    let fail =
        |path: &Path, message: &str| SkabelonError { file: path.display().to_string(), line: None, message: message.to_owned() };
    let paths = own_paths(folder).map_err(|_| fail(folder, "Mappen kan ikke læses. Findes den, og er den en mappe?"))?;
    let mut files = BTreeMap::new();
    for path in paths {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let bytes = std::fs::read(&path).map_err(|_| fail(&path, "Filen kan ikke læses."))?;
        let text = String::from_utf8(bytes).map_err(|_| fail(&path, "Filen er ikke gemt som UTF-8."))?;
        files.insert(name.to_owned(), File::new(path.display().to_string(), &text));
    }
    Ok(files)
}

/// The template's files in a folder of one's own, without those in the folders below it.
fn own_paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let wanted = path.extension().is_some_and(|extension| extension == "md") || name == "skabelon.toml";
        if wanted && path.is_file() {
            paths.push(path);
        }
    }
    Ok(paths)
}

fn build(name: &str, files: BTreeMap<String, File>, blocks: BTreeMap<String, File>) -> Result<Skabelon, SkabelonError> {
    let mut facts = None;
    let mut partials = Vec::new();
    let mut sections = Vec::new();
    for (file_name, file) in files {
        if file_name == "skabelon.toml" {
            facts = Some((parse::<Facts>(&file, &file.text, 0)?, file));
        } else if file_name.starts_with('_') {
            partials.push((file_name, file.text));
        } else {
            sections.push((section_order(&file_name, &file)?, section(&file_name, &file)?));
        }
    }
    sections.sort_by(|(a, _), (b, _)| a.cmp(b));
    let sections: Vec<Section> = sections.into_iter().map(|(_, section)| section).collect();
    let mut textblocks = blocks.into_values().map(|file| textblock(&file)).collect::<Result<Vec<_>, _>>()?;
    textblocks.sort_by_key(|block| block.number);

    let missing = SkabelonError { file: "skabelon.toml".into(), line: None, message: "Filen mangler i skabelonen.".into() };
    let (facts, file) = facts.ok_or(missing)?;
    let number =
        |text: &str| Telefon::parse(text).ok_or_else(|| file.fault(None, format!("»{text}« er ikke et dansk telefonnummer.")));
    let skabelon = Skabelon {
        name: name.to_owned(),
        title: facts.titel,
        version: facts.version,
        legal_basis: facts.lovgrundlag,
        revision_years: facts.aar_mellem_revisioner,
        origin: origin(facts.kilde, &file)?,
        hotline: Hotline { name: facts.hotline.navn, phone: number(&facts.hotline.telefon)?, hours: facts.hotline.aabningstid },
        police: number(&facts.politi.telefon)?,
        alarm: number(&facts.alarm.telefon)?,
        phrases: facts.rester.vendinger,
        block_questions: textblocks.iter().map(block_question).collect(),
        sections,
        textblocks,
        partials,
    };
    check_whole(&skabelon)?;
    Ok(skabelon)
}

/// What no file can tell by itself: names are used once, and what a question refers to is there.
fn check_whole(skabelon: &Skabelon) -> Result<(), SkabelonError> {
    let mut keys = Vec::new();
    let mut ids = Vec::new();
    for section in &skabelon.sections {
        let fault = |message: String| SkabelonError { file: section.file.clone(), line: None, message };
        if ids.contains(&&section.id) {
            return Err(fault(format!(
                "To afsnit hedder »{}« efter bindestregen i filnavnet. Giv dem hver sit navn.",
                section.id
            )));
        }
        ids.push(&section.id);
        for question in &section.questions {
            if keys.contains(&&question.key) || question.key.starts_with("tekstblokke.") {
                return Err(fault(format!("Nøglen »{}« er brugt før. Hvert spørgsmål skal have sin egen.", question.key)));
            }
            keys.push(&question.key);
            if let Some(other) = &question.unless.answered
                && skabelon.question(other).is_none()
            {
                return Err(fault(format!("»medmindre« peger på nøglen »{other}«, som ikke findes.")));
            }
            if let Some(number) = question.unless.block_stands
                && !skabelon.textblocks.iter().any(|block| block.number == number)
            {
                return Err(fault(format!("»kun_uden_tekstblok« peger på tekstblok {number}, som ikke findes.")));
            }
        }
    }
    for pair in skabelon.textblocks.windows(2) {
        if pair[0].number == pair[1].number {
            let message = format!("Tekstblok {} findes også i {}.", pair[1].number, pair[0].file);
            return Err(SkabelonError { file: pair[1].file.clone(), line: None, message });
        }
    }
    Ok(())
}

impl File {
    /// A file by its text, whatever editor wrote it: no byte order mark, and one kind of line end.
    fn new(shown: String, text: &str) -> Self {
        Self { shown, text: text.trim_start_matches('\u{feff}').replace("\r\n", "\n") }
    }

    fn fault(&self, line: Option<usize>, message: impl Into<String>) -> SkabelonError {
        SkabelonError { file: self.shown.clone(), line, message: message.into() }
    }
}

fn parse<T: DeserializeOwned>(file: &File, text: &str, lines_before: usize) -> Result<T, SkabelonError> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| text[..span.start].matches('\n').count() + 1 + lines_before);
        file.fault(line, format!("Oplysningerne øverst i filen kan ikke læses ({}).", error.message()))
    })
}

fn front<T: DeserializeOwned>(file: &File) -> Result<(T, super::Body), SkabelonError> {
    let (front, body) = split(&file.text).ok_or_else(|| {
        file.fault(Some(1), "Filen skal begynde med en linje »+++«, så oplysninger i TOML, og så en linje »+++« igen.")
    })?;
    Ok((parse(file, front, 1)?, body))
}

/// The number in a section's file name, "2.2.1" as [2, 2, 1].
fn section_order(file_name: &str, file: &File) -> Result<Vec<u32>, SkabelonError> {
    let numbers = file_name.split('-').next().unwrap_or_default();
    numbers.split('.').map(str::parse).collect::<Result<_, _>>().map_err(|_| {
        file.fault(None, "Et afsnits filnavn skal begynde med dets plads og en bindestreg, fx »2.1-organisering.md«.")
    })
}

fn section(file_name: &str, file: &File) -> Result<Section, SkabelonError> {
    let (front, body): (SectionFront, _) = front(file)?;
    let id = file_name.split_once('-').map_or("", |(_, id)| id).trim_end_matches(".md").to_owned();
    if id == "indhold" {
        return Err(file.fault(None, "Navnet »indhold« er indholdsfortegnelsens eget. Giv afsnittet et andet."));
    }
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        return Err(file.fault(None, "Efter nummeret skal filnavnet have et navn med små bogstaver a-z, tal og bindestreger."));
    }
    if !(1..=3).contains(&front.niveau) {
        return Err(file.fault(None, "»niveau« skal være 1, 2 eller 3."));
    }
    Ok(Section {
        file: file.shown.clone(),
        id,
        number: front.nummer,
        title: front.titel,
        topic: front.emne,
        level: front.niveau,
        placement: match front.placering {
            PlacementFront::Forside => Placement::Cover,
            PlacementFront::FoerIndhold => Placement::BeforeContents,
            PlacementFront::Krop => Placement::Body,
        },
        questions: front.spoergsmaal.into_iter().map(|q| question(q, file)).collect::<Result<_, _>>()?,
        body,
    })
}

fn question(front: QuestionFront, file: &File) -> Result<Question, SkabelonError> {
    let fields = front.felter.into_iter().map(|f| field(f, file)).collect::<Result<_, _>>()?;
    Ok(Question {
        example: example(front.slags, front.eksempel, &front.noegle, file)?,
        kind: kind(front.slags, front.valg, fields, &front.noegle, file)?,
        key: front.noegle,
        wording: front.ordlyd,
        guidance: front.vejledning,
        topic: front.emne,
        need: match front.kraeves {
            NeedFront::Aldrig => Need::Optional,
            NeedFront::Hoering => Need::From(Phase::Hearing),
            NeedFront::Vedtaget => Need::From(Phase::Adopted),
            NeedFront::Altid => Need::Always,
        },
        unless: Unless { answered: front.medmindre, block_stands: front.kun_uden_tekstblok },
        count: front.antal.map(|count| count.mindst..=count.hoejst),
    })
}

fn field(front: FieldFront, file: &File) -> Result<Field, SkabelonError> {
    if front.slags == KindFront::Poster {
        return Err(file.fault(None, format!("Feltet »{}« kan ikke selv være poster.", front.navn)));
    }
    Ok(Field {
        example: example(front.slags, front.eksempel, &front.navn, file)?,
        kind: kind(front.slags, front.valg, Vec::new(), &front.navn, file)?,
        name: front.navn,
        wording: front.ordlyd,
        required: front.kraeves,
        either: front.enten,
    })
}

fn kind(front: KindFront, choices: Vec<String>, fields: Vec<Field>, key: &str, file: &File) -> Result<Kind, SkabelonError> {
    if (front == KindFront::Valg) == choices.is_empty() {
        return Err(file.fault(None, format!("»{key}«: »valg« hører til slagsen »valg« og kun der.")));
    }
    if (front == KindFront::Poster) == fields.is_empty() {
        return Err(file.fault(None, format!("»{key}«: »felter« hører til slagsen »poster« og kun der.")));
    }
    Ok(match front {
        KindFront::Tekst => Kind::Text,
        KindFront::Linje => Kind::Line,
        KindFront::Liste => Kind::List,
        KindFront::Poster => Kind::Records(fields),
        KindFront::Dato => Kind::Date,
        KindFront::Heltal => Kind::Year,
        KindFront::Telefon => Kind::Phone,
        KindFront::Email => Kind::Email,
        KindFront::Url => Kind::Url,
        KindFront::JaNej => Kind::YesNo,
        KindFront::Valg => Kind::Choice(choices),
        KindFront::Farve => Kind::Color,
        KindFront::Billedfil => Kind::ImageFile,
        KindFront::Markdownfil => Kind::MarkdownFile,
    })
}

/// An example, which must be written as answers of its kind are.
fn example(kind: KindFront, example: Option<toml::Value>, key: &str, file: &File) -> Result<Option<Example>, SkabelonError> {
    use toml::Value;
    let Some(value) = example else { return Ok(None) };
    let text = |value: Value| if let Value::String(text) = value { Some(text) } else { None };
    let read = match (kind, value) {
        (KindFront::Liste, Value::Array(items)) => items.into_iter().map(text).collect::<Option<_>>().map(Example::Items),
        (KindFront::Heltal, value @ Value::Integer(_))
        | (KindFront::JaNej, value @ Value::Boolean(_))
        | (KindFront::Dato, value @ Value::Datetime(_)) => Some(Example::Bare(value.to_string())),
        (KindFront::Liste | KindFront::Poster | KindFront::Heltal | KindFront::JaNej, _) => None,
        (_, value) => text(value).map(Example::Text),
    };
    let message =
        || format!("»{key}«: »eksempel« skal være skrevet som et svar af spørgsmålets slags. Poster har eksempler i felterne.");
    read.map(Some).ok_or_else(|| file.fault(None, message()))
}

fn textblock(file: &File) -> Result<Tekstblok, SkabelonError> {
    let (front, body): (BlockFront, _) = front(file)?;
    let origin = origin(front.kilde, file)?;
    Ok(Tekstblok { file: file.shown.clone(), number: front.nummer, title: front.titel, origin, body })
}

fn origin(kilde: Kilde, file: &File) -> Result<Origin, SkabelonError> {
    let href = kilde
        .url
        .map(|url| Href::parse(&url).map_err(|_| file.fault(None, format!("»{url}« er ikke en adresse, der kan linkes til."))));
    Ok(Origin { title: kilde.titel, href: href.transpose()? })
}

/// Each text block is a question by itself: use the standard text, another, or none?
fn block_question(block: &Tekstblok) -> Question {
    Question {
        key: block.key(),
        kind: Kind::Tekstblok,
        wording: format!("Skal tekstblok {} stå, som den er, erstattes af jeres egen tekst eller udelades?", block.number),
        guidance: None,
        topic: None,
        need: Need::Optional,
        unless: Unless::default(),
        count: None,
        example: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_templates_load_in_order() {
        for name in names() {
            let skabelon = load(name, None).expect(name);
            assert!(skabelon.question("kommune.navn").is_some());
        }
        let skabelon = load("ekstremisme", None).expect("ekstremisme");
        let numbers: Vec<&str> = skabelon.sections.iter().filter_map(|s| s.number.as_deref()).collect();
        assert_eq!(
            numbers,
            ["1.", "1.1", "1.2", "1.3", "1.4", "2.", "2.1", "2.2", "3.", "3.1", "3.2", "3.3", "4.", "4.1", "4.2", "4.3"]
        );
        assert_eq!(skabelon.textblocks.iter().map(|block| block.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn a_folder_of_ones_own_lies_over_the_embedded_files() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(dir.path().join("tekstblokke")).expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("a file");
        write("1.2-maal.md", "+++\nnummer = \"1.2\"\ntitel = \"Vores mål\"\nniveau = 2\n+++\nx\n");
        write("1.5-nyt.md", "\u{feff}+++\r\nnummer = \"1.5\"\r\ntitel = \"Nyt\"\r\nniveau = 2\r\n+++\r\ny\r\n");
        write("noter.txt", "læses ikke");
        write("tekstblokke/3.md", "+++\nnummer = 3\ntitel = \"Egen\"\nkilde = { titel = \"os\" }\n+++\nz\n");
        let skabelon = load("ekstremisme", Some(dir.path())).expect("the template");
        let titles: Vec<&str> = skabelon.sections.iter().map(|s| s.title.as_str()).collect();
        assert!(titles.contains(&"Vores mål") && titles.contains(&"Nyt") && !titles.contains(&"Mål"));
        assert_eq!(skabelon.textblocks[2].title, "Egen");
    }

    #[test]
    fn what_is_wrong_with_a_file_is_told_with_its_line() {
        let fault = |name: &str, text: &str| {
            let dir = tempfile::tempdir().expect("a folder");
            std::fs::write(dir.path().join(name), text).expect("a file");
            let error = load("ekstremisme", Some(dir.path())).expect_err(name);
            assert!(error.to_string().contains(".md"), "{error}");
            (error.line, error.message)
        };
        assert_eq!(fault("1.5-x.md", "ingen").0, Some(1));
        assert_eq!(fault("1.5-x.md", "+++\ntitel = \"x\"\nukendt = 1\n+++\n").0, Some(3));
        assert_eq!(fault("1.5-x.md", "+++\ntitel = \"x\n+++\n").0, Some(2));
        assert!(fault("x.md", "+++\ntitel = \"x\"\n+++\n").1.contains("filnavn"));
        assert!(fault("1.5-maal.md", "+++\ntitel = \"x\"\n+++\n").1.contains("maal"));
        let question =
            "+++\ntitel = \"x\"\n[[spoergsmaal]]\nnoegle = \"introduktion.vision\"\nslags = \"linje\"\nordlyd = \"?\"\n+++\n";
        assert!(fault("1.5-x.md", question).1.contains("introduktion.vision"));
        assert!(load("ekstremisme", Some(Path::new("findes-ikke"))).is_err());
        assert!(load("ukendt", None).is_err());
    }
}
