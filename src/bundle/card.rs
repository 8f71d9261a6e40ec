//! The picture that a link to a page brings along where links are shared: 1200 × 630 pixels, drawn by resvg.
//!
//! A card holds the title, the source and the day of an article, or the name of the site, beside the dove. The font
//! travels with the program, so the same words give the same picture on every machine. A card's name is made of what is
//! drawn, and a card that stands in the folder that is replaced is not drawn again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use quick_xml::Writer;
use quick_xml::events::BytesText;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use ttf_parser::Face;

use crate::view::part::icon::{DOVE_BODY, DOVE_TWIG, DOVE_WING};
use crate::view::part::stamp;
use crate::wire::{Article, Site};

use super::feed::Xml;
use super::output::hash;

/// Size in pixels: what sites that show cards ask for.
pub const WIDTH: u32 = 1200;
/// See [`WIDTH`].
pub const HEIGHT: u32 = 630;

/// Raised when the same drawing would give other pixels.
const VERSION: &str = "1";

/// Room for the title, in pixels, and the sizes it is tried in.
const TITLE_WIDTH: f32 = 1040.0;
const TITLE_SIZES: [f32; 4] = [76.0, 66.0, 58.0, 50.0];
const TITLE_LINES: usize = 4;

/// Colours of the page by day (`style/tokens.css`).
const GROUND: &str = "#f8f6f1";
const INK: &str = "#1b1f24";
const SOFT: &str = "#545c65";
const TWIG: &str = "#46591a";

/// Draws cards.
pub struct Cards {
    /// The folder that is about to be replaced.
    previous: PathBuf,
    options: Options<'static>,
    bold: Face<'static>,
    regular: Face<'static>,
}

impl std::fmt::Debug for Cards {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Cards")
            .field("previous", &self.previous)
            .finish_non_exhaustive()
    }
}

/// A card: its path below the root, and a PNG.
#[derive(Debug)]
pub struct Card {
    /// `cards/NAME-HASH.png`.
    pub path: String,
    /// The picture.
    pub bytes: Vec<u8>,
}

impl Cards {
    /// `previous` may hold the last build.
    pub fn reusing(previous: &Path) -> Cards {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(notosans::BOLD_TTF.to_vec());
        fonts.load_font_data(notosans::REGULAR_TTF.to_vec());
        let face = |bytes| Face::parse(bytes, 0).expect("the font that travels along");
        Cards {
            previous: previous.to_owned(),
            options: Options {
                font_family: "Noto Sans".into(),
                fontdb: Arc::new(fonts),
                ..Options::default()
            },
            bold: face(notosans::BOLD_TTF),
            regular: face(notosans::REGULAR_TTF),
        }
    }

    /// The card of an article.
    pub fn article(&self, article: &Article, site: &Site) -> Card {
        let mut facts: Vec<String> = article.source.iter().map(|s| s.name.clone()).collect();
        facts.extend(article.published.as_ref().map(stamp::short_words));
        self.card(
            &article.slug,
            &article.title,
            &facts.join(" · "),
            &site.title,
        )
    }

    /// The card of every other page.
    pub fn site(&self, site: &Site) -> Card {
        self.card("site", &site.title, &site.motto, "")
    }

    fn card(&self, name: &str, title: &str, line: &str, site: &str) -> Card {
        // What the font can't write is left out; a title in another script is left out as a whole.
        let writes = |text: &str, face: &Face| {
            text.chars()
                .all(|c| c.is_whitespace() || face.glyph_index(c).is_some())
        };
        let (title, site) = match (writes(title, &self.bold), writes(site, &self.bold)) {
            (true, true) => (title, site),
            (true, false) => (title, ""),
            (false, true) => (site, ""),
            (false, false) => ("", ""),
        };
        let line = if writes(line, &self.regular) {
            line
        } else {
            ""
        };
        let svg = self.drawing(title, line, site);
        let drawn = hash(format!("{VERSION}{svg}").as_bytes());
        let path = format!("cards/{name}-{}.png", &drawn[..16]);
        let kept = fs::read(self.previous.join(&path)).ok();
        let bytes = kept.unwrap_or_else(|| self.picture(&svg));
        Card { path, bytes }
    }

    fn picture(&self, svg: &str) -> Vec<u8> {
        let tree = Tree::from_str(svg, &self.options).expect("a drawing of ours");
        let mut pixmap = Pixmap::new(WIDTH, HEIGHT).expect("a size that is not zero");
        resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
        pixmap
            .encode_png()
            .expect("writing to memory does not fail")
    }

    fn drawing(&self, title: &str, line: &str, site: &str) -> String {
        let (size, lines) = self.wrapped(title);
        let mut writer = Writer::new(Vec::new());
        let written = draw(&mut writer, size, &lines, line, site);
        written.expect("writing to memory does not fail");
        String::from_utf8(writer.into_inner()).expect("text in, text out")
    }

    /// The title in the largest size in which it fits, and its lines; what does not fit in the smallest is cut.
    fn wrapped(&self, title: &str) -> (f32, Vec<String>) {
        let mut out = (TITLE_SIZES[0], Vec::new());
        for size in TITLE_SIZES {
            out = (size, self.lines(title, size));
            if out.1.len() <= TITLE_LINES {
                return out;
            }
        }
        out.1.truncate(TITLE_LINES);
        if let Some(last) = out.1.last_mut() {
            while !last.is_empty() && self.width(last, out.0) + out.0 > TITLE_WIDTH {
                last.pop();
            }
            last.truncate(last.trim_end().len());
            last.push('…');
        }
        out
    }

