//! What a paragraph of a report is, beside being one.
//!
//! Only marks that are near certain are given, and no paragraph is ever moved or dropped because of one: a wrong mark
//! costs a reader a slightly odd type size, a missing one nothing at all.

use crate::model::Role;

use super::lines::ends_sentence;

/// The role of each paragraph.
pub(super) fn mark(paragraphs: &[String]) -> Vec<Option<Role>> {
    let mut roles: Vec<Option<Role>> = paragraphs.iter().map(|text| by_itself(text)).collect();
    if let Some(first) = roles
        .iter()
        .position(|role| !matches!(role, Some(Role::Caption | Role::Credit)))
        && roles[first].is_none()
        && first < 2
    {
        let before_dateline = roles.get(first + 1) == Some(&Some(Role::Dateline))
            && !ends_sentence(&paragraphs[first]);
        let said_again = paragraphs[first + 1..]
            .iter()
            .take(5)
            .any(|later| shares_a_run(&paragraphs[first], later));
        if before_dateline || said_again {
            roles[first] = Some(Role::Standfirst);
        }
    }
    roles
}

fn by_itself(text: &str) -> Option<Role> {
    let words = text.split(' ').count();
    if is_dateline(text) {
        Some(Role::Dateline)
    } else if is_byline(text, words) {
        Some(Role::Byline)
    } else if let Some(before) = words_before_credit(text) {
        if before <= 1 {
            Some(Role::Credit)
        } else {
            Some(Role::Caption)
        }
    } else {
        None
    }
}

/// `CITY (AP) -- `, `CITY, Aug 17 (Agency) - `, `CITY. August 17. /TASS/. `
fn is_dateline(text: &str) -> bool {
    const LONGEST: usize = 80;
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    let place: String = head
        .chars()
        .take_while(|letter| letter.is_alphabetic())
        .collect();
    if place.chars().count() < 3 || place.chars().any(char::is_lowercase) {
        return false;
    }
    // Between slashes stands an agency, as in `/TASS/`.
    if let Some((before, rest)) = head.split_once(" /") {
        let agency = rest.split('/').next().unwrap_or("");
        return rest.len() > agency.len()
            && !agency.is_empty()
            && !agency.chars().any(char::is_lowercase)
            && before.split(' ').count() <= 6;
    }
    let cut = [" -- ", " — ", " – ", " - ", "— ", "-- "]
        .iter()
        .filter_map(|dash| head.find(dash).map(|at| (at, *dash)))
        .min();
    let Some((at, dash)) = cut else { return false };
    let before = &head[..at];
    let mut in_brackets = false;
    let mut named_agency = false;
    let mut has_date = false;
    for word in before.split(' ') {
        in_brackets |= word.starts_with('(');
        named_agency |= in_brackets;
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let month = super::date::month(bare).is_some();
        has_date |= month;
        // A state in lower case, as in `AUSTIN, Texas (AP)`, follows a comma.
        let plain = in_brackets
            || month
            || bare.chars().all(|letter| !letter.is_lowercase())
            || before.contains(", ")
            || matches!(bare, "and");
        if !plain {
            return false;
        }
        in_brackets &= !word.ends_with([')', ',']);
    }
    named_agency
        || has_date
        || (dash.contains("--") && place.chars().count() >= 5 && before.split(' ').count() <= 4)
}

fn is_byline(text: &str, words: usize) -> bool {
    let Some(names) = text
        .strip_prefix("By ")
        .or_else(|| text.strip_prefix("BY "))
        .or_else(|| text.strip_prefix("by "))
    else {
        return false;
    };
    let capital = |word: &str| {
        word.starts_with(|letter: char| letter.is_uppercase())
            || matches!(
                word,
                "and" | "of" | "in" | "for" | "de" | "van" | "von" | "the" | "|" | "&" | "-"
            )
    };
    (2..=12).contains(&words) && !ends_sentence(text) && names.split(' ').all(capital)
}

/// How many words stand before what tells whose picture it is; nothing when nothing tells.
fn words_before_credit(text: &str) -> Option<usize> {
    const LONGEST_CREDIT: usize = 80;
    const MARKS: [&str; 16] = [
        "©",
        "File Image",
        "File image",
        "File Photo",
        "File photo",
        "Photo:",
        "PHOTO:",
        "Photo by",
        "Image:",
        "Image credit",
        "Picture:",
        "Photograph:",
        "Credit:",
        "(AP Photo",
        "Getty Images",
        "[File:",
    ];
    let at = MARKS.iter().filter_map(|mark| text.rfind(mark)).max()?;
    // A credit ends a caption. Further from the end it is part of a sentence.
    if text.len() - at > LONGEST_CREDIT
        || (at > 0 && !text[..at].ends_with([' ', '(', '[', '|', '/']))
    {
        return None;
    }
    Some(
        text[..at]
            .split(' ')
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .count(),
    )
}

/// Whether ten words in a row of the one stand in the other.
fn shares_a_run(one: &str, other: &str) -> bool {
    const RUN: usize = 10;
    let fold = |text: &str| -> Vec<String> {
        text.split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(400)
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (fold(one), fold(other));
    let runs: std::collections::HashSet<&[String]> = other.windows(RUN).collect();
    one.windows(RUN).any(|run| runs.contains(run))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_certain_is_marked() {
        let check = |text: &str, expected: Option<Role>| {
            assert_eq!(mark(&[text.to_owned()]), [expected], "{text}")
        };
        check("GENEVA (AP) -- The talks went on.", Some(Role::Dateline));
        check(
            "GENEVA. August 25. /TASS/. The talks went on.",
            Some(Role::Dateline),
        );
        check(
            "GENEVA. August 25. -- The talks went on.",
            Some(Role::Dateline),
        );
        check(
            "AUSTIN, Texas (AP) — The talks went on.",
            Some(Role::Dateline),
        );
        check(
            "NEW YORK, Aug 25 (Agency) - The talks went on.",
            Some(Role::Dateline),
        );
        check("NATO - an alliance of many - met.", None);
        check("NATO said -- as it does -- that it met.", None);
        check("TALKS WENT ON", None);
        check("By Jane Example", Some(Role::Byline));
        check("BY JANE EXAMPLE", Some(Role::Byline));
        check("By and large the talks went well.", None);
        check(
            "The delegations on the steps of the palace. File Image/Agency",
            Some(Role::Caption),
        );
        check(
            "The delegations at table © Example Agency",
            Some(Role::Caption),
        );
        check("© Example Agency", Some(Role::Credit));
        check("Photo: Example Agency", Some(Role::Credit));
        check("What happened next:", None);
    }

    #[test]
    fn a_sentence_said_again_is_a_standfirst() {
        let first =
            "The two sides agreed to meet again before the end of the year in the same city"
                .to_owned();
        let again = format!(
            "In a note the hosts said that {} and asked for patience.",
            first.to_lowercase()
        );
        let roles = mark(&[first, "GENEVA (AP) -- The talks went on.".into(), again]);
        assert_eq!(roles, [Some(Role::Standfirst), Some(Role::Dateline), None]);
    }
}
