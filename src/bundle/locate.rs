//! Where in their files the words stand that a problem of the whole archive is about.
//!
//! The archive knows words, not places: to keep the place of every field of every document would fill the memory for the
//! sake of problems that few archives have. So the files that have such a problem are read once more.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use crate::model::Span;
use crate::wire::settings::Settings;

use super::problem::{Places, Problem, Words};
use super::read;
use super::seed::{Furniture, Part, Reading, Use};
use super::settings::FILE_NAME;

/// Problems in files of more bytes keep the line on which their document begins: no such file is held whole.
const LARGEST: u64 = 8 << 20;

/// Gives the problems that are about words the place of these, where they are found.
pub fn locate(seeds: &Path, settings: &Settings, problems: &mut [Problem]) {
    let mut by_file: BTreeMap<String, Vec<(&mut Problem, Words)>> = BTreeMap::new();
    for problem in problems {
        if let Some(words) = problem.about.take() {
            let file = by_file.entry(problem.file.clone()).or_default();
            file.push((problem, words));
        }
    }
    for (file, problems) in by_file {
        let path = seeds.join(&file);
        let is_small = path.metadata().is_ok_and(|file| file.len() <= LARGEST);
        let Some(bytes) = is_small.then(|| fs::read(&path).ok()).flatten() else {
            continue;
        };
        in_file(&file, &bytes, settings, problems);
    }
}

fn in_file(file: &str, bytes: &[u8], settings: &Settings, problems: Vec<(&mut Problem, Words)>) {
    let mut reading = read::one(file, bytes, settings);
    if file == FILE_NAME {
        // No document, whatever it looks like.
        reading.documents.clear();
    }
    let places = Places::new(file, &reading.text);
    for (problem, words) in problems {
        if let Some(span) = find(&reading, &places, problem.line, &words) {
            places.point(problem, span);
        }
    }
}

fn find(reading: &Reading, places: &Places<'_>, line: u32, words: &Words) -> Option<Span> {
    let documents = &reading.documents;
    let found = match documents.as_slice() {
        [_] => in_pieces(reading, words),
        // Pieces of a file of many documents are the documents. Their words stand in quotes or between tags.
        _ => {
            let next = documents.iter().map(|document| document.provenance.line);
            let next = next.filter(|&next| next > line).min();
            let end = next.map_or(reading.text.len(), |next| places.line_start(next));
            let start = places.line_start(line);
            delimited(&reading.text, start..end, words.text()).or(Some(start..start))
        }
    };
    found.map(|found| Span::new(found.start, found.end))
}

/// The words where a piece of their kind holds them; of a title that is written otherwise, the whole piece.
fn in_pieces(reading: &Reading, words: &Words) -> Option<Range<usize>> {
    let mut pieces = reading.coverage.pieces().iter().filter(|piece| {
        matches!(
            (words, &piece.use_),
            (Words::Title(_), Use::Part(Part::Title))
                | (
                    Words::Field(_),
                    Use::Part(Part::Categories | Part::Field(_))
                )
                | (
                    Words::Address(_),
                    Use::Part(Part::Layer(_)) | Use::Furniture(Furniture::Markup)
                )
        )
    });
    let is_end = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
    let opens = |letter: Option<char>| letter.is_some_and(|letter| "([<\"'".contains(letter));
    let find = |is_begun: &dyn Fn(Option<char>) -> bool| {
        pieces.clone().find_map(|piece| {
            place_of(
                &reading.text,
                piece.span.range(),
                words.text(),
                |before, after| is_begun(before) && is_end(after.chars().next()),
            )
        })
    };
    // The address of a link may be a word that the text has as well.
    let delimited = matches!(words, Words::Address(_)).then(|| find(&opens));
    let exact = delimited.flatten().or_else(|| find(&is_end));
    exact.or_else(|| match words {
        Words::Title(_) => pieces.next().map(|piece| piece.span.range()),
        Words::Field(_) | Words::Address(_) => None,
    })
}

/// The words between quotes or tags, unless they name a field there.
fn delimited(text: &str, within: Range<usize>, words: &str) -> Option<Range<usize>> {
    place_of(text, within, words, |before, after| {
        let name = after.trim_start_matches(['"', '\'']).trim_start();
        before.is_some_and(|letter| "\"'>[".contains(letter))
            && after.starts_with(['"', '\'', '<', ']'])
            && !name.starts_with(':')
    })
}

/// The first place of the words whose neighbours are as wanted: the character before them, and the text behind.
fn place_of(
    text: &str,
    within: Range<usize>,
    words: &str,
    wanted: impl Fn(Option<char>, &str) -> bool,
) -> Option<Range<usize>> {
    let part = text.get(within.clone())?;
    let starts = part.match_indices(words).map(|(at, _)| within.start + at);
    let mut found = starts.map(|start| start..start + words.len());
    found.find(|place| {
        !words.is_empty() && wanted(text[..place.start].chars().next_back(), &text[place.end..])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::problem::Code;

    fn located(name: &str, text: &str, line: u32, words: Words) -> (u32, u32, String) {
        let about = field("");
        let mut found = Problem::of_words(Code::UnknownCategory, (name, line), about, "m", "h");
        let problems = vec![(&mut found, words)];
        in_file(name, text.as_bytes(), &Settings::default(), problems);
        (found.line, found.column, found.span.of(text).to_owned())
    }

    fn field(words: &str) -> Words {
        Words::Field(words.to_owned())
    }

    #[test]
    fn words_of_a_header_are_found_in_the_header() {
        let text =
            "---\ntitle: Peece in our time\ncategories:\n  - Peecemeal\n  - Peece\n---\nPeece.\n";
        assert_eq!(
            located("a.md", text, 1, field("Peece")),
            (5, 5, "Peece".to_owned())
        );
        assert_eq!(
            located("a.md", text, 1, Words::Title("Another spelling".to_owned())),
            (2, 1, "title: Peece in our time".to_owned())
        );
    }

    #[test]
    fn the_address_of_a_link_is_found_where_it_is_one() {
        let text = "The tide, as [[tide]] says, and {% post_url moon %} by the moon.\n";
        let address = |words: &str| Words::Address(words.to_owned());
        assert_eq!(
            located("a.md", text, 1, address("tide")),
            (1, 16, "tide".to_owned())
        );
        assert_eq!(
            located("a.md", text, 1, address("moon")),
            (1, 45, "moon".to_owned())
        );
    }

    #[test]
    fn words_of_a_record_are_found_in_the_record() {
        let text = "{\"title\":\"One\",\"text\":\"A first text.\",\"categories\":[\"War\"]}\n\
                    {\"title\":\"War\",\"War\":\"\",\"text\":\"It is war.\",\"categories\":[\"Peece\"]}\n";
        assert_eq!(
            located("a.jsonl", text, 2, field("Peece")),
            (2, 60, "Peece".to_owned())
        );
        let title = Words::Title("War".to_owned());
        assert_eq!(
            located("a.jsonl", text, 2, title),
            (2, 11, "War".to_owned())
        );
        assert_eq!(located("a.jsonl", text, 2, field("Grain")).0, 2);
    }

    #[test]
    fn words_of_the_settings_are_found_between_quotes() {
        let text = "title = \"nobody knows\"\n[[related]]\narticle = \"nobody\"\n";
        assert_eq!(
            located(FILE_NAME, text, 1, field("nobody")),
            (3, 12, "nobody".to_owned())
        );
    }
}
