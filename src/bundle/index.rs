//! The search index of a corpus.

use crate::related::Readings;
use crate::route::DATA_DIR;
use crate::search::builder::{self, Earlier, Made, Options, Read};
use crate::search::{Entry, FieldKind};
use crate::text::each_term;
use crate::text::stem::stem;
use crate::wire::settings::Settings;
use crate::wire::{FileName, Kind, Stamp, shown};
use rayon::prelude::*;

use super::corpus::{Corpus, Draft};
use super::output::{self, Output};
use super::settings::alias_groups;
use super::suggest::Links;

/// Writes the index; returns the name of its root. Texts that were read for the suggestions are not read again, and what the
/// last build made of the same articles is not made again.
pub fn put(
    corpus: &Corpus,
    links: &Links,
    files: &[FileName],
    settings: &Settings,
    output: &Output,
) -> FileName {
    let entries: Vec<Entry<'_>> = corpus
        .drafts
        .par_iter()
        .enumerate()
        .map(|(at, draft)| entry(at, draft, &files[at]))
        .collect();
    let options = Options {
        aliases: alias_groups(settings),
    };
    let path = |name: &str| format!("{DATA_DIR}{name}");
    let index = match links.readings() {
        Some((target, readings)) => {
            let made = output::kept(target, output::INDEX).and_then(|made| Made::recall(&made));
            let keep = |name: &str| output.keep_named(path(name));
            let earlier = made.map(|made| Earlier { made, keep: &keep });
            let index = builder::build_read(&entries, &options, read(readings), earlier.as_ref());
            // Without it the next build takes longer: nothing that an editor could mend.
            let _ = output::keep(target, output::INDEX, |out| out(&index.made));
            index
        }
        None => builder::build(&entries, &options),
    };
    index
        .files
        .into_par_iter()
        .for_each(|(name, bytes)| output.put_named(path(&name), bytes));
    output.put_data("search", "bin", index.root)
}

/// What was read of the articles, as the index wants it.
fn read(mut readings: Readings) -> Read<impl Fn(u32) -> Vec<(FieldKind, Vec<u32>)> + Sync> {
    Read {
        words: readings.take_words(),
        prints: readings.prints(),
        fields: move |ordinal| readings.fields(ordinal as usize),
    }
}

fn entry<'a>(at: usize, draft: &'a Draft, file: &FileName) -> Entry<'a> {
    let article = &draft.article;
    Entry {
        ordinal: at as u32,
        title: &article.title,
        source: article
            .source
            .as_ref()
            .filter(|credit| credit.host)
            .map(|credit| credit.name.as_str()),
        categories: article
            .categories
            .iter()
            .map(|category| category.slug.as_str())
            .collect(),
        day: article.published.as_ref().and_then(day_number),
        key: shown::key(file),
        fields: draft.text.fields(),
        has_petition: has_petition(draft),
    }
}

/// The stem of the word itself.
const PETITION: &str = "petit";

/// Whether `has:petition` finds an article: a saved page has its petition button, any other document has to speak of one
/// in what it asks readers to do.
fn has_petition(draft: &Draft) -> bool {
    let asks = |text: &String| {
        let mut asks = false;
        each_term(text, |form, _, _| {
            asks |= form.starts_with(PETITION) && stem(form) == PETITION;
        });
        asks
    };
    draft.article.kind == Kind::ArticlePage
        || [&draft.text.action, &draft.text.todo].into_iter().any(asks)
}

fn day_number(stamp: &Stamp) -> Option<i32> {
    let day: jiff::civil::Date = stamp.day.parse().ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    (day - epoch).get_days().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::related::{self, Aliases};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_that_were_read_before_give_the_same_index(
            texts in proptest::collection::vec("([a-cA-C]{0,4}[ .'’]|[\u{4e00}-\u{4e04}]|\\PC){0,30}", 1..40),
        ) {
            let fields = |at: usize| -> Vec<(FieldKind, &str)> {
                let kinds = [FieldKind::Report, FieldKind::Opinion, FieldKind::Report];
                kinds[at % 3..].iter().map(|kind| (*kind, texts[at].as_str())).collect()
            };
            let of_search = |at: usize| Entry {
                ordinal: at as u32,
                title: &texts[at / 2],
                fields: fields(at),
                ..Entry::default()
            };
            let of_related = |at: usize| related::Entry {
                id: "",
                title: &texts[at / 2],
                categories: Vec::new(),
                instant: None,
                fields: fields(at),
            };
            let entries: Vec<Entry<'_>> = (0..texts.len()).map(of_search).collect();
            let of_related: Vec<related::Entry<'_>> = (0..texts.len()).map(of_related).collect();
            let readings = Readings::new(&of_related, &Aliases::default(), None);
            let options = Options::default();
            let again = builder::build_read(&entries, &options, read(readings), None);
            let anew = builder::build(&entries, &options);
            prop_assert_eq!((again.root, again.files), (anew.root, anew.files));
        }
    }
}
