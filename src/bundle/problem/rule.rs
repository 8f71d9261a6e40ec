//! Every rule a document can break, in one table.

use super::Severity;

/// The name of a rule. The words never change once published; see [`RULES`] for what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
// Each variant is explained by its row of the table, which is also what a person reads.
#[allow(missing_docs)]
pub enum Code {
    BinaryFile,
    EmptyFile,
    FileTooLarge,
    UndecodableText,
    NoUsableText,
    UnclosedHeader,
    MalformedHeader,
    WrongValue,
    MalformedRecord,
    MissingField,
    MalformedFeed,
    MendedFeed,
    MissingTitle,
    MissingText,
    InvalidSlug,
    UnreadableDate,
    UnknownZone,
    WeekdayMismatch,
    AmbiguousDate,
    AmbiguousTime,
    SkippedTime,
    InferredDate,
    MissingSource,
    RelatedCount,
    UnplacedText,
    TemplateTag,
    RawHtml,
    RelativeLink,
    RefusedLink,
    UnusedField,
    UnreadableFile,
    InvalidSettings,
    UnknownCategory,
    DuplicateSlug,
    Withheld,
    RefusedAlias,
    LostRedirect,
    VanishedAddress,
    UnlistedAddress,
    RepeatedText,
    ProposedCategory,
    DecodedText,
}

/// What a rule asks for and why.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Which rule.
    pub code: Code,
    /// The stable words.
    pub name: &'static str,
    /// How bad it is to break it.
    pub severity: Severity,
    /// What the rule asks for, why, and how to mend a file that breaks it.
    pub explanation: &'static str,
}

macro_rules! rules {
    ($($code:ident $name:literal $severity:ident $explanation:literal)*) => {
        /// All rules, in the order of [`Code`].
        pub const RULES: &[Rule] = &[$(Rule { code: Code::$code, name: $name, severity: Severity::$severity, explanation: $explanation }),*];
    };
}

