//! Flattened to-do layers, drawn again.

use super::*;
use crate::model::Document;

/// A to-do layer in the bare form of an article page.
fn todo(lines: &str) -> Document {
    let text = format!(
        "A title\nwire.example -- Monday, September 1, 2025, 1:02:03 PM Eastern Daylight Time\n\nA report.\nSign Our PetitionAn opinion.\nTo Do:\n{lines}"
    );
    let mut reading = read_here("a.txt", &text);
    assert_all_accounted_for(&reading);
    assert_words_kept(&reading);
    for mention in &reading.documents[0].mentions {
        assert_eq!(mention.span.of(&reading.text), mention.value);
    }
    reading.documents.remove(0)
}

#[test]
fn lists_are_drawn_as_a_careful_person_would() {
    let check = |lines: &str, expected: &str| {
        assert_eq!(
            outline(todo(lines).blocks(LayerKind::Todo)),
            expected,
            "{lines}"
        )
    };
    check(
        "1. **Read:** - The text of it.\n2. **Write:** - One letter.",
        "1. Read:\n  - The text of it.\n2. Write:\n  - One letter.\n",
    );
    check(
        "3. **Read**: - **Action**: Open it. - **Example**: Article 4.",
        "3. Read:\n  - Action: Open it.\n  - Example: Article 4.\n",
    );
    check(
        "1. **Ask** - Speak up at meetings. - Sample Contact: - **The clerk**: At the hall. - **The mayor**: By letter. - You can also call.",
        "1. Ask\n  - Speak up at meetings.\n  - Sample Contact:\n    - The clerk: At the hall.\n    - The mayor: By letter.\n  - You can also call.\n",
    );
    check(
        "1. **Draft** - Here is an outline: - **Subject**: Grain - **Body**: - Say who you are. - Ask one thing. - Thank them.\n2. **Post** - It.",
        "1. Draft\n  - Here is an outline:\n    - Subject: Grain\n    - Body:\n      - Say who you are.\n      - Ask one thing.\n      - Thank them.\n2. Post\n  - It.\n",
    );
    check(
        "1. **Help**: - **Examples**: - **Ship Fund**: Gives fuel. - **Port Aid**: Gives cranes. - **What to Say**: - Start plainly. - End soon. - **Who to Write To**: The board.",
        "1. Help:\n  - Examples:\n    - Ship Fund: Gives fuel.\n    - Port Aid: Gives cranes.\n  - What to Say:\n    - Start plainly.\n    - End soon.\n  - Who to Write To: The board.\n",
    );
    check(
        "2. **Call:** - Them.\n**Who to Write:** - **Your Senator** (look it up) - **Your Mayor** (at the hall)\n3. **Wait:** - A week.",
        "2. Call:\n  - Them.\nWho to Write:\n- Your Senator (look it up)\n- Your Mayor (at the hall)\n3. Wait:\n  - A week.\n",
    );
    check(
        "- **Be brief:** One page. - **Be kind:** Say thanks.\n- **Be clear:** One point.",
        "- Be brief: One page.\n- Be kind: Say thanks.\n- Be clear: One point.\n",
    );
    check(
        "**Phrases:** - Express concern about grain - Ask for inspections - Thank the crew",
        "Phrases:\n- Express concern about grain\n- Ask for inspections\n- Thank the crew\n",
    );
    check(
        "1. One plain step.\n2. Another.",
        "1. One plain step.\n2. Another.\n",
    );
    check(
        "1. **A:** - x. 2. **B:** - y. 3. **C:** - z.",
        "1. A:\n  - x.\n2. B:\n  - y.\n3. C:\n  - z.\n",
    );
    check(
        "1. **Sign** - Platforms include: - boats.org - ports.org",
        "1. Sign\n  - Platforms include:\n    - boats.org\n    - ports.org\n",
    );
    check(
        "1. **Hours** - Hours: 9 a.m. - 5 p.m. - Bring a friend.",
        "1. Hours\n  - Hours: 9 a.m. - 5 p.m.\n  - Bring a friend.\n",
    );
    check(
        "**Contact:** - **Port Fund** - **Email:** a@ports.org - **Phone:** (202) 555-0100 - **Boat Fund** - **Email:** b@boats.org",
        "Contact:\n- Port Fund\n  - Email: a@ports.org\n  - Phone: (202) 555-0100\n- Boat Fund\n  - Email: b@boats.org\n",
    );
    check("1. **A:**\n- One.\n- Two.", "1. A:\n- One.\n- Two.\n");
}

