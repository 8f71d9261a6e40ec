//! Whatever a file holds: no panic, nothing left over, linear time.

use proptest::prelude::*;

use super::*;

/// Pieces every dialect has an opinion about, so that random files come near to real ones.
const PIECES: [&str; 65] = [
    "\n",
    "\n\n",
    "\n\n\n",
    " ",
    " - ",
    "- ",
    "**Name:** ",
    "**Name**",
    "1. ",
    "2. **X**: - ",
    "### Head ",
    "Expand",
    "Sign Our Petition",
    "Opinion:",
    "Action:",
    "To Do:",
    "Updated very often",
    "All Opinions and Actions are (C)opyright 2025 - X",
    "3 Related Article(s):",
    "Categories: A, B",
    "wire.example -- Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time",
    "Title here",
    "---\n",
    "+++\n",
    "% x\n",
    "{",
    "}",
    "title: x\n",
    "date: 2024-01-01\n",
    "{\"title\":\"a\",\"text\":\"b\"}",
    "[a](https://example.org)",
    "](",
    "(",
    ")",
    "`",
    "``` ",
    "> ",
    "| a | b |\n|---|---|\n",
    "<p>",
    "</p>",
    "<!--",
    "<script>",
    "Email: a@b.org",
    "Phone: (202) 555-0100",
    "Address: 1 X St, Y, DC 20500",
    "\u{feff}",
    "é",
    "\u{202f}",
    "“",
    "Post a Comment",
    "& Münze. ",
    "import A from './a'\n",
    "export const a = {\n",
    "a: 'b\\u{e9}', ",
    "{/* a */}\n",
    "::: note {.a} T\n",
    ":::",
    "!!! note \"T\"\n    ",
    "> [!NOTE] ",
    "{: .a}",
    "{% highlight a %}\n",
    "{% endhighlight %}\n",
    "{{ site.url }}",
    "{% raw %}",
    "[[a|b]]",
];

/// An article page up to its To Do.
const TO_DO: &str = "Title here\n\nwire.example -- Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time\nTitle here\n\nA report.\n\nExpand\n\nSign Our Petition\n\n\nTo Do:\n\n";

pub(super) fn assert_sound(reading: &Reading) {
    assert_eq!(reading.coverage.gaps(&reading.text), []);
    for piece in reading.coverage.pieces() {
        assert!(
            reading.text.get(piece.span.range()).is_some(),
            "a piece cuts a character"
        );
    }
    for problem in &reading.problems {
        assert!(problem.line >= 1 && problem.column >= 1 && !problem.to_string().is_empty());
    }
    for document in &reading.documents {
        for mention in &document.mentions {
            assert_eq!(
                super::super::lines::fold(mention.span.of(&reading.text)),
                mention.value
            );
        }
    }
    assert!(crate::bundle::show::Shown::new(reading).to_json().is_ok());
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400), name in 0..4_usize) {
        assert_sound(&read(["a.txt", "a.md", "a.jsonl", "a.html"][name], &bytes, &ReadContext::default()));
    }

    #[test]
    fn any_text_is_read(text in ".{0,300}", name in 0..4_usize) {
        assert_sound(&read(["a.txt", "a.md", "a.jsonl", "a.html"][name], text.as_bytes(), &ReadContext::default()));
    }

    #[test]
    fn any_mixture_of_the_dialects_is_read(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60), name in 0..4_usize) {
        let text: String = pieces.concat();
        assert_sound(&read(["a.txt", "2024-01-01-a.md", "a.jsonl", "a.html"][name], text.as_bytes(), &ReadContext::default()));
    }

    #[test]
    fn any_mixture_inside_a_page_is_read(report in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..30), todo in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..40)) {
        let text = format!("Title here\n\nwire.example -- Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time\nTitle here\n\n{}\n\nExpand\n\nSign Our Petition\n\n\nOpinion:\n\nX.\n\nTo Do:\n\n{}\n\n\nSign Our Petition\n", report.concat(), todo.concat());
        assert_sound(&read("a.txt", text.as_bytes(), &ReadContext::default()));
    }
}

/// Repetition that makes a careless reader try everything again at each sign: it is read to its end, and accounted for.
#[test]
fn hostile_repetition_is_read_to_its_end() {
    let hostile = [
        "](a) ",
        "- Capital ",
        "Email: a@b.org - word and - ",
        "**a** - ",
        "- **a:** ",
        "(",
        "“",
        "[a](",
        "Email: ",
        "1. **",
        " 2. **x",
        "Address: ",
        "a@b.org ",
        "a.org/",
        "(202) 555-",
        "*",
        "`",
        "<",
        "> ",
        "[",
        "- ",
        "| ",
        "{{ ",
        "word ",
        "### ",
        "\n- ",
        "\n1. ",
        "\n> ",
        "<b>",
        "<div>",
        "&amp;",
        "Sign Our Petition\n",
        "export const a = {\n",
        "import {\n\n",
        "[{a:",
        "\\u{",
        "{/* */}\n",
    ];
    for piece in hostile {
        for prefix in [
            TO_DO,
            "",
            "# T\n\n",
            "<html><body>",
            "export const a = { b: '",
        ] {
            let text = format!("{prefix}{}", piece.repeat(16_000));
            let reading = read("a.txt", text.as_bytes(), &ReadContext::default());
            assert_eq!(
                reading.coverage.gaps(&reading.text).len(),
                0,
                "{piece:?} after {prefix:?}"
            );
        }
    }
}

/// The address of a link may hold what begins another, and need not be one.
#[test]
fn brackets_within_the_address_of_a_link_are_read() {
    for todo in ["](((](((]((---)-]((---)--()--)---)----", "[a](b(](c)d)e"] {
        let text = format!("{TO_DO}{todo}\n");
        assert_sound(&read("a.txt", text.as_bytes(), &ReadContext::default()));
    }
}
