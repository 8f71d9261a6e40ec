//! The native program: documents in, a site out.

fn main() -> std::process::ExitCode {
    dovecote::bundle::program::main()
}
