//! Whom a to-do layer names, and the addresses it gives, each with its exact place.
//!
//! An address is found by what it is, not by what it calls itself: an `Email:` that is the address of a web form is a
//! web address. It belongs to the name whose bullet it stands in or below. Nothing is completed or corrected.

use linkify::{LinkFinder, LinkKind};

use crate::model::{Ask, AskKind, Contact, Datum, Mention, Span};

use super::todo::{Segment, Shape};

mod address;
mod asks;
mod name;

pub(super) use address::is_web_address;
use address::{Taken, marked_links, phones, postal_range, unlabelled_postal};
use name::{named, named_plainly};

/// Words before a colon that announce an address of some kind.
const FIELDS: [&str; 24] = [
    "email",
    "e-mail",
    "email address",
    "phone",
    "phone number",
    "telephone",
    "tel",
    "call",
    "fax",
    "office phone",
    "address",
    "office address",
    "mailing address",
    "postal address",
    "mail",
    "office",
    "website",
    "web",
    "web site",
    "contact form",
    "online",
    "url",
    "dc office",
    "washington office",
];

/// Those of them that announce a postal address.
const ADDRESS_FIELDS: [&str; 9] = [
    "address",
    "office address",
    "mailing address",
    "postal address",
    "mail",
    "office",
    "dc office",
    "washington office",
    "d.c. office",
];

/// Collects contacts over the lines of a layer.
#[derive(Debug, Default)]
pub(super) struct Finder {
    contacts: Vec<Contact>,
    mentions: Vec<Mention>,
    asks: Vec<Ask>,
    /// The contact the next addresses belong to.
    current: Option<Named>,
    /// What to say, where a heading announced it and its points follow.
    announced: Option<Ask>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    Heading,
    Numbered,
    Bullet,
    Paragraph,
}

/// A name that becomes a contact with its first address.
#[derive(Debug, Clone)]
struct Named {
    contact: Contact,
    index: Option<u32>,
    /// What it is asked as, once it has an address: an organisation has neither office nor district.
    ask: Option<Ask>,
}

