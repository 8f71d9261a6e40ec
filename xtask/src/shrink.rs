//! What no browser needs is taken out of a module and its glue: names that only tools read, comments, and glue for what
//! the module no longer has.
//!
//! wasm-bindgen names each function that a module imports after what it does and a hash of where it comes from, in the
//! module and in the glue. Hashes can't be compressed: in the app they are 6 of 125 kB. Here both sides agree on shorter
//! names (WebAssembly Core Specification 2.0, chapter 5: Binary Format).
//!
//! Leptos carries classes for streams of server functions, which nothing here calls. wasm-opt takes their exports out of the
//! module (`index.html` names them), and with them the code behind; what the glue has for them goes here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Shrinks every module of a folder that has its glue beside it.
pub fn folder(folder: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("can't shrink the app: {error}");
    for entry in fs::read_dir(folder).map_err(failed)? {
        let module = entry.map_err(failed)?.path();
        let name = module.file_name().unwrap_or_default().to_string_lossy();
        let Some(stem) = name.strip_suffix("_bg.wasm") else {
            continue;
        };
        let glue = folder.join(format!("{stem}.js"));
        let (bytes, text) = (
            fs::read(&module).map_err(failed)?,
            fs::read_to_string(&glue).map_err(failed)?,
        );
        let (bytes, text) = shrunk(&bytes, &text)
            .ok_or_else(|| format!("{} is no module that can be shrunk", module.display()))?;
        fs::write(&module, bytes).map_err(failed)?;
        fs::write(&glue, text).map_err(failed)?;
    }
    Ok(())
}

/// A module and its glue with short names; none when the module can't be read.
fn shrunk(module: &[u8], glue: &str) -> Option<(Vec<u8>, String)> {
    const CUSTOM: u8 = 0;
    const IMPORTS: u8 = 2;
    const EXPORTS: u8 = 7;
    let mut names = Names::new(glue);
    let mut rest = Bytes(module);
    let mut out = rest.take(8)?.to_vec();
    if !out.starts_with(b"\0asm") {
        return None;
    }
    while !rest.0.is_empty() {
        let id = rest.byte()?;
        let size = rest.number()?;
        let content = rest.take(size)?;
        let content = match id {
            CUSTOM => continue,
            IMPORTS => imports(content, &mut names)?,
            EXPORTS => exports(content, &mut names)?,
            _ => content.to_vec(),
        };
        out.push(id);
        put_number(&mut out, content.len());
        out.extend(content);
    }
    let glue = without_unused(glue, &names.known);
    Some((out, without_comments(&names.renamed(&glue))))
}

fn imports(section: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let mut rest = Bytes(section);
    let count = rest.number()?;
    let mut out = Vec::new();
    put_number(&mut out, count);
    for _ in 0..count {
        put_text(&mut out, rest.text()?);
        let name = rest.text()?;
        names.known.insert(name.to_owned());
        put_text(&mut out, &names.short(name));
        // Glue imports functions and nothing else.
        if rest.byte()? != 0 {
            return None;
        }
        out.push(0);
        put_number(&mut out, rest.number()?);
    }
    Some(out)
}

fn exports(section: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let mut rest = Bytes(section);
    let count = rest.number()?;
    let mut out = Vec::new();
    put_number(&mut out, count);
    for _ in 0..count {
        let name = rest.text()?;
        names.known.insert(name.to_owned());
        if has_hash(name) {
            put_text(&mut out, &names.short(name));
        } else {
            put_text(&mut out, name);
        }
        out.push(rest.byte()?);
        put_number(&mut out, rest.number()?);
    }
    Some(out)
}

/// Whether a name ends in a hash of sixteen digits.
fn has_hash(name: &str) -> bool {
    let digits = name.bytes().rev().take_while(u8::is_ascii_hexdigit);
    digits.count() >= 16
}

/// Which name becomes which.
struct Names {
    /// What the module imports and exports.
    known: BTreeSet<String>,
    taken: BTreeSet<String>,
    short: BTreeMap<String, String>,
}

impl Names {
    fn new(glue: &str) -> Names {
        let words = glue.split(|c: char| !is_of_word(c)).map(str::to_owned);
        Names {
            known: BTreeSet::new(),
            taken: words.collect(),
            short: BTreeMap::new(),
        }
    }

    fn short(&mut self, name: &str) -> String {
        if let Some(short) = self.short.get(name) {
            return short.clone();
        }
        let free = (0..)
            .map(|number: u32| format!("w{number}"))
            .find(|short| self.taken.insert(short.clone()))
            .unwrap_or_else(|| name.to_owned());
        self.short.insert(name.to_owned(), free.clone());
        free
    }

    /// The glue with every word that has a short name replaced by it.
    fn renamed(&self, glue: &str) -> String {
        let mut out = String::with_capacity(glue.len());
        let mut rest = glue;
        while !rest.is_empty() {
            let start = rest.find(is_of_word).unwrap_or(rest.len());
            let (between, after) = rest.split_at(start);
            let (word, after) =
                after.split_at(after.find(|c| !is_of_word(c)).unwrap_or(after.len()));
            out.push_str(between);
            out.push_str(self.short.get(word).map_or(word, String::as_str));
            rest = after;
        }
        out
    }
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// Lines without their indentation, without lines that are comments. Text over several lines stays as it is.
fn without_comments(glue: &str) -> String {
    if glue.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return glue.to_owned();
    }
    let mut out = String::with_capacity(glue.len());
    let mut inside = false;
    for line in glue.lines().map(str::trim) {
        inside |= line.starts_with("/*");
        if !inside && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        inside &= !line.ends_with("*/");
    }
    out
}

