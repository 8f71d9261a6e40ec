//! The site on this machine, built anew on every change.

use crate::Options;
use crate::run::{command, heading, run};
use crate::setup;

/// Sets up what is missing and serves until it is stopped.
pub fn serve(options: &Options) -> Result<(), String> {
    setup::for_build()?;
    let port = options.port.as_deref().unwrap_or("8080");
    let mut trunk = command("trunk");
    trunk.args(["serve", "--port", port]).env_remove("NO_COLOR");
    if let Some(seeds) = &options.seeds {
        let seeds =
            std::path::absolute(seeds).map_err(|error| format!("can't find {seeds}: {error}"))?;
        trunk.env("DOVECOTE_SEEDS", &seeds);
        for watched in ["src", "style", "public", "index.html", "Cargo.toml"] {
            trunk.args(["--watch", watched]);
        }
        trunk.arg("--watch").arg(&seeds);
    }
    heading(&format!(
        "The site will be at http://127.0.0.1:{port}/ once it is built"
    ));
    run(&mut trunk)
}