#[test]
fn ordinary_dashes_are_left_alone() {
    let check = |lines: &str, expected: &str| {
        assert_eq!(
            outline(todo(lines).blocks(LayerKind::Todo)),
            expected,
            "{lines}"
        )
    };
    for prose in [
        "The talks in Reykjavik - the capital of Iceland - went on.",
        "The talks in Reykjavik - Iceland's capital - went on.",
        "U.S. - Russia talks went on. Offices open 9 AM - 5 PM, Monday - Friday.",
        "One point – two points — three points - four points.",
        "Read (Article 4 - Part B) and “Grain - A History” first.",
        "He said: no - never.",
        "There is hope. - That is all there is.",
    ] {
        check(prose, &format!("{prose}\n"));
    }
    check(
        "1. **Read:** - About Reykjavik - Iceland's capital - and the talks.",
        "1. Read:\n  - About Reykjavik - Iceland's capital - and the talks.\n",
    );
    check(
        "1. **Read:** - About grain - the staple of the region - and fuel. - Then write.",
        "1. Read:\n  - About grain - the staple of the region - and fuel.\n  - Then write.\n",
    );
    check(
        "1. **Ask:** - About U.S. - Russia talks, weekdays 9 AM - 5 PM.",
        "1. Ask:\n  - About U.S. - Russia talks, weekdays 9 AM - 5 PM.\n",
    );
    check(
        "1. **Look at [the page - in full](https://example.org/a - b)** now",
        "1. Look at [the page - in full](https://example.org/a - b) now\n",
    );
}

#[test]
fn a_heading_that_ran_into_its_paragraph_is_cut_off() {
    let check = |line: &str, expected: &str| {
        assert_eq!(
            outline(todo(line).blocks(LayerKind::Todo)),
            expected,
            "{line}"
        )
    };
    check("### Steps to Take:", "### Steps to Take:\n");
    check(
        "### What Can One Person Do?",
        "### What Can One Person Do?\n",
    );
    check(
        "### Conclusion Every letter, even a short one, is read.",
        "### Conclusion\nEvery letter, even a short one, is read.\n",
    );
    check(
        "### Conclusion: Every letter is read.",
        "### Conclusion:\nEvery letter is read.\n",
    );
    check("### Conclusion", "### Conclusion\n");
    check(
        "### Conclusion Every letter is read. Will you write one?",
        "### Conclusion\nEvery letter is read. Will you write one?\n",
    );
    check(
        "### What Should the U.S. Congress Do?",
        "### What Should the U.S. Congress Do?\n",
    );
    check(
        "### In Conclusion By writing, you take part.",
        "### In Conclusion\nBy writing, you take part.\n",
    );
    check(
        "#### Steps for This Week By the end of it you will have written once.",
        "#### Steps for This Week\nBy the end of it you will have written once.\n",
    );
    check(
        "### Who Answers Offices answer letters within weeks.",
        "### Who Answers\nOffices answer letters within weeks.\n",
    );
    check(
        "### Contacts - **The hall**: Ring. - **The port**: Write.",
        "### Contacts\n- The hall: Ring.\n- The port: Write.\n",
    );
}

