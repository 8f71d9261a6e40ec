//! From documents to drafts: the wire's types, the text that search reads, and what a list says of an article.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use rayon::prelude::*;

use crate::model::{self, Document, Kind as ModelKind, LayerKind as ModelLayer};
use crate::route::Route;
use crate::wire::settings::Settings;
use crate::wire::{
    Article, Block, Contact, Credit, Inline, Kind, Layer, LayerKind, Precision, Role, Stamp,
};

use super::corpus::{Draft, LayerText};
use super::problem::Problem;
use super::publish::{self, Fate, Publish};
use super::redirect::Signpost;
use super::seed::Reading;
use super::structured_data::Origin;

/// Words a minute of a reader who takes the text seriously (Brysbaert 2019, "How many words do we read per minute?").
const WORDS_PER_MINUTE: usize = 238;

/// Longest excerpt in characters; it ends at a word.
const EXCERPT_MAX: usize = 200;

/// Readings that are turned into drafts on all cores before the next are asked for: few enough not to matter for memory.
const AT_ONCE: usize = 512;

/// What the documents of a site are.
#[derive(Debug, Default)]
pub struct Documents {
    /// Articles.
    pub drafts: Vec<Draft>,
    /// Documents that only lead elsewhere.
    pub signposts: Vec<Signpost>,
    /// Addresses of documents past their day.
    pub expired: BTreeSet<String>,
}

/// Turns readings into articles and signposts; what is not published now is told and left out.
pub fn documents(
    readings: impl IntoIterator<Item = Reading>,
    settings: &Settings,
    publish: Publish,
    problems: &mut Vec<Problem>,
) -> Documents {
    // A zone that does not exist has been reported with the settings.
    let zone = TimeZone::get(&settings.time_zone).unwrap_or(TimeZone::UTC);
    let site = Site {
        publish,
        zone,
        categories: Categories::new(settings),
    };
    let mut readings = readings.into_iter();
    let mut out = Documents::default();
    loop {
        let some: Vec<Reading> = readings.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            return out;
        }
        let converted = some.into_par_iter().map(|reading| {
            let told = reading.problems;
            let documents = reading.documents.into_iter();
            let documents = documents.map(|document| Converted::new(document, &site));
            (told, documents.collect::<Vec<_>>())
        });
        for (told, documents) in converted.collect::<Vec<_>>() {
            problems.extend(told);
            for Converted { note, what } in documents {
                problems.extend(note);
                match what {
                    What::Draft(draft) => out.drafts.push(*draft),
                    What::Signpost(signpost) => out.signposts.push(signpost),
                    What::Expired(address) => _ = out.expired.insert(address),
                    What::Nothing => {}
                }
            }
        }
    }
}

/// What of a site decides what becomes of a document.
struct Site {
    publish: Publish,
    zone: TimeZone,
    categories: Categories,
}

/// The categories that the settings name, by name, slug and alias in small letters.
struct Categories(BTreeMap<String, String>);

impl Categories {
    fn new(settings: &Settings) -> Self {
        let mut names = BTreeMap::new();
        for category in &settings.categories {
            let slug = match category.slug.as_str() {
                "" => model::Slug::from_title(&category.name).as_str().to_owned(),
                slug => slug.to_owned(),
            };
            let own = [&category.name, &slug].into_iter();
            for key in own.chain(&category.aliases) {
                let name = category.name.clone();
                names.entry(key.to_lowercase()).or_insert(name);
            }
        }
        Self(names)
    }

    /// The categories of a document as it spells them. Pages and feeds name none but in the words of where they come from:
    /// of these labels, which are many, those count that are a category here.
    fn of(&self, document: &Document) -> Vec<String> {
        let has_own = !document.categories.is_empty();
        if has_own || !matches!(document.kind, ModelKind::HtmlPage | ModelKind::Feed) {
            return document.categories.clone();
        }
        let labels = document.labels.iter();
        let named = labels.filter_map(|label| self.0.get(&label.to_lowercase()));
        named.cloned().collect()
    }
}

/// What a document is, and what an editor has to know of that.
struct Converted {
    note: Option<Problem>,
    what: What,
}

enum What {
    Draft(Box<Draft>),
    Signpost(Signpost),
    /// The address that it had.
    Expired(String),
    Nothing,
}

impl Converted {
    fn new(document: Document, site: &Site) -> Converted {
        let fate = site.publish.fate(&document);
        let note = publish::note(fate, &document);
        let what = match fate {
            Fate::Expired => What::Expired(Route::article(document.slug.as_str()).path()),
            Fate::Public => match Signpost::read(&document) {
                Some(signpost) => What::Signpost(signpost),
                None => What::Draft(Box::new(draft(document, site))),
            },
            _ => What::Nothing,
        };
        Converted { note, what }
    }
}

