"""What other tools export, written in their formats, of one invented page."""

from __future__ import annotations

import json
import sqlite3

from .made import PARAGRAPHS, zipped

URL = "https://news.example/fire"
TITLE = "Fire at the quay"
QUOTE = "at least twelve people died"
OTHER = "three more men who had been on the night shift"
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TEXT = "\n".join(PARAGRAPHS)

POCKET = (
    f"title,url,time_added,tags,status\n{TITLE},{URL},1700000000,fire|harbour,unread\nNo page,about:blank,1,,archive\n"
)
POCKET_WITH_CURSOR = f"url,title,time_added,cursor,tags,status\n{URL},{TITLE},1700000000,abc,fire,archive\n"
POCKET_HIGHLIGHTS = json.dumps(
    [
        {
            "url": URL,
            "title": TITLE,
            "highlights": [{"quote": quote, "created_at": 1700000000} for quote in (QUOTE, OTHER)],
        }
    ]
)
POCKET_HTML = f"""<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>
<li><a href="{URL}" time_added="1700000000" tags="fire,harbour">{TITLE}</a></li></ul><h1>Read Archive</h1><ul>
<li><a href="https://news.example/inquiry" time_added="1" tags="">The inquiry</a></li></ul></body></html>"""
INSTAPAPER_HTML = f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
<title>Instapaper: Export</title></head><body><h1>Unread</h1><ol><li><a href="{URL}">{TITLE}</a></ol></body></html>"""
INSTAPAPER = f'URL,Title,Selection,Folder,Timestamp,Tags\n{URL},{TITLE},{QUOTE},Harbour,1700000000,"[""fire""]"\n'
READWISE = (
    "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\n"
    f'"{QUOTE}",{TITLE},Mara Quay,,"The office says so",yellow,"fire, .favorite",page,1,2026-03-02 10:00:00+00:00,harbour\n'
    f'"{OTHER}",{TITLE},Mara Quay,,,,,page,2,2026-03-02 11:00:00+00:00,harbour\n'
    "Thrown away,Other,Nobody,,,,.discard,,,,\n"
    f",{TITLE},Mara Quay,,Read it whole,,,,,,\n"
)
READWISE_LIBRARY = (
    "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
    f'{TITLE},{URL},01h,"[\'fire\', ""the quay\'s""]",2026-03-02 10:00:00+00:00,0.5,new,True\n'
    "The inquiry,https://news.example/inquiry,02h,[],2026-03-03 10:00:00+00:00,0,archive,False\n"
)
ZOTERO = (
    '"Key","Item Type","Publication Year","Author","Title","DOI","Url","Notes","Manual Tags","Automatic Tags"\n'
    f'"AB","webpage","2026","Quay, Mara","{TITLE}","","{URL}","<p>Look again.</p>","fire; harbour",""\n'
    '"CD","journalArticle","2025","","On fires","10.1000/182","","","",""\n'
    '"EF","attachment","","","Snapshot","","https://news.example/x","","",""\n'
)
ZOTERO_RDF = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/">
  <bib:Document rdf:about="{URL}">
    <z:itemType>webpage</z:itemType><dc:title>{TITLE}</dc:title><dc:subject>fire</dc:subject>
    <dcterms:isReferencedBy rdf:resource="#item_2"/>
    <dc:identifier><dcterms:URI><rdf:value>{URL}</rdf:value></dcterms:URI></dc:identifier>
  </bib:Document>
  <bib:Memo rdf:about="#item_2"><rdf:value>&lt;p&gt;Look again.&lt;/p&gt;</rdf:value></bib:Memo>
  <z:Attachment rdf:about="#item_3"><dc:title>Snapshot</dc:title></z:Attachment>
</rdf:RDF>"""
BOOKMARKS = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>
<DL><p>
  <DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Bookmarks bar</H3>
  <DL><p>
    <DT><H3>Harbour</H3>
    <DL><p>
      <DT><A HREF="{URL}" ADD_DATE="1700000000" TAGS="fire,quay">{TITLE} &amp; more</A>
      <DD>Look again.
    </DL><p>
    <DT><A HREF="https://news.example/inquiry">The inquiry</A>
    <DT><A HREF="javascript:alert(1)">A script</A>
  </DL><p>
