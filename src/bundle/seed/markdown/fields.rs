//! What the fields of a header mean, in the words the generators use for them.

use crate::bundle::problem::Code;
use crate::model::{Document, Href, Slug, Source, Span, Stamp};

use super::super::date::{Dated, Remark};
use super::super::header::{Field, Value};
use super::super::lines::fold;
use super::super::{Desk, date, host_of, html};

// Names of dates, without underscores.

/// Fields that say when something was published, the surest first.
const PUBLISHED: [&str; 52] = [
    "date",
    "publishedat",
    "pubdatetime",
    "publicationdate",
    "posted",
    "postedon",
    "createdat",
    "createdtime",
    "publishdate",
    "publisheddate",
    "publishedon",
    "publishtime",
    "pubdate",
    "datepublished",
    "published",
    "created",
    "createtime",
    "createddate",
    "datecreated",
    "postdate",
    "releasedate",
    "creationdate",
    "createdate",
    "postedat",
    "firstpublished",
    "originaldate",
    "ms.date",
    "日期",
    "日付",
    "fecha",
    "datum",
    "publishon",
    "rsspubdate",
    "desiredpublicationdate",
    "datepublish",
    "dateposted",
    "dateadded",
    "dateissued",
    "issued",
    "originallypublished",
    "dc.date",
    "creado",
    "publicado",
    "erstellt",
    "veröffentlicht",
    "дата",
    "创建日期",
    "创建时间",
    "发布日期",
    "发布时间",
    "作成日",
    "날짜",
];
/// Fields that may say so, where none of those does; what is no date in them is no mistake.
const PERHAPS_PUBLISHED: [&str; 7] = [
    "datetime",
    "timestamp",
    "written",
    "writtenon",
    "day",
    "time",
    // Italian and Portuguese, and what else a header may hold.
    "data",
];
/// Fields that say when it was changed.
const UPDATED: [&str; 12] = [
    "updated",
    "updatedat",
    "moddatetime",
    "modifiedat",
    "lastmod",
    "modified",
    "lastmodifiedat",
    "lastmodified",
    "datemodified",
    "lastupdated",
    "updatedate",
    "updateddate",
];
/// Fields that give a title where there is no `title`.
pub(super) const TITLES: [&str; 9] = [
    "headline",
    "page_title",
    "pagetitle",
    "post_title",
    "titulo",
    "título",
    "titre",
    "titel",
    "标题",
];
/// Fields that say until when it is shown.
const EXPIRES: [&str; 3] = ["expirydate", "expires", "expiredate"];
/// Fields that are known and mean nothing here.
const KNOWN: [&str; 16] = [
    "layout", "author", "authors", "lang", "language", "comments", "image", "images", "cover",
    "weight", "toc", "math", "template", "type", "menu", "featured",
];

/// Writes the fields into the document.
pub(super) fn apply(desk: &mut Desk<'_>, fields: &[Field], document: &mut Document) {
    let bare: Vec<(String, &Field)> = fields
        .iter()
        .map(|field| (field.key.replace('_', ""), field))
        .collect();
    let named = |names: &[&str]| -> Vec<&Field> {
        let named = names.iter().filter_map(|name| {
            // Of two fields of one name the last counts, as with the readers of YAML.
            bare.iter().rfind(|(key, _)| key == name)
        });
        named.map(|(_, field)| *field).collect()
    };
    document.published = stamp(desk, &named(&PUBLISHED), &named(&PERHAPS_PUBLISHED), true);
    document.updated = stamp(desk, &named(&UPDATED), &[], false);
    document.expires = stamp(desk, &named(&EXPIRES), &[], false);
    for field in fields {
        one(desk, field, document);
    }
}

