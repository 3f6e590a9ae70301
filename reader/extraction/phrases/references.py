"""The headings under which an article lists what it refers to, parted by ` | `: en, de, fr, es, it, pt, ru, ar."""

# A page with one of these is a treatise or an entry of an encyclopedia …
REFERENCES = (
    "references | reference list | notes | footnotes | endnotes | citations | bibliography | works cited | sources"
    " | literature | literature cited | notes and references | references and notes"
    " | einzelnachweise | quellen | quellen und literatur | literatur | literaturverzeichnis | anmerkungen | fußnoten"
    " | références | notes et références | bibliographie"
    " | referencias | notas | notas y referencias | bibliografía | fuentes"
    " | note | riferimenti | bibliografia | fonti | referências | notas e referências | fontes"
    " | примечания | литература | источники"
    " | المراجع | مراجع | الهوامش | المصادر"
)
# … in which these are the article's own too; elsewhere they head the site's other stories.
FURTHER = (
    "see also | further reading | external links | siehe auch | weblinks | voir aussi | liens externes"
    " | véase también | enlaces externos | voci correlate | collegamenti esterni | ver também | ligações externas"
    " | см также | ссылки | انظر أيضا | وصلات خارجية"
)
