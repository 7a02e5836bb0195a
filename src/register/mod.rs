//! The register of Denmark's 98 municipalities: names, police district and region.
//!
//! The data is `kommuner.csv` beside this file: Danmarks Statistik's codes and names, the police districts of
//! Rigspolitiet, and the regions before and after lov nr. 699 af 20/6/2025, which makes Region Hovedstaden and Region
//! Sjælland into Region Østdanmark on 1 January 2027. Christiansø belongs to no municipality (it is run by the state).
//!
//! Knows nothing of answer files or plans.

pub mod kort;
pub mod navne;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use crate::dansk::genitiv;

/// The day that the regions change, and by what law.
#[derive(Deserialize)]
struct NewRegions {
    fra: toml::value::Date,
    kilde: String,
}

static REGION_CHANGE: LazyLock<Option<RegionChange>> = LazyLock::new(|| {
    // The data is part of the program; a test reads it.
    let data: NewRegions = toml::from_str(include_str!("regioner.toml")).ok()?;
    let parts = (i16::try_from(data.fra.year), i8::try_from(data.fra.month), i8::try_from(data.fra.day));
    let (Ok(year), Ok(month), Ok(day)) = parts else { return None };
    let pairs = REGISTER.iter().filter_map(|kommune| kommune.regions.as_ref()).filter(|(before, after)| before != after);
    let renamed: BTreeSet<_> = pairs.map(|(before, after)| (before.as_str(), after.as_str())).collect();
    Some(RegionChange { from: Date::new(year, month, day).ok()?, source: data.kilde, renamed: renamed.into_iter().collect() })
});

const DATA: &str = include_str!("kommuner.csv");

// The data is part of the program; a test holds every row of it against what a reader of CSV reads.
static REGISTER: LazyLock<Vec<Kommune>> = LazyLock::new(|| DATA.lines().skip(1).filter_map(Kommune::of_row).collect());

/// What a council calls itself.
#[derive(Deserialize)]
struct Council {
    kode: u16,
    navn: String,
}

#[derive(Deserialize)]
struct Councils {
    raad: Vec<Council>,
}

static COUNCILS: LazyLock<Vec<Council>> = LazyLock::new(|| {
    // The data is part of the program; a test reads it.
    toml::from_str(include_str!("raad.toml")).map_or_else(|_| Vec::new(), |councils: Councils| councils.raad)
});

/// A municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kommune {
    /// The municipality's code, none for one outside the register.
    pub kode: Option<u16>,
    /// The short name: "Ishøj".
    pub navn: String,
    /// The authority's name: "Ishøj Kommune".
    pub officielt_navn: String,
    /// The police district: "Københavns Vestegns Politi".
    pub politikreds: String,
    regions: Option<(String, String)>,
    aliases: Vec<String>,
}

impl Kommune {
    /// A row of the data: seven fields with commas between them and no quotation marks. Reading it as CSV of any kind takes
    /// twentieths of a whole check.
    fn of_row(row: &str) -> Option<Self> {
        let mut fields = row.split(',');
        let mut field = || fields.next().map(str::to_owned);
        Some(Self {
            kode: Some(field()?.parse().ok()?),
            navn: field()?,
            officielt_navn: field()?,
            politikreds: field()?,
            regions: Some((field()?, field()?)),
            aliases: fields.next()?.split(';').map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned).collect(),
        })
    }

    /// A municipality that the register does not have: for training, or one that is yet to come.
    #[must_use]
    pub fn outside_register(navn: &str, politikreds: &str) -> Self {
        let (navn, officielt_navn) = match strip_suffix_ignoring_case(navn, " kommune") {
            Some(short) => (short.to_owned(), navn.to_owned()),
            None => (navn.to_owned(), format!("{navn} Kommune")),
        };
        Self { kode: None, navn, officielt_navn, politikreds: politikreds.to_owned(), regions: None, aliases: Vec::new() }
    }

    /// Whether the register has no other municipality in its police district. (Bornholm.)
    #[must_use]
    pub fn is_alone_in_its_district(&self) -> bool {
        self.kode.is_some() && !REGISTER.iter().any(|other| other.kode != self.kode && other.politikreds == self.politikreds)
    }

    /// The region it belongs to on a day; none for a municipality outside the register.
    #[must_use]
    pub fn region(&self, on: Date) -> Option<&str> {
        let (before, after) = self.regions.as_ref()?;
        Some(if region_change(on).is_none() { before } else { after })
    }

    /// The region that it will belong to, and the first day of it, where a change is known on a day and has not come.
    #[must_use]
    pub fn later_region(&self, on: Date) -> Option<(&str, Date)> {
        let ((before, after), change) = (self.regions.as_ref()?, REGION_CHANGE.as_ref()?);
        (on < change.from && before != after).then_some((after, change.from))
    }

    /// What its council calls itself in a sentence: the law's word, or a name of its own.
    #[must_use]
    pub fn council(&self) -> &'static str {
        let own = COUNCILS.iter().find(|council| Some(council.kode) == self.kode);
        own.map_or("kommunalbestyrelsen", |council| council.navn.as_str())
    }

    /// The genitive of the short name: "Ishøjs", "Randers'".
    #[must_use]
    pub fn navn_genitiv(&self) -> String {
        genitiv(&self.navn)
    }

    /// The genitive of the official name: "Randers Kommunes", "Bornholms Regionskommunes".
    #[must_use]
    pub fn officielt_navn_genitiv(&self) -> String {
        genitiv(&self.officielt_navn)
    }

    /// Every way its name is written, folded for comparison; "Københavns" too, which is the official name without its last word.
    fn spellings(&self) -> impl Iterator<Item = String> {
        let short = self.aliases.iter().chain([&self.navn]);
        let with_suffix = short.clone().map(|name| format!("{name} Kommune"));
        let official = strip_suffix_ignoring_case(&self.officielt_navn, " kommune").unwrap_or(&self.officielt_navn);
        let official = [official.to_owned(), self.officielt_navn.clone()];
        short.cloned().chain(with_suffix).chain(official).map(|name| fold(&name))
    }
}