fn one(desk: &mut Desk<'_>, field: &Field, document: &mut Document) {
    let Field {
        key,
        value,
        value_span,
        ..
    } = field;
    let key = key.as_str();
    match key {
        "title" => match value {
            // Exporters of blogs write titles as they stood in a page, and generators put them back into one.
            Value::Text(text) => document.title = fold(&html::decode(text)),
            Value::Nothing => {}
            // `title: [Solved] ...` and `title: {{ name }}` are lists and tables by accident: the words are the title.
            _ => {
                document.title = fold(value_span.of(desk.text));
                desk.report(
                    Code::WrongValue,
                    *value_span,
                    "a title is one line of text; its characters are taken as they stand",
                    "put the title in quotes",
                );
            }
        },
        _ if TITLES.contains(&key) => {
            if document.title.is_empty() {
                document.title = value
                    .text()
                    .map(|text| fold(&html::decode(text)))
                    .unwrap_or_default();
            }
        }
        "draft" => match value.truth() {
            Some(draft) => document.draft |= draft,
            None if *value == Value::Nothing => {}
            None => wrong(desk, *value_span, "a draft is true or false", "draft: true"),
        },
        "published" if value.truth() == Some(false) => document.draft = true,
        "status" | "state" => {
            document.draft |= value.text().is_some_and(|status| {
                matches!(
                    status.to_lowercase().as_str(),
                    "draft" | "hidden" | "private" | "unpublished"
                )
            })
        }
        "slug" => read_slug(desk, value, *value_span, document),
        "id" | "guid" | "uuid" => document.id = value.text().map(str::to_owned),
        "categories" | "category" => {
            // Where one stands in another, the outer one is named with each.
            for label in value.texts(Some(',')) {
                if label != "Uncategorized" && !document.categories.contains(&label) {
                    document.categories.push(label);
                }
            }
        }
        "tags" | "tag" | "labels" | "keywords" => document.labels.extend(value.texts(Some(','))),
        "aliases" | "alias" | "redirect_from" | "redirects" => {
            document.aliases.extend(value.texts(None))
        }
        "redirect_to" | "redirect" | "redirect_url" => {
            document.redirect = value.texts(None).into_iter().next()
        }
        "source" | "source_host" | "publisher" => match value.text().and_then(Source::parse) {
            Some(source) => {
                document.original = document
                    .original
                    .take()
                    .or_else(|| value.text().and_then(|text| Href::parse(text).ok()));
                document.source = Some(source);
            }
            None if *value == Value::Nothing => {}
            None => wrong(
                desk,
                *value_span,
                "a source is a host or a title",
                "source: example.org",
            ),
        },
        "source_url" | "original" | "canonical" | "canonical_url" | "external_url" | "link" => {
            if let Some(href) = value.text().and_then(|text| Href::parse(text).ok()) {
                if document.source.is_none()
                    && matches!(key, "source_url" | "original" | "external_url" | "link")
                {
                    document.source = host_of(&href);
                }
                document.original = Some(href);
            }
        }
        "summary" | "description" | "excerpt" | "subtitle" | "abstract" | "lead" | "standfirst" => {
            let text = value.text().map(fold);
            if key == "standfirst" {
                document.standfirst = text;
            } else if document.summary.is_none() {
                document.summary = text;
            }
        }
        "key_points" | "keypoints" | "takeaways" => document.key_points.extend(value.texts(None)),
        "related" | "related_articles" | "related_posts" => {
            document.listed_related.extend(value.texts(None))
        }
        "unrelated" => document.unrelated.extend(value.texts(None)),
        // What is never shown has nothing to say about itself.
        _ if KNOWN.contains(&key) || is_date(&key.replace('_', "")) => {}
        _ => desk.report(
            Code::UnusedField,
            field.span,
            format!("the field `{key}` is not used"),
            "nothing to do; it is kept out of the article",
        ),
    }
}

fn wrong(desk: &mut Desk<'_>, span: Span, message: &str, example: &str) {
    desk.report(
        Code::WrongValue,
        span,
        format!("{message}; the field is left out"),
        format!("write `{example}`"),
    );
}

fn read_slug(desk: &mut Desk<'_>, value: &Value, span: Span, document: &mut Document) {
    let Some(written) = value.text() else { return };
    let bare = written.trim_matches('/');
    let last = bare.rsplit('/').next().unwrap_or(bare);
    match Slug::parse(last) {
        Ok(slug) => document.slug = slug,
        Err(_) => {
            document.slug = Slug::from_title(last);
            desk.report(
                Code::InvalidSlug,
                span,
                format!(
                    "this slug cannot stand in an address; `{}` is used",
                    document.slug
                ),
                format!("write `slug: {}`", document.slug),
            );
        }
    }
}