fn draft(document: Document, site: &Site) -> Draft {
    let text = |kind| model::Block::plain_all(document.blocks(kind));
    let text = LayerText {
        key_points: document.key_points.join("\n"),
        report: text(ModelLayer::Report),
        opinion: text(ModelLayer::Opinion),
        action: text(ModelLayer::Action),
        todo: text(ModelLayer::Todo),
        names: document
            .contacts
            .iter()
            .map(|contact| contact.name.as_str())
            .collect::<Vec<_>>()
            .join("\n"),
    };
    let stamp = document.published.or(document.inferred_date);
    let mut anchors = Anchors::default();
    let layers: Vec<Layer> = document
        .layers
        .iter()
        .map(|layer| Layer {
            kind: layer_kind(layer.kind),
            blocks: blocks(&layer.blocks, &mut anchors),
        })
        .collect();
    let source = document.source.as_ref().map(|source| match source {
        model::Source::Host(name) => Credit {
            name: name.clone(),
            host: true,
        },
        model::Source::Title(name) => Credit {
            name: name.clone(),
            host: false,
        },
    });
    let slug = document.slug.as_str();
    let article = Article {
        id: document.id.clone().filter(|id| id != slug),
        slug: slug.to_owned(),
        kind: kind(document.kind),
        title: document.title.clone(),
        source,
        published: stamp.map(|stamp| wire_stamp(stamp, &site.zone)),
        categories: Vec::new(),
        excerpt: excerpt(&document),
        key_points: document
            .key_points
            .iter()
            .map(|point| vec![Inline::Text(point.clone())])
            .collect(),
        layers,
        contacts: document.contacts.iter().map(contact).collect(),
        minutes: minutes(&text),
        seed: document.provenance.path.clone(),
    };
    Draft {
        instant: stamp.map(model::Stamp::unix_seconds),
        labels: site.categories.of(&document),
        listed: document.listed_related,
        aliases: document.aliases,
        origin: Origin {
            original: document.original.map(|href| href.as_str().to_owned()),
            updated: document.updated.map(model::Stamp::to_rfc3339),
        },
        unrelated: document.unrelated,
        text,
        line: document.provenance.line,
        article,
    }
}

fn minutes(text: &LayerText) -> u32 {
    let layers = [
        &text.key_points,
        &text.report,
        &text.opinion,
        &text.action,
        &text.todo,
    ];
    let words: usize = layers
        .iter()
        .map(|layer| layer.split_whitespace().count())
        .sum();
    u32::try_from(words.div_ceil(WORDS_PER_MINUTE))
        .unwrap_or(u32::MAX)
        .max(1)
}

fn wire_stamp(stamp: model::Stamp, zone: &TimeZone) -> Stamp {
    let civil = stamp.civil();
    let own_day = format!("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
    let precision = match stamp.precision() {
        model::Precision::Year => Precision::Year,
        model::Precision::Month => Precision::Month,
        model::Precision::Day => Precision::Day,
        model::Precision::Minute => Precision::Minute,
        model::Precision::Second => Precision::Second,
    };
    // A date without a time has no place in any other zone than its own.
    let day = match jiff::Timestamp::from_second(stamp.unix_seconds()) {
        Ok(moment) if precision >= Precision::Minute => {
            moment.to_zoned(zone.clone()).date().to_string()
        }
        _ => own_day,
    };
    Stamp {
        at: stamp.to_rfc3339(),
        day,
        precision,
        inferred: stamp.is_inferred(),
    }
}

/// The author's summary, else the standfirst, else the beginning of the first paragraphs that are no furniture.
fn excerpt(document: &Document) -> String {
    if let Some(text) = document.summary.as_ref().or(document.standfirst.as_ref()) {
        return cut(text);
    }
    let mut out = String::new();
    for layer in &document.layers {
        for block in &layer.blocks {
            let model::Block::Paragraph { inlines, role } = block else {
                continue;
            };
            let furniture = matches!(
                role,
                Some(model::Role::Caption | model::Role::Credit | model::Role::Byline)
            );
            if furniture {
                continue;
            }
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&model::Inline::plain(inlines));
            if out.chars().count() >= EXCERPT_MAX / 2 {
                return cut(&out);
            }
        }
    }
    cut(&out)
}

fn cut(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(EXCERPT_MAX) else {
        return text;
    };
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!(
        "{}…",
        text[..end].trim_end_matches([',', ';', ':', '.', '–', '—', '-', ' '])
    )
}

/// Anchors of headings, unique within an article.
#[derive(Default)]
struct Anchors(BTreeSet<String>);

impl Anchors {
    fn anchor(&mut self, text: &str) -> String {
        let wanted = model::Slug::from_title(text).as_str().to_owned();
        let mut anchor = wanted.clone();
        let mut number = 2;
        while !self.0.insert(anchor.clone()) {
            anchor = format!("{wanted}-{number}");
            number += 1;
        }
        anchor
    }
}

fn blocks(blocks: &[model::Block], anchors: &mut Anchors) -> Vec<Block> {
    blocks
        .iter()
        .map(|block| self::block(block, anchors))
        .collect()
}