/// That regions took other names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionChange {
    /// The first day of the new names.
    pub from: Date,
    /// The law.
    pub source: String,
    /// The regions that are no more, each with the one that it became.
    pub renamed: Vec<(&'static str, &'static str)>,
}

/// The change of regions that has come on a day.
#[must_use]
pub fn region_change(on: Date) -> Option<&'static RegionChange> {
    REGION_CHANGE.as_ref().filter(|change| change.from <= on)
}

/// What a look-up found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// The municipality.
    Found(Kommune),
    /// Christiansø, which belongs to no municipality.
    Christiansoe,
    /// None of that name; the nearest, best first.
    Unknown(Vec<String>),
}

/// All 98, by code.
#[must_use]
pub fn kommuner() -> &'static [Kommune] {
    &REGISTER
}

/// Finds a municipality by its short name, its official name or another name it goes by, in upper or lower case.
#[must_use]
pub fn lookup(name: &str) -> Lookup {
    // Most write it as it is.
    if let Some(kommune) = REGISTER.iter().find(|kommune| kommune.navn == name) {
        return Lookup::Found(kommune.clone());
    }
    let wanted = fold(name);
    if let Some(kommune) = REGISTER.iter().find(|kommune| kommune.spellings().any(|name| name == wanted)) {
        return Lookup::Found(kommune.clone());
    }
    if matches!(wanted.as_str(), "christiansø" | "christiansø kommune") {
        return Lookup::Christiansoe;
    }
    Lookup::Unknown(nearest(&wanted))
}