/// The glue without functions that the module does not import, and without classes whose exports it does not have.
/// wasm-bindgen gives each of them lines of its own, and a class two statements besides.
fn without_unused(glue: &str, known: &BTreeSet<String>) -> String {
    let mut out = String::with_capacity(glue.len());
    let is_end = |line: &str, end: &str| match end {
        ";" => line.ends_with(end),
        _ => line == end,
    };
    let mut gone: Vec<&str> = Vec::new();
    // How the last of the lines to leave out ends.
    let mut until: Option<&str> = None;
    for line in glue.lines() {
        if until.is_none() {
            let import = line
                .strip_prefix("        ")
                .filter(|_| line.ends_with('{'));
            let class = line.strip_prefix("export class ");
            if let Some((name, _)) = import.and_then(|line| line.split_once(": function(")) {
                until = (!known.contains(name)).then_some("        },");
            } else if let Some(name) = class.and_then(|line| line.strip_suffix(" {")) {
                let free = format!("__wbg_{}_free", name.to_lowercase());
                if !known.contains(&free) {
                    gone.push(name);
                    until = Some("}");
                }
            } else if gone.iter().any(|name| {
                line.starts_with(&format!("if (Symbol.dispose) {name}."))
                    || line.starts_with(&format!("const {name}Finalization "))
            }) {
                until = Some(";");
            }
        }
        match until {
            Some(end) => until = (!is_end(line, end)).then_some(end),
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// A module, read from its head.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    /// Unsigned LEB128 of 32 bits.
    fn number(&mut self) -> Option<usize> {
        let mut value = 0_u32;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return usize::try_from(value).ok();
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'a str> {
        let size = self.number()?;
        std::str::from_utf8(self.take(size)?).ok()
    }
}

fn put_number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len());
    out.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        let mut out = vec![id];
        put_number(&mut out, content.len());
        out.extend(content);
        out
    }

    fn import(name: &str) -> Vec<u8> {
        let mut content = vec![1];
        put_text(&mut content, "./app_bg.js");
        put_text(&mut content, name);
        content.extend([0, 0]);
        section(2, &content)
    }

    fn export(name: &str) -> Vec<u8> {
        let mut content = vec![1];
        put_text(&mut content, name);
        content.extend([0, 1]);
        section(7, &content)
    }

    fn module(sections: &[Vec<u8>]) -> Vec<u8> {
        [b"\0asm\x01\0\0\0".to_vec(), sections.concat()].concat()
    }

    #[test]
    fn both_sides_agree_on_names_that_nobody_has() {
        let before = module(&[
            import("__wbg_get_0123456789abcdef"),
            export("invoke__h0123456789abcdef"),
            section(0, b"\x04name"),
        ]);
        let glue = "/**\n * Says.\n */\nconst w0 = {\n    // Gets.\n    __wbg_get_0123456789abcdef: () => 1,\n};\n\
            wasm.invoke__h0123456789abcdef(`a${w0}`);\nwasm.memory; invoke__h0123456789abcdef_2();\n";
        let (after, glue) = shrunk(&before, glue).expect("a module");
        assert_eq!(after, module(&[import("w1"), export("w2")]));
        assert_eq!(
            glue,
            "const w0 = {\nw1: () => 1,\n};\nwasm.w2(`a${w0}`);\nwasm.memory; invoke__h0123456789abcdef_2();\n"
        );
    }

    #[test]
    fn glue_for_what_the_module_lacks_is_left_out() {
        let module = module(&[import("__wbg_get"), export("__wbg_kept_free")]);
        let glue = "export class Kept {\n    free() {\n    }\n}\nexport class Sink {\n    free() {\n    }\n}\n\
            if (Symbol.dispose) Sink.prototype.a = 1;\nconst imports = {\n        __wbg_get: function(a) {\n        },\n\
            \x20       __wbg_set: function(a) {\n            if (a) {\n            }\n        },\n};\n\
            const SinkFinalization = (a)\n    ? b\n    : c;\nlet wasm;\n";
        let (_, glue) = shrunk(&module, glue).expect("a module");
        assert_eq!(
            glue,
            "export class Kept {\nfree() {\n}\n}\nconst imports = {\nw0: function(a) {\n},\n};\nlet wasm;\n"
        );
    }

    #[test]
    fn names_without_a_hash_stay_in_the_exports() {
        let before = module(&[export("memory")]);
        assert_eq!(
            shrunk(&before, "wasm.memory").map(|(after, _)| after),
            Some(before)
        );
    }

    #[test]
    fn text_over_several_lines_stays_as_it_is() {
        let glue = "const a = `\n  // no comment\n`;\n";
        assert_eq!(
            shrunk(&module(&[]), glue).map(|(_, glue)| glue).as_deref(),
            Some(glue)
        );
    }

    #[test]
    fn what_is_no_module_is_refused() {
        let cut = module(&[import("a")]);
        let table = module(&[section(2, &[1, 0, 1, b'a', 1, 0x70, 0, 0])]);
        for broken in [
            &b"\0as"[..],
            b"<!doctype html>",
            &cut[..cut.len() - 1],
            &table,
        ] {
            assert!(shrunk(broken, "").is_none(), "{broken:?}");
        }
    }
}
