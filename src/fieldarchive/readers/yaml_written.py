"""Values written so that `yaml_text` reads them back as they are.

For descriptions that open in an editor: the head of a note, or an item to edit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

_CONTROL = r"\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_FORBIDDEN = re.compile(f"[{_CONTROL}]")
# What YAML would take for something else than this text.
_NOT_PLAIN = re.compile(
    rf"^[\s\-?:,\[\]{{}}#&*!|>'\"%@`.=]|[\s:]$|[:\s]\s|\s#|[\x00-\x1f\xa0{_CONTROL}]"
)
_IN_A_LIST = re.compile(r"[,\[\]{}]")


def scalar(value: str) -> str:
    """A value as YAML reads it back: plain, or in quotes with what YAML forbids written out."""
    return _quoted(value) if _NOT_PLAIN.search(value) else value


def in_a_list(values: Iterable[str]) -> str:
    """A list of values on one line, in brackets."""
    shown = (_quoted(one) if _IN_A_LIST.search(one) or not one else scalar(one) for one in values)
    return f"[{', '.join(shown)}]"


def _quoted(value: str) -> str:
    quoted = json.dumps(value, ensure_ascii=False)
    return _FORBIDDEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", quoted)
