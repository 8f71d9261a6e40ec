//! What generators add to Markdown.

use super::*;

/// Reads a body and checks its outline; whatever it holds, every byte has a use.
fn check(body: &str, expected: &str) {
    let reading = read_here("a.md", &format!("---\ntitle: Tide\n---\n{body}"));
    assert_all_accounted_for(&reading);
    let document = &reading.documents[0];
    assert_eq!(
        outline(document.blocks(LayerKind::Report)),
        expected,
        "{body}"
    );
}

#[test]
fn boxes_become_headings_and_words() {
    // Containers, with and without a title, attributes, and one in another.
    check(
        "Before.\n:::note Mind the *tide*\nIt rises.\n:::\nAfter.",
        "Before.\n#### Mind the tide\nIt rises.\nAfter.\n",
    );
    check("::: tip\nIt rises.\n:::\n", "tip It rises.\n");
    check(
        ":::: danger[Look out]{#x}\n::: {.wide}\nIt rises.\n:::\n::::",
        "#### Look out\nIt rises.\n",
    );
    // Admonitions hold what is set in below them, code as well.
    check(
        "!!! note \"Mind it\"\n    It rises.\n\n    It falls.\n\n        code\n\nAfter.",
        "<Mind it\nIt rises.\nIt falls.\ncode>\nAfter.\n",
    );
    check("???+ tip\n    It rises.", "<tip It rises.>\n");
    // Alerts of GitHub and callouts of Obsidian.
    check("> [!NOTE]\n> It rises.", "<NOTE It rises.>\n");
    check("> [!tip]- Mind it\n> It rises.", "<Mind it\nIt rises.>\n");
    // What only looks like one.
    for text in ["::::: , so what", "!!! Wow, a box", "> [!NOTE of it"] {
        let words = text.trim_start_matches("> ");
        let expected = match words == text {
            true => format!("{words}\n"),
            false => format!("<{words}>\n"),
        };
        check(text, &expected);
    }
}

#[test]
fn attributes_are_no_words() {
    check(
        "It rises.\n{: .lead}\n\nIt falls.",
        "It rises.\nIt falls.\n",
    );
    check(
        "It *rises*{: .wide} and [falls](https://sea.example){: target=\"_blank\"}\nagain ![](https://sea.example/a.png){width=50%} and [again](https://sea.example){.wide}.",
        "It rises and falls again and again.\n<>\n",
    );
    check(
        "- It rises.\n- It falls.\n{:.wide}",
        "- It rises.\n- It falls.\n",
    );
    // The list in whose place the contents come, and none other.
    check("* Contents\n{:toc}\n\nIt rises.", "It rises.\n");
    check("[TOC]\n\nIt rises.", "It rises.\n");
    check("* It rises.\n{:.no_toc}", "- It rises.\n");
    // In code they are words.
    check("`*a*{: .b}` {: .c}", "*a*{: .b} {: .c}\n");
    check("```\n{: .lead}\n:::note\n```", "<{: .lead}\n:::note>\n");
    check("It {rises}.", "It {rises}.\n");
}

#[test]
fn tags_of_generators_become_code_and_addresses() {
    check(
        "{% highlight ruby linenos %}\nrise 1\n\n  :::fall\n{% endhighlight %}\nAfter.",
        "<rise 1\n\n  :::fall>\nAfter.\n",
    );
    check(
        "{{< highlight go \"linenos=table\" >}}\n~~~\n{{< /highlight >}}\n\n{% codeblock The tide lang:js %}\nfall()\n{% endcodeblock %}",
        "<~~~>\n<fall()>\n",
    );
    // What never ends is not code.
    check(
        "{% highlight ruby %}\nIt rises.",
        "{% highlight ruby %} It rises.\n",
    );
    check(
        "Say {% raw %}{{ tide }}{% endraw %}\nnow.",
        "Say {{ tide }} now.\n",
    );
    check("{% raw %}It{% endraw %} *rises*.", "It rises.\n");
    check(
        "[a]({{ site.url }}{{ \"https://sea.example/a\" | absolute_url }}#b), [c]({% link _posts/c.md %}), [d]({{< ref \"d.md\" >}} \"D\") and `[e]({{ site.url }})`.",
        "a, c, d and [e]({{ site.url }}).\n",
    );
    // Nobody knows what that address is.
    check("The [tide]({{ tide }}).", "The [tide]({{ tide }}).\n");
    let reading = read_here(
        "a.md",
        "[a]: {{ \"https://sea.example\" }}\n\nThe [tide][a].",
    );
    let [Block::Paragraph { inlines, .. }] = reading.documents[0].blocks(LayerKind::Report) else {
        panic!("{:?}", reading.documents[0].layers);
    };
    assert!(
        matches!(&inlines[1], Inline::Link { href, .. } if href.as_str() == "https://sea.example"),
        "{inlines:?}"
    );
}

#[test]
fn links_of_wikis_are_links() {
    check(
        "See [[Low tide]], [[moon#Phases|the moon]] and `[[x]]`.",
        "See Low tide, the moon and [[x]].\n",
    );
    check("As [[1]](https://sea.example) says.", "As [1] says.\n");
    check("As [[1]] says.", "As [[1]] says.\n");
    let reading = read_here("a.md", "See [[moon#Phases|the moon]].");
    let [Block::Paragraph { inlines, .. }] = reading.documents[0].blocks(LayerKind::Report) else {
        panic!("{:?}", reading.documents[0].layers);
    };
    assert!(
        matches!(&inlines[1], Inline::Link { href, .. } if href.as_str() == "moon#Phases"),
        "{inlines:?}"
    );
}
