"""The language tag that a recording carries: ISO 639-2 there, BCP 47 here.

BCP 47 takes the shortest code of a language, and keeps three letters where there are no two.
Mandarin (cmn) is what zh means in an archive of this field; ISO 639-3 has no other short code.
"""

from __future__ import annotations

import re

_PAIRS = """
aar:aa abk:ab afr:af aka:ak alb:sq sqi:sq amh:am ara:ar arm:hy hye:hy asm:as ava:av aze:az bak:ba
baq:eu eus:eu bel:be ben:bn bih:bh bis:bi bos:bs bre:br bul:bg bur:my mya:my cat:ca che:ce chi:zh
zho:zh chv:cv cor:kw cos:co cze:cs ces:cs dan:da div:dv dut:nl nld:nl dzo:dz eng:en epo:eo est:et
ewe:ee fao:fo fij:fj fin:fi fre:fr fra:fr fry:fy ful:ff geo:ka kat:ka ger:de deu:de gla:gd gle:ga
glg:gl glv:gv gre:el ell:el grn:gn guj:gu hat:ht hau:ha heb:he her:hz hin:hi hrv:hr hun:hu ibo:ig
ice:is isl:is iku:iu ind:id ita:it jav:jv jpn:ja kal:kl kan:kn kas:ks kaz:kk khm:km kik:ki kin:rw
kir:ky kom:kv kon:kg kor:ko kur:ku lao:lo lat:la lav:lv lin:ln lit:lt ltz:lb lug:lg mac:mk mkd:mk
mal:ml mao:mi mri:mi mar:mr may:ms msa:ms mlg:mg mlt:mt mon:mn nav:nv nep:ne nno:nn nob:nb nor:no
nya:ny oci:oc ori:or orm:om oss:os pan:pa per:fa fas:fa pol:pl por:pt pus:ps que:qu roh:rm rum:ro
ron:ro run:rn rus:ru san:sa sin:si slo:sk slk:sk slv:sl sme:se smo:sm sna:sn snd:sd som:so spa:es
srd:sc srp:sr ssw:ss sun:su swa:sw swe:sv tah:ty tam:ta tat:tt tel:te tgk:tg tgl:tl tha:th tib:bo
bod:bo tir:ti ton:to tsn:tn tuk:tk tur:tr twi:tw uig:ug ukr:uk urd:ur uzb:uz vie:vi vol:vo wel:cy
cym:cy wol:wo xho:xh yid:yi yor:yo zha:za zul:zu cmn:zh
"""
_SHORTEST = {pair[:3]: pair[4:] for pair in _PAIRS.split()}
# Undetermined, several, not coded, no language at all.
_NO_LANGUAGE = {"und", "mul", "mis", "zxx", "xxx"}
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def language_tag(written: str) -> str | None:
    """The BCP 47 tag for what a file says ("rus", "chi", "en-GB"); None where it says nothing."""
    tag = written.strip().strip("\0").replace("_", "-")
    code = tag.split("-")[0].lower()
    if not _TAG.fullmatch(tag) or code in _NO_LANGUAGE:
        return None
    return "-".join([_SHORTEST.get(code, code), *tag.split("-")[1:]])
