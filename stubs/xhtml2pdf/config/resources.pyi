from pathlib import Path

class ResourceAccessPolicy:
    @classmethod
    def server(
        cls,
        base_dir: str | Path | None = ...,
        *,
        extra_roots: tuple[Path, ...] = ...,
        allow_remote: bool = ...,
    ) -> ResourceAccessPolicy: ...
