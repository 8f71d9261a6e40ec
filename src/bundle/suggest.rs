//! What goes with what in a corpus: stories, suggestions with their reasons in plain words, and documents that repeat others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::related::{
    self, Aliases, Analysis, Entry, Memory, Readings, SharedWords, Story, parallel,
};
use crate::text::{each_term, stem::stem, stop::is_stop};
use crate::wire::settings::Settings;
use crate::wire::{Precision, Stamp};

use super::corpus::{Corpus, Draft};
use super::output;
use super::problem::{Code, Problem, Words};
use super::settings::alias_groups;

/// Suggestions kept for an article: some more than are shown, since what a reader has read goes last, and what the document
/// lists itself is shown before them.
const KEPT: usize = 16;
/// Candidates from which those are chosen.
const CANDIDATES: usize = 48;
/// Part of all runs of words that two documents share when one nearly repeats the other.
const NEARLY: f32 = 0.6;
/// Words named where nothing else tells why an article is offered.
const SHARED_WORDS: usize = 3;

/// What goes with what. Articles are positions in [`Corpus::drafts`].
#[derive(Debug, Default)]
pub struct Links {
    /// Articles on one event, the earliest first.
    pub stories: Vec<Vec<usize>>,
    /// For each article its story.
    pub story_of: Vec<Option<usize>>,
    /// For each article others with the reason, best first; an editor's own choice leads.
    pub suggested: Vec<Vec<(usize, String)>>,
    /// The target beside which stands what was read of the texts, and its print.
    read: Option<(PathBuf, u64)>,
}

impl Links {
    /// Looks at all articles; what an editor has to know goes to `problems`. What the last build of `target` read and found is
    /// not read and looked for again: only what the articles that came, went or changed have to do with.
    pub fn new(
        corpus: &Corpus,
        settings: &Settings,
        target: Option<&Path>,
        problems: &mut Vec<Problem>,
    ) -> Links {
        let entries = entries(&corpus.drafts);
        let aliases = Aliases::new(&alias_groups(settings));
        let kept = |what| target.and_then(|target| output::kept(target, what));
        let earlier = || {
            let (words, traces) = rayon::join(|| kept(output::WORDS), || kept(output::TRACES));
            Readings::recall(&words?)?.with_traces(&traces?)
        };
        let (readings, memory) = rayon::join(earlier, || {
            kept(output::RELATED).and_then(|bytes| Memory::recall(&bytes))
        });
        let readings = Readings::new(&entries, &aliases, readings);
        // Without it the next build takes longer: nothing that an editor could mend. The same for what is found.
        let read = target.filter(|target| {
            let (_, words) = rayon::join(
                || output::keep(target, output::TRACES, |out| readings.write_traces(out)),
                || output::keep(target, output::WORDS, |out| readings.write_words(out)),
            );
            words.is_ok()
        });
        let read = read.map(|target| (target.to_owned(), readings.print()));
        let analysis = Analysis::of(&entries, readings, memory.as_ref());
        drop(memory);
        let keep = || {
            let target = target?;
            let found = analysis.remember();
            output::keep(target, output::RELATED, |out| out(&found)).ok()
        };
        let (_, candidates) = rayon::join(keep, || analysis.candidates(CANDIDATES));
        let stories = analysis.stories();
        let choice = Choice::new(corpus, settings, problems);
        let blocked =
            |article: u32, other: u32| choice.blocked.contains(&(article as usize, other as usize));
        let spread = related::spread(&analysis, &stories, &candidates, blocked, KEPT);
        if settings.propose_categories {
            propose_categories(corpus, &analysis, problems);
        }
        report_repeats(corpus, &analysis, &stories, problems);
        let mut links = Links {
            stories: stories
                .iter()
                .map(|s| s.articles.iter().map(|at| *at as usize).collect())
                .collect(),
            story_of: vec![None; corpus.drafts.len()],
            suggested: Vec::new(),
            read,
        };
        for (number, story) in links.stories.iter().enumerate() {
            story
                .iter()
                .for_each(|at| links.story_of[*at] = Some(number));
        }
        let reasons = Reasons::new(corpus, &analysis);
        let suggested = |words: &mut SharedWords<'_>, article: usize| {
            let mut out = choice.pinned.get(&article).cloned().unwrap_or_default();
            let near = spread[article].iter().map(|found| {
                let other = found.article as usize;
                (other, reasons.of(article, other, words))
            });
            let near: Vec<_> = near
                .filter(|(other, _)| !out.iter().any(|(pinned, _)| pinned == other))
                .collect();
            out.extend(near);
            if out.is_empty() {
                out = links.of_the_same_kind(corpus, article, &choice);
            }
            out
        };
        links.suggested = parallel::map(spread.len(), || analysis.shared_words(), suggested);
        links
    }

    /// What was read of the texts, article by article, and the target beside which it stands. It was put away, since the
    /// analysis needs the memory.
    pub fn readings(&self) -> Option<(&Path, Readings)> {
        let (target, print) = self.read.as_ref()?;
        let readings = Readings::recall(&output::kept(target, output::WORDS)?)?;
        (readings.print() == *print).then_some((target, readings))
    }

    /// What has no word in common with any other article is still offered what its categories hold.
    fn of_the_same_kind(
        &self,
        corpus: &Corpus,
        article: usize,
        choice: &Choice,
    ) -> Vec<(usize, String)> {
        let own = &corpus.drafts[article].article.categories;
        let mut out = Vec::new();
        let mut told: BTreeSet<Option<usize>> =
            self.story_of[article].map(Some).into_iter().collect();
        for category in corpus
            .categories
            .iter()
            .filter(|c| own.contains(&c.category))
        {
            for other in &category.articles {
                let other = *other;
                let story = self.story_of[other];
                if other == article
                    || out.len() == KEPT
                    || choice.blocked.contains(&(article, other))
                    || story.is_some() && !told.insert(story)
                    || out.iter().any(|(known, _)| *known == other)
                {
                    continue;
                }
                out.push((other, format!("also in {}", category.category.name)));
            }
        }
        out
    }
}

