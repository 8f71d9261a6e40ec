//! Which of the nearest articles are offered, so that no two say the same?

use std::collections::BTreeSet;

use super::{Analysis, Candidate, Story, parallel};

/// Cosine from which two suggestions repeat each other.
const REPEATS: f32 = 0.8;
/// Cosine from which a suggestion repeats the article itself.
const SAME: f32 = 0.98;

/// For each article its candidates without those of its own story, all but the best of every other story, and whatever
/// repeats a better one. `blocked` says which an editor does not want beside an article.
pub fn spread(
    analysis: &Analysis<'_>,
    stories: &[Story],
    candidates: &[Vec<Candidate>],
    blocked: impl Fn(u32, u32) -> bool + Sync + Send,
    limit: usize,
) -> Vec<Vec<Candidate>> {
    let mut story_of: Vec<Option<usize>> = vec![None; analysis.entries.len()];
    for (number, story) in stories.iter().enumerate() {
        for article in &story.articles {
            story_of[*article as usize] = Some(number);
        }
    }
    let one = |(): &mut (), article: usize| {
        let mut told: BTreeSet<usize> = story_of[article].into_iter().collect();
        let mut kept: Vec<Candidate> = Vec::new();
        for candidate in &candidates[article] {
            if kept.len() == limit {
                break;
            }
            let other = candidate.article as usize;
            let repeats = || {
                let near = |one: &Candidate| nearer(analysis, one.article as usize, other, REPEATS);
                kept.iter().any(near) || nearer(analysis, article, other, SAME)
            };
            if blocked(article as u32, candidate.article)
                || story_of[other].is_some_and(|story| told.contains(&story))
                || repeats()
            {
                continue;
            }
            told.extend(story_of[other]);
            kept.push(*candidate);
        }
        kept
    };
    parallel::map(candidates.len(), || (), one)
}

/// Whether the cosine of two articles is above `floor`: then the one is among the nearest of the other, unless these are all
/// above it.
fn nearer(analysis: &Analysis<'_>, a: usize, b: usize, floor: f32) -> bool {
    let near = &analysis.near[a];
    if near.last().is_some_and(|(cosine, _)| *cosine > floor) {
        return analysis.vectors.cosine(a, b) > floor;
    }
    let mut above = near.iter().take_while(|(cosine, _)| *cosine > floor);
    above.any(|(_, other)| *other as usize == b)
}
