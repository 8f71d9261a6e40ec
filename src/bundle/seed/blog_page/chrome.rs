//! What the platforms of blogs put around a text, in several languages.

use super::super::lines::fold;

/// A line that is not the author's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chrome<'text> {
    /// A button or a heading of the platform.
    Certain,
    /// Who posted, or when; what follows the label.
    Posted(&'text str),
    /// Categories, with what follows the label.
    Categories(&'text str),
    /// Labels, with what follows the label.
    Labels(&'text str),
}

/// Lines that are chrome as a whole, folded to lower case.
const WHOLE: &[&str] = &[
    "post a comment",
    "leave a comment",
    "leave a reply",
    "add a comment",
    "post comment",
    "comments",
    "no comments:",
    "no comments",
    "comments are closed.",
    "previous post",
    "next post",
    "newer post",
    "older post",
    "newer posts",
    "older posts",
    "← previous post",
    "next post →",
    "previous",
    "next",
    "home",
    "post navigation",
    "share this:",
    "share this",
    "share",
    "share:",
    "like this:",
    "loading...",
    "like loading...",
    "tweet",
    "email this",
    "blogthis!",
    "print",
    "reply",
    "get link",
    "other apps",
    "read more",
    "related posts",
    "related",
    "you may also like",
    "view my complete profile",
    "share to x",
    "share to twitter",
    "share to facebook",
    "share to pinterest",
    "get link facebook x pinterest email other apps",
    "subscribe to: post comments (atom)",
    "kommentar veröffentlichen",
    "kommentar posten",
    "keine kommentare:",
    "keine kommentare",
    "schreibe einen kommentar",
    "hinterlasse einen kommentar",
    "neuerer post",
    "älterer post",
    "startseite",
    "teilen",
    "kommentar hinterlassen",
    "diesen post per e-mail versenden",
    "per e-mail versenden",
    "auf x teilen",
    "auf twitter teilen",
    "bei twitter teilen",
    "in facebook freigeben",
    "auf pinterest teilen",
    "beitragsnavigation",
    "publicar un comentario",
    "no hay comentarios:",
    "no hay comentarios.:",
    "deja un comentario",
    "deja una respuesta",
    "entrada más reciente",
    "entrada antigua",
    "página principal",
    "inicio",
    "compartir",
    "enviar por correo electrónico",
    "escribe un blog",
    "compartir en x",
    "compartir con twitter",
    "compartir con facebook",
    "compartir en facebook",
    "compartir en pinterest",
    "comparte esto:",
    "enregistrer un commentaire",
    "aucun commentaire:",
    "laisser un commentaire",
    "article plus récent",
    "article plus ancien",
    "accueil",
    "partager",
    "envoyer par e-mail",
    "partager sur x",
    "partager sur twitter",
    "partager sur facebook",
    "partager sur pinterest",
    "partager :",
    "posta un commento",
    "nessun commento:",
    "lascia un commento",
    "post più recente",
    "post più vecchio",
    "home page",
    "condividi",
    "invia tramite email",
    "postalo sul blog",
    "condividi su x",
    "condividi su facebook",
    "condividi su pinterest",
    "postar um comentário",
    "nenhum comentário:",
    "deixe um comentário",
    "postagem mais recente",
    "postagem mais antiga",
    "página inicial",
    "compartilhar",
    "sem comentários:",
    "enviar por e-mail",
    "postar no blog!",
    "compartilhar no x",
    "compartilhar no facebook",
    "compartilhar com o pinterest",
    "enviar um comentário",
    "een reactie posten",
    "geen opmerkingen:",
    "nieuwere post",
    "oudere post",
    "delen",
    "homepage",
    "dit e-mailen",
    "dit bloggen!",
    "delen via x",
    "delen op facebook",
    "delen op pinterest",
    "een reactie plaatsen",
    "отправить комментарий",
    "комментариев нет:",
    "добавить комментарий",
    "следующее",
    "предыдущее",
    "главная страница",
    "поделиться",
    "оставить комментарий",
    "отправить по электронной почте",
    "написать об этом в блоге",
    "поделиться в x",
    "поделиться в facebook",
    "опубликовать в facebook",
    "поделиться в pinterest",
    "prześlij komentarz",
    "brak komentarzy:",
    "dodaj komentarz",
    "nowszy post",
    "starszy post",
    "strona główna",
    "udostępnij",
    "wyślij pocztą e-mail",
    "wrzuć na bloga",
    "udostępnij w x",
    "udostępnij w usłudze facebook",
    "udostępnij w serwisie pinterest",
    "skicka en kommentar",
    "inga kommentarer:",
    "lähetä kommentti",
    "legg inn en kommentar",
    "send en kommentar",
    "yorum gönder",
    "hiç yorum yok:",
    "sonraki kayıt",
    "önceki kayıt",
    "ana sayfa",
    "paylaş",
    "コメントを投稿",
    "0 件のコメント:",
    "次の投稿",
    "前の投稿",
    "ホーム",
    "共有",
    "メールで送信",
    "x で共有",
    "facebook で共有する",
    "pinterest に共有",
    "发表评论",
    "没有评论:",
    "较新的博文",
    "较早的博文",
    "主页",
    "分享",
    "較新的文章",
    "較舊的文章",
    "首頁",
    "張貼留言",
    "댓글 쓰기",
    "댓글 없음:",
    "дописати коментар",
    "немає коментарів:",
    "новіша публікація",
    "старіша публікація",
    "головна сторінка",
];

/// Beginnings of lines that are chrome as a whole.
const BEGINNINGS: &[&str] = &[
    "share this: ",
    "share to ",
    "share on ",
    "click to share",
    "follow us on",
    "subscribe to:",
    "suscribirse a:",
    "inscription à :",
    "iscriviti a:",
    "abonnieren",
    "assinar:",
    "подписаться на:",
    "previous: ",
    "next: ",
    "← ",
    "labels for this",
];

/// Labels of who posted and when.
const POSTED: &[&str] = &[
    "posted by ",
    "posted on ",
    "posted at ",
    "posted ",
    "published on ",
    "published by ",
    "published ",
    "written by ",
    "by admin",
    "gepostet von ",
    "eingestellt von ",
    "veröffentlicht am ",
    "veröffentlicht von ",
    "publicado por ",
    "publicado el ",
    "publicado em ",
    "publié par ",
    "publié le ",
    "pubblicato da ",
    "pubblicato il ",
    "postado por ",
    "publicada por ",
    "gepost door ",
    "geplaatst door ",
    "geplaatst op ",
    "автор: ",
    "опубликовано ",
    "autor: ",
    "wysłane przez ",
    "upplagd av ",
    "gönderen ",
    "投稿者 ",
];

/// Labels of categories.
const CATEGORIES: &[&str] = &[
    "posted in ",
    "filed under: ",
    "filed under ",
    "categories: ",
    "category: ",
    "kategorien: ",
    "kategorie: ",
    "categorías: ",
    "categoría: ",
    "catégories : ",
    "catégories: ",
    "categorie: ",
    "categorias: ",
    "categorieën: ",
    "рубрики: ",
    "рубрика: ",
    "veröffentlicht in ",
    "publicado en ",
    "publié dans ",
    "pubblicato in ",
    "kategorie ",
];

/// Labels of labels.
const LABELS: &[&str] = &[
    "labels: ",
    "label: ",
    "tags: ",
    "tag: ",
    "tagged with ",
    "tagged ",
    "schlagwörter: ",
    "etiquetas: ",
    "libellés : ",
    "libellés: ",
    "étiquettes : ",
    "etichette: ",
    "marcadores: ",
    "ярлыки: ",
    "метки: ",
    "мітки: ",
    "etykiety: ",
    "etiketter: ",
    "etiketler: ",
    "ラベル: ",
    "标签: ",
    "标签：",
    "標籤: ",
];

/// The longest line that can be chrome, in characters. Anything longer was written by somebody.
const LONGEST: usize = 160;

/// Tells chrome from text.
pub(super) fn classify(line: &str) -> Option<Chrome<'_>> {
    if !is_short(line) {
        return None;
    }
    let folded = fold(line).to_lowercase();
    if is_composed(&folded)
        || BEGINNINGS.iter().any(|start| folded.starts_with(start))
        || is_comment_count(&folded)
    {
        return Some(Chrome::Certain);
    }
    // A sentence that happens to begin like a label ends like a sentence.
    let sentence = line.ends_with(['.', '!', '?']) && line.split(' ').count() > 8;
    let after = |labels: &[&str]| {
        labels
            .iter()
            .find_map(|label| strip_label(line, label))
            .filter(|_| !sentence)
    };
    after(CATEGORIES)
        .map(Chrome::Categories)
        .or_else(|| after(LABELS).map(Chrome::Labels))
        .or_else(|| after(POSTED).map(Chrome::Posted))
}

/// Whether a line is short enough to be chrome.
pub(super) fn is_short(line: &str) -> bool {
    line.len() <= LONGEST * 4 && line.chars().count() <= LONGEST
}

/// Whether a line is nothing but phrases of [`WHOLE`], with or without blanks between: a row of buttons.
fn is_composed(folded: &str) -> bool {
    // Where phrases that follow one another from the beginning may end: some begin like others.
    let mut reached = vec![false; folded.len() + 1];
    reached[0] = true;
    for at in 0..folded.len() {
        if reached[at] && folded.is_char_boundary(at) {
            let rest = &folded[at..];
            let blank = rest.len() - rest.trim_start_matches([' ', '|', '·']).len();
            for phrase in WHOLE
                .iter()
                .filter(|phrase| rest[blank..].starts_with(**phrase))
            {
                reached[at + blank + phrase.len()] = true;
            }
        }
    }
    !folded.is_empty() && reached[folded.len()]
}

/// What follows a label, which is compared without regard to case.
fn strip_label<'text>(line: &'text str, label: &str) -> Option<&'text str> {
    let mut rest = line.chars();
    for expected in label.chars() {
        let letter = rest.next()?;
        if !letter.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str().trim())
}

/// `3 comments`, `1 Kommentar:`, `12 comentarios`.
fn is_comment_count(folded: &str) -> bool {
    let Some((count, word)) = folded.split_once(' ') else {
        return false;
    };
    // `Comments (3)` is as good.
    let in_brackets = word
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let (count, word) = in_brackets.map_or((count, word), |number| (number, count));
    let word = word.trim_end_matches(':').trim_end();
    count.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(
            word,
            "comment"
                | "comments"
                | "kommentar"
                | "kommentare"
                | "comentario"
                | "comentarios"
                | "commentaire"
                | "commentaires"
                | "commento"
                | "commenti"
                | "comentário"
                | "comentários"
                | "opmerking"
                | "opmerkingen"
                | "reacties"
                | "комментарий"
                | "комментария"
                | "комментариев"
                | "komentarz"
                | "komentarze"
                | "komentarzy"
                | "kommentarer"
                | "yorum"
                | "shares"
                | "likes"
        )
}