/// What editors decided by hand.
#[derive(Default)]
struct Choice {
    pinned: BTreeMap<usize, Vec<(usize, String)>>,
    blocked: BTreeSet<(usize, usize)>,
}

impl Choice {
    fn new(corpus: &Corpus, settings: &Settings, problems: &mut Vec<Problem>) -> Choice {
        let by_slug: BTreeMap<&str, usize> = corpus
            .drafts
            .iter()
            .enumerate()
            .map(|(at, draft)| (draft.article.slug.as_str(), at))
            .collect();
        let mut choice = Choice::default();
        let mut look_up = |slug: &String, document: (&str, u32)| {
            let found = by_slug.get(slug.as_str()).copied();
            if found.is_none() {
                problems.push(Problem::of_words(
                    Code::WrongValue,
                    document,
                    Words::Field(slug.clone()),
                    format!("there is no article \"{slug}\" to stand beside another or not to"),
                    "write the last part of the article's address",
                ));
            }
            found
        };
        for own in &settings.related {
            let file = (super::settings::FILE_NAME, 1);
            let Some(article) = look_up(&own.article, file) else {
                continue;
            };
            for other in own.pin.iter().filter_map(|slug| look_up(slug, file)) {
                let pinned = choice.pinned.entry(article).or_default();
                pinned.push((other, "chosen by the editors".to_owned()));
            }
            for other in own.block.iter().filter_map(|slug| look_up(slug, file)) {
                choice.blocked.insert((article, other));
            }
        }
        for (article, draft) in corpus.drafts.iter().enumerate() {
            for other in draft
                .unrelated
                .iter()
                .filter_map(|slug| look_up(slug, (&draft.article.seed, draft.line)))
            {
                choice.blocked.insert((article, other));
            }
        }
        choice
    }
}

/// Tells of each document that repeats an earlier one of its story.
fn report_repeats(
    corpus: &Corpus,
    analysis: &Analysis<'_>,
    stories: &[Story],
    problems: &mut Vec<Problem>,
) {
    for story in stories {
        for (place, newer) in story.articles.iter().enumerate().skip(1) {
            let newer = *newer as usize;
            // The nearest of a few: in a story of hundreds of copies one is enough to know.
            let earlier = story.articles[..place]
                .iter()
                .take(32)
                .map(|at| *at as usize);
            let alike = |older: usize| {
                let exact = analysis.same_text(older, newer);
                (
                    if exact {
                        2.0
                    } else {
                        analysis.compare(older, newer).resemblance
                    },
                    older,
                )
            };
            let nearest = earlier
                .map(alike)
                .reduce(|best, next| if next.0 > best.0 { next } else { best });
            let Some((alike, older)) = nearest.filter(|(alike, _)| *alike >= NEARLY) else {
                continue;
            };
            let (new, old) = (&corpus.drafts[newer], &corpus.drafts[older]);
            let how = if alike > 1.0 {
                "word for word"
            } else {
                "nearly"
            };
            let message = format!(
                "\"{}\" repeats \"{}\" ({}) {how}",
                new.article.title, old.article.title, old.article.seed
            );
            problems.push(Problem::of_words(
                Code::RepeatedText,
                (&new.article.seed, new.line),
                Words::Title(new.article.title.clone()),
                message,
                difference(old, new),
            ));
        }
    }
}

