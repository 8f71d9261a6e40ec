//! Which ` - ` in a line is a bullet whose line break was lost, and which is an ordinary dash.
//!
//! A dash is a bullet for certain when a bold label or a `Label:` follows it, or when a colon, the end of a sentence or a
//! bold label stands before it. A dash between plain words is a bullet only where the whole run reads as a list of
//! phrases: several of them, each followed by a capital, none by a small letter, no sentence ended. Dashes inside
//! brackets, quotation marks, links, bold or code are never bullets. When in doubt it is a dash: a list drawn as a
//! sentence can still be read, a sentence cut in two cannot.

use super::super::contact::is_web_address;
use crate::model::Weekday;

/// One bullet of a line, or what stands before the first.
#[derive(Debug, Clone, Copy)]
pub(in crate::bundle::seed) struct Segment<'text> {
    /// The words with their marks.
    pub text: &'text str,
    /// Where they begin in the file.
    pub offset: usize,
    /// How they begin.
    pub shape: Shape,
    /// The bold words they begin with, without marks and final colon.
    pub label: &'text str,
    /// Whether they are a bold label and nothing else but a note in brackets.
    pub label_only: bool,
    /// Whether they end in a colon, so that what follows stands below them.
    pub opens: bool,
}

/// How a segment begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::bundle::seed) enum Shape {
    /// With bold words.
    Bold,
    /// With a capitalised label and a colon, such as `Office Address:`.
    Field,
    /// With anything else.
    Plain,
}

/// Looks at a piece of a line by itself.
pub(in crate::bundle::seed) fn plain(text: &str, offset: usize) -> Segment<'_> {
    let lead = text.len() - text.trim_start().len();
    let offset = offset + lead;
    let text = text.trim();
    let bold = leading_bold(text);
    let label = bold.map_or("", |end| {
        text[2..end - 2].trim().trim_end_matches(':').trim_end()
    });
    let rest = bold.map_or("", |end| text[end..].trim().trim_start_matches(':').trim());
    let note_only = rest.is_empty()
        || (rest.starts_with('(') && rest.ends_with(')') && rest.matches('(').count() == 1);
    let shape = match bold {
        Some(_) => Shape::Bold,
        None if field_label(text).is_some() => Shape::Field,
        None => Shape::Plain,
    };
    let opens = text.trim_end_matches(['*', '_']).ends_with(':');
    Segment {
        text,
        offset,
        shape,
        label,
        label_only: bold.is_some() && note_only,
        opens,
    }
}

/// Where the bold words at the beginning end, marks included.
fn leading_bold(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("**")?;
    let end = inner.find("**").filter(|&end| end > 0)?;
    Some(end + 4)
}

/// The length of a label of at most six words, each capitalised or small and unstressed, before a colon and a blank.
pub(in crate::bundle::seed) fn field_label(text: &str) -> Option<usize> {
    const LONGEST: usize = 48;
    let mut window = text.len().min(LONGEST);
    while !text.is_char_boundary(window) {
        window -= 1;
    }
    let end = text[..window].find(':')?;
    let label = &text[..end];
    let closed = text[end + 1..].is_empty() || text[end + 1..].starts_with(' ');
    let small = |word: &str| {
        matches!(
            word,
            "to" | "of"
                | "for"
                | "and"
                | "or"
                | "the"
                | "your"
                | "in"
                | "on"
                | "a"
                | "with"
                | "/"
                | "&"
                | "you"
                | "at"
        )
    };
    let words = label.split(' ').count();
    let named = label.starts_with(char::is_uppercase)
        && label.split(' ').all(|word| {
            small(word) || word.starts_with(char::is_uppercase) || matches!(word, "e-mail" | "fax")
        })
        && !label.contains(['.', '!', '?', ';', '"', '“'])
        && words <= 6;
    (closed && named).then_some(end)
}

/// Splits the words of a numbered item or a bullet; the first segment is its head.
pub(in crate::bundle::seed) fn split_item(text: &str, offset: usize) -> Vec<Segment<'_>> {
    split(text, offset, Context::Item)
}

