//! Danish as it is written: genitives, dates, telephone numbers, enumerations.
//!
//! Knows nothing of plans or municipalities.

mod adresser;
mod afstand;
mod bogstaver;
mod dato;
pub mod lix;
#[cfg(feature = "pdf")]
mod orddeling;
mod orden;
mod saetninger;
mod telefon;
mod typografi;

pub(crate) use adresser::parts as address_parts;
pub use afstand::afstand;
pub(crate) use bogstaver::er_almindelig;
pub use dato::Dato;
pub(crate) use dato::{MONTHS, dag_i_tal};
#[cfg(feature = "pdf")]
pub(crate) use orddeling::{LEAST_DIVIDED, Point, orddeling};
pub use orden::orden;
pub(crate) use saetninger::saetninger;
pub use telefon::Telefon;
pub(crate) use telefon::telefonnumre;
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

/// A whole number with a full stop between the thousands: "1.234".
#[must_use]
pub fn tal(n: usize) -> String {
    let digits = n.to_string();
    let groups: Vec<&[u8]> = digits.as_bytes().rchunks(3).rev().collect();
    let groups: Vec<String> = groups.into_iter().map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    groups.join(".")
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
    fn numbers() {
        let told = [0, 999, 1000, 12_345, 1_000_000].map(tal);
        assert_eq!(told, ["0", "999", "1.000", "12.345", "1.000.000"]);
    }

    #[test]
    fn enumerations() {
        assert_eq!(opremsning::<&str>(&[], "og"), "");
        assert_eq!(opremsning(&["a"], "og"), "a");
        assert_eq!(opremsning(&["a", "b", "c"], "eller"), "a, b eller c");
    }
}