/// Whether a field of this name, without underscores, is asked for a date.
fn is_date(name: &str) -> bool {
    [&PUBLISHED[..], &PERHAPS_PUBLISHED, &UPDATED, &EXPIRES]
        .iter()
        .any(|names| names.contains(&name))
}

/// The date of the first of some fields that can be read, or else of those that need not say one. An editor is told of the
/// first field that was meant to and cannot be read.
fn stamp(
    desk: &mut Desk<'_>,
    fields: &[&Field],
    perhaps: &[&Field],
    is_published: bool,
) -> Option<Stamp> {
    // `published: true` is no date, nor meant as one.
    let is_meant = |field: &Field| field.value != Value::Nothing && field.value.truth().is_none();
    let said = fields.iter().map(|field| (field, is_meant(field)));
    let mut unread = None;
    let mut found = None;
    for (field, is_meant) in said.chain(perhaps.iter().map(|field| (field, false))) {
        if let Some(stamp) = read_stamp(desk, field, is_published) {
            found = Some((field, stamp));
            break;
        }
        unread = unread.or(is_meant.then_some(field));
    }
    if let Some(unread) = unread {
        let named = is_published && date::in_path(desk.path, &desk.context.zone).is_some();
        let what = match found {
            Some((field, _)) => format!("so that of `{}` is taken", field.key),
            None if named => "so that of the file's name is taken".into(),
            None if is_published => "so the article has none".into(),
            None => "so it is left out".into(),
        };
        desk.report(
            Code::UnreadableDate,
            unread.value_span,
            format!("this date cannot be read, {what}"),
            date::HELP,
        );
    }
    found.map(|(_, stamp)| stamp)
}

fn read_stamp(desk: &mut Desk<'_>, field: &Field, is_published: bool) -> Option<Stamp> {
    // Some themes keep several dates in one field.
    let inner = match &field.value {
        Value::Table(pairs) => {
            let wanted: &[&str] = if is_published {
                &["created", "published", "date"]
            } else {
                &["updated", "modified"]
            };
            pairs
                .iter()
                .find(|(key, _)| wanted.contains(&key.as_str()))
                .map(|(_, value)| value)
        }
        Value::List(values) => values.first(),
        _ => None,
    };
    // `[2016, 7, 14]`.
    let in_parts = match &field.value {
        Value::List(values) if values.len() == 3 => field.value.texts(None).join("-"),
        _ => String::new(),
    };
    let zone = &desk.context.zone;
    let text = inner.unwrap_or(&field.value).text().unwrap_or("");
    let mut dated = date::read(&in_parts, zone).or_else(|| date::read(text, zone))?;
    settle_by_name(desk.path, zone, text, &mut dated);
    for remark in dated.remarks {
        desk.report(remark.code, field.value_span, remark.message, remark.help);
    }
    Some(dated.stamp)
}

/// Of two days that a date could be, the name of the file says which is meant.
fn settle_by_name(path: &str, zone: &str, written: &str, dated: &mut Dated) {
    let is_doubt = |remark: &Remark| remark.code == Code::AmbiguousDate;
    if !dated.remarks.iter().any(is_doubt) {
        return;
    }
    let Some(named) = date::in_path(path, zone).map(|stamp| stamp.civil()) else {
        return;
    };
    let read = dated.stamp.civil();
    let day = (named.year, named.month, named.day);
    if day == (read.year, read.month, read.day) {
        dated.remarks.retain(|remark| !is_doubt(remark));
    } else if day == (read.year, read.day, read.month) {
        let time = written.split_once(' ').map_or("", |(_, time)| time);
        let swapped = format!(
            "{:04}-{:02}-{:02} {time}",
            named.year, named.month, named.day
        );
        if let Some(other) = date::read(swapped.trim(), zone) {
            *dated = other;
        }
    }
}
