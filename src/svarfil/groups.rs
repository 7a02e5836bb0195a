//! The questions as a TOML file must have them: the keys of a table together, and records last in their table, so that
//! what is written under a table's line belongs to it.

use crate::skabelon::{Kind, Question, Section, Skabelon};

/// The questions of one table of the file.
pub(super) struct Group<'a> {
    /// The table's name, empty for the keys above all tables.
    pub table: &'a str,
    /// The questions in order, each with its section.
    pub questions: Vec<(&'a Question, Option<&'a Section>)>,
}

impl Group<'_> {
    /// Whether it asks of text blocks.
    pub(super) fn is_of_textblocks(&self) -> bool {
        self.questions.iter().all(|(question, _)| question.kind == Kind::Tekstblok) && !self.questions.is_empty()
    }

    /// Whether it has a table of its own.
    pub(super) fn is_table(&self) -> bool {
        !self.table.is_empty()
    }

    /// A question's key within the table; the whole key for records, whose lines stand by themselves.
    pub(super) fn key_of<'q>(&self, question: &'q Question) -> &'q str {
        let within = question.key.strip_prefix(self.table).and_then(|key| key.strip_prefix('.'));
        within.filter(|_| !question.kind.is_records()).unwrap_or(&question.key)
    }
}

/// All questions, the keys above all tables first, then the tables as the template first asks of them.
pub(super) fn groups(skabelon: &Skabelon) -> Vec<Group<'_>> {
    let mut groups = vec![Group { table: "", questions: Vec::new() }];
    for (question, section) in skabelon.questions() {
        // Records of a name without a dot have lines of their own, but are a table as any other.
        let table = match question.key.split_once('.') {
            Some((table, _)) => table,
            None if question.kind.is_records() => &question.key,
            None => "",
        };
        match groups.iter_mut().find(|group| group.table == table) {
            Some(group) => group.questions.push((question, section)),
            None => groups.push(Group { table, questions: vec![(question, section)] }),
        }
    }
    for group in &mut groups {
        group.questions.sort_by_key(|(question, _)| question.kind.is_records());
    }
    groups
}
