//! What happens to a report on its way from desk to desk.

use super::numbers::Numbers;

/// A report.
#[derive(Clone, Debug)]
pub struct Report {
    pub title: String,
    pub sentences: Vec<String>,
}

impl Report {
    /// The text, a few sentences a paragraph.
    pub fn text(&self) -> String {
        let paragraphs: Vec<String> = self
            .sentences
            .chunks(3)
            .map(|some| some.join(" "))
            .collect();
        paragraphs.join("\n\n")
    }
}

/// The first sentences only: at least two, about `share` of all.
pub fn shortened(report: &Report, share: f64) -> Report {
    let keep = ((report.sentences.len() as f64 * share) as usize).max(2);
    Report {
        title: report.title.clone(),
        sentences: report.sentences.iter().take(keep).cloned().collect(),
    }
}

/// Other words in the same sense, some sentences gone, the rest in another order after the first.
pub fn reworded(report: &Report, numbers: &mut Numbers) -> Report {
    let mut sentences: Vec<String> = report.sentences.iter().map(|s| synonyms(s)).collect();
    if sentences.len() > 4 {
        let gone = 1 + numbers.below(sentences.len() - 2);
        sentences.remove(gone);
    }
    if sentences.len() > 2 {
        let at = 1 + numbers.below(sentences.len() - 2);
        let moved = sentences.remove(at);
        sentences.push(moved);
    }
    Report {
        title: synonyms(&report.title),
        sentences,
    }
}

/// Two reports of one event run together: what the second has is added.
pub fn merged(report: &Report, other: &Report) -> Report {
    let mut sentences = report.sentences.clone();
    sentences.extend(
        other
            .sentences
            .iter()
            .filter(|s| !report.sentences.contains(s))
            .cloned(),
    );
    Report {
        title: other.title.clone(),
        sentences,
    }
}

/// Names as another newsroom spells them: `pairs` where known.
pub fn respelled(report: &Report, pairs: &[(String, String)]) -> Report {
    let other = |text: &str| {
        pairs.iter().fold(text.to_owned(), |text, (from, to)| {
            text.replace(from.as_str(), to)
        })
    };
    Report {
        title: other(&report.title),
        sentences: report.sentences.iter().map(|s| other(s)).collect(),
    }
}

fn synonyms(text: &str) -> String {
    SYNONYMS
        .iter()
        .fold(format!(" {text} "), |text, (from, to)| {
            text.replace(&format!(" {from} "), &format!(" {to} "))
        })
        .trim()
        .to_owned()
}

const SYNONYMS: &[(&str, &str)] = &[
    ("said", "stated"),
    ("people", "persons"),
    ("company", "firm"),
    ("shares", "stock"),
    ("rose", "climbed"),
    ("fell", "dropped"),
    ("told", "informed"),
    ("government", "administration"),
    ("will", "is to"),
    ("because", "since"),
    ("also", "in addition"),
    ("about", "roughly"),
    ("expected", "due"),
    ("new", "fresh"),
    ("last", "past"),
    ("increase", "rise"),
    ("agreement", "accord"),
    ("talks", "negotiations"),
    ("profit", "earnings"),
    ("bought", "acquired"),
    ("buy", "acquire"),
    ("sold", "disposed of"),
    ("large", "big"),
    ("official", "functionary"),
    ("officials", "functionaries"),
    ("meeting", "gathering"),
    ("plan", "scheme"),
    ("after", "following"),
    ("before", "ahead of"),
    ("more than", "over"),
    ("under", "beneath"),
    ("against", "opposed to"),
    ("is", "remains"),
    ("was", "had been"),
    ("were", "had been"),
    ("has", "now has"),
    ("have", "now have"),
    ("its", "the"),
    ("their", "these"),
    ("would", "might"),
    ("could", "might"),
    ("year", "twelvemonth"),
    ("month", "four weeks"),
    ("market", "marketplace"),
    ("price", "rate"),
    ("prices", "rates"),
    ("however", "yet"),
    ("while", "whereas"),
    ("many", "numerous"),
];
