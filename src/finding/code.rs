//! The codes of all findings.
//!
//! A code never changes its meaning and is never used again. B0 is structure, B3 the law's own demands, B4 accessibility.

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The answer file is no TOML.
    Syntax,
    /// A file is not UTF-8.
    Encoding,
    /// A key that no question has.
    UnknownKey,
    /// An answer of another kind than the question asks for.
    WrongKind,
    /// A question that must be answered is not.
    Missing,
    /// A municipality that the register does not have.
    UnknownKommune,
    /// No Danish telephone number.
    Phone,
    /// No e-mail address.
    Email,
    /// No date.
    Date,
    /// None of the answers that a question allows.
    Choice,
    /// No colour.
    Color,
    /// A year that cannot be a plan's.
    Year,
    /// Several lines where one is asked for.
    SeveralLines,
    /// A file that is not there.
    FileMissing,
    /// A file outside the answer file's folder.
    FileOutside,
    /// A file that cannot be used.
    FileUnusable,
    /// Another police district than the register's.
    PoliceDistrict,
    /// Two answers of which only one can stand.
    EitherOr,
    /// An address that a plan may not link to.
    Address,
    /// Text that Markdown would leave out.
    LostText,
    /// Lists or emphases too deep within one another.
    TooDeep,
    /// A character that the PDF's typeface does not have.
    Glyph,
    /// A name outside the register that is nearly one inside it.
    NearlyKommune,
    /// The next revision is later than the law allows.
    RevisionTooLate,
    /// An image without alternative text.
    AltMissing,
    /// A colour that cannot be read on white.
    Contrast,
}

impl Code {
    /// Every code.
    pub const ALL: &[Self] = &[
        Self::Syntax,
        Self::Encoding,
        Self::UnknownKey,
        Self::WrongKind,
        Self::Missing,
        Self::UnknownKommune,
        Self::Phone,
        Self::Email,
        Self::Date,
        Self::Choice,
        Self::Color,
        Self::Year,
        Self::SeveralLines,
        Self::FileMissing,
        Self::FileOutside,
        Self::FileUnusable,
        Self::PoliceDistrict,
        Self::EitherOr,
        Self::Address,
        Self::LostText,
        Self::TooDeep,
        Self::Glyph,
        Self::NearlyKommune,
        Self::RevisionTooLate,
        Self::AltMissing,
        Self::Contrast,
    ];

    /// The code as it is printed and written in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Syntax => "B001",
            Self::Encoding => "B002",
            Self::UnknownKey => "B003",
            Self::WrongKind => "B004",
            Self::Missing => "B005",
            Self::UnknownKommune => "B006",
            Self::Phone => "B007",
            Self::Email => "B008",
            Self::Date => "B009",
            Self::Choice => "B010",
            Self::Color => "B011",
            Self::Year => "B012",
            Self::SeveralLines => "B013",
            Self::FileMissing => "B014",
            Self::FileOutside => "B015",
            Self::FileUnusable => "B016",
            Self::PoliceDistrict => "B017",
            Self::EitherOr => "B018",
            Self::Address => "B019",
            Self::LostText => "B020",
            Self::TooDeep => "B021",
            Self::Glyph => "B022",
            Self::NearlyKommune => "B023",
            Self::RevisionTooLate => "B301",
            Self::AltMissing => "B401",
            Self::Contrast => "B402",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_an_id_of_its_own() {
        let mut ids: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
        assert!(ids.is_sorted(), "ALL is in the order of the ids");
        ids.dedup();
        assert_eq!(ids.len(), Code::ALL.len());
    }
}
