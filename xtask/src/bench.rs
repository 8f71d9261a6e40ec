//! Measuring. Figures of one run are comparable with one another; figures of two runs are not.

use crate::run::{command, heading, root, run};
use crate::size;

/// Runs the named benchmarks, or all.
pub fn bench(named: &[String]) -> Result<(), String> {
    if named.is_empty() {
        size::size()?;
        if root().join("benches").is_dir() {
            heading("Benchmarks");
            run(command("cargo").args(["bench", "--benches"]))?;
        }
        return Ok(());
    }
    for name in named {
        if name == "size" {
            size::size()?;
        } else {
            heading(name);
            run(command("cargo").args(["bench", "--bench", name]))?;
        }
    }
    Ok(())
}
