//! Which tables are tables, and what stands in which column.

use super::tree::Tree;

/// The most columns a cell may take; a page that asks for more shows no more.
const WIDEST: usize = 24;

/// A row: its cells, each in the column where it stands, and nothing where another reaches over.
pub(super) type Row = Vec<Option<usize>>;

/// The rows of a table of words; nothing for one that lays out a page, whose cells hold what a page holds.
pub(super) fn rows(tree: &Tree<'_>, node: usize, dropped: &[bool]) -> Option<Vec<Row>> {
    let inside = |names: &[&str]| {
        let nodes = node + 1..tree.nodes()[node].end;
        let ones = nodes.filter(|&index| names.contains(&tree.name(index)) && !dropped[index]);
        ones.collect::<Vec<_>>()
    };
    let is_cell = |cell: &usize| matches!(tree.name(*cell), "td" | "th");
    let rows = inside(&["tr"]);
    let cells: Vec<Vec<usize>> = rows
        .iter()
        .map(|row| tree.children(*row).filter(is_cell).collect())
        .collect();
    // Words that stand in no cell would be lost.
    let lengths = tree.lengths();
    let captions: Vec<usize> = captions(tree, node).collect();
    let counted = cells.iter().flatten().chain(&captions);
    if rows.is_empty() || counted.map(|&cell| lengths[cell]).sum::<usize>() < lengths[node] {
        return None;
    }
    let cells: Vec<Vec<usize>> = cells
        .into_iter()
        .map(|row| row.into_iter().filter(|cell| !dropped[*cell]).collect())
        .collect();
    let blocks = inside(&["p", "div", "ul", "ol", "pre", "blockquote", "img"]).len();
    let count: usize = cells.iter().map(Vec::len).sum();
    let is_column = rows.len() == 1 || cells.iter().all(|row| row.len() < 2);
    let lays_out = tree
        .attribute(node, "role")
        .is_some_and(|role| role == "presentation")
        || !inside(&["table", "h1", "h2", "h3"]).is_empty()
        || is_column && blocks > 0
        || count < 2
        || blocks > 2 * count;
    (!lays_out).then(|| placed(tree, &cells))
}

/// What a table is called.
pub(super) fn captions<'tree>(
    tree: &'tree Tree<'_>,
    node: usize,
) -> impl Iterator<Item = usize> + 'tree {
    let is_caption = |child: &usize| tree.name(*child) == "caption";
    tree.children(node).filter(is_caption)
}

/// Puts the cells into their columns.
fn placed(tree: &Tree<'_>, cells: &[Vec<usize>]) -> Vec<Row> {
    let span = |cell: usize, name: &str| {
        let value = tree.attribute(cell, name);
        let value = value.and_then(|value| value.trim().parse::<usize>().ok());
        value.unwrap_or(1).clamp(1, WIDEST)
    };
    // Of each column, how many rows the cell above still reaches down.
    let mut taken: Vec<usize> = Vec::new();
    let mut rows = Vec::with_capacity(cells.len());
    for cells in cells {
        let mut row = Row::new();
        for &cell in cells {
            while taken.get(row.len()).is_some_and(|rows| *rows > 0) {
                row.push(None);
            }
            let (width, height) = (span(cell, "colspan"), span(cell, "rowspan"));
            let start = row.len();
            row.push(Some(cell));
            let end = (start + width).min(WIDEST.max(start + 1));
            row.resize(end, None);
            if height > 1 && end <= WIDEST {
                taken.resize(taken.len().max(end), 0);
                taken[start..end].fill(height);
            }
        }
        let filled = row.iter().rposition(Option::is_some);
        row.truncate(filled.map_or(0, |last| last + 1));
        rows.push(row);
        taken
            .iter_mut()
            .for_each(|rows| *rows = rows.saturating_sub(1));
    }
    rows
}
