//! Which documents are published now, and which are held back?
//!
//! Drafts, documents of a day to come and documents past their day are not published, and each is told with a note. The
//! bundler itself reads no clock: the date comes with [`Publish`], and the same date gives the same site.

use jiff::Timestamp;

use crate::model::Document;

use super::problem::{Code, Problem, Words};

/// What is published.
#[derive(Clone, Copy, Debug, Default)]
pub struct Publish {
    /// Drafts too.
    pub drafts: bool,
    /// The moment the site is built for; without one nothing is too early or too late.
    pub now: Option<Timestamp>,
}

/// The options of the command line.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct PublishArguments {
    /// Publish drafts too.
    #[arg(long)]
    drafts: bool,
    /// Build the site as it is on this day (2025-08-31) or at this moment (2025-08-31T12:00:00Z): documents of a later
    /// date wait, documents that expire by then are left out. The default is now.
    #[arg(long, value_name = "DATE", value_parser = moment)]
    date: Option<Timestamp>,
}

impl PublishArguments {
    /// With today's date where none was given.
    pub fn publish(&self) -> Publish {
        Publish {
            drafts: self.drafts,
            now: Some(self.date.unwrap_or_else(Timestamp::now)),
        }
    }
}

/// Reads `2025-08-31` (all of that day, in UTC) or a moment with an offset.
fn moment(text: &str) -> Result<Timestamp, String> {
    if let Ok(moment) = text.parse() {
        return Ok(moment);
    }
    let day: jiff::civil::Date = text
        .parse()
        .map_err(|_| "write a day such as 2025-08-31".to_owned())?;
    day.at(23, 59, 59, 0)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .map(|zoned| zoned.timestamp())
        .map_err(|error| error.to_string())
}

/// What becomes of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is published.
    Public,
    /// Its author holds it back.
    Draft,
    /// Its day has not come.
    Scheduled,
    /// Its day is over: its address may go.
    Expired,
}

impl Publish {
    /// Decides on a document.
    pub fn fate(self, document: &Document) -> Fate {
        let now = self.now.map(Timestamp::as_second);
        let is_after = |at: i64| now.is_some_and(|now| at > now);
        let is_over = |at: i64| now.is_some_and(|now| at <= now);
        if document.draft && !self.drafts {
            Fate::Draft
        } else if document
            .expires
            .is_some_and(|at| is_over(at.unix_seconds()))
        {
            Fate::Expired
        } else if document
            .published
            .is_some_and(|at| is_after(at.unix_seconds()))
        {
            Fate::Scheduled
        } else {
            Fate::Public
        }
    }
}

/// The note about a document that is held back; none for one that is published.
pub fn note(fate: Fate, document: &Document) -> Option<Problem> {
    let (message, help) = match fate {
        Fate::Public => return None,
        Fate::Draft => (
            "a draft, so it is not published".to_owned(),
            "take `draft: true` out of its header, or build with --drafts to see it".to_owned(),
        ),
        Fate::Scheduled => {
            let at = document
                .published
                .map(|at| at.to_rfc3339())
                .unwrap_or_default();
            (
                format!("not published before {at}"),
                "build again then, or give a later --date to see it".to_owned(),
            )
        }
        Fate::Expired => {
            let at = document
                .expires
                .map(|at| at.to_rfc3339())
                .unwrap_or_default();
            (
                format!("expired at {at}, so it is not published any more"),
                "change `expires` in its header to bring it back, or delete the file".to_owned(),
            )
        }
    };
    let place = &document.provenance;
    Some(Problem::of_words(
        Code::Withheld,
        (&place.path, place.line),
        Words::Title(document.title.clone()),
        message,
        help,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_last_moment() {
        for (text, expected) in [
            ("2025-08-31", Some("2025-08-31T23:59:59Z")),
            ("2025-08-31T12:00:00+02:00", Some("2025-08-31T10:00:00Z")),
            ("31.8.2025", None),
        ] {
            let found = moment(text).ok().map(|moment| moment.to_string());
            assert_eq!(found.as_deref(), expected);
        }
    }
}
