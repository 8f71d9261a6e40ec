//! Where in an article does a word stand, and in which of its forms?
//!
//! For each article of the posting list, in the same order: in which fields the word stands, how often in each, and for each
//! occurrence the distance from the one before and, for a word of several forms, which it is. How strong the word is in the
//! article says much of fields and counts. All chances begin as most lists of the segment have them; each block of lists
//! begins with these.

use super::FieldKind;
use super::bytes::Corrupt;
use super::code::{Chance, Decoder, Encoder, Numbers, get_unary, put_unary};

/// One occurrence of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Number of the field.
    pub field: u8,
    /// Number of the token within the field.
    pub position: u32,
    /// Number of the form among the forms of the stem.
    pub form: u32,
}

const FIELDS: usize = FieldKind::ALL.len();

/// Impacts are told apart in so many classes.
const CLASSES: usize = 8;

/// The class of an impact. Most are near the low end.
fn class(level: u8) -> usize {
    usize::from(level.saturating_sub(1)).min(CLASSES - 1)
}

/// What a list is likely to be.
#[derive(Clone, Debug)]
pub struct Model {
    /// Choices, by what they are about: see [`fields`], [`more`] and [`FORMS`].
    chances: [Chance; CHANCES],
    /// The first place in a headline and in another field, and later distances.
    numbers: [Numbers; 3],
}

/// The chance that a word of this class stands in a field, by whether it does in one before.
fn fields(class: usize, field: usize, is_known: bool) -> usize {
    (class * FIELDS + field) * 2 + usize::from(is_known)
}

/// The chances that there is one occurrence more, after one, two, three and more, in a headline or elsewhere.
fn more(class: usize, is_text: usize) -> std::ops::Range<usize> {
    let first = CLASSES * FIELDS * 2 + (class * 2 + is_text) * 4;
    first..first + 4
}

/// The chances of forms.
const FORMS: std::ops::Range<usize> = CHANCES - 8..CHANCES;
const CHANCES: usize = CLASSES * (FIELDS * 2 + 8) + 8;

/// Which of [`Model::numbers`] later distances are.
const LATER: usize = 2;

impl Default for Model {
    fn default() -> Model {
        Model {
            chances: [Chance::EVEN; CHANCES],
            numbers: [Numbers::EVEN; 3],
        }
    }
}

impl Model {
    /// Bytes before the lists of a block.
    pub const BYTES: usize = CHANCES + 3 * Numbers::CHANCES;

    /// As lists begin that others were written before.
    pub fn priors(&self) -> Vec<u8> {
        let mut model = self.clone();
        model.each().map(|chance| chance.prior()).collect()
    }

    /// As lists of a block begin.
    pub fn of(priors: &[u8]) -> Model {
        let mut model = Model::default();
        for (chance, prior) in model.each().zip(priors) {
            *chance = Chance::of(*prior);
        }
        model
    }

    fn each(&mut self) -> impl Iterator<Item = &mut Chance> {
        let numbers = self.numbers.iter_mut().flat_map(Numbers::chances);
        self.chances.iter_mut().chain(numbers)
    }
}

/// The most occurrences in one field of an article that are written: a few bytes may be read as many likely ones.
const MOST: u32 = 1 << 16;

/// Writes the occurrences of a word of `forms` forms, each with its article, articles and places rising; `list` are the
/// articles and their impacts.
pub fn encode(
    places: &[(u32, Occurrence)],
    list: &[(u32, u8)],
    forms: u32,
    model: &mut Model,
) -> Vec<u8> {
    let mut out = Encoder::default();
    let articles = places.chunk_by(|a, b| a.0 == b.0);
    for (places, (_, level)) in articles.zip(list) {
        let class = class(*level);
        let mut groups = places.chunk_by(|a, b| a.1.field == b.1.field).peekable();
        let mut is_known = false;
        for field in 0..FIELDS {
            let is_here = |group: &&[(u32, Occurrence)]| usize::from(group[0].1.field) == field;
            let group = groups.next_if(is_here);
            // A word stands somewhere.
            if is_known || field + 1 < FIELDS {
                let chance = &mut model.chances[fields(class, field, is_known)];
                out.put(group.is_some(), chance);
            }
            let Some(group) = group else { continue };
            let group = &group[..group.len().min(MOST as usize)];
            is_known = true;
            let is_text = usize::from(field > 0);
            let chances = &mut model.chances[more(class, is_text)];
            put_unary(&mut out, chances, group.len() as u32 - 1);
            let mut next = 0;
            let mut kind = is_text;
            for (_, o) in group {
                model.numbers[kind].put(&mut out, o.position - next);
                kind = LATER;
                next = o.position + 1;
                if forms > 1 {
                    put_unary(&mut out, &mut model.chances[FORMS], o.form);
                }
            }
        }
    }
    out.finish()
}

