// `_headers` as Netlify and Cloudflare Pages read it: a path, then indented headers, until the next path.

/** The rules, in the order of the file. */
export function readHeaders(text) {
  const rules = [];
  for (const line of text.split("\n")) {
    if (!line.trim() || line.trim().startsWith("#")) continue;
    if (!/^\s/.test(line)) rules.push({ path: line.trim(), lines: [] });
    else rules.at(-1)?.lines.push(line.trim());
  }
  return rules;
}

/** The headers of a path: every rule that fits has its say, and one name said twice is one header with both values. */
export function headersFor(rules, path, removes) {
  const headers = {};
  for (const rule of rules.filter(({ path: pattern }) => fits(pattern, path))) {
    for (const line of rule.lines) {
      const taken = /^!\s*(\S+)$/.exec(line);
      if (taken) {
        if (removes) delete headers[taken[1].toLowerCase()];
        continue;
      }
      const at = line.indexOf(":");
      // A line without a colon is no header; both hosts pass over it with a warning.
      if (at < 1) continue;
      const name = line.slice(0, at).trim().toLowerCase();
      const value = line.slice(at + 1).trim();
      headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
    }
  }
  return headers;
}

/** An asterisk stands for anything. */
function fits(pattern, path) {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(path);
}
