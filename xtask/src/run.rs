//! Running other programs.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// The folder of the project.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        // Cargo says it to what it runs. What was compiled in is another folder when the project was moved since.
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let mut root = PathBuf::from(package);
        assert!(root.pop(), "xtask stands inside the project");
        root
    });
    &ROOT
}

/// The project's own tools. They outlast a change of the sources, not `cargo clean`.
pub fn tools() -> PathBuf {
    root().join("target/tools")
}

/// A command in the project's folder, with the project's own tools found first.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(executable(program));
    command.current_dir(root()).env("PATH", path());
    // trunk takes this for a flag of its own, and refuses "1", which is what most people set.
    command.env_remove("NO_COLOR");
    command
}

/// npm and npx are scripts; Windows runs those only by their whole name.
fn executable(program: &str) -> OsString {
    if cfg!(windows) && matches!(program, "npm" | "npx" | "wasm-opt") {
        format!("{program}.cmd").into()
    } else {
        program.into()
    }
}

/// Where programs are looked for: the project's own tools, then everything else.
fn path() -> OsString {
    let tools = tools();
    let own = [tools.join("bin"), tools.join("node_modules/.bin")];
    let rest = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(own.into_iter().chain(std::env::split_paths(&rest))).unwrap_or(rest)
}

/// Runs a command to its end; the error says what was run.
pub fn run(command: &mut Command) -> Result<(), String> {
    let status = command
        .status()
        .map_err(|error| format!("can't run {}: {error}", name(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{} failed ({status})", line(command)))
    }
}

/// Runs a command in the place of this program, where the system can: who stops the one then stops the other.
pub fn become_command(command: &mut Command) -> Result<(), String> {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        let error = command.exec();
        Err(format!("can't run {}: {error}", name(command)))
    }
    #[cfg(not(unix))]
    run(command)
}

/// The first line that a program prints, or none when it is not there or fails.
pub fn first_line(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output
        .status
        .success()
        .then(|| text.lines().next().unwrap_or_default().to_owned())
}

/// A heading in the log.
pub fn heading(text: &str) {
    eprintln!("\n== {text}");
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn line(command: &Command) -> String {
    let arguments = command
        .get_args()
        .map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(name(command))
        .chain(arguments)
        .collect::<Vec<_>>()
        .join(" ")
}
