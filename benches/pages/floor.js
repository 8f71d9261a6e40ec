// The floor: a page of the same text, written by hand as plainly as can be.

/** The text of a page in plain tags, with as much style as somebody writes by hand. */
export async function floor(browser, url) {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(url);
  const parts = await page.$$eval("main :is(h1, h2, h3, p, li)", (elements) =>
    elements
      .filter((element) => !element.querySelector("h1, h2, h3, p, li"))
      .map((element) => [element.localName === "li" ? "p" : element.localName, element.textContent, element.querySelector("a")?.href]));
  await page.close();
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const body = parts.map(([tag, text, href]) =>
    href ? `<${tag}><a href="${escaped(href)}">${escaped(text)}</a></${tag}>` : `<${tag}>${escaped(text)}</${tag}>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Floor</title><link rel="icon" href="/favicon.svg">
<style>body{max-width:40rem;margin:auto;padding:1rem;font:1.1rem/1.5 Georgia,serif}h1{line-height:1.2}a{color:#036}</style>
<nav><a href="/">Home</a></nav><main>${body.join("\n")}</main></html>`;
}
