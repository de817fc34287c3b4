"""Makes tests/files/photographs again: small pictures of no place, CC0, one for each format.

Run it by hand (`python tests/readers/make_photographs.py`); it needs the program exiftool. Seen
upright, the upper left quarter of every picture is red and the rest is blue, so that a thumbnail
which was not turned can be told by its corner.
"""

from __future__ import annotations

import io
import struct
import subprocess
from pathlib import Path

import pillow_heif
from PIL import Image

HERE = Path(__file__).parents[1] / "files" / "photographs"
UPRIGHT = (60, 40)
WORDS = [
    "-XMP-dc:Title=Рынок на набережной",
    "-XMP-dc:Description=Торговцы и 集市",
    "-XMP-dc:Subject=рынок",
    "-XMP-dc:Subject=集市",
    "-XMP-dc:Creator=M. K.",
    "-XMP-photoshop:City=Благовещенск",
    "-XMP-iptcCore:Location=Набережная",
    "-XMP-dc:Rights=CC0",
    "-XMP-xmp:Rating=4",
]
CAMERA = [
    "-EXIF:DateTimeOriginal=2013:05:12 11:07:03",
    "-EXIF:SubSecTimeOriginal=25",
    "-EXIF:OffsetTimeOriginal=+09:00",
    "-EXIF:Make=Canon",
    "-EXIF:Model=Canon EOS 40D",
    "-EXIF:SerialNumber=0042",
    "-EXIF:LensModel=EF 50mm",
    "-EXIF:OwnerName=OWNER-MARK",
    "-EXIF:GPSLatitude=50.257",
    "-EXIF:GPSLatitudeRef=N",
    "-EXIF:GPSLongitude=127.536",
    "-EXIF:GPSLongitudeRef=E",
    "-EXIF:GPSHPositioningError=8.5",
    "-EXIF:GPSAltitude=131",
    "-EXIF:GPSAltitudeRef#=0",
    "-EXIF:GPSImgDirection=241.5",
    "-EXIF:GPSDateStamp=2013:05:12",
    "-EXIF:GPSTimeStamp=02:07:01",
]
FACE = ["-XMP-mwg-rs:RegionName=FACE-MARK", "-XMP-mwg-rs:RegionType=Face"]


