//! What is said of marks that were meant as markup and stay in the text.

use crate::content::Href;
use crate::content::read::Mark;
use crate::finding::Code;

/// What a mark comes to: the code, what is wrong, and what to do.
pub(super) fn explain(mark: &Mark) -> (Code, String, String) {
    let (message, help) = match mark {
        Mark::Strong(mark) => strong(mark),
        Mark::Emphasis => (
            "To stjerner »*« bliver stående i planen.".to_owned(),
            "Sæt stjernerne helt tæt på det, der skal stå i kursiv, og et mellemrum uden for dem: *ord*. Er det ikke kursiv, så slet dem.".to_owned(),
        ),
        Mark::Link { address, is_closed } => link(address, *is_closed),
        Mark::Image(file) => (
            format!("Billedet »{}« bliver stående som tekst i planen.", short(file)),
            format!("Sæt spidse parenteser om filens navn, og lad den runde parentes følge lige efter den kantede: ![Kort over kommunen](<{}>).", short(file.trim())),
        ),
        Mark::Reference { text, label } => (
            format!("Linket »[{}][{}]« har ingen adresse og bliver stående som tekst i planen.", short(text), short(label)),
            "Skriv adressen i en rund parentes: [kommunens hjemmeside](https://www.ishoj.dk). Er det ikke et link, så sæt et mellemrum mellem de to parenteser.".to_owned(),
        ),
        Mark::NoteReference(label) => (
            format!("Fodnoten »[^{}]« bliver stående som tekst i planen.", short(label)),
            "Skriv noten her i teksten i en parentes i stedet. Planen har ingen fodnoter.".to_owned(),
        ),
        Mark::NoteText(label) => (
            format!("Noten til »[^{}]« bliver stående i planen som et afsnit for sig.", short(label)),
            "Flyt ordene op i teksten i en parentes på det sted, de hører til, og slet noten her. Planen har ingen fodnoter.".to_owned(),
        ),
        Mark::Fence { mark, words } => (
            format!("»{}« efter {mark} bliver vist i planen som den første linje.", short(words)),
            format!("Slet det, så {mark} står alene på linjen. Skal læseren se det, så flyt det ned på den næste linje."),
        ),
        Mark::Deleted => return (
            Code::DraftMark,
            "Teksten mellem ~~ og ~~ er streget over, men bliver stående i planen.".to_owned(),
            "Slet teksten, hvis den skal væk, eller kun tegnene ~~, hvis den skal blive.".to_owned(),
        ),
        Mark::TaskBox => return (
            Code::DraftMark,
            "Her står en boks til at krydse af, som bliver stående i planen.".to_owned(),
            "Slet boksen, og skriv det, der gælder. Læseren kan ikke vide, om det, der står ud for en boks, er gjort eller mangler.".to_owned(),
        ),
    };
    (Code::LooseMark, message, help)
}

fn strong(mark: &str) -> (String, String) {
    let name = if mark.starts_with('*') { "Stjernerne" } else { "Stregerne" };
    let (many, them) = if mark.starts_with('*') { ("stjerner", "stjernerne") } else { ("streger", "stregerne") };
    let two = &mark[..2.min(mark.len())];
    let help =
        format!("Sæt to {many} helt tæt på hver side af det, der skal være fedt: {two}ord{two}. Er intet fedt, så slet {them}.");
    (format!("{name} »{}« bliver stående i planen.", short(mark)), help)
}

fn link(address: &str, is_closed: bool) -> (String, String) {
    let message = format!("Linket til »{}« bliver stående som tekst i planen.", short(address));
    let without_spaces = address.trim().replace(' ', "%20");
    let lacks_scheme = without_spaces.starts_with("www.") || is_site(&without_spaces);
    let whole = if lacks_scheme { format!("https://{without_spaces}") } else { without_spaces };
    let help = if Href::parse(&whole).is_ok() {
        let why = match (is_closed, address.contains(' ')) {
            (false, _) => " Parentesen skal slutte, hvor adressen slutter.",
            (true, true) => " Et mellemrum i en adresse skrives %20.",
            (true, false) => "",
        };
        format!("Skriv teksten i en kantet parentes og adressen i en rund lige efter: [tekst]({whole}).{why}")
    } else {
        "Skriv hele adressen lige efter den kantede parentes: [planen](https://www.ishoj.dk/plan.pdf). En fil skal ligge på hjemmesiden for at kunne linkes til.".to_owned()
    };
    (message, help)
}

/// Whether an address begins with the name of a site, as »ishoj.dk/side« does, and »plan.pdf« does not.
fn is_site(address: &str) -> bool {
    let name = address.split('/').next().unwrap_or_default();
    [".dk", ".com", ".org", ".net", ".eu", ".nu", ".info"].iter().any(|end| name.ends_with(end)) && !name.contains('@')
}

/// The beginning of what was written, since a message is one sentence.
fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
