//! What each rule is, why it is there, and an example: the words of `forklar` and of `docs/regler.md`.
//!
//! The words stand in `regler/`, a file a family, so that they can be read and mended as text.

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Code;

const FILES: [&str; 7] = [
    include_str!("regler/0-struktur.toml"),
    include_str!("regler/1-rester.toml"),
    include_str!("regler/2-persondata.toml"),
    include_str!("regler/3-lov.toml"),
    include_str!("regler/4-tilgaengelighed.toml"),
    include_str!("regler/5-sprog.toml"),
    include_str!("regler/6-friskhed.toml"),
];

/// A rule, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its code.
    pub id: String,
    /// The rules it belongs with.
    pub family: String,
    /// What it is called.
    pub name: String,
    /// What must hold.
    pub says: String,
    /// Why.
    pub why: String,
    /// The law, standard or template that it rests on.
    pub source: Option<String>,
    /// An answer that it is about; what is not given stands as in a small draft.
    pub wrong: Option<String>,
    /// The same answer as it should be.
    pub right: Option<String>,
    /// Whether a municipality may make an exception from it.
    pub can_be_excepted: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    familie: String,
    regel: Vec<RuleText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    kode: String,
    navn: String,
    regel: String,
    hvorfor: String,
    kilde: Option<String>,
    forkert: Option<String>,
    rigtigt: Option<String>,
    #[serde(default)]
    kan_fraviges: bool,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    // The files are part of the program; a test reads them all.
    FILES.iter().filter_map(|file| toml::from_str::<Family>(file).ok()).flat_map(rules_of).collect()
});

fn rules_of(family: Family) -> Vec<Rule> {
    let rule = |text: RuleText| Rule {
        id: text.kode,
        family: family.familie.clone(),
        name: text.navn,
        says: text.regel,
        why: text.hvorfor,
        source: text.kilde,
        wrong: text.forkert,
        right: text.rigtigt,
        can_be_excepted: text.kan_fraviges,
    };
    family.regel.into_iter().map(rule).collect()
}

/// Every rule, by code.
#[must_use]
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// The rule of a code as it is printed, in upper or lower case.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id.eq_ignore_ascii_case(id.trim()))
}

/// The rule that a code was most likely meant to be, or that has a word in its name.
#[must_use]
pub fn nearest(wanted: &str) -> Option<&'static Rule> {
    let wanted = wanted.trim().to_uppercase();
    let digits: String = wanted.chars().filter(char::is_ascii_digit).collect();
    let padded = digits.parse::<u16>().ok().map(|number| format!("B{number:03}"));
    let named = |rule: &&Rule| wanted.chars().count() >= 3 && rule.name.to_uppercase().contains(&wanted);
    padded.and_then(|id| find(&id)).or_else(|| RULES.iter().find(named)).or_else(|| {
        let near = RULES.iter().map(|rule| (strsim::damerau_levenshtein(&rule.id, &wanted), rule));
        near.min_by_key(|(distance, _)| *distance).filter(|(distance, _)| *distance == 1).map(|(_, rule)| rule)
    })
}

/// How an exception from a rule stands in an answer file.
#[must_use]
pub fn exception(id: &str) -> String {
    format!("[[undtagelser]]\nkode = \"{id}\"\nnoegle = \"...\"\ngrund = \"...\"\n")
}

impl Code {
    /// The rule, in words.
    ///
    /// # Panics
    /// Never: every code has a rule, as a test holds.
    #[must_use]
    pub fn rule(self) -> &'static Rule {
        find(self.id()).unwrap_or(&RULES[0])
    }
}

/// The page of all rules, as Markdown: `docs/regler.md`.
#[must_use]
pub fn page() -> String {
    let mut out = String::from(
        "# Regler\n\n\
         Her står, hvad »beredskab check« ser efter, hvorfor, og hvordan det kan gøres rigtigt. Siden er lavet af programmet og\n\
         svarer til »beredskab forklar«.\n\n\
         En fejl skal rettes, før planen kan bygges. En advarsel skal I se på. I et udkast er et svar, der mangler, og en rest,\n\
         der skulle være udfyldt, kun advarsler.\n\n\
         Fra nogle af reglerne kan I gøre en undtagelse ved ét svar. Nøglen står i meddelelsen, og grunden er til dem, der retter planen\n\
         senere. Undtagelsen kommer ikke med i planen:\n\n",
    );
    let _ = write!(out, "```toml\n{}```\n", exception("B404"));
    let mut family = "";
    for rule in rules() {
        if rule.family != family {
            family = &rule.family;
            let _ = write!(out, "\n## {family}\n");
        }
        let _ = write!(out, "\n### {} {}\n\n{} {}\n", rule.id, rule.name, rule.says, rule.why);
        if let Some(source) = &rule.source {
            let _ = write!(out, "\nKilde: {source}.\n");
        }
        for (label, example) in [("Forkert", &rule.wrong), ("Rigtigt", &rule.right)] {
            if let Some(example) = example {
                let _ = write!(out, "\n{label}:\n\n```toml\n{example}```\n");
            }
        }
        if rule.can_be_excepted {
            let _ = write!(out, "\nDer kan gøres undtagelse fra reglen.\n");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_written_otherwise_is_near() {
        let near = |wanted| nearest(wanted).map(|rule| rule.id.as_str());
        assert_eq!(
            [near("b13"), near("404"), near("B4044"), near("cpr")],
            [Some("B013"), Some("B404"), Some("B404"), Some("B201")]
        );
        assert_eq!([near("X"), near("B999"), near("")], [None; 3]);
    }

    #[test]
    fn every_file_is_read_and_every_code_has_its_rule() {
        for file in FILES {
            toml::from_str::<Family>(file).expect("a family of rules");
        }
        let ids: Vec<&str> = rules().iter().map(|rule| rule.id.as_str()).collect();
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
        assert_eq!(ids, codes);
    }
}
