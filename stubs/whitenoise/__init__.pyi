from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

class WhiteNoise:
    def __init__(
        self,
        application: Callable[..., Any],
        root: str | Path | None = ...,
        prefix: str | None = ...,
        *,
        immutable_file_test: str | Callable[[str, str], bool] | None = ...,
        allow_all_origins: bool = ...,
        add_headers_function: Callable[[Headers, str, str], None] | None = ...,
    ) -> None: ...
    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]: ...
