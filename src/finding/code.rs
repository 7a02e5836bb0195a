//! The codes of all findings.
//!
//! A code never changes its meaning and is never used again. Its first digit is its family: 0 structure, 1 left-overs, 2 personal
//! data, 3 the law's own demands, 4 accessibility, 5 language, 6 freshness.

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
    /// An exception that excepts nothing.
    ExceptionUnused,
    /// An exception that cannot be made.
    ExceptionRefused,
    /// A longer answer, or more of them, than there can be.
    TooMuch,
    /// Lines or rows that run together in the plan, and may not be meant to.
    RunsTogether,
    /// A mark that was meant as markup and stays in the text.
    LooseMark,
    /// A backslash that TOML reads with what follows it.
    Backslash,
    /// An answer behind a `#`.
    BehindHash,
    /// An answer that no document shows, for want of another.
    Unseen,
    /// Front matter on top of a file of text.
    FrontMatter,
    /// Something that was to be filled in.
    Placeholder,
    /// The template's own text as the answer.
    TemplateText,
    /// Another municipality's particulars.
    OtherKommune,
    /// The template's example as the answer.
    ExampleText,
    /// A mark that only a draft has: deleted text, a box to tick off.
    DraftMark,
    /// Text that was read in the wrong encoding.
    Mojibake,
    /// A standard text block's sentences in an answer.
    Twice,
    /// A reference to a page, a figure or a link that is not there.
    DeadReference,
    /// A § that is gone.
    LostSign,
    /// A personal identification number.
    Cpr,
    /// A private e-mail address.
    PrivateEmail,
    /// The next revision is later than the law allows.
    RevisionTooLate,
    /// Fewer or more goals than the template asks for.
    GoalCount,
    /// The date of revision has passed.
    RevisionPassed,
    /// Adopted at a day to come.
    AdoptedInFuture,
    /// The year on the cover is not the year of adoption.
    YearMismatch,
    /// A law in its old wording.
    OldWording,
    /// A region that is no more.
    OldRegion,
    /// A body, an act or a provision that is no more.
    Ended,
    /// Adopted by another than the council.
    AdoptedBy,
    /// A plan that is not to be published.
    NotPublished,
    /// Nothing said of the other plans that the law asks for.
    OtherPlans,
    /// An image without alternative text.
    AltMissing,
    /// A colour that cannot be read on white.
    Contrast,
    /// A file name as alternative text.
    AltIsFileName,
    /// A link text that says nothing.
    EmptyLinkText,
    /// One link text to two places.
    SameLinkText,
    /// A column without a head.
    TableHead,
    /// A sentence in capitals.
    Capitals,
    /// Bold text in place of a heading.
    BoldHeading,
    /// A heading level left out.
    HeadingJump,
    /// HTML in an answer.
    RawHtml,
    /// Quotation marks of several kinds.
    MixedQuotes,
    /// A hyphen left from another line.
    PastedHyphen,
    /// A date with leading zeros.
    LeadingZero,
    /// Two spaces between words.
    DoubleSpace,
    /// A word written twice.
    DoubledWord,
    /// Contact details that nobody has checked for a year.
    ContactOld,
    /// Contact details that differ.
    ContactDiffers,
    /// Another number or other hours than the hotline's.
    HotlineDiffers,
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
        Self::ExceptionUnused,
        Self::ExceptionRefused,
        Self::TooMuch,
        Self::RunsTogether,
        Self::LooseMark,
        Self::Backslash,
        Self::BehindHash,
        Self::Unseen,
        Self::FrontMatter,
        Self::Placeholder,
        Self::TemplateText,
        Self::OtherKommune,
        Self::ExampleText,
        Self::DraftMark,
        Self::Mojibake,
        Self::Twice,
        Self::DeadReference,
        Self::LostSign,
        Self::Cpr,
        Self::PrivateEmail,
        Self::RevisionTooLate,
        Self::GoalCount,
        Self::RevisionPassed,
        Self::AdoptedInFuture,
        Self::YearMismatch,
        Self::OldWording,
        Self::OldRegion,
        Self::Ended,
        Self::AdoptedBy,
        Self::NotPublished,
        Self::OtherPlans,
        Self::AltMissing,
        Self::Contrast,
        Self::AltIsFileName,
        Self::EmptyLinkText,
        Self::SameLinkText,
        Self::TableHead,
        Self::Capitals,
        Self::BoldHeading,
        Self::HeadingJump,
        Self::RawHtml,
        Self::MixedQuotes,
        Self::PastedHyphen,
        Self::LeadingZero,
        Self::DoubleSpace,
        Self::DoubledWord,
        Self::ContactOld,
        Self::ContactDiffers,
        Self::HotlineDiffers,
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
            Self::ExceptionUnused => "B024",
            Self::ExceptionRefused => "B025",
            Self::TooMuch => "B026",
            Self::RunsTogether => "B027",
            Self::LooseMark => "B028",
            Self::Backslash => "B029",
            Self::BehindHash => "B030",
            Self::Unseen => "B031",
            Self::FrontMatter => "B032",
            Self::Placeholder => "B101",
            Self::TemplateText => "B102",
            Self::OtherKommune => "B103",
            Self::ExampleText => "B104",
            Self::DraftMark => "B105",
            Self::Mojibake => "B106",
            Self::Twice => "B107",
            Self::DeadReference => "B108",
            Self::LostSign => "B109",
            Self::Cpr => "B201",
            Self::PrivateEmail => "B202",
            Self::RevisionTooLate => "B301",
            Self::GoalCount => "B302",
            Self::RevisionPassed => "B303",
            Self::AdoptedInFuture => "B304",
            Self::YearMismatch => "B305",
            Self::OldWording => "B306",
            Self::OldRegion => "B307",
            Self::Ended => "B308",
            Self::AdoptedBy => "B309",
            Self::NotPublished => "B310",
            Self::OtherPlans => "B311",
            Self::AltMissing => "B401",
            Self::Contrast => "B402",
            Self::AltIsFileName => "B403",
            Self::EmptyLinkText => "B404",
            Self::SameLinkText => "B405",
            Self::TableHead => "B406",
            Self::Capitals => "B407",
            Self::BoldHeading => "B408",
            Self::HeadingJump => "B409",
            Self::RawHtml => "B410",
            Self::MixedQuotes => "B501",
            Self::PastedHyphen => "B502",
            Self::LeadingZero => "B503",
            Self::DoubleSpace => "B504",
            Self::DoubledWord => "B505",
            Self::ContactOld => "B601",
            Self::ContactDiffers => "B602",
            Self::HotlineDiffers => "B603",
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
