//! How many articles would each filter value leave?

use super::bitset::BitSet;
use super::column::{Columns, Row};
use super::order;
use super::query::LAYERS;
use super::request::{Facets, Filters, Mode};

/// The filters of a request against the columns of a corpus.
pub struct Passing {
    /// By category.
    pub categories: BitSet,
    /// By source.
    pub sources: BitSet,
    /// By date.
    pub days: BitSet,
}

/// Whether any filter is set.
pub fn any(filters: &Filters) -> bool {
    !filters.categories.is_empty()
        || !filters.sources.is_empty()
        || filters.from.is_some()
        || filters.to.is_some()
}

/// The articles that pass each filter on its own.
pub fn passing(filters: &Filters, columns: &Columns) -> Passing {
    let size = columns.rows.len() as u32;
    let collect = |keep: &dyn Fn(&Row) -> bool| {
        let mut set = BitSet::empty(size);
        (0..)
            .zip(&columns.rows)
            .filter(|(_, row)| keep(row))
            .for_each(|(i, _)| set.insert(i));
        set
    };
    let number = |table: &[String], name: &String| {
        table
            .iter()
            .position(|known| known == name)
            .map(|i| i as u16)
    };
    let wanted: Vec<Option<u16>> = filters
        .categories
        .iter()
        .map(|slug| number(&columns.categories, slug))
        .collect();
    let sources: Vec<Option<u16>> = filters
        .sources
        .iter()
        .map(|host| number(&columns.sources, host))
        .collect();
    let has =
        |row: &Row, category: &Option<u16>| category.is_some_and(|c| row.categories.contains(&c));
    Passing {
        categories: collect(&|row| {
            wanted.is_empty()
                || match filters.category_mode {
                    Mode::Any => wanted.iter().any(|c| has(row, c)),
                    Mode::All => wanted.iter().all(|c| has(row, c)),
                }
        }),
        sources: collect(&|row| {
            sources.is_empty() || row.source.is_some() && sources.contains(&row.source)
        }),
        days: collect(&|row| {
            let within = |day: i32| {
                filters.from.is_none_or(|f| f <= day) && filters.to.is_none_or(|t| day <= t)
            };
            filters.from.is_none() && filters.to.is_none() || row.day.is_some_and(within)
        }),
    }
}

/// Counts among the articles that match the query. A facet is counted under all filters but its own, so that its values
/// say what choosing them would give; categories that must all be had are counted under their own filter too.
pub fn count(matching: &BitSet, passing: &Passing, filters: &Filters, columns: &Columns) -> Facets {
    let under = |sets: &[&BitSet]| {
        let mut set = matching.clone();
        sets.iter().for_each(|other| set.and(other));
        set
    };
    let by_category = match filters.category_mode {
        Mode::Any => under(&[&passing.sources, &passing.days]),
        Mode::All => under(&[&passing.categories, &passing.sources, &passing.days]),
    };
    let mut categories = vec![0u32; columns.categories.len()];
    let mut count_categories = |row: &Row| {
        row.categories
            .iter()
            .for_each(|c| categories[usize::from(*c)] += 1);
    };
    let mut sources = vec![0u32; columns.sources.len()];
    let mut count_source = |row: &Row| {
        if let Some(source) = row.source {
            sources[usize::from(source)] += 1;
        }
    };
    let (first, last) = columns.months.unwrap_or((0, -1));
    let mut by_month = vec![0u32; (last - first + 1) as usize];
    let mut count_month = |row: &Row| {
        if row.day.is_some() {
            by_month[(row.month - first) as usize] += 1;
        }
    };
    let row = |document: u32| &columns.rows[document as usize];
    if any(filters) {
        by_category
            .iter()
            .for_each(|document| count_categories(row(document)));
        under(&[&passing.categories, &passing.days])
            .iter()
            .for_each(|document| count_source(row(document)));
        under(&[&passing.categories, &passing.sources])
            .iter()
            .for_each(|document| count_month(row(document)));
    } else {
        // All three are of the same articles.
        matching.iter().map(row).for_each(|row| {
            count_categories(row);
            count_source(row);
            count_month(row);
        });
    }
    let mut years: Vec<(i32, u32)> = Vec::new();
    let mut months = Vec::new();
    let newest_first = (first..=last).rev().zip(by_month.into_iter().rev());
    for (month, count) in newest_first.filter(|(_, count)| *count > 0) {
        let year = month.div_euclid(12);
        months.push(((year, month.rem_euclid(12) as u8 + 1), count));
        match years.last_mut().filter(|(last, _)| *last == year) {
            Some((_, known)) => *known += count,
            None => years.push((year, count)),
        }
    }
    let all = under(&[&passing.categories, &passing.sources, &passing.days]);
    let having = |bit: u8| all.iter().filter(|d| row(*d).has & bit != 0).count() as u32;
    let layers = LAYERS.map(|(layer, bit)| (layer, having(bit)));
    let total = all.count();
    let telling = layers.into_iter();
    let telling = telling.filter(|(_, count)| (1..total).contains(count));
    Facets {
        layers: telling.collect(),
        categories: ranked(&columns.categories, &categories),
        sources: ranked(&columns.sources, &sources),
        years,
        months,
    }
}

fn ranked(names: &[String], counts: &[u32]) -> Vec<(String, u32)> {
    let mut list: Vec<(String, u32)> = names
        .iter()
        .zip(counts)
        .filter(|(_, count)| **count > 0)
        .map(|(name, count)| (name.clone(), *count))
        .collect();
    order::all(&mut list, &|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    list
}