rules! {
    BinaryFile "binary-file" Error "A document is text. This file holds bytes no text has (a NUL, or the mark of a picture, an archive or a program). Move it out of the folder of documents, or save it again as text."
    EmptyFile "empty-file" Error "The file holds nothing but white space. Write the document, or delete the file."
    FileTooLarge "file-too-large" Error "One document may be as large as 1 GiB. An archive of many documents belongs in a JSON Lines file, one document a line."
    UndecodableText "undecodable-text" Warning "Some bytes mean nothing in the encoding the file claims or seems to have; each is shown as U+FFFD. Save the file again as UTF-8."
    NoUsableText "no-usable-text" Error "The file was readable, but no article was found in it: no title and no paragraph. Give it a first line that is its title and a paragraph below."
    UnclosedHeader "unclosed-header" Error "A header that begins with `---`, `+++` or `{` has to end with the same sign (`}` for JSON) before the text begins. Add the closing line."
    MalformedHeader "malformed-header" Error "The header is not valid YAML, TOML or JSON, so neither title nor date can be trusted. The place given is where the reader stopped; a value that holds `: ` or starts with a special sign has to be quoted."
    WrongValue "wrong-value" Warning "A field of the header holds a value of a kind it cannot have, such as a list for a title. The field is left out. Write the kind of value the help names."
    MalformedRecord "malformed-record" Error "A line of a JSON Lines file has to be one whole JSON object. The other lines are read; this one is not. Mend the line or delete it."
    MissingField "missing-field" Error "A record needs at least `title` and `text`, both strings. Add the field."
    MalformedFeed "malformed-feed" Error "The file begins like a feed but cannot be read as one. Fetch it again, or mend it at the place given."
    MendedFeed "mended-feed" Warning "An element of the feed never ends, or ends inside another, as when a download was cut off. What could be read was read; something may be missing from the place given on. Fetch the feed again."
    MissingTitle "missing-title" Warning "The document does not say its title, so one was made from its first heading or its file name. Add `title:` to the header."
    MissingText "missing-text" Note "An entry of a feed or a record has a title and nothing below it, so its page holds nothing to read. Feeds may leave the text to the page they link to. Add the text, or delete the entry."
    InvalidSlug "invalid-slug" Warning "A slug becomes part of an address: lower-case letters and digits joined by single hyphens. The one given was changed to fit. Write the changed form."
    UnreadableDate "unreadable-date" Warning "The date is in no form this program reads, so the article has none and sorts last. Write it as `2025-08-17`, as `2025-08-17T20:25:57-04:00`, or in the words of an article page."
    UnknownZone "unknown-zone" Warning "The time zone in words is not known, so the zone of the site was used. Write one of the zones of the United States with Standard or Daylight, or an offset such as `-04:00`."
    WeekdayMismatch "weekday-mismatch" Warning "The day of the week does not belong to the date. One of the two is wrong; the date was kept. Mend whichever is wrong."
    AmbiguousDate "ambiguous-date" Warning "Day and month are both numbers up to twelve, so the date could be either of two days. The month was taken to come first. Write the year first, as in `2025-08-07`."
    AmbiguousTime "ambiguous-time" Warning "The clocks were set back, so this time came twice that day. The earlier one was taken. Write Standard or Daylight, or an offset, to say which."
    SkippedTime "skipped-time" Warning "The clocks were set forward, so this time never came that day. The time the clocks then showed was taken. Mend the time, or write an offset."
    InferredDate "inferred-date" Note "The document gives no date of its own; this one was guessed from its prose. It is marked as inferred and never shown as exact. Add a date to make it so."
    MissingSource "missing-source" Warning "The line between title and categories should read `host -- Weekday, Month D, YYYY, H:MM:SS AM Zone`. It was found but not understood."
    RelatedCount "related-count" Warning "The number before `Related Article(s)` is not the number of titles below it. All the titles were kept. Mend the number, or look for a missing line."
    UnplacedText "unplaced-text" Warning "These words are neither part of the article nor known furniture of the page, and are not published. Move them into the text, or add them to the furniture in `site.toml`."
    TemplateTag "template-tag" Warning "A template tag of another generator is never run; it is shown as the characters it is. Replace it with what it would have produced."
    RawHtml "raw-html" Note "HTML inside Markdown is reduced to its words and the blocks it amounts to; tags, styles and scripts are never published."
    RelativeLink "relative-link" Note "The link leads to no document of the archive, so only its words are shown. Write the path of a document as seen from this one, or a whole address."
    RefusedLink "refused-link" Warning "Only http, https, mailto and tel addresses are linked. The words are shown without a link. Write such an address, or take the link out."
    UnusedField "unused-field" Note "The header has a field this program does not use. It is kept out of the article."
    UnreadableFile "unreadable-file" Error "The file could not be opened. Check that it is there and that you may read it."
    InvalidSettings "invalid-settings" Error "A setting of `site.toml` is unknown or has a value it can't have. The README describes every setting; remove or correct the one at the place given."
    UnknownCategory "unknown-category" Warning "The document names a category that `site.toml` does not. It gets a page of its own. Correct the spelling, add it to `[[categories]]`, or name it among the `aliases` of the one it means."
    DuplicateSlug "duplicate-slug" Warning "Two documents have the same slug, so the newer one's address ends in a number. Give one of the two another title, or a `slug` in its header."
    Withheld "withheld" Note "A draft, a document of a day to come or one past its day is read and checked, but not published. Build with --drafts or another --date to see it."
    RefusedAlias "refused-alias" Warning "An alias is an older address of an article on this site: a path below the root that no page has. Without a slash it is an older slug. Write such a path, or take it out."
    LostRedirect "lost-redirect" Warning "A document that only redirects has to lead to a page of this site or to a whole address elsewhere. Nothing is written for it. Correct where it leads."
    VanishedAddress "vanished-address" Error "`addresses.txt` promises this address, and nothing is served there any more. Name it among the `aliases` of the document that replaces it, or write `gone` before it."
    UnlistedAddress "unlisted-address" Note "The site serves addresses that `addresses.txt` does not promise to keep. `bundler addresses` adds them."
    RepeatedText "repeated-text" Note "The document repeats another one, word for word or nearly. Both are published, folded into one story. If one of them is a mistake, delete it; if it is a correction, delete the older one."
    ProposedCategory "proposed-category" Note "The document names no category, and the articles nearest to it are mostly in one. Nothing is filed by a guess: name the category in the document if it fits. `propose_categories` in `site.toml` turns this on."
    DecodedText "decoded-text" Note "The file is not UTF-8; it was read in the encoding named. Save it as UTF-8 to be sure of every character."
}

impl Code {
    /// The rule behind the name.
    #[must_use]
    pub fn rule(self) -> &'static Rule {
        &RULES[self as usize]
    }

    /// The stable words.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.rule().name
    }

    /// The rule an author asks about.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        RULES
            .iter()
            .find(|rule| rule.name == name)
            .map(|rule| rule.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_codes_and_every_name_is_its_own() {
        for (index, rule) in RULES.iter().enumerate() {
            assert_eq!(rule.code as usize, index, "{}", rule.name);
            assert_eq!(Code::parse(rule.name), Some(rule.code));
            assert!(rule.explanation.ends_with('.'), "{}", rule.name);
        }
        assert_eq!(RULES.last().map(|rule| rule.code), Some(Code::DecodedText));
    }
}
