"""Small .docx and .odt files for the tests, made of the XML that a story needs."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
ROLES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def make_zip(path: Path, members: dict[str, str]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def docx(path: Path, body: str, namespace: str = W, **more: str) -> Path:
    """A Word document; `more` are the bodies of footnotes, endnotes and core."""
    members = {"word/document.xml": word_part("document", f"<w:body>{body}</w:body>", namespace)}
    relations = ""
    for kind in ("footnotes", "endnotes"):
        if kind in more:
            members[f"word/{kind}.xml"] = word_part(kind, more[kind], namespace)
            relations += f'<Relationship Id="{kind}" Type="{ROLES}/{kind}" Target="{kind}.xml"/>'
    if relations:
        members["word/_rels/document.xml.rels"] = (
            f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
        )
    if "core" in more:
        members["docProps/core.xml"] = (
            f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:dcterms="http://purl.org/dc/terms/">{more["core"]}</cp:coreProperties>'
        )
    return make_zip(path, members)


def word_part(name: str, body: str, namespace: str = W) -> str:
    return f'<w:{name} xmlns:w="{namespace}" xmlns:mc="{MC}">{body}</w:{name}>'


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def odt(path: Path, body: str, **more: str) -> Path:
    """An OpenDocument text; `more` are the bodies of meta and manifest."""
    spaces = "".join(
        f' xmlns:{prefix}="{ODF}{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "text": "text",
            "table": "table",
            "draw": "drawing",
            "svg": "svg-compatible",
            "meta": "meta",
            "manifest": "manifest",
        }.items()
    )
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content{spaces}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>",
    }
    if "meta" in more:
        members["meta.xml"] = f"<office:document-meta{spaces}>{more['meta']}</office:document-meta>"
    if "manifest" in more:
        members["META-INF/manifest.xml"] = (
            f"<manifest:manifest{spaces}>{more['manifest']}</manifest:manifest>"
        )
    return make_zip(path, members)
