//! What to say of a file that is missing where one of almost that name lies in the folder.

use super::unusable::shorten;
use super::value::Fault;
use crate::finding::Code;
use crate::names::{can_be_typed, ending, same_but_for_case, shown, without_ending};

/// What an answer wants a file for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// An image that an answer names.
    Image,
    /// An image in Markdown, where a space ends a path.
    ImageInText,
    /// A file of Markdown.
    Markdown,
}

impl Wanted {
    /// Whether a file of this name can be what is wanted. Windows writes ".txt" after the ending that was meant.
    fn can_be(self, name: &str) -> bool {
        let meant = if ending(name) == "txt" { without_ending(name) } else { name };
        let known = ending(meant);
        // A name without an ending says nothing of what is in the file.
        known.is_empty()
            || match self {
                Self::Image | Self::ImageInText => ["png", "jpg", "jpeg", "jpe", "jfif", "svg"].contains(&known.as_str()),
                Self::Markdown => ["md", "markdown"].contains(&known.as_str()),
            }
    }

    /// Whether a program can save what is in a file of this name as what is wanted.
    fn can_become(self, name: &str) -> bool {
        let known = ending(name);
        match self {
            Self::Image | Self::ImageInText => {
                ["gif", "webp", "heic", "avif", "bmp", "tif", "tiff", "pdf", "ai", "eps", "emf", "wmf"].contains(&known.as_str())
            }
            Self::Markdown => ["doc", "docx", "odt", "rtf", "pages", "html", "htm", "pdf"].contains(&known.as_str()),
        }
    }

    fn kinds(self) -> &'static str {
        match self {
            Self::Image | Self::ImageInText => "PNG, JPEG eller SVG",
            Self::Markdown => "ren tekst (Markdown)",
        }
    }

    /// A path as it is written in the answer.
    fn written(self, path: &str, before: &str) -> String {
        // Where a space stands already, it stands between < and >.
        if self != Self::ImageInText || before.contains(' ') || !path.contains([' ', '(', ')']) {
            return path.to_owned();
        }
        path.replace('%', "%25").replace(' ', "%20").replace('(', "%28").replace(')', "%29")
    }
}

/// What to say of a path that leads to no file where these paths look like it, the most alike first. None where there are none.
pub(super) fn missing_but(path: &str, alike: &[String], wanted: Wanted) -> Option<Fault> {
    let message = format!("Filen »{}« findes ikke.", shown(&shorten(path)));
    let first = |is_right: fn(Wanted, &str) -> bool| alike.iter().find(|other| is_right(wanted, last(other)));
    let other = first(Wanted::can_be).or_else(|| first(Wanted::can_become))?;
    let name = shown(last(other));
    let written = wanted.written(other, path);
    let help = if !wanted.can_be(last(other)) {
        let kinds = wanted.kinds();
        format!("I mappen ligger »{name}«, men den slags kan ikke bruges her. Gem den som {kinds}, og skriv det nye navn.")
    } else if can_be_typed(other) {
        format!("Mente I »{name}«? {} Skriv »{written}«.", why(last(path), last(other)))
    } else {
        let plain: String = last(other).chars().filter(|c| can_be_typed(c.encode_utf8(&mut [0; 4]))).collect();
        format!("I mappen ligger »{name}«, som ikke kan skrives her. Omdøb filen til »{plain}«, og skriv det navn.")
    };
    Some(Fault::new(Code::FileMissing, message, help))
}

/// What is different about the name, and why it matters.
fn why(wanted: &str, name: &str) -> &'static str {
    if same_but_for_case(wanted, name) {
        "Store og små bogstaver skal være som i filens navn, så planen kan bygges på alle maskiner."
    } else if ending(wanted) != ending(name) {
        "Navnet skal skrives med den endelse, filen har. Windows viser den ikke altid."
    } else {
        "Navnet skal skrives præcis, som filen hedder."
    }
}

/// The name at the end of a path, on Windows too.
fn last(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(path: &str, alike: &[&str], wanted: Wanted) -> String {
        let alike: Vec<String> = alike.iter().map(|path| (*path).to_owned()).collect();
        missing_but(path, &alike, wanted).expect("a fault").help
    }

    #[test]
    fn what_is_different_decides_what_is_said_of_it() {
        let told = |path, other| help(path, &[other], Wanted::Image);
        assert_eq!(
            told("Kort.PNG", "kort.png"),
            "Mente I »kort.png«? Store og små bogstaver skal være som i filens navn, så planen kan bygges på alle maskiner. Skriv »kort.png«."
        );
        assert!(
            told("billeder\\logo.svg", "billeder/logo.svg.txt")
                .ends_with("Windows viser den ikke altid. Skriv »billeder/logo.svg.txt«.")
        );
        assert!(told("kort-1.png", "kort 1.png").ends_with("Navnet skal skrives præcis, som filen hedder. Skriv »kort 1.png«."));
        assert!(told("kort.png", "kort.webp").ends_with("Gem den som PNG, JPEG eller SVG, og skriv det nye navn."));
        assert!(
            told("kort.png", "kort\u{200b}.png")
                .contains("»kort\\u{200b}.png«, som ikke kan skrives her. Omdøb filen til »kort.png«")
        );
    }

    #[test]
    fn a_file_that_can_be_used_is_named_before_one_that_is_more_alike() {
        assert!(help("bilag.txt", &["bilag.docx", "bilag.md"], Wanted::Markdown).ends_with("Skriv »bilag.md«."));
        assert!(help("kort.gif", &["kort.webp", "kort.md", "kort.svg"], Wanted::Image).ends_with("Skriv »kort.svg«."));
        assert!(missing_but("kort.md", &["kort.png".to_owned()], Wanted::Markdown).is_none());
    }

    #[test]
    fn a_path_in_markdown_has_no_space_but_between_its_marks() {
        let told = |path, other| help(path, &[other], Wanted::ImageInText);
        assert!(told("kort%201.png", "Kort 1 (2).png").ends_with("Skriv »Kort%201%20%282%29.png«."));
        assert!(told("kort 1.png", "Kort 1.png").ends_with("Skriv »Kort 1.png«."));
        assert!(told("kort.jpg", "kort.jpeg").ends_with("Skriv »kort.jpeg«."));
    }
}
