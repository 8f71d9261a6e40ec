//! How the site looks among a device's apps: the web app manifest (W3C) and its icons.

use serde_json::json;

use crate::wire::Site;

use super::output::Output;

/// Path of the manifest below the root.
pub const PATH: &str = "site.webmanifest";

/// The icon of tabs and bookmarks: a drawing that follows light and dark.
pub const ICON: &str = "favicon.svg";

/// The icon for a home screen that wants a square picture.
pub const TOUCH_ICON: &str = "icon-180.png";

/// The ground of the page, as light shows it (`--ground` in `style/tokens.css`).
const GROUND: &str = "#f8f6f1";

/// The files of `public/`, as compiled in: path below the root and bytes. The pictures are drawn from the same dove.
const PUBLIC: &[(&str, &[u8])] = &[
    (ICON, include_bytes!("../../public/favicon.svg")),
    ("schema.json", include_bytes!("../../public/schema.json")),
    (TOUCH_ICON, include_bytes!("../../public/icon-180.png")),
    ("icon-192.png", include_bytes!("../../public/icon-192.png")),
    ("icon-512.png", include_bytes!("../../public/icon-512.png")),
];

/// Writes the manifest and the icons. Every address in it is relative to it: the folder works below any path.
pub fn put(site: &Site, output: &Output) {
    for (path, bytes) in PUBLIC {
        output.put(*path, *bytes);
    }
    let picture = |size: u32, purpose: &str| {
        json!({
            "src": format!("icon-{size}.png"),
            "sizes": format!("{size}x{size}"),
            "type": "image/png",
            "purpose": purpose,
        })
    };
    let manifest = json!({
        "name": site.title,
        "short_name": site.title,
        "description": if site.description.is_empty() { &site.motto } else { &site.description },
        "lang": site.language,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": GROUND,
        "theme_color": GROUND,
        // The pictures keep the dove within the circle that a mask may cut out.
        "icons": [
            { "src": ICON, "sizes": "any", "type": "image/svg+xml" },
            picture(192, "any"),
            picture(512, "any"),
            picture(512, "maskable"),
        ],
    });
    output.put(PATH, format!("{manifest:#}\n"));
}