/// The names that a misspelt one may have meant, at most three.
fn nearest(wanted: &str) -> Vec<String> {
    let bare = strip_suffix_ignoring_case(wanted, " kommune").unwrap_or(wanted);
    let score = |kommune: &Kommune| {
        let names = kommune.aliases.iter().chain([&kommune.navn, &kommune.officielt_navn]);
        names.map(|name| strsim::damerau_levenshtein(&fold(name), bare)).min().unwrap_or(usize::MAX)
    };
    // A third of the letters wrong is still the same word to a person; more is guessing.
    let limit = (bare.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> =
        REGISTER.iter().map(|k| (score(k), k.navn.as_str())).filter(|&(distance, _)| distance <= limit).collect();
    near.sort_unstable();
    near.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

/// A name as it is compared: lower case, single spaces, and one way of writing hyphens.
fn fold(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").replace(['\u{2010}', '\u{2011}', '\u{2013}'], "-").replace(" - ", "-")
}

fn strip_suffix_ignoring_case<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    let start = text.len().checked_sub(suffix.len())?;
    let (head, tail) = (text.get(..start)?, text.get(start..)?);
    (tail.eq_ignore_ascii_case(suffix) && !head.trim().is_empty()).then(|| head.trim_end())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn found(name: &str) -> Kommune {
        match lookup(name) {
            Lookup::Found(kommune) => kommune,
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn the_register_holds_all_98_and_each_is_found_by_each_of_its_names() {
        assert_eq!(kommuner().len(), 98);
        for kommune in kommuner() {
            for name in [&kommune.navn, &kommune.officielt_navn].into_iter().chain(&kommune.aliases) {
                for name in [name.clone(), name.to_lowercase(), name.to_uppercase(), format!("  {name} ")] {
                    assert_eq!(&found(&name), kommune, "{name}");
                }
            }
        }
        assert!(!kommuner().iter().any(|k| k.kode == Some(411)), "Christiansø is no municipality");
    }

    #[test]
    fn the_data_is_read_as_a_reader_of_csv_reads_it() {
        let mut reader = csv::Reader::from_reader(DATA.as_bytes());
        let columns = "kode,navn,officielt_navn,politikreds,region_til_2026-12-31,region_fra_2027-01-01,aliasser";
        assert_eq!(reader.headers().expect("columns").iter().collect::<Vec<_>>().join(","), columns);
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), kommuner().len());
        for (row, kommune) in rows.iter().zip(kommuner()) {
            let (before, after) = kommune.regions.clone().expect("regions");
            let kode = kommune.kode.expect("a code").to_string();
            let read = [&kode, &kommune.navn, &kommune.officielt_navn, &kommune.politikreds, &before, &after];
            assert_eq!(row.iter().take(6).collect::<Vec<_>>(), read);
            assert_eq!(&row[6], kommune.aliases.join(";"));
        }
    }

    #[test]
    fn no_two_municipalities_share_a_name() {
        let mut all: Vec<(String, &str)> =
            kommuner().iter().flat_map(|k| k.spellings().map(move |s| (s, k.navn.as_str()))).collect();
        all.sort();
        all.dedup();
        let mut names: Vec<&String> = all.iter().map(|(name, _)| name).collect();
        let before = names.len();
        names.dedup();
        assert_eq!(before, names.len());
    }

    #[test]
    fn names_that_do_not_follow_the_pattern() {
        assert_eq!(found("bornholm").officielt_navn_genitiv(), "Bornholms Regionskommunes");
        assert_eq!(found("København").officielt_navn, "Københavns Kommune");
        assert_eq!(found("Århus kommune").navn, "Aarhus");
        assert_eq!(found("Nordfyns Kommune").navn, "Nordfyn");
        assert_eq!(found("Københavns").navn, "København");
        assert_eq!(found("Vesthimmerlands").navn, "Vesthimmerland");
        assert_eq!(found("Høje – Taastrup").navn, "Høje-Taastrup");
        assert_eq!(found("Randers").navn_genitiv(), "Randers'");
        assert_eq!(found("Randers").officielt_navn_genitiv(), "Randers Kommunes");
    }

    #[test]
    fn a_council_is_called_what_it_calls_itself() {
        assert!(toml::from_str::<Councils>(include_str!("raad.toml")).is_ok_and(|councils| !councils.raad.is_empty()));
        assert_eq!(found("København").council(), "Borgerrepræsentationen");
        assert_eq!(found("Ishøj").council(), "kommunalbestyrelsen");
        assert!(COUNCILS.iter().all(|council| kommuner().iter().any(|kommune| kommune.kode == Some(council.kode))));
    }

    #[test]
    fn two_regions_become_one_in_2027() {
        let (before, after) = (date(2026, 12, 31), date(2027, 1, 1));
        assert_eq!(found("Ishøj").region(before), Some("Region Hovedstaden"));
        assert_eq!(found("Ishøj").region(after), Some("Region Østdanmark"));
        assert_eq!(found("Ishøj").later_region(before), Some(("Region Østdanmark", after)));
        assert_eq!((found("Ishøj").later_region(after), found("Aarhus").later_region(before)), (None, None));
        assert_eq!(found("Sorø").region(after), Some("Region Østdanmark"));
        assert_eq!(found("Aarhus").region(after), Some("Region Midtjylland"));
        assert_eq!(region_change(before), None);
        let new = "Region Østdanmark";
        let change = region_change(after).expect("the change");
        assert_eq!(change.renamed, [("Region Hovedstaden", new), ("Region Sjælland", new)]);
    }

    #[test]
    fn a_misspelt_name_suggests_the_nearest() {
        let near = |name: &str| match lookup(name) {
            Lookup::Unknown(near) => near,
            other => panic!("{other:?}"),
        };
        assert_eq!(near("Ishøjj").first().map(String::as_str), Some("Ishøj"));
        assert_eq!(near("Isøhj Kommune").first().map(String::as_str), Some("Ishøj"));
        assert_eq!(near("Arhus").first().map(String::as_str), Some("Aarhus"));
        assert_eq!(near("Ringkøbing Skjern").first().map(String::as_str), Some("Ringkøbing-Skjern"));
        assert_eq!(near("Atlantis"), Vec::<String>::new());
        assert_eq!(lookup("Christiansø"), Lookup::Christiansoe);
    }

    #[test]
    fn a_municipality_outside_the_register_gets_the_usual_name() {
        let new = Kommune::outside_register("Øvelse", "Fyns Politi");
        assert_eq!((new.navn.as_str(), new.officielt_navn.as_str()), ("Øvelse", "Øvelse Kommune"));
        assert_eq!(Kommune::outside_register("Øvelse kommune", "Fyns Politi").navn, "Øvelse");
        assert_eq!(new.region(date(2026, 1, 1)), None);
    }
}