</DL>"""
HYPOTHESIS = json.dumps(
    {
        "total": 3,
        "rows": [
            {
                "id": "a1", "created": "2026-03-02T10:00:00.000000+00:00", "user": "acct:mara@hypothes.is", "uri": URL,
                "text": "The office says so", "tags": ["fire"], "document": {"title": [TITLE]},
                "target": [{"source": URL, "selector": [
                    {"type": "TextPositionSelector", "start": 5, "end": 9},
                    {"type": "TextQuoteSelector", "exact": QUOTE, "prefix": "night and ", "suffix": ", the"}]}],
            },
            {"id": "a2", "uri": URL, "text": "A page note", "tags": [], "user": "acct:kim@hypothes.is", "target": [{"source": URL}]},
            {"id": "a3", "uri": URL, "text": "I doubt it", "user": "acct:kim@hypothes.is", "references": ["a1"], "tags": [], "target": []},
        ],
    }
)  # fmt: skip
WALLABAG = json.dumps(
    [
        {
            "id": 1, "url": URL, "title": TITLE, "content": HTML, "is_archived": 0, "tags": ["harbour"], "published_by": ["Mara Quay"],
            "published_at": "2026-03-02T08:00:00+00:00",
            "annotations": [{"id": 4, "quote": QUOTE, "text": "The office says so", "created_at": "2026-03-02T10:00:00+0000", "ranges": []}],
        },
        {"id": 2, "url": "https://news.example/inquiry", "title": "The inquiry", "content": "", "is_archived": 1, "tags": []},
    ]
)  # fmt: skip
DOCCANO = "\n".join(
    json.dumps(line)
    for line in (
        {"id": 1, "text": TEXT, "label": [[TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE), "CASUALTIES"]]},
        {"id": 2, "text": "Nobody was hurt.", "labels": ["calm"]},
    )
)
READECK_NOTES = json.dumps(
    [
        {
            "id": "n1",
            "text": QUOTE,
            "note": "The office says so",
            "created": "2026-03-02T10:00:00Z",
            "bookmark_url": URL,
            "bookmark_title": TITLE,
        }
    ]
)


def omnivore() -> bytes:
    """A ZIP as Omnivore's: one article with its page, one without."""
    items = [
        {
            "id": "1",
            "slug": "fire",
            "title": TITLE,
            "url": URL,
            "labels": ["harbour"],
            "author": "Mara Quay",
            "publishedAt": "2026-03-02T08:00:00Z",
        },
        {"id": "2", "slug": "inquiry", "title": "The inquiry", "url": "https://news.example/inquiry", "labels": []},
    ]
    marks = f"> {QUOTE} \n\n#fire #casualty figure\n\nThe office says so\n\n> {OTHER} "
    return zipped({"metadata_0_to_20.json": json.dumps(items), "content/fire.html": HTML, "highlights/fire.md": marks})


def readeck() -> bytes:
    """A ZIP as Readeck's: one bookmark with its page."""
    note = {"id": "n1", "text": QUOTE, "note": "The office says so", "created": "2026-03-02T10:00:00Z"}
    bookmark = {
        "uid": "abc",
        "url": URL,
        "title": TITLE,
        "labels": ["harbour"],
        "authors": ["Mara Quay"],
        "annotations": [note],
    }
    return zipped({"data.json": json.dumps({"bookmarks": [bookmark]}), "bookmarks/abc/index.html": HTML})


def taguette() -> bytes:
    """A project file of Taguette's: one document with two highlights, one of them with two tags."""
    database = sqlite3.connect(":memory:")
    database.executescript(
        """CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, description TEXT, filename TEXT, contents TEXT);
        CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER, end_offset INTEGER, snippet TEXT);
        CREATE TABLE tags (id INTEGER PRIMARY KEY, path TEXT, description TEXT);
        CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);"""
    )
    database.execute("INSERT INTO documents VALUES (1, ?, 'From the harbour', 'fire.html', ?)", [TITLE, HTML])
    database.executemany("INSERT INTO tags VALUES (?, ?, '')", [(1, "fire"), (2, "people.dead")])
    database.executemany(
        "INSERT INTO highlights VALUES (?, 1, ?, ?, ?)", [(1, 40, 67, QUOTE), (2, 200, 240, f"<em>{OTHER}</em>")]
    )
    database.executemany("INSERT INTO highlight_tags VALUES (?, ?)", [(1, 1), (1, 2)])
    database.commit()
    return database.serialize()


TAGUETTE_CSV = (
    f'id,document,tag,content\n1,{TITLE},fire,"{QUOTE}"\n1,{TITLE},people.dead,"{QUOTE}"\n2,{TITLE},,"{OTHER}"\n'
)