fn block(block: &model::Block, anchors: &mut Anchors) -> Block {
    match block {
        model::Block::Heading {
            level,
            inlines: text,
        } => Block::Heading {
            // The page's title is level 1 and a layer's name level 2.
            level: (*level).clamp(2, 5) + 1,
            id: anchors.anchor(&model::Inline::plain(text)),
            text: inlines(text),
        },
        model::Block::Paragraph {
            inlines: text,
            role,
        } => Block::Paragraph {
            text: inlines(text),
            role: role.map(self::role),
        },
        model::Block::List { start, items } => Block::List {
            start: *start,
            items: items
                .iter()
                .map(|item| self::blocks(item, anchors))
                .collect(),
        },
        model::Block::Quote(inner) => Block::Quote(blocks(inner, anchors)),
        model::Block::Image {
            href: Some(href),
            alt,
        } => Block::Image {
            href: href.as_str().to_owned(),
            alt: alt.clone(),
        },
        model::Block::Image { href: None, alt } => Block::Paragraph {
            text: vec![Inline::Text(alt.clone())],
            role: Some(Role::Caption),
        },
        model::Block::Code { language, text } => Block::Code {
            language: language.clone().unwrap_or_default(),
            text: text.clone(),
        },
        model::Block::Table { header, rows } => Block::Table {
            head: header.iter().map(|cell| inlines(cell)).collect(),
            rows: rows
                .iter()
                .map(|row| row.iter().map(|cell| inlines(cell)).collect())
                .collect(),
        },
        model::Block::Rule => Block::Rule,
    }
}

fn inlines(inlines: &[model::Inline]) -> Vec<Inline> {
    inlines.iter().map(inline).collect()
}

fn inline(inline: &model::Inline) -> Inline {
    match inline {
        model::Inline::Text(text) => Inline::Text(text.clone()),
        model::Inline::Strong(inner) => Inline::Strong(inlines(inner)),
        model::Inline::Emphasis(inner) => Inline::Emphasis(inlines(inner)),
        model::Inline::Code(text) => Inline::Code(text.clone()),
        model::Inline::Link {
            href,
            inlines: text,
        } => Inline::Link {
            href: href.as_str().to_owned(),
            text: inlines(text),
        },
        model::Inline::Break => Inline::Break,
    }
}

fn role(role: model::Role) -> Role {
    match role {
        model::Role::Standfirst => Role::Standfirst,
        model::Role::Caption => Role::Caption,
        model::Role::Credit => Role::Credit,
        model::Role::Byline => Role::Byline,
        model::Role::Dateline => Role::Dateline,
    }
}

fn contact(contact: &model::Contact) -> Contact {
    let district = contact
        .district
        .as_ref()
        .map(|district| format!(" ({district})"))
        .unwrap_or_default();
    Contact {
        name: format!("{}{district}", contact.name),
        role: contact.role.clone().unwrap_or_default(),
        phones: contact.phones.clone(),
        emails: contact.emails.clone(),
        urls: contact.urls.clone(),
        addresses: contact.addresses.clone(),
    }
}

fn layer_kind(kind: ModelLayer) -> LayerKind {
    match kind {
        ModelLayer::Report => LayerKind::Report,
        ModelLayer::Opinion => LayerKind::Opinion,
        ModelLayer::Action => LayerKind::Action,
        ModelLayer::Todo => LayerKind::Todo,
    }
}

fn kind(kind: ModelKind) -> Kind {
    match kind {
        ModelKind::ArticlePage(_) => Kind::ArticlePage,
        ModelKind::BlogPage => Kind::BlogPage,
        ModelKind::HeadedDocument => Kind::HeadedDocument,
        ModelKind::Markdown => Kind::Markdown,
        ModelKind::HtmlPage => Kind::HtmlPage,
        ModelKind::JsonLines => Kind::JsonLines,
        ModelKind::Feed => Kind::Feed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::settings::CategorySettings;

    #[test]
    fn a_label_that_names_a_category_of_the_site_is_that_category() {
        let category = |name: &str, slug: &str, aliases: &[&str]| CategorySettings {
            name: name.into(),
            slug: slug.into(),
            description: String::new(),
            aliases: aliases.iter().map(|&alias| alias.into()).collect(),
        };
        let settings = Settings {
            categories: vec![
                category("High Seas", "seas", &["Ocean"]),
                category("Law", "", &[]),
                category("Ports & Ships", "", &[]),
            ],
            ..Settings::default()
        };
        let check = |categories: &[&str], labels: &[&str], expected: &[&str]| {
            let mut document = Document::new(ModelKind::Feed, "T");
            document.categories = categories.iter().map(|&label| label.into()).collect();
            document.labels = labels.iter().map(|&label| label.into()).collect();
            let found = Categories::new(&settings).of(&document);
            assert_eq!(found, expected, "{categories:?} {labels:?}");
        };
        check(&[], &["high seas", "tide", "law"], &["High Seas", "Law"]);
        check(&["Tide"], &["SEAS"], &["Tide"]);
        check(&[], &["ocean", ""], &["High Seas"]);
        check(&[], &["ports-and-ships"], &["Ports & Ships"]);
        check(&[], &["Seas and law"], &[]);
        let mut record = Document::new(ModelKind::JsonLines, "T");
        record.labels = vec!["Law".into()];
        assert!(Categories::new(&settings).of(&record).is_empty());
    }
}