impl Finder {
    /// Reads the segments of one line. The head of a numbered item says what to do; it names somebody only where the
    /// fields of an address stand right behind it.
    pub(super) fn line(&mut self, segments: &[Segment<'_>], kind: LineKind) {
        self.announce(segments, kind);
        let numbered = kind == LineKind::Numbered;
        // A name holds for its own line: the next block speaks of something else.
        self.current = None;
        let field_at = |index: usize| {
            segments.get(index).is_some_and(|segment| {
                segment.shape == Shape::Field
                    && super::todo::field_label(segment.text)
                        .is_some_and(|end| is_field(&segment.text[..end]))
            })
        };
        // What stands below `**Example Petition:**` is a petition, not somebody to write to.
        let petitions = segments
            .first()
            .is_some_and(|head| head.label.to_lowercase().contains("petition") && head.opens);
        // Whether the bullets below a name that is nothing but a name still speak of it.
        let mut holds = false;
        for (index, segment) in segments.iter().enumerate() {
            match segment.shape {
                // `**Phone**: ...` below a name speaks of that name.
                Shape::Bold if is_field(segment.label) => {}
                Shape::Bold => {
                    let heads = numbered && index == 0 && !field_at(1);
                    if petitions && index > 0 {
                        self.asks.extend(asks::named_petition(segment));
                    }
                    self.current = if heads || petitions {
                        None
                    } else {
                        named(segment)
                    };
                    if let Some(named) = self.current.as_mut().filter(|named| {
                        named.contact.role.is_none() && named.contact.district.is_none()
                    }) {
                        named.ask = asks::named(AskKind::Organization, segment);
                    }
                    holds = segment.label_only;
                }
                Shape::Field => {
                    let end = super::todo::field_label(segment.text).unwrap_or(0);
                    if !is_field(&segment.text[..end]) {
                        self.current = named_plainly(&segment.text[..end]);
                    }
                }
                Shape::Plain if !holds => self.current = None,
                Shape::Plain => {}
            }
            self.asks.extend(asks::quoted_petitions(segment));
            self.addresses(segment);
        }
        self.asks.extend(asks::words_to_say(segments));
    }

    /// A heading such as `What to Say` announces the list below it, which a paragraph ends.
    fn announce(&mut self, segments: &[Segment<'_>], kind: LineKind) {
        let is_item = matches!(kind, LineKind::Numbered | LineKind::Bullet);
        match &mut self.announced {
            Some(ask) if is_item => asks::add_points(ask, segments),
            Some(ask) if kind == LineKind::Paragraph && ask.points.is_empty() => {}
            _ => self.settle_announced(),
        }
        if kind == LineKind::Heading {
            self.announced = segments.first().and_then(asks::announced);
        }
    }

    fn settle_announced(&mut self) {
        let announced = self.announced.take();
        self.asks
            .extend(announced.filter(|ask| !ask.points.is_empty()));
    }

    pub(super) fn finish(mut self) -> (Vec<Contact>, Vec<Mention>, Vec<Ask>) {
        self.settle_announced();
        self.asks.sort_by_key(|ask| ask.span);
        (self.contacts, self.mentions, self.asks)
    }

    fn addresses(&mut self, segment: &Segment<'_>) {
        let text = segment.text;
        let mut found: Vec<(Datum, std::ops::Range<usize>)> = Vec::new();
        let mut taken = Taken::default();
        for place in field_places(text) {
            if place.postal
                && let Some(range) = postal_range(text, place.value)
            {
                taken.take(&range);
                found.push((Datum::Address, range));
            }
        }
        marked_links(text, &mut found, &mut taken);
        // What says `https://` first, for it may hold an `@`; hosts alone last: `jane.roe+news@example.org` begins like one.
        for (kind, has_scheme) in [
            (LinkKind::Url, true),
            (LinkKind::Email, true),
            (LinkKind::Url, false),
        ] {
            let mut finder = LinkFinder::new();
            finder.kinds(&[kind]).url_must_have_scheme(has_scheme);
            for link in finder.links(text) {
                let range = link.start()..link.end();
                let datum = match link.kind() {
                    LinkKind::Email => Datum::Email,
                    _ if is_web_address(link.as_str()) => Datum::Url,
                    _ => continue,
                };
                if taken.is_free(&range) {
                    taken.take(&range);
                    found.push((datum, range));
                }
            }
        }
        for range in phones(text) {
            if taken.is_free(&range) {
                taken.take(&range);
                found.push((Datum::Phone, range));
            }
        }
        found.extend(unlabelled_postal(text, &taken).map(|range| (Datum::Address, range)));
        found.sort_by_key(|(_, range)| range.start);
        for (datum, range) in found {
            self.mention(datum, text, range, segment.offset);
        }
    }

    fn mention(&mut self, datum: Datum, text: &str, range: std::ops::Range<usize>, offset: usize) {
        let value = super::lines::fold(&text[range.clone()]);
        let contact = self.current.as_mut().map(|named| {
            self.asks.extend(named.ask.take());
            *named.index.get_or_insert_with(|| {
                self.contacts.push(named.contact.clone());
                u32::try_from(self.contacts.len() - 1).unwrap_or(u32::MAX)
            })
        });
        if let Some(contact) = contact.and_then(|index| self.contacts.get_mut(index as usize)) {
            let list = match datum {
                Datum::Phone => &mut contact.phones,
                Datum::Email => &mut contact.emails,
                Datum::Url => &mut contact.urls,
                Datum::Address => &mut contact.addresses,
            };
            if !list.contains(&value) {
                list.push(value.clone());
            }
        }
        self.mentions.push(Mention {
            datum,
            value,
            span: Span::new(offset + range.start, offset + range.end),
            contact,
        });
    }
}

/// Whether a label announces an address of some kind.
pub(super) fn is_field(label: &str) -> bool {
    let label = label.trim().trim_matches(['*', ':']).to_lowercase();
    FIELDS.contains(&label.as_str()) || ADDRESS_FIELDS.contains(&label.as_str())
}

/// A field inside a segment.
struct Place {
    /// Where the label begins.
    label: usize,
    /// Where the value begins and what begins after it.
    value: (usize, usize),
    postal: bool,
}

/// The labels of [`FIELDS`] in a text, each ended by the next.
fn field_places(text: &str) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for (colon, _) in text.match_indices(':') {
        if !text[colon + 1..].starts_with([' ', '*']) && colon + 1 < text.len() {
            continue;
        }
        // The words right before the colon, the longest label first.
        let mut window = colon.saturating_sub(24);
        while !text.is_char_boundary(window) {
            window += 1;
        }
        let before = &text[window..colon];
        let starts = std::iter::once(0).chain(before.match_indices(' ').map(|(at, _)| at + 1));
        for start in starts {
            let begins = window + start == 0 || text[..window + start].ends_with([' ', '*', '(']);
            let words = &before[start..];
            let capital = words
                .trim_start_matches('*')
                .starts_with(char::is_uppercase);
            let label = window + start;
            // A second colon has no label of its own: `Address: : 1 Main Street`.
            let own = places.last().is_none_or(|last| last.value.0 <= label);
            if begins && capital && own && is_field(words) {
                if let Some(last) = places.last_mut() {
                    last.value.1 = last.value.1.min(label);
                }
                let postal = ADDRESS_FIELDS
                    .contains(&words.trim_matches(['*', ':']).to_lowercase().as_str());
                places.push(Place {
                    label,
                    value: (colon + 1, text.len()),
                    postal,
                });
                break;
            }
        }
    }
    places
}

/// The pieces of a segment, cut before every field but the one it begins with, where a bold name leads.
pub(super) fn break_before_fields<'text>(segment: &Segment<'text>) -> Vec<&'text str> {
    let text = segment.text;
    if segment.shape != Shape::Bold {
        return vec![text];
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    let (mut counted, mut marks) = (0, 0);
    for place in field_places(text) {
        // A label inside the bold name, as in `**Who to Call:**`, is part of the name.
        marks += text[counted..place.label].matches("**").count();
        counted = place.label;
        let inside_bold = marks % 2 == 1;
        if place.label > from && !inside_bold && !text[from..place.label].trim().is_empty() {
            pieces.push(&text[from..place.label]);
            from = place.label;
        }
    }
    pieces.push(&text[from..]);
    pieces
}
