//! Whom an article tells its readers to write to or call.

use super::Span;

/// What kind of address a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Datum {
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A web address, also that of a form that calls itself e-mail.
    Url,
    /// A postal address.
    Address,
}

impl Datum {
    /// The stable name, as published.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Url => "url",
            Self::Address => "address",
        }
    }
}

/// One address as it stands in the document, letter for letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What it is.
    pub datum: Datum,
    /// The characters, as written.
    pub value: String,
    /// Where they stand.
    pub span: Span,
    /// The contact it belongs to, as an index into the contacts of the document; nothing when the document names none.
    pub contact: Option<u32>,
}

/// What kind of thing an article asks its readers for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AskKind {
    /// A petition to sign.
    Petition,
    /// An organisation to turn to: it has an address and neither office nor district.
    Organization,
    /// Words to say or write.
    WhatToSay,
}

/// Something an article asks for, by the name it gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// What it is.
    pub kind: AskKind,
    /// Its name, or the label of an outline.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// The points of an outline, in order; empty for anything else.
    pub points: Vec<Point>,
}

/// One point of an outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The words, without marks.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A person or institution with at least one address. Nothing is invented: what the document does not say stays empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// The name without title or district.
    pub name: String,
    /// The office, such as `Senator`.
    pub role: Option<String>,
    /// The state or district in the brackets after the name, such as `NY-14`.
    pub district: Option<String>,
    /// Telephone numbers, as written.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Web addresses, as written, with or without a scheme.
    pub urls: Vec<String>,
    /// Postal addresses.
    pub addresses: Vec<String>,
}
