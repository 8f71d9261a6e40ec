//! `bundler check`: everything that is wrong, in one run; and, asked to, the mending of what leaves nothing to decide.

use std::path::PathBuf;
use std::process::ExitCode;

use super::super::problem::baseline::Baseline;
use super::super::problem::format::{self, Counts, Format};
use super::super::publish::PublishArguments;
use super::super::{Config, fix, run, settings};
use super::{FormatName, SeedsFolder, found, plural, print};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    seeds: SeedsFolder,
    #[command(flatten)]
    publish: PublishArguments,
    /// How problems are written: text goes to the error output, the others to the standard output.
    #[arg(long, value_enum, default_value_t = FormatName::Text)]
    format: FormatName,
    /// Mend what leaves nothing to decide, then check.
    #[arg(long)]
    fix: bool,
    /// File of known problems, which are not told again.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all problems there are now to the baseline.
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
}

pub(super) fn check(arguments: &Arguments) -> Result<ExitCode, String> {
    let seeds = &arguments.seeds.folder;
    let format = Format::from(arguments.format);
    let settings = settings::read(seeds, &mut Vec::new());
    if arguments.fix {
        for (name, cures) in fix::folder(seeds, &settings)? {
            let file = seeds.join(name);
            eprintln!("{}: {} mended", file.display(), plural(cures, "problem"));
        }
    }
    let mut report = run(&Config {
        seeds: seeds.clone(),
        publish: arguments.publish.publish(),
        ..Config::default()
    })?;
    fix::mark(seeds, &settings, &mut report.problems);

    let mut silenced = 0;
    if let Some(file) = &arguments.baseline {
        let fail = |what: &str, error| format!("can't {what} {}: {error}", file.display());
        if arguments.write_baseline {
            let text = Baseline::write(&report.problems);
            std::fs::write(file, text).map_err(|error| fail("write", error))?;
        }
        let text = std::fs::read_to_string(file).map_err(|error| fail("read", error))?;
        let left = Baseline::parse(&text).silence(report.problems);
        report.problems = left.problems;
        silenced = left.known;
        if left.mended > 0 {
            eprintln!(
                "{}: {} no longer there; `--write-baseline` takes them out",
                file.display(),
                plural(left.mended, "known problem")
            );
        }
    }

    let text = format::write(&report.problems, silenced, seeds, format);
    let counts = Counts::of(&report.problems);
    let mut summary = format!(
        "{} checked: {}",
        plural(report.articles, "article"),
        found(counts)
    );
    if silenced > 0 {
        summary.push_str(&format!("; {} silenced", plural(silenced, "known problem")));
    }
    if format == Format::Text {
        eprint!("{text}");
        println!("{summary}");
    } else {
        print(&text);
        eprintln!("{summary}");
    }
    Ok(ExitCode::from(u8::from(counts.errors > 0)))
}
