//! Which words are forms of one word?
//!
//! The English stemmer of the Snowball project ("Porter2", Martin Porter, 2002; `snowballstem.org/algorithms/english`), for
//! ASCII words in lower case. Anything else is its own stem.

/// The stem of a folded form.
pub fn stem(form: &str) -> String {
    if form.len() <= 2 || !form.bytes().all(|b| b.is_ascii_lowercase()) {
        return form.to_owned();
    }
    if let Some((_, stem)) = EXCEPTIONS.iter().find(|(word, _)| *word == form) {
        return (*stem).to_owned();
    }
    let mut word = Word::new(form);
    word.step_1a();
    if INVARIANT_AFTER_1A.contains(&word.as_str()) {
        return word.finish();
    }
    word.step_1b();
    word.step_1c();
    word.step_2();
    word.step_3();
    word.step_4();
    word.step_5();
    word.finish()
}

const EXCEPTIONS: &[(&str, &str)] = &[
    ("skis", "ski"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("idly", "idl"),
    ("gently", "gentl"),
    ("ugly", "ugli"),
    ("early", "earli"),
    ("only", "onli"),
    ("singly", "singl"),
    ("sky", "sky"),
    ("news", "news"),
    ("howe", "howe"),
    ("atlas", "atlas"),
    ("cosmos", "cosmos"),
    ("bias", "bias"),
    ("andes", "andes"),
];

const INVARIANT_AFTER_1A: &[&str] = &[
    "inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed",
];

/// A word on its way to its stem. `Y` stands for a y that is a consonant.
struct Word {
    bytes: Vec<u8>,
    r1: usize,
    r2: usize,
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

impl Word {
    fn new(form: &str) -> Word {
        let mut bytes = form.as_bytes().to_vec();
        for i in 0..bytes.len() {
            if bytes[i] == b'y' && (i == 0 || is_vowel(bytes[i - 1])) {
                bytes[i] = b'Y';
            }
        }
        let region = |from: usize| {
            (from + 1..bytes.len())
                .find(|i| !is_vowel(bytes[*i]) && is_vowel(bytes[*i - 1]))
                .map_or(bytes.len(), |i| i + 1)
        };
        let r1 = ["gener", "commun", "arsen"]
            .iter()
            .find(|p| form.starts_with(**p))
            .map_or_else(|| region(0), |p| p.len());
        let r2 = region(r1);
        Word { bytes, r1, r2 }
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }

    fn finish(self) -> String {
        self.bytes
            .iter()
            .map(|b| b.to_ascii_lowercase() as char)
            .collect()
    }

    fn ends(&self, suffix: &str) -> bool {
        self.bytes.ends_with(suffix.as_bytes())
    }

    fn in_r1(&self, suffix: &str) -> bool {
        self.bytes.len() - suffix.len() >= self.r1
    }

    fn in_r2(&self, suffix: &str) -> bool {
        self.bytes.len() - suffix.len() >= self.r2
    }

    fn replace(&mut self, suffix: &str, by: &str) {
        self.bytes.truncate(self.bytes.len() - suffix.len());
        self.bytes.extend_from_slice(by.as_bytes());
    }

    fn has_vowel_before(&self, end: usize) -> bool {
        self.bytes[..end].iter().any(|b| is_vowel(*b))
    }

    /// Whether the first `end` bytes end in a short syllable.
    fn short_syllable(&self, end: usize) -> bool {
        let b = &self.bytes[..end];
        match end {
            0 | 1 => false,
            2 => is_vowel(b[0]) && !is_vowel(b[1]),
            _ => {
                let (x, y, z) = (b[end - 3], b[end - 2], b[end - 1]);
                !is_vowel(x) && is_vowel(y) && !is_vowel(z) && !matches!(z, b'w' | b'x' | b'Y')
            }
        }
    }

    fn is_short(&self) -> bool {
        self.r1 >= self.bytes.len() && self.short_syllable(self.bytes.len())
    }

    fn step_1a(&mut self) {
        let n = self.bytes.len();
        if self.ends("sses") {
            self.replace("sses", "ss");
        } else if self.ends("ied") || self.ends("ies") {
            self.bytes.truncate(if n > 4 { n - 2 } else { n - 1 });
        } else if self.ends("us") || self.ends("ss") {
        } else if self.ends("s") && n >= 2 && self.has_vowel_before(n - 2) {
            self.bytes.pop();
        }
    }

    fn step_1b(&mut self) {
        for suffix in ["eedly", "eed"] {
            if self.ends(suffix) {
                if self.in_r1(suffix) {
                    self.replace(suffix, "ee");
                }
                return;
            }
        }
        let Some(suffix) = ["ingly", "edly", "ing", "ed"]
            .into_iter()
            .find(|s| self.ends(s))
        else {
            return;
        };
        if !self.has_vowel_before(self.bytes.len() - suffix.len()) {
            return;
        }
        self.replace(suffix, "");
        let doubled = ["bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"];
        if ["at", "bl", "iz"].iter().any(|s| self.ends(s)) {
            self.bytes.push(b'e');
        } else if doubled.iter().any(|s| self.ends(s)) {
            self.bytes.pop();
        } else if self.is_short() {
            self.bytes.push(b'e');
        }
    }

    fn step_1c(&mut self) {
        let n = self.bytes.len();
        if n > 2 && matches!(self.bytes[n - 1], b'y' | b'Y') && !is_vowel(self.bytes[n - 2]) {
            self.bytes[n - 1] = b'i';
        }
    }

    fn step_2(&mut self) {
        const RULES: &[(&str, &str)] = &[
            ("ization", "ize"),
            ("ational", "ate"),
            ("fulness", "ful"),
            ("ousness", "ous"),
            ("iveness", "ive"),
            ("tional", "tion"),
            ("biliti", "ble"),
            ("lessli", "less"),
            ("entli", "ent"),
            ("ation", "ate"),
            ("alism", "al"),
            ("aliti", "al"),
            ("ousli", "ous"),
            ("iviti", "ive"),
            ("fulli", "ful"),
            ("enci", "ence"),
            ("anci", "ance"),
            ("abli", "able"),
            ("izer", "ize"),
            ("ator", "ate"),
            ("alli", "al"),
            ("bli", "ble"),
        ];
        if let Some((suffix, by)) = RULES.iter().find(|(s, _)| self.ends(s)) {
            if self.in_r1(suffix) {
                self.replace(suffix, by);
            }
        } else if self.ends("ogi") {
            if self.in_r1("ogi") && self.ends("logi") {
                self.replace("ogi", "og");
            }
        } else if self.ends("li") && self.in_r1("li") {
            let before = self.bytes.len().checked_sub(3).map(|i| self.bytes[i]);
            if before.is_some_and(|b| b"cdeghkmnrt".contains(&b)) {
                self.replace("li", "");
            }
        }
    }

    fn step_3(&mut self) {
        const RULES: &[(&str, &str)] = &[
            ("ational", "ate"),
            ("tional", "tion"),
            ("alize", "al"),
            ("icate", "ic"),
            ("iciti", "ic"),
            ("ative", ""),
            ("ical", "ic"),
            ("ness", ""),
            ("ful", ""),
        ];
        let Some((suffix, by)) = RULES.iter().find(|(s, _)| self.ends(s)) else {
            return;
        };
        if if *suffix == "ative" {
            self.in_r2(suffix)
        } else {
            self.in_r1(suffix)
        } {
            self.replace(suffix, by);
        }
    }

    fn step_4(&mut self) {
        const SUFFIXES: &[&str] = &[
            "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti",
            "ous", "ive", "ize", "ion", "al", "er", "ic",
        ];
        let Some(suffix) = SUFFIXES.iter().find(|s| self.ends(s)) else {
            return;
        };
        if !self.in_r2(suffix) || (*suffix == "ion" && !self.ends("sion") && !self.ends("tion")) {
            return;
        }
        self.replace(suffix, "");
    }

    fn step_5(&mut self) {
        let n = self.bytes.len();
        if self.ends("e") {
            if self.in_r2("e") || (self.in_r1("e") && !self.short_syllable(n - 1)) {
                self.bytes.pop();
            }
        } else if self.ends("ll") && self.in_r2("l") {
            self.bytes.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_meet_in_their_stem() {
        for (word, expected) in [
            ("consigned", "consign"),
            ("consistency", "consist"),
            ("knightly", "knight"),
            ("generously", "generous"),
            ("communities", "communiti"),
            ("hopping", "hop"),
            ("hoping", "hope"),
            ("happily", "happili"),
            ("sanctions", "sanction"),
            ("relational", "relat"),
            ("dying", "die"),
            ("proceed", "proceed"),
            ("agreed", "agre"),
            ("bed", "bed"),
            ("luxuriated", "luxuri"),
            ("ties", "tie"),
            ("cries", "cri"),
            ("gas", "gas"),
            ("this", "this"),
            ("kiwis", "kiwi"),
            ("say", "say"),
            ("cry", "cri"),
            ("geology", "geolog"),
            ("rationally", "ration"),
            ("adjustment", "adjust"),
            ("controlled", "control"),
            ("москва", "москва"),
        ] {
            assert_eq!(super::stem(word), expected, "{word}");
        }
    }
}