/// Reads what [`encode`] wrote, article by article.
pub struct Places<'a> {
    from: Decoder<'a>,
    model: Model,
    forms: u32,
}

impl<'a> Places<'a> {
    /// A reader at the first article with a word of `forms` forms, in a block that begins with `priors`.
    pub fn new(bytes: &'a [u8], priors: &[u8], forms: u32) -> Places<'a> {
        Places {
            from: Decoder::new(bytes),
            model: Model::of(priors),
            forms,
        }
    }

    /// Reads the occurrences in the next article, where the word has this impact, into `out`, which is cleared first.
    ///
    /// # Errors
    /// When the bytes end early or contradict themselves.
    pub fn next(&mut self, level: u8, out: &mut Vec<Occurrence>) -> Result<(), Corrupt> {
        out.clear();
        let Places { from, model, forms } = self;
        let class = class(level);
        for field in 0..FIELDS {
            let is_known = !out.is_empty();
            let chance = &mut model.chances[fields(class, field, is_known)];
            let is_here = if is_known || field + 1 < FIELDS {
                from.get(chance)
            } else {
                true
            };
            if !is_here {
                continue;
            }
            let is_text = usize::from(field > 0);
            let count = get_unary(from, &mut model.chances[more(class, is_text)], MOST)?;
            let mut next = 0u32;
            let mut kind = is_text;
            for _ in 0..=count {
                let distance = model.numbers[kind].get(from);
                let position = next.checked_add(distance).ok_or(Corrupt::Range)?;
                kind = LATER;
                let form = match *forms {
                    0 | 1 => 0,
                    forms => get_unary(from, &mut model.chances[FORMS], forms)?,
                };
                out.push(Occurrence {
                    field: field as u8,
                    position,
                    form,
                });
                next = position.checked_add(1).ok_or(Corrupt::Range)?;
            }
        }
        from.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn places_come_back(lists in prop::collection::vec((1u8..17, prop::collection::btree_map((0u8..8, 0u32..900), 0u32..3, 1..9)), 1..20), priors in prop::collection::vec(any::<u8>(), Model::BYTES)) {
            let article = |(_, map): &(u8, std::collections::BTreeMap<(u8, u32), u32>)| {
                map.iter().map(|((field, position), form)| Occurrence { field: *field, position: *position, form: *form }).collect::<Vec<_>>()
            };
            let all: Vec<Vec<Occurrence>> = lists.iter().map(article).collect();
            let places: Vec<(u32, Occurrence)> = (0..).zip(&all).flat_map(|(i, list)| list.iter().map(move |o| (i, *o))).collect();
            let levels: Vec<(u32, u8)> = (0..).zip(&lists).map(|(i, (level, _))| (i, *level)).collect();
            let bytes = encode(&places, &levels, 3, &mut Model::of(&priors));
            let mut places = Places::new(&bytes, &priors, 3);
            let mut back = Vec::new();
            for (list, (_, level)) in all.iter().zip(levels) {
                places.next(level, &mut back).unwrap();
                prop_assert_eq!(&back, list);
            }
        }

        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..60), level in 0u8..20, forms in any::<u32>()) {
            let mut places = Places::new(&noise, &noise, forms);
            let mut out = Vec::new();
            while places.next(level, &mut out).is_ok() {}
        }
    }

    #[test]
    fn there_is_a_prior_for_each_chance() {
        assert_eq!(Model::default().each().count(), Model::BYTES);
        assert_eq!(Model::of(&[7; Model::BYTES]).priors(), [7; Model::BYTES]);
    }
}
