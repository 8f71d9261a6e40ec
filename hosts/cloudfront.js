// A CloudFront Function for "viewer request", before a private S3 bucket (origin access control). Besides it:
// - custom error responses: 403 and 404 both answer with /404.html and status 404;
// - a response headers policy with the headers that `_headers` lists under `/*`;
// - "compress objects automatically" on.
var FILE = /\.(html|htm|js|css|json|wasm|bin|xml|txt|svg|png|opml|webmanifest)$/;

function handler(event) {
  var request = event.request;
  var last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (last === "") {
    request.uri += "index.html";
  } else if (!FILE.test(last)) {
    // A page without its last slash. A dot alone says nothing: a source's page is named after its host.
    return {
      statusCode: 301,
      statusDescription: "Moved Permanently",
      headers: { location: { value: "./" + last + "/" } },
    };
  }
  return request;
}