/// Splits a paragraph; more than one segment only where a list plainly ran into it.
pub(in crate::bundle::seed) fn split_paragraph(text: &str, offset: usize) -> Vec<Segment<'_>> {
    let whole = vec![plain(text, offset)];
    let segments = split(text, offset, Context::Paragraph);
    let Some(head) = segments.first().filter(|_| segments.len() > 1) else {
        return whole;
    };
    let bold_follows = |index: usize| {
        segments
            .get(index)
            .is_some_and(|segment| segment.shape == Shape::Bold)
    };
    let label = head.label_only && (bold_follows(1) || segments.len() > 2);
    let labels = segments[1..]
        .iter()
        .filter(|segment| segment.shape == Shape::Bold)
        .count();
    if head.opens || label || labels >= 2 {
        segments
    } else {
        whole
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    Item,
    Paragraph,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Verdict {
    Bullet,
    Perhaps,
    Dash,
}

fn split(text: &str, offset: usize, context: Context) -> Vec<Segment<'_>> {
    const MARK: &str = " - ";
    let shield = Shield::new(text);
    let dashes: Vec<usize> = text
        .match_indices(MARK)
        .map(|(at, _)| at)
        .filter(|&at| !shield.covers(at))
        .collect();
    let mut verdicts = Vec::with_capacity(dashes.len());
    // Where the segment begins that the next dash may end.
    let mut from = 0;
    for (index, &at) in dashes.iter().enumerate() {
        let until = dashes.get(index + 1).copied().unwrap_or(text.len());
        let verdict = judge(&text[from..at], &text[at + MARK.len()..until]);
        if verdict == Verdict::Bullet {
            from = at + MARK.len();
        }
        verdicts.push(verdict);
    }
    settle(text, &dashes, &mut verdicts, context);
    let mut segments = Vec::new();
    let mut from = 0;
    for (&at, verdict) in dashes.iter().zip(verdicts) {
        if verdict == Verdict::Bullet {
            segments.push(plain(&text[from..at], offset + from));
            from = at + MARK.len();
        }
    }
    segments.push(plain(&text[from..], offset + from));
    segments
}

/// Decides about one dash from what stands on its two sides.
fn judge(left: &str, right: &str) -> Verdict {
    let left = left.trim_end();
    let right = right.trim_start();
    let Some(next) = right.chars().next() else {
        return Verdict::Bullet;
    };
    if is_span(left, right) {
        return Verdict::Dash;
    }
    let segment = plain(left, 0);
    let ended = super::super::lines::ends_sentence(left) && !ends_in_initials(left);
    let capital = next.is_uppercase()
        || matches!(next, '“' | '"' | '[' | '‘')
        || (next.is_ascii_digit() && !left.ends_with(|letter: char| letter.is_ascii_digit()));
    if let Some(end) = leading_bold(right) {
        let labelled = right[..end].trim_end_matches('*').ends_with(':')
            || right[end..].trim_start().starts_with([':', '(', '-'])
            || right[end..].trim().is_empty();
        let followed = field_label(right[end..].trim_start()).is_some();
        if labelled
            || followed
            || segment.opens
            || ended
            || segment.label_only
            || left.ends_with(')')
        {
            return Verdict::Bullet;
        }
        return Verdict::Perhaps;
    }
    if field_label(right).is_some() && !left.is_empty() {
        return Verdict::Bullet;
    }
    if segment.opens || left.ends_with(';') || left.is_empty() {
        return Verdict::Bullet;
    }
    if is_web_address(left) && is_web_address(right.split(' ').next().unwrap_or("")) {
        return Verdict::Bullet;
    }
    if (segment.label_only || segment.shape == Shape::Field) && capital {
        return Verdict::Bullet;
    }
    if ended && capital {
        return Verdict::Bullet;
    }
    if capital && !next.is_ascii_digit() && !is_weekday(right) {
        Verdict::Perhaps
    } else {
        Verdict::Dash
    }
}

/// Whether a text begins with a day of the week.
fn is_weekday(text: &str) -> bool {
    let word = text.split([' ', ',', '.', ')', ';']).next();
    Weekday::parse(word.unwrap_or(text)).is_some()
}

/// `9 a.m. - 5 p.m.`, `Monday - Friday`: from one to the other.
fn is_span(left: &str, right: &str) -> bool {
    let (last, next) = (
        left.rsplit(' ').next().unwrap_or(left),
        right.split(' ').next().unwrap_or(right),
    );
    let hour = |word: &str| {
        matches!(
            word.to_lowercase().as_str(),
            "a.m." | "p.m." | "am" | "pm" | "noon"
        )
    };
    (hour(last) && (next.starts_with(|letter: char| letter.is_ascii_digit()) || hour(next)))
        || (is_weekday(last) && is_weekday(next))
}

