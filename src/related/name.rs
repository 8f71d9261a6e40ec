//! Which spellings are of one name?
//!
//! A name that came through another script is spelled as each newsroom hears it: Kyiv and Kiev, Zelensky and Zelenskyy,
//! Mohammed and Muhammad. What survives is the skeleton of its consonants, so a name is filed under that (the idea of
//! Russell's Soundex, 1918, with more of the letters kept apart); what no rule can know, such as Peking and Beijing, the
//! site's own groups of words tell.

use std::collections::HashMap;

use crate::text::{fold, tokens};

/// Groups of words that mean the same, by folded form.
#[derive(Clone, Debug, Default)]
pub struct Aliases(HashMap<String, String>);

impl Aliases {
    /// From groups of words; a group stands under its first one. Groups of phrases are left to search.
    pub fn new(groups: &[Vec<String>]) -> Aliases {
        let single = |word: &String| {
            let mut parts = tokens(word);
            let form = parts.next().map(|token| fold::fold(token.text));
            form.filter(|_| parts.next().is_none())
        };
        let mut map = HashMap::new();
        for group in groups {
            let mut forms = group.iter().filter_map(single);
            if let Some(first) = forms.next() {
                forms.for_each(|form| {
                    map.entry(form).or_insert_with(|| first.clone());
                });
            }
        }
        Aliases(map)
    }

    /// A text that is the same only for the same groups.
    pub(super) fn print(&self) -> String {
        let mut pairs: Vec<_> = self.0.iter().collect();
        pairs.sort_unstable();
        format!("{pairs:?}")
    }

    /// The key of a folded name: equal for spellings of one name.
    pub fn key(&self, form: &str) -> String {
        skeleton(self.0.get(form).map_or(form, String::as_str))
    }
}

/// The skeleton of a folded name. Names of fewer than three consonants keep where their vowels stood, or too many would meet.
fn skeleton(form: &str) -> String {
    let latin: String = form.chars().map(latin).collect();
    if !latin.bytes().all(|b| b.is_ascii_lowercase()) {
        return latin;
    }
    let mut spelled = latin;
    for (from, to) in DIGRAPHS {
        if spelled.contains(from) {
            spelled = spelled.replace(from, to);
        }
    }
    let mut with_vowels = String::with_capacity(spelled.len());
    for (at, c) in spelled.chars().enumerate() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'j' if at > 0 => 'a',
            'e' | 'i' | 'y' | 'j' => 'i',
            'o' | 'u' => 'u',
            'c' | 'q' => 'k',
            'w' => 'v',
            other => other,
        };
        if !with_vowels.ends_with(c) {
            with_vowels.push(c);
        }
    }
    let bare: String = with_vowels
        .char_indices()
        .filter(|(at, c)| *at == 0 || *c != 'a')
        .map(|(_, c)| c)
        .collect();
    if bare.len() >= 3 { bare } else { with_vowels }
}

/// Sounds that are written with several letters, the longest first.
const DIGRAPHS: &[(&str, &str)] = &[
    ("shch", "s"),
    ("tsch", "c"),
    ("sch", "s"),
    ("tch", "k"),
    ("ch", "k"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("sh", "s"),
    ("zh", "z"),
    ("th", "t"),
    ("dh", "d"),
    ("ck", "k"),
    ("ts", "z"),
    ("tz", "z"),
    ("dj", "j"),
    ("x", "ks"),
];

/// A letter of the Cyrillic alphabets as Latin newsrooms write it, roughly; vowels and what the skeleton drops become `a`.
fn latin(c: char) -> char {
    match c {
        'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'і' | 'ї' | 'є' | 'ь' | 'ъ' => {
            'a'
        }
        'б' => 'b',
        'в' => 'v',
        'г' | 'ґ' => 'g',
        'д' => 'd',
        'ж' | 'з' | 'ц' => 'z',
        'й' => 'y',
        'к' | 'ч' => 'k',
        'л' => 'l',
        'м' => 'm',
        'н' => 'n',
        'п' => 'p',
        'р' => 'r',
        'с' | 'ш' | 'щ' => 's',
        'т' => 't',
        'ф' => 'f',
        'х' => 'h',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet_and_names_of_two_do_not() {
        let aliases = Aliases::new(&[vec!["Beijing".into(), "Peking".into()]]);
        let key = |name: &str| aliases.key(&fold::fold(name));
        for (a, b) in [
            ("Zelensky", "Zelenskyy"),
            ("Zelenskiy", "Зеленський"),
            ("Kyiv", "Kiev"),
            ("Kharkiv", "Kharkov"),
            ("Mohammed", "Muhammad"),
            ("Gorbachev", "Gorbachyov"),
            ("Odesa", "Odessa"),
            ("Moscow", "Moskva"),
            ("Peking", "Beijing"),
            ("Reykjavik", "Reykjavík"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        for (a, b) in [
            ("Iran", "Iraq"),
            ("Paris", "Berlin"),
            ("Austria", "Australia"),
            ("Ohio", "Iowa"),
            ("Dover", "Devon"),
        ] {
            assert_ne!(key(a), key(b), "{a} {b}");
        }
    }
}
