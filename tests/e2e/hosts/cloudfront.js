// S3 behind CloudFront, set up with the project's own two samples as they stand: `s3-upload.sh` says what each object is
// sent with (run with an `aws` that only writes down what it is told), `cloudfront.js` answers to each request first.
import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import vm from "node:vm";

import { shrunk } from "./folder.js";
import { headersFor, readHeaders } from "./rules.js";

const samples = fileURLToPath(new URL("../../../hosts/", import.meta.url));

export async function cloudFront(folder) {
  const objects = await upload(folder.root);
  const code = vm.createContext({});
  vm.runInContext(await readFile(join(samples, "cloudfront.js"), "utf8"), code);
  // The sample asks for a response headers policy with what `_headers` lists for every path.
  const policy = headersFor(readHeaders(await folder.text("_headers")).filter(({ path }) => path === "/*"), "/", false);
  return async ({ path, query, accepted }) => {
    // A viewer request has its address percent-encoded; objects are found by what it says.
    const uri = path.split("/").map(encodeURIComponent).join("/");
    const said = code.handler({ version: "1.0", request: { method: "GET", uri, querystring: query, headers: {} } });
    if (said.statusCode) {
      const headers = Object.fromEntries(Object.entries(said.headers).map(([name, { value }]) => [name, value]));
      return { status: said.statusCode, headers: { ...headers, ...policy }, body: Buffer.alloc(0) };
    }
    const key = decodeURIComponent(said.uri.slice(1));
    // A bucket that may not be listed says 403; the custom error response makes it /404.html with status 404.
    const found = objects.has(key) ? key : "404.html";
    const { type, cache } = objects.get(found);
    const { body, encoding } = await shrunk(await folder.read(found), type, accepted, ["br", "gzip"], 1000);
    const headers = {
      "content-type": type,
      ...(cache && { "cache-control": cache }),
      ...policy,
      ...(encoding && { "content-encoding": encoding, vary: "Accept-Encoding" }),
    };
    return { status: found === key ? 200 : 404, headers, body };
  };
}

/** Runs the sample and reads what it would have put where. */
async function upload(root) {
  const scratch = await mkdtemp(join(tmpdir(), "dovecote-aws-"));
  const log = join(scratch, "log");
  try {
    const stand = join(scratch, "aws");
    // One call a line, its arguments as JSON: no argument can be taken for two.
    await writeFile(stand, `#!/usr/bin/env node\nrequire("node:fs").appendFileSync(${JSON.stringify(log)}, JSON.stringify(process.argv.slice(2)) + "\\n");\n`);
    await chmod(stand, 0o755);
    const env = { ...process.env, PATH: scratch + delimiter + process.env.PATH };
    await promisify(execFile)("sh", [join(samples, "s3-upload.sh"), "bucket", root], { env });
    const calls = (await readFile(log, "utf8")).trim().split("\n").map((line) => JSON.parse(line));
    const files = await all(root);
    const objects = new Map();
    for (const call of calls) put(call, files, objects);
    return objects;
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function all(root) {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1).split(sep).join("/"));
}

/** One `aws s3 cp` or `sync`: later filters win over earlier ones, and an asterisk also stands for slashes. */
function put(call, files, objects) {
  const options = { filters: [] };
  for (let at = 0; at < call.length; at += 1) {
    if (call[at] === "--include" || call[at] === "--exclude") {
      options.filters.push({ wanted: call[at] === "--include", pattern: call[(at += 1)] });
    } else if (call[at] === "--content-type") options.type = call[(at += 1)];
    else if (call[at] === "--cache-control") options.cache = call[(at += 1)];
  }
  const wanted = (name) => options.filters.reduce((now, filter) => (matches(filter.pattern, name) ? filter.wanted : now), true);
  for (const name of files.filter(wanted)) {
    // `sync --size-only` leaves alone what is there already.
    if (call[1] === "sync" && objects.has(name)) continue;
    objects.set(name, { type: options.type ?? "binary/octet-stream", cache: options.cache });
  }
}

function matches(pattern, name) {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(name);
}
