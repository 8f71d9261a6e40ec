// The same articles as sites of others, each as its own documentation makes one: opponents in the benchmark, and nothing
// else. What is not installed, or does not come to an end in time, is told and left out.
import { execFile } from "node:child_process";
import { access, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where `package.json` of the peers has been installed, and the Python environment of those that npm has not. */
const PACKAGES = resolve(import.meta.dirname, "peers");
const npm = (name) => join(PACKAGES, "node_modules/.bin", name);
const python = (name) => resolve(import.meta.dirname, "../../target/dovecote/peers/bin", name);

/** Longest that a peer may take for its site, in milliseconds. */
const PATIENCE_MS = 600_000;
/** Articles on home, as on ours. */
const ON_HOME = 20;

const style = "body{max-width:40rem;margin:auto;padding:1rem;font:1.1rem/1.5 Georgia,serif}h1{line-height:1.2}a{color:#036}";
const frame = (title, main) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>` +
  `<style>${style}</style></head><body><nav><a href="/">Home</a></nav><main>${main}</main></body></html>`;

/** Each: the most articles it is given, its files besides the articles, where these go, its commands, and what they write. */
const PEERS = [
  {
    name: "eleventy",
    most: 10_000,
    articles: "articles",
    files: () => ({
      "eleventy.config.js":
        `export default (config) => { config.addCollection("newest", (all) => all.getFilteredByTag("article").reverse().slice(0, ${ON_HOME})); };`,
      "articles/articles.json": '{ "layout": "article.njk", "tags": "article", "permalink": "/articles/{{ page.fileSlug }}/" }',
      "_includes/article.njk": frame("{{ title }}", "<h1>{{ title }}</h1>{{ content | safe }}"),
      "index.njk": frame(
        "Home",
        '<h1>Home</h1>{% for post in collections.newest %}<h2><a href="{{ post.url }}">{{ post.data.title }}</a></h2><p>{{ post.content | striptags | truncate(200) }}</p>{% endfor %}',
      ),
    }),
    commands: [
      [npm("eleventy"), "--quiet"],
      [npm("pagefind"), "--site", "_site"],
    ],
    output: "_site",
  },
  {
    name: "hugo",
    most: 10_000,
    articles: "content/articles",
    files: () => ({
      "hugo.toml": 'baseURL = "/"\nrelativeURLs = true\ntitle = "Home"\ndisableKinds = ["taxonomy", "term", "RSS"]\n',
      "layouts/_default/single.html": frame("{{ .Title }}", "<h1>{{ .Title }}</h1>{{ .Content }}"),
      "layouts/_default/list.html": frame("{{ .Title }}", "<h1>{{ .Title }}</h1>"),
      "layouts/index.html": frame(
        "Home",
        `<h1>Home</h1>{{ range first ${ON_HOME} .Site.RegularPages.ByDate.Reverse }}<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Summary | plainify | truncate 200 }}</p>{{ end }}`,
      ),
    }),
    commands: [[python("hugo"), "--quiet"]],
    output: "public",
  },
  {
    name: "vitepress",
    most: 1_000,
    articles: "articles",
    files: (articles) => ({
      ".vitepress/config.mjs": 'export default { title: "Home", cleanUrls: false, ignoreDeadLinks: true, themeConfig: { search: { provider: "local" } } };',
      "index.md": list(articles, (slug) => `/articles/${slug}.html`),
    }),
    commands: [[npm("vitepress"), "build", "."]],
    output: ".vitepress/dist",
  },
  {
    name: "material",
    most: 1_000,
    articles: "docs/articles",
    files: (articles) => ({
      "mkdocs.yml": "site_name: Home\ntheme: { name: material, font: false }\nplugins: [search]\nnav: [index.md]\n",
      "docs/index.md": list(articles, (slug) => `articles/${slug}.md`),
    }),
    commands: [[python("mkdocs"), "build", "--quiet"]],
    output: "site",
  },
];

function list(articles, address) {
  const entries = articles.slice(0, ON_HOME).map(({ slug, title }) => `## [${title}](${address(slug)})\n`);
  return `# Home\n\n${entries.join("\n")}`;
}

/** Makes the sites of all peers from a folder of generated Markdown; each ends up in `folder` under its name. */
export async function build(seeds, folder) {
  const names = (await readdir(seeds, { recursive: true })).filter((name) => name.endsWith(".md"));
  const articles = await Promise.all(names.map(async (name) => {
    const text = await readFile(join(seeds, name), "utf8");
    const fact = (name) => new RegExp(`^${name}: (.*)$`, "m").exec(text)?.[1];
    return { slug: basename(name, ".md"), title: fact("title"), date: fact("date"), text };
  }));
  articles.sort((a, b) => (a.date < b.date ? 1 : -1));
  for (const peer of PEERS) {
    const says = (words) => console.log(`${peer.name}: ${words}`);
    if (articles.length > peer.most) says(`left out, takes too long for ${articles.length} articles`);
    else await make(peer, articles, resolve(folder, ".work", peer.name), resolve(folder, peer.name)).then(says, (error) => says(`left out, ${told(error)}`));
  }
}

async function make(peer, articles, work, target) {
  for (const [program] of peer.commands) await access(program);
  await rm(work, { recursive: true, force: true });
  await rm(target, { recursive: true, force: true });
  const files = Object.entries(peer.files(articles));
  for (const { slug, title, text } of articles) {
    // The front matter names a title; peers that show the text alone take it from a heading.
    const body = ["vitepress", "material"].includes(peer.name) ? text.replace(/^---\n[^]*?\n---\n/, `$&\n# ${title}\n`) : text;
    files.push([`${peer.articles}/${slug}.md`, body]);
  }
  for (const [name, text] of files) {
    await mkdir(dirname(join(work, name)), { recursive: true });
    await writeFile(join(work, name), text);
  }
  // Node looks for packages in the folders above.
  await symlink(join(PACKAGES, "node_modules"), join(work, "node_modules"));
  const begun = performance.now();
  for (const [program, ...words] of peer.commands) {
    await run(program, words, { cwd: work, timeout: PATIENCE_MS, maxBuffer: 1 << 28, env: { ...process.env, NODE_OPTIONS: "--max-old-space-size=6144" } });
  }
  await symlink(join(work, peer.output), target);
  return `${articles.length} articles in ${((performance.now() - begun) / 1000).toFixed(0)} s`;
}

function told(error) {
  if (error.code === "ENOENT") return `not installed (${error.path})`;
  return error.killed ? "not done in ten minutes" : `it failed: ${String(error.stderr || error.message).trim().split("\n").at(-1)}`;
}
