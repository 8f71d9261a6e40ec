//! The search index of a corpus.

use crate::search::Entry;
use crate::search::builder::{self, Options};
use crate::text::stem::stem;
use crate::text::terms;
use crate::wire::settings::Settings;
use crate::wire::{FileName, Kind, Stamp, shown};

use super::corpus::{Corpus, Draft};
use super::output::{Output, hash};

/// Writes the index; returns the name of its root.
pub fn put(corpus: &Corpus, files: &[FileName], settings: &Settings, output: &Output) -> FileName {
    let entries: Vec<Entry> = corpus
        .drafts
        .iter()
        .enumerate()
        .map(|(at, draft)| entry(at, draft, &files[at]))
        .collect();
    let options = Options {
        aliases: settings
            .aliases
            .iter()
            .map(|group| group.words.clone())
            .collect(),
    };
    let name = |bytes: &[u8]| {
        FileName::new("search", &hash(bytes), "bin")
            .as_str()
            .to_owned()
    };
    let index = builder::build(&entries, &options, &name);
    for (_, bytes) in index.files {
        output.put_data("search", "bin", bytes);
    }
    output.put_data("search", "bin", index.root)
}

fn entry(at: usize, draft: &Draft, file: &FileName) -> Entry {
    let article = &draft.article;
    Entry {
        ordinal: at as u32,
        id: article.slug.clone(),
        title: article.title.clone(),
        source: article
            .source
            .as_ref()
            .filter(|credit| credit.host)
            .map(|credit| credit.name.clone()),
        categories: article
            .categories
            .iter()
            .map(|category| category.slug.clone())
            .collect(),
        day: article.published.as_ref().and_then(day_number),
        instant: draft.instant.unwrap_or_default(),
        key: shown::key(file),
        fields: draft
            .text
            .fields()
            .into_iter()
            .map(|(kind, text)| (kind, text.to_owned()))
            .collect(),
        has_petition: has_petition(draft),
    }
}

/// Whether `has:petition` finds an article: a saved page has its petition button, any other document has to speak of one
/// in what it asks readers to do.
fn has_petition(draft: &Draft) -> bool {
    let asked = [&draft.text.action, &draft.text.todo];
    draft.article.kind == Kind::ArticlePage
        || asked
            .into_iter()
            .flat_map(|text| terms(text))
            .any(|term| stem(&term.form) == stem("petition"))
}

fn day_number(stamp: &Stamp) -> Option<i32> {
    let day: jiff::civil::Date = stamp.day.parse().ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    (day - epoch).get_days().into()
}
