//! Addresses a link may lead to.

use std::fmt;

use url::Url;

/// An address of one of the four schemes that a plan's links may have: `http`, `https`, `mailto` and `tel`; or an anchor in the
/// document itself.
///
/// It can only be made by the functions here, so a link that runs a script or points into somebody's own disk cannot exist
/// in a document. Addresses are read as browsers read them (the WHATWG URL standard), which is also what validators
/// of HTML hold them to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Href(String);

/// Why a text is no address for a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HrefFault {
    /// It has no scheme: a path, an anchor, or `www.` without `https://`.
    NoScheme,
    /// Its scheme is not one of the four.
    Scheme(String),
    /// It has a right scheme, but is no address.
    Invalid,
}

impl Href {
    /// Reads an address.
    ///
    /// # Errors
    /// Where the scheme is missing or not allowed, or the rest is no address of that scheme.
    pub fn parse(text: &str) -> Result<Self, HrefFault> {
        let text = text.trim();
        let url = match Url::parse(text) {
            Ok(url) => url,
            Err(url::ParseError::RelativeUrlWithoutBase) => return Err(HrefFault::NoScheme),
            Err(_) => return Err(HrefFault::Invalid),
        };
        match url.scheme() {
            "http" | "https" if url.has_host() => Ok(Self(percent_encode_leftovers(url.as_str()))),
            "mailto" => Self::mailto(url.path(), url.query()),
            "tel" => Self::tel(url.path()),
            "http" | "https" => Err(HrefFault::Invalid),
            other => Err(HrefFault::Scheme(other.to_owned())),
        }
    }

    /// The address that rings a number, written as digits with an optional leading `+`.
    ///
    /// # Errors
    /// Where anything but digits, spaces and hyphens is in it.
    pub fn tel(number: &str) -> Result<Self, HrefFault> {
        let number = number.replace("%20", " ");
        let digits: String = number.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.')).collect();
        let bare = digits.strip_prefix('+').unwrap_or(&digits);
        if bare.is_empty() || !bare.bytes().all(|b| b.is_ascii_digit()) {
            return Err(HrefFault::Invalid);
        }
        Ok(Self(format!("tel:{digits}")))
    }

    /// The address of an anchor in the document, where its name is one: small ASCII letters, digits and hyphens. No text of an
    /// answer becomes one.
    #[must_use]
    pub fn to_anchor(id: &str) -> Option<Self> {
        let is_sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
        (!id.is_empty() && id.bytes().all(is_sign)).then(|| Self(format!("#{id}")))
    }

    /// The anchor that it leads to, if it stays within the document.
    #[must_use]
    pub fn anchor(&self) -> Option<&str> {
        self.0.strip_prefix('#')
    }

    fn mailto(address: &str, query: Option<&str>) -> Result<Self, HrefFault> {
        let Some((local, domain)) = address.split_once('@') else { return Err(HrefFault::Invalid) };
        if local.is_empty() || domain.is_empty() || address.contains(char::is_whitespace) {
            return Err(HrefFault::Invalid);
        }
        let query = query.map(|q| format!("?{q}")).unwrap_or_default();
        Ok(Self(percent_encode_leftovers(&format!("mailto:{address}{query}"))))
    }

    /// The address as it is written in a document.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Href {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Encodes the few characters that the URL standard lets stand but that RFC 3986 and readers of PDF do not agree on.
fn percent_encode_leftovers(address: &str) -> String {
    use fmt::Write as _;
    let mut out = String::with_capacity(address.len());
    let mut buffer = [0; 4];
    for c in address.chars() {
        if c.is_ascii_graphic() && !matches!(c, '\\' | '|' | '^' | '`' | '{' | '}' | '"' | '<' | '>') {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut buffer).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<String, HrefFault> {
        Href::parse(text).map(|href| href.to_string())
    }

    #[test]
    fn the_four_schemes_are_read() {
        assert_eq!(parsed("https://www.ishoj.dk/a b?c=d|e#f").as_deref(), Ok("https://www.ishoj.dk/a%20b?c=d%7Ce#f"));
        assert_eq!(parsed("HTTP://ishøj.dk").as_deref(), Ok("http://xn--ishj-ira.dk/"));
        assert_eq!(parsed("mailto:tk@ishoj.dk?subject=Hej").as_deref(), Ok("mailto:tk@ishoj.dk?subject=Hej"));
        assert_eq!(parsed("tel:+45 43 57 75 55").as_deref(), Ok("tel:+4543577555"));
    }

    #[test]
    fn anchors_are_plain_names() {
        let href = Href::to_anchor("indsatser-3").expect("an anchor");
        assert_eq!((href.as_str(), href.anchor()), ("#indsatser-3", Some("indsatser-3")));
        assert!(["", "a b", "å", "a\"b", "A"].iter().all(|name| Href::to_anchor(name).is_none()));
        assert_eq!(Href::parse("https://greve.dk/#a").expect("an address").anchor(), None);
    }

    #[test]
    fn anything_else_is_refused_with_its_reason() {
        assert_eq!(parsed("www.ishoj.dk"), Err(HrefFault::NoScheme));
        assert_eq!(parsed("bilag.pdf"), Err(HrefFault::NoScheme));
        assert_eq!(parsed("#mål"), Err(HrefFault::NoScheme));
        assert_eq!(parsed("javascript:alert(1)"), Err(HrefFault::Scheme("javascript".into())));
        assert_eq!(parsed("java\nscript:alert(1)"), Err(HrefFault::Scheme("javascript".into())));
        assert_eq!(parsed("data:text/html,x"), Err(HrefFault::Scheme("data".into())));
        assert_eq!(parsed("https://"), Err(HrefFault::Invalid));
        assert_eq!(parsed("https://ishoj.dk:99999/"), Err(HrefFault::Invalid));
        assert_eq!(parsed("mailto:ishoj.dk"), Err(HrefFault::Invalid));
        assert_eq!(parsed("tel:alert(1)"), Err(HrefFault::Invalid));
    }
}
