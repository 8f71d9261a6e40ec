//! The compiled app: what trunk built, and how a page starts it.
//!
//! The bundler takes the app's files from a folder, gives those without a hash in their name one, and writes the small
//! starter that every page loads. Without such a folder the site is still whole: pages, no app.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::output::{Output, hash, integrity};
use super::web_manifest;

/// Folder of the app's files below the root.
pub(super) const APP_DIR: &str = "app/";

/// How a page starts the app: paths below the root.
#[derive(Clone, Debug)]
pub struct Start {
    /// The starter, which brings everything else.
    pub path: String,
    /// The app's glue.
    pub glue: String,
    /// The app's module.
    pub module: String,
}

/// The compiled app's files, by path below their folder.
#[derive(Debug, Default)]
pub struct Shell {
    files: BTreeMap<String, Vec<u8>>,
}

impl Shell {
    /// Reads the app's four modules and the files of `public/` from a trunk output folder. Files of an archive that was
    /// written there before (`data/`, pages) are passed over.
    pub fn read(folder: &Path) -> io::Result<Shell> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() && (name.ends_with(".js") || name.ends_with(".wasm")) {
                files.insert(name, fs::read(entry.path())?);
            }
        }
        Ok(Shell { files })
    }

    /// Removes what trunk wrote from its own folder: the modules are written again under hashed names, and trunk's page
    /// makes room for ours.
    pub fn clear(&self, folder: &Path) -> io::Result<()> {
        for name in self.files.keys().map(String::as_str).chain(["index.html"]) {
            match fs::remove_file(folder.join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether there is an app to start.
    pub fn has_app(&self) -> bool {
        self.module("app").is_some()
    }

    /// Writes the app's files, the whole style sheet and the starter.
    pub fn emit(&self, style: &str, output: &Output) -> Option<Start> {
        let (app_js, app_wasm) = self.module("app")?;
        let put = |stem: &str, extension: &str, bytes: &[u8]| {
            let name = format!("{stem}-{}.{extension}", hash(bytes));
            output.put(format!("{APP_DIR}{name}"), bytes);
            name
        };
        let app_js = put("app", "js", app_js);
        let app_wasm = put("app", "wasm", app_wasm);
        let worker = self.module("search_worker").map(|(js, wasm)| {
            let js = put("search", "js", js);
            let wasm = put("search", "wasm", wasm);
            let start = worker_starter(&js, &wasm);
            let start = put("search-worker", "js", start.as_bytes());
            [start, js, wasm]
        });
        let style_css = put("style", "css", style.as_bytes());
        let style = (style_css.as_str(), integrity(style.as_bytes()));
        let start = starter(&app_js, &app_wasm, style, worker.as_ref());
        let start = put("start", "js", start.as_bytes());
        Some(Start {
            path: format!("{APP_DIR}{start}"),
            glue: format!("{APP_DIR}{app_js}"),
            module: format!("{APP_DIR}{app_wasm}"),
        })
    }

    /// Glue and module of a binary, whatever hash trunk put into their names.
    fn module(&self, stem: &str) -> Option<(&[u8], &[u8])> {
        let find = |suffix: &str| {
            self.files.iter().find_map(|(name, bytes)| {
                let middle = name.strip_prefix(stem)?.strip_suffix(suffix)?;
                let hashed =
                    middle.starts_with('-') && !middle.contains('_') && !middle.contains('.');
                (middle.is_empty() || hashed).then_some(bytes.as_slice())
            })
        };
        Some((find(".js")?, find("_bg.wasm")?))
    }
}

/// The module every page asks for once it is painted and idle. It starts the app; when that fails the page stays as it is and
/// says so once, in the status region. Compiling the app, making it and starting it are tasks of their own, so that a reader
/// waits for one of them at most. A page that carries only the style it shows is given the rest when the app shows another
/// page, in the frame that has to be styled anyway: a sheet that is made, not written into the page, is what the policy
/// allows. Where the reader can search at once, the files of the engine are fetched beside the app's, which will start it.
/// The web manifest is linked here and not in the page: browsers fetch it with the page, before they paint, and it is of use
/// only to those that run scripts.
fn starter(
    app_js: &str,
    app_wasm: &str,
    (style, integrity): (&str, String),
    worker: Option<&[String; 3]>,
) -> String {
    // Trusted Types (W3C): the worker's own address is the only string that may become a script.
    let worker = worker
        .map(|[name, js, wasm]| {
            format!(
                "if (document.querySelector(\"[data-live=search]\"))\n\
                 \x20 for (const name of [\"{name}\", \"{js}\", \"{wasm}\"])\n\
                 \x20   fetch(new URL(`./${{name}}`, import.meta.url), {{ priority: \"low\" }}).catch(() => {{}});\n\
                 const worker = new URL(\"./{name}\", import.meta.url).href;\n\
                 page.dataset.worker = worker;\n\
                 window.trustedTypes?.createPolicy(\"default\", {{ \
                 createScriptURL: (address) => address === worker ? address : null }});\n"
            )
        })
        .unwrap_or_default();
    format!(
        "const page = document.documentElement;\n\
         {worker}\
         const failed = (error) => {{\n\
         \x20 if (page.dataset.app === \"failed\") return;\n\
         \x20 page.dataset.app = \"failed\";\n\
         \x20 const status = document.getElementById(\"notice\");\n\
         \x20 if (status) status.textContent = \"Some features could not start. Everything on this page can still be read.\";\n\
         \x20 const field = document.querySelector(\"[data-live=search] [type=search]\");\n\
         \x20 if (!field) return;\n\
         \x20 field.value = new URLSearchParams(location.search).get(\"q\") ?? \"\";\n\
         \x20 if (status) status.textContent = \"Search could not start. Load the page again to try once more; the categories and the list of all articles work without it.\";\n\
         \x20 console.info(\"The app did not start:\", error);\n\
         }};\n\
         window.addEventListener(\"online\", () => document.querySelector(\"main [data-action=retry]\")?.click());\n\
         window.addEventListener(\"dovecote:import\", (event) => import(event.detail).catch(() => \
         window.dovecoteSearchPort?.postMessage({{ failed: true }})));\n\
         const style = async () => {{\n\
         \x20 if (!document.querySelector(\"style[data-part]\")) return;\n\
         \x20 const answer = await fetch(new URL(\"./{style}\", import.meta.url), {{ integrity: \"{integrity}\" }});\n\
         \x20 const sheet = new CSSStyleSheet();\n\
         \x20 sheet.replaceSync(await answer.text());\n\
         \x20 const shown = new MutationObserver(() => {{\n\
         \x20\x20\x20 if (\"loading\" in page.dataset) return;\n\
         \x20\x20\x20 shown.disconnect();\n\
         \x20\x20\x20 document.adoptedStyleSheets.push(sheet);\n\
         \x20 }});\n\
         \x20 shown.observe(page, {{ attributeFilter: [\"data-loading\"] }});\n\
         }};\n\
         const manifest = document.createElement(\"link\");\n\
         manifest.rel = \"manifest\";\n\
         manifest.href = new URL(\"../{}\", import.meta.url);\n\
         document.head.append(manifest);\n\
         const compiled = async () => {{\n\
         \x20 const answer = await fetch(new URL(\"./{app_wasm}\", import.meta.url));\n\
         \x20 if (answer.headers.get(\"content-type\") === \"application/wasm\") return WebAssembly.compileStreaming(answer);\n\
         \x20 return WebAssembly.compile(await answer.arrayBuffer());\n\
         }};\n\
         Promise.all([import(\"./{app_js}\"), compiled(), style()])\n\
         \x20 .then(async ([app, module]) => {{\n\
         \x20\x20\x20 await new Promise((resolve) => setTimeout(resolve));\n\
         \x20\x20\x20 await app.default({{ module_or_path: module }});\n\
         \x20 }})\n\
         \x20 .catch(failed);\n",
        web_manifest::PATH
    )
}

fn worker_starter(js: &str, wasm: &str) -> String {
    format!(
        "const wasm = fetch(new URL(\"./{wasm}\", import.meta.url));\n\
         Promise.all([import(\"./{js}\"), wasm])\n\
         \x20 .then(([search, wasm]) => search.default({{ module_or_path: wasm }}))\n\
         \x20 .catch((error) => (self.dovecoteSearchPort ?? self).postMessage({{ failed: String(error) }}));\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(names: &[&str]) -> Shell {
        Shell {
            files: names
                .iter()
                .map(|n| ((*n).to_owned(), n.as_bytes().to_vec()))
                .collect(),
        }
    }

    #[test]
    fn the_app_is_found_with_and_without_hashes() {
        let names = [
            "app-1f2e.js",
            "app-1f2e_bg.wasm",
            "search_worker.js",
            "search_worker_bg.wasm",
        ];
        let scratch = std::env::temp_dir().join(format!("dovecote-shell-{}", std::process::id()));
        fs::create_dir_all(&scratch).expect("a folder");
        let folder = scratch.join("site");
        let output = Output::begin(&folder).expect("a folder beside it");
        let start = shell(&names).emit("a{}", &output).expect("an app");
        assert!(start.path.starts_with("app/start-"));
        assert_eq!(output.size().files, 7);
        output.swap(&folder).expect("a folder");
        fs::remove_dir_all(&scratch).expect("removed");
        assert!(shell(&["app.js", "app_bg.wasm"]).has_app());
        assert!(!shell(&["search_worker.js", "app_bg.wasm"]).has_app());
    }
}
