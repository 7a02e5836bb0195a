//! Danish as it is written: genitives, dates, telephone numbers, enumerations.
//!
//! Knows nothing of plans or municipalities.

mod dato;
mod telefon;
mod typografi;

pub use dato::Dato;
pub(crate) use dato::MONTHS;
pub use telefon::Telefon;
pub use typografi::{Stretch, stretches};

/// The genitive of a name: -s, but an apostrophe alone after s, x and z (the rule of Retskrivningsordbogen).
#[must_use]
pub fn genitiv(name: &str) -> String {
    let ending = if name.to_lowercase().ends_with(['s', 'x', 'z']) { "'" } else { "s" };
    format!("{name}{ending}")
}

/// An enumeration: "a", "a og b", "a, b og c".
#[must_use]
pub fn opremsning<T: AsRef<str>>(items: &[T], conjunction: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [init @ .., last] => {
            let init: Vec<&str> = init.iter().map(AsRef::as_ref).collect();
            format!("{} {conjunction} {}", init.join(", "), last.as_ref())
        }
    }
}

/// A number of things, "1 fejl" or "3 advarsler".
#[must_use]
pub fn antal(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genitives() {
        assert_eq!(genitiv("Ishøj"), "Ishøjs");
        assert_eq!(genitiv("Randers"), "Randers'");
        assert_eq!(genitiv("Assens"), "Assens'");
        assert_eq!(genitiv("Aarhus Kommune"), "Aarhus Kommunes");
    }

    #[test]
    fn enumerations() {
        assert_eq!(opremsning::<&str>(&[], "og"), "");
        assert_eq!(opremsning(&["a"], "og"), "a");
        assert_eq!(opremsning(&["a", "b", "c"], "eller"), "a, b eller c");
    }
}
