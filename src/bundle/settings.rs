//! Reading `site.toml`.

use std::path::Path;

use crate::model::Span;
use crate::wire::Site;
use crate::wire::settings::Settings;

use super::problem::{Code, Places, Problem};

/// Name of the file in the seeds folder.
pub const FILE_NAME: &str = "site.toml";

/// Reads the settings of a seeds folder; a folder without `site.toml` has the defaults.
pub fn read(seeds: &Path, problems: &mut Vec<Problem>) -> Settings {
    let path = seeds.join(FILE_NAME);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Settings::default(),
        Err(error) => {
            problems.push(unreadable(FILE_NAME, &error));
            return Settings::default();
        }
    };
    parse(&text, problems)
}

/// Parses the settings and checks what the types can't.
pub fn parse(text: &str, problems: &mut Vec<Problem>) -> Settings {
    let places = Places::new(FILE_NAME, text);
    let settings: Settings = match toml::from_str(text) {
        Ok(settings) => settings,
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            problems.push(places.problem(
                Code::InvalidSettings,
                self::span(span),
                error.message(),
                "every setting is described in the README; remove or correct the marked text",
            ));
            return Settings::default();
        }
    };
    let mut refuse = |value: &str, message: String, help: &str| {
        let start = text.find(value).filter(|_| !value.is_empty()).unwrap_or(0);
        let span = span(start..start + value.len());
        problems.push(places.problem(Code::InvalidSettings, span, message, help));
    };
    if jiff::tz::TimeZone::get(&settings.time_zone).is_err() {
        let zone = &settings.time_zone;
        refuse(
            zone,
            format!("unknown time zone \"{zone}\""),
            "use an IANA name such as \"America/New_York\" or \"UTC\"",
        );
    }
    for (name, address) in [
        ("address", Some(&settings.address).filter(|a| !a.is_empty())),
        ("petition.url", settings.petition.as_ref().map(|p| &p.url)),
    ] {
        let Some(address) = address else { continue };
        let fits = url::Url::parse(address).is_ok_and(|u| matches!(u.scheme(), "http" | "https"));
        if !fits {
            refuse(
                address,
                format!("{name} is no web address: \"{address}\""),
                "write it in full, such as \"https://example.org\"",
            );
        }
    }
    if !settings.base_path.starts_with('/') {
        let path = &settings.base_path;
        refuse(
            path,
            format!("base_path has to begin with a slash: \"{path}\""),
            "write \"/\" or \"/archive/\"",
        );
    }
    if settings.page_size == 0 {
        refuse(
            "page_size",
            "page_size has to be at least 1".into(),
            "20 is a good number",
        );
    }
    settings
}

/// The facts that go to the browser.
pub fn site(settings: &Settings) -> Site {
    Site {
        title: settings.title.clone(),
        motto: settings.motto.clone(),
        description: settings.description.clone(),
        about: settings.about.clone(),
        address: settings.address.trim_end_matches('/').to_owned(),
        language: settings.language.clone(),
        time_zone: settings.time_zone.clone(),
        petition: settings.petition.clone(),
        footer: settings.footer.clone(),
    }
}

fn span(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

/// A file that can't be read at all.
pub fn unreadable(file: &str, error: &std::io::Error) -> Problem {
    let help = "check that the file is there and that you may read it";
    Problem::of_file(
        Code::UnreadableFile,
        file,
        format!("the file can't be read: {error}"),
        help,
    )
}

/// Groups of spellings of one name.
pub fn alias_groups(settings: &Settings) -> Vec<Vec<String>> {
    let groups = settings.aliases.iter();
    groups.map(|group| group.words.clone()).collect()
}