#[test]
fn contacts_have_what_the_text_says_and_nothing_more() {
    let check = |lines: &str, expected: &str| {
        let document = todo(lines);
        let mut shown = String::new();
        for contact in &document.contacts {
            shown.push_str(&format!(
                "{}|{}|{}|{}|{}|{}|{}\n",
                contact.role.as_deref().unwrap_or(""),
                contact.name,
                contact.district.as_deref().unwrap_or(""),
                contact.phones.join(";"),
                contact.emails.join(";"),
                contact.urls.join(";"),
                contact.addresses.join(";")
            ));
        }
        for mention in document
            .mentions
            .iter()
            .filter(|mention| mention.contact.is_none())
        {
            shown.push_str(&format!("{} {}\n", mention.datum.name(), mention.value));
        }
        assert_eq!(shown, expected, "{lines}");
    };
    check(
        "**Contacts:** - **Senator Jane Doe (NY)** - Email: doe.senate.example/contact - Phone: (202) 555-0100 - Address: 1 Hart Building, Washington, D.C. 20510",
        "Senator|Jane Doe|NY|(202) 555-0100||doe.senate.example/contact|1 Hart Building, Washington, D.C. 20510\n",
    );
    check(
        "**Contacts**: - **Representative John Roe** (TX-7) Email: [https://roe.example/c](https://roe.example/c) Office Address: 12 Main St., Suite 4, Austin, TX 78701 Phone: 512-555-0100",
        "Representative|John Roe|TX-7|512-555-0100||https://roe.example/c|12 Main St., Suite 4, Austin, TX 78701\n",
    );
    check(
        "- **Ship Fund**: Gives fuel. Visit [ships.org](https://ships.org). Write to help@ships.org.",
        "|Ship Fund|||help@ships.org|https://ships.org|\n",
    );
    check(
        "- **Ship Fund** - **Phone:** +1 202 555 0100 - **Email:** [us](mailto:help@ships.org)",
        "|Ship Fund||+1 202 555 0100|help@ships.org||\n",
    );
    check(
        "1. **Call the switchboard:** - (202) 555-0100, any day of 2025.\n2. **Search:** - See ships.org/find.",
        "phone (202) 555-0100\nurl ships.org/find\n",
    );
    check(
        "**Example Petition:** - **Open the Ports** (change.org) - Sign it.",
        "url change.org\n",
    );
    check(
        "- **White House**: 1600 Pennsylvania Avenue NW, Washington, DC 20500, (202) 555-0111",
        "|White House||(202) 555-0111|||1600 Pennsylvania Avenue NW, Washington, DC 20500\n",
    );
    check(
        "- **Port Fund** - Email: jane.roe+news@ports.org - Mail [us](mailto:help@ports.org?subject=Hi)",
        "|Port Fund|||jane.roe+news@ports.org;help@ports.org||\n",
    );
    check(
        "- **Port Fund** - Call [(202) 555-0100](tel:+12025550100) or 202-555-0111 ext. 5. - Address: 1 Quay St., Boston, MA 02203, Phone: (202) 555-0122",
        "|Port Fund||(202) 555-0100;202-555-0111 ext. 5;(202) 555-0122|||1 Quay St., Boston, MA 02203\n",
    );
    check(
        "- **Port Fund** - Address: 1 Quay St., Boston, MA 02203; phone (202) 555-0100. See ports.vote.",
        "|Port Fund||(202) 555-0100||ports.vote|1 Quay St., Boston, MA 02203\n",
    );
    check(
        "Write at https://ports.org/ask?to=us@ports.org or https://boats.org/@us.",
        "url https://ports.org/ask?to=us@ports.org\nurl https://boats.org/@us\n",
    );
    check(
        "1. **Call**: - **Number**: (202) 555-0100\n2. **Learn** - **Resources**: ports.org",
        "phone (202) 555-0100\nurl ports.org\n",
    );
    check(
        "The U.S. and the U.K. met in 1987. No. 1.5 of 10-20 was signed on 12/8/1987.",
        "",
    );
}