/// Tells of each document without a category what its neighbours propose.
fn propose_categories(corpus: &Corpus, analysis: &Analysis<'_>, problems: &mut Vec<Problem>) {
    let bare = |draft: &&(usize, &Draft)| draft.1.article.categories.is_empty();
    let all: Vec<(usize, &Draft)> = corpus.drafts.iter().enumerate().collect();
    for (at, draft) in all.iter().filter(bare) {
        let Some(proposal) = related::propose(analysis, *at) else {
            continue;
        };
        let found = corpus
            .categories
            .iter()
            .find(|c| c.category.slug == proposal.category);
        let Some(category) = found else { continue };
        let share = (proposal.share * 100.0).round();
        problems.push(Problem::of_words(
            Code::ProposedCategory,
            (&draft.article.seed, draft.line),
            Words::Title(draft.article.title.clone()),
            format!("\"{}\" names no category", draft.article.title),
            format!(
                "its neighbours propose \"{}\" ({share} of 100 votes)",
                category.category.name
            ),
        ));
    }
}

/// What tells a copy from what it repeats, in a sentence.
fn difference(old: &Draft, new: &Draft) -> String {
    let found = related::compare(&[&old.text.report, &new.text.report]);
    let quoted = |sentences: &[String]| -> Option<String> {
        let first = sentences.first()?;
        let mut shown: String = first.chars().take(100).collect();
        if shown.len() < first.len() {
            shown.push('…');
        }
        let more = match sentences.len() - 1 {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        Some(format!("\"{shown}\"{more}"))
    };
    let mut parts = Vec::new();
    if old.article.title != new.article.title {
        parts.push("the headline is another".to_owned());
    }
    if old.article.source != new.article.source {
        parts.push("the source is another".to_owned());
    }
    parts.extend(quoted(&found.own[1]).map(|text| format!("only this one says {text}")));
    parts.extend(quoted(&found.own[0]).map(|text| format!("only the other says {text}")));
    if parts.is_empty() {
        parts.push("nothing of substance differs".to_owned());
    }
    format!(
        "{}; delete one of the two if that is a mistake",
        parts.join("; ")
    )
}

/// Whether two headlines are of one report as two sites print it: one has all words of the other and a few more, such as the
/// name of an agency. Only for lists of headlines, where there is nothing else to go by.
pub fn same_headline(a: &str, b: &str) -> bool {
    const FEWEST: usize = 5;
    const ADDED: usize = 3;
    let words = |title: &str| -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        each_term(title, |form, _, _| {
            if !is_stop(form) {
                words.insert(stem(form));
            }
        });
        words
    };
    let (a, b) = (words(a), words(b));
    let (fewer, more) = if a.len() < b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    // Function words alone are no headline.
    !more.is_empty()
        && fewer.is_subset(more)
        && (fewer.len() >= FEWEST || fewer == more)
        && more.len() - fewer.len() <= ADDED
}

/// Why articles are offered, in plain words.
struct Reasons<'a> {
    corpus: &'a Corpus,
    analysis: &'a Analysis<'a>,
    /// Names by slug.
    categories: BTreeMap<&'a str, &'a str>,
}

impl<'a> Reasons<'a> {
    fn new(corpus: &'a Corpus, analysis: &'a Analysis<'a>) -> Reasons<'a> {
        let name = |category: &'a super::corpus::Category| {
            (
                category.category.slug.as_str(),
                category.category.name.as_str(),
            )
        };
        Reasons {
            corpus,
            analysis,
            categories: corpus.categories.iter().map(name).collect(),
        }
    }

