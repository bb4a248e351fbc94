from collections.abc import Callable
from typing import IO

from xhtml2pdf.config.resources import ResourceAccessPolicy

class pisaContext:
    err: int
    warn: int

def pisaDocument(
    src: str | bytes | IO[bytes],
    dest: IO[bytes] | None = ...,
    *,
    link_callback: Callable[[str, str | None], str] | None = ...,
    default_css: str | None = ...,
    encoding: str | None = ...,
    resource_policy: ResourceAccessPolicy | None = ...,
) -> pisaContext: ...