    fn lines(&self, text: &str, size: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let together = lines.last().map(|line| format!("{line} {word}"));
            match together.filter(|line| self.width(line, size) <= TITLE_WIDTH) {
                Some(line) => {
                    lines.pop();
                    lines.push(line);
                }
                None => lines.push(String::new()),
            }
            if lines.last().is_some_and(String::is_empty) {
                // A word that is wider than a line is broken where it has to be.
                for c in word.chars() {
                    let full = lines
                        .last()
                        .is_some_and(|line| self.width(&format!("{line}{c}"), size) > TITLE_WIDTH);
                    if full {
                        lines.push(String::new());
                    }
                    lines.extend(lines.is_empty().then(String::new));
                    if let Some(line) = lines.last_mut() {
                        line.push(c);
                    }
                }
            }
        }
        lines
    }

    /// Width of a text in pixels, kerning aside.
    fn width(&self, text: &str, size: f32) -> f32 {
        let units: u32 = text
            .chars()
            .filter_map(|c| self.bold.glyph_hor_advance(self.bold.glyph_index(c)?))
            .map(u32::from)
            .sum();
        units as f32 * size / f32::from(self.bold.units_per_em())
    }
}

fn draw(
    writer: &mut Xml,
    size: f32,
    lines: &[String],
    line: &str,
    site: &str,
) -> std::io::Result<()> {
    let view_box = format!("0 0 {WIDTH} {HEIGHT}");
    let root = writer.create_element("svg").with_attributes([
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("viewBox", view_box.as_str()),
    ]);
    root.write_inner_content(|writer| {
        rectangle(writer, [0, 0, WIDTH, HEIGHT], GROUND)?;
        rectangle(writer, [0, HEIGHT - 14, WIDTH, 14], TWIG)?;
        let dove = writer
            .create_element("g")
            .with_attribute(("transform", "translate(86 50) scale(1.7)"));
        dove.write_inner_content(|writer| {
            for (data, fill) in [(DOVE_BODY, INK), (DOVE_WING, INK), (DOVE_TWIG, TWIG)] {
                writer
                    .create_element("path")
                    .with_attributes([("d", data), ("fill", fill), ("fill-rule", "evenodd")])
                    .write_empty()?;
            }
            Ok(())
        })?;
        text(writer, 214.0, 112.0, 34.0, SOFT, "bold", site)?;
        let step = size * 1.2;
        // The block of lines stands in the middle between the dove and the last line.
        let first = 345.0 - step * (lines.len() as f32 - 1.0) / 2.0 + size * 0.35;
        for (at, words) in lines.iter().enumerate() {
            text(
                writer,
                80.0,
                first + step * at as f32,
                size,
                INK,
                "bold",
                words,
            )?;
        }
        text(writer, 80.0, 564.0, 34.0, SOFT, "normal", line)
    })?;
    Ok(())
}

fn rectangle(writer: &mut Xml, [x, y, width, height]: [u32; 4], fill: &str) -> std::io::Result<()> {
    let data = format!("M{x} {y}h{width}v{height}H{x}z");
    writer
        .create_element("path")
        .with_attributes([("d", data.as_str()), ("fill", fill)])
        .write_empty()?;
    Ok(())
}

fn text(
    writer: &mut Xml,
    x: f32,
    y: f32,
    size: f32,
    fill: &str,
    weight: &str,
    words: &str,
) -> std::io::Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    let [x, y, size] = [x, y, size].map(|n| n.to_string());
    writer
        .create_element("text")
        .with_attributes([
            ("x", x.as_str()),
            ("y", y.as_str()),
            ("font-size", size.as_str()),
            ("font-weight", weight),
            ("fill", fill),
        ])
        .write_text_content(BytesText::new(&super::feed::clean(words)))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_wrapped_where_it_is_wider_than_the_card_and_cut_where_it_is_longer() {
        let cards = Cards::reusing(Path::new("no such folder"));
        let (size, lines) = cards.wrapped("Short");
        assert_eq!((size, lines), (TITLE_SIZES[0], vec!["Short".to_owned()]));
        for title in [
            "A title of a dozen words that says what happened and to whom".to_owned(),
            "word ".repeat(200),
            "W".repeat(300),
        ] {
            let (size, lines) = cards.wrapped(&title);
            assert!(lines.len() > 1 && lines.len() <= TITLE_LINES, "{lines:?}");
            for line in &lines {
                assert!(
                    !line.is_empty() && cards.width(line, size) <= TITLE_WIDTH,
                    "{line}"
                );
            }
            let shown: String = lines.join(" ");
            assert_eq!(shown.ends_with('…'), title.len() > 100, "{shown}");
        }
    }

    #[test]
    fn hostile_words_are_words_and_other_scripts_are_left_out() {
        let cards = Cards::reusing(Path::new("no such folder"));
        let svg = cards.drawing("</text><script>&\u{1}", "a", "b");
        assert!(svg.contains("&lt;/text&gt;&lt;script&gt;&amp;<"), "{svg}");
        let plain = cards.card("x", "Ordinary", "", "Site").bytes;
        let other = cards.card("x", "\u{6f22}\u{5b57}", "", "Site").bytes;
        let only_site = cards.card("x", "Site", "", "").bytes;
        assert_eq!(other, only_site);
        assert_ne!(plain, other);
    }
}