def picture(size: tuple[int, int] = UPRIGHT) -> Image.Image:
    image = Image.new("RGB", size, (20, 40, 200))
    image.paste((220, 20, 20), (0, 0, size[0] // 2, size[1] // 2))
    return image


def exiftool(name: str, *arguments: str) -> None:
    command = ["exiftool", "-q", "-q", "-m", "-overwrite_original", *arguments, str(HERE / name)]
    subprocess.run(command, check=True)


def one_of_each_format() -> None:
    pillow_heif.register_heif_opener()
    for suffix in ("jpg", "png", "tif", "webp", "gif", "bmp", "heic", "avif"):
        name = f"market.{suffix}"
        picture().save(HERE / name, **({"compression": "tiff_lzw"} if suffix == "tif" else {}))
        if suffix != "bmp":
            exiftool(name, *WORDS, *([] if suffix == "gif" else CAMERA), *FACE)
    exiftool("market.jpg", "-Comment=COMMENT-MARK", "-IPTC:Keywords=IPTC-MARK")
    pair = [picture(), picture()]
    pair[0].save(HERE / "pair.mpo", save_all=True, append_images=pair[1:])


def every_orientation() -> None:
    turns = [Image.Transpose(n) for n in (0, 3, 1, 5, 2, 6, 4)]
    for number, turn in enumerate(turns, start=2):
        name = f"turned_{number}.jpg"
        picture().transpose(turn).save(HERE / name)
        exiftool(name, f"-Orientation#={number}")


def odd_pixels() -> None:
    clear = picture().convert("RGBA")
    clear.putalpha(0)
    clear.save(HERE / "clear.png")
    picture().convert("P", palette=Image.Palette.ADAPTIVE, colors=4).save(HERE / "palette.png")
    picture().convert("CMYK").save(HERE / "cmyk.jpg")
    ramp = Image.frombytes("I;16", (64, 8), struct.pack("<64H", *range(0, 64 * 1024, 1024)) * 8)
    ramp.save(HERE / "deep_grey.tif")
    picture((800, 500)).save(HERE / "large.jpg", quality=40)


def old_words() -> None:
    """What programs wrote before anybody asked for an encoding."""
    for name, charset in (("cp1251.jpg", "Cyrillic"), ("utf8.jpg", "UTF8")):
        picture().save(HERE / name)
        exiftool(name, "-charset", f"iptc={charset}", "-IPTC:ObjectName=Чайная лавка", *IPTC_REST)
    for name, words in (
        ("description_cp1251.jpg", "Лёд на реке".encode("cp1251")),
        ("description_koi8r.jpg", "Переправа через Амур зимой".encode("koi8_r")),
        ("description_gb18030.jpg", "黑河早市，卖鱼的老人".encode("gb18030")),
        ("description_camera.jpg", b"OLYMPUS DIGITAL CAMERA         "),
    ):
        exif = Image.Exif()
        exif[0x010E] = words
        picture().save(HERE / name, exif=exif)
    picture().save(HERE / "windows.jpg")
    exiftool("windows.jpg", "-XPTitle=集市", "-XPKeywords=быт;рынок", "-XPComment=五一劳动节")


IPTC_REST = ["-IPTC:Keywords=быт", "-IPTC:Keywords=граница", "-IPTC:DateCreated=2012:01:01"]


def disagreements_and_doubts() -> None:
    cases = {
        "disagree.jpg": [
            "-EXIF:DateTimeOriginal=2013:07:01 10:00:00",
            "-XMP-photoshop:DateCreated=2014:02:03 11:00:00",
            "-IPTC:DateCreated=2012:01:01",
            "-XMP-dc:Title=from XMP",
            "-IPTC:ObjectName=from IPTC",
            "-XPTitle=from EXIF",
        ],
        "scan.jpg": ["-IPTC:DateCreated=1969:05:00", "-XMP-xmp:CreateDate=2015:01:02 03:04:05"],
        "zero_date.jpg": ["-DateTimeOriginal#=0000:00:00 00:00:00"],
        "bad_date.jpg": ["-DateTimeOriginal#=2019:13:45 25:61:61"],
        "blank_date.jpg": ["-DateTimeOriginal#=    :  :     :  :  "],
        "reset_clock.jpg": ["-DateTimeOriginal=1980:01:01 00:00:12"],
        "null_island.jpg": [
            *("-GPSLatitude=0", "-GPSLatitudeRef=N", "-GPSLongitude=0", "-GPSLongitudeRef=E")
        ],
        "south_west.jpg": [
            *("-GPSLatitude=33.5", "-GPSLatitudeRef=S"),
            *("-GPSLongitude=70.25", "-GPSLongitudeRef=W"),
        ],
        "gps_in_xmp.jpg": ["-XMP-exif:GPSLatitude=50.257 N", "-XMP-exif:GPSLongitude=127.536 E"],
        "hierarchy.jpg": [
            "-XMP-dc:Subject=рынок",
            "-XMP-lr:HierarchicalSubject=Места|Россия|Благовещенск",
            "-XMP-lr:HierarchicalSubject=Темы|рынок",
        ],
    }
    for name, arguments in cases.items():
        picture().save(HERE / name)
        exiftool(name, *arguments)


def extended_xmp() -> None:
    """XMP in two parts, as programs write it when it outgrows a segment of 64 KiB."""
    rdf = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpNote="http://ns.adobe.com/xmp/note/" '
        "%s</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    name = b"0123456789ABCDEF0123456789ABCDEF"
    title = "<dc:title><rdf:Alt><rdf:li>Long</rdf:li></rdf:Alt></dc:title>"
    note = "<dc:description><rdf:Alt><rdf:li>Долгий день</rdf:li></rdf:Alt></dc:description>"
    main = (rdf % f'xmpNote:HasExtendedXMP="{name.decode()}">{title}').encode()
    more = (rdf % f">{note}").encode()
    parts = [b"http://ns.adobe.com/xap/1.0/\0" + main]
    for at in (200, 0):  # the order in the file means nothing, the offset does
        head = name + struct.pack(">II", len(more), at)
        piece = more[at : at + 200] if at == 0 else more[at:]
        parts.append(b"http://ns.adobe.com/xmp/extension/\0" + head + piece)
    buffer = io.BytesIO()
    picture().save(buffer, "JPEG")
    segments = b"".join(b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part for part in parts)
    (HERE / "extended.jpg").write_bytes(b"\xff\xd8" + segments + buffer.getvalue()[2:])


def entries(fields: list[tuple[int, int, int, int]]) -> bytes:
    body = b"".join(struct.pack("<HHII", *field) for field in sorted(fields))
    return struct.pack("<H", len(fields)) + body + b"\0\0\0\0"


def raw_files() -> None:
    """A DNG of 32 by 32 pixels with a preview, and the boxes of a CR3 without any picture."""
    preview = io.BytesIO()
    picture((40, 60)).save(preview, "JPEG", quality=60)
    jpeg, side = preview.getvalue(), 32
    pixels = struct.pack("<1024H", *range(1024))
    jpeg_at, pixels_at = 0x400, 0x400 + len(jpeg)
    sub_at, exif_at, text_at = 0x200, 0x300, 0x380
    main = [
        *((0x00FE, 4, 1, 1), (0x0100, 4, 1, 40), (0x0101, 4, 1, 60), (0x0103, 3, 1, 7)),
        *((0x0111, 4, 1, jpeg_at), (0x0117, 4, 1, len(jpeg)), (0x0112, 3, 1, 6)),
        *((0x0106, 3, 1, 6), (0x0115, 3, 1, 3), (0x0116, 4, 1, 60), (0x0102, 3, 3, text_at + 64)),
        *((0x010F, 2, 6, text_at), (0x0110, 2, 8, text_at + 8), (0x014A, 4, 1, sub_at)),
        *((0x8769, 4, 1, exif_at), (0xC612, 1, 4, 0x00000401), (0xC614, 2, 8, text_at + 8)),
    ]
    raw = [
        *((0x00FE, 4, 1, 0), (0x0100, 4, 1, side), (0x0101, 4, 1, side), (0x0102, 3, 1, 16)),
        *((0x0103, 3, 1, 1), (0x0106, 3, 1, 32803), (0x0111, 4, 1, pixels_at)),
        *((0x0115, 3, 1, 1), (0x0116, 4, 1, side), (0x0117, 4, 1, len(pixels))),
        *((0x828D, 3, 2, 0x00020002), (0x828E, 1, 4, 0x02010100)),
    ]
    exif = [(0x9003, 2, 20, text_at + 16)]
    text = b"Leica\0\0\0M8 test\0" + b"2013:05:12 11:07:03\0"
    file = bytearray(pixels_at)
    file[:8] = b"II*\0" + struct.pack("<I", 8)
    for at, part in (
        *((8, entries(main)), (sub_at, entries(raw)), (exif_at, entries(exif))),
        *((text_at, text), (text_at + 64, struct.pack("<3H", 8, 8, 8)), (jpeg_at, jpeg)),
    ):
        file[at : at + len(part)] = part
    (HERE / "market.dng").write_bytes(bytes(file) + pixels)
    (HERE / "no_preview.cr3").write_bytes(cr3(text))


def cr3(text: bytes) -> bytes:
    def box(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", 8 + len(content)) + name + content

    def tiff(fields: list[tuple[int, int, int, int]]) -> bytes:
        directory = entries(fields)
        moved = [
            (tag, kind, count, where + 8 + len(directory)) for tag, kind, count, where in fields
        ]
        return b"II*\0" + struct.pack("<I", 8) + entries(moved) + text

    canon = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
    inside = box(b"CMT1", tiff([(0x010F, 2, 6, 0), (0x0110, 2, 8, 8)]))
    inside += box(b"CMT2", tiff([(0x9003, 2, 20, 16)]))
    return box(b"ftyp", b"crx \0\0\0\1crx isom") + box(b"moov", box(b"uuid", canon + inside))


def sidecars() -> None:
    head = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:xap="http://ns.adobe.com/xap/1.0/" '
        'xmlns:exif="http://ns.adobe.com/exif/1.0/" '
        'xmlns:ps="http://ns.adobe.com/photoshop/1.0/"'
    )
    tail = "</rdf:Description></rdf:RDF></x:xmpmeta>"
    lists = (
        "<d:title><rdf:Alt><rdf:li xml:lang='ru'>Рынок</rdf:li>"
        "<rdf:li xml:lang='x-default'>Market</rdf:li></rdf:Alt></d:title>"
        "<d:subject><rdf:Bag><rdf:li>рынок</rdf:li><rdf:li>集市</rdf:li></rdf:Bag></d:subject>"
    )
    values = {
        "exif:DateTimeOriginal": "2013-05-12T11:07:03.25+09:00",
        "exif:GPSLatitude": "50,15.42N",
        "exif:GPSLongitude": "127,32.16E",
        "ps:City": "Благовещенск",
        "xap:Rating": "5",
    }
    attributes = "".join(f' {name}="{value}"' for name, value in values.items())
    elements = "".join(f"<{name}>{value}</{name}>" for name, value in values.items())
    (HERE / "attributes.xmp").write_text(f"{head}{attributes}>{lists}{tail}", encoding="utf-8")
    (HERE / "elements.xmp").write_text(f"{head}>{lists}{elements}{tail}", encoding="utf-16")


if __name__ == "__main__":
    HERE.mkdir(parents=True, exist_ok=True)
    one_of_each_format()
    every_orientation()
    odd_pixels()
    old_words()
    disagreements_and_doubts()
    extended_xmp()
    raw_files()
    sidecars()