#[test]
fn a_label_with_two_colons_is_one_label() {
    for text in [
        "- **NATO** - Address: :** - **Headquarters**",
        "- **Harbour office** (x) - Address: : 12 Main St., Springfield, IL 62701",
        "Email: : Phone: : (202) 555-0100",
    ] {
        // It reads them, and its addresses are where they are.
        let _ = todo(text);
    }
}

#[test]
fn petitions_organisations_and_words_to_say_are_found_with_their_places() {
    let todo = "1. **Sign Petitions**: - **Platforms**: Look on ports.org. - **Example**: One petition is “Keep the Port Open,” which is new.\n\n**Example Petition:** - **Boats for All** (ports.org) - Share it.\n\n2. **Call**: - **What to Say**: - Begin with your name. - Ask for *lower* dues. - **Who to Call**: The clerk.\n\n**Contacts:** - **Port Fund** - Website: ports.org - **Senator Jane Roe (NY)** - Phone: (202) 555-0100\n\n3. **Write** - Sample Letter: Dear clerk, please.";
    let text = format!(
        "A treaty\na.example -- Friday, January 2, 2026, 1:02:03 PM Eastern Standard Time\n\nThe report.\n\nExpand\n\nSign Our Petition\n\n\nTo Do:\n\n{todo}\n"
    );
    let reading = read_here("a.txt", &text);
    let asks: Vec<(crate::model::AskKind, &str, &str)> = reading.documents[0]
        .asks
        .iter()
        .map(|ask| (ask.kind, ask.name.as_str(), ask.span.of(&reading.text)))
        .collect();
    use crate::model::AskKind::{Organization, Petition, WhatToSay};
    assert_eq!(
        asks,
        [
            (Petition, "Keep the Port Open", "Keep the Port Open"),
            (Petition, "Boats for All", "Boats for All"),
            (WhatToSay, "What to Say", "What to Say"),
            (Organization, "Port Fund", "Port Fund"),
            (WhatToSay, "Sample Letter", "Sample Letter"),
        ]
    );
    let points: Vec<(&str, &str)> = reading.documents[0]
        .asks
        .iter()
        .flat_map(|ask| &ask.points)
        .map(|point| (point.text.as_str(), point.span.of(&reading.text)))
        .collect();
    assert_eq!(
        points,
        [
            ("Begin with your name.", "Begin with your name."),
            ("Ask for lower dues.", "Ask for *lower* dues."),
            ("Dear clerk, please.", "Dear clerk, please."),
        ]
    );
}

#[test]
fn words_to_say_are_found_below_a_heading_and_behind_a_promise() {
    let said = |lines: &str| -> Vec<(String, Vec<String>)> {
        let document = todo(lines);
        let asks = document.asks.into_iter();
        asks.filter(|ask| ask.kind == crate::model::AskKind::WhatToSay)
            .map(|ask| {
                (
                    ask.name,
                    ask.points.into_iter().map(|point| point.text).collect(),
                )
            })
            .collect()
    };
    assert_eq!(
        said(
            "### What to Say in Letters:\n- **Be brief:** One page. - **Be kind:** Say thanks.\nThen post it."
        ),
        [(
            "What to Say in Letters".to_owned(),
            vec![
                "Be brief: One page.".to_owned(),
                "Be kind: Say thanks.".to_owned()
            ]
        )]
    );
    assert_eq!(
        said(
            "1. **Draft** - Be clear. Here’s a sample outline for it: - **Subject**: Grain - **Body**: - Say who you are. - Ask one thing.\n2. **Post** - It."
        ),
        [(
            "sample outline".to_owned(),
            vec![
                "Subject: Grain".to_owned(),
                "Say who you are.".to_owned(),
                "Ask one thing.".to_owned()
            ]
        )]
    );
    assert_eq!(said("### What to Say\nNothing."), []);
}
