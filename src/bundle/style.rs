//! The style sheet, put together from `style/` in the order of its cascade layers.
//!
//! It is compiled in and written into every page: a page is styled before anything else has been asked for.

/// Files in the order in which they are joined. The first names the layers.
const FILES: &[(&str, &str)] = &[
    ("layers.css", include_str!("../../style/layers.css")),
    ("tokens.css", include_str!("../../style/tokens.css")),
    ("reset.css", include_str!("../../style/reset.css")),
    ("base.css", include_str!("../../style/base.css")),
    ("prose.css", include_str!("../../style/prose.css")),
    ("layout.css", include_str!("../../style/layout.css")),
    (
        "part/around.css",
        include_str!("../../style/part/around.css"),
    ),
    (
        "part/article.css",
        include_str!("../../style/part/article.css"),
    ),
    (
        "part/catalogue.css",
        include_str!("../../style/part/catalogue.css"),
    ),
    (
        "part/control.css",
        include_str!("../../style/part/control.css"),
    ),
    (
        "part/crumbs.css",
        include_str!("../../style/part/crumbs.css"),
    ),
    ("part/entry.css", include_str!("../../style/part/entry.css")),
    (
        "part/filters.css",
        include_str!("../../style/part/filters.css"),
    ),
    ("part/page.css", include_str!("../../style/part/page.css")),
    ("part/pager.css", include_str!("../../style/part/pager.css")),
    (
        "part/search.css",
        include_str!("../../style/part/search.css"),
    ),
    ("part/shell.css", include_str!("../../style/part/shell.css")),
    ("part/story.css", include_str!("../../style/part/story.css")),
    ("part/todo.css", include_str!("../../style/part/todo.css")),
    ("utility.css", include_str!("../../style/utility.css")),
    ("print.css", include_str!("../../style/print.css")),
];

/// The whole sheet, without comments, indentation and blank lines.
pub fn sheet() -> String {
    let mut out = String::new();
    for (_, text) in FILES {
        for line in without_comments(text)
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
        {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Cuts `/* … */`. No string of ours holds those signs.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_joined() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
        let mut found = Vec::new();
        for folder in ["", "part"] {
            for entry in std::fs::read_dir(root.join(folder)).expect("the folder") {
                let path = entry.expect("an entry").path();
                if path.is_file() {
                    found.push(
                        path.strip_prefix(&root)
                            .expect("below")
                            .to_string_lossy()
                            .replace('\\', "/"),
                    );
                }
            }
        }
        found.sort();
        let mut joined: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        joined.sort_unstable();
        assert_eq!(found, joined);
    }

    #[test]
    fn the_sheet_names_its_layers_first_and_keeps_no_comment() {
        let sheet = sheet();
        assert!(sheet.starts_with("@layer "));
        assert!(!sheet.contains("/*") && !sheet.contains("</"));
    }
}