    /// Why `other` is offered beside an article: "same quotation; 2 shared categories; 7 hours earlier".
    fn of(&self, article: usize, other: usize, words: &mut SharedWords<'_>) -> String {
        let reason = self.analysis.reason(article, other);
        let mut parts = Vec::new();
        if reason.quotation {
            parts.push("same quotation".to_owned());
        }
        match reason.categories.as_slice() {
            [] => {}
            [one] => {
                let name = self
                    .categories
                    .get(one.as_str())
                    .unwrap_or(&one.as_str())
                    .to_string();
                parts.push(format!("also in {name}"));
            }
            several => parts.push(format!("{} shared categories", several.len())),
        }
        // Words say least: they stand in where nothing else is shared but the time.
        if parts.is_empty() {
            let words = words.of(article, other, SHARED_WORDS);
            parts.extend((!words.is_empty()).then(|| format!("also on {}", words.join(", "))));
        }
        let drafts = &self.corpus.drafts;
        parts.extend(distance(&drafts[article], &drafts[other]));
        parts.join("; ")
    }
}

/// The drafts as the suggestions want them.
pub fn entries(drafts: &[Draft]) -> Vec<Entry<'_>> {
    fn entry(draft: &Draft) -> Entry<'_> {
        let article = &draft.article;
        let slugs = article
            .categories
            .iter()
            .map(|category| category.slug.as_str());
        Entry {
            id: &article.slug,
            title: &article.title,
            categories: slugs.collect(),
            instant: draft.instant,
            fields: draft.text.fields(),
        }
    }
    drafts.iter().map(entry).collect()
}

/// How much later than one article another was published, up to a month: farther says nothing, and neither does a date that
/// was inferred or names no day.
pub fn distance(from: &Draft, to: &Draft) -> Option<String> {
    between(moment(from)?, moment(to)?)
}

/// When an article was published, as far as distances go.
fn moment(draft: &Draft) -> Option<(&Stamp, i64)> {
    let stamp = draft.article.published.as_ref();
    let stamp = stamp.filter(|stamp| !stamp.inferred && stamp.precision >= Precision::Day)?;
    Some((stamp, draft.instant?))
}

/// How much later than one moment another is.
fn between((from, from_second): (&Stamp, i64), (to, to_second): (&Stamp, i64)) -> Option<String> {
    let seconds = to_second - from_second;
    // Of what only the day is known, hours say nothing.
    let by_day = from.precision.min(to.precision) == Precision::Day;
    let (days, hours) = if by_day {
        let day = |stamp: &Stamp| stamp.day.parse::<jiff::civil::Date>().ok();
        let days = (day(to)? - day(from)?).get_days();
        (i64::from(days), i64::from(days) * 24)
    } else {
        (seconds / 86_400, seconds / 3600)
    };
    let (count, unit) = match (days.abs(), hours.abs()) {
        (0, 0) if by_day => return Some("the same day".to_owned()),
        (0, 0) => return Some("within the hour".to_owned()),
        (0, hours) => (hours, "hour"),
        (days @ 1..=30, _) => (days, "day"),
        _ => return None,
    };
    let plural = if count == 1 { "" } else { "s" };
    let direction = if hours < 0 { "earlier" } else { "later" };
    Some(format!("{count} {unit}{plural} {direction}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_as_exact_as_the_dates() {
        let stamp = |day: &str, precision| Stamp {
            at: String::new(),
            day: day.to_owned(),
            precision,
            inferred: false,
        };
        let check =
            |from: (&str, i64, Precision), to: (&str, i64, Precision), words: Option<&str>| {
                let (a, b) = (stamp(from.0, from.2), stamp(to.0, to.2));
                let found = between((&a, from.1), (&b, to.1));
                assert_eq!(found.as_deref(), words, "{from:?} {to:?}");
            };
        use Precision::{Day, Minute, Second};
        let noon = ("2025-08-17", 12 * 3600, Second);
        check(
            noon,
            ("2025-08-17", 12 * 3600 + 9, Second),
            Some("within the hour"),
        );
        check(
            noon,
            ("2025-08-17", 5 * 3600, Minute),
            Some("7 hours earlier"),
        );
        check(noon, ("2025-08-18", 36 * 3600, Minute), Some("1 day later"));
        check(noon, ("2025-08-17", 0, Day), Some("the same day"));
        check(noon, ("2025-08-16", -86_400, Day), Some("1 day earlier"));
        check(noon, ("2025-09-30", 44 * 86_400, Day), None);
    }
}