/// Settles the doubtful dashes, one run between two certain bullets at a time.
fn settle(text: &str, dashes: &[usize], verdicts: &mut [Verdict], context: Context) {
    let mut begin = 0;
    let mut opened = context == Context::Item;
    while begin < verdicts.len() {
        if verdicts[begin] == Verdict::Bullet {
            begin += 1;
            opened = true;
            continue;
        }
        let end = verdicts[begin..]
            .iter()
            .position(|verdict| *verdict == Verdict::Bullet)
            .map_or(verdicts.len(), |end| begin + end);
        let until = dashes.get(end).copied().unwrap_or(text.len());
        let doubtful = verdicts[begin..end]
            .iter()
            .filter(|verdict| **verdict == Verdict::Perhaps)
            .count();
        let pure = doubtful == end - begin;
        let sentence = super::super::lines::ends_sentence(text[..until].trim_end());
        // In an item the head is not a bullet, so a list of phrases needs a bullet before it.
        let inside = opened && (begin > 0 || context == Context::Paragraph);
        let list = inside && pure && (doubtful >= 2 || !sentence);
        verdicts[begin..end].fill(if list { Verdict::Bullet } else { Verdict::Dash });
        begin = end;
    }
}

/// Whether a text ends in initials or a short form, so that its full stop ends no sentence.
fn ends_in_initials(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or(text);
    let letters: Vec<&str> = word.split('.').collect();
    let initials = letters.len() > 2
        && letters[..letters.len() - 1]
            .iter()
            .all(|part| part.chars().count() == 1);
    initials
        || matches!(
            word,
            "Mr."
                | "Mrs."
                | "Ms."
                | "Dr."
                | "Sen."
                | "Rep."
                | "Gov."
                | "Gen."
                | "St."
                | "vs."
                | "Jr."
                | "Inc."
                | "No."
        )
}

/// Where further numbered items ran into one: the ends of the item before and the beginnings of the words after.
pub(in crate::bundle::seed) fn next_numbers(text: &str, number: u32) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    let mut from = 0;
    let mut number = number;
    while let Some(next) = number.checked_add(1) {
        let mark = format!(" {next}. **");
        let Some(at) = text[from..].find(&mark) else {
            break;
        };
        let start = from + at + mark.len() - 2;
        cuts.push((from + at, start));
        from = start;
        number = next;
    }
    cuts
}

/// The ranges of a text in which no dash is a bullet, in order.
struct Shield {
    ranges: Vec<(usize, usize)>,
}

impl Shield {
    /// A pair further apart than this is two accidents, not a pair.
    const LONGEST: usize = 400;

    fn new(text: &str) -> Self {
        let mut ranges = Vec::new();
        let mut brackets: Vec<(char, usize)> = Vec::new();
        let mut quote: Option<usize> = None;
        let mut bold: Option<usize> = None;
        let mut code: Option<usize> = None;
        let mut letters = text.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '(' | '[' | '“' | '«' => brackets.push((letter, at)),
                ')' | ']' | '”' | '»' => {
                    let open = match letter {
                        ')' => '(',
                        ']' => '[',
                        '”' => '“',
                        _ => '«',
                    };
                    // Looking back a few brackets is enough for text and keeps the whole linear.
                    let place = brackets
                        .iter()
                        .rev()
                        .take(8)
                        .position(|(sign, _)| *sign == open);
                    if let Some(place) = place {
                        let index = brackets.len() - 1 - place;
                        ranges.push((brackets[index].1, at));
                        brackets.truncate(index);
                    }
                }
                '"' => match quote.take() {
                    Some(start) => ranges.push((start, at)),
                    None => quote = Some(at),
                },
                '`' => match code.take() {
                    Some(start) => ranges.push((start, at)),
                    None => code = Some(at),
                },
                '*' if letters.peek().is_some_and(|(_, next)| *next == '*') => {
                    letters.next();
                    match bold.take() {
                        Some(start) => ranges.push((start, at)),
                        None => bold = Some(at),
                    }
                }
                _ => {}
            }
        }
        // A bullet with a bold label inside a pair shows that the pair is none.
        ranges.retain(|&(start, end)| {
            end - start <= Self::LONGEST && !text[start..end].contains(" - **")
        });
        ranges.sort_unstable();
        // Ranges inside others add nothing.
        let mut outer: Vec<(usize, usize)> = Vec::with_capacity(ranges.len());
        for range in ranges {
            if outer.last().is_none_or(|last| range.1 > last.1) {
                outer.push(range);
            }
        }
        Self { ranges: outer }
    }

    fn covers(&self, at: usize) -> bool {
        let next = self.ranges.partition_point(|&(start, _)| start < at);
        self.ranges[..next].last().is_some_and(|&(_, end)| at < end)
    }
}
