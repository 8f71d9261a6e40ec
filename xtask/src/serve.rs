//! The site on this machine, built anew on every change.

use std::net::{Ipv4Addr, TcpListener};

use crate::Options;
use crate::build::SEEDS;
use crate::run::{become_command, command, heading};
use crate::setup;

/// What trunk watches besides the documents; `Trunk.toml` names the same, for those who call trunk themselves.
const WATCHED: [&str; 5] = ["src", "style", "public", "index.html", "Cargo.toml"];

/// Sets up what is missing and serves until it is stopped.
pub fn serve(options: &Options) -> Result<(), String> {
    let port = options.port.unwrap_or(8080);
    // Found out now, and not after the minutes that a first build takes.
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        format!(
            "port {port} can't be had ({error}); type: cargo xtask serve --port {}",
            port.wrapping_add(1)
        )
    })?;
    setup::for_serving()?;
    let mut trunk = command("trunk");
    trunk
        .args(["serve", "--skip-version-check", "--port"])
        .arg(port.to_string());
    if let Some(seeds) = &options.seeds {
        trunk.env(SEEDS, seeds);
        for watched in WATCHED {
            trunk.args(["--watch", watched]);
        }
        trunk.arg("--watch").arg(seeds);
    }
    heading(&format!(
        "Once it is built, the site is at http://127.0.0.1:{port}/"
    ));
    become_command(&mut trunk)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::root;

    #[test]
    fn trunk_watches_the_same_when_it_is_called_by_itself() {
        let settings = std::fs::read_to_string(root().join("Trunk.toml")).expect("Trunk.toml");
        let line = settings
            .lines()
            .find(|line| line.starts_with("watch ="))
            .expect("a list of what is watched");
        for watched in WATCHED.iter().chain(&["seeds"]) {
            assert!(
                line.contains(&format!("\"{watched}\"")),
                "{watched} is not in {line}"
            );
        }
        assert_eq!(line.matches(',').count(), WATCHED.len(), "{line}");
    }
}
