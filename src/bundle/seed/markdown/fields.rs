//! What the fields of a header mean, in the words the generators use for them.

use crate::bundle::problem::Code;
use crate::model::{Document, Href, Slug, Source, Span, Stamp};

use super::super::header::{Field, Value};
use super::super::lines::fold;
use super::super::{Desk, date};

/// Fields that say when something was published, the surest first.
const PUBLISHED: [&str; 27] = [
    "date",
    "publishedat",
    "pubdatetime",
    "publicationdate",
    "publication_date",
    "posted",
    "createdat",
    "created_time",
    "published_at",
    "publishdate",
    "publish_date",
    "pubdate",
    "pub_date",
    "date_published",
    "datepublished",
    "published",
    "created",
    "created_at",
    "createtime",
    "create_time",
    "created_date",
    "createddate",
    "date_created",
    "datecreated",
    "post_date",
    "postdate",
    "ms.date",
];
/// Fields that say when it was changed.
const UPDATED: [&str; 14] = [
    "updated",
    "updatedat",
    "moddatetime",
    "modifiedat",
    "lastmod",
    "modified",
    "last_modified_at",
    "last_modified",
    "updated_at",
    "date_modified",
    "datemodified",
    "last_updated",
    "update_date",
    "updateddate",
];
/// Fields that say until when it is shown.
const EXPIRES: [&str; 5] = [
    "expirydate",
    "expiry_date",
    "expires",
    "expire_date",
    "expiredate",
];
/// Fields that are known and mean nothing here.
const KNOWN: [&str; 16] = [
    "layout", "author", "authors", "lang", "language", "comments", "image", "images", "cover",
    "weight", "toc", "math", "template", "type", "menu", "featured",
];

/// Writes the fields into the document.
pub(super) fn apply(desk: &mut Desk<'_>, fields: &[Field], document: &mut Document) {
    let find = |names: &[&str]| {
        names.iter().find_map(|name| {
            // Of two fields of one name the last counts, as with the readers of YAML.
            fields.iter().rfind(|field| {
                field.key == *name
                    && (field.value.text().is_some()
                        || matches!(field.value, Value::Table(_) | Value::List(_)))
            })
        })
    };
    document.published = stamp(desk, find(&PUBLISHED), true);
    document.updated = stamp(desk, find(&UPDATED), false);
    document.expires = stamp(desk, find(&EXPIRES), false);
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
            Value::Text(text) => document.title = fold(text),
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
        "categories" | "category" => document.categories.extend(
            value
                .texts(Some(','))
                .into_iter()
                .filter(|label| label != "Uncategorized"),
        ),
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
                    document.source = Source::parse(href.as_str())
                        .filter(|source| matches!(source, Source::Host(_)));
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
        _ if PUBLISHED.contains(&key)
            || UPDATED.contains(&key)
            || EXPIRES.contains(&key)
            || KNOWN.contains(&key) => {}
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

fn stamp(desk: &mut Desk<'_>, field: Option<&Field>, loud: bool) -> Option<Stamp> {
    let field = field?;
    // Some themes keep several dates in one field.
    let inner = match &field.value {
        Value::Table(pairs) => {
            let wanted: &[&str] = if loud {
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
    let text = match date::read(&in_parts, &desk.context.zone) {
        Some(_) => in_parts.as_str(),
        None => inner.unwrap_or(&field.value).text()?,
    };
    if field.value.truth().is_some() && field.key == "published" {
        return None;
    }
    match date::read(text, &desk.context.zone) {
        Some(dated) => {
            for remark in dated.remarks {
                desk.report(remark.code, field.value_span, remark.message, remark.help);
            }
            Some(dated.stamp)
        }
        None => {
            let what = if loud {
                "so the article has none"
            } else {
                "so it is left out"
            };
            desk.report(
                Code::UnreadableDate,
                field.value_span,
                format!("this date cannot be read, {what}"),
                "write it as 2025-08-17 or 2025-08-17T20:25:57-04:00",
            );
            None
        }
    }
}
